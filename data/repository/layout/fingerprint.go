package layout

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/theupdateframework/go-tuf/v2/metadata"
	"github.com/theupdateframework/go-tuf/v2/metadata/trustedmetadata"

	"rodatraden/data/fault"
)

//go:embed words.txt
var wordList string

// words are 256 short Swedish nouns without å, ä and ö, no two of which are one letter apart. A word
// is one byte: the list is a part of the format and never changes.
var words = strings.Fields(wordList)

// fingerprintWords times eight bits are shown of a fingerprint: 96 bits, which nobody can hit twice.
const fingerprintWords = 12

// Fields of our own in signed metadata; The Update Framework lets them stand.
const (
	fieldRepository = "repository" // in root: the repository's UUID
	fieldSigned     = "signed_at"  // in timestamp: when it was signed
	fieldAbout      = "followup"   // in targets: an About
)

// About is what the targets role signs about the whole repository.
type About struct {
	Municipality Municipality `json:"municipality"`
	Audience     Audience     `json:"audience"`
	Committees   []Committee  `json:"committees"`
}

// Root is trusted root metadata: the keys that all else in a repository hangs on.
type Root struct {
	ID      string // the repository's UUID; stays the same when keys are changed
	Version int64
	Expires time.Time
	Bytes   []byte // as published
	meta    *metadata.Metadata[metadata.RootType]
}

// ParseRoot reads root metadata and checks that it is signed by its own keys. Whether those keys are
// the right ones is for a person to say, by the fingerprint. Faults are fault.Signature, Format and
// Limit.
func ParseRoot(name string, data []byte) (Root, error) {
	const op = "layout.ParseRoot"
	if len(data) > MaxRoot {
		return Root{}, fault.New(op, fault.Limit, name, fmt.Errorf("%d bytes, at most %d allowed", len(data), MaxRoot))
	}
	var trusted *trustedmetadata.TrustedMetadata
	err := Guarded(func() (err error) {
		trusted, err = trustedmetadata.New(data)
		return err
	})
	if err != nil {
		return Root{}, fault.New(op, fault.Signature, name, err)
	}
	m := trusted.Root
	canonical, err := m.ToBytes(false)
	if err != nil {
		return Root{}, fault.New(op, fault.Signature, name, err)
	}
	id := RepositoryID(m.Signed)
	switch {
	case id == "":
		return Root{}, fault.New(op, fault.Format, name, errors.New("the root names no repository"))
	case !m.Signed.ConsistentSnapshot:
		return Root{}, fault.New(op, fault.Format, name, errors.New("the repository does not keep its versions apart"))
	}
	return Root{ID: id, Version: m.Signed.Version, Expires: m.Signed.Expires, Bytes: canonical, meta: m}, nil
}

// SetRepository writes the repository's id into unsigned root metadata.
func SetRepository(root *metadata.RootType, id uuid.UUID) {
	setField(&root.UnrecognizedFields, fieldRepository, id.String())
}

// RepositoryID returns the id that root metadata gives its repository, or "" where it gives none.
func RepositoryID(root metadata.RootType) string {
	id, _ := root.UnrecognizedFields[fieldRepository].(string)
	if !validID(id) {
		return ""
	}
	return id
}

// Fingerprint is twelve words that stand for the repository and the keys of its root role. It stays
// the same when the root is only signed anew, and changes when a key or the threshold does.
func (r Root) Fingerprint() []string {
	role := r.meta.Signed.Roles[metadata.ROOT]
	var keys []string
	for _, id := range role.KeyIDs {
		// The key itself and not its id: nothing makes a hostile root's ids belong to its keys.
		if k := r.meta.Signed.Keys[id]; k != nil {
			keys = append(keys, strings.Join([]string{k.Type, k.Scheme, k.Value.PublicKey}, " "))
		}
	}
	slices.Sort(keys)
	h := sha256.New()
	fmt.Fprintf(h, "rodatraden root 1\n%s\n%d\n", r.ID, role.Threshold)
	for _, k := range keys {
		_, _ = io.WriteString(h, k+"\n")
	}
	out := make([]string, fingerprintWords)
	for i, b := range h.Sum(nil)[:fingerprintWords] {
		out[i] = words[b]
	}
	return out
}

// SameKeys tells whether two roots are of one repository and one set of root keys.
func (r Root) SameKeys(o Root) bool { return slices.Equal(r.Fingerprint(), o.Fingerprint()) }

// Guarded calls f, which reads metadata that nobody has vouched for yet, and turns a panic into an
// error: go-tuf follows the null pointers that metadata such as {"roles": {"root": null}} gives it.
func Guarded(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("metadata that cannot be read: %v", p)
		}
	}()
	return f()
}

// Canonical tells whether data is metadata m in the one form in which it is published.
func Canonical[T metadata.Roles](m *metadata.Metadata[T], data []byte) bool {
	own, err := m.ToBytes(false)
	return err == nil && bytes.Equal(own, data)
}

// SetSigned writes into unsigned timestamp metadata when it is signed.
func SetSigned(t *metadata.TimestampType, at time.Time) {
	t.UnrecognizedFields = map[string]any{fieldSigned: at.UTC().Format(time.RFC3339)}
}

// SignedAt returns when timestamp metadata was signed, or the zero time where it does not say.
func SignedAt(t metadata.TimestampType) time.Time {
	s, _ := t.UnrecognizedFields[fieldSigned].(string)
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}
	}
	return at
}
