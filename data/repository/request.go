package repository

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"

	"rodatraden/data/fault"
	"rodatraden/data/repository/layout"
)

// maxRequest is the most bytes that a request file may hold: two roots that are published one after the other, the
// one that is published now, and as much of targets metadata.
const maxRequest = 2*layout.MaxTargets + 3*layout.MaxRoot

// mostAhead is how far a request's targets metadata may be ahead of what is published. Versions that lie there and that
// nothing leads to, of publishes that were cut short, are passed over; there are few.
const mostAhead = 1000

// Request is a change of keys that waits for the holders of keys which lie elsewhere. It holds what is published, what
// is asked for, and the new metadata with the signatures so far. All of it hangs together: the new metadata is what the
// Ask makes of what is published, byte for byte, and the Changes are what then differs. Nothing else can be hidden in it.
type Request struct {
	Repository string
	Made       time.Time
	Expires    time.Time // it is neither signed nor applied after that
	Ask        Ask
	Changes    []Change

	trusted  layout.Root // as it is published
	base     base
	rotation rotation // with the signatures so far
}

// Change is one thing that is another when keys have been changed.
type Change struct {
	Role string `json:"role"` // root, targets, snapshot, timestamp, or the id of a committee
	What What   `json:"what"`
	Old  string `json:"old,omitempty"` // a key is its name and the beginning of its id; a time is RFC 3339
	New  string `json:"new,omitempty"`
}

// What is the sort of a Change.
type What string

// What can change.
const (
	KeyComes     What = "key_comes"
	KeyGoes      What = "key_goes"
	Threshold    What = "threshold" // how many keys must sign
	Expiry       What = "expires"
	NewCommittee What = "committee" // it may publish; New is its name
	Municipality What = "municipality"
	Audience     What = "audience"
)

// requestFile is how a request is written.
type requestFile struct {
	Format     int               `json:"format"`
	Repository string            `json:"repository"`
	Made       time.Time         `json:"made"`
	Expires    time.Time         `json:"expires"`
	Ask        Ask               `json:"ask"`
	Changes    []Change          `json:"changes"`
	Root       json.RawMessage   `json:"root"`              // as it is published
	Targets    json.RawMessage   `json:"targets,omitempty"` // as it is published, where it is to be another
	Sign       []json.RawMessage `json:"sign"`              // the new metadata: roots by version, then targets
}

func newRequest(b base, root layout.Root, a Ask, p rotation, u under) *Request {
	if p.targets == nil {
		b.targets = nil
	}
	return &Request{
		Repository: root.ID, Made: u.at, Expires: u.at.Add(requestLife), Ask: a, Changes: differences(b, p),
		trusted: root, base: b, rotation: p,
	}
}

// Root is the root that the request begins with. Its fingerprint tells a holder that it is the repository's.
func (q *Request) Root() layout.Root { return q.trusted }

