package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"rodatraden/data/fault"
	"rodatraden/data/model"
)

// Snapshot is one committee's part of the library as it is while it is read: who says something of
// which key, and the rows of the statements that are asked for. What two states of the library have
// in common need then never be read.
type Snapshot struct {
	v *view
	c *committee
}

// Snapshot runs do on the committee's packages and keys, all as of one moment of the file. The
// snapshot must not be used afterwards.
//
// Faults: NotFound where nothing of the committee is installed, and those of do.
func (l *Library) Snapshot(ctx context.Context, repository, committee string, do func(*Snapshot) error) error {
	s := Scope{Repository: repository, Committee: committee}
	return l.read(ctx, "store.Snapshot", s.path(), func(v *view) error {
		c, err := v.committee(s)
		if err != nil {
			return err
		}
		return do(&Snapshot{v, c})
	})
}

// Packages returns every installed package of the committee by rank, superseded ones too. Neither they
// nor the list may be changed.
func (s *Snapshot) Packages() []*model.Package { return s.c.packages }

// Index is who says something of each key of a table. It is shared and must not be changed.
type Index struct {
	Keys []Key // in no order that means anything
	At   map[string]int

	table *table
}

// Key is one key, as schema.Table.KeyOf gives it, and every statement of it by the packages' rank.
type Key struct {
	Key  string
	Said []Said
}

// Said is a statement without its rows: which package makes it, by its place in Packages, and how many
// rows it has.
type Said struct {
	Package int
	Rows    int

	numbers []int64 // of the rows, in the order of the package's file
}

// Withdrawn reports whether the package withdraws the key.
func (s Said) Withdrawn() bool { return s.Rows == 0 }

// Index returns who says what in a table, of every package, superseded ones too. It is read once for
// every generation of the library.
//
// Faults: Usage where there is no such table.
func (s *Snapshot) Index(name string) (*Index, error) {
	t, err := s.v.library.table("store.Index", name)
	if err != nil {
		return nil, err
	}
	if x := s.c.indexed(t.number); x != nil {
		return x, nil
	}
	x, err := s.index(t)
	if err == nil {
		s.c.keep(t.number, x)
	}
	return x, err
}

func (c *committee) indexed(table int) *Index {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.index[table]
}

func (c *committee) keep(table int, x *Index) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.index == nil {
		c.index = map[int]*Index{}
	}
	c.index[table] = x
}

func (s *Snapshot) index(t *table) (*Index, error) {
	x := &Index{table: t}
	keys, err := s.text(t.indexKeys)
	if err != nil || keys == "" {
		return x, err
	}
	n := strings.Count(keys, string(rune(rowEnd))) + 1
	x.Keys, x.At = make([]Key, 0, n), make(map[string]int, n)
	place := make(map[string]int, n) // of the key in x, by its number
	for record := range strings.SplitSeq(keys, string(rune(rowEnd))) {
		number, key, _ := strings.Cut(record, string(rune(separator)))
		place[number], x.At[key] = len(x.Keys), len(x.Keys)
		x.Keys = append(x.Keys, Key{Key: key})
	}
	ranked := make(map[int64]int, len(s.c.packages)) // the packages' places by their numbers
	for id, p := range s.c.byID {
		ranked[id] = slices.Index(s.c.packages, p)
	}
	rows, err := s.text(t.indexRows)
	if err != nil {
		return nil, err
	}
	err = eachPair(rows, func(key string, row int64) {
		said := &x.Keys[place[key]].Said
		pkg := ranked[row>>rowBits]
		i := slices.IndexFunc(*said, func(o Said) bool { return o.Package == pkg })
		if i < 0 {
			i = len(*said)
			*said = append(*said, Said{Package: pkg})
		}
		(*said)[i].numbers = append((*said)[i].numbers, row)
		(*said)[i].Rows++
	})
	if err != nil {
		return nil, err
	}
	withdrawn, err := s.text(t.indexWithdrawals)
	if err != nil {
		return nil, err
	}
	err = eachPair(withdrawn, func(key string, id int64) {
		said := &x.Keys[place[key]].Said
		if !slices.ContainsFunc(*said, func(o Said) bool { return o.Package == ranked[id] }) {
			*said = append(*said, Said{Package: ranked[id]})
		}
	})
	for i := range x.Keys {
		said := x.Keys[i].Said
		if len(said) > 1 {
			slices.SortFunc(said, func(a, b Said) int { return a.Package - b.Package })
		}
		for _, one := range said {
			slices.Sort(one.numbers)
		}
	}
	return x, err
}

// text runs a query that gives one text, of the committee.
func (s *Snapshot) text(query string) (string, error) {
	var found sql.NullString
	err := s.v.QueryRowContext(s.v.ctx, query, s.c.id).Scan(&found)
	return found.String, err
}

// eachPair reads the pairs of a key's number and another.
func eachPair(text string, do func(key string, other int64)) error {
	if text == "" {
		return nil
	}
	for pair := range strings.SplitSeq(text, string(rune(rowEnd))) {
		key, other, _ := strings.Cut(pair, string(rune(separator)))
		n, err := strconv.ParseInt(other, 10, 64)
		if err != nil {
			return err
		}
		do(key, n)
	}
	return nil
}

// Rows returns the rows of each of the statements, in the order of the package's file; none of a
// withdrawal.
func (s *Snapshot) Rows(x *Index, wanted []Said) ([][]model.Record, error) {
	var numbers []int64
	for _, w := range wanted {
		numbers = append(numbers, w.numbers...)
	}
	all := make([][]model.Record, len(wanted))
	if len(numbers) == 0 {
		return all, nil
	}
	slices.Sort(numbers)
	numbers = slices.Compact(numbers)
	list, err := json.Marshal(numbers)
	if err != nil {
		return nil, err
	}
	found, err := s.v.records(s.c, x.table, x.table.rowsOf, string(list))
	if err != nil {
		return nil, err
	}
	slices.SortFunc(found, func(a, b numbered) int { return cmp.Compare(a.row, b.row) })
	if len(found) != len(numbers) {
		return nil, fault.New("store.Rows", fault.LocalCorrupt, x.table.Name, nil)
	}
	for i, w := range wanted {
		for _, number := range w.numbers {
			at, _ := slices.BinarySearch(numbers, number)
			all[i] = append(all[i], found[at].Record)
		}
	}
	return all, nil
}
