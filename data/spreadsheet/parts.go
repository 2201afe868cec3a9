package spreadsheet

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"rodatraden/data/followup"
)

// How far the parts of a workbook may unpack. The sheets are never held, so that theirs is a limit of
// patience; the texts that the sheets share are.
const (
	maxSheet   = 4_000_000_000
	maxStrings = 200_000_000
	maxSmall   = 50_000_000 // the workbook itself, its styles, its relations
	slack      = 1_000_000  // bytes that a part may unpack to, whatever its ratio
)

// errUnpack ends reading from a part that unpacks beyond its limit.
var errUnpack = errors.New("it unpacks to more than is reasonable")

// errNoPart is the cause where a part is missing.
var errNoPart = errors.New("a part is missing")

// parts are the files in a workbook. Their names are alike in small and capital letters, and what lies
// outside of the workbook by its name is no part of it. Nothing is ever written by these names.
type parts map[string]*zip.File

// errZip is the cause where the archive contradicts itself.
var errZip = errors.New("a broken archive")

// errLocked is the cause where the archive itself needs a password.
var errLocked = errors.New("a locked archive")

func openParts(r io.ReaderAt, size int64) (parts, error) {
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, fmt.Errorf("%w: %w", errZip, err)
	}
	all := parts{}
	var packed uint64
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		if f.Flags&1 != 0 {
			return nil, errLocked
		}
		packed += f.CompressedSize64
		if packed > uint64(size) {
			return nil, fmt.Errorf("%w: files that share their bytes", errZip)
		}
		name := strings.ReplaceAll(f.Name, `\`, "/")
		if clean := path.Clean("/" + name); clean != "/"+strings.TrimPrefix(name, "/") {
			continue
		}
		name = partName(name)
		if all[name] != nil {
			return nil, fmt.Errorf("%w: two files of one name", errZip)
		}
		all[name] = f
	}
	return all, nil
}

// partName is how a part is found.
func partName(name string) string { return strings.ToLower(path.Clean("/" + name)) }

// open opens a part, counting what it unpacks to.
func (p parts) open(name string, most int64) (io.ReadCloser, error) {
	f := p[partName(name)]
	if f == nil {
		return nil, fmt.Errorf("%w: %s", errNoPart, name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errZip, err)
	}
	ratio := int64(min(f.CompressedSize64, maxSheet)) * followup.MaxZipRatio
	return &limited{r, min(most, max(slack, ratio))}, nil
}

// limited is a part that may unpack to no more than what is left.
type limited struct {
	io.ReadCloser
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.ReadCloser.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, errUnpack
	}
	if err != nil && err != io.EOF {
		err = fmt.Errorf("%w: %w", errZip, err)
	}
	return n, err
}

// read reads a part whole as markup, from its outermost element on.
func (p parts) read(name string, most int64, root string, each func(m *markup) error) error {
	r, err := p.open(name, most)
	if err != nil {
		return err
	}
	defer r.Close()
	m := newMarkup(r)
	if err := m.root(root); err != nil {
		return err
	}
	if err := each(m); err != nil {
		return err
	}
	return m.finish()
}

// relation leads from one part to another.
type relation struct{ kind, target string }

// relations are those of a part by their ids; the package itself is the part "". Those that lead out of the
// workbook are left out. A part without relations has none.
func (p parts) relations(of string) (map[string]relation, error) {
	dir, file := path.Split(of)
	name := path.Join(dir, "_rels", file+".rels")
	all := map[string]relation{}
	if p[partName(name)] == nil {
		return all, nil
	}
	err := p.read(name, maxSmall, "Relationships", func(m *markup) error {
		return m.children(func(tag string) error {
			if tag != "Relationship" || string(m.attr("TargetMode")) == "External" {
				return nil
			}
			target := strings.ReplaceAll(string(m.attr("Target")), `\`, "/")
			if !strings.HasPrefix(target, "/") {
				target = path.Join("/", dir, target)
			}
			all[string(m.attr("Id"))] = relation{path.Base(string(m.attr("Type"))), target}
			return nil
		})
	})
	return all, err
}
