package page

// ChangesPage is Alla ändringar: every fact that differs between the two states.
type ChangesPage struct {
	Head
	Rows    []FactChange   `json:"changes"` // under their heads, and under each in order of weight
	Filters []ChangeFilter `json:"filters"`
	Note    string         `json:"note"`            // what is worked out, and what an excerpt means
	Empty   string         `json:"empty,omitempty"` // said where nothing is compared, or nothing differs
}

// FactChange is one fact that differs, named as people know it.
type FactChange struct {
	Change
	Kind   string       `json:"kind"`  // what has become of it: new, silent, fallen; compare.Kind names them
	Group  string       `json:"group"` // the head that it stands under: economy, audit
	Head   string       `json:"head"`  // the same in words: Ekonomi, Revision
	Also   []CellChange `json:"also"`  // what else of it differs
	Source *Source      `json:"source"`

	weight int // less weighs more
	rank   int // among those that weigh the same
}

// CellChange is one value that differs beside the one that a row is about.
type CellChange struct {
	Label  string `json:"label"`
	Before string `json:"before"` // empty where nothing was said
	Now    string `json:"now"`    // empty where nothing is
}

// ChangeFilter is one way to choose among the changes: all, those of a head, or those of a kind.
type ChangeFilter struct {
	Name  string `json:"name"` // all, economy, silent
	Label string `json:"label"`
	Count int    `json:"count"`
}

// ChangesAll is the name of the filter that leaves nothing out.
const ChangesAll = "all"

// NotRepeated is the kind of what the excerpt that the page is about does not repeat: it may stand in
// the report all the same.
const NotRepeated = "not_repeated"

// Chosen returns the changes that a filter chooses.
func (p *ChangesPage) Chosen(filter string) []FactChange {
	var out []FactChange
	for _, c := range p.Rows {
		if filter == ChangesAll || filter == c.Group || filter == c.Kind {
			out = append(out, c)
		}
	}
	return out
}

// Records are what can be chosen on the page: its filters.
func (p *ChangesPage) Records() []string {
	out := []string{}
	for _, f := range p.Filters {
		out = append(out, f.Name)
	}
	return out
}
