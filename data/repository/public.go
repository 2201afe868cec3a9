package repository

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"

	"github.com/google/uuid"
	"github.com/theupdateframework/go-tuf/v2/metadata"

	"rodatraden/data/fault"
)

// publicExt is the extension of the file with the public half of a key.
const publicExt = ".pub"

// maxPublic is the most that such a file may hold.
const maxPublic = 4 << 10

// PublicKey is the public half of a key, as its file NAME.pub has it. Nothing in it is secret: it is what is
// sent when a key that was made on another computer is to be added.
type PublicKey struct {
	Format     int    `json:"format"`
	Repository string `json:"repository"`
	Name       string `json:"name"`   // of the key file without extension
	Type       string `json:"type"`   // ed25519
	Public     string `json:"public"` // in hexadecimal
}

// keyName is what a key can be called: a file name on every system.
var keyName = regexp.MustCompile(`^(root|targets|snapshot|timestamp|committee-[a-z0-9-]{1,40})(-[1-9][0-9]{0,3})?$`)

// ParsePublicKey reads the public half of a key. What is not of this format, has fields that are not of it,
// or cannot be a key's is fault.Format.
func ParsePublicKey(file string, data []byte) (PublicKey, error) {
	const op = "repository.ParsePublicKey"
	var k PublicKey
	if len(data) > maxPublic {
		return k, fault.New(op, fault.Limit, file, fmt.Errorf("%d bytes, at most %d allowed", len(data), maxPublic))
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&k); err != nil {
		return PublicKey{}, fault.New(op, fault.Format, file, err)
	}
	if err := k.valid(); err != nil {
		return PublicKey{}, fault.New(op, fault.Format, file, err)
	}
	return k, nil
}

func (k PublicKey) valid() error {
	raw, err := hex.DecodeString(k.Public)
	switch {
	case k.Format != 1:
		return fmt.Errorf("format %d, this program reads 1", k.Format)
	case k.Type != metadata.KeyTypeEd25519:
		return fmt.Errorf("a key of type %q", k.Type)
	case !keyName.MatchString(k.Name):
		return fmt.Errorf("%q is no name of a key", k.Name)
	case uuid.Validate(k.Repository) != nil:
		return fmt.Errorf("%q is no repository", k.Repository)
	case err != nil || len(raw) != ed25519.PublicKeySize || hex.EncodeToString(raw) != k.Public:
		return errors.New("not a public key")
	}
	return nil
}

// Encode writes the file of a public half.
func (k PublicKey) Encode() ([]byte, error) {
	data, err := json.MarshalIndent(k, "", "  ")
	if err != nil {
		return nil, err
	}
	return append(data, '\n'), nil
}

// ID is the id by which signed metadata knows the key, "" where it is none.
func (k PublicKey) ID() string {
	id, err := k.key().ID()
	if err != nil {
		return ""
	}
	return id
}

func (k PublicKey) key() *metadata.Key {
	m := &metadata.Key{Type: metadata.KeyTypeEd25519, Scheme: metadata.KeySchemeEd25519}
	m.Value.PublicKey = k.Public
	return m
}

// publicOf is the public half of an opened key.
func publicOf(repository string, k *key) PublicKey {
	return PublicKey{Format: 1, Repository: repository, Name: k.name, Type: k.public.Type, Public: k.public.Value.PublicKey}
}

// ShortID is as much of a key's id as a person compares.
func ShortID(id string) string { return id[:min(len(id), 16)] }
