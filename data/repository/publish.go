package repository

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
	"golang.org/x/sync/errgroup"

	"rodatraden/data/fault"
	"rodatraden/data/repository/layout"
)

// Published tells what a publish did.
type Published struct {
	Packages   []Line    // new in the repository, by committee and order
	Unchanged  []Line    // asked for, and published before just as they are
	Committees []string  // that have published for the first time
	Blobs      int       // files that the repository did not have
	Bytes      int64     // their size
	Expires    time.Time // when the timestamp must have been renewed
}

// Line is one package of one committee.
type Line struct {
	Committee string
	layout.Package
}

// source is a package folder that is to be published.
type source struct {
	dir      string
	raw      []byte
	manifest layout.Manifest
}

// Publish publishes package folders, all of them or none. A committee that publishes for the first
// time is given a key and a role, which takes the targets keys. A key is made for nothing only where another then
// cannot be opened, and is removed again; later on it is kept for the next try, for nobody knows whether a signature
// by it has arrived.
//
// A fault of Config.Check is returned as it is. A file that differs from its manifest, and a name or
// id that is published with another content, are fault.Content; a package of another municipality or
// audience than the repository's is fault.NotAuthorised; a reused order and an unknown superseded
// package are fault.Format.
func (r *Repository) Publish(ctx context.Context, dirs []string) (Published, error) {
	const op = "repository.Publish"
	var p Published
	err := r.exclusively(ctx, func() error {
		s, err := loadTop(ctx, r.storage)
		if err != nil {
			return err
		}
		r.keys.repository = s.root.ID
		sources, err := r.read(ctx, op, dirs)
		if err != nil {
			return err
		}
		// What other committees have published stays as it is, unread.
		if err := s.roles(ctx, committeesOf(sources)...); err != nil {
			return err
		}
		about, err := admit(op, s.about, sources)
		if err != nil {
			return err
		}
		indexes, err := r.merge(ctx, op, s, sources, &p)
		if err != nil || len(p.Packages) == 0 {
			p.Expires = s.trusted.Timestamp.Signed.Expires
			return err
		}
		sources = slices.DeleteFunc(sources, func(src source) bool {
			return slices.ContainsFunc(p.Unchanged, func(l Line) bool { return l.ID == src.manifest.ID })
		})

		c := change{committees: map[string]*metadata.Metadata[metadata.TargetsType]{}}
		r.keys.made = nil
		var z seal
		if err = r.prepare(op, s, about, indexes, &c, &p); err == nil {
			z, err = r.seal(s, c)
		}
		if err != nil {
			r.keys.unmake()
			return err
		}
		if err := r.putBlobs(ctx, op, sources, &p); err != nil {
			return err
		}
		for _, src := range sources {
			m := src.manifest
			target := layout.ManifestTarget(m.Followup.Committee.ID, m.Name)
			if err := r.putTarget(ctx, op, target, src.raw, c.committees[m.Followup.Committee.ID]); err != nil {
				return err
			}
		}
		for _, committee := range slices.Sorted(maps.Keys(indexes)) {
			data, err := indexes[committee].Encode()
			if err != nil {
				return fault.New(op, fault.Format, committee, err)
			}
			if len(data) > layout.MaxIndex {
				return fault.New(op, fault.Limit, layout.IndexTarget(committee), nil)
			}
			if err := r.putTarget(ctx, op, layout.IndexTarget(committee), data, c.committees[committee]); err != nil {
				return err
			}
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		p.Expires = r.now().Add(timestampLife)
		return r.commit(ctx, op, s, c, z)
	})
	if err != nil {
		return Published{}, err
	}
	return p, nil
}

// committeesOf are the committees that packages are of, each once.
func committeesOf(sources []source) []string {
	ids := map[string]bool{}
	for _, src := range sources {
		ids[src.manifest.Followup.Committee.ID] = true
	}
	return slices.Sorted(maps.Keys(ids))
}

// read reads and checks the package folders. Nothing is written before all of them hold.
func (r *Repository) read(ctx context.Context, op string, dirs []string) ([]source, error) {
	var out []source
	for _, dir := range dirs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if r.check != nil {
			if err := r.check(dir); err != nil {
				return nil, err
			}
		}
		root, err := os.OpenRoot(dir)
		if err != nil {
			return nil, fault.New(op, diskKind(err), dir, err)
		}
		src, err := readSource(op, dir, root)
		_ = root.Close()
		if err != nil {
			return nil, err
		}
		out = append(out, src)
	}
	return out, nil
}

