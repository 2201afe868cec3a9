package repository

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"

	"rodatraden/data/fault"
	"rodatraden/data/repository/layout"
)

// Changed tells what a change of keys did.
type Changed struct {
	Changes []Change // in the order of the roles; none where only times are new
	Before  bool     // all of it had been done before
	Made    []string // the names of keys that were made, in the first key folder
}

// ListKeys returns the keys that count, role by role. It opens none of them.
func (r *Repository) ListKeys(ctx context.Context) ([]RoleKeys, error) {
	s, err := loadTop(ctx, r.storage)
	if err != nil {
		return nil, err
	}
	roles := rolesOf(s.trusted.Root)
	var out []RoleKeys
	for _, role := range topRoles {
		out = append(out, roles[role].among(r.keys.dirs))
	}
	for _, role := range delegatedOf(s.trusted.Targets[metadata.TARGETS]) {
		out = append(out, role.among(r.keys.dirs))
	}
	return out, nil
}

// AddKey gives a role one key more: root, targets, snapshot, timestamp, or a committee by its id. It is made in the
// first key folder, or is one that was made on another computer. Root keys must be at hand, and for a committee
// targets keys.
func (r *Repository) AddKey(ctx context.Context, role string, made ...PublicKey) (Changed, error) {
	return r.ChangeKeys(ctx, Ask{Do: Add, Role: role, New: made})
}

// RotateKey replaces the key of that name by a new one, which is made in the first key folder, or was made on another
// computer. The old key is not needed, so that one which is lost can be replaced. A rotation that was cut short is
// completed by the next.
func (r *Repository) RotateKey(ctx context.Context, name string, made ...PublicKey) (Changed, error) {
	return r.ChangeKeys(ctx, Ask{Do: Rotate, Old: name, New: made})
}

// RevokeKey takes the key of that name away. Where fewer keys would be left than must sign it is fault.Usage
// (ErrThreshold, ErrLastKey).
func (r *Repository) RevokeKey(ctx context.Context, name string) (Changed, error) {
	return r.ChangeKeys(ctx, Ask{Do: Revoke, Old: name})
}

// RaiseThresholds takes a simple repository to 2 of 3 root keys and 2 of 2 targets keys, by an ordinary
// root rotation: the old keys stay, new ones are made beside them. Readers follow without subscribing
// again; the fingerprint changes, so that subscription files and letters must be made anew.
func (r *Repository) RaiseThresholds(ctx context.Context) error {
	_, err := r.ChangeKeys(ctx, Ask{Do: Raise})
	return err
}

// ChangeKeys carries out a change of keys. Keys that are to come and are not named are made. Every step leaves a
// repository that readers accept; what was cut short is completed by the same Ask.
func (r *Repository) ChangeKeys(ctx context.Context, a Ask) (Changed, error) {
	const op = "repository.ChangeKeys"
	var out Changed
	err := r.exclusively(ctx, func() error {
		s, err := loadTop(ctx, r.storage)
		if err != nil {
			return err
		}
		r.keys.repository = s.root.ID
		b := s.base()
		if err := r.signable(b, a); err != nil {
			return err
		}
		if a, out.Made, err = r.complete(b, a); err != nil {
			return err
		}
		p, err := b.rotation(a, r.under(b))
		if err != nil {
			return err
		}
		out.Changes = differences(b, p)
		c, err := r.changeOf(ctx, s, p)
		if err != nil {
			return err
		}
		z, err := r.seal(s, c)
		if err != nil {
			return err
		}
		return r.commit(ctx, op, s, c, z)
	})
	if err != nil {
		return Changed{Made: out.Made}, err
	}
	return out, nil
}

// under is what metadata gets that is signed now. The version of targets metadata is that of the next after what is
// published; a commit takes the next that is free.
func (r *Repository) under(b base) under {
	u := under{at: r.now(), targets: 1}
	if b.targets != nil {
		u.targets = b.targets.Signed.Version + 1
	}
	return u
}

