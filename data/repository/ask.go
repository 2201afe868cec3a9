package repository

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"

	"rodatraden/data/fault"
	"rodatraden/data/repository/layout"
)

// Doing is what is done to keys.
type Doing string

// What can be done.
const (
	Add    Doing = "add"    // a role gets one key more; a committee that is new gets its first
	Rotate Doing = "rotate" // a key is replaced by another
	Revoke Doing = "revoke" // a key counts no more
	Raise  Doing = "raise"  // from one key for each role to 2 of 3 root keys and 2 of 2 targets keys
	Renew  Doing = "renew"  // roles are signed anew, with the keys that they have
)

// Ask says how the keys of a repository are to change. The same Ask of the same state gives the same new
// metadata, whoever works it out: that is how a holder of keys can judge what is to be signed.
type Ask struct {
	Do    Doing         `json:"do"`
	Role  string        `json:"role,omitempty"`  // add: root, targets, snapshot, timestamp, or the id of a committee
	Old   string        `json:"old,omitempty"`   // rotate, revoke: the name of the key that leaves
	New   []PublicKey   `json:"new,omitempty"`   // add, rotate, raise: the keys that come
	Roles []string      `json:"roles,omitempty"` // renew: root, targets, or both
	About *layout.About `json:"about,omitempty"` // add, of a committee that is new: what the repository then says
}

// Why a change of keys is refused. ErrRaised is the cause of a fault.Exists, the others of a fault.Usage.
var (
	ErrRaised    = errors.New("so many of the keys must sign already")
	ErrLastKey   = errors.New("it is the role's last key")
	ErrThreshold = errors.New("fewer keys would be left than must sign")
)

// base is what a change of keys begins with: what is published.
type base struct {
	root    *metadata.Metadata[metadata.RootType]
	targets *metadata.Metadata[metadata.TargetsType]
}

// rotation is what a change of keys publishes, unsigned. Everything that is published holds under the first root;
// what is signed anew before the last root is published holds under both.
type rotation struct {
	roots     []*metadata.Metadata[metadata.RootType] // none, one or two, one after the other
	targets   *metadata.Metadata[metadata.TargetsType]
	committee string // whose metadata is signed anew, for its keys are others
	fresh     bool   // the committee is new
	resign    bool   // the snapshot is signed anew, for its keys are others
	anew      bool   // the timestamp is
}

// roles of a base by what a key's name begins with.
func (b base) roleOf(name string) (roleKeys, bool) {
	for _, r := range rolesOf(b.root) {
		if _, ok := r.find(name); ok {
			return r, true
		}
	}
	for _, r := range delegatedOf(b.targets) {
		if _, ok := r.find(name); ok {
			return r, true
		}
	}
	return roleKeys{}, false
}

// role returns the keys of a role.
func (b base) role(role string) (roleKeys, bool) {
	if isTop(role) {
		return rolesOf(b.root)[role], true
	}
	for _, r := range delegatedOf(b.targets) {
		if r.role == role {
			return r, true
		}
	}
	return roleKeys{role: role}, false
}

// known returns the names of all keys that ever counted, by their ids.
func (b base) known() map[string]string {
	out := map[string]string{}
	add := func(names map[string]layout.KeyName) {
		for id, n := range names {
			out[id] = n.Name
		}
	}
	add(layout.KeyNamesOf(b.root.Signed.UnrecognizedFields))
	for _, r := range rolesOf(b.root) {
		for _, k := range r.keys {
			out[k.id] = k.Name
		}
	}
	if b.targets != nil {
		add(layout.KeyNamesOf(b.targets.Signed.UnrecognizedFields))
	}
	for _, r := range delegatedOf(b.targets) {
		for _, k := range r.keys {
			out[k.id] = k.Name
		}
	}
	return out
}

// taken tells whether a key of that name counts, or once did.
func (b base) taken(name string) bool {
	for _, n := range b.known() {
		if n == name {
			return true
		}
	}
	return false
}

// under begins a rotation: the numbers and times that its metadata gets.
type under struct {
	at      time.Time
	targets int64 // the version of new targets metadata
}

