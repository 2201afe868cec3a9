package page

// Overview is Översikt: what changed, what is missing, how it went.
type Overview struct {
	Head
	KeyFigures  []KeyFigure `json:"key_figures"` // at most four
	Changes     []Change    `json:"changes"`     // in order of weight
	ChangesNote string      `json:"changes_note"`
	AllChanges  int         `json:"all_changes"` // as many as Alla ändringar tells of
	Journey     Journey     `json:"journey"`
	Decisions   Decisions   `json:"decisions"`
	Assumptions []Statement `json:"assumptions"` // what the forecast rests on, or calls uncertain; told last and not held last

	askedWords func(n int) string // how many questions there are
}

// Take keeps what there is to ask about, and counts it in the line under the headline.
func (o *Overview) Take(asks []Ask) {
	o.Head.Take(asks)
	if o.askedWords != nil && len(asks) > 0 {
		o.Sub = joined(", ", o.Sub, o.askedWords(len(asks)))
	}
}

// KeyFigure is one number at the top of Översikt.
type KeyFigure struct {
	Label  string `json:"label"`
	Short  string `json:"short"` // the label for narrow windows and large text
	Figure Figure `json:"figure"`
	Beside string `json:"beside"` // after the number: av 11,9 mkr
	Mark   Mark   `json:"mark"`
}

// Change is one difference between the two states.
type Change struct {
	Label  string `json:"label"`
	Before Figure `json:"before"`
	Now    Figure `json:"now"`
	Delta  Figure `json:"delta"` // computed; not present where either side is not
	Mark   Mark   `json:"mark"`
	Note   string `json:"note,omitempty"` // why it changed, as the source says, or that it does not say
	Record string `json:"record"`         // table:id
}

// Statement is something told in words, with when and where.
type Statement struct {
	When   string  `json:"when"`
	Kind   string  `json:"kind"` // the kind in words: Antagande, Osäkerhet, Uppdrag, Godkänd
	Text   string  `json:"text"`
	Beside string  `json:"beside,omitempty"` // the figure it stood beside and what became of it, as sentences: Prognos −18 mkr. Besvarat 25 april
	Source *Source `json:"source"`
	Record string  `json:"record"`
}

// Decisions is what was decided on the reports up to the page's: those of no known time first, then
// in the order that they were taken, the newest last.
type Decisions struct {
	Title  string      `json:"title"`
	Rows   []Statement `json:"rows"`
	Source *Source     `json:"source"` // where all rows share one
}
