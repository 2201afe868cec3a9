package store

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"rodatraden/data/model"
	"rodatraden/data/schema"
)

//go:embed sql/fixed.sql
var fixedSQL string

// applicationID marks a SQLite file as a library, so that no other program's database, least of
// all the reader's notes, is ever emptied by mistake: "RoLi".
const applicationID = 0x526f4c69

// A row's number is its package's number and its place in the package's file. Rows of a package
// therefore lie together, and a key's index finds them by package without storing it.
const (
	rowBits = 18
	maxRows = 1 << rowBits
)

// A passage's number is its committee's, its table's and a running number, so that the word index
// is asked about one committee and one table at a time.
const (
	runningBits   = 40
	tableBits     = 8
	maxTables     = 1 << tableBits
	maxCommittees = 1 << (63 - runningBits - tableBits)
)

func passageBase(committee int64, table int) int64 {
	return committee<<(runningBits+tableBits) | int64(table)<<runningBits
}

// separator parts the cells of a row, and rowEnd the rows, where they are read as one text: most of
// a read's time went into handing over cell by cell and row by row. No cell holds them.
const (
	separator = 0x1F
	rowEnd    = 0x1E

	cellsEnd = string(rune(separator)) + string(rune(rowEnd))
)

// packageOfRow writes, as SQL, the number of the package that a row is of.
func packageOfRow(row string) string { return fmt.Sprintf("(%s >> %d)", row, rowBits) }

// table is one schema table with the SQL that reads and writes it. It is stored as
//
//	$_key         the keys: committee and key columns
//	$_row         the rows: every other cell, as text
//	$_withdrawal  the keys that a package withdraws
//	$_won         the winning statements: key, from, to, package
//	$_passage     the words of the key's rows, by their digest
//
// Names of our own begin with _, which no schema's column does.
type table struct {
	*schema.Table
	number int
	inKey  []bool // by column
	order  []int  // the key's columns, the one that tells the time before the others
	words  words

	insertKey, findKey         string
	insertRow                  string
	insertWithdrawal           string
	lastWon, closeWon          string
	insertWon, deleteWon       string
	readWon                    string
	statedBy, packagesOf       string
	findPassage, insertPassage string
	lastPassage                string
	cells                      string // every cell in the schema's order, from k and r
	joined                     string // rows of their number and these as one text, parted by separator and rowEnd
	byKey                      string // the key columns of k
	winning                    string // joins i, the winning statement, to k: takes the moment twice
	rowOfWinner                string // joins r to i
	history, withdrawals       string // up to further conditions; take committee, moment, moment
	found                      string // joins r to a passage f that a winning statement states; takes the moment twice
	when                       string // beside found: the cell that says what time the row is about
	row                        string // one row by its number
	rowsOf                     string // the rows whose numbers stand in a JSON list
	indexKeys                  string // the committee's keys with their numbers, as one text
	indexRows                  string // the rows' numbers by the keys', as one text
	indexWithdrawals           string // the packages that withdraw, by the keys' numbers, as one text
}

// layout is all tables.
type layout struct {
	tables      []*table
	byName      map[string]*table
	create      []string
	fingerprint string
}

func newLayout(tables []*schema.Table) *layout {
	if len(tables) > maxTables {
		panic("store: more tables than a passage's number can tell apart")
	}
	l := &layout{byName: map[string]*table{}, create: []string{fixedSQL}}
	for i, s := range tables {
		t := newTable(s, i)
		l.tables = append(l.tables, t)
		l.byName[s.Name] = t
		l.create = append(l.create, t.create())
	}
	l.fingerprint = l.sum()
	return l
}

// sum covers all that decides what stands in the file: the tables' shape, which words are indexed
// and how, and what is kept of a manifest.
func (l *layout) sum() string {
	h := sha256.New()
	for _, s := range l.create {
		fmt.Fprintln(h, s)
	}
	for _, t := range l.tables {
		fmt.Fprintln(h, t.Name, t.words)
	}
	kept, err := json.Marshal(model.Package{})
	if err != nil {
		panic(err) // a struct of strings, numbers and times
	}
	fmt.Fprintln(h, string(kept), foldVersion)
	return hex.EncodeToString(h.Sum(nil))
}

func quoted(name string) string { return `"` + name + `"` }

