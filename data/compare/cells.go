package compare

import (
	"slices"
	"strings"

	"rodatraden/data/model"
	"rodatraden/data/schema"
)

// silentColumns say where a row comes from, what it is called and where it stands, and no more about
// the fact.
var silentColumns = []string{"id", "source", "note", "revision_note", "order"}

// number is a column with a number and those that go with it, by their places; -1 where there is none.
type number struct{ value, unit, written, approximate, status int }

// shape is what is compared of a table's rows.
type shape struct {
	numbers []number
	words   []int // every other column that carries meaning
}

var shapes = func() map[string]shape {
	all := map[string]shape{}
	for _, t := range schema.All() {
		all[t.Name] = shapeOf(t)
	}
	return all
}()

func shapeOf(t *schema.Table) shape {
	var s shape
	taken := slices.Concat(t.KeyColumns(), t.RowColumns())
	for i, f := range t.Fields {
		if f.As != schema.Decimal {
			continue
		}
		n := number{i, -1, t.Companion(f.Name, "as_written"), t.Companion(f.Name, "approximate"), t.Companion(f.Name, "status")}
		if unit := model.UnitColumn(t, f.Name); unit != "" {
			n.unit = t.Column(unit)
		}
		s.numbers = append(s.numbers, n)
		taken = append(taken, n.value, n.unit, n.written, n.approximate, n.status)
	}
	for i, f := range t.Fields {
		if !slices.Contains(taken, i) && !slices.Contains(silentColumns, f.Name) {
			s.words = append(s.words, i)
		}
	}
	return s
}

// Pair is two rows of two statements that are about the same; one is nil where the other statement
// has none.
type Pair struct{ Before, Now *model.Record }

// Pairs matches the rows that stood with those that stand: by place and title, then by title alone.
// Of a table without titles the place alone parts the rows, and it moves: what is left is matched
// with the first left on the other side that says the same, then in order, and then with any that
// says the same, or the first. A row without fellow is a title that is new, or gone.
func (c Change) Pairs() []Pair { return matched(c.Table, c.Before, c.Now) }

// Differences returns the columns that differ between the pair's rows, in the order of the table; of
// a row without fellow every one that says something.
func (p Pair) Differences() []Cell {
	if p.Before == nil || p.Now == nil {
		return p.alone()
	}
	t := p.Now.Table
	b, n := p.Before.Cells, p.Now.Cells
	var at []int
	for _, number := range shapes[t.Name].numbers {
		at = append(at, number.differences(*p.Before, *p.Now)...)
	}
	for _, i := range shapes[t.Name].words {
		if !sameWords(t.Fields[i], b[i], n[i]) {
			at = append(at, i)
		}
	}
	slices.Sort(at)
	var cells []Cell
	for _, i := range at {
		cells = append(cells, Cell{t.Fields[i].Name, b[i], n[i]})
	}
	return cells
}

// differences returns the columns that differ between two statements' first rows that do; none where
// the statements say the same.
func differences(t *schema.Table, before, now []model.Record) []Cell {
	for _, pair := range matched(t, before, now) {
		if cells := pair.Differences(); len(cells) > 0 {
			return cells
		}
	}
	return nil
}

