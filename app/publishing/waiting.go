package publishing

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/gofrs/flock"

	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/repository/layout"
)

// Waiting is a publish that has begun and has no receipt: it was cut short.
type Waiting struct {
	ID         string           `json:"id"`
	Repository string           `json:"repository"` // the address where it was to be published
	Began      time.Time        `json:"began"`
	Packages   []WaitingPackage `json:"packages"`

	// Published tells that all of it is published, and only the receipt is missing. Standing finds it out.
	Published bool `json:"-"`
}

// WaitingPackage is a package of it.
type WaitingPackage struct {
	Committee     string `json:"committee"`
	CommitteeName string `json:"committee_name"`
	Name          string `json:"name"`
	Title         string `json:"title"`
	ID            string `json:"id"`
	SHA256        string `json:"sha256"` // of the manifest
	Files         int    `json:"files"`
	Bytes         int64  `json:"bytes"`  // of all files but the manifest
	From          string `json:"from"`   // what it was made of
	Before        bool   `json:"before"` // it was published when this began
}

// in reports whether all its packages are among published manifests.
func (w Waiting) in(published map[string]bool) bool {
	return !slices.ContainsFunc(w.Packages, func(p WaitingPackage) bool { return !published[p.SHA256] })
}

const waitingFile = "publish.json"

// dir is the folder of a publish that waits, and part that of one of its packages.
func (h Home) dirOf(id string) string       { return filepath.Join(h.Waiting(), id) }
func (w Waiting) part(h Home, i int) string { return filepath.Join(h.dirOf(w.ID), w.partName(i)) }
func (w Waiting) partName(i int) string     { return fmt.Sprintf("%02d-%s", i+1, w.Packages[i].Name) }

// Waiting returns what was cut short, wherever it was to be published, the oldest first. While another
// program publishes it is what that one is doing, and nothing is returned.
//
// Faults: those of the disk.
func (d *Desk) Waiting() ([]Waiting, error) {
	h, err := d.Home()
	if err != nil {
		return nil, err
	}
	unlock, err := h.begin()
	if fault.KindOf(err) == fault.Locked {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer unlock()
	return h.waiting()
}

// begin keeps other programs from publishing with this home. It is Locked where one is at it.
func (h Home) begin() (unlock func(), err error) {
	const op = "publishing.begin"
	l := flock.New(h.Lock())
	ok, err := l.TryLock()
	if err != nil {
		return nil, fault.New(op, fault.Local, h.Lock(), err)
	}
	if !ok {
		return nil, fault.New(op, fault.Locked, h.Dir(), nil)
	}
	return func() { _ = l.Close() }, nil
}

// waiting reads what waits. What has its receipt was published, and is cleared away.
func (h Home) waiting() ([]Waiting, error) {
	const op = "publishing.Waiting"
	entries, err := os.ReadDir(h.Waiting())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fault.New(op, fault.Local, h.Waiting(), err)
	}
	var out []Waiting
	for _, e := range entries {
		at := filepath.Join(h.Waiting(), e.Name())
		raw, err := os.ReadFile(filepath.Join(at, waitingFile))
		var w Waiting
		if err != nil || json.Unmarshal(raw, &w) != nil || w.ID != e.Name() || There(h.receipt(w.ID)) {
			_ = os.RemoveAll(at) // it had not begun, or has ended
			continue
		}
		out = append(out, w)
	}
	slices.SortFunc(out, func(a, b Waiting) int { return a.Began.Compare(b.Began) })
	return out, nil
}

// Publish publishes a batch: it builds it in the home, signs and publishes it, and writes a receipt. What
// was cut short is completed by Resume; what stopped before anything was written where it is published, as by
// a wrong passphrase, does not wait. progress may be nil.
//
// Faults: Exists where a publish in this place waits already, which is resumed or discarded first; Faults
// where a package has any, told by the batch's reads; Locked where another program publishes; Overtaken
// where another came between; Secret where a key is not opened; those of the disk and of the place.
func (d *Desk) Publish(ctx context.Context, b *Batch, progress func(Progress)) (Receipt, error) {
	const op = "publishing.Publish"
	if progress == nil {
		progress = func(Progress) {}
	}
	if err := d.Exists(ctx); err != nil {
		return Receipt{}, err
	}
	if err := b.stops(op); err != nil {
		return Receipt{}, err
	}
	h, err := d.Home()
	if err != nil {
		return Receipt{}, err
	}
	unlock, err := h.begin()
	if err != nil {
		return Receipt{}, err
	}
	defer unlock()
	before, err := h.waiting()
	if err != nil {
		return Receipt{}, err
	}
	for _, w := range before {
		if w.Repository == d.Address() {
			return Receipt{}, fault.New(op, fault.Exists, h.dirOf(w.ID), nil)
		}
	}
	progress(Progress{Step: Building})
	w, err := d.prepare(ctx, h, b)
	if err != nil {
		return Receipt{}, err
	}
	sending := false
	r, err := d.complete(ctx, h, w, func(p Progress) {
		sending = sending || p.Step == Sending
		progress(p)
	})
	if err != nil && !sending {
		_ = os.RemoveAll(h.dirOf(w.ID))
	}
	return r, err
}