func newTable(s *schema.Table, number int) *table {
	t := &table{Table: s, number: number, inKey: make([]bool, len(s.Fields)), words: wordsOf(s)}
	for _, i := range s.KeyColumns() {
		t.inKey[i] = true
		if s.Fields[i].Name == s.When {
			t.order = append([]int{i}, t.order...)
		} else {
			t.order = append(t.order, i)
		}
	}
	var key, rest, all []string
	for _, i := range s.KeyColumns() {
		key = append(key, quoted(s.Fields[i].Name))
	}
	for i, f := range s.Fields {
		if t.inKey[i] {
			all = append(all, "k."+quoted(f.Name))
		} else {
			rest = append(rest, quoted(f.Name))
			all = append(all, "r."+quoted(f.Name))
		}
	}
	n := func(pattern string) string { return strings.ReplaceAll(pattern, "$_", t.Name+"_") }
	equal := strings.Join(key, " = ? AND ") + " = ?"
	marks := func(n int) string { return "?" + strings.Repeat(", ?", n-1) }

	t.insertKey = n("INSERT INTO $_key (_committee, " + strings.Join(key, ", ") + ") VALUES (" + marks(len(key)+1) + ")")
	t.findKey = n("SELECT _key FROM $_key WHERE _committee = ? AND " + equal)
	t.insertRow = n("INSERT INTO $_row (" + strings.Join(append([]string{"_row", "_key", "_passage"}, rest...), ", ") +
		") VALUES (" + marks(len(rest)+3) + ")")
	t.insertWithdrawal = n("INSERT INTO $_withdrawal (_key, _package) VALUES (?, ?)")

	t.lastWon = n("SELECT _from, _package FROM $_won WHERE _key = ? AND _to = ?")
	t.closeWon = n("UPDATE $_won SET _to = ? WHERE _key = ? AND _to = ?")
	t.insertWon = n("INSERT INTO $_won (_key, _from, _to, _package) VALUES (?, ?, ?, ?)")
	t.deleteWon = n("DELETE FROM $_won WHERE _key = ? AND _to = ?")
	t.readWon = n("SELECT _from, _to, _package FROM $_won WHERE _key = ? ORDER BY _to")
	t.statedBy = n("SELECT _key FROM $_row WHERE _row >= ? AND _row < ?" +
		" UNION SELECT _key FROM $_withdrawal WHERE _package = ?")
	t.packagesOf = n("SELECT " + packageOfRow("_row") + " FROM $_row WHERE _key = ?" +
		" UNION SELECT _package FROM $_withdrawal WHERE _key = ?")

	t.findPassage = n("SELECT _passage FROM $_passage WHERE _key = ? AND _digest = ?")
	t.insertPassage = n("INSERT INTO $_passage (_passage, _key, _digest) VALUES (?, ?, ?)")
	t.lastPassage = n("SELECT max(_passage) FROM $_passage WHERE _passage >= ? AND _passage < ?")

	t.cells = strings.Join(all, ", ")
	t.joined = fmt.Sprintf("group_concat(concat_ws(char(%d), r._row, %s), char(%d))", separator, t.cells, rowEnd)
	t.byKey = "k." + strings.Join(key, ", k.")
	t.winning = "i._key = k._key AND i._to > ? AND i._from <= ?"
	t.rowOfWinner = fmt.Sprintf("r._key = k._key AND r._row >= i._package << %[1]d AND r._row < (i._package + 1) << %[1]d", rowBits)
	t.found = n("CROSS JOIN $_passage AS k ON k._passage = f.rowid CROSS JOIN $_won AS i ON " + t.winning +
		" CROSS JOIN $_row AS r ON " + t.rowOfWinner + " AND r._passage = k._passage")
	switch at := s.Column(s.When); {
	case s.When == "":
		t.when = "''"
	case t.inKey[at]:
		t.when = n("(SELECT o." + quoted(s.When) + " FROM $_key AS o WHERE o._key = k._key)")
	default:
		t.when = "r." + quoted(s.When)
	}
	t.row = n("SELECT " + t.joined + " FROM $_row AS r JOIN $_key AS k ON k._key = r._key WHERE r._row = ?")
	t.history = n("SELECT " + t.joined + " FROM $_key AS k CROSS JOIN $_row AS r ON r._key = k._key" +
		" CROSS JOIN package AS p ON p.id = " + packageOfRow("r._row") +
		" WHERE k._committee = ? AND p.ord <= ? AND p.superseded_at > ?")
	t.withdrawals = n("SELECT p.id, " + t.byKey + " FROM $_key AS k CROSS JOIN $_withdrawal AS w ON w._key = k._key" +
		" CROSS JOIN package AS p ON p.id = w._package" +
		" WHERE k._committee = ? AND p.ord <= ? AND p.superseded_at > ?")
	t.rowsOf = n("SELECT " + t.joined + " FROM json_each(?) AS j CROSS JOIN $_row AS r ON r._row = j.value" +
		" CROSS JOIN $_key AS k ON k._key = r._key")
	var escaped []string
	for _, i := range s.KeyColumns() {
		cell := "replace(k." + quoted(s.Fields[i].Name) + `, '\', '\\')`
		escaped = append(escaped, "replace("+cell+`, '|', '\|')`)
	}
	pairs := func(other string) string {
		return "SELECT group_concat(k._key || char(31) || " + other + ", char(30))"
	}
	t.indexKeys = n(pairs("concat_ws('|', "+strings.Join(escaped, ", ")+")") + " FROM $_key AS k WHERE k._committee = ?")
	t.indexRows = n(pairs("r._row") + " FROM $_key AS k CROSS JOIN $_row AS r ON r._key = k._key WHERE k._committee = ?")
	t.indexWithdrawals = n(pairs("w._package") + " FROM $_withdrawal AS w CROSS JOIN $_key AS k ON k._key = w._key" +
		" WHERE k._committee = ?")
	return t
}

