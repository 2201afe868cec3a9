package shell

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/ui/bars"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
	"rodatraden/data/model"
)

// topBar is the bar over the content: committee, package, what it is compared with, search and
// text size. Where room is short the names are taken shorter.
type topBar struct {
	shell   *Shell
	object  *fyne.Container
	brand   *canvas.Image // in the narrow layout, which has no navigation beside
	pickers []*part.Picker
	with    *canvas.Text // jämförs med
	search  *bars.Field  // in the wide layout
	find    *part.Button // in the narrow layout
	larger  *bars.SizeButton
	bare    *bars.TitleBar // where the page stands alone: then the bar has nothing else
	line    *canvas.Rectangle
	two     bool // the package and its comparison stand under the committee: large text in a narrow window
}

func (s *Shell) newTopBar() *topBar {
	env := s.env()
	b := &topBar{shell: s, line: canvas.NewRectangle(s.theme.Tone(look.Line))}
	objects := []fyne.CanvasObject{b.line}
	if s.bare() {
		return s.newBareBar(b)
	}
	if s.narrow {
		b.brand = part.NewIcon(env, "thread", look.Thread, look.NavIcon)
		objects = append(objects, b.brand)
	}
	if s.shown.choice.Package != nil {
		b.pickers = []*part.Picker{s.committeePicker(env), s.packagePicker(env), s.comparePicker(env)}
		for i, p := range b.pickers {
			objects = append(objects, p)
			s.control([]string{"committee", "package", "compare"}[i], p)
		}
	}
	if len(b.pickers) > 0 && !s.narrow {
		b.with = bars.Letters(s.theme, s.l.Text("ui.top.with"), look.Caption, look.Ink2, false)
		objects = append(objects, b.with)
	}
	if s.narrow {
		b.find = part.NewIconButton(env, "search", s.l.Text("ui.command.search"), s.focusSearch)
		s.control("find", b.find)
		objects = append(objects, b.find)
	} else {
		b.search = s.newSearchField(s.words)
		s.control("search", b.search.Entry)
		objects = append(objects, b.search)
	}
	b.larger = s.bars.NewSizeButton(s.settings.TextSize, s.largerText)
	s.control("text", b.larger)
	b.object = container.New(b, append(objects, b.larger)...)
	b.measure(s.size.Width)
	return b
}

// newBareBar makes the bar of a page that stands alone: the program's name, the size of the text and help.
func (s *Shell) newBareBar(b *topBar) *topBar {
	b.bare, b.object = s.bars.NewTitleBar(bars.Title{
		Text: s.l.Text("ui.name"), Brand: true, Size: s.settings.TextSize, Larger: s.largerText, Help: s.showHelp, High: s.rowHeight(), Gap: b.gap(),
	})
	b.measure(s.size.Width)
	return b
}

// openPicker opens the first, second or third picker.
func (b *topBar) openPicker(i int) {
	if i < len(b.pickers) {
		b.pickers[i].Open()
	}
}

// MinSize is the bar's height.
func (b *topBar) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(200, b.shell.topHeight())
}

// gap is what stands between two things in the bar: 8 on a tablet, where room is short.
func (b *topBar) gap() float32 {
	switch s := b.shell; {
	case s.tablet():
		return 8
	case s.narrow:
		return 14
	}
	return 12
}

// barHigh is the height of a picker, a button or an entry in the bar.
func (s *Shell) barHigh() float32 {
	if s.tablet() {
		return s.theme.Size(look.TouchLine)
	}
	return s.theme.Size(look.Control)
}

// findWidth is the width of the button that searches.
func (b *topBar) findWidth() float32 {
	return max(b.shell.barHigh(), bars.Round(40*b.shell.theme.TextScale()))
}

// mark is the side of the drawing that stands for the program, and markGap what follows it.
func (b *topBar) mark() float32    { return bars.Round(b.shell.theme.Size(look.NavIcon) * 1.2) }
func (b *topBar) markGap() float32 { return bars.Round(6 + 4*b.shell.theme.TextScale()) }

