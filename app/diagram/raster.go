package diagram

import (
	"encoding/binary"
	"image"
	"image/png"
	"io"
	"math"

	"github.com/golang/freetype/truetype"
	"github.com/wcharczuk/go-chart/v2"
	"github.com/wcharczuk/go-chart/v2/drawing"
	"golang.org/x/image/draw"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// dotsPerInch is the resolution at which go-chart's raster renderer, and ours with it, takes a font
// size of n to be n device pixels.
const dotsPerInch = 64

// raster is a chart.Renderer that draws into an RGBA picture. Rectangles on whole pixels, which is
// most of a chart, are filled directly; text comes from the glyph masks; what is left goes through
// vector.Rasterizer in narrow strips, so that a long thin line costs its length and not its box.
// Everything it needs is kept between drawings.
//
// Text is never turned in our charts, so a text rotation is not taken up.
type raster struct {
	img *image.RGBA
	dpi float64

	stroke, fill, ink drawing.Color
	width             float64
	dash              []float64
	font              *truetype.Font
	size              float64

	points []vertex  // the path, curves flattened
	starts []int     // where each subpath begins in points
	shapes []vertex  // polygons to be filled: the outline of a stroke, or what is no rectangle
	ends   []outline // one a polygon, in shapes

	z    vector.Rasterizer
	mask image.Alpha
}

type vertex struct{ x, y float64 }

// outline is a polygon: where it ends in shapes, and its box.
type outline struct {
	end                    int
	left, top, right, foot float64
}

var _ chart.Renderer = (*raster)(nil)

// begin takes a picture to draw into; wipe makes it transparent first, which is needless where an
// opaque background is about to be laid.
func (r *raster) begin(img *image.RGBA, wipe bool) {
	r.img = img
	r.points, r.starts, r.shapes, r.ends = r.points[:0], r.starts[:0], r.shapes[:0], r.ends[:0]
	r.dpi = dotsPerInch
	r.ResetStyle()
	if wipe {
		clear(img.Pix)
	}
}

func (r *raster) ResetStyle() {
	r.stroke, r.fill, r.ink = drawing.Color{}, drawing.Color{}, drawing.Color{}
	r.width, r.dash, r.size = 0, nil, 0
}

func (r *raster) GetDPI() float64                { return r.dpi }
func (r *raster) SetDPI(dpi float64)             { r.dpi = dpi }
func (r *raster) SetClassName(string)            {}
func (r *raster) SetStrokeColor(c drawing.Color) { r.stroke = c }
func (r *raster) SetFillColor(c drawing.Color)   { r.fill = c }
func (r *raster) SetStrokeWidth(w float64)       { r.width = w }
func (r *raster) SetStrokeDashArray(d []float64) { r.dash = d }
func (r *raster) SetFont(f *truetype.Font)       { r.font = f }
func (r *raster) SetFontColor(c drawing.Color)   { r.ink = c }
func (r *raster) SetFontSize(size float64)       { r.size = size }
func (r *raster) SetTextRotation(float64)        {}
func (r *raster) ClearTextRotation()             {}

// add puts a point at the end of the path.
func (r *raster) add(x, y float64) { r.points = append(r.points, vertex{x, y}) }

func (r *raster) MoveTo(x, y int) { r.moveTo(float64(x), float64(y)) }

func (r *raster) moveTo(x, y float64) {
	r.starts = append(r.starts, len(r.points))
	r.add(x, y)
}

func (r *raster) LineTo(x, y int) {
	if len(r.points) == 0 {
		r.MoveTo(x, y)
		return
	}
	r.add(float64(x), float64(y))
}

func (r *raster) QuadCurveTo(cx, cy, x, y int) {
	if len(r.points) == 0 {
		r.MoveTo(cx, cy)
	}
	p := r.points[len(r.points)-1]
	reach := math.Hypot(float64(cx)-p.x, float64(cy)-p.y) + math.Hypot(float64(x-cx), float64(y-cy))
	n := int(min(4+math.Sqrt(reach), 64))
	for i := 1; i <= n; i++ {
		t := float64(i) / float64(n)
		a, b, c := (1-t)*(1-t), 2*t*(1-t), t*t
		r.add(a*p.x+b*float64(cx)+c*float64(x), a*p.y+b*float64(cy)+c*float64(y))
	}
}

func (r *raster) ArcTo(cx, cy int, rx, ry, start, delta float64) {
	n := int(min(4+math.Abs(delta)*math.Sqrt(max(rx, ry, 1))*2, 256))
	for i := 0; i <= n; i++ {
		sin, cos := math.Sincos(start + delta*float64(i)/float64(n))
		x, y := float64(cx)+rx*cos, float64(cy)+ry*sin
		if len(r.points) == 0 {
			r.moveTo(x, y)
			continue
		}
		r.add(x, y)
	}
}

func (r *raster) Close() {
	if n := len(r.starts); n > 0 {
		p := r.points[r.starts[n-1]]
		r.add(p.x, p.y)
	}
}

func (r *raster) Circle(radius float64, x, y int) {
	n := int(min(12+4*math.Sqrt(radius), 128))
	for i := 0; i <= n; i++ {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		px, py := float64(x)+radius*cos, float64(y)+radius*sin
		if i == 0 {
			r.moveTo(px, py)
			continue
		}
		r.add(px, py)
	}
}

func (r *raster) Fill()   { r.paintFill(); r.endPath() }
func (r *raster) Stroke() { r.paintStroke(); r.endPath() }
func (r *raster) FillStroke() {
	r.paintFill()
	r.paintStroke()
	r.endPath()
}

func (r *raster) endPath() { r.points, r.starts = r.points[:0], r.starts[:0] }

// subpath returns the i-th subpath.
func (r *raster) subpath(i int) []vertex {
	if i+1 < len(r.starts) {
		return r.points[r.starts[i]:r.starts[i+1]]
	}
	return r.points[r.starts[i]:]
}

func (r *raster) paintFill() {
	if r.fill.A == 0 {
		return
	}
	for i := range r.starts {
		p := r.subpath(i)
		if box, ok := wholeRect(p); ok {
			r.fillRect(box, r.fill)
			continue
		}
		if len(p) > 2 {
			r.shapes = append(r.shapes, p...)
			r.endShape()
		}
	}
	r.paintShapes(r.fill)
}

// wholeRect reports whether p is an upright rectangle with its corners on whole pixels.
func wholeRect(p []vertex) (image.Rectangle, bool) {
	if len(p) == 5 && p[4] == p[0] {
		p = p[:4]
	}
	if len(p) != 4 {
		return image.Rectangle{}, false
	}
	flat := p[0].y == p[1].y && p[1].x == p[2].x && p[2].y == p[3].y && p[3].x == p[0].x
	steep := p[0].x == p[1].x && p[1].y == p[2].y && p[2].x == p[3].x && p[3].y == p[0].y
	if !flat && !steep {
		return image.Rectangle{}, false
	}
	for _, v := range p {
		if v.x != math.Trunc(v.x) || v.y != math.Trunc(v.y) || math.Abs(v.x) > 1e6 || math.Abs(v.y) > 1e6 {
			return image.Rectangle{}, false
		}
	}
	return image.Rect(int(p[0].x), int(p[0].y), int(p[2].x), int(p[2].y)), true
}

// fillRect lays an even colour.
func (r *raster) fillRect(box image.Rectangle, c drawing.Color) {
	box = box.Intersect(r.img.Rect)
	if box.Empty() {
		return
	}
	n := box.Dx() * 4
	if c.A != 255 {
		for y := box.Min.Y; y < box.Max.Y; y++ {
			row := r.img.Pix[r.img.PixOffset(box.Min.X, y):]
			for i := 0; i < n; i += 4 {
				mix(row[i:i+4:i+4], c, uint32(c.A))
			}
		}
		return
	}
	first := r.img.Pix[r.img.PixOffset(box.Min.X, box.Min.Y):][:n]
	copy(first, []uint8{c.R, c.G, c.B, 255})
	for done := 4; done < n; done *= 2 {
		copy(first[done:], first[:done])
	}
	for y := box.Min.Y + 1; y < box.Max.Y; y++ {
		copy(r.img.Pix[r.img.PixOffset(box.Min.X, y):][:n], first)
	}
}

// paintStroke turns the path into the outline of its line: one quadrilateral a segment or dash, and
// a round joint where two segments meet. All turn the same way, so that overlaps count once.
func (r *raster) paintStroke() {
	if r.stroke.A == 0 || r.width <= 0 {
		return
	}
	dashed := false
	for _, d := range r.dash {
		dashed = dashed || d > 0
	}
	for i := range r.starts {
		p := r.subpath(i)
		if dashed {
			r.dashes(p)
			continue
		}
		for j := 1; j < len(p); j++ {
			r.quad(p[j-1], p[j])
			if r.width >= 1.5 && (j+1 < len(p) || p[0] == p[j]) {
				r.joint(p[j])
			}
		}
	}
	r.paintShapes(r.stroke)
}

func (r *raster) dashes(p []vertex) {
	at, left := 0, r.dash[0]
	for j := 1; j < len(p); j++ {
		a, b := p[j-1], p[j]
		length := math.Hypot(b.x-a.x, b.y-a.y)
		for done := 0.0; done < length; {
			step := min(left, length-done)
			if at%2 == 0 && step > 0 {
				k, l := done/length, (done+step)/length
				r.quad(vertex{a.x + k*(b.x-a.x), a.y + k*(b.y-a.y)}, vertex{a.x + l*(b.x-a.x), a.y + l*(b.y-a.y)})
			}
			done, left = done+step, left-step
			for n := 0; left <= 1e-9 && n < len(r.dash); n++ {
				at = (at + 1) % len(r.dash)
				left = r.dash[at]
			}
			if left <= 1e-9 {
				return
			}
		}
	}
}

func (r *raster) quad(a, b vertex) {
	length := math.Hypot(b.x-a.x, b.y-a.y)
	if length == 0 {
		return
	}
	nx, ny := (b.y-a.y)/length*r.width/2, -(b.x-a.x)/length*r.width/2
	r.shapes = append(r.shapes, vertex{a.x + nx, a.y + ny}, vertex{b.x + nx, b.y + ny},
		vertex{b.x - nx, b.y - ny}, vertex{a.x - nx, a.y - ny})
	r.endShape()
}

func (r *raster) joint(c vertex) {
	const sides = 12
	for i := 0; i < sides; i++ {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / sides)
		r.shapes = append(r.shapes, vertex{c.x + cos*r.width/2, c.y + sin*r.width/2})
	}
	r.endShape()
}

