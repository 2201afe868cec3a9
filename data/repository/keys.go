package repository

import (
	"bytes"
	"cmp"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"filippo.io/age"
	"filippo.io/age/armor"
	"github.com/sigstore/sigstore/pkg/signature"
	"github.com/theupdateframework/go-tuf/v2/metadata"

	"rodatraden/data/fault"
)

// Passphrase asks for the passphrase of a key. The name is that of its file without extension:
// "root-1", "committee-asn". New is true when the key is just being made, so that a person can be
// asked twice. Where the answer does not open the key it is asked once more, until the answer is the same
// again or there is none (an error, or ""): then another key that would do is tried, and else it is fault.Secret.
// After context.Canceled nothing more is asked, and nothing is done.
type Passphrase func(name string, new bool) (string, error)

// keyExt is the extension of a key file.
const keyExt = ".key"

// keyFile is what stands encrypted in a key file.
type keyFile struct {
	Format     int    `json:"format"`
	Repository string `json:"repository"`
	Name       string `json:"name"`
	Seed       []byte `json:"seed"`
}

// key is an opened private key.
type key struct {
	name   string
	id     string
	public *metadata.Key
	signer signature.Signer
}

func newKey(name string, seed []byte) (*key, error) {
	private := ed25519.NewKeyFromSeed(seed)
	public, err := metadata.KeyFromPublicKey(private.Public())
	if err != nil {
		return nil, err
	}
	id, err := public.ID()
	if err != nil {
		return nil, err
	}
	signer, err := signature.LoadED25519Signer(private)
	if err != nil {
		return nil, err
	}
	return &key{name: name, id: id, public: public, signer: signer}, nil
}

// keyring opens and makes the keys of one repository. It remembers what it has opened, since every
// passphrase costs half a second by design.
type keyring struct {
	dirs       []string // searched in this order; new keys are made in the first
	passphrase Passphrase
	workFactor int
	repository string
	open       map[string]*key
	made       map[string]string // the names of the keys that were made, and where
}

// find returns the file of a key, or "" when none of the folders has it.
func (r *keyring) find(name string) string {
	for _, dir := range r.dirs {
		p := filepath.Join(dir, name+keyExt)
		if _, err := os.Stat(p); err == nil {
			return p
		}
	}
	return ""
}

// public tells whether one of the folders has the public half of a key.
func (r *keyring) public(name string) bool {
	for _, dir := range r.dirs {
		if _, err := os.Stat(filepath.Join(dir, name+publicExt)); err == nil {
			return true
		}
	}
	return false
}

// get opens a key. A missing file, a passphrase that does not fit and another repository's key are
// fault.Secret.
func (r *keyring) get(name string) (*key, error) {
	const op = "repository.key"
	if k := r.open[name]; k != nil {
		return k, nil
	}
	path := r.find(name)
	if path == "" {
		return nil, fault.New(op, fault.Secret, name, os.ErrNotExist)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fault.New(op, fault.Secret, path, err)
	}
	f, err := r.try(path, name, data)
	if err != nil {
		return nil, err
	}
	switch {
	case f.Repository != r.repository:
		err = errors.New("the key belongs to another repository")
	case f.Name != name:
		err = fmt.Errorf("the key is %s, its file has been renamed", f.Name)
	}
	if err != nil {
		return nil, fault.New(op, fault.Secret, path, err)
	}
	k, err := newKey(name, f.Seed)
	if err != nil {
		return nil, fault.New(op, fault.Secret, path, err)
	}
	r.open[name] = k
	return k, nil
}

// try opens a key file with one passphrase after the other that is given.
func (r *keyring) try(path, name string, data []byte) (keyFile, error) {
	const op = "repository.key"
	var tried []string
	var wrong error
	for {
		phrase, err := r.ask(name, false)
		if err != nil {
			if wrong != nil && !errors.Is(err, context.Canceled) {
				err = wrong
			}
			return keyFile{}, err
		}
		if slices.Contains(tried, phrase) {
			return keyFile{}, wrong
		}
		tried = append(tried, phrase)
		f, err := unlock(data, phrase)
		if err == nil {
			return f, nil
		}
		wrong = fault.New(op, fault.Secret, path, err)
		if !wrongPassphrase(err) {
			return keyFile{}, wrong
		}
	}
}

