package page

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"rodatraden/data/model"
)

// figures writes what is worth comparing of figures: number, unit and state.
func said(f Figure) string { return strings.ReplaceAll(f.Text, "\u00a0", " ") }

func same(t *testing.T, what, got, want string) {
	t.Helper()
	if got = strings.ReplaceAll(got, "\u00a0", " "); got != want {
		t.Errorf("%s:\n got %q\nwant %q", what, got, want)
	}
}

func stepsOf(j Journey) string {
	var parts []string
	for _, s := range j.Steps {
		text := fmt.Sprintf("%s %s", s.Label, said(s.Figure))
		if s.Delta != nil {
			text += " (" + strings.ReplaceAll(s.Delta.Number, "\u00a0", " ") + " " + s.Word + ")"
		}
		if s.AlsoText != "" {
			text += " " + s.AlsoText
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; ")
}

func TestEconomyAtApril2019AgainstMarch(t *testing.T) {
	lib := library(t)
	e := economy(t, lib, trollhattan, "asn-2019-04-interim", "asn-2019-03-monthly", "sv")

	same(t, "headline", e.Headline, "Två angivna orsaker ger −21,3 mkr, ändå är prognosen −18 mkr")
	same(t, "sub", e.Sub, "Delårsrapport april 2019, känd genom Förstudie 2019, avsnitt 4 · det som inte återges räknas inte som lucka")
	same(t, "forecast", said(e.Forecast), "−18 mkr")
	if *e.Forecast.Value != "-18" || e.Forecast.AmountUnit != "mkr" || e.Forecast.Status != "reported" || e.Forecast.Approximate || e.Forecast.Computed {
		t.Errorf("forecast: %+v", e.Forecast)
	}
	if e.Change == nil {
		t.Fatal("no change against March")
	}
	same(t, "before", said(e.Change.Before), "−20,1 mkr")
	same(t, "change", said(e.Change.Delta), "ca +2 mkr")
	same(t, "change in words", e.Change.Mark.Text, "ca 2 mkr bättre")
	if !e.Change.Delta.Computed || !e.Change.Delta.Approximate || *e.Change.Delta.Value != "2" || e.Change.Mark.Kind != MarkBetter {
		t.Errorf("change: %+v", e.Change)
	}
	same(t, "journey", stepsOf(e.Journey), "Utfall 2018 −34 mkr anges också som cirka 34; Februari 2019 −19,6 mkr; "+
		"Mars 2019 −20,1 mkr (−0,5 sämre); April 2019, delår −18 mkr (ca +2 bättre)")
	same(t, "journey's title", e.Journey.Title, "Prognosen var −19,6, sedan −20,1 och nu −18 mkr")
	outcome := e.Journey.Steps[0]
	if outcome.Figure.Place != "avsnitt 4" || len(outcome.Also) != 1 || outcome.Also[0].Place != "bilaga 1" || !outcome.Also[0].Approximate ||
		*outcome.Also[0].Value != "-34" || outcome.Figure.Approximate {
		t.Errorf("2018 is not kept in both places: %+v", outcome)
	}
	same(t, "2018 in the other place", said(outcome.Also[0]), "ca −34 mkr")
	if outcome.Also[0].Source.Label != "Förstudie 2019, bilaga 1" || outcome.Figure.Source.Label != "Förstudie 2019, avsnitt 4" {
		t.Errorf("2018's source: %+v", outcome.Also[0].Source)
	}

	var causes []string
	for _, c := range e.Causes.Items {
		causes = append(causes, c.Title+" "+said(c.Figure))
	}
	same(t, "causes", strings.Join(causes, "; "), "Placeringskostnader −16,8 mkr; Försörjningsstöd −4,5 mkr")
	if e.Causes.Remainder == nil || !e.Causes.Remainder.Computed || !e.Causes.Remainder.Approximate || *e.Causes.Remainder.Value != "3" {
		t.Errorf("remainder: %+v", e.Causes.Remainder)
	}
	same(t, "remainder", said(*e.Causes.Remainder), "ca +3 mkr")
	same(t, "remainder's label", e.Causes.RemainderLabel, "Övrigt eller oförklarat")
	if e.Causes.Exhaustive != "not_stated" {
		t.Errorf("the list is said to be %s", e.Causes.Exhaustive)
	}
	same(t, "causes' title", e.Causes.Title, "Orsakerna räcker längre än −18 mkr")
	same(t, "causes' note", e.Causes.Note, "Ca +3 är uträknat av appen. Om listan är fullständig sägs inte.")
	same(t, "causes' unit", e.Causes.Unit, "mkr, helår 2019")
	same(t, "sum", e.Causes.SumLabel+" "+said(e.Causes.Sum), "Prognos helår −18 mkr")

	same(t, "table's title", e.Table.Title, "Av budget, utfall och prognos återges bara avvikelsen")
	same(t, "table", tableOf(e.Table), "Placeringskostnader|återges inte|återges inte|återges inte|återges inte|återges inte|−16,8\n"+
		"Försörjningsstöd|återges inte|återges inte|återges inte|återges inte|återges inte|−4,5\n"+
		"Nämnden totalt|återges inte|återges inte|återges inte|återges inte|återges inte|−18")
	if e.Source == nil || e.Source.Label != "Förstudie 2019, avsnitt 4" || e.Source.SaidIn != "Delårsrapport april 2019" {
		t.Errorf("source: %+v", e.Source)
	}
	if e.Gaps != (Gaps{}) || e.Areas != nil || e.Months != nil {
		t.Errorf("an excerpt has gaps %+v, areas %v, months %v", e.Gaps, e.Areas, e.Months)
	}
	var decisions []string
	for _, d := range e.Decisions.Rows {
		decisions = append(decisions, d.When+": "+d.Kind+", "+d.Beside)
	}
	same(t, "decisions", strings.Join(decisions, "; "), "Februari: Uppges, Prognos −19,6 mkr; Mars: Uppdrag, Prognos −20,1 mkr; Mars: Uppdrag, Prognos −20,1 mkr")
	same(t, "decisions' title", e.Decisions.Title, "Två uppdrag gavs")
}

func tableOf(t LineTable) string {
	var rows []string
	for _, r := range t.Rows {
		cells := []string{r.Title}
		for _, f := range r.Cells {
			cells = append(cells, f.Number)
		}
		rows = append(rows, strings.Join(cells, "|"))
	}
	return strings.Join(rows, "\n")
}

func TestAFigureInJSONIsOneObject(t *testing.T) {
	e := economy(t, library(t), trollhattan, "asn-2019-04-interim", "asn-2019-03-monthly", "sv")
	var page map[string]any
	if err := json.Unmarshal(written(t, e), &page); err != nil {
		t.Fatal(err)
	}
	forecast := page["forecast"].(map[string]any)
	for field, want := range map[string]any{
		"value": "-18", "amount_unit": "mkr", "status": "reported", "approximate": false, "computed": false, "text": "−18\u00a0mkr",
	} {
		if forecast[field] != want {
			t.Errorf("%s is %v, want %v", field, forecast[field], want)
		}
	}
	if forecast["source"].(map[string]any)["label"] != "Förstudie 2019, avsnitt 4" {
		t.Errorf("source: %v", forecast["source"])
	}
	cell := page["table"].(map[string]any)["rows"].([]any)[0].(map[string]any)["cells"].([]any)[0].(map[string]any)
	if v, there := cell["value"]; !there || v != nil || cell["status"] != "not_quoted" || cell["text"] != "återges inte" {
		t.Errorf("what is not quoted: %v", cell)
	}
	for _, field := range []string{"page", "language", "committee", "package", "compared_with", "known_at", "headline", "sub", "gaps"} {
		if _, there := page[field]; !there {
			t.Errorf("the head lacks %s", field)
		}
	}
}

func TestAtMay2019TheForecastIsNotQuotedAndTheLastKnownIsTold(t *testing.T) {
	lib := library(t)
	e := economy(t, lib, trollhattan, "asn-2019-05-monthly", Previous, "sv")
	same(t, "forecast", said(e.Forecast), "återges inte")
	same(t, "last known", e.Forecast.LastKnown, "senast kända −18 mkr (april 2019)")
	if e.Forecast.Status != "not_quoted" || e.Forecast.Value != nil {
		t.Errorf("forecast: %+v", e.Forecast)
	}
	same(t, "headline", e.Headline, "Prognosen återges inte, senast kända är −18 mkr (april 2019)")
	if e.Gaps != (Gaps{}) || strings.Contains(string(written(t, e)), "redovisas inte") {
		t.Errorf("what the excerpt does not repeat is taken as not reported: %+v", e.Gaps)
	}
	same(t, "journey", stepsOf(e.Journey), "Utfall 2018 −34 mkr anges också som cirka 34; Februari 2019 −19,6 mkr; Mars 2019 −20,1 mkr (−0,5 sämre); "+
		"April 2019, delår −18 mkr (ca +2 bättre); Maj 2019 återges inte")
	o := overview(t, lib, trollhattan, "asn-2019-05-monthly", Previous, "sv")
	if len(o.Changes) != 0 {
		t.Errorf("what is merely not repeated is a change: %+v", o.Changes)
	}
	e = economy(t, lib, trollhattan, "asn-2019-05-monthly", Previous, "en")
	same(t, "in English", e.Headline, "The forecast is not quoted; the last known is −18 mkr (April 2019)")
	same(t, "last known in English", e.Forecast.LastKnown, "last known −18 mkr (April 2019)")
}

func TestOverviewAtApril2019(t *testing.T) {
	o := overview(t, library(t), trollhattan, "asn-2019-04-interim", "asn-2019-03-monthly", "sv")
	same(t, "headline", o.Headline, "Underskottet väntas bli 18 mkr, ca 2 mkr mindre än i mars")
	same(t, "sub", o.Sub, "Delårsrapport april 2019, känd genom Förstudie 2019, avsnitt 3.3 och 4 · 5 ändringar, 2 nya beslut")
	var keys []string
	for _, k := range o.KeyFigures {
		keys = append(keys, k.Label+": "+said(k.Figure)+" ("+string(k.Mark.Kind)+" "+strings.ReplaceAll(k.Mark.Text, "\u00a0", " ")+")")
	}
	same(t, "key figures", strings.Join(keys, "; "), "Helårsprognos, avvikelse: −18 mkr (better ca 2 mkr bättre än i mars); "+
		"Varav placeringskostnader: −16,8 mkr (not_quoted Mars: återges inte); Besparingar, effekt 2019: 10,4 mkr (not_quoted Effekt hittills: återges inte); "+
		"Fullmäktiges mål som följs upp: 2 (fallen Ett mål färre än för 2018)")
	same(t, "what the figures are of", o.KeyFigures[2].Beside+"; "+o.KeyFigures[3].Beside, "av 11,9 mkr; av 3 mål")
	var changes []string
	for _, c := range o.Changes {
		changes = append(changes, c.Label+": "+said(c.Before)+" → "+said(c.Now)+" "+strings.ReplaceAll(c.Mark.Text, "\u00a0", " "))
	}
	same(t, "changes", strings.Join(changes, "; "), "Helårsprognos, avvikelse: −20,1 mkr → −18 mkr ca 2 mkr bättre; "+
		"Varav placeringskostnader: återges inte → −16,8 mkr Ny i utdraget; Varav försörjningsstöd: återges inte → −4,5 mkr Ny i utdraget; "+
		"KF-mål som följs upp, mot 2018: 3 av 3 → 2 av 3 Ett mål har fallit bort; Arbetsmarknadsstöd, målen bedöms: återges inte → uppfyllda Ny i utdraget")
	same(t, "note", o.ChangesNote, "Skillnader är uträknade av appen. Marsrapporten finns bara som utdrag: en uppgift som är ny här kan ha stått där.")
	same(t, "journey", o.Journey.Title, "Prognosen vände i april men är kvar under noll")
}

func TestEconomyOfÄlvbroAtApril2025(t *testing.T) {
	lib := library(t)
	e := economy(t, lib, alvbro, "socialnamnden-2025-04-interim", "socialnamnden-2025-03-monthly", "sv")
	same(t, "headline", e.Headline, "Underskottet väntas bli 7,6 mkr, Barn och familj står för 5,2 mkr")
	same(t, "sub", e.Sub, "Älvbro är en påhittad kommun · 0,7 mkr sämre än i mars (−6,9), uträknat av appen · 36 av 36 belopp redovisas")
	same(t, "areas", e.Areas.Title, "Tre av fem områden går över")
	same(t, "areas' names", strings.Join(e.Areas.Names[:], ", "), "budget helår, utfall jan–apr, prognos helår")
	same(t, "table", tableOf(e.Table), "Barn och familj|98,4|32,8|35,1|33,0|103,6|−5,2\nEkonomiskt bistånd|64,0|21,4|22,9|21,7|66,8|−2,8\n"+
		"Äldreomsorg|186,5|62,2|61,5|59,8|185,4|+1,1\nFunktionsstöd|121,3|40,4|41,0|39,2|122,5|−1,2\n"+
		"Ledning och stöd|18,8|6,2|5,9|6,1|18,3|+0,5\nNämnden totalt|489,0|163,0|166,4|159,8|496,6|−7,6")
	same(t, "sign rule", e.Table.Note, "Avvikelse = budget − prognos, minus är underskott.")
	same(t, "table's source", e.Table.Source.Label, "Delårsrapport april, s. 6")
	same(t, "months", e.Months.Title, "Utfallet ligger över budget sedan februari")
	same(t, "months' note", e.Months.Note, "Januari: ingen rapport, lämnas som lucka.")
	march := e.Months.Points[2]
	same(t, "March's outcome as April tells it", said(march.Outcome), "124,4 mkr")
	if same(t, "March's variance follows it", said(march.Variance), "−2,4 mkr"); !march.Variance.Computed {
		t.Error("March's variance was told of another outcome, and is not said to be worked out")
	}
	if jan, may := e.Months.Points[0], e.Months.Points[4]; jan.Reported || jan.Outcome.Present() || !may.Future {
		t.Errorf("January %+v, May %+v", jan, may)
	}
	same(t, "causes", e.Causes.Title, "Orsakerna lämnar 0,4 mkr oförklarat")
	same(t, "what is left", e.Causes.RemainderLabel+" "+said(*e.Causes.Remainder), "Oförklarat, uträknat −0,4 mkr")
	same(t, "causes' note", e.Causes.Note, "Rapporten anger att listan är fullständig.")
	same(t, "decisions", e.Decisions.Title, "Prognosen godkändes, ett uppdrag gavs")
	if len(e.Notices) != 1 {
		t.Fatalf("silent changes: %+v", e.Notices)
	}
	same(t, "silent change", e.Notices[0].Mark.Text+". "+e.Notices[0].Note,
		"Ändrat utan förklaring. Utfall till och med mars: 123,9 har blivit 124,4 mkr. Rapporten säger inte varför.")

	o := overview(t, lib, alvbro, "socialnamnden-2025-04-interim", "socialnamnden-2025-03-monthly", "sv")
	same(t, "overview", o.Headline, "Underskottet väntas bli 7,6 mkr, 0,7 mkr större än i mars")
	last := o.Changes[len(o.Changes)-1]
	if last.Mark.Kind != MarkSilent || len(o.KeyFigures) != 4 || o.KeyFigures[1].Label != "Varav Barn och familj" ||
		o.KeyFigures[2].Label != "Besparingar, effekt 2025 hittills" || o.KeyFigures[3].Label != "Mål som väntas nås" {
		t.Errorf("overview: %+v %+v", last, o.KeyFigures)
	}
}

func TestAWholeReportsGapsAreMarkedAndCounted(t *testing.T) {
	lib := library(t)
	e := economy(t, lib, alvbro, "socialnamnden-2024-03-monthly", Previous, "sv")
	if e.Gaps != (Gaps{Expected: 36, NotReported: 2}) {
		t.Errorf("gaps: %+v", e.Gaps)
	}
	if !strings.HasSuffix(e.Sub, "34 av 36 belopp redovisas") {
		t.Errorf("sub: %q", e.Sub)
	}
	row := e.Table.Rows[slices.IndexFunc(e.Table.Rows, func(r LineRow) bool { return r.Line == "ekonomiskt-bistand" })]
	same(t, "the forecast that is not there", said(row.Cells[4]), "redovisas inte")
	same(t, "what was last known", row.Cells[5].LastKnown, "senast kända −1,2 mkr (februari 2024)")
	o := overview(t, lib, alvbro, "socialnamnden-2024-03-monthly", Previous, "sv")
	if i := slices.IndexFunc(o.Changes, func(c Change) bool { return c.Label == "Varav Ekonomiskt bistånd" }); i < 0 || o.Changes[i].Mark.Kind != MarkMissing {
		t.Errorf("the gap is no change: %+v", o.Changes)
	}
	if i := slices.IndexFunc(o.KeyFigures, func(k KeyFigure) bool { return k.Beside == "av 36 belopp" }); i < 0 || *o.KeyFigures[i].Figure.Value != "2" {
		t.Errorf("the gaps are no key figure: %+v", o.KeyFigures)
	}
}

func TestACorrectedMonthChangesThatMonthAndLeavesLaterForecastsAlone(t *testing.T) {
	lib := library(t)
	september := func(name string) (string, string) {
		e := economy(t, lib, alvbro, name, Previous, "sv")
		var sep, last string
		for _, s := range e.Journey.Steps {
			if s.Short == "sep" {
				sep = said(s.Figure)
			}
			last = s.Label + " " + said(s.Figure)
		}
		return sep, last
	}
	for _, c := range []struct{ name, september, last string }{
		{"socialnamnden-2024-09-monthly", "−5,4 mkr", "September 2024 −5,4 mkr"},
		{"socialnamnden-2024-10-monthly", "−5,4 mkr", "Oktober 2024 −6,6 mkr"},
		{"socialnamnden-2024-09-monthly-2", "−6,3 mkr", "September 2024 −6,3 mkr"}, // told after October, and about September
		{"socialnamnden-2024-11-monthly", "−6,3 mkr", "November 2024 −6,7 mkr"},
	} {
		sep, last := september(c.name)
		same(t, c.name+": September", sep, c.september)
		same(t, c.name+": last", last, c.last)
	}
	e := economy(t, lib, alvbro, "socialnamnden-2024-09-monthly-2", "socialnamnden-2024-09-monthly", "sv")
	same(t, "against what it replaces", said(e.Change.Before)+" → "+said(e.Forecast), "−5,4 mkr → −6,3 mkr")
	if len(e.Notices) != 0 {
		t.Errorf("a change that is explained is called silent: %+v", e.Notices)
	}
}

func TestAnAnnualReportIsComparedWithTheForecastBeforeIt(t *testing.T) {
	lib := library(t)
	o := overview(t, lib, alvbro, "socialnamnden-2024-annual", Previous, "sv")
	same(t, "headline", o.Headline, "Underskottet 2024 blev 6,8 mkr, 0,1 mkr större än prognosen i november")
	same(t, "key figure", o.KeyFigures[0].Label+" "+said(o.KeyFigures[0].Figure), "Utfall 2024, avvikelse −6,8 mkr")
	e := economy(t, lib, alvbro, "socialnamnden-2024-annual", Previous, "sv")
	if len(e.Table.Columns) != 4 || e.Gaps != (Gaps{Expected: 24}) {
		t.Errorf("columns %v, gaps %+v", e.Table.Columns, e.Gaps)
	}
	same(t, "areas", e.Areas.Title, "Tre av fem områden gick över")
}

func TestOnAPackageThatIsNoReportTheEconomyIsTheLastReports(t *testing.T) {
	lib := library(t)
	e := economy(t, lib, trollhattan, "asn-2019-10-prestudy", Previous, "sv")
	if e.Report == nil || e.Report.Name != "asn-2019-06-monthly" || !strings.HasPrefix(e.Sub, "Ekonomin enligt Månadsuppföljning juni 2019") {
		t.Errorf("report %+v, %q", e.Report, e.Sub)
	}
	o := overview(t, lib, trollhattan, "asn-2021-plan", Previous, "sv")
	same(t, "a plan", o.Headline, "Budgeten för 2021 är 364,4 mkr, ramen ökar med 21,3 mkr")
	e = economy(t, lib, trollhattan, "asn-2019-plan", Previous, "sv")
	if len(e.Causes.Items) != 2 || e.Causes.Items[0].Place == e.Causes.Items[1].Place {
		t.Errorf("the causes that the plan tells of 2018: %+v", e.Causes.Items)
	}
	same(t, "what two places say of the list", e.Causes.Note, "Bilaga 1 anger att listan inte är fullständig. Avsnitt 4 säger inte om listan är fullständig.")
}

func TestWhatIsSaidInWordsAloneIsNoNumber(t *testing.T) {
	e := economy(t, library(t), trollhattan, "asn-2021-08-interim", Previous, "sv")
	same(t, "headline", e.Headline, "Kostnaderna för försörjningsstöd minskar, hur mycket återges inte")
	i := slices.IndexFunc(e.Table.Rows, func(r LineRow) bool { return r.Line == "forsorjningsstod" })
	f := e.Table.Rows[i].Cells[2]
	if f.Present() || f.Status != string(model.TrendOnly) || f.Words == "" {
		t.Errorf("%+v", f)
	}
}
