package review

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"rodatraden/data/model"
	"rodatraden/data/store"
)

// savingsRules are those of savings and of what they were to bring with them.
var savingsRules = []Rule{
	{"saving-behind", "savings", 28, (*material).savingBehind},
	{"savings-total", "savings", 30, (*material).savingsTotal},
	{"saving-effect", "savings", 32, (*material).savingEffect},
	{"impact-revisit", "savings", 34, (*material).impactRevisit},
	{"saving-amount", "savings", 38, (*material).savingAmount},
	{"saving-date", "savings", 42, (*material).savingDate},
	{"saving-decision", "savings", 48, (*material).savingDecision},
}

// measures are the savings that stand, but those that are only proposed, or cancelled.
func (m *material) measures() []model.Record {
	return slices.DeleteFunc(slices.Clone(m.Standing("savings")), func(r model.Record) bool { return !meant(r.Get("status")) })
}

// meant reports whether what has a status, of a saving or a total, is more than proposed and not given up.
func meant(status string) bool { return status != "proposed" && status != "cancelled" }

// begun reports whether a date or period, where it says when it begins, does so by a day.
func begun(text string, by time.Time) (begun, said bool) {
	p, ok := model.ParsePeriod(text)
	if !ok || p.Unknown || p.From.IsZero() {
		return false, false
	}
	return !p.From.First().After(by), true
}

// savingAmount asks how much a saving is to give.
func (m *material) savingAmount() []Question {
	var out []Question
	for _, r := range m.measures() {
		q := model.QuantityOf(r, "amount")
		if q.Status != model.NotReported && (q.Status != model.Absent || r.Package.Extent != model.Full) {
			continue
		}
		out = append(out, Question{
			Kind: NotReported, Looked: []model.Record{r}, Text: say("saving-amount.question", "Name", nameOf(r)),
			Reason: []Message{say("saving-amount.reason", "Report", r.Package)},
		})
	}
	return out
}

// savingDate asks when a saving begins.
func (m *material) savingDate() []Question {
	var out []Question
	for _, r := range m.measures() {
		if from := r.Get("effect_from"); r.Package.Extent != model.Full || from != "" && from != "unknown" {
			continue
		}
		out = append(out, Question{
			Kind: NotReported, Looked: []model.Record{r}, Text: say("saving-date.question", "Name", nameOf(r)),
			Reason: []Message{say("saving-date.reason", "Report", r.Package)},
		})
	}
	return out
}

// savingEffect asks what a saving has given, where that should have been told by now.
func (m *material) savingEffect() []Question {
	told := m.realised()
	// A report that tells what some savings have given is one in which the others are missed.
	tells := m.About.Extent == model.Full && (m.About.Kind == model.Interim || m.About.Kind == model.Annual) &&
		slices.ContainsFunc(m.By(m.About, "amounts"), func(r model.Record) bool { return r.Get("measure") == string(model.SavingRealised) })
	var out []Question
	for _, r := range m.measures() {
		looked, reason := []model.Record{r}, Message{}
		answered := false
		for _, a := range told[r.Ref()] {
			if p := a.Record.Package; a.Status == model.NotReported && (p.ID == m.About.ID || m.report != nil && p.ID == m.report.ID) {
				looked, reason = append(looked, a.Record), say("saving-effect.reason.said", "Period", a.Period, "Report", p)
			}
			answered = answered || within(a.Period, m.year) && (a.Known || a.Status == model.NotApplicable || a.Status == model.Confidential)
		}
		from, _ := model.ParsePeriod(r.Get("effect_from"))
		due, _ := begun(from.Text, m.end)
		if reason.ID == "" && tells && !answered && due && from.From.Year >= m.year-1 && slices.Contains([]string{"taken", "started", "done", "delayed"}, r.Get("status")) {
			reason = say("saving-effect.reason", "From", from, "Report", m.About)
		}
		if reason.ID == "" {
			continue
		}
		reasons := []Message{reason}
		if q := model.QuantityOf(r, "amount"); q.Known {
			reasons = append(reasons, say("saving-effect.reason.amount", "Amount", q))
		}
		out = append(out, Question{Kind: NotReported, Looked: looked, Text: say("saving-effect.question", "Name", nameOf(r)), Reason: reasons})
	}
	return out
}

