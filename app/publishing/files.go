package publishing

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/home"
)

// Find returns the packages that the paths name: each is a package, a workbook to make one of, or a
// folder of such.
func Find(paths []string) ([]string, error) {
	const op = "packages"
	var found []string
	for _, path := range paths {
		if isPackage(path) {
			found = append(found, path)
			continue
		}
		entries, err := os.ReadDir(path)
		if errors.Is(err, os.ErrNotExist) {
			return nil, fault.New(op, fault.NotFound, path, err)
		}
		if err != nil {
			return nil, fault.New(op, fault.Local, path, err)
		}
		before := len(found)
		for _, e := range entries {
			if at := filepath.Join(path, e.Name()); !passedOver(e.Name()) && isPackage(at) {
				found = append(found, at)
			}
		}
		if len(found) == before {
			return nil, fault.New(op, fault.NotFound, filepath.Join(path, followup.ManifestName), nil)
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
	if IsZip(path) || IsWorkbook(path) {
		return true
	}
	_, err := os.Stat(filepath.Join(path, followup.ManifestName))
	return err == nil
}

// passedOver reports whether a file in a folder of packages is one that systems and Excel leave there.
func passedOver(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$")
}

// IsWorkbook tells by the name: those that cannot be read are told why.
func IsWorkbook(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods":
		return true
	}
	return false
}

// IsZip tells by the name.
func IsZip(path string) bool { return strings.EqualFold(filepath.Ext(path), ".zip") }

// replace puts a file of the publisher's home in its place, whole or not at all.
func replace(op, path string, data []byte) error {
	err := os.MkdirAll(filepath.Dir(path), 0o700)
	if err == nil {
		err = home.Replace(path, data)
	}
	if err != nil {
		return fault.New(op, terminal.DiskKind(err), path, err)
	}
	return nil
}
