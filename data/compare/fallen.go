package compare

import (
	"slices"
	"strings"
	"time"

	"rodatraden/data/model"
)

// A family is the kinds of packages that tell the same facts time after time. An audit asks its own
// questions, and a plan sets what stands: nothing falls away from them.
type family string

const (
	reports   family = "reports"
	qualities family = "qualities"
)

func familyOf(k model.Kind) family {
	switch {
	case k.Report():
		return reports
	case k == model.Quality:
		return qualities
	}
	return ""
}

// occasion is what a package says in a table of its own time, by what it is about.
type occasion struct {
	pkg      *model.Package
	told     map[fact][]ref
	spoken   map[fact]bool   // told, or taken back
	measures map[string]bool // of the amounts that are told
}

// fallen returns, by their keys, the facts that the previous occasion that has the table told and the
// last one does not, where the last one is new.
func (c *comparison) fallen(l *ledger) (map[int]Change, error) {
	if l.table.Standing {
		return nil, nil
	}
	all := map[int]Change{}
	has := make([]bool, len(c.packages))
	for _, key := range l.keys {
		for _, s := range key.Said {
			has[s.Package] = has[s.Package] || !s.Withdrawn()
		}
	}
	for _, f := range []family{reports, qualities} {
		var occasions []int // packages that have the table, the greatest rank first
		for i, p := range slices.Backward(c.packages) {
			if has[i] && c.today[i] && familyOf(p.Kind) == f {
				occasions = append(occasions, i)
			}
		}
		if len(occasions) < 2 || c.then[occasions[0]] || c.packages[occasions[0]].Extent != model.Full {
			continue
		}
		if err := c.fallenSince(l, occasions, all); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// fallenSince finds what the first of the occasions does not tell of what the second told.
func (c *comparison) fallenSince(l *ledger, occasions []int, into map[int]Change) error {
	last, previous := c.occasion(l, occasions[0]), c.occasion(l, occasions[1])
	annual := last.pkg.Kind == model.Annual
	var alike *occasion // the last one of the same kind, where the previous one is of another
	if last.pkg.Kind != previous.pkg.Kind {
		at := slices.IndexFunc(occasions[2:], func(i int) bool { return c.packages[i].Kind == last.pkg.Kind })
		if at >= 0 {
			alike = c.occasion(l, occasions[2+at])
		}
	}
	for f, told := range previous.told {
		switch {
		case last.spoken[f], alike != nil && !alike.spoken[f]:
			continue
		case l.table.Name == "amounts" && annual != (previous.pkg.Kind == model.Annual) && !last.measures[f.measure()]:
			continue
		}
		if err := l.load(told...); err != nil {
			return err
		}
		for _, r := range told {
			if _, stands := l.standing(c.today, r.key); !stands || !carries(l.rows[r]) {
				continue
			}
			over, err := c.over(l.rows[r][0], last.pkg)
			if err != nil {
				return err
			}
			if !over {
				into[r.key] = Change{Kind: Fallen, Table: l.table, Key: l.keys[r.key].Key, Before: l.rows[r], Occasion: previous.pkg}
			}
		}
	}
	return nil
}

func (c *comparison) occasion(l *ledger, pkg int) *occasion {
	o := &occasion{c.packages[pkg], map[fact][]ref{}, map[fact]bool{}, map[string]bool{}}
	for key := range l.keys {
		r := l.of(key, pkg)
		if r == none {
			continue
		}
		f, period, ok := factOf(l.table, l.keys[key].Key)
		if !ok || !ownTime(period, o.pkg) {
			continue
		}
		if l.table.Name == "assessments" { // how it went, or how it is expected to go
			f.tail = ""
		}
		o.spoken[f] = true
		if l.told(r) {
			o.told[f] = append(o.told[f], r)
			if l.table.Name == "amounts" {
				o.measures[f.measure()] = true
			}
		}
	}
	return o
}

// endOf is the last day of what a package is about.
func endOf(p *model.Package) time.Time {
	if p.To.IsZero() {
		return p.AsAt
	}
	return p.To
}

// ownTime reports whether a period is the package's own: its year, or one that ends in its last month.
func ownTime(period string, p *model.Package) bool {
	t, ok := termOf(period)
	end := endOf(p)
	return ok && t.to.Year() == end.Year() && (t.form == wholeYear || t.to.Month() == end.Month())
}

// carries reports whether a statement says more than that there is nothing to say.
func carries(rows []model.Record) bool {
	return slices.ContainsFunc(rows, func(r model.Record) bool {
		switch r.Get("status") {
		case string(model.NotReported), string(model.NotQuoted), string(model.NotApplicable), "not_assessed":
			return false
		}
		return true
	})
}

// over reports whether what a row is about had come to its end before a package's: a goal that no
// longer holds, and its indicators, a unit that is no more, an earlier year's control.
func (c *comparison) over(r model.Record, p *model.Package) (bool, error) {
	var refs []string
	switch r.Table.Name {
	case "observations":
		refs = []string{"indicators:" + r.Get("indicator"), "units:" + r.Get("unit")}
	case "amounts":
		refs = []string{r.Get("line")}
		if !strings.Contains(refs[0], ":") {
			refs[0] = "budget_lines:" + refs[0]
		}
	default:
		refs = []string{r.Get("subject")}
	}
	for _, ref := range refs {
		over, err := c.overRef(ref, p)
		if over || err != nil {
			return over, err
		}
	}
	return false, nil
}

// ends says where a record's end stands, or else the record that it ends with.
var ends = map[string]struct{ end, with, table string }{
	"goals":         {end: "valid_to"},
	"units":         {end: "valid_to"},
	"interventions": {end: "ends"},
	"controls":      {end: "year"},
	"indicators":    {with: "subject"},
	"budget_lines":  {with: "unit", table: "units:"},
}

func (c *comparison) overRef(ref string, p *model.Package) (bool, error) {
	table, id, _ := strings.Cut(ref, ":")
	at, known := ends[table]
	if !known {
		return false, nil
	}
	r, found, err := c.standing(table, id)
	if err != nil || !found {
		return false, err
	}
	if at.end == "" {
		with := r.Get(at.with)
		if next, _, _ := strings.Cut(at.table+with, ":"); ends[next].end == "" {
			return false, nil
		}
		return c.overRef(at.table+with, p)
	}
	end := lastDay(r.Get(at.end))
	return !end.IsZero() && end.Before(endOf(p)), nil
}

// standing returns the row that stands now of a table whose key is its id.
func (c *comparison) standing(table, id string) (model.Record, bool, error) {
	l, err := c.ledger(table)
	if err != nil {
		return model.Record{}, false, err
	}
	key, known := l.at[id]
	if !known {
		return model.Record{}, false, nil
	}
	rows, err := l.read(l.winner(c.today, key))
	if len(rows) == 0 {
		return model.Record{}, false, err
	}
	return rows[0], true, nil
}
