package shell

import (
	"strings"

	"rodatraden/app/page"
	"rodatraden/app/ui/part"
	"rodatraden/data/syncing"
)

// subscriptions is the page that tells how each subscription stands.
const subscriptions = "subscriptions"

// newSubscriptions tells how each subscription stands: who publishes, from where, when it was last
// checked, how long its signatures hold, and what was refused.
func (s *Shell) newSubscriptions(all []syncing.Status) view {
	p := part.NewPage(s.env())
	env := p.Env()
	sub := s.shown.standing.Notice
	if sub == "" {
		sub = s.shown.standing.Signature
	}
	items := []part.Item{{Block: part.NewHeadline(env, s.l.Text("ui.subscriptions.headline", "Count", len(all)), sub)}}
	for _, one := range all {
		items = append(items, part.Item{Block: part.NewSection(env, one.Municipality.Name), Gap: 16, Keep: true})
		for _, row := range part.NewFields(env, s.standingOf(one)) {
			items = append(items, part.Item{Block: row})
		}
	}
	fetch := part.NewPrimaryButton(env, "", s.l.Text("ui.command.sync"), s.sync)
	back := part.NewButton(env, "back", s.l.Text("ui.back"), func() { s.leave() })
	items = append(items, part.Item{Block: part.NewRow(env, fetch, back), Gap: 16})
	p.SetContent(part.NewColumn(env, items...))
	return paged{p}
}

// standingOf tells of one subscription, a row each thing.
func (s *Shell) standingOf(one syncing.Status) []page.NamedText {
	var rows []page.NamedText
	row := func(id, text string) {
		if text != "" {
			rows = append(rows, page.NamedText{Label: s.l.Text("ui.subscriptions." + id), Text: text})
		}
	}
	row("state", s.l.Text("ui.subscriptions.state."+stateID(one.State)))
	if r := one.Refusal; r != nil {
		row("refused", strings.TrimSuffix(s.l.Text("ui.refused."+string(r.Kind)), "."))
	}
	row("address", one.Address)
	row("checked", s.l.Moment(one.Checked))
	if !one.VerifiedUntil.IsZero() {
		row("until", s.l.Day(one.VerifiedUntil.Local()))
	}
	row("packages", s.l.Int(one.Packages))
	row("words", strings.Join(one.Fingerprint, " "))
	return rows
}

// stateID names the text of a state: those that a fetch passes through share one.
func stateID(state syncing.State) string {
	switch state {
	case syncing.Pinned, syncing.Idle, syncing.Current, syncing.Updates, syncing.Offline, syncing.Stale, syncing.Rejected:
		return string(state)
	}
	return "other"
}