// keyOf is KeyOf, quicker where nothing needs to be escaped.
func (t *table) keyOf(cells []string) string {
	columns := t.KeyColumns()
	parts := make([]string, 0, 4)
	for _, i := range columns {
		if len(columns) == 1 || strings.ContainsAny(cells[i], `|\`) {
			return t.KeyOf(cells)
		}
		parts = append(parts, cells[i])
	}
	return strings.Join(parts, "|")
}

// compareKeys orders rows by their key: by time first, where the key has one.
func (t *table) compareKeys(a, b []string) int {
	for _, i := range t.order {
		if n := strings.Compare(a[i], b[i]); n != 0 {
			return n
		}
	}
	return 0
}

// joinKey gives the key's cells the form of schema.Table.KeyOf.
func (t *table) joinKey(key []string) string {
	row := make([]string, len(t.Fields))
	for n, i := range t.KeyColumns() {
		row[i] = key[n]
	}
	return t.KeyOf(row)
}

// create writes the table's SQL tables. Every cell is TEXT as stated: a number column would turn
// -18.0 into -18.
func (t *table) create() string {
	var key, ordered, rest []string
	for i, f := range t.Fields {
		if !t.inKey[i] {
			rest = append(rest, quoted(f.Name)+" TEXT NOT NULL")
		}
	}
	for _, i := range t.KeyColumns() {
		key = append(key, quoted(t.Fields[i].Name)+" TEXT NOT NULL")
	}
	for _, i := range t.order {
		ordered = append(ordered, quoted(t.Fields[i].Name))
	}
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("CREATE TABLE $_key (_key INTEGER PRIMARY KEY, _committee INTEGER NOT NULL, %s,", strings.Join(key, ", "))
	// The time comes first, so that what a package adds lies together, and a year is a range.
	line("  UNIQUE (_committee, %s)) STRICT;", strings.Join(ordered, ", "))
	line("CREATE TABLE $_row (_row INTEGER PRIMARY KEY, _key INTEGER NOT NULL, _passage INTEGER, %s) STRICT;",
		strings.Join(rest, ", "))
	line("CREATE INDEX $_row_key ON $_row (_key);")
	if at := t.Column("id"); !t.inKey[at] {
		// By package first, so that what a package adds lies together: an id is looked for in each
		// package in turn.
		line(`CREATE INDEX $_row_id ON $_row (%s, "id");`, packageOfRow("_row"))
	}
	line("CREATE TABLE $_withdrawal (_key INTEGER NOT NULL, _package INTEGER NOT NULL," +
		" PRIMARY KEY (_key, _package)) STRICT, WITHOUT ROWID;")
	line("CREATE INDEX $_withdrawal_package ON $_withdrawal (_package);")
	line("CREATE TABLE $_won (_key INTEGER NOT NULL, _from INTEGER NOT NULL, _to INTEGER NOT NULL," +
		" _package INTEGER NOT NULL, PRIMARY KEY (_key, _to)) STRICT, WITHOUT ROWID;")
	line("CREATE TABLE $_passage (_passage INTEGER PRIMARY KEY, _key INTEGER NOT NULL, _digest INTEGER NOT NULL," +
		" UNIQUE (_key, _digest)) STRICT;")
	return strings.ReplaceAll(b.String(), "$_", t.Name+"_")
}