// rotation works out what an Ask publishes. It needs no key. Faults are fault.Usage, NotFound, Exists and Secret
// (a key of another repository).
func (b base) rotation(a Ask, u under) (rotation, error) {
	const op = "repository.keys"
	var p rotation
	var err error
	switch a.Do {
	case Add:
		err = b.add(&p, a)
	case Revoke:
		err = b.revoke(&p, a.Old)
	case Rotate:
		err = b.rotate(&p, a)
	case Raise:
		err = b.raise(&p, a)
	case Renew:
		err = b.renew(&p, a)
	default:
		err = fault.New(op, fault.Usage, string(a.Do), nil)
	}
	if err != nil {
		return rotation{}, err
	}
	for i, root := range p.roots {
		root.ClearSignatures()
		root.Signed.Version, root.Signed.Expires = b.root.Signed.Version+1+int64(i), u.at.Add(rootLife)
		if err := keepNames(root, nil); err != nil {
			return rotation{}, fault.New(op, fault.Format, metadata.ROOT, err)
		}
	}
	if p.targets != nil {
		p.targets.ClearSignatures()
		p.targets.Signed.Version, p.targets.Signed.Expires = u.targets, u.at.Add(targetsLife)
		if err := keepCommitteeNames(p.targets, nil); err != nil {
			return rotation{}, fault.New(op, fault.Format, metadata.TARGETS, err)
		}
	}
	return p, nil
}

// isOf tells whether a key is called as those of the role are.
func isOf(k PublicKey, role string) bool {
	return k.Name == keyBase(role) || strings.HasPrefix(k.Name, keyBase(role)+"-")
}

// admit refuses a new key that cannot be one of the role's.
func (b base) admit(k PublicKey, role string) error {
	const op = "repository.admit"
	switch {
	case k.valid() != nil:
		return fault.New(op, fault.Format, k.Name, k.valid())
	case k.Repository != layout.RepositoryID(b.root.Signed):
		return fault.New(op, fault.Secret, k.Name, errors.New("the key belongs to another repository"))
	case !isOf(k, role):
		return fault.New(op, fault.Usage, k.Name, fmt.Errorf("not what a key of %s is called", keyBase(role)))
	}
	known := b.known()
	if name, ok := known[k.ID()]; ok {
		return fault.New(op, fault.Exists, name, errors.New("the key is known already"))
	}
	if b.taken(k.Name) {
		return fault.New(op, fault.Exists, k.Name, errors.New("another key has the name"))
	}
	return nil
}

func (b base) add(p *rotation, a Ask) error {
	const op = "repository.addKey"
	if len(a.New) != 1 {
		return fault.New(op, fault.Usage, a.Role, errors.New("one key at a time"))
	}
	if err := b.admit(a.New[0], a.Role); err != nil {
		return err
	}
	if isTop(a.Role) {
		root := clone(b.root)
		p.roots = append(p.roots, root)
		return addTo(root, a.Role, a.New[0], "")
	}
	return b.addToCommittee(p, a)
}

func (b base) addToCommittee(p *rotation, a Ask) error {
	const op = "repository.addKey"
	if !layout.ValidCommittee(a.Role) {
		return fault.New(op, fault.NotFound, a.Role, nil)
	}
	_, known := b.role(a.Role)
	if err := b.copyTargets(p); err != nil {
		return err
	}
	if known == (a.About != nil) {
		return fault.New(op, fault.Usage, a.Role, errors.New("only a committee that is new is told of"))
	}
	if !known {
		if !slices.ContainsFunc(a.About.Committees, func(c layout.Committee) bool { return c.ID == a.Role }) {
			return fault.New(op, fault.Usage, a.Role, errors.New("nothing is told of the committee"))
		}
		delegate(p.targets, a.Role)
		if err := layout.SetAbout(&p.targets.Signed, *a.About); err != nil {
			return fault.New(op, fault.Format, metadata.TARGETS, err)
		}
		p.committee, p.fresh = a.Role, true
	}
	return addToDelegation(p.targets, a.Role, a.New[0], "")
}

