package guided

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"rodatraden/app/i18n"
	"rodatraden/app/publishing/steps"
	"rodatraden/app/ui/bars"
)

// menus returns every command there is, in the order of the main menu.
func (g *Guide) menus() []bars.Menu {
	busy := func() bool { return g.task != nil }
	noDialog := func() bool { return busy() || g.config.Ask.Open == nil }
	not := func(n steps.Name) func() bool {
		return func() bool { return busy() || !g.known.Ready(n) }
	}
	step := func(n steps.Name, key fyne.KeyName) *bars.Command {
		return &bars.Command{
			ID: "step." + string(n), Key: key, Mod: bars.Alt, Run: func() { g.Go(n) }, Off: not(n),
			Checked: func() bool { return g.at == n && g.leaf == "" },
		}
	}
	noBatch := func() bool { return busy() || g.known.Batch == nil }
	return []bars.Menu{
		{ID: "file", Commands: []*bars.Command{
			{ID: "publish.new", Key: fyne.KeyN, Mod: bars.Ctrl, Run: g.begin, Off: not(steps.Choose)},
			{ID: "publish.file", Key: fyne.KeyO, Mod: bars.Ctrl, Run: func() { g.act("file") }, Off: noDialog},
			{ID: "publish.folder", Key: fyne.KeyO, Mod: bars.CtrlShift, Run: func() { g.act("folder") }, Off: noDialog},
			{ID: "publish.read", Key: fyne.KeyR, Mod: bars.Ctrl, Run: g.read, Off: func() bool { return busy() || len(g.known.Files) == 0 }},
			nil,
			{ID: "publish.html", Key: fyne.KeyP, Mod: bars.Ctrl, Run: func() { g.act("html") }, Off: noBatch},
			{ID: "publish.comments", Key: fyne.KeyP, Mod: bars.CtrlShift, Run: g.annotate, Off: func() bool { return noBatch() || g.annotated() < 0 }},
			nil,
			{ID: "publish.workbook", Key: fyne.KeyB, Mod: bars.Ctrl, Run: func() { g.act("workbook") }, Off: not(steps.Workbook)},
			{ID: "publish.subscription", Key: fyne.KeyL, Mod: bars.Ctrl, Run: func() { g.Go(steps.Subscription) }, Off: not(steps.Subscription)},
			{ID: "publish.letter", Key: fyne.KeyL, Mod: bars.CtrlShift, Run: func() { g.Go(steps.Letter) }, Off: not(steps.Letter)},
			{ID: "publish.renew", Key: fyne.KeyF, Mod: bars.CtrlShift, Run: func() { g.Go(steps.Renew) }, Off: not(steps.Renew)},
			{ID: "publish.place", Key: fyne.KeyM, Mod: bars.CtrlShift, Run: func() { g.Go(steps.Place) }, Off: busy},
			nil,
			{ID: "quit", Key: fyne.KeyQ, Mod: bars.Ctrl, Run: g.quit},
		}},
		{ID: "view", Commands: g.looking().Commands()},
		{ID: "go", Commands: []*bars.Command{
			{ID: "step.home", Key: fyne.Key0, Mod: bars.Alt, Run: g.Start, Off: busy, Checked: func() bool { return g.at == steps.Home && g.leaf == "" }},
			step(steps.Choose, fyne.Key1), step(steps.Review, fyne.Key2), step(steps.Preview, fyne.Key3), step(steps.Publish, fyne.Key4), step(steps.Receipt, fyne.Key5),
			nil,
			{ID: "publish.on", Key: fyne.KeyReturn, Mod: bars.Ctrl, Run: g.on, Off: func() bool { return busy() || g.leaf != "" || g.page().Next == nil }},
			{ID: "publish.stop", Key: fyne.KeyPeriod, Mod: bars.Ctrl, Run: g.stop, Off: func() bool { return !busy() }},
			{ID: "back", Key: fyne.KeyLeft, Mod: bars.Alt, Run: g.leave, Off: busy},
		}},
		{ID: "help", Commands: []*bars.Command{
			{ID: "help", Key: fyne.KeyH, Mod: bars.Ctrl, Run: func() { g.open("help") }, Also: []desktop.CustomShortcut{{KeyName: fyne.KeyF1}}},
			{ID: "keys", Key: fyne.KeyH, Mod: bars.CtrlShift, Run: func() { g.open("keys") }},
			{ID: "about", Key: fyne.KeyI, Mod: bars.CtrlShift, Run: func() { g.open("about") }},
		}},
	}
}

// Menus returns every command there is.
func (g *Guide) Menus() []bars.Menu { return g.menus() }

// on is what the primary button does.
func (g *Guide) on() {
	if next := g.page().Next; next != nil {
		g.act(next.Act)
	}
}

// annotated is the first of what was read that comments can be written in; −1 where none is.
func (g *Guide) annotated() int {
	for i, p := range g.known.Batch.Packages {
		if p.Workbook && len(p.Checked.Findings) > 0 {
			return i
		}
	}
	return -1
}

func (g *Guide) annotate() {
	if i := g.annotated(); i >= 0 {
		g.act(steps.Act("annotate/" + g.l.Int(i)))
	}
}

// give carries out a command, unless it cannot be given now.
func (g *Guide) give(c *bars.Command) {
	if c.Off == nil || !c.Off() {
		c.Run()
	}
}

// typed is told the keys that what has the focus has no use for.
func (g *Guide) typed(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		g.leave()
		return
	case fyne.KeyF10:
		g.bars.OpenMenu(0, false)
		return
	}
	if g.bars.GiveKey(e.Name) {
		return
	}
	if g.scroll != nil {
		g.scroll.TypedKey(e)
	}
}

func (g *Guide) quit() {
	if g.config.Window != nil {
		g.config.Window.Close()
	}
}

// looking is how the window looks, and how that is chosen.
func (g *Guide) looking() bars.Looks {
	return bars.Looks{
		Text: func() int { return g.settings.TextSize }, Theme: func() string { return g.settings.Theme }, Language: func() string { return g.l.Lang() },
		SetText: func(size int) {
			if g.settings.TextSize != size {
				g.settings.TextSize = size
				g.redress()
			}
		},
		SetTheme: func(name string) {
			if g.settings.Theme != name {
				g.settings.Theme = name
				g.redress()
			}
		},
		SetLanguage: g.setLanguage,
	}
}

func (g *Guide) largerText() { g.looking().Larger() }

// redress draws everything in other looks, where it stands.
func (g *Guide) redress() {
	if g.config.Save != nil {
		g.config.Save(g.settings)
	}
	g.restyle()
	g.narrow = g.size.Width/g.theme.TextScale() < narrowUnder
	g.draw()
}

// setLanguage says everything anew in another language. Pages of a preview are made again.
func (g *Guide) setLanguage(name string) {
	if g.l.Lang() == name || g.task != nil {
		return
	}
	g.settings.Language = name
	g.l = i18n.New(name)
	g.desk.Speak(g.l)
	g.known.Said, g.known.Wrong = "", nil // it was told in the other language
	if g.known.Batch != nil {
		g.known.Batch = g.desk.Reread(g.ctx, g.l)
	}
	g.sight.made = map[string]seen{}
	g.nameShown(g.l)
	g.bars.AddLetters()
	g.redress()
	if g.at == steps.Preview {
		g.enter()
	}
	if g.known.Standing != nil && g.known.Sending == nil {
		g.stand(nil) // what it warns of is said in words
	}
}
