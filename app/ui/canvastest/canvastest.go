// Package canvastest looks at what stands on a canvas and tells what a reader would see is wrong:
// text that is cut, covered or written over, letters that the typeface lacks, and what is too small
// to press. It needs no screen and knows nothing of the product.
package canvastest

import (
	"fmt"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

// Rules says what a canvas is held against.
type Rules struct {
	Lacks  func(string) rune              // the first letter that the typeface lacks, or 0; nil asks nothing
	Target float32                        // the least width and height of what can be pressed; 0 asks nothing
	Exempt func(o fyne.CanvasObject) bool // what may be pressed although it is smaller; nil is nothing
	Whole  func(o fyne.CanvasObject) bool // objects besides text that must not be cut; nil is none
	Ignore func(text *canvas.Text) bool   // texts not to look at; nil is none
}

// Scroller is what Scrolled scrolls.
type Scroller interface {
	fyne.CanvasObject
	Offset() float32
	ScrollTo(offset float32)
	TypedKey(*fyne.KeyEvent) bool
}

// box is a rectangle on the canvas.
type box struct{ x0, y0, x1, y1 float32 }

func (b box) cut(o box) box {
	return box{max(b.x0, o.x0), max(b.y0, o.y0), min(b.x1, o.x1), min(b.y1, o.y1)}
}
func (b box) empty() bool { return b.x1-b.x0 <= slack || b.y1-b.y0 <= slack }
func (b box) within(o box) bool {
	return b.x0 >= o.x0-slack && b.y0 >= o.y0-slack && b.x1 <= o.x1+slack && b.y1 <= o.y1+slack
}
func (b box) String() string {
	return fmt.Sprintf("(%.0f,%.0f)–(%.0f,%.0f)", b.x0, b.y0, b.x1, b.y1)
}

// slack forgives what rounding to pixels makes.
const slack = 1.01

// found is a text as the walk met it.
type found struct {
	text    *canvas.Text
	ink     box  // where its letters are
	seen    box  // what of that the clips leave
	hidden  bool // wholly under something drawn later
	covered bool // partly
}

// walk is the state of one look at a tree.
type walk struct {
	rules  Rules
	texts  []*found
	faults []string
}

// Look returns the faults of what an object shows now, laid out as it is. size is the window's.
func Look(root fyne.CanvasObject, size fyne.Size, rules Rules) []string {
	w := look(root, size, rules)
	return w.faults
}

func look(root fyne.CanvasObject, size fyne.Size, rules Rules) *walk {
	w := &walk{rules: rules}
	window := box{0, 0, size.Width, size.Height}
	w.visit(root, fyne.NewPos(0, 0).Subtract(root.Position()), window, nil)
	for i, f := range w.texts {
		name := fmt.Sprintf("%q at %s", f.text.Text, f.ink)
		if f.hidden || f.seen.empty() {
			continue
		}
		if f.covered {
			w.say("%s is partly covered", name)
		}
		if !f.ink.within(f.seen) {
			w.say("%s is cut: %s is seen", name, f.seen)
		}
		for _, g := range w.texts[:i] {
			if g.hidden || g.seen.empty() {
				continue
			}
			if over := f.ink.cut(g.ink); !over.empty() {
				w.say("%s is written over %q at %s", name, g.text.Text, g.ink)
			}
		}
	}
	return w
}

func (w *walk) say(format string, args ...any) {
	w.faults = append(w.faults, fmt.Sprintf(format, args...))
}

// visit walks in the order of painting. clip is what is seen of the place; parents are the bounds of
// everything that the object stands in, up to what clips.
func (w *walk) visit(o fyne.CanvasObject, at fyne.Position, clip box, parents []box) {
	if o == nil || !o.Visible() {
		return
	}
	at = at.Add(o.Position())
	self := box{at.X, at.Y, at.X + o.Size().Width, at.Y + o.Size().Height}
	var children []fyne.CanvasObject
	clips := false
	switch o := o.(type) {
	case *canvas.Text:
		w.text(o, at, clip, parents)
		return
	case *canvas.Rectangle:
		w.rectangle(o, self.cut(clip))
		return
	case *fyne.Container:
		children = o.Objects
	case fyne.Widget:
		r := test.WidgetRenderer(o)
		children = r.Objects()
		_, clips = r.(interface{ IsClip() })
		if _, scrolls := o.(fyne.Scrollable); scrolls || clips {
			clips = true
			clip, parents = self.cut(clip), nil
		}
		w.target(o, self, clip)
	}
	if w.rules.Whole != nil && w.rules.Whole(o) {
		if seen := self.cut(clip); !seen.empty() && !self.within(seen) {
			w.say("%T at %s is cut: %s is seen", o, self, seen)
		}
	}
	if !clips {
		parents = append(parents[:len(parents):len(parents)], self)
	}
	for _, c := range children {
		w.visit(c, at, clip, parents)
	}
}

// text notes a text. Its letters must lie within everything that it stands in.
func (w *walk) text(t *canvas.Text, at fyne.Position, clip box, parents []box) {
	if t.Text == "" || w.rules.Ignore != nil && w.rules.Ignore(t) {
		return
	}
	size, ascent := fyne.CurrentApp().Driver().RenderedTextSize(t.Text, t.TextSize, t.TextStyle, t.FontSource)
	if size.Width > t.Size().Width+slack {
		w.say("%q wants %.1f wide and has %.1f", t.Text, size.Width, t.Size().Width)
	}
	x, y := at.X, at.Y
	switch t.Alignment {
	case fyne.TextAlignTrailing:
		x += t.Size().Width - size.Width
	case fyne.TextAlignCenter:
		x += (t.Size().Width - size.Width) / 2
	}
	if t.Size().Height > size.Height {
		y += (t.Size().Height - size.Height) / 2
	}
	// From over the dots of a capital Ö to under the tail of a g.
	baseline := y + float32(math.Ceil(float64(ascent)))
	f := &found{text: t, ink: box{x, baseline - 0.8*t.TextSize, x + size.Width, baseline + 0.2*t.TextSize}}
	f.seen = f.ink.cut(clip)
	for _, p := range parents {
		if !f.seen.empty() && !f.ink.within(p) {
			w.say("%q at %s reaches out of what it stands in, %s", t.Text, f.ink, p)
			break
		}
	}
	if w.rules.Lacks != nil {
		if r := w.rules.Lacks(t.Text); r != 0 {
			w.say("%q has %q (U+%04X), which the typeface lacks", t.Text, r, r)
		}
	}
	w.texts = append(w.texts, f)
}

// rectangle covers what was drawn before it, where it is filled.
func (w *walk) rectangle(r *canvas.Rectangle, seen box) {
	if r.FillColor == nil || seen.empty() {
		return
	}
	if _, _, _, a := r.FillColor.RGBA(); a != math.MaxUint16 {
		return
	}
	for _, f := range w.texts {
		if f.hidden || f.seen.empty() {
			continue
		}
		switch over := f.seen.cut(seen); {
		case over.empty():
		case f.seen.within(seen):
			f.hidden = true
		default:
			f.covered = true
		}
	}
}

// target looks at what can be pressed.
func (w *walk) target(o fyne.Widget, self, clip box) {
	if _, ok := o.(fyne.Tappable); !ok || w.rules.Target == 0 || self.cut(clip).empty() {
		return
	}
	if d, ok := o.(fyne.Disableable); ok && d.Disabled() {
		return
	}
	if w.rules.Exempt != nil && w.rules.Exempt(o) {
		return
	}
	if self.y1-self.y0 < w.rules.Target-slack || self.x1-self.x0 < w.rules.Target-slack {
		w.say("%T at %s is less than %.0f to press", o, self, w.rules.Target)
	}
}

// Scrolled looks at every place where scrollers rest, and besides at whether every text on them is
// seen whole at some of those places. find returns the scroller to turn, which may be root.
func Scrolled(root fyne.CanvasObject, s Scroller, size fyne.Size, rules Rules) []string {
	var faults []string
	told := map[string]bool{}
	// A text is known by what it says and where on the content it stands: a part may make its
	// objects anew while it is scrolled.
	type known struct {
		text string
		x, y int
	}
	everything, seen := map[known]bool{}, map[known]bool{}
	s.ScrollTo(0)
	for rests := 0; rests < 500; rests++ {
		w := look(root, size, rules)
		for _, f := range w.faults {
			if !told[f] {
				told[f] = true
				faults = append(faults, fmt.Sprintf("scrolled %.0f: %s", s.Offset(), f))
			}
		}
		for _, f := range w.texts {
			k := known{f.text.Text, int(f.ink.x0), int(math.Round(float64(f.ink.y0 + s.Offset())))}
			everything[k] = true
			if !f.hidden && !f.covered && f.ink.within(f.seen) {
				seen[k] = true
			}
		}
		before := s.Offset()
		s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
		if s.Offset() == before {
			break
		}
	}
	s.ScrollTo(0)
	for t := range everything {
		if !seen[t] {
			faults = append(faults, fmt.Sprintf("%q at (%d,%d) of the content is never seen whole", t.text, t.x, t.y))
		}
	}
	return faults
}

// Placed is a text in its place on the canvas.
type Placed struct {
	Text          string
	X, Right      float32
	Baseline      float32
	Bold, Italic  bool
	Size          float32
	Color         color.Color
	Object        *canvas.Text
	OnWholePixels bool
}

// Texts returns every text that an object shows, in the order of painting.
func Texts(root fyne.CanvasObject, size fyne.Size) []Placed {
	var out []Placed
	for _, f := range look(root, size, Rules{}).texts {
		if f.hidden || f.seen.empty() {
			continue
		}
		baseline := f.ink.y0 + 0.8*f.text.TextSize
		whole := math.Abs(float64(baseline)-math.Round(float64(baseline))) < 0.01
		out = append(out, Placed{
			Text: f.text.Text, X: f.ink.x0, Right: f.ink.x1, Baseline: baseline, Bold: f.text.TextStyle.Bold,
			Italic: f.text.TextStyle.Italic, Size: f.text.TextSize, Color: f.text.Color, Object: f.text, OnWholePixels: whole,
		})
	}
	return out
}

// All returns every object of a type that is shown under an object, in the order of painting.
func All[T fyne.CanvasObject](root fyne.CanvasObject) []T {
	var out []T
	var visit func(fyne.CanvasObject)
	visit = func(o fyne.CanvasObject) {
		if o == nil || !o.Visible() {
			return
		}
		if t, ok := o.(T); ok {
			out = append(out, t)
		}
		switch o := o.(type) {
		case *fyne.Container:
			for _, c := range o.Objects {
				visit(c)
			}
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(o).Objects() {
				visit(c)
			}
		}
	}
	visit(root)
	return out
}
