package template

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"rodatraden/data/followup"
	"rodatraden/data/importer"
	"rodatraden/data/model"
	"rodatraden/data/schema"
)

// upTo are the packages of a demo before the named one, and that one.
func upTo(t testing.TB, library, name string) ([]*followup.Package, *followup.Package) {
	t.Helper()
	all := demo(t, library)
	at := slices.IndexFunc(all, func(p *followup.Package) bool { return p.Manifest.Name == name })
	if at < 0 {
		t.Fatal("no package", name)
	}
	return all[:at], all[at]
}

// asTyped is a cell as a person writes it: Swedish words, a decimal comma, of a record its title where only
// one has it.
func asTyped(w Words, titles map[string][]string, t *schema.Table, f schema.Field, cell string) string {
	switch {
	case cell == "":
		return ""
	case f.As == schema.Decimal:
		return strings.Replace(strings.Replace(cell, ".", ",", 1), "-", "−", 1)
	case len(values(t, f)) > 0:
		return word(w, t, f, cell)
	case f.As == schema.Period && cell == "unknown":
		return "okänd"
	case len(f.Refers) > 0:
		table, id, ok := f.Target(cell)
		if !ok {
			return cell
		}
		for title, ids := range titles {
			if of, name, _ := strings.Cut(title, "\x00"); of == table && len(ids) == 1 && ids[0] == id {
				return name
			}
		}
	}
	return cell
}

func TestAprilFilledInAsAPersonDoesIsTheDemosApril(t *testing.T) {
	w := wordsOf(t, "sv")
	before, april := upTo(t, "trollhattan", "asn-2019-04-interim")
	path := made(t, Standing(before, followup.Manifest{Title: april.Manifest.Title}), w)
	beside(t, path, april)
	titles := map[string][]string{} // ids by table and title
	had := map[string]bool{}
	for _, p := range append(before[:len(before):len(before)], april) {
		for _, table := range p.Tables {
			id := table.Schema.Column("id")
			for _, row := range table.Rows {
				key := table.Schema.Name + "\x00" + table.Schema.LabelOf(row)
				if !slices.Contains(titles[key], row[id]) {
					titles[key] = append(titles[key], row[id])
				}
				had[table.Schema.Name+":"+row[id]] = had[table.Schema.Name+":"+row[id]] || p != april
			}
		}
	}
	byTitle := 0
	edited(t, path, func(b *book) {
		for _, table := range april.Tables {
			s := table.Schema
			rows, err := b.GetRows(sheetName(s))
			if err != nil {
				t.Fatal(err)
			}
			free := firstRow
			for n, row := range rows {
				for i, cell := range row {
					if n+1 >= firstRow && i > 0 && i < len(s.Fields)+1 && cell != "" {
						free = n + 2
					}
				}
			}
			for _, row := range table.Rows {
				for i, f := range s.Fields {
					if f.Name == "id" && row[i] == importer.RowID(s, row) && !had[s.Name+":"+row[i]] && len(titles[s.Name+"\x00"+s.LabelOf(row)]) == 1 {
						continue
					}
					say := asTyped(w, titles, s, f, row[i])
					if len(f.Refers) > 0 && say != row[i] {
						byTitle++
					}
					if say != "" {
						b.put(s.Name, f.Name, free, say)
					}
				}
				free++
			}
		}
		f := april.Manifest.Followup
		for path, value := range map[string]any{
			"followup.kind": "delårsrapport", "followup.extent": "utdrag", "followup.published_basis": "okänd",
			"followup.variance": "anges inte", "followup.audience": "alla", "followup.order": f.Order,
			"id":                   april.Manifest.ID,
			"followup.period.from": f.Period.From, "followup.period.to": f.Period.To, "created": april.Manifest.Created,
			"version": april.Manifest.Version, "sources.0.title": april.Manifest.Sources[0].Title,
		} {
			b.report(w, path, value)
		}
	})
	s := opened(t, path, w)
	if s.Report.Faults() > 0 {
		t.Fatal(s.Report.Findings)
	}
	got, report, err := followup.BuildFS(s.FS, followup.BuildOptions{Known: before})
	if err != nil {
		t.Fatal(err, s.Locate(report).Findings)
	}
	if d := cmp.Diff(canonical(t, april), canonical(t, got)); d != "" {
		t.Error(d)
	}
	if got.Manifest.Name != april.Manifest.Name || got.Manifest.ID != april.Manifest.ID || got.Manifest.Followup != april.Manifest.Followup {
		t.Errorf("%+v\nwant\n%+v", got.Manifest, april.Manifest)
	}
	if byTitle < 10 {
		t.Errorf("only %d references by title", byTitle)
	}
	// Without the packages themselves, what the workbook says was told before stands in for them.
	if _, report, err := followup.BuildFS(s.FS, followup.BuildOptions{Known: []*followup.Package{s.Before}}); err != nil {
		t.Error(err, s.Locate(report).Findings)
	}
}