// delegate gives a committee a role, which has no keys yet. It speaks for no path but its own.
func delegate(targets *metadata.Metadata[metadata.TargetsType], committee string) {
	if targets.Signed.Delegations == nil {
		targets.Signed.Delegations = &metadata.Delegations{Keys: map[string]*metadata.Key{}}
	}
	targets.Signed.Delegations.Roles = append(targets.Signed.Delegations.Roles, metadata.DelegatedRole{
		Name: committee, KeyIDs: []string{}, Threshold: 1, Terminating: true,
		Paths: []string{layout.IndexTarget(committee), layout.ManifestPattern(committee)},
	})
}

// addTo gives a role that the root names a key.
func addTo(root *metadata.Metadata[metadata.RootType], role string, k PublicKey, replaces string) error {
	const op = "repository.addKey"
	if err := keepNames(root, map[string]layout.KeyName{k.ID(): {Name: k.Name, Replaces: replaces}}); err != nil {
		return fault.New(op, fault.Format, k.Name, err)
	}
	if err := root.Signed.AddKey(k.key(), role); err != nil {
		return fault.New(op, fault.Secret, k.Name, err)
	}
	return nil
}

// addToDelegation gives a committee a key.
func addToDelegation(targets *metadata.Metadata[metadata.TargetsType], committee string, k PublicKey, replaces string) error {
	const op = "repository.addKey"
	if err := keepCommitteeNames(targets, map[string]layout.KeyName{k.ID(): {Name: k.Name, Replaces: replaces}}); err != nil {
		return fault.New(op, fault.Format, k.Name, err)
	}
	if err := targets.Signed.AddKey(k.key(), committee); err != nil {
		return fault.New(op, fault.Secret, k.Name, err)
	}
	return nil
}

func (b base) revoke(p *rotation, name string) error {
	const op = "repository.revokeKey"
	r, ok := b.roleOf(name)
	if !ok {
		return fault.New(op, fault.NotFound, name, nil)
	}
	switch {
	case len(r.keys) == 1:
		return fault.New(op, fault.Usage, name, ErrLastKey)
	case len(r.keys) <= r.threshold:
		return fault.New(op, fault.Usage, name, ErrThreshold)
	}
	k, _ := r.find(name)
	if !isTop(r.role) {
		if err := b.copyTargets(p); err != nil {
			return err
		}
		p.committee = r.role
		if err := keepCommitteeNames(p.targets, nil); err != nil {
			return fault.New(op, fault.Format, name, err)
		}
		if err := p.targets.Signed.RevokeKey(k.id, r.role); err != nil {
			return fault.New(op, fault.Secret, name, err)
		}
		return nil
	}
	root := clone(b.root)
	if err := removeFrom(root, r.role, k); err != nil {
		return err
	}
	p.roots = append(p.roots, root)
	return b.anew(p, r.role)
}

func removeFrom(root *metadata.Metadata[metadata.RootType], role string, k named) error {
	const op = "repository.revokeKey"
	if err := keepNames(root, nil); err != nil {
		return fault.New(op, fault.Format, k.Name, err)
	}
	if err := root.Signed.RevokeKey(k.id, role); err != nil {
		return fault.New(op, fault.Secret, k.Name, err)
	}
	return nil
}

// anew has what a role signs signed anew, since its keys have changed.
func (b base) anew(p *rotation, role string) error {
	switch role {
	case metadata.TARGETS:
		return b.copyTargets(p)
	case metadata.SNAPSHOT:
		p.resign = true
	case metadata.TIMESTAMP:
		p.anew = true
	}
	return nil
}

// copyTargets has new targets metadata published.
func (b base) copyTargets(p *rotation) error {
	const op = "repository.keys"
	if b.targets == nil {
		return fault.New(op, fault.Format, metadata.TARGETS, errors.New("what is published is not told"))
	}
	p.targets = clone(b.targets)
	return nil
}

// replacement returns the key that has been added to replace another, where that has begun and is not finished.
func (r roleKeys) replacement(old named) (named, bool) {
	i := slices.IndexFunc(r.keys, func(k named) bool { return k.Replaces == old.id })
	if i < 0 {
		return named{}, false
	}
	return r.keys[i], true
}

