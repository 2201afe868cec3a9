package page

import (
	"strings"
	"time"

	"rodatraden/app/i18n"
	"rodatraden/data/fault"
	"rodatraden/data/syncing"
)

// BuildSubscribing makes the page on which one subscribes, from what the reader has come to.
func BuildSubscribing(a Asked, now time.Time, l *i18n.Localizer) *Subscribing {
	b := subscribing{a: a, now: now, l: l}
	p := &Subscribing{Step: b.step()}
	for _, id := range []string{"file", "compare", "fetch", "done"} {
		p.Steps = append(p.Steps, l.Text("subscribe.step."+id))
	}
	p.Headline, p.Sub = b.headline(p.Step)
	p.Notice = b.notice()
	p.Reading = a.Busy
	if !a.Read {
		return p
	}
	p.Letter = b.letter()
	p.Checks = b.checks()
	if a.Fetch == nil || !a.Compared {
		p.Offer = b.offer()
		p.CallOff = l.Text("ui.stop")
		if a.Fetch != nil { // it is followed
			p.CallOff = l.Text("subscriptions.end.do")
		}
		return p
	}
	p.Fetching = b.fetching()
	switch a.Fetch.State {
	case FetchAsking, FetchRunning, FetchWaiting:
		p.CanPause = true
	case FetchPaused:
		p.CanGoOn = true
	}
	p.CanRead = a.Fetch.Saved() > 0
	switch {
	case p.CanRead:
		p.Foot = l.Text("subscribe.foot")
	case p.Step < stepDone:
		p.Foot = l.Text("subscribe.foot.first")
	}
	return p
}

// The steps.
const (
	stepFile = 1 + iota
	stepCompare
	stepFetch
	stepDone
)

// subscribing is what the page is made of.
type subscribing struct {
	a   Asked
	now time.Time
	l   *i18n.Localizer
}

func (b subscribing) step() int {
	switch {
	case !b.a.Read:
		return stepFile
	case !b.a.Compared || b.a.Fetch == nil:
		return stepCompare
	case b.a.Fetch.State == FetchDone:
		return stepDone
	}
	return stepFetch
}

// checked reports whether the repository has answered and held, with keys that the reader says are
// those of the letter.
func (b subscribing) checked() bool {
	return b.a.Compared && b.a.Status != nil && !b.a.Status.Checked.IsZero()
}

func (b subscribing) headline(step int) (headline, sub string) {
	l := b.l
	switch step {
	case stepFile:
		return l.Text("subscribe.headline.file"), l.Text("subscribe.sub.file")
	case stepCompare:
		sub := l.Text("subscribe.sub.compare")
		if b.a.Fetch != nil {
			sub = l.Text("subscribe.sub.compare.again")
		}
		return l.Text("subscribe.headline.compare"), sub
	}
	f := b.a.Fetch
	saved, of := f.Saved(), len(f.Items)
	count := func(id string) string {
		return l.Text(id, "Count", of, "Saved", saved, "Number", l.CountedNeuter(saved), "Of", l.CountedNeuter(of))
	}
	if step == stepDone {
		if of == 0 {
			return l.Text("subscribe.headline.nothing"), l.Text("subscribe.sub.nothing")
		}
		return i18n.Capital(count("subscribe.headline.done")), l.Text("subscribe.sub.done")
	}
	switch {
	case !b.checked():
		headline = l.Text("subscribe.headline.asking")
	case of == 0:
		headline = l.Text("subscribe.headline.checked")
	case saved == 0:
		headline = count("subscribe.headline.none")
	default:
		headline = count("subscribe.headline.some")
	}
	return headline, l.Text("subscribe.sub." + string(f.State))
}