func readSource(op, dir string, root *os.Root) (source, error) {
	name := filepath.Join(dir, layout.ManifestFile)
	f, err := root.Open(layout.ManifestFile)
	if err != nil {
		return source{}, fault.New(op, diskKind(err), name, err)
	}
	raw, err := io.ReadAll(io.LimitReader(f, layout.MaxManifest+1))
	_ = f.Close()
	if err != nil {
		return source{}, fault.New(op, fault.Local, name, err)
	}
	m, err := layout.ParseManifest(name, raw)
	if err != nil {
		return source{}, err
	}
	for _, res := range m.Resources {
		if err := copyResource(op, dir, root, res, io.Discard); err != nil {
			return source{}, err
		}
	}
	return source{dir: dir, raw: raw, manifest: m}, nil
}

// copyResource copies a file of a package folder and holds it against its manifest.
func copyResource(op, dir string, root *os.Root, res layout.Resource, w io.Writer) error {
	name := filepath.Join(dir, filepath.FromSlash(res.Path))
	info, err := root.Lstat(filepath.FromSlash(res.Path))
	if err != nil {
		return fault.New(op, diskKind(err), name, err)
	}
	if !info.Mode().IsRegular() {
		return fault.New(op, fault.Format, name, errors.New("not a file"))
	}
	f, err := root.Open(filepath.FromSlash(res.Path))
	if err != nil {
		return fault.New(op, diskKind(err), name, err)
	}
	defer f.Close()
	return copyHeld(op, name, f, res, w)
}

// copyHeld copies what f holds, and holds it against what a manifest says of it.
func copyHeld(op, name string, f io.Reader, res layout.Resource, w io.Writer) error {
	h := sha256.New()
	n, err := io.Copy(io.MultiWriter(h, w), io.LimitReader(f, res.Bytes+1))
	if err != nil {
		return fault.New(op, diskKind(err), name, err)
	}
	if n != res.Bytes || hex.EncodeToString(h.Sum(nil)) != res.SHA256 {
		return fault.New(op, fault.Content, name, errors.New("the file is not what its manifest says"))
	}
	return nil
}

// admit holds the packages against what the repository is for, and returns that, completed by the
// first package and new committees.
func admit(op string, about layout.About, sources []source) (layout.About, error) {
	about.Committees = slices.Clone(about.Committees)
	for _, src := range sources {
		f := src.manifest.Followup
		if about.Municipality.Code == "" {
			about.Municipality = f.Municipality
		}
		if about.Audience == "" {
			about.Audience = f.Audience
		}
		switch {
		case f.Municipality.Code != about.Municipality.Code:
			return about, fault.New(op, fault.NotAuthorised, src.dir,
				fmt.Errorf("a package of municipality %s in the repository of %s", f.Municipality.Code, about.Municipality.Code))
		case f.Audience != about.Audience:
			return about, fault.New(op, fault.NotAuthorised, src.dir,
				fmt.Errorf("a package for audience %s in a repository for %s", f.Audience, about.Audience))
		}
		if !slices.ContainsFunc(about.Committees, func(c layout.Committee) bool { return c.ID == f.Committee.ID }) {
			about.Committees = append(about.Committees, f.Committee)
		}
	}
	return about, nil
}