// make returns the key of that name, made now if no folder has it.
func (r *keyring) make(name string) (*key, error) {
	const op = "repository.makeKey"
	if file := r.find(name); file != "" {
		k, err := r.get(name)
		if err == nil && !r.public(name) { // cut short
			_, err = writePublic(filepath.Dir(file), publicOf(r.repository, k))
		}
		return k, err
	}
	phrase, err := r.ask(name, true)
	if err != nil {
		return nil, err
	}
	seed := make([]byte, ed25519.SeedSize)
	_, _ = rand.Read(seed) // never fails
	data, err := lock(keyFile{Format: 1, Repository: r.repository, Name: name, Seed: seed}, phrase, r.workFactor)
	if err != nil {
		return nil, fault.New(op, fault.Secret, name, err)
	}
	k, err := newKey(name, seed)
	if err != nil {
		return nil, fault.New(op, fault.Secret, name, err)
	}
	path := filepath.Join(r.dirs[0], name+keyExt)
	if err := writeNew(path, data, 0o600); err != nil {
		return nil, fault.New(op, diskKind(err), path, err)
	}
	if r.made == nil {
		r.made = map[string]string{}
	}
	r.made[name] = path
	if _, err := writePublic(r.dirs[0], publicOf(r.repository, k)); err != nil {
		return nil, err
	}
	r.open[name] = k
	return k, nil
}

// unmake removes the keys that were made and have signed nothing: one made with a passphrase that then turned out not
// to open the others would be in the way. It knows its own; what somebody else lays in the folder meanwhile stays.
func (r *keyring) unmake() {
	for name, path := range r.made {
		_ = os.Remove(path)
		_ = os.Remove(strings.TrimSuffix(path, keyExt) + publicExt)
		delete(r.open, name)
	}
	r.made = nil
}

// writePublic writes the public half of a key, and returns its path. One that is there already is let be if it
// is the same.
func writePublic(dir string, k PublicKey) (string, error) {
	const op = "repository.writePublic"
	path := filepath.Join(dir, k.Name+publicExt)
	data, err := k.Encode()
	if err != nil {
		return "", fault.New(op, fault.Format, path, err)
	}
	if there, err := os.ReadFile(path); err == nil && bytes.Equal(there, data) {
		return path, nil
	}
	if err := writeNew(path, data, 0o644); err != nil {
		return "", fault.New(op, diskKind(err), path, err)
	}
	return path, nil
}

func (r *keyring) ask(name string, new bool) (string, error) {
	const op = "repository.passphrase"
	if r.passphrase == nil {
		return "", fault.New(op, fault.Secret, name, errNotGiven)
	}
	phrase, err := r.passphrase(name, new)
	if errors.Is(err, context.Canceled) { // nobody is to be asked for another
		return "", err
	}
	if err != nil {
		at := name
		var file *fs.PathError
		if errors.As(err, &file) { // that was to tell it
			at = file.Path
		}
		return "", fault.New(op, fault.Secret, at, fmt.Errorf("%w: %w", errNotGiven, err))
	}
	if phrase == "" {
		return "", fault.New(op, fault.Secret, name, errNotGiven)
	}
	return phrase, nil
}

// wrongPassphrase tells whether a key file was not opened because the passphrase is that of another.
func wrongPassphrase(err error) bool {
	var no *age.NoIdentityMatchError
	return errors.As(err, &no)
}

// errNotGiven says that a passphrase was asked for and not given, as opposed to a wrong one.
var errNotGiven = errors.New("no passphrase")

// MissingKeys is the cause of a fault.Secret where too few of a role's keys are in the key folders.
type MissingKeys struct {
	Role      string
	Threshold int
	Keys      []string // the names of those that are elsewhere
}

func (m *MissingKeys) Error() string {
	return fmt.Sprintf("%d of the keys of %s must sign, and these are not at hand: %s", m.Threshold, m.Role, strings.Join(m.Keys, ", "))
}

// Unwrap says that files are missing.
func (m *MissingKeys) Unwrap() error { return fs.ErrNotExist }

