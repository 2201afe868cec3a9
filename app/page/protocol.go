package page

import (
	"context"
	"strconv"
	"strings"

	"rodatraden/app/i18n"
	"rodatraden/data/notes"
)

// Protocol is the minutes of the presidium's review of what the auditors recommend: of each point what is
// told, and the reader's own verdict.
type Protocol struct {
	Head
	Items []ProtocolItem `json:"items"`
	Own   string         `json:"own"`             // that the verdicts are the reader's own, and kept here alone
	Empty string         `json:"empty,omitempty"` // said where the auditors have pointed nothing out
}

// ProtocolItem is one point of the minutes.
type ProtocolItem struct {
	Record   string      `json:"record"`
	Number   int         `json:"number"`
	Kind     string      `json:"kind"` // Rekommendation 2021
	Title    string      `json:"title"`
	Text     string      `json:"text"`
	Lines    []NamedText `json:"lines"` // the two keys, the day with what was put off, the trail
	Mark     Mark        `json:"mark"`  // the reader's own verdict
	Verdict  string      `json:"verdict"`
	Comment  string      `json:"comment"`
	Judged   string      `json:"judged"` // when the verdict was given
	Source   *Source     `json:"source"`
	Reviewed bool        `json:"reviewed"`
}

// verdictMarks are the marks of the reader's own verdicts.
var verdictMarks = map[notes.Opinion]MarkKind{
	notes.Done: MarkDone, notes.Partly: MarkPartly, notes.NotDone: MarkNotDone, notes.NotAssessable: MarkNeutral,
}

// BuildProtocol makes the minutes of the chosen states, from Revision and the reader's verdicts.
func BuildProtocol(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (*Protocol, error) {
	a, err := BuildAudit(ctx, lib, c, l)
	if err != nil {
		return nil, err
	}
	verdicts := map[string]notes.Entry{}
	if book, ok := lib.(Notebook); ok {
		of := c.Package.Committee
		written, err := book.Written(ctx, of.Repository, of.ID)
		if err != nil {
			return nil, err
		}
		for _, e := range written {
			if e.Kind == notes.Verdict {
				verdicts[e.About.Ref] = e
			}
		}
	}
	return newProtocol(a, verdicts, l), nil
}

// newProtocol gathers the minutes of a page of the audit.
func newProtocol(a *Audit, verdicts map[string]notes.Entry, l *i18n.Localizer) *Protocol {
	p := &Protocol{Head: a.Head, Items: []ProtocolItem{}, Own: l.Text("protocol.own"), Empty: a.Empty}
	p.Page, p.Asks = "protocol", []Ask{}
	judged := 0
	for _, point := range a.Points {
		it := ProtocolItem{
			Record: point.Record, Number: len(p.Items) + 1, Kind: point.KindYear, Title: point.Title, Text: point.Text, Source: point.Source,
			Lines: []NamedText{
				{point.Says.Label, point.Says.Mark.Text}, {point.Confirms.Label, point.Confirms.Mark.Text},
				{point.Deadline.Label, joined(", ", point.Deadline.Mark.Text, i18n.Small(point.Deadline.Note))},
			},
			Mark: Mark{Kind: MarkNotYet, Text: l.Text("protocol.none")},
		}
		for _, step := range point.Trail {
			if said := step.said(); said != it.Text {
				it.Lines = append(it.Lines, NamedText{step.Label, said})
			}
		}
		if v, ok := verdicts[point.Record]; ok && v.Verdict != "" {
			judged++
			it.Reviewed, it.Verdict, it.Comment, it.Judged = true, string(v.Verdict), v.Text, l.Day(v.Changed.Local())
			it.Mark = Mark{Kind: verdictMarks[v.Verdict], Text: l.Text("audit.verdict." + it.Verdict)}
		}
		p.Items = append(p.Items, it)
	}
	all := len(p.Items)
	id := "protocol.headline"
	switch {
	case all == 0:
		id = "protocol.headline.empty"
	case judged == 0:
		id = "protocol.headline.none"
	case judged == all:
		id = "protocol.headline.all"
	}
	p.Headline = l.Text(id, "Count", all, "Word", i18n.Capital(l.Counted(all)), "Judged", l.Int(judged), "JudgedWord", i18n.Capital(l.Counted(judged)), "Number", l.Int(all))
	p.Sub = p.invented(l, l.Text("protocol.sub", "Package", i18n.Small(a.About.Title)))
	return p
}

// Text is the minutes as plain text, to copy.
func (p *Protocol) Text() string {
	var b strings.Builder
	line := func(parts ...string) { b.WriteString(strings.Join(parts, "") + "\n") }
	line(p.Committee.Name, ", ", p.Committee.Municipality)
	line(p.Headline)
	line(p.Sub)
	for _, it := range p.Items {
		line()
		line(strconv.Itoa(it.Number), ". ", it.Title, " (", it.Kind, ")")
		if it.Text != "" && it.Text != it.Title {
			line("   ", it.Text)
		}
		for _, l := range it.Lines {
			line("   ", l.Label, ": ", l.Text)
		}
		line("   ", p.verdictLine(it))
		if it.Source != nil {
			line("   ", it.Source.Label)
		}
	}
	line()
	line(p.Own)
	return b.String()
}

// said is what a step of the trail says: its answers, or the mark of their absence.
func (t TrailStep) said() string {
	var all []string
	for _, line := range t.Lines {
		all = append(all, line.Text)
	}
	if len(all) == 0 {
		return t.Absent.Text
	}
	return strings.Join(all, ". ")
}

// verdictLine is a point's verdict on one line.
func (p *Protocol) verdictLine(it ProtocolItem) string {
	return joined(". ", it.Mark.Text, it.Comment)
}
