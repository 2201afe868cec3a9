package shell

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/ui/bars"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
	"rodatraden/data/fault"
)

// telling is what stands under the top bar: how far something has come, or what the reader should
// know. It has a mark where something could not be trusted, and else a bar of ink at its left.
type telling struct {
	text     string
	grave    bool
	progress float32 // 0 to 1; under 0 there is no progress bar
	actions  []action
	hide     func() // nil where it cannot be put away
}

// action is what can be done about what is told.
type action struct {
	name string // of the control
	text string
	do   func()
}

// news is what came of something that the reader asked for.
type news struct {
	text    string
	grave   bool
	actions []action
}

// say tells the reader something, until it is put away or something else is told.
func (s *Shell) say(n *news) {
	s.news = n
	s.dressNotice()
}

// sayTrouble tells what went wrong and what to do about it.
func (s *Shell) sayTrouble(err error, actions ...action) {
	wrong, do := sentences(s, err)
	s.say(&news{text: wrong + " " + do, grave: fault.KindOf(err) != fault.Offline, actions: actions})
}

// telling chooses what is told now; nil where all is well.
func (s *Shell) telling() *telling {
	switch standing := s.shown.standing; {
	case s.fetching != nil && !s.bare():
		return s.fetching.telling(s)
	case s.loading != nil && s.loading.slow:
		return &telling{
			text: s.l.Text("ui.loading", "Page", s.nameOf(s.place)), progress: -1,
			actions: []action{{"stop", s.l.Text("ui.stop"), s.abandon}},
		}
	case s.news != nil:
		return &telling{text: s.news.text, grave: s.news.grave, progress: -1, actions: s.news.actions, hide: func() { s.say(nil) }}
	case s.troubled() != nil:
		return s.tellNotes(s.shown.trouble)
	case s.shown.replaced != nil && s.shown.replaced.Old.Name != s.putAway:
		return s.tellReplaced(s.shown.replaced)
	case s.bare():
		return nil // the page itself tells how far it has come
	case standing.Notice != "" && standing.Notice != s.dismissed:
		t := &telling{text: standing.Notice, grave: standing.Grave, progress: -1, hide: func() {
			s.dismissed = standing.Notice
			s.dressNotice()
		}}
		if standing.Grave {
			t.actions = []action{{"details", s.l.Text("ui.details"), func() { s.open(subscriptions) }}}
		} else {
			t.actions = []action{{"retry", s.l.Text("ui.retry"), s.sync}}
		}
		return t
	case s.config.Welcome && !s.settings.Welcomed && s.shown.demo:
		return &telling{
			text: s.l.Text("subscribe.welcome"), progress: -1, hide: s.welcomed,
			actions: []action{{"subscribe", s.l.Text("subscribe.welcome.do"), s.askSubscription}},
		}
	}
	return nil
}

// dressNotice makes what stands under the top bar anew.
func (s *Shell) dressNotice() {
	if s.size.IsZero() {
		return
	}
	had := s.focused()
	s.fillNotice()
	s.root.Refresh()
	if strings.HasPrefix(had, "told.") {
		s.refocus(had)
	}
}

func (s *Shell) fillNotice() {
	s.bars.Forget("told.")
	s.band = nil
	t := s.telling()
	if t == nil {
		fill(s.told)
		return
	}
	s.band = s.newBand(t)
	fill(s.told, s.paper(), s.band.object)
}

// band is a telling as it is shown.
type band struct {
	shell    *Shell
	object   *fyne.Container
	ground   *canvas.Rectangle
	bar      *canvas.Rectangle // of ink, or nil
	mark     *canvas.Image     // or nil
	text     string
	lines    []*canvas.Text
	broken   float32 // the width that the lines are broken for
	track    *canvas.Rectangle
	done     *canvas.Rectangle
	progress float32
	buttons  []*part.Button
}

const (
	bandAir  = 8  // over the band, and over and under its text
	bandPad  = 12 // left and right within it
	trackLow = 8  // the height of the progress bar
)

