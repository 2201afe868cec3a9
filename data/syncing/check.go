package syncing

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
	"github.com/theupdateframework/go-tuf/v2/metadata/config"
	"github.com/theupdateframework/go-tuf/v2/metadata/updater"

	"rodatraden/data/fault"
	"rodatraden/data/repository/layout"
)

// skew is how far a publisher's clock may be ahead of this computer's before we say that ours is wrong.
const skew = 24 * time.Hour

// checking is one check of one repository at one address. go-tuf's Updater serves for one.
type checking struct {
	*Client
	ctx     context.Context
	r       *subscribed
	base    string // the address that is asked
	up      *updater.Updater
	last    string            // the path asked for last
	fetched map[string][]byte // what came, by path, for the evidence
	tag     string            // entity tag of the timestamp that came
	tagOf   string
}

// refresh fetches and verifies the metadata that says what is published. Errors are faults about the
// path concerned.
func (c *Client) refresh(ctx context.Context, r *subscribed, base string) (*checking, error) {
	const op = "syncing.check"
	k := &checking{Client: c, ctx: ctx, r: r, base: base, fetched: map[string][]byte{}}
	now := c.now()
	if now.Add(skew).Before(r.Signed) {
		return k, fault.New(op, fault.ClockWrong, "", fmt.Errorf("it is %v here, and was %v at the last signing", now, r.Signed))
	}
	root, err := r.tidy()
	if err != nil {
		return k, err
	}
	if !r.Confirmed {
		if err := k.confirm(); err != nil {
			return k, err
		}
	}
	dir := filepath.Join(r.dir, metadataDir)
	err = layout.Guarded(func() (err error) {
		k.up, err = updater.New(&config.UpdaterConfig{
			MaxRootRotations:   layout.MaxRotations,
			MaxDelegations:     4, // targets and the committee; no role of ours delegates further
			RootMaxLength:      layout.MaxRoot,
			TimestampMaxLength: layout.MaxTimestamp,
			SnapshotMaxLength:  layout.MaxSnapshot,
			TargetsMaxLength:   layout.MaxTargets,
			Fetcher:            k,
			LocalTrustedRoot:   root,
			LocalMetadataDir:   dir,
			LocalTargetsDir:    dir, // never used: targets are fetched by our own hand
			RemoteMetadataURL:  base + layout.MetadataDir,
		})
		if err != nil {
			return err
		}
		k.up.UnsafeSetRefTime(now)
		return k.up.Refresh()
	})
	if k.up == nil {
		return k, trustFault(op, k.last, err)
	}
	if err == nil || errors.Is(err, &metadata.ErrExpiredMetadata{}) {
		if floor := k.floors(op); floor != nil {
			return k, floor
		}
	}
	if err != nil {
		return k, trustFault(op, k.last, err)
	}
	t := k.up.GetTrustedMetadataSet()
	signed := layout.SignedAt(t.Timestamp.Signed)
	if now.Add(skew).Before(signed) {
		return k, fault.New(op, fault.ClockWrong, layout.Timestamp, fmt.Errorf("it is %v here, and the timestamp was signed at %v", now, signed))
	}
	if id := layout.RepositoryID(t.Root.Signed); id != r.id {
		return k, fault.New(op, fault.Signature, layout.MetadataPath(metadata.ROOT, t.Root.Signed.Version), fmt.Errorf("the root is now that of repository %q", id))
	}
	r.Signed = signed
	return k, nil
}

// tidy drops local metadata that go-tuf would stumble over, and returns the root to begin with: the
// stored one, or the subscription's where that is lost.
func (r *subscribed) tidy() ([]byte, error) {
	const op = "syncing.tidy"
	dir := filepath.Join(r.dir, metadataDir)
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(op, fault.Local, dir, err)
	}
	root := r.sub.Root.Bytes
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		role, isJSON := strings.CutSuffix(e.Name(), ".json")
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, fault.New(op, fault.Local, path, err)
		}
		if isJSON && readable(role, data) == nil {
			if role != metadata.ROOT {
				continue
			}
			if stored, err := layout.ParseRoot(path, data); err == nil && stored.ID == r.id {
				root = stored.Bytes
				continue
			}
		}
		if err := os.Remove(path); err != nil {
			return nil, fault.New(op, fault.Local, path, err)
		}
		if isJSON {
			r.recovered = append(r.recovered, strings.Join([]string{repositoriesDir, r.id, metadataDir, e.Name()}, "/"))
		}
	}
	return root, nil
}

