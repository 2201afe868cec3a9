package repository

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
	"github.com/theupdateframework/go-tuf/v2/metadata/trustedmetadata"

	"rodatraden/data/fault"
	"rodatraden/data/repository/layout"
)

// state is what a folder publishes now: the newest root and all that the timestamp leads to, every
// signature and hash of it checked. Expiry is not: a publisher must be able to renew what expired.
type state struct {
	root       layout.Root
	trusted    *trustedmetadata.TrustedMetadata
	about      layout.About
	committees map[string]*metadata.Metadata[metadata.TargetsType]
}

// load reads and checks the state of a published folder. A folder without a repository is
// fault.NotFound, one whose first publishing was cut short too.
func load(dir string) (*state, error) {
	const op = "repository.load"
	read := func(rel string) ([]byte, error) {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(rel)))
		if err != nil {
			return nil, fault.New(op, diskKind(err), rel, err)
		}
		return data, nil
	}
	s := &state{committees: map[string]*metadata.Metadata[metadata.TargetsType]{}}
	rel := layout.MetadataPath(metadata.ROOT, 1)
	data, err := read(rel)
	if err != nil {
		return nil, err
	}
	if s.root, err = layout.ParseRoot(rel, data); err != nil {
		return nil, err
	}
	if s.trusted, err = trustedmetadata.New(data); err != nil {
		return nil, fault.New(op, kindOf(err), rel, err)
	}
	if !layout.Canonical(s.trusted.Root, data) {
		return nil, fault.New(op, fault.Signature, rel, errForm)
	}
	s.trusted.RefTime = time.Time{} // nothing has expired
	for n := int64(2); ; n++ {
		rel := layout.MetadataPath(metadata.ROOT, n)
		data, err := read(rel)
		if errors.Is(err, fs.ErrNotExist) {
			break
		}
		if err != nil {
			return nil, err
		}
		m, err := s.trusted.UpdateRoot(data)
		if err != nil {
			return nil, fault.New(op, kindOf(err), rel, err)
		}
		if !layout.Canonical(m, data) {
			return nil, fault.New(op, fault.Signature, rel, errForm)
		}
		if s.root, err = layout.ParseRoot(rel, data); err != nil {
			return nil, err
		}
	}
	if data, err = read(layout.Timestamp); err != nil {
		return nil, err
	}
	ts, err := s.trusted.UpdateTimestamp(data)
	if err != nil {
		return nil, fault.New(op, kindOf(err), layout.Timestamp, err)
	}
	if !layout.Canonical(ts, data) {
		return nil, fault.New(op, fault.Signature, layout.Timestamp, errForm)
	}
	rel = layout.MetadataPath(metadata.SNAPSHOT, versionOf(ts.Signed.Meta, metadata.SNAPSHOT))
	if data, err = read(rel); err != nil {
		return nil, err
	}
	snapshot, err := s.trusted.UpdateSnapshot(data, false)
	if err != nil {
		return nil, fault.New(op, kindOf(err), rel, err)
	}
	role := func(name, parent string) (*metadata.Metadata[metadata.TargetsType], error) {
		rel := layout.MetadataPath(name, versionOf(snapshot.Signed.Meta, name))
		data, err := read(rel)
		if err != nil {
			return nil, err
		}
		m, err := s.trusted.UpdateDelegatedTargets(data, name, parent)
		if err != nil {
			return nil, fault.New(op, kindOf(err), rel, err)
		}
		return m, nil
	}
	targets, err := role(metadata.TARGETS, metadata.ROOT)
	if err != nil {
		return nil, err
	}
	s.about = layout.AboutOf(targets.Signed)
	if targets.Signed.Delegations != nil {
		for _, d := range targets.Signed.Delegations.Roles {
			if s.committees[d.Name], err = role(d.Name, metadata.TARGETS); err != nil {
				return nil, err
			}
		}
	}
	return s, nil
}

var errForm = errors.New("signed, but not in the form in which metadata is published")

func versionOf(meta map[string]*metadata.MetaFiles, role string) int64 {
	if m := meta[role+".json"]; m != nil {
		return m.Version
	}
	return 0
}

// kindOf sorts the errors of go-tuf. The specific ones come first: ErrRepository matches them all.
func kindOf(err error) fault.Kind {
	switch {
	case errors.Is(err, &metadata.ErrLengthOrHashMismatch{}):
		return fault.Content
	case errors.Is(err, &metadata.ErrBadVersionNumber{}):
		return fault.Rollback
	case errors.Is(err, &metadata.ErrExpiredMetadata{}):
		return fault.Stale
	}
	return fault.Signature
}

// index reads a committee's index; a committee that is retired or unknown has none.
func (s *state) index(dir, committee string) (layout.Index, error) {
	const op = "repository.index"
	role := s.committees[committee]
	if role == nil {
		return layout.Index{}, nil
	}
	target := layout.IndexTarget(committee)
	signed := role.Signed.Targets[target]
	if signed == nil {
		return layout.Index{}, nil
	}
	rel := layout.TargetPath(target, signed.Hashes["sha256"].String())
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(rel)))
	if err != nil {
		return layout.Index{}, fault.New(op, diskKind(err), rel, err)
	}
	if err := signed.VerifyLengthHashes(data); err != nil {
		return layout.Index{}, fault.New(op, fault.Content, rel, err)
	}
	return layout.ParseIndex(rel, data)
}

// retired tells whether a committee that once published has been closed.
func (s *state) retired(committee string) bool {
	role := s.committees[committee]
	return role != nil && role.Signed.Targets[layout.IndexTarget(committee)] == nil
}

var numbered = regexp.MustCompile(`^([0-9]+)\.([a-z0-9-]+)\.json$`)

// freeVersions returns a function that gives each role's next version: one that no file has, whether
// or not anything leads to that file.
func freeVersions(dir string) (func(role string) int64, error) {
	entries, err := os.ReadDir(filepath.Join(dir, layout.MetadataDir))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	highest := map[string]int64{}
	for _, e := range entries {
		if m := numbered.FindStringSubmatch(e.Name()); m != nil {
			if n, err := strconv.ParseInt(m[1], 10, 64); err == nil {
				highest[m[2]] = max(highest[m[2]], n)
			}
		}
	}
	return func(role string) int64 {
		highest[role]++
		return highest[role]
	}, nil
}

// names returns the committees in a fixed order.
func (s *state) names() []string {
	return slices.Sorted(maps.Keys(s.committees))
}
