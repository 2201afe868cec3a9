package syncing

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/theupdateframework/go-tuf/v2/metadata"

	"rodatraden/data/fault"
	"rodatraden/data/repository/layout"
)

// Ended is what the end of a subscription took away from this disk.
type Ended struct {
	Packages int   // that were verified and installed
	Bytes    int64 // of its files that no other subscription needs
}

// Unsubscribe ends a subscription: it is followed no more, and what no other subscription needs is
// removed. What the library holds of it is the caller's to remove. An unknown id is fault.NotFound. A
// stop on the way leaves it ended, with files that lie there for nothing.
func (c *Client) Unsubscribe(ctx context.Context, id string) (Ended, error) {
	const op = "syncing.Unsubscribe"
	var out Ended
	err := c.exclusively(op, func() error {
		all, err := c.all()
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(r *subscribed) bool { return r.id == id })
		if i < 0 {
			return fault.New(op, fault.NotFound, id, nil)
		}
		gone := all[i]
		sums := c.needs(gone)
		for _, other := range slices.Delete(all, i, i+1) {
			for sum := range c.needs(other) {
				delete(sums, sum)
			}
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		path := filepath.Join(gone.dir, subscriptionName)
		if err := os.Remove(path); err != nil {
			return fault.New(op, diskKind(err), path, err)
		}
		out.Packages = len(gone.Packages)
		for sum := range sums {
			for _, path := range []string{c.blobPath(sum), c.blobPath(sum) + partExt} {
				info, err := os.Lstat(path)
				if err != nil {
					continue
				}
				if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
					return fault.New(op, fault.Local, path, err)
				}
				out.Bytes += info.Size()
			}
		}
		if err := os.RemoveAll(gone.dir); err != nil {
			return fault.New(op, fault.Local, gone.dir, err)
		}
		return nil
	})
	return out, err
}

// needs are the hashes of everything that a subscription has a use for: its kept packages and indexes, and
// what its trusted metadata names, with the files of the manifests that are here.
func (c *Client) needs(r *subscribed) map[string]bool {
	out := map[string]bool{}
	manifest := func(target, sum string) {
		out[sum] = true
		data, err := c.read(sum)
		if err != nil {
			return
		}
		m, err := layout.ParseManifest(target, data)
		if err != nil {
			return // an index
		}
		for _, res := range m.Resources {
			out[res.SHA256] = true
		}
	}
	for _, sum := range r.Indexes {
		out[sum] = true
	}
	for _, k := range r.Packages {
		manifest(layout.ManifestTarget(k.Committee, k.Name), k.Manifest.SHA256)
	}
	roles, _ := filepath.Glob(filepath.Join(r.dir, metadataDir, "*.json"))
	for _, path := range roles {
		data, err := os.ReadFile(path)
		if err != nil || readable(strings.TrimSuffix(filepath.Base(path), ".json"), data) != nil {
			continue
		}
		role, err := metadata.Targets().FromBytes(data)
		if err != nil {
			continue // the root, the timestamp or the snapshot
		}
		for target, file := range role.Signed.Targets {
			if sum := file.Hashes["sha256"].String(); layout.ValidSum(sum) && !out[sum] {
				manifest(target, sum)
			}
		}
	}
	return out
}
