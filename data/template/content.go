package template

import (
	"slices"
	"strconv"
	"strings"

	"rodatraden/data/followup"
	"rodatraden/data/importer"
	"rodatraden/data/model"
	"rodatraden/data/schema"
)

// Copy is everything in a package as rows to be edited: for a package that corrects it, and supersedes it.
func Copy(p *followup.Package) Content {
	c := Content{Manifest: p.Manifest, Rows: map[string][][]string{}}
	c.Manifest.Resources = nil
	for _, t := range p.Tables {
		c.Rows[t.Schema.Name] = t.Rows
	}
	return c
}

// Standing is the content for the next package of a committee, after the packages given: the records that
// stand, and of the last whole report of the same kind the facts to be expected again. What next leaves
// out of the municipality, the committee and the order follows from the packages.
func Standing(packages []*followup.Package, next followup.Manifest) Content {
	c := Content{
		Manifest: next, Before: map[string][][]string{}, Known: map[string][][]string{}, Expected: map[string][]Expected{},
	}
	f := &c.Manifest.Followup
	packages = slices.DeleteFunc(slices.Clone(packages), func(p *followup.Package) bool {
		id := p.Manifest.Followup.Committee.ID
		return f.Committee.ID != "" && id != f.Committee.ID ||
			slices.ContainsFunc(packages, func(q *followup.Package) bool { return q.Manifest.Followup.Supersedes == p.Manifest.ID })
	})
	if len(packages) == 0 {
		return c
	}
	last := slices.MaxFunc(packages, func(a, b *followup.Package) int {
		return int(a.Manifest.Followup.Order - b.Manifest.Followup.Order)
	})
	c.follow(last)
	for _, t := range schema.All() {
		rows := followup.Standing(packages, t.Name)
		switch {
		case t.Name == withdrawn:
		case t.Standing:
			c.Before[t.Name] = rows
		case t.Name == "amounts":
			for _, row := range rows {
				if c.stands(t, row) {
					c.Before[t.Name] = append(c.Before[t.Name], row)
				} else {
					c.Known[t.Name] = append(c.Known[t.Name], row)
				}
			}
		default:
			c.Known[t.Name] = rows
		}
	}
	if like := previous(packages, c.Manifest); like != nil {
		c.expect(like)
	}
	return c
}

// stands reports whether an amount is the budget of the next report's year, which holds until it is told anew.
func (c *Content) stands(t *schema.Table, row []string) bool {
	to := c.Manifest.Followup.Period.To
	return len(to) >= len("2006") && row[t.Column("period")] == to[:len("2006")] && row[t.Column("measure")] == string(model.BudgetYear)
}

// follow fills in what a package has in common with the one before it.
func (c *Content) follow(last *followup.Package) {
	m, f := &c.Manifest, &c.Manifest.Followup
	g := last.Manifest.Followup
	if f.Format == 0 {
		f.Format = followup.Format
	}
	if f.Municipality.Code == "" {
		f.Municipality, f.Fictional = g.Municipality, g.Fictional
	}
	if f.Committee.ID == "" {
		f.Committee = g.Committee
	}
	if f.Order == 0 {
		f.Order = g.Order + 1
	}
	if f.Extent == "" {
		f.Extent = g.Extent
	}
	if f.Variance == "" {
		f.Variance = g.Variance
	}
	if f.Audience == "" {
		f.Audience = g.Audience
	}
	if len(m.Licenses) == 0 {
		m.Licenses = last.Manifest.Licenses
	}
	if len(m.Contributors) == 0 {
		m.Contributors = last.Manifest.Contributors
	}
}

// previous is the last whole report of the kind of the next, or nil. One that only withdraws another is none.
func previous(packages []*followup.Package, next followup.Manifest) *followup.Package {
	var out *followup.Package
	for _, p := range packages {
		f := p.Manifest.Followup
		withdraws := f.Supersedes != "" && len(p.Tables) == 0
		if f.Kind == next.Followup.Kind && f.Extent == model.Full && !withdraws && (out == nil || out.Manifest.Followup.Order < f.Order) {
			out = p
		}
	}
	return out
}

// expect adds the amounts and observations that the report told last time, with the next report's periods.
func (c *Content) expect(like *followup.Package) {
	for _, name := range []string{"amounts", "observations"} {
		t := schema.MustGet(name)
		known := map[string]string{} // the id of a key that has been told
		for _, row := range c.Known[name] {
			known[t.IdentityOf(row)] = row[t.Column("id")]
		}
		seen := map[string]bool{}
		for _, row := range c.Before[name] {
			seen[t.IdentityOf(row)] = true
		}
		for _, was := range like.Table(name) {
			measure := t.Column("measure")
			soFar := measure >= 0 && strings.Contains(was[measure], "_ytd")
			period, ok := moved(was[t.Column("period")], like.Manifest.Followup.Period, c.Manifest.Followup.Period, soFar)
			if !ok {
				continue // about another time than its report's: it need not come again
			}
			row := make([]string, len(t.Fields))
			for _, i := range append(t.KeyColumns(), t.RowColumns()...) {
				row[i] = was[i]
			}
			row[t.Column("period")] = period
			if i := t.Column("amount_unit"); i >= 0 {
				row[i] = was[i]
			}
			key := t.IdentityOf(row)
			if seen[key] {
				continue
			}
			seen[key] = true
			row[t.Column("id")] = known[key]
			c.Expected[name] = append(c.Expected[name], Expected{Row: row, Like: was})
		}
	}
}

// moved gives the period that a fact of one report has in the next: the year of its report, or a time that
// ends with its report's, moved to the next. January so far is written as the month January is: soFar says
// that it is meant. ok is false for any other.
func moved(period string, from, to followup.Span, soFar bool) (string, bool) {
	p, ok := model.ParsePeriod(period)
	was, okWas := model.ParseDate(from.To)
	next, okNext := model.ParseDate(to.To)
	if !ok || !okWas || !okNext || p.Approximate || p.Unknown || p.To.IsZero() || p.From.IsZero() {
		return "", false
	}
	year, month := strconv.Itoa(next.Year), to.To[:len("2006-01")]
	sinceJanuary := importer.Months(model.Date{Year: next.Year, Month: 1}, model.Date{Year: next.Year, Month: next.Month})
	ends := p.To.Year == was.Year && p.To.Month == was.Month
	switch {
	case p.From == p.To && p.To.Month == 0:
		return year, p.To.Year == was.Year
	case !ends:
		return "", false
	case p.From == p.To && p.To.Day == 0 && soFar && was.Month == 1:
		return sinceJanuary, true
	case p.From == p.To && p.To.Day == 0:
		return month, true
	case p.From == p.To:
		return to.To, p.To == was
	case p.From.Year == was.Year && p.From.Month == 1 && p.From.Day == 0 && p.To.Day == 0:
		return sinceJanuary, true
	}
	return "", false
}
