package page

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
	"rodatraden/data/store"
)

// BuildSavings makes Besparingar of the chosen states.
func BuildSavings(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (*Savings, error) {
	lib = newSparing(lib, c)
	s, e, err := savingStates(ctx, lib, c, l)
	if err != nil {
		return nil, err
	}
	return s.page(e), nil
}

// savingStates are what is known of savings at the chosen states; e is nil where nothing is compared
// with.
func savingStates(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (s, e *savings, err error) {
	return atBoth(c,
		func(scope store.Scope) (*savingsTables, error) { return loadSavings(ctx, lib, scope) },
		func(t *savingsTables, about *model.Package, at int64) *savings {
			return newSavings(t, c.Packages, about, at, l)
		})
}

// savingsTables is what Besparingar is made from. Of the amounts it holds what measures are said to
// have given.
type savingsTables struct {
	Tables
	Savings, Totals, Impacts, Indicators, Observations []Told
}

// loadSavings reads everything told by a time that Besparingar is made from.
func loadSavings(ctx context.Context, lib Library, scope store.Scope) (*savingsTables, error) {
	t := new(savingsTables)
	err := loadEach(ctx, lib, scope, []wanted{
		{"amounts", &t.Amounts, []store.Match{store.Is("measure", string(model.SavingRealised))}},
		{table: "savings", into: &t.Savings}, {table: "savings_totals", into: &t.Totals},
		{table: "impacts", into: &t.Impacts}, {table: "decisions", into: &t.Decisions},
		{table: "sources", into: &t.Sources}, {table: "documents", into: &t.Documents},
		{table: "units", into: &t.Units},
	})
	if err != nil {
		return nil, err
	}
	var indicators []string
	for _, told := range t.Impacts {
		for _, r := range told.Rows {
			if id := r.Get("revisit"); id != "" && !slices.Contains(indicators, id) {
				indicators = append(indicators, id)
			}
		}
	}
	if len(indicators) == 0 {
		return t, nil
	}
	if err := loadTable(ctx, lib, scope, "indicators", &t.Indicators, store.Is("id", indicators...)); err != nil {
		return nil, err
	}
	return t, loadTable(ctx, lib, scope, "observations", &t.Observations, store.Is("indicator", indicators...))
}

// savings is a state with what is known of savings.
type savings struct {
	*state
	totals       ledger
	impacts      ledger
	indicators   ledger
	observations ledger
	measures     []*measure // largest first, those without amount last
}

func newSavings(t *savingsTables, packages []*model.Package, about *model.Package, at int64, l *i18n.Localizer) *savings {
	s := &savings{
		state:        newState(&t.Tables, packages, about, at, l),
		totals:       newLedger(t.Totals, about, at),
		impacts:      newLedger(t.Impacts, about, at),
		indicators:   newLedger(t.Indicators, about, at),
		observations: newLedger(t.Observations, about, at),
	}
	s.measures = s.measuresOf(newLedger(t.Savings, about, at))
	return s
}

// page makes Besparingar; e is the state that it is compared with, nil where there is none.
func (s *savings) page(e *savings) *Savings {
	before := earlier{}
	if e != nil {
		before.state = e.state
	}
	p := &Savings{Head: s.head("savings", before)}
	p.Report = nil // it tells no economy
	p.Gaps = s.gaps()
	p.Reconciliation = s.reconciliation()
	p.Measures = s.list()
	p.Waterfall = s.waterfall()
	p.Several = s.several()
	p.Headline = s.headline()
	p.Sub = s.subline(e, p.Gaps)
	return p
}

// gaps counts the amounts and effects that were to be expected and are said not to be reported, or
// that a whole report lacks.
func (s *savings) gaps() Gaps {
	var g Gaps
	for _, m := range s.measures {
		for _, status := range []model.Status{m.amount.Status, m.effect.Status} {
			switch status {
			case model.NotReported:
				g.NotReported++
				g.Expected++
			case model.Reported, model.Preliminary:
				g.Expected++
			}
		}
	}
	for _, total := range s.statedTotals() {
		if total.decided.Status == model.NotReported {
			g.NotReported++
			g.Expected++
		}
	}
	return g
}

// headline is the finding: what the measures add up to, beside what came of them or what was told.
func (s *savings) headline() string {
	with := s.withAmounts()
	sum := model.Sum(quantities(with))
	absent := s.l.Status(s.absentStatus())
	stated := s.latestTotal()
	count := func(id string, n int, more ...any) string {
		return s.l.Text("savings.headline."+id, append([]any{"Count", n, "Number", s.l.Int(n), "Absent", absent}, more...)...)
	}
	if !sum.Known {
		switch {
		case stated != nil && stated.effect.Known:
			effect := s.l.Amount(stated.effect, i18n.Plain)
			return fit(count("total_effect", 1, "Total", s.l.Amount(stated.decided, i18n.Plain), "Stated", s.statedWord(stated), "Effect", effect, "Year", stated.year()),
				count("total", 1, "Total", s.l.Amount(stated.decided, i18n.Plain), "Stated", s.statedWord(stated)))
		case stated != nil:
			return count("total", 1, "Total", s.l.Amount(stated.decided, i18n.Plain), "Stated", s.statedWord(stated))
		case len(s.measures) > 0:
			return count("no_amounts", len(s.measures))
		}
		return count("none", 0)
	}
	amount := s.l.Amount(sum, i18n.Plain)
	first := i18n.Capital(s.l.Counted(len(with)))
	summed := s.l.Text("savings.headline.sum", "Count", len(with), "Number", first, "Sum", amount)
	if realised, period, ms := s.realised(); realised.Known && len(ms) > 0 {
		of := model.Sum(quantities(s.expectedBy(period.to)))
		what := []any{"Realised", s.l.Amount(realised, i18n.Plain), "Sum", s.l.Amount(of, i18n.Plain), "Period", s.l.Period(period.period())}
		if of.Known {
			return fit(s.l.Text("savings.headline.realised_of", what...), s.l.Text("savings.headline.realised", what...), summed)
		}
	}
	if total, agree, ok := s.decidedFor(); ok {
		if agree {
			return fit(s.l.Text("savings.headline.sum_agrees", "Sum", summed), summed)
		}
		return fit(s.l.Text("savings.headline.sum_total", "Sum", summed, "Total", s.l.Amount(total, i18n.Plain), "Stated", s.l.Text("savings.stated.decided")), summed)
	}
	if stated != nil {
		return fit(s.l.Text("savings.headline.sum_total", "Sum", summed, "Total", s.l.Amount(stated.decided, i18n.Plain), "Stated", s.statedWord(stated)), summed)
	}
	if !s.expects() {
		return summed
	}
	return fit(s.l.Text("savings.headline.sum_effect", "Sum", summed, "Absent", absent), summed)
}

// subline says at which package this is known, how many measures there are, and what is not stated.
func (s *savings) subline(e *savings, gaps Gaps) string {
	parts := append(s.standing(), s.l.Text("savings.sub.known", "Package", s.within(s.about)))
	with, n := len(s.withAmounts()), len(s.measures)
	switch {
	case n == 0:
	case with == n:
		parts = append(parts, s.l.Text("savings.sub.all", "Count", n, "Number", s.l.Int(n)))
	case with == 0:
		parts = append(parts, s.l.Text("savings.sub.without", "Count", n, "Number", s.l.Int(n)))
	default:
		parts = append(parts, s.l.Text("savings.sub.some", "Count", with, "Number", s.l.Int(with), "Without", s.l.Int(n-with)))
	}
	if n > 0 && !slices.ContainsFunc(s.measures, func(m *measure) bool { return m.decision() != "" }) {
		parts = append(parts, s.l.Text("savings.sub.no_decision", "Absent", s.l.Status(s.absentStatus())))
	}
	if gaps.NotReported > 0 {
		parts = append(parts, s.l.Text("savings.sub.gaps", "Count", gaps.Expected, "Number", s.l.Int(gaps.NotReported),
			"Total", s.l.Int(gaps.Expected), "Absent", s.l.Status(model.NotReported)))
	}
	if e != nil {
		before := map[string]bool{}
		for _, m := range e.measures {
			before[m.record.ID()] = true
		}
		added := 0
		for _, m := range s.measures {
			added += btoi(!before[m.record.ID()])
		}
		if added > 0 && added < n {
			parts = append(parts, s.l.Text("savings.sub.added", "Count", added, "Number", s.l.Int(added), "When", s.since(e.about)))
		}
	}
	return joined(" · ", parts...)
}

// statedWord says that a total was decided, or only that somebody states so.
func (s *savings) statedWord(t *total) string {
	switch {
	case t.get("state") == "proposed":
		return s.l.Text("savings.stated.proposed")
	case s.decidedBy(t.get("decision")):
		return s.l.Text("savings.stated.decided")
	}
	return s.l.Text("savings.stated.said")
}

// decidedBy reports whether a decision is one that adopts measures, and not a report that such a
// decision exists.
func (s *savings) decidedBy(id string) bool {
	d, ok := s.decisions.record(id)
	return ok && d.Get("kind") == "adopt_measures"
}

// mark is how an absent figure is marked.
func (s *state) mark(status model.Status) Mark {
	kind := MarkNotQuoted
	if status == model.NotReported {
		kind = MarkMissing
	}
	return Mark{kind, s.l.Status(status)}
}

// documentSource is the one source of several records: their own where it is the same, the document
// with its sections where only that is; nil where there are several documents.
func (s *savings) documentSource(sources ...*Source) *Source {
	if one := shared(sources...); one != nil {
		return one
	}
	var document string
	var row model.Record
	var sections []string
	for _, src := range sources {
		if src == nil {
			continue
		}
		from, ok := s.sources.record(strings.TrimPrefix(src.Record, "sources:"))
		if !ok || document != "" && from.Get("document") != document {
			return nil
		}
		if document = from.Get("document"); src.Section != "" && !slices.Contains(sections, src.Section) {
			sections = append(sections, src.Section)
		}
	}
	row, ok := s.documents.record(document)
	if !ok {
		return nil
	}
	return &Source{
		Record: row.Ref(), Document: row.Get("title"), Package: row.Package.Name,
		Label: joined(", ", s.shortDocument(row), s.sectionList(sections)),
	}
}

func quantities(ms []*measure) []model.Quantity {
	out := make([]model.Quantity, len(ms))
	for i, m := range ms {
		out[i] = m.amount
	}
	return out
}

// byAmount orders measures: the largest first, those without amount last, alike by title.
func byAmount(a, b *measure) int {
	if c := cmp.Compare(btoi(!a.amount.Known), btoi(!b.amount.Known)); c != 0 {
		return c
	}
	if a.amount.Known {
		if c := b.amount.Kronor().Cmp(a.amount.Kronor()); c != 0 {
			return c
		}
	}
	return cmp.Or(strings.Compare(a.record.Get("title"), b.record.Get("title")), strings.Compare(a.record.ID(), b.record.ID()))
}

// Records are the measures of the page, in the order of the list.
func (p *Savings) Records() []string {
	out := []string{}
	for _, m := range p.Measures.Rows {
		out = append(out, m.Record)
	}
	return out
}