func (s *Shell) newBand(t *telling) *band {
	env, th := s.env(), s.theme
	b := &band{shell: s, text: t.text, progress: t.progress, ground: canvas.NewRectangle(th.Tone(look.Selected))}
	if t.grave {
		b.mark = part.NewIcon(env, "status-not_done", look.Negative, look.MarkIcon)
	} else {
		b.bar = canvas.NewRectangle(th.Tone(look.Ink))
	}
	if t.progress >= 0 {
		b.track, b.done = canvas.NewRectangle(th.Tone(look.Line)), canvas.NewRectangle(th.Tone(look.Blue))
		b.track.CornerRadius, b.done.CornerRadius = trackLow/2, trackLow/2
	}
	for _, a := range t.actions {
		button := part.NewButton(env, "", a.text, a.do)
		b.buttons = append(b.buttons, button)
		s.control("told."+a.name, button)
	}
	if t.hide != nil {
		hide := part.NewIconButton(env, "close", s.l.Text("ui.hide"), t.hide)
		b.buttons = append(b.buttons, hide)
		s.control("told.hide", hide)
	}
	b.object = container.New(b)
	b.compose(0)
	return b
}

// compose breaks the text for a width and makes the list of what is drawn.
func (b *band) compose(room float32) {
	b.broken = room
	b.lines = bars.Wrap(b.shell.theme, b.text, look.Caption, look.Ink, false, room)
	objects := []fyne.CanvasObject{b.ground}
	if b.bar != nil {
		objects = append(objects, b.bar)
	}
	if b.mark != nil {
		objects = append(objects, b.mark)
	}
	for _, line := range b.lines {
		objects = append(objects, line)
	}
	if b.track != nil {
		objects = append(objects, b.track, b.done)
	}
	for _, button := range b.buttons {
		objects = append(objects, button)
	}
	b.object.Objects = objects
}

// say changes the text and how far it has come, and nothing else.
func (b *band) say(text string, progress float32) {
	b.text, b.progress = text, progress
	b.compose(b.broken)
	b.object.Refresh()
}

// left is where the text begins in the band.
func (b *band) left() float32 {
	if b.mark != nil {
		return bandPad + b.shell.theme.Size(look.MarkIcon) + 8
	}
	return bandPad + b.shell.theme.Size(look.ThreadLine)
}

func (b *band) buttonsWidth() float32 {
	var w float32
	for _, button := range b.buttons {
		w += button.MinSize().Width + bandAir
	}
	return w
}

// rooms says where the parts have their places in a width: the buttons stand beside the text, or
// under it where that leaves it too little room.
func (b *band) rooms(width float32) (text float32, under bool) {
	text = width - b.left() - bandPad - b.buttonsWidth()
	if text < width/2 {
		return width - b.left() - bandPad, true
	}
	return text, false
}

// height is the band's height in a width, without the air over it.
func (b *band) height(width float32) float32 {
	room, under := b.rooms(width)
	if room != b.broken {
		b.compose(room)
	}
	high := b.textHeight() + 2*bandAir
	var button float32
	if len(b.buttons) > 0 {
		button = b.buttons[0].MinSize().Height
	}
	if under {
		return high + button + bandAir
	}
	return max(high, button+bandAir)
}

func (b *band) textHeight() float32 {
	high := float32(len(b.lines)) * b.shell.theme.Line(look.Caption)
	if b.track != nil {
		high += trackLow + bandAir
	}
	return high
}

