package overview

import (
	"fmt"
	"strings"
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
			p := parttest.Page(t, page.BuildOverview, state, lang)
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

// at is where the design's picture has a text: from the content area's left and top.
type at struct{ x, baseline float32 }

func TestTheGridIsThatOfTheDesign(t *testing.T) {
	w := parttest.Windows()[0]
	v := New(w.Env(t), parttest.Page(t, page.BuildOverview, parttest.Excerpt, "sv"))
	v.Object().Resize(w.Size)
	texts := canvastest.Texts(v.Object(), w.Size)
	find := func(text string, nth int) canvastest.Placed {
		t.Helper()
		for _, p := range texts {
			if strings.ReplaceAll(p.Text, "\u00a0", " ") == text {
				if nth == 0 {
					return p
				}
				nth--
			}
		}
		t.Fatalf("%q is not on the page", text)
		return canvastest.Placed{}
	}
	p := v.data
	for _, c := range []struct {
		text string
		nth  int
		want at
	}{
		{strings.ReplaceAll(p.Headline, "\u00a0", " "), 0, at{24, 39}},
		{p.KeyFigures[0].Label, 0, at{24, 104}},
		{"−18", 0, at{24, 141}},
		{"mkr", 0, at{80, 141}}, // on the number's baseline
		{"−16,8", 0, at{327, 141}},
		{"Nytt sedan förra uppföljningen", 0, at{24, 217}},
		{"Helårsprognos, avvikelse", 1, at{24, 246}},
		{"ca 2 mkr bättre", 0, at{552, 246}},
		{"Att fråga om", 0, at{728, 217}},
	} {
		got := find(c.text, c.nth)
		if abs(got.X-c.want.x) > 1 || got.Baseline != c.want.baseline {
			t.Errorf("%q stands at %.1f, %.1f, in the picture at %.0f, %.0f", c.text, got.X, got.Baseline, c.want.x, c.want.baseline)
		}
	}
	if now := find("−18 mkr", 0); abs(now.Right-520) > 1 {
		t.Errorf("the new figure ends at %.1f, in the picture at 520", now.Right)
	}
	if v.Page().Offset() != 0 || canvastest.All[*part.Chart](v.Object())[0].AsTable() {
		t.Error("the page does not fit the reference window")
	}
}

func abs(v float32) float32 { return max(v, -v) }

func TestEveryTextStandsOnAWholePixel(t *testing.T) {
	for _, w := range parttest.Windows() {
		if w.Colours() || w.Lang != "sv" {
			continue
		}
		v := New(w.Env(t), parttest.Page(t, page.BuildOverview, parttest.Full, "sv"))
		v.Object().Resize(w.Size)
		for _, p := range canvastest.Texts(v.Object(), w.Size) {
			if !p.OnWholePixels {
				t.Errorf("%s: %q stands on %.2f", w.Name, p.Text, p.Baseline)
			}
		}
	}
}

func TestTheNarrowPageHasOneColumnAndItsChangesBeforeItsChart(t *testing.T) {
	w := parttest.Windows()[len(parttest.Windows())-1]
	for _, w2 := range parttest.Windows() {
		if w2.Narrow && w2.Text == 1 && w2.Lang == "sv" {
			w = w2
			break
		}
	}
	v := New(w.Env(t), parttest.Page(t, page.BuildOverview, parttest.Excerpt, "sv"))
	v.Object().Resize(w.Size)
	rows, charts := canvastest.All[*part.DiffRow](v.Object()), canvastest.All[*part.Chart](v.Object())
	if len(rows) == 0 || len(charts) != 1 {
		t.Fatalf("%d rows and %d charts", len(rows), len(charts))
	}
	if last := rows[len(rows)-1]; last.Position().Y > charts[0].Position().Y || last.Position().X != charts[0].Position().X {
		t.Errorf("the last change is at %v, the chart at %v", last.Position(), charts[0].Position())
	}
	figures := canvastest.All[*part.KeyFigure](v.Object())
	if figures[0].Position().Y != figures[1].Position().Y || figures[2].Position().Y <= figures[0].Position().Y {
		t.Error("the key figures do not stand two by two")
	}
}

func TestALongListIsShownWholeWhenAskedFor(t *testing.T) {
	w := parttest.Windows()[0]
	v := New(w.Env(t), parttest.Page(t, page.BuildOverview, parttest.Full, "sv"))
	v.Object().Resize(w.Size)
	all := len(v.data.Changes)
	if n := len(canvastest.All[*part.DiffRow](v.Object())); n != 4 || all <= 4 {
		t.Fatalf("%d of %d changes are shown, want 4", n, all)
	}
	for _, l := range canvastest.All[*part.Link](v.Object()) {
		if strings.HasPrefix(l.Label(), "4 av") {
			l.Tapped(nil)
			break
		}
	}
	if n := len(canvastest.All[*part.DiffRow](v.Object())); n != all {
		t.Errorf("%d of %d changes are shown after asking for all", n, all)
	}
}

func TestARowOpensItsRecord(t *testing.T) {
	w := parttest.Windows()[0]
	env := w.Env(t)
	var opened []string
	env.Open = func(ref string) { opened = append(opened, ref) }
	v := New(env, parttest.Page(t, page.BuildOverview, parttest.Excerpt, "sv"))
	v.Object().Resize(w.Size)
	row := canvastest.All[*part.DiffRow](v.Object())[0]
	row.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(opened) != 1 || opened[0] != v.data.Changes[0].Record {
		t.Errorf("opened %q, want %q", opened, v.data.Changes[0].Record)
	}
}

func TestTheChartTurnsIntoItsTableAndBack(t *testing.T) {
	w := parttest.Windows()[0]
	v := New(w.Env(t), parttest.Page(t, page.BuildOverview, parttest.Excerpt, "sv"))
	v.Object().Resize(w.Size)
	chart := func() *part.Chart { return canvastest.All[*part.Chart](v.Object())[0] }
	if chart().AsTable() {
		t.Fatal("the chart begins as a table")
	}
	v.ToggleTables()
	if !chart().AsTable() || len(canvastest.All[*part.DataTable](v.Object())) != 1 {
		t.Error("the table is not shown")
	}
	button(t, v, "Visa som diagram").Tapped(nil)
	if chart().AsTable() {
		t.Error("the chart does not come back")
	}
}

// button finds a button on the page by its words.
func button(t *testing.T, v *View, label string) *part.Button {
	t.Helper()
	var labels []string
	for _, b := range canvastest.All[*part.Button](v.Object()) {
		if b.Label() == label {
			return b
		}
		labels = append(labels, b.Label())
	}
	t.Fatalf("no button says %q: %q", label, labels)
	return nil
}

// toChanges is the button or the link that leads to everything that has changed; nil where none does.
func toChanges(v *View) interface {
	Label() string
	Tapped(*fyne.PointEvent)
} {
	for _, b := range canvastest.All[*part.Button](v.Object()) {
		if strings.HasPrefix(b.Label(), "Alla ändringar") {
			return b
		}
	}
	for _, l := range canvastest.All[*part.Link](v.Object()) {
		if strings.HasPrefix(l.Label(), "Alla ändringar") {
			return l
		}
	}
	return nil
}

func TestAButtonLeadsToEverythingThatHasChangedWithItsNumber(t *testing.T) {
	for _, state := range parttest.States {
		p, all := parttest.Page(t, page.BuildOverview, state, "sv"), parttest.Page(t, page.BuildChanges, state, "sv")
		if p.AllChanges != len(all.Rows) {
			t.Errorf("%s: %d on the button, %d on the page", state.Package, p.AllChanges, len(all.Rows))
		}
		for _, w := range parttest.WideAndNarrow() {
			env := w.Env(t)
			var to []string
			env.OpenPage = func(name string) { to = append(to, name) }
			v := New(env, p)
			v.Object().Resize(w.Size)
			if len(all.Rows) == 0 {
				if toChanges(v) != nil {
					t.Errorf("%s: something leads to no changes", state.Package)
				}
				continue
			}
			b := toChanges(v)
			if want := fmt.Sprintf("Alla ändringar (%d)", len(all.Rows)); b == nil || b.Label() != want {
				t.Fatalf("%s, %s: nothing says %q", state.Package, w.Name, want)
			}
			b.Tapped(nil)
			if len(to) != 1 || to[0] != "changes" {
				t.Errorf("%s: the button leads to %q", state.Package, to)
			}
		}
	}
}

func TestAPageThatIsLaidOutComesToRest(t *testing.T) {
	for _, w := range parttest.Windows() {
		if w.Colours() || w.Lang != "sv" {
			continue
		}
		v := New(w.Env(t), parttest.Page(t, page.BuildOverview, parttest.Full, "sv"))
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
		v := New(w.Env(t), parttest.Page(t, page.BuildOverview, parttest.Full, w.Lang))
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

func TestAnOverviewOfFarTooMuchIsLaidOut(t *testing.T) {
	p := parttest.Page(t, page.BuildOverview, parttest.Crowded, "sv")
	for _, w := range parttest.WideAndNarrow() {
		w.LaidOut(t, func(env part.Env) fyne.CanvasObject { return New(env, p).Object() })
	}
}
