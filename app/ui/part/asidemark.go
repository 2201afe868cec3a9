package part

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// WithMark puts muted words and a status mark at the right end of a section's head: what a pattern
// of the chart under it means.
func WithMark(words string, m page.Mark) SectionRight {
	return func(env Env) []aside { return []aside{newMarkAside(env, words, m)} }
}

type markAside struct {
	block
	words *lines
	mark  *inline
}

const markAsideGap = 6 // between the words and the mark

func newMarkAside(env Env, words string, m page.Mark) *markAside {
	a := &markAside{words: env.muted(look.Caption, words), mark: env.newInline(m, look.Caption, look.Ink2)}
	a.tall = func(float32) float32 { return env.line(look.Caption) }
	a.lay = func(fyne.Size) {
		a.objects = a.words.objects(0, 0, a.words.natural())
		a.objects = append(a.objects, a.mark.objects(a.words.natural()+markAsideGap, 0, a.mark.natural())...)
	}
	a.init(a, env)
	return a
}

func (a *markAside) natural() fyne.Size {
	return fyne.NewSize(a.words.natural()+markAsideGap+a.mark.natural(), a.env.line(look.Caption))
}
func (a *markAside) baseline() float32 { return a.env.base(look.Caption) }