// measure finds out whether one row is enough at a width, and how the size of the text is told.
func (b *topBar) measure(width float32) {
	b.two = false
	if b.bare != nil {
		b.bare.Measure(width)
		return
	}
	b.larger.Tell(true)
	if !b.shell.narrow || len(b.pickers) == 0 {
		return
	}
	if b.least() <= b.room(width) {
		return
	}
	b.larger.Tell(false)
	if b.least() <= b.room(width) {
		return
	}
	b.two = true
	names := b.pickers[0].Widths()
	if names[0] <= b.room(width) {
		return
	}
	b.larger.Tell(true)
	if names[len(names)-1] > b.room(width) {
		b.larger.Tell(false)
	}
}

// least is what the pickers take with the shortest names.
func (b *topBar) least() float32 {
	sum := b.between()
	for _, p := range b.pickers {
		all := p.Widths()
		sum += all[len(all)-1]
	}
	return sum
}

// room is what the pickers may take of a width in one row.
func (b *topBar) room(width float32) float32 {
	room := width - 2*b.shell.theme.Size(look.Gutter) - b.larger.MinSize().Width - b.gap()
	if b.brand != nil {
		room -= b.mark() + b.markGap()
	}
	if b.find != nil {
		room -= b.findWidth() + b.gap()
	}
	return room
}

// Layout sets the pickers from the left and the rest from the right.
func (b *topBar) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	th := b.shell.theme
	high := b.shell.barHigh()
	top := b.shell.rowHeight()
	y := (top - high) / 2
	bars.Place(b.line, 0, size.Height-1, size.Width, 1)
	gutter := th.Size(look.Gutter)
	right := size.Width - gutter
	w := b.larger.MinSize().Width
	bars.Place(b.larger, right-w, y, w, high)
	right -= w + b.gap()
	left := gutter
	if b.brand != nil {
		side := b.mark()
		bars.Place(b.brand, left, (top-side)/2, side, side)
		left += side + b.markGap()
	}
	if b.find != nil {
		w := b.findWidth()
		bars.Place(b.find, right-w, y, w, high)
		right -= w + b.gap()
	}
	if b.two {
		b.row(b.pickers[:1], left, y, high, right-left)
		b.row(b.pickers[1:], gutter, y+high+rowGap, high, size.Width-2*gutter)
		return
	}
	if b.search == nil {
		b.row(b.pickers, left, y, high, right-left)
		return
	}
	// The entry takes what the design gives it, or less where names need the room.
	entry, least := b.shell.searchWidth()
	room := right - left - b.gap()
	if spare := room - entry - total(b.shorten(b.pickers, room-entry), b.between()); spare < 0 {
		entry = max(entry+spare, least)
	}
	b.row(b.pickers, left, y, high, room-entry)
	bars.Place(b.search, right-entry, y, entry, high)
}

const rowGap = 8 // between two rows of the bar

// row sets pickers beside each other, with names that fit in the room.
func (b *topBar) row(pickers []*part.Picker, x, y, high, room float32) {
	th := b.shell.theme
	widths := b.shorten(pickers, room)
	for i, p := range pickers {
		if b.with != nil && i == 2 {
			bars.Stand(b.with, x, y+(high-th.Line(look.Caption))/2+th.Baseline(look.Caption))
			x += bars.Width(b.with) + b.gap()
		}
		bars.Place(p, x, y, widths[i], high)
		x += widths[i] + b.gap()
	}
}

// between is what stands between the pickers.
func (b *topBar) between() float32 {
	gaps := 2 * b.gap()
	if b.with != nil {
		gaps += bars.Width(b.with) + b.gap()
	}
	return gaps
}

func total(widths []float32, between float32) float32 {
	sum := between
	for _, w := range widths {
		sum += w
	}
	return sum
}

// shorten chooses names that fit in the room and returns the widths. The package is the first to be
// called something shorter, and the committee the last to be called by its letters.
func (b *topBar) shorten(pickers []*part.Picker, room float32) []float32 {
	steps := make([]int, len(pickers))
	all := make([][]float32, len(pickers))
	now := make([]float32, len(pickers))
	for i, p := range pickers {
		all[i] = p.Widths()
		now[i] = all[i][0]
	}
	gaps := b.between()
	if len(pickers) < len(b.pickers) {
		gaps = b.gap() * float32(len(pickers)-1)
	}
	for len(now) > 0 && total(now, gaps) > room {
		next := -1
		for i := range now {
			if steps[i]+1 >= len(all[i]) {
				continue
			}
			first := pickers[i] == b.pickers[0]
			switch {
			case next < 0:
				next = i
			case pickers[next] == b.pickers[0]: // anything before the committee, the first time
				if steps[i] == 0 || now[i] > now[next] {
					next = i
				}
			case !first && now[i] > now[next]:
				next = i
			}
		}
		if next < 0 {
			break
		}
		steps[next]++
		now[next] = all[next][steps[next]]
	}
	for i, p := range pickers {
		p.Shorten(steps[i])
	}
	return now
}

