package savings

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/part/parttest"
)

func TestMain(m *testing.M) { parttest.Main(m) }

// preStudy is the state of the design's picture, and totals one that knows totals alone.
var (
	preStudy = parttest.State{Committee: "asn", Package: "asn-2019-10-prestudy", Compare: "asn-2019-06-monthly"}
	totals   = parttest.State{Committee: "asn", Package: "asn-2019-06-monthly", Compare: "previous"}
	states   = append([]parttest.State{totals}, parttest.States...)
)

func TestNothingIsCutCoveredOrWrittenOverInAnyWindow(t *testing.T) {
	for _, state := range states {
		for _, lang := range []string{"sv", "en"} {
			p := parttest.Page(t, page.BuildSavings, state, lang)
			chosen := ""
			if len(p.Measures.Rows) > 0 {
				chosen = p.Measures.Rows[0].Record
			}
			for _, w := range parttest.Windows() {
				if w.Lang != lang || w.Colours() && state != preStudy && state != parttest.Full {
					continue
				}
				check := func(what string, v *View) {
					for _, fault := range w.Check(v.Object(), v.Page()) {
						t.Errorf("%s, %s, %s: %s", state.Package, w.Name, what, fault)
					}
				}
				v := New(w.Env(t), p, part.Place{})
				check("list", v)
				if w.Narrow && chosen != "" {
					check("chosen", New(w.Env(t), p, part.Place{Argument: chosen, Back: func() {}}))
				}
				if w.Colours() {
					continue
				}
				v.ToggleTables()
				check("tables", v)
				if !w.Narrow && chosen != "" {
					v = New(w.Env(t), p, part.Place{})
					v.all = true
					v.build()
					check("all", v)
				}
			}
		}
	}
}

func TestBothKindsOfReportFitTheReferenceWindow(t *testing.T) {
	w := parttest.First(false)
	for _, state := range []parttest.State{preStudy, parttest.Full, totals} {
		v := New(w.Env(t), parttest.Page(t, page.BuildSavings, state, "sv"), part.Place{})
		v.Object().Resize(w.Size)
		v.Page().ScrollTo(1e6)
		if v.Page().Offset() != 0 {
			t.Errorf("%s goes on under the window by %.0f", state.Package, v.Page().Offset())
		}
	}
}

func TestTheGridIsThatOfTheDesign(t *testing.T) {
	w := parttest.First(false)
	v := New(w.Env(t), parttest.Page(t, page.BuildSavings, preStudy, "sv"), part.Place{})
	v.Object().Resize(w.Size)
	seen := map[string]canvastest.Placed{}
	for _, p := range canvastest.Texts(v.Object(), w.Size) {
		text := strings.ReplaceAll(p.Text, "\u00a0", " ")
		if _, ok := seen[text]; !ok {
			seen[text] = p
		}
	}
	for text, want := range map[string][2]float32{
		"Beloppen går inte ihop":             {24, 105},
		"om samma beslut sägs inte":          {386, 0},
		"Åtgärder, störst först":             {616, 105},
		"Konsekvenser av den valda åtgärden": {616, 0},
		"Kort sikt":                          {724, 0},
		"Lång sikt":                          {874, 0},
		"Nedläggning av stödboende":          {628, 0},
	} {
		p, ok := seen[text]
		if !ok {
			t.Errorf("%q is not on the page", text)
			continue
		}
		if p.X < want[0]-1.5 || p.X > want[0]+1.5 || want[1] > 0 && p.Baseline != want[1] {
			t.Errorf("%q stands at %.1f, %.1f, in the picture at %v", text, p.X, p.Baseline, want)
		}
	}
	for _, amount := range []string{"ca 14 mkr", "11,9 mkr", "+6,5 mkr"} {
		if p := seen[amount]; p.Right < 373 || p.Right > 375.5 {
			t.Errorf("%s ends at %.1f, in the picture at 374", amount, p.Right)
		}
	}
}

func key(name fyne.KeyName) *fyne.KeyEvent { return &fyne.KeyEvent{Name: name} }

func focused(t *testing.T, c fyne.Canvas) *part.MeasureRow {
	t.Helper()
	r, ok := c.Focused().(*part.MeasureRow)
	if !ok {
		t.Fatalf("the focus is on %T", c.Focused())
	}
	return r
}

func TestTheKeysChooseAmongAllMeasures(t *testing.T) {
	w := parttest.First(false)
	v := New(w.Env(t), parttest.Page(t, page.BuildSavings, preStudy, "sv"), part.Place{})
	win := test.NewTempWindow(t, v.Object())
	win.SetPadded(false)
	win.Resize(w.Size)
	c := win.Canvas()
	rows := v.data.Measures.Rows
	c.Focus(canvastest.All[*part.MeasureRow](v.Object())[0])
	for _, step := range []struct {
		key  fyne.KeyName
		want int
	}{{fyne.KeyDown, 1}, {fyne.KeyDown, 2}, {fyne.KeyDown, 3}, {fyne.KeyUp, 2}, {fyne.KeyEnd, len(rows) - 1}, {fyne.KeyDown, len(rows) - 1}, {fyne.KeyHome, 0}} {
		focused(t, c).TypedKey(key(step.key))
		if v.Chosen() != rows[step.want].Record {
			t.Fatalf("after %s %s is chosen, want %s", step.key, v.Chosen(), rows[step.want].Record)
		}
		focused(t, c)
	}
}

