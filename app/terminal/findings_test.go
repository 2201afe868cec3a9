package terminal_test

import (
	"bytes"
	"testing"

	"rodatraden/app/checked"
	"rodatraden/app/terminal"
	"rodatraden/data/followup"
)

func TestFindingsSayWhereByFileOrSheetAndWhatAnAnswerSays(t *testing.T) {
	var out, messages bytes.Buffer
	term := terminal.New([]string{"--lang", "sv"}, &out, &messages)
	term.Findings(checked.Of(term.L, "underlag.xlsx", "", followup.Report{Findings: []followup.Finding{
		{Severity: followup.Fault, Code: followup.NumberForm, File: "amounts.csv", Row: 7, Column: "value", Sheet: "Belopp", Cell: "E7"},
		{Severity: followup.Warning, Code: followup.AnswerNoDate, File: "responses.csv", Row: 3, Column: "due", Answer: "Beslutas i juni."},
		{Severity: followup.Skipped, Code: followup.RowEmpty, File: "extra.csv", Row: 4},
		{Severity: followup.Assumed, Code: followup.FileEmpty, File: "datapackage.json", Column: "followup.order"},
	}}))
	want := "underlag.xlsx, bladet Belopp, cell E7 Belopp: fel\n" +
		"  Talet i kolumnen Belopp har fel form.\n" +
		"  Skriv bara siffror, med decimalpunkt och minus före vid behov: -16.8. Ord och enheter hör hemma i Som skrivet och Enhet.\n" +
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

func TestRowsLeftOutOfOneSheetAreToldTogether(t *testing.T) {
	var out, messages bytes.Buffer
	term := terminal.New([]string{"--lang", "sv"}, &out, &messages)
	var all []followup.Finding
	for _, cell := range []string{"F4", "F5", "F6", "F7"} {
		all = append(all, followup.Finding{Severity: followup.Skipped, Code: followup.RowEmpty, File: "amounts.csv", Sheet: "Belopp", Cell: cell})
	}
	all = append(all,
		followup.Finding{Severity: followup.Skipped, Code: followup.RowEmpty, File: "causes.csv", Sheet: "Orsaker", Cell: "F4"},
		followup.Finding{Severity: followup.Fault, Code: followup.FileEmpty, File: "causes.csv", Sheet: "Orsaker", Cell: "F5"})
	term.Findings(checked.Of(term.L, "u.xlsx", "", followup.Report{Findings: all}))
	want := "u.xlsx, bladet Belopp, cell F4: hoppades över\n  Raden är tom.\n  Ta bort den.\n" +
		"  Samma sak gäller 3 rader till på bladet, cell F5 till F7.\n" +
		"u.xlsx, bladet Orsaker, cell F4: hoppades över\n  Raden är tom.\n  Ta bort den.\n" +
		"u.xlsx, bladet Orsaker, cell F5: fel\n  Filen är tom.\n  Fyll i den eller ta bort den.\n"
	if got := messages.String(); got != want {
		t.Errorf("got\n%s", got)
	}
}
