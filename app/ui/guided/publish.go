package guided

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"rodatraden/app/publishing/steps"
	"rodatraden/data/fault"
)

// passphrase returns what is written for one; ok is false where nothing is, which is told.
func (g *Guide) passphrase() (word string, ok bool) {
	if word = g.known.Written["passphrase"]; word == "" {
		g.refuse("passphrase", "passphrase")
		return "", false
	}
	return word, true
}

// signing is Publish or Resume of the desk.
type signing func(ctx context.Context, passphrase string, progress func(steps.Sending)) (*steps.Receipted, error)

// send signs and publishes, and shows the receipt.
func (g *Guide) send(from steps.Name, sign signing) {
	word, ok := g.passphrase()
	if from == steps.Resume && g.known.Standing.Waiting != nil && g.known.Standing.Waiting.Published {
		word, ok = g.known.Written["passphrase"], true // nothing is left to sign
	}
	if !ok {
		return
	}
	g.known.Sending = &steps.Sending{}
	g.do("", func(ctx context.Context) func() {
		if from == steps.Publish && g.desk.Changed() {
			return g.changed
		}
		receipt, err := sign(ctx, word, func(s steps.Sending) {
			g.loop.Do(func() { g.progress(s) })
		})
		return func() {
			g.known.Sending = nil
			if err != nil {
				g.failed(err)
				return
			}
			g.forgetSecrets()
			g.known.Receipt = receipt
			g.at, g.leaf = steps.Receipt, ""
			g.stand(nil)
		}
	})
}

// changed goes back to the review, which tells that a file has changed: nothing is published that has not been seen.
func (g *Guide) changed() {
	g.known.Sending, g.known.Changed = nil, true
	g.forgetSecrets()
	g.at, g.leaf = steps.Review, ""
	g.enter()
}

// progress shows how far it has come.
func (g *Guide) progress(s steps.Sending) {
	now := g.known.Sending
	if now == nil || g.running.Closed() {
		return
	}
	s.Stopping = now.Stopping
	g.known.Sending = &s
	g.draw()
}

// failed tells why nothing came of a publish, and what remains of it: what had begun waits.
func (g *Guide) failed(err error) {
	if fault.KindOf(err) == fault.Secret {
		g.forgetSecrets()
	}
	t := trouble(g, err)
	if g.ctx.Err() == nil && isCalledOff(err) {
		t = &steps.Trouble{Kind: fault.Usage, Wrong: g.l.Text("steps.sending.stopped")}
	}
	g.log.Error("publish", "kind", fault.KindOf(err), "error", err)
	g.ask(func(unread error) {
		if unread != nil {
			g.log.Error("publish", "kind", fault.KindOf(unread), "error", unread)
		}
		id := "steps.sending.nothing"
		if s := g.known.Standing; s != nil && s.Waiting != nil {
			id = "steps.sending.remains"
			g.at = steps.Resume
		}
		t.Do = joinSentences(t.Do, g.l.Text(id))
		g.known.Wrong = t
		g.wants = "write.passphrase" // which is most often what was wrong
	})
}

// resume goes to where what was cut short is completed.
func (g *Guide) resume() { g.Go(steps.Resume) }

// renew signs anew what is near its end.
func (g *Guide) renew() {
	word, ok := g.passphrase()
	if !ok {
		return
	}
	g.known.Sending = &steps.Sending{Renewing: true}
	g.do("", func(ctx context.Context) func() {
		left, err := g.desk.Renew(ctx, word)
		return func() {
			g.known.Sending = nil
			g.forgetSecrets()
			if g.wrong(err) {
				g.wants = "write.passphrase"
				return
			}
			g.at = steps.Home
			said := g.l.Text("steps.said.renewed")
			if left > 0 {
				said = g.l.Text("steps.said.renewed.left", "Count", left, "Number", g.l.Counted(left))
			}
			g.standAfter(said)
		}
	})
}

