package search

import "strings"

// Chosen is what is searched for, and what of that the reader has chosen to see. All but the words may
// be empty.
type Chosen struct{ Words, Group, Year, Record string }

// ParseChosen reads what String wrote: the words, and on a line of its own a group, a year and a record.
func ParseChosen(argument string) Chosen {
	words, rest, _ := strings.Cut(argument, "\n")
	parts := append(strings.Split(rest, " "), "", "", "")
	return Chosen{words, parts[0], parts[1], parts[2]}
}

// String writes the choice for a place: the words alone where nothing else is chosen.
func (c Chosen) String() string {
	if c.Group+c.Year+c.Record == "" {
		return c.Words
	}
	return c.Words + "\n" + strings.Join([]string{c.Group, c.Year, c.Record}, " ")
}
