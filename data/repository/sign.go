package repository

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"

	"rodatraden/data/fault"
	"rodatraden/data/repository/layout"
)

// How long the signatures of each role hold.
const (
	day              = 24 * time.Hour
	rootLife         = 3 * 365 * day
	targetsLife      = 365 * day
	committeeLife    = 400 * day
	snapshotLife     = 365 * day
	timestampLife    = 40 * day
	renewWithin      = 60 * day // Refresh renews what has less than this left
	fullRootKeys     = 3
	fullThreshold    = 2
	fullTargetsKeys  = 2
	committeeKeyName = "committee-"
)

// rootKeyNames and targetsKeyNames are the files that may hold keys of those roles.
var (
	rootKeyNames    = []string{"root-1", "root-2", "root-3"}
	targetsKeyNames = []string{"targets-1", "targets-2"}
)

// change is a new state on its way to be published. Nil parts stay as they are.
type change struct {
	root       *metadata.Metadata[metadata.RootType]
	targets    *metadata.Metadata[metadata.TargetsType]
	committees map[string]*metadata.Metadata[metadata.TargetsType]
}

// seal opens every key that a change needs, so that nothing has been written when a passphrase turns
// out to be wrong.
type seal struct {
	root, targets, snapshot, timestamp []*key
	committees                         map[string][]*key
}

func (r *Repository) seal(s *state, c change) (seal, error) {
	z := seal{committees: map[string][]*key{}}
	root := s.trusted.Root.Signed
	role := func(name string, files []string) ([]*key, error) {
		return r.keys.signers(files, root.Roles[name].KeyIDs, root.Roles[name].Threshold)
	}
	delegations := c.targets
	if delegations == nil {
		delegations = s.trusted.Targets[metadata.TARGETS]
	}
	var err error
	for name := range c.committees {
		d := delegation(delegations, name)
		if z.committees[name], err = r.keys.signers([]string{committeeKeyName + name}, d.KeyIDs, d.Threshold); err != nil {
			return z, err
		}
	}
	if c.targets != nil {
		if z.targets, err = role(metadata.TARGETS, targetsKeyNames); err != nil {
			return z, err
		}
	}
	if c.root != nil {
		if z.root, err = role(metadata.ROOT, rootKeyNames); err != nil {
			return z, err
		}
	}
	if r.newSnapshot(s, c) {
		if z.snapshot, err = role(metadata.SNAPSHOT, []string{metadata.SNAPSHOT}); err != nil {
			return z, err
		}
	}
	z.timestamp, err = role(metadata.TIMESTAMP, []string{metadata.TIMESTAMP})
	return z, err
}

// newSnapshot tells whether a change needs a new snapshot.
func (r *Repository) newSnapshot(s *state, c change) bool {
	old := s.trusted.Snapshot
	return old == nil || len(c.committees) > 0 || c.targets != nil || !old.Signed.Expires.After(r.now().Add(renewWithin))
}

// delegation returns the role of a committee in targets metadata.
func delegation(targets *metadata.Metadata[metadata.TargetsType], committee string) *metadata.DelegatedRole {
	if targets == nil || targets.Signed.Delegations == nil {
		return &metadata.DelegatedRole{}
	}
	roles := targets.Signed.Delegations.Roles
	if i := slices.IndexFunc(roles, func(d metadata.DelegatedRole) bool { return d.Name == committee }); i >= 0 {
		return &roles[i]
	}
	return &metadata.DelegatedRole{}
}

