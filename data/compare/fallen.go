package compare

import (
	"slices"
	"strings"
	"time"

	"rodatraden/data/model"
	"rodatraden/data/schema"
	"rodatraden/data/store"
)

// reports and qualities are the packages that tell the same facts time after time; an audit asks its
// own questions, and a plan sets what stands.
func family(k model.Kind) string {
	switch {
	case k.Report():
		return "report"
	case k == model.Quality:
		return "quality"
	}
	return ""
}

// occasion is a package that has rows in a table, and what it says there by what it is about: the
// key but for its period.
type occasion struct {
	pkg  *model.Package
	own  map[string][]store.Statement // of the package's own time
	said map[string]bool              // of its own time, or taken back of it
	kind map[string]bool              // the measures that it tells of its own time
}

// fallen returns what the previous occasion that has the table told, and the last one does not,
// where the last one is new.
func (c *comparison) fallen(t *schema.Table, l *ledger) ([]Change, error) {
	if t.Standing {
		return nil, nil
	}
	var all []Change
	for _, f := range []string{"report", "quality"} {
		if f == "quality" && (t.Name == "amounts" || t.Name == "causes") {
			continue
		}
		found, err := c.fallenIn(t, l, f)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

func (c *comparison) fallenIn(t *schema.Table, l *ledger, of string) ([]Change, error) {
	told := map[string]bool{} // packages with rows
	for _, key := range l.keys {
		for _, s := range l.byKey[key] {
			if len(s.Rows) > 0 {
				told[s.Package.ID] = true
			}
		}
	}
	var occasions []*model.Package // by rank, the greatest first
	for _, p := range slices.Backward(c.packages) {
		if c.now.knows(p) && family(p.Kind) == of && told[p.ID] {
			occasions = append(occasions, p)
		}
	}
	if len(occasions) < 2 || c.before.knows(occasions[0]) || occasions[0].Extent != model.Full {
		return nil, nil
	}
	p, q := c.occasion(t, l, occasions[0]), c.occasion(t, l, occasions[1])
	var alike *occasion // the last one before of the same kind
	if p.pkg.Kind != q.pkg.Kind {
		for _, o := range occasions[2:] {
			if o.Kind == p.pkg.Kind {
				alike = c.occasion(t, l, o)
				break
			}
		}
	}
	var all []Change
	for group, statements := range q.own {
		if p.said[group] || alike != nil && !alike.said[group] {
			continue
		}
		if t.Name == "amounts" && (p.pkg.Kind == model.Annual) != (q.pkg.Kind == model.Annual) && !p.kind[measureOf(group)] {
			continue
		}
		for _, s := range statements {
			if w := l.winner(c.now, s.Key); w == nil || w.Withdrawn() || !carries(t, s.Rows) {
				continue
			}
			over, err := c.ended(t, s, p.pkg)
			if err != nil {
				return nil, err
			}
			if !over {
				all = append(all, Change{Kind: Fallen, Table: t, Key: s.Key, Before: s.Rows, Occasion: q.pkg})
			}
		}
	}
	return all, nil
}

// occasion reads what one package says of its own time.
func (c *comparison) occasion(t *schema.Table, l *ledger, p *model.Package) *occasion {
	o := &occasion{p, map[string][]store.Statement{}, map[string]bool{}, map[string]bool{}}
	for _, key := range l.keys {
		for _, s := range l.byKey[key] {
			if s.Package.ID != p.ID {
				continue
			}
			parts := schema.SplitKey(key)
			group, period := factOf(t, parts)
			if !toldAnew(t, parts) || !ownTime(period, p) {
				continue
			}
			o.said[group] = true
			if len(s.Rows) > 0 {
				o.own[group] = append(o.own[group], s)
				if t.Name == "amounts" {
					o.kind[parts[1]] = true
				}
			}
		}
	}
	return o
}

// factOf parts a key into what it is about and its period. An assessment is of its subject, whether
// it tells how it went or how it is expected to go.
func factOf(t *schema.Table, parts []string) (group, period string) {
	if t.Name == "assessments" {
		return parts[0], parts[1]
	}
	return withoutPeriod(t, parts)
}

func measureOf(group string) string { return strings.Split(group, "\x00")[1] }

// endOf is the last day of what a package is about.
func endOf(p *model.Package) time.Time {
	if p.To.IsZero() {
		return p.AsAt
	}
	return p.To
}

// ownTime reports whether a period is the package's own: its year, or one that ends as it does.
func ownTime(period string, p *model.Package) bool {
	t, ok := termOf(period)
	if !ok {
		return false
	}
	end := endOf(p)
	if t.form == wholeYear {
		return t.to.Year() == end.Year()
	}
	return t.to.Year() == end.Year() && t.to.Month() == end.Month()
}

// carries reports whether a statement says anything beyond that there is nothing to say.
func carries(t *schema.Table, rows []model.Record) bool {
	at := t.Column("status")
	return slices.ContainsFunc(rows, func(r model.Record) bool {
		if at < 0 {
			return true
		}
		switch r.Cells[at] {
		case string(model.NotReported), string(model.NotQuoted), string(model.NotApplicable), "not_assessed":
			return false
		}
		return true
	})
}

// ended reports whether what a fact is about had come to its end before the package's time: a goal
// that no longer holds, a unit that is no more, the control of an earlier year.
func (c *comparison) ended(t *schema.Table, s store.Statement, p *model.Package) (bool, error) {
	ref := s.Rows[0].Cells[t.KeyColumns()[0]]
	switch t.Name {
	case "observations":
		if over, err := c.over("units:"+s.Rows[0].Get("unit"), p, 0); over || err != nil {
			return over, err
		}
		ref = "indicators:" + ref
	case "amounts":
		if !strings.Contains(ref, ":") {
			ref = "budget_lines:" + ref
		}
	}
	return c.over(ref, p, 0)
}

// endColumns say when a record of a table comes to its end, and which record it hangs on.
var endColumns = map[string]struct{ end, on, table string }{
	"goals":           {"valid_to", "", ""},
	"units":           {"valid_to", "", ""},
	"interventions":   {"ends", "", ""},
	"controls":        {"year", "", ""},
	"indicators":      {"", "subject", ""},
	"budget_lines":    {"", "unit", "units"},
	"audit_questions": {"", "", ""},
}

func (c *comparison) over(ref string, p *model.Package, depth int) (bool, error) {
	table, id, ok := strings.Cut(ref, ":")
	columns, known := endColumns[table]
	if !ok || !known || depth > 3 {
		return false, nil
	}
	records, err := c.standing(table)
	if err != nil {
		return false, err
	}
	r, found := records[id]
	if !found {
		return false, nil
	}
	if columns.end != "" {
		end, ok := model.ParsePeriod(r.Get(columns.end))
		return ok && !end.To.IsZero() && end.To.Last().Before(endOf(p)), nil
	}
	on := r.Get(columns.on)
	if on == "" {
		return false, nil
	}
	if columns.table != "" {
		on = columns.table + ":" + on
	}
	return c.over(on, p, depth+1)
}
