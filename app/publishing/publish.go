package publishing

import (
	"context"
	"errors"

	"rodatraden/data/fault"
	"rodatraden/data/repository"
)

// Step is what a publish is doing.
type Step string

// The steps, in their order.
const (
	Building Step = "building" // packages are made of sources and workbooks
	Checking Step = "checking" // they are held against what is published, while nobody else can publish
	Signing  Step = "signing"  // the keys are opened, which takes their passphrase
	Sending  Step = "sending"  // files are put in their places; readers see none of it yet
	Showing  Step = "showing"  // what is signed is put in its place: from now on readers see it
)

// Progress tells how far a publish has come. The figures are those of Sending. It is told one at a time, by
// whichever goroutine does the work.
type Progress struct {
	Step            Step
	Files, AllFiles int
	Bytes, AllBytes int64
}

// PublishBuilt publishes a batch of built packages that lie in folders, all of them or none. check, which
// may be nil, is called when all of them have been held against what is published, while nobody else can
// publish; it may refuse them. Without it faults do. progress may be nil.
//
// Faults: Usage where a package is not built or is a ZIP; Faults where one has faults; those of
// repository.Publish.
func (d *Desk) PublishBuilt(ctx context.Context, b *Batch, check func(*Batch) error, progress func(Progress)) (repository.Published, error) {
	const op = "publish"
	var dirs []string
	for _, r := range b.reads {
		dirs = append(dirs, r.Path)
		if r.Problem == nil && r.Package != nil && !r.IsBuilt() {
			return repository.Published{}, fault.New(op, fault.Usage, r.Path+" (rodatraden-publish build)", errors.New("a source must be built first"))
		}
		if IsZip(r.Path) {
			return repository.Published{}, fault.New(op, fault.Usage, r.Path, errors.New("a ZIP must be unpacked first"))
		}
	}
	if progress == nil {
		progress = func(Progress) {}
	}
	// They are held against what is published when the first is about to be.
	checked := false
	r, err := d.Repository(func(string) error {
		if checked {
			return nil
		}
		checked = true
		progress(Progress{Step: Checking})
		if err := b.Join(ctx); err != nil {
			return err
		}
		refuse := func(b *Batch) error { return b.stops(op) }
		if check != nil {
			refuse = check
		}
		if err := refuse(b); err != nil {
			return err
		}
		progress(Progress{Step: Signing})
		return nil
	}, func(p repository.Progress) {
		progress(Progress{Sending, p.Files, p.AllFiles, p.Bytes, p.AllBytes})
		if p.Files == p.AllFiles {
			progress(Progress{Showing, p.Files, p.AllFiles, p.Bytes, p.AllBytes})
		}
	})
	if err != nil {
		return repository.Published{}, err
	}
	return r.Publish(ctx, dirs)
}
