package steps

import (
	"strconv"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/data/followup"
)

// most is how many findings of a sheet are listed before all are asked for.
const most = 8

// review tells what was found in what was chosen.
func (b builder) review() *Page {
	p := &Page{Back: true}
	batch := b.k.Batch
	if batch == nil {
		p.Headline, p.Sub = b.text("review.nothing"), b.text("choose.sub")
		return p
	}
	faults, warnings, answered := batch.Faults(), batch.Warnings(), batch.Answered()
	count := func(id string, n int) string { return b.text(id, "Count", n) }
	switch {
	case faults > 0 && warnings > 0:
		p.Headline = b.text("review.both", "Faults", count("review.faults", faults), "Warnings", count("warnings", warnings))
	case faults > 0:
		p.Headline = count("review.faults", faults)
	case batch.New() == 0:
		p.Headline = b.text("review.published")
	case warnings > 0:
		p.Headline = b.text("review.free.warnings", "Warnings", count("warnings", warnings))
	default:
		p.Headline = b.text("review.free")
	}
	p.Sub = i18n.Capital(b.text("review.sub", "Count", len(batch.Packages), "Number", b.l.Counted(len(batch.Packages))))
	if answered > 0 {
		p.Sub += " · " + count("review.answered", answered)
	}
	if b.k.Changed {
		p.Notice = &page.StateNotice{Mark: page.MarkPartly, Title: b.text("review.changed"), Text: b.text("review.changed.text"), Do: b.text("do.reread")}
		p.Act = "reread"
	}
	hidden := 0
	for i, one := range batch.Packages {
		hidden += b.found(p, i, one)
	}
	var presses Presses
	if hidden > 0 {
		presses = append(presses, *b.press("more", "", "Count", hidden, "Number", b.l.Int(hidden)))
	}
	presses = append(presses, *b.press("reread", ""))
	if faults+warnings+answered > 0 {
		for i, one := range batch.Packages {
			if one.Workbook && len(one.Checked.Findings) > 0 {
				presses = append(presses, *b.press(Act("annotate/"+strconv.Itoa(i)), "document"))
				break
			}
		}
		presses = append(presses, *b.press("html", "export"))
	}
	p.Main = append(p.Main, presses)
	switch {
	case b.k.Busy != "":
		p.Note, p.Call = b.k.Busy, b.press("stop", "close")
	case faults > 0 && b.k.Ready(Preview):
		p.Note, p.Next = b.text("review.stops"), b.press("reread", "")
	case faults > 0:
		p.Note, p.Next = b.text("review.stops"), b.press("reread", "")
	case batch.New() > 0:
		p.Next = b.press("go/preview", "")
	}
	return p
}

// found lists what was found in a package, sheet by sheet, and returns how many findings are not listed.
func (b builder) found(p *Page, at int, one Package) (hidden int) {
	title := one.Title
	if title == "" {
		title = one.File
	}
	section := Section{Title: title, Right: one.File}
	switch {
	case one.Trouble != nil:
		section.Mark = &page.Mark{Kind: page.MarkNotDone, Text: b.text("review.unread")}
	case one.Faults > 0:
		section.Mark = &page.Mark{Kind: page.MarkNotDone, Text: b.text("faults", "Count", one.Faults)}
	case one.Published:
		section.Mark = &page.Mark{Kind: page.MarkSame, Text: b.text("review.already")}
	default:
		section.Mark = &page.Mark{Kind: page.MarkDone, Text: b.text("review.sound")}
	}
	if one.Title == one.File || one.Title == "" {
		section.Right = ""
	}
	p.Main = append(p.Main, section)
	if one.Trouble != nil {
		p.Main = append(p.Main, Found{Mark: *section.Mark, Where: one.File, Wrong: one.Trouble.Wrong, Do: one.Trouble.Do})
		return 0
	}
	if len(one.Checked.Findings) == 0 {
		p.Main = append(p.Main, Prose{Text: b.text("review.clean"), Muted: true})
		return 0
	}
	for g, group := range b.sheets(one) {
		rows := group.rows
		if !b.k.More && len(rows) > most {
			hidden += len(rows) - most
			rows = rows[:most]
		}
		p.Main = append(p.Main, Group{Title: group.name, Count: b.text("review.count", "Shown", b.l.Int(len(rows)), "Count", len(group.rows), "Of", b.l.Int(len(group.rows))), First: g == 0})
		for _, i := range rows {
			p.Main = append(p.Main, b.finding(at, i, one))
		}
	}
	return hidden
}

// sheet is what was found on one sheet, or in one file, by the numbers of the findings.
type sheet struct {
	name string
	rows []int
}

// sheets groups findings by where they stand: faults come before warnings, and those before what is
// answered.
func (b builder) sheets(one Package) []sheet {
	var out []sheet
	at := map[string]int{}
	for weight := range 3 {
		for i, f := range one.Checked.Findings {
			if weigh(f.Finding) != weight {
				continue
			}
			name := f.Sheet
			if name == "" {
				name = page.TableFound(f.File)
			}
			if name == "" {
				name = f.File
			}
			if name == "" {
				name = b.text("review.whole")
			}
			if _, ok := at[name]; !ok {
				at[name] = len(out)
				out = append(out, sheet{name: name})
			}
			out[at[name]].rows = append(out[at[name]].rows, i)
		}
	}
	return out
}

func weigh(f followup.Finding) int {
	switch {
	case f.Severity == followup.Fault:
		return 0
	case f.Answer == "":
		return 1
	}
	return 2
}

// finding tells one finding.
func (b builder) finding(at, i int, one Package) Found {
	f := one.Checked.Findings[i]
	out := Found{Where: f.Where, Wrong: f.Wrong, Do: f.Do}
	for _, side := range f.Sides {
		out.Sides = append(out.Sides, page.NamedText{Label: side.Label, Text: side.Value})
	}
	switch weigh(f.Finding) {
	case 0:
		out.Mark = page.Mark{Kind: page.MarkNotDone, Text: b.text("mark.fault")}
	case 1:
		out.Mark = page.Mark{Kind: page.MarkPartly, Text: b.text("mark.warning")}
		if f.Reply != "" {
			out.Reply = b.text("review.reply", "Where", f.Reply)
		}
	default:
		out.Mark = page.Mark{Kind: page.MarkDone, Text: b.text("mark.answered")}
		out.Do = ""
		out.Reply = b.text("review.answer", "Answer", f.Answer)
	}
	if f.Label != "" && out.Where != "" {
		out.Where += ", " + f.Label
	}
	where := Act("jump/" + strconv.Itoa(at) + "." + strconv.Itoa(i))
	out.Jump = &Press{Act: where, Icon: "arrow-right", Text: b.text("do.jump")}
	return out
}
