package review

import (
	"slices"
	"strings"

	"rodatraden/data/model"
	"rodatraden/data/store"
)

// decisionRules are those of what was decided.
var decisionRules = []Rule{
	{"approved-without-action", "decisions", 12, (*material).approvedWithoutAction},
	{"assignment-overdue", "decisions", 26, (*material).assignmentOverdue},
}

// approval is that a report of the year was approved and no measure decided on it.
type approval struct {
	decision model.Record
	report   *model.Package
	forecast model.Amount // of the committee, as that report told it; without a record where it told none
	link     model.Record // that says that there was no measure; without a table where none does
}

// approvedWithoutAction asks which measures were weighed when reports were approved, time after time.
func (m *material) approvedWithoutAction() []Question {
	all := m.approvals()
	if len(all) < 2 {
		return nil
	}
	last := all[len(all)-1]
	looked := []model.Record{last.decision}
	for _, a := range all {
		if a.decision.ID() != last.decision.ID() {
			looked = append(looked, a.decision)
		}
		if a.link.Table != nil {
			looked = append(looked, a.link)
		}
		if a.forecast.Known {
			looked = append(looked, a.forecast.Record)
		}
	}
	year, _ := model.ParsePeriod(yearText(m.year))
	reason := say("approved-without-action.reason", "Count", len(all), "Year", year)
	if !slices.ContainsFunc(all, func(a approval) bool { return a.link.Table == nil }) {
		reason.ID += ".said"
		reason.Args["Report"] = last.link.Package
	}
	reasons := []Message{reason}
	if first := all[0]; first.forecast.Known && last.forecast.Known {
		reasons = append(reasons, say("approved-without-action.reason.forecast", "First", first.forecast.Quantity, "FirstReport", first.report,
			"Last", last.forecast.Quantity, "LastReport", last.report))
	}
	return []Question{{Kind: NoAction, Looked: looked, Text: say("approved-without-action.question"), Reason: reasons}}
}

// approvals are those of the year's reports on which no measure was decided, by the reports' rank.
func (m *material) approvals() []approval {
	root, _ := m.Root()
	acted := map[string]bool{} // the packages that something was assigned or adopted on
	var approved []model.Record
	for _, r := range m.Standing("decisions") {
		switch r.Get("kind") {
		case "assign", "adopt_measures":
			acted[r.Get("package")] = true
		case "approve":
			approved = append(approved, r)
		}
	}
	absent := map[string]model.Record{}
	for _, link := range m.Standing("links") {
		if document, is := strings.CutPrefix(link.Get("from"), "documents:"); is && link.Get("strength") == "stated_absent" && strings.HasPrefix(link.Get("to"), "decisions:") {
			absent[document] = link
		}
	}
	var out []approval
	for _, r := range approved {
		p := m.named(r.Get("package"))
		if p == nil || !p.Kind.Report() || p.To.Year() != m.year || m.takenBack(p) || slices.ContainsFunc(out, func(a approval) bool { return a.report.ID == p.ID }) {
			continue
		}
		one := approval{decision: r, report: p}
		if rows := m.told(p, "amounts", joined(root.ID, string(model.VarianceForecast), yearText(m.year))); len(rows) > 0 {
			one.forecast = model.AmountOf(rows[0])
		}
		for _, d := range m.By(p, "documents") {
			if link, ok := absent[d.ID()]; ok && d.Get("kind") == string(p.Kind) {
				one.link = link
			}
		}
		deficit := one.forecast.Known && one.forecast.Value.IsNegative()
		if one.link.Table != nil || r.Package.Extent == model.Full && deficit && !acted[p.Name] {
			out = append(out, one)
		}
	}
	slices.SortStableFunc(out, func(a, b approval) int { return btoi(b.report.Less(*a.report)) - btoi(a.report.Less(*b.report)) })
	return out
}

// takenBack reports whether a package has been replaced by an empty one.
func (m *material) takenBack(p *model.Package) bool {
	return slices.ContainsFunc(m.packages, func(q *model.Package) bool {
		return q.Supersedes == p.ID && q.Rows == 0 && q.Order <= m.At
	})
}

// named is the package of a name, a replaced one too; nil where there is none.
func (m *material) named(name string) *model.Package {
	at := slices.IndexFunc(m.packages, func(p *model.Package) bool { return p.Name == name })
	if at < 0 {
		return nil
	}
	return m.packages[at]
}

// told returns what a package told of a key, whether it stands or not.
func (m *material) told(p *model.Package, name, key string) []model.Record {
	t := m.table(name)
	at, ok := t.index.At[key]
	if !ok {
		return nil
	}
	for _, said := range t.index.Keys[at].Said {
		if m.packages[said.Package].ID == p.ID {
			return m.rows(t, []store.Said{said})[0]
		}
	}
	return nil
}

// stands is the first row of what stands of a key, without the rest of its table.
func (m *material) stands(name, key string) (model.Record, bool) {
	t := m.table(name)
	if at, ok := t.index.At[key]; ok {
		if said, ok := m.winner(t.index.Keys[at]); ok {
			if rows := m.rows(t, []store.Said{said})[0]; len(rows) > 0 {
				return rows[0], true
			}
		}
	}
	return model.Record{}, false
}

// assignmentOverdue asks when that comes which was to come by a day that is past.
func (m *material) assignmentOverdue() []Question {
	answered := map[string]bool{}
	for _, r := range m.Standing("decisions") {
		answered[r.Get("answers")] = true
	}
	var out []Question
	for _, r := range m.Standing("decisions") {
		due, ok := model.ParsePeriod(r.Get("due"))
		if r.Get("kind") != "assign" || r.Package.Extent != model.Full || answered[r.ID()] || !ok || due.To.IsZero() || !due.To.Last().Before(m.About.AsAt) {
			continue
		}
		out = append(out, Question{
			Kind: Overdue, Looked: []model.Record{r}, Text: say("assignment-overdue.question", "Name", nameOf(r)),
			Reason: []Message{say("assignment-overdue.reason", "Due", due, "Report", r.Package)},
		})
	}
	return out
}

// yearOf is the year that a package is about.
func yearOf(p *model.Package) int {
	if p.To.IsZero() {
		return p.AsAt.Year()
	}
	return p.To.Year()
}
