package changes

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/part/parttest"
)

func TestMain(m *testing.M) { parttest.Main(m) }

// The states beside those of the design's pictures: a correction of what was told, what was taken back,
// a quality report, and the opinion of the auditors.
var (
	corrected = parttest.State{Committee: "socialnamnden", Package: "socialnamnden-2024-09-monthly-2", Compare: "socialnamnden-2024-09-monthly"}
	states    = append(slices.Clone(parttest.States),
		corrected,
		parttest.State{Committee: "socialnamnden", Package: "socialnamnden-2024-06-monthly", Compare: "previous"},
		parttest.State{Committee: "socialnamnden", Package: "socialnamnden-2024-08-interim", Compare: "previous"},
	)
)

func TestNothingIsCutCoveredOrWrittenOverInAnyWindow(t *testing.T) {
	for _, state := range states {
		for _, lang := range []string{"sv", "en"} {
			p := parttest.Page(t, page.BuildChanges, state, lang)
			for _, w := range parttest.Windows() {
				if w.Lang != lang || w.Colours() && state != corrected {
					continue
				}
				env := w.Env(t)
				v := New(env, p, part.Place{})
				for _, fault := range w.Check(v.Object(), v.Page()) {
					t.Errorf("%s, %s: %s", state.Package, w.Name, fault)
				}
				if names := parttest.Restless(v.Object()); !w.Colours() && len(names) > 0 {
					t.Errorf("%s, %s: %q make new objects at every layout", state.Package, w.Name, names)
				}
			}
		}
	}
}

// many is a page of far more changes than any two packages have, of which some are told in many words.
func many(n int) *page.ChangesPage {
	figure := func(text string) page.Figure { return page.Figure{Status: "reported", Value: &text, Text: text} }
	p := &page.ChangesPage{
		Head:    page.Head{Headline: "Två tusen uppgifter är nya eller ändrade", Sub: "Delår april 2025"},
		Filters: []page.ChangeFilter{{Name: page.ChangesAll, Label: "Alla", Count: n}, {Name: "silent", Label: "Utan förklaring", Count: n / 4}},
	}
	for i := range n {
		c := page.FactChange{Group: fmt.Sprint(8 * i / n), Head: fmt.Sprintf("Grupp %d", 8*i/n), Kind: "changed", Also: []page.CellChange{}}
		c.Label, c.Record = fmt.Sprintf("Uppgift %d", i), fmt.Sprintf("goals:g-%d", i)
		c.Before, c.Now, c.Mark = figure("1,2 mkr"), figure("1,4 mkr"), page.Mark{Kind: page.MarkNeutral, Text: "0,2 mkr mer"}
		switch i % 4 {
		case 1:
			c.Kind, c.Mark = "silent", page.Mark{Kind: page.MarkSilent, Text: "Ändrat utan förklaring"}
		case 2:
			words := strings.Repeat("Två familjehem i egen regi är i gång och fler väntas. ", 1+i%30)
			c.Before, c.Now = page.Figure{Status: "not_applicable", Text: "anges inte"}, page.Figure{Status: "not_applicable", Text: words}
		}
		p.Rows = append(p.Rows, c)
	}
	return p
}

// built are the rows that hold something.
func built(v *View) []*part.ChangeRow {
	return slices.DeleteFunc(canvastest.All[*part.ChangeRow](v.Object()), func(r *part.ChangeRow) bool {
		return !r.Visible() || len(canvastest.All[*part.ChangeRow](r)) == 0
	})
}

func TestOnlyTheRowsNearTheWindowAreBuiltHoweverManyThereAre(t *testing.T) {
	p := many(2000)
	for _, w := range parttest.WideAndNarrow() {
		start := time.Now()
		v := New(w.Env(t), p, part.Place{})
		v.Object().Resize(w.Size)
		opened := time.Since(start)
		most := 0
		names := map[string]bool{}
		see := func() {
			rows := built(v)
			most = max(most, len(rows))
			for _, r := range rows {
				names[r.Change().Label] = true
			}
		}
		see()
		if len(names) > 60 {
			t.Errorf("%s: %d rows are built before anything is scrolled", w.Name, len(names))
		}
		start = time.Now()
		turns := 0
		for before := float32(-1); v.Page().Offset() != before; turns++ {
			before = v.Page().Offset()
			v.Page().TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
			see()
		}
		each := time.Since(start) / time.Duration(turns)
		t.Logf("%s: opened in %v, a windowful in %v, at most %d rows built", w.Name, opened, each, most)
		if most > 80 {
			t.Errorf("%s: %d rows are built at once", w.Name, most)
		}
		if len(names) != 2000 {
			t.Errorf("%s: %d of 2000 rows were seen on the way down", w.Name, len(names))
		}
		if each > 500*time.Millisecond {
			t.Errorf("%s: scrolling a windowful takes %v", w.Name, each)
		}
	}
}

