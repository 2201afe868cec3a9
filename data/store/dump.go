package store

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Dump writes all that the library holds, a JSON array a line, sorted and without its inner
// numbers: two libraries are equal where their dumps are.
func (l *Library) Dump(ctx context.Context, w io.Writer) error {
	out := bufio.NewWriter(w)
	err := l.read(ctx, "store.Dump", l.path, func(v *view) error {
		const packages = " FROM package p JOIN committee c ON c.id = p.committee"
		const by = " ORDER BY c.repository, c.code, "
		if err := v.dump(out, "package", "SELECT c.repository, c.code, p.uuid, p.name, p.manifest, p.as_at, p.ord,"+
			" p.supersedes, p.superseded_at, p.info"+packages+by+"p.uuid"); err != nil {
			return err
		}
		if err := v.dump(out, "document", "SELECT c.repository, c.code, p.uuid, d.name, d.path, d.media_type, d.hash, d.bytes"+
			packages+" JOIN document d ON d.package = p.id"+by+"p.uuid, d.name"); err != nil {
			return err
		}
		if err := v.dump(out, "content", "SELECT hash, body, words FROM content ORDER BY hash"); err != nil {
			return err
		}
		for _, t := range l.layout.tables {
			if err := v.dumpTable(out, t); err != nil {
				return err
			}
		}
		for _, index := range []string{"passage_part_term", "passage_word_term"} {
			if err := v.dump(out, index, "SELECT term, doc, cnt FROM "+index+" ORDER BY term"); err != nil {
				return err
			}
		}
		return out.Flush()
	})
	return err
}

func (v *view) dumpTable(out io.Writer, t *table) error {
	from := func(name, columns, order string) error {
		of := map[string]string{
			"row":        "p.id = " + packageOfRow("r._row"),
			"withdrawal": "p.id = r._package",
			"won":        "p.id = r._package",
		}[name]
		query := "SELECT c.repository, c.code, " + columns + " FROM $_" + name + " AS r JOIN $_key AS k ON k._key = r._key" +
			" JOIN committee AS c ON c.id = k._committee"
		if of != "" {
			query += " JOIN package AS p ON " + of
		}
		query += " ORDER BY c.repository, c.code, " + order
		return v.dump(out, t.Name+" "+name, strings.ReplaceAll(query, "$_", t.Name+"_"))
	}
	if err := from("row", "p.uuid, r._row & "+fmt.Sprint(maxRows-1)+" AS place, "+t.cells, "p.uuid, place"); err != nil {
		return err
	}
	if err := from("withdrawal", t.byKey+", p.uuid", t.byKey+", p.uuid"); err != nil {
		return err
	}
	if err := from("won", t.byKey+", r._from, r._to, p.uuid", t.byKey+", r._from"); err != nil {
		return err
	}
	return from("passage", t.byKey+", r._digest", t.byKey+", r._digest")
}

func (v *view) dump(out io.Writer, name, query string) error {
	rows, err := v.QueryContext(v.ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	line := make([]any, 1+len(columns))
	into := make([]any, len(columns))
	for i := range into {
		into[i] = &line[1+i]
	}
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for rows.Next() {
		line[0] = name
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i, value := range line {
			if raw, ok := value.([]byte); ok {
				line[i] = string(raw)
			}
		}
		if err := encoder.Encode(line); err != nil {
			return err
		}
	}
	return rows.Err()
}
