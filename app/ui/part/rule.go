package part

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/ui/look"
)

// NewRule returns the line of ink over what has no heading of its own.
func NewRule(env Env) Block { return newStroke(env, look.Ink, look.Rule) }

// NewHairline returns the line between rows.
func NewHairline(env Env) Block { return newStroke(env, look.Line, look.Hairline) }

// stroke is a line across the column.
type stroke struct{ block }

func newStroke(env Env, tone fyne.ThemeColorName, thick fyne.ThemeSizeName) *stroke {
	s := &stroke{}
	line := env.fill(tone)
	s.objects = []fyne.CanvasObject{line}
	s.tall = func(float32) float32 { return env.size(thick) }
	s.lay = func(size fyne.Size) { place(line, 0, 0, size.Width, size.Height) }
	s.init(s, env)
	return s
}
