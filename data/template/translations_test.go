package template

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rodatraden/data/followup"
	"rodatraden/data/followup/followuptest"
	"rodatraden/data/schema"
)

// faulty is a workbook with every mistake that there is a code for, and their findings.
func faulty(t *testing.T) []followup.Finding {
	t.Helper()
	w := wordsOf(t, "sv")
	path, _ := standing(t, w)
	folder := strings.TrimSuffix(path, ".xlsx")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "causes.csv"), []byte("id;line\nx;y\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	edited(t, path, func(b *book) {
		amounts := sheetName(schema.MustGet("amounts"))
		for n, value := range []any{"cirka 18", 0.123456789, 43556, 18.449} {
			b.put("amounts", "value", firstRow+n, value)
			b.format("amounts", "value", firstRow+n, []string{"General", "General", "yyyy-mm-dd", "0.0"}[n])
		}
		b.put("amounts", "period", firstRow, 43556)
		b.format("amounts", "period", firstRow, "General")
		b.put("amounts", "period", firstRow+1, 43556)
		b.format("amounts", "period", firstRow+1, "d-mmm")
		b.put("amounts", "place", firstRow, 43556)
		b.format("amounts", "place", firstRow, "yyyy-mm-dd")
		b.put("amounts", "status", firstRow, "kanske")
		b.put("amounts", "source", firstRow+1, "Finns inte alls")
		if err := b.SetCellFormula(amounts, b.column("amounts", "note")+"9", "1/0"); err != nil {
			t.Fatal(err)
		}
		b.put("targets", "period", firstRow, "2031")
		for n := range 2 {
			b.put("units", "name", 100+n, "Två lika")
			b.put("units", "kind", 100+n, "enhet")
			b.put("units", "note", 100+n, strconv.Itoa(n))
		}
		b.put("goals", "owner", firstRow, "Två lika")
		b.put("causes", "title", 100, "Orsak")
		if err := b.RemoveCol(sheetName(schema.MustGet("controls")), b.column("controls", "year")); err != nil {
			t.Fatal(err)
		}
		b.put("controls", "note", firstRow, "Ändrad")
		b.put("links", "revision_note", machineRow, "note")
	})
	all := opened(t, path, w).Report.Findings
	edited(t, path, func(b *book) {
		if err := b.DeleteSheet(w.Text("template.sheet.report")); err != nil {
			t.Fatal(err)
		}
	})
	all = append(all, opened(t, path, w).Report.Findings...)
	edited(t, path, func(b *book) {
		for _, s := range b.GetSheetList()[1:] {
			if err := b.DeleteSheet(s); err != nil {
				t.Fatal(err)
			}
		}
	})
	return append(all, opened(t, path, w).Report.Findings...)
}

func TestEveryCodeSaysWhatIsWrongAndWhatToDo(t *testing.T) {
	codes, found := followuptest.Codes(t), faulty(t)
	followuptest.EveryCodeHasSentences(t, "template", codes)
	followuptest.EveryCodeIsFound(t, "template", codes, found)
	for _, f := range found {
		if f.Code != NotTemplate && f.Code != SheetMissing && f.Code != TableUnread && slices.Contains(codes, f.Code) && (f.Sheet == "" || f.Cell == "") {
			t.Errorf("no place: %+v", f)
		}
	}
	sv, en := followuptest.Sentences(t, "template", "sv"), followuptest.Sentences(t, "template", "en")
	for id := range sv {
		if strings.TrimSpace(sv[id]) == "" || strings.TrimSpace(en[id]) == "" {
			t.Errorf("%s is empty", id)
		}
	}
	if len(sv) != len(en) {
		t.Error("the languages have not the same messages")
	}
}

// A message that is asked for and not there would stand in the workbook between ⟦ and ⟧.
func TestTheWorkbookSaysNothingThatHasNoWords(t *testing.T) {
	for _, lang := range []string{"sv", "en"} {
		w := wordsOf(t, lang)
		_, p := upTo(t, "trollhattan", "asn-2019-04-interim")
		edited(t, made(t, Copy(p), w), func(b *book) {
			for _, sheet := range b.GetSheetList() {
				rows, err := b.GetRows(sheet)
				if err != nil {
					t.Fatal(err)
				}
				for _, row := range rows {
					for _, cell := range row {
						if strings.Contains(cell, "⟦") {
							t.Errorf("%s: %s: %s", lang, sheet, cell)
						}
					}
				}
				comments, err := b.GetComments(sheet)
				if err != nil {
					t.Fatal(err)
				}
				for _, c := range comments {
					if strings.Contains(c.Text, "⟦") {
						t.Errorf("%s: %s: %s", lang, sheet, c.Text)
					}
				}
			}
		})
	}
}
