package importer

import (
	"slices"
	"strings"

	"rodatraden/data/followup"
	"rodatraden/data/model"
	"rodatraden/data/schema"
)

// Checker gathers what is wrong with a mapping, by the words that it stands at.
type Checker struct {
	file   string
	places Places
	found  followup.Collector
}

// NewChecker makes a checker of a mapping file.
func NewChecker(file string, places Places) *Checker { return &Checker{file: file, places: places} }

// Put records a fault at a word, or at what it should stand in. What the sentences name comes as names and
// texts by turns; they may name the Word, too. Value is what stands there.
func (c *Checker) Put(code, word string, args ...string) {
	f := followup.Finding{
		Severity: followup.Fault, Code: code, File: c.file, Row: c.places.Of(word), Column: word, Args: map[string]string{"Word": word},
	}
	for i := 0; i+1 < len(args); i += 2 {
		f.Args[args[i]] = args[i+1]
	}
	f.Value = f.Args["Value"]
	c.found.Add(f)
}

// OneOf tells where a word has a value, and not one of those that it may have.
func (c *Checker) OneOf(word, value string, allowed []string) {
	if value != "" && !slices.Contains(allowed, value) {
		c.Put(MappingValue, word, "Value", value, "Allowed", strings.Join(allowed, ", "))
	}
}

// Cell tells where a word has a value that a column of a table cannot hold; like are examples of what it can.
func (c *Checker) Cell(word, value, table, column string, like ...string) {
	t := schema.MustGet(table)
	f := t.Fields[t.Column(column)]
	wrong := false
	switch allowed := f.Allowed(); {
	case value == "":
	case allowed != nil:
		c.OneOf(word, value, allowed)
	case f.As == schema.Period:
		_, ok := model.ParsePeriod(value)
		wrong = !ok
	case f.Pattern != nil:
		wrong = !f.Pattern.MatchString(value)
	}
	if wrong {
		c.Put(MappingLike, word, "Value", value, "Allowed", strings.Join(like, ", "))
	}
}

// Report is what was told.
func (c *Checker) Report() followup.Report { return c.found.Report() }
