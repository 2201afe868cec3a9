package page

// DecisionsPage is Beslut: what was decided and assigned, what became of it, and what steers the work.
type DecisionsPage struct {
	Head
	Selected string `json:"selected,omitempty"` // the record that is chosen where nothing else is
	Empty    string `json:"empty,omitempty"`    // said where nothing of it is told
}

// Records are those that can be chosen on the page.
func (p *DecisionsPage) Records() []string { return nil }
