package export

import (
	"strings"

	"rodatraden/app/page"
)

// thread writes Röda tråden: the thread that is shown, step by step with the link to the next; then every
// record of every level; then every link between them that the material states.
func (t *table) thread(p *page.Thread) {
	t.head(p.Head)
	c := p.Chain
	for i, s := range c.Steps {
		label := s.Number + ". " + s.Title
		if s.Node == nil {
			t.told("thread", label, "", absence(s.Absent), s.Absent.Text, s.Sub, nil, "")
		} else {
			t.node("thread", label, *s.Node)
		}
		if i < len(c.Links) {
			l := c.Links[i]
			t.told("thread_links", l.Title, "", string(l.Grade), l.Text, "", l.Source, l.Record)
		}
	}
	names := map[string]string{}
	for _, level := range p.Levels {
		for _, n := range level.Nodes {
			names[n.Record] = n.Name
			t.node("levels", level.Title, n)
		}
	}
	for _, tie := range p.Ties {
		t.told("links", names[tie.From], names[tie.To], string(tie.Grade), tie.From+" "+tie.To, "", nil, tie.Record)
	}
}

// node writes one record of a level: its number, where it has one, or else what it is.
func (t *table) node(section, label string, n page.ThreadNode) {
	var parts []string
	for _, part := range []string{n.Sub, n.Mark.Text} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	note := strings.Join(parts, " · ")
	if n.Figure != nil {
		f := *n.Figure
		f.Record = n.Record
		t.figure(section, label, n.Name, f, note)
		return
	}
	t.told(section, label, "", absence(n.Mark), n.Title, note, n.Source, n.Record)
}
