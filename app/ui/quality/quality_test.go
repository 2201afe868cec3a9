package quality

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

// The state of the design's picture, one whose numbers stand for themselves, and some beside them.
var (
	report = parttest.State{Committee: "socialnamnden", Package: "socialnamnden-2024-quality", Compare: "socialnamnden-2023-quality"}
	review = parttest.State{Committee: "asn", Package: "asn-2021-review", Compare: "asn-2021-09-monthly"}
	states = []parttest.State{
		report, review, parttest.Full,
		{Committee: "socialnamnden", Package: "socialnamnden-2023-quality", Compare: "previous"},
		{Committee: "socialnamnden", Package: "socialnamnden-2024-plan", Compare: "previous"},
		{Committee: "asn", Package: "asn-2020-quality", Compare: "previous"},
		{Committee: "asn", Package: "asn-2019-04-interim", Compare: "previous"}, // nothing is told
	}
)

// arguments are the page itself, and the page of each control that a test looks at.
func arguments(p *page.Quality) []string {
	records := p.Records()
	if len(records) > 4 {
		records = records[:4]
	}
	return append([]string{""}, records...)
}

func TestNothingIsCutCoveredOrWrittenOverInAnyWindow(t *testing.T) {
	for _, state := range states {
		for _, lang := range []string{"sv", "en"} {
			p := parttest.Page(t, page.BuildQuality, state, lang)
			for _, w := range parttest.Windows() {
				if w.Lang != lang || w.Colours() && state != report {
					continue
				}
				for _, argument := range arguments(p) {
					v := New(w.Env(t), p, part.Place{Argument: argument, Back: func() {}})
					for _, fault := range w.Check(v.Object(), v.Page()) {
						t.Errorf("%s, %s, %q: %s", state.Package, w.Name, argument, fault)
					}
					if names := parttest.Restless(v.Object()); !w.Colours() && len(names) > 0 {
						t.Errorf("%s, %s, %q: %q make new objects at every layout", state.Package, w.Name, argument, names)
					}
				}
			}
		}
	}
}

func TestMoreThanAnyReportHoldsIsLaidOut(t *testing.T) {
	p := parttest.Page(t, page.BuildQuality, parttest.Crowded, "sv")
	for _, w := range parttest.WideAndNarrow() {
		w.LaidOut(t, func(env part.Env) fyne.CanvasObject { return New(env, p, part.Place{}).Object() })
		w.LaidOut(t, func(env part.Env) fyne.CanvasObject {
			return New(env, p, part.Place{Argument: p.Records()[0]}).Object()
		})
	}
}

func TestTheGridIsThatOfTheDesign(t *testing.T) {
	w := parttest.First(false)
	v := New(w.Env(t), parttest.Page(t, page.BuildQuality, report, "sv"), part.Place{})
	v.Object().Resize(w.Size)
	seen := map[string][]canvastest.Placed{}
	for _, p := range canvastest.Texts(v.Object(), w.Size) {
		text := strings.ReplaceAll(p.Text, "\u00a0", " ")
		seen[text] = append(seen[text], p)
	}
	for _, c := range []struct {
		text        string
		nth         int
		x, baseline float32 // a baseline of 0 asks nothing
	}{
		{"Internkontroll 2024, högst risk först", 0, 24, 104},
		{"Kontrollmoment", 0, 24, 125},
		{"Utbetalning till rätt person", 0, 24, 157},
		{"Genomförandeplan i tid", 0, 24, 193},
		{"Attest av fakturor", 0, 24, 373},
		{"Resultat", 0, 532, 125},
		{"Avvikelse, 6 av 40", 0, 554, 156},
		{"Riskerna på kommunens egen skala, 4 × 4", 0, 24, 422},
		{"Hemtjänst norr rapporterar 12, förra året 41", 0, 728, 104},
		{"Barn och familj", 0, 728, 172},
		{"Summa", 0, 728, 317},
		{"9 av 40 avgjorda överklaganden ändrades", 0, 728, 427},
	} {
		if len(seen[c.text]) <= c.nth {
			t.Errorf("%q is not on the page", c.text)
			continue
		}
		got := seen[c.text][c.nth]
		if got.X < c.x-1.5 || got.X > c.x+1.5 || c.baseline > 0 && (got.Baseline < c.baseline-1.5 || got.Baseline > c.baseline+1.5) {
			t.Errorf("%q stands at %.1f, %.1f, in the picture at %.0f, %.0f", c.text, got.X, got.Baseline, c.x, c.baseline)
		}
	}
	for text, right := range map[string]float32{"226": 930, "272": 984, "+46": 1050, "64": 1112, "65": 1166, "Sannolikhet": 382, "Konsekvens": 466, "Risk": 522} {
		if len(seen[text]) == 0 {
			t.Errorf("%q is not on the page", text)
		} else if got := seen[text][0].Right; got < right-2 || got > right+2 {
			t.Errorf("%q ends at %.1f, in the picture at %.0f", text, got, right)
		}
	}
	for i, r := range canvastest.All[*part.ControlRow](v.Object()) {
		if r.Size().Height != 36 {
			t.Errorf("row %d is %.0f high, in the picture 36", i, r.Size().Height)
		}
	}
	if v.Page().Offset() != 0 {
		t.Error("the page is scrolled")
	}
}

