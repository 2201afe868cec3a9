package sie

import (
	"strings"
)

// entry is one of what a mapping lists of accounts or objects: one, all that begin alike, or a range.
type entry struct {
	text     string
	prefix   bool   // text is what they begin with
	from, to string // of a range
}

// selection takes what any of its entries does.
type selection []entry

// parseEntry reads an entry; ok is false for a range whose end lies before its beginning.
func parseEntry(text string) (e entry, ok bool) {
	text = strings.TrimSpace(text)
	if begin, star := strings.CutSuffix(text, "*"); star {
		return entry{text: begin, prefix: true}, true
	}
	e = entry{text: text}
	from, to, span := strings.Cut(text, "-")
	from, to = strings.TrimSpace(from), strings.TrimSpace(to)
	if !span || from == "" || to == "" || !digits(from) && len(from) != len(to) {
		return e, text != ""
	}
	e.from, e.to = from, to
	if digits(from) != digits(to) {
		e.from, e.to = "", "" // the name of one that has a hyphen in it
		return e, true
	}
	return e, byNumber(from, to) <= 0
}

// has reports whether an entry takes a text. A number lies in a range by its value, another text by its order
// where it is as long as the range's ends.
func (e entry) has(text string) bool {
	switch {
	case text == "": // on no object of the dimension
		return false
	case e.prefix:
		return strings.HasPrefix(text, e.text)
	case text == e.text:
		return true
	case e.from == "":
		return false
	case digits(e.from):
		return digits(text) && byValue(text, e.from) >= 0 && byValue(text, e.to) <= 0
	}
	return len(text) == len(e.from) && text >= e.from && text <= e.to
}

func (s selection) has(text string) bool {
	for _, e := range s {
		if e.has(text) {
			return true
		}
	}
	return false
}

// selectionOf reads a list of entries; those that are no entries are left out, and told where the mapping is
// checked.
func selectionOf(texts []string) selection {
	var s selection
	for _, t := range texts {
		if e, ok := parseEntry(t); ok {
			s = append(s, e)
		}
	}
	return s
}
