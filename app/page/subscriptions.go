package page

import (
	"strings"
	"time"

	"rodatraden/app/i18n"
	"rodatraden/data/syncing"
)

// Subscriptions is the page that tells how each subscription stands.
type Subscriptions struct {
	Headline string
	Sub      string
	All      []Subscribed
	Ending   *Ending // the question before one is ended; nil while nothing is asked
}

// Subscribed is one subscription.
type Subscribed struct {
	Repository string
	Title      string
	Checks     []Check
	Facts      []NamedText
	Words      []string // of the keys that are trusted now
}

// Ending is the question before a subscription is ended.
type Ending struct {
	Repository string
	Title      string
	Text       string // what is taken away
	Notes      string // what stays
}

// BuildSubscriptions tells how each subscription stands. Ending is the id of the one that the reader
// wants to end, or empty; one that is not there is not asked about.
func BuildSubscriptions(all []syncing.Status, ending string, now time.Time, l *i18n.Localizer) *Subscriptions {
	p := &Subscriptions{Headline: l.Text("subscriptions.headline", "Count", len(all)), Sub: l.Text("subscriptions.sub")}
	if len(all) == 0 {
		p.Headline, p.Sub = l.Text("subscriptions.headline.none"), l.Text("subscriptions.sub.none")
	}
	for _, s := range all {
		title := s.Publisher.Name
		if title == "" {
			title = s.Municipality.Name
		}
		if title == "" { // nothing was published yet when the file was made
			title = s.Address
		}
		p.All = append(p.All, Subscribed{
			Repository: s.Repository, Title: title, Words: s.Fingerprint,
			Checks: append([]Check{standing(s, l)}, verified(s, now, l)...), Facts: facts(s, l),
		})
		if s.Repository == ending {
			p.Ending = &Ending{
				Repository: s.Repository, Title: l.Text("subscriptions.end.title", "Name", title),
				Text:  l.Text("subscriptions.end.text", "Count", s.Packages, "Bytes", l.Bytes(s.Bytes)),
				Notes: l.Text("subscriptions.end.notes"),
			}
		}
	}
	return p
}

// standing is where a subscription stands, as a mark and a sentence.
func standing(s syncing.Status, l *i18n.Localizer) Check {
	kind, id := MarkPartly, string(s.State)
	switch s.State {
	case syncing.Current:
		kind = MarkDone
	case syncing.Pinned, syncing.Offline:
		kind = MarkNotYet
	case syncing.Rejected:
		kind = MarkNotDone
	case syncing.Idle, syncing.Updates, syncing.Stale:
	default:
		kind, id = MarkNotYet, "other"
	}
	return Check{kind, l.Text("subscriptions.state"), []Passage{{Text: l.Text("subscriptions.state." + id)}}}
}

// facts are what else is known of a subscription, a row each thing.
func facts(s syncing.Status, l *i18n.Localizer) []NamedText {
	var rows []NamedText
	row := func(id, text string) {
		if text != "" {
			rows = append(rows, NamedText{l.Text("subscriptions." + id), text})
		}
	}
	var names []string
	for _, c := range s.Committees {
		if c.Name == "" {
			c.Name = c.ID
		}
		names = append(names, c.Name)
	}
	row("committees", l.List(names))
	row("packages", l.Text("subscriptions.packages.saved", "Count", s.Packages, "Bytes", l.Bytes(s.Bytes)))
	if s.Damaged > 0 {
		row("damaged", l.Text("subscriptions.damaged.text", "Count", s.Damaged))
	}
	checked := l.Moment(s.Checked)
	if checked == "" {
		checked = l.Text("subscriptions.never")
	}
	row("checked", checked)
	if s.Tried.After(s.Checked) {
		row("tried", l.Moment(s.Tried))
	}
	if r := s.Refusal; r != nil {
		row("refused", i18n.Capital(strings.TrimSuffix(l.Text("ui.refused."+string(r.Kind)), "."))+", "+l.Moment(r.When))
	}
	row("address", s.Address)
	row("mirrors", strings.Join(s.Mirrors, "\n"))
	return rows
}
