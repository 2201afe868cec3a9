// Package hostiletest makes a package whose every text is hostile, for tests of what becomes of it: each
// table has a row for each of the texts, and every field of text in that row is that text.
package hostiletest

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing/fstest"

	"rodatraden/data/followup"
	"rodatraden/data/schema"
)

// Committee and Name are those of the package.
const (
	Committee = "hostile"
	Name      = "hostile-2021-annual"
)

// Texts reads a list of hostile texts, one a line, in which lines that begin with # are comments. What
// stands there twice is one text.
func Texts(file string) ([]string, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	all := strings.Split(string(raw), "\n")
	seen := map[string]bool{}
	return slices.DeleteFunc(all, func(s string) bool {
		again := seen[s]
		seen[s] = true
		return again || s == "" || s[0] == '#'
	}), nil
}

// Row returns the id of the row of a table that holds the text at a place of the list.
func Row(table string, at int) string {
	return strings.ReplaceAll(table, "_", "-") + "-" + strconv.Itoa(at)
}

// Build builds the package of the texts, with title as every text of its manifest, and tells what the
// check says of it. It joins before, which Before makes of the same texts.
func Build(texts []string, title string, before *followup.Package) (*followup.Package, followup.Report, error) {
	return followup.BuildFS(Source(texts, title), followup.BuildOptions{Known: []*followup.Package{before}})
}

// Before builds the package that told what Build's withdraws.
func Before(texts []string) (*followup.Package, followup.Report, error) {
	return followup.BuildFS(SourceBefore(texts), followup.BuildOptions{})
}

// Source is what Build builds.
func Source(texts []string, title string) fs.FS {
	files := fstest.MapFS{followup.ManifestName: {Data: manifest(title, 20)}}
	for _, t := range schema.All() {
		files[t.Name+".csv"] = table(t, texts, Cell)
	}
	return files
}

// SourceBefore is what Before builds: totals that bear the texts as their names.
func SourceBefore(texts []string) fs.FS {
	totals := schema.MustGet("savings_totals")
	return fstest.MapFS{
		followup.ManifestName: {Data: manifest("Före", 10)},
		"savings_totals.csv": table(totals, texts, func(t *schema.Table, f schema.Field, at int, text string) string {
			switch f.Name {
			case "id":
				return "posts-" + strconv.Itoa(at)
			case "label":
				return text
			case "measure", "amount_unit":
				return "posts"
			case "value", "status":
				return Cell(t, f, at, text)
			}
			return ""
		}),
	}
}

// table writes a table with a row for each of the texts.
func table(t *schema.Table, texts []string, cell func(*schema.Table, schema.Field, int, string) string) *fstest.MapFile {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	row := make([]string, len(t.Fields))
	for i, f := range t.Fields {
		row[i] = f.Name
	}
	_ = w.Write(row) // to memory
	for at, text := range texts {
		for i, f := range t.Fields {
			row[i] = cell(t, f, at, text)
		}
		_ = w.Write(row)
	}
	w.Flush()
	return &fstest.MapFile{Data: b.Bytes()}
}

// Cell is what a field of the row of a text holds: the text, or what makes a row of the rest.
func Cell(t *schema.Table, f schema.Field, at int, text string) string {
	if v, ok := fixed[t.Name+"."+f.Name]; ok {
		return v
	}
	switch {
	case t.Name == "withdrawn" && f.Name == "key": // of a total of posts that bears the text as its name
		totals := schema.MustGet("savings_totals")
		row := make([]string, len(totals.Fields))
		row[totals.Column("label")], row[totals.Column("measure")] = text, "posts"
		return totals.KeyOf(row)
	case f.As == schema.Text:
		return text
	case f.Name == "id":
		return Row(t.Name, at)
	case f.As == schema.Period:
		return "2021"
	case f.As == schema.Decimal:
		return strconv.Itoa(at % 100)
	case len(f.Refers) > 0 && f.Refers[0] != t.Name:
		table := f.Refers[0]
		if table == "*" {
			table = "goals"
		}
		if t.Name == "links" && f.Name == "from" {
			table = "indicators"
		}
		if f.Qualified() && f.Bare != table {
			return table + ":" + Row(table, at)
		}
		return Row(table, at)
	case len(f.Enum) > 0:
		return f.Enum[at%len(f.Enum)]
	}
	return ""
}

// fixed is what the rows of a table have alike, where any value would not be right.
var fixed = map[string]string{
	"amounts.status": "reported", "amounts.measure": "variance_forecast", "causes.status": "reported",
	"controls.likelihood": "3", "controls.consequence": "4", "controls.scale": "5x5",
	"documents.media_type": "", "observations.status": "reported", "observations.kind": "level", "observations.trend": "",
	"savings.amount_status": "reported", "savings.share_status": "reported", "savings.posts_status": "reported",
	"savings_totals.measure": "decided", "savings_totals.amount_unit": "tkr", "savings_totals.status": "reported",
	"series_breaks.between": "2020/2021", "steering_documents.states": "current", "targets.status": "reported",
	"units.valid_to": "", "withdrawn.table": "savings_totals",
}

func manifest(title string, order int) []byte {
	name, year := Name, "2021"
	if order < 20 {
		name, year = "hostile-2020-annual", "2020"
	}
	raw, err := json.Marshal(map[string]any{
		"$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
		"name":    name, "title": title, "version": "1.0.0", "created": "2026-01-01T00:00:00Z",
		"sources":      []any{map[string]any{"title": title}},
		"contributors": []any{map[string]any{"title": title, "roles": []string{"publisher"}}},
		"licenses":     []any{map[string]any{"name": "CC0-1.0", "title": title}},
		"followup": map[string]any{
			"format": 1, "municipality": map[string]any{"code": "9999", "name": title}, "fictional": true,
			"committee": map[string]any{"id": Committee, "name": title},
			"kind":      "annual", "extent": "full", "period": map[string]any{"from": year + "-01-01", "to": year + "-12-31"}, "as_at": year + "-12-31",
			"order": order, "published": "2022-02-01T12:00:00+01:00", "published_basis": "stated",
			"meeting": map[string]any{"date": "2022-02-10", "item": title}, "variance": "budget-minus-actual", "audience": "public",
		},
	})
	if err != nil {
		panic(fmt.Sprint("a manifest of strings and numbers: ", err))
	}
	return raw
}
