package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/ui/look"
)

// Section is the head of a section: a rule, the finding, and at the right end a caption, a link or
// a legend. Where they do not fit on one line the right part goes under the finding.
type Section struct {
	block
	rule   *canvas.Rectangle
	head   *lines
	rights []aside // what may stand at the right, from long to short
	right  aside   // the one that does, of the last layout
	rows   []Block
	seen   int // how many of the rows are shown whole
	counts *canvas.Text
}

const (
	sectionPad  = 8  // between rule and finding
	asideGap    = 16 // least room between the finding and what stands at the right
	asideRaised = 1  // the smaller letters stand a pixel higher
)

// SectionRight chooses what stands at the right end of a section's head.
type SectionRight func(env Env) []aside

// WithCaption puts a muted text at the right end.
func WithCaption(text string) SectionRight {
	return func(env Env) []aside { return []aside{newCaption(env, text)} }
}

// WithSource puts a link to a source at the right end. Where a label has no room beside the finding the
// next, shorter one is taken.
func WithSource(record string, labels ...string) SectionRight {
	return func(env Env) []aside {
		var links []aside
		for _, label := range labels {
			links = append(links, NewSourceLink(env, record, label))
		}
		return links
	}
}

// WithLink puts a link with a chevron at the right end: "4 av 5 visas, visa allt". Where a text has no
// room beside the finding the next, shorter one is taken.
func WithLink(do func(), texts ...string) SectionRight {
	return func(env Env) []aside {
		var links []aside
		for _, text := range texts {
			links = append(links, NewMoreLink(env, text, do))
		}
		return links
	}
}

// WithLegend puts swatches at the right end.
func WithLegend(swatches ...Swatch) SectionRight {
	return func(env Env) []aside { return []aside{NewLegend(env, swatches...)} }
}

// NewSection returns a section's head.
func NewSection(env Env, title string, right ...SectionRight) *Section {
	s := &Section{
		rule: env.fill(look.Ink),
		head: env.newLines(look.Section, span{text: title, role: look.Section, bold: true, tone: look.Ink}),
	}
	if len(right) > 0 && right[0] != nil {
		s.rights = right[0](env)
	}
	s.fit(0)
	s.counts = env.letters(span{role: look.Caption, tone: look.Ink2})
	s.tall = s.height
	s.lay = s.layout
	s.init(s, env)
	if env.page != nil {
		env.page.sections = append(env.page.sections, s)
	}
	return s
}

// Follow tells the section which rows are its own, so that it can say how many of them are shown
// when not all are: "2 av 4 visas, rulla för fler".
func (s *Section) Follow(rows ...Block) { s.rows = append(s.rows, rows...) }

func (s *Section) followed() []Block { return s.rows }

// showing is told by the page.
func (s *Section) showing(n int) {
	if s.seen == n && s.counts.Text != "" == (n > 0 && n < len(s.rows)) {
		return
	}
	s.seen = n
	s.counts.Text = ""
	if n > 0 && n < len(s.rows) {
		s.counts.Text = s.env.L.Text("ui.rows.shown", "Shown", n, "Total", len(s.rows))
	}
	s.layout(s.Size())
	canvas.Refresh(s)
}

// fit chooses what stands at the right, and reports whether it fits beside the finding. Where
// nothing does the longest stands under it.
func (s *Section) fit(width float32) (beside bool) {
	if len(s.rights) == 0 {
		return true
	}
	for _, s.right = range s.rights {
		if s.head.natural()+asideGap+s.right.natural().Width <= width {
			return true
		}
	}
	s.right = s.rights[0]
	return false
}

func (s *Section) top() float32 { return s.env.size(look.Rule) + sectionPad }

func (s *Section) height(width float32) float32 {
	height := s.top() + s.head.height(width)
	if !s.fit(width) {
		height += s.right.HeightAt(width)
	}
	return height
}

func (s *Section) layout(size fyne.Size) {
	place(s.rule, 0, 0, size.Width, s.env.size(look.Rule))
	s.objects = append([]fyne.CanvasObject{s.rule}, s.head.objects(0, s.top(), size.Width)...)
	baseline := s.top() + s.env.base(look.Section) - asideRaised
	if s.counts.Text != "" {
		// The count takes the place of a caption; beside a link or a legend it has none.
		width := wide(s.counts)
		if _, isCaption := s.right.(*caption); s.right == nil || isCaption {
			if s.head.natural()+asideGap+width <= size.Width {
				toRight(s.counts, size.Width, baseline)
				s.objects = append(s.objects, s.counts)
				return
			}
		}
	}
	beside := s.fit(size.Width)
	if s.right == nil {
		return
	}
	room := s.right.natural()
	if beside {
		place(s.right, size.Width-room.Width, baseline-s.right.baseline(), room.Width, room.Height)
	} else {
		place(s.right, 0, s.top()+s.head.height(size.Width), min(room.Width, size.Width), s.right.HeightAt(size.Width))
	}
	s.objects = append(s.objects, s.right)
}

// caption is a short muted text.
type caption struct {
	block
	text *canvas.Text
}

func newCaption(env Env, text string) *caption {
	c := &caption{text: env.letters(span{text: text, role: look.Caption, tone: look.Ink2})}
	c.objects = []fyne.CanvasObject{c.text}
	c.tall = func(float32) float32 { return env.line(look.Caption) }
	c.lay = func(fyne.Size) { onLine(c.text, 0, env.base(look.Caption)) }
	c.init(c, env)
	return c
}

func (c *caption) natural() fyne.Size {
	return fyne.NewSize(ceil(wide(c.text)), c.env.line(look.Caption))
}
func (c *caption) baseline() float32 { return c.env.base(look.Caption) }
