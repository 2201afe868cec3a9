package repository

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"filippo.io/age"
	"filippo.io/age/armor"
	"github.com/sigstore/sigstore/pkg/signature"
	"github.com/theupdateframework/go-tuf/v2/metadata"

	"rodatraden/data/fault"
)

// Passphrase asks for the passphrase of a key. The name is that of its file without extension:
// "root-1", "committee-asn". New is true when the key is just being made, so that a person can be
// asked twice.
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
	phrase, err := r.ask(name, false)
	if err != nil {
		return nil, err
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fault.New(op, fault.Secret, path, err)
	}
	k, err := unlock(data, name, phrase, r.repository)
	if err != nil {
		return nil, fault.New(op, fault.Secret, path, err)
	}
	r.open[name] = k
	return k, nil
}

// make returns the key of that name, made now if no folder has it.
func (r *keyring) make(name string) (*key, error) {
	const op = "repository.makeKey"
	if r.open[name] != nil || r.find(name) != "" {
		return r.get(name)
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
	path := filepath.Join(r.dirs[0], name+keyExt)
	if err := writeNew(path, data, 0o600); err != nil {
		return nil, fault.New(op, diskKind(err), path, err)
	}
	k, err := newKey(name, seed)
	if err != nil {
		return nil, fault.New(op, fault.Secret, path, err)
	}
	r.open[name] = k
	return k, nil
}

func (r *keyring) ask(name string, new bool) (string, error) {
	const op = "repository.passphrase"
	if r.passphrase == nil {
		return "", fault.New(op, fault.Secret, name, errNotGiven)
	}
	phrase, err := r.passphrase(name, new)
	if err != nil {
		return "", fault.New(op, fault.Secret, name, fmt.Errorf("%w: %w", errNotGiven, err))
	}
	if phrase == "" {
		return "", fault.New(op, fault.Secret, name, errNotGiven)
	}
	return phrase, nil
}

// errNotGiven says that a passphrase was asked for and not given, as opposed to a wrong one.
var errNotGiven = errors.New("no passphrase")

// signers opens as many of a role's keys as its threshold demands, and refuses keys that the role
// does not know.
func (r *keyring) signers(names []string, ids []string, threshold int) ([]*key, error) {
	const op = "repository.signers"
	var keys []*key
	var missing error
	for _, name := range names {
		if len(keys) == threshold {
			break
		}
		k, err := r.get(name)
		if err != nil {
			if missing == nil {
				missing = err
			}
			if r.find(name) == "" {
				continue // perhaps another of the role's keys is at hand
			}
			return nil, err
		}
		if !slices.Contains(ids, k.id) {
			return nil, fault.New(op, fault.Secret, name, errors.New("the repository does not know this key"))
		}
		keys = append(keys, k)
	}
	if len(keys) < threshold {
		if missing == nil {
			missing = fault.New(op, fault.Secret, fmt.Sprint(names), errors.New("too few keys"))
		}
		return nil, missing
	}
	return keys, nil
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

func unlock(data []byte, name, phrase, repository string) (*key, error) {
	identity, err := age.NewScryptIdentity(phrase)
	if err != nil {
		return nil, err
	}
	r, err := age.Decrypt(armor.NewReader(bytes.NewReader(data)), identity)
	if err != nil {
		return nil, err
	}
	plain, err := io.ReadAll(io.LimitReader(r, 1<<12))
	if err != nil {
		return nil, err
	}
	var f keyFile
	if err := json.Unmarshal(plain, &f); err != nil {
		return nil, err
	}
	switch {
	case f.Format != 1 || len(f.Seed) != ed25519.SeedSize:
		return nil, errors.New("not a key file of format 1")
	case f.Repository != repository:
		return nil, errors.New("the key belongs to another repository")
	case f.Name != name:
		return nil, fmt.Errorf("the key is %s, its file has been renamed", f.Name)
	}
	return newKey(name, f.Seed)
}