// readable tells whether data is metadata of the type that the role demands.
func readable(role string, data []byte) error {
	return layout.Guarded(func() (err error) {
		switch role {
		case metadata.ROOT:
			_, err = metadata.Root().FromBytes(data)
		case metadata.TIMESTAMP:
			_, err = metadata.Timestamp().FromBytes(data)
		case metadata.SNAPSHOT:
			_, err = metadata.Snapshot().FromBytes(data)
		default:
			_, err = metadata.Targets().FromBytes(data)
		}
		return err
	})
}

// confirm sees, once, that the address serves the root that was subscribed to.
func (k *checking) confirm() error {
	const op = "syncing.confirm"
	path := layout.MetadataPath(metadata.ROOT, k.r.sub.Root.Version)
	_, data, err := k.small(k.ctx, op, k.base+path, path, layout.MaxRoot, nil)
	if err != nil {
		return err
	}
	k.fetched[path] = data
	if !bytes.Equal(data, k.r.sub.Root.Bytes) {
		return fault.New(op, fault.Signature, path, errors.New("the address serves another root than was subscribed to"))
	}
	k.r.Confirmed = true
	return nil
}

// DownloadFile is what go-tuf fetches metadata with. The timeout is go-tuf's, and without meaning.
func (k *checking) DownloadFile(url string, limit int64, _ time.Duration) ([]byte, error) {
	const op = "syncing.fetch"
	path := strings.TrimPrefix(url, k.base)
	k.last = path
	header := http.Header{}
	var local []byte
	also := []int{}
	isRoot := strings.HasSuffix(path, "."+metadata.ROOT+".json")
	switch {
	case path == layout.Timestamp:
		header.Set("Cache-Control", "no-cache")
		if data, err := os.ReadFile(filepath.Join(k.r.dir, metadataDir, "timestamp.json")); err == nil && k.r.Tag != "" && layout.Sum(data) == k.r.TagOf {
			local = data
			header.Set("If-None-Match", k.r.Tag)
			also = append(also, http.StatusNotModified)
		}
	case isRoot:
		header.Set("Cache-Control", "no-cache")
		// Object stores that do not let anybody list them answer 403 for what is not there.
		also = append(also, http.StatusNotFound, http.StatusForbidden, http.StatusGone)
	}
	res, data, err := k.small(k.ctx, op, url, path, limit, header, also...)
	if err != nil {
		if fault.KindOf(err) == fault.Limit && path != layout.Timestamp && !isRoot {
			err = fault.New(op, fault.Content, path, err) // its length is signed
		}
		return nil, err
	}
	switch res.StatusCode {
	case http.StatusNotModified:
		k.tag, k.tagOf = k.r.Tag, k.r.TagOf
		return local, nil
	case http.StatusNotFound, http.StatusForbidden, http.StatusGone:
		return nil, &metadata.ErrDownloadHTTP{StatusCode: http.StatusNotFound, URL: url}
	}
	k.fetched[path] = data
	if path == layout.Timestamp {
		k.tag, k.tagOf = res.Header.Get("ETag"), layout.Sum(data)
		err = published(metadata.Timestamp(), data)
	} else if isRoot {
		err = published(metadata.Root(), data)
	}
	if err != nil {
		return nil, fault.New(op, fault.Signature, path, err)
	}
	return data, nil
}

// published refuses root and timestamp metadata in any other form than the one in which it is
// published: no other file vouches for each of its bytes.
func published[T metadata.Roles](m *metadata.Metadata[T], data []byte) error {
	return layout.Guarded(func() error {
		m, err := m.FromBytes(data)
		if err != nil {
			return err
		}
		if !layout.Canonical(m, data) {
			return errors.New("not in the form in which metadata is published")
		}
		return nil
	})
}

// floors holds the trusted metadata against what has been seen before, and remembers it. Where the
// root has given a role other keys, its versions begin anew: that is how a publisher recovers from a
// key that was stolen.
func (k *checking) floors(op string) error {
	t := k.up.GetTrustedMetadataSet()
	root := t.Root.Signed
	if err := k.floor(op, metadata.ROOT, root.Version, nil); err != nil {
		return err
	}
	if t.Timestamp != nil {
		if err := k.floor(op, metadata.TIMESTAMP, t.Timestamp.Signed.Version, root.Roles[metadata.TIMESTAMP].KeyIDs); err != nil {
			return err
		}
	}
	if t.Snapshot != nil {
		if err := k.floor(op, metadata.SNAPSHOT, t.Snapshot.Signed.Version, root.Roles[metadata.SNAPSHOT].KeyIDs); err != nil {
			return err
		}
	}
	if targets := t.Targets[metadata.TARGETS]; targets != nil {
		return k.floor(op, metadata.TARGETS, targets.Signed.Version, root.Roles[metadata.TARGETS].KeyIDs)
	}
	return nil
}

