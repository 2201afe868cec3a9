package page

import (
	"context"

	"rodatraden/app/i18n"
)

// BuildDecisions makes Beslut of the chosen states.
func BuildDecisions(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (*DecisionsPage, error) {
	s, e, err := load(ctx, lib, c, l)
	if err != nil {
		return nil, err
	}
	return &DecisionsPage{Head: s.head("decisions", e), Empty: "–"}, nil
}
