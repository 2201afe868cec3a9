package part

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
)

// listPage is a page of a section with n rows that can have the focus.
func listPage(env Env, n int, size fyne.Size) (*Page, *Section, []*StatementRow) {
	p := NewPage(env)
	env = p.Env()
	var statements []page.Statement
	for i := range n {
		statements = append(statements, page.Statement{When: "Mars", Kind: "Uppdrag", Text: fmt.Sprintf("Rad %d", i), Record: fmt.Sprint("decisions:", i)})
	}
	section := NewSection(env, "Beslut")
	items := []Item{{Block: NewHeadline(env, "Två uppdrag gavs", "Delårsrapport april 2019")}, {Block: section, Gap: 12, Keep: true}}
	rows := NewStatements(env, statements, false)
	for _, r := range rows {
		section.Follow(r)
		items = append(items, Item{Block: r})
	}
	p.SetContent(NewColumn(env, items...))
	p.Resize(size)
	return p, section, rows
}

func TestAtRestNoRowIsCutWhereverThePageIsScrolled(t *testing.T) {
	env := stand(t)
	for high := float32(120); high < 400; high += 13 {
		size := fyne.NewSize(500, high)
		p, _, _ := listPage(env, 20, size)
		if faults := canvastest.Scrolled(p, p, size, canvastest.Rules{}); len(faults) > 0 {
			t.Errorf("%.0f high: %q", high, faults)
		}
		for want := float32(0); want < 700; want += 17 {
			p.ScrollTo(want)
			if faults := canvastest.Look(p, size, canvastest.Rules{}); len(faults) > 0 {
				t.Errorf("%.0f high, scrolled to %.0f: %q", high, want, faults)
			}
		}
	}
}

func TestASectionSaysHowManyOfItsRowsAreShown(t *testing.T) {
	env := stand(t)
	p, section, rows := listPage(env, 20, fyne.NewSize(500, 300))
	whole := 0
	for _, r := range rows {
		if p.shown(r) {
			whole++
		}
	}
	want := fmt.Sprintf("%d av 20 visas, rulla för fler", whole)
	if got := texts(section); whole < 2 || got[len(got)-1] != want {
		t.Errorf("%q, want %q", got, want)
	}
	p.Resize(fyne.NewSize(500, 2000))
	if got := texts(section); len(got) != 1 {
		t.Errorf("with room for all the section says %q", got)
	}
}

func TestTheFocusBringsItsRowIntoSight(t *testing.T) {
	env := stand(t)
	size := fyne.NewSize(500, 260)
	p, _, rows := listPage(env, 20, size)
	w := inWindow(t)
	w.SetContent(p)
	w.Resize(size)
	w.Canvas().Focus(rows[0])
	for i := range rows {
		if !p.shown(rows[i]) {
			t.Fatalf("row %d has the focus and is not seen at %.0f", i, p.Offset())
		}
		rows[i].TypedKey(key(fyne.KeyDown))
	}
	rows[19].TypedKey(key(fyne.KeyHome))
	if !p.shown(rows[0]) || w.Canvas().Focused() != fyne.Focusable(rows[0]) {
		t.Error("Home does not bring back the first row")
	}
}

func TestTheWheelAndTheKeysReachTopAndBottom(t *testing.T) {
	env := stand(t)
	p, _, rows := listPage(env, 20, fyne.NewSize(500, 260))
	for range 200 {
		p.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -10)})
	}
	if !p.shown(rows[19]) {
		t.Errorf("the wheel ends at %.0f of %.0f", p.Offset(), p.furthest())
	}
	for range 2000 {
		p.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 1)}) // a touchpad's small steps
	}
	if p.Offset() != 0 {
		t.Errorf("small steps up end at %.0f", p.Offset())
	}
	for range 30 {
		p.TypedKey(key(fyne.KeyPageDown))
	}
	if !p.shown(rows[19]) {
		t.Error("PgDn does not reach the bottom")
	}
	for range 30 {
		p.TypedKey(key(fyne.KeyPageUp))
	}
	if p.Offset() != 0 {
		t.Error("PgUp does not reach the top")
	}
	p.TypedKey(key(fyne.KeyEnd))
	if !p.shown(rows[19]) {
		t.Error("End does not reach the bottom")
	}
	if p.TypedKey(key(fyne.KeyN)) {
		t.Error("a letter scrolls the page")
	}
}

func TestOneNotchOfTheWheelAlwaysMovesThePage(t *testing.T) {
	env := stand(t)
	p, _, _ := listPage(env, 20, fyne.NewSize(500, 260))
	for p.Offset() < p.furthest() {
		before := p.Offset()
		p.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -10)})
		if p.Offset() <= before {
			t.Fatalf("a notch at %.0f does nothing", before)
		}
	}
}

