package guided

import (
	"context"
	"errors"
	"fmt"
	"sync"

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

// begun is a preview that has been made and that nobody has been shown: it is removed even where what made it was
// called off.
type begun struct {
	mu      sync.Mutex
	preview Preview
}

// keep keeps a preview, or none, and removes the one that was kept.
func (b *begun) keep(p Preview) {
	if was := b.take(p); was != nil {
		_ = was.Close()
	}
}

// take keeps a preview, or none, and returns the one that was kept.
func (b *begun) take(p Preview) (was Preview) {
	b.mu.Lock()
	defer b.mu.Unlock()
	was, b.preview = b.preview, p
	return was
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
			lookAt(ctx, preview, 0, names[0], made)
			if ctx.Err() != nil {
				_ = preview.Close()
				return func() {}
			}
			g.begun.keep(preview)
		}
		return func() {
			if g.wrong(err) {
				return
			}
			g.sight = sight{preview: g.begun.take(nil), made: made}
			g.known.Seen = true
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
	s.Of = g.sight.preview.Packages()
	if len(s.Of) < 2 {
		s.Of = nil
	}
	then, now := g.sight.preview.Titles(s.Which)
	s.New, s.Before = l.Text("steps.preview.new", "Title", then), ""
	if now != "" {
		s.Before = l.Text("steps.preview.before", "Title", now)
	}
	g.known.First = now == ""
}

// lookAt makes a page of a package of the preview, as it will be and as it is.
func lookAt(ctx context.Context, p Preview, at int, name string, into map[string]seen) {
	data, err := p.Page(ctx, at, name, false)
	into[keyOf(at, name, false)] = seen{data, err}
	if _, now := p.Titles(at); now != "" {
		data, err = p.Page(ctx, at, name, true)
		into[keyOf(at, name, true)] = seen{data, err}
	}
}

// keyOf names a page that was made.
func keyOf(at int, name string, old bool) string { return fmt.Sprint(at, name, old) }

// choosePackage shows the pages of another package.
func (g *Guide) choosePackage(at int) {
	if g.sight.preview == nil || at < 0 || at >= len(g.known.Shown.Of) {
		return
	}
	g.known.Shown.Which = at
	g.nameShown(g.l)
	g.turnTo(g.known.Shown.At)
}

// turnTo shows another page of the preview.
func (g *Guide) turnTo(i int) {
	if g.sight.preview == nil || i < 0 || i >= len(g.known.Shown.Pages) {
		return
	}
	g.known.Shown.At, g.sight.place = i, [2]string{}
	name, at := g.known.Shown.Pages[i], g.known.Shown.Which
	if _, ok := g.sight.made[keyOf(at, name, false)]; ok {
		g.draw()
		return
	}
	preview := g.sight.preview
	g.do("", func(ctx context.Context) func() {
		made := map[string]seen{}
		lookAt(ctx, preview, at, name, made)
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
		which = 1
	}
	one, ok := g.sight.made[keyOf(g.known.Shown.Which, name, old)]
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
