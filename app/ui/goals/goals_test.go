package goals

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/part/parttest"
)

func TestMain(m *testing.M) { parttest.Main(m) }

// picture is the state of the design's picture.
var picture = parttest.State{Committee: "asn", Package: "asn-2021-08-interim", Compare: "asn-2021-07-monthly"}

func TestNothingIsCutCoveredOrWrittenOverInAnyWindow(t *testing.T) {
	for _, state := range append([]parttest.State{picture}, parttest.States...) {
		for _, lang := range []string{"sv", "en"} {
			p := parttest.Page(t, page.BuildGoals, state, lang)
			for _, w := range parttest.Windows() {
				if w.Lang != lang || w.Colours() && state != picture && state != parttest.Full {
					continue
				}
				for _, record := range []string{"", p.Selected} {
					if record != "" && !w.Narrow || record == "" && p.Empty == "" && w.Colours() && w.Narrow {
						continue
					}
					v := New(w.Env(t), p, part.Place{Argument: record})
					for i, fault := range w.Check(v.Object(), v.Page()) {
						if i == 3 {
							break
						}
						t.Errorf("%s, %s, detail %t: %s", state.Package, w.Name, record != "", fault)
					}
				}
			}
		}
	}
}

func TestChoosingAGoalKeepsTheListAndWhereItIsScrolledTo(t *testing.T) {
	w := parttest.First(false)
	v := New(w.Env(t), parttest.Page(t, page.BuildGoals, parttest.Full, "sv"), part.Place{})
	v.Object().Resize(w.Size)
	v.Page().ScrollTo(400)
	at := v.Page().Offset()
	if at == 0 {
		t.Fatal("the list does not go on under the window")
	}
	rows := canvastest.All[*part.GoalRow](v.Object())
	last := rows[len(rows)-1]
	last.Tapped(nil)
	if v.Page().Offset() != at {
		t.Errorf("the page went from %.0f to %.0f", at, v.Page().Offset())
	}
	again := canvastest.All[*part.GoalRow](v.Object())
	if len(again) != len(rows) || again[0] != rows[0] {
		t.Error("the list was made anew")
	}
	chosen := 0
	for _, r := range again {
		if r.Chosen() {
			chosen++
		}
	}
	if chosen != 1 || !last.Chosen() {
		t.Errorf("%d rows are chosen", chosen)
	}
	goal := v.data.Entry(v.Chosen())
	seen := false
	for _, p := range canvastest.Texts(v.Object(), w.Size) {
		seen = seen || p.X > 400 && strings.HasPrefix(goal.Text, p.Text)
	}
	if !seen {
		t.Errorf("%q is not seen beside the list", goal.Text)
	}
}

func TestEnterChoosesTheGoalThatHasTheFocus(t *testing.T) {
	w := parttest.First(false)
	v := New(w.Env(t), parttest.Page(t, page.BuildGoals, picture, "sv"), part.Place{})
	v.Object().Resize(w.Size)
	row := canvastest.All[*part.GoalRow](v.Object())[0]
	row.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if !row.Chosen() || v.Chosen() == v.data.Selected {
		t.Errorf("%s is chosen", v.Chosen())
	}
}

func TestTheNarrowPageShowsTheListThenTheDetailAndGoesBack(t *testing.T) {
	w := parttest.First(true)
	p := parttest.Page(t, page.BuildGoals, picture, "sv")
	var turned []string
	v := New(w.Env(t), p, part.Place{Turn: func(record string) { turned = append(turned, record) }})
	v.Object().Resize(w.Size)
	rows := canvastest.All[*part.GoalRow](v.Object())
	if len(rows) == 0 || len(canvastest.All[*part.Verdict](v.Object())) > 0 {
		t.Fatalf("%d rows with a detail beside them", len(rows))
	}
	if v.Leave() {
		t.Error("the list was left for itself")
	}
	rows[0].Tapped(nil)
	if len(turned) != 1 || turned[0] != p.Records()[0] {
		t.Fatalf("turned to %q", turned)
	}
	back := 0
	v = New(w.Env(t), p, part.Place{Argument: turned[0], Back: func() { back++ }})
	v.Object().Resize(w.Size)
	if n := len(canvastest.All[*part.GoalRow](v.Object())); n != 0 {
		t.Errorf("%d rows beside the detail", n)
	}
	for _, b := range canvastest.All[*part.Button](v.Object()) {
		if b.Label() == "Tillbaka" {
			b.Tapped(nil)
		}
	}
	if back != 1 || !v.Leave() || back != 2 {
		t.Errorf("went back %d times, by the button and by Esc", back)
	}
}

func TestTheGoalThatIsChosenIsRemembered(t *testing.T) {
	w := parttest.First(false)
	p := parttest.Page(t, page.BuildGoals, picture, "sv")
	remembered := ""
	v := New(w.Env(t), p, part.Place{Choose: func(record string) { remembered = record }})
	v.Object().Resize(w.Size)
	canvastest.All[*part.GoalRow](v.Object())[0].Tapped(nil)
	if remembered != p.Records()[0] {
		t.Errorf("%q is remembered", remembered)
	}
	if again := New(w.Env(t), p, part.Place{Argument: remembered}); again.Chosen() != remembered {
		t.Errorf("%q is chosen when the page is made anew", again.Chosen())
	}
}

func TestARowOpensWhereItsFigureStands(t *testing.T) {
	w := parttest.First(false)
	env := w.Env(t)
	var opened []string
	env.Open = func(ref string) { opened = append(opened, ref) }
	v := New(env, parttest.Page(t, page.BuildGoals, picture, "sv"), part.Place{})
	v.Object().Resize(w.Size)
	rows := canvastest.All[*part.SeriesRow](v.Object())
	for _, r := range rows {
		r.Tapped(nil)
	}
	if len(rows) < 4 || len(opened) != len(rows) {
		t.Fatalf("%d rows opened %q", len(rows), opened)
	}
	for _, ref := range opened {
		if !strings.HasPrefix(ref, "observations:") {
			t.Errorf("opened %s", ref)
		}
	}
}

func TestAPageThatIsLaidOutComesToRest(t *testing.T) {
	for _, w := range parttest.Windows() {
		if w.Colours() || w.Lang != "sv" {
			continue
		}
		v := New(w.Env(t), parttest.Page(t, page.BuildGoals, parttest.Full, "sv"), part.Place{})
		v.Object().Resize(w.Size)
		if names := parttest.Restless(v.Object()); len(names) > 0 {
			t.Errorf("%s: %q make new objects at every layout", w.Name, names)
		}
	}
}

func TestFarTooManyGoalsAreLaidOut(t *testing.T) {
	p := parttest.Page(t, page.BuildGoals, parttest.Crowded, "sv")
	for _, w := range parttest.WideAndNarrow() {
		for _, record := range []string{"", p.Records()[0], p.Selected} {
			w.LaidOut(t, func(env part.Env) fyne.CanvasObject { return New(env, p, part.Place{Argument: record}).Object() })
		}
	}
}