func matched(t *schema.Table, before, now []model.Record) []Pair {
	if len(before) == 1 && len(now) == 1 && t.RowKeyOf(before[0].Cells) == t.RowKeyOf(now[0].Cells) {
		return []Pair{{&before[0], &now[0]}}
	}
	pairs := make([]Pair, len(now))
	for i := range now {
		pairs[i].Now = &now[i]
	}
	taken := make([]bool, len(before))
	match := func(same func(b, n *model.Record) bool) {
		for i := range pairs {
			for j := range before {
				if pairs[i].Before == nil && !taken[j] && same(&before[j], pairs[i].Now) {
					taken[j], pairs[i].Before = true, &before[j]
				}
			}
		}
	}
	match(func(b, n *model.Record) bool { return t.RowKeyOf(b.Cells) == t.RowKeyOf(n.Cells) })
	title := -1
	if slices.Contains(t.RowColumns(), t.Column("title")) {
		title = t.Column("title")
	}
	if title >= 0 {
		match(func(b, n *model.Record) bool { return b.Cells[title] == n.Cells[title] })
	} else {
		match(func(b, n *model.Record) bool { return len(Pair{b, n}.Differences()) == 0 })
		match(func(b, n *model.Record) bool { return true })
	}
	first := len(pairs)
	for j := range before {
		if !taken[j] {
			pairs = append(pairs, Pair{Before: &before[j]})
		}
	}
	if title >= 0 || len(before) == 0 || len(now) == 0 {
		return pairs
	}
	for i := range pairs { // the same fact told more often
		switch p := &pairs[i]; {
		case i >= first:
			p.Now = fellow(now, func(n *model.Record) Pair { return Pair{p.Before, n} })
		case p.Before == nil:
			p.Before = fellow(before, func(b *model.Record) Pair { return Pair{b, p.Now} })
		}
	}
	return pairs
}

// fellow returns the first of the rows that says the same, or else the first.
func fellow(rows []model.Record, with func(*model.Record) Pair) *model.Record {
	for i := range rows {
		if len(with(&rows[i]).Differences()) == 0 {
			return &rows[i]
		}
	}
	return &rows[0]
}

func (p Pair) alone() []Cell {
	r := p.Now
	if r == nil {
		r = p.Before
	}
	var cells []Cell
	for i, f := range r.Table.Fields {
		if r.Cells[i] == "" || slices.Contains(r.Table.KeyColumns(), i) || slices.Contains(silentColumns, f.Name) {
			continue
		}
		if p.Now == nil {
			cells = append(cells, Cell{Column: f.Name, Before: r.Cells[i]})
		} else {
			cells = append(cells, Cell{Column: f.Name, Now: r.Cells[i]})
		}
	}
	return cells
}

// differences returns the places of the number's columns that differ. A number is the same in
// whatever unit of money and with however many digits; how it was written counts only where there is
// no number.
func (n number) differences(before, now model.Record) (at []int) {
	b, w := before.Cells, now.Cells
	if !n.same(before, now) {
		at = append(at, n.value)
		if n.unit >= 0 && b[n.unit] != w[n.unit] && b[n.value] != "" && w[n.value] != "" {
			at = append(at, n.unit)
		}
	}
	if n.written >= 0 && b[n.value] == "" && w[n.value] == "" && b[n.written] != w[n.written] {
		at = append(at, n.written)
	}
	if n.approximate >= 0 && (b[n.approximate] == "true") != (w[n.approximate] == "true") {
		at = append(at, n.approximate)
	}
	if n.status >= 0 && n.statusOf(b) != n.statusOf(w) {
		at = append(at, n.status)
	}
	return at
}

// statusOf is the state of a row's number: one that is there and says nothing of it is reported.
func (n number) statusOf(row []string) string {
	if row[n.status] == "" && row[n.value] != "" {
		return string(model.Reported)
	}
	return row[n.status]
}

// same reports whether two rows hold the same number, or both none.
func (n number) same(before, now model.Record) bool {
	b, w := before.Cells, now.Cells
	if b[n.value] == "" || w[n.value] == "" {
		return b[n.value] == w[n.value]
	}
	if b[n.value] == w[n.value] && (n.unit < 0 || b[n.unit] == w[n.unit]) {
		return true
	}
	column := now.Table.Fields[n.value].Name
	x, y := model.QuantityOf(before, column), model.QuantityOf(now, column)
	if !x.Known || !y.Known || x.Unit != y.Unit && !(model.Money(x.Unit) && model.Money(y.Unit)) {
		return false
	}
	return x.Kronor().Equal(y.Kronor())
}

// sameWords reports whether two cells say the same: a list in whatever order.
func sameWords(f schema.Field, a, b string) bool {
	if a == b {
		return true
	}
	if f.Name == "exhaustive" {
		return strings.TrimSuffix(a, "not_stated") == strings.TrimSuffix(b, "not_stated")
	}
	if !f.List {
		return false
	}
	x, y := f.Values(a), f.Values(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}