// merge adds the packages to the indexes of their committees and returns those that changed. Lines of
// what is new and what was there already are added to p.
func (r *Repository) merge(ctx context.Context, op string, s *state, sources []source, p *Published) (map[string]layout.Index, error) {
	indexes := map[string]layout.Index{}
	changed := map[string]bool{}
	sources = slices.Clone(sources)
	slices.SortStableFunc(sources, func(a, b source) int {
		return int(max(-1, min(1, a.manifest.Followup.Order-b.manifest.Followup.Order)))
	})
	for _, src := range sources {
		m := src.manifest
		committee := m.Followup.Committee
		if s.retired(committee.ID) {
			return nil, fault.New(op, fault.NotAuthorised, src.dir, fmt.Errorf("the committee %s is retired", committee.ID))
		}
		x, known := indexes[committee.ID]
		if !known {
			var err error
			if x, err = s.index(ctx, committee.ID); err != nil {
				return nil, err
			}
		}
		x.Format, x.Municipality, x.Committee = layout.Format, m.Followup.Municipality, committee
		line := layout.Package{
			Name: m.Name, ID: m.ID, Title: m.Title, Kind: m.Followup.Kind, Order: m.Followup.Order,
			AsAt: m.Followup.AsAt, Bytes: m.Bytes(), Supersedes: m.Followup.Supersedes,
			Manifest: layout.File{SHA256: layout.Sum(src.raw), Length: int64(len(src.raw))},
		}
		isNew, err := place(op, src.dir, x, line)
		if err != nil {
			return nil, err
		}
		if isNew {
			x.Packages = append(slices.Clone(x.Packages), line)
			slices.SortFunc(x.Packages, func(a, b layout.Package) int {
				return int(max(-1, min(1, a.Order-b.Order)))
			})
			p.Packages = append(p.Packages, Line{committee.ID, line})
			changed[committee.ID] = true
		} else if l := (Line{committee.ID, line}); !slices.Contains(p.Unchanged, l) && !slices.Contains(p.Packages, l) {
			p.Unchanged = append(p.Unchanged, Line{committee.ID, line})
		}
		indexes[committee.ID] = x
	}
	for committee := range indexes {
		if !changed[committee] {
			delete(indexes, committee)
		}
	}
	return indexes, nil
}

// place tells whether a line is new to an index, and refuses one that would change what is published.
func place(op, dir string, x layout.Index, line layout.Package) (isNew bool, err error) {
	supersedes := line.Supersedes == ""
	for _, p := range x.Packages {
		switch {
		case p.Name == line.Name || p.ID == line.ID:
			if p == line {
				return false, nil
			}
			return false, fault.New(op, fault.Content, dir,
				fmt.Errorf("%s (%s) is published with another content: a correction is a new package that supersedes", p.Name, p.ID))
		case p.Order == line.Order:
			return false, fault.New(op, fault.Format, dir, fmt.Errorf("order %d is taken by %s", p.Order, p.Name))
		case p.ID == line.Supersedes && p.Order >= line.Order:
			return false, fault.New(op, fault.Format, dir, fmt.Errorf("order %d is not after that of %s, which it supersedes", line.Order, p.Name))
		case p.ID == line.Supersedes:
			supersedes = true
		}
	}
	if !supersedes {
		return false, fault.New(op, fault.Format, dir, fmt.Errorf("it supersedes %s, which is not published", line.Supersedes))
	}
	return true, nil
}

// prepare makes the metadata of the committees that publish, and new targets metadata where one of
// them does so for the first time.
func (r *Repository) prepare(op string, s *state, about layout.About, indexes map[string]layout.Index, c *change, p *Published) error {
	targets := s.trusted.Targets[metadata.TARGETS]
	for _, committee := range slices.Sorted(maps.Keys(indexes)) {
		if role := s.committees[committee]; role != nil {
			if layout.Awaiting(role.Signed) {
				p.Committees = append(p.Committees, committee)
			}
			c.committees[committee] = role
			continue
		}
		// No key is made for a committee that then cannot be told of.
		if _, err := r.keys.signers(rolesOf(s.trusted.Root)[metadata.TARGETS]); err != nil {
			return err
		}
		k, err := r.keys.make(freeName(keyBase(committee), s.base().taken))
		if err != nil {
			return err
		}
		delegate(targets, committee)
		if err := addToDelegation(targets, committee, publicOf(r.keys.repository, k), ""); err != nil {
			return err
		}
		c.committees[committee] = metadata.Targets()
		c.targets = targets
		p.Committees = append(p.Committees, committee)
	}
	if c.targets != nil {
		if err := layout.SetAbout(&targets.Signed, about); err != nil {
			return fault.New(op, fault.Format, metadata.TARGETS, err)
		}
	}
	return nil
}

