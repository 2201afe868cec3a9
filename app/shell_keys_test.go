package app

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"rodatraden/app/i18n"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/shell"
	"rodatraden/data/home"
)

// typed gives a key to what has the focus, or to the window where nothing has.
func typed(c fyne.Canvas, key fyne.KeyName) {
	e := &fyne.KeyEvent{Name: key}
	if f := c.Focused(); f != nil {
		f.TypedKey(e)
		return
	}
	c.OnTypedKey()(e)
}

// write types words where the focus is.
func write(c fyne.Canvas, words string) {
	for _, r := range words {
		c.Focused().TypedRune(r)
	}
}

// focusSays is what stands on the thing that has the focus.
func focusSays(c fyne.Canvas) string {
	o, ok := c.Focused().(fyne.CanvasObject)
	if !ok {
		return ""
	}
	return strings.Join(strings.Fields(told(o, fyne.NewSize(4000, 4000))), " ")
}

// tabTo goes on by Tab until what has the focus says something.
func tabTo(t *testing.T, c fyne.Canvas, says string) {
	t.Helper()
	for range 200 {
		c.FocusNext()
		if strings.Contains(focusSays(c), says) {
			return
		}
	}
	t.Fatalf("Tab does not come to %q", says)
}

// searchEntry is where one writes what to search for.
func searchEntry(t *testing.T, c fyne.Canvas) interface {
	fyne.Focusable
	SelectedText() string
	SetText(string)
} {
	t.Helper()
	press(c, fyne.KeyK, fyne.KeyModifierControl)
	e, ok := c.Focused().(interface {
		fyne.Focusable
		SelectedText() string
		SetText(string)
	})
	if !ok {
		t.Fatalf("after Ctrl+K the focus is on %T", c.Focused())
	}
	return e
}

// onPage is the page that the window scrolls.
func onPage(t *testing.T, c fyne.Canvas) canvastest.Scroller {
	t.Helper()
	p := scroller(c.Content())
	if p == nil {
		t.Fatal("the window shows no page")
	}
	return p
}

func TestTabGoesThroughNavigationThenTheBarThenThePageAndLastTheMenus(t *testing.T) {
	_, c := opened(t)
	want := []string{"Översikt", "Ekonomi", "Mål", "Röda tråden", "Besparingar", "Revision", "Insatser", "Kvalitet", "Beslut", "Mina frågor", "Arbetsmarknads- och socialnämnden", "Delårsrapport april 2019", "mars 2019", "Sök", "A+"}
	for _, says := range want {
		c.FocusNext()
		if got := focusSays(c); !strings.HasPrefix(got, says) {
			t.Errorf("Tab came to %q, not %q", got, says)
		}
	}
	c.FocusNext()
	if got := focusSays(c); !strings.Contains(got, "18 mkr") {
		t.Errorf("after the bar Tab came to %q, not to the page's first figure", got)
	}
	c.Unfocus()
	c.FocusPrevious()
	if got := focusSays(c); got != "Hjälp" {
		t.Errorf("the last is %q, not the last menu", got)
	}
}

func TestTheFocusReturnsToTheRowThatOpenedARecord(t *testing.T) {
	_, c := openedAs(t, shell.Config{Desk: openDesk(t, i18n.Swedish)}, low)
	tabTo(t, c, "Varav placeringskostnader")
	tabTo(t, c, "Varav försörjningsstöd")
	row, offset := c.Focused(), onPage(t, c).Offset()
	typed(c, fyne.KeyReturn)
	wantShown(t, c, "Försörjningsstöd −4,5")
	typed(c, fyne.KeyEscape)
	wantShown(t, c, "Nytt sedan förra uppföljningen")
	if c.Focused() != row {
		t.Errorf("after Esc the focus is on %q", focusSays(c))
	}
	if got := onPage(t, c).Offset(); got != offset {
		t.Errorf("the page stood at %v and came back at %v", offset, got)
	}
}

func TestTabInAPageThatWasOpenedBeginsOnThePage(t *testing.T) {
	_, c := opened(t)
	tabTo(t, c, "Varav placeringskostnader")
	tabTo(t, c, "Varav försörjningsstöd")
	typed(c, fyne.KeyReturn)
	c.FocusNext()
	if got := focusSays(c); got != "Förstudie 2019, avsnitt 4" {
		t.Errorf("Tab came to %q, not to the record's source", got)
	}
}

