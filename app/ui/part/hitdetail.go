package part

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// NewHitDetailHead returns the top of what is told of a hit, with what was found marked in its name.
func NewHitDetailHead(env Env, kind string, title []page.Run) *DetailHead {
	h := NewDetailHead(env, kind, "", nil)
	spans := hits(look.Section, look.Ink, title)
	for i := range spans {
		spans[i].bold = true
	}
	h.title = env.newLines(look.Section, spans...)
	return h
}

// NewHitFields returns a row for each field of a hit, with what was found marked.
func NewHitFields(env Env, fields []page.SearchField) []Block {
	texts := make([]*lines, len(fields))
	labels := make([]string, len(fields))
	for i, f := range fields {
		labels[i], texts[i] = f.Label, env.newLines(look.Body, hits(look.Body, look.Ink, f.Text)...)
	}
	return newFields(env, labels, texts)
}

// Judged is how the program reads an assessment: a label, and under it the mark with its word in bold.
type Judged struct {
	block
	label *lines
	mark  *inline
}

// NewJudged returns how an assessment is read.
func NewJudged(env Env, r page.SearchReading) *Judged {
	j := &Judged{label: env.muted(look.Caption, r.Label), mark: env.newInline(r.Mark, look.Body, look.Ink)}
	if absent(r.Mark.Kind) {
		j.mark = env.newInline(r.Mark, look.Body, look.Ink2)
	} else {
		j.mark.text.spans[0].bold = true
	}
	if r.Beside != "" {
		j.mark.text.spans = append(j.mark.text.spans, span{text: ", " + r.Beside, role: look.Body, tone: look.Ink})
	}
	high := func(width float32) float32 {
		if r.Label == "" {
			return 0
		}
		return j.label.height(width)
	}
	j.tall = func(width float32) float32 { return high(width) + j.mark.height(width) }
	j.lay = func(size fyne.Size) {
		j.objects = nil
		if r.Label != "" {
			j.objects = j.label.objects(0, 0, size.Width)
		}
		j.objects = append(j.objects, j.mark.objects(0, high(size.Width), size.Width)...)
	}
	j.init(j, env)
	return j
}

// NewThreadSteps returns what a record stands between in the thread, as rows with nodes at the left: the
// record's own is filled.
func NewThreadSteps(env Env, steps []page.ThreadStep) []*SourcedRow {
	group := &Group{}
	var rows []*SourcedRow
	for i, s := range steps {
		label := s.Level
		if s.Link != "" {
			label += ", " + s.Link
		}
		said := Sourced{Label: label, Text: page.Passage{Text: s.Title, Bold: s.Chosen}, Record: s.Record}
		if s.Absent != nil {
			said.Mark = *s.Absent
		}
		if s.More > 0 {
			said.Note = env.L.Text("ui.search.more_here", "Count", s.More)
		}
		at := trailPlace{node: hollow}
		if s.Chosen {
			at.node = filled
		}
		if i > 0 {
			at.up = grayLine
		}
		if i < len(steps)-1 {
			at.down = grayLine
		}
		r := newSourcedRow(env, said)
		r.trail, r.group = &at, group
		group.add(r)
		rows = append(rows, r)
	}
	return rows
}