func (r *raster) endShape() {
	from := 0
	if n := len(r.ends); n > 0 {
		from = r.ends[n-1].end
	}
	o := outline{end: len(r.shapes), left: math.Inf(1), top: math.Inf(1), right: math.Inf(-1), foot: math.Inf(-1)}
	for _, v := range r.shapes[from:] {
		o.left, o.right = min(o.left, v.x), max(o.right, v.x)
		o.top, o.foot = min(o.top, v.y), max(o.foot, v.y)
	}
	r.ends = append(r.ends, o)
}

// strip is how wide a piece the rasterizer takes at a time, in pixels.
const strip = 128

// paintShapes fills the polygons gathered and forgets them.
func (r *raster) paintShapes(c drawing.Color) {
	defer func() { r.shapes, r.ends = r.shapes[:0], r.ends[:0] }()
	if len(r.ends) == 0 {
		return
	}
	left, right := math.Inf(1), math.Inf(-1)
	for _, o := range r.ends {
		left, right = min(left, o.left), max(right, o.right)
	}
	bounds := r.img.Rect
	from := max(floor(left), bounds.Min.X)
	to := min(ceil(right), bounds.Max.X)
	for x := from; x < to; x += strip {
		width := min(strip, to-x)
		top, foot := math.Inf(1), math.Inf(-1)
		for _, o := range r.ends {
			if o.right > float64(x) && o.left < float64(x+width) {
				top, foot = min(top, o.top), max(foot, o.foot)
			}
		}
		box := image.Rect(x, max(floor(top), bounds.Min.Y), x+width, min(ceil(foot), bounds.Max.Y))
		if box.Empty() {
			continue
		}
		r.paintStrip(box, c)
	}
}

