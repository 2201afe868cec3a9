package store

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// foldVersion is part of the library's fingerprint: the index holds folded texts, so a change of
// fold, plain or wordsOf needs a new library, and a new number.
const foldVersion = 1

// fold gives the rune as search compares it: the same for capitals and small letters, å, ä and ö
// kept apart from a and o, every space a space, every hyphen and minus the hyphen of the keyboard.
func fold(r rune) rune {
	if r < utf8.RuneSelf {
		switch {
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		case r < ' ' || r == 0x7F:
			return ' '
		}
		return r
	}
	switch r {
	case '\u2010', '\u2011', '\u2012', '\u2013', '\u2212':
		return '-'
	}
	if unicode.IsSpace(r) || unicode.IsControl(r) {
		return ' '
	}
	least := r
	for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
		least = min(least, next)
	}
	return unicode.ToLower(least)
}

// folded returns the text, composed, as the index holds it.
func folded(text string) string { return strings.Map(fold, norm.NFC.String(text)) }

// inWord reports whether the rune is part of a word to the index of short words.
func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Co, r)
}

// The most of a search's text that is used: nothing in a library is found by more.
const (
	maxQueryRunes = 256
	maxQueryWords = 16
)

// query is what is searched for, folded. Every word must be found.
type query struct {
	parts  []string // three letters and more: found anywhere
	starts []string // one or two: found where a word begins
}

func (q query) empty() bool { return len(q.parts) == 0 && len(q.starts) == 0 }

// parseQuery parts the text at spaces. Quotation marks around a word are dropped; a short word
// without a letter or a digit is none, and is passed over.
func parseQuery(text string) query {
	var q query
	text = strings.ToValidUTF8(text, "")
	if len(text) > maxQueryRunes*utf8.UTFMax {
		text = strings.ToValidUTF8(text[:maxQueryRunes*utf8.UTFMax], "")
	}
	runes := []rune(folded(text))
	if len(runes) > maxQueryRunes {
		runes = runes[:maxQueryRunes]
	}
	seen := map[string]bool{}
	for _, word := range strings.Fields(string(runes)) {
		word = strings.Trim(word, "\"”“„»«")
		if len(q.parts)+len(q.starts) == maxQueryWords {
			break
		}
		if utf8.RuneCountInString(word) >= 3 {
			if !seen[word] {
				seen[word] = true
				q.parts = append(q.parts, word)
			}
			continue
		}
		for _, short := range strings.FieldsFunc(word, func(r rune) bool { return !inWord(r) }) {
			if !seen[short] {
				seen[short] = true
				q.starts = append(q.starts, short)
			}
		}
	}
	return q
}

// match writes the words for the index of parts, or of starts, as FTS5 reads them. Each is a
// string in quotation marks, so that nothing in it is an operator.
func match(words []string, suffix string) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteString(" AND ")
		}
		b.WriteString(`"` + strings.ReplaceAll(w, `"`, `""`) + `"` + suffix)
	}
	return b.String()
}

func (q query) matchParts() string  { return match(q.parts, "") }
func (q query) matchStarts() string { return match(q.starts, " *") }

// inTitle narrows a match to the column of titles.
func inTitle(m string) string { return "{title} : (" + m + ")" }