// signers opens keys until the threshold of every one of the roles is reached, as few as will do: what they sign
// holds under all of the roles. It opens no key that none of the roles knows.
func (r *keyring) signers(roles ...roleKeys) ([]*key, error) {
	const op = "repository.signers"
	keys, lacking, unopened, err := r.gather(nil, roles...)
	if err != nil {
		return nil, err
	}
	for i, role := range roles {
		if lacking[i] <= 0 {
			continue
		}
		if unopened != nil {
			return nil, unopened
		}
		m := &MissingKeys{Role: role.role, Threshold: role.threshold}
		for _, k := range role.keys {
			if r.open[k.Name] == nil && r.find(k.Name) == "" {
				m.Keys = append(m.Keys, k.Name)
			}
		}
		return nil, fault.New(op, fault.Secret, strings.Join(m.Keys, ", "), m)
	}
	return keys, nil
}

// atHand counts the keys of a role whose files lie in the folders.
func (r *keyring) atHand(of roleKeys) int {
	return of.among(r.dirs).AtHand()
}

// gather opens the keys at hand that bring roles nearer to their thresholds, beside those that have signed. It tells how
// many each role still lacks, and why the first key was not opened that could have been.
func (r *keyring) gather(have []string, roles ...roleKeys) (keys []*key, lacking []int, unopened, err error) {
	const op = "repository.signers"
	lacking = make([]int, len(roles))
	count := func(id string) {
		for i, role := range roles {
			if role.has(id) {
				lacking[i]--
			}
		}
	}
	speaks := map[string]int{} // for so many of the roles
	var candidates []named
	for i, role := range roles {
		lacking[i] = role.threshold
		for _, k := range role.keys {
			if speaks[k.id] == 0 && !slices.Contains(have, k.id) {
				candidates = append(candidates, k)
			}
			speaks[k.id]++
		}
	}
	for _, id := range have {
		count(id)
	}
	closed := func(k named) int {
		if r.open[k.Name] != nil {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(candidates, func(a, b named) int {
		return cmp.Or(cmp.Compare(closed(a), closed(b)), cmp.Compare(speaks[b.id], speaks[a.id]))
	})
	for _, c := range candidates {
		needed := false
		for i, role := range roles {
			needed = needed || lacking[i] > 0 && role.has(c.id)
		}
		if !needed || r.open[c.Name] == nil && r.find(c.Name) == "" {
			continue
		}
		k, err := r.get(c.Name)
		if err == nil && k.id != c.id {
			err = fault.New(op, fault.Secret, c.Name, errors.New("the repository does not know this key"))
		}
		if fault.KindOf(err) == fault.Secret { // a file that is damaged, or another's, is not in the way of those that will do
			if unopened == nil {
				unopened = err
			}
			continue
		}
		if err != nil {
			return nil, lacking, unopened, err
		}
		keys = append(keys, k)
		count(c.id)
	}
	return keys, lacking, unopened, nil
}

func lock(f keyFile, phrase string, workFactor int) ([]byte, error) {
	plain, err := json.Marshal(f)
	if err != nil {
		return nil, err
	}
	recipient, err := age.NewScryptRecipient(phrase)
	if err != nil {
		return nil, err
	}
	recipient.SetWorkFactor(workFactor)
	var out bytes.Buffer
	armoured := armor.NewWriter(&out)
	w, err := age.Encrypt(armoured, recipient)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(plain); err != nil {
		return nil, err
	}
	if err := errors.Join(w.Close(), armoured.Close()); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func unlock(data []byte, phrase string) (keyFile, error) {
	identity, err := age.NewScryptIdentity(phrase)
	if err != nil {
		return keyFile{}, err
	}
	r, err := age.Decrypt(armor.NewReader(bytes.NewReader(data)), identity)
	if err != nil {
		return keyFile{}, err
	}
	plain, err := io.ReadAll(io.LimitReader(r, 1<<12))
	if err != nil {
		return keyFile{}, err
	}
	var f keyFile
	if err := json.Unmarshal(plain, &f); err != nil {
		return keyFile{}, err
	}
	if f.Format != 1 || len(f.Seed) != ed25519.SeedSize {
		return keyFile{}, errors.New("not a key file of format 1")
	}
	return f, nil
}
