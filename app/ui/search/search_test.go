package search

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/part/parttest"
)

func TestMain(m *testing.M) { parttest.Main(m) }

// The state of the design's picture with its words, and the fullest.
var (
	review = parttest.State{Committee: "asn", Package: "asn-2021-review", Compare: "asn-2021-09-monthly"}
	newest = parttest.State{Committee: "socialnamnden", Package: "latest", Compare: "previous"}
)

const (
	words  = "försörjningsstöd"
	chosen = "goals:namnd-forsorjningsstod"
)

// library answers what the page asks for, as the program does but at once.
type library struct {
	t    *testing.T
	of   parttest.State
	lang string
}

func (l library) found(ask page.SearchAsk) *page.SearchPage {
	ask.Limit, ask.Few, ask.Detail = 200, true, true
	return parttest.Page(l.t, func(ctx context.Context, lib page.Library, c page.Choice, loc *i18n.Localizer) (*page.SearchPage, error) {
		return page.BuildSearch(ctx, lib, c, ask, loc)
	}, l.of, l.lang)
}

func (l library) detail(words, ref string) *page.SearchDetail {
	return parttest.Page(l.t, func(ctx context.Context, lib page.Library, c page.Choice, loc *i18n.Localizer) (*page.SearchDetail, error) {
		return page.BuildSearchDetail(ctx, lib, c, words, ref, loc)
	}, l.of, l.lang)
}

// place answers as the window does.
func (l library) place(words string) Place {
	return Place{
		Clear: func() {},
		Ask:   func(ask page.SearchAsk, then func(*page.SearchPage)) { then(l.found(ask)) },
		Tell:  func(ref string, then func(*page.SearchDetail)) { then(l.detail(words, ref)) },
		Save:  func(bool) {},
	}
}

func TestNothingIsCutCoveredOrWrittenOverInAnyWindow(t *testing.T) {
	for _, state := range []parttest.State{review, newest} {
		for _, lang := range []string{"sv", "en"} {
			l := library{t, state, lang}
			asks := []page.SearchAsk{{Words: words, Record: chosen}, {Words: words, Group: "economy"}, {Words: "placering"}, {Words: "arbetsmarknadsanställning"}}
			var found []*page.SearchPage
			for _, ask := range asks {
				found = append(found, l.found(ask))
			}
			found = append(found, &page.SearchPage{Query: "finns ingenstans"}, &page.SearchPage{})
			for _, w := range parttest.Windows() {
				if w.Lang != lang || w.Colours() && state != review {
					continue
				}
				for _, p := range found {
					env := w.Env(t)
					env.Follow = func(string) {}
					place := l.place(p.Query)
					if p.Query == "" {
						place.Kept = []Kept{{words, 50}, {"placering", 1}}
						place.Recent = []Kept{{"nämndens svar på revisionens rekommendationer om uppföljning", 0}}
					}
					v := New(env, p, place)
					for _, fault := range w.Check(v.Object(), v.Page()) {
						t.Errorf("%s, %s, %q %s: %s", state.Package, w.Name, p.Query, p.Group, fault)
					}
					if names := parttest.Restless(v.Object()); !w.Colours() && len(names) > 0 {
						t.Errorf("%s, %s, %q: %q make new objects at every layout", state.Package, w.Name, p.Query, names)
					}
				}
			}
		}
	}
}

// opened is the search of the design's picture in its window.
func opened(t *testing.T, change func(*part.Env, *Place)) (*View, fyne.Canvas) {
	t.Helper()
	return openedIn(t, parttest.First(false), change)
}

func openedIn(t *testing.T, w parttest.Window, change func(*part.Env, *Place)) (*View, fyne.Canvas) {
	t.Helper()
	l := library{t, review, "sv"}
	env, place := w.Env(t), l.place(words)
	env.Follow = func(string) {}
	if change != nil {
		change(&env, &place)
	}
	v := New(env, l.found(page.SearchAsk{Words: words}), place)
	win := test.NewWindow(v.Object())
	t.Cleanup(win.Close)
	win.SetPadded(false)
	win.Resize(w.Size)
	return v, win.Canvas()
}

