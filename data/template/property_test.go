package template

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/schema"
)

// hostile are the texts of followup's copy of the Big List of Naughty Strings that a package may hold.
func hostile(t testing.TB) (held, refused []string) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "followup", "testdata", "blns.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(string(raw), "\n") {
		line = norm.NFC.String(line)
		switch {
		case strings.TrimSpace(line) == "":
		case holdable(line) != nil:
			refused = append(refused, line)
		default:
			held = append(held, line)
		}
	}
	return held, refused
}

// drawn draws a cell of a field that holds.
func drawn(t *rapid.T, table *schema.Table, f schema.Field, texts []string, name string) string {
	id := rapid.StringMatching(`[a-z0-9]([a-z0-9-]{0,12}[a-z0-9])?`)
	if f.Name == "id" {
		return ""
	}
	if rapid.IntRange(0, 3).Draw(t, name) == 0 {
		return ""
	}
	one := func() string {
		switch {
		case len(values(table, f)) > 0:
			return rapid.SampledFrom(values(table, f)).Draw(t, name)
		case len(f.Words) > 0 && rapid.Bool().Draw(t, name):
			return rapid.SampledFrom(f.Words).Draw(t, name)
		case len(f.Refers) > 0 && !f.Qualified():
			return id.Draw(t, name)
		case f.Bare == schema.Group && rapid.Bool().Draw(t, name):
			return id.Draw(t, name)
		case len(f.Refers) > 0:
			to := rapid.SampledFrom(targets(f)).Draw(t, name)
			if to.Name == f.Bare {
				return id.Draw(t, name)
			}
			return to.Name + ":" + id.Draw(t, name)
		}
		return rapid.SampledFrom(texts).Draw(t, name)
	}
	switch {
	case f.As == schema.Decimal:
		return rapid.StringMatching(`-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?`).Draw(t, name)
	case f.Type == "integer":
		return rapid.StringMatching(`-?(0|[1-9][0-9]{0,17})`).Draw(t, name)
	case f.As == schema.Period:
		return rapid.SampledFrom([]string{"2019", "2019-04", "2019-04-25", "2019-01/2019-04", "2018-12~", "2021/..", "../2021", "unknown"}).Draw(t, name)
	case f.List && (len(values(table, f)) > 0 || len(f.Refers) > 0):
		parts := []string{one()}
		if rapid.Bool().Draw(t, name) {
			parts = append(parts, one())
		}
		return strings.Join(parts, "|")
	case f.As == schema.Resource, f.Pattern != nil && len(f.Refers) == 0 && len(values(table, f)) == 0:
		return id.Draw(t, name)
	}
	return one()
}

func TestAnyTablesComeThroughTheWorkbookUnchanged(t *testing.T) {
	if err := flag.Set("rapid.checks", "20"); err != nil { // each of them is a whole workbook
		t.Fatal(err)
	}
	held, _ := hostile(t)
	held = append(held, "_x0041_", "_x005F_x0041_", "=HYPERLINK(\"x\")", "'apostrof", " blank först och sist ", "två\nrader", "tab|streck",
		"Titel [id]", "[id]", "Mål: Titel [goals:id]", strings.Repeat("å", followup.MaxCellUnits), "2019-04-01", "1e5", "00123", "ja", "\u00A0x\u00A0")
	w := wordsOf(t, "sv")
	dir := t.TempDir()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		c := Content{Rows: map[string][][]string{}}
		for _, table := range schema.All() {
			for k := range rapid.IntRange(0, 3).Draw(t, table.Name) {
				row := make([]string, len(table.Fields))
				for i, f := range table.Fields {
					row[i] = drawn(t, table, f, held, table.Name+"."+f.Name)
				}
				row[table.Column("id")] = fmt.Sprintf("%s-%d", rapid.StringMatching(`[a-z0-9]{1,3}`).Draw(t, "id"), k)
				c.Rows[table.Name] = append(c.Rows[table.Name], row)
			}
		}
		n++
		path := filepath.Join(dir, fmt.Sprintf("%d.xlsx", n))
		defer os.Remove(path)
		if err := Write(path, c, w); err != nil {
			t.Fatal(err)
		}
		s, err := Open(path, w)
		if err != nil {
			t.Fatal(err)
		}
		if s.Report.Faults() > 0 {
			t.Fatal(s.Report.Findings)
		}
		for _, table := range schema.All() {
			want := followup.Table{Schema: table, Rows: c.Rows[table.Name]}
			raw, err := want.Canonical()
			if err != nil {
				t.Fatal(err)
			}
			if got, _ := s.FS.(joined).made[table.Name+".csv"]; len(want.Rows) > 0 && string(got) != string(raw) {
				t.Fatalf("got\n%q\nwant\n%q", got, raw)
			}
		}
	})
}

