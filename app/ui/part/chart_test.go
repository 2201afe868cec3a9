package part

import (
	"image"
	"runtime"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/shopspring/decimal"

	"rodatraden/app/diagram"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/look"
)

func journey() diagram.ForecastJourney {
	v := func(n, text string) diagram.Value { return diagram.Known(decimal.RequireFromString(n), text) }
	return diagram.ForecastJourney{
		Words: diagram.Words{Report: "Rapport", Variance: "Avvikelse", Change: "Ändring", Note: "Anmärkning", Better: "bättre", Worse: "sämre"},
		Title: "Prognosens resa", Finding: "Prognosen vände i april men är kvar under noll",
		Reports: []diagram.Report{
			{Label: "Utfall 2018", Short: "2018", Outcome: true, Value: v("-34", "−34"), Note: "anges också som cirka 34"},
			{Label: "Mars 2019", Short: "mar", Value: v("-20.1", "−20,1")},
			{Label: "April 2019, delår", Short: "apr", Value: v("-18", "−18"), Change: diagram.Change{Text: "ca +2", Sign: 1}},
		},
	}
}

func TestAChartIsDrawnAtOnceWithoutAScreen(t *testing.T) {
	for _, kind := range []look.Kind{look.Light, look.Dark, look.Contrast, look.ContrastDark} {
		env := standing(t, kind, 1)
		c := NewChart(env, journey(), 150)
		size := lay(c, 680)
		shot := Render(c, env.Theme, size.Width, size.Height, 2)
		want := env.Theme.Tone(look.Blue)
		n := 0
		for y := range shot.Bounds().Dy() {
			for x := range shot.Bounds().Dx() {
				r, g, b, _ := shot.At(x, y).RGBA()
				if uint8(r>>8) == want.R && uint8(g>>8) == want.G && uint8(b>>8) == want.B {
					n++
				}
			}
		}
		if n < 1000 {
			t.Errorf("kind %d: %d pixels of the outcome's bar", kind, n)
		}
	}
}

// settled waits until the chart has no drawing under way.
func settled(t *testing.T, c *Chart) *image.RGBA {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); runtime.Gosched() {
		c.mu.Lock()
		front, drawing := c.front, c.drawing
		c.mu.Unlock()
		if !drawing && front != nil {
			return front
		}
	}
	t.Fatal("the chart is not drawn within ten seconds")
	return nil
}

func TestOnAScreenAChartIsDrawnElsewhereAndOnceForASize(t *testing.T) {
	env := stand(t)
	env.Headless = false
	c := NewChart(env, journey(), 150)
	lay(c, 680)
	if b := c.picture(680, 150).Bounds(); b.Dx() != 680 || b.Dy() != 150 {
		t.Errorf("before the first drawing the picture is %v", b)
	}
	first := settled(t, c)
	if again := c.picture(680, 150); again != image.Image(first) {
		t.Error("the same size is drawn anew")
	}
	c.Resize(fyne.NewSize(600, 150))
	if stale := c.picture(600, 150); stale != image.Image(first) {
		t.Error("while the new size is drawn the old picture is not shown")
	}
	second := settled(t, c)
	if second == first || second.Bounds().Dx() != 600 {
		t.Errorf("the new picture is %v", second.Bounds())
	}
	c.Resize(fyne.NewSize(680, 150))
	c.picture(680, 150)
	if third := settled(t, c); third != first {
		t.Error("the picture of that size, which was free, is not drawn in again")
	}
}

func TestAChartTurnsIntoItsTableByKeyAndBack(t *testing.T) {
	env := stand(t)
	p := NewPage(env)
	c := NewChart(p.Env(), journey(), 150)
	p.SetContent(NewColumn(p.Env(), Item{Block: c}))
	p.Resize(fyne.NewSize(700, 400))
	c.TypedKey(key(fyne.KeyT))
	if !c.AsTable() {
		t.Fatal("T does not show the table")
	}
	got := texts(c)
	for _, want := range []string{"Rapport", "Utfall 2018", "−20,1", "ca +2 bättre", "anges också som cirka 34"} {
		found := false
		for _, s := range got {
			found = found || s == want
		}
		if !found {
			t.Errorf("the table lacks %q: %q", want, got)
		}
	}
	c.TypedKey(key(fyne.KeyReturn))
	if c.AsTable() {
		t.Error("Enter does not bring the chart back")
	}
	if c.Describe() != "Prognosen vände i april men är kvar under noll" {
		t.Errorf("the text alternative is %q", c.Describe())
	}
}

