package alvbro

import (
	"bytes"
	"crypto/sha1"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"rodatraden/data/followup"
	"rodatraden/data/model"
	"rodatraden/data/schema"
)

// made is `created` of every generated package, so that they are always the same.
const made = "2026-11-22T00:00:00Z"

// cells are a row's, by column.
type cells map[string]string

// pack is a package's source on its way.
type pack struct {
	manifest followup.Manifest
	y, m     int // the year and month that it tells of
	document string
	asAt     time.Time
	meeting  time.Time
	date     string          // of its document
	said     map[string]bool // source ids
	ids      map[string]bool // table:id
	rows     map[string][]cells
	texts    map[string]string // file name to Markdown
}

// add adds a row to a table; empty cells may be given, and are left out.
func (p *pack) add(table string, row cells) {
	key := table + ":" + row["id"] + ":" + row["place"] + row["title"]
	if table != "causes" {
		key = table + ":" + row["id"]
	}
	if p.ids[key] {
		panic(fmt.Sprintf("%s: %s twice", p.manifest.Name, key)) // the tests make every package
	}
	p.ids[key] = true
	p.rows[table] = append(p.rows[table], row)
}

// has reports whether a record is told.
func (p *pack) has(table, id string) bool { return p.ids[table+":"+id] }

// row is the row of an id, or nil.
func (p *pack) row(table, id string) cells {
	for _, r := range p.rows[table] {
		if r["id"] == id {
			return r
		}
	}
	return nil
}

// source names a page of the package's own document, and tells of it the first time.
func (p *pack) source(page int, section, about string) string {
	id := fmt.Sprintf("%s-s%d", p.document, page)
	if !p.said[id] {
		p.said[id] = true
		by := "administration"
		if p.manifest.Followup.Kind == model.Audit {
			by = "auditor"
		}
		p.add("sources", cells{"id": id, "document": p.document, "section": section, "page": strconv.Itoa(page),
			"form": "written", "said_by": by, "date": p.date, "note": about})
	}
	return id
}

// spoken is a source of another form than the printed page.
func (p *pack) spoken(page int, section, suffix, form, by, date, note string) string {
	id := fmt.Sprintf("%s-s%d-%s", p.document, page, suffix)
	if !p.said[id] {
		p.said[id] = true
		p.add("sources", cells{"id": id, "document": p.document, "section": section, "page": strconv.Itoa(page),
			"form": form, "said_by": by, "date": date, "note": note})
	}
	return id
}

// folder makes the files of the source.
func (p *pack) folder() folder {
	f := folder{}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(p.manifest); err != nil {
		panic(err) // plain fields
	}
	f["datapackage.json"] = b.Bytes()
	for table, rows := range p.rows {
		f[table+".csv"] = sheet(table, rows)
	}
	for name, text := range p.texts {
		f["texts/"+name] = []byte(text)
	}
	return f
}

// sheet writes a table with those of its columns that any row fills, in the schema's order.
func sheet(table string, rows []cells) []byte {
	var columns []string
	for _, field := range schema.MustGet(table).Fields {
		if field.Required || slices.ContainsFunc(rows, func(r cells) bool { return r[field.Name] != "" }) {
			columns = append(columns, field.Name)
		}
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write(columns) // to memory
	line := make([]string, len(columns))
	for _, r := range rows {
		for i, column := range columns {
			line[i] = r[column]
		}
		_ = w.Write(line)
	}
	w.Flush()
	return b.Bytes()
}

// uuid makes the id of a package from its name and seed, in the form of version 5.
func uuid(names ...string) string {
	sum := sha1.Sum([]byte("alvbro/" + strings.Join(names, "/")))
	sum[6] = sum[6]&0x0f | 0x50
	sum[8] = sum[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}
