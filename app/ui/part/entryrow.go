package part

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// EntryRow is one of the reader's questions or notes: its number in the meeting's order, its words, how
// far it has come, and what it hangs on.
type EntryRow struct {
	listRow
	entry page.Entry
}

const (
	entryTop    = 4
	entryBottom = 4
	entryLeft   = 40 // where the words begin; the number stands before them
	entryNumber = 12
	entryMark   = 110 // least room of the state's mark
	entryIcon   = 21  // from the icon of what the entry hangs on to its words
)

// NewEntryRows adds a row for each entry to a list.
func NewEntryRows(list *List, entries []page.Entry) []*EntryRow {
	rows := make([]*EntryRow, len(entries))
	for i, e := range entries {
		rows[i] = &EntryRow{entry: e}
		rows[i].begin(rows[i], list, rows[i].lines)
	}
	return rows
}

// Set shows the entry as it is now.
func (r *EntryRow) Set(e page.Entry) {
	r.entry = e
	r.forget()
	r.Refresh()
}

func (r *EntryRow) lines(width float32, objects *[]fyne.CanvasObject) float32 {
	env, e := r.env, r.entry
	left := round(entryLeft * env.Theme.TextScale())
	draw := func(l []fyne.CanvasObject) {
		if objects != nil {
			*objects = append(*objects, l...)
		}
	}
	if e.Number > 0 {
		number := env.newLines(look.Body, span{text: env.L.Int(e.Number), role: look.Body, bold: true, tone: look.Ink})
		draw(number.objects(entryNumber, entryTop, left-entryNumber))
	}
	right := width - listRight
	room := right - left
	y := float32(entryTop)
	if e.Mark.Text != "" {
		mark := env.newInline(e.Mark, look.Caption, look.Ink)
		wants := max(mark.natural(), entryMark*env.Theme.TextScale())
		if room-wants-asideGap > 0.5*room {
			draw(mark.objects(right-wants, y+env.base(look.Body)-env.base(look.Caption), wants))
			room -= wants + asideGap
		} else {
			draw(mark.objects(left, y, room))
			y += mark.height(room)
		}
	}
	title := env.newLines(look.Body, span{text: e.Title, role: look.Body, bold: true, tone: look.Ink})
	shown := title
	if !r.Chosen() {
		shown = env.text(look.Body, title.brokenAt(room))
	}
	draw(shown.objects(left, y, room))
	y += title.height(room)
	if e.Where != "" {
		where := env.muted(look.Caption, e.Where)
		side := env.size(look.MarkIcon)
		if objects != nil {
			icon := NewIcon(env, "link", look.Ink2, look.MarkIcon)
			place(icon, left, y+env.base(look.Caption)-round(side*13/16), side, side)
			draw([]fyne.CanvasObject{icon})
		}
		lead := side + entryIcon - 16
		draw(where.objects(left+lead, y, right-left-lead))
		y += where.height(right - left - lead)
	}
	return y + entryBottom + 1
}

// SuggestionRow is one question that a rule suggests, in a list: the question, and why.
type SuggestionRow struct {
	listRow
	ask page.Ask
}

// NewSuggestionRows adds a row for each question to a list.
func NewSuggestionRows(list *List, asks []page.Ask) []*SuggestionRow {
	rows := make([]*SuggestionRow, len(asks))
	for i, a := range asks {
		rows[i] = &SuggestionRow{ask: a}
		rows[i].begin(rows[i], list, rows[i].lines)
	}
	return rows
}

func (r *SuggestionRow) lines(width float32, objects *[]fyne.CanvasObject) float32 {
	y := float32(entryTop)
	y += r.title(r.ask.Text, r.ask.Kind, listLeft, y, width, objects)
	title := r.env.muted(look.Caption, r.ask.Title)
	room := width - listLeft - listRight
	if objects != nil {
		*objects = append(*objects, title.objects(listLeft, y, room)...)
	}
	return y + title.height(room) + entryBottom + 1
}
