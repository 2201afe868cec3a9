package page

import (
	"cmp"
	"context"
	"slices"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
	"rodatraden/data/store"
)

// BuildDecisions makes Beslut of the chosen states.
func BuildDecisions(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (*DecisionsPage, error) {
	s, e, err := atBoth(c,
		func(scope store.Scope) (*decisionTables, error) { return loadDecisions(ctx, lib, scope) },
		func(t *decisionTables, about *model.Package, at int64) *decisionState {
			return newDecisionState(t, c.Packages, about, at, l)
		})
	if err != nil {
		return nil, err
	}
	if err := s.loadReplaced(ctx, lib, c, s.list); err != nil {
		return nil, err
	}
	if s.files, err = lib.Documents(ctx, c.scope(c.At)); err != nil {
		return nil, err
	}
	return s.page(e), nil
}

// decisionTables is everything told that Beslut is made from. Of the amounts it holds the variances of
// every year, which decisions stood beside, and what measures have given.
type decisionTables struct {
	savingsTables
	steering, collaborations, links, texts []Told
}

func loadDecisions(ctx context.Context, lib Library, scope store.Scope) (*decisionTables, error) {
	t := new(decisionTables)
	told := store.Is("measure", string(model.VarianceForecast), string(model.VarianceOutcome), string(model.SavingRealised))
	return t, loadEach(ctx, lib, scope, []wanted{
		{"amounts", &t.Amounts, []store.Match{told}},
		{table: "budget_lines", into: &t.Lines}, {table: "decisions", into: &t.Decisions},
		{table: "sources", into: &t.Sources}, {table: "documents", into: &t.Tables.Documents}, {table: "units", into: &t.Units},
		{table: "savings", into: &t.Savings}, {table: "savings_totals", into: &t.Totals},
		{table: "steering_documents", into: &t.steering}, {table: "collaborations", into: &t.collaborations},
		{table: "links", into: &t.links}, {table: "texts", into: &t.texts},
	})
}

// decisionState is what is known at one time of decisions, seen from one package.
type decisionState struct {
	*state
	savings                         *savings
	steering, collaborations, texts ledger
	links                           []model.Record
	files                           []store.Document
	list                            []decided
	answers                         map[string][]model.Record // by the id of what they answer
	replacedBy                      map[string]model.Record   // steering documents, by the id of what they replace
}

func newDecisionState(t *decisionTables, packages []*model.Package, about *model.Package, at int64, l *i18n.Localizer) *decisionState {
	sv := newSavings(&t.savingsTables, packages, about, at, l)
	s := &decisionState{
		state: sv.state, savings: sv, steering: newLedger(t.steering, about, at),
		collaborations: newLedger(t.collaborations, about, at), texts: newLedger(t.texts, about, at),
		links: newLedger(t.links, about, at).standing(), answers: map[string][]model.Record{}, replacedBy: map[string]model.Record{},
	}
	s.list = s.everyDecision()
	for _, d := range s.list {
		if id := d.record.Get("answers"); id != "" {
			s.answers[id] = append(s.answers[id], d.record)
		}
	}
	for _, r := range s.steering.standing() {
		for _, id := range split(r.Get("replaces")) {
			s.replacedBy[id] = r
		}
	}
	return s
}

// page makes Beslut; e is the state that it is compared with, nil where there is none.
func (s *decisionState) page(e *decisionState) *DecisionsPage {
	before := earlier{}
	if e != nil {
		before.state = e.state
	}
	p := &DecisionsPage{Head: s.head("decisions", before)}
	p.Report = nil // it tells no economy
	fresh := s.sinceThen(before)
	var groups []*decisionGroup
	p.Decided, groups = s.decidedList(fresh)
	p.Steering = s.steeringList(fresh)
	p.Collaborations = s.collaborationList(fresh)
	p.Documents = s.documentList()
	if n := len(p.Decided.Rows); n > 0 {
		p.Selected = p.Decided.Rows[n-1].Record
		if at := slices.IndexFunc(p.Decided.Rows, func(r DecisionRow) bool { return r.Late }); at >= 0 {
			p.Selected = p.Decided.Rows[at].Record // it is what the headline tells
		}
	}
	if len(p.Records())+len(p.Steering.Rows)+len(p.Collaborations.Rows) == 0 {
		p.Empty = s.l.Text("decided.empty." + string(s.about.Extent))
	}
	p.Gaps = s.decisionGaps(p)
	p.Headline = s.decisionsHeadline(p, groups)
	p.Sub = s.decisionsSub(p)
	return p
}

// sinceThen marks a record that the earlier state did not know; nil marks none.
func (s *decisionState) sinceThen(e earlier) func(records ...model.Record) *Mark {
	return func(records ...model.Record) *Mark {
		if e.state == nil || !slices.ContainsFunc(records, func(r model.Record) bool { return !s.toldBefore(r, e) }) {
			return nil
		}
		m := s.newMark(e)
		return &m
	}
}

// toldBefore reports whether the earlier state knew a record: a package that it knew tells of it.
func (s *decisionState) toldBefore(r model.Record, e earlier) bool {
	known := map[string]ledger{"decisions": s.decisions, "steering_documents": s.steering, "collaborations": s.collaborations}[r.Table.Name]
	return slices.ContainsFunc(known.byKey[r.Key], func(t Told) bool {
		return e.knows(t.Package) && slices.ContainsFunc(t.Rows, func(row model.Record) bool { return row.ID() == r.ID() })
	})
}

// decisionGaps counts the figures and answers that were to be expected. In an excerpt nothing is, but for
// what a source itself says is not there.
func (s *decisionState) decisionGaps(p *DecisionsPage) Gaps {
	var g Gaps
	see := func(m Mark) {
		switch m.Kind {
		case "", MarkNotQuoted, MarkNotYet:
		case MarkMissing:
			g.Expected++
			g.NotReported++
		default:
			g.Expected += btoi(s.about.Extent == model.Full)
		}
	}
	for _, r := range p.Decided.Rows {
		see(r.Became)
		switch {
		case r.Figure.Status == string(model.NotReported):
			see(Mark{Kind: MarkMissing})
		case r.Figure.Present():
			see(Mark{Kind: MarkDone})
		}
	}
	for _, r := range p.Collaborations.Rows {
		if r.Written != nil {
			see(*r.Written)
		}
		see(r.Form)
	}
	return g
}

// decisionsHeadline is the finding of Beslut: assignments whose day has passed, else what was approved in
// the year and whether measures were decided.
func (s *decisionState) decisionsHeadline(p *DecisionsPage, groups []*decisionGroup) string {
	year := i18n.PackageEnd(s.about).Year()
	var approved, measures, late, none, balanced int
	var lateOne decided
	for _, g := range groups {
		none += btoi(g.noMeasures != nil && g.year == year)
		for _, d := range g.parts {
			late += btoi(g.late(s, d))
			if g.late(s, d) {
				lateOne = d
			}
			if d.year != year {
				continue
			}
			switch {
			case d.kind() == "approve" && d.taken != nil && d.taken.Kind.Report():
				approved++
				told, _, _ := s.stood(d)
				balanced += btoi(told.Known && !told.Value.IsNegative())
			case d.kind() == "assign" || d.kind() == "adopt_measures":
				measures++
			}
		}
	}
	say := func(key string, n int, more ...any) string {
		return i18n.Capital(s.l.Text("decided.headline."+key, append([]any{"Count", n, "Number", s.l.Counted(n), "Year", s.l.Date(model.Date{Year: year})}, more...)...))
	}
	var out []string
	if late > 0 {
		due, _ := model.ParsePeriod(lateOne.record.Get("due"))
		if late == 1 {
			out = append(out, s.l.Text("decided.headline.late_one", "Due", s.l.Period(due)))
		}
		out = append(out, i18n.Capital(s.l.Text("decided.headline.late", "Count", late, "Number", s.l.CountedNeuter(late))))
	}
	shown := len(p.Decided.Rows)
	switch {
	case approved > 0 && measures > 0:
		out = append(out, say("approved_measures", approved, "Measures", s.l.CountedNeuter(measures)))
	case approved > 0 && (none > 0 || s.about.Extent == model.Full && balanced < approved):
		out = append(out, say("approved_none", approved))
	case approved > 0 && s.about.Extent == model.Full:
		out = append(out, say("approved_balance", approved))
	case approved > 0:
		out = append(out, say("approved", approved, "Absent", s.l.Status(model.NotQuoted)))
	case shown > 0:
		out = append(out, i18n.Capital(s.l.Text("decided.headline.count", "Count", shown, "Number", s.l.CountedNeuter(shown))))
	default:
		out = append(out, s.l.Text("page.decisions.none", "Absent", s.l.Status(model.AbsentIn(s.about.Extent))))
	}
	return fit(out...)
}

// decisionsSub is the line under the headline: of when it is, how many are shown, what is missing.
func (s *decisionState) decisionsSub(p *DecisionsPage) string {
	parts := append(s.standing(), s.l.Text("decided.sub.known", "Package", s.within(s.about)))
	if n := len(p.Decided.Rows); n > 0 {
		parts = append(parts, s.l.Text("decided.sub.shown", "Count", n, "Number", s.l.Int(n)))
	}
	if slices.ContainsFunc(p.Decided.Rows, func(r DecisionRow) bool { return r.Figure.Present() }) {
		parts = append(parts, s.l.Text("decided.sub.beside"))
	}
	switch g := p.Gaps; {
	case s.about.Extent == model.Full && g.Expected > 0:
		parts = append(parts, s.l.Text("decided.sub.reported", "Count", g.Expected, "Number", s.l.Int(g.Expected-g.NotReported), "Total", s.l.Int(g.Expected)))
	case g.NotReported > 0:
		parts = append(parts, s.l.Text("decided.sub.not_reported", "Count", g.NotReported, "Number", s.l.Int(g.NotReported)))
	}
	return cmp.Or(joined(" · ", parts...), s.about.Title)
}