// putBlobs copies the files of packages to where their hashes say, several at once. One that is there must
// be what it should: what a reader would refuse must not be published again.
func (r *Repository) putBlobs(ctx context.Context, op string, sources []source, p *Published) error {
	var (
		mu       sync.Mutex
		progress Progress
		seen     = map[string]bool{}
	)
	copying, ctx := errgroup.WithContext(ctx)
	copying.SetLimit(atOnce)
	var blobs []blob
	for _, src := range sources {
		for _, res := range src.manifest.Resources {
			if !seen[res.SHA256] {
				seen[res.SHA256] = true
				blobs = append(blobs, blob{src.dir, res})
				progress.AllFiles, progress.AllBytes = progress.AllFiles+1, progress.AllBytes+res.Bytes
			}
		}
	}
	for _, b := range blobs {
		copying.Go(func() error {
			isNew, err := r.putBlob(ctx, op, b, &mu)
			if err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			if isNew {
				p.Blobs, p.Bytes = p.Blobs+1, p.Bytes+b.res.Bytes
			}
			progress.Files, progress.Bytes = progress.Files+1, progress.Bytes+b.res.Bytes
			r.progress(progress)
			return nil
		})
	}
	return copying.Wait()
}

// blob is a file of a package folder on its way to be published.
type blob struct {
	dir string
	res layout.Resource
}

// putBlob tells whether the file was new. Steps are taken one at a time, under the lock.
func (r *Repository) putBlob(ctx context.Context, op string, b blob, mu sync.Locker) (isNew bool, err error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	rel := layout.BlobPath(b.res.SHA256)
	there, err := r.holds(ctx, op, rel, b.res.SHA256, b.res.Bytes)
	if err != nil || there {
		return false, err
	}
	mu.Lock()
	err = r.step(rel)
	mu.Unlock()
	if err != nil {
		return false, err
	}
	root, err := os.OpenRoot(b.dir)
	if err != nil {
		return false, fault.New(op, diskKind(err), b.dir, err)
	}
	defer root.Close()
	err = r.storage.Create(ctx, rel, b.res.Bytes, func(w io.Writer) error { return copyResource(op, b.dir, root, b.res, w) })
	switch {
	case errors.Is(err, fs.ErrExist): // another publisher has the same file
		_, err = r.holds(ctx, op, rel, b.res.SHA256, b.res.Bytes)
		return false, err
	case err != nil && fault.KindOf(err) == "":
		err = fault.New(op, diskKind(err), rel, err)
	}
	return err == nil, err
}

// holds tells whether a file that bears its hash is there. One that is another is fault.Content.
func (r *Repository) holds(ctx context.Context, op, rel, sha256 string, n int64) (bool, error) {
	err := r.storage.Holds(ctx, rel, sha256, n)
	switch {
	case err == nil:
		return true, nil
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case errors.Is(err, ErrOther):
		return false, fault.New(op, fault.Content, rel, errors.New("the published file has been changed"))
	}
	return false, fault.New(op, diskKind(err), rel, err)
}

// putTarget writes an index or manifest under its hash and enters it in the committee's role.
func (r *Repository) putTarget(ctx context.Context, op, target string, data []byte, role *metadata.Metadata[metadata.TargetsType]) error {
	t := metadata.TargetFile()
	t.Length, t.Hashes = fileOf(data)
	role.Signed.Targets[target] = t
	rel := layout.TargetPath(target, layout.Sum(data))
	there, err := r.holds(ctx, op, rel, layout.Sum(data), t.Length)
	if err != nil || there {
		return err
	}
	err = r.put(ctx, op, rel, data)
	if errors.Is(err, fs.ErrExist) { // another publisher has the same file
		_, err = r.holds(ctx, op, rel, layout.Sum(data), t.Length)
	}
	return err
}