// What would come back as something else is refused, never changed.
func TestWhatAWorkbookCannotHoldIsRefused(t *testing.T) {
	w := wordsOf(t, "sv")
	_, refused := hostile(t)
	for _, text := range append(refused, "a\u0007", "a\tb", "a\rb", "_xD83D_", "\xff", "a\uFFFE") {
		row := make([]string, len(schema.MustGet("goals").Fields))
		row[schema.MustGet("goals").Column("text")] = text
		err := Write(filepath.Join(t.TempDir(), "x.xlsx"), Content{Rows: map[string][][]string{"goals": {row}}}, w)
		if fault.KindOf(err) != fault.Format || !strings.Contains(fault.PathOf(err), "goals 1 text") {
			t.Errorf("%q: %v", text, err)
		}
	}
	row := make([]string, len(schema.MustGet("goals").Fields))
	row[1] = strings.Repeat("x", followup.MaxCellUnits+1)
	if err := Write(filepath.Join(t.TempDir(), "x.xlsx"), Content{Rows: map[string][][]string{"goals": {row}}}, w); fault.KindOf(err) != fault.Limit {
		t.Error(err)
	}
}

func TestAWorkbookIsNeverReplaced(t *testing.T) {
	w := wordsOf(t, "sv")
	path := made(t, Content{}, w)
	before, _ := os.ReadFile(path)
	if err := Write(path, Content{}, w); fault.KindOf(err) != fault.Exists {
		t.Error(err)
	}
	if after, _ := os.ReadFile(path); !slices.Equal(before, after) {
		t.Error("it was changed")
	}
}

func FuzzAWorkbookIsReadOrRefused(f *testing.F) {
	w := wordsOf(f, "sv")
	small := excelize.NewFile() // a whole one takes too long to read each time
	for n, row := range [][]any{
		{"rodatraden:amounts", "line", "measure", "period", "value", "note"},
		{nil, "a", "Budget helår", 2019, 18.0, "Text"}, {"väntat", "Rad [a]", "budget_ytd", "2019-04", "18,0"}, {"tidigare line:00"},
	} {
		if err := small.SetSheetRow("Sheet1", "A"+strconv.Itoa(n+1), &row); err != nil {
			f.Fatal(err)
		}
	}
	raw, err := small.WriteToBuffer()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw.Bytes())
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("a;b\n1;2\n"))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, raw []byte) {
		path := filepath.Join(dir, "fuzz.xlsx")
		if err := os.WriteFile(path, raw, 0o644); err != nil {
			t.Fatal(err)
		}
		s, err := Open(path, w)
		if err == nil && s.FS == nil {
			t.Error("neither a source nor an error")
		}
	})
}

func BenchmarkOpen(b *testing.B) {
	w := wordsOf(b, "sv")
	t := schema.MustGet("amounts")
	var rows [][]string
	for n := range 20_000 {
		row := make([]string, len(t.Fields))
		for name, cell := range map[string]string{
			"id": fmt.Sprintf("a-%d", n), "line": fmt.Sprintf("line-%d", n%500), "measure": "outcome_ytd", "period": "2019-04",
			"value": fmt.Sprintf("%d.%d", n, n%10), "amount_unit": "tkr", "status": "reported",
		} {
			row[t.Column(name)] = cell
		}
		rows = append(rows, row)
	}
	path := made(b, Content{Rows: map[string][][]string{"amounts": rows}}, w)
	b.ReportAllocs()
	for b.Loop() {
		if s, err := Open(path, w); err != nil || s.Report.Faults() > 0 {
			b.Fatal(err, s.Report)
		}
	}
	b.ReportMetric(20_000*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
