package look

import (
	"sync"

	"github.com/golang/freetype/truetype"

	"rodatraden/assets"
)

// Has reports whether every rune of s is in all our faces. Line breaks and tabs are no letters.
func Has(s string) bool { return Lacks(s) == 0 }

// Lacks returns the first rune of s that one of our faces does not have, or 0.
func Lacks(s string) rune {
	for _, r := range s {
		if r >= ' ' && r <= '~' || r == '\n' || r == '\t' {
			continue
		}
		if !drawn(r) {
			return r
		}
	}
	return 0
}

// drawn remembers the answers: the same few runes are asked for again and again.
func drawn(r rune) bool {
	if known, ok := answers.Load(r); ok {
		return known.(bool)
	}
	ok := true
	for _, f := range faces() {
		ok = ok && f.Index(r) != 0
	}
	answers.Store(r, ok)
	return ok
}

var answers sync.Map // rune to bool

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