func TestAPageScrollsByTheKeyboardWhereverTheFocusIsInTheBars(t *testing.T) {
	_, c := openedAs(t, shell.Config{Desk: openDesk(t, i18n.Swedish)}, low)
	page := onPage(t, c)
	typed(c, fyne.KeyPageDown)
	if page.Offset() == 0 {
		t.Error("Page Down with nothing focused does not scroll")
	}
	c.FocusNext() // in the navigation
	typed(c, fyne.KeyHome)
	if page.Offset() != 0 {
		t.Error("Home in the navigation does not scroll to the top")
	}
}

func TestAPageIsWhereItWasOnTheWayBackAndForward(t *testing.T) {
	_, c := openedAs(t, shell.Config{Desk: openDesk(t, i18n.Swedish)}, low)
	typed(c, fyne.KeyEnd)
	first := onPage(t, c).Offset()
	press(c, fyne.Key2, fyne.KeyModifierAlt)
	if got := onPage(t, c).Offset(); got != 0 {
		t.Errorf("another page begins at %v", got)
	}
	typed(c, fyne.KeyPageDown)
	second := onPage(t, c).Offset()
	if first == 0 || second == 0 {
		t.Fatal("the pages do not scroll")
	}
	press(c, fyne.KeyLeft, fyne.KeyModifierAlt)
	if got := onPage(t, c).Offset(); got != first {
		t.Errorf("back: %v, was %v", got, first)
	}
	press(c, fyne.KeyRight, fyne.KeyModifierAlt)
	if got := onPage(t, c).Offset(); got != second {
		t.Errorf("forward: %v, was %v", got, second)
	}
}

func TestAPageOfOtherLooksIsMadeAnewOnTheWayBackWhereItWas(t *testing.T) {
	_, c := openedAs(t, shell.Config{Desk: openDesk(t, i18n.Swedish)}, low)
	typed(c, fyne.KeyPageDown)
	offset := onPage(t, c).Offset()
	press(c, fyne.Key2, fyne.KeyModifierAlt)
	press(c, fyne.Key2, ctrlShift) // dark
	press(c, fyne.KeyLeft, fyne.KeyModifierAlt)
	if got := onPage(t, c).Offset(); got != offset || offset == 0 {
		t.Errorf("back in dark: %v, was %v", got, offset)
	}
}

func TestAPageStaysWhereItIsWhenThemeAndLanguageChange(t *testing.T) {
	_, c := openedAs(t, shell.Config{Desk: openDesk(t, i18n.Swedish)}, low)
	typed(c, fyne.KeyPageDown)
	was := onPage(t, c).Offset()
	for name, key := range map[string]fyne.KeyName{"dark": fyne.Key2, "contrast": fyne.Key3, "light": fyne.Key1} {
		press(c, key, ctrlShift)
		if got := onPage(t, c).Offset(); got != was || was == 0 {
			t.Errorf("%s: %v, was %v", name, got, was)
		}
	}
	press(c, fyne.KeyE, ctrlShift)
	wantShown(t, c, "compared with")
	if onPage(t, c).Offset() == 0 {
		t.Error("in English the page is at its top again")
	}
}

func TestAPageKeepsItsPlaceWhenTheTextGrows(t *testing.T) {
	_, c := openedAs(t, shell.Config{Desk: openDesk(t, i18n.Swedish)}, low)
	typed(c, fyne.KeyEnd)
	press(c, fyne.KeyPlus, fyne.KeyModifierControl)
	if onPage(t, c).Offset() == 0 {
		t.Error("larger text throws the page to its top")
	}
}

func TestTheFocusStaysInTheBarWhenItIsMadeAnew(t *testing.T) {
	_, c := opened(t)
	tabTo(t, c, "A+")
	typed(c, fyne.KeyReturn)
	if got := focusSays(c); got != "Text 125 %" {
		t.Errorf("after A+ the focus is on %q", got)
	}
	press(c, fyne.Key0, fyne.KeyModifierControl)
	tabTo(t, c, "Ekonomi")
	typed(c, fyne.KeyReturn)
	wantShown(t, c, "Orsakerna räcker längre än")
	if got := focusSays(c); got != "Ekonomi" {
		t.Errorf("after Enter on Ekonomi the focus is on %q", got)
	}
}