func TestTheBarsTellWhatTheySayByFingerAndByKey(t *testing.T) {
	env := stand(t)
	c := NewChart(env, journey(), 150)
	size := lay(c, 680)
	Render(c, env.Theme, size.Width, size.Height, 1)
	if len(c.hits) != 3 {
		t.Fatalf("%d bars", len(c.hits))
	}
	c.TypedKey(key(fyne.KeyRight))
	c.TypedKey(key(fyne.KeyRight))
	if c.chosen != 1 || !c.tip.Visible() || texts(c.tip)[0] != c.hits[1].Text {
		t.Errorf("Right tells of %d: %q", c.chosen, texts(c.tip))
	}
	c.TypedKey(key(fyne.KeyEscape))
	if c.tip.Visible() {
		t.Error("Esc does not take it away")
	}
	at := c.hits[2].Rect
	c.Tapped(&fyne.PointEvent{Position: fyne.NewPos(float32(at.Min.X+at.Max.X)/2, float32(at.Min.Y+at.Max.Y)/2)})
	if c.chosen != 2 || c.table.chosen != c.hits[2].Row {
		t.Errorf("a tap on the third bar tells of %d, row %d", c.chosen, c.table.chosen)
	}
	tip := fyne.NewPos(c.tip.Position().X+c.tip.Size().Width, c.tip.Position().Y+c.tip.Size().Height)
	if c.tip.Position().X < 0 || c.tip.Position().Y < 0 || tip.X > size.Width || tip.Y > size.Height {
		t.Errorf("what is told lies outside the chart: %v–%v", c.tip.Position(), tip)
	}
}

func TestAChartWithoutRoomShowsItsTable(t *testing.T) {
	env := standing(t, look.Light, 2)
	d := journey()
	for len(d.Reports) < 40 {
		d.Reports = append(d.Reports, d.Reports[1])
	}
	c := NewChart(env, d, 150)
	for _, width := range []float32{60, 90} {
		if size := lay(c, width); c.AsTable() {
			if faults := canvastest.Look(c, size, canvastest.Rules{}); len(faults) > 0 {
				t.Errorf("%.0f wide: %q", width, faults)
			}
		} else if c.leastHeight(width) == 0 || size.Height < c.leastHeight(width) {
			t.Errorf("%.0f wide: the picture is %.0f high and wants %.0f", width, size.Height, c.leastHeight(width))
		}
	}
}

func TestADataTableFitsEveryWidth(t *testing.T) {
	for _, scale := range look.TextScales {
		env := standing(t, look.Light, scale)
		table := NewDataTable(env, journey().Table())
		for width := 200 * scale; width < 1200; width += 67 {
			if faults := canvastest.Look(table, lay(table, width), canvastest.Rules{}); len(faults) > 0 {
				t.Errorf("%v, %.0f wide: %q", scale, width, faults)
			}
		}
	}
}

func TestTheChartsColoursAreThoseOfTheTheme(t *testing.T) {
	for _, kind := range []look.Kind{look.Light, look.Dark, look.Contrast, look.ContrastDark} {
		theme := look.New(kind, 1)
		d := DiagramTheme(theme)
		for tone, got := range map[fyne.ThemeColorName]interface {
			RGBA() (r, g, b, a uint32)
		}{look.Ink: d.Text, look.Blue: d.Outcome, look.Orange: d.Forecast, look.Negative: d.Negative, look.Positive: d.Positive} {
			r, g, b, a := got.RGBA()
			wr, wg, wb, wa := theme.Tone(tone).RGBA()
			if r != wr || g != wg || b != wb || a != wa {
				t.Errorf("kind %d: %s is another colour in charts", kind, tone)
			}
		}
	}
}
