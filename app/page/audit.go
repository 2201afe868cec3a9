package page

import (
	"cmp"
	"context"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"time"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
	"rodatraden/data/schema"
	"rodatraden/data/store"
)

// BuildAudit makes Revision of the chosen states.
func BuildAudit(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (*Audit, error) {
	lib = newSparing(lib, c)
	a, e, err := auditStates(ctx, lib, c, l)
	if err != nil {
		return nil, err
	}
	if err := a.loadEvidence(ctx, lib, c); err != nil {
		return nil, err
	}
	return a.page(e), nil
}

// auditStates are what is known of audits at the chosen states; e is nil where nothing is compared
// with.
func auditStates(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (a, e *auditState, err error) {
	return atBoth(c,
		func(scope store.Scope) (*auditTables, error) { return loadAudit(ctx, lib, scope) },
		func(t *auditTables, about *model.Package, at int64) *auditState {
			return newAuditState(t, c.Packages, about, at, l)
		})
}

// auditTables is everything told that Revision is made from.
type auditTables struct {
	names                                                             Tables
	reports, questions, points, responses, events, assessments, links []Told
}

func loadAudit(ctx context.Context, lib Library, scope store.Scope) (*auditTables, error) {
	t := new(auditTables)
	return t, loadEach(ctx, lib, scope, []wanted{
		{table: "audit_reports", into: &t.reports}, {table: "audit_questions", into: &t.questions}, {table: "audit_points", into: &t.points},
		{table: "responses", into: &t.responses},
		{table: "status_events", into: &t.events}, {table: "assessments", into: &t.assessments}, {table: "links", into: &t.links},
		{table: "sources", into: &t.names.Sources}, {table: "documents", into: &t.names.Documents}, {table: "units", into: &t.names.Units},
		{table: "decisions", into: &t.names.Decisions},
		{table: "budget_lines", into: &t.names.Lines},
	})
}

// auditState is what is known at one time of audits, seen from one package.
type auditState struct {
	*state
	reports     ledger
	questions   []model.Record
	points      []model.Record // of every kind, as they stand
	byID        map[string]model.Record
	responses   []model.Record
	events      map[string][]model.Record // by point, in the order of their days
	assessments map[string][]Told         // those that stand, by what they are of
	links       []model.Record
	gaps        Gaps
}

func newAuditState(t *auditTables, packages []*model.Package, about *model.Package, at int64, l *i18n.Localizer) *auditState {
	s := newState(&t.names, packages, about, at, l)
	end := i18n.PackageEnd(about)
	s.report, s.year, s.month = about, end.Year(), int(end.Month()) // what is absent is absent in the package itself
	a := &auditState{
		state: s, reports: newLedger(t.reports, about, at), questions: newLedger(t.questions, about, at).standing(),
		points: newLedger(t.points, about, at).standing(), responses: newLedger(t.responses, about, at).standing(),
		assessments: bySubject(newLedger(t.assessments, about, at)), links: newLedger(t.links, about, at).standing(),
		byID: map[string]model.Record{}, events: map[string][]model.Record{},
	}
	for _, r := range a.points {
		a.byID[r.ID()] = r
	}
	for _, r := range newLedger(t.events, about, at).standing() {
		a.events[r.Get("point")] = append(a.events[r.Get("point")], r)
	}
	for _, events := range a.events {
		slices.SortStableFunc(events, func(x, y model.Record) int {
			return cmp.Or(dayOf(x).Compare(dayOf(y)), compareRank(x.Package, y.Package))
		})
	}
	return a
}

// dayOf is the last day of what an event's date says; the zero day where it says nothing.
func dayOf(r model.Record) time.Time {
	p, ok := model.ParsePeriod(r.Get("date"))
	if !ok || p.Unknown {
		return time.Time{}
	}
	return spanOf(p).to
}

// loadEvidence reads the records that status events and links name, so that they can be told.
func (a *auditState) loadEvidence(ctx context.Context, lib Library, c Choice) error {
	wanted := map[string]bool{}
	want := func(r model.Record, column string) {
		f := r.Table.Fields[r.Table.Column(column)]
		if table, _, ok := f.Target(r.Get(column)); ok && !slices.Contains(naming, table) && table != "audit_points" && table != "decisions" {
			wanted[table] = true
		}
	}
	for _, events := range a.events {
		for _, r := range events {
			want(r, "evidence")
		}
	}
	for _, r := range a.links {
		if a.linked(r) != "" {
			want(r, "from")
			want(r, "to")
		}
	}
	for _, r := range a.points {
		want(r, "about")
	}
	if wanted["observations"] || wanted["targets"] {
		wanted["indicators"] = true
	}
	for _, table := range slices.Sorted(maps.Keys(wanted)) {
		if _, there := schema.Get(table); !there {
			continue
		}
		var told []Told
		if err := loadTable(ctx, lib, c.scope(c.At), table, &told); err != nil {
			return err
		}
		for _, r := range newLedger(told, c.Package, c.At).standing() {
			a.referred[r.Ref()] = r
		}
	}
	for _, r := range a.points {
		a.referred[r.Ref()] = r
	}
	for _, r := range a.decisions.standing() {
		a.referred[r.Ref()] = r
	}
	return nil
}

// page makes the page; e is the state that it is compared with, nil where there is none.
func (a *auditState) page(e *auditState) *Audit {
	before := earlier{}
	if e != nil {
		before.state = e.state
	}
	p := &Audit{Head: a.head("audit", before), Points: []AuditPoint{}, Questions: []AuditQuestion{}}
	for _, r := range a.listed() {
		p.Points = append(p.Points, a.point(r, e))
	}
	slices.SortStableFunc(p.Points, func(x, y AuditPoint) int {
		return cmp.Or(cmp.Compare(btoi(x.Done), btoi(y.Done)), a.newestFirst(x.report, y.report), cmp.Compare(kindRank(x.Kind), kindRank(y.Kind)),
			cmp.Compare(btoi(y.Remains), btoi(x.Remains)), cmp.Compare(x.order, y.order))
	})
	for _, r := range a.questionOrder() {
		p.Questions = append(p.Questions, a.question(r))
	}
	p.Gaps = a.gaps
	p.Filters = a.filters(p)
	if len(p.Points) == 0 && len(p.Questions) == 0 {
		p.Empty = a.l.Text("audit.empty." + string(a.about.Extent))
	}
	p.Headline = a.auditHeadline(p)
	p.Sub = a.auditSub(p)
	return p
}

// listed are the points that someone must answer: findings, gaps and views stand with these.
func (a *auditState) listed() []model.Record {
	return slices.DeleteFunc(slices.Clone(a.points), func(r model.Record) bool { return kindRank(r.Get("kind")) < 0 })
}

var listedKinds = []string{"recommendation", "risk", "criticism"}

func kindRank(kind string) int { return slices.Index(listedKinds, kind) }

// newestFirst orders reports by when they were told, the last first; of those told together, as the
// auditors dated them.
func (a *auditState) newestFirst(x, y string) int {
	rx, okx := a.reports.record(x)
	ry, oky := a.reports.record(y)
	if !okx || !oky {
		return cmp.Compare(btoi(oky), btoi(okx))
	}
	return cmp.Or(cmp.Compare(a.reportYear(ry), a.reportYear(rx)), compareRank(ry.Package, rx.Package))
}

var yearForm = regexp.MustCompile(`\b(19|20)[0-9]{2}\b`)

// reportYear is the year of an audit report: its date's, else the one in its title, else that of the
// package that tells of it. An opinion is about the year in its title, and is dated in the next.
func (a *auditState) reportYear(r model.Record) int {
	if y, err := strconv.Atoi(yearForm.FindString(r.Get("title"))); err == nil && r.Get("kind") == "opinion" {
		return y
	}
	if p, ok := model.ParsePeriod(r.Get("date")); ok && !p.Unknown {
		return max(p.From.Year, p.To.Year)
	}
	if y, err := strconv.Atoi(yearForm.FindString(r.Get("title"))); err == nil {
		return y
	}
	return i18n.PackageEnd(r.Package).Year()
}

// reportName is the short name of a report: Granskning 2021.
func (a *auditState) reportName(id string) string {
	r, ok := a.reports.record(id)
	if !ok {
		return ""
	}
	return i18n.ShortTitle(r.Get("title"), a.reportYear(r))
}

// filters are those that choose something, the first always.
func (a *auditState) filters(p *Audit) []AuditFilter {
	out := []AuditFilter{}
	add := func(name string, n int, always bool) {
		if n > 0 || always {
			out = append(out, AuditFilter{name, a.l.Text("audit.filter."+name, "Number", a.l.Int(n)), n})
		}
	}
	add(AuditAll, len(p.Points), true)
	for _, name := range []string{AuditNew, AuditRemaining, AuditDone} {
		add(name, len(p.Chosen(name)), false)
	}
	add(AuditQuestions, len(p.Questions), false)
	return out
}

// Chosen returns the points that a filter chooses; none for the questions.
func (p *Audit) Chosen(filter string) []AuditPoint {
	var out []AuditPoint
	for _, one := range p.Points {
		if filter == AuditAll || filter == AuditNew && one.New || filter == AuditRemaining && one.Remains || filter == AuditDone && one.Done {
			out = append(out, one)
		}
	}
	return out
}

// Records are the points and questions of the page, each as table:id.
func (p *Audit) Records() []string {
	out := []string{}
	for _, one := range p.Points {
		out = append(out, one.Record)
	}
	for _, q := range p.Questions {
		out = append(out, q.Record)
	}
	return out
}

// point makes one point with its detail.
func (a *auditState) point(r model.Record, e *auditState) AuditPoint {
	out := AuditPoint{
		Record: r.Ref(), Kind: r.Get("kind"), Title: r.Get("title"), Text: r.Get("text"), Source: a.source(r), report: r.Get("report"), order: readingPlace(r),
	}
	out.KindYear = a.kindYear(r)
	if e != nil {
		_, known := e.byID[r.ID()]
		out.New = !known
	}
	out.Says, out.Confirms = a.says(r), a.confirms(r)
	out.Done = out.Says.Status == "done" && out.Confirms.Status == "done"
	out.Remains = !out.New && !out.Done && out.Confirms.Status != "" && out.Confirms.Status != "done"
	out.Deadline = a.deadline(r)
	a.trail(&out, r)
	out.Before = a.beforeAnswer(r, out)
	out.Related = a.related(r)
	return out
}

// kindYear is Rekommendation 2021.
func (a *auditState) kindYear(r model.Record) string {
	kind := a.l.Text("page.kind.audit_points." + r.Get("kind"))
	if report, ok := a.reports.record(r.Get("report")); ok {
		return kind + " " + strconv.Itoa(a.reportYear(report))
	}
	return kind
}
