package export

import "rodatraden/app/page"

// protocol writes the minutes of a review: of each point what is told, and the reader's own verdict.
func (t *table) protocol(p *page.Protocol) {
	t.head(p.Head)
	for _, it := range p.Items {
		t.statement("points", it.Title, it.Kind, it.Text, "", it.Source, it.Record)
		for _, line := range it.Lines {
			t.statement("told", it.Title, line.Label, line.Text, "", nil, it.Record)
		}
		t.told("verdicts", it.Title, it.Judged, it.Verdict, it.Mark.Text, it.Comment, nil, it.Record)
	}
}
