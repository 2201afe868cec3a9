package publishing

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"rodatraden/app/desk"
	"rodatraden/app/page"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/repository/layout"
	"rodatraden/data/store"
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
	Then page.Choice  // of Preview.Then: the package, beside what readers compare it with first
	Now  *page.Choice // of Preview.Now: the committee's last published package; nil where it has none

	// Problem is why the package cannot be shown at all. The choices are empty then.
	Problem error
}

// unpublished is the repository id of a preview where there is no repository.
const unpublished = "preview"

// Preview makes it. The batch has been joined. A package with faults is shown too, as far as it can be.
//
// Faults: those of the disk. That a package cannot be shown is told by its Previewed.
func (d *Desk) Preview(ctx context.Context, b *Batch) (_ *Preview, err error) {
	const op = "publishing.Preview"
	dir, err := os.MkdirTemp("", "rodatraden-preview-") // its owner's alone: nothing of it is published yet
	if err != nil {
		return nil, fault.New(op, terminal.DiskKind(err), os.TempDir(), err)
	}
	p := &Preview{dir: dir, Packages: make([]Previewed, len(b.reads))}
	defer func() {
		if err != nil {
			_ = p.Close()
		}
	}()
	repository := b.repository
	if repository == "" {
		repository = unpublished
	}
	published := b.ofItsCommittees()
	then, now := filepath.Join(dir, "then.db"), filepath.Join(dir, "now.db")
	if len(published) > 0 {
		if err := d.copyPublished(ctx, repository, published, now); err != nil {
			return nil, err
		}
		if err := copyFile(now, then); err != nil {
			return nil, err
		}
		if p.Now, err = d.reader(ctx, filepath.Join(dir, "now"), now); err != nil {
			return nil, err
		}
	}
	if p.Then, err = d.reader(ctx, filepath.Join(dir, "then"), then); err != nil {
		return nil, err
	}
	lib, err := store.Open(then)
	if err != nil {
		return nil, err
	}
	known := b.published
	for i := range b.reads {
		one := &p.Packages[i]
		one.Read = &b.reads[i]
		var shown *followup.Package
		if shown, one.Problem = one.Read.shown(known, d.now()); one.Problem == nil {
			one.Problem = lib.Install(ctx, repository, layout.Sum(shown.ManifestBytes()), shown)
		}
		if one.Problem == nil {
			known = append(known[:len(known):len(known)], shown)
			one.Problem = p.keepDocuments(shown)
		}
		if err := ctx.Err(); err != nil {
			return nil, errors.Join(err, lib.Close())
		}
	}
	if err := lib.Close(); err != nil {
		return nil, err
	}
	for i := range p.Packages {
		if err := p.choose(ctx, repository, &p.Packages[i]); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// choose finds the two states of a package.
func (p *Preview) choose(ctx context.Context, repository string, one *Previewed) (err error) {
	if one.Problem != nil {
		return nil
	}
	m := one.Read.Package.Manifest
	committee := repository + "/" + m.Followup.Committee.ID
	if one.Then, err = p.Then.Choose(ctx, committee, m.Name, ""); err != nil || p.Now == nil {
		return err
	}
	c, err := p.Now.Choose(ctx, committee, page.Latest, "")
	switch {
	case fault.KindOf(err) == fault.NotFound: // the committee publishes for the first time
		return nil
	case err != nil:
		return err
	}
	one.Now = &c
	return nil
}

// Close removes what was made for the preview.
func (p *Preview) Close() error {
	var errs []error
	for _, d := range []*desk.Desk{p.Then, p.Now} {
		if d != nil {
			errs = append(errs, d.Close())
		}
	}
	if err := os.RemoveAll(p.dir); err != nil {
		errs = append(errs, fault.New("publishing.Preview", fault.Local, p.dir, err))
	}
	return errors.Join(errs...)
}

// reader opens a reader's desk over a library, in a home of its own.
func (d *Desk) reader(ctx context.Context, home, library string) (*desk.Desk, error) {
	return desk.Open(ctx, desk.Config{Home: home, Library: library, L: d.l, Now: d.config.Now})
}

// ofItsCommittees returns the published packages of the committees of the batch.
func (b *Batch) ofItsCommittees() []*followup.Package {
	return slices.DeleteFunc(slices.Clone(b.published), func(q *followup.Package) bool {
		return !slices.ContainsFunc(b.reads, func(r Read) bool {
			return r.Package != nil && r.Package.Manifest.Followup.Committee.ID == q.Manifest.Followup.Committee.ID
		})
	})
}

// shown is a package in its final form; one with faults as it was read, with what a build would have given it.
func (r *Read) shown(known []*followup.Package, now time.Time) (*followup.Package, error) {
	const op = "publishing.Preview"
	if r.Problem != nil {
		return nil, r.Problem
	}
	if r.Package == nil {
		return nil, fault.New(op, fault.Faults, r.Path, nil)
	}
	if r.IsBuilt() {
		return r.Package, nil
	}
	var source fs.FS
	if r.Book != nil {
		source = r.Book.FS
	} else if !IsZip(r.Path) {
		source = os.DirFS(r.Path)
	}
	if source != nil && r.Report.Faults() == 0 {
		p, _, err := followup.BuildFS(source, followup.BuildOptions{Known: append(known[:len(known):len(known)], r.before...), Now: now})
		return p, err
	}
	p := *r.Package
	m := &p.Manifest
	f := m.Followup
	if m.ID == "" {
		m.ID = followup.DeriveID(f.Municipality.Code, f.Committee.ID, m.Name)
	}
	if m.Created == "" {
		m.Created = now.UTC().Truncate(time.Second).Format(time.RFC3339)
	}
	m.Resources = p.Documents()
	return &p, nil
}

// copyPublished writes a library of published packages. What is known of them is kept in the home, so that
// next time only those that are new need be read in; where another program is at that, it is made anew.
func (d *Desk) copyPublished(ctx context.Context, repository string, published []*followup.Package, to string) error {
	h, err := d.Home()
	if err != nil {
		return err
	}
	const op = "publishing.Preview"
	if err := os.MkdirAll(h.Kept(), 0o700); err != nil {
		return fault.New(op, terminal.DiskKind(err), h.Kept(), err)
	}
	kept := filepath.Join(h.Kept(), repository+".db")
	lock := flock.New(filepath.Join(h.Kept(), "library.lock"))
	ok, err := lock.TryLock()
	if err != nil {
		return fault.New(op, fault.Local, h.Kept(), err)
	}
	defer lock.Close()
	if !ok || repository == unpublished {
		return install(ctx, repository, published, to)
	}
	if err := install(ctx, repository, published, kept); err != nil {
		// It can be made anew of what is published.
		if ctx.Err() != nil {
			return err
		}
		if err := store.Delete(kept); err != nil {
			return err
		}
		if err := install(ctx, repository, published, kept); err != nil {
			return err
		}
	}
	return copyFile(kept, to)
}

// install puts packages in the library of a file, those that it lacks.
func install(ctx context.Context, repository string, packages []*followup.Package, path string) (err error) {
	lib, err := store.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	for _, p := range packages {
		if err := lib.Install(ctx, repository, layout.Sum(p.ManifestBytes()), p); err != nil {
			return err
		}
	}
	return nil
}

// keepDocuments puts the documents of a package where a reader's desk looks for them.
func (p *Preview) keepDocuments(shown *followup.Package) error {
	const op = "publishing.Preview"
	for _, res := range shown.Documents() {
		sum := strings.TrimPrefix(res.Hash, "sha256:")
		if !layout.ValidSum(sum) {
			continue
		}
		to := filepath.Join(p.Then.Home().Dir(), filepath.FromSlash(layout.BlobPath(sum)))
		if There(to) {
			continue
		}
		f, err := shown.Files.Open(res)
		if err != nil {
			return err
		}
		if err := errors.Join(writeTo(op, to, f), f.Close()); err != nil {
			return err
		}
	}
	return nil
}

func copyFile(from, to string) error {
	const op = "publishing.copy"
	f, err := os.Open(from)
	if err != nil {
		return fault.New(op, fault.Local, from, err)
	}
	defer f.Close()
	return writeTo(op, to, f)
}

// writeTo writes a new file, and the folders above it.
func writeTo(op, to string, content io.Reader) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return fault.New(op, terminal.DiskKind(err), to, err)
	}
	f, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fault.New(op, terminal.DiskKind(err), to, err)
	}
	_, err = io.Copy(f, content)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil && fault.KindOf(err) == "" {
		return fault.New(op, terminal.DiskKind(err), to, err)
	}
	return err
}
