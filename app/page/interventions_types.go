package page

// Interventions is Insatser: what each intervention is said to lead to, step by step.
type Interventions struct {
	Head
	Selected string `json:"selected,omitempty"` // the record that is chosen where nothing else is
	Empty    string `json:"empty,omitempty"`    // said where nothing of it is told
}

// Records are those that can be chosen on the page.
func (p *Interventions) Records() []string { return nil }
