package repository

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
	"golang.org/x/sync/errgroup"

	"rodatraden/data/fault"
	"rodatraden/data/repository/layout"
)

// Inspection is what a published folder holds, with every signature checked.
type Inspection struct {
	ID           string
	Municipality layout.Municipality
	Audience     layout.Audience
	Fingerprint  []string
	Signed       time.Time  // when the timestamp was signed
	Roles        []Role     // root, targets, snapshot, timestamp, then the committees
	Keys         []RoleKeys // of the same roles; none is at hand
	Committees   []InspectedCommittee
	Blobs        int   // different tables and documents; 0 from Look
	Bytes        int64 // their size

	storage Storage
}

// Role is one role's signature as it stands.
type Role struct {
	Name      string
	Version   int64
	Expires   time.Time
	Keys      int
	Threshold int
}

// InspectedCommittee is a committee with what it has published.
type InspectedCommittee struct {
	layout.Committee
	Retired  bool
	Packages []layout.Package
}

// Inspect reads what is published and checks all of it: the signatures, and the hash of every index,
// manifest, table and document that they lead to. It needs no keys, does not look at expiry, and
// returns the first fault that it finds.
func Inspect(ctx context.Context, storage Storage) (*Inspection, error) {
	const op = "repository.Inspect"
	x, err := Look(ctx, storage)
	if err != nil {
		return nil, err
	}
	var mu sync.Mutex
	blobs := map[string]bool{}
	reading, ctx := errgroup.WithContext(ctx)
	reading.SetLimit(atOnce)
	for _, c := range x.Committees {
		for _, p := range c.Packages {
			reading.Go(func() error {
				m, err := x.Manifest(ctx, c.ID, p)
				if err != nil {
					return err
				}
				for _, res := range m.Resources {
					mu.Lock()
					seen := blobs[res.SHA256]
					blobs[res.SHA256] = true
					if !seen {
						x.Blobs, x.Bytes = x.Blobs+1, x.Bytes+res.Bytes
					}
					mu.Unlock()
					if seen {
						continue
					}
					if err := x.copyBlob(ctx, op, res, io.Discard); err != nil {
						return err
					}
				}
				return nil
			})
		}
	}
	if err := reading.Wait(); err != nil {
		return nil, err
	}
	return x, nil
}

// Look reads what is published as far as the packages' names: it checks the signatures, and the hash of
// every index that they lead to. It reads no package, and does not look at expiry. Where committees are
// named it reads of no others; one that has published nothing is passed over.
func Look(ctx context.Context, storage Storage, committees ...string) (*Inspection, error) {
	const op = "repository.Look"
	s, err := loadTop(ctx, storage)
	if err != nil {
		return nil, err
	}
	names := s.names()
	if len(committees) > 0 {
		names = slices.DeleteFunc(names, func(id string) bool { return !slices.Contains(committees, id) })
	}
	if err := s.roles(ctx, names...); err != nil {
		return nil, err
	}
	root := s.trusted.Root.Signed
	targets := s.trusted.Targets[metadata.TARGETS]
	ts := s.trusted.Timestamp.Signed
	x := &Inspection{
		ID: s.root.ID, Municipality: s.about.Municipality, Audience: s.about.Audience,
		Fingerprint: s.root.Fingerprint(), Signed: layout.SignedAt(ts), storage: storage,
	}
	roles := rolesOf(s.trusted.Root)
	for _, r := range delegatedOf(targets) {
		roles[r.role] = r
	}
	top := func(name string, version int64, expires time.Time) {
		x.Roles = append(x.Roles, Role{name, version, expires, len(roles[name].keys), roles[name].threshold})
		x.Keys = append(x.Keys, roles[name].among(nil))
	}
	top(metadata.ROOT, root.Version, root.Expires)
	top(metadata.TARGETS, targets.Signed.Version, targets.Signed.Expires)
	top(metadata.SNAPSHOT, s.trusted.Snapshot.Signed.Version, s.trusted.Snapshot.Signed.Expires)
	top(metadata.TIMESTAMP, ts.Version, ts.Expires)
	indexes := make([]layout.Index, len(names))
	reading, ctx := errgroup.WithContext(ctx)
	reading.SetLimit(atOnce)
	for i, id := range names {
		reading.Go(func() (err error) {
			indexes[i], err = s.index(ctx, id)
			return err
		})
	}
	if err := reading.Wait(); err != nil {
		return nil, err
	}
	for i, id := range names {
		role := s.committees[id].Signed
		top(id, role.Version, role.Expires)
		c := InspectedCommittee{Committee: indexes[i].Committee, Retired: s.retired(id), Packages: indexes[i].Packages}
		if c.ID == "" { // nothing is signed yet, or any more
			c.ID = id
			for _, told := range s.about.Committees {
				if told.ID == id {
					c.Committee = told
				}
			}
		}
		x.Committees = append(x.Committees, c)
		for _, p := range c.Packages {
			target := layout.ManifestTarget(id, p.Name)
			t := role.Targets[target]
			if t == nil || t.Hashes["sha256"].String() != p.Manifest.SHA256 {
				return nil, fault.New(op, fault.Content, target, errors.New("the index and the signatures differ"))
			}
		}
	}
	return x, nil
}