// realised is what stands of what savings gave in the years of the package and of the report, by the
// saving: of each statement the first row that has a number, or else the first.
func (m *material) realised() map[string][]model.Amount {
	t := m.table("amounts")
	years := []string{yearText(m.year)}
	if m.report != nil {
		years = append(years, yearText(m.report.To.Year()))
	}
	var wanted []store.Said
	for _, k := range t.index.Keys {
		if !strings.HasPrefix(k.Key, "savings:") {
			continue
		}
		_, rest, _ := strings.Cut(k.Key, "|")
		period, is := strings.CutPrefix(rest, string(model.SavingRealised)+"|")
		if is && slices.ContainsFunc(years, func(y string) bool { return strings.HasPrefix(period, y) }) {
			if said, ok := m.winner(k); ok {
				wanted = append(wanted, said)
			}
		}
	}
	slices.SortFunc(wanted, store.Said.Compare)
	out := map[string][]model.Amount{}
	for _, rows := range m.rows(t, wanted) {
		all := make([]model.Amount, len(rows))
		for i, r := range rows {
			all[i] = model.AmountOf(r)
		}
		if a, ok := firstKnown(all); ok {
			all[0] = a
		}
		if len(all) > 0 { // it could be read
			out[all[0].Line] = append(out[all[0].Line], all[0])
		}
	}
	return out
}

// savingBehind asks what explains that a saving gave much less in a year than it was to.
func (m *material) savingBehind() []Question {
	if m.report == nil || m.report.Kind != model.Annual {
		return nil
	}
	year := m.report.To.Year()
	var out []Question
	for _, r := range m.measures() {
		amount := model.QuantityOf(r, "amount")
		given, ok := firstKnown(m.Amounts(r.Ref(), model.SavingRealised, year))
		if !ok || !amount.Known || given.Kronor().GreaterThanOrEqual(expected(r, amount, year).Div(decimal.NewFromInt(2))) {
			continue
		}
		reason := "saving-behind.reason"
		if given.Value.IsNegative() {
			reason += ".cost"
		}
		reasons := []Message{say(reason, "Year", given.Period, "Given", given.Quantity, "Cost", negated(given.Quantity), "Amount", amount)}
		if from, ok := model.ParsePeriod(r.Get("effect_from")); ok && !from.Unknown && !from.From.IsZero() {
			reasons = append(reasons, say("saving-behind.reason.from", "From", from))
		}
		out = append(out, Question{
			Kind: Less, Looked: []model.Record{r, given.Record}, Text: say("saving-behind.question", "Name", nameOf(r)), Reason: reasons,
		})
	}
	return out
}

// expected is how much of a saving's amount a year should have given, in kronor: where a permanent saving
// began in the year, that of its months.
func expected(r model.Record, amount model.Quantity, year int) decimal.Decimal {
	p, ok := model.ParsePeriod(r.Get("effect_from"))
	if !ok || r.Get("permanent") != "true" || p.From.Year != year || p.From.Month == 0 {
		return amount.Kronor()
	}
	return amount.Kronor().Mul(decimal.NewFromInt(int64(13 - p.From.Month))).Div(decimal.NewFromInt(12))
}

func negated(q model.Quantity) model.Quantity {
	q.Value = q.Value.Neg()
	return q
}

