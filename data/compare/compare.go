// Package compare tells how two states of a committee's library differ, value by value, for every
// table.
//
// A state is a package and a moment: what the packages say that are known then and rank no higher
// than it. A key differs where its winning statement does: it is told for the first time, told
// otherwise, withdrawn, or gone with the package that was replaced. What is told anew for each
// period is compared also with the same fact of the period before.
package compare

import (
	"context"

	"rodatraden/data/model"
	"rodatraden/data/schema"
	"rodatraden/data/store"
)

// State is what is known at a moment, seen from one package.
type State struct {
	About *model.Package
	At    int64 // the library's time
}

// Kind says what has become of a fact between two states.
type Kind string

// The kinds of changes. Where several fit, the first of them is the one that is told.
const (
	Withdrawn Kind = "withdrawn" // taken back, with a reason
	Fallen    Kind = "fallen"    // told on the previous occasion that has the table, and not now
	Extended  Kind = "extended"  // a day by which something shall be done has been put off
	Status    Kind = "status"    // a status or an assessment has moved
	Silent    Kind = "silent"    // told otherwise after its period had ended, and nothing says why
	Revised   Kind = "revised"   // told otherwise after its period had ended, with a note of why
	New       Kind = "new"       // never told before
	Next      Kind = "next"      // the same fact of the next period: March beside April
	Changed   Kind = "changed"   // told otherwise: a forecast, a running year, a wording
)

// Change is one fact that differs.
type Change struct {
	Kind   Kind
	Table  *schema.Table
	Key    string         // as schema.Table.KeyOf gives it, of the rows that are told now, or else then
	Before []model.Record // the rows of the statement that stood; none where there was none
	Now    []model.Record // the rows of the statement that stands; none where there is none
	Cells  []Cell         // the columns that differ, in the order of the table; of the first rows that differ

	Occasion *model.Package // Fallen: the previous occasion, on which it was told
	Reason   string         // Withdrawn, Revised: as the package gives it
	Times    int            // Extended: how many times the day has been put off in all, as known now
	Weight   int            // less weighs more: the order in which a politician should read
}

// Cell is one value that differs.
type Cell struct {
	Column      string
	Before, Now string
}

// Library is what a comparison reads.
type Library interface {
	Packages(ctx context.Context, repository, committee string) ([]*model.Package, error)
	History(ctx context.Context, s store.Scope, table string, where ...store.Match) ([]store.Statement, error)
}