// signable is a fault where the keys that a change must be signed with are not at hand. Before a key is made they are
// opened too: one made with a passphrase that then turned out to be wrong would be in the way.
func (r *Repository) signable(b base, a Ask) error {
	const op = "repository.ChangeKeys"
	needs := []string{metadata.ROOT}
	switch a.Do {
	case Add:
		if !isTop(a.Role) {
			needs = []string{metadata.TARGETS}
		}
	case Rotate, Revoke:
		if of, ok := b.roleOf(a.Old); ok && !isTop(of.role) {
			needs = []string{metadata.TARGETS}
		}
	case Renew:
		needs = a.Roles
	case Raise:
		needs = []string{metadata.ROOT, metadata.TARGETS}
	}
	for _, role := range needs {
		keys := rolesOf(b.root)[role]
		at := 0
		m := &MissingKeys{Role: role, Threshold: keys.threshold}
		for _, k := range keys.keys {
			if atHand(r.keys.dirs, k.Name, k.id) {
				at++
			} else {
				m.Keys = append(m.Keys, k.Name)
			}
		}
		if at < keys.threshold {
			return fault.New(op, fault.Secret, strings.Join(m.Keys, ", "), m)
		}
		if a.Do == Revoke || a.Do == Renew || len(a.New) > 0 {
			continue
		}
		if without := keys.without(a.Old); len(without.keys) >= keys.threshold && r.keys.atHand(without) >= keys.threshold {
			keys = without // the key that leaves is not missed
		}
		if _, err := r.keys.signers(keys); err != nil {
			return err
		}
	}
	return nil
}

// complete makes the keys that an Ask wants and does not name, and returns their names. Whether the rest of the Ask
// can be done is seen first.
func (r *Repository) complete(b base, a Ask) (Ask, []string, error) {
	const op = "repository.makeKey"
	a.New = slices.Clone(a.New)
	var wanted []string // names
	next := func(role string) {
		wanted = append(wanted, freeName(keyBase(role), func(name string) bool {
			return b.taken(name) || slices.Contains(wanted, name) || slices.ContainsFunc(a.New, func(k PublicKey) bool { return k.Name == name })
		}))
	}
	switch a.Do {
	case Add:
		if !isTop(a.Role) {
			if _, known := b.role(a.Role); !known && a.About == nil {
				return a, nil, fault.New(op, fault.NotFound, a.Role, nil)
			}
		}
		if len(a.New) == 0 {
			next(a.Role)
		}
	case Rotate:
		of, ok := b.roleOf(a.Old)
		if !ok {
			return a, nil, fault.New(op, fault.NotFound, a.Old, nil)
		}
		old, _ := of.find(a.Old)
		if _, begun := of.replacement(old); !begun && len(a.New) == 0 {
			next(of.role)
		}
	case Raise:
		for _, role := range []string{metadata.ROOT, metadata.TARGETS} {
			of := rolesOf(b.root)[role]
			if role == metadata.ROOT && of.threshold >= fullThreshold {
				return a, nil, fault.New(op, fault.Exists, r.storage.String(), ErrRaised)
			}
			have := len(of.keys)
			for _, k := range a.New {
				if isOf(k, role) {
					have++
				}
			}
			for ; have < fullKeys[role]; have++ {
				next(role)
			}
		}
	}
	if len(wanted) > 0 && len(r.keys.dirs) == 0 {
		return a, nil, fault.New(op, fault.Usage, "", errors.New("no key folder"))
	}
	var made []string
	for _, name := range wanted {
		before := r.keys.find(name)
		k, err := r.keys.make(name)
		if err != nil {
			return a, made, err
		}
		if before == "" {
			made = append(made, name)
		}
		a.New = append(a.New, publicOf(r.keys.repository, k))
	}
	return a, made, nil
}