func (r *raster) paintStrip(box image.Rectangle, c drawing.Color) {
	w, h := box.Dx(), box.Dy()
	r.z.Reset(w, h)
	r.z.DrawOp = draw.Src
	from := 0
	for _, o := range r.ends {
		if o.right > float64(box.Min.X) && o.left < float64(box.Max.X) {
			for i, v := range r.shapes[from:o.end] {
				x, y := float32(v.x-float64(box.Min.X)), float32(v.y-float64(box.Min.Y))
				if i == 0 {
					r.z.MoveTo(x, y)
				} else {
					r.z.LineTo(x, y)
				}
			}
			r.z.ClosePath()
		}
		from = o.end
	}
	if cap(r.mask.Pix) < w*h {
		r.mask.Pix = make([]uint8, w*h)
	}
	r.mask = image.Alpha{Pix: r.mask.Pix[:w*h], Stride: w, Rect: image.Rect(0, 0, w, h)}
	r.z.Draw(&r.mask, r.mask.Rect, image.Opaque, image.Point{})
	r.lay(box, r.mask.Pix, c)
}

// lay puts a colour onto the picture through a mask that has box's size.
func (r *raster) lay(box image.Rectangle, mask []uint8, c drawing.Color) {
	seen := box.Intersect(r.img.Rect)
	if seen.Empty() {
		return
	}
	solid := uint32(c.R) | uint32(c.G)<<8 | uint32(c.B)<<16 | 255<<24
	w := box.Dx()
	for y := seen.Min.Y; y < seen.Max.Y; y++ {
		cover := mask[(y-box.Min.Y)*w+seen.Min.X-box.Min.X:][:seen.Dx()]
		row := r.img.Pix[r.img.PixOffset(seen.Min.X, y):][:seen.Dx()*4]
		for i, a := range cover {
			switch {
			case a == 0:
			case a == 255 && c.A == 255:
				binary.LittleEndian.PutUint32(row[i*4:], solid)
			default:
				mix(row[i*4:i*4+4:i*4+4], c, uint32(a)*uint32(c.A)/255)
			}
		}
	}
}