// savingsTotal asks how a total that is decided hangs together with its measures.
func (m *material) savingsTotal() []Question {
	all := m.Standing("savings")
	var out []Question
	for _, t := range m.decidedTotals() {
		total := model.QuantityOf(t, "value")
		decision := t.Get("decision")
		if decision == "" && slices.ContainsFunc(all, func(r model.Record) bool { return r.Get("decision") != "" }) {
			continue
		}
		looked := []model.Record{t}
		var amounts []model.Quantity
		for _, r := range all {
			if r.Get("decision") == decision && r.Get("status") != "proposed" {
				looked, amounts = append(looked, r), append(amounts, model.QuantityOf(r, "amount"))
			}
		}
		sum := model.Sum(amounts)
		if !sum.Known || addsUp(total, amounts) {
			continue
		}
		off := model.Difference(sum, total)
		off.Value = off.Value.Abs()
		out = append(out, Question{
			Kind: DoesNotAdd, Looked: looked, Text: say("savings-total.question", "Name", nameOf(t)),
			Reason: []Message{say("savings-total.reason", "Total", total, "Sum", sum, "Count", len(amounts), "Difference", off)},
		})
	}
	return out
}

// decidedTotals are the totals in money of what is decided, those that have a number.
func (m *material) decidedTotals() []model.Record {
	return slices.DeleteFunc(slices.Clone(m.Standing("savings_totals")), func(t model.Record) bool {
		q := model.QuantityOf(t, "value")
		return t.Get("measure") != "decided" || !meant(t.Get("state")) || !q.Known || !model.Money(q.Unit)
	})
}

// savingDecision asks which decisions measures belong to: of a whole report those measures that have
// none; of an excerpt once, of the total told last, where the sum is none of the totals.
func (m *material) savingDecision() []Question {
	var out []Question
	var loose []model.Record
	var amounts []model.Quantity
	linked := false
	for _, r := range m.measures() {
		switch q := model.QuantityOf(r, "amount"); {
		case r.Get("decision") != "":
			linked = true
		case r.Package.Extent == model.Full:
			out = append(out, Question{
				Kind: NotReported, Looked: []model.Record{r}, Text: say("saving-decision.question", "Name", nameOf(r)),
				Reason: []Message{say("saving-decision.reason", "Report", r.Package)},
			})
		case q.Known && yearOf(r.Package) == m.year:
			loose, amounts = append(loose, r), append(amounts, q)
		}
	}
	totals := m.decidedTotals()
	if linked || len(loose) < 2 || len(totals) == 0 ||
		slices.ContainsFunc(totals, func(t model.Record) bool { return addsUp(model.QuantityOf(t, "value"), amounts) }) {
		return out
	}
	reasons := []Message{say("saving-decision.reason.all", "Count", len(loose), "Sum", model.Sum(amounts))}
	for _, t := range totals {
		reasons = append(reasons, say("saving-decision.reason.total", "Name", nameOf(t), "Total", model.QuantityOf(t, "value")))
	}
	last := len(totals) - 1
	return append(out, Question{
		Kind: NotReported, Looked: slices.Concat(totals[last:], totals[:last], loose),
		Text: say("saving-decision.question.all"), Reason: reasons,
	})
}

// impactRevisit asks how that went which a measure was expected to bring with it.
func (m *material) impactRevisit() []Question {
	bySubject := map[string][]model.Record{}
	var subjects []string
	revisit := map[string]bool{}
	for _, r := range m.Standing("impacts") {
		if yearOf(r.Package) < m.year-2 { // what was expected longer ago has been lived with
			continue
		}
		if r.Get("risk") == string(model.NotReported) { // nobody has said what is to be expected
			continue
		}
		s := r.Get("subject")
		if bySubject[s] == nil {
			subjects = append(subjects, s)
		}
		bySubject[s] = append(bySubject[s], r)
		revisit[r.Get("revisit")] = true
	}
	seen := m.observations(revisit)
	var out []Question
	for _, ref := range subjects {
		subject, ok := m.Get(ref)
		if !ok {
			continue
		}
		since, ok := m.inForce(subject)
		if !ok {
			continue
		}
		r := slices.MinFunc(bySubject[ref], func(a, b model.Record) int { return revisitRank(a) - revisitRank(b) })
		text := cmp.Or(strings.TrimRight(r.Get("text"), ". "), nameOf(r))
		if r.Package.AsAt.After(since) {
			since = r.Package.AsAt
		}
		if slices.ContainsFunc(seen[r.Get("revisit")], func(o model.Record) bool { return tellsAfter(o, since) }) {
			continue
		}
		q := Question{
			Kind: Revisit, Looked: []model.Record{r, subject}, Text: say("impact-revisit.question", "Title", nameOf(r)),
			Reason: []Message{say("impact-revisit.reason", "Text", text, "By", m.saidBy(r), "Report", r.Package)},
		}
		if indicator, ok := m.Get("indicators:" + r.Get("revisit")); ok && r.Package.Extent == model.Full {
			q.Looked = append(q.Looked, indicator)
			q.Reason = append(q.Reason, say("impact-revisit.reason.indicator", "Indicator", nameOf(indicator)))
		}
		out = append(out, q)
	}
	return out
}