// changeOf is what a rotation publishes.
func (r *Repository) changeOf(ctx context.Context, s *state, p rotation) (change, error) {
	c := change{roots: p.roots, targets: p.targets, committees: map[string]*metadata.Metadata[metadata.TargetsType]{}, resign: p.resign, anew: p.anew}
	switch {
	case p.fresh:
		m := metadata.Targets()
		layout.SetAwaiting(&m.Signed, true)
		c.committees[p.committee] = m
	case p.committee != "":
		if err := s.roles(ctx, p.committee); err != nil {
			return c, err
		}
		c.committees[p.committee] = s.committees[p.committee]
	}
	return c, nil
}

// RequestKeys works out a change of keys and writes it down for the holders of keys that are elsewhere: nothing is
// published. Keys that are to come and are not named are made. Where keys are at hand that must sign, they do.
func (r *Repository) RequestKeys(ctx context.Context, a Ask) (*Request, Changed, error) {
	const op = "repository.RequestKeys"
	var q *Request
	var out Changed
	err := r.exclusively(ctx, func() error {
		s, err := loadTop(ctx, r.storage)
		if err != nil {
			return err
		}
		r.keys.repository = s.root.ID
		b := s.base()
		if a, out.Made, err = r.complete(b, a); err != nil {
			return err
		}
		u := r.under(b)
		if u.targets, err = r.freeVersion(ctx, op, metadata.TARGETS, u.targets-1); err != nil {
			return err
		}
		p, err := b.rotation(a, u)
		if err != nil {
			return err
		}
		q = newRequest(b, s.root, a, p, u)
		out.Changes = q.Changes
		if _, err := r.keys.sign(q); err != nil && fault.KindOf(err) != fault.Secret {
			return err
		}
		return nil
	})
	if err != nil {
		return nil, Changed{Made: out.Made}, err
	}
	return q, out, nil
}

// Apply publishes what a request asks for, once enough holders have signed it. One that was made of another state than
// what is published is fault.Stale, and one that lacks signatures fault.Secret (MissingKeys). What was cut short is
// completed by applying the same request again.
func (r *Repository) Apply(ctx context.Context, q *Request) (Changed, error) {
	const op = "repository.Apply"
	var out Changed
	err := r.exclusively(ctx, func() error {
		s, err := loadTop(ctx, r.storage)
		if err != nil {
			return err
		}
		r.keys.repository = s.root.ID
		if q.Repository != s.root.ID {
			return fault.New(op, fault.NotAuthorised, q.Repository, errors.New("the request is for another repository"))
		}
		if err := q.fresh(r.now()); err != nil {
			return err
		}
		p := q.rotation
		done, err := q.begun(s)
		if err != nil {
			return err
		}
		if err := q.signed(); err != nil {
			return err
		}
		p.roots = p.roots[done.roots:]
		if len(p.roots) == 0 {
			p.resign, p.anew = false, false
		}
		if done.targets {
			p.targets, p.committee = nil, ""
		}
		if len(p.roots) == 0 && p.targets == nil {
			out.Before = true
			return nil
		}
		out.Changes = q.Changes
		c, err := r.changeOf(ctx, s, p)
		if err != nil {
			return err
		}
		c.sealed = true
		z, err := r.seal(s, c)
		if err != nil {
			return err
		}
		return r.commit(ctx, op, s, c, z)
	})
	if err != nil {
		return Changed{}, err
	}
	return out, nil
}

// NextKeyName is what a new key is called that is asked for by the name of its role's keys ("timestamp",
// "committee-asn"): the first with a number that no key has, or once had. Any other name stands as it is.
func (r *Repository) NextKeyName(ctx context.Context, name string) (string, error) {
	s, err := loadTop(ctx, r.storage)
	if err != nil {
		return "", err
	}
	role := RoleOfKeys(name)
	if !isTop(role) && !slices.Contains(s.names(), role) {
		return name, nil
	}
	return freeName(keyBase(role), base{s.trusted.Root, s.trusted.Targets[metadata.TARGETS]}.taken), nil
}