func press(c fyne.Canvas, key fyne.KeyName) { c.Focused().TypedKey(&fyne.KeyEvent{Name: key}) }

// said is everything that can be read, a line each.
func said(o fyne.CanvasObject) string {
	var out []string
	for _, p := range canvastest.Texts(o, fyne.NewSize(4000, 4000)) {
		out = append(out, strings.ReplaceAll(p.Text, "\u00a0", " "))
	}
	return strings.Join(out, "\n")
}

func rows(v *View) []*part.HitRow { return canvastest.All[*part.HitRow](v.Object()) }

func TestTheGridIsThatOfTheDesign(t *testing.T) {
	w := parttest.First(false)
	l := library{t, review, "sv"}
	env := w.Env(t)
	env.Follow = func(string) {}
	v := New(env, l.found(page.SearchAsk{Words: words, Record: chosen}), Place{Tell: l.place(words).Tell})
	v.Object().Resize(w.Size)
	texts := canvastest.Texts(v.Object(), w.Size)
	for _, c := range []struct {
		text string
		x, y float32 // of its left end and its baseline, in the picture
	}{
		{"Mål och indikatorer", 50, 148}, {"Nämndmål · Verksamhetsplan med budget 2021", 728, 151},
		{"Öppna i Mål", 744, 577}, {"Följ i tråden", 889, 577}, {"Står i tråden mellan", 728, 288},
	} {
		i := slices.IndexFunc(texts, func(p canvastest.Placed) bool {
			return strings.ReplaceAll(p.Text, "\u00a0", " ") == c.text && p.X > c.x-40 && p.X < c.x+40
		})
		if i < 0 {
			t.Errorf("%q is not on the page", c.text)
			continue
		}
		if got := texts[i]; got.X-c.x > 4 || c.x-got.X > 4 || got.Baseline-c.y > 4 || c.y-got.Baseline > 4 {
			t.Errorf("%q stands at %.1f, %.1f, in the picture at %.0f, %.0f", c.text, got.X, got.Baseline, c.x, c.y)
		}
	}
	for i, r := range rows(v)[:6] {
		if r.Size().Height != 50 || r.Size().Width != 680 {
			t.Errorf("row %d is %.0f x %.0f, in the picture 680 x 50", i, r.Size().Width, r.Size().Height)
		}
	}
}

func TestAGroupShowsItsFirstHitsAndHowManyThereAre(t *testing.T) {
	v, c := opened(t, nil)
	v.Object().Resize(fyne.NewSize(1190, 3000))
	text := said(v.Object())
	for _, g := range v.found.Groups {
		shown := 0
		for _, h := range v.found.Hits {
			if h.Group == g.Title {
				shown++
			}
		}
		if shown == 0 || shown > g.Count {
			t.Fatalf("%d of %d in %s", shown, g.Count, g.Title)
		}
		for _, want := range []string{v.env.L.Int(shown) + " av " + v.env.L.Int(g.Count) + " visas", g.Title + " " + v.env.L.Int(g.Count)} {
			if !strings.Contains(text, want) {
				t.Errorf("nothing says %q:\n%s", want, text)
			}
		}
	}
	link := canvastest.All[*part.Link](v.Object())[0]
	if !strings.HasSuffix(link.Label(), "av 14 visas") {
		t.Fatalf("the first link is %q", link.Label())
	}
	link.Tapped(nil)
	if n := len(v.shown); n != 14 || v.found.Group != "goals" {
		t.Errorf("a press on the count shows %d hits of %q", n, v.found.Group)
	}
	if c.Focused() != v.First() {
		t.Errorf("the keys do not go on from the first hit, but from %T", c.Focused())
	}
	if chips := canvastest.All[*part.Chips](v.Object())[0]; chips.Chosen() != 1 {
		t.Errorf("the chip %d is chosen", chips.Chosen())
	}
}

