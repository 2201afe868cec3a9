package diagram

import (
	"image"
	"image/color"
	"math"
	"testing"

	"github.com/wcharczuk/go-chart/v2"
	"github.com/wcharczuk/go-chart/v2/drawing"
)

// canvas is a renderer over white, and a picture to look at.
func canvas(w, h int) (*raster, *image.RGBA) {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	r := &raster{}
	r.begin(img, true)
	r.fillRect(img.Rect, drawing.ColorWhite)
	return r, img
}

// covered returns how many pixels' worth of black lie on white.
func covered(img *image.RGBA) (sum float64) {
	for i := 0; i < len(img.Pix); i += 4 {
		sum += float64(255-img.Pix[i]) / 255
	}
	return sum
}

func TestShapesCoverTheirArea(t *testing.T) {
	for _, c := range []struct {
		name string
		draw func(r *raster)
		want float64
	}{
		{"circle", func(r *raster) { r.Circle(40, 200, 60); r.Fill() }, math.Pi * 40 * 40},
		{"arc", func(r *raster) { r.ArcTo(200, 60, 50, 30, 0, 2*math.Pi); r.Close(); r.Fill() }, math.Pi * 50 * 30},
		{"curve", func(r *raster) { r.MoveTo(100, 100); r.QuadCurveTo(200, 0, 300, 100); r.Close(); r.Fill() }, 200 * 100 * 2 / 3 / 2},
		{"triangle over many strips", func(r *raster) { r.MoveTo(0, 0); r.LineTo(400, 0); r.LineTo(0, 120); r.Close(); r.Fill() }, 400 * 120 / 2},
		{"triangle half outside", func(r *raster) { r.MoveTo(-400, 0); r.LineTo(400, 0); r.LineTo(-400, 240); r.Close(); r.Fill() }, 400 * 120 / 2},
		{"rectangle half outside", func(r *raster) {
			r.MoveTo(350, -50)
			r.LineTo(900, -50)
			r.LineTo(900, 50)
			r.LineTo(350, 50)
			r.Close()
			r.Fill()
		}, 50 * 50},
		{"line", func(r *raster) { r.SetStrokeWidth(3); r.MoveTo(20, 20); r.LineTo(320, 100); r.Stroke() }, 3 * math.Hypot(300, 80)},
		{"dashed line", func(r *raster) {
			r.SetStrokeWidth(2)
			r.SetStrokeDashArray([]float64{6, 4})
			r.MoveTo(20, 20)
			r.LineTo(220, 20)
			r.LineTo(320, 20)
			r.Stroke()
		}, 2 * 300 * 0.6},
		{"endless dashes of nothing", func(r *raster) {
			r.SetStrokeWidth(2)
			r.SetStrokeDashArray([]float64{0, 0})
			r.MoveTo(20, 20)
			r.LineTo(120, 20)
			r.Stroke()
		}, 200},
	} {
		r, img := canvas(400, 120)
		r.SetFillColor(drawing.ColorBlack)
		r.SetStrokeColor(drawing.ColorBlack)
		c.draw(r)
		if got := covered(img); math.Abs(got-c.want) > c.want*0.01+2 {
			t.Errorf("a %s covers %.0f pixels, not %.0f", c.name, got, c.want)
		}
	}
}

func TestALineThatMeetsItselfIsNoDarker(t *testing.T) {
	r, img := canvas(400, 120)
	r.SetStrokeColor(drawing.Color{A: 128})
	r.SetStrokeWidth(6)
	r.MoveTo(20, 60)
	for x := 40; x <= 380; x += 20 {
		r.LineTo(x, 60)
	}
	r.Stroke()
	for x := 30; x < 370; x++ {
		if p := img.RGBAAt(x, 60); p.R < 125 || p.R > 129 {
			t.Fatalf("at %d, where two pieces meet, the line is %v", x, p)
		}
	}
}

func TestNothingIsDrawnWithTransparentInk(t *testing.T) {
	r, img := canvas(100, 100)
	r.SetFillColor(drawing.ColorTransparent)
	r.SetStrokeColor(drawing.ColorTransparent)
	r.SetStrokeWidth(5)
	r.MoveTo(10, 10)
	r.LineTo(90, 10)
	r.LineTo(50, 90)
	r.FillStroke()
	r.SetFont(regular.ttf)
	r.SetFontSize(20)
	r.SetFontColor(drawing.ColorTransparent)
	r.Text("text", 10, 50)
	if covered(img) != 0 {
		t.Error("something is seen")
	}
}

// TestTheSameSceneLooksTheSameThroughGoChart guards the benchmark: both renderers draw the same
// picture. go-chart's dots are squarer, its joints open and its letters a shade paler, which a small
// share allows for: most where a picture is dashes, zigzags and words.
func TestTheSameSceneLooksTheSameThroughGoChart(t *testing.T) {
	for _, c := range benchmarked() {
		s := c.s.normal()
		ours, _, err := Render(c.d, s, nil)
		if err != nil {
			t.Fatal(err)
		}
		var w chart.ImageWriter
		if err := c.d.Chart(s, nil).Render(chart.PNG, &w); err != nil {
			t.Fatal(err)
		}
		img, err := w.Image()
		if err != nil {
			t.Fatal(err)
		}
		theirs := img.(*image.RGBA)
		ink := 0
		for i := 0; i < len(ours.Pix); i += 4 {
			if (color.RGBA{ours.Pix[i], ours.Pix[i+1], ours.Pix[i+2], 255}) != s.Theme.Background {
				ink++
			}
		}
		n := differing(ours.Pix, theirs.Pix)
		t.Logf("%s: %d of %d inked pixels differ clearly", c.name, n, ink)
		if n*14 > ink {
			t.Errorf("%s: %d of %d inked pixels differ clearly", c.name, n, ink)
		}
	}
}