func (b subscribing) notice() *StateNotice {
	a, l := b.a, b.l
	if !a.Read {
		if a.Wrong == "" {
			return nil
		}
		return &StateNotice{Mark: MarkNotDone, Title: a.Wrong, Text: a.Do}
	}
	f := a.Fetch
	if f == nil || !a.Compared {
		if a.Wrong != "" {
			return &StateNotice{Mark: MarkNotDone, Title: a.Wrong, Text: a.Do}
		}
		return nil
	}
	switch {
	case f.State == FetchWaiting && f.Kind == fault.Offline:
		return &StateNotice{Icon: "offline", Title: l.Text("subscribe.offline"), Text: l.Text("subscribe.offline.text"), Do: l.Text("ui.retry")}
	case f.State == FetchWaiting:
		return &StateNotice{Icon: "offline", Title: f.Wrong, Text: f.Do + " " + l.Text("subscribe.waiting.text"), Do: l.Text("ui.retry")}
	case f.State == FetchStopped && f.Kind == fault.Stale:
		return &StateNotice{Mark: MarkPartly, Title: f.Wrong, Text: f.Do, Do: l.Text("ui.retry")}
	case f.State == FetchStopped:
		return &StateNotice{Mark: MarkNotDone, Title: f.Wrong, Text: f.Do, Do: l.Text("ui.retry")}
	}
	return nil
}

func (b subscribing) letter() *Letter {
	out := &Letter{Title: b.l.Text("subscribe.letter"), Words: b.a.Words, Hint: b.l.Text("subscribe.letter.hint")}
	if b.a.Compared {
		out.Compared = &Mark{MarkDone, b.l.Text("subscribe.letter.compared")}
	}
	return out
}

// checks tells of each thing only what has been verified, and else that it has not been yet.
func (b subscribing) checks() []Check {
	out := []Check{{MarkDone, b.l.Text("subscribe.check.file"), []Passage{{Text: b.a.File}}}}
	s := syncing.Status{}
	if b.a.Status != nil && b.a.Compared {
		s = *b.a.Status
	}
	s.Municipality.Name = b.a.Name
	return append(out, verified(s, b.now, b.l)...)
}

// verified tells what is known of who publishes, and until when: each row only what has been held
// against a signature, and else that it has not been.
func verified(s syncing.Status, now time.Time, l *i18n.Localizer) []Check {
	row := func(kind MarkKind, id string, runs ...Passage) Check {
		return Check{kind, l.Text("subscribe.check." + id), runs}
	}
	expired := !s.Checked.IsZero() && now.After(s.VerifiedUntil)
	var signature Check
	switch {
	case s.State == syncing.Rejected && s.Refusal != nil:
		signature = row(MarkNotDone, "signature", Passage{Text: l.Text("subscribe.signature.broken"), Bold: true},
			Passage{Text: ", " + strings.TrimSuffix(l.Text("ui.refused."+string(s.Refusal.Kind)), ".")})
	case s.Checked.IsZero():
		signature = row(MarkNotYet, "signature", Passage{Text: l.Text("subscribe.signature.ahead")})
	case expired:
		signature = row(MarkPartly, "signature", Passage{Text: l.Text("subscribe.signature.expired")})
	default:
		signature = row(MarkDone, "signature", Passage{Text: l.Text("subscribe.signature.valid"), Bold: true}, Passage{Text: ", " + l.Text("subscribe.signature.whole")})
	}
	publisher := row(MarkDone, "publisher", Passage{Text: s.Publisher.Name, Bold: true})
	if s.Publisher.Name == "" {
		publisher = row(MarkNotYet, "publisher", Passage{Text: s.Municipality.Name, Bold: true}, Passage{Text: ", " + l.Text("subscribe.publisher.ahead")})
	}
	until := row(MarkNotYet, "until", Passage{Text: l.Text("subscribe.until.ahead")})
	switch {
	case expired:
		until = row(MarkPartly, "until", Passage{Text: l.Day(s.VerifiedUntil.Local()), Bold: true}, Passage{Text: ", " + l.Text("subscribe.until.passed")})
	case !s.Checked.IsZero():
		until = row(MarkDone, "until", Passage{Text: l.Day(s.VerifiedUntil.Local()), Bold: true})
	}
	return []Check{signature, publisher, until}
}