func TestAChipShowsItsWholeGroupAndTheFirstOneShowsAllAgain(t *testing.T) {
	var remembered []Chosen
	v, _ := opened(t, func(_ *part.Env, p *Place) {
		p.Chosen.Words = words
		p.Choose = func(c Chosen) { remembered = append(remembered, c) }
	})
	chips := canvastest.All[*part.Chips](v.Object())[0]
	before := len(v.shown)
	for i, g := range v.found.Groups {
		chips.Choose(i + 1)
		if n := len(v.shown); n != g.Count {
			t.Errorf("%s has %d hits and %d rows", g.Title, g.Count, n)
		}
		if v.found.Total != 50 || v.found.Detail.Ref != v.hits[0].Ref || v.rows.Chosen() != 0 {
			t.Errorf("%s: of %d the detail tells of %s", g.Title, v.found.Total, v.found.Detail.Ref)
		}
	}
	chips.Choose(0)
	if n := len(v.shown); n != before {
		t.Errorf("all again is %d rows, before %d", n, before)
	}
	if n := len(remembered); n != len(v.found.Groups)+1 || remembered[1].Group != "economy" || remembered[n-1].Group != "" || remembered[1].Words != words {
		t.Errorf("remembered %+v", remembered)
	}
}

func TestAYearShowsItsHitsAndTheChipsCountThem(t *testing.T) {
	v, _ := opened(t, nil)
	years := v.found.Years
	all := 0
	for i, y := range years {
		v.years.Open()
		list := v.years.List()
		list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
		for range i + 1 {
			list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
		}
		list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if v.found.Year != y.Year || v.found.Total != y.Count || v.years.Label() != y.Year {
			t.Fatalf("picked %s: %d hits of %q under %q", y.Year, v.found.Total, v.found.Year, v.years.Label())
		}
		all += v.found.Total
		for _, h := range v.hits {
			if h.When != y.Year {
				t.Errorf("%s: %s is of %s", y.Year, h.Ref, h.When)
			}
		}
		if text := said(v.Object()); !strings.Contains(text, "för "+y.Year) || len(v.found.Groups) > 1 && !strings.Contains(text, "Allt "+v.env.L.Int(y.Count)) {
			t.Errorf("%s is not told:\n%s", y.Year, text)
		}
	}
	if all != 50 || len(years) < 3 {
		t.Errorf("%d years have %d hits", len(years), all)
	}
}

// told is the name of what the detail shows.
func told(v *View) string { return strings.Join(strings.Fields(said(v.detail.Holds())), " ") }

func TestTheArrowsWalkTheHitsAndTheDetailFollows(t *testing.T) {
	v, c := opened(t, nil)
	c.Focus(v.First())
	for i, h := range v.hits {
		if i > 0 {
			press(c, fyne.KeyDown)
		}
		title := ""
		for _, r := range v.found.Detail.Title {
			title += r.Text
		}
		if v.found.Detail.Ref != h.Ref || v.rows.Chosen() != i || c.Focused() != v.shown[i] || !strings.Contains(told(v), strings.Join(strings.Fields(title), " ")) {
			t.Fatalf("at hit %d, %s, the detail tells of %s:\n%s", i, h.Ref, v.found.Detail.Ref, told(v))
		}
	}
	press(c, fyne.KeyDown) // there is none after the last
	if v.rows.Chosen() != len(v.hits)-1 {
		t.Error("Down leaves the last hit")
	}
	press(c, fyne.KeyHome)
	press(c, fyne.KeyUp)
	if v.rows.Chosen() != 0 || v.found.Detail.Ref != v.hits[0].Ref {
		t.Error("Home does not come to the first hit")
	}
}

func TestEnterOpensWhatTheButtonDoesAndEscGoesToTheWords(t *testing.T) {
	var went, opens []string
	asked := 0
	v, c := opened(t, func(env *part.Env, p *Place) {
		env.Open = func(ref string) { opens = append(opens, ref) }
		p.Open = func(page, choose string) { went = append(went, page+" "+choose) }
		p.ToEntry = func() { asked++ }
	})
	c.Focus(v.First())
	pages := map[string]bool{}
	for i, h := range v.hits {
		if i > 0 {
			press(c, fyne.KeyDown)
		}
		d := v.found.Detail
		went, opens = nil, nil
		press(c, fyne.KeyReturn)
		for _, b := range canvastest.All[*part.Button](v.detail.Holds()) {
			if strings.HasPrefix(b.Label(), "Öppna") {
				b.Tapped(nil)
			}
		}
		want := []string{d.Page + " " + d.Select, d.Page + " " + d.Select}
		if d.Page == "" {
			want = nil
			if !slices.Equal(opens, []string{h.Ref, h.Ref}) {
				t.Errorf("%s opens %q", h.Ref, opens)
			}
		}
		if !slices.Equal(went, want) {
			t.Errorf("%s goes to %q, want %q", h.Ref, went, want)
		}
		pages[d.Page] = true
	}
	if !pages["goals"] || !pages["savings"] || !pages["interventions"] || !pages[""] {
		t.Errorf("the hits lead to %v", pages)
	}
	press(c, fyne.KeyEscape)
	if asked != 1 {
		t.Errorf("Esc asked for the words %d times", asked)
	}
}