func TestTheBarHasAPartForEachNumberAndSharesItAfterThem(t *testing.T) {
	w := parttest.First(false)
	v := New(w.Env(t), parttest.Page(t, page.BuildQuality, report, "sv"), part.Place{})
	v.Object().Resize(w.Size)
	bars := canvastest.All[*part.AppealBar](v.Object())
	if len(bars) != 1 {
		t.Fatalf("%d bars", len(bars))
	}
	var told []string
	for _, p := range canvastest.Texts(bars[0], bars[0].Size()) {
		told = append(told, p.Text)
	}
	if got := strings.Join(told, ", "); got != "31, 9, 8, 31 oförändrade, 9 ändrade, 8 pågår" {
		t.Errorf("the bar says %s", got)
	}
	shares := bars[0].Shares()
	if len(shares) != 3 || shares[0] < 3*shares[1] || shares[1] <= shares[2] || shares[0]+shares[1]+shares[2] < 434 || shares[0]+shares[1]+shares[2] > 438 {
		t.Errorf("the parts are %v wide", shares)
	}
}

// pressable is what answers a press.
type pressable interface {
	fyne.CanvasObject
	fyne.Tappable
	Pressable() bool
}

func TestEveryNumberAndWordLeadsToWhereItStands(t *testing.T) {
	for _, w := range parttest.WideAndNarrow() {
		for _, state := range []parttest.State{report, review, parttest.Full} {
			p := parttest.Page(t, page.BuildQuality, state, "sv")
			env := w.Env(t)
			opened := map[string]bool{}
			env.Open = func(ref string) { opened[ref] = true }
			v := New(env, p, part.Place{Turn: func(argument string) { opened[argument] = true }})
			v.Object().Resize(w.Size)
			for _, o := range canvastest.All[pressable](v.Object()) {
				o.Tapped(nil)
			}
			var want []string
			want = append(want, p.Records()...)
			for _, table := range p.Tables {
				for _, r := range table.Rows {
					want = append(want, r.Cells[0].Now.Record)
				}
				want = append(want, table.Source.Record)
			}
			if p.Appeals != nil {
				want = append(want, p.Appeals.Total.Record)
			}
			for _, g := range p.Counts {
				for _, r := range g.Rows {
					want = append(want, r.Record)
				}
			}
			for _, g := range []*page.ToldGroup{p.Views, p.SelfChecks} {
				if g != nil {
					for _, r := range g.Rows {
						want = append(want, r.Record)
					}
				}
			}
			for _, ref := range want {
				if ref != "" && !opened[ref] {
					t.Errorf("%s, %s: nothing leads to %s", w.Name, state.Package, ref)
				}
			}
		}
	}
}

