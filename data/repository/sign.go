package repository

import (
	"bytes"
	"context"
	"errors"
	"fmt"
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

// change is a new state on its way to be published. Nil parts stay as they are.
type change struct {
	roots      []*metadata.Metadata[metadata.RootType] // none, one or two, one after the other
	targets    *metadata.Metadata[metadata.TargetsType]
	committees map[string]*metadata.Metadata[metadata.TargetsType]
	anew       bool // the timestamp is signed anew, whatever else there is
	resign     bool // the snapshot too
	sealed     bool // the roots and targets bear their versions and signatures already
}

// besides tells whether a change is of more than the root. Keys that come leave what is published as it is.
func (c change) besides() bool {
	return c.anew || c.resign || c.targets != nil || len(c.committees) > 0 || len(c.roots) == 0
}

// seal opens every key that a change needs, so that nothing has been written when a passphrase turns
// out to be wrong.
type seal struct {
	roots                        [][]*key
	targets, snapshot, timestamp []*key
	committees                   map[string][]*key
}

// seal opens the keys. What is published between the first new root and the last holds under both.
func (r *Repository) seal(s *state, c change) (seal, error) {
	if err := r.clockHolds(s); err != nil {
		return seal{}, err
	}
	z := seal{committees: map[string][]*key{}}
	held := s.trusted.Root
	last := held
	var err error
	if n := len(c.roots); n > 0 {
		last = c.roots[n-1]
		if n > 1 {
			held = c.roots[0]
		}
		before := s.trusted.Root
		for _, root := range c.roots {
			var keys []*key
			if !c.sealed {
				if keys, err = r.keys.signers(rolesOf(before)[metadata.ROOT], rolesOf(root)[metadata.ROOT]); err != nil {
					return z, err
				}
			}
			z.roots, before = append(z.roots, keys), root
		}
	}
	if !c.besides() {
		return z, nil
	}
	role := func(name string) ([]*key, error) {
		return r.keys.signers(rolesOf(held)[name], rolesOf(last)[name])
	}
	delegations := c.targets
	if delegations == nil {
		delegations = s.trusted.Targets[metadata.TARGETS]
	}
	for _, of := range delegatedOf(delegations) {
		if c.committees[of.role] == nil {
			continue
		}
		if z.committees[of.role], err = r.keys.signers(of); err != nil {
			return z, err
		}
	}
	if c.targets != nil && !c.sealed {
		if z.targets, err = role(metadata.TARGETS); err != nil {
			return z, err
		}
	}
	if r.newSnapshot(s, c) {
		if z.snapshot, err = role(metadata.SNAPSHOT); err != nil {
			return z, err
		}
	}
	z.timestamp, err = role(metadata.TIMESTAMP)
	return z, err
}

// clockHolds is a fault of kind ClockWrong where the clock is more than a day before the last signing: what is signed by
// a clock that has stopped has expired when it is published.
func (r *Repository) clockHolds(s *state) error {
	if r.anyClock || s.trusted.Timestamp == nil {
		return nil
	}
	now, signed := r.now(), layout.SignedAt(s.trusted.Timestamp.Signed)
	if !now.Add(day).Before(signed) {
		return nil
	}
	return fault.New("repository.sign", fault.ClockWrong, r.storage.String(), fmt.Errorf("it is %v here, and was %v at the last signing", now, signed))
}

// newSnapshot tells whether a change needs a new snapshot.
func (r *Repository) newSnapshot(s *state, c change) bool {
	old := s.trusted.Snapshot
	return old == nil || c.resign || len(c.committees) > 0 || c.targets != nil || !old.Signed.Expires.After(r.now().Add(renewWithin))
}

// commit signs a change and writes it. A root is followed as soon as it lies there, and must fit the timestamp
// beside it: the first of two leaves all keys that there were, and what is published between them holds under both.
func (r *Repository) commit(ctx context.Context, op string, s *state, c change, z seal) error {
	roots := c.roots
	if len(roots) == 2 {
		if err := r.putRoot(ctx, op, s, roots[0], z.roots[0], c.sealed); err != nil {
			return err
		}
		roots, z.roots = roots[1:], z.roots[1:]
	}
	if c.besides() {
		if err := r.commitBelow(ctx, op, s, c, z); err != nil {
			return err
		}
	}
	// Of one who publishes a root and one who publishes below it at the same moment, at least one comes to see what the
	// other did: each looks when its own is there.
	newer := len(roots) == 1
	var err error
	if newer {
		err = r.putRoot(ctx, op, s, roots[0], z.roots[0], c.sealed)
	} else {
		newer, err = r.has(ctx, op, layout.MetadataPath(metadata.ROOT, s.root.Version+1))
	}
	if err == nil && newer {
		err = r.settle(ctx, op)
	}
	if err != nil {
		return err
	}
	return r.step("")
}

// putRoot publishes a new root, which the state then has.
func (r *Repository) putRoot(ctx context.Context, op string, s *state, root *metadata.Metadata[metadata.RootType], keys []*key, sealed bool) error {
	var data []byte
	var err error
	if sealed {
		data, err = encoded(op, metadata.ROOT, root, layout.MaxRoot)
	} else {
		root.Signed.Version, root.Signed.Expires = s.root.Version+1, r.now().Add(rootLife)
		data, err = signed(op, metadata.ROOT, root, keys, layout.MaxRoot)
	}
	if err != nil {
		return err
	}
	// What would not be followed by readers is not published.
	if err := s.trusted.Root.VerifyDelegate(metadata.ROOT, root); err != nil {
		return fault.New(op, fault.Signature, metadata.ROOT, err)
	}
	rel := layout.MetadataPath(metadata.ROOT, root.Signed.Version)
	next, err := layout.ParseRoot(rel, data)
	if err != nil {
		return err
	}
	if err := r.put(ctx, op, rel, data); err != nil {
		return overtaken(op, err)
	}
	s.root, s.trusted.Root = next, root
	return nil
}

// settle sees, after a new root, that what is published holds under it. Where nothing keeps publishers apart, one who
// knew nothing of the root may have signed with a key that has just been revoked: that is signed anew.
func (r *Repository) settle(ctx context.Context, op string) error {
	for range 3 {
		newest, err := loadTop(ctx, r.storage)
		if err == nil || fault.KindOf(err) != fault.Signature || newest == nil || newest.root.Version == 1 {
			return err
		}
		s, before := loadOnce(ctx, r.storage, newest.root.Version-1)
		if before != nil {
			return err
		}
		s.root, s.trusted.Root = newest.root, newest.trusted.Root
		c := change{resign: true}
		if t := s.trusted.Targets[metadata.TARGETS]; s.trusted.Root.VerifyDelegate(metadata.TARGETS, t) != nil {
			c.targets = t
		}
		r.keys.repository = s.root.ID
		z, err := r.seal(s, c)
		if err != nil {
			return err
		}
		if err := r.commitBelow(ctx, op, s, c, z); err != nil && fault.KindOf(err) != fault.Overtaken {
			return err
		}
	}
	_, err := loadTop(ctx, r.storage)
	return err
}

// commitBelow signs a change of what hangs on the root and writes it, the timestamp after all that it leads to.
//
// Whoever publishes at the same moment has taken a version, or the timestamp's place: then nothing that
// was written leads anywhere, and the fault is of kind Overtaken.
func (r *Repository) commitBelow(ctx context.Context, op string, s *state, c change, z seal) error {
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
		if len(m.Signed.Targets) > 0 {
			layout.SetAwaiting(&m.Signed, false)
		}
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
	if c.targets != nil && c.sealed {
		if err := r.putSealed(ctx, op, c.targets, meta); err != nil {
			return err
		}
	} else if c.targets != nil {
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
	return nil
}

// putSealed publishes targets metadata that has been signed elsewhere. One that is there already, from a try that was
// cut short, is used.
func (r *Repository) putSealed(ctx context.Context, op string, m *metadata.Metadata[metadata.TargetsType], meta map[string]*metadata.MetaFiles) error {
	data, err := encoded(op, metadata.TARGETS, m, layout.MaxTargets)
	if err != nil {
		return err
	}
	rel := layout.MetadataPath(metadata.TARGETS, m.Signed.Version)
	meta[metadata.TARGETS+".json"] = metaFile(m.Signed.Version, data)
	err = r.put(ctx, op, rel, data)
	if errors.Is(err, fs.ErrExist) {
		if there, _, read := r.storage.Read(ctx, rel, layout.MaxTargets); read == nil && bytes.Equal(there, data) {
			return nil
		}
	}
	return overtaken(op, err)
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
	return encoded(op, role, m, limit)
}

// encoded returns metadata as it is published.
func encoded[T metadata.Roles](op, role string, m *metadata.Metadata[T], limit int) ([]byte, error) {
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
