package template

import (
	"strings"
	"testing"

	"rodatraden/data/followup"
)

func TestASentenceAboutAWorkbookCallsThingsWhatTheyAreCalledThere(t *testing.T) {
	w := wordsOf(t, "sv")
	for _, c := range []struct {
		f    followup.Finding
		want string
	}{
		{followup.Finding{Code: followup.StatusMissing, File: "amounts.csv", Column: "status", Args: map[string]string{"Column": "value"}},
			"Belopp är tom, och läget säger inte varför. Fyll i talet, eller ange läget: redovisas inte, återges inte"},
		{followup.Finding{Code: followup.StatusMissing, File: "savings.csv", Column: "amount_status", Args: map[string]string{"Column": "amount"}},
			"Belopp är tom"},
		{followup.Finding{Code: followup.PropertyRequired, File: followup.ManifestName, Column: "followup.municipality.name",
			Args: map[string]string{"Property": "followup.municipality.name"}}, "Kommun saknas eller är tom."},
		{followup.Finding{Code: followup.SpanIncomplete, File: followup.ManifestName, Column: "followup.period"},
			"Fyll i både Gäller från och med och Gäller till och med"},
		{followup.Finding{Code: followup.ReferenceMissing, File: "amounts.csv", Column: "source", Args: map[string]string{"ID": "x", "Table": "sources"}},
			"i tabellen Källor, varken i paketet eller i nämndens tidigare paket. Rätta stavningen, eller lägg till posten i bladet Källor."},
		{followup.Finding{Code: followup.SavingNoImpact, File: "savings.csv", Column: "title", Args: map[string]string{"Saving": "Inköp"}},
			"Lägg till rader i Konsekvenser för besparingen eller dess beslut, eller svara i Anmärkning"},
		{followup.Finding{Code: followup.GoalNoIndicator, File: "goals.csv", Column: "title", Args: map[string]string{"Goal": "Trygghet"}},
			"Lägg till en rad i Indikatorer med målet som Gäller"},
		{followup.Finding{Code: followup.VarianceDiffers, File: "amounts.csv", Column: "value", Args: map[string]string{"Measure": "variance_ytd"}},
			"kontrollera att Så räknas avvikelser i bladet Rapport säger hur rapporten räknar"},
	} {
		c.f.Sheet = "Belopp"
		wrong, do := Sentences(c.f, w)
		if got := wrong + " " + do; !strings.Contains(got, c.want) || strings.Contains(got, "`") {
			t.Errorf("%s: %s", c.f.Code, got)
		}
	}
}

func TestASentenceAboutAFileCallsThingsWhatTheyAreCalledInIt(t *testing.T) {
	wrong, do := Sentences(followup.Finding{
		Code: followup.UnitMissing, File: "amounts.csv", Row: 3, Column: "amount_unit", Args: map[string]string{"Column": "value"},
	}, wordsOf(t, "sv"))
	if got := wrong + " " + do; got != "Talet i value saknar enhet. Skriv kr, tkr eller mkr i amount_unit, som i rapporten." {
		t.Error(got)
	}
}

// No name of the package's may stand in a sentence about any of a workbook's tables.
func TestEveryColumnAndListedValueHasAName(t *testing.T) {
	w := wordsOf(t, "sv")
	for _, table := range tables() {
		for i, f := range table.Fields {
			about := followup.Finding{Sheet: sheetName(table), File: table.Name + ".csv", Column: f.Name}
			if got := Label(about, w); got != headings(table)[i] {
				t.Errorf("%s.%s is called %q", table.Name, f.Name, got)
			}
		}
	}
}
