package page

import (
	"cmp"
	"context"
	"slices"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// Replaced is what someone who reads a package that has been replaced is told.
type Replaced struct {
	Old       PackageRef `json:"replaced"`
	By        PackageRef `json:"by"`
	Changed   int        `json:"changed"`   // facts that differ, as Alla ändringar counts them
	Withdrawn bool       `json:"withdrawn"` // the package that replaces it only takes it back
	Text      string     `json:"text"`
}

// BuildReplaced tells what has become of the chosen package since: nil where it still stands. A package
// that was replaced by one that has been replaced too is told of beside the last of them.
func BuildReplaced(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (*Replaced, error) {
	by := c.Replacing()
	if by == nil {
		return nil, nil
	}
	between := Choice{Package: by, At: by.Order, Compare: c.Package, CompareAt: c.Package.Order, Packages: c.Packages}
	found, err := between.compared(ctx, lib)
	if err != nil {
		return nil, err
	}
	n := countChanges(found)
	s := newState(new(Tables), c.Packages, by, by.Order, l)
	r := &Replaced{Old: s.ref(c.Package), By: s.ref(by), Changed: n, Withdrawn: withdraws(by)}
	switch {
	case r.Withdrawn:
		r.Text = l.Text("replaced.withdrawn", "Reason", cmp.Or(by.Reason, l.Text("page.sub.no_reason")))
	case n == 0:
		r.Text = l.Text("replaced.none")
	default:
		r.Text = l.Text("replaced.text", "Count", n, "Number", l.Int(n))
	}
	return r, nil
}

// Replacing returns the package that stands in the place of the chosen one, which has been replaced
// since; nil where it has not.
func (c Choice) Replacing() *model.Package {
	var by *model.Package
	for at := c.Package; at != nil && at.SupersededAt != 0; {
		i := slices.IndexFunc(c.Packages, func(p *model.Package) bool { return p.Supersedes == at.ID && p.Order > at.Order })
		if i < 0 {
			break
		}
		at = c.Packages[i]
		by = at
	}
	return by
}
