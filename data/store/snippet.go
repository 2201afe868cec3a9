package store

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Span is a run of bytes, From inclusive, To exclusive.
type Span struct{ From, To int }

// Marked is a text for people with the places where the words searched for stand: in order, parted
// from each other.
type Marked struct {
	Text  string
	Marks []Span
}

// marks finds the query's words in a text, and how many of them are there.
func (q query) marks(text string) (marks []Span, found int) {
	starts := make([]int, 0, len(text)+1) // of each rune, in bytes
	runes := make([]rune, 0, len(text))
	for i, r := range text {
		starts = append(starts, i)
		runes = append(runes, fold(r))
	}
	starts = append(starts, len(text))
	hit := make([]bool, len(runes))
	for _, word := range q.parts {
		if setMarks(hit, runes, []rune(word), func(int) bool { return true }) {
			found++
		}
	}
	for _, word := range q.starts {
		if setMarks(hit, runes, []rune(word), func(at int) bool { return at == 0 || !inWord(runes[at-1]) }) {
			found++
		}
	}
	for i := 0; i < len(hit); i++ {
		if !hit[i] {
			continue
		}
		from := i
		for i < len(hit) && hit[i] {
			i++
		}
		marks = append(marks, Span{starts[from], starts[i]})
	}
	return marks, found
}

// setMarks sets hit where the word stands in the runes at an allowed place.
func setMarks(hit []bool, runes, word []rune, allowed func(at int) bool) bool {
	found := false
	for at := 0; at+len(word) <= len(runes); at++ {
		if runes[at] != word[0] || !slices.Equal(runes[at:at+len(word)], word) || !allowed(at) {
			continue
		}
		found = true
		for i := range word {
			hit[at+i] = true
		}
	}
	return found
}

// mark returns the whole text with its hits.
func (q query) mark(text string) Marked {
	text = norm.NFC.String(text)
	marks, _ := q.marks(text)
	return Marked{text, marks}
}

// The runes of a snippet, and of what stands before its first hit.
const (
	snippetRunes  = 180
	snippetBefore = 60
)

const ellipsis = "…"

// snippet returns the part of a text that holds its first hit, cut between words, on one line; and
// how many of the words the whole text holds.
func (q query) snippet(text string) (Marked, int) {
	text = norm.NFC.String(text)
	marks, found := q.marks(text)
	if found == 0 {
		return Marked{}, 0
	}
	from, to := window(text, marks[0].From)
	var b strings.Builder
	if from > 0 {
		b.WriteString(ellipsis)
	}
	shift := b.Len() - from
	// A line break becomes a space of the same length, so that the marks stay.
	b.WriteString(strings.Map(oneLine, text[from:to]))
	if to < len(text) {
		b.WriteString(ellipsis)
	}
	m := Marked{Text: b.String()}
	for _, s := range marks {
		s.From, s.To = max(s.From, from), min(s.To, to)
		if s.From < s.To {
			m.Marks = append(m.Marks, Span{s.From + shift, s.To + shift})
		}
	}
	return m, found
}

func oneLine(r rune) rune {
	if r < ' ' {
		return ' '
	}
	return r
}

// window chooses the bytes of a snippet around a hit at the byte `at`.
func window(text string, at int) (from, to int) {
	if utf8.RuneCountInString(text) <= snippetRunes {
		return 0, len(text)
	}
	from = at
	for n := 0; from > 0 && n < snippetBefore; n++ {
		_, size := utf8.DecodeLastRuneInString(text[:from])
		from -= size
	}
	to = from
	for n := 0; to < len(text) && n < snippetRunes; n++ {
		_, size := utf8.DecodeRuneInString(text[to:])
		to += size
	}
	if from > 0 { // begin after a space, where there is one before the hit
		if i := strings.IndexAny(text[from:at], " \n"); i >= 0 {
			from += i + 1
		}
	}
	if to < len(text) { // end before a space, where there is one in the second half
		if i := strings.LastIndexAny(text[from:to], " \n"); i > (to-from)/2 && from+i > at {
			to = from + i
		}
	}
	return from, to
}
