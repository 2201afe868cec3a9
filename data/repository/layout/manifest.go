package layout

import (
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"rodatraden/data/fault"
)

// Municipality is whose repository it is.
type Municipality struct {
	Code string `json:"code"` // SCB's code: "1488"
	Name string `json:"name"`
}

// Committee is one nämnd.
type Committee struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Audience is for whom a package, and so its whole repository, is published.
type Audience string

// The two audiences. A repository holds packages of one of them.
const (
	Public    Audience = "public"
	Presidium Audience = "presidium"
)

// Format is the highest package format that this program knows.
const Format = 1

// Manifest is as much of a package's datapackage.json as publishing and syncing need: who it is
// from, where it belongs, and which files it is made of. What the tables say is checked by others.
type Manifest struct {
	Name      string
	ID        string // UUID
	Title     string
	Followup  Followup
	Resources []Resource
}

// Followup is the part of a manifest that is this format's own.
type Followup struct {
	Format       int          `json:"format"`
	Municipality Municipality `json:"municipality"`
	Committee    Committee    `json:"committee"`
	Kind         string       `json:"kind"`
	Order        int64        `json:"order"`
	AsAt         string       `json:"as_at"`
	Supersedes   string       `json:"supersedes"` // id of the replaced package; empty when there is none
	Audience     Audience     `json:"audience"`
}

// Resource is one file of a package.
type Resource struct {
	Path   string // inside the package; valid by ValidPath
	SHA256 string
	Bytes  int64
}

// Bytes is the size of all resources together.
func (m Manifest) Bytes() int64 {
	var n int64
	for _, r := range m.Resources {
		n += r.Bytes
	}
	return n
}

// ParseManifest reads a datapackage.json. A file outside its folder, a missing hash and the like are
// fault.Format; too much of something is fault.Limit. The fault's Path is name, with the resource's
// path after it where the fault is about one.
func ParseManifest(name string, data []byte) (Manifest, error) {
	const op = "layout.ParseManifest"
	var raw struct {
		Name      string    `json:"name"`
		ID        string    `json:"id"`
		Title     string    `json:"title"`
		Followup  *Followup `json:"followup"`
		Resources []struct {
			Path  string `json:"path"`
			Hash  string `json:"hash"`
			Bytes *int64 `json:"bytes"`
		} `json:"resources"`
	}
	if err := decode(op, name, data, MaxManifest, &raw); err != nil {
		return Manifest{}, err
	}
	format := func(where, what string, args ...any) error {
		if where != "" {
			where = name + ": " + where
		} else {
			where = name
		}
		return fault.New(op, fault.Format, where, fmt.Errorf(what, args...))
	}
	switch {
	case raw.Followup == nil:
		return Manifest{}, format("", "no followup object")
	case raw.Followup.Format < 1 || raw.Followup.Format > Format:
		return Manifest{}, format("", "format %d, this program reads %d", raw.Followup.Format, Format)
	case !ValidName(raw.Name):
		return Manifest{}, format("", "name %q", raw.Name)
	case !validID(raw.ID):
		return Manifest{}, format("", "id %q", raw.ID)
	case raw.Followup.Supersedes != "" && !validID(raw.Followup.Supersedes):
		return Manifest{}, format("", "supersedes %q", raw.Followup.Supersedes)
	case raw.Followup.Supersedes == raw.ID:
		return Manifest{}, format("", "supersedes itself")
	case !ValidCommittee(raw.Followup.Committee.ID):
		return Manifest{}, format("", "committee %q", raw.Followup.Committee.ID)
	case raw.Followup.Municipality.Code == "":
		return Manifest{}, format("", "no municipality")
	case raw.Followup.Audience != Public && raw.Followup.Audience != Presidium:
		return Manifest{}, format("", "audience %q", raw.Followup.Audience)
	case len(raw.Resources) > MaxFiles:
		return Manifest{}, fault.New(op, fault.Limit, name, fmt.Errorf("%d files, at most %d allowed", len(raw.Resources), MaxFiles))
	}
	m := Manifest{Name: raw.Name, ID: raw.ID, Title: raw.Title, Followup: *raw.Followup}
	files := map[string]bool{strings.ToLower(ManifestFile): true}
	for i, r := range raw.Resources {
		where := r.Path
		if where == "" {
			return Manifest{}, format("", "resource %d has no path", i+1)
		}
		sum, isSHA := strings.CutPrefix(r.Hash, "sha256:")
		switch {
		case !ValidPath(r.Path):
			return Manifest{}, format(where, "not a path inside the package")
		case files[strings.ToLower(r.Path)]:
			return Manifest{}, format(where, "named twice")
		case !isSHA || !ValidSum(sum):
			return Manifest{}, format(where, "hash %q is not a sha256", r.Hash)
		case r.Bytes == nil || *r.Bytes < 0:
			return Manifest{}, format(where, "no size")
		case *r.Bytes > MaxFile:
			return Manifest{}, fault.New(op, fault.Limit, name+": "+where, fmt.Errorf("%d bytes, at most %d allowed", *r.Bytes, MaxFile))
		}
		files[strings.ToLower(r.Path)] = true
		m.Resources = append(m.Resources, Resource{Path: r.Path, SHA256: sum, Bytes: *r.Bytes})
	}
	for f := range files {
		for dir := f; strings.Contains(dir, "/"); {
			dir = dir[:strings.LastIndex(dir, "/")]
			if files[dir] {
				return Manifest{}, format(f, "lies in %q, which is a file", dir)
			}
		}
	}
	if err := sameContentSameSize(m.Resources); err != nil {
		return Manifest{}, format("", "%w", err)
	}
	if n := m.Bytes(); n > MaxPackage {
		return Manifest{}, fault.New(op, fault.Limit, name, fmt.Errorf("%d bytes in all, at most %d allowed", n, MaxPackage))
	}
	return m, nil
}

func sameContentSameSize(rs []Resource) error {
	sizes := map[string]int64{}
	for _, r := range rs {
		if n, ok := sizes[r.SHA256]; ok && n != r.Bytes {
			return errors.New("one hash with two sizes")
		}
		sizes[r.SHA256] = r.Bytes
	}
	return nil
}

// validID tells whether id is a UUID in its usual, lower case form.
func validID(id string) bool {
	u, err := uuid.Parse(id)
	return err == nil && u.String() == id
}
