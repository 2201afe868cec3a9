package publishing

import (
	"errors"
	"os"
	"path/filepath"

	"rodatraden/app/terminal"
	"rodatraden/data/fault"
)

// Place lets do write things in a folder of its own and then moves those that it names, by their
// paths in it, to the same places in out: all of them, or none. What is there already is a fault of
// kind Exists. Folders that were made for nothing are removed again.
func Place(op, out string, do func(part string) (names []string, err error)) (err error) {
	made, err := makeFolder(out)
	if err != nil {
		return fault.New(op, terminal.DiskKind(err), out, err)
	}
	var part string
	defer func() {
		_ = os.RemoveAll(part)
		for i := len(made) - 1; err != nil && i >= 0; i-- {
			_ = os.Remove(made[i]) // empty, or somebody else's by now
		}
	}()
	if part, err = os.MkdirTemp(out, ".part-"); err != nil {
		return fault.New(op, terminal.DiskKind(err), out, err)
	}
	names, err := do(part)
	if err != nil {
		return err
	}
	for _, name := range names {
		if to := filepath.Join(out, name); There(to) {
			return fault.New(op, fault.Exists, to, nil)
		}
	}
	var moved []string
	for _, name := range names {
		to := filepath.Join(out, name)
		parents, err := makeFolder(filepath.Dir(to))
		made = append(made, parents...)
		if err == nil {
			err = os.Rename(filepath.Join(part, name), to)
		}
		if err != nil {
			for _, back := range moved {
				_ = os.Rename(filepath.Join(out, back), filepath.Join(part, back))
			}
			return fault.New(op, terminal.DiskKind(err), to, err)
		}
		moved = append(moved, name)
	}
	return nil
}

// There reports whether anything has the path.
func There(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// makeFolder makes a folder and those above it, and returns those that were not there, outermost
// first.
func makeFolder(dir string) (made []string, err error) {
	for at := filepath.Clean(dir); !There(at); at = filepath.Dir(at) {
		made = append([]string{at}, made...)
	}
	return made, os.MkdirAll(dir, 0o755)
}

// Outside names the folder that was asked for, out, in a fault about part, the one that is written in.
func Outside(err error, part, out string) error {
	var f *fault.Error
	if !errors.As(err, &f) {
		return err
	}
	if rel, rerr := filepath.Rel(part, f.Path); rerr == nil && filepath.IsLocal(rel) {
		return fault.New(f.Op, f.Kind, filepath.Join(out, rel), f.Err)
	}
	return err
}
