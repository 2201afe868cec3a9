package decisions

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

// review is the state of the design's picture.
var review = parttest.State{Committee: "asn", Package: "asn-2021-review", Compare: "asn-2021-09-monthly"}

func TestNothingIsCutCoveredOrWrittenOverInAnyWindow(t *testing.T) {
	for _, state := range parttest.States {
		for _, lang := range []string{"sv", "en"} {
			p := parttest.Page(t, page.BuildDecisions, state, lang)
			for _, w := range parttest.Windows() {
				if w.Lang != lang || w.Colours() && state != review && state != parttest.Full {
					continue
				}
				check := func(what string, v *View) {
					for _, fault := range w.Check(v.Object(), v.Page()) {
						t.Errorf("%s, %s, %s: %s", state.Package, w.Name, what, fault)
					}
				}
				check("list", New(w.Env(t), p, part.Place{}))
				if w.Narrow && p.Selected != "" {
					check("chosen", New(w.Env(t), p, part.Place{Argument: p.Selected, Back: func() {}}))
				}
				if w.Colours() {
					continue
				}
				v := New(w.Env(t), p, part.Place{})
				v.older = true
				v.all = map[string]bool{"steering": true, "together": true, "documents": true}
				v.build()
				check("all", v)
			}
		}
	}
}

func TestTheGridIsThatOfTheDesign(t *testing.T) {
	w := parttest.First(false)
	v := New(w.Env(t), parttest.Page(t, page.BuildDecisions, review, "sv"), part.Place{})
	v.Object().Resize(w.Size)
	seen := map[string]canvastest.Placed{}
	for _, p := range canvastest.Texts(v.Object(), w.Size) {
		if _, ok := seen[p.Text]; !ok {
			seen[p.Text] = p
		}
	}
	for text, want := range map[string]float32{ // from the left edge of the content, as in the picture
		"Beslut, uppdrag och vad det blev av dem": 24, "När": 34, "Beslut eller uppdrag": 146, "Siffran bredvid": 374,
		"Vad det blev": 508, "Februari 2019": 34, "Uppges.": 146, "inget beslut om åtgärd": 530, "Samverkan, en muntlig": 728, "Muntligt": 1030,
	} {
		p, ok := seen[text]
		if !ok {
			p, ok = seen[text+" "]
		}
		if !ok {
			t.Errorf("%q is not on the page", text)
		} else if p.X < want-2 || p.X > want+2 {
			t.Errorf("%q stands at %.1f, in the picture at %.1f", text, p.X, want)
		}
	}
}

func key(name fyne.KeyName) *fyne.KeyEvent { return &fyne.KeyEvent{Name: name} }

// told is everything that can be read of a view.
func told(v *View, w parttest.Window) string {
	var out []string
	for _, p := range canvastest.Texts(v.Object(), w.Size) {
		out = append(out, p.Text)
	}
	return strings.Join(out, "\n")
}

func TestTheNewestIsChosenAndTheKeysChooseAnotherWhoseWordsStandWhole(t *testing.T) {
	w := parttest.First(false)
	env := w.Env(t)
	var opened, remembered []string
	env.Open = func(ref string) { opened = append(opened, ref) }
	p := parttest.Page(t, page.BuildDecisions, review, "sv")
	v := New(env, p, part.Place{Choose: func(ref string) { remembered = append(remembered, ref) }})
	win := test.NewTempWindow(t, v.Object())
	win.SetPadded(false)
	win.Resize(fyne.NewSize(w.Size.Width, 2000))
	c := win.Canvas()
	rows := canvastest.All[*part.DecisionRow](v.Object())
	if last := rows[len(rows)-1]; !last.Chosen() {
		t.Fatal("the newest is not chosen")
	}
	c.Focus(rows[len(rows)-1])
	rows[len(rows)-1].TypedKey(key(fyne.KeyHome))
	if v.Chosen() != p.Decided.Rows[0].Record || !rows[0].Chosen() || len(remembered) != 1 {
		t.Fatalf("%s is chosen, %q remembered", v.Chosen(), remembered)
	}
	w.Size.Height = 2000
	if text := told(v, w); !strings.Contains(text, "10,4") || !strings.Contains(text, "Taget på Månadsuppföljning februari 2019") {
		t.Errorf("the chosen decision does not stand whole:\n%s", text)
	}
	c.Focused().TypedKey(key(fyne.KeyReturn))
	if len(opened) != 1 || opened[0] != p.Decided.Rows[0].Record {
		t.Errorf("opened %q", opened)
	}
}

