package page

// ChangesPage is Alla ändringar: every value that differs between the two states.
type ChangesPage struct {
	Head
	Selected string `json:"selected,omitempty"` // the record that is chosen where nothing else is
	Empty    string `json:"empty,omitempty"`    // said where nothing of it is told
}

// Records are those that can be chosen on the page.
func (p *ChangesPage) Records() []string { return nil }
