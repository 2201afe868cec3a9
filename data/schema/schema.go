// Package schema reads the table schemas under assets/schema, the single source of what a
// follow-up package may hold. They are Frictionless Table Schemas
// (https://datapackage.org/standard/table-schema/) with one object of our own, `followup`, on the
// table and on its fields. The CSV check, the SQLite tables and the search index are made from
// them: a further table is one more file, and a further column one more field.
package schema

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"rodatraden/assets"
)

// Table is the schema of one table.
type Table struct {
	Name        string   // the CSV file's name without its ending
	Title       string   // in Swedish
	Description string   // in Swedish
	Order       int      // place among the tables
	Standing    bool     // its records carry over from package to package
	Label       []string // the columns that name a record to a person
	When        string   // the column that says what time a record is about, or ""
	Fields      []Field

	key, rows, label []int
	index            map[string]int
	published        json.RawMessage
}

// Field is one column.
type Field struct {
	Name        string
	Type        string // string, integer, number or boolean
	Title       string // in Swedish
	Description string // in Swedish
	Required    bool
	Enum        []string
	Pattern     *regexp.Regexp // nil where any text is right
	As          Kind
	List        bool     // several values, parted by |
	Refers      []string // the tables it may point into; "*" is any, written table:id
	Words       []string // what may stand in place of a reference: all, unknown
	Bare        string   // of a qualified reference: the table of an id that names none, or Group
}

// Group is the Bare of a column whose ids without a table name a group of records, which is no
// record itself.
const Group = "group"

// Kind says what a field's text means beyond its type.
type Kind string

// The kinds of fields.
const (
	Plain    Kind = ""
	Text     Kind = "text"     // words for people: NFC, searched
	Period   Kind = "period"   // a point or span of time, see model.Period
	Decimal  Kind = "decimal"  // an exact decimal, kept as written
	Resource Kind = "resource" // the name of a document in the package
)

// Qualified reports whether the field's references are written `table:id`.
func (f Field) Qualified() bool {
	return len(f.Refers) > 1 || len(f.Refers) == 1 && f.Refers[0] == "*" ||
		f.Pattern != nil && strings.Contains(f.Pattern.String(), ":")
}

// Target returns the record that one value of the field's refers to; ok is false where it refers
// to none: a word in place of a reference, a group's name, or what has not the form of a reference.
func (f Field) Target(value string) (table, id string, ok bool) {
	if len(f.Refers) == 0 || value == "" || slices.Contains(f.Words, value) {
		return "", "", false
	}
	if !f.Qualified() {
		return f.Refers[0], value, true
	}
	table, id, ok = strings.Cut(value, ":")
	switch {
	case ok:
		return table, id, table != "" && id != ""
	case f.Bare == "" || f.Bare == Group:
		return "", "", false
	}
	return f.Bare, value, true
}

// Allowed returns the values that the field's may have, where they are listed: one of an enumeration,
// or several of a list, whose pattern is ^(a|b)(\|(a|b))*$; nil where any is right.
func (f Field) Allowed() []string {
	if len(f.Enum) > 0 || !f.List || f.Pattern == nil || len(f.Refers) > 0 {
		return f.Enum
	}
	inner, ok := strings.CutPrefix(f.Pattern.String(), "^(")
	at := strings.Index(inner, `)(\|(`)
	if !ok || at < 0 {
		return nil
	}
	return strings.Split(inner[:at], "|")
}

// Values returns what a cell of the field's holds: several where it is a list.
func (f Field) Values(cell string) []string {
	if f.List {
		return strings.Split(cell, "|")
	}
	return []string{cell}
}

// Companion returns the place of the column that says the named thing of a number: as_written,
// approximate, status. Where the table has several numbers, each has companions of its own, which
// bear its name.
func (t *Table) Companion(number, name string) int {
	if i := t.Column(number + "_" + name); i >= 0 {
		return i
	}
	if name == "status" && t.Column(number+"_as_written") >= 0 {
		return -1
	}
	return t.Column(name)
}

