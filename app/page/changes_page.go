package page

import (
	"context"

	"rodatraden/app/i18n"
)

// BuildChanges makes Alla ändringar of the chosen states.
func BuildChanges(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (*ChangesPage, error) {
	s, e, err := load(ctx, lib, c, l)
	if err != nil {
		return nil, err
	}
	return &ChangesPage{Head: s.head("changes", e), Empty: "–"}, nil
}
