package repository

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"

	"rodatraden/data/fault"
	"rodatraden/data/repository/layout"
)

// Refreshed tells what Refresh signed and what it could not.
type Refreshed struct {
	Signed  []string  // roles, the timestamp always among them
	Due     []Due     // roles near their end whose keys were not at hand
	Expires time.Time // when the timestamp must have been renewed again
}

// Due is a role that must be signed anew by somebody who has its keys.
type Due struct {
	Role    string
	Expires time.Time
}

// Refresh signs the timestamp anew, and with it every role that has less than sixty days left. Root,
// targets and committee keys may be in a safe: where their files are not in the key folders, or cannot be
// opened, the role is reported as Due and the rest is done.
func (r *Repository) Refresh(ctx context.Context) (Refreshed, error) {
	const op = "repository.Refresh"
	var out Refreshed
	err := r.exclusively(ctx, func() error {
		s, err := load(ctx, r.storage)
		if fault.KindOf(err) == fault.Signature { // keys were changed while another published
			if err = r.settle(ctx, op); err == nil {
				s, err = load(ctx, r.storage)
			}
		}
		if err != nil {
			return err
		}
		r.keys.repository = s.root.ID
		soon := r.now().Add(renewWithin)
		c := change{committees: map[string]*metadata.Metadata[metadata.TargetsType]{}, anew: true}
		roles := rolesOf(s.trusted.Root)
		targets := s.trusted.Targets[metadata.TARGETS]
		try := func(keys roleKeys, expires time.Time) (bool, error) {
			if expires.After(soon) {
				return false, nil
			}
			_, err := r.keys.signers(keys)
			if fault.KindOf(err) == fault.Secret {
				out.Due = append(out.Due, Due{keys.role, expires})
				return false, nil
			}
			if err == nil {
				out.Signed = append(out.Signed, keys.role)
			}
			return err == nil, err
		}
		ok, err := try(roles[metadata.ROOT], s.trusted.Root.Signed.Expires)
		if err != nil {
			return err
		}
		if ok {
			root := clone(s.trusted.Root)
			if err := keepNames(root, nil); err != nil {
				return fault.New(op, fault.Format, metadata.ROOT, err)
			}
			c.roots = append(c.roots, root)
		}
		if ok, err = try(roles[metadata.TARGETS], targets.Signed.Expires); err != nil {
			return err
		}
		if ok {
			c.targets = targets
		}
		for _, keys := range slices.SortedFunc(slices.Values(delegatedOf(targets)), func(a, b roleKeys) int { return strings.Compare(a.role, b.role) }) {
			if ok, err = try(keys, s.committees[keys.role].Signed.Expires); err != nil {
				return err
			}
			if ok {
				c.committees[keys.role] = s.committees[keys.role]
			}
		}
		before := s.trusted.Snapshot.Signed.Version
		z, err := r.seal(s, c)
		if err != nil {
			return err
		}
		if err := r.commit(ctx, op, s, c, z); err != nil {
			return err
		}
		after, err := loadTop(ctx, r.storage)
		if err != nil {
			return err
		}
		if after.trusted.Snapshot.Signed.Version != before {
			out.Signed = append(out.Signed, metadata.SNAPSHOT)
		}
		out.Signed = append(out.Signed, metadata.TIMESTAMP)
		out.Expires = after.trusted.Timestamp.Signed.Expires
		return nil
	})
	if err != nil {
		return Refreshed{}, err
	}
	return out, nil
}

// Retire closes a committee: its role signs nothing any more, and cannot be published in again.
// Readers keep what they have. The delegation stays, for no delegation can be taken back unseen.
func (r *Repository) Retire(ctx context.Context, committee string) error {
	const op = "repository.Retire"
	return r.exclusively(ctx, func() error {
		s, err := load(ctx, r.storage)
		if err != nil {
			return err
		}
		r.keys.repository = s.root.ID
		role := s.committees[committee]
		if role == nil {
			return fault.New(op, fault.NotFound, committee, nil)
		}
		if s.retired(committee) {
			return nil
		}
		role.Signed.Targets = map[string]*metadata.TargetFiles{}
		c := change{committees: map[string]*metadata.Metadata[metadata.TargetsType]{committee: role}}
		z, err := r.seal(s, c)
		if err != nil {
			return err
		}
		return r.commit(ctx, op, s, c, z)
	})
}

// Subscription returns what a subscription file to the repository at that address says. Committees are
// chosen by id; none means all, also those to come. The root in it is the newest.
func (r *Repository) Subscription(ctx context.Context, address string, mirrors []string, committees []string) (layout.Subscription, error) {
	const op = "repository.Subscription"
	s, err := loadTop(ctx, r.storage)
	if err != nil {
		return layout.Subscription{}, err
	}
	sub := layout.Subscription{Municipality: s.about.Municipality, Audience: s.about.Audience, Root: s.root}
	if sub.Address, err = layout.ParseAddress(address); err != nil {
		return layout.Subscription{}, fault.New(op, fault.Usage, address, err)
	}
	for _, m := range mirrors {
		a, err := layout.ParseAddress(m)
		if err != nil {
			return layout.Subscription{}, fault.New(op, fault.Usage, m, err)
		}
		sub.Mirrors = append(sub.Mirrors, a)
	}
	for _, id := range committees {
		i := slices.IndexFunc(s.about.Committees, func(c layout.Committee) bool { return c.ID == id })
		if i < 0 {
			return layout.Subscription{}, fault.New(op, fault.NotFound, id, nil)
		}
		sub.Committees = append(sub.Committees, s.about.Committees[i])
	}
	return sub, nil
}