// commit signs a change and writes its metadata, the timestamp after all that it leads to. A new root
// comes last of all: it is followed as soon as it lies there, and must fit the timestamp beside it.
//
// Whoever publishes at the same moment has taken a version, or the timestamp's place: then nothing that
// was written leads anywhere, and the fault is of kind Overtaken.
func (r *Repository) commit(ctx context.Context, op string, s *state, c change, z seal) error {
	now := r.now()
	meta := map[string]*metadata.MetaFiles{}
	if s.trusted.Snapshot != nil {
		meta = s.trusted.Snapshot.Signed.Meta
	}
	role := func(name string, m *metadata.Metadata[metadata.TargetsType], life time.Duration, keys []*key) error {
		var err error
		if m.Signed.Version, err = r.freeVersion(ctx, op, name, versionOf(meta, name)); err != nil {
			return err
		}
		m.Signed.Expires = now.Add(life)
		data, err := signed(op, name, m, keys, layout.MaxTargets)
		if err != nil {
			return err
		}
		meta[name+".json"] = metaFile(m.Signed.Version, data)
		return overtaken(op, r.put(ctx, op, layout.MetadataPath(name, m.Signed.Version), data))
	}
	for _, name := range slices.Sorted(maps.Keys(c.committees)) {
		if err := role(name, c.committees[name], committeeLife, z.committees[name]); err != nil {
			return err
		}
	}
	if c.targets != nil {
		if err := role(metadata.TARGETS, c.targets, targetsLife, z.targets); err != nil {
			return err
		}
	}

	if r.newSnapshot(s, c) {
		snapshot := metadata.Snapshot(now.Add(snapshotLife))
		after := int64(0)
		if s.trusted.Snapshot != nil {
			after = s.trusted.Snapshot.Signed.Version
		}
		var err error
		if snapshot.Signed.Version, err = r.freeVersion(ctx, op, metadata.SNAPSHOT, after); err != nil {
			return err
		}
		snapshot.Signed.Meta = meta
		data, err := signed(op, metadata.SNAPSHOT, snapshot, z.snapshot, layout.MaxSnapshot)
		if err != nil {
			return err
		}
		if err := r.put(ctx, op, layout.MetadataPath(metadata.SNAPSHOT, snapshot.Signed.Version), data); err != nil {
			return overtaken(op, err)
		}
		meta = map[string]*metadata.MetaFiles{"snapshot.json": metaFile(snapshot.Signed.Version, data)}
	} else {
		meta = s.trusted.Timestamp.Signed.Meta
	}

	timestamp := metadata.Timestamp(now.Add(timestampLife))
	if s.trusted.Timestamp != nil {
		timestamp.Signed.Version = s.trusted.Timestamp.Signed.Version + 1
	}
	timestamp.Signed.Meta = meta
	layout.SetSigned(&timestamp.Signed, now)
	data, err := signed(op, metadata.TIMESTAMP, timestamp, z.timestamp, layout.MaxTimestamp)
	if err != nil {
		return err
	}
	if err := r.step(layout.Timestamp); err != nil {
		return err
	}
	// Keys that were changed meanwhile are not those that signed.
	newer, err := r.has(ctx, op, layout.MetadataPath(metadata.ROOT, s.root.Version+1))
	if err != nil {
		return err
	}
	if newer {
		return fault.New(op, fault.Overtaken, r.storage.String(), errors.New("the keys have been changed meanwhile"))
	}
	if err := r.storage.Replace(ctx, layout.Timestamp, data, s.tag); err != nil {
		return overtaken(op, fault.New(op, diskKind(err), layout.Timestamp, err))
	}

	if c.root != nil {
		c.root.Signed.Version, c.root.Signed.Expires = s.root.Version+1, now.Add(rootLife)
		data, err := signed(op, metadata.ROOT, c.root, z.root, layout.MaxRoot)
		if err != nil {
			return err
		}
		if err := r.put(ctx, op, layout.MetadataPath(metadata.ROOT, c.root.Signed.Version), data); err != nil {
			return overtaken(op, err)
		}
	}
	return r.step("")
}

// overtaken sorts what stood in the way of metadata: a file of another publisher.
func overtaken(op string, err error) error {
	if errors.Is(err, fs.ErrExist) || errors.Is(err, ErrOther) {
		return fault.New(op, fault.Overtaken, fault.PathOf(err), err)
	}
	return err
}

// signed signs metadata and returns it as it is published.
func signed[T metadata.Roles](op, role string, m *metadata.Metadata[T], keys []*key, limit int) ([]byte, error) {
	m.ClearSignatures()
	for _, k := range keys {
		if _, err := m.Sign(k.signer); err != nil {
			return nil, fault.New(op, fault.Secret, k.name, err)
		}
	}
	data, err := m.ToBytes(false)
	if err != nil {
		return nil, fault.New(op, fault.Format, role, err)
	}
	if len(data) > limit {
		return nil, fault.New(op, fault.Limit, role, nil)
	}
	return data, nil
}

// metaFile is how one role's metadata vouches for another's.
func metaFile(version int64, data []byte) *metadata.MetaFiles {
	m := metadata.MetaFile(version)
	m.Length, m.Hashes = fileOf(data)
	return m
}

func fileOf(data []byte) (int64, metadata.Hashes) {
	t, err := metadata.TargetFile().FromBytes("", data, "sha256")
	if err != nil {
		panic(err) // sha256 is known to it
	}
	return t.Length, t.Hashes
}
