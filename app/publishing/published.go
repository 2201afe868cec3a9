package publishing

import (
	"context"
	"io"
	"strings"

	"golang.org/x/sync/errgroup"

	"rodatraden/data/followup"
	"rodatraden/data/repository"
	"rodatraden/data/repository/objectstore"
)

// atOnce is how many published packages are read at a time: a store far away answers slowly, but many.
const atOnce = 8

// Look reads what is published as far as the packages' names, with every signature checked.
//
// Faults: NotFound where there is no repository in the place; those of repository.Look.
func (d *Desk) Look(ctx context.Context) (*repository.Inspection, error) {
	if err := d.Exists(ctx); err != nil {
		return nil, err
	}
	return repository.Look(ctx, d.storage)
}

// Inspect is Look, and reads and checks every package too: as it lies in its place, not as it was kept here.
func (d *Desk) Inspect(ctx context.Context) (*repository.Inspection, error) {
	if err := d.Exists(ctx); err != nil {
		return nil, err
	}
	storage, err := objectstore.OpenAddress(ctx, d.Address(), objectstore.Options{})
	if err != nil {
		return nil, err
	}
	return repository.Inspect(ctx, storage)
}

// publishedBefore returns the published packages of the committees that the packages are of. Where a
// committee has published nothing yet it is one of another: its municipality and audience are the
// repository's. It returns the repository's id too. A desk without a place has none.
func (d *Desk) publishedBefore(ctx context.Context, all []Read) (id string, _ []*followup.Package, err error) {
	if d.storage == nil {
		return "", nil, nil
	}
	var committees []string
	for _, r := range all {
		if r.Package != nil {
			committees = append(committees, r.Package.Manifest.Followup.Committee.ID)
		}
	}
	if len(committees) == 0 {
		return "", nil, nil
	}
	x, err := repository.Look(ctx, d.storage, committees...)
	if err != nil {
		return "", nil, err
	}
	wanted := linesOf(x)
	if len(wanted) == 0 {
		if x, err = repository.Look(ctx, d.storage); err != nil {
			return "", nil, err
		}
		wanted = linesOf(x)
		wanted = wanted[:min(1, len(wanted))]
	}
	published, err := d.published(ctx, x, wanted)
	return x.ID, published, err
}

// linesOf returns every package, committee by committee.
func linesOf(x *repository.Inspection) []repository.Line {
	var out []repository.Line
	for _, c := range x.Committees {
		for _, p := range c.Packages {
			out = append(out, repository.Line{Committee: c.ID, Package: p})
		}
	}
	return out
}

// published reads published packages, as a reader would, in the order in which they are asked for. What has
// been read is remembered by its hash: it never changes, and a batch is checked when it is chosen and again
// when it is published.
func (d *Desk) published(ctx context.Context, x *repository.Inspection, wanted []repository.Line) ([]*followup.Package, error) {
	out := make([]*followup.Package, len(wanted))
	reading, under := errgroup.WithContext(ctx)
	reading.SetLimit(atOnce)
	for i, line := range wanted {
		if out[i] = d.known[line.Manifest.SHA256]; out[i] != nil {
			continue
		}
		reading.Go(func() error {
			manifest, err := x.ManifestBytes(under, line.Committee, line.Package)
			if err == nil {
				out[i], err = followup.ReadVerified(manifest, blobs{ctx, x})
			}
			return err
		})
	}
	if err := reading.Wait(); err != nil {
		return nil, err
	}
	for i, line := range wanted {
		d.known[line.Manifest.SHA256] = out[i]
	}
	return out, nil
}

// blobs opens the files of published packages.
type blobs struct {
	ctx context.Context
	x   *repository.Inspection
}

// Open implements followup.Files.
func (b blobs) Open(r followup.Resource) (io.ReadCloser, error) {
	f, err := b.x.OpenBlob(b.ctx, strings.TrimPrefix(r.Hash, "sha256:"))
	if err != nil {
		return nil, err
	}
	return followup.Verified(f, r), nil
}
