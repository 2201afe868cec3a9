package store

import (
	"math"
	"strings"

	"rodatraden/data/fault"
	"rodatraden/data/model"
	"rodatraden/data/schema"
)

// Latest is the moment when everything installed is told.
const Latest int64 = math.MaxInt64

// Scope says whose facts are meant, and as known when.
type Scope struct {
	Repository string
	Committee  string
	At         int64 // the library's time: a package's order, or Latest
}

// moment returns At as the intervals compare it. Their open end is math.MaxInt64, which no moment
// may reach.
func (s Scope) moment() int64 { return min(s.At, forever-1) }

// path names the scope in faults.
func (s Scope) path() string { return s.Repository + "/" + s.Committee }

// forever ends what nothing has ended.
const forever int64 = math.MaxInt64

// Statement is what one package says of one key: its rows, or that it withdraws the key.
type Statement struct {
	Table   *schema.Table
	Package *model.Package // shared, not to be changed
	Key     string         // as schema.Table.KeyOf gives it
	Rows    []model.Record // in the order of the package's file; none in a withdrawal
}

// Withdrawn reports whether the package withdraws the key. Why stands in its row of the table
// `withdrawn`.
func (s Statement) Withdrawn() bool { return len(s.Rows) == 0 }

// Match narrows a reading to the rows whose cell is, or begins with, one of the values. No values
// match no row.
type Match struct {
	Column string
	Values []string
	Prefix bool
}

// Is matches the rows whose cell is one of the values.
func Is(column string, values ...string) Match { return Match{Column: column, Values: values} }

// Starts matches the rows whose cell begins with one of the values: a period with its year.
func Starts(column string, values ...string) Match {
	return Match{Column: column, Values: values, Prefix: true}
}

// SameKey matches the statements of the record's key.
func SameKey(r model.Record) []Match {
	where := make([]Match, 0, len(r.Table.KeyColumns()))
	for _, i := range r.Table.KeyColumns() {
		where = append(where, Is(r.Table.Fields[i].Name, r.Cells[i]))
	}
	return where
}

// conditions writes the matches as SQL on k (the key) and r (the row).
func (t *table) conditions(where []Match) (string, []any, error) {
	var b strings.Builder
	var args []any
	for _, m := range where {
		i := t.Column(m.Column)
		if i < 0 {
			return "", nil, fault.New("store.Match", fault.Usage, t.Name+"."+m.Column, nil)
		}
		column := "r." + quoted(m.Column)
		if t.inKey[i] {
			column = "k." + quoted(m.Column)
		}
		b.WriteString(" AND (")
		switch {
		case len(m.Values) == 0:
			b.WriteString("FALSE")
		case m.Prefix:
			for n, v := range m.Values {
				if n > 0 {
					b.WriteString(" OR ")
				}
				b.WriteString(column + " >= ?")
				args = append(args, v)
				if end := after(v); end != "" {
					b.WriteString(" AND " + column + " < ?")
					args = append(args, end)
				}
			}
		case len(m.Values) == 1:
			b.WriteString(column + " = ?")
			args = append(args, m.Values[0])
		default:
			b.WriteString(column + " IN (?" + strings.Repeat(", ?", len(m.Values)-1) + ")")
			for _, v := range m.Values {
				args = append(args, v)
			}
		}
		b.WriteString(")")
	}
	return b.String(), args, nil
}

// after returns the least string, byte for byte, above all that begin with the prefix; "" where
// there is none.
func after(prefix string) string {
	b := []byte(prefix)
	for len(b) > 0 {
		if b[len(b)-1] < 0xFF {
			b[len(b)-1]++
			return string(b)
		}
		b = b[:len(b)-1]
	}
	return ""
}
