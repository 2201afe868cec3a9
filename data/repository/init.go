package repository

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/uuid"
	"github.com/theupdateframework/go-tuf/v2/metadata"
	"github.com/theupdateframework/go-tuf/v2/metadata/trustedmetadata"

	"rodatraden/data/fault"
	"rodatraden/data/repository/layout"
)

// InitOptions say what a new repository is to be.
type InitOptions struct {
	// Full asks for thresholds: 2 of 3 root keys and 2 of 2 targets keys. Without it each role has one
	// key, and one passphrase may open them all.
	Full bool
	// Municipality and Audience may be left out: the first package published then says them.
	Municipality layout.Municipality
	Audience     layout.Audience
}

// unfinishedName marks a key folder whose repository is still being made. It holds the id.
const unfinishedName = ".unfinished"

// Init makes the keys and an empty, signed repository. A folder or a key folder that already has
// one is fault.Exists. An Init that was cut short is taken up where it stopped.
func (r *Repository) Init(ctx context.Context, o InitOptions) error {
	const op = "repository.Init"
	if len(r.keys.dirs) == 0 {
		return fault.New(op, fault.Usage, "", errors.New("no key folder"))
	}
	switch o.Audience {
	case "", layout.Public, layout.Presidium:
	default:
		return fault.New(op, fault.Usage, string(o.Audience), nil)
	}
	return r.exclusively(ctx, func() error {
		there, err := r.has(ctx, op, layout.Timestamp)
		if err != nil {
			return err
		}
		if there {
			return fault.New(op, fault.Exists, r.storage.String(), nil)
		}
		unfinished, err := r.claimKeys(ctx, op)
		if err != nil {
			return err
		}
		s, err := r.firstRoot(ctx, op, o.Full)
		if err != nil {
			return err
		}
		targets := metadata.Targets()
		if err := layout.SetAbout(&targets.Signed, layout.About{Municipality: o.Municipality, Audience: o.Audience}); err != nil {
			return fault.New(op, fault.Format, layout.MetadataDir, err)
		}
		c := change{targets: targets}
		z, err := r.seal(s, c)
		if err != nil {
			return err
		}
		if err := r.commit(ctx, op, s, c, z); err != nil {
			return err
		}
		if err := os.Remove(unfinished); err != nil {
			return fault.New(op, fault.Local, unfinished, err)
		}
		return nil
	})
}

// claimKeys makes the key folder a repository's own and sets the repository's id. It returns the path
// of the mark that the making is not finished.
func (r *Repository) claimKeys(ctx context.Context, op string) (mark string, err error) {
	dir := r.keys.dirs[0]
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fault.New(op, diskKind(err), dir, err)
	}
	mark = filepath.Join(dir, unfinishedName)
	data, err := os.ReadFile(mark)
	if err == nil {
		id, err := uuid.ParseBytes(data)
		if err != nil {
			return "", fault.New(op, fault.LocalCorrupt, mark, err)
		}
		r.keys.repository = id.String()
		return mark, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", fault.New(op, fault.Local, mark, err)
	}
	for _, role := range topRoles {
		for n := 1; n <= max(1, fullKeys[role]); n++ {
			if p := r.keys.find(nthName(role, n)); p != "" {
				return "", fault.New(op, fault.Exists, p, nil)
			}
		}
	}
	there, err := r.has(ctx, op, layout.MetadataPath(metadata.ROOT, 1))
	if err != nil {
		return "", err
	}
	if there {
		return "", fault.New(op, fault.Exists, r.storage.String(), nil)
	}
	r.keys.repository = uuid.NewString()
	if err := writeNew(mark, []byte(r.keys.repository), 0o600); err != nil {
		return "", fault.New(op, diskKind(err), mark, err)
	}
	return mark, nil
}

// firstRoot makes the keys and the first root, or reads the one that is there.
func (r *Repository) firstRoot(ctx context.Context, op string, full bool) (*state, error) {
	rel := layout.MetadataPath(metadata.ROOT, 1)
	data, _, err := r.storage.Read(ctx, rel, layout.MaxRoot)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if data, err = r.signFirstRoot(op, full); err != nil {
			return nil, err
		}
		if err := r.put(ctx, op, rel, data); err != nil {
			return nil, err
		}
	case err != nil:
		return nil, fault.New(op, diskKind(err), rel, err)
	}
	s := &state{}
	if s.root, err = layout.ParseRoot(rel, data); err != nil {
		return nil, err
	}
	if s.root.ID != r.keys.repository {
		return nil, fault.New(op, fault.Exists, r.storage.String(), errors.New("another repository"))
	}
	if s.trusted, err = trustedmetadata.New(data); err != nil {
		return nil, fault.New(op, kindOf(err), rel, err)
	}
	return s, nil
}

func (r *Repository) signFirstRoot(op string, full bool) ([]byte, error) {
	root := metadata.Root(r.now().Add(rootLife))
	id, err := uuid.Parse(r.keys.repository)
	if err != nil {
		return nil, fault.New(op, fault.LocalCorrupt, r.keys.dirs[0], err)
	}
	layout.SetRepository(&root.Signed, id)
	if full {
		root.Signed.Roles[metadata.ROOT].Threshold = fullThreshold
		root.Signed.Roles[metadata.TARGETS].Threshold = fullThreshold
	}
	var signers []*key
	for _, role := range topRoles {
		keys := 1
		if full {
			keys = max(1, fullKeys[role])
		}
		for n := 1; n <= keys; n++ {
			k, err := r.keys.make(nthName(role, n))
			if err != nil {
				return nil, err
			}
			if err := addTo(root, role, publicOf(id.String(), k), ""); err != nil {
				return nil, err
			}
			if role == metadata.ROOT && len(signers) < root.Signed.Roles[role].Threshold {
				signers = append(signers, k)
			}
		}
	}
	return signed(op, metadata.ROOT, root, signers, layout.MaxRoot)
}