func TestAPageFollowsTheFingerAndComesToRest(t *testing.T) {
	env := stand(t)
	p, _, _ := listPage(env, 20, fyne.NewSize(500, 260))
	p.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(0, -57)})
	if p.Offset() != 57 {
		t.Errorf("under the finger the page is at %.0f", p.Offset())
	}
	p.DragEnd()
	if faults := canvastest.Look(p, p.Size(), canvastest.Rules{}); len(faults) > 0 || p.Offset() == 57 {
		t.Errorf("at rest at %.0f: %q", p.Offset(), faults)
	}
}

func TestTheBarShowsThatMoreFollows(t *testing.T) {
	env := stand(t)
	p, _, _ := listPage(env, 20, fyne.NewSize(500, 260))
	if !p.bar.Visible() {
		t.Fatal("no bar beside a page that goes on")
	}
	top := p.bar.thumb.Position().Y
	p.bar.Tapped(&fyne.PointEvent{Position: fyne.NewPos(12, 250)})
	if p.Offset() == 0 || p.bar.thumb.Position().Y <= top {
		t.Error("a press under the bar does not go on")
	}
	p.bar.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(0, 1000)})
	p.bar.DragEnd()
	if p.Offset() != p.furthest() {
		t.Errorf("pulled to its end the bar shows %.0f of %.0f", p.Offset(), p.furthest())
	}
	short, _, _ := listPage(env, 2, fyne.NewSize(500, 600))
	if short.bar.Visible() {
		t.Error("a bar beside a page that fits")
	}
}

func TestTheFullestFormThatFitsIsShown(t *testing.T) {
	env := stand(t)
	p := NewPage(env)
	form := func(n int) func() Block {
		return func() Block {
			var items []Item
			for range n {
				items = append(items, Item{Block: NewNote(env, "rad")})
			}
			return NewColumn(env, items...)
		}
	}
	p.SetContents(form(10), form(5), form(2))
	for high, want := range map[float32]int{400: 10, 160: 5, 90: 2, 60: 10} {
		p.Resize(fyne.NewSize(400, high))
		if got := len(canvastest.All[*Prose](p.content)); got != want {
			t.Errorf("%.0f high: the form of %d rows, want %d", high, got, want)
		}
	}
	p.SetContentsOr(form(12), form(5), form(2))
	for high, want := range map[float32]int{400: 5, 90: 2, 60: 12} {
		p.Resize(fyne.NewSize(400, high))
		if got := len(canvastest.All[*Prose](p.content)); got != want {
			t.Errorf("%.0f high, with a form for where none fits: %d rows, want %d", high, got, want)
		}
	}
}

func TestColumnsShareTheWidthAsTheDesignSays(t *testing.T) {
	env := stand(t)
	left, right := NewColumn(env), NewColumn(env)
	s := NewSplit(env, left, right, 680, 438)
	for width, want := range map[float32][2]float32{1142: {680, 438}, 1056: {628, 404}, 800: {472, 304}} {
		s.Resize(fyne.NewSize(width, 100))
		if left.Size().Width != want[0] || right.Size().Width != want[1] || right.Position().X != want[0]+24 {
			t.Errorf("%.0f wide: %.0f and %.0f, want %v", width, left.Size().Width, right.Size().Width, want)
		}
	}
}

func TestWhatIsLeftOverGoesToWhatGrowsAndThenAboveTheFoot(t *testing.T) {
	env := stand(t)
	a, b, c := NewNote(env, "a"), NewNote(env, "b"), NewNote(env, "c")
	col := NewColumn(env, Item{Block: a, Grow: 30}, Item{Block: b, Gap: 10}, Item{Block: c, Foot: true})
	least := col.HeightAt(200)
	col.Resize(fyne.NewSize(200, least+100))
	if got := a.Size().Height - a.(*padded).HeightAt(200); got != 30 {
		t.Errorf("what grows grew by %.0f", got)
	}
	if bottom := c.Position().Y + c.Size().Height; bottom != least+100 {
		t.Errorf("the foot ends at %.0f of %.0f", bottom, least+100)
	}
}

func TestACoverTakesThePressesMeantForNothing(t *testing.T) {
	env := stand(t)
	opened := 0
	env.Open = func(string) { opened++ }
	p, _, rows := listPage(env, 20, fyne.NewSize(500, 250))
	for _, c := range canvastest.All[*cover](p) {
		c.Tapped(nil)
	}
	if len(canvastest.All[*cover](p)) == 0 {
		t.Skip("no row is cut at this height")
	}
	if opened != 0 {
		t.Error("a press on a cover opened a row")
	}
	rows[0].Tapped(nil)
	if opened != 1 {
		t.Error("a press on a row did not open it")
	}
}
