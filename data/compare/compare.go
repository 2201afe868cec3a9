// Package compare tells how two states of a committee's library differ, value by value, for every
// table.
//
// # States
//
// A state is a package and a moment: what the packages say that are known then and rank no higher
// than it. Of a key the statement of greatest rank stands; a withdrawal is an empty one. A key differs
// where what stands does. What a package told that is merely not known yet in the state that is called
// now (where that is the earlier one) is no change.
//
// # What differs
//
// Statements are compared row by row, the rows as Change.Pairs matches them, and the rows cell by
// cell. No difference are: id, source, note, revision_note, order, and a place in the report that
// moved; a number in another unit of money or with other digits (2 mkr is 2 000 tkr, 18,0 is 18); how
// a number that is there was written; a status of 'reported' that is said or not; a list in another
// order. What a document says inside is not compared, only its row.
//
// # Kinds
//
// A key that did not stand and does is New. Where its fact is told anew for each period (amounts but
// for those that stand for a year, causes, assessments, observations) it is compared with the same
// fact of the last period before of the same form (a year, so many months, the year so far, or of an
// assessment any), and is Next where a cell differs and nothing where none does. The year so far
// follows an earlier month of its year, and else the same months of the year before; causes follow
// their own year alone. How a year ended (variance_outcome, outcome_year) follows how it was expected
// to end (variance_forecast, forecast_year), where that was told. A new fact, of no whole year, that
// is told now also for a later period that is new is left out: it was passed on the way.
//
// A key that stood and is told otherwise is Silent or Revised where its number differs, the package
// that tells it came after the state before, and the period had ended when it was told (by the as_at
// of both packages): Revised where a revision_note stands, Silent where none does, the package is the
// whole report and the number before was not preliminary. Everything else is Changed, so too
// forecasts, and what stands for a year.
//
// A key is Withdrawn where a package takes it back, or where the package that told it is replaced by an
// empty one. It is Fallen where the package that told it is replaced by one that does not tell it, and
// nobody else does. And where the last package of its family (reports; quality reports) that has the
// table is new and is a whole report, the facts are Fallen that the one before it told of its own time
// and this one does not tell, nor take back, of its own: its year, or what ends in its last month, in
// whatever form, and of an assessment whether of the outcome or expected. So is not
//   - what said only that there was nothing to say: not_reported, not_quoted, not_applicable,
//     not_assessed;
//   - between packages of different kinds what the last package before of the later one's kind did not
//     tell either: what is told in interim reports alone is not missed in monthly ones;
//   - a measure that an annual report tells of no line at all after one that is not annual, or the
//     other way round: it tells outcomes instead of forecasts;
//   - what is about a goal, a unit, an intervention or a control's year that had ended before the
//     package's end, or an indicator of such a goal, unit or intervention.
//
// A Status has moved where status or verbatim of an assessment, status of a saving, state of a total
// of savings, status of an audit point, states of a steering document, or held of an assumption
// differs. An audit point is compared as each actor last told of it: by date, then by rank; an event
// before the last is told of only where it is told otherwise. A day is Extended where it is later
// than the one that held: of an answer, a decision, an audit report, or of an audit point, whose day
// may stand in its answer or in an event of any actor.
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
	Before []model.Record // the rows of the statement that stood; none where there was none. Next: of the fact's last period before, or of how its year was expected to end
	Now    []model.Record // the rows of the statement that stands; none where there is none
	Cells  []Cell         // the columns that differ, in the order of the table; of the first rows that differ. None where nothing stood or stands

	Occasion *model.Package // Fallen: the previous occasion, on which it was told, or the package that is replaced
	Reason   string         // as the package gives it: why it withdraws, or its revision_note
	Times    int            // Extended: how many times the day has been put off in all, as known now
	Weight   int            // less weighs more: the order in which a politician should read. Of one weight the greatest in kronor come first
}

// Cell is one value that differs.
type Cell struct {
	Column      string
	Before, Now string
}

// Library is what a comparison reads. Of one that has Snapshot, as *store.Library, only what may
// differ is read.
type Library interface {
	Packages(ctx context.Context, repository, committee string) ([]*model.Package, error)
	History(ctx context.Context, s store.Scope, table string, where ...store.Match) ([]store.Statement, error)
}
