package shell

import (
	"rodatraden/app/page"
)

// toThread goes to the thread through a record.
func (s *Shell) toThread(ref string) { s.Go(s.at("thread", ref)) }

// followed is the record that the command follows: the one that is opened or chosen on the page, or else
// that of the row with the focus; "" where there is none, or it belongs to no thread.
func (s *Shell) followed() string {
	if s.shown.place.Page == "thread" || s.shown.err != nil || s.choice.Package == nil {
		return ""
	}
	candidates := []string{s.subject()}
	if v, ok := s.view.(interface{ Chosen() string }); ok {
		candidates = append(candidates, v.Chosen())
	}
	if row, ok := s.canvas().Focused().(interface{ Record() string }); ok {
		candidates = append(candidates, row.Record())
	}
	for _, ref := range candidates {
		if page.CanFollow(ref) {
			return ref
		}
	}
	return ""
}

// followChosen carries out the command.
func (s *Shell) followChosen() {
	if ref := s.followed(); ref != "" {
		s.toThread(ref)
	}
}