// standAfter reads how the publishing stands, and tells what came before.
func (g *Guide) standAfter(said string) {
	g.stand(func() { g.known.Said = said })
}

// openPlace publishes from now on in a place that has a repository.
func (g *Guide) openPlace(address string) {
	if address == "" {
		g.refuse("place", "place")
		return
	}
	g.do(g.l.Text("steps.busy.open"), func(ctx context.Context) func() {
		err := g.desk.Open(ctx, address)
		return func() {
			if g.wrong(err) {
				return
			}
			g.elsewhere()
			g.forgetSecrets()
			g.at = steps.Home
			g.stand(func() {
				if !g.known.Standing.There {
					g.at = steps.Place
					g.known.Wrong = &steps.Trouble{Kind: fault.NotFound, Wrong: g.l.Text("steps.refuse.empty"), Do: g.l.Text("steps.refuse.empty.do")}
				} else if len(g.known.Files) > 0 {
					g.at = steps.Choose
				}
			})
		}
	})
}

// elsewhere lets go of what was come to where was published before; the chosen files stay chosen.
func (g *Guide) elsewhere() {
	g.unread()
	g.known.Receipt = nil
	for _, field := range []string{"address", "mirror", "subscription", "workbook"} {
		delete(g.known.Written, field)
	}
}

// make makes a repository in a place, and shows the words of its letter.
func (g *Guide) make(address string) {
	first, again := g.known.Written["passphrase"], g.known.Written["passphrase.again"]
	switch {
	case address == "":
		g.refuse("place", "place")
		return
	case first == "":
		g.refuse("passphrase", "passphrase")
		return
	case first != again:
		g.refuse("differ", "passphrase.again")
		return
	}
	full := g.known.Options["protection"] == 1
	g.do(g.l.Text("steps.busy.make"), func(ctx context.Context) func() {
		err := g.desk.Make(ctx, address, first, full)
		return func() {
			if g.wrong(err) {
				return
			}
			g.forgetSecrets()
			g.elsewhere()
			g.at = steps.Letter
			g.stand(nil)
		}
	})
}

// subscribe writes the file with which readers subscribe.
func (g *Guide) subscribe(address, mirror, to string) {
	switch {
	case address == "":
		g.refuse("address", "address")
		return
	case to == "":
		g.refuse("to", "subscription")
		return
	}
	var mirrors []string
	if mirror != "" {
		mirrors = append(mirrors, mirror)
	}
	g.do(g.l.Text("steps.busy.save"), func(ctx context.Context) func() {
		err := g.desk.Subscribe(ctx, address, mirrors, to)
		return func() {
			if !g.wrong(err) {
				g.known.Said = g.l.Text("steps.said.saved", "Path", to)
			}
		}
	})
}

// fill makes a workbook to fill in.
func (g *Guide) fill(written func(string) string) {
	s := g.known.Standing
	w := steps.Wanted{Period: written("period"), Name: written("committee.name"), Municipality: written("municipality"), Code: written("municipality.code")}
	if at := g.known.Options["committee"]; at < len(s.Committees) {
		w = steps.Wanted{Committee: s.Committees[at].ID, Period: w.Period}
	} else if w.Name == "" {
		g.refuse("committee", "committee.name")
		return
	} else {
		w.Committee = steps.CommitteeID(w.Name)
	}
	to := written("workbook")
	if to == "" {
		g.refuse("to", "workbook")
		return
	}
	g.do(g.l.Text("steps.busy.save"), func(ctx context.Context) func() {
		err := g.desk.Workbook(ctx, w, to)
		return func() {
			if g.wrong(err) {
				return
			}
			g.known.Said = g.l.Text("steps.said.workbook", "Path", to, "Folder", filepath.Join(filepath.Dir(to), w.Committee))
		}
	})
}

// isCalledOff reports whether something came to nothing because it was called off.
func isCalledOff(err error) bool { return errors.Is(err, context.Canceled) }

func joinSentences(parts ...string) string { return strings.TrimSpace(strings.Join(parts, " ")) }