// shown is a view in a window.
func shown(t *testing.T, p *page.ChangesPage, at part.Place, env func(*part.Env)) (*View, fyne.Canvas) {
	t.Helper()
	w := parttest.Windows()[0]
	e := w.Env(t)
	if env != nil {
		env(&e)
	}
	v := New(e, p, at)
	win := test.NewTempWindow(t, v.Object())
	win.SetPadded(false)
	win.Resize(w.Size)
	return v, win.Canvas()
}

func TestTheKeysReachEveryRowAndEnterOpensItsRecord(t *testing.T) {
	p := many(300)
	var opened []string
	v, c := shown(t, p, part.Place{}, func(e *part.Env) { e.Open = func(ref string) { opened = append(opened, ref) } })
	press := func(name fyne.KeyName) { c.Focused().TypedKey(&fyne.KeyEvent{Name: name}) }
	row := func() *part.ChangeRow {
		t.Helper()
		r, ok := c.Focused().(*part.ChangeRow)
		if !ok {
			t.Fatalf("the focus is on %T", c.Focused())
		}
		if len(canvastest.Texts(r, r.Size())) == 0 {
			t.Fatalf("%q has the focus and shows nothing", r.Change().Label)
		}
		return r
	}
	c.Focus(built(v)[0])
	for i := range p.Rows {
		if got := row().Change().Label; got != p.Rows[i].Label {
			t.Fatalf("Down leads to %q, not %q", got, p.Rows[i].Label)
		}
		press(fyne.KeyDown)
	}
	press(fyne.KeyHome)
	if got := row().Change().Label; got != p.Rows[0].Label {
		t.Errorf("Home leads to %q", got)
	}
	for i := range 60 { // Tab goes on where the window ends
		if got := row().Change().Label; got != p.Rows[i].Label {
			t.Fatalf("Tab leads to %q, not %q", got, p.Rows[i].Label)
		}
		c.(interface{ FocusNext() }).FocusNext()
	}
	press(fyne.KeyEnd)
	press(fyne.KeyReturn)
	if want := p.Rows[299].Record; len(opened) != 1 || opened[0] != want {
		t.Errorf("End and Enter open %q, want %q", opened, want)
	}
	if v.Page().Offset() == 0 {
		t.Error("the page does not follow the focus")
	}
}

func TestAFilterShowsWhatItCountsAndIsRemembered(t *testing.T) {
	p := parttest.Page(t, page.BuildChanges, corrected, "sv")
	if len(p.Filters) < 2 {
		t.Fatalf("the filters are %+v", p.Filters)
	}
	for i, f := range p.Filters {
		var remembered []string
		v, _ := shown(t, p, part.Place{Choose: func(name string) { remembered = append(remembered, name) }}, nil)
		if i > 0 {
			canvastest.All[*part.Chips](v.Object())[0].Choose(i)
			if len(remembered) != 1 || remembered[0] != f.Name {
				t.Errorf("%s: remembered %q", f.Name, remembered)
			}
		}
		again, _ := shown(t, p, part.Place{Argument: f.Name}, nil)
		for _, one := range []*View{v, again} {
			if n := len(canvastest.All[*part.ChangeRow](one.Object())); n != f.Count {
				t.Errorf("%s counts %d and shows %d", f.Name, f.Count, n)
			}
		}
	}
}

func TestWhereNothingIsComparedThePageSaysSoAndLeadsOn(t *testing.T) {
	p := parttest.Page(t, page.BuildChanges, parttest.State{Committee: "asn", Package: "asn-2018-annual", Compare: "none"}, "sv")
	var to []string
	v, _ := shown(t, p, part.Place{}, func(e *part.Env) { e.OpenPage = func(name string) { to = append(to, name) } })
	said := ""
	for _, text := range canvastest.Texts(v.Object(), v.Object().Size()) {
		said += text.Text + " "
	}
	if !strings.Contains(said, "jämförs inte med någon annan") {
		t.Errorf("the page says %q", said)
	}
	canvastest.All[*part.Button](v.Object())[0].Tapped(nil)
	if len(to) != 1 || to[0] != "overview" {
		t.Errorf("the button leads to %q", to)
	}
}

func TestAPageOfFarTooMuchIsLaidOut(t *testing.T) {
	p := many(400)
	long := strings.Repeat("Nämnden ska ", 2500)
	for i := range p.Rows {
		if i%10 == 0 {
			p.Rows[i].Label, p.Rows[i].Now.Text, p.Rows[i].Note = long, long, long
		}
	}
	for _, w := range parttest.WideAndNarrow() {
		w.LaidOut(t, func(env part.Env) fyne.CanvasObject { return New(env, p, part.Place{}).Object() })
	}
}
