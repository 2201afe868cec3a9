package look

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// luminance and ratio follow WCAG 2.
func luminance(c color.NRGBA) float64 {
	f := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*f(c.R) + 0.7152*f(c.G) + 0.0722*f(c.B)
}

func ratio(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	if x < y {
		x, y = y, x
	}
	return (x + 0.05) / (y + 0.05)
}

var grounds = []fyne.ThemeColorName{Paper, Surface, Selected}

func TestTheColoursHaveTheContrastTheyAreSaidToHave(t *testing.T) {
	said := []struct {
		kind Kind
		tone fyne.ThemeColorName
		want []float64 // on paper, surface, selected
	}{
		{Light, Ink, []float64{16.9, 17.6, 15.2}},
		{Light, Ink2, []float64{6.6, 6.9, 5.9}},
		{Light, Line, []float64{1.3}},
		{Light, Line2, []float64{3.7, 3.9, 3.3}},
		{Light, Thread, []float64{5.0, 5.2, 4.5}},
		{Light, Blue, []float64{7.6, 7.9, 6.8}},
		{Light, Orange, []float64{4.7, 4.9, 4.2}},
		{Light, Budget, []float64{7.2, 7.6, 6.5}},
		{Light, Negative, []float64{7.7, 8.0, 6.9}},
		{Light, Positive, []float64{5.1, 5.3, 4.6}},
		{Dark, Ink, []float64{16.2, 14.8, 12.8}},
		{Dark, Ink2, []float64{9.3, 8.5, 7.3}},
		{Dark, Line, []float64{1.6}},
		{Dark, Line2, []float64{5.0, 4.6, 3.9}},
		{Dark, Thread, []float64{6.0, 5.5, 4.7}},
		{Dark, Blue, []float64{8.5, 7.8, 6.7}},
		{Dark, Orange, []float64{8.7, 8.0, 6.9}},
		{Dark, Budget, []float64{7.2, 6.6, 5.7}},
		{Dark, Negative, []float64{6.7, 6.1, 5.3}},
		{Dark, Positive, []float64{12.4, 11.3, 9.7}},
	}
	for _, s := range said {
		th := New(s.kind, 1)
		for i, want := range s.want {
			got := ratio(th.Tone(s.tone), th.Tone(grounds[i]))
			if math.Abs(got-want) > 0.1 {
				t.Errorf("kind %d: %s on %s has %.2f, said %.1f", s.kind, s.tone, grounds[i], got, want)
			}
		}
	}
	if got := ratio(light[Ink], light[Hit]); math.Abs(got-14.5) > 0.1 {
		t.Errorf("ink on a light hit has %.2f", got)
	}
	if got := ratio(dark[Ink], dark[Hit]); math.Abs(got-7.6) > 0.1 {
		t.Errorf("ink on a dark hit has %.2f", got)
	}
}

func TestTextCanBeReadAndMarksCanBeSeenInEveryTheme(t *testing.T) {
	text := []fyne.ThemeColorName{Ink, Ink2, Blue, Negative, Positive}
	marks := []fyne.ThemeColorName{Line2, Thread, Orange, Budget}
	for _, kind := range []Kind{Light, Dark, Contrast, ContrastDark} {
		th := New(kind, 1)
		forText, forMarks := 4.5, 3.0
		if kind == Contrast || kind == ContrastDark {
			forText, forMarks = 7, 7
		}
		for _, ground := range grounds {
			for _, tone := range text {
				if got := ratio(th.Tone(tone), th.Tone(ground)); got < forText {
					t.Errorf("kind %d: %s on %s has %.2f, wants %.1f", kind, tone, ground, got, forText)
				}
			}
			for _, tone := range marks {
				if got := ratio(th.Tone(tone), th.Tone(ground)); got < forMarks {
					t.Errorf("kind %d: %s on %s has %.2f, wants %.1f", kind, tone, ground, got, forMarks)
				}
			}
		}
		for _, pair := range [][2]fyne.ThemeColorName{{Paper, Ink}, {OnBlue, Blue}, {Ink, Hit}} {
			if got := ratio(th.Tone(pair[0]), th.Tone(pair[1])); got < forText {
				t.Errorf("kind %d: %s on %s has %.2f, wants %.1f", kind, pair[0], pair[1], got, forText)
			}
		}
	}
}