// inForce reports whether that which an impact is of is decided and has begun, so far as is said; and
// since when. What a decision's measures bring cannot be seen on its own day.
func (m *material) inForce(r model.Record) (since time.Time, ok bool) {
	switch r.Table.Name {
	case "savings":
		if !meant(r.Get("status")) || r.Get("status") == "delayed" && !m.gives(r) {
			return time.Time{}, false
		}
		started, said := begun(r.Get("effect_from"), m.About.AsAt)
		if !said {
			return time.Time{}, true
		}
		p, _ := model.ParsePeriod(r.Get("effect_from"))
		return p.From.First(), started
	case "savings_totals":
		_, since, _ = day(r.Get("stated_on"))
		ok = meant(r.Get("state"))
	case "decisions":
		_, since, _ = day(r.Get("date"))
		ok = r.Get("kind") == "adopt_measures"
	}
	return since, ok && since.Before(m.About.AsAt)
}

// gives reports whether it is told of any time that a saving has given something: a number that is not 0, or
// words in place of one.
func (m *material) gives(saving model.Record) bool {
	told := m.Under("amounts", saving.Ref(), func(rest string) bool { return strings.HasPrefix(rest, string(model.SavingRealised)+"|") })
	return slices.ContainsFunc(told, func(r model.Record) bool {
		q := model.QuantityOf(r, "value")
		return q.Known && !q.Value.IsZero() || q.Status == model.TrendOnly
	})
}

// saidBy is who says what a record tells, by its source; not_stated where that is not told.
func (m *material) saidBy(r model.Record) string {
	source, ok := m.stands("sources", r.Source())
	if !ok {
		return "not_stated"
	}
	return cmp.Or(source.Get("said_by"), "not_stated")
}

// revisitRank orders a subject's impacts: the less the sooner it should be asked about.
func revisitRank(r model.Record) int {
	risks := []string{"high", "medium", "low"}
	at := slices.Index(risks, r.Get("risk"))
	if at < 0 {
		at = len(risks)
	}
	return 2*at + btoi(r.Get("revisit") == "")
}

// observations are what stands of some indicators, by the indicator.
func (m *material) observations(indicators map[string]bool) map[string][]model.Record {
	t := m.table("observations")
	var wanted []store.Said
	for _, k := range t.index.Keys {
		if indicator, _, _ := strings.Cut(k.Key, "|"); indicators[indicator] {
			if said, ok := m.winner(k); ok {
				wanted = append(wanted, said)
			}
		}
	}
	out := map[string][]model.Record{}
	for _, rows := range m.rows(t, wanted) {
		for _, r := range rows {
			out[r.Get("indicator")] = append(out[r.Get("indicator")], r)
		}
	}
	return out
}

// tellsAfter reports whether an observation has a number for a period that ends after a day.
func tellsAfter(o model.Record, day time.Time) bool {
	p, ok := model.ParsePeriod(o.Get("period"))
	return ok && !p.To.IsZero() && p.To.Last().After(day) && model.QuantityOf(o, "value").Known
}