// prepare builds a batch where it waits to be published.
func (d *Desk) prepare(ctx context.Context, h Home, b *Batch) (Waiting, error) {
	const op = "publishing.Publish"
	w := Waiting{Repository: d.Address(), Began: d.now().UTC().Truncate(time.Second)}
	w.ID = w.Began.Format("20060102T150405Z")
	for n := 2; There(h.dirOf(w.ID)) || There(h.receipt(w.ID)); n++ {
		w.ID = fmt.Sprintf("%s-%d", w.Began.Format("20060102T150405Z"), n)
	}
	err := Place(op, h.Waiting(), func(part string) ([]string, error) {
		at := filepath.Join(part, w.ID)
		if err := os.Mkdir(at, 0o700); err != nil {
			return nil, fault.New(op, terminal.DiskKind(err), at, err)
		}
		known := b.published
		for i := range b.reads {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			r := &b.reads[i]
			m := r.Package.Manifest
			w.Packages = append(w.Packages, WaitingPackage{
				Committee: m.Followup.Committee.ID, CommitteeName: m.Followup.Committee.Name, Name: m.Name, Title: m.Title,
				From: r.Path, Before: r.Published,
			})
			to := filepath.Join(at, w.partName(i))
			p, err := r.Package, error(nil)
			if r.IsBuilt() {
				err = r.unpack(to)
			} else {
				p, err = r.build(to, known)
			}
			if err != nil {
				return nil, Outside(err, part, h.Waiting())
			}
			known = append(known[:len(known):len(known)], p)
			one := &w.Packages[i]
			one.Title, one.CommitteeName = p.Manifest.Title, p.Manifest.Followup.Committee.Name // a source is read anew when it is built
			one.ID, one.SHA256 = p.Manifest.ID, layout.Sum(p.ManifestBytes())
			// A source that has not changed since it was published is built as it was then.
			one.Before = one.Before || slices.ContainsFunc(b.published, func(q *followup.Package) bool { return bytes.Equal(q.ManifestBytes(), p.ManifestBytes()) })
			for _, res := range p.Manifest.Resources {
				one.Files, one.Bytes = one.Files+1, one.Bytes+res.Bytes
			}
		}
		return []string{w.ID}, writeJSON(op, filepath.Join(at, waitingFile), w)
	})
	return w, err
}

// complete publishes what waits, and writes the receipt.
func (d *Desk) complete(ctx context.Context, h Home, w Waiting, progress func(Progress)) (Receipt, error) {
	const op = "publishing.complete"
	var paths []string
	for i := range w.Packages {
		paths = append(paths, w.part(h, i))
	}
	b, err := d.Gather(paths)
	if err != nil {
		return Receipt{}, err
	}
	for _, r := range b.reads {
		if !r.IsBuilt() || !slices.ContainsFunc(w.Packages, func(p WaitingPackage) bool { return p.SHA256 == layout.Sum(r.Package.ManifestBytes()) }) {
			return Receipt{}, fault.New(op, fault.LocalCorrupt, r.Path, r.Problem)
		}
	}
	done, err := d.PublishBuilt(ctx, b, nil, progress)
	if err != nil {
		return Receipt{}, err
	}
	receipt, err := d.receipt(context.WithoutCancel(ctx), w, done.Expires)
	if err != nil {
		return receipt, err
	}
	if err := h.keep(receipt, d.l); err != nil {
		return receipt, err
	}
	_ = os.RemoveAll(h.dirOf(w.ID)) // or when it is looked for next
	return receipt, nil
}

// Resume completes what was cut short. Where all of it is published already it takes no passphrase. What
// cannot be completed now waits still. progress may be nil.
//
// Faults: NotFound where nothing of that id waits; Usage where it was to be published elsewhere than the
// desk publishes; LocalCorrupt where what waits has been changed: it is discarded. Else those of Publish.
func (d *Desk) Resume(ctx context.Context, id string, progress func(Progress)) (Receipt, error) {
	const op = "publishing.Resume"
	if progress == nil {
		progress = func(Progress) {}
	}
	h, w, unlock, err := d.waitingFor(op, id)
	if err != nil {
		return Receipt{}, err
	}
	defer unlock()
	if w.Repository != d.Address() {
		return Receipt{}, fault.New(op, fault.Usage, w.Repository, errors.New("it was to be published elsewhere"))
	}
	return d.complete(ctx, h, w, progress)
}

// Discard lets go of what was cut short. What readers see already stays published.
//
// Faults: NotFound where nothing of that id waits; those of the disk.
func (d *Desk) Discard(id string) error {
	const op = "publishing.Discard"
	h, w, unlock, err := d.waitingFor(op, id)
	if err != nil {
		return err
	}
	defer unlock()
	if err := os.RemoveAll(h.dirOf(w.ID)); err != nil {
		return fault.New(op, fault.Local, h.dirOf(w.ID), err)
	}
	return nil
}

// waitingFor finds what waits, and keeps other programs from it.
func (d *Desk) waitingFor(op, id string) (h Home, w Waiting, unlock func(), err error) {
	if h, err = d.Home(); err != nil {
		return
	}
	if unlock, err = h.begin(); err != nil {
		return
	}
	all, err := h.waiting()
	i := slices.IndexFunc(all, func(w Waiting) bool { return w.ID == id })
	if err == nil && i < 0 {
		err = fault.New(op, fault.NotFound, id, nil)
	}
	if err != nil {
		unlock()
		return h, w, nil, err
	}
	return h, all[i], unlock, nil
}
