package page

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// measure is one saving as known, with what it is last said to have given.
type measure struct {
	record model.Record
	amount model.Quantity
	effect model.Quantity // its Status says why where it is not known
	told   *model.Amount  // the row that the effect stands in; nil where none does
	period span           // that the effect is of
	words  string         // in place of an effect that was not to be expected
	last   string         // what was last known where an effect is not told: senast kända 300 tkr (…)
}

func (m *measure) decision() string { return m.record.Get("decision") }
func (m *measure) status() string   { return m.record.Get("status") }

// measuresOf reads the measures and what is told of their effects. An effect is told for a period: the
// last one that any measure's is told for is the one that all are seen at.
func (s *savings) measuresOf(known ledger) []*measure {
	var out []*measure
	for _, r := range known.standing() {
		m := &measure{record: r, amount: model.QuantityOf(r, "amount")}
		if m.amount.Status == model.Absent {
			m.amount.Status = model.AbsentIn(r.Package.Extent)
		}
		out = append(out, m)
	}
	slices.SortStableFunc(out, byAmount)
	told := map[string][]fact{} // by line, by the end of the period and then by rank
	for k := range s.facts {
		if strings.HasPrefix(k.line, "savings:") && k.measure == model.SavingRealised {
			if f, ok := s.last(k); ok && len(f.rows) > 0 {
				told[k.line] = append(told[k.line], f)
			}
		}
	}
	var at span // the period last told of
	absent, whole := s.absentStatus(), s.full()
	for _, fs := range told {
		slices.SortFunc(fs, func(a, b fact) int {
			if c := spanOf(a.rows[0].Period).to.Compare(spanOf(b.rows[0].Period).to); c != 0 {
				return c
			}
			return compareRank(a.pkg, b.pkg)
		})
		last := fs[len(fs)-1]
		if sp := spanOf(last.rows[0].Period); sp.to.After(at.to) {
			at = sp
			absent, whole = model.AbsentIn(last.pkg.Extent), last.pkg.Extent == model.Full
		}
	}
	begun := !at.to.IsZero() || !slices.ContainsFunc(out, func(m *measure) bool { _, ok := m.begins(); return ok }) ||
		slices.ContainsFunc(out, func(m *measure) bool { from, ok := m.begins(); return ok && !from.After(s.about.AsAt) })
	for _, m := range out {
		if s.setEffect(m, told[m.record.Ref()], at, absent, whole); !begun && m.told == nil && m.words == "" {
			m.effect.Status, m.words = model.NotApplicable, s.l.Text("savings.effect.not_begun")
		}
	}
	return out
}

// setEffect fills what a measure gave by the end of the period that is last told of. What is not told
// was only to be expected of a measure that should have begun to give.
func (s *savings) setEffect(m *measure, told []fact, at span, absent model.Status, whole bool) {
	if n := len(told); n > 0 {
		last := told[n-1]
		row := last.rows[0]
		if sp := spanOf(row.Period); sp.to.Equal(at.to) {
			m.effect, m.told, m.period = row.Quantity, &row, sp
			if m.effect.Status == model.Absent {
				m.effect.Status = model.AbsentIn(last.pkg.Extent)
			}
			if !m.effect.Known {
				m.words = row.Text
				if m.words == "" && m.status() == "cancelled" {
					m.words = s.l.Text("savings.status.cancelled")
				}
			}
			return
		}
		if row.Known {
			m.last = s.l.Text("page.last_known", "Amount", s.l.Amount(row.Quantity, i18n.Plain), "When", s.l.Period(row.Period))
		}
	}
	end := at.to
	if end.IsZero() {
		end = s.about.AsAt
	}
	switch from, ok := m.begins(); {
	case m.status() == "proposed" || m.status() == "cancelled":
		m.effect.Status, m.words = model.NotApplicable, s.l.Text("savings.status."+m.status())
	case ok && from.After(end):
		p, _ := model.ParsePeriod(m.record.Get("effect_from"))
		m.effect.Status, m.words = model.NotApplicable, s.l.Text("savings.effect.from", "When", s.l.Date(p.From))
	case m.status() == "not_reported" && !whole:
		m.effect.Status = model.NotReported
	default:
		m.effect.Status = absent
	}
}

// begins is the day from which a measure is to give.
func (m *measure) begins() (time.Time, bool) {
	p, ok := model.ParsePeriod(m.record.Get("effect_from"))
	if !ok || p.Unknown || p.From.IsZero() {
		return time.Time{}, false
	}
	return p.From.First(), true
}

// counted reports whether a measure belongs to what was decided.
func (m *measure) counted() bool { return m.status() != "proposed" }

// withAmounts are the measures whose amounts are summed: those decided, or all where none is.
func (s *savings) withAmounts() []*measure {
	var decided, all []*measure
	for _, m := range s.measures {
		if !m.amount.Known {
			continue
		}
		all = append(all, m)
		if m.counted() {
			decided = append(decided, m)
		}
	}
	if len(decided) == 0 {
		return all
	}
	return decided
}

