package thread

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

// review is the state of the design's picture.
var (
	review = parttest.State{Committee: "asn", Package: "asn-2021-review", Compare: "asn-2021-09-monthly"}
	early  = parttest.State{Committee: "socialnamnden", Package: "socialnamnden-2023-06-monthly", Compare: "previous"}
	study  = parttest.State{Committee: "asn", Package: "asn-2019-10-prestudy", Compare: "previous"}
	states = []parttest.State{review, parttest.Full, parttest.Crowded, early, study}
)

func TestNothingIsCutCoveredOrWrittenOverInAnyWindow(t *testing.T) {
	for _, state := range states {
		for _, lang := range []string{"sv", "en"} {
			p := parttest.Page(t, page.BuildThread, state, lang)
			// The strongest thread, and through the first that is not on it of every level.
			records := []string{""}
			for _, level := range p.Levels {
				on := p.Chain.Records()
				if i := slices.IndexFunc(level.Nodes, func(n page.ThreadNode) bool { return !slices.Contains(on, n.Record) }); i >= 0 {
					records = append(records, level.Nodes[i].Record)
				}
			}
			for _, w := range parttest.Windows() {
				if w.Lang != lang || w.Colours() && state != review {
					continue
				}
				for i, record := range records {
					if i > 0 && (w.Colours() || w.Text > 1 || i%3 != 1 || lang != "sv") {
						continue
					}
					v := New(w.Env(t), p, part.Place{Argument: record})
					for _, fault := range w.Check(v.Object(), v.Page()) {
						t.Errorf("%s, %s, through %q: %s", state.Package, w.Name, record, fault)
					}
				}
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
	v := New(w.Env(t), parttest.Page(t, page.BuildThread, review, "sv"), part.Place{})
	seen := placed(v, w)
	for text, x := range map[string]float32{
		"Fokusområde": 38, "KF-mål": 275, "Likvärdiga förutsättningar": 36, "Öka jämlikhet och": 273, "2 andra KF-mål": 273, "Länk 5 till 6: belagd": 44,
	} {
		p, ok := seen[text]
		if !ok {
			t.Errorf("%q is not on the page", text)
		} else if p.X < x-1.5 || p.X > x+1.5 {
			t.Errorf("%q stands at %.1f, in the picture at %.0f", text, p.X, x)
		}
	}
	if rows := seen["Insats"].Baseline - seen["Fokusområde"].Baseline; rows != 210 {
		t.Errorf("the rows stand %.0f apart, in the picture 210", rows)
	}
	for i := range 10 {
		if size := v.maps[0].Node(i).Size(); size != fyne.NewSize(194, 104) {
			t.Errorf("node %d is %v", i+1, size)
		}
	}
	if got := canvastest.All[*part.ThreadMap](v.Object()); len(got) != 1 || v.Page().Offset() != 0 {
		t.Errorf("%d maps are shown", len(got))
	}
}

func TestAllOfTheThreadIsSeenAtOnceInTheReferenceWindows(t *testing.T) {
	for _, size := range []fyne.Size{fyne.NewSize(1190, 607), fyne.NewSize(1104, 537)} {
		w := parttest.First(false)
		w.Size = size
		v := New(w.Env(t), parttest.Page(t, page.BuildThread, review, "sv"), part.Place{})
		seen := placed(v, w)
		for _, text := range []string{"Fokusområde", "Beslut", "Nästa", "Länk 5 till 6: belagd"} {
			if _, ok := seen[text]; !ok {
				t.Errorf("in %v %q is not seen", size, text)
			}
		}
	}
}

func key(name fyne.KeyName) *fyne.KeyEvent { return &fyne.KeyEvent{Name: name} }

// shownIn puts a view in a window, with the focus on a step.
func shownIn(t *testing.T, v *View, size fyne.Size, step int) fyne.Canvas {
	t.Helper()
	win := test.NewTempWindow(t, v.Object())
	win.SetPadded(false)
	win.Resize(size)
	c := win.Canvas()
	c.Focus(canvastest.All[*part.ThreadMap](v.Object())[0].Node(step))
	return c
}

func TestTheKeysGoThroughTheStepsAndTheAlternativesOfEach(t *testing.T) {
	w := parttest.First(false)
	var chosen, opened []string
	env := w.Env(t)
	env.Open = func(ref string) { opened = append(opened, ref) }
	p := parttest.Page(t, page.BuildThread, review, "sv")
	v := New(env, p, part.Place{Choose: func(record string) { chosen = append(chosen, record) }})
	c := shownIn(t, v, w.Size, 4)
	says := func() string {
		n, ok := c.Focused().(*part.ThreadNode)
		if !ok {
			t.Fatalf("the focus is on %T", c.Focused())
		}
		return strings.ReplaceAll(n.Label(), "\u202f", " ")
	}
	press := func(name fyne.KeyName) { c.Focused().TypedKey(key(name)) }
	press(fyne.KeyRight)
	if got := says(); got != "Alla behövs i jobb" || v.link != 4 {
		t.Errorf("to the right stands %q, and link %d is told of", got, v.link+1)
	}
	press(fyne.KeyReturn)
	if !slices.Equal(opened, []string{"interventions:alla-behovs-i-jobb"}) {
		t.Errorf("Enter opened %q", opened)
	}
	press(fyne.KeyRight)
	press(fyne.KeyRight)
	if v.link != 6 {
		t.Errorf("link %d is told of", v.link+1)
	}
	before := v.chain.Steps[7].Node.Record
	press(fyne.KeyDown)
	after := v.chain.Steps[7].Node.Record
	if after == before || !slices.Equal(chosen, []string{after}) || v.Chosen() != after {
		t.Errorf("Down chose %s after %s, remembered %q", after, before, chosen)
	}
	if got := says(); got != v.chain.Steps[7].Node.Title && got != strings.ReplaceAll(v.chain.Steps[7].Node.Title, "\u202f", " ") {
		t.Errorf("the focus is on %q", got)
	}
	press(fyne.KeyUp)
	if v.chain.Steps[7].Node.Record != before {
		t.Errorf("Up chose %s", v.chain.Steps[7].Node.Record)
	}
	press(fyne.KeyUp) // there is none before it
	if v.chain.Steps[7].Node.Record != before || len(chosen) != 2 {
		t.Errorf("Up past the first chose %s", v.chain.Steps[7].Node.Record)
	}
	for range 12 {
		press(fyne.KeyLeft)
	}
	if got := says(); got != "Likvärdiga förutsättningar" {
		t.Errorf("furthest to the left stands %q", got)
	}
}

func TestALinkTellsWhatTheMaterialSaysAndOpensItsSource(t *testing.T) {
	w := parttest.First(false)
	var opened []string
	env := w.Env(t)
	env.Open = func(ref string) { opened = append(opened, ref) }
	v := New(env, parttest.Page(t, page.BuildThread, review, "sv"), part.Place{})
	c := shownIn(t, v, w.Size, 0)
	m := canvastest.All[*part.ThreadMap](v.Object())[0]
	link := m.Link(8)
	link.Tapped(nil)
	seen := placed(v, w)
	for _, text := range []string{"Länk 9 till 10: bruten", "Granskning 2021, avsnitt 4.6"} {
		if _, ok := seen[text]; !ok {
			t.Errorf("%q is not told", text)
		}
	}
	if !link.Chosen() || m.Link(4).Chosen() || c.Focused() != fyne.Focusable(link) || len(opened) != 0 {
		t.Errorf("the link is not the one told of; opened %q", opened)
	}
	link.TypedKey(key(fyne.KeyReturn))
	if !slices.Equal(opened, []string{"sources:gr-4-6"}) {
		t.Errorf("Enter opened %q", opened)
	}
	link.Tapped(nil)
	if len(opened) != 2 {
		t.Errorf("a second press opened %q", opened)
	}
}

func TestTheFirstPressOnANodeShowsItsLinkAndTheSecondOpensIt(t *testing.T) {
	w := parttest.First(false)
	var opened []string
	env := w.Env(t)
	env.Open = func(ref string) { opened = append(opened, ref) }
	v := New(env, parttest.Page(t, page.BuildThread, review, "sv"), part.Place{})
	shownIn(t, v, w.Size, 0)
	m := canvastest.All[*part.ThreadMap](v.Object())[0]
	m.Node(6).Tapped(nil)
	if v.link != 6 || len(opened) != 0 {
		t.Errorf("the first press told of link %d and opened %q", v.link+1, opened)
	}
	m.Node(6).Tapped(nil)
	if !slices.Equal(opened, []string{"budget_lines:arbetsmarknads-och-socialt-stod"}) {
		t.Errorf("the second press opened %q", opened)
	}
	m.Node(3).Tapped(nil)
	m.Node(3).Tapped(nil)
	if len(opened) != 1 || v.link != 3 {
		t.Errorf("what is not told opened %q", opened)
	}
}

func TestNextAndPreviousTellOfTheLinksInTurnAndKeepTheFocus(t *testing.T) {
	w := parttest.First(false)
	v := New(w.Env(t), parttest.Page(t, page.BuildThread, review, "sv"), part.Place{})
	c := shownIn(t, v, w.Size, 0)
	press := func(word string) {
		for _, b := range canvastest.All[*part.Button](v.Object()) {
			if b.Label() == word {
				c.Focus(b)
				b.Tapped(nil)
				break
			}
		}
		if b, ok := c.Focused().(*part.Button); !ok || b.Label() != word {
			t.Errorf("after %s the focus is on %T", word, c.Focused())
		}
	}
	press("Nästa")
	press("Nästa")
	press("Förra")
	if v.link != 5 {
		t.Errorf("link %d is told of", v.link+1)
	}
	for range 9 {
		press("Nästa")
	}
	if v.link != 8 {
		t.Errorf("past the last link %d is told of", v.link+1)
	}
}

func TestWhatCouldStandOnAStepIsPutThereOrListed(t *testing.T) {
	w := parttest.First(false)
	v := New(w.Env(t), parttest.Page(t, page.BuildThread, review, "sv"), part.Place{})
	shownIn(t, v, w.Size, 0)
	m := canvastest.All[*part.ThreadMap](v.Object())[0]
	m.Other(0).Tapped(nil) // the only other one
	if got := v.chain.Steps[0].Node.Record; got != "goals:fokus-langsiktigt-helhetsperspektiv" {
		t.Errorf("%s stands there", got)
	}
	m.Other(7).Tapped(nil)
	list := m.Other(7).List()
	if list == nil {
		t.Fatal("no list is opened of the other 23")
	}
	want := v.chain.Steps[7].Others.Records[2]
	list.TypedKey(key(fyne.KeyDown))
	list.TypedKey(key(fyne.KeyDown))
	list.TypedKey(key(fyne.KeyReturn))
	if got := v.chain.Steps[7].Node.Record; got != want {
		t.Errorf("%s stands there, chosen was %s", got, want)
	}
}

func TestTheButtonAsksAboutTheBrokenLinkAndIsNotThereWhereNobodyListens(t *testing.T) {
	w := parttest.First(false)
	p := parttest.Page(t, page.BuildThread, review, "sv")
	button := func(v *View) *part.Button {
		v.Object().Resize(w.Size)
		for _, b := range canvastest.All[*part.Button](v.Object()) {
			if strings.HasPrefix(b.Label(), "Fråga om") {
				return b
			}
		}
		return nil
	}
	env := w.Env(t)
	nobody := env
	nobody.Asking = nil
	if b := button(New(nobody, p, part.Place{})); b != nil {
		t.Errorf("%q is there, and nobody listens", b.Label())
	}
	b := button(New(env, p, part.Place{}))
	if b == nil || b.Label() != "Fråga om luckan (1)" {
		t.Fatalf("the button is %v", b)
	}
	b.Tapped(nil)
	if asks := p.AsksOf(&p.Chain); len(asks) != 1 || !env.Asking.Added(asks[0].ID) || !slices.Contains(asks[0].Records, "decisions:inga-atgarder-2021") {
		t.Errorf("asked is %+v", asks)
	}
	full := parttest.Page(t, page.BuildThread, parttest.Full, "sv")
	if b := button(New(w.Env(t), full, part.Place{})); b == nil || b.Label() != "Fråga om luckorna (2)" {
		t.Errorf("the button is %v", b)
	}
}

func TestInANarrowWindowTheStepsStandUnderEachOtherWithTheLinkToldOfBetweenThem(t *testing.T) {
	w := parttest.First(true)
	v := New(w.Env(t), parttest.Page(t, page.BuildThread, review, "sv"), part.Place{})
	c := shownIn(t, v, w.Size, 0)
	m := canvastest.All[*part.ThreadMap](v.Object())[0]
	for i := 1; i < 10; i++ {
		if a, b := m.Node(i-1), m.Node(i); b.Position().X != a.Position().X || b.Position().Y < a.Position().Y+a.Size().Height {
			t.Errorf("step %d does not stand under the one before", i+1)
		}
	}
	foot := func() float32 { return m.Foot().Position().Y }
	if foot() < m.Node(4).Position().Y || foot() > m.Node(5).Position().Y {
		t.Errorf("what is told of link 5 to 6 stands at %.0f", foot())
	}
	c.Focused().TypedKey(key(fyne.KeyRight))
	if foot() < m.Node(0).Position().Y || foot() > m.Node(1).Position().Y {
		t.Errorf("what is told of link 1 to 2 stands at %.0f", foot())
	}
	for range 9 {
		c.Focused().TypedKey(key(fyne.KeyRight))
	}
	if v.Page().Offset() == 0 {
		t.Error("the page has not followed the focus")
	}
}
