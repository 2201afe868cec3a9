package syncing

import (
	"context"
	"time"

	"rodatraden/data/repository/layout"
)

// Status is what can be told about a subscription without asking anybody.
type Status struct {
	Repository    string
	Municipality  layout.Municipality // as the subscription file names it
	Publisher     layout.Municipality // as the repository itself, signed, names it; zero before it has been checked
	Audience      layout.Audience
	Committees    []layout.Committee // followed
	Address       string
	Mirrors       []string
	State         State
	Tried         time.Time // the last check, whether or not it was answered; with zone; zero before the first
	Checked       time.Time // the last check that was answered and held; zero before the first
	VerifiedUntil time.Time // when the first of the signatures expires that then held
	Fingerprint   []string  // of the root that is trusted now
	Packages      int       // installed
	Bytes         int64     // of their tables and documents
	Damaged       int       // of them, those that the next Sync must mend
	Refusal       *Refusal  // the last one, whether or not all has been well since
}

// Status tells about every subscription, by id. What was Current is Stale when its signatures have
// expired since.
func (c *Client) Status(ctx context.Context) ([]Status, error) {
	all, err := c.all()
	if err != nil {
		return nil, err
	}
	var out []Status
	for _, r := range all {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s := Status{
			Repository: r.id, Municipality: r.sub.Municipality, Audience: r.sub.Audience, Committees: r.names(),
			Address: r.sub.Address, Mirrors: r.sub.Mirrors, State: r.State, Tried: r.Tried, Checked: r.Checked,
			VerifiedUntil: r.VerifiedUntil, Fingerprint: r.root().Fingerprint(), Packages: len(r.Packages),
			Damaged: len(r.Damaged), Refusal: r.Refusal, Publisher: r.Publisher,
		}
		for _, k := range r.Packages {
			s.Bytes += k.Bytes
		}
		if (s.State == Current || s.State == Offline) && !s.VerifiedUntil.IsZero() && c.now().After(s.VerifiedUntil) {
			s.State = Stale
		}
		out = append(out, s)
	}
	return out, nil
}
