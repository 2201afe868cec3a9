package diagram

import (
	"image"
	"testing"

	"github.com/wcharczuk/go-chart/v2"
)

// The charts at 1600×600, text at 140 %, as pictures that stand by themselves.
func benchmarked() []struct {
	name string
	d    Diagram
	s    Spec
} {
	bare := Spec{W: 1600, H: 600, TextScale: 1.4}
	return []struct {
		name string
		d    Diagram
		s    Spec
	}{
		{"GroupedBars", costs(), full("Placeringskostnader och försörjningsstöd driver underskottet", "Nettokostnad per verksamhetsområde, mkr")},
		{"Cumulative", yearWithGaps(), full("Utfallet drar ifrån budgeten efter maj", "Ackumulerad nettokostnad 2021, mkr")},
		{"ForecastJourney", trollhattan(), full("Prognosen vände i april men är kvar under noll", "Avvikelse mot budget 2019, mkr")},
		{"Causes", alvbroCauses(), full("Orsakerna lämnar 0,4 mkr oförklarat", "mkr, helår 2025")},
		{"Spark", trend(), bare},
		{"Indicator", parted(), full("Färre individer i hushåll med försörjningsstöd", "Antal individer, senaste månad")},
		{"Savings", realised(), full("Beslutat 18 400 tkr, realiserat 7 400 tkr", "Besparingsåtgärder, tkr")},
	}
}

// BenchmarkCharts compares our renderer with go-chart's raster renderer.
//
// Both sides lay out the same Diagram and let the same chart.Chart, with the same series, draw
// itself; only the RendererProvider differs. Neither encodes a PNG: go-chart's hands its picture to
// an ImageWriter. Ours draws into a picture that is used again; go-chart's makes its own, since it
// offers no other way. One operation is the layout and the whole drawing, background included.
func BenchmarkCharts(b *testing.B) {
	for _, c := range benchmarked() {
		b.Run(c.name+"/own", func(b *testing.B) {
			b.ReportAllocs()
			var into *image.RGBA
			for b.Loop() {
				img, _, err := Render(c.d, c.s, into)
				if err != nil {
					b.Fatal(err)
				}
				into = img
			}
		})
		b.Run(c.name+"/gochart", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var hits []Hit
				var w chart.ImageWriter
				if err := c.d.Chart(c.s.normal(), &hits).Render(chart.PNG, &w); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkSVG compares the SVG writers, likewise.
func BenchmarkSVG(b *testing.B) {
	for _, c := range benchmarked() {
		b.Run(c.name+"/own", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := SVG(c.d, c.s); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(c.name+"/gochart", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := c.d.Chart(c.s.normal(), nil).Render(chart.SVG, discard{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkLayout is the part of a drawing that is not drawing.
func BenchmarkLayout(b *testing.B) {
	for _, c := range benchmarked() {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.d.Fits(c.s)
			}
		})
	}
}
