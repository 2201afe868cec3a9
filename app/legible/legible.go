// Package legible makes text that comes from outside fit to be seen. The text itself is never
// changed: it is stored, exported as data and copied as it was written, and passes through here on its
// way to a screen, a picture, a reading copy or a terminal.
//
// What is shown in place of what cannot be:
//
//	□            a letter that the program's faces lack, with all that is written on or joined to it;
//	             or what is stacked on a letter beyond what a line has room for
//	⟨U+202E⟩     a character that cannot be seen, by its number: a control character, a change of the
//	             direction of writing, a space of no width, a soft hyphen, a hidden tag
//
// Every kind of line break is a line feed. What is legible already comes back as it is, and costs
// nothing: Visible(Visible(s)) is Visible(s).
package legible

import (
	"fmt"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Substitute stands for what cannot be drawn.
const Substitute = '□'

// A letter has at most so many marks stacked on it: where our own faces draw them, as many as a line
// has room for; where others do, as many as any living script writes.
const (
	maxStacked       = 2
	maxStackedByThem = 4
)

// maxNamed is how many unseen characters in a row are named; of more the number is told.
const maxNamed = 4

// Visible returns a text as it is drawn in the program's own faces. Line feeds and tabs stay.
func Visible(s string) string {
	if legible(s) {
		return s
	}
	return seen(s, false)
}

// Line is Visible for where there is one line: its line feeds and tabs are spaces.
func Line(s string) string {
	s = Visible(s)
	if strings.IndexByte(s, '\n') < 0 && strings.IndexByte(s, '\t') < 0 {
		return s
	}
	return oneLine.Replace(s)
}

var oneLine = strings.NewReplacer("\n", " ", "\t", " ")

// Marked returns a text as it is shown where the faces of others draw it, as in a browser and on a
// terminal: they have the letters that ours lack, but what cannot be seen is named all the same.
func Marked(s string) string {
	if legible(s) {
		return s
	}
	return seen(s, true)
}

// legible reports whether a text can be drawn as it is.
func legible(s string) bool {
	for i := 0; i < len(s); {
		b := s[i]
		if b >= ' ' && b <= '~' || b == '\n' || b == '\t' {
			i++
			continue
		}
		if b < utf8.RuneSelf {
			return false
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !plain(r) {
			return false
		}
		i += n
	}
	return true
}

// sort is what a character is to somebody who reads.
type sort uint8

const (
	letter   sort = iota // drawn as it is
	foreign              // a letter that our faces lack
	stacked              // a mark on the letter before it
	unhad                // a mark that our faces lack, or that only asks for another shape
	joiner               // joins two letters of a script that needs it, or the parts of a picture
	unseen               // named
	lineFeed             // a line break
	carriage             // the one that a line feed may follow
)

func sortOf(r rune) sort {
	switch {
	case r == '\n' || r == '\u2028' || r == '\u2029':
		return lineFeed
	case r == '\r':
		return carriage
	case r == '\t' || plain(r):
		return letter
	case r == '\u200C' || r == '\u200D':
		return joiner
	case unicode.Is(unicode.Variation_Selector, r) || r == '\u034F':
		return unhad
	case unicode.In(r, unicode.Cc, unicode.Other_Default_Ignorable_Code_Point),
		unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r):
		return unseen
	case unicode.Is(unicode.M, r):
		if Has(r) {
			return stacked
		}
		return unhad
	}
	return foreign
}

// shape reports whether a variation selector chooses how a sign that our faces have is drawn, as of a
// heart in colours: there is nothing to tell.
func shape(selector, before rune) bool {
	return (selector == '\uFE0E' || selector == '\uFE0F') && before != 0 &&
		(unicode.IsSymbol(before) || unicode.IsPunct(before) || unicode.IsDigit(before))
}

// seen rewrites a text; theirs says that faces of others draw it.
func seen(s string, theirs bool) string {
	var b strings.Builder
	b.Grow(len(s) + 16)
	var (
		before  rune // the letter that marks would stand on, or 0
		within  bool // before is foreign: what is joined to it is a part of it
		marks   int  // on before
		replace bool // a mark on before has been replaced
		named   int  // unseen characters in a row
	)
	most := maxStacked
	if theirs {
		most = maxStackedByThem
	}
	endNames := func() {
		if named > maxNamed {
			fmt.Fprintf(&b, "\u00A0+%d", named-maxNamed)
		}
		if named > 0 {
			b.WriteRune('⟩')
		}
		named = 0
	}
	begin := func(r rune, isForeign bool) {
		endNames()
		before, within, marks, replace = r, isForeign, 0, false
	}
	instead := func() { // in place of a mark: once a letter
		if !replace {
			b.WriteRune(Substitute)
			replace = true
		}
	}
	after := rune(0)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		last := after
		after = r
		if r == utf8.RuneError && n == 1 { // no character
			begin(0, false)
			b.WriteRune(Substitute)
			continue
		}
		kind := sortOf(r)
		if theirs && kind == unhad {
			kind = stacked
		}
		switch kind {
		case letter:
			begin(r, false)
			if unicode.IsSpace(r) {
				before = 0
			}
			b.WriteRune(r)
		case foreign:
			begin(r, true)
			if theirs {
				b.WriteRune(r)
			} else {
				b.WriteRune(Substitute)
			}
		case lineFeed:
			begin(0, false)
			if r != '\n' || last != '\r' {
				b.WriteByte('\n')
			}
		case carriage:
			begin(0, false)
			b.WriteByte('\n')
		case stacked, unhad:
			if named > 0 { // it stands on nothing that is seen
				begin(0, false)
			}
			switch {
			case within && !theirs, shape(r, before) && marks == 0 && !theirs:
			case before == 0 || marks >= most || kind == unhad || replace:
				instead()
			default:
				b.WriteRune(r)
				marks++
			}
		default: // joiner, unseen
			if kind == joiner && within && named == 0 {
				if theirs && last != r {
					b.WriteRune(r)
				}
				continue
			}
			switch {
			case named == 0:
				fmt.Fprintf(&b, "⟨U+%04X", r)
			case named < maxNamed:
				fmt.Fprintf(&b, "\u00A0U+%04X", r)
			}
			named++
			before, within = 0, false
		}
	}
	endNames()
	return b.String()
}

// Letters parts a text into its letters, each with the marks that stand on it.
func Letters(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		start := 0
		for i, r := range s {
			if i > start && !(r >= 0x300 && unicode.Is(unicode.M, r)) {
				if !yield(s[start:i]) {
					return
				}
				start = i
			}
		}
		if start < len(s) {
			yield(s[start:])
		}
	}
}
