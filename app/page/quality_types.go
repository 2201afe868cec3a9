package page

// Quality is Kvalitet: internal control, deviations, complaints and appeals.
type Quality struct {
	Head
	Selected string `json:"selected,omitempty"` // the record that is chosen where nothing else is
	Empty    string `json:"empty,omitempty"`    // said where nothing of it is told
}

// Records are those that can be chosen on the page.
func (p *Quality) Records() []string { return nil }
