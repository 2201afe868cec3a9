package diagram

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"strconv"

	"github.com/golang/freetype/truetype"
	"github.com/wcharczuk/go-chart/v2"
	"github.com/wcharczuk/go-chart/v2/drawing"
)

// vectors is a chart.Renderer that writes SVG in logical pixels. Each text carries the length that
// it was laid out with, so that a reader without our typeface squeezes another into the same place.
type vectors struct {
	buf   bytes.Buffer
	scale float64 // device pixels per logical pixel: what the scene's coordinates are divided by

	stroke, fill, ink drawing.Color
	width             float64
	dash              []float64
	font              *truetype.Font
	size              float64
	dpi               float64

	path []byte
}

var _ chart.Renderer = (*vectors)(nil)

// open writes the head. Width and height are logical pixels; title and desc may hold anything.
func (v *vectors) open(width, height int, title, desc string) {
	fmt.Fprintf(&v.buf, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img"`+
		` font-family="'Source Sans 3','Source Sans Pro',sans-serif">`+"\n", width, height, width, height)
	v.element("title", drawable(title))
	v.element("desc", drawable(desc))
}

func (v *vectors) element(name, text string) {
	if text == "" {
		return
	}
	v.buf.WriteString("<" + name + ">")
	v.escape(text)
	v.buf.WriteString("</" + name + ">\n")
}

// escape writes text so that it is well formed whatever it holds; writing to a buffer cannot fail.
func (v *vectors) escape(text string) { _ = xml.EscapeText(&v.buf, []byte(text)) }

func (v *vectors) ResetStyle() {
	v.stroke, v.fill, v.ink = drawing.Color{}, drawing.Color{}, drawing.Color{}
	v.width, v.dash, v.size = 0, nil, 0
}

func (v *vectors) GetDPI() float64                { return v.dpi }
func (v *vectors) SetDPI(dpi float64)             { v.dpi = dpi }
func (v *vectors) SetClassName(string)            {}
func (v *vectors) SetStrokeColor(c drawing.Color) { v.stroke = c }
func (v *vectors) SetFillColor(c drawing.Color)   { v.fill = c }
func (v *vectors) SetStrokeWidth(w float64)       { v.width = w }
func (v *vectors) SetStrokeDashArray(d []float64) { v.dash = d }
func (v *vectors) SetFont(f *truetype.Font)       { v.font = f }
func (v *vectors) SetFontColor(c drawing.Color)   { v.ink = c }
func (v *vectors) SetFontSize(size float64)       { v.size = size }
func (v *vectors) SetTextRotation(float64)        {}
func (v *vectors) ClearTextRotation()             {}

// appendNumber writes a device length in logical pixels, to a thousandth.
func (v *vectors) appendNumber(b []byte, device float64) []byte {
	return strconv.AppendFloat(b, math.Round(clamp(device)/v.scale*1000)/1000, 'f', -1, 64)
}

func (v *vectors) command(letter byte, numbers ...float64) {
	v.path = append(v.path, letter)
	for i, n := range numbers {
		if i > 0 {
			v.path = append(v.path, ' ')
		}
		v.path = v.appendNumber(v.path, n)
	}
}

func (v *vectors) MoveTo(x, y int) { v.command('M', float64(x), float64(y)) }
func (v *vectors) LineTo(x, y int) { v.command('L', float64(x), float64(y)) }
func (v *vectors) Close()          { v.path = append(v.path, 'Z') }

func (v *vectors) QuadCurveTo(cx, cy, x, y int) {
	v.command('Q', float64(cx), float64(cy), float64(x), float64(y))
}

func (v *vectors) ArcTo(cx, cy int, rx, ry, start, delta float64) {
	n := int(math.Ceil(math.Abs(delta)/(math.Pi/2))) + 1
	for i := 0; i <= n; i++ {
		sin, cos := math.Sincos(start + delta*float64(i)/float64(n))
		x, y := float64(cx)+rx*cos, float64(cy)+ry*sin
		switch {
		case i > 0:
			v.arc(rx, ry, delta > 0, x, y)
		case len(v.path) == 0:
			v.command('M', x, y)
		default:
			v.command('L', x, y)
		}
	}
}