func (s *Shell) committeePicker(env part.Env) *part.Picker {
	committees := s.shown.committees
	choices := make([]part.Choice, len(committees))
	at := -1
	for i, c := range committees {
		choices[i] = part.Choice{Name: c.Name, Detail: c.Municipality.Name, Shorter: shorterNames(c.Name)}
		if c.Fictional {
			choices[i].Detail = s.l.Text("ui.top.fictional", "Name", c.Municipality.Name)
		}
		if c.Repository == s.shown.place.Repository && c.ID == s.shown.place.Committee {
			at = i
		}
	}
	return part.NewPicker(env, s.l.Text("ui.command.committee"), choices, at, false, func(i int) {
		c := committees[i]
		p := s.place
		p.Repository, p.Committee, p.Package, p.Compare = c.Repository, c.ID, page.Latest, page.Previous
		if p.Page == "record" {
			p.Page, p.Argument = "overview", ""
		}
		s.Go(p)
	})
}

// packageChoices returns what the package picker offers, newest first.
func (s *Shell) packageChoices() ([]part.Choice, []*model.Package) {
	packages := slices.Clone(s.shown.choice.Packages)
	slices.Reverse(packages)
	choices := make([]part.Choice, len(packages))
	for i, p := range packages {
		choices[i] = part.Choice{Name: p.Title, Shorter: []string{s.l.PackageShort(p), i18n.Capital(s.l.PackageWhen(p))}}
		if p.SupersededAt != 0 {
			choices[i].Detail = s.l.Text("ui.top.superseded")
		}
	}
	return choices, packages
}

func (s *Shell) packagePicker(env part.Env) *part.Picker {
	choices, packages := s.packageChoices()
	at := slices.Index(packages, s.shown.choice.Package)
	return part.NewPicker(env, s.l.Text("ui.command.package"), choices, at, true, func(i int) {
		p := s.place
		p.Package, p.Compare = packages[i].Name, page.Previous
		s.Go(p)
	})
}

func (s *Shell) comparePicker(env part.Env) *part.Picker {
	choice := s.shown.choice
	earlier := choice.Comparable()
	slices.Reverse(earlier)
	choices := make([]part.Choice, 0, len(earlier)+1)
	at := len(earlier)
	for i, p := range earlier {
		choices = append(choices, s.compared(p))
		if p == choice.Compare {
			at = i
		}
	}
	nothing := s.l.Text("ui.top.nothing")
	if s.narrow {
		choices = append(choices, part.Choice{Name: s.l.Text("ui.top.against", "When", nothing)})
	} else {
		choices = append(choices, part.Choice{Name: nothing})
	}
	return part.NewPicker(env, s.l.Text("ui.command.compare"), choices, at, false, func(i int) {
		p := s.place
		p.Compare = page.None
		if i < len(earlier) {
			p.Compare = earlier[i].Name
		}
		s.Go(p)
	})
}

// compared is what a package is called in the picker of comparisons: mars 2019, or mars where it is
// of the same year; in the narrow layout, where no words stand before it, mot mars.
func (s *Shell) compared(p *model.Package) part.Choice {
	when := s.l.PackageWhen(p)
	month := s.l.PackageMonth(p)
	if i18n.PackageEnd(p).Year() != i18n.PackageEnd(s.shown.choice.Package).Year() {
		month = ""
	}
	c := part.Choice{Name: when, Detail: p.Title}
	if month != "" {
		c.Shorter = []string{month}
	}
	if s.narrow {
		if month != "" {
			when = month
		}
		c.Name, c.Shorter = s.l.Text("ui.top.against", "When", when), nil
	}
	return c
}
