package diagram

import (
	"image/color"

	"github.com/wcharczuk/go-chart/v2"
	"github.com/wcharczuk/go-chart/v2/drawing"
)

// Theme is the colours by role. A colour is never the only cue: the budget is hollow, the outcome
// solid, the forecast hatched or dashed, and a variance has its sign and its side of the line.
type Theme struct {
	Background color.RGBA // laid under the picture; fully transparent leaves the page to show through
	Paper      color.RGBA // what the page is made of: the inside of hollow marks

	Text, Muted               color.RGBA
	Budget, Outcome, Forecast color.RGBA
	Negative, Positive        color.RGBA
	Grid                      color.RGBA // gridlines and lines between rows; carries no meaning
	Band                      color.RGBA // a month without a report
	Edge                      color.RGBA // frames of what is missing, connecting and summing lines
	Thread                    color.RGBA // the edge of what is selected
}

// Light is the theme of DESIGN.md on its paper.
var Light = Theme{
	Background: hex(0xFBFAF7), Paper: hex(0xFBFAF7),
	Text: hex(0x16191D), Muted: hex(0x565D66),
	Budget: hex(0x4B5563), Outcome: hex(0x0A4FA3), Forecast: hex(0xB4560A),
	Negative: hex(0x9F1239), Positive: hex(0x0B7A5E),
	Grid: hex(0xE4E7EB), Band: hex(0xF0EEE7), Edge: hex(0x7C828B), Thread: hex(0xD3212D),
}

// Dark is the dark theme.
var Dark = Theme{
	Background: hex(0x141517), Paper: hex(0x141517),
	Text: hex(0xF3F4F6), Muted: hex(0xA9B0BA),
	Budget: hex(0x9CA3AF), Outcome: hex(0x6CB6FF), Forecast: hex(0xF2A23C),
	Negative: hex(0xFF6B81), Positive: hex(0x5EEAD4),
	Grid: hex(0x2D3035), Band: hex(0x272A2E), Edge: hex(0x80868F), Thread: hex(0xFF5A5F),
}

// ContrastLight is high contrast, black on white: every role that carries meaning has at least 7:1.
var ContrastLight = Theme{
	Background: hex(0xFFFFFF), Paper: hex(0xFFFFFF),
	Text: hex(0x000000), Muted: hex(0x2B2F36),
	Budget: hex(0x3A3B4B), Outcome: hex(0x00388A), Forecast: hex(0x8A4000),
	Negative: hex(0x8C0028), Positive: hex(0x056048),
	Grid: hex(0xC4C8CE), Band: hex(0xE6E6E6), Edge: hex(0x4A4F57), Thread: hex(0x9E0012),
}

// ContrastDark is high contrast, white on black.
var ContrastDark = Theme{
	Background: hex(0x000000), Paper: hex(0x000000),
	Text: hex(0xFFFFFF), Muted: hex(0xE0E3E7),
	Budget: hex(0x9CACC5), Outcome: hex(0x7DC0FF), Forecast: hex(0xFFB347),
	Negative: hex(0xFF8095), Positive: hex(0x5EEAD4),
	Grid: hex(0x4A4F57), Band: hex(0x2A2A2A), Edge: hex(0xB4B9C0), Thread: hex(0xFF9A9D),
}

func hex(v uint32) color.RGBA {
	return color.RGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 255}
}

// ink turns a colour into go-chart's, which is not premultiplied.
func ink(c color.RGBA) drawing.Color {
	if c.A == 0 {
		return drawing.ColorTransparent // the zero colour would mean "the default" to go-chart
	}
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	return drawing.Color{R: n.R, G: n.G, B: n.B, A: n.A}
}

// palette hands the theme to go-chart, whose own default would be blue lines on white.
type palette struct{ t *Theme }

var _ chart.ColorPalette = palette{}

func (p palette) BackgroundColor() drawing.Color       { return ink(p.t.Background) }
func (p palette) BackgroundStrokeColor() drawing.Color { return drawing.ColorTransparent }
func (p palette) CanvasColor() drawing.Color           { return drawing.ColorTransparent }
func (p palette) CanvasStrokeColor() drawing.Color     { return drawing.ColorTransparent }
func (p palette) AxisStrokeColor() drawing.Color       { return drawing.ColorTransparent }
func (p palette) TextColor() drawing.Color             { return ink(p.t.Text) }
func (p palette) GetSeriesColor(int) drawing.Color     { return ink(p.t.Outcome) }