// expectedBy are the measures with amounts that were to have begun to give by a day.
func (s *savings) expectedBy(end time.Time) []*measure {
	var out []*measure
	for _, m := range s.withAmounts() {
		if from, ok := m.begins(); m.effect.Status != model.NotApplicable && (m.told != nil || !ok || !from.After(end)) {
			out = append(out, m)
		}
	}
	return out
}

// realised is the sum of what measures are told to have given by the end of the period last told of.
func (s *savings) realised() (model.Quantity, span, []*measure) {
	var ms []*measure
	var qs []model.Quantity
	var at span
	for _, m := range s.measures {
		if m.effect.Known {
			ms, qs, at = append(ms, m), append(qs, m.effect), m.period
		}
	}
	return model.Sum(qs), at, ms
}

// list is every measure with what is told of it.
func (s *savings) list() Measures {
	out := Measures{Title: s.l.Text("savings.list.title"), Rows: []Saving{}}
	shorts := s.shortNames()
	var sources []*Source
	for i, m := range s.measures {
		row := Saving{
			Record: m.record.Ref(), Title: m.record.Get("title"), Short: shorts[i],
			Amount: s.amountFigure(m), Effect: s.effectFigure(m), Source: s.source(m.record),
		}
		if m.told != nil {
			row.EffectPeriod = s.l.Period(m.told.Period)
		}
		if st := m.status(); st != "" && st != "not_reported" {
			row.Status = s.l.Text("savings.status." + st)
		}
		row.Consequences, row.ConsequencesNote, row.Revisit = s.consequences(m)
		out.Without += btoi(!m.amount.Known)
		sources = append(sources, row.Source)
		out.Rows = append(out.Rows, row)
	}
	switch {
	case len(out.Rows) == 0:
		out.Title = s.l.Text("savings.list.none", "Absent", s.l.Status(s.absentStatus()))
	case out.Without == len(out.Rows):
		out.Title = s.l.Text("savings.list.no_amounts")
	}
	out.Source = shared(sources...)
	return out
}

func (s *savings) amountFigure(m *measure) Figure {
	f := s.write(m.amount, i18n.Plain, false)
	f.Source, f.Record = s.source(m.record), m.record.Ref()
	return f
}

func (s *savings) effectFigure(m *measure) Figure {
	f := s.write(m.effect, i18n.Plain, false)
	if m.told != nil {
		f.Source, f.Record = s.source(m.told.Record), m.told.Record.Ref()
	}
	f.Words, f.LastKnown = m.words, m.last
	return f
}

// shortNames are shorter names of the measures, for charts; a measure keeps its title where another
// would be called the same.
func (s *savings) shortNames() []string {
	out := make([]string, len(s.measures))
	count := map[string]int{}
	for i, m := range s.measures {
		out[i] = shortMeasure(m.record.Get("title"))
		count[out[i]]++
	}
	for i, m := range s.measures {
		if count[out[i]] > 1 {
			out[i] = m.record.Get("title")
		}
	}
	return out
}

// enoughMeasure is how long a measure's name may be in a chart, in letters.
const enoughMeasure = 30

// acts are how words that only say that something is reduced end.
var acts = []string{"dragning", "läggning", "minskning", "minskat", "minskade", "minskad"}

// binding are the words that bind what is reduced to that.
var binding = []string{"av", "inom", "på", "i", "för", "anslag", "en", "ett"}

// shortMeasure shortens the name of a measure to what it reduces: a whole phrase, never a cut one.
func shortMeasure(title string) string {
	if utf8.RuneCountInString(title) <= enoughMeasure {
		return title
	}
	short := title
	if i := strings.LastIndex(title, ", "); i >= 0 {
		if tail := title[i+2:]; strings.Contains(tail, " ") {
			return i18n.Capital(tail)
		}
		short = title[:i]
	}
	words := strings.Fields(short)
	if slices.ContainsFunc(acts, func(a string) bool { return strings.HasSuffix(strings.ToLower(words[0]), a) }) && len(words) > 1 {
		words = words[1:]
		for len(words) > 1 && slices.Contains(binding, words[0]) {
			words = words[1:]
		}
	}
	for utf8.RuneCountInString(strings.Join(words, " ")) > enoughMeasure {
		end := len(words) - 1
		for end > 0 && !begins(words[end]) {
			end--
		}
		for end > 1 && begins(words[end-1]) { // what binds to what has gone
			end--
		}
		if end > 2 && words[end-2] == "i" && words[end-1] == "stället" {
			end -= 2
		}
		if end <= 0 {
			break
		}
		words = words[:end]
	}
	return i18n.Capital(strings.Join(words, " "))
}

// begins reports whether a word begins a phrase of its own: a preposition, or a name.
func begins(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first) || slices.Contains([]string{"till", "för", "på", "inom", "av", "i", "som", "gällande"}, word)
}
