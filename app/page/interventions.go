package page

import (
	"context"

	"rodatraden/app/i18n"
)

// BuildInterventions makes Insatser of the chosen states.
func BuildInterventions(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (*Interventions, error) {
	s, e, err := load(ctx, lib, c, l)
	if err != nil {
		return nil, err
	}
	return &Interventions{Head: s.head("interventions", e), Empty: "–"}, nil
}
