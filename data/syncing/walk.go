package syncing

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rodatraden/data/fault"
	"rodatraden/data/repository/layout"
)

// Each walks the verified packages on this disk: by repository and committee, in the order in which
// they were told. Every file is held against its hash before f sees its package. A package that has
// lost or damaged files is left out, and mended by the next Sync; Each then returns fault.LocalCorrupt
// when it is through. An error of f ends the walk. No network is needed, and no signature that still
// holds.
func (c *Client) Each(ctx context.Context, f func(repository string, manifest []byte, open Open) error) error {
	const op = "syncing.Each"
	return c.exclusively(op, func() error {
		return c.walk(ctx, op, func(r *subscribed, k kept, manifest []byte) error {
			return f(r.id, manifest, c.openBlob)
		})
	})
}

// Rebuild installs every verified package on this disk, as after the library was removed. Packages
// that are installed are left alone.
func (c *Client) Rebuild(ctx context.Context, progress func(Progress)) error {
	const op = "syncing.Rebuild"
	if c.installer == nil {
		return fault.New(op, fault.Usage, "", errors.New("nothing to install in"))
	}
	if progress == nil {
		progress = func(Progress) {}
	}
	return c.exclusively(op, func() error {
		all, err := c.all()
		if err != nil {
			return err
		}
		p := Progress{State: Installing}
		installed := map[string]map[string]string{}
		for _, r := range all {
			p.Packages += len(r.Packages)
			if installed[r.id], err = c.installer.Installed(ctx, r.id); err != nil {
				return local(op, err)
			}
		}
		err = c.walk(ctx, op, func(r *subscribed, k kept, manifest []byte) error {
			p.Repository, p.Package, p.Title = r.id, p.Package+1, k.Title
			progress(p)
			if installed[r.id][k.ID] == k.Manifest.SHA256 {
				return nil
			}
			if err := c.installer.Install(ctx, r.id, manifest, c.openBlob); err != nil {
				return local(op, err)
			}
			return nil
		})
		if err == nil {
			p.State = Installed
			progress(p)
		}
		return err
	})
}

// walk is Each under the lock. It marks damaged packages for the next Sync.
func (c *Client) walk(ctx context.Context, op string, f func(*subscribed, kept, []byte) error) error {
	all, err := c.all()
	if err != nil {
		return err
	}
	var errs []error
	for _, r := range all {
		packages := slices.Clone(r.Packages)
		slices.SortFunc(packages, func(a, b kept) int {
			return cmp.Or(strings.Compare(a.Committee, b.Committee), cmp.Compare(a.Order, b.Order))
		})
		for _, k := range packages {
			if err := ctx.Err(); err != nil {
				return err
			}
			manifest, broken := c.whole(op, k)
			if broken != nil {
				errs = append(errs, broken)
				if err := r.damage(k.ID); err != nil {
					return err
				}
				continue
			}
			if err := f(r, k, manifest); err != nil {
				return err
			}
		}
	}
	return join(errs...)
}

// damage marks a package for the next Sync to mend.
func (r *subscribed) damage(id string) error {
	if slices.Contains(r.Damaged, id) {
		return nil
	}
	r.Damaged = append(r.Damaged, id)
	return r.save()
}

// whole holds every file of a package against its hash, and returns its manifest.
func (c *Client) whole(op string, k kept) ([]byte, error) {
	corrupt := func(sum string, err error) error {
		return fault.New(op, fault.LocalCorrupt, layout.BlobPath(sum), err)
	}
	manifest, err := c.read(k.Manifest.SHA256)
	if err != nil {
		return nil, corrupt(k.Manifest.SHA256, err)
	}
	m, err := layout.ParseManifest(layout.ManifestTarget(k.Committee, k.Name), manifest)
	if err != nil {
		return nil, err
	}
	for _, res := range m.Resources {
		if err := c.intact(res.SHA256, res.Bytes); err != nil {
			return nil, corrupt(res.SHA256, err)
		}
	}
	return manifest, nil
}

// Verified is what Verify found.
type Verified struct {
	Files    int   // that are what their hashes say
	Bytes    int64 // their size
	Packages int   // that are whole
	Faults   []*fault.Error
}

// Verify holds every stored file against its hash and every kept package against its manifest. A file
// that is broken is removed, so that the next Sync fetches it again. The error is about the disk; what
// is broken stands in Faults, of kind LocalCorrupt.
func (c *Client) Verify(ctx context.Context) (Verified, error) {
	const op = "syncing.Verify"
	var v Verified
	err := c.exclusively(op, func() error {
		dir := filepath.Join(c.home, layout.BlobsDir)
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil {
				return fault.New(op, fault.Local, path, err)
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			if d.IsDir() || strings.HasSuffix(path, partExt) {
				return nil
			}
			rel, err := filepath.Rel(c.home, path)
			if err != nil {
				return fault.New(op, fault.Local, path, err)
			}
			rel = filepath.ToSlash(rel)
			sum := d.Name()
			broken := errors.New("not a name that a stored file has")
			if layout.ValidSum(sum) && layout.BlobPath(sum) == rel {
				broken = c.intact(sum, -1)
			}
			if broken == nil {
				info, err := d.Info()
				if err != nil {
					return fault.New(op, fault.Local, path, err)
				}
				v.Files, v.Bytes = v.Files+1, v.Bytes+info.Size()
				return nil
			}
			v.Faults = append(v.Faults, fault.New(op, fault.LocalCorrupt, rel, broken))
			if err := os.Remove(path); err != nil {
				return fault.New(op, fault.Local, path, err)
			}
			return nil
		})
		if err != nil {
			return err
		}
		return c.verifyPackages(ctx, op, &v)
	})
	return v, err
}

func (c *Client) verifyPackages(ctx context.Context, op string, v *Verified) error {
	all, err := c.all()
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, f := range v.Faults {
		known[f.Path] = true
	}
	note := func(err error) {
		f := fault.New(op, fault.LocalCorrupt, fault.PathOf(err), err)
		if !known[f.Path] {
			known[f.Path] = true
			v.Faults = append(v.Faults, f)
		}
	}
	for _, r := range all {
		for _, k := range r.Packages {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := c.present(op, k); err != nil {
				note(err)
				if err := r.damage(k.ID); err != nil {
					return err
				}
				continue
			}
			v.Packages++
		}
		if _, err := r.tidy(); err != nil {
			return err
		}
		for _, path := range r.recovered {
			note(fault.New(op, fault.LocalCorrupt, path, errors.New("it cannot be read")))
		}
	}
	return nil
}

// present is whole for files whose hashes have just been checked: it looks at their sizes alone.
func (c *Client) present(op string, k kept) error {
	manifest, err := c.read(k.Manifest.SHA256)
	if err != nil {
		return fault.New(op, fault.LocalCorrupt, layout.BlobPath(k.Manifest.SHA256), err)
	}
	m, err := layout.ParseManifest(layout.ManifestTarget(k.Committee, k.Name), manifest)
	if err != nil {
		return err
	}
	for _, res := range m.Resources {
		if !c.has(blob{sha256: res.SHA256, bytes: res.Bytes}) {
			return fault.New(op, fault.LocalCorrupt, layout.BlobPath(res.SHA256), fs.ErrNotExist)
		}
	}
	return nil
}
