package steps

import "strings"

// place asks where is to be published, where nowhere is yet.
func (b builder) place() *Page {
	p := &Page{Headline: b.text("place.headline"), Sub: b.text("place.sub"), Back: b.k.Standing != nil && b.k.Standing.There}
	p.Left = []Block{Section{Title: b.text("place.where")}, b.field("place", false, "open")}
	presses := Presses{*b.press("open", "")}
	if b.k.Dialogs {
		presses = append(presses, *b.press("place.folder", "document"))
	}
	p.Left = append(p.Left, presses, Prose{Text: b.text("place.kinds"), Muted: true})
	kind := b.k.Options["protection"]
	p.Right = []Block{
		Section{Title: b.text("place.new")},
		Prose{Text: b.text("place.new.what")},
		Options{Label: b.text("place.protection"), Act: "protection", Texts: []string{b.text("place.simple"), b.text("place.full")}, Chosen: kind, Explain: b.text([]string{"place.simple.why", "place.full.why"}[kind&1])},
		b.field("passphrase", true, ""),
		b.field("passphrase.again", true, "make"),
		Prose{Text: b.text("place.passphrase"), Muted: true},
	}
	if b.k.Busy != "" {
		p.Note, p.Call = b.k.Busy, b.press("stop", "close")
		return p
	}
	p.Next = b.press("make", "lock")
	return p
}

// letter shows the words that go to the readers by another way.
func (b builder) letter() *Page {
	p := &Page{Headline: b.text("letter.headline"), Sub: b.text("letter.sub"), Back: true}
	s := b.k.Standing
	if s == nil {
		return p
	}
	p.Main = []Block{Section{Title: b.text("letter.words")}, Words(s.Words), Prose{Text: b.text("letter.why")}, Presses{*b.press("letter.save", "document"), *b.press("letter.copy", "")}}
	p.Main = append(p.Main, Facts{{Label: b.text("publish.to"), Text: s.Address}, {Label: b.text("letter.keys"), Text: s.Keys}}, Prose{Text: b.text("letter.backup"), Muted: true})
	p.Next = b.press("begin", "")
	if len(b.k.Files) > 0 {
		p.Next = b.press("go/choose", "")
	}
	return p
}

// subscription asks at which address readers find what is published, and writes their file.
func (b builder) subscription() *Page {
	p := &Page{Headline: b.text("subscription.headline"), Sub: b.text("subscription.sub"), Back: true}
	p.Main = []Block{
		Section{Title: b.text("subscription.address")},
		b.field("address", false, ""),
		b.field("mirror", false, ""),
		Section{Title: b.text("subscription.file")},
		b.field("subscription", false, "subscribe"),
		Prose{Text: b.text("subscription.note"), Muted: true},
	}
	p.Next = b.press("subscribe", "document")
	return p
}

// workbook asks which committee and month, and makes a workbook to fill in.
func (b builder) workbook() *Page {
	p := &Page{Headline: b.text("workbook.headline"), Sub: b.text("workbook.sub"), Back: true}
	s := b.k.Standing
	p.Main = []Block{Section{Title: b.text("workbook.which")}}
	if s != nil && len(s.Committees) > 0 {
		var names []string
		for _, c := range s.Committees {
			names = append(names, c.Name)
		}
		names = append(names, b.text("workbook.other"))
		p.Main = append(p.Main, Options{Label: b.text("workbook.committee"), Act: "committee", Texts: names, Chosen: b.k.Options["committee"]})
	}
	if s == nil || b.k.Options["committee"] >= len(s.Committees) {
		p.Main = append(p.Main, b.field("committee.name", false, ""))
		if s == nil || s.Municipality == "" {
			p.Main = append(p.Main, b.field("municipality", false, ""), b.field("municipality.code", false, ""))
		}
	}
	p.Main = append(p.Main, b.field("period", false, ""), Section{Title: b.text("subscription.file")}, b.field("workbook", false, "fill"), Prose{Text: b.text("workbook.note"), Muted: true})
	p.Next = b.press("fill", "document")
	return p
}

// CommitteeID is the short name that a committee's files have, of its name: socialnamnden.
func CommitteeID(name string) string {
	var out strings.Builder
	for _, r := range strings.ToLower(strings.TrimSpace(name)) {
		switch {
		case r == 'å' || r == 'ä' || r == 'á' || r == 'à':
			r = 'a'
		case r == 'ö' || r == 'ø':
			r = 'o'
		case r == 'é' || r == 'è':
			r = 'e'
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
		default:
			if s := out.String(); s == "" || strings.HasSuffix(s, "-") {
				continue
			}
			r = '-'
		}
		out.WriteRune(r)
	}
	return strings.Trim(out.String(), "-")
}