// Manifest reads the manifest of a published package.
func (x *Inspection) Manifest(ctx context.Context, committee string, p layout.Package) (layout.Manifest, error) {
	raw, err := x.ManifestBytes(ctx, committee, p)
	if err != nil {
		return layout.Manifest{}, err
	}
	return layout.ParseManifest(layout.ManifestTarget(committee, p.Name), raw)
}

// ManifestBytes reads the manifest of a published package as it stands.
func (x *Inspection) ManifestBytes(ctx context.Context, committee string, p layout.Package) ([]byte, error) {
	const op = "repository.ManifestBytes"
	rel := layout.TargetPath(layout.ManifestTarget(committee, p.Name), p.Manifest.SHA256)
	raw, err := readAll(ctx, x.storage, rel, layout.MaxManifest)
	if err != nil {
		return nil, fault.New(op, diskKind(err), rel, err)
	}
	if layout.Sum(raw) != p.Manifest.SHA256 {
		return nil, fault.New(op, fault.Content, rel, errors.New("the published file has been changed"))
	}
	return raw, nil
}

// OpenBlob opens a published table or document. Whoever reads it holds it against its hash.
func (x *Inspection) OpenBlob(ctx context.Context, sha256 string) (io.ReadCloser, error) {
	rel := layout.BlobPath(sha256)
	f, err := x.storage.Open(ctx, rel)
	if err != nil {
		return nil, fault.New("repository.OpenBlob", diskKind(err), rel, err)
	}
	return f, nil
}

func (x *Inspection) copyBlob(ctx context.Context, op string, res layout.Resource, w io.Writer) error {
	f, err := x.OpenBlob(ctx, res.SHA256)
	if err != nil {
		return err
	}
	defer f.Close()
	return copyHeld(op, layout.BlobPath(res.SHA256), f, res, w)
}

// ExtractTo gives a published package back as the folder that it was: a Data Package. The package is
// named NAME, or COMMITTEE/NAME where several committees have one of that name. The folder must not
// exist or be empty; when something fails, what was written is removed again.
func (x *Inspection) ExtractTo(ctx context.Context, name, dir string) (err error) {
	const op = "repository.ExtractTo"
	committee, p, err := x.find(op, name)
	if err != nil {
		return err
	}
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return fault.New(op, fault.Exists, dir, nil)
	}
	raw, err := x.ManifestBytes(ctx, committee, p)
	if err != nil {
		return err
	}
	m, err := layout.ParseManifest(layout.ManifestTarget(committee, p.Name), raw)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fault.New(op, diskKind(err), dir, err)
	}
	out, err := os.OpenRoot(dir)
	if err != nil {
		return fault.New(op, diskKind(err), dir, err)
	}
	defer out.Close()
	written := []string{}
	defer func() {
		if err != nil {
			for _, w := range written {
				_ = out.RemoveAll(w)
			}
		}
	}()
	for _, res := range m.Resources {
		top, _, _ := strings.Cut(res.Path, "/")
		written = append(written, top)
		if err := x.extract(ctx, op, out, res); err != nil {
			return err
		}
	}
	written = append(written, layout.ManifestFile)
	if err := out.WriteFile(layout.ManifestFile, raw, 0o644); err != nil {
		return fault.New(op, diskKind(err), filepath.Join(dir, layout.ManifestFile), err)
	}
	return nil
}

func (x *Inspection) extract(ctx context.Context, op string, out *os.Root, res layout.Resource) error {
	path := filepath.FromSlash(res.Path)
	if err := out.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fault.New(op, diskKind(err), res.Path, err)
	}
	f, err := out.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return fault.New(op, diskKind(err), res.Path, err)
	}
	err = x.copyBlob(ctx, op, res, f)
	if cerr := f.Close(); err == nil && cerr != nil {
		err = fault.New(op, diskKind(cerr), res.Path, cerr)
	}
	return err
}

func (x *Inspection) find(op, name string) (string, layout.Package, error) {
	committee, rest, qualified := strings.Cut(name, "/")
	if !qualified {
		rest = name
	}
	var found layout.Package
	var in []string
	for _, c := range x.Committees {
		for _, p := range c.Packages {
			if p.Name == rest && (!qualified || c.ID == committee) {
				found, in = p, append(in, c.ID)
			}
		}
	}
	switch len(in) {
	case 0:
		return "", found, fault.New(op, fault.NotFound, name, nil)
	case 1:
		return in[0], found, nil
	}
	return "", found, fault.New(op, fault.Usage, name, fmt.Errorf("several committees have it: %s", strings.Join(in, ", ")))
}
