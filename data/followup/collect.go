package followup

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"rodatraden/data/schema"
)

// maxAlike is how many findings with the same code, file and column are told one by one: a column
// that is wrong in every row is one mistake.
const maxAlike = 100

// How many characters a finding repeats of a value, and of what its sentences name.
const (
	maxShown = 80
	maxNamed = 1000
)

// place is where a finding stands.
type place struct {
	file   string
	row    int
	column string
	value  string
	note   string // of the row: it answers a warning
}

// collector gathers findings. The zero value is ready.
type collector struct {
	quiet    bool // a reader's: it refuses, and warns of nothing
	findings []Finding
	alike    map[likeness]*Finding // the summary of those beyond maxAlike
	seen     map[likeness]int
}

type likeness struct {
	code, file, sheet, column string
	answered                  bool
}

func (c *collector) fault(code string, at place, args ...string) { c.add(Fault, code, at, args) }
func (c *collector) warn(code string, at place, args ...string) {
	if !c.quiet {
		c.add(Warning, code, at, args)
	}
}

// add records a finding. args are names and values by turns.
func (c *collector) add(s Severity, code string, at place, args []string) {
	f := Finding{Severity: s, Code: code, File: at.file, Row: at.row, Column: at.column, Value: at.value}
	if s == Warning && answerable(code, at.column) {
		f.Answer = at.note
	}
	if len(args) > 0 {
		f.Args = make(map[string]string, len(args)/2)
		for i := 0; i+1 < len(args); i += 2 {
			f.Args[args[i]] = args[i+1]
		}
	}
	c.put(f)
}

// put records a finding, or counts it where there are many alike.
func (c *collector) put(f Finding) {
	if c.seen == nil {
		c.seen, c.alike = map[likeness]int{}, map[likeness]*Finding{}
	}
	f.Answer = shortenTo(f.Answer, maxNamed)
	like := likeness{f.Code, f.File, f.Sheet, f.Column, f.Answered()}
	c.seen[like]++
	if n := c.seen[like]; n > maxAlike {
		more := c.alike[like]
		if more == nil {
			more = &Finding{
				Severity: f.Severity, Code: MoreAlike, File: f.File, Row: f.Row, Column: f.Column, Sheet: f.Sheet, Cell: f.Cell,
				Args: map[string]string{"Limit": strconv.Itoa(maxAlike)}, Answer: f.Answer,
			}
			if f.Answered() {
				more.Code = MoreAnswered
			}
			c.alike[like] = more
		}
		more.Args["Count"] = strconv.Itoa(n - maxAlike)
		return
	}
	f.Value = shorten(f.Value)
	for name, arg := range f.Args {
		f.Args[name] = shortenTo(arg, maxNamed)
	}
	c.findings = append(c.findings, f)
}

// faults reports whether anything found so far stops the package.
func (c *collector) faults() bool {
	return slices.ContainsFunc(c.findings, func(f Finding) bool { return f.Severity == Fault })
}

// report returns the findings in the order of files and rows.
func (c *collector) report() Report {
	all := slices.Clone(c.findings)
	for _, like := range c.alike {
		all = append(all, *like)
	}
	return Report{Findings: sorted(all)}
}

func sorted(all []Finding) []Finding {
	slices.SortStableFunc(all, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(fileRank(a.File), fileRank(b.File)),
			strings.Compare(a.File, b.File),
			cmp.Compare(a.Row, b.Row),
			// Only summaries come out of a map, and need an order of their own.
			boolRank(a.summary())-boolRank(b.summary()),
			strings.Compare(aloneIn(a), aloneIn(b)),
		)
	})
	return all
}

func aloneIn(f Finding) string {
	if !f.summary() {
		return ""
	}
	return f.Column + " " + f.Code + " " + f.Args["Count"]
}

// summary reports whether the finding sums up others.
func (f Finding) summary() bool { return f.Code == MoreAlike || f.Code == MoreAnswered }

func boolRank(b bool) int {
	if b {
		return 1
	}
	return 0
}

// fileRank puts the manifest first, then the overrides, the tables in schema order, and the rest.
func fileRank(file string) int {
	switch file {
	case ManifestName:
		return 0
	case overridesName:
		return 1
	}
	if name, ok := strings.CutSuffix(file, ".csv"); ok {
		if t, ok := schema.Get(name); ok {
			return 10 + t.Order
		}
	}
	return 1000
}

// Join puts reports together, in the order of files and rows.
func Join(reports ...Report) Report {
	var all []Finding
	for _, r := range reports {
		all = append(all, r.Findings...)
	}
	return Report{Findings: sorted(all)}
}

// shorten makes a value fit to be shown.
func shorten(s string) string { return shortenTo(s, maxShown) }

// shortenTo makes a text valid UTF-8 of at most so many characters.
func shortenTo(s string, most int) string {
	if len(s) <= most && utf8.ValidString(s) {
		return s
	}
	if len(s) > 8*most {
		s = s[:8*most]
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}