func TestAChosenMeasureIsMarkedInTheListAndTheChartAndItsConsequencesAreShown(t *testing.T) {
	w := parttest.First(false)
	p := parttest.Page(t, page.BuildSavings, preStudy, "sv")
	v := New(w.Env(t), p, part.Place{Argument: "savings:handlaggare-2019"})
	v.Object().Resize(w.Size)
	if v.Chosen() != "savings:handlaggare-2019" {
		t.Fatalf("%s is chosen", v.Chosen())
	}
	var marked []string
	for _, r := range v.diagram().Rows {
		if r.Selected {
			marked = append(marked, r.Name)
		}
	}
	if len(marked) != 1 || marked[0] != "Två handläggartjänster färre" {
		t.Errorf("marked in the chart: %q", marked)
	}
	told := false
	for _, text := range canvastest.Texts(v.Object(), w.Size) {
		told = told || text.Text == "Längre tid med försörjningsstöd"
	}
	if !told {
		t.Error("its consequence is not shown")
	}
}

func TestAllMeasuresAreShownWhenAskedForAndAPressChoosesAmongThem(t *testing.T) {
	w := parttest.First(false)
	v := New(w.Env(t), parttest.Page(t, page.BuildSavings, preStudy, "sv"), part.Place{})
	v.Object().Resize(w.Size)
	for _, l := range canvastest.All[*part.Link](v.Object()) {
		if strings.HasPrefix(l.Label(), "Visa") {
			l.Tapped(nil)
		}
	}
	rows := canvastest.All[*part.MeasureRow](v.Object())
	if len(rows) != 27 {
		t.Fatalf("%d rows of 27", len(rows))
	}
	rows[12].Tapped(nil)
	if v.Chosen() != v.data.Measures.Rows[12].Record || len(canvastest.All[*part.MeasureRow](v.Object())) >= 27 {
		t.Errorf("%s is chosen", v.Chosen())
	}
}

func TestInTheNarrowLayoutListAndMeasureAreTwoPages(t *testing.T) {
	w := parttest.First(true)
	p := parttest.Page(t, page.BuildSavings, preStudy, "sv")
	var opened []string
	back := 0
	v := New(w.Env(t), p, part.Place{Turn: func(ref string) { opened = append(opened, ref) }})
	v.Object().Resize(w.Size)
	if n := len(canvastest.All[*part.ConsequenceTable](v.Object())); n != 0 {
		t.Errorf("%d tables of consequences beside the list", n)
	}
	canvastest.All[*part.MeasureRow](v.Object())[1].TypedKey(key(fyne.KeyReturn))
	if len(opened) != 1 || opened[0] != p.Measures.Rows[1].Record {
		t.Fatalf("opened %q", opened)
	}
	v = New(w.Env(t), p, part.Place{Argument: opened[0], Back: func() { back++ }})
	v.Object().Resize(w.Size)
	if len(canvastest.All[*part.ConsequenceTable](v.Object())) != 1 || len(canvastest.All[*part.MeasureRow](v.Object())) != 0 {
		t.Error("the measure's page is not its own")
	}
	for _, b := range canvastest.All[*part.Button](v.Object()) {
		if b.Label() == "Alla åtgärder" {
			b.Tapped(nil)
		}
	}
	if back != 1 {
		t.Error("there is no way back")
	}
}

func TestASumAndAConsequenceOpenTheirRecords(t *testing.T) {
	w := parttest.First(false)
	env := w.Env(t)
	var opened []string
	env.Open = func(ref string) { opened = append(opened, ref) }
	v := New(env, parttest.Page(t, page.BuildSavings, preStudy, "sv"), part.Place{})
	v.Object().Resize(w.Size)
	canvastest.All[*part.SumRow](v.Object())[1].TypedKey(key(fyne.KeyReturn))
	canvastest.All[*part.ImpactText](v.Object())[0].Tapped(nil)
	if got := strings.Join(opened, " "); got != "savings_totals:besparingar-2019-02-beslutat impacts:egna-verksamheter-2019-langre-arbetsloshet" {
		t.Errorf("opened %s", got)
	}
}

func TestAPageThatIsLaidOutComesToRest(t *testing.T) {
	for _, w := range parttest.Windows() {
		if w.Colours() || w.Lang != "sv" {
			continue
		}
		v := New(w.Env(t), parttest.Page(t, page.BuildSavings, parttest.Full, "sv"), part.Place{})
		v.Object().Resize(w.Size)
		if names := parttest.Restless(v.Object()); len(names) > 0 {
			t.Errorf("%s: %q make new objects at every layout", w.Name, names)
		}
	}
}

func TestFarTooManySavingsAreLaidOut(t *testing.T) {
	p := parttest.Page(t, page.BuildSavings, parttest.Crowded, "sv")
	for _, w := range parttest.WideAndNarrow() {
		for _, record := range []string{"", p.Measures.Rows[0].Record} {
			w.LaidOut(t, func(env part.Env) fyne.CanvasObject { return New(env, p, part.Place{Argument: record}).Object() })
		}
	}
}