func TestTheDetailTellsTheGoalAsItsPageDoes(t *testing.T) {
	v, _ := opened(t, func(_ *part.Env, p *Place) { p.Chosen = Chosen{Words: words, Record: chosen} })
	text := told(v)
	goal := parttest.Page(t, page.BuildGoals, review, "sv").Entry(chosen)
	for _, want := range []string{
		"Nämndmål · Verksamhetsplan med budget 2021", "Appens tolkning", goal.Assessments[0].Reading.Text, "Står i tråden mellan",
		"KF-mål, delvis: angivet för målen som grupp", "Områdesmål", "återges inte", "Öppna i Mål", "Följ i tråden", "Granskning 2021, avsnitt 3.1",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not told:\n%s", want, text)
		}
	}
}

func TestFollowingGoesByTheHit(t *testing.T) {
	var followed []string
	v, _ := opened(t, func(env *part.Env, _ *Place) { env.Follow = func(ref string) { followed = append(followed, ref) } })
	v.rows.Choose(3)
	for _, b := range canvastest.All[*part.Button](v.detail.Holds()) {
		if b.Label() == "Följ i tråden" {
			b.Tapped(nil)
		}
	}
	if !slices.Equal(followed, []string{v.hits[3].Ref}) {
		t.Errorf("followed %q", followed)
	}
	v, _ = opened(t, func(env *part.Env, _ *Place) { env.Follow = nil })
	if strings.Contains(said(v.Object()), "Följ i tråden") {
		t.Error("without a thread it can be followed")
	}
}

func TestWhatIsAnsweredTooLateIsNotShown(t *testing.T) {
	var answers []func()
	l := library{t, review, "sv"}
	v, c := opened(t, func(_ *part.Env, p *Place) {
		n := 0
		p.Tell = func(ref string, then func(*page.SearchDetail)) {
			n++
			mine := n
			answers = append(answers, func() {
				if mine == n { // as the window does
					then(l.detail(words, ref))
				}
			})
		}
	})
	c.Focus(v.First())
	before := told(v)
	press(c, fyne.KeyDown)
	press(c, fyne.KeyDown)
	if told(v) != before {
		t.Fatal("the detail changes before it is known")
	}
	for _, answer := range slices.Backward(answers) {
		answer()
	}
	if v.found.Detail.Ref != v.hits[2].Ref {
		t.Errorf("the detail tells of %s, chosen is %s", v.found.Detail.Ref, v.hits[2].Ref)
	}
}

func TestASearchIsKeptAndForgottenByOneButton(t *testing.T) {
	var kept []bool
	v, _ := opened(t, func(_ *part.Env, p *Place) { p.Save = func(on bool) { kept = append(kept, on) } })
	if v.saving.Label() != "Spara sökningen" {
		t.Fatalf("the button says %q", v.saving.Label())
	}
	v.saving.Tapped(nil)
	if v.saving.Label() != "Sparad" {
		t.Errorf("after a press it says %q", v.saving.Label())
	}
	v.saving.Tapped(nil)
	if v.saving.Label() != "Spara sökningen" || !slices.Equal(kept, []bool{true, false}) {
		t.Errorf("it says %q, kept %v", v.saving.Label(), kept)
	}
	v, _ = opened(t, func(_ *part.Env, p *Place) { p.Save = nil })
	if strings.Contains(said(v.Object()), "Spara") {
		t.Error("where nothing can be kept it is offered")
	}
}

