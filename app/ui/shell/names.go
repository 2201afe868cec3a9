package shell

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// kinds are what bodies are called, and the letter that stands for each when a body is called by its
// letters: Socialnämnden is SN, Kommunstyrelsen KS.
var kinds = []struct{ ending, letter string }{
	{"nämnden", "N"}, {"nämnd", "N"}, {"styrelsen", "S"}, {"styrelse", "S"},
	{"fullmäktige", "F"}, {"utskottet", "U"}, {"utskott", "U"}, {"beredningen", "B"}, {"beredning", "B"},
}

// small are the words that give no letter.
var small = []string{"och", "för", "i", "av", "med", "samt", "and", "of", "the", "for"}

// shorterNames gives what a committee is called where there is no room, from long to short: without
// what follows a comma or stands in brackets, then by its letters. Arbetsmarknads- och socialnämnden is ASN.
func shorterNames(name string) []string {
	var out []string
	short := name
	if end := strings.IndexAny(name, ",("); end >= 0 {
		short = name[:end]
	}
	if short = strings.TrimSpace(short); short != name && short != "" {
		out = append(out, short)
	}
	letters := ""
	for _, word := range strings.Fields(short) {
		if r, _ := utf8.DecodeRuneInString(word); unicode.IsLetter(r) && !slices.Contains(small, strings.ToLower(word)) {
			letters += string(unicode.ToUpper(r))
		}
	}
	lower := strings.ToLower(short)
	for _, k := range kinds {
		if strings.HasSuffix(lower, k.ending) && !strings.HasSuffix(lower, " "+k.ending) && lower != k.ending {
			letters += k.letter
			break
		}
	}
	const most = 6
	if n := utf8.RuneCountInString(letters); n > most {
		letters = string([]rune(letters)[:most])
	}
	if letters != "" && letters != short {
		out = append(out, letters)
	}
	return out
}