// Encode writes the request file.
func (q *Request) Encode() ([]byte, error) {
	const op = "repository.Request.Encode"
	f := requestFile{
		Format: 1, Repository: q.Repository, Made: q.Made, Expires: q.Expires, Ask: q.Ask, Changes: q.Changes,
		Root: q.trusted.Bytes, Sign: []json.RawMessage{},
	}
	for _, root := range q.rotation.roots {
		data, err := encoded(op, metadata.ROOT, root, layout.MaxRoot)
		if err != nil {
			return nil, err
		}
		f.Sign = append(f.Sign, data)
	}
	if q.rotation.targets != nil {
		data, err := encoded(op, metadata.TARGETS, q.base.targets, layout.MaxTargets)
		if err != nil {
			return nil, err
		}
		f.Targets = data
		if data, err = encoded(op, metadata.TARGETS, q.rotation.targets, layout.MaxTargets); err != nil {
			return nil, err
		}
		f.Sign = append(f.Sign, data)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(f); err != nil {
		return nil, fault.New(op, fault.Format, "", err)
	}
	return b.Bytes(), nil
}

// ParseRequest reads a request file. It believes nothing that stands in it: the new metadata is worked out anew, every
// signature is checked, and a file that says anything more or anything else is fault.Format or fault.Signature. Whether
// the root in it is the repository's is not known: Under and its fingerprint tell.
func ParseRequest(name string, data []byte) (*Request, error) {
	const op = "repository.ParseRequest"
	if len(data) > maxRequest {
		return nil, fault.New(op, fault.Limit, name, fmt.Errorf("%d bytes, at most %d allowed", len(data), maxRequest))
	}
	var q *Request
	err := layout.Guarded(func() (err error) {
		q, err = parseRequest(name, data)
		return err
	})
	if err != nil && fault.KindOf(err) == "" {
		err = fault.New(op, fault.Format, name, err)
	}
	if err != nil {
		return nil, err
	}
	// Whatever else is in the file, however it is written, would have been lost on the way.
	own, err := q.Encode()
	if err != nil {
		return nil, err
	}
	if !sameJSON(data, own) {
		return nil, fault.New(op, fault.Format, name, errors.New("the request is not what it makes of what is published"))
	}
	return q, nil
}

// sameJSON tells whether two texts are one JSON value, and nothing after it.
func sameJSON(a, b []byte) bool {
	var x, y any
	for data, v := range map[*[]byte]*any{&a: &x, &b: &y} {
		d := json.NewDecoder(bytes.NewReader(*data))
		d.UseNumber()
		if d.Decode(v) != nil || d.Decode(new(any)) != io.EOF {
			return false
		}
	}
	return reflect.DeepEqual(x, y)
}

func parseRequest(name string, data []byte) (*Request, error) {
	const op = "repository.ParseRequest"
	var f requestFile
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return nil, err
	}
	if f.Format != 1 {
		return nil, fmt.Errorf("format %d, this program reads 1", f.Format)
	}
	root, err := compact(f.Root)
	if err != nil {
		return nil, err
	}
	trusted, err := layout.ParseRoot(name, root)
	if err != nil {
		return nil, err
	}
	b := base{root: metadata.Root()}
	if _, err := b.root.FromBytes(root); err != nil {
		return nil, err
	}
	if trusted.ID != f.Repository || !layout.OwnFields(b.root.Signed.UnrecognizedFields) {
		return nil, errors.New("the root is not that of the repository")
	}
	u := under{at: f.Made}
	if f.Targets != nil {
		if b.targets, err = readTargets(f.Targets); err != nil {
			return nil, err
		}
		if err := b.root.VerifyDelegate(metadata.TARGETS, b.targets); err != nil {
			return nil, fault.New(op, fault.Signature, name, err)
		}
	}
	n := len(f.Sign)
	var targets *metadata.Metadata[metadata.TargetsType]
	if b.targets != nil && n > 0 {
		n--
		if targets, err = readTargets(f.Sign[n]); err != nil {
			return nil, err
		}
		u.targets = targets.Signed.Version
		// What is far ahead would leave no versions to those that come after.
		if ahead := u.targets - b.targets.Signed.Version; ahead < 1 || ahead > mostAhead {
			return nil, errors.New("targets metadata without a new version, or with one that is far ahead")
		}
	}
	p, err := b.rotation(f.Ask, u)
	if err != nil {
		return nil, fault.New(op, fault.Format, name, err)
	}
	if len(p.roots) != n || (p.targets == nil) != (targets == nil) {
		return nil, errors.New("it asks for other metadata than it holds")
	}
	q := newRequest(b, trusted, f.Ask, p, u)
	if !f.Expires.Equal(q.Expires) {
		return nil, errors.New("it does not end when requests do")
	}
	for i, root := range p.roots {
		raw, err := compact(f.Sign[i])
		if err != nil {
			return nil, err
		}
		given := metadata.Root()
		if _, err := given.FromBytes(raw); err != nil {
			return nil, err
		}
		if err := take(root, given, q.signersOf(i)); err != nil {
			return nil, fault.New(op, fault.Signature, name, err)
		}
	}
	if targets != nil {
		if err := take(p.targets, targets, q.signersOf(n)); err != nil {
			return nil, fault.New(op, fault.Signature, name, err)
		}
	}
	return q, nil
}

func compact(raw json.RawMessage) ([]byte, error) {
	var b bytes.Buffer
	err := json.Compact(&b, raw)
	return b.Bytes(), err
}

func readTargets(raw json.RawMessage) (*metadata.Metadata[metadata.TargetsType], error) {
	data, err := compact(raw)
	if err != nil {
		return nil, err
	}
	m := metadata.Targets()
	if _, err := m.FromBytes(data); err != nil {
		return nil, err
	}
	if !layout.OwnFields(m.Signed.UnrecognizedFields) {
		return nil, errors.New("fields that targets metadata does not have")
	}
	return m, nil
}

