package compare

import (
	"cmp"
	"slices"
	"time"

	"rodatraden/data/model"
	"rodatraden/data/schema"
)

// toldAnew reports whether a fact is told anew for each period: not what stands for its year.
func toldAnew(t *schema.Table, key []string) bool {
	if t.Standing {
		return false
	}
	if t.Name != "amounts" {
		return true
	}
	switch model.Measure(key[1]) {
	case model.BudgetYear, model.FrameChange, model.EfficiencyDemand:
		return false
	}
	return true
}

// form is how long a period is, and from when it counts.
type form string

const (
	wholeYear form = "year"
	soFar     form = "so far" // from January to a month
)

// term is a period that a fact is told for.
type term struct {
	from, to time.Time
	form     form
}

// termOf reads a period that begins and ends; ok is false of any other.
func termOf(text string) (term, bool) {
	p, ok := model.ParsePeriod(text)
	if !ok || p.From.IsZero() || p.To.IsZero() {
		return term{}, false
	}
	t := term{p.From.First(), p.To.Last(), ""}
	switch {
	case p.From.Month == 0 && p.To.Month == 0:
		t.form = wholeYear
		if p.From.Year != p.To.Year {
			t.form = form(p.Text) // several years
		}
	case p.From != p.To && t.from.Month() == time.January && t.from.Day() == 1 && t.from.Year() == t.to.Year():
		t.form = soFar
	case p.From.Day != 0 || p.To.Day != 0:
		t.form = "day"
	default:
		months := (t.to.Year()-t.from.Year())*12 + int(t.to.Month()) - int(t.from.Month()) + 1
		t.form = form("months " + string(rune('0'+months)))
	}
	return t, true
}

// follows reports whether a fact of the term t is the next of one of the term earlier.
func (t term) follows(earlier term, table string) bool {
	if !earlier.to.Before(t.to) {
		return false
	}
	sameYear := t.to.Year() == earlier.to.Year()
	switch {
	case table == "assessments":
		return true
	case table == "causes", t.form == soFar:
		return t.form == earlier.form && sameYear
	}
	return t.form == earlier.form
}

// pairing finds the same fact of the period before.
type pairing struct {
	table *schema.Table
	facts map[string][]told // by the key but for its period
	split map[string]told
}

// told is a key with its period, and what stands of it.
type told struct {
	key         string
	group       string
	term        term
	before, now []model.Record
}

// newPairing makes ready to pair the keys of a table; it pairs none where nothing of the table is
// told anew.
func (c *comparison) newPairing(t *schema.Table, l *ledger) *pairing {
	p := &pairing{t, map[string][]told{}, map[string]told{}}
	if t.Standing {
		return p
	}
	for _, key := range l.keys {
		parts := schema.SplitKey(key)
		if !toldAnew(t, parts) {
			continue
		}
		group, period := withoutPeriod(t, parts)
		term, ok := termOf(period)
		if !ok {
			continue
		}
		f := told{key, group, term, l.rows(c.before, key), l.rows(c.now, key)}
		p.facts[group] = append(p.facts[group], f)
		p.split[key] = f
	}
	return p
}

// withoutPeriod parts a key into its period and all else.
func withoutPeriod(t *schema.Table, parts []string) (rest, period string) {
	for n, i := range t.KeyColumns() {
		if t.Fields[i].Name == t.When {
			period = parts[n]
			continue
		}
		rest += parts[n] + "\x00"
	}
	return rest, period
}

// passed reports whether a fact that is new was told between the two states and has been told for a
// later period since: it is a step of the fact's way, and not where the fact stands. The facts of
// whole years are never passed.
func (p *pairing) passed(key string) bool {
	f, ok := p.split[key]
	if !ok || f.term.form == wholeYear {
		return false
	}
	return slices.ContainsFunc(p.facts[f.group], func(other told) bool {
		return len(other.before) == 0 && len(other.now) > 0 && f.term.to.Before(other.term.to) &&
			(other.term.form == f.term.form || p.table.Name == "assessments")
	})
}

// previous returns what stood of the same fact for the last period before.
func (p *pairing) previous(key string) []model.Record {
	f, ok := p.split[key]
	if !ok {
		return nil
	}
	var best *told
	for i, other := range p.facts[f.group] {
		if len(other.before) == 0 || !f.term.follows(other.term, p.table.Name) {
			continue
		}
		if best == nil || cmp.Or(best.term.to.Compare(other.term.to), best.term.from.Compare(other.term.from), cmp.Compare(best.key, other.key)) < 0 {
			best = &p.facts[f.group][i]
		}
	}
	if best == nil {
		return nil
	}
	return best.before
}
