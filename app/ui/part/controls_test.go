package part

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"rodatraden/app/legible"
	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/look"
)

var choices = []Choice{
	{Name: "Delårsrapport april 2019", Shorter: []string{"Delår april 2019", "apr 2019"}},
	{Name: "Månadsuppföljning mars 2019", Shorter: []string{"Mars 2019"}},
	{Name: "Årsredovisning 2018"},
	{Name: "Månadsuppföljning februari 2019"},
}

func TestWhatIsPressedIsLargeEnough(t *testing.T) {
	for _, scale := range look.TextScales {
		for _, narrow := range []bool{false, true} {
			env := standing(t, look.Light, scale)
			env.Narrow = narrow
			least := float32(40)
			if narrow {
				least = 44
			}
			none := func() {}
			for name, b := range map[string]interface {
				Block
				natural() fyne.Size
			}{
				"button": NewButton(env, "plus", "Lägg till", none), "icon": NewIconButton(env, "search", "Sök", none),
				"source": NewSourceLink(env, "sources:1", "Förstudie 2019, avsnitt 4"),
				"picker": NewPicker(env, "Paket", choices, 0, true, nil),
			} {
				if n := b.natural(); n.Height < least || n.Width < least || b.HeightAt(n.Width) < least {
					t.Errorf("%v, narrow %t: a %s is %v", scale, narrow, name, n)
				}
				b.Resize(b.natural())
				if faults := canvastest.Look(b, b.Size(), canvastest.Rules{}); len(faults) > 0 {
					t.Errorf("%v: a %s: %q", scale, name, faults)
				}
			}
		}
	}
}

func TestAButtonIsAsWideAsInTheDesign(t *testing.T) {
	env := stand(t)
	b := NewButton(env, "document", "Visa som tabell", nil)
	if w := b.MinSize().Width; abs(w-156) > 2 || b.MinSize().Height != 40 {
		t.Errorf("the button is %v, in the picture 156 by 40", b.MinSize())
	}
	p := NewPicker(env, "Nämnd", []Choice{{Name: "Arbetsmarknads- och socialnämnden"}}, 0, false, nil)
	if w := p.MinSize().Width; abs(w-299) > 2 {
		t.Errorf("the picker is %.0f wide, in the picture 299", w)
	}
}

func TestEnterSpaceAndATapPress(t *testing.T) {
	env := stand(t)
	n := 0
	b := NewButton(env, "", "Spara", func() { n++ })
	inWindow(t, b)
	b.TypedKey(key(fyne.KeyReturn))
	b.TypedKey(key(fyne.KeyEnter))
	b.TypedKey(key(fyne.KeySpace))
	test.Tap(b)
	if n != 4 {
		t.Errorf("pressed %d times of 4", n)
	}
}

func TestAPickersListOpensMovesPicksAndLeaves(t *testing.T) {
	env := stand(t)
	picked := -1
	p := NewPicker(env, "Paket", choices, 0, true, func(i int) { picked = i })
	w := inWindow(t, container.NewHBox(p))
	w.Canvas().Focus(p)

	p.TypedKey(key(fyne.KeyDown))
	list := p.List()
	if list == nil || w.Canvas().Focused() != fyne.Focusable(list) {
		t.Fatal("Down does not open the list with the focus in it")
	}
	list.TypedKey(key(fyne.KeyDown))
	list.TypedKey(key(fyne.KeyEnd))
	list.TypedKey(key(fyne.KeyUp))
	if list.At() != 2 {
		t.Errorf("the arrows stand on row %d, want 2", list.At())
	}
	list.TypedKey(key(fyne.KeyEscape))
	if p.Opened() || picked != -1 || w.Canvas().Focused() != fyne.Focusable(p) {
		t.Error("Esc does not leave the list without picking, with the focus on the picker")
	}

	p.TypedKey(key(fyne.KeyReturn))
	list = p.List()
	for _, r := range "mån" {
		list.TypedRune(r)
	}
	if list.At() != 1 {
		t.Errorf("typing goes to row %d, want 1", list.At())
	}
	list.TypedKey(key(fyne.KeyReturn))
	if p.Opened() || picked != 1 {
		t.Errorf("Enter picked %d", picked)
	}

	p.Open()
	list = p.List()
	list.Tapped(&fyne.PointEvent{Position: fyne.NewPos(20, list.row()*3+5)})
	if picked != 3 {
		t.Errorf("a press on the fourth row picked %d", picked)
	}
}

