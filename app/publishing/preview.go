package publishing

import (
	"context"

	"rodatraden/app/desk"
	"rodatraden/app/page"
)

// Preview is what readers will see of a batch, beside what they see now: a reader's desk over libraries that
// are made for it and removed again. Its pages are asked for, and drawn, as those of any desk.
type Preview struct {
	Then     *desk.Desk // with the batch
	Now      *desk.Desk // as it is published; nil where none of the committees has published anything
	Packages []Previewed

	dir string
}

// Previewed is one package of the batch.
type Previewed struct {
	Read *Read
	Then page.Choice  // of Then: the package, compared as readers first will see it
	Now  *page.Choice // of Now: the committee's last published package; nil where it has none

	// Problem is why the package cannot be shown at all. The choices are empty then.
	Problem error
}

// Preview makes it. The batch has been joined. A package with faults is shown too, as far as it can be.
//
// Faults: those of the disk. That a package cannot be shown is told by its Previewed.
func (d *Desk) Preview(ctx context.Context, b *Batch) (*Preview, error) { return nil, nil }

// Close removes what was made for the preview.
func (p *Preview) Close() error { return nil }
