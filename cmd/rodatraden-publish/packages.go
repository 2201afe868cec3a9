package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rodatraden/app/checked"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
	"rodatraden/data/template"
)

// find returns the packages that the arguments name: each is a package, a workbook to make one of, or a
// folder of such.
func find(args []string) ([]string, error) {
	const op = "packages"
	var found []string
	for _, arg := range args {
		if isPackage(arg) {
			found = append(found, arg)
			continue
		}
		entries, err := os.ReadDir(arg)
		if errors.Is(err, os.ErrNotExist) {
			return nil, fault.New(op, fault.NotFound, arg, err)
		}
		if err != nil {
			return nil, fault.New(op, fault.Local, arg, err)
		}
		before := len(found)
		for _, e := range entries {
			if at := filepath.Join(arg, e.Name()); !passedOver(e.Name()) && isPackage(at) {
				found = append(found, at)
			}
		}
		if len(found) == before {
			return nil, fault.New(op, fault.NotFound, filepath.Join(arg, followup.ManifestName), nil)
		}
	}
	// One that is named twice, as itself and in its folder, is one.
	seen := map[string]bool{}
	return slices.DeleteFunc(found, func(path string) bool {
		whole, err := filepath.Abs(path)
		twice := err == nil && seen[whole]
		seen[whole] = true
		return twice
	}), nil
}

func isPackage(path string) bool {
	if isZip(path) || isWorkbook(path) {
		return true
	}
	_, err := os.Stat(filepath.Join(path, followup.ManifestName))
	return err == nil
}

// passedOver reports whether a file in a folder of packages is one that systems and Excel leave there.
func passedOver(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$")
}

// isWorkbook tells by the name: those that cannot be read are told why.
func isWorkbook(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods":
		return true
	}
	return false
}

func isZip(path string) bool { return strings.EqualFold(filepath.Ext(path), ".zip") }

// read is one package as it was opened and checked.
type read struct {
	path    string
	pkg     *followup.Package // nil where the faults are such that there is none
	report  followup.Report
	book    *template.Source    // of a workbook
	before  []*followup.Package // what the workbook knows of earlier packages, where nothing else is known of them
	problem error
}

// found adds what a later check found, at its place in the workbook where the package is one.
func (r *read) found(report followup.Report) {
	if r.book != nil {
		report = r.book.Locate(report)
	}
	r.report = followup.Join(r.report, report)
}

// readAll opens packages and checks each for itself. They come back in the library's order, those that
// have none at the end.
func (c *call) readAll(paths []string) []read {
	all := make([]read, len(paths))
	for i, path := range paths {
		all[i] = c.read(path)
	}
	slices.SortStableFunc(all, func(a, b read) int {
		if a.pkg == nil || b.pkg == nil {
			return cmp.Compare(given(a.pkg == nil), given(b.pkg == nil))
		}
		return cmp.Compare(a.pkg.Manifest.Followup.Order, b.pkg.Manifest.Followup.Order)
	})
	return all
}

func (c *call) read(path string) read {
	r := read{path: path}
	if !isWorkbook(path) {
		r.pkg, r.report, r.problem = followup.Open(path)
		return r
	}
	book, err := template.Open(path, checked.BookWords{Localizer: c.L})
	if book != nil {
		r.report = book.Report
	}
	switch {
	case err != nil && r.report.Faults() == 0:
		r.problem = err
		return r
	case err != nil:
		return r // the report says why
	}
	r.book = book
	if _, err := fs.Stat(book.FS, followup.ManifestName); err != nil && r.report.Faults() > 0 {
		return r // it is no workbook of ours, which is all there is to say
	}
	pkg, report, err := followup.OpenFS(book.FS)
	if err != nil {
		r.problem = err
		return r
	}
	r.pkg = pkg
	r.found(report)
	return r
}

func given(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// join checks each package against those that it will join: those that are published, and those
// among all that come before it in the library's order. Alone tells that no repository is named:
// packages of several may then be checked at once.
func join(all []read, published []*followup.Package, alone bool) {
	known := map[string][]*followup.Package{}
	for i := range all {
		p := all[i].pkg
		if p == nil || all[i].problem != nil {
			continue
		}
		if slices.ContainsFunc(published, func(q *followup.Package) bool {
			return p.ManifestBytes() != nil && bytes.Equal(p.ManifestBytes(), q.ManifestBytes())
		}) {
			continue // it has joined them already
		}
		group := ""
		if alone {
			f := p.Manifest.Followup
			group = f.Municipality.Code + "/" + string(f.Audience)
		}
		others := append(slices.Clone(published), known[group]...)
		if book := all[i].book; alone && book != nil && book.Before != nil && len(others) == 0 {
			all[i].before = []*followup.Package{book.Before}
		}
		all[i].found(followup.CheckAgainst(p, append(others, all[i].before...)))
		known[group] = append(known[group], p)
	}
}

// publishedBefore returns the published packages of the committees that the packages are of. Where a
// committee has published nothing yet it is one of another: its municipality and audience are the
// repository's. Without a folder there are none.
func publishedBefore(ctx context.Context, folder string, all []read) ([]*followup.Package, error) {
	if folder == "" {
		return nil, nil
	}
	x, err := repository.Look(ctx, repository.Folder(folder))
	if err != nil {
		return nil, err
	}
	var known []*followup.Package
	take := func(committee string, p layout.Package) error {
		read, err := publishedPackage(ctx, x, committee, p)
		if err == nil {
			known = append(known, read)
		}
		return err
	}
	for _, committee := range x.Committees {
		if !slices.ContainsFunc(all, func(r read) bool {
			return r.pkg != nil && r.pkg.Manifest.Followup.Committee.ID == committee.ID
		}) {
			continue
		}
		for _, p := range committee.Packages {
			if err := take(committee.ID, p); err != nil {
				return nil, err
			}
		}
	}
	for _, committee := range x.Committees {
		if len(known) == 0 && len(committee.Packages) > 0 {
			if err := take(committee.ID, committee.Packages[0]); err != nil {
				return nil, err
			}
		}
	}
	return known, nil
}

// publishedPackage reads a published package, as a reader would.
func publishedPackage(ctx context.Context, x *repository.Inspection, committee string, p layout.Package) (*followup.Package, error) {
	manifest, err := x.ManifestBytes(ctx, committee, p)
	if err != nil {
		return nil, err
	}
	return followup.ReadVerified(manifest, blobs{ctx, x})
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
