package shell

import (
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
	"rodatraden/data/model"
)

// topBar is the bar over the content: committee, package, what it is compared with, search and
// text size. Where room is short the names are taken shorter, the longest first.
type topBar struct {
	shell   *Shell
	object  *fyne.Container
	brand   *canvas.Image // in the narrow layout, which has no navigation beside
	pickers []*part.Picker
	with    *canvas.Text // jämförs med
	search  *searchEntry // in the wide layout
	find    *part.Button // in the narrow layout
	larger  *part.Button
	line    *canvas.Rectangle
	two     bool // the package and its comparison stand under the committee: large text in a narrow window
}

const pickerGap = 12 // between the pickers, at 100 %

func (s *Shell) newTopBar() *topBar {
	env := s.env()
	b := &topBar{shell: s, line: canvas.NewRectangle(s.theme.Tone(look.Line))}
	objects := []fyne.CanvasObject{b.line}
	if s.narrow {
		b.brand = part.NewIcon(env, "thread", look.Thread, look.NavIcon)
		objects = append(objects, b.brand)
	}
	if s.shown.err == nil && s.shown.choice.Package != nil {
		b.pickers = []*part.Picker{s.committeePicker(env), s.packagePicker(env), s.comparePicker(env)}
		for _, p := range b.pickers {
			objects = append(objects, p)
		}
	}
	if len(b.pickers) > 0 && !s.narrow {
		b.with = letters(s.theme, s.l.Text("ui.top.with"), look.Caption, look.Ink2, false)
		objects = append(objects, b.with)
	}
	size := s.l.Text("ui.top.text", "Size", s.settings.TextSize)
	if s.settings.TextSize == 100 {
		size = "A+"
	}
	b.larger = part.NewButton(env, "", size, s.largerText)
	if s.narrow {
		b.find = part.NewIconButton(env, "search", s.l.Text("ui.command.search"), s.focusSearch)
		objects = append(objects, b.find, b.larger)
	} else {
		b.search = s.newSearchEntry(env)
		objects = append(objects, b.search, b.larger)
	}
	b.object = container.New(b, objects...)
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

// height is the height of a picker, a button or an entry in the bar.
func (b *topBar) height() float32 {
	if b.shell.narrow {
		return b.shell.theme.Size(look.TouchLine)
	}
	return b.shell.theme.Size(look.Control)
}

// measure finds out whether one row is enough at a width.
func (b *topBar) measure(width float32) {
	b.two = false
	if b.shell.narrow && len(b.pickers) > 0 {
		b.two = total(b.shorten(b.pickers, b.room(width)), b.between()) > b.room(width)
	}
}

// room is what the pickers may take of a width in one row.
func (b *topBar) room(width float32) float32 {
	room := width - 2*b.shell.theme.Size(look.Gutter) - b.larger.MinSize().Width - pickerGap
	if b.brand != nil {
		room -= b.mark() + 10
	}
	if b.find != nil {
		room -= b.height() + pickerGap
	}
	return room
}

// mark is the side of the drawing that stands for the program.
func (b *topBar) mark() float32 { return round(b.shell.theme.Size(look.NavIcon) * 1.2) }

// Layout sets the pickers from the left and the rest from the right.
func (b *topBar) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	th := b.shell.theme
	high := b.height()
	top := b.shell.rowHeight()
	y := (top - high) / 2
	place(b.line, 0, size.Height-1, size.Width, 1)
	gutter := th.Size(look.Gutter)
	right := size.Width - gutter
	w := b.larger.MinSize().Width
	place(b.larger, right-w, y, w, high)
	right -= w + pickerGap
	left := gutter
	if b.brand != nil {
		side := b.mark()
		place(b.brand, left, (top-side)/2, side, side)
		left += side + 10
	}
	if b.find != nil {
		place(b.find, right-high, y, high, high)
		right -= high + pickerGap
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
	entry := round(214 * th.TextScale())
	least := round(120 * th.TextScale())
	room := right - left - 2*pickerGap
	if spare := room - entry - total(b.shorten(b.pickers, room-entry), b.between()); spare < 0 {
		entry = max(entry+spare, least)
	}
	b.row(b.pickers, left, y, high, room-entry)
	place(b.search, right-entry, y, entry, high)
}

const rowGap = 8 // between two rows of the bar

// row sets pickers beside each other, with names that fit in the room.
func (b *topBar) row(pickers []*part.Picker, x, y, high, room float32) {
	th := b.shell.theme
	widths := b.shorten(pickers, room)
	for i, p := range pickers {
		if b.with != nil && i == 2 {
			stand(b.with, x, y+(high-th.Line(look.Caption))/2+th.Baseline(look.Caption))
			x += width(b.with) + pickerGap
		}
		place(p, x, y, widths[i], high)
		x += widths[i] + b.gap()
	}
}

func (b *topBar) gap() float32 {
	if b.shell.narrow {
		return 8
	}
	return pickerGap
}

// between is what stands between the pickers.
func (b *topBar) between() float32 {
	gaps := 2 * b.gap()
	if b.with != nil {
		gaps += width(b.with) + pickerGap
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

// shorten chooses the longest names that fit in the room, taking the widest picker shorter first,
// and returns the widths.
func (b *topBar) shorten(pickers []*part.Picker, room float32) []float32 {
	steps := make([]int, len(pickers))
	all := make([][]float32, len(pickers))
	now := make([]float32, len(pickers))
	for i, p := range pickers {
		all[i] = p.Widths()
		if b.shell.narrow && p != b.pickers[0] && len(all[i]) > 1 {
			steps[i] = 1 // the short form of DESIGN.md: "Delår april 2019", "mot mars"
		}
		now[i] = all[i][steps[i]]
	}
	for len(now) > 0 && total(now, b.between()) > room {
		widest := -1
		for i := range now {
			if steps[i]+1 < len(all[i]) && (widest < 0 || now[i] > now[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			break
		}
		steps[widest]++
		now[widest] = all[widest][steps[widest]]
	}
	for i, p := range pickers {
		p.Shorten(steps[i])
	}
	return now
}

func (s *Shell) committeePicker(env part.Env) *part.Picker {
	var choices []part.Choice
	at := -1
	for i, c := range s.shown.committees {
		choice := part.Choice{Name: c.Name, Detail: c.Municipality.Name}
		if c.Fictional {
			choice.Detail = s.l.Text("ui.top.fictional", "Name", c.Municipality.Name)
		}
		choice.Shorter = shorterNames(c.Name)
		choices = append(choices, choice)
		if c.Repository == s.place.Repository && c.ID == s.place.Committee {
			at = i
		}
	}
	return part.NewPicker(env, s.l.Text("ui.command.committee"), choices, at, false, func(i int) {
		c := s.shown.committees[i]
		p := s.place
		p.Repository, p.Committee, p.Package, p.Compare = c.Repository, c.ID, page.Latest, page.Previous
		if p.Page == "record" {
			p.Page, p.Argument = "overview", ""
		}
		s.Go(p)
	})
}

// shorterNames gives what a committee is called where there is no room: without the municipality,
// then by its initials. "Arbetsmarknads- och socialnämnden" is "ASN" where nothing longer fits.
func shorterNames(name string) []string {
	var out []string
	if short, _, found := strings.Cut(name, ","); found {
		out = append(out, short)
	}
	var initials []rune
	for _, w := range splitWords(name) {
		if r := []rune(w)[0]; unicode.IsUpper(r) || strings.HasSuffix(w, "nämnden") {
			initials = append(initials, unicode.ToUpper(r))
		}
	}
	if strings.HasSuffix(name, "nämnden") && len(initials) > 1 {
		out = append(out, string(append(initials, 'N')))
	}
	return out
}

// packageChoices returns what the package picker offers, newest first.
func (s *Shell) packageChoices() ([]part.Choice, []*model.Package) {
	packages := slices.Clone(s.choice.Packages)
	slices.Reverse(packages)
	choices := make([]part.Choice, len(packages))
	for i, p := range packages {
		choices[i] = part.Choice{Name: p.Title, Shorter: []string{s.l.PackageShort(p)}}
		if p.SupersededAt != 0 {
			choices[i].Detail = s.l.Text("ui.top.superseded")
		}
	}
	return choices, packages
}

func (s *Shell) packagePicker(env part.Env) *part.Picker {
	choices, packages := s.packageChoices()
	at := slices.Index(packages, s.choice.Package)
	return part.NewPicker(env, s.l.Text("ui.command.package"), choices, at, true, func(i int) {
		p := s.place
		p.Package, p.Compare = packages[i].Name, page.Previous
		s.Go(p)
	})
}

func (s *Shell) comparePicker(env part.Env) *part.Picker {
	earlier := s.choice.Comparable()
	slices.Reverse(earlier)
	choices := make([]part.Choice, 0, len(earlier)+1)
	at := len(earlier)
	for i, p := range earlier {
		when := s.l.PackageWhen(p)
		short := s.l.PackageMonth(p)
		if short == "" {
			short = when
		}
		choices = append(choices, part.Choice{Name: when, Shorter: []string{s.l.Text("ui.top.against", "When", short)}, Detail: p.Title})
		if p == s.choice.Compare {
			at = i
		}
	}
	choices = append(choices, part.Choice{Name: s.l.Text("ui.top.nothing")})
	return part.NewPicker(env, s.l.Text("ui.command.compare"), choices, at, false, func(i int) {
		p := s.place
		p.Compare = page.None
		if i < len(earlier) {
			p.Compare = earlier[i].Name
		}
		s.Go(p)
	})
}
