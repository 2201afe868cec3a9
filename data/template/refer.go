package template

import (
	"regexp"
	"strings"
	"unicode/utf16"

	"rodatraden/data/schema"
)

// maxLabel is how many UTF-16 units of a record's title a list shows.
const maxLabel = 80

// label is what a record is called in lists and references, without its id.
func label(text string) string {
	text = strings.ReplaceAll(text, "\n", " ")
	units := utf16.Encode([]rune(text))
	if len(units) > maxLabel {
		text = string(utf16.Decode(units[:maxLabel]))
	}
	return text
}

// bracketed is a reference as the workbook writes it: what comes before is for people.
var bracketed = regexp.MustCompile(`(?s)^(.*?)\[([a-z_]+:)?([a-z0-9][a-z0-9-]*)\]$`)

// idForm is the form of a reference as the package has it.
var idForm = regexp.MustCompile(`^([a-z_]+:)?[a-z0-9][a-z0-9-]*$`)

// written is how the workbook writes a reference of a record with a title: Title [id]; of a column that
// may point into several tables the table comes first: Mål: Title [id].
func written(f schema.Field, table *schema.Table, title, id string) string {
	out := strings.TrimSpace(label(title) + " [" + id + "]")
	// What a list of several is parted by may not stand in a title.
	out = strings.ReplaceAll(out, "|", "/")
	if f.Qualified() {
		return table.Title + ": " + out
	}
	return out
}

// records are what references are resolved among.
type records struct {
	ids    map[string]map[string]bool     // by table
	titles map[string]map[string][]string // ids by table and title, in small letters
	fresh  map[string]bool                // by table:id: the workbook gives them no id, and lists show their titles alone
}

func newRecords() *records {
	return &records{ids: map[string]map[string]bool{}, titles: map[string]map[string][]string{}, fresh: map[string]bool{}}
}

func (r *records) add(t *schema.Table, row []string) {
	id := row[t.Column("id")]
	if id == "" {
		return
	}
	if r.ids[t.Name] == nil {
		r.ids[t.Name], r.titles[t.Name] = map[string]bool{}, map[string][]string{}
	}
	if r.ids[t.Name][id] {
		return
	}
	r.ids[t.Name][id] = true
	whole := titleKey(t.LabelOf(row))
	r.titles[t.Name][whole] = append(r.titles[t.Name][whole], id)
	if short := titleKey(label(t.LabelOf(row))); short != whole {
		r.titles[t.Name][short] = append(r.titles[t.Name][short], id)
	}
}

func titleKey(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// outcome of resolving.
type outcome int

const (
	found outcome = iota
	notFound
	several
)

// resolve gives the reference that a text of a field's means, as the package writes it. found is also what
// has the form of a reference to a record that the workbook does not hold: the check knows the library.
func (r *records) resolve(t *schema.Table, f schema.Field, w Words, s string) (string, outcome) {
	if v, ok := wordIn(w, t, f, s); ok {
		return v, found
	}
	may := targets(f)
	only := func(name string) {
		for _, t := range may {
			if t.Name == name {
				may = []*schema.Table{t}
				return
			}
		}
	}
	rest := s
	for _, t := range may {
		if cut, ok := strings.CutPrefix(s, t.Title+": "); ok && f.Qualified() {
			rest = cut
			only(t.Name)
			break
		}
	}
	write := func(table, id string) string {
		if !f.Qualified() || f.Bare == table {
			return id
		}
		return table + ":" + id
	}
	if m := bracketed.FindStringSubmatch(rest); m != nil {
		if table, ok := strings.CutSuffix(m[2], ":"); ok {
			return write(table, m[3]), found
		}
		if m[1] == "" && f.Bare != "" { // what an id without a table means is the column's own
			return m[3], found
		}
		if len(may) == 1 {
			return write(may[0].Name, m[3]), found
		}
		for _, t := range may {
			if r.ids[t.Name][m[3]] {
				return write(t.Name, m[3]), found
			}
		}
	}
	if strings.Contains(rest, ":") && idForm.MatchString(rest) && f.Qualified() {
		return rest, found
	}
	var hits, fresh []string
	for _, t := range may {
		if r.ids[t.Name][rest] {
			hits = append(hits, write(t.Name, rest))
		}
	}
	if len(hits) == 0 {
		for _, t := range may {
			for _, id := range r.titles[t.Name][titleKey(rest)] {
				hits = append(hits, write(t.Name, id))
				if r.fresh[t.Name+":"+id] {
					fresh = append(fresh, write(t.Name, id))
				}
			}
		}
	}
	if len(hits) > 1 && len(fresh) == 1 { // the others are written with their ids
		hits = fresh
	}
	switch {
	case len(hits) == 1:
		return hits[0], found
	case len(hits) > 1:
		return "", several
	case idForm.MatchString(rest) && (!f.Qualified() || f.Bare != ""):
		return rest, found
	}
	return "", notFound
}

// wordIn is what stands in place of a reference: all, unknown.
func wordIn(w Words, t *schema.Table, f schema.Field, s string) (string, bool) {
	for _, v := range f.Words {
		if s == v || strings.EqualFold(s, word(w, t, f, v)) {
			return v, true
		}
	}
	return "", false
}
