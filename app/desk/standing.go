package desk

import (
	"context"

	"rodatraden/app/i18n"
	"rodatraden/data/fault"
	"rodatraden/data/syncing"
)

// Standing is what the window says of where its material comes from and how far it can be trusted,
// in sentences.
type Standing struct {
	Signature string // Demo, ingen signatur; Signerad, gäller till 3 mars 2027
	Material  string // the municipality
	Storage   string // Sparat på datorn, läses utan nät
	Notice    string // what the reader should know now; empty where all is well
	Grave     bool   // the notice says that something could not be trusted
}

// Standing tells it from what is on this computer; nobody is asked.
func (d *Desk) Standing(ctx context.Context) Standing {
	l := d.Localizer()
	s := Standing{Storage: l.Text("ui.standing.storage")}
	all, err := d.Status(ctx)
	if err != nil || len(all) == 0 {
		s.Signature = l.Text("ui.standing.demo")
		return s
	}
	first := all[0]
	for _, one := range all {
		if weight(one) > weight(first) {
			first = one
		}
	}
	s.Material = first.Municipality.Name
	s.Signature = l.Text("ui.standing.pinned")
	if !first.Checked.IsZero() {
		s.Signature = l.Text("ui.standing.signed", "Until", l.Day(first.VerifiedUntil.Local()))
	}
	s.Notice, s.Grave = notice(first, l)
	return s
}

// weight orders subscriptions by how much a reader needs to know of them.
func weight(s syncing.Status) int {
	switch s.State {
	case syncing.Rejected:
		return 3
	case syncing.Stale:
		return 2
	case syncing.Offline:
		return 1
	}
	return 0
}

func notice(s syncing.Status, l *i18n.Localizer) (text string, grave bool) {
	sentences := func(kind string) string { return l.Text("fault."+kind) + " " + l.Text("fault."+kind+".do") }
	switch s.State {
	case syncing.Rejected:
		kind := fault.Content
		if s.Refusal != nil {
			kind = s.Refusal.Kind
		}
		return l.Text("ui.notice.rejected", "Why", l.Text("ui.refused."+string(kind))), true
	case syncing.Stale:
		switch {
		case s.Tried.Before(s.Checked): // only a clock that goes wrong comes before what has been
			return sentences("clock_wrong"), false
		case s.VerifiedUntil.IsZero():
			return sentences("stale"), false
		}
		return l.Text("ui.notice.stale", "When", l.Day(s.VerifiedUntil.Local())), false
	case syncing.Offline:
		when := l.Moment(s.Checked)
		if s.Checked.IsZero() {
			when = l.Text("command.status.never")
		}
		return l.Text("ui.notice.offline", "When", when), false
	}
	return "", false
}

// Fetch is Sync with its progress in sentences. One subscription's refusal is told by Standing.
func (d *Desk) Fetch(ctx context.Context, progress func(text string)) error {
	l := d.Localizer()
	_, err := d.Sync(ctx, func(p syncing.Progress) {
		if p.Packages > 0 {
			progress(l.Text("ui.fetch.package", "Nth", p.Package, "Of", p.Packages,
				"Done", l.Bytes(p.BytesDone), "Total", l.Bytes(p.BytesTotal)))
		}
	})
	return err
}
