package notes

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"filippo.io/age"

	"rodatraden/data/database"
	"rodatraden/data/fault"
)

// ExportExt is the ending of an export's name.
const ExportExt = ".anteckningar"

// format and version are of what lies inside an export. A field more is a new version.
const (
	format  = "rodatraden-notes"
	version = 1
)

// parcel is what lies inside an export: every revision, so that taking it in is a union.
type parcel struct {
	Format    string      `json:"format"`
	Version   int         `json:"version"`
	Device    string      `json:"device"`
	Made      time.Time   `json:"made"`
	Revisions []*revision `json:"revisions"`
}

// largestParcel is more than any notes.
const largestParcel = 256 << 20

// costly is how costly a passphrase is to guess, as the power of two that age counts in: a second and
// a quarter of a gigabyte for each guess. What costs more to try is no export of this program.
const costly = 18

// ageIntro is what every file of age begins with.
const ageIntro = "age-encryption.org/v1"

// Export writes everything, encrypted with the passphrase.
//
// Faults: Secret where the passphrase is empty.
func (n *Notes) Export(ctx context.Context, w io.Writer, passphrase string) error {
	const op = "notes.Export"
	to, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return fault.New(op, fault.Secret, "", err)
	}
	to.SetWorkFactor(n.opts.WorkFactor)
	plain, err := n.pack(ctx)
	if err != nil {
		return database.Wrap(ctx, op, n.path, err)
	}
	sealed, err := age.Encrypt(w, to)
	if err != nil {
		return database.Wrap(ctx, op, "", err)
	}
	if _, err := sealed.Write(plain); err != nil {
		return database.Wrap(ctx, op, "", err)
	}
	return database.Wrap(ctx, op, "", sealed.Close())
}

// pack returns everything as JSON.
func (n *Notes) pack(ctx context.Context) ([]byte, error) {
	tx, err := n.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer tx.Rollback() // nothing was changed
	p := parcel{Format: format, Version: version, Made: n.opts.Now().UTC()}
	if err := tx.QueryRowContext(ctx, "SELECT device FROM notebook").Scan(&p.Device); err != nil {
		return nil, err
	}
	err = revisions(ctx, tx, "", nil, func(r *revision) error {
		p.Revisions = append(p.Revisions, r)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return json.Marshal(p)
}

// Report tells what taking something in has changed, in numbers of entries.
type Report struct {
	Added     int // were not here, or had been deleted
	Changed   int // say something else now, or have been deleted
	Same      int
	Conflicts int // of the added and changed: those that have some
}

// Import takes in an export: the notes are then what they were and what it holds. Nothing is
// written unless all of it is.
//
// Faults: Secret where the passphrase is another; Content where the export has been cut short or
// altered; Format where it is no export; Newer where a newer version of the program made it; Limit
// where it is larger than any notes.
func (n *Notes) Import(ctx context.Context, r io.Reader, passphrase string) (Report, error) {
	const op = "notes.Import"
	plain, err := n.unseal(ctx, r, passphrase)
	if err != nil {
		return Report{}, err
	}
	all, err := unpack(plain)
	if err != nil {
		return Report{}, err
	}
	return n.merge(ctx, op, "", all)
}

// unseal decrypts an export.
func (n *Notes) unseal(ctx context.Context, r io.Reader, passphrase string) ([]byte, error) {
	const op = "notes.unseal"
	from, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, fault.New(op, fault.Secret, "", err)
	}
	from.SetMaxWorkFactor(n.opts.WorkFactor)
	sealed, err := io.ReadAll(io.LimitReader(r, largestParcel+1))
	switch {
	case err != nil:
		return nil, database.Wrap(ctx, op, "", err)
	case len(sealed) > largestParcel:
		return nil, fault.New(op, fault.Limit, "", nil)
	case len(sealed) > 0 && strings.HasPrefix(ageIntro, string(sealed[:min(len(sealed), len(ageIntro))])):
	default:
		return nil, fault.New(op, fault.Format, "", errors.New("not encrypted by age"))
	}
	opened, err := age.Decrypt(bytes.NewReader(sealed), from)
	if err != nil {
		var no *age.NoIdentityMatchError
		switch {
		case !errors.As(err, &no):
			return nil, fault.New(op, fault.Content, "", err)
		case slices.Contains(no.StanzaTypes, "scrypt"):
			return nil, fault.New(op, fault.Secret, "", err)
		}
		return nil, fault.New(op, fault.Format, "", err)
	}
	plain, err := io.ReadAll(opened) // no longer than what was sealed
	if err != nil {
		return nil, fault.New(op, fault.Content, "", err)
	}
	return plain, nil
}

// unpack reads what pack returned, on whatever device.
func unpack(plain []byte) ([]*revision, error) {
	const op = "notes.unpack"
	var kind struct {
		Format  string `json:"format"`
		Version int    `json:"version"`
	}
	switch err := json.Unmarshal(plain, &kind); {
	case err != nil:
		return nil, fault.New(op, fault.Format, "", err)
	case kind.Format != format || kind.Version < 1:
		return nil, fault.New(op, fault.Format, "", errors.New("no export of notes"))
	case kind.Version > version:
		return nil, fault.New(op, fault.Newer, "", fmt.Errorf("the export is of version %d, this program's of %d", kind.Version, version))
	}
	var p parcel
	d := json.NewDecoder(bytes.NewReader(plain))
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		return nil, fault.New(op, fault.Format, "", err)
	}
	for _, r := range p.Revisions {
		if r == nil {
			return nil, fault.New(op, fault.Format, "", errors.New("no revision"))
		}
	}
	return p.Revisions, nil
}

// merge takes in revisions from outside.
func (n *Notes) merge(ctx context.Context, op, path string, all []*revision) (report Report, err error) {
	entries := map[string][]*revision{}
	for _, r := range all {
		if err := r.check(); err != nil {
			return Report{}, fault.New(op, fault.Format, path, err)
		}
		entries[r.Entry] = append(entries[r.Entry], r)
	}
	err = n.change(ctx, op, path, func(x *edition) error {
		before := make(map[string]*Entry, len(x.shelf.ordered))
		for _, e := range x.shelf.ordered {
			before[e.ID] = e
		}
		for id, theirs := range entries {
			if err := x.take(id, theirs, before[id], &report); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return Report{}, err
	}
	return report, nil
}

// take takes in revisions of one entry; before is the entry as it was, nil where it was not.
func (x *edition) take(id string, theirs []*revision, before *Entry, report *Report) error {
	h, err := historyOf(x.ctx, x.Tx, id)
	if err != nil {
		return err
	}
	had := len(h)
	for _, r := range theirs {
		if h[r.ID] == nil {
			h[r.ID] = r
			if _, err := x.keep(r); err != nil {
				return err
			}
		}
	}
	if len(h) == had {
		report.Same++
		return nil
	}
	if err := h.check(); err != nil {
		return fault.New("notes.take", fault.Format, id, err)
	}
	if err := x.settle(h, id); err != nil {
		return err
	}
	after := x.changed[id]
	switch {
	case before == nil && after == nil, before != nil && after != nil && says(*before) == says(*after) && slices.Equal(before.Conflict, after.Conflict):
		report.Same++
		return nil
	case before == nil:
		report.Added++
	default:
		report.Changed++
	}
	if after != nil && len(after.Conflict) > 0 {
		report.Conflicts++
	}
	return nil
}
