package diagram

import (
	"fmt"
	"image/color"
	"math"
	"testing"
)

var themes = map[string]*Theme{"light": &Light, "dark": &Dark, "contrast light": &ContrastLight, "contrast dark": &ContrastDark}

// linear returns a colour in linear sRGB.
func linear(c color.RGBA) (v [3]float64) {
	for i, b := range []uint8{c.R, c.G, c.B} {
		s := float64(b) / 255
		if s <= 0.04045 {
			v[i] = s / 12.92
		} else {
			v[i] = math.Pow((s+0.055)/1.055, 2.4)
		}
	}
	return v
}

// contrast is WCAG 2's ratio.
func contrast(a, b color.RGBA) float64 {
	light := func(c color.RGBA) float64 {
		v := linear(c)
		return 0.2126*v[0] + 0.7152*v[1] + 0.0722*v[2]
	}
	x, y := light(a), light(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// sight is what an eye makes of linear sRGB. The three deficiencies are Machado, Oliveira and
// Fernandes' matrices for severity 1.0 (2009).
var sight = map[string][3][3]float64{
	"full colour":  {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritanopia":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

// lab returns CIE L*a*b* (D65) of a colour as an eye sees it.
func lab(c color.RGBA, eye [3][3]float64) [3]float64 {
	v := linear(c)
	var s [3]float64
	for i, row := range eye {
		s[i] = max(0, min(1, row[0]*v[0]+row[1]*v[1]+row[2]*v[2]))
	}
	f := func(t float64) float64 {
		if t > 216.0/24389 {
			return math.Cbrt(t)
		}
		return (24389.0/27*t + 16) / 116
	}
	x := f((0.4124564*s[0] + 0.3575761*s[1] + 0.1804375*s[2]) / 0.95047)
	y := f(0.2126729*s[0] + 0.7151522*s[1] + 0.0721750*s[2])
	z := f((0.0193339*s[0] + 0.1191920*s[1] + 0.9503041*s[2]) / 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

// deltaE76 is the distance between two colours in L*a*b*.
func deltaE76(a, b [3]float64) float64 {
	return math.Sqrt((a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]) + (a[2]-b[2])*(a[2]-b[2]))
}

func (th *Theme) roles() map[string]color.RGBA {
	return map[string]color.RGBA{"budget": th.Budget, "outcome": th.Outcome, "forecast": th.Forecast,
		"negative": th.Negative, "positive": th.Positive}
}

func TestTheDataColoursAreToldApartByEveryEye(t *testing.T) {
	for name, th := range themes {
		worst, pair := math.Inf(1), ""
		for eye, matrix := range sight {
			for a, ca := range th.roles() {
				for b, cb := range th.roles() {
					if a >= b {
						continue
					}
					d := deltaE76(lab(ca, matrix), lab(cb, matrix))
					if d < 15 {
						t.Errorf("%s: %s and %s are %.1f apart in %s, under 15", name, a, b, d, eye)
					}
					if d < worst {
						worst, pair = d, fmt.Sprintf("%s and %s in %s", a, b, eye)
					}
				}
			}
		}
		t.Logf("%s: the worst pair is %s, %.1f apart", name, pair, worst)
	}
}

func TestEveryColourStandsOutFromItsPaper(t *testing.T) {
	for name, th := range themes {
		text, mark := 4.5, 3.0
		if th == &ContrastLight || th == &ContrastDark {
			text, mark = 7, 7
		}
		check := func(role string, c, on color.RGBA, least float64) {
			r := contrast(c, on)
			t.Logf("%s: %s %.1f", name, role, r)
			if r < least {
				t.Errorf("%s: %s has %.2f, under %.1f", name, role, r, least)
			}
		}
		for role, c := range th.roles() { // all are written in too
			check(role, c, th.Paper, text)
		}
		check("text", th.Text, th.Paper, 7)
		check("muted", th.Muted, th.Paper, text)
		check("muted on a band", th.Muted, th.Band, text)
		check("edge", th.Edge, th.Paper, mark)
		sc := newScene(Spec{W: 1, H: 1, Theme: th}.normal())
		_, line := sc.rule(th.Text)
		check("the line of zero", line, th.Paper, 7)
		if th.Background != th.Paper {
			t.Errorf("%s: the background is not the paper", name)
		}
	}
}

func TestColoursAreThoseOfTheDesign(t *testing.T) {
	// Ratios given in the design for the colours on its two grounds.
	for _, c := range []struct {
		role  string
		c, on color.RGBA
		want  float64
	}{
		{"text", Light.Text, hex(0xFFFFFF), 17.6}, {"muted", Light.Muted, hex(0xFFFFFF), 6.7},
		{"budget", Light.Budget, hex(0xFFFFFF), 7.6}, {"outcome", Light.Outcome, hex(0xFFFFFF), 7.9},
		{"forecast", Light.Forecast, hex(0xFFFFFF), 4.9}, {"negative", Light.Negative, hex(0xFFFFFF), 8.0},
		{"positive", Light.Positive, hex(0xFFFFFF), 5.3},
		{"text", Dark.Text, hex(0x171718), 16.3}, {"muted", Dark.Muted, hex(0x171718), 8.2},
		{"budget", Dark.Budget, hex(0x171718), 7.1}, {"outcome", Dark.Outcome, hex(0x171718), 8.3},
		{"forecast", Dark.Forecast, hex(0x171718), 8.5}, {"negative", Dark.Negative, hex(0x171718), 6.6},
		{"positive", Dark.Positive, hex(0x171718), 12.1},
	} {
		if got := contrast(c.c, c.on); math.Abs(got-c.want) > 0.15 {
			t.Errorf("%s on %v has %.2f, the design says %.1f", c.role, c.on, got, c.want)
		}
	}
}
