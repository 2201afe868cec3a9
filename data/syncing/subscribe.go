package syncing

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rodatraden/data/fault"
	"rodatraden/data/repository/layout"
)

// Read returns the subscription file at a path or an address, unread: layout.ParseSubscription says
// what stands in it, so that a person can compare the fingerprint before Subscribe.
func (c *Client) Read(ctx context.Context, source string) ([]byte, error) {
	const op = "syncing.Read"
	if u, err := url.Parse(source); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
		if !layout.SafeScheme(u) {
			return nil, fault.New(op, fault.Usage, source, errors.New("not https"))
		}
		_, data, err := c.small(ctx, op, source, source, layout.MaxSubscription, nil)
		return data, err
	}
	f, err := os.Open(source)
	if err != nil {
		return nil, fault.New(op, diskKind(err), source, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, layout.MaxSubscription+1))
	if err != nil {
		return nil, fault.New(op, fault.Local, source, err)
	}
	return data, nil
}

// Subscribe pins the root of a subscription file and follows its committees from the next Sync on. It
// returns the repository's id. A file for a repository that is subscribed to already adds its
// committees and brings its addresses, if it has the root keys that are trusted now; with other
// keys it is fault.Signature. Name is what a fault calls the file.
func (c *Client) Subscribe(name string, data []byte) (id string, err error) {
	const op = "syncing.Subscribe"
	sub, err := layout.ParseSubscription(name, data)
	if err != nil {
		return "", err
	}
	id = sub.Root.ID
	err = c.exclusively(op, func() error {
		dir := filepath.Join(c.home, repositoriesDir, id)
		old, err := c.open(id)
		switch {
		case err == nil:
			if !old.root().SameKeys(sub.Root) {
				return fault.New(op, fault.Signature, name, errors.New("the repository is known by another fingerprint"))
			}
			sub.Root = old.sub.Root
			sub.Committees = both(old.sub.Committees, sub.Committees)
		case !errors.Is(err, fs.ErrNotExist):
			return err
		}
		out, err := sub.Encode()
		if err != nil {
			return fault.New(op, fault.Format, name, err)
		}
		path := filepath.Join(dir, subscriptionName)
		if err := replace(path, out); err != nil {
			return fault.New(op, diskKind(err), path, err)
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	return id, nil
}

// both follows the committees of two subscriptions; one that names none follows all.
func both(a, b []layout.Committee) []layout.Committee {
	if len(a) == 0 || len(b) == 0 {
		return nil
	}
	out := slices.Clone(a)
	for _, c := range b {
		if !slices.ContainsFunc(out, func(o layout.Committee) bool { return o.ID == c.ID }) {
			out = append(out, c)
		}
	}
	return out
}

// root is the root that is trusted now: the stored one, or the pinned one before the first check.
func (r *subscribed) root() layout.Root {
	path := filepath.Join(r.dir, metadataDir, "root.json")
	if data, err := os.ReadFile(path); err == nil {
		if root, err := layout.ParseRoot(path, data); err == nil && root.ID == r.id {
			return root
		}
	}
	return r.sub.Root
}

// names gives the followed committees the names that the repository itself has for them.
func (r *subscribed) names() []layout.Committee {
	if len(r.sub.Committees) == 0 {
		return r.Committees
	}
	out := slices.Clone(r.sub.Committees)
	for i := range out {
		for _, c := range r.Committees {
			if strings.EqualFold(c.ID, out[i].ID) {
				out[i] = c
			}
		}
	}
	return out
}