func (v *vectors) arc(rx, ry float64, clockwise bool, x, y float64) {
	v.command('A', rx, ry)
	flags := " 0 0 0 "
	if clockwise {
		flags = " 0 0 1 "
	}
	v.path = append(v.path, flags...)
	v.path = v.appendNumber(v.path, x)
	v.path = append(v.path, ' ')
	v.path = v.appendNumber(v.path, y)
}

func (v *vectors) Circle(radius float64, x, y int) {
	v.command('M', float64(x)-radius, float64(y))
	v.arc(radius, radius, true, float64(x)+radius, float64(y))
	v.arc(radius, radius, true, float64(x)-radius, float64(y))
	v.Close()
}

func (v *vectors) Fill()       { v.paint(v.fill, drawing.Color{}) }
func (v *vectors) Stroke()     { v.paint(drawing.Color{}, v.stroke) }
func (v *vectors) FillStroke() { v.paint(v.fill, v.stroke) }

func (v *vectors) paint(fill, stroke drawing.Color) {
	defer func() { v.path = v.path[:0] }()
	if v.width <= 0 {
		stroke.A = 0
	}
	if len(v.path) == 0 || fill.A == 0 && stroke.A == 0 {
		return
	}
	v.buf.WriteString(`<path d="`)
	v.buf.Write(v.path)
	v.buf.WriteByte('"')
	v.colour("fill", fill)
	if stroke.A != 0 {
		v.colour("stroke", stroke)
		v.attribute("stroke-width", v.width)
		if len(v.dash) > 0 {
			v.buf.WriteString(` stroke-dasharray="`)
			for i, d := range v.dash {
				if i > 0 {
					v.buf.WriteByte(' ')
				}
				v.buf.Write(v.appendNumber(v.buf.AvailableBuffer(), d))
			}
			v.buf.WriteByte('"')
		} else {
			v.buf.WriteString(` stroke-linejoin="round"`)
		}
	}
	v.buf.WriteString("/>\n")
}

func (v *vectors) colour(name string, c drawing.Color) {
	if c.A == 0 {
		fmt.Fprintf(&v.buf, ` %s="none"`, name)
		return
	}
	fmt.Fprintf(&v.buf, ` %s="#%02X%02X%02X"`, name, c.R, c.G, c.B)
	if c.A != 255 {
		fmt.Fprintf(&v.buf, ` %s-opacity="%.3g"`, name, float64(c.A)/255)
	}
}

func (v *vectors) attribute(name string, device float64) {
	v.buf.WriteString(" " + name + `="`)
	v.buf.Write(v.appendNumber(v.buf.AvailableBuffer(), device))
	v.buf.WriteByte('"')
}

func (v *vectors) Text(body string, x, y int) {
	if v.ink.A == 0 || body == "" {
		return
	}
	v.buf.WriteString("<text")
	v.attribute("x", float64(x))
	v.attribute("y", float64(y))
	v.attribute("font-size", v.pixels())
	f := v.face()
	switch f {
	case bold:
		v.buf.WriteString(` font-weight="600"`)
	case italic:
		v.buf.WriteString(` font-style="italic"`)
	}
	if w := f.extent(body, v.pixels()).advance; w > 0 {
		v.attribute("textLength", w)
		v.buf.WriteString(` lengthAdjust="spacingAndGlyphs"`)
	}
	v.colour("fill", v.ink)
	v.buf.WriteByte('>')
	v.escape(body)
	v.buf.WriteString("</text>\n")
}

func (v *vectors) face() *face {
	switch v.font {
	case bold.ttf:
		return bold
	case italic.ttf:
		return italic
	}
	return regular
}

func (v *vectors) pixels() float64 { return v.size * v.dpi / dotsPerInch }

func (v *vectors) MeasureText(body string) chart.Box {
	e := v.face().extent(body, v.pixels())
	return chart.Box{Right: ceil(e.advance), Bottom: ceil(e.bottom - e.top)}
}

func (v *vectors) Save(w io.Writer) error {
	v.buf.WriteString("</svg>\n")
	_, err := w.Write(v.buf.Bytes())
	return err
}
