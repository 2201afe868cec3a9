package publishing

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"rodatraden/app/i18n"
	"rodatraden/app/legible"
	"rodatraden/data/fault"
	"rodatraden/data/repository"
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

	// Warnings are of what ends within thirty days. They are told at once, and not kept.
	Warnings []repository.Warning `json:"-"`
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
		Packages: []WaitingPackage{}, Earlier: []WaitingPackage{}, Warnings: d.warnings(x),
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

// Fact is one line of a receipt in words.
type Fact struct{ Label, Text string }

// Facts tells a receipt in words, a line a fact; Told tells its packages.
func (r Receipt) Facts(l *i18n.Localizer) []Fact {
	fact := func(id, text string) Fact { return Fact{l.Text("publishing.receipt." + id), text} }
	half := (len(r.Fingerprint) + 1) / 2
	facts := []Fact{
		fact("municipality", r.Municipality.Name),
		fact("place", r.Repository),
		fact("done", l.Moment(r.Done)),
		fact("expires", l.Moment(r.Expires)),
		fact("fingerprint", strings.Join(r.Fingerprint[:half], " ")+"\n"+strings.Join(r.Fingerprint[half:], " ")),
		fact("repository", r.RepositoryID),
		fact("receipt", r.ID),
	}
	return facts
}

// Title says what was published.
func (r Receipt) Title(l *i18n.Localizer) string {
	if len(r.Packages) == 0 {
		return l.Text("publishing.receipt.nothing")
	}
	return l.Text("publishing.receipt.title", "Count", len(r.Packages))
}

// Told tells of a package that was published.
func (p WaitingPackage) Told(l *i18n.Localizer) []Fact {
	fact := func(id, text string) Fact { return Fact{l.Text("publishing.receipt." + id), text} }
	return []Fact{
		fact("committee", p.CommitteeName),
		fact("name", p.Name),
		fact("files", l.Text("publishing.receipt.size", "Count", p.Files, "Bytes", l.Bytes(p.Bytes))),
		fact("sha256", p.SHA256),
	}
}

// Text writes a receipt as a text to keep. Whatever the packages say is text, and what of it cannot be seen
// is named.
func (r Receipt) Text(w io.Writer, l *i18n.Localizer) error {
	var b strings.Builder
	facts := func(indent string, all []Fact) {
		for _, f := range all {
			pad := indent + strings.Repeat(" ", labelWidth+2)
			text := strings.ReplaceAll(f.Text, "\n", "\n"+pad)
			fmt.Fprintf(&b, "%s%-*s  %s\n", indent, labelWidth, f.Label, text)
		}
	}
	packages := func(title string, all []WaitingPackage) {
		if len(all) > 0 {
			fmt.Fprintf(&b, "\n%s\n", title)
		}
		for _, p := range all {
			fmt.Fprintf(&b, "\n  %s\n", p.Title)
			facts("  ", p.Told(l))
		}
	}
	fmt.Fprintf(&b, "%s\n\n", r.Title(l))
	facts("", r.Facts(l))
	packages(l.Text("publishing.receipt.packages"), r.Packages)
	packages(l.Text("publishing.receipt.earlier"), r.Earlier)
	if _, err := io.WriteString(legible.NewWriter(w), b.String()); err != nil {
		return fault.New("publishing.receipt", fault.Local, "", err)
	}
	return nil
}

// labelWidth is the width of the column of labels in a text.
const labelWidth = 22
