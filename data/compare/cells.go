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

// differences returns the columns that differ between two statements' first rows that do; none where
// the statements say the same.
func differences(t *schema.Table, before, now []model.Record) []Cell {
	for _, pair := range matched(t, before, now) {
		if cells := rowDifferences(t, pair[0], pair[1]); len(cells) > 0 {
			return cells
		}
	}
	return nil
}

// matched pairs the rows of two statements by place and title, then by title, and of a table without
// titles in the order that they stand. A row without fellow is paired with none.
func matched(t *schema.Table, before, now []model.Record) [][2]*model.Record {
	taken := make([]bool, len(before))
	pairs := make([][2]*model.Record, len(now))
	title := -1
	for _, i := range t.RowColumns() {
		if t.Fields[i].Name == "title" {
			title = i
		}
	}
	rules := []func(b, n []string) bool{
		func(b, n []string) bool { return t.RowKeyOf(b) == t.RowKeyOf(n) },
		func(b, n []string) bool { return title < 0 || b[title] == n[title] },
	}
	for _, same := range rules {
		for i := range now {
			if pairs[i][0] != nil {
				continue
			}
			pairs[i][1] = &now[i]
			for j := range before {
				if !taken[j] && same(before[j].Cells, now[i].Cells) {
					taken[j], pairs[i][0] = true, &before[j]
					break
				}
			}
		}
	}
	for j := range before {
		if !taken[j] {
			pairs = append(pairs, [2]*model.Record{&before[j], nil})
		}
	}
	return pairs
}

// rowDifferences returns the columns that differ between two rows; of a row without fellow every one
// that says something.
func rowDifferences(t *schema.Table, before, now *model.Record) []Cell {
	if before == nil || now == nil {
		return onlyRow(t, before, now)
	}
	b, n := before.Cells, now.Cells
	var at []int
	for _, number := range shapes[t.Name].numbers {
		at = append(at, number.differences(t, *before, *now)...)
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

func onlyRow(t *schema.Table, before, now *model.Record) []Cell {
	var cells []Cell
	for i, f := range t.Fields {
		if slices.Contains(t.KeyColumns(), i) || slices.Contains(silentColumns, f.Name) {
			continue
		}
		c := Cell{Column: f.Name}
		if before != nil {
			c.Before = before.Cells[i]
		} else {
			c.Now = now.Cells[i]
		}
		if c.Before != "" || c.Now != "" {
			cells = append(cells, c)
		}
	}
	return cells
}

// differences returns the places of the number's columns that differ. A number is the same in
// whatever unit of money and with however many digits; how it was written counts only where there is
// no number.
func (n number) differences(t *schema.Table, before, now model.Record) (at []int) {
	b, w := before.Cells, now.Cells
	cell := func(row []string, i int) string {
		if i < 0 {
			return ""
		}
		return row[i]
	}
	valueDiffers := !sameNumber(t.Fields[n.value].Name, n, before, now)
	if valueDiffers {
		at = append(at, n.value)
	}
	if n.unit >= 0 && b[n.unit] != w[n.unit] && valueDiffers && b[n.value] != "" && w[n.value] != "" {
		at = append(at, n.unit)
	}
	if n.written >= 0 && b[n.value] == "" && w[n.value] == "" && b[n.written] != w[n.written] {
		at = append(at, n.written)
	}
	if n.approximate >= 0 && (cell(b, n.approximate) == "true") != (cell(w, n.approximate) == "true") {
		at = append(at, n.approximate)
	}
	if n.status >= 0 && statusOf(b, n) != statusOf(w, n) {
		at = append(at, n.status)
	}
	return at
}

func statusOf(row []string, n number) string {
	if row[n.status] == "" && row[n.value] != "" {
		return string(model.Reported)
	}
	return row[n.status]
}

func sameNumber(column string, n number, before, now model.Record) bool {
	same := before.Cells[n.value] == now.Cells[n.value]
	unit := func(r model.Record) string {
		if n.unit < 0 {
			return ""
		}
		return r.Cells[n.unit]
	}
	if same && (before.Cells[n.value] == "" || unit(before) == unit(now)) {
		return true
	}
	b, w := model.QuantityOf(before, column), model.QuantityOf(now, column)
	if !b.Known || !w.Known {
		return same
	}
	if b.Unit != w.Unit && !(model.Money(b.Unit) && model.Money(w.Unit)) {
		return false
	}
	return b.Kronor().Equal(w.Kronor())
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
