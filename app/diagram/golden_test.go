package diagram

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the golden pictures anew")

func TestGoldenPictures(t *testing.T) {
	for name, c := range map[string]struct {
		d Diagram
		s Spec
	}{
		"journey":     {trollhattan(), Spec{W: 680, H: 150}},
		"causes-dark": {trollhattanCauses(), Spec{W: 438, H: 130, Theme: &Dark}},
		"areas":       {missingAreas(), Spec{W: 680, H: 180}},
		"year":        {alvbroYear(), Spec{W: 438, H: 175}},
		"indicator":   {persons(), Spec{W: 750, H: 136}},
		"savings":     {decided(), Spec{W: 568, H: 228, Theme: &Dark}},
		"trend-2x":    {trend(), Spec{W: 120, H: 32, Scale: 2, Theme: &ContrastLight}},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join("testdata", "golden", name+".png")
			if *update {
				b, err := PNG(c.d, c.s)
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, b, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			img, _, err := Render(c.d, c.s, nil)
			if err != nil {
				t.Fatal(err)
			}
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			golden, err := png.Decode(bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			want := image.NewRGBA(golden.Bounds())
			draw.Draw(want, want.Rect, golden, golden.Bounds().Min, draw.Src)
			if want.Rect != img.Rect {
				t.Fatalf("the picture is %v, the golden one %v", img.Rect, want.Rect)
			}
			// Coverage is reckoned in floats and may round otherwise on another processor.
			if n := differing(img.Pix, want.Pix); n > 0 {
				t.Errorf("%d pixels differ clearly; run with -update and look at what has changed", n)
			}
		})
	}
}

func TestBarsAndLinesLieOnWholePixels(t *testing.T) {
	// Without words, dots and slanting lines, a chart holds only its own colours: nothing is blurred.
	for name, d := range map[string]Diagram{"areas": alvbroAreas(), "causes": alvbroCauses(), "journey": trollhattan()} {
		for _, scale := range []float64{1, 1.25, 1.5, 1.75, 2, 3} {
			s := Spec{W: 680, H: 180, Scale: scale}.normal()
			var hits []Hit
			c := d.Chart(s, &hits)
			allowed := map[color.RGBA]bool{s.Theme.Background: true}
			for i := range c.Series {
				sc := c.Series[i].(series).scene
				var kept []op
				for _, o := range sc.ops[i] {
					if o.kind == opRects {
						kept = append(kept, o)
						allowed[o.ink] = true
					}
				}
				sc.ops[i] = kept
			}
			img := image.NewRGBA(image.Rect(0, 0, s.deviceW(), s.deviceH()))
			if err := renderInto(c, img, false); err != nil {
				t.Fatal(err)
			}
			for i := 0; i < len(img.Pix); i += 4 {
				p := color.RGBA{img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3]}
				if !allowed[p] {
					t.Fatalf("%s at %g: %v is between two colours", name, scale, p)
				}
			}
		}
	}
}
