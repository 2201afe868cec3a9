package diagram

import (
	"image"
	"sync"

	"github.com/golang/freetype/truetype"
	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// glyph is the coverage of one glyph: box is where the mask lies relative to the whole pixel that
// the pen stands in.
type glyph struct {
	box     image.Rectangle
	mask    []uint8
	advance float64
}

// glyphKey names a mask. The pen may stand a quarter, a half or three quarters into its pixel;
// baselines are always whole.
type glyphKey struct {
	font    *truetype.Font
	size    fixed.Int26_6
	r       rune
	quarter uint8
}

// glyphCache keeps the masks of all drawings. Sizes are few (roles × text scale × screen scale), so
// it is emptied rather than trimmed should it ever be full.
type glyphCache struct {
	mu    sync.RWMutex
	masks map[glyphKey]*glyph
}

const maxMasks = 8192

var masks = glyphCache{masks: map[glyphKey]*glyph{}}

func (c *glyphCache) get(k glyphKey) *glyph {
	c.mu.RLock()
	g := c.masks[k]
	c.mu.RUnlock()
	if g != nil {
		return g
	}
	g = rasterize(k)
	c.mu.Lock()
	if len(c.masks) >= maxMasks {
		clear(c.masks)
	}
	c.masks[k] = g
	c.mu.Unlock()
	return g
}

func rasterize(k glyphKey) *glyph {
	index := k.font.Index(k.r)
	g := &glyph{advance: float64(k.font.HMetric(k.size, index).AdvanceWidth) / 64}
	var outline truetype.GlyphBuf
	if err := outline.Load(k.font, k.size, index, font.HintingNone); err != nil || len(outline.Points) == 0 {
		return g
	}
	shift := fixed.Int26_6(k.quarter) * 16
	g.box = image.Rect(
		(outline.Bounds.Min.X + shift).Floor(), (-outline.Bounds.Max.Y).Floor(),
		(outline.Bounds.Max.X + shift).Ceil(), (-outline.Bounds.Min.Y).Ceil(),
	)
	w, h := g.box.Dx(), g.box.Dy()
	if w <= 0 || h <= 0 {
		return g
	}
	z := vector.NewRasterizer(w, h)
	at := func(p truetype.Point) (float32, float32) {
		return float32(p.X+shift)/64 - float32(g.box.Min.X), -float32(p.Y)/64 - float32(g.box.Min.Y)
	}
	from := 0
	for _, to := range outline.Ends {
		contour(z, outline.Points[from:to], at)
		from = to
	}
	m := image.NewAlpha(image.Rect(0, 0, w, h))
	z.DrawOp = draw.Src
	z.Draw(m, m.Rect, image.Opaque, image.Point{})
	g.mask = m.Pix
	return g
}

// contour adds a closed TrueType contour, in which two control points in a row have an implied
// point on the curve midway between them.
func contour(z *vector.Rasterizer, ps []truetype.Point, at func(truetype.Point) (float32, float32)) {
	if len(ps) == 0 {
		return
	}
	on := func(p truetype.Point) bool { return p.Flags&1 != 0 }
	last := len(ps) - 1
	startX, startY := at(ps[0])
	if !on(ps[0]) {
		startX, startY = at(ps[last])
		if !on(ps[last]) {
			x, y := at(ps[0])
			startX, startY = (startX+x)/2, (startY+y)/2
		}
	}
	z.MoveTo(startX, startY)
	var cx, cy float32
	control := false
	for _, p := range ps {
		x, y := at(p)
		switch {
		case on(p) && control:
			z.QuadTo(cx, cy, x, y)
			control = false
		case on(p):
			z.LineTo(x, y)
		default:
			if control {
				z.QuadTo(cx, cy, (cx+x)/2, (cy+y)/2)
			}
			cx, cy, control = x, y, true
		}
	}
	if control {
		z.QuadTo(cx, cy, startX, startY)
	}
	z.ClosePath()
}
