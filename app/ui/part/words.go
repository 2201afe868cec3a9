package part

import (
	"strings"
	"unicode/utf8"
)

// splitWords splits at plain spaces only: a no-break space holds.
func splitWords(s string) []string {
	var out []string
	for _, w := range strings.Split(s, " ") {
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}

func joinWords(words []string) string { return strings.Join(words, " ") }

func runes(words []string) int { return utf8.RuneCountInString(joinWords(words)) }
