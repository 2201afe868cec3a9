package diagram

import (
	"sync"

	"github.com/golang/freetype/truetype"
	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"

	"rodatraden/app/legible"
	"rodatraden/assets"
)

// face is one of the typefaces, with the measures of the glyphs met so far. Measures are kept in
// units of the em and scaled, so that a scene has the same proportions at every scale.
type face struct {
	ttf *truetype.Font
	em  float64
	mu  sync.RWMutex
	met map[rune]measures
}

// measures of a glyph: how far it moves the pen, and the box of its ink relative to the pen, y up.
type measures struct{ advance, left, right, bottom, top float64 }

var (
	regular = newFace(assets.FontRegular)
	bold    = newFace(assets.FontBold)
	italic  = newFace(assets.FontItalic)
)

func newFace(name string) *face {
	ttf, err := truetype.Parse(assets.Font(name))
	if err != nil {
		panic(err) // an embedded font that does not parse is a fault of the program
	}
	return &face{ttf: ttf, em: float64(ttf.FUnitsPerEm()), met: map[rune]measures{}}
}

func (f *face) measure(r rune) measures {
	f.mu.RLock()
	m, ok := f.met[r]
	f.mu.RUnlock()
	if ok {
		return m
	}
	unit := fixed.Int26_6(f.ttf.FUnitsPerEm())
	index := f.ttf.Index(r)
	var g truetype.GlyphBuf
	if err := g.Load(f.ttf, unit, index, font.HintingNone); err == nil {
		m = measures{
			left: float64(g.Bounds.Min.X) / f.em, right: float64(g.Bounds.Max.X) / f.em,
			bottom: float64(g.Bounds.Min.Y) / f.em, top: float64(g.Bounds.Max.Y) / f.em,
		}
	}
	m.advance = float64(f.ttf.HMetric(unit, index).AdvanceWidth) / f.em
	f.mu.Lock()
	f.met[r] = m
	f.mu.Unlock()
	return m
}

// extent returns the ink of s at a size, relative to the pen's start on the baseline and with y
// down, and how far the pen moves.
func (f *face) extent(s string, size float64) (m measures) {
	first := true
	for _, r := range s {
		g := f.measure(r)
		if g.right > g.left {
			if first {
				m.left, m.right, m.top, m.bottom = m.advance+g.left, m.advance+g.right, -g.top, -g.bottom
				first = false
			}
			m.left, m.right = min(m.left, m.advance+g.left), max(m.right, m.advance+g.right)
			m.top, m.bottom = min(m.top, -g.top), max(m.bottom, -g.bottom)
		}
		m.advance += g.advance
	}
	m.advance, m.left, m.right = m.advance*size, m.left*size, m.right*size
	m.top, m.bottom = m.top*size, m.bottom*size
	return m
}

// capHeight is the height of capitals and figures in parts of the em; text is centred by it.
const capHeight = 0.65

// drawable returns s as it can be drawn and stand in an SVG.
func drawable(s string) string { return legible.Line(s) }
