package terminal_test

import (
	"bytes"
	"testing"

	"rodatraden/app/page"
	"rodatraden/app/terminal"
	"rodatraden/data/followup"
)

func TestFindingsSayWhereByFileOrSheetAndWhatAnAnswerSays(t *testing.T) {
	var out, messages bytes.Buffer
	term := terminal.New([]string{"--lang", "sv"}, &out, &messages)
	term.Findings(page.CheckedOf(term.L, "underlag.xlsx", "", followup.Report{Findings: []followup.Finding{
		{Severity: followup.Fault, Code: followup.NumberForm, File: "amounts.csv", Row: 7, Column: "value", Sheet: "Belopp", Cell: "E7"},
		{Severity: followup.Warning, Code: followup.AnswerNoDate, File: "responses.csv", Row: 3, Column: "due", Answer: "Beslutas i juni."},
		{Severity: followup.Skipped, Code: followup.RowEmpty, File: "extra.csv", Row: 4},
		{Severity: followup.Assumed, Code: followup.FileEmpty, File: "datapackage.json", Column: "followup.order"},
	}}))
	want := "underlag.xlsx, bladet Belopp, cell E7 Belopp (value): fel\n" +
		"  Talet i kolumnen value har fel form.\n" +
		"  Skriv bara siffror, med decimalpunkt och minus före vid behov: -16.8. Ord och enheter hör hemma i as_written och amount_unit.\n" +
		"underlag.xlsx/responses.csv:3 Senast (due): besvarad varning\n" +
		"  Svaret säger inte när åtgärden ska vara klar.\n" +
		"  Svar: Beslutas i juni.\n" +
		"underlag.xlsx/extra.csv:4: hoppades över\n" +
		"  Raden är tom.\n" +
		"  Ta bort den.\n" +
		"underlag.xlsx/datapackage.json followup.order: antogs\n" +
		"  Filen är tom.\n" +
		"  Fyll i den eller ta bort den.\n"
	if got := messages.String(); got != want {
		t.Errorf("got\n%s", got)
	}
}
