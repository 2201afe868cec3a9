package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// views is what audits say of why the numbers are what they are; nil where nothing is said.
func (q *qualityState) views() *ToldGroup {
	g, title := &ToldGroup{}, "quality.views.title"
	for _, r := range q.points {
		if _, ok := q.indicator(r.Get("about")); !ok {
			continue
		}
		if r.Get("kind") != "view" { // a finding is the auditors' own
			title = "quality.views.said"
		}
		g.Rows = append(g.Rows, q.point(r))
	}
	if len(g.Rows) == 0 {
		return nil
	}
	g.Title = q.l.Text(title)
	return g
}

// point is what an audit says, as a statement.
func (q *qualityState) point(r model.Record) Statement {
	return Statement{Kind: q.l.Text("page.kind.audit_points." + r.Get("kind")), Text: cmp.Or(r.Get("text"), r.Get("title")), Source: q.source(r), Record: r.Ref()}
}

// selfCheck is what a self-check is called in the material.
const selfCheck = "egenkontroll"

func saysSelfCheck(r model.Record, columns ...string) bool {
	return slices.ContainsFunc(columns, func(c string) bool { return strings.Contains(strings.ToLower(r.Get(c)), selfCheck) })
}

// selfChecks is what is told of the units' own checks: controls that are made so, what is said of a
// unit's, and what audits say; nil where nothing is.
func (q *qualityState) selfChecks() *ToldGroup {
	g := &ToldGroup{Title: q.l.Text("quality.self.title")}
	due := q.resultsDue()
	for _, r := range q.controls {
		if saysSelfCheck(r, "risk", "method") {
			c := Control{Record: r.Ref()}
			q.addResult(&c, q.result(r), due)
			g.Rows = append(g.Rows, Statement{Kind: q.l.Text("quality.self.control"), Text: joined(": ", r.Get("risk"), i18n.Small(r.Get("method"))), Beside: i18n.Capital(c.Result.Text), Source: q.source(r), Record: r.Ref()})
		}
	}
	var subjects []string
	for subject := range q.judged {
		if strings.HasPrefix(subject, "units:") {
			subjects = append(subjects, subject)
		}
	}
	slices.Sort(subjects)
	for _, subject := range subjects {
		for _, t := range q.judged[subject] {
			for _, r := range t.Rows {
				if !saysSelfCheck(r, "verbatim", "action", "note") {
					continue
				}
				when := ""
				if p, ok := model.ParsePeriod(r.Get("period")); ok && !p.Unknown {
					when = q.l.Period(p)
				}
				g.Rows = append(g.Rows, Statement{
					When: when, Kind: q.unitName(strings.TrimPrefix(subject, "units:")), Text: q.l.Text("quality.self.said", "Words", r.Get("verbatim")),
					Beside: i18n.Capital(r.Get("action")), Source: q.source(r), Record: r.Ref(),
				})
			}
		}
	}
	for _, r := range q.points {
		if saysSelfCheck(r, "title", "text") {
			g.Rows = append(g.Rows, q.point(r))
		}
	}
	if len(g.Rows) == 0 {
		return nil
	}
	return g
}

// results counts how the controls came out.
func (c *InternalControl) results() (deviate, unmade, clean, missing, open int) {
	for _, one := range c.Rows {
		switch {
		case one.Status == "deviation":
			deviate++
		case one.Status == "not_performed":
			unmade++
		case one.Status == "no_deviation":
			clean++
		case one.Result.Kind == MarkMissing:
			missing++
		case one.Status == "":
			open++
		}
	}
	return
}

// qualityHeadline is the finding of Kvalitet: what came of the controls, else what is planned, told of
// by units, or not accounted for.
func (q *qualityState) qualityHeadline(p *Quality) string {
	short := q.l.Text("quality.headline.short")
	if p.Empty != "" {
		return fit(q.l.Text("quality.headline.none", "Package", q.within(q.about)), short)
	}
	var out []string
	say := func(key string, n int, more ...any) {
		out = append(out, i18n.Capital(q.l.Text("quality.headline."+key, append([]any{"Count", n, "Number", q.l.Counted(n)}, more...)...)))
	}
	if c := p.Control; c != nil {
		deviate, unmade, clean, missing, _ := c.results()
		total := []any{"Total", q.l.Counted(len(c.Rows)), "Of", len(c.Rows)}
		switch {
		case deviate > 0 && unmade > 0:
			say("deviate_unmade", deviate, append(total, "Unmade", q.l.Counted(unmade), "UnmadeCount", unmade)...)
			say("deviate", deviate, total...)
		case deviate > 0:
			say("deviate", deviate, total...)
		case unmade > 0:
			say("unmade", unmade, total...)
		case clean > 0:
			say("clean", clean, total...)
		case missing > 0:
			say("missing", missing, total...)
		case c.Stated != nil:
			if n, ok := c.Stated.Figure.whole(); ok {
				say("stated", n, "Absent", q.l.Status(q.absentStatus()))
			}
		}
		if deviate+unmade+clean+missing == 0 && len(c.Rows) > 0 && !slices.ContainsFunc(c.Rows, func(one Control) bool { return one.Beside != "" }) {
			say("planned", len(c.Rows), "Year", strconv.Itoa(c.Year))
		}
	}
	for _, t := range p.Tables {
		out = append(out, t.Title)
	}
	for _, g := range p.Counts {
		for _, row := range g.Rows {
			if !row.Part && row.Figure.Present() {
				out = append(out, q.l.Text("quality.headline.count", "Title", row.Label, "Amount", row.Figure.Text, "When", strings.SplitN(row.Beside, " · ", 2)[0]))
			}
		}
	}
	return fit(append(out, short)...)
}

// qualitySub is the line under the headline: what is not told, and what is laid against what.
func (q *qualityState) qualitySub(p *Quality, e *qualityState) string {
	parts := q.standing()
	if !q.about.Committee.Fictional || p.Empty != "" {
		parts = append(parts, q.l.Text("quality.sub.known", "Package", q.within(q.about)))
	}
	missing := 0
	if p.Control != nil {
		_, _, _, missing, _ = p.Control.results()
		total := len(p.Control.Rows)
		if missing > 0 {
			parts = append(parts, q.l.Text("quality.sub.missing", "Count", total, "Number", q.l.Int(missing), "Missing", missing, "Total", q.l.Int(total)))
		}
	}
	if n := p.Gaps.NotReported - missing; n > 0 {
		parts = append(parts, q.l.Text("quality.sub.gaps", "Count", n, "Number", q.l.Int(n), "Absent", q.l.Status(model.NotReported)))
	}
	if q.about.Extent == model.Excerpt && p.Empty == "" {
		parts = append(parts, q.l.Text("page.sub.no_gap"))
	}
	switch {
	case e == nil || p.Empty != "":
	case p.ByYear:
		parts = append(parts, q.l.Text("quality.sub.years", "Year", strconv.Itoa(q.year), "Before", strconv.Itoa(e.year)))
	case len(p.Changes) == 0:
		parts = append(parts, q.l.Text("quality.sub.same", "When", q.since(e.about)))
	default:
		parts = append(parts, q.l.Text("quality.sub.moved", "Count", len(p.Changes), "Number", q.l.Int(len(p.Changes)), "When", q.since(e.about)))
	}
	return joined(" · ", parts...)
}
