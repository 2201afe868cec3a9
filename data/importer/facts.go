package importer

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"rodatraden/data/schema"
)

// Facts are rows by table. The zero value is ready.
type Facts struct {
	tables map[string][][]string
	at     map[string]map[string]int    // of a row by its key
	keys   map[string]map[string]string // of a row by its id
}

// Add adds a row; the cells are by column, and those that are not named are empty. A row without an id
// gets one that follows its key. A row with the key of one that is there replaces it, in its place. Add
// returns the id.
func (f *Facts) Add(table string, cells map[string]string) string {
	t := schema.MustGet(table)
	row := make([]string, len(t.Fields))
	for name, cell := range cells {
		i := t.Column(name)
		if i < 0 {
			panic("importer: " + table + " has no column " + name)
		}
		row[i] = norm.NFC.String(cell)
	}
	if f.tables == nil {
		f.tables, f.at, f.keys = map[string][][]string{}, map[string]map[string]int{}, map[string]map[string]string{}
	}
	if f.at[table] == nil {
		f.at[table], f.keys[table] = map[string]int{}, map[string]string{}
	}
	id := t.Column("id")
	if row[id] == "" {
		row[id] = RowID(t, row)
		// Two that read alike in small letters are two.
		if key, taken := f.keys[table][row[id]]; taken && key != t.IdentityOf(row) {
			row[id] = hashed(row[id], t.IdentityOf(row))
		}
	}
	key := t.IdentityOf(row)
	f.keys[table][row[id]] = key
	if at, there := f.at[table][key]; there {
		f.tables[table][at] = row
		return row[id]
	}
	f.at[table][key] = len(f.tables[table])
	f.tables[table] = append(f.tables[table], row)
	return row[id]
}

// Rows returns the rows of a table in the schema's order of columns, in the order that they were added.
func (f *Facts) Rows(table string) [][]string { return f.tables[table] }

// Len counts the rows of all tables.
func (f *Facts) Len() int {
	n := 0
	for _, rows := range f.tables {
		n += len(rows)
	}
	return n
}

// RowID makes the id of a row that has none: of a fact it follows key and place (and title, in causes),
// of any other record what names it to a person. It is the same for the same row, always.
func RowID(t *schema.Table, row []string) string {
	var parts []string
	columns := t.KeyColumns()
	if len(columns) == 1 && t.Fields[columns[0]].Name == "id" {
		if label := t.LabelOf(row); label != "" {
			return ID(label)
		}
		columns = nil
		for i := range t.Fields {
			columns = append(columns, i)
		}
	}
	for _, i := range columns {
		parts = append(parts, row[i])
	}
	for _, i := range t.RowColumns() {
		if row[i] != "" {
			parts = append(parts, row[i])
		}
	}
	return ID(parts...)
}

// maxID is the length of the longest id.
const maxID = 120

// ID makes an id of texts: small letters a–z, digits and hyphens. å and ä become a, ö becomes o. Where it
// would be too long, or nothing of a text would be left, a part of the texts' hash tells it apart.
func ID(texts ...string) string {
	var b strings.Builder
	lost := false
	for _, text := range texts {
		before := b.Len()
		hyphen := before > 0
		for _, r := range norm.NFKD.String(strings.ToLower(text)) {
			switch {
			case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
				if hyphen {
					b.WriteByte('-')
				}
				hyphen = false
				b.WriteRune(r)
			case unicode.Is(unicode.Mn, r):
			default:
				hyphen = b.Len() > 0
			}
		}
		lost = lost || text != "" && b.Len() == before
	}
	id := b.String()
	if !lost && id != "" && len(id) <= maxID {
		return id
	}
	return hashed(id, strings.Join(texts, "\x00"))
}

// hashed ends an id with a part of the hash of what it stands for.
func hashed(id, of string) string {
	sum := sha256.Sum256([]byte(of))
	hash := hex.EncodeToString(sum[:6])
	if room := maxID - len(hash) - 1; len(id) > room {
		id = strings.TrimRight(id[:room], "-")
	}
	return strings.TrimLeft(id+"-"+hash, "-")
}
