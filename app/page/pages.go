package page

import (
	"context"
	"slices"

	"rodatraden/app/i18n"
	"rodatraden/data/fault"
)

// pages are those that tell of a committee's chosen states, in the order of the navigation. What a
// further page needs to be read, exported, drawn and tested begins here.
var pages = []struct {
	name  string
	build func(context.Context, Library, Choice, *i18n.Localizer) (any, error)
}{
	{"overview", built(BuildOverview)},
	{"economy", built(BuildEconomy)},
	{"goals", built(BuildGoals)},
	{"thread", built(BuildThread)},
	{"savings", built(BuildSavings)},
	{"audit", built(BuildAudit)},
	{"interventions", built(BuildInterventions)},
	{"quality", built(BuildQuality)},
	{"decisions", built(BuildDecisions)},
	{"changes", built(BuildChanges)},
}

// built is a builder of one page as a builder of any.
func built[P any](build func(context.Context, Library, Choice, *i18n.Localizer) (*P, error)) func(context.Context, Library, Choice, *i18n.Localizer) (any, error) {
	return func(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (any, error) {
		p, err := build(ctx, lib, c, l)
		if err != nil {
			return nil, err
		}
		return p, nil
	}
}

// Names returns the pages' names, in the order of the navigation.
func Names() []string {
	var out []string
	for _, p := range pages {
		out = append(out, p.name)
	}
	return out
}

// Build makes the named page of the chosen states: a *Overview, *Economy and so on.
//
// Faults: NotFound where there is no such page, with the names of those there are.
func Build(ctx context.Context, lib Library, c Choice, name string, l *i18n.Localizer) (any, error) {
	i := slices.Index(Names(), name)
	if i < 0 {
		return nil, fault.New("page.Build", fault.NotFound, name, &NearError{Names: Names()})
	}
	return pages[i].build(ctx, lib, c, l)
}