func TestThoseThatStandApartAreShownWhenAskedFor(t *testing.T) {
	w := parttest.First(false)
	p := parttest.Page(t, page.BuildDecisions, review, "sv")
	v := New(w.Env(t), p, part.Place{})
	v.Object().Resize(w.Size)
	press := func(begins string) {
		t.Helper()
		for _, l := range canvastest.All[*part.Link](v.Object()) {
			if strings.HasPrefix(l.Label(), begins) {
				l.Tapped(nil)
				return
			}
		}
		t.Fatalf("no link begins %q", begins)
	}
	count := func() int { return len(canvastest.All[*part.DecisionRow](v.Object())) }
	if count() != 7 {
		t.Fatalf("%d decisions are shown", count())
	}
	press("Visa 7 till: 1 äldre")
	if count() != 14 {
		t.Errorf("%d decisions are shown of all", count())
	}
	press("Visa färre")
	if count() != 7 || v.Chosen() != p.Selected {
		t.Errorf("%d decisions are shown again, %s is chosen", count(), v.Chosen())
	}
	if v := New(w.Env(t), p, part.Place{Argument: p.Decided.Older[0].Record}); v.Chosen() != p.Decided.Older[0].Record || !v.older {
		t.Error("a decision that stands apart cannot be chosen from elsewhere")
	}
}

func TestInTheNarrowLayoutADecisionIsAPageOfItsOwn(t *testing.T) {
	w := parttest.First(true)
	p := parttest.Page(t, page.BuildDecisions, review, "sv")
	var turned []string
	back := 0
	v := New(w.Env(t), p, part.Place{Turn: func(ref string) { turned = append(turned, ref) }})
	v.Object().Resize(w.Size)
	canvastest.All[*part.DecisionRow](v.Object())[2].Tapped(nil)
	if len(turned) != 1 || turned[0] != p.Decided.Rows[2].Record {
		t.Fatalf("turned to %q", turned)
	}
	v = New(w.Env(t), p, part.Place{Argument: turned[0], Back: func() { back++ }})
	w.Size.Height = 2000
	v.Object().Resize(w.Size)
	text := told(v, w)
	for _, want := range []string{"−18", "överlämnades till kommunstyrelsen", "inom sin ram inte kan bedriva"} {
		if !strings.Contains(strings.ReplaceAll(text, "\n", " "), want) {
			t.Errorf("the page of the decision does not say %q:\n%s", want, text)
		}
	}
	for _, b := range canvastest.All[*part.Button](v.Object()) {
		if b.Label() == "Alla beslut" {
			b.Tapped(nil)
		}
	}
	if back != 1 || !v.Leave() {
		t.Error("there is no way back")
	}
}

func TestADocumentASteeringDocumentAndACollaborationOpen(t *testing.T) {
	w := parttest.First(false)
	env := w.Env(t)
	var opened []string
	env.Open = func(ref string) { opened = append(opened, ref) }
	p := parttest.Page(t, page.BuildDecisions, review, "sv")
	v := New(env, p, part.Place{})
	v.Object().Resize(w.Size)
	for _, r := range canvastest.All[*part.StatedRow](v.Object()) {
		r.Tapped(nil)
	}
	got := strings.Join(opened, " ")
	for _, want := range []string{p.Steering.Rows[0].Record, p.Collaborations.Rows[0].Record, p.Documents.Rows[0].Record} {
		if !strings.Contains(got, want) {
			t.Errorf("%s does not open: %s", want, got)
		}
	}
}

func TestAPageThatIsLaidOutComesToRest(t *testing.T) {
	for _, w := range parttest.Windows() {
		if w.Colours() || w.Lang != "sv" {
			continue
		}
		v := New(w.Env(t), parttest.Page(t, page.BuildDecisions, parttest.Full, "sv"), part.Place{})
		v.Object().Resize(w.Size)
		if names := parttest.Restless(v.Object()); len(names) > 0 {
			t.Errorf("%s: %q make new objects at every layout", w.Name, names)
		}
	}
}

func TestFarTooMuchIsLaidOut(t *testing.T) {
	p := parttest.Page(t, page.BuildDecisions, parttest.Crowded, "sv")
	for _, w := range parttest.WideAndNarrow() {
		w.LaidOut(t, func(env part.Env) fyne.CanvasObject { return New(env, p, part.Place{}).Object() })
	}
}