// Layout keeps the page's gutters.
func (b *band) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	th := b.shell.theme
	gutter := th.Size(look.Gutter)
	wide := size.Width - 2*gutter
	high := b.height(wide)
	room, under := b.rooms(wide)
	bars.Place(b.ground, gutter, bandAir, wide, high)
	y := bandAir + (high-b.textHeight())/2
	if under {
		y = 2 * bandAir
	}
	if b.bar != nil {
		bars.Place(b.bar, gutter, bandAir, th.Size(look.ThreadLine), high)
	}
	if b.mark != nil {
		side := th.Size(look.MarkIcon)
		bars.Place(b.mark, gutter+bandPad, y+(th.Line(look.Caption)-side)/2, side, side)
	}
	x := gutter + b.left()
	for _, line := range b.lines {
		bars.Stand(line, x, bars.Round(y)+th.Baseline(look.Caption))
		y += th.Line(look.Caption)
	}
	if b.track != nil {
		y += bandAir / 2
		bars.Place(b.track, x, y, room, trackLow)
		bars.Place(b.done, x, y, max(room*min(max(b.progress, 0), 1), trackLow), trackLow)
		y += trackLow + bandAir/2
	}
	bx := gutter + wide - b.buttonsWidth() + bandAir - bandAir/2
	by := bandAir + (high-b.buttonHeight())/2
	if under {
		bx, by = x, y+bandAir
	}
	for _, button := range b.buttons {
		m := button.MinSize()
		bars.Place(button, bx, by, m.Width, m.Height)
		bx += m.Width + bandAir
	}
}

func (b *band) buttonHeight() float32 {
	if len(b.buttons) == 0 {
		return 0
	}
	return b.buttons[0].MinSize().Height
}

// MinSize is nothing: the frame asks for the height at a width.
func (b *band) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// toldHeight is the height of what stands under the top bar, at a width.
func (s *Shell) toldHeight(width float32) float32 {
	if s.band == nil {
		return 0
	}
	return s.band.height(width-2*s.theme.Size(look.Gutter)) + bandAir
}

// footing is what the foot of the navigation says: signature, material and storage.
func (s *Shell) footing() []string {
	rows := s.origin(false)
	if storage := s.shown.standing.Storage; storage != "" {
		rows = append(rows, storage)
	}
	return rows
}

// origin is what says where the material comes from: signature and material, the latter in one word
// where it shall be short.
func (s *Shell) origin(short bool) []string {
	material := s.shown.standing.Material
	if c := s.choice.Package; c != nil && s.desk.Demo() {
		switch {
		case c.Committee.Fictional:
			material = s.l.Text("ui.standing.fictional")
		case short:
			material = s.l.Text("ui.standing.excerpts.short")
		default:
			material = s.l.Text("ui.standing.excerpts")
		}
	}
	var rows []string
	for _, row := range []string{s.shown.standing.Signature, material} {
		if row != "" {
			rows = append(rows, row)
		}
	}
	return rows
}

// inline writes a row of the foot within a line; the name of a municipality keeps its letter.
func (s *Shell) inline(row string) string {
	if row == s.shown.standing.Material {
		return row
	}
	return i18n.Small(row)
}

// nameOf is what a place is called in running words.
func (s *Shell) nameOf(p Place) string {
	if p.Page == s.shown.place.Page {
		if r, ok := s.shown.data.(*page.RecordView); ok && s.shown.place == p {
			return r.Title
		}
		if d, ok := s.shown.data.(*page.Document); ok && s.shown.place == p {
			return d.Title
		}
	}
	for _, info := range pages {
		if info.id == p.Page {
			return s.l.Text("ui.page." + p.Page)
		}
	}
	switch p.Page {
	case "changes":
		return s.l.Text("ui.page.changes")
	case "record":
		return s.l.Text("ui.record.says")
	case "document":
		return s.l.Text("page.kind.texts")
	case "link":
		return s.l.Text("document.link.address")
	case "more":
		return s.l.Text("ui.more")
	case erasePage:
		return s.l.Text("notes.page.erase")
	case "search", "keys", "about", subscribing, "settings", "export", keepingPage, subscriptions:
		return strings.TrimSuffix(s.l.Text("ui.command."+p.Page), "…")
	}
	return ""
}

// pageName is what the page that is shown is called.
func (s *Shell) pageName() string { return s.nameOf(s.shown.place) }
