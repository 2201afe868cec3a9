package repository

import (
	"errors"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"

	"rodatraden/data/fault"
)

// Holder is somebody who holds keys and has no repository beside them: they lie on a stick or in a safe.
type Holder struct {
	ring *keyring
}

// HolderConfig says where the keys are.
type HolderConfig struct {
	Keys       []string   // key folders, searched in this order; new keys go into the first
	Passphrase Passphrase // asked for each key that is needed
	WorkFactor int        // as in Config
}

// NewHolder returns a Holder. It reads and writes nothing yet.
func NewHolder(c HolderConfig) *Holder {
	if c.WorkFactor == 0 {
		c.WorkFactor = workFactor
	}
	return &Holder{&keyring{dirs: c.Keys, passphrase: c.Passphrase, workFactor: c.WorkFactor, open: map[string]*key{}}}
}

// Make makes a key of that name for a repository, and returns its public half, which is to be sent to those who
// publish. A key that is there already is fault.Exists.
func (h *Holder) Make(repository, name string) (PublicKey, error) {
	const op = "repository.Make"
	if !keyName.MatchString(name) {
		return PublicKey{}, fault.New(op, fault.Usage, name, errors.New("no name of a key"))
	}
	if len(h.ring.dirs) == 0 {
		return PublicKey{}, fault.New(op, fault.Usage, "", errors.New("no key folder"))
	}
	if path := h.ring.find(name); path != "" {
		return PublicKey{}, fault.New(op, fault.Exists, path, nil)
	}
	if err := os.MkdirAll(h.ring.dirs[0], 0o700); err != nil {
		return PublicKey{}, fault.New(op, diskKind(err), h.ring.dirs[0], err)
	}
	h.ring.repository = repository
	k, err := h.ring.make(name)
	if err != nil {
		return PublicKey{}, err
	}
	return publicOf(repository, k), nil
}

// Sign signs a request with the keys at hand that count, and returns their names. None at hand is fault.Secret
// (MissingKeys), a request that has expired fault.Stale.
func (h *Holder) Sign(q *Request, now time.Time) ([]string, error) {
	if err := q.fresh(now); err != nil {
		return nil, err
	}
	h.ring.repository = q.Repository
	return h.ring.sign(q)
}

// sign adds the signatures to a request that the keys at hand can give and that it still lacks.
func (r *keyring) sign(q *Request) ([]string, error) {
	const op = "repository.Sign"
	var names []string
	one := func(n int, signatures []metadata.Signature, sign func(*key) error) error {
		var have []string
		for _, s := range signatures {
			have = append(have, s.KeyID)
		}
		keys, _, unopened, err := r.gather(have, q.signersOf(n).roles()...)
		if err == nil && len(keys) == 0 {
			err = unopened
		}
		if err != nil {
			return err
		}
		for _, k := range keys {
			if err := sign(k); err != nil {
				return fault.New(op, fault.Secret, k.name, err)
			}
			if !slices.Contains(names, k.name) {
				names = append(names, k.name)
			}
		}
		return nil
	}
	for i, root := range q.rotation.roots {
		if err := one(i, root.Signatures, func(k *key) error { _, err := root.Sign(k.signer); return err }); err != nil {
			return names, err
		}
	}
	if t := q.rotation.targets; t != nil {
		if err := one(len(q.rotation.roots), t.Signatures, func(k *key) error { _, err := t.Sign(k.signer); return err }); err != nil {
			return names, err
		}
	}
	if len(names) == 0 && !q.Signed() {
		return nil, q.signed()
	}
	return names, nil
}

// Names returns the names of the keys in the key folders, in order.
func (h *Holder) Names() ([]string, error) {
	const op = "repository.Names"
	var out []string
	for _, dir := range h.ring.dirs {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return nil, fault.New(op, diskKind(err), dir, err)
		}
		for _, e := range entries {
			if name, ok := strings.CutSuffix(e.Name(), keyExt); ok && keyName.MatchString(name) && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	slices.Sort(out)
	return out, nil
}

// ChangePassphrase gives the keys of these names another passphrase. Passphrase is asked for the old one of each, and
// then, as for a new key, for the new one. Nothing is written before all of them have been opened.
func (h *Holder) ChangePassphrase(names []string) error {
	const op = "repository.ChangePassphrase"
	type changed struct {
		path string
		data []byte
	}
	var all []changed
	for _, name := range names {
		path := h.ring.find(name)
		if path == "" {
			return fault.New(op, fault.Secret, name, os.ErrNotExist)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return fault.New(op, fault.Secret, path, err)
		}
		f, err := h.ring.try(path, name, data)
		if err != nil {
			return err
		}
		phrase, err := h.ring.ask(name, true)
		if err != nil {
			return err
		}
		if data, err = lock(f, phrase, h.ring.workFactor); err != nil {
			return fault.New(op, fault.Secret, path, err)
		}
		all = append(all, changed{path, data})
	}
	for _, c := range all {
		if err := rewrite(c.path, c.data, 0o600); err != nil {
			return fault.New(op, diskKind(err), c.path, err)
		}
	}
	return nil
}
