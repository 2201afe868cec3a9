package template

import (
	"encoding/json"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"text/template"

	"github.com/xuri/excelize/v2"

	"rodatraden/assets"
	"rodatraden/data/followup"
	"rodatraden/data/sample"
	"rodatraden/data/schema"
)

// words are the translations of a language as the commands give them.
type words map[string]string

func wordsOf(t testing.TB, lang string) words {
	t.Helper()
	names, err := fs.Glob(assets.Translations, "translations/*."+lang+".json")
	if err != nil || len(names) == 0 {
		t.Fatal("no translations", err)
	}
	out := words{}
	for _, name := range names {
		raw, err := assets.Translations.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var messages map[string]any
		if err := json.Unmarshal(raw, &messages); err != nil {
			t.Fatal(err)
		}
		for id, message := range messages {
			if s, ok := message.(string); ok {
				out[id] = s
			}
		}
	}
	return out
}

func (w words) Text(id string, args ...any) string {
	s, ok := w[id]
	if !ok {
		return "⟦" + id + "⟧"
	}
	if !strings.Contains(s, "{{") {
		return s
	}
	data := map[string]any{}
	for i := 0; i+1 < len(args); i += 2 {
		data[args[i].(string)] = args[i+1]
	}
	var b strings.Builder
	if err := template.Must(template.New("").Option("missingkey=error").Parse(s)).Execute(&b, data); err != nil {
		return "⟦" + id + "⟧"
	}
	return b.String()
}

// Value finds a value's word where app/page does.
func (w words) Value(table, column, value string) string {
	if strings.HasSuffix(column, "_status") {
		column = "status"
	}
	for _, id := range []string{
		"page.value." + table + "." + column + "." + value, "page.value." + column + "." + value, "page.fact_name." + value,
		"page." + strings.TrimSuffix(table, "s") + "." + value,
	} {
		if s, ok := w[id]; ok {
			return s
		}
	}
	return ""
}

// demo are the packages of a demonstration library.
func demo(t testing.TB, name string) []*followup.Package {
	t.Helper()
	packages, err := demos[name]()
	if err != nil {
		t.Fatal(err)
	}
	return packages
}

var demos = map[string]func() ([]*followup.Package, error){"trollhattan": once("trollhattan"), "alvbro": once("alvbro")}

func once(name string) func() ([]*followup.Package, error) {
	return sync.OnceValues(func() ([]*followup.Package, error) {
		packages, _, err := sample.Packages(name)
		return packages, err
	})
}

// made makes a workbook and returns its path.
func made(t testing.TB, c Content, w Words) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "underlag.xlsx")
	if err := Write(path, c, w); err != nil {
		t.Fatal(err)
	}
	return path
}

// opened reads a workbook.
func opened(t testing.TB, path string, w Words) *Source {
	t.Helper()
	s, err := Open(path, w)
	if err != nil {
		t.Fatal(err, s)
	}
	return s
}

// edited opens a workbook for changes as a person makes them, and saves it.
func edited(t testing.TB, path string, edit func(*book)) {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	edit(&book{f, t})
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
	f.Close()
}

type book struct {
	*excelize.File
	t testing.TB
}

// column is the letter of a field's column in a table's sheet.
func (b *book) column(table, field string) string {
	b.t.Helper()
	sheet := sheetName(schema.MustGet(table))
	rows, err := b.GetRows(sheet)
	if err != nil {
		b.t.Fatal(err)
	}
	for n, name := range rows[machineRow-1] {
		if name == field {
			column, _ := excelize.ColumnNumberToName(n + 1)
			return column
		}
	}
	b.t.Fatalf("%s has no column %s", table, field)
	return ""
}

// put types a value in a cell of a table; a text is kept as a text.
func (b *book) put(table, field string, row int, value any) {
	b.t.Helper()
	if err := b.SetCellValue(sheetName(schema.MustGet(table)), b.column(table, field)+strconv.Itoa(row), value); err != nil {
		b.t.Fatal(err)
	}
}

// format gives a cell a number format.
func (b *book) format(table, field string, row int, code string) {
	b.t.Helper()
	style, err := b.NewStyle(&excelize.Style{CustomNumFmt: &code})
	if err != nil {
		b.t.Fatal(err)
	}
	cell := b.column(table, field) + strconv.Itoa(row)
	if err := b.SetCellStyle(sheetName(schema.MustGet(table)), cell, cell, style); err != nil {
		b.t.Fatal(err)
	}
}

// report types a value in the sheet of the report's own data.
func (b *book) report(w Words, path string, value any) {
	b.t.Helper()
	sheet := w.Text("template.sheet.report")
	rows, err := b.GetRows(sheet)
	if err != nil {
		b.t.Fatal(err)
	}
	for n, row := range rows {
		if len(row) > 0 && row[0] == path {
			if err := b.SetCellValue(sheet, "C"+strconv.Itoa(n+1), value); err != nil {
				b.t.Fatal(err)
			}
			return
		}
	}
	b.t.Fatal("no line", path)
}