func TestAControlsPageLeadsToItsResultAndItsPlan(t *testing.T) {
	for _, w := range parttest.WideAndNarrow() {
		p := parttest.Page(t, page.BuildQuality, report, "sv")
		for _, c := range p.Control.Rows {
			env := w.Env(t)
			opened := map[string]bool{}
			env.Open = func(ref string) { opened[ref] = true }
			env.Sub = func(sub string) string { return sub + " · Påhittad kommun" }
			v := New(env, p, part.Place{Argument: c.Record})
			v.Object().Resize(w.Size)
			for _, o := range canvastest.All[pressable](v.Object()) {
				o.Tapped(nil)
			}
			for _, ref := range []string{c.Record, c.Assessment, c.Source.Record} {
				if ref != "" && !opened[ref] {
					t.Errorf("%s: nothing leads to %s", c.Title, ref)
				}
			}
			var all []string
			for _, text := range canvastest.Texts(v.Object(), w.Size) {
				all = append(all, text.Text)
			}
			if told := strings.Join(all, "\n"); !strings.Contains(told, c.Result.Text) || !strings.Contains(told, "Internkontroll 2024 · Påhittad kommun") {
				t.Errorf("%s is told as\n%s", c.Title, told)
			}
		}
	}
}

func TestTheArrowsMoveAmongTheControlsAndEnterTurnsToOne(t *testing.T) {
	w := parttest.First(false)
	var turned string
	p := parttest.Page(t, page.BuildQuality, report, "sv")
	v := New(w.Env(t), p, part.Place{Turn: func(argument string) { turned = argument }})
	win := test.NewTempWindow(t, v.Object())
	win.SetPadded(false)
	win.Resize(w.Size)
	c := win.Canvas()
	rows := canvastest.All[*part.ControlRow](v.Object())
	c.Focus(rows[0])
	press := func(key fyne.KeyName) { c.Focused().TypedKey(&fyne.KeyEvent{Name: key}) }
	press(fyne.KeyDown)
	press(fyne.KeyDown)
	if c.Focused() != rows[2] {
		t.Fatal("Down does not come to the third row")
	}
	press(fyne.KeyReturn)
	if turned != p.Control.Rows[2].Record {
		t.Errorf("Enter turns to %q", turned)
	}
	press(fyne.KeyEnd)
	if c.Focused() != rows[len(rows)-1] {
		t.Error("End does not come to the last row")
	}
}

func TestBackLeadsFromAControlToTheWhole(t *testing.T) {
	for _, w := range parttest.WideAndNarrow() {
		p := parttest.Page(t, page.BuildQuality, report, "sv")
		backs := 0
		at := part.Place{Argument: p.Records()[1], Back: func() { backs++ }}
		v := New(w.Env(t), p, at)
		v.Object().Resize(w.Size)
		if !v.Leave() || backs != 1 {
			t.Errorf("%s: there is no way back", w.Name)
		}
		at.Argument = "controls:of-another-year"
		if v := New(w.Env(t), p, at); v.Leave() {
			t.Errorf("%s: a control that the page lacks has a page", w.Name)
		}
	}
}

func TestWhereNothingIsToldThePageSaysSoAndLeadsToTheOverview(t *testing.T) {
	for _, w := range parttest.WideAndNarrow() {
		env := w.Env(t)
		var to string
		env.OpenPage = func(name string) { to = name }
		p := parttest.Page(t, page.BuildQuality, states[len(states)-1], "sv")
		v := New(env, p, part.Place{})
		v.Object().Resize(w.Size)
		buttons := canvastest.All[*part.Button](v.Object())
		if len(buttons) != 1 || len(canvastest.All[*part.Empty](v.Object())) != 1 {
			t.Fatalf("%d buttons", len(buttons))
		}
		buttons[0].Tapped(nil)
		if to != "overview" {
			t.Errorf("the button leads to %q", to)
		}
	}
}

func TestTheNumbersOfTwoUnitsThatAreNotAlikeStandInNoTableTogether(t *testing.T) {
	w := parttest.First(false)
	v := New(w.Env(t), parttest.Page(t, page.BuildQuality, review, "sv"), part.Place{})
	v.Object().Resize(w.Size)
	if n := len(canvastest.All[*part.UnitReportRow](v.Object())); n != 0 {
		t.Errorf("%d rows stand in a table", n)
	}
	if n := len(canvastest.All[*part.CountRow](v.Object())); n != 1+6+5 {
		t.Errorf("%d counts stand for themselves", n)
	}
}
