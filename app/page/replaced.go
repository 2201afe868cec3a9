package page

import (
	"cmp"
	"context"
	"slices"

	"rodatraden/app/i18n"
	"rodatraden/data/compare"
	"rodatraden/data/model"
)

// Replaced is what someone who reads a package that has been replaced is told.
type Replaced struct {
	Old       PackageRef `json:"replaced"`
	By        PackageRef `json:"by"`
	Changed   int        `json:"changed"`   // facts that differ, as Alla ändringar counts them
	Touched   int        `json:"touched"`   // the reader's entries on records that differ
	Withdrawn bool       `json:"withdrawn"` // the package that replaces it only takes it back
	Text      string     `json:"text"`
}

// BuildReplaced tells what has become of the chosen package since: nil where it still stands. A package
// that was replaced by one that has been replaced too is told of beside the last of them. Of a
// library that keeps notes it also tells how many of them hang on what differs.
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
	r := &Replaced{Old: s.ref(c.Package), By: s.ref(by), Changed: n, Touched: touched(ctx, lib, c, found), Withdrawn: withdraws(by)}
	hanging := l.Text("notes.touched", "Count", r.Touched, "Word", l.Counted(r.Touched))
	switch {
	case r.Withdrawn && r.Touched > 0:
		r.Text = l.Text("notes.replaced.withdrawn", "Reason", cmp.Or(by.Reason, l.Text("page.sub.no_reason")), "Touched", hanging)
	case n > 0 && r.Touched > 0:
		r.Text = l.Text("notes.replaced", "Count", n, "Number", l.Int(n), "Touched", hanging)
	case r.Withdrawn:
		r.Text = l.Text("replaced.withdrawn", "Reason", cmp.Or(by.Reason, l.Text("page.sub.no_reason")))
	case n == 0:
		r.Text = l.Text("replaced.none")
	default:
		r.Text = l.Text("replaced.text", "Count", n, "Number", l.Int(n))
	}
	return r, nil
}

// touched counts the reader's entries on records that differ. Where the notes cannot be read there are
// none: what has become of the package is told all the same.
func touched(ctx context.Context, lib Library, c Choice, found []compare.Change) int {
	book, ok := lib.(Notebook)
	if !ok {
		return 0
	}
	of := c.Package.Committee
	written, err := book.Written(ctx, of.Repository, of.ID)
	if err != nil || len(written) == 0 {
		return 0
	}
	differ := map[string]bool{}
	for _, change := range found {
		if toldBeside[change.Table.Name] {
			continue
		}
		for _, p := range pairs(change) {
			for _, r := range []model.Record{p.before, p.now} {
				if r.Table != nil {
					differ[r.Ref()] = true
				}
			}
		}
	}
	n := 0
	for _, e := range written {
		if differ[e.About.Ref] && slices.Contains(OwnKinds, e.Kind) {
			n++
		}
	}
	return n
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