// take gives metadata that was worked out the signatures of the same metadata as it was given. Each must be that of a
// key that may sign it.
func take[T metadata.Roles](own, given *metadata.Metadata[T], by document) error {
	if !sameSigned(own, given) {
		return errors.New("the metadata is not what is asked for")
	}
	own.ClearSignatures()
	for _, sig := range given.Signatures {
		if slices.ContainsFunc(own.Signatures, func(s metadata.Signature) bool { return s.KeyID == sig.KeyID }) {
			return fmt.Errorf("two signatures by %s", ShortID(sig.KeyID))
		}
		one := clone(given)
		one.Signatures = []metadata.Signature{sig}
		if err := by.alone(sig.KeyID).VerifyDelegate(by.role, one); err != nil {
			return fmt.Errorf("the signature by %s: %w", ShortID(sig.KeyID), err)
		}
		own.Signatures = append(own.Signatures, sig)
	}
	return nil
}

// document is one piece of metadata that a request wants signed: under what is published before it, and under the root
// that comes with it.
type document struct {
	role   string
	before *metadata.Metadata[metadata.RootType]
	after  *metadata.Metadata[metadata.RootType]
}

// signersOf returns the nth document of a request: roots by version, then targets.
func (q *Request) signersOf(n int) document {
	roots := append([]*metadata.Metadata[metadata.RootType]{q.base.root}, q.rotation.roots...)
	if n < len(q.rotation.roots) {
		return document{metadata.ROOT, roots[n], roots[n+1]}
	}
	held := roots[0]
	if len(roots) == 3 {
		held = roots[1]
	}
	return document{metadata.TARGETS, held, roots[len(roots)-1]}
}

// roles are those whose thresholds a document must reach.
func (d document) roles() []roleKeys {
	return []roleKeys{rolesOf(d.before)[d.role], rolesOf(d.after)[d.role]}
}

// alone is a root in which one key speaks for the document's role, and nobody where it may not sign the document.
func (d document) alone(id string) *metadata.Metadata[metadata.RootType] {
	root := metadata.Root()
	for _, from := range []*metadata.Metadata[metadata.RootType]{d.before, d.after} {
		if k := from.Signed.Keys[id]; k != nil && rolesOf(from)[d.role].has(id) {
			root.Signed.Keys[id] = k
			root.Signed.Roles[d.role] = &metadata.Role{KeyIDs: []string{id}, Threshold: 1}
		}
	}
	return root
}

// Signing tells how far the signing of one piece of a request's metadata has come.
type Signing struct {
	Role    string
	Version int64
	Signed  []string // names of the keys that have signed
	Able    []string // names of the keys that have not, and would count
	Lacking int      // how many of these must sign; 0 when enough have
}

// Signings tells what a request wants signed, and who has.
func (q *Request) Signings() []Signing {
	var out []Signing
	each := func(n int, version int64, signatures []metadata.Signature) {
		d := q.signersOf(n)
		s := Signing{Role: d.role, Version: version}
		common := 0 // of those that have not signed, so many count both before and after
		for i, role := range d.roles() {
			have := 0
			for _, k := range role.keys {
				to := &s.Able
				if slices.ContainsFunc(signatures, func(sig metadata.Signature) bool { return sig.KeyID == k.id }) {
					to = &s.Signed
					have++
				} else if i > 0 && slices.Contains(s.Able, k.Name) {
					common++
				}
				if !slices.Contains(*to, k.Name) {
					*to = append(*to, k.Name)
				}
			}
			s.Lacking = max(s.Lacking, role.threshold-have)
		}
		switch {
		case s.Lacking == 0:
			s.Able = nil
		case common >= s.Lacking: // a key that leaves, or one that only comes, need not be asked for
			s.Able = slices.DeleteFunc(s.Able, func(name string) bool {
				return slices.ContainsFunc(d.roles(), func(r roleKeys) bool { _, ok := r.find(name); return !ok })
			})
		}
		out = append(out, s)
	}
	for i, root := range q.rotation.roots {
		each(i, root.Signed.Version, root.Signatures)
	}
	if t := q.rotation.targets; t != nil {
		each(len(q.rotation.roots), t.Signed.Version, t.Signatures)
	}
	return out
}

// signed is a fault of kind Secret where a request lacks signatures.
func (q *Request) signed() error {
	const op = "repository.Apply"
	for _, s := range q.Signings() {
		if s.Lacking > 0 {
			m := &MissingKeys{Role: s.Role, Threshold: len(s.Signed) + s.Lacking, Keys: s.Able}
			return fault.New(op, fault.Secret, s.Role, m)
		}
	}
	return nil
}