func (b base) rotate(p *rotation, a Ask) error {
	const op = "repository.rotateKey"
	r, ok := b.roleOf(a.Old)
	if !ok {
		return fault.New(op, fault.NotFound, a.Old, nil)
	}
	old, _ := r.find(a.Old)
	if _, begun := r.replacement(old); begun {
		if len(a.New) > 0 {
			return fault.New(op, fault.Exists, a.Old, errors.New("another key has come in its place already"))
		}
		return b.revoke(p, a.Old)
	}
	if len(a.New) != 1 {
		return fault.New(op, fault.Usage, a.Old, errors.New("one key at a time"))
	}
	k := a.New[0]
	if err := b.admit(k, r.role); err != nil {
		return err
	}
	if !isTop(r.role) {
		// One snapshot brings the committee's new keys and what they have signed.
		if err := b.copyTargets(p); err != nil {
			return err
		}
		p.committee = r.role
		if err := addToDelegation(p.targets, r.role, k, old.id); err != nil {
			return err
		}
		if err := p.targets.Signed.RevokeKey(old.id, r.role); err != nil {
			return fault.New(op, fault.Secret, a.Old, err)
		}
		return nil
	}
	with := clone(b.root)
	if err := addTo(with, r.role, k, old.id); err != nil {
		return err
	}
	without := clone(with)
	if err := removeFrom(without, r.role, old); err != nil {
		return err
	}
	if r.role != metadata.ROOT { // the root holds under the keys before and after it
		p.roots = append(p.roots, with)
	}
	p.roots = append(p.roots, without)
	return b.anew(p, r.role)
}

func (b base) raise(p *rotation, a Ask) error {
	const op = "repository.RaiseThresholds"
	if rolesOf(b.root)[metadata.ROOT].threshold >= fullThreshold {
		return fault.New(op, fault.Exists, layout.RepositoryID(b.root.Signed), ErrRaised)
	}
	root := clone(b.root)
	if err := keepNames(root, nil); err != nil {
		return fault.New(op, fault.Format, metadata.ROOT, err)
	}
	for _, k := range a.New {
		role := metadata.ROOT
		if isOf(k, metadata.TARGETS) {
			role = metadata.TARGETS
		}
		if err := b.admit(k, role); err != nil {
			return err
		}
		if err := addTo(root, role, k, ""); err != nil {
			return err
		}
	}
	for role, n := range fullKeys {
		r := root.Signed.Roles[role]
		if len(r.KeyIDs) < n {
			return fault.New(op, fault.Usage, role, fmt.Errorf("%d keys, %d are needed", len(r.KeyIDs), n))
		}
		r.Threshold = fullThreshold
	}
	p.roots = append(p.roots, root)
	return b.copyTargets(p)
}

// fullKeys is how many keys the roles have whose thresholds are raised.
var fullKeys = map[string]int{metadata.ROOT: fullRootKeys, metadata.TARGETS: fullTargetsKeys}

func (b base) renew(p *rotation, a Ask) error {
	const op = "repository.renew"
	if len(a.Roles) == 0 {
		return fault.New(op, fault.Usage, "", errors.New("no role"))
	}
	for i, role := range a.Roles {
		switch {
		case slices.Contains(a.Roles[:i], role):
			return fault.New(op, fault.Usage, role, errors.New("named twice"))
		case role == metadata.ROOT:
			p.roots = append(p.roots, clone(b.root))
		case role == metadata.TARGETS:
			if err := b.copyTargets(p); err != nil {
				return err
			}
		default:
			return fault.New(op, fault.Usage, role, errors.New("not a role whose keys lie in a safe"))
		}
	}
	return nil
}

// clone copies metadata, so that what is published stays as it was read.
func clone[T metadata.Roles](m *metadata.Metadata[T]) *metadata.Metadata[T] {
	data, err := m.ToBytes(false)
	if err != nil {
		panic(err) // it has been read
	}
	out := &metadata.Metadata[T]{}
	if _, err := out.FromBytes(data); err != nil {
		panic(err)
	}
	return out
}
