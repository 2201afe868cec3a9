package publishing

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path/filepath"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

// Build builds a batch in a folder, which is made where it is not there: all of it, or nothing. It returns
// the packages' folders, which bear their names.
//
// Faults: Faults where any package has one; the batch's reads tell them, also those that only a build finds.
// Exists where a folder of a package is there.
func (b *Batch) Build(ctx context.Context, out string) ([]string, error) {
	const op = "build"
	if err := b.stops(op); err != nil {
		return nil, err
	}
	var built []string
	seen := map[string]bool{}
	for _, r := range b.reads {
		name := r.Package.Manifest.Name
		to := filepath.Join(out, name)
		if seen[name] || There(to) {
			return nil, fault.New(op, fault.Exists, to, nil)
		}
		seen[name] = true
		built = append(built, to)
	}
	return built, Place(op, out, func(part string) ([]string, error) {
		known := b.published
		var names []string
		for i := range b.reads {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			name := b.reads[i].Package.Manifest.Name
			p, err := b.reads[i].build(filepath.Join(part, name), known)
			if err != nil {
				return nil, Outside(err, part, out)
			}
			known = append(known[:len(known):len(known)], p)
			names = append(names, name)
		}
		return names, nil
	})
}

// stops is a fault where a batch cannot be built or published.
func (b *Batch) stops(op string) error {
	if err := b.Problem(); err != nil {
		return err
	}
	for _, r := range b.reads {
		if r.Report.Faults() > 0 {
			return fault.New(op, fault.Faults, r.Path, nil)
		}
	}
	return nil
}

// build builds one package in a folder. known are those that it will join. What only a build finds, such as
// a package that is built already, is in the report afterwards.
func (r *Read) build(out string, known []*followup.Package) (*followup.Package, error) {
	opt := followup.BuildOptions{Known: append(known[:len(known):len(known)], r.before...)}
	var p *followup.Package
	var report followup.Report
	var err error
	if r.Book == nil {
		p, report, err = followup.Build(r.Path, out, opt)
	} else {
		p, report, err = followup.BuildTo(r.Book.FS, out, opt)
	}
	if fault.KindOf(err) == fault.Faults {
		r.Report = followup.Report{}
		r.found(report)
	}
	return p, err
}

// unpack writes a built package, whichever way it was kept, as the folder of files that it is.
func (r *Read) unpack(out string) error {
	const op = "unpack"
	write := func(path string, content io.Reader) error {
		return writeTo(op, filepath.Join(out, filepath.FromSlash(path)), content)
	}
	for _, res := range r.Package.Manifest.Resources {
		f, err := r.Package.Files.Open(res)
		if err != nil {
			return err
		}
		if err := errors.Join(write(res.Path, f), f.Close()); err != nil {
			return err
		}
	}
	return write(followup.ManifestName, bytes.NewReader(r.Package.ManifestBytes()))
}
