package main

import (
	"os"
	"path/filepath"
	"slices"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

// folders returns the package folders that the arguments name: each is a package, or a folder of
// packages.
func folders(args []string) ([]string, error) {
	var found []string
	for _, arg := range args {
		if isPackage(arg) {
			found = append(found, arg)
			continue
		}
		entries, err := os.ReadDir(arg)
		if err != nil {
			return nil, fault.New("packages", fault.NotFound, arg, err)
		}
		before := len(found)
		for _, e := range entries {
			if dir := filepath.Join(arg, e.Name()); isPackage(dir) {
				found = append(found, dir)
			}
		}
		if len(found) == before {
			return nil, fault.New("packages", fault.NotFound, arg, nil)
		}
	}
	return found, nil
}

func isPackage(path string) bool {
	if filepath.Ext(path) == ".zip" {
		return true
	}
	_, err := os.Stat(filepath.Join(path, followup.ManifestName))
	return err == nil
}

// read is one package as it was opened and checked.
type read struct {
	path    string
	pkg     *followup.Package // nil where the faults are such that there is none
	report  followup.Report
	problem error
}

// openAll opens packages and checks each, then each against those of its committee that come
// before it in the library's order.
func openAll(paths []string) []read {
	all := make([]read, len(paths))
	for i, path := range paths {
		all[i].path = path
		all[i].pkg, all[i].report, all[i].problem = followup.Open(path)
	}
	slices.SortStableFunc(all, func(a, b read) int {
		switch {
		case a.pkg == nil || b.pkg == nil:
			return 0
		case a.pkg.Manifest.Followup.Order < b.pkg.Manifest.Followup.Order:
			return -1
		case a.pkg.Manifest.Followup.Order > b.pkg.Manifest.Followup.Order:
			return 1
		}
		return 0
	})
	known := map[string][]*followup.Package{}
	for i := range all {
		p := all[i].pkg
		if p == nil || all[i].problem != nil {
			continue
		}
		committee := p.Manifest.Followup.Municipality.Code + "/" + p.Manifest.Followup.Committee.ID
		all[i].report = followup.Join(all[i].report, followup.CheckAgainst(p, known[committee]))
		known[committee] = append(known[committee], p)
	}
	return all
}
