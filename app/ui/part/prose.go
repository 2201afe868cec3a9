package part

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
)

// Prose is running text in bold, italic and muted runs, broken into lines at its width.
type Prose struct {
	block
	text *lines
}

// NewProse returns the runs as text in a role.
func NewProse(env Env, role fyne.ThemeSizeName, runs ...page.Passage) *Prose {
	p := &Prose{text: env.newLines(role, passages(role, runs)...)}
	p.tall = p.text.height
	p.lay = func(size fyne.Size) { p.objects = p.text.objects(0, 0, size.Width) }
	p.steady = true
	p.init(p, env)
	return p
}

// NewNote returns a muted text in the caption role: what stands under a table or a chart.
func NewNote(env Env, text string) Block {
	p := NewProse(env, captionRole, page.Passage{Text: text, Muted: true})
	return newPadded(env, p, notePad)
}
