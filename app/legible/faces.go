package legible

import (
	"sync"
	"unicode"

	"github.com/golang/freetype/truetype"

	"rodatraden/assets"
)

// Has reports whether every one of the program's faces has a letter.
func Has(r rune) bool {
	if r >= 0 && r < plane {
		w, bit := r/64, uint64(1)<<(r%64)
		return known().has[w]&bit != 0
	}
	return inAll(r)
}

// Lacks returns the first letter of a text that one of the program's faces does not have, or 0. Line
// feeds and tabs are no letters.
func Lacks(s string) rune {
	for _, r := range s {
		if r >= ' ' && r <= '~' || r == '\n' || r == '\t' {
			continue
		}
		if !Has(r) {
			return r
		}
	}
	return 0
}

// plain reports whether a character is drawn as it is wherever it stands: the faces have it, it can be
// seen, and it stands on nothing else.
func plain(r rune) bool {
	if r >= 0 && r < plane {
		w, bit := r/64, uint64(1)<<(r%64)
		return known().plain[w]&bit != 0
	}
	return inAll(r) && alone(r)
}

func alone(r rune) bool {
	return !unicode.In(r, unicode.M, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point)
}

// plane is the end of the characters that are looked up beforehand: those of all living alphabets.
const plane = 0x10000

// runes is a set of characters below plane, a bit each.
type runes [plane / 64]uint64

// known is what the faces have, asked of them once.
var known = sync.OnceValue(func() *struct{ has, plain runes } {
	var k struct{ has, plain runes }
	for r := rune(' '); r < plane; r++ {
		if !inAll(r) {
			continue
		}
		k.has[r/64] |= 1 << (r % 64)
		if alone(r) {
			k.plain[r/64] |= 1 << (r % 64)
		}
	}
	return &k
})

func inAll(r rune) bool {
	for _, f := range faces() {
		if f.Index(r) == 0 {
			return false
		}
	}
	return true
}

var faces = sync.OnceValue(func() []*truetype.Font {
	var all []*truetype.Font
	for _, name := range []string{assets.FontRegular, assets.FontBold, assets.FontItalic, assets.FontBoldItalic} {
		f, err := truetype.Parse(assets.Font(name))
		if err != nil {
			panic(err) // an embedded font that does not parse is a fault of the program
		}
		all = append(all, f)
	}
	return all
})
