package importer

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Places are the lines of a mapping file on which its words stand: part[0].column[1].field. A word of an
// inline table, or of a list over several lines, stands where that begins.
type Places map[string]int

var (
	headingForm = regexp.MustCompile(`^\s*\[(\[?)\s*([^\[\]]+?)\s*\]`)
	keyForm     = regexp.MustCompile(`^\s*([A-Za-z0-9_-]+|"[^"]*"|'[^']*')\s*=`)
	indexForm   = regexp.MustCompile(`\[[0-9]+\]`)
)

// PlacesOf finds the words of a mapping file.
func PlacesOf(raw []byte) Places {
	places := Places{}
	count := map[string]int{}
	at := ""
	for n, line := range strings.Split(string(raw), "\n") {
		if m := headingForm.FindStringSubmatch(line); m != nil {
			at = ""
			names := strings.Split(m[2], ".")
			for i, name := range names {
				at = under(at, strings.Trim(name, `"' `))
				if i == len(names)-1 && m[1] != "" {
					count[at]++
				}
				if c := count[at]; c > 0 {
					at += fmt.Sprintf("[%d]", c-1)
				}
			}
			places[at] = n + 1
		} else if m := keyForm.FindStringSubmatch(line); m != nil {
			if word := under(at, strings.Trim(m[1], `"'`)); places[word] == 0 {
				places[word] = n + 1
			}
		}
	}
	return places
}

func under(at, name string) string {
	if at == "" {
		return name
	}
	return at + "." + name
}

// Of is the line of a word, or of what it stands in; 0 where neither is there.
func (p Places) Of(word string) int {
	for word != "" {
		if line, there := p[word]; there {
			return line
		}
		word = word[:max(0, strings.LastIndexByte(word, '.'))]
	}
	return 0
}

// bare are the lines by words without the numbers of the tables that they stand in, each list in order.
func (p Places) bare() map[string][]int {
	lines := map[string][]int{}
	for at, line := range p {
		word := indexForm.ReplaceAllString(at, "")
		lines[word] = append(lines[word], line)
	}
	for _, list := range lines {
		slices.Sort(list)
	}
	return lines
}
