package interventions

import (
	"slices"
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

// review is the state of the design's picture, and nothing one before anything is told.
var (
	review  = parttest.State{Committee: "asn", Package: "asn-2021-review", Compare: "asn-2021-09-monthly"}
	interim = parttest.State{Committee: "asn", Package: "asn-2021-08-interim", Compare: "previous"}
	year    = parttest.State{Committee: "socialnamnden", Package: "socialnamnden-2024-annual", Compare: "previous"}
	nothing = parttest.State{Committee: "asn", Package: "asn-2019-06-monthly", Compare: "previous"}
	states  = append([]parttest.State{interim, year, nothing}, parttest.States...)
)

func TestNothingIsCutCoveredOrWrittenOverInAnyWindow(t *testing.T) {
	for _, state := range states {
		for _, lang := range []string{"sv", "en"} {
			p := parttest.Page(t, page.BuildInterventions, state, lang)
			var records []string
			for i, r := range p.Rows {
				if i < 3 || i == p.Followed || i == len(p.Rows)-1 {
					records = append(records, r.Record)
				}
			}
			for _, w := range parttest.Windows() {
				if w.Lang != lang || w.Colours() && state != review && state != parttest.Full {
					continue
				}
				check := func(what string, v *View) {
					for _, fault := range w.Check(v.Object(), v.Page()) {
						t.Errorf("%s, %s, %s: %s", state.Package, w.Name, what, fault)
					}
				}
				v := New(w.Env(t), p, part.Place{})
				check("list", v)
				if w.Colours() {
					continue
				}
				for _, record := range records {
					check(record, New(w.Env(t), p, part.Place{Argument: record, Back: func() {}}))
				}
				v = New(w.Env(t), p, part.Place{})
				v.all = true
				v.build()
				check("all", v)
			}
		}
	}
}

func placed(v *View, w parttest.Window) map[string]canvastest.Placed {
	v.Object().Resize(w.Size)
	seen := map[string]canvastest.Placed{}
	for _, p := range canvastest.Texts(v.Object(), w.Size) {
		text := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(p.Text)
		if _, ok := seen[text]; !ok {
			seen[text] = p
		}
	}
	return seen
}

func TestTheGridIsThatOfTheDesign(t *testing.T) {
	w := parttest.First(false)
	seen := placed(New(w.Env(t), parttest.Page(t, page.BuildInterventions, review, "sv"), part.Place{}), w)
	for text, x := range map[string]float32{
		"Insats": 36, "Alla behövs i jobb": 36, "1. Inskrivna": 310, "2. Avslutade": 526, "3. Självförsörjande": 741, "4. Kvar efter 12 mån": 957,
		"1 076": 322, "348": 322, "Alla behövs i jobb, inskrivna": 24, "2019: ": 184, "Granskningen säger själv att effekten inte redovisas": 512,
	} {
		p, ok := seen[text]
		if !ok {
			t.Errorf("%q is not on the page", text)
		} else if p.X < x-1.5 || p.X > x+1.5 {
			t.Errorf("%q stands at %.1f, in the picture at %.0f", text, p.X, x)
		}
	}
	step := seen["Arbetsmarknadsanställningar"].Baseline - seen["Alla behövs i jobb"].Baseline
	if step != 52 {
		t.Errorf("the rows stand %.0f apart, in the picture 52", step)
	}
}

func TestTheReferenceWindowShowsTheLaddersTheNumbersAndTheStatementAtOnce(t *testing.T) {
	w := parttest.First(false)
	seen := placed(New(w.Env(t), parttest.Page(t, page.BuildInterventions, review, "sv"), part.Place{}), w)
	for _, text := range []string{"Jobbspår", "Augusti 2021: ", "1 393", "Augusti 2021 kan vara del av ett år, källan säger inte.", "Granskning 2021, avsnitt 4.4", "Följs också med, 2019"} {
		if _, ok := seen[text]; !ok {
			t.Errorf("%q does not stand in the first windowful", text)
		}
	}
}

func key(name fyne.KeyName) *fyne.KeyEvent { return &fyne.KeyEvent{Name: name} }

func TestTheKeysChooseAmongAllRowsAndTheChosenOneIsAlwaysShown(t *testing.T) {
	w := parttest.First(false)
	var chosen []string
	v := New(w.Env(t), parttest.Page(t, page.BuildInterventions, review, "sv"), part.Place{Choose: func(record string) { chosen = append(chosen, record) }})
	win := test.NewTempWindow(t, v.Object())
	win.SetPadded(false)
	win.Resize(w.Size)
	c := win.Canvas()
	rows := v.data.Rows
	c.Focus(canvastest.All[*part.LadderRow](v.Object())[0])
	for _, step := range []struct {
		key  fyne.KeyName
		want int
	}{{fyne.KeyDown, 1}, {fyne.KeyDown, 2}, {fyne.KeyUp, 1}, {fyne.KeyEnd, len(rows) - 1}, {fyne.KeyDown, len(rows) - 1}, {fyne.KeyHome, 0}} {
		r, ok := c.Focused().(*part.LadderRow)
		if !ok {
			t.Fatalf("the focus is on %T", c.Focused())
		}
		r.TypedKey(key(step.key))
		if v.Chosen() != rows[step.want].Record {
			t.Fatalf("after %s %s is chosen, want %s", step.key, v.Chosen(), rows[step.want].Record)
		}
		shown := canvastest.All[*part.LadderRow](v.Object())
		if n := len(shown); n != v.data.Followed || !slices.ContainsFunc(shown, func(r *part.LadderRow) bool { return r.Chosen() }) {
			t.Errorf("%d rows are shown, and the chosen one is not among them", n)
		}
	}
	if len(chosen) == 0 || chosen[len(chosen)-1] != rows[0].Record {
		t.Errorf("remembered: %q", chosen)
	}
}

func TestARowThatIsChosenChangesWhatIsTold(t *testing.T) {
	w := parttest.First(false)
	p := parttest.Page(t, page.BuildInterventions, parttest.Full, "sv")
	v := New(w.Env(t), p, part.Place{Argument: "interventions:sprakpraktik"})
	seen := placed(v, w)
	for _, text := range []string{"Språkpraktik, inskrivna", "Effekten redovisas inte"} {
		if _, ok := seen[text]; !ok {
			t.Errorf("%q is not told", text)
		}
	}
	canvastest.All[*part.LadderRow](v.Object())[0].Tapped(nil)
	if _, ok := placed(v, w)["10 av 22 avslutade blev självförsörjande, jan–apr 2025"]; !ok || v.Chosen() != p.Rows[0].Record {
		t.Errorf("%s is chosen", v.Chosen())
	}
}

func TestAllRowsAreShownWhenAskedFor(t *testing.T) {
	w := parttest.First(false)
	v := New(w.Env(t), parttest.Page(t, page.BuildInterventions, review, "sv"), part.Place{})
	v.Object().Resize(w.Size)
	for _, l := range canvastest.All[*part.Link](v.Object()) {
		if l.Label() == "31 insatser till, som bara nämns" {
			l.Tapped(nil)
		}
	}
	rows := canvastest.All[*part.LadderRow](v.Object())
	if len(rows) != 36 {
		t.Fatalf("%d rows of 36", len(rows))
	}
	rows[20].Tapped(nil)
	if v.Chosen() != v.data.Rows[20].Record || len(canvastest.All[*part.LadderRow](v.Object())) != 5 {
		t.Errorf("%s is chosen", v.Chosen())
	}
}

func TestANumberOpensItsRecordAndTheStatementItsPassage(t *testing.T) {
	w := parttest.First(false)
	env := w.Env(t)
	var opened []string
	env.Open = func(ref string) { opened = append(opened, ref) }
	v := New(env, parttest.Page(t, page.BuildInterventions, review, "sv"), part.Place{})
	v.Object().Resize(w.Size)
	canvastest.All[*part.TrendValue](v.Object())[2].TypedKey(key(fyne.KeyReturn))
	for _, l := range canvastest.All[*part.Link](v.Object()) {
		if l.Label() == "Granskning 2021, avsnitt 4.4" {
			l.Tapped(nil)
			break
		}
	}
	for _, r := range canvastest.All[*part.StatementRow](v.Object())[:2] {
		r.Tapped(nil)
	}
	want := "observations:inskrivna-abij-all-2021-08-all sources:gr-4-4 observations:arenden-avslutade-12-man-all-2021-08-all observations:manad-vidare-efter-jobbcentrum-2019"
	if got := strings.Join(opened, " "); got != want {
		t.Errorf("opened %s, want %s", got, want)
	}
}

func TestInTheNarrowLayoutListAndInterventionAreTwoPages(t *testing.T) {
	w := parttest.First(true)
	p := parttest.Page(t, page.BuildInterventions, review, "sv")
	var turned []string
	v := New(w.Env(t), p, part.Place{Turn: func(record string) { turned = append(turned, record) }})
	v.Object().Resize(w.Size)
	if v.Chosen() != "" || len(canvastest.All[*part.Trend](v.Object())) != 0 {
		t.Error("a detail stands on the list's page")
	}
	canvastest.All[*part.LadderRow](v.Object())[1].TypedKey(key(fyne.KeyReturn))
	if len(turned) != 1 || turned[0] != p.Rows[1].Record {
		t.Fatalf("turned to %q", turned)
	}
	back := 0
	v = New(w.Env(t), p, part.Place{Argument: turned[0], Back: func() { back++ }})
	v.Object().Resize(w.Size)
	if len(canvastest.All[*part.LadderRow](v.Object())) != 0 || len(canvastest.All[*part.SumRow](v.Object())) != len(p.Steps) {
		t.Error("the intervention's page is not its own, or lacks a step")
	}
	for _, b := range canvastest.All[*part.Button](v.Object()) {
		if b.Label() == "Alla insatser" {
			b.Tapped(nil)
		}
	}
	if back != 1 || !v.Leave() || back != 2 {
		t.Error("there is no way back")
	}
}

func TestWhereNothingIsToldThePageSaysSo(t *testing.T) {
	for _, w := range parttest.WideAndNarrow() {
		v := New(w.Env(t), parttest.Page(t, page.BuildInterventions, nothing, "sv"), part.Place{})
		v.Object().Resize(w.Size)
		if len(canvastest.All[*part.Empty](v.Object())) != 1 || len(canvastest.All[*part.LadderList](v.Object())) != 0 {
			t.Errorf("%s: no word of it", w.Name)
		}
	}
}

func TestAPageThatIsLaidOutComesToRest(t *testing.T) {
	for _, w := range parttest.Windows() {
		if w.Colours() || w.Lang != "sv" {
			continue
		}
		v := New(w.Env(t), parttest.Page(t, page.BuildInterventions, review, "sv"), part.Place{})
		v.Object().Resize(w.Size)
		if names := parttest.Restless(v.Object()); len(names) > 0 {
			t.Errorf("%s: %q make new objects at every layout", w.Name, names)
		}
	}
}

func TestFarTooManyInterventionsAreLaidOut(t *testing.T) {
	p := parttest.Page(t, page.BuildInterventions, parttest.Crowded, "sv")
	for _, w := range parttest.WideAndNarrow() {
		for _, record := range []string{"", p.Rows[len(p.Rows)-1].Record} {
			w.LaidOut(t, func(env part.Env) fyne.CanvasObject { return New(env, p, part.Place{Argument: record}).Object() })
		}
	}
	w := parttest.First(false)
	v := New(w.Env(t), p, part.Place{})
	v.Object().Resize(w.Size)
	if n := len(canvastest.All[*part.LadderRow](v.Object())); n != rowsShown {
		t.Errorf("%d rows are shown of a table of %d", n, len(p.Rows))
	}
}
