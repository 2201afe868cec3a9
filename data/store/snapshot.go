package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

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
		l.warm.use(c)
		return do(&Snapshot{v, c})
	})
}

// warm are the committees that were read last. The rows of others are not kept.
type warm struct {
	mu   sync.Mutex
	last []*committee
}

// warmCommittees is how many committees' rows are kept.
const warmCommittees = 3

func (w *warm) use(c *committee) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.last = slices.DeleteFunc(w.last, func(o *committee) bool { return o == c })
	if w.last = append(w.last, c); len(w.last) > warmCommittees {
		w.last[0].forget()
		w.last = w.last[1:]
	}
}

// forget lets go of the rows that were kept.
func (c *committee) forget() {
	c.mu.Lock()
	all := slices.Collect(maps.Values(c.index))
	c.mu.Unlock()
	for _, of := range all {
		of.mu.Lock()
		if x := of.index; x != nil {
			x.mu.Lock()
			x.rows = nil
			x.mu.Unlock()
		}
		of.mu.Unlock()
	}
}

// Packages returns every installed package of the committee by rank, superseded ones too. Neither they
// nor the list may be changed.
func (s *Snapshot) Packages() []*model.Package { return s.c.packages }

// Index is who says something of each key of a table. It is shared and must not be changed.
type Index struct {
	Keys []Key // in no order that means anything
	At   map[string]int

	table *table
	mu    sync.Mutex
	rows  map[int64]model.Record // read already, by their numbers: at most keptRows
}

// keptRows is how many rows of a table are kept; when there are more all are let go of.
const keptRows = 1 << 14

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

// Compare orders statements of a table by their packages' rank, and then as the packages' files do.
func (s Said) Compare(t Said) int {
	return cmp.Or(cmp.Compare(s.Package, t.Package), slices.Compare(s.numbers, t.numbers))
}

// Index returns who says what in a table, of every package, superseded ones too. It is read once for
// every generation of the library.
//
// Faults: Usage where there is no such table.
func (s *Snapshot) Index(name string) (*Index, error) {
	t, err := s.v.library.table("store.Index", name)
	if err != nil {
		return nil, err
	}
	of := s.c.indexOf(t.number)
	of.mu.Lock() // who comes second waits for the first, and reads nothing
	defer of.mu.Unlock()
	if of.index == nil {
		if of.index, err = s.index(t); err != nil {
			of.index = nil
		}
	}
	return of.index, err
}

// tableIndex is the index of one table, once it has been read.
type tableIndex struct {
	mu    sync.Mutex
	index *Index
}

func (c *committee) indexOf(table int) *tableIndex {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.index == nil {
		c.index = map[int]*tableIndex{}
	}
	if c.index[table] == nil {
		c.index[table] = &tableIndex{}
	}
	return c.index[table]
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
// withdrawal. What has been read of the index is kept with it.
func (s *Snapshot) Rows(x *Index, wanted []Said) ([][]model.Record, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if err := s.fetch(x, wanted); err != nil {
		return nil, err
	}
	all := make([][]model.Record, len(wanted))
	for i, w := range wanted {
		if w.Rows > 0 {
			all[i] = make([]model.Record, len(w.numbers))
		}
		for k, number := range w.numbers {
			all[i][k] = x.rows[number]
		}
	}
	return all, nil
}

// fetch reads those of the statements' rows that have not been read.
func (s *Snapshot) fetch(x *Index, wanted []Said) error {
	missing := x.missing(wanted)
	if len(missing) == 0 {
		return nil
	}
	if len(x.rows)+len(missing) > keptRows {
		x.rows = nil
		missing = x.missing(wanted)
	}
	list, err := json.Marshal(missing)
	if err != nil {
		return err
	}
	found, err := s.v.records(s.c, x.table, x.table.rowsOf, string(list))
	if err != nil {
		return err
	}
	if len(found) != len(missing) {
		return fault.New("store.Rows", fault.LocalCorrupt, x.table.Name, nil)
	}
	if x.rows == nil {
		x.rows = make(map[int64]model.Record, len(found))
	}
	for _, f := range found {
		x.rows[f.row] = f.Record
	}
	return nil
}

// missing are the numbers of the statements' rows that have not been read, in order.
func (x *Index) missing(wanted []Said) []int64 {
	var out []int64
	for _, w := range wanted {
		for _, number := range w.numbers {
			if _, read := x.rows[number]; !read {
				out = append(out, number)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