func TestEscClearsTheSearchThenLeavesTheResults(t *testing.T) {
	_, c := opened(t)
	entry := searchEntry(t, c)
	write(c, "prognos")
	typed(c, fyne.KeyReturn)
	wantShown(t, c, "träffar på ”prognos”")
	if c.Focused() == nil || focusSays(c) != "prognos" {
		t.Errorf("after Enter the focus is on %q", focusSays(c))
	}
	typed(c, fyne.KeyEscape)
	wantShown(t, c, "Sök i rapporter, beslut och belopp")
	if got := focusSays(c); got != "Sök" {
		t.Errorf("after Esc the entry says %q", got)
	}
	typed(c, fyne.KeyEscape)
	wantShown(t, c, "Nytt sedan förra uppföljningen")
	_ = entry
}

func TestEscInTheSearchOfAnotherPageClearsItAndLeavesThePageAlone(t *testing.T) {
	_, c := opened(t)
	searchEntry(t, c)
	write(c, "progn")
	typed(c, fyne.KeyEscape)
	wantShown(t, c, "Nytt sedan förra uppföljningen")
	if got := focusSays(c); !strings.HasPrefix(got, "Sök") {
		t.Errorf("the entry says %q", got)
	}
}

func TestEscClosesAListBeforeAnythingElse(t *testing.T) {
	s, c := opened(t)
	s.Go(at(states[0], "about", ""))
	press(c, fyne.KeyN, ctrlShift)
	if _, ok := c.Focused().(*part.PickList); !ok {
		t.Fatalf("the focus is on %T", c.Focused())
	}
	typed(c, fyne.KeyEscape)
	wantShown(t, c, "Röda tråden läser nämndens uppföljning")
}

func TestEscLeavesALeafForWhereTheReaderWasOrForTheOverview(t *testing.T) {
	_, c := opened(t)
	press(c, fyne.Key2, fyne.KeyModifierAlt)
	press(c, fyne.KeyH, ctrlShift)
	wantShown(t, c, "Allt går att göra med tangenterna")
	typed(c, fyne.KeyEscape)
	wantShown(t, c, "Orsakerna räcker längre än")
	typed(c, fyne.KeyEscape)
	wantShown(t, c, "Orsakerna räcker längre än") // a page is not left

	s, c := openedAs(t, shell.Config{Desk: openDesk(t, i18n.Swedish)}, wide)
	_ = s
	for range 5 {
		press(c, fyne.KeyLeft, fyne.KeyModifierAlt)
	}
	wantShown(t, c, "Nytt sedan förra uppföljningen")
}

func TestAltAndALetterOrF10ReachesTheMenus(t *testing.T) {
	_, c := opened(t)
	menu := func() string {
		if len(c.Overlays().List()) == 0 {
			return ""
		}
		return focusSays(c)
	}
	for letter, want := range map[fyne.KeyName]string{
		fyne.KeyA: "Prenumerera… Ctrl+O", fyne.KeyV: "Större text Ctrl++", fyne.KeyG: "Ekonomi Alt+2", fyne.KeyH: "Tangenter Ctrl+Skift+H",
	} {
		press(c, letter, fyne.KeyModifierAlt)
		if !strings.Contains(menu(), want) {
			t.Errorf("Alt+%s opens %q, not what holds %q", letter, menu(), want)
			continue
		}
		typed(c, fyne.KeyEscape)
	}
	press(c, fyne.KeyA, fyne.KeyModifierAlt)
	press(c, fyne.KeyH, fyne.KeyModifierAlt)
	if n := len(c.Overlays().List()); n != 1 {
		t.Errorf("%d menus are open", n)
	}
	typed(c, fyne.KeyEscape)
	if got := focusSays(c); got != "Hjälp" {
		t.Errorf("after Esc the focus is on %q, not on the menu's name", got)
	}
	typed(c, fyne.KeyEscape)
	typed(c, fyne.KeyF10)
	if got := focusSays(c); got != "Arkiv" {
		t.Errorf("F10 went to %q", got)
	}
	typed(c, fyne.KeyLeft)
	if got := focusSays(c); got != "Hjälp" {
		t.Errorf("Left of the first menu is %q", got)
	}
	typed(c, fyne.KeyDown)
	typed(c, fyne.KeyRight) // round to the first menu
	if !strings.Contains(menu(), "Avsluta") {
		t.Errorf("right of Hjälp is %q", menu())
	}
	typed(c, fyne.KeyLeft)
	typed(c, fyne.KeyReturn)
	wantShown(t, c, "Hjälp: Översikt")
	if menu() != "" {
		t.Errorf("%q is open when its command has been given", menu())
	}

	press(c, fyne.KeyE, ctrlShift)
	press(c, fyne.KeyF, fyne.KeyModifierAlt)
	if menu() == "" {
		t.Error("in English Alt+F opens no menu")
	}
	typed(c, fyne.KeyEscape)
	press(c, fyne.KeyA, fyne.KeyModifierAlt)
	if menu() != "" {
		t.Error("in English Alt+A still opens Arkiv")
	}
}

