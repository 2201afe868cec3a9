package part

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// Asking is the reader's own questions, as far as what offers one needs to know of them.
type Asking interface {
	Added(id string) bool // of a page.Ask: the reader has it among the questions
	Add(a page.Ask)       // puts it among the questions, or takes it away again
}

// AskRow is one thing to ask about: the question, why, and a button that adds it to the reader's own.
// The row itself opens the record that the question hangs on.
type AskRow struct {
	linedRow
	ask            page.Ask
	question, text *lines
	add            *Button
}

const (
	askTop    = 6
	askBottom = 7
	askGap    = 12 // between the words and the button
	askUnder  = 8  // between the words and a button under them
	askLeast  = 180
)

// NewAskRows returns a row for each question.
func NewAskRows(env Env, asks []page.Ask) []*AskRow {
	group := &Group{}
	rows := make([]*AskRow, len(asks))
	for i, a := range asks {
		r := &AskRow{ask: a}
		r.question = env.newLines(look.Body, span{text: a.Text, role: look.Body, bold: true, tone: look.Ink})
		r.text = env.newLines(look.Caption,
			span{text: a.Kind + ". ", role: look.Caption, tone: look.Ink}, span{text: a.Reason, role: look.Caption, tone: look.Ink2})
		if env.Asking != nil {
			r.add = NewAddButton(env, a)
		}
		r.opens(a.Record)
		r.group = group
		group.add(r)
		r.begin(r, env, r.flow)
		rows[i] = r
	}
	return rows
}

func (r *AskRow) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	room, under := width, false
	var button fyne.Size
	if r.add != nil {
		button = r.add.natural()
		if room = width - button.Width - askGap; room < askLeast*r.env.Theme.TextScale() {
			room, under = width, true
		}
	}
	y := float32(askTop)
	question := r.question.height(room)
	if objects != nil {
		*objects = append(*objects, r.question.objects(0, y, room)...)
		*objects = append(*objects, r.text.objects(0, y+question, room)...)
	}
	y += question + r.text.height(room)
	if r.add != nil {
		top := float32(askTop)
		if under {
			top = y + askUnder
			y = top + button.Height
		}
		if objects != nil {
			left := width - button.Width
			if under {
				left = 0
			}
			place(r.add, left, top, button.Width, button.Height)
			*objects = append(*objects, r.add)
		}
		y = max(y, top+button.Height)
	}
	return y + askBottom + 1
}

// NewAddButton returns the button that adds a question to the reader's own, and takes it away again.
func NewAddButton(env Env, a page.Ask) *Button { return newAddButton(env, a, env.L.Text("ui.ask.add")) }

// NewAskButton returns it with a verb of its own for adding: "Fråga om resten".
func NewAskButton(env Env, a page.Ask, verb string) *Button { return newAddButton(env, a, verb) }

func newAddButton(env Env, a page.Ask, verb string) *Button {
	return newAsking(env, []page.Ask{a}, verb, env.L.Text("ui.ask.added"))
}

// NewGapButton returns the button that adds everything there is to ask about something, or takes all of it
// away: "Fråga om luckan (1)". It is nil where there is nothing to ask, or nothing can be asked.
func NewGapButton(env Env, asks []page.Ask) *Button {
	if env.Asking == nil || len(asks) == 0 {
		return nil
	}
	n := env.L.Int(len(asks))
	return newAsking(env, asks, env.L.Text("ui.ask.gap", "Count", len(asks), "Number", n), env.L.Text("ui.ask.gap.added", "Count", len(asks), "Number", n))
}

// NewGapButtons is NewGapButton as a list of none or one.
func NewGapButtons(env Env, asks []page.Ask) []*Button {
	if b := NewGapButton(env, asks); b != nil {
		return []*Button{b}
	}
	return nil
}

// newAsking returns a button that adds questions, in one go.
func newAsking(env Env, asks []page.Ask, verb, added string) *Button {
	missing := func() (out []page.Ask) {
		for _, a := range asks {
			if !env.Asking.Added(a.ID) {
				out = append(out, a)
			}
		}
		return out
	}
	words := func() (icon, text string) {
		if len(missing()) == 0 {
			return "check", added
		}
		return "plus", verb
	}
	icon, text := words()
	var b *Button
	b = NewButton(env, icon, text, func() {
		wanted := missing()
		if len(wanted) == 0 {
			wanted = asks
		}
		for _, a := range wanted {
			env.Asking.Add(a)
		}
		b.SetText(words())
		if env.page != nil {
			env.page.Reflow()
		}
	})
	return b
}