// mix lays c over one premultiplied pixel; a is how much of it, of 255.
func mix(p []uint8, c drawing.Color, a uint32) {
	rest := 255 - a
	p[0] = by255(uint32(c.R)*a + uint32(p[0])*rest)
	p[1] = by255(uint32(c.G)*a + uint32(p[1])*rest)
	p[2] = by255(uint32(c.B)*a + uint32(p[2])*rest)
	p[3] = by255(255*a + uint32(p[3])*rest)
}

func by255(v uint32) uint8 {
	v += 128
	return uint8((v + v>>8) >> 8)
}

// Text draws with the pen at (x, y), the left end of the baseline.
func (r *raster) Text(body string, x, y int) {
	if r.font == nil || r.ink.A == 0 {
		return
	}
	key := glyphKey{font: r.font, size: r.pixels()}
	pen := float64(x)
	for _, c := range body {
		quarters := int(math.Floor(pen*4 + 0.5))
		key.r, key.quarter = c, uint8(quarters&3)
		g := masks.get(key)
		r.lay(g.box.Add(image.Pt(quarters>>2, y)), g.mask, r.ink)
		pen += g.advance
	}
}

// pixels is the size of the em.
func (r *raster) pixels() fixed.Int26_6 {
	return fixed.Int26_6(math.Round(r.size * r.dpi / dotsPerInch * 64))
}

func (r *raster) MeasureText(body string) chart.Box {
	if r.font == nil {
		return chart.Box{}
	}
	key := glyphKey{font: r.font, size: r.pixels()}
	width, height := 0.0, 0
	for _, c := range body {
		key.r = c
		g := masks.get(key)
		width += g.advance
		height = max(height, g.box.Dy())
	}
	return chart.Box{Right: ceil(width), Bottom: height}
}

func (r *raster) Save(w io.Writer) error {
	if c, ok := w.(chart.RGBACollector); ok {
		c.SetRGBA(r.img)
		return nil
	}
	return png.Encode(w, r.img)
}

func floor(v float64) int { return int(math.Floor(clamp(v))) }
func ceil(v float64) int  { return int(math.Ceil(clamp(v))) }

// clamp keeps a coordinate where pixels can be; what is not a number becomes 0.
func clamp(v float64) float64 {
	if v != v {
		return 0
	}
	return max(-1e6, min(1e6, v))
}
