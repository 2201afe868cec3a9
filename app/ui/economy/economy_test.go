package economy

import (
	"testing"

	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/part/parttest"
)

func TestMain(m *testing.M) { parttest.Main(m) }

func TestNothingIsCutCoveredOrWrittenOverInAnyWindow(t *testing.T) {
	for _, state := range parttest.States {
		for _, lang := range []string{"sv", "en"} {
			p := parttest.Page(t, page.BuildEconomy, state, lang)
			for _, w := range parttest.Windows() {
				if w.Lang != lang || w.Colours() && state != parttest.Excerpt && state != parttest.Full {
					continue
				}
				for _, tables := range []bool{false, true} {
					if tables && w.Colours() {
						continue
					}
					v := New(w.Env(t), p)
					if tables {
						v.ToggleTables()
					}
					for _, fault := range w.Check(v.Object(), v.Page()) {
						t.Errorf("%s, %s, tables %t: %s", state.Package, w.Name, tables, fault)
					}
				}
			}
		}
	}
}

func TestBothKindsOfReportFitTheReferenceWindow(t *testing.T) {
	w := parttest.First(false)
	for state, charts := range map[parttest.State]int{parttest.Excerpt: 2, parttest.Full: 3} {
		v := New(w.Env(t), parttest.Page(t, page.BuildEconomy, state, "sv"))
		v.Object().Resize(w.Size)
		v.Page().ScrollTo(1e6)
		if v.Page().Offset() != 0 {
			t.Errorf("%s goes on under the window by %.0f", state.Package, v.Page().Offset())
		}
		if n := len(canvastest.All[*part.Chart](v.Object())); n != charts {
			t.Errorf("%s has %d charts, want %d", state.Package, n, charts)
		}
	}
}

func TestTheGridIsThatOfTheDesign(t *testing.T) {
	w := parttest.First(false)
	v := New(w.Env(t), parttest.Page(t, page.BuildEconomy, parttest.Excerpt, "sv"))
	v.Object().Resize(w.Size)
	seen := map[string]canvastest.Placed{}
	for _, p := range canvastest.Texts(v.Object(), w.Size) {
		if _, ok := seen[p.Text]; !ok {
			seen[p.Text] = p
		}
	}
	for text, want := range map[string][2]float32{
		v.data.Headline:      {24, 39},
		v.data.Journey.Title: {24, 105},
		v.data.Causes.Title:  {728, 105},
		"Visa som tabell":    {64, 576},
	} {
		p, ok := seen[text]
		if !ok {
			t.Errorf("%q is not on the page", text)
			continue
		}
		if p.X < want[0]-1.5 || p.X > want[0]+1.5 || p.Baseline != want[1] {
			t.Errorf("%q stands at %.1f, %.1f, in the picture at %v", text, p.X, p.Baseline, want)
		}
	}
}

func TestASilentChangeIsToldWithItsSentence(t *testing.T) {
	for _, narrow := range []bool{false, true} {
		w := parttest.First(narrow)
		p := parttest.Page(t, page.BuildEconomy, parttest.Full, "sv")
		if len(p.Notices) == 0 {
			t.Fatal("the report has no silent change")
		}
		v := New(w.Env(t), p)
		v.Object().Resize(w.Size)
		if n := len(canvastest.All[*part.Notice](v.Object())); n != len(p.Notices) {
			t.Errorf("narrow %t: %d notices of %d", narrow, n, len(p.Notices))
		}
	}
}

func TestAnExcerptSaysOnceThatARunOfCellsIsNotQuoted(t *testing.T) {
	w := parttest.First(false)
	v := New(w.Env(t), parttest.Page(t, page.BuildEconomy, parttest.Excerpt, "sv"))
	v.Object().Resize(w.Size)
	rows := canvastest.All[*part.TableRow](v.Object())
	if len(rows) == 0 {
		t.Fatal("no table")
	}
	for _, r := range rows {
		n := 0
		for _, p := range canvastest.Texts(r, r.Size()) {
			if p.Text == "återges inte" {
				n++
			}
		}
		if n > 2 {
			t.Errorf("%d marks in one row", n)
		}
	}
}

func TestTheButtonAndTheKeyTurnEveryChart(t *testing.T) {
	w := parttest.First(false)
	v := New(w.Env(t), parttest.Page(t, page.BuildEconomy, parttest.Full, "sv"))
	v.Object().Resize(w.Size)
	tables := func() (n int) {
		for _, c := range canvastest.All[*part.Chart](v.Object()) {
			if c.AsTable() {
				n++
			}
		}
		return n
	}
	for _, b := range canvastest.All[*part.Button](v.Object()) {
		if b.Label() == "Visa som tabell" {
			b.Tapped(nil)
		}
	}
	if tables() != 3 {
		t.Errorf("the button turned %d charts of 3", tables())
	}
	v.ToggleTables()
	if tables() != 0 {
		t.Errorf("%d charts did not come back", tables())
	}
}

func TestATableRowIsFoldedInTheNarrowPageAndOpens(t *testing.T) {
	w := parttest.First(true)
	v := New(w.Env(t), parttest.Page(t, page.BuildEconomy, parttest.Full, "sv"))
	v.Object().Resize(w.Size)
	row := canvastest.All[*part.TableRow](v.Object())[0]
	closed := row.Size().Height
	row.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if row.Size().Height <= closed {
		t.Errorf("opened, the row is %.0f high as before", row.Size().Height)
	}
	if faults := w.Check(v.Object(), v.Page()); len(faults) > 0 {
		t.Error(faults)
	}
}

func TestAPageThatIsLaidOutComesToRest(t *testing.T) {
	for _, w := range parttest.Windows() {
		if w.Colours() || w.Lang != "sv" {
			continue
		}
		v := New(w.Env(t), parttest.Page(t, page.BuildEconomy, parttest.Full, "sv"))
		v.Object().Resize(w.Size)
		if names := parttest.Restless(v.Object()); len(names) > 0 {
			t.Errorf("%s: %q make new objects at every layout", w.Name, names)
		}
	}
}

func TestAButtonHasRoomForItsWordsWhenTheyChange(t *testing.T) {
	for _, w := range parttest.Windows() {
		if w.Colours() {
			continue
		}
		v := New(w.Env(t), parttest.Page(t, page.BuildEconomy, parttest.Full, w.Lang))
		v.Object().Resize(w.Size)
		v.ToggleTables()
		for _, b := range canvastest.All[*part.Button](v.Object()) {
			if b.Size().Width < b.MinSize().Width {
				t.Errorf("%s: %q has %.0f of %.0f", w.Name, b.Label(), b.Size().Width, b.MinSize().Width)
			}
		}
		for _, fault := range w.Check(v.Object(), v.Page()) {
			t.Errorf("%s: %s", w.Name, fault)
		}
	}
}
