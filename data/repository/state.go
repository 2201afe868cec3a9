package repository

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"slices"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
	"github.com/theupdateframework/go-tuf/v2/metadata/trustedmetadata"
	"golang.org/x/sync/errgroup"

	"rodatraden/data/fault"
	"rodatraden/data/repository/layout"
)

// state is what a storage publishes now: the newest root and what the timestamp leads to, every signature
// and hash of it checked. Expiry is not: a publisher must be able to renew what expired.
type state struct {
	root       layout.Root
	trusted    *trustedmetadata.TrustedMetadata
	about      layout.About
	committees map[string]*metadata.Metadata[metadata.TargetsType] // those whose roles have been asked for

	storage Storage
	tag     string // of the timestamp; "" where there is none yet
}

// atOnce is how many files are asked for, or written, at the same time.
const atOnce = 8

// load reads and checks the state of a storage, with the roles of all committees. A storage without a
// repository is fault.NotFound, one whose first publishing was cut short too. With a fault of kind Signature beyond
// the root comes the state as far as it holds.
func load(ctx context.Context, storage Storage) (*state, error) {
	s, err := loadTop(ctx, storage)
	if err != nil {
		return s, err
	}
	return s, s.roles(ctx, s.names()...)
}

// loadTop is load without the roles of committees. What is to be known of one must be asked for (roles).
func loadTop(ctx context.Context, storage Storage) (*state, error) {
	for {
		s, err := loadOnce(ctx, storage, 0)
		if err == nil || fault.KindOf(err) != fault.Signature || s == nil {
			return s, err
		}
		// The keys may have been changed between the reading of the root and of what hangs on it.
		rel := layout.MetadataPath(metadata.ROOT, s.root.Version+1)
		if _, _, newer := storage.Read(ctx, rel, layout.MaxRoot); newer != nil {
			return s, err
		}
	}
}

// loadOnce is loadTop, under no newer root than that of a version; 0 is the newest.
func loadOnce(ctx context.Context, storage Storage, last int64) (*state, error) {
	const op = "repository.load"
	read := func(rel string, limit int64) ([]byte, string, error) {
		data, tag, err := storage.Read(ctx, rel, limit)
		if err != nil {
			return nil, "", fault.New(op, diskKind(err), rel, err)
		}
		return data, tag, nil
	}
	s := &state{committees: map[string]*metadata.Metadata[metadata.TargetsType]{}, storage: storage}
	rel := layout.MetadataPath(metadata.ROOT, 1)
	data, _, err := read(rel, layout.MaxRoot)
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
	for n := int64(2); last == 0 || n <= last; n++ {
		rel := layout.MetadataPath(metadata.ROOT, n)
		data, _, err := read(rel, layout.MaxRoot)
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
	if data, s.tag, err = read(layout.Timestamp, layout.MaxTimestamp); err != nil {
		return nil, err
	}
	ts, err := s.trusted.UpdateTimestamp(data)
	if err != nil {
		return s, fault.New(op, kindOf(err), layout.Timestamp, err)
	}
	if !layout.Canonical(ts, data) {
		return s, fault.New(op, fault.Signature, layout.Timestamp, errForm)
	}
	rel = layout.MetadataPath(metadata.SNAPSHOT, versionOf(ts.Signed.Meta, metadata.SNAPSHOT))
	if data, _, err = read(rel, layout.MaxSnapshot); err != nil {
		return nil, err
	}
	snapshot, err := s.trusted.UpdateSnapshot(data, false)
	if err != nil {
		return s, fault.New(op, kindOf(err), rel, err)
	}
	rel = layout.MetadataPath(metadata.TARGETS, versionOf(snapshot.Signed.Meta, metadata.TARGETS))
	if data, _, err = read(rel, layout.MaxTargets); err != nil {
		return nil, err
	}
	targets, err := s.trusted.UpdateDelegatedTargets(data, metadata.TARGETS, metadata.ROOT)
	if err != nil {
		return s, fault.New(op, kindOf(err), rel, err)
	}
	s.about = layout.AboutOf(targets.Signed)
	return s, nil
}

// roles reads and checks the roles of committees, several at once. A committee that the targets know
// nothing of has none.
func (s *state) roles(ctx context.Context, committees ...string) error {
	const op = "repository.roles"
	committees = slices.DeleteFunc(slices.Clone(committees), func(id string) bool {
		_, known := s.base().role(id)
		return s.committees[id] != nil || !known
	})
	at := func(id string) string {
		return layout.MetadataPath(id, versionOf(s.trusted.Snapshot.Signed.Meta, id))
	}
	files := make([][]byte, len(committees))
	reading, ctx := errgroup.WithContext(ctx)
	reading.SetLimit(atOnce)
	for i, id := range committees {
		reading.Go(func() (err error) {
			if files[i], _, err = s.storage.Read(ctx, at(id), layout.MaxTargets); err != nil {
				return fault.New(op, diskKind(err), at(id), err)
			}
			return nil
		})
	}
	if err := reading.Wait(); err != nil {
		return err
	}
	for i, id := range committees {
		role, err := s.trusted.UpdateDelegatedTargets(files[i], id, metadata.TARGETS)
		if err != nil {
			return fault.New(op, kindOf(err), at(id), err)
		}
		s.committees[id] = role
	}
	return nil
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

// index reads the index of a committee whose role has been asked for. One that is retired or unknown has
// none.
func (s *state) index(ctx context.Context, committee string) (layout.Index, error) {
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
	data, err := readAll(ctx, s.storage, rel, layout.MaxIndex)
	if err != nil {
		return layout.Index{}, fault.New(op, diskKind(err), rel, err)
	}
	if err := signed.VerifyLengthHashes(data); err != nil {
		return layout.Index{}, fault.New(op, fault.Content, rel, err)
	}
	return layout.ParseIndex(rel, data)
}

// retired tells whether a committee whose role has been asked for once published and has been closed.
func (s *state) retired(committee string) bool {
	role := s.committees[committee]
	return role != nil && role.Signed.Targets[layout.IndexTarget(committee)] == nil && !layout.Awaiting(role.Signed)
}

// base is what a change of keys begins with.
func (s *state) base() base {
	return base{root: s.trusted.Root, targets: s.trusted.Targets[metadata.TARGETS]}
}

// readAll reads a file that never changes.
func readAll(ctx context.Context, storage Storage, rel string, limit int64) ([]byte, error) {
	f, err := storage.Open(ctx, rel)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = fault.New("repository.read", fault.Limit, rel, nil)
	}
	return data, err
}

// freeVersion is a role's next version: one that no file has, whether or not anything leads to that file.
func (r *Repository) freeVersion(ctx context.Context, op, role string, after int64) (int64, error) {
	for n := after + 1; ; n++ {
		if taken, err := r.has(ctx, op, layout.MetadataPath(role, n)); err != nil || !taken {
			return n, err
		}
	}
}

// names returns the committees in a fixed order.
func (s *state) names() []string {
	var out []string
	if d := s.trusted.Targets[metadata.TARGETS].Signed.Delegations; d != nil {
		for _, role := range d.Roles {
			out = append(out, role.Name)
		}
	}
	return slices.Sorted(slices.Values(out))
}
