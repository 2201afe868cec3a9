package export

import (
	"slices"
	"testing"

	"rodatraden/app/page"
)

// holds reports whether a row has the cells; an empty one asks nothing.
func holds(rows [][]string, cells map[string]string) bool {
	return slices.ContainsFunc(rows, func(row []string) bool {
		for name, want := range cells {
			if row[slices.Index(header, name)] != want {
				return false
			}
		}
		return true
	})
}

func TestKvalitetIsWrittenWithEveryControlUnitAndAppeal(t *testing.T) {
	p := made(t, page.BuildQuality, "socialnamnden", "socialnamnden-2024-quality", page.Previous)
	rows := written(t, p)
	for _, want := range []map[string]string{
		{"section": "controls", "label": "Utbetalning till rätt person", "column": "risk", "value": "12", "computed": "true", "note": "4 × 4"},
		{"section": "controls", "label": "Utbetalning till rätt person", "column": "likelihood", "value": "3", "computed": "false", "source": "Verksamhetsplan och budget 2024, s. 12"},
		{"section": "controls", "label": "Utbetalning till rätt person", "column": "result", "status": "deviation", "text": "Avvikelse, 6 av 40"},
		{"section": "controls", "label": "Utbetalning till rätt person", "column": "Åtgärd", "text": "Två handläggare granskar utbetalningar över 15 000 kr"},
		{"section": "controls", "label": "Läkemedelshantering", "column": "result", "status": "not_performed", "text": "Ej genomförd"},
		{"section": "controls", "label": "Delegeringar uppdaterade", "column": "result", "status": "not_reported", "text": "redovisas inte"},
		{"section": "scale", "label": "4 × 4", "column": "2 × 4", "value": "2", "computed": "true"},
		{"section": "units", "label": "Avvikelser: Hemtjänst norr", "column": "2024", "value": "12", "source": "Kvalitetsberättelse 2024, s. 5"},
		{"section": "units", "label": "Avvikelser: Hemtjänst norr", "column": "2023–2024", "value": "-29", "computed": "true"},
		{"section": "units", "label": "Missförhållanden: Summa", "column": "2024", "value": "", "status": "not_reported"},
		{"section": "readings", "label": "Appens tolkning: rapporteringsvana."},
		{"section": "appeals", "column": "changed", "value": "9"},
		{"section": "appeals", "column": "decided", "value": "40"},
		{"section": "appeals", "column": "total", "value": "48"},
	} {
		if !holds(rows, want) {
			t.Errorf("no row has %v", want)
		}
	}
	for _, c := range p.Control.Rows {
		if !holds(rows, map[string]string{"section": "controls", "label": c.Title, "column": "result", "text": c.Result.Text, "record": c.Assessment}) {
			t.Errorf("the result of %s is not written", c.Title)
		}
	}
}

func TestWhatIsLeftOfAWholeIsWrittenAsCalculated(t *testing.T) {
	rows := written(t, made(t, page.BuildQuality, "asn", "asn-2021-review", page.Previous))
	for _, want := range []map[string]string{
		{"section": "controls", "column": "stated", "value": "7"},
		{"section": "controls", "label": "Stickprov", "column": "result", "status": "not_quoted", "text": "återges inte"},
		{"section": "counts", "label": "Externa synpunkter och klagomål", "value": "44", "computed": "false"},
		{"section": "counts", "label": "Externa synpunkter och klagomål: Missnöje med beslut", "value": "", "status": "not_quoted", "text": "ett fåtal"},
		{"section": "counts", "label": "Externa synpunkter och klagomål: Sägs inte vad det gäller", "value": "7", "computed": "true"},
		{"section": "counts", "label": "Avvikelserapporter", "value": "45", "note": "Januari–oktober 2021 · Socialt stöd och försörjning"},
	} {
		if !holds(rows, want) {
			t.Errorf("no row has %v", want)
		}
	}
}
