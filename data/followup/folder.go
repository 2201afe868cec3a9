package followup

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"
)

// folder is where a package is read from: a folder on disk, one embedded, or a ZIP.
type folder interface {
	// entries lists the files. What may not be there at all becomes a finding.
	entries(c *collector) ([]entry, error)
	open(name string) (io.ReadCloser, error)
}

type entry struct {
	path  string
	bytes int64
}

type fsFolder struct{ fs.FS }

func (f fsFolder) entries(c *collector) ([]entry, error) {
	var all []entry
	err := fs.WalkDir(f.FS, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name == ".":
			return nil
		case passedOver(d.Name()) && d.IsDir():
			return fs.SkipDir
		case passedOver(d.Name()), d.IsDir():
			return nil
		case len(all) > 2*MaxFiles:
			return fs.SkipAll // the limit is told; no more is needed
		case !d.Type().IsRegular():
			c.fault(FileNotRegular, place{file: name})
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		all = append(all, entry{name, info.Size()})
		return nil
	})
	return all, err
}

func (f fsFolder) open(name string) (io.ReadCloser, error) { return f.FS.Open(name) }

// passedOver reports whether a file is one that systems leave in folders of their own accord.
func passedOver(name string) bool {
	return strings.HasPrefix(name, ".") || strings.EqualFold(name, "Thumbs.db") || strings.EqualFold(name, "desktop.ini")
}

var errTooLarge = errors.New(LimitFile)

// readAll reads a file of a folder, no more than the limit.
func readAll(f folder, name string, limit int64) ([]byte, error) {
	r, err := f.open(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	raw, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(raw)) > limit {
		return nil, errTooLarge
	}
	return raw, err
}

// resourceName makes the name of a document's resource of its path: the file's name, in small
// letters. It is what the tables' resource columns say.
func resourceName(file string) string {
	_, rest, found := strings.Cut(file, "/")
	if !found {
		rest = file
	}
	return strings.ToLower(strings.ReplaceAll(rest, "/", "-"))
}

// mediaType tells a document's type by the ending of its name; "" where format 1 holds none such.
func mediaType(file string) string {
	switch strings.ToLower(path.Ext(file)) {
	case ".pdf":
		return "application/pdf"
	case ".md":
		return "text/markdown"
	}
	return ""
}