// standing is the workbook for a month after the demo's latest.
func standing(t testing.TB, w Words) (string, []*followup.Package) {
	t.Helper()
	before, _ := upTo(t, "alvbro", "socialnamnden-2025-03-monthly")
	return made(t, Standing(before, followup.Manifest{Title: "Mars", Followup: followup.Followup{
		Kind: model.Monthly, Period: followup.Span{From: "2025-01-01", To: "2025-03-31"},
	}}), w), before
}

func source(t testing.TB, s *Source, file string) string {
	t.Helper()
	raw, err := fs.ReadFile(s.FS, file)
	if errors.Is(err, fs.ErrNotExist) {
		return ""
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func lines(s string) int { return strings.Count(s, "\n") - 1 }

func TestAnUntouchedWorkbookTellsNothingAnew(t *testing.T) {
	w := wordsOf(t, "sv")
	path, before := standing(t, w)
	s := opened(t, path, w)
	for _, table := range schema.All() {
		if got := source(t, s, table.Name+".csv"); got != "" {
			t.Errorf("%s: %s", table.Name, got)
		}
		want := followup.Standing(before, table.Name)
		if table.Name == withdrawn {
			want = nil
		}
		got := s.Before.Table(table.Name)
		if len(got) != len(want) {
			t.Errorf("%s: %d rows told before, want %d", table.Name, len(got), len(want))
		}
		if d := cmp.Diff(want, got); table.Standing && table.Name != withdrawn && d != "" {
			t.Errorf("%s: %s", table.Name, d)
		}
	}
	for _, f := range s.Report.Findings {
		if f.Severity == followup.Skipped && f.Code == ExpectedMissing {
			continue
		}
		if f.Code != NameMade {
			t.Error(f)
		}
	}
}

func TestAChangedRowIsToldAndADeletedOneIsNot(t *testing.T) {
	w := wordsOf(t, "sv")
	path, before := standing(t, w)
	goals := followup.Standing(before, "goals")
	g := schema.MustGet("goals")
	edited(t, path, func(b *book) {
		b.put("goals", "end_reason", firstRow, "Ersatt av ett nytt mål")
		b.put("goals", "valid_to", firstRow, "2025-03")
		if err := b.RemoveRow(sheetName(g), firstRow+1); err != nil {
			t.Fatal(err)
		}
	})
	s := opened(t, path, w)
	want := slices.Clone(goals[0])
	want[g.Column("end_reason")], want[g.Column("valid_to")] = "Ersatt av ett nytt mål", "2025-03"
	table, _ := followup.ReadTable(g, "goals.csv", []byte(source(t, s, "goals.csv")))
	if d := cmp.Diff([][]string{want}, table.Rows); d != "" {
		t.Error(d)
	}
	if got := s.Before.Table("goals"); len(got) != len(goals)-2 {
		t.Errorf("%d goals told before, of %d", len(got), len(goals))
	}
}

func TestWhatTellsAKnownRowFromOthersMayNotBeChangedInIt(t *testing.T) {
	w := wordsOf(t, "sv")
	path, _ := standing(t, w)
	edited(t, path, func(b *book) { b.put("targets", "period", firstRow, "2031") })
	s := opened(t, path, w)
	f := findingOf(t, s.Report, KeyChanged)
	if f.Sheet != "Målvärden" || f.Cell == "" || f.Args["Column"] != "Period" {
		t.Errorf("%+v", f)
	}
}

func findingOf(t testing.TB, r followup.Report, code string) followup.Finding {
	t.Helper()
	for _, f := range r.Findings {
		if f.Code == code {
			return f
		}
	}
	t.Fatalf("no %s: %v", code, r.Findings)
	return followup.Finding{}
}

func TestAColumnMayBeLeftOutWhileNothingThatItSaidIsLost(t *testing.T) {
	w := wordsOf(t, "sv")
	path, _ := standing(t, w)
	edited(t, path, func(b *book) {
		if err := b.RemoveCol(sheetName(schema.MustGet("goals")), b.column("goals", "level")); err != nil {
			t.Fatal(err)
		}
	})
	if s := opened(t, path, w); source(t, s, "goals.csv") != "" || s.Report.Faults() > 0 {
		t.Error("told anew: ", source(t, s, "goals.csv"), s.Report)
	}
	edited(t, path, func(b *book) {
		for row := firstRow; row < firstRow+20; row++ {
			b.put("goals", "note", row, "Se protokollet")
		}
	})
	findingOf(t, opened(t, path, w).Report, ColumnGone)
}

func TestAnExpectedRowIsToldWithTheDecimalsOfLastTimeOrLeftOut(t *testing.T) {
	w := wordsOf(t, "sv")
	path, before := standing(t, w)
	a := schema.MustGet("amounts")
	c := Standing(before, followup.Manifest{Followup: followup.Followup{Kind: model.Monthly, Period: followup.Span{From: "2025-01-01", To: "2025-03-31"}}})
	if len(c.Expected["amounts"]) < 6 {
		t.Fatal("too little is expected", len(c.Expected["amounts"]))
	}
	for _, e := range c.Expected["amounts"] {
		if p := e.Row[a.Column("period")]; p != "2025" && p != "2025-03" && p != "2025-01/2025-03" {
			t.Errorf("expected for %s, told for %s", p, e.Like[a.Column("period")])
		}
	}
	first := firstRow + len(c.Before["amounts"])
	edited(t, path, func(b *book) {
		b.put("amounts", "value", first, 18)
		b.put("amounts", "status", first+1, "redovisas inte")
	})
	s := opened(t, path, w)
	table, _ := followup.ReadTable(a, "amounts.csv", []byte(source(t, s, "amounts.csv")))
	if len(table.Rows) != 2 {
		t.Fatal(source(t, s, "amounts.csv"))
	}
	like := c.Expected["amounts"][0].Like[a.Column("value")]
	if got := table.Rows[0][a.Column("value")]; decimalsOf(got) != decimalsOf(like) || !strings.HasPrefix(got, "18") {
		t.Errorf("%s, last time %s", got, like)
	}
	if got := table.Rows[1]; got[a.Column("value")] != "" || got[a.Column("status")] != "not_reported" {
		t.Error(got)
	}
	skipped := 0
	for _, f := range s.Report.Findings {
		if f.Code == ExpectedMissing {
			skipped++
		}
	}
	if skipped != len(c.Expected["amounts"])-2 {
		t.Errorf("%d left out of %d", skipped, len(c.Expected["amounts"]))
	}
}

func TestTheBudgetOfTheYearStandsUntilItIsChanged(t *testing.T) {
	w := wordsOf(t, "sv")
	path, before := standing(t, w)
	a := schema.MustGet("amounts")
	next := followup.Manifest{Followup: followup.Followup{Kind: model.Monthly, Period: followup.Span{From: "2025-01-01", To: "2025-03-31"}}}
	c := Standing(before, next)
	if len(c.Before["amounts"]) < 6 {
		t.Fatal("too few budgets stand", len(c.Before["amounts"]))
	}
	for _, row := range c.Before["amounts"] {
		if row[a.Column("measure")] != "budget_year" || row[a.Column("period")] != "2025" || row[a.Column("value")] == "" {
			t.Errorf("stands: %v", row)
		}
	}
	for _, e := range c.Expected["amounts"] {
		if e.Row[a.Column("measure")] == "budget_year" {
			t.Errorf("waits: %v", e.Row)
		}
	}
	edited(t, path, func(b *book) { b.put("amounts", "value", firstRow, "1 234,5") })
	table, _ := followup.ReadTable(a, "amounts.csv", []byte(source(t, opened(t, path, w), "amounts.csv")))
	if len(table.Rows) != 1 || table.Rows[0][a.Column("value")] != "1234.5" || table.Rows[0][a.Column("id")] != c.Before["amounts"][0][a.Column("id")] {
		t.Errorf("%v", table.Rows)
	}
}

func TestANumberThatCannotBeReadIsToldOnce(t *testing.T) {
	w := wordsOf(t, "sv")
	path, before := standing(t, w)
	first := firstRow + len(Standing(before, followup.Manifest{Followup: followup.Followup{
		Kind: model.Monthly, Period: followup.Span{From: "2025-01-01", To: "2025-03-31"},
	}}).Before["amounts"])
	edited(t, path, func(b *book) { b.put("amounts", "value", first, "ca 14") })
	s := opened(t, path, w)
	_, report, err := followup.OpenFS(s.FS)
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, f := range followup.Join(s.Report, s.Locate(report)).Findings {
		if f.Severity == followup.Fault {
			told = append(told, f.Code+" "+f.Cell)
		}
	}
	if len(told) != 1 || !strings.HasPrefix(told[0], NumberForm+" ") {
		t.Error(told)
	}
}

// Every report has a section 3.1.
func TestATitleThatOlderRecordsHaveTooIsThatOfTheNewOne(t *testing.T) {
	w := wordsOf(t, "sv")
	path, _ := standing(t, w)
	const row = 400
	edited(t, path, func(b *book) {
		b.put("sources", "section", row, "3.1")
		b.put("sources", "note", row, "Ny")
		b.put("amounts", "source", row, "3.1")
		b.put("amounts", "line", row, "Barn och familj")
		b.put("amounts", "measure", row, "Ändring av ramen")
		b.put("amounts", "period", row, "2025")
	})
	s := opened(t, path, w)
	if s.Report.Faults() > 0 {
		t.Fatal(s.Report.Findings)
	}
	sources, _ := followup.ReadTable(schema.MustGet("sources"), "sources.csv", []byte(source(t, s, "sources.csv")))
	amounts, _ := followup.ReadTable(schema.MustGet("amounts"), "amounts.csv", []byte(source(t, s, "amounts.csv")))
	if len(sources.Rows) != 1 || len(amounts.Rows) != 1 ||
		amounts.Rows[0][amounts.Schema.Column("source")] != sources.Rows[0][sources.Schema.Column("id")] {
		t.Errorf("%v %v", sources.Rows, amounts.Rows)
	}
	edited(t, path, func(b *book) {
		b.put("sources", "section", row+1, "3.1")
		b.put("sources", "note", row+1, "Ännu en")
	})
	findingOf(t, opened(t, path, w).Report, ReferenceMany)
}

func TestColumnsMayBeMovedAndMixedWithOnesOwn(t *testing.T) {
	w := wordsOf(t, "sv")
	_, p := upTo(t, "trollhattan", "asn-2019-04-interim")
	path := made(t, Copy(p), w)
	beside(t, path, p)
	want := source(t, opened(t, path, w), "amounts.csv")
	edited(t, path, func(b *book) {
		sheet := sheetName(schema.MustGet("amounts"))
		if err := b.InsertCols(sheet, "D", 2); err != nil {
			t.Fatal(err)
		}
		for _, err := range []error{
			b.SetCellStr(sheet, "D3", "Vår kod"), b.SetCellStr(sheet, "D4", "K1"), b.InsertRows(sheet, 1, 2), b.InsertRows(sheet, 7, 3),
			b.SetSheetName(sheet, "Ekonomi"),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
	})
	if d := cmp.Diff(want, source(t, opened(t, path, w), "amounts.csv")); d != "" {
		t.Error(d)
	}
}

func TestWithoutTheHiddenRowTheHeadingsSayWhatTheColumnsAre(t *testing.T) {
	w := wordsOf(t, "sv")
	_, p := upTo(t, "trollhattan", "asn-2019-04-interim")
	path := made(t, Copy(p), w)
	want := source(t, opened(t, path, w), "amounts.csv")
	edited(t, path, func(b *book) {
		if err := b.RemoveRow(sheetName(schema.MustGet("amounts")), machineRow); err != nil {
			t.Fatal(err)
		}
	})
	if d := cmp.Diff(want, source(t, opened(t, path, w), "amounts.csv")); d != "" {
		t.Error(d)
	}
}

func TestTablesThatWereImportedLieBesideTheWorkbook(t *testing.T) {
	w := wordsOf(t, "sv")
	_, p := upTo(t, "trollhattan", "asn-2019-04-interim")
	path := made(t, Copy(p), w)
	beside(t, path, p)
	folder := strings.TrimSuffix(path, ".xlsx")
	imported := "id,line,measure,period,value,amount_unit,status,source,note\n" +
		"x,placeringskostnader,budget_year,2019,\"1,0\",mkr,reported,fs-4-delar-2019-04,\"två\nrader\"\n" +
		"y,forsorjningsstod,variance_forecast,2019,2.0,mkr,reported,fs-4-delar-2019-04,\n"
	write := func(s string) {
		if err := os.WriteFile(filepath.Join(folder, "amounts.csv"), []byte(s), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(strings.Replace(imported, `"1,0"`, "1.0", 1))
	s := opened(t, path, w)
	if got := source(t, s, "amounts.csv"); lines(got) != 3+2+1 { // one row has two lines
		t.Errorf("%d lines: %s", lines(got), got)
	}
	_, report, _ := followup.BuildFS(s.FS, followup.BuildOptions{Known: []*followup.Package{}})
	f := findingOf(t, s.Locate(report), followup.KeyTwice)
	if f.Sheet != "" || f.Row != 4 || f.Args["First"] != "6 (Belopp)" {
		t.Errorf("not the line in the file beside: %+v", f)
	}
	write(imported)
	s = opened(t, path, w)
	findingOf(t, s.Report, TableUnread)
	if f := findingOf(t, s.Report, followup.DecimalComma); f.Sheet != "" || f.Row != 2 {
		t.Errorf("%+v", f)
	}
}

func TestAFindingOfTheCheckGetsItsSheetAndCell(t *testing.T) {
	w := wordsOf(t, "sv")
	_, p := upTo(t, "trollhattan", "asn-2019-04-interim")
	path := made(t, Copy(p), w)
	beside(t, path, p)
	var column string
	edited(t, path, func(b *book) {
		column = b.column("amounts", "amount_unit")
		if err := b.SetCellValue("Belopp", column+"5", nil); err != nil {
			t.Fatal(err)
		}
		if err := b.SetCellStr("Belopp", b.column("amounts", "measure")+"6", "gissning"); err != nil {
			t.Fatal(err)
		}
		b.report(w, "followup.committee.id", "A S N")
	})
	s := opened(t, path, w)
	if f := findingOf(t, s.Report, ValueUnknown); f.Sheet != "Belopp" || f.Value != "gissning" || !strings.Contains(f.Args["Allowed"], "Budget helår") {
		t.Errorf("%+v", f)
	}
	_, report, _ := followup.BuildFS(s.FS, followup.BuildOptions{})
	located := s.Locate(report)
	if f := findingOf(t, located, followup.UnitMissing); f.Sheet != "Belopp" || f.Cell != column+"5" {
		t.Errorf("%+v", f)
	}
	if f := findingOf(t, located, followup.CommitteeForm); f.Sheet != "Rapport" || f.Cell[0] != 'C' {
		t.Errorf("%+v", f)
	}
	for _, f := range located.Findings {
		if f.Column == "measure" {
			t.Errorf("told twice: %+v", f)
		}
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "svar.xlsx")
	if err := Annotate(path, out, followup.Join(s.Report, located), w); err != nil {
		t.Fatal(err)
	}
	if after, _ := os.ReadFile(path); string(before) != string(after) {
		t.Error("the workbook itself has been changed")
	}
	f, err := excelize.OpenFile(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	comments, err := f.GetComments("Belopp")
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(comments, func(c excelize.Comment) bool { return c.Cell == column+"5" })
	if at < 0 || !strings.Contains(comments[at].Text, "Skriv kr, tkr eller mkr i Enhet, som i rapporten.") {
		t.Errorf("%+v", comments)
	}
	if len(comments) < len(schema.MustGet("amounts").Fields) {
		t.Error("the headings have lost their comments")
	}
	if again := opened(t, out, w); source(t, again, "amounts.csv") != source(t, s, "amounts.csv") {
		t.Error("the annotated workbook reads otherwise")
	}
	if err := Annotate(path, out, s.Report, w); err == nil {
		t.Error("a file was replaced")
	}
}

func TestNewRecordsGetIDsThatNoOtherHas(t *testing.T) {
	w := wordsOf(t, "sv")
	path := made(t, Content{}, w)
	edited(t, path, func(b *book) {
		for n, name := range []string{"Nämnden", "Ekonomi", "Ekonomi"} {
			row := strconv.Itoa(n)
			b.put("units", "name", firstRow+n, name)
			b.put("units", "kind", firstRow+n, "nämnd")
			b.put("units", "note", firstRow+n, row)
		}
		b.put("budget_lines", "title", firstRow, "Totalt")
		b.put("budget_lines", "unit", firstRow, "Nämnden")
		b.put("budget_lines", "kind", firstRow, "netto")
		b.put("budget_lines", "title", firstRow+1, "Ekonomi")
		b.put("budget_lines", "unit", firstRow+1, "Ekonomi")
		b.put("budget_lines", "kind", firstRow+1, "netto")
		b.put("causes", "subject", firstRow, "Budgetrader: Totalt")
		b.put("causes", "period", firstRow, 2024)
		b.put("causes", "title", firstRow, "Hyror")
		b.put("causes", "subject", firstRow+1, "Finns inte")
	})
	s := opened(t, path, w)
	u := schema.MustGet("units")
	table, _ := followup.ReadTable(u, "units.csv", []byte(source(t, s, "units.csv")))
	ids := map[string]bool{}
	for _, row := range table.Rows {
		ids[row[0]] = true
	}
	if len(ids) != 3 || !ids["namnden"] || !ids["ekonomi"] {
		t.Errorf("%v", ids)
	}
	if got := source(t, s, "causes.csv"); !strings.Contains(got, "budget-lines-totalt-2024-hyror,budget_lines:totalt,2024,Hyror") {
		t.Error(got)
	}
	if f := findingOf(t, s.Report, ReferenceMany); f.Sheet != "Budgetrader" || f.Value != "Ekonomi" {
		t.Errorf("%+v", f)
	}
	if f := findingOf(t, s.Report, ReferenceNone); f.Sheet != "Orsaker" || !strings.Contains(f.Args["Tables"], "Budgetrader") {
		t.Errorf("%+v", f)
	}
}