// Column returns the place of the named column, or -1.
func (t *Table) Column(name string) int {
	if i, ok := t.index[name]; ok {
		return i
	}
	return -1
}

// KeyColumns returns the places of the columns that tell a record's facts apart: `id` where the
// table has no other key.
func (t *Table) KeyColumns() []int { return t.key }

// RowColumns returns the places of the columns that part the rows inside one statement.
func (t *Table) RowColumns() []int { return t.rows }

// KeyOf returns the key of a row in schema order: the key's cells joined by |, with | and \
// escaped by \. The same form stands in withdrawn.key.
func (t *Table) KeyOf(row []string) string { return joinCells(row, t.key) }

// RowKeyOf returns what tells the rows of one statement apart, in the same form as KeyOf.
func (t *Table) RowKeyOf(row []string) string { return joinCells(row, t.rows) }

// IdentityOf returns what tells a row from every other in its table: KeyOf and RowKeyOf, parted by U+0000.
func (t *Table) IdentityOf(row []string) string { return t.KeyOf(row) + "\x00" + t.RowKeyOf(row) }

// LabelOf returns what a person would call the row: its label columns parted by spaces.
func (t *Table) LabelOf(row []string) string {
	parts := make([]string, 0, len(t.label))
	for _, i := range t.label {
		if row[i] != "" {
			parts = append(parts, row[i])
		}
	}
	return strings.Join(parts, " ")
}

// Published returns the schema as it is inlined in a published manifest: without the object of
// our own, so that it holds nothing but what the standard defines.
func (t *Table) Published() json.RawMessage { return t.published }