// Signed tells whether a request has all signatures that it needs.
func (q *Request) Signed() bool { return q.signed() == nil }

// fresh is a fault where a request is of another time.
func (q *Request) fresh(now time.Time) error {
	const op = "repository.Request"
	switch {
	case !now.Before(q.Expires):
		return fault.New(op, fault.Stale, q.Expires.Format(time.RFC3339), errors.New("the request has expired"))
	case now.Add(skew).Before(q.Made):
		return fault.New(op, fault.ClockWrong, q.Made.Format(time.RFC3339), errors.New("the request has not been made yet"))
	}
	return nil
}

// Under sees that a request is for the repository of a root that the holder trusts, and begins with that root or with
// one that its keys have signed. Otherwise it is fault.NotAuthorised, or fault.Stale where the trusted root is newer.
func (q *Request) Under(trusted layout.Root) error {
	const op = "repository.Request.Under"
	refused := func(kind fault.Kind, why string) error {
		return fault.New(op, kind, q.Repository, errors.New(why))
	}
	switch {
	case trusted.ID != q.Repository:
		return refused(fault.NotAuthorised, "the request is for another repository")
	case q.trusted.Version < trusted.Version:
		return refused(fault.Stale, "the keys have been changed since the request was made")
	case bytes.Equal(trusted.Bytes, q.trusted.Bytes):
		return nil
	}
	old := metadata.Root()
	if _, err := old.FromBytes(trusted.Bytes); err != nil || q.trusted.Version == trusted.Version || old.VerifyDelegate(metadata.ROOT, q.base.root) != nil {
		return refused(fault.NotAuthorised, "the request begins with another root than the one that is trusted")
	}
	return nil
}

// differences are what a rotation makes other than it was, in the order of the roles.
func differences(b base, p rotation) []Change {
	out := []Change{}
	note := func(role string, what What, old, new string) {
		if old != new {
			out = append(out, Change{role, what, old, new})
		}
	}
	keys := func(was, is roleKeys) {
		for _, k := range was.keys {
			if !is.has(k.id) {
				note(is.role, KeyGoes, k.shown(), "")
			}
		}
		for _, k := range is.keys {
			if !was.has(k.id) {
				note(is.role, KeyComes, "", k.shown())
			}
		}
		if len(was.keys) > 0 {
			note(is.role, Threshold, strconv.Itoa(was.threshold), strconv.Itoa(is.threshold))
		}
	}
	at := func(t time.Time) string { return t.UTC().Format(time.RFC3339) }
	root := b.root
	if n := len(p.roots); n > 0 {
		root = p.roots[n-1]
	}
	for _, role := range topRoles {
		keys(rolesOf(b.root)[role], rolesOf(root)[role])
		switch {
		case role == metadata.ROOT && len(p.roots) > 0:
			note(role, Expiry, at(b.root.Signed.Expires), at(root.Signed.Expires))
		case role == metadata.TARGETS && p.targets != nil:
			note(role, Expiry, at(b.targets.Signed.Expires), at(p.targets.Signed.Expires))
		}
	}
	if p.targets == nil {
		return out
	}
	was, is := layout.AboutOf(b.targets.Signed), layout.AboutOf(p.targets.Signed)
	place := func(m layout.Municipality) string {
		if m.Code == "" {
			return m.Name
		}
		return m.Code + " " + m.Name
	}
	note(metadata.TARGETS, Municipality, place(was.Municipality), place(is.Municipality))
	note(metadata.TARGETS, Audience, string(was.Audience), string(is.Audience))
	for _, c := range is.Committees {
		i := slices.IndexFunc(was.Committees, func(o layout.Committee) bool { return o.ID == c.ID })
		if i < 0 {
			note(c.ID, NewCommittee, "", c.Name)
		} else {
			note(c.ID, NewCommittee, was.Committees[i].Name, c.Name)
		}
	}
	for _, c := range was.Committees {
		if !slices.ContainsFunc(is.Committees, func(o layout.Committee) bool { return o.ID == c.ID }) {
			note(c.ID, NewCommittee, c.Name, "")
		}
	}
	for _, of := range delegatedOf(p.targets) {
		before, _ := b.role(of.role)
		keys(before, of)
	}
	return out
}

// shown is a key as people compare it.
func (k named) shown() string { return k.Name + " " + ShortID(k.id) }