func (k *checking) floor(op, role string, version int64, keyIDs []string) error {
	keys := strings.Join(slices.Sorted(slices.Values(keyIDs)), " ")
	before, known := k.r.Seen[role]
	if known && before.Keys == keys && version < before.Version {
		path := layout.MetadataPath(role, version)
		if role == metadata.TIMESTAMP {
			path = layout.Timestamp
		}
		return fault.New(op, fault.Rollback, path, fmt.Errorf("version %d of %s, after version %d had been seen", version, role, before.Version))
	}
	k.r.Seen[role] = seen{version, keys}
	return nil
}

// role fetches and verifies the metadata of a committee. It is nil where the repository has no such
// committee (yet).
func (k *checking) role(committee string) (*metadata.Metadata[metadata.TargetsType], error) {
	const op = "syncing.role"
	targets := k.up.GetTrustedMetadataSet().Targets[metadata.TARGETS].Signed
	target := layout.IndexTarget(committee)
	if targets.Delegations == nil {
		return nil, nil
	}
	i := slices.IndexFunc(targets.Delegations.Roles, func(d metadata.DelegatedRole) bool { return d.Name == committee })
	if i < 0 {
		return nil, nil
	}
	speaks := targets.Delegations.GetRolesForTarget(target)
	if len(targets.Targets) > 0 || len(speaks) != 1 || speaks[0].Name != committee || !speaks[0].Terminating {
		return nil, fault.New(op, fault.NotAuthorised, target, errors.New("another role than the committee's speaks for it"))
	}
	k.last = metadata.TARGETS
	err := layout.Guarded(func() error {
		_, err := k.up.GetTargetInfo(target)
		return err
	})
	role := k.up.GetTrustedMetadataSet().Targets[committee]
	if role == nil {
		if err == nil {
			err = errors.New("not found")
		}
		return nil, trustFault(op, k.last, err)
	}
	// Verified, whether or not it lists the target. Now what it says.
	if err := k.floor(op, committee, role.Signed.Version, targets.Delegations.Roles[i].KeyIDs); err != nil {
		return nil, err
	}
	if role.Signed.Delegations != nil {
		return nil, fault.New(op, fault.NotAuthorised, committee, errors.New("the committee's role delegates"))
	}
	for path := range role.Signed.Targets {
		if !own(committee, path) {
			return nil, fault.New(op, fault.NotAuthorised, path, fmt.Errorf("signed by the committee %s", committee))
		}
	}
	return role, nil
}

// own tells whether a signed name is one that a committee's role may sign.
func own(committee, path string) bool {
	if path == layout.IndexTarget(committee) {
		return true
	}
	name, ok := strings.CutPrefix(path, committee+"/")
	if !ok {
		return false
	}
	name, ok = strings.CutSuffix(name, "/"+layout.ManifestFile)
	return ok && layout.ValidName(name)
}

// evidence keeps what was refused, at most a few of them and each once.
func (c *Client) evidence(r *subscribed, base string, f Refusal, data []byte) error {
	const op, most, large = "syncing.evidence", 20, 64 << 10
	dir := filepath.Join(r.dir, rejectedDir)
	data = data[:min(len(data), large)]
	name := string(f.Kind) + "-" + layout.Sum(append([]byte(f.Path+"\n"), data...))[:16]
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fault.New(op, fault.Local, dir, err)
	}
	var old []fs.FileInfo
	for _, e := range entries {
		if e.Name() == name {
			return nil
		}
		if info, err := e.Info(); err == nil {
			old = append(old, info)
		}
	}
	slices.SortFunc(old, func(a, b fs.FileInfo) int { return a.ModTime().Compare(b.ModTime()) })
	for len(old) >= most {
		if err := os.RemoveAll(filepath.Join(dir, old[0].Name())); err != nil {
			return fault.New(op, fault.Local, dir, err)
		}
		old = old[1:]
	}
	what, err := json.MarshalIndent(struct {
		Refusal
		Address string `json:"address"`
	}{f, base}, "", " ")
	if err != nil {
		return fault.New(op, fault.Local, dir, err)
	}
	err = replace(filepath.Join(dir, name, "refusal.json"), what)
	if err == nil && len(data) > 0 {
		err = replace(filepath.Join(dir, name, "content"), data)
	}
	if err != nil {
		return fault.New(op, diskKind(err), dir, err)
	}
	return nil
}
