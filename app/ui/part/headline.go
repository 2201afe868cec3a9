package part

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/ui/look"
)

// NewHeadline returns the top of a page: the finding, and under it how it is known, with what the Env
// adds to that.
func NewHeadline(env Env, headline, sub string) Block {
	if env.Sub != nil {
		sub = env.Sub(sub)
	}
	h := &headlineBlock{
		head: env.newLines(look.Headline, span{text: headline, role: look.Headline, bold: true, tone: look.Ink}),
		sub:  env.muted(look.Caption, sub),
	}
	h.tall = func(width float32) float32 {
		height := h.head.height(width)
		if sub != "" {
			height += h.sub.height(width)
		}
		return headTop + height
	}
	h.lay = func(size fyne.Size) {
		h.objects = h.head.objects(0, headTop, size.Width)
		if sub != "" {
			h.objects = append(h.objects, h.sub.objects(0, headTop+h.head.height(size.Width), size.Width)...)
		}
	}
	h.init(h, env)
	return h
}

// NewHeadlineBeside returns the top of a page with buttons at its right end.
func NewHeadlineBeside(env Env, headline, sub string, buttons ...*Button) Block {
	if len(buttons) == 0 {
		return NewHeadline(env, headline, sub)
	}
	return NewBeside(env, NewHeadline(env, headline, sub), NewButtons(env, buttons...))
}

const headTop = 1 // over the headline

type headlineBlock struct {
	block
	head, sub *lines
}