func TestWhereThereIsNoMenuBarF10OpensTheMenusAsAPage(t *testing.T) {
	_, c := openedAs(t, shell.Config{Desk: openDesk(t, i18n.Swedish)}, tablet)
	typed(c, fyne.KeyF10)
	wantShown(t, c, "Prenumerera…")
	wantShown(t, c, "Sparat på datorn, läses utan nät")
}

func TestACommandClosesTheListThatIsOpen(t *testing.T) {
	_, c := opened(t)
	press(c, fyne.KeyP, ctrlShift)
	press(c, fyne.Key2, fyne.KeyModifierAlt)
	if n := len(c.Overlays().List()); n != 0 {
		t.Errorf("%d lists are open over the page", n)
	}
	wantShown(t, c, "Orsakerna räcker längre än")
}

func TestF1WorksFromTheBarsAndTheEntry(t *testing.T) {
	_, c := opened(t)
	searchEntry(t, c)
	typed(c, fyne.KeyF1)
	wantShown(t, c, "Hjälp: Översikt")
}

func TestTheListOfKeysTellsEveryKey(t *testing.T) {
	_, c := opened(t)
	press(c, fyne.KeyH, ctrlShift)
	wantShown(t, c, "Allt går att göra med tangenterna")
	page := onPage(t, c)
	all := shown(c)
	for before := float32(-1); page.Offset() > before; {
		before = page.Offset()
		page.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
		all += shown(c)
	}
	for _, want := range []string{"Alt+A", "F10", "Ctrl+Skift+2", "Esc"} {
		if !strings.Contains(all, want) {
			t.Errorf("the keys do not tell of %s", want)
		}
	}
}

func TestTheWindowIsCalledAfterPageAndCommittee(t *testing.T) {
	w := test.NewTempWindow(t, nil)
	d := openDesk(t, i18n.Swedish)
	s := shell.New(shell.Config{
		Desk: d, Canvas: w.Canvas(), Window: w, Headless: true,
		Settings: home.Settings{Language: i18n.Swedish, Theme: "light", TextSize: 100},
	})
	t.Cleanup(s.Close)
	s.Attach()
	w.SetContent(s.Object())
	w.Resize(wide)
	for page, want := range map[string]string{
		"overview":  "Översikt – Arbetsmarknads- och socialnämnden – Röda tråden",
		"economy":   "Ekonomi – Arbetsmarknads- och socialnämnden – Röda tråden",
		"subscribe": "Prenumerera – Arbetsmarknads- och socialnämnden – Röda tråden",
	} {
		s.Go(at(states[0], page, ""))
		if got := w.Title(); got != want {
			t.Errorf("%s: the window is called %q, not %q", page, got, want)
		}
	}
	s.Go(at(states[0], "record", record(t, d, states[0])))
	if got := w.Title(); !strings.HasPrefix(got, "Nämnden totalt −18") {
		t.Errorf("a record's window is called %q", got)
	}
}

// tapAt presses what stands at a point of the window.
func tapAt(c fyne.Canvas, at fyne.Position) { test.TapCanvas(c, at) }