func TestALongListShowsWholeRowsOnly(t *testing.T) {
	env := stand(t)
	var many []Choice
	for range 60 {
		many = append(many, Choice{Name: "Månadsuppföljning mars 2019", Detail: "utdrag"})
	}
	l := NewPickList(env, many, 40, func(int) {})
	l.Resize(fyne.NewSize(l.natural(), l.heightWithin(333)))
	if h := l.Size().Height; h != 320 {
		t.Errorf("the list is %.0f high", h)
	}
	if n := strings.Count(strings.Join(texts(l), ""), "Månads"); n != 8 {
		t.Errorf("%d rows are drawn, want the 8 in sight", n)
	}
	if faults := canvastest.Look(l, l.Size(), canvastest.Rules{}); len(faults) > 0 {
		t.Error(faults)
	}
	l.TypedKey(key(fyne.KeyHome))
	l.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -60)})
	if l.first == 0 {
		t.Error("the wheel does not move the list")
	}
}

func TestANameIsShortenedByAShorterOneAndNeverCut(t *testing.T) {
	env := stand(t)
	p := NewPicker(env, "Paket", choices, 0, true, nil)
	widths := p.Widths()
	if len(widths) != 3 || widths[0] <= widths[1] || widths[1] <= widths[2] {
		t.Fatalf("the widths are %v", widths)
	}
	p.Shorten(1)
	if p.Label() != "Delår april 2019" || abs(p.MinSize().Width-widths[1]) > 1 {
		t.Errorf("%q is %v wide, told %v", p.Label(), p.MinSize().Width, widths[1])
	}
	p.Shorten(9)
	if p.Label() != "apr 2019" {
		t.Errorf("the shortest is %q", p.Label())
	}
}

func TestOneChipIsChosen(t *testing.T) {
	env := stand(t)
	chosen := -1
	c := NewChips(env, []string{"Allt 11", "Mål 4", "Ekonomi 3"}, 0, func(i int) { chosen = i })
	w := inWindow(t, c)
	w.Canvas().Focus(c.chips[0])
	c.chips[0].TypedKey(key(fyne.KeyRight))
	if chosen != 1 || c.Chosen() != 1 || w.Canvas().Focused() != fyne.Focusable(c.chips[1]) {
		t.Errorf("Right chose %d", chosen)
	}
	test.Tap(c.chips[2])
	if chosen != 2 {
		t.Errorf("a tap chose %d", chosen)
	}
	if c.HeightAt(120) <= c.HeightAt(600) {
		t.Error("chips do not break into rows")
	}
}

func TestASectionPutsWhatHasNoRoomUnderItsFinding(t *testing.T) {
	env := stand(t)
	s := NewSection(env, "Orsakerna räcker längre än −18 mkr", WithCaption("mkr, helår 2019"))
	if h := s.HeightAt(438); h != 33 {
		t.Errorf("a section's head is %.0f high, in the picture 33", h)
	}
	for width := float32(120); width < 700; width += 31 {
		if faults := canvastest.Look(s, lay(s, width), canvastest.Rules{}); len(faults) > 0 {
			t.Errorf("%.0f wide: %q", width, faults)
		}
	}
	long := NewSection(env, "Prognosen godkändes, ett uppdrag gavs", WithLink(func() {}, "2 av 3 visas, visa allt", "visa alla 3"))
	lay(long, 438)
	if got := strings.Join(texts(long), "|"); !strings.Contains(got, "visa alla 3") || strings.Contains(got, "2 av 3") {
		t.Errorf("the longest text that fits is not taken: %q", got)
	}
}

func TestANoticeHoldsItsTextAndAction(t *testing.T) {
	for _, scale := range look.TextScales {
		env := standing(t, look.Light, scale)
		for width := 260 * scale; width < 1400; width += 71 {
			for _, n := range []*Notice{
				NewNotice(env, page.MarkSilent, NewButton(env, "plus", "Lägg till fråga", nil),
					page.Passage{Text: "Ändrat utan förklaring. ", Bold: true}, page.Passage{Text: "Utfall till och med mars: 123,9 har blivit 124,4 mkr."}),
				NewBarNotice(env, nil, page.Passage{Text: "Ingen anslutning. Det som redan är sparat går att läsa utan nät."}),
			} {
				size := lay(n, width)
				if faults := canvastest.Look(n, size, canvastest.Rules{}); len(faults) > 0 {
					t.Errorf("%v, %.0f wide: %q", scale, width, faults)
				}
				if size.Height < 40 {
					t.Errorf("a notice is %.0f high", size.Height)
				}
			}
		}
	}
}