// Begins sees that a request begins with what is published now, or continues it. A holder who has only a root to hold it
// against cannot know: targets metadata that was published once bears its signatures for ever, and keys that have been
// revoked since would come back with it, untold. One of another state is fault.Stale.
func (r *Repository) Begins(ctx context.Context, q *Request) error {
	s, err := loadTop(ctx, r.storage)
	if err != nil {
		return err
	}
	_, err = q.begun(s)
	return err
}

// begun is how much of a request has been published, from the first on.
type begun struct {
	roots   int
	targets bool
}

// begun tells how much of a request has been published. What is published must otherwise be what it was made of.
func (q *Request) begun(s *state) (begun, error) {
	const op = "repository.Apply"
	var d begun
	stale := func(role string) error {
		return fault.New(op, fault.Stale, role, errors.New("something else has been published since the request was made"))
	}
	switch n := s.root.Version - q.base.root.Signed.Version; {
	case n == 0:
		if !bytes.Equal(s.root.Bytes, q.trusted.Bytes) {
			return d, stale(metadata.ROOT)
		}
	case n > 0 && n <= int64(len(q.rotation.roots)):
		d.roots = int(n)
		if !sameSigned(q.rotation.roots[n-1], s.trusted.Root) {
			return d, stale(metadata.ROOT)
		}
	default:
		return d, stale(metadata.ROOT)
	}
	if q.rotation.targets == nil {
		return d, nil
	}
	published := s.trusted.Targets[metadata.TARGETS]
	switch {
	case sameSigned(published, q.rotation.targets):
		d.targets = true
	case !sameSigned(published, q.base.targets):
		return d, stale(metadata.TARGETS)
	}
	return d, nil
}

// sameSigned tells whether two pieces of metadata say the same, whoever has signed them.
func sameSigned[T metadata.Roles](a, b *metadata.Metadata[T]) bool {
	a, b = clone(a), clone(b)
	a.ClearSignatures()
	b.ClearSignatures()
	x, err := a.ToBytes(false)
	y, err2 := b.ToBytes(false)
	return err == nil && err2 == nil && bytes.Equal(x, y)
}

// requestLife is how long a request may be signed and applied.
const requestLife = 60 * day

// skew is how far the clock of another computer may be ahead of this one's.
const skew = 24 * time.Hour

// AboutWith is what a repository says of itself once a committee has been let in: the About of an Ask that adds it. The
// municipality and the audience count only where nothing has been published yet.
func (r *Repository) AboutWith(ctx context.Context, m layout.Municipality, audience layout.Audience, c layout.Committee) (layout.About, error) {
	const op = "repository.AboutWith"
	s, err := loadTop(ctx, r.storage)
	if err != nil {
		return layout.About{}, err
	}
	about := s.about
	about.Committees = slices.Clone(about.Committees)
	_, known := s.base().role(c.ID)
	if about.Municipality.Code == "" {
		about.Municipality = m
	}
	if about.Audience == "" {
		about.Audience = audience
	}
	switch {
	case !layout.ValidCommittee(c.ID):
		return about, fault.New(op, fault.Usage, c.ID, errors.New("no id of a committee"))
	case known:
		return about, fault.New(op, fault.Exists, c.ID, nil)
	case about.Municipality.Code == "" || about.Audience == "" || c.Name == "":
		return about, fault.New(op, fault.Usage, c.ID, errors.New("what is not known of the municipality, the audience or the committee's name"))
	}
	about.Committees = append(about.Committees, c)
	return about, nil
}

// Root is the newest root, as it is published.
func (r *Repository) Root(ctx context.Context) (layout.Root, error) {
	s, err := loadTop(ctx, r.storage)
	if err != nil {
		return layout.Root{}, err
	}
	return s.root, nil
}

// Due returns the roles that Refresh would sign anew, whether or not it could: those with less than sixty days left.
func (r *Repository) Due(ctx context.Context) ([]Due, error) {
	x, err := Look(ctx, r.storage)
	if err != nil {
		return nil, err
	}
	var out []Due
	for _, role := range x.Roles {
		if !role.Expires.After(r.now().Add(renewWithin)) {
			out = append(out, Due{role.Name, role.Expires})
		}
	}
	return out, nil
}
