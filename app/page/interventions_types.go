package page

// Interventions is Insatser: the effect ladder of every intervention, and what is told of each. Every
// intervention's own page stands in it, so that choosing another asks for nothing.
type Interventions struct {
	Head
	Steps    []string         `json:"steps"`              // the heads of the ladder: 1. Inskrivna …
	Rows     []Intervention   `json:"rows"`               // those that are followed up, then those that are only named
	Followed int              `json:"followed"`           // how many of the rows, from the first, are followed up: their steps are counted
	Everyone []EveryoneFigure `json:"everyone"`           // what concerns everybody, and is in no ladder
	Changes  []FactChange     `json:"changes"`            // of interventions, since the state that the page is compared with
	Selected string           `json:"selected,omitempty"` // the record that is chosen where nothing else is
	Empty    string           `json:"empty,omitempty"`    // said where nothing of it is told
}

// Intervention is one intervention with its ladder and all that is told of it.
type Intervention struct {
	Record string       `json:"record"`
	Title  string       `json:"title"`
	Sub    string       `json:"sub"`    // in a few words what it is
	New    *Mark        `json:"new"`    // where others were known at the state that the page is compared with, and this was not
	Ladder []LadderStep `json:"ladder"` // the four steps, always all of them
	Course []LadderStep `json:"course"` // every step that is told, in their order, those beside the ladder too; empty where the ladder says it all

	Series      *Series `json:"series"`       // the step that has most values over time; null where none has two
	SeriesTitle string  `json:"series_title"` // of the series, or of the first step
	Note        string  `json:"note"`         // what is known of the periods

	Finding string             `json:"finding"` // what is told of the effect, in a sentence
	Effect  *EffectStatement   `json:"effect"`  // what a report itself says of the effect; null where none does
	Told    []InterventionSaid `json:"told"`    // what else it is followed with
	Said    []InterventionSaid `json:"said"`    // views, gaps, findings and risks, each with who says it
	Fields  []NamedText        `json:"fields"`
	Absent  []Mark             `json:"absent"` // what a reader would look for among the fields and links, and which is not told
	Links   []InterventionSaid `json:"links"`
	Impacts []InterventionSaid `json:"impacts"`
	Source  *Source            `json:"source"`
}

// LadderStep is one step of an intervention's course: how many took it.
type LadderStep struct {
	Step   string  `json:"step"` // enrolled …
	Label  string  `json:"label"`
	Figure Figure  `json:"figure"`
	When   string  `json:"when"`   // aug 2021
	Beside string  `json:"beside"` // what is counted, and when: personer, 2020
	Mark   Mark    `json:"mark"`   // in the place of a figure that is not there
	Last   string  `json:"last"`   // then what was last known
	Share  *Figure `json:"share"`  // of the step before it; computed
	Of     string  `json:"of"`     // what Share is of: av inskrivna
	Note   string  `json:"note"`   // how it is counted, where that is not told by its name

	observed *observation
	key      seriesKey
}

// EffectStatement is what a report itself says of the effect of interventions.
type EffectStatement struct {
	Verbatim string  `json:"verbatim"` // the report's own words; empty where they are not quoted
	Text     string  `json:"text"`
	Source   *Source `json:"source"`
	Record   string  `json:"record"`
}

// InterventionSaid is one thing said of an intervention, with who says it and where.
type InterventionSaid struct {
	Label  string  `json:"label"`
	Text   string  `json:"text"`
	Mark   Mark    `json:"mark"`
	Note   string  `json:"note,omitempty"`
	Source *Source `json:"source"`
	Record string  `json:"record"`
}

// EveryoneFigure is a figure of all who are helped, told beside the ladders and never in one.
type EveryoneFigure struct {
	Title  string `json:"title"`
	When   string `json:"when"`
	Figure Figure `json:"figure"`
	Text   string `json:"text"` // all of it as a sentence
}

// Row returns the row of a record; nil where the page has none.
func (p *Interventions) Row(record string) *Intervention {
	for i := range p.Rows {
		if p.Rows[i].Record == record {
			return &p.Rows[i]
		}
	}
	return nil
}

// Records are those that can be chosen on the page.
func (p *Interventions) Records() []string {
	out := []string{}
	for _, r := range p.Rows {
		out = append(out, r.Record)
	}
	return out
}