func TestBeforeAnythingIsSearchedForTheKeptAndTheLastSearchesStand(t *testing.T) {
	var searched, forgotten []string
	for _, w := range []parttest.Window{parttest.First(false), parttest.First(true)} {
		v := New(w.Env(t), &page.SearchPage{Head: page.Head{Headline: "Sök"}}, Place{
			Kept: []Kept{{"placering", 27}}, Recent: []Kept{{"tolk", 1}},
			Save:   func(bool) {},
			Search: func(words string) { searched = append(searched, words) }, Forget: func(words string) { forgotten = append(forgotten, words) },
		})
		v.Object().Resize(w.Size)
		text := said(v.Object())
		for _, want := range []string{"Sparade sökningar", "placering · 27 träffar", "Senast sökt", "tolk · en träff"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is not there:\n%s", w.Name, want, text)
			}
		}
		for _, row := range canvastest.All[*part.LinkRow](v.Object()) {
			row.Tapped(nil)
		}
		canvastest.All[*part.Button](v.Object())[0].Tapped(nil)
		if v.First() != nil || v.saving != nil {
			t.Error("there are hits, or something to keep")
		}
	}
	if !slices.Equal(searched, []string{"placering", "tolk", "placering", "tolk"}) || !slices.Equal(forgotten, []string{"placering", "placering"}) {
		t.Errorf("searched for %q, forgot %q", searched, forgotten)
	}
}

func TestInTheNarrowLayoutAHitLeadsToItsOwnPage(t *testing.T) {
	var opens []string
	v, c := openedIn(t, parttest.First(true), func(env *part.Env, _ *Place) { env.Open = func(ref string) { opens = append(opens, ref) } })
	if v.detail != nil {
		t.Fatal("there is a detail beside the list")
	}
	c.Focus(v.First())
	press(c, fyne.KeyDown)
	press(c, fyne.KeyReturn)
	rows(v)[0].Tapped(nil)
	if !slices.Equal(opens, []string{v.hits[1].Ref, v.hits[0].Ref}) {
		t.Errorf("opened %q", opens)
	}
	for _, r := range rows(v) {
		if r.Chosen() || r.Disabled() {
			t.Error("a row is chosen, or out of reach")
		}
	}
}

func TestTheButtonsStandInTheWindowAlthoughTheListIsLong(t *testing.T) {
	v, c := opened(t, nil)
	v.chosen.Group = "economy"
	v.ask(nil)
	if v.Page().Offset() != 0 || len(v.hits) != 18 {
		t.Fatalf("%d hits, scrolled to %.0f", len(v.hits), v.Page().Offset())
	}
	c.Focus(v.First())
	for i := range v.hits {
		if i > 0 {
			press(c, fyne.KeyDown)
		}
		b := canvastest.All[*part.Button](v.detail.Holds())[0]
		y := fyne.CurrentApp().Driver().AbsolutePositionForObject(b).Y
		if y < 0 || y+b.Size().Height > v.Object().Size().Height {
			t.Errorf("at hit %d the button stands at %.0f", i, y)
		}
	}
	if v.Page().Offset() == 0 {
		t.Error("the list is not long")
	}
}

func TestAChoiceIsReadAsItWasWritten(t *testing.T) {
	for _, c := range []Chosen{{}, {Words: "stöd"}, {Words: "a b c"}, {Words: "stöd", Group: "goals"}, {"två ord", "economy", "2021", "goals:x"}, {Words: "x", Record: "goals:y"}} {
		if got := ParseChosen(c.String()); got != c {
			t.Errorf("%+v is read as %+v", c, got)
		}
	}
	if got := (Chosen{Words: "stöd"}).String(); got != "stöd" {
		t.Errorf("words alone are written %q", got)
	}
}

func TestFarTooManyHitsAreLaidOut(t *testing.T) {
	l := library{t, parttest.Crowded, "sv"}
	for _, w := range parttest.WideAndNarrow() {
		for _, ask := range []page.SearchAsk{{Words: "e"}, {Words: "e", Group: "economy"}} {
			found := l.found(ask)
			w.LaidOut(t, func(env part.Env) fyne.CanvasObject { return New(env, found, l.place(ask.Words)).Object() })
		}
	}
}
