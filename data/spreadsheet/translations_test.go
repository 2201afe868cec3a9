package spreadsheet

import (
	"bytes"
	"strings"
	"testing"

	"rodatraden/data/followup"
	"rodatraden/data/followup/followuptest"
)

func TestEveryCodeSaysWhatIsWrongAndWhatToDoInBothLanguages(t *testing.T) {
	followuptest.EveryCodeHasSentences(t, "workbook", followuptest.Codes(t))
}

// Each code is found in some file, and its finding fills the sentences.
func TestEveryFindingFillsItsSentences(t *testing.T) {
	var all []followup.Finding
	add := func(name string, raw []byte) {
		b, report, err := Read(name, bytes.NewReader(raw), int64(len(raw)))
		all = append(all, report.Findings...)
		if err != nil {
			return
		}
		_, report, _ = rowsOf(t, b)
		all = append(all, report.Findings...)
	}
	for _, c := range refusedFiles(t) {
		add(c.name, c.raw)
	}
	for _, c := range brokenSheets() {
		add("bok.xlsx", zipped(t, workbookFiles(c.data, nil)))
	}
	_, report, _ := Read("stor.csv", bytes.NewReader(nil), MaxBytes+1)
	all = append(all, report.Findings...)
	for _, text := range []string{
		"a,b;c\nd,e;f\n", "a|b\tc\n", "a;\"b\n", "F\xF6r;1\n", "å;ä\n\xF6;ö\n",
		strings.Repeat("1;", followup.MaxColumns+1) + "\n", strings.Repeat("a", followup.MaxCellUnits+1), strings.Repeat("a\n", MaxRows+1),
	} {
		add("text.xls", []byte(text))
	}
	add("bok.csv", zipped(t, workbookFiles("", nil)))
	followuptest.EveryCodeIsFound(t, "workbook", followuptest.Codes(t), all)
}
