package alvbro

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// folder is the files of a package's source, by path. It is a file system that is read only.
type folder map[string][]byte

// Open implements fs.FS.
func (f folder) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if content, there := f[name]; there {
		return &opened{info: entry{name: path.Base(name), size: int64(len(content))}, Reader: bytes.NewReader(content)}, nil
	}
	entries := f.list(name)
	if len(entries) == 0 && name != "." {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &listed{info: entry{name: path.Base(name), dir: true}, rest: entries}, nil
}

// list is what lies in a directory, by name.
func (f folder) list(dir string) []fs.DirEntry {
	under := ""
	if dir != "." {
		under = dir + "/"
	}
	found := map[string]entry{}
	for name, content := range f {
		rest, is := strings.CutPrefix(name, under)
		if !is {
			continue
		}
		if first, _, deeper := strings.Cut(rest, "/"); deeper {
			found[first] = entry{name: first, dir: true}
		} else {
			found[rest] = entry{name: rest, size: int64(len(content))}
		}
	}
	var all []fs.DirEntry
	for _, e := range found {
		all = append(all, fs.FileInfoToDirEntry(e))
	}
	slices.SortFunc(all, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return all
}

// entry tells of a file or a directory.
type entry struct {
	name string
	size int64
	dir  bool
}

func (e entry) Name() string       { return e.name }
func (e entry) Size() int64        { return e.size }
func (e entry) IsDir() bool        { return e.dir }
func (e entry) ModTime() time.Time { return time.Time{} }
func (e entry) Sys() any           { return nil }
func (e entry) Mode() fs.FileMode {
	if e.dir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

type opened struct {
	info entry
	*bytes.Reader
}

func (o *opened) Stat() (fs.FileInfo, error) { return o.info, nil }
func (o *opened) Close() error               { return nil }

type listed struct {
	info entry
	rest []fs.DirEntry
}

func (l *listed) Stat() (fs.FileInfo, error) { return l.info, nil }
func (l *listed) Close() error               { return nil }
func (l *listed) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: l.info.name, Err: fs.ErrInvalid}
}

// ReadDir implements fs.ReadDirFile.
func (l *listed) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 || n > len(l.rest) {
		n = len(l.rest)
	}
	all := l.rest[:n]
	l.rest = l.rest[n:]
	return all, nil
}
