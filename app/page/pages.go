package page

import (
	"context"
	"slices"

	"golang.org/x/sync/errgroup"

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
	{"questions", built(BuildQuestions)},
	{"protocol", built(BuildProtocol)},
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

// Build makes the named page of the chosen states, with what there is to ask about on it: a *Overview,
// *Economy and so on. asking may be nil.
//
// Faults: NotFound where there is no such page, with the names of those there are.
func Build(ctx context.Context, lib Library, c Choice, name string, asking *Asking, l *i18n.Localizer) (any, error) {
	i := slices.Index(Names(), name)
	if i < 0 {
		return nil, fault.New("page.Build", fault.NotFound, name, &NearError{Names: Names()})
	}
	var made any
	var asks []Ask
	both, under := errgroup.WithContext(ctx)
	key := asking.keyOf(lib, c, l)
	lib = readOnceOf(lib) // what the page and its questions are made of is read once
	both.Go(func() (err error) {
		made, err = pages[i].build(under, lib, c, l)
		return err
	})
	both.Go(func() (err error) {
		asks, err = asking.find(under, lib, c, key, l)
		if book, ok := lib.(Notebook); ok && err == nil && name != "questions" {
			asks = heardIn(under, book, c, asks)
		}
		return err
	})
	if err := both.Wait(); err != nil {
		return nil, err
	}
	if p, ok := made.(interface{ Take(asks []Ask) }); ok {
		p.Take(asks)
	}
	return made, nil
}