func TestStatementsKeepTheirDatesInAColumn(t *testing.T) {
	env := stand(t)
	rows := NewStatements(env, []page.Statement{
		{When: "Februari", Kind: "Uppges", Text: "Besparingar om 11,9 mkr är beslutade", Beside: "Prognos −19,6"},
		{When: "12 december 2024", Kind: "Godkänd", Text: "Inget beslut om åtgärd."},
	}, false)
	var left []float32
	for _, r := range rows {
		for _, p := range canvastest.Texts(r, lay(r, 438)) {
			if p.Bold {
				left = append(left, p.X)
			}
		}
	}
	if len(left) != 2 || left[0] != left[1] {
		t.Errorf("the texts begin at %v", left)
	}
	if got := strings.Join(texts(rows[0]), " "); !strings.Contains(got, "beslutade. Prognos −19,6.") {
		t.Errorf("the figure beside is not a sentence of its own: %q", got)
	}
}

func TestPartsInWordsFitEveryWidthAndTextSize(t *testing.T) {
	for _, scale := range look.TextScales {
		env := standing(t, look.Light, scale)
		named := []page.NamedText{{Label: "Belopp", Text: "−18 mkr"}, {Label: "Prognosens grund enligt rapporten", Text: "Bedömningen i februari byggde på att kostnaderna skulle minska."}}
		blocks := []Block{
			NewHeadline(env, "Underskottet väntas bli 18 mkr, ca 2 mkr mindre än i mars", "Delårsrapport april 2019, känd genom Förstudie 2019, avsnitt 4"),
			NewKeyList(env, []Key{{"Ctrl+F", "Sök, med texten markerad"}, {"Alt+1 … Alt+9", "De tio sidorna"}}),
			NewLegend(env, Swatch{Hollow, look.Budget, "budget helår"}, Swatch{Solid, look.Blue, "utfall jan–apr"}, Swatch{Bare, "", "Avvikelse, mkr"}),
			NewNote(env, "Skillnader är uträknade av appen."),
		}
		blocks = append(blocks, NewFields(env, named)...)
		for _, r := range NewStatements(env, []page.Statement{{When: "12 december 2024", Kind: "Antecknat", Text: "Rättelsen av uppföljningen antecknas."}}, true) {
			blocks = append(blocks, r)
		}
		for _, r := range NewHitRows(NewList(env, nil, nil), []page.SearchHit{{Ref: "goals:1", Title: []page.Run{{Text: "Nämndens "}, {Text: "försörjningsstöd", Hit: true}, {Text: " ska minska"}}, Line: []page.Run{{Text: "Nämndmål · verksamhetsplan 2021"}}, When: "2021"}}) {
			blocks = append(blocks, r)
		}
		for width := float32(280); width < 1300; width += 83 {
			for _, b := range blocks {
				if faults := canvastest.Look(b, lay(b, width), canvastest.Rules{Lacks: legible.Lacks}); len(faults) > 0 {
					t.Errorf("%v, %.0f wide: %T: %q", scale, width, b, faults)
				}
			}
		}
	}
}

func TestAnOpenListStandsInTheWindowWithAnEdge(t *testing.T) {
	env := stand(t)
	p := NewPicker(env, "Paket", choices, 0, true, nil)
	w := inWindow(t, container.NewHBox(p))
	before := w.Canvas().Capture()
	p.Open()
	if !differ(before, w.Canvas().Capture()) {
		t.Error("an open list is not seen")
	}
	list := p.List()
	if list.Size().Height != 4*40 || list.Size().Width < p.Size().Width {
		t.Errorf("the list is %v", list.Size())
	}
	if names := restless(list); len(names) > 0 {
		t.Errorf("%q make new objects at every layout", names)
	}
}

// restless returns the widgets that make new objects when laid out for the size that they have.
func restless(root fyne.CanvasObject) []string {
	var out []string
	for _, w := range canvastest.All[fyne.Widget](root) {
		r := test.WidgetRenderer(w)
		before := slices.Clone(r.Objects())
		r.Layout(w.Size())
		if !slices.Equal(before, r.Objects()) {
			out = append(out, fmt.Sprintf("%T", w))
		}
	}
	return out
}