func TestTheRolesGrowWithTheText(t *testing.T) {
	want := map[fyne.ThemeSizeName][2]float32{
		KeyFigure: {32, 40}, Headline: {23, 30}, Section: {18, 23}, Body: {16, 22}, Node: {15, 20}, Caption: {14, 19},
	}
	for _, scale := range TextScales {
		th := New(Light, scale)
		for name, r := range want {
			if got := th.Size(name); got != r[0]*scale {
				t.Errorf("%s at %v is %v, want %v", name, scale, got, r[0]*scale)
			}
			if got := th.Line(name); math.Abs(float64(got-r[1]*scale)) > 0.5 || got != float32(int(got)) {
				t.Errorf("the line of %s at %v is %v, want %v in whole pixels", name, scale, got, r[1]*scale)
			}
			if b := th.Baseline(name); b <= th.Size(name)*0.7 || b >= th.Line(name) || b != float32(int(b)) {
				t.Errorf("the baseline of %s at %v is %v in a line of %v", name, scale, b, th.Line(name))
			}
		}
		if got := th.Size(theme.SizeNameCaptionText); got != 14*scale {
			t.Errorf("Fyne's caption at %v is %v", scale, got)
		}
	}
	for scale, want := range map[float32]float32{1: 40, 1.5: 52} {
		if got := New(Light, scale).Size(Control); got != want {
			t.Errorf("a control at %v is %v high, want %v", scale, got, want)
		}
	}
	for scale, want := range map[float32]float32{1: 44, 1.5: 56} {
		if got := New(Light, scale).Size(TouchLine); got != want {
			t.Errorf("a touch target at %v is %v high, want %v", scale, got, want)
		}
	}
}

func TestTheFocusRingIsThickerInHighContrast(t *testing.T) {
	for kind, want := range map[Kind]float32{Light: 2, Dark: 2, Contrast: 3, ContrastDark: 3} {
		if got := New(kind, 1).Size(FocusLine); got != want {
			t.Errorf("kind %d: the ring is %v, want %v", kind, got, want)
		}
	}
}

func TestEveryKindHasEveryTone(t *testing.T) {
	for kind, p := range map[Kind]palette{Dark: dark, Contrast: contrast, ContrastDark: contrastDark} {
		if len(p) != len(light) {
			t.Errorf("kind %d has %d tones, the light theme %d", kind, len(p), len(light))
		}
		for name := range light {
			if _, ok := p[name]; !ok {
				t.Errorf("kind %d lacks %s", kind, name)
			}
		}
	}
	if Contrast.In(true) != ContrastDark || Light.In(true) != Dark || Dark.In(false) != Light {
		t.Error("a kind does not follow the screen")
	}
}

func TestFynesOwnNamesAreOurTokens(t *testing.T) {
	for _, kind := range []Kind{Light, Dark, Contrast, ContrastDark} {
		th := New(kind, 1)
		for name, want := range map[fyne.ThemeColorName]fyne.ThemeColorName{
			theme.ColorNameBackground: Paper, theme.ColorNameForeground: Ink,
			theme.ColorNameInputBackground: Surface, theme.ColorNamePrimary: Blue,
		} {
			if got := th.Color(name, theme.VariantLight); got != th.Tone(want) {
				t.Errorf("kind %d: %s is %v, want %s", kind, name, got, want)
			}
		}
	}
}

func TestTheFacesAreOurs(t *testing.T) {
	th := New(Light, 1)
	seen := map[string]bool{}
	for _, style := range []fyne.TextStyle{{}, {Bold: true}, {Italic: true}, {Bold: true, Italic: true}} {
		seen[th.Font(style).Name()] = true
	}
	if len(seen) != 4 {
		t.Errorf("four styles have the faces %v", seen)
	}
}
