package page

import (
	"context"

	"rodatraden/app/i18n"
)

// BuildQuality makes Kvalitet of the chosen states.
func BuildQuality(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (*Quality, error) {
	s, e, err := load(ctx, lib, c, l)
	if err != nil {
		return nil, err
	}
	return &Quality{Head: s.head("quality", e), Empty: "–"}, nil
}
