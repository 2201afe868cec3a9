package part

import (
	"strings"

	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// StatementRow is something told in words: when, what kind in bold, and the text, with the figure
// it stood beside.
type StatementRow struct {
	linedRow
	when  *lines
	text  *lines
	dense bool
	date  float32 // width of the column of dates
}

const (
	dateRoom   = 80 // of the column of dates at 100 %
	dateDense  = 64
	stackUnder = 420 // a row narrower than this, at 100 %, has its date over the text
)

// NewStatements returns a row for each statement. Dense rows stand closer, as in a full report.
func NewStatements(env Env, statements []page.Statement, dense bool) []*StatementRow {
	group := &Group{}
	rows := make([]*StatementRow, len(statements))
	room := float32(dateRoom)
	if dense {
		room = dateDense
	}
	room = round(room * env.Theme.TextScale())
	for i, s := range statements {
		rows[i] = newStatement(env, s, dense)
		rows[i].group = group
		group.add(rows[i])
		room = max(room, rows[i].when.natural()+12)
	}
	for _, r := range rows {
		r.date = room
	}
	return rows
}

func newStatement(env Env, s page.Statement, dense bool) *StatementRow {
	r := &StatementRow{dense: dense}
	r.when = env.muted(look.Caption, s.When)
	var runs []page.Passage
	if s.Kind != "" {
		runs = append(runs, page.Passage{Text: ended(s.Kind) + " ", Bold: true})
	}
	text := s.Text
	if s.Beside != "" {
		text = strings.TrimSpace(ended(text) + " " + ended(s.Beside))
	}
	r.text = env.newLines(look.Caption, passages(look.Caption, append(runs, page.Passage{Text: text}))...)
	switch {
	case s.Record != "":
		r.opens(s.Record)
	case s.Source != nil && s.Source.Record != "":
		r.opens(s.Source.Record)
	}
	r.begin(r, env, r.flow)
	return r
}

// ended returns a sentence with its full stop.
func ended(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") ||
		strings.HasSuffix(s, ":") || strings.HasSuffix(s, "…") {
		return s
	}
	return s + "."
}

func (r *StatementRow) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	draw := func(more []fyne.CanvasObject) {
		if objects != nil {
			*objects = append(*objects, more...)
		}
	}
	pad := float32(5)
	if r.dense {
		pad = 3
	}
	var content float32
	date := r.date
	if r.when.natural() == 0 {
		date = 0
	}
	stacked := date > 0 && width < stackUnder*r.env.Theme.TextScale() && date > width/3
	if stacked {
		content = r.when.height(width) + r.text.height(width)
	} else {
		content = max(r.when.height(max(date, 1)), r.text.height(width-date))
	}
	if r.env.Narrow {
		if least := r.env.size(look.TouchLine) - 1; content+2*pad < least {
			pad = round((least - content) / 2)
		}
	}
	if stacked {
		draw(r.when.objects(0, pad, width))
		draw(r.text.objects(0, pad+r.when.height(width), width))
	} else {
		draw(r.when.objects(0, pad, max(date, 1)))
		draw(r.text.objects(date, pad, width-date))
	}
	return content + 2*pad + 1
}
