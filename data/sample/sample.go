// Package sample holds the two demonstration libraries: Trollhättan, from two public audit
// reports, and Älvbro, which is invented. They are embedded as package sources and built by the
// same builder as any other package.
package sample

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"rodatraden/assets"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

// folderForm is a package's folder: its place in the order of publishing, and its name.
var folderForm = regexp.MustCompile(`^[0-9]+-(.+)$`)

// built is `created` of the packages whose sources state none, so that they are always the same.
var built = time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC)

// Names returns the names of the demonstration libraries.
func Names() []string { return []string{"trollhattan", "alvbro"} }

// source is one package's folder in the program.
type source struct {
	folder string // in assets.Demo
	name   string // without its place in the order
}

// sources lists a library's packages in the order in which they are published.
func sources(name string) ([]source, error) {
	const op = "sample.sources"
	if !slices.Contains(Names(), name) {
		return nil, fault.New(op, fault.NotFound, name, errors.New("no demonstration library of that name"))
	}
	dir := path.Join("demo", name)
	entries, err := fs.ReadDir(assets.Demo, dir)
	if err != nil {
		return nil, fault.New(op, fault.Build, dir, err)
	}
	var all []source
	for _, e := range entries { // sorted by name
		if m := folderForm.FindStringSubmatch(e.Name()); m != nil && e.IsDir() {
			all = append(all, source{path.Join(dir, e.Name()), m[1]})
		}
	}
	if len(all) == 0 {
		return nil, fault.New(op, fault.Build, dir, errors.New("the program was built without it"))
	}
	return all, nil
}

// Folders returns the names of a library's packages' folders, as Write makes them, in the order
// in which they are to be built and published.
func Folders(name string) ([]string, error) {
	all, err := sources(name)
	var names []string
	for _, s := range all {
		names = append(names, s.name)
	}
	return names, err
}

// Write copies a library's package sources to dir, one folder a package. It refuses where one of
// them is there already.
func Write(name, dir string) error {
	const op = "sample.Write"
	all, err := sources(name)
	if err != nil {
		return err
	}
	for _, s := range all {
		to := filepath.Join(dir, s.name)
		if _, err := os.Lstat(to); err == nil {
			return fault.New(op, fault.Exists, to, nil)
		}
	}
	for _, s := range all {
		from, err := fs.Sub(assets.Demo, s.folder)
		if err != nil {
			return fault.New(op, fault.Build, s.folder, err)
		}
		if err := os.CopyFS(filepath.Join(dir, s.name), from); err != nil {
			return fault.New(op, fault.Local, dir, err)
		}
	}
	return nil
}

// Packages builds a library's packages in memory, in order, each checked against those before it.
// The files in the report are named with the package before them.
func Packages(name string) ([]*followup.Package, followup.Report, error) {
	all, err := sources(name)
	if err != nil {
		return nil, followup.Report{}, err
	}
	var packages []*followup.Package
	var report followup.Report
	for _, s := range all {
		from, err := fs.Sub(assets.Demo, s.folder)
		if err != nil {
			return nil, report, fault.New("sample.Packages", fault.Build, s.folder, err)
		}
		p, found, err := followup.BuildFS(from, followup.BuildOptions{Known: packages, Now: built})
		for _, f := range found.Findings {
			f.File = s.name + "/" + f.File
			report.Findings = append(report.Findings, f)
		}
		if err != nil {
			return nil, report, fmt.Errorf("%s: %w", s.folder, err)
		}
		packages = append(packages, p)
	}
	return packages, report, nil
}

// Fingerprint changes when anything that the demonstration libraries are made of does: their
// sources, the table schemas, or the format. A library built of another is stale.
func Fingerprint() string {
	sum := sha256.New()
	fmt.Fprintf(sum, "format %d\n", followup.Format)
	for _, from := range []fs.FS{assets.Schemas, assets.Demo} {
		err := fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			raw, err := fs.ReadFile(from, name)
			if err != nil {
				return err
			}
			fmt.Fprintf(sum, "%s %d\n", name, len(raw))
			sum.Write(raw)
			return nil
		})
		if err != nil {
			panic(err) // embedded
		}
	}
	return hex.EncodeToString(sum.Sum(nil))
}
