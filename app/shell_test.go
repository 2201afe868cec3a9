package app

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"rodatraden/app/i18n"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/shell"
)

const ctrlShift = fyne.KeyModifierControl | fyne.KeyModifierShift

// wide and tablet are the windows that the behaviour is tried in.
var (
	wide   = fyne.NewSize(1366, 690)
	low    = fyne.NewSize(1366, 400) // too low for any page: everything scrolls
	tablet = fyne.NewSize(820, 1180)
)

// opened is a window without a screen, on the April page of the design's pictures.
func opened(t *testing.T) (*shell.Shell, fyne.Canvas) {
	t.Helper()
	return openedAs(t, shell.Config{Desk: openDesk(t, i18n.Swedish)}, wide)
}

// openedAs is a window as a config says, but for what every such window has.
func openedAs(t *testing.T, config shell.Config, size fyne.Size) (*shell.Shell, fyne.Canvas) {
	t.Helper()
	w := test.NewTempWindow(t, nil)
	w.SetPadded(false)
	config.Canvas, config.Window, config.Headless = w.Canvas(), w, true
	config.Settings.Language, config.Settings.Theme = i18n.Swedish, "light"
	s := shell.New(config)
	t.Cleanup(s.Close)
	s.Attach()
	w.SetContent(s.Object())
	w.Resize(size)
	s.Go(at(states[0], "overview", ""))
	if err := s.Trouble(); err != nil {
		t.Fatal(err)
	}
	return s, w.Canvas()
}

func press(c fyne.Canvas, key fyne.KeyName, mod fyne.KeyModifier) {
	type shortcuts interface{ TypedShortcut(fyne.Shortcut) }
	shortcut := &desktop.CustomShortcut{KeyName: key, Modifier: mod}
	if focused, ok := c.Focused().(fyne.Shortcutable); ok {
		focused.TypedShortcut(shortcut)
		return
	}
	c.(shortcuts).TypedShortcut(shortcut)
}

func shown(c fyne.Canvas) string { return told(c.Content(), c.Size()) }

// told is every text that an object shows, a line each.
func told(o fyne.CanvasObject, size fyne.Size) string {
	var b strings.Builder
	for _, placed := range canvastest.Texts(o, size) {
		b.WriteString(placed.Text + "\n")
	}
	return b.String()
}

// plainly is a text with plain spaces in the place of those that do not break.
var plainly = strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace

func wantShown(t *testing.T, c fyne.Canvas, what string) {
	t.Helper()
	if !strings.Contains(plainly(shown(c)), plainly(what)) {
		t.Errorf("the window does not say %q; it says\n%s", what, shown(c))
	}
}

func TestThePagesAreReachedByAltAndTheirNumberAndLeftByAltLeft(t *testing.T) {
	_, c := opened(t)
	wantShown(t, c, "Nytt sedan förra uppföljningen")
	press(c, fyne.Key2, fyne.KeyModifierAlt)
	wantShown(t, c, "Två angivna orsaker ger −21,3\u00a0mkr, ändå är prognosen −18\u00a0mkr")
	press(c, fyne.KeyLeft, fyne.KeyModifierAlt)
	wantShown(t, c, "Nytt sedan förra uppföljningen")
	press(c, fyne.KeyRight, fyne.KeyModifierAlt)
	wantShown(t, c, "Orsakerna räcker längre än")
}

func TestSearchIsReachedWrittenAndLeftByTheKeyboard(t *testing.T) {
	_, c := opened(t)
	press(c, fyne.KeyK, fyne.KeyModifierControl)
	entry, ok := c.Focused().(interface {
		fyne.Focusable
		SetText(string)
	})
	if !ok {
		t.Fatalf("the focus is on %T", c.Focused())
	}
	for _, r := range "åk" {
		entry.TypedRune(r)
	}
	entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	wantShown(t, c, "åk")
	press(c, fyne.Key1, fyne.KeyModifierAlt)
	wantShown(t, c, "Nytt sedan förra uppföljningen")
}

