// Package sample holds the two demonstration libraries: Trollhättan, from two public audit
// reports, and Älvbro, which is invented, and made in any size. Their package sources are built by the
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
	"runtime"
	"slices"
	"sync"
	"time"

	"rodatraden/assets"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/sample/alvbro"
)

// folderForm is a package's folder: its place in the order of publishing, and its name.
var folderForm = regexp.MustCompile(`^[0-9]+-(.+)$`)

// built is `created` of the packages whose sources state none, so that they are always the same.
var built = time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC)

// Names returns the names of the demonstration libraries.
func Names() []string { return []string{"trollhattan", "alvbro"} }

// Sized reports whether a library of that name is made in any size.
func Sized(name string) bool { return name == "alvbro" }

// Library is a demonstration library: which one, and how great where it is Sized.
type Library struct {
	Name   string
	Choice alvbro.Choice // the demonstration's where it is zero
}

// source is one package's source.
type source struct {
	name      string
	committee string
	files     fs.FS
}

// sources lists a library's packages, each committee's in the order in which they are published, and
// the files that lie beside them.
func (l Library) sources() (all []source, beside map[string][]byte, err error) {
	const op = "sample.sources"
	if !slices.Contains(Names(), l.Name) {
		return nil, nil, fault.New(op, fault.NotFound, l.Name, errors.New("no demonstration library of that name"))
	}
	if Sized(l.Name) {
		made, err := alvbro.Make(l.Choice)
		if err != nil {
			return nil, nil, fault.New(op, fault.Usage, l.Name, err)
		}
		for _, s := range made.Sources {
			all = append(all, source{s.Name, s.Committee, s.Files})
		}
		return all, made.Listing(), nil
	}
	dir := path.Join("demo", l.Name)
	entries, err := fs.ReadDir(assets.Demo, dir)
	if err != nil {
		return nil, nil, fault.New(op, fault.Build, dir, err)
	}
	for _, e := range entries { // sorted by name
		if m := folderForm.FindStringSubmatch(e.Name()); m != nil && e.IsDir() {
			files, err := fs.Sub(assets.Demo, path.Join(dir, e.Name()))
			if err != nil {
				return nil, nil, fault.New(op, fault.Build, dir, err)
			}
			all = append(all, source{name: m[1], files: files})
		}
	}
	if len(all) == 0 {
		return nil, nil, fault.New(op, fault.Build, dir, errors.New("the program was built without it"))
	}
	return all, nil, nil
}

// Folders returns the names of the packages' folders, as Write makes them, in an order in which they
// can be built and published.
func (l Library) Folders() ([]string, error) {
	all, _, err := l.sources()
	var names []string
	for _, s := range all {
		names = append(names, s.name)
	}
	return names, err
}

// Write writes the package sources to dir, one folder a package, and beside them what tells of the
// library as a whole. It returns what it wrote there, and refuses where one of them is there already.
func (l Library) Write(dir string) ([]string, error) {
	const op = "sample.Write"
	all, beside, err := l.sources()
	if err != nil {
		return nil, err
	}
	var names []string
	for _, s := range all {
		names = append(names, s.name)
	}
	for name := range beside {
		names = append(names, name)
	}
	slices.Sort(names[len(all):])
	for _, name := range names {
		to := filepath.Join(dir, name)
		if _, err := os.Lstat(to); err == nil {
			return nil, fault.New(op, fault.Exists, to, nil)
		}
	}
	for _, s := range all {
		if err := os.CopyFS(filepath.Join(dir, s.name), s.files); err != nil {
			return nil, fault.New(op, fault.Local, dir, err)
		}
	}
	for name, content := range beside {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
			return nil, fault.New(op, fault.Local, dir, err)
		}
	}
	return names, nil
}

// Packages builds the packages in memory, in order, each checked against those of its committee before
// it. The files in the report are named with the package before them. Committees are built beside
// each other.
func (l Library) Packages() ([]*followup.Package, followup.Report, error) {
	all, _, err := l.sources()
	if err != nil {
		return nil, followup.Report{}, err
	}
	var parts [][]source
	for i, s := range all {
		if i == 0 || s.committee != all[i-1].committee {
			parts = append(parts, nil)
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], s)
	}
	type outcome struct {
		packages []*followup.Package
		report   followup.Report
		err      error
	}
	done := make([]outcome, len(parts))
	var wait sync.WaitGroup
	turn := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, part := range parts {
		wait.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			done[i].packages, done[i].report, done[i].err = buildAll(part)
		})
	}
	wait.Wait()
	var packages []*followup.Package
	var report followup.Report
	for _, o := range done {
		packages = append(packages, o.packages...)
		report.Findings = append(report.Findings, o.report.Findings...)
		err = errors.Join(err, o.err)
	}
	if err != nil {
		return nil, report, err
	}
	return packages, report, nil
}

// buildAll builds one committee's packages.
func buildAll(all []source) ([]*followup.Package, followup.Report, error) {
	var packages []*followup.Package
	var report followup.Report
	for _, s := range all {
		p, found, err := followup.BuildFS(s.files, followup.BuildOptions{Known: packages, Now: built})
		for _, f := range found.Findings {
			f.File = s.name + "/" + f.File
			report.Findings = append(report.Findings, f)
		}
		if err != nil {
			return nil, report, fmt.Errorf("%s: %w", s.name, err)
		}
		packages = append(packages, p)
	}
	return packages, report, nil
}

// Folders, Write and Packages are those of the library as the program carries it.
func Folders(name string) ([]string, error) { return Library{Name: name}.Folders() }

// Write is Library.Write.
func Write(name, dir string) error {
	_, err := Library{Name: name}.Write(dir)
	return err
}

// Packages is Library.Packages.
func Packages(name string) ([]*followup.Package, followup.Report, error) {
	return Library{Name: name}.Packages()
}

// Committees are the ids of the committees of the invented municipality, in the order in which a library of
// it tells them; the demonstration holds the first.
func Committees() []string { return alvbro.Committees() }

// Count is how many packages the library has as the program carries it, without making them.
func Count(name string) int {
	if Sized(name) {
		return alvbro.DemoPackages
	}
	folders, err := Folders(name)
	if err != nil {
		return -1 // making them tells the fault
	}
	return len(folders)
}

// Fingerprint changes when anything that the demonstration libraries are made of does: their
// sources, what they are generated from, the table schemas, or the format. A library built of another is stale.
func Fingerprint() string {
	sum := sha256.New()
	fmt.Fprintf(sum, "format %d\nalvbro %s\n", followup.Format, alvbro.DemoMark)
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
