package page

import (
	"strconv"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// auditHeadline is the finding of Revision: what is new and what remains, else what is done, said
// done without being confirmed, or not answered.
func (a *auditState) auditHeadline(p *Audit) string {
	count := func(points []AuditPoint, of func(AuditPoint) bool) int {
		n := 0
		for _, one := range points {
			n += btoi(of(one))
		}
		return n
	}
	remain := len(p.Chosen(AuditRemaining))
	done := len(p.Chosen(AuditDone))
	unconfirmed := count(p.Points, func(one AuditPoint) bool { return one.Says.Status == "done" && one.Confirms.Status != "done" })
	say := func(key string, n int, more ...any) string {
		return i18n.Capital(a.l.Text("audit.headline."+key, append([]any{"Count", n, "Number", a.l.Counted(n)}, more...)...))
	}
	var parts []string
	fresh := p.Chosen(AuditNew)
	if len(fresh) == len(p.Points) && p.Compare == nil {
		fresh = nil
	}
	for _, kind := range listedKinds {
		if n := count(fresh, func(one AuditPoint) bool { return one.Kind == kind }); n > 0 {
			parts = append(parts, a.l.Text("audit.headline.new_"+kind, "Count", n, "Number", a.l.Counted(n)))
		}
	}
	var out []string
	if len(parts) > 0 {
		told := i18n.Capital(a.l.List(parts))
		if remain > 0 {
			out = append(out, a.l.Text("audit.headline.and_remain", "New", told, "Count", remain, "Number", a.l.Counted(remain)))
		}
		out = append(out, told)
	}
	open := len(p.Points) - done
	switch {
	case len(p.Points) == 0 && len(p.Questions) == 0:
		return a.l.Text("audit.headline.none." + string(a.about.Extent))
	case unconfirmed > 0 && len(parts) == 0:
		out = append(out, say("unconfirmed_of", unconfirmed, "Open", a.l.Counted(open), "OpenCount", open), say("unconfirmed", unconfirmed))
	case done > 0 && len(parts) == 0:
		out = append(out, say("done_of", done, "Total", a.l.Counted(len(p.Points))))
	}
	if remain > 0 && len(parts) == 0 {
		out = append(out, say("remain", remain))
	}
	if answered := count(p.Points, func(one AuditPoint) bool { return one.Trail[1].Filled }); answered > 0 && len(parts) == 0 {
		out = append(out, say("answered", answered, "Total", a.l.Counted(len(p.Points))))
	}
	out = append(out, say("points", len(p.Points)), a.l.Text("audit.headline.short"))
	return fit(out...)
}

// auditSub is the line under the headline: how many points of which years, what is known of the
// answers, and when a point is done.
func (a *auditState) auditSub(p *Audit) string {
	if len(p.Points) == 0 && len(p.Questions) == 0 {
		return a.sub("", Gaps{})
	}
	first, last := 0, 0
	answered := false
	for _, r := range a.listed() {
		report, ok := a.reports.record(r.Get("report"))
		if !ok {
			continue
		}
		y := a.reportYear(report)
		if first == 0 || y < first {
			first = y
		}
		last = max(last, y)
		answered = answered || r.Get("kind") == "recommendation" && len(a.answers(r)) > 0
	}
	years := strconv.Itoa(first)
	if last != first {
		years += i18n.Dash + strconv.Itoa(last)
	}
	parts := []string{}
	if a.about.Committee.Fictional {
		parts = append(parts, a.l.Text("page.sub.fictional", "Municipality", a.about.Committee.Municipality.Name))
	}
	parts = append(parts, a.l.Text("audit.sub.points", "Count", len(p.Points), "Number", a.l.Int(len(p.Points)), "Years", years))
	recommends := false
	for _, one := range p.Points {
		recommends = recommends || one.Kind == "recommendation"
	}
	switch {
	case p.Gaps.Expected > 0:
		parts = append(parts, a.l.Text("audit.sub.reported", "Count", p.Gaps.Expected, "Number", a.l.Int(p.Gaps.Expected-p.Gaps.NotReported), "Total", a.l.Int(p.Gaps.Expected)))
	case recommends && !answered && a.about.Extent != model.Full:
		parts = append(parts, a.l.Text("audit.sub.unquoted"))
	}
	return joined(" · ", append(parts, a.l.Text("audit.sub.keys"))...)
}
