package sheet

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"rodatraden/data/followup"
)

// fold makes names comparable: NFC, one space where there are spaces or line breaks of any kind, none around,
// and no soft hyphens.
func fold(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		b := s[i]
		if b >= 0x80 || b < 0x20 || b == ' ' && (i == 0 || i == len(s)-1 || s[i+1] == ' ') {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	s = strings.NewReplacer("\u00AD", "", "\u200B", "", "\uFEFF", "").Replace(s)
	return strings.Join(strings.Fields(norm.NFC.String(s)), " ")
}

// alike makes headers comparable: as fold, in small letters.
func alike(s string) string { return strings.ToLower(fold(s)) }

// like reports whether a row's name fits a pattern, in which a * at either end stands for anything.
func like(pattern, name string) bool {
	pattern, name = alike(pattern), alike(name)
	before, any1 := strings.CutPrefix(pattern, "*")
	middle, any2 := strings.CutSuffix(before, "*")
	switch {
	case any1 && any2:
		return strings.Contains(name, middle)
	case any1:
		return strings.HasSuffix(name, middle)
	case any2:
		return strings.HasPrefix(name, middle)
	}
	return name == middle
}

// nearest lists at most three candidates that a name may be a misspelling of, the likeliest first.
func nearest(name string, candidates []string) string {
	left := slices.Clone(candidates)
	var found []string
	for len(found) < 3 {
		best := followup.Nearest(name, left)
		if best == "" {
			break
		}
		found = append(found, best)
		left = slices.DeleteFunc(left, func(c string) bool { return c == best })
	}
	return strings.Join(found, ", ")
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
