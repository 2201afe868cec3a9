package guided

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/pageview"
	"rodatraden/app/ui/part"
	"rodatraden/data/fault"
)

var errNobody = errors.New("nobody waits at a screen")

// sight is the preview of what is to be published, and what has been made of it.
type sight struct {
	preview Preview // nil where there is none
	made    map[string]seen
	place   [2]string // the argument of what is chosen on the page, as it will be and as it is
}

// seen is a page that was made.
type seen struct {
	data any
	err  error
}

func (s *sight) close() {
	if s.preview != nil {
		_ = s.preview.Close()
	}
	*s = sight{}
}

// makePreview makes the preview of what was read, where that has not been done, and the page that is shown.
func (g *Guide) makePreview() {
	if g.sight.preview != nil {
		g.turnTo(g.known.Shown.At)
		return
	}
	g.do(g.l.Text("steps.busy.preview"), func(ctx context.Context) func() {
		preview, err := g.desk.Preview(ctx)
		made := map[string]seen{}
		if err == nil {
			names, _ := preview.Pages(g.l)
			lookAt(ctx, preview, names[0], made)
		}
		return func() {
			if g.wrong(err) {
				return
			}
			g.sight = sight{preview: preview, made: made}
			g.known.Seen = true
			g.known.First = preview.First()
			g.nameShown(g.l)
		}
	})
}

// nameShown names the pages and the packages of the preview.
func (g *Guide) nameShown(l *i18n.Localizer) {
	if g.sight.preview == nil {
		return
	}
	s := &g.known.Shown
	s.Pages, s.Titles = g.sight.preview.Pages(l)
	now, before := g.sight.preview.Titles()
	s.New, s.Before = l.Text("steps.preview.new", "Title", now), ""
	if before != "" {
		s.Before = l.Text("steps.preview.before", "Title", before)
	}
}

// lookAt makes a page of the preview, as it will be and as it is.
func lookAt(ctx context.Context, p Preview, name string, into map[string]seen) {
	data, err := p.Page(ctx, name, false)
	into[name] = seen{data, err}
	if !p.First() {
		data, err = p.Page(ctx, name, true)
		into[name+"/old"] = seen{data, err}
	}
}

// turnTo shows another page of the preview.
func (g *Guide) turnTo(i int) {
	if g.sight.preview == nil || i < 0 || i >= len(g.known.Shown.Pages) {
		return
	}
	g.known.Shown.At, g.sight.place = i, [2]string{}
	name := g.known.Shown.Pages[i]
	if _, ok := g.sight.made[name]; ok {
		g.draw()
		return
	}
	preview := g.sight.preview
	g.do("", func(ctx context.Context) func() {
		made := map[string]seen{}
		lookAt(ctx, preview, name, made)
		return func() {
			for name, one := range made {
				if !errors.Is(one.err, context.Canceled) {
					g.sight.made[name] = one
				}
			}
		}
	})
}

// drawPane draws the page that is shown, as it will be or as it is, with the reader's own drawing.
func (g *Guide) drawPane(env part.Env, old bool) fyne.CanvasObject {
	name, which := "", 0
	if at := g.known.Shown.At; at < len(g.known.Shown.Pages) {
		name = g.known.Shown.Pages[at]
	}
	if old {
		name, which = name+"/old", 1
	}
	one, ok := g.sight.made[name]
	if !ok {
		return canvas.NewRectangle(g.theme.Tone(look.Paper))
	}
	env.Write, env.Sub = nil, nil
	env.OpenPage = func(page string) {
		for i, known := range g.known.Shown.Pages {
			if known == page {
				g.turnTo(i)
			}
		}
	}
	at := part.Place{Argument: g.sight.place[which]}
	at.Choose = func(argument string) { g.sight.place[which] = argument }
	at.Turn = func(argument string) { g.sight.place[which] = argument; g.draw() }
	at.Back = func() { g.sight.place[which] = ""; g.draw() }
	if one.err == nil {
		if v := pageview.New(env, one.data, at); v != nil {
			return container.NewStack(v.Object())
		}
	}
	wrong, do := g.l.Text("steps.preview.nothing"), ""
	if one.err != nil && fault.KindOf(one.err) != fault.NotFound {
		t := trouble(g, one.err)
		wrong, do = t.Wrong, t.Do
	}
	p := part.NewPage(env)
	p.SetContent(part.NewColumn(p.Env(), part.Item{Block: part.NewProse(p.Env(), look.Body, page.Passage{Text: join(wrong, do), Muted: true})}))
	return p
}
