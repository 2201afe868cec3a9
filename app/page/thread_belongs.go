package page

import (
	"slices"
	"strings"

	"rodatraden/data/schema"
)

// CanFollow reports whether a record may belong to a node of the thread: it is no source and no text, which
// tell of much.
func CanFollow(ref string) bool {
	table, id, ok := strings.Cut(ref, ":")
	_, known := schema.Get(table)
	return ok && id != "" && known && !slices.Contains([]string{"sources", "documents", "texts", "withdrawn"}, table)
}

// nodeFor is the node that a record is or belongs to: an amount's budget line, an observation's indicator,
// a finding's recommendation. It goes by what records name and links tie, never further than it has to;
// nil where nothing leads to a node.
func (s *threadState) nodeFor(ref string) *threadNode {
	if n := s.byRef[ref]; n != nil || ref == "" {
		return n
	}
	if n := s.subjectIn(ref); n != nil {
		return n
	}
	const furthest = 4 // a status event's finding's report's recommendation
	seen := map[string]bool{ref: true}
	for at, step := []string{ref}, 0; len(at) > 0 && step < furthest; step++ {
		var next []string
		for _, from := range at {
			for _, to := range s.besideOf(from) {
				if !seen[to] {
					seen[to] = true
					next = append(next, to)
				}
			}
		}
		for _, to := range next {
			if n := s.byRef[to]; n != nil {
				return n
			}
		}
		at = next
	}
	return nil
}

// factTables are those whose records are too many to be read for the thread. The id of a fact begins with
// what it is about.
var factTables = map[string][]string{
	"amounts": {"budget_lines", "savings"}, "observations": {"indicators"},
}

// subjectIn is the node that the id of a fact begins with; of several the one whose id is the longest.
func (s *threadState) subjectIn(ref string) *threadNode {
	table, id, _ := strings.Cut(ref, ":")
	for end := len(id); end > 0; end = strings.LastIndexByte(id[:end], '-') {
		for _, of := range factTables[table] {
			if n := s.byRef[of+":"+id[:end]]; n != nil {
				return n
			}
		}
	}
	return nil
}

// besideOf are the records beside one: what it is about, what it is tied to, and what is about it. A unit
// leads to its budget and no further than to what it is a part of: much else belongs to it.
func (s *threadState) besideOf(ref string) []string {
	if unit, is := strings.CutPrefix(ref, "units:"); is {
		var out []string
		for _, n := range s.levels[atBudget] {
			if n.record.Get("unit") == unit {
				out = append(out, n.Record)
			}
		}
		for _, other := range s.unitsAround(unit)[1:] {
			out = append(out, "units:"+other)
		}
		return out
	}
	var out, units []string
	take := func(refs []string) {
		for _, to := range refs {
			switch {
			case strings.HasPrefix(to, "units:"):
				units = append(units, to)
			case strings.Contains(to, ":") && !slices.Contains(out, to):
				out = append(out, to)
			}
		}
	}
	if r, ok := s.rows[ref]; ok {
		take(aboutWhat(r))
	}
	for _, link := range s.linksOf[ref] {
		take([]string{otherEnd(link, ref)})
	}
	take(s.aboutIt[ref])
	return append(out, units...) // a unit only where nothing else leads on
}