// offer is what the file itself says of what is to be fetched.
func (b subscribing) offer() []NamedText {
	l := b.l
	all := l.Text("subscribe.offer.all")
	if len(b.a.Committees) > 0 {
		all = l.List(b.a.Committees)
	}
	rows := []NamedText{
		{l.Text("subscribe.offer.from"), b.a.Name},
		{l.Text("subscribe.offer.committees"), all},
		{l.Text("subscribe.offer.address"), b.a.Address},
	}
	for _, m := range b.a.Mirrors {
		rows = append(rows, NamedText{l.Text("subscribe.offer.mirror"), m})
	}
	return rows
}

// fetching tells how far the packages have come.
func (b subscribing) fetching() *Fetching {
	l, f := b.l, b.a.Fetch
	out := &Fetching{Title: b.title()}
	have, all := f.Bytes()
	if len(f.Items) > 0 {
		out.Sum = l.Text("subscribe.sum", "Saved", l.Int(f.Saved()), "Count", len(f.Items), "Of", l.Int(len(f.Items)), "Bytes", l.BytesOf(have, all))
	}
	switch {
	case all > 0:
		out.Part = float64(have) / float64(all)
	case f.State == FetchDone:
		out.Part = 1
	}
	several := false
	for _, one := range f.Items {
		several = several || one.Committee != f.Items[0].Committee
	}
	next := true // the first that has not come
	for i, one := range f.Items {
		row := b.row(one, next, i == len(f.Items)-1)
		if several {
			row.Beside = joined(" · ", row.Beside, b.committee(one.Committee))
		}
		next = next && one.State == syncing.Saved
		out.Rows = append(out.Rows, row)
	}
	return out
}

// title is whose packages they are: the committee where it is one, and else the municipality.
func (b subscribing) title() string {
	of := ""
	for _, one := range b.a.Fetch.Items {
		if of != "" && of != one.Committee {
			of = ""
			break
		}
		of = one.Committee
	}
	if of != "" {
		return b.committee(of)
	}
	if b.a.Status != nil && b.a.Status.Publisher.Name != "" {
		return b.a.Status.Publisher.Name
	}
	return b.a.Name
}

// committee is what a committee is called by the repository.
func (b subscribing) committee(id string) string {
	if b.a.Status != nil {
		for _, c := range b.a.Status.Committees {
			if c.ID == id && c.Name != "" {
				return c.Name
			}
		}
	}
	return id
}

// row tells of one package. The first that has not come is the one under way, or the one that waits.
func (b subscribing) row(one syncing.Item, next, last bool) FetchRow {
	l := b.l
	row := FetchRow{Title: one.Title, Size: l.Bytes(one.Bytes), Part: -1}
	mark := func(kind MarkKind, id string) { row.Mark = Mark{kind, l.Text("subscribe.row." + id)} }
	part := func() {
		if one.Have > 0 && one.Bytes > 0 {
			row.Size, row.Part = l.BytesOf(one.Have, one.Bytes), float64(one.Have)/float64(one.Bytes)
		}
	}
	switch one.State {
	case syncing.Saved:
		row.Beside = l.Text("subscribe.row.valid")
		mark(MarkDone, "saved")
	case syncing.Refused:
		row.Beside = l.Text("subscribe.row.refused.beside")
		mark(MarkNotDone, "refused")
	case syncing.Held:
		row.Beside = l.Text("subscribe.row.held.beside")
		mark(MarkNotYet, "held")
	case syncing.Fetching:
		part()
		if row.Part < 0 {
			row.Part = 0
		}
		id := "fetching"
		if b.a.Fetch.State == FetchPaused {
			id = "paused" // it stops
		}
		mark(MarkPartly, id)
	default:
		part()
		switch state := b.a.Fetch.State; {
		case next && state == FetchWaiting:
			mark(MarkPartly, "waiting")
		case next && state == FetchPaused:
			mark(MarkPartly, "paused")
		default:
			if last && !next && row.Part < 0 {
				row.Beside = l.Text("subscribe.row.last")
			}
			mark(MarkNotYet, "queued")
		}
	}
	return row
}