var escaper = strings.NewReplacer(`\`, `\\`, `|`, `\|`)

func joinCells(row []string, at []int) string {
	if len(at) == 1 {
		return escaper.Replace(row[at[0]])
	}
	var b strings.Builder
	size := len(at)
	for _, i := range at {
		size += len(row[i])
	}
	b.Grow(size)
	for n, i := range at {
		if n > 0 {
			b.WriteByte('|')
		}
		if strings.ContainsAny(row[i], `\|`) {
			escaper.WriteString(&b, row[i])
		} else {
			b.WriteString(row[i])
		}
	}
	return b.String()
}

// SplitKey undoes the joining of KeyOf.
func SplitKey(key string) []string {
	if !strings.Contains(key, `\`) {
		return strings.Split(key, "|")
	}
	var parts []string
	var b strings.Builder
	escaped := false
	for _, r := range key {
		switch {
		case escaped:
			b.WriteRune(r)
			escaped = false
		case r == '\\':
			escaped = true
		case r == '|':
			parts = append(parts, b.String())
			b.Reset()
		default:
			b.WriteRune(r)
		}
	}
	return append(parts, b.String())
}

// All returns every table in order. The tables must not be changed.
func All() []*Table { return loaded().tables }

// Get returns the named table.
func Get(name string) (*Table, bool) {
	t, ok := loaded().byName[name]
	return t, ok
}

// MustGet returns the named table and panics where there is none: for names in the code.
func MustGet(name string) *Table {
	t, ok := Get(name)
	if !ok {
		panic("schema: no table " + name)
	}
	return t
}

type set struct {
	tables []*Table
	byName map[string]*Table
}

var loaded = sync.OnceValue(func() set {
	s, err := load(assets.Schemas, "schema")
	if err != nil {
		panic(err) // embedded: a test loads them all
	}
	return s
})

type tableFile struct {
	Name        string `json:"name"`
	Title       string `json:"title"`
	Description string `json:"description"`
	Followup    struct {
		Order    int      `json:"order"`
		Standing bool     `json:"standing"`
		Key      []string `json:"key"`
		Rows     []string `json:"rows"`
		Label    []string `json:"label"`
		When     string   `json:"when"`
	} `json:"followup"`
	Fields []struct {
		Name        string `json:"name"`
		Type        string `json:"type"`
		Title       string `json:"title"`
		Description string `json:"description"`
		Constraints struct {
			Required bool     `json:"required"`
			Enum     []string `json:"enum"`
			Pattern  string   `json:"pattern"`
		} `json:"constraints"`
		Followup struct {
			As     Kind     `json:"as"`
			List   bool     `json:"list"`
			Refers []string `json:"refers"`
			Words  []string `json:"words"`
			Bare   string   `json:"bare"`
		} `json:"followup"`
	} `json:"fields"`
}

func load(from fs.FS, dir string) (set, error) {
	s := set{byName: map[string]*Table{}}
	files, err := fs.Glob(from, path.Join(dir, "*.json"))
	if err != nil {
		return s, err
	}
	for _, name := range files {
		raw, err := fs.ReadFile(from, name)
		if err != nil {
			return s, err
		}
		t, err := parse(raw)
		if err != nil {
			return s, fmt.Errorf("%s: %w", name, err)
		}
		if t.Name != strings.TrimSuffix(path.Base(name), ".json") {
			return s, fmt.Errorf("%s: holds the table %q", name, t.Name)
		}
		s.tables = append(s.tables, t)
		s.byName[t.Name] = t
	}
	slices.SortFunc(s.tables, func(a, b *Table) int { return a.Order - b.Order })
	return s, nil
}

func parse(raw []byte) (*Table, error) {
	var f tableFile
	if err := json.Unmarshal(raw, &f); err != nil {
		return nil, err
	}
	t := &Table{
		Name: f.Name, Title: f.Title, Description: f.Description,
		Order: f.Followup.Order, Standing: f.Followup.Standing,
		Label: f.Followup.Label, When: f.Followup.When,
		index: map[string]int{},
	}
	for i, c := range f.Fields {
		field := Field{
			Name: c.Name, Type: c.Type, Title: c.Title, Description: c.Description,
			Required: c.Constraints.Required, Enum: c.Constraints.Enum,
			As: c.Followup.As, List: c.Followup.List, Refers: c.Followup.Refers,
			Words: c.Followup.Words, Bare: c.Followup.Bare,
		}
		if c.Constraints.Pattern != "" {
			p, err := regexp.Compile(c.Constraints.Pattern)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", c.Name, err)
			}
			field.Pattern = p
		}
		t.Fields = append(t.Fields, field)
		t.index[c.Name] = i
	}
	var err error
	key := f.Followup.Key
	if len(key) == 0 {
		key = []string{"id"}
	}
	if t.key, err = t.places(key); err != nil {
		return nil, err
	}
	if t.rows, err = t.places(f.Followup.Rows); err != nil {
		return nil, err
	}
	if t.label, err = t.places(f.Followup.Label); err != nil {
		return nil, err
	}
	t.published, err = withoutOurs(raw)
	return t, err
}

func (t *Table) places(names []string) ([]int, error) {
	at := make([]int, len(names))
	for n, name := range names {
		if at[n] = t.Column(name); at[n] < 0 {
			return nil, fmt.Errorf("no column %q", name)
		}
	}
	return at, nil
}

// withoutOurs drops every `followup` object and keeps the order of everything else.
func withoutOurs(raw []byte) (json.RawMessage, error) {
	type published struct {
		Schema        string            `json:"$schema"`
		Name          string            `json:"name"`
		Title         string            `json:"title"`
		Description   string            `json:"description"`
		Fields        []json.RawMessage `json:"fields"`
		PrimaryKey    []string          `json:"primaryKey"`
		MissingValues []string          `json:"missingValues"`
	}
	type field struct {
		Name        string          `json:"name"`
		Type        string          `json:"type"`
		Title       string          `json:"title"`
		Description string          `json:"description"`
		Constraints json.RawMessage `json:"constraints,omitempty"`
		TrueValues  []string        `json:"trueValues,omitempty"`
		FalseValues []string        `json:"falseValues,omitempty"`
	}
	var p published
	if err := json.Unmarshal(raw, &p); err != nil {
		return nil, err
	}
	for i := range p.Fields {
		var f field
		if err := json.Unmarshal(p.Fields[i], &f); err != nil {
			return nil, err
		}
		out, err := json.Marshal(f)
		if err != nil {
			return nil, err
		}
		p.Fields[i] = out
	}
	return json.Marshal(p)
}
