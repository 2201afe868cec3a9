package compare

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"rodatraden/data/model"
	"rodatraden/data/schema"
)

// stands reports whether an amount holds for its year until it is told anew.
func stands(measure string) bool {
	switch model.Measure(measure) {
	case model.BudgetYear, model.FrameChange, model.EfficiencyDemand:
		return true
	}
	return false
}

// expected is the measure of how a year is expected to end, of the measure of how it ended.
var expected = map[string]string{
	string(model.VarianceOutcome): string(model.VarianceForecast),
	string(model.OutcomeYear):     string(model.ForecastYear),
}

// fact is what a key is about: the key but for its period.
type fact struct{ head, tail string }

// factOf parts a key of a table that is told anew into what it is about and its period; ok is false of
// what stands for its year.
func factOf(t *schema.Table, key string) (f fact, period string, ok bool) {
	place := 0
	for n, i := range t.KeyColumns() {
		if t.Fields[i].Name == t.When {
			place = n
		}
	}
	f.head, period, f.tail = cutKey(key, place)
	if t.Name == "amounts" {
		return f, period, !stands(f.measure())
	}
	return f, period, true
}

// measure is the measure of an amount.
func (f fact) measure() string { return f.head[strings.LastIndexByte(f.head, '|')+1:] }

// cutKey takes one part out of a key: what is before it, the part, what is after.
func cutKey(key string, place int) (head, part, tail string) {
	begin := 0
	for i := 0; i < len(key); i++ {
		switch key[i] {
		case '\\':
			i++
		case '|':
			place--
			if place == 0 {
				head, begin = key[:i], i+1
			} else if place < 0 {
				return head, key[begin:i], key[i+1:]
			}
		}
	}
	return head, key[begin:], ""
}

// form is how long a term is, and from when it counts.
type form string

const (
	wholeYear form = "year"
	soFar     form = "so far" // from January to a month of the same year
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
	t := term{from: p.From.First(), to: p.To.Last()}
	switch months := 12*(t.to.Year()-t.from.Year()) + int(t.to.Month()) - int(t.from.Month()) + 1; {
	case p.From.Month == 0 && p.To.Month == 0 && months == 12:
		t.form = wholeYear
	case p.From.Day != 0 || p.To.Day != 0:
		t.form = "days"
	case p.From != p.To && t.from.Month() == time.January && months <= 12:
		t.form = soFar
	default:
		t.form = form(strconv.Itoa(months) + " months")
	}
	return t, true
}

// follows reports whether a fact of the term may stand beside the same one of an earlier term, as told
// in a table.
func (t term) follows(earlier term, table string) bool {
	if !earlier.to.Before(t.to) {
		return false
	}
	years := t.to.Year() - earlier.to.Year()
	switch {
	case table == "assessments":
		return true
	case t.form != earlier.form, table == "causes" && years > 0:
		return false
	case t.form == soFar:
		// The first of its year stands beside the same months of the year before.
		return years == 0 || years == 1 && t.to.Month() == earlier.to.Month()
	}
	return true
}

// instance is a fact as told for one term.
type instance struct {
	key         int
	term        term
	told, today bool // whether it stands before, and now
}

// pairPeriods gives the facts that are told now and were not, by their places in pairs, the same
// fact of the period before. Those that were passed on the way get the key -1: told between the two
// states, and for a later period since, they are a step of the fact's way and not where it stands.
// The facts of whole years are never passed.
func (c *comparison) pairPeriods(l *ledger, pairs []pair, untold []int) {
	t := l.table
	if t.Standing || len(untold) == 0 {
		return
	}
	facts := map[fact][]instance{}
	for _, i := range untold {
		if f, _, ok := factOf(t, l.keys[pairs[i].key].Key); ok {
			facts[f] = nil
		}
	}
	terms := map[string]term{}
	for key := range l.keys {
		f, period, ok := factOf(t, l.keys[key].Key)
		if !ok {
			continue
		}
		if _, wanted := facts[f]; !wanted {
			continue
		}
		at, seen := terms[period]
		if !seen {
			at, _ = termOf(period)
			terms[period] = at
		}
		if at.form == "" {
			continue
		}
		_, told := l.standing(c.then, key)
		_, today := l.standing(c.today, key)
		facts[f] = append(facts[f], instance{key, at, told, today})
	}
	for _, i := range untold {
		p := &pairs[i]
		f, period, ok := factOf(t, l.keys[p.key].Key)
		at := terms[period]
		if !ok || at.form == "" {
			continue
		}
		if at.form != wholeYear && slices.ContainsFunc(facts[f], func(o instance) bool {
			return !o.told && o.today && at.to.Before(o.term.to) && (at.form == o.term.form || t.Name == "assessments")
		}) {
			p.key = -1
			continue
		}
		previous := -1
		if measure, ended := expected[f.measureIn(t)]; ended { // how it ended beside how it was expected to
			if key, known := l.at[strings.TrimSuffix(f.head, f.measure())+measure+"|"+period]; known {
				if _, told := l.standing(c.then, key); told {
					previous = key
				}
			}
		}
		if previous < 0 {
			previous = at.previous(l, facts[f])
		}
		if previous >= 0 {
			p.before, p.next = l.winner(c.then, previous), true
		}
	}
}

func (f fact) measureIn(t *schema.Table) string {
	if t.Name != "amounts" {
		return ""
	}
	return f.measure()
}

// previous returns the key of the last instance that the term follows; -1 where it follows none.
func (t term) previous(l *ledger, all []instance) int {
	best := -1
	for i, o := range all {
		if !o.told || !t.follows(o.term, l.table.Name) {
			continue
		}
		if best < 0 || cmp.Or(o.term.to.Compare(all[best].term.to), o.term.from.Compare(all[best].term.from),
			cmp.Compare(l.keys[o.key].Key, l.keys[all[best].key].Key)) > 0 {
			best = i
		}
	}
	if best < 0 {
		return -1
	}
	return all[best].key
}