func TestEscLeavesARecordForThePageItWasOpenedFrom(t *testing.T) {
	s, c := opened(t)
	d := openDesk(t, i18n.Swedish)
	s.Go(at(states[0], "record", record(t, d, states[0])))
	wantShown(t, c, "Vem har sagt vad")
	c.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	wantShown(t, c, "Nytt sedan förra uppföljningen")
}

func TestTextGrowsAndShrinksByCtrlPlusMinusAndZero(t *testing.T) {
	s, c := opened(t)
	press(c, fyne.KeyPlus, fyne.KeyModifierControl)
	press(c, fyne.KeyPlus, fyne.KeyModifierControl)
	if got := s.Settings().TextSize; got != 150 {
		t.Errorf("after Ctrl++ twice the text is %d %%", got)
	}
	press(c, fyne.KeyMinus, fyne.KeyModifierControl)
	if got := s.Settings().TextSize; got != 125 {
		t.Errorf("after Ctrl+− the text is %d %%", got)
	}
	press(c, fyne.Key0, fyne.KeyModifierControl)
	if got := s.Settings().TextSize; got != 100 {
		t.Errorf("after Ctrl+0 the text is %d %%", got)
	}
}

func TestChartsTurnIntoTablesAndBack(t *testing.T) {
	_, c := opened(t)
	press(c, fyne.Key2, fyne.KeyModifierAlt)
	before := shown(c)
	press(c, fyne.KeyT, fyne.KeyModifierControl)
	wantShown(t, c, "Utfall 2018")
	if shown(c) == before {
		t.Error("Ctrl+T changed nothing")
	}
	press(c, fyne.KeyT, fyne.KeyModifierControl)
	if shown(c) != before {
		t.Error("Ctrl+T twice does not come back")
	}
}

func TestTheLanguageChangesEverythingButWhatTheReportsSay(t *testing.T) {
	_, c := opened(t)
	press(c, fyne.KeyE, ctrlShift)
	wantShown(t, c, "compared with")
	wantShown(t, c, "Overview")
	wantShown(t, c, "placeringskostnader")
	press(c, fyne.KeyS, ctrlShift)
	wantShown(t, c, "jämförs med")
}

func TestThePackagePickerOffersEveryPackageNewestFirst(t *testing.T) {
	s, c := opened(t)
	press(c, fyne.KeyP, ctrlShift)
	list, ok := c.Focused().(*part.PickList)
	if !ok {
		t.Fatalf("the focus is on %T", c.Focused())
	}
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	wantShown(t, c, "Granskning 2021")
	if s.Trouble() != nil {
		t.Error(s.Trouble())
	}
	press(c, fyne.KeyJ, ctrlShift)
	if _, ok := c.Focused().(*part.PickList); !ok {
		t.Fatalf("the focus is on %T", c.Focused())
	}
	c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if _, ok := c.Focused().(*part.Picker); !ok {
		t.Errorf("after Esc the focus is on %T, not on the picker", c.Focused())
	}
}

func TestEverythingThatCanBePressedIsReachedByTab(t *testing.T) {
	_, c := opened(t)
	seen := map[fyne.Focusable]bool{}
	for range 200 {
		c.FocusNext()
		f := c.Focused()
		if f == nil || seen[f] {
			break
		}
		seen[f] = true
	}
	var missed []string
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if d, ok := o.(fyne.Disableable); ok && d.Disabled() {
			return
		}
		if f, ok := o.(fyne.Focusable); ok && o.Visible() && !seen[f] {
			missed = append(missed, told(o, o.Size()))
		}
		if container, ok := o.(*fyne.Container); ok {
			for _, inner := range container.Objects {
				walk(inner)
			}
		}
	}
	walk(c.Content())
	if len(missed) > 0 || len(seen) < 15 {
		t.Errorf("Tab reached %d things and not %v", len(seen), missed)
	}
}
