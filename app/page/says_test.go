package page

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rodatraden/data/model"
)

// statementsOf writes statements as they are read: when, kind, text and what stands beside.
func statementsOf(rows []Statement) string {
	var out []string
	for _, r := range rows {
		out = append(out, joined(" | ", r.When, r.Kind, r.Text, r.Beside))
	}
	return strings.ReplaceAll(strings.Join(out, "\n"), "\u00a0", " ")
}

// changed returns the change of a label.
func changed(t *testing.T, changes []Change, label string) Change {
	t.Helper()
	i := slices.IndexFunc(changes, func(c Change) bool { return c.Label == label })
	if i < 0 {
		var labels []string
		for _, c := range changes {
			labels = append(labels, c.Label)
		}
		t.Fatalf("no change is called %q, only %q", label, labels)
	}
	return changes[i]
}

func TestAForecastThatAnAreaLacksIsTheFinding(t *testing.T) {
	lib := library(t)
	const name = "socialnamnden-2024-03-monthly"
	want := "Underskottet väntas bli 2,0 mkr, prognosen för Ekonomiskt bistånd redovisas inte"
	o, e := overview(t, lib, alvbro, name, Previous, "sv"), economy(t, lib, alvbro, name, Previous, "sv")
	same(t, "overview", o.Headline, want)
	same(t, "economy", e.Headline, want)
	same(t, "areas", e.Areas.Title, "Två av fem områden går över, ett redovisas inte")
	same(t, "the mark beside the number still says what it became", o.KeyFigures[0].Mark.Text, "1,0 mkr bättre än i februari")
	last := o.Changes[len(o.Changes)-1]
	if first := slices.IndexFunc(o.Changes, func(c Change) bool { return c.Mark.Kind == MarkMissing }); first < 0 ||
		slices.ContainsFunc(o.Changes[first:], func(c Change) bool { return c.Mark.Kind != MarkMissing }) {
		t.Errorf("the gaps do not stand together at the end: %+v", last)
	}
}

func TestAPartGreaterThanTheWholeIsNotSaidToAccountForIt(t *testing.T) {
	m := new(made)
	p := packageOf("feb", 1, 2, 0)
	m.packages = []*model.Package{p}
	m.line(p, "total", "", "Totalt")
	m.line(p, "a", "total", "Skolan")
	m.line(p, "b", "total", "Vården")
	m.amount(p, "total", model.VarianceForecast, "2025", "-2.0", "mkr")
	m.amount(p, "a", model.VarianceForecast, "2025", "-2.2", "mkr")
	m.amount(p, "b", model.VarianceForecast, "2025", "0.2", "mkr")
	same(t, "headline", m.state("feb").economyHeadline(earlier{}), "Underskottet väntas bli 2,0 mkr, Skolan går 2,2 mkr över")
}

func TestWhatRoundingCanExplainIsNoFinding(t *testing.T) {
	lib := library(t)
	const name = "socialnamnden-2023-08-interim" // four causes with one decimal each leave 0.1
	e := economy(t, lib, alvbro, name, Previous, "sv")
	same(t, "headline", e.Headline, "Underskottet väntas bli 3,5 mkr, Ekonomiskt bistånd står för 2,3 mkr")
	same(t, "causes", e.Causes.Title, "Orsakerna ger −3,6 mkr, avvikelsen är −3,5 mkr")
	same(t, "causes' note", e.Causes.Note, "+0,1 är uträknat av appen och kan vara avrundning. Rapporten anger att listan inte är fullständig.")
	for _, k := range overview(t, lib, alvbro, name, Previous, "sv").KeyFigures {
		if k.Label == "Övrigt eller oförklarat" {
			t.Error("0,1 is a key figure")
		}
	}
	causes := economy(t, lib, trollhattan, "asn-2019-04-interim", Previous, "sv").Causes
	same(t, "what no rounding explains is one", causes.RemainderLabel+" "+said(*causes.Remainder), "Övrigt eller oförklarat ca +3 mkr")
	if causes.Remainder.Sign != 0 {
		t.Error("what nobody has explained is coloured as better or worse")
	}
}

func TestAMonthWithoutAKnownReportIsNotSaidToHaveNone(t *testing.T) {
	lib := library(t)
	for _, c := range []struct{ committee, name, month, note string }{
		{trollhattan, "asn-2021-07-monthly", "Juni 2021 ingen känd rapport", "Juni: ingen känd rapport."},
		{alvbro, "socialnamnden-2023-08-interim", "Juli 2023 ingen känd rapport", "Januari–april och juli: ingen känd rapport, lämnas som lucka."}, // the library begins in May
		{alvbro, "socialnamnden-2024-08-interim", "Juli 2024 ingen rapport", "Januari och juli: ingen rapport, lämnas som lucka."},
	} {
		e := economy(t, lib, c.committee, c.name, Previous, "sv")
		i := slices.IndexFunc(e.Journey.Steps, func(s Step) bool { return s.Kind == StepNoReport })
		same(t, c.name, e.Journey.Steps[i].Label+" "+said(e.Journey.Steps[i].Figure), c.month)
		same(t, c.name+": the chart's word", e.Journey.Steps[i].Label+" "+e.Journey.NoReport, c.month)
		note := e.Journey.Note
		if e.Months != nil {
			note = e.Months.Note
			same(t, c.name+": the months' word", e.Months.NoReport, e.Journey.NoReport)
		}
		same(t, c.name+": note", note, c.note)
	}
}

func TestAYearThatHasEndedIsToldAsEnded(t *testing.T) {
	lib := library(t)
	e := economy(t, lib, trollhattan, "asn-2019-annual", Previous, "sv")
	same(t, "an outcome that is not quoted", e.Journey.Title, "Utfallet återges inte, senaste prognos −18 mkr i april")
	same(t, "a cause of another line than the committee's", e.Causes.Title, "Försörjningsstöd: en orsak anges, utan belopp")
	if strings.Contains(e.Journey.Note, "osäkerhet") {
		t.Errorf("the forecast of a year that has ended is called uncertain: %q", e.Journey.Note)
	}
	e = economy(t, lib, alvbro, "socialnamnden-2024-annual", Previous, "sv")
	same(t, "months", e.Months.Title, "Utfallet låg över budget i alla kända månader")
	o := overview(t, lib, alvbro, "socialnamnden-2024-annual", Previous, "sv")
	c := o.Changes[0]
	same(t, "the outcome beside the forecast", c.Label+": "+said(c.Before)+" → "+said(c.Now), "Avvikelse 2024, mot prognosen i november: −6,7 mkr → −6,8 mkr")
	for _, k := range o.KeyFigures {
		if strings.HasPrefix(k.Label, "Ändring av ramen") {
			t.Error("the change of a frame that has been raised since stands beside the budget that it did not make")
		}
	}
}

func TestABudgetThatWasRaisedIsToldBesideTheDeficitThatShrank(t *testing.T) {
	o := overview(t, library(t), alvbro, "socialnamnden-2024-06-monthly", Previous, "sv")
	same(t, "headline", o.Headline, "Underskottet väntas bli 4,2 mkr, 0,8 mkr mindre än i maj, budgeten höjd 2,4 mkr")
	c := o.Changes[1]
	same(t, "second", c.Label+" "+c.Mark.Text, "Budget 2024 2,4 mkr mer")
	same(t, "why", c.Note, "Fullmäktige höjde ramen med 2,4 mkr för löneavtal den 17 juni 2024.")
	if area := changed(t, o.Changes, "Budget 2024, Äldreomsorg"); area.Note != "" {
		t.Errorf("the reason is told again: %q", area.Note)
	}
}

func TestANumberToldAnewWithAReasonIsAChangeAndNotASilentOne(t *testing.T) {
	lib := library(t)
	const reason = "Ersättningen för september och oktober är avstämd; det tidigare beloppet var preliminärt."
	o := overview(t, lib, alvbro, "socialnamnden-2023-11-monthly", Previous, "sv")
	c := changed(t, o.Changes, "Utfall till och med oktober")
	same(t, "October", said(c.Before)+" → "+said(c.Now)+": "+c.Note, "382,8 mkr (preliminärt) → 383,0 mkr: "+reason)
	if slices.ContainsFunc(o.Changes, func(c Change) bool { return c.Mark.Kind == MarkSilent }) {
		t.Error("it is called silent")
	}
	o = overview(t, lib, alvbro, "socialnamnden-2024-09-monthly-2", Previous, "sv")
	if !strings.HasPrefix(o.Sub, "Ersätter Månadsuppföljning september 2024 · ") || !strings.HasPrefix(o.Changes[0].Note, "Rättad uppföljning: fakturor på 1,1 mkr") {
		t.Errorf("a correction does not say what it corrects, and why: %q, %q", o.Sub, o.Changes[0].Note)
	}
	o = overview(t, lib, alvbro, "socialnamnden-2024-11-monthly", Previous, "sv")
	c = changed(t, o.Changes, "Utfall till och med september")
	same(t, "a report corrected after October, seen at November", said(c.Before)+" → "+said(c.Now), "360,9 mkr → 362,0 mkr")
}

func TestWhatIsTakenBackIsAChangeWithItsReason(t *testing.T) {
	lib := library(t)
	const label = "Budget 2025, Ekonomiskt bistånd"
	c := changed(t, overview(t, lib, alvbro, "socialnamnden-2024-05-monthly", Previous, "sv").Changes, label)
	same(t, "in May", said(c.Now)+" "+c.Mark.Text, "63,2 mkr Ny uppgift")
	c = changed(t, overview(t, lib, alvbro, "socialnamnden-2024-06-monthly", Previous, "sv").Changes, label)
	same(t, "in June", said(c.Before)+" → "+said(c.Now)+": "+c.Note, "63,2 mkr → återtaget: Beloppet i majrapporten var ett arbetsmaterial och inte beslutat.")
	v := record(t, lib, alvbro, "socialnamnden-2024-06-monthly", c.Record, "sv")
	same(t, "what opens", v.Kind+": "+fieldsOf(v.Fields), "Återtaget: Tabell: Belopp; Nyckel: Ekonomiskt bistånd, budget helår, 2025")
	o := overview(t, lib, alvbro, "socialnamnden-2024-08-interim", Previous, "sv")
	if strings.Contains(string(written(t, o)), "63,2") {
		t.Error("it is told after it was taken back")
	}
}

func TestPreliminaryFiguresSayThatTheyAre(t *testing.T) {
	lib := library(t)
	const name = "socialnamnden-2023-10-monthly"
	e, o := economy(t, lib, alvbro, name, Previous, "sv"), overview(t, lib, alvbro, name, Previous, "sv")
	total := e.Table.Rows[len(e.Table.Rows)-1].Cells[2]
	same(t, "in the table", total.Number+" / "+said(total), "prel. 382,8 / 382,8 mkr (preliminärt)")
	same(t, "key figure", o.KeyFigures[2].Label+" "+o.KeyFigures[2].Mark.Text, "Avvikelse till och med oktober, preliminärt 0,1 mkr sämre än i september")
}

func TestTheYearSoFarIsComparedMonthByMonth(t *testing.T) {
	o := overview(t, library(t), alvbro, "socialnamnden-2025-04-interim", Previous, "sv")
	c := changed(t, o.Changes, "Avvikelse till och med april, mot mars")
	same(t, "so far", said(c.Before)+" → "+said(c.Now), "−1,9 mkr → −3,4 mkr")
	same(t, "sub", o.Sub, "Älvbro är en påhittad kommun · 22 ändringar, varav 1 utan förklaring, 1 nytt beslut · 36 av 36 belopp redovisas")
}

func TestDecisionsStandInTheOrderThatTheyWereTaken(t *testing.T) {
	lib := library(t)
	decisions := func(committee, name string) Decisions {
		return overview(t, lib, committee, name, Previous, "sv").Decisions
	}
	same(t, "April 2025", statementsOf(decisions(alvbro, "socialnamnden-2025-04-interim").Rows),
		"27 mars | Uppdrag | Åtgärder för Barn och familj senast 15 maj\n24 april | Godkänd | Inget beslut om åtgärd | Prognos −7,6 mkr")
	rows := decisions(trollhattan, "asn-2021-review").Rows
	same(t, "the undated first", rows[0].When, "utan datum")
	same(t, "what is said of the whole year last", statementsOf(rows[len(rows)-1:]), "2021 | Antecknat | Inget beslut om åtgärd har fattats utifrån uppföljningen under 2021.")
	same(t, "what was approved without a forecast that is quoted", statementsOf(rows[len(rows)-2:len(rows)-1]),
		"September | Godkänd | Månadsuppföljningen för september 2021 godkändes. | Prognos återges inte")

	for name, want := range map[string]string{
		"socialnamnden-2024-02-monthly": "Årsredovisningen 2023 godkändes",
		"socialnamnden-2025-04-interim": "Prognosen godkändes, ett uppdrag gavs",
	} {
		same(t, name, decisions(alvbro, name).Title, want)
	}
	same(t, "a report whose forecast is not quoted", decisions(trollhattan, "asn-2021-03-monthly").Title, "Rapporten för februari 2021 godkändes")
	same(t, "what is only stated", decisions(trollhattan, "asn-2019-02-monthly").Rows[0].Kind, "Uppges")
	rows = decisions(trollhattan, "asn-2019-05-monthly").Rows
	same(t, "what answers something", rows[len(rows)-1].Kind, "Redovisat")
}

func TestADecisionStandsBesideWhatThoseWhoDecidedHad(t *testing.T) {
	lib := library(t)
	rows := func(name string) string {
		return statementsOf(overview(t, lib, alvbro, name, Previous, "sv").Decisions.Rows)
	}
	for _, c := range []struct{ name, row string }{
		{"socialnamnden-2024-10-monthly", "24 oktober | Godkänd | Inget beslut om åtgärd | Prognos −5,4 mkr"},
		{"socialnamnden-2024-11-monthly", "24 oktober | Godkänd | Inget beslut om åtgärd | Prognos −5,4 mkr, sedan rättad till −6,3 mkr"},
		{"socialnamnden-2024-10-monthly", "26 september | Uppdrag | Förslag till lägre kostnader för placeringar senast 21 november | Prognos −5,7 mkr"},
		{"socialnamnden-2024-11-monthly", "26 september | Uppdrag | Förslag till lägre kostnader för placeringar senast 21 november | Prognos −5,7 mkr. Besvarat 21 november"},
		{"socialnamnden-2024-10-monthly", "23 maj | Uppdrag | Redovisa vilka placeringar som kan avslutas under året senast 21 november | Prognos −4,4 mkr"},
		{"socialnamnden-2024-11-monthly", "23 maj | Uppdrag | Redovisa vilka placeringar som kan avslutas under året senast 21 november | Prognos −4,4 mkr. Inget svar är känt"},
	} {
		if got := rows(c.name); !slices.Contains(strings.Split(got, "\n"), c.row) {
			t.Errorf("%s has no row %q:\n%s", c.name, c.row, got)
		}
	}
	if got := statementsOf(overview(t, lib, trollhattan, "asn-2019-06-monthly", Previous, "sv").Decisions.Rows); strings.Contains(got, "svar") || strings.Contains(got, "Besvarat") {
		t.Errorf("an excerpt is said to hold answers, or to lack them:\n%s", got)
	}
}

func TestWhatBecameOfAnAssumptionIsTold(t *testing.T) {
	lib := library(t)
	rows := overview(t, lib, alvbro, "socialnamnden-2025-04-interim", Previous, "sv").Assumptions
	same(t, "what did not hold stands last of what was told last", statementsOf(rows[len(rows)-1:]),
		"April | Antagande | Två familjehem i egen regi är i gång den 1 mars | Höll inte. Ett av två familjehem är i gång.")
	all := statementsOf(overview(t, lib, alvbro, "socialnamnden-2024-annual", Previous, "sv").Assumptions)
	for _, want := range []string{
		"| Osäkerhet | Ärenden om personlig assistans prövas i domstol | Kvarstår inte. Ärendena avgjordes till nämndens fördel.",
		"| Osäkerhet | En ny beräkningsmodell prövas; prognosen kan komma att ändras | Hur det gick redovisas inte.",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not in\n%s", want, all)
		}
	}
}

func TestTheTableSaysWhatIsToldInWordsAlone(t *testing.T) {
	lib := library(t)
	for name, want := range map[string]string{
		"asn-2021-08-interim": "Budget helår återges, utfall ack bara i ord",
		"asn-2021-09-monthly": "Av budget, utfall och prognos återges bara budget helår",
	} {
		same(t, name, economy(t, lib, trollhattan, name, Previous, "sv").Table.Title, want)
	}
}

func TestARecordIsToldInWordsOnly(t *testing.T) {
	lib := library(t)
	v := record(t, lib, trollhattan, "asn-2019-05-monthly", "decisions:forslag-budgetbalans-2019-05", "sv")
	same(t, "a decision", fieldsOf(v.Fields[:4]), "Datum: återges inte; Organ: Arbetsmarknads- och socialförvaltningen; "+
		"Svarar på: Förvaltningen ska i juni komma tillbaka med besparingar och anpassningar som ger budget i balans inför 2020.; Taget på: Månadsuppföljning maj 2019")
	v = record(t, lib, trollhattan, "asn-2021-review", "texts:granskningen-ledning", "sv")
	if len(v.Fields) < 3 || v.Fields[0].Label != "Text" || !strings.HasPrefix(v.Fields[0].Text, "På nämndens uppdrag tog området fram") || v.Fields[1].Label != "" {
		t.Errorf("a text cannot be read: %+v", v.Fields)
	}
	for _, ref := range []string{ // the source does not say which document the amounts stand in
		"documents:forstudie-2019", "sources:fs-4-arsredovisning-2018",
		"amounts:asn-total-variance-outcome-2018-avsnitt-4", "amounts:asn-total-variance-outcome-2018-bilaga-1",
	} {
		same(t, ref, record(t, lib, trollhattan, "asn-2018-annual", ref, "sv").Stated, "Lagd i paketet Årsredovisning 2018")
	}
	v = record(t, lib, trollhattan, "asn-2021-08-interim", "amounts:forsorjningsstod-outcome-ytd-2021-01-2021-08", "sv")
	same(t, "words for a number", v.Title+" / "+fieldsOf(v.Fields), "Försörjningsstöd: Kostnaderna för försörjningsstöd minskar. / "+
		"Rad: Försörjningsstöd; Mått: Utfall ack; Period: januari–augusti 2021; Belopp: Kostnaderna för försörjningsstöd minskar.; Anmärkning: Hur mycket, och jämfört med vad, återges inte.")
}

func TestNoRecordShowsWhatOnlyProgramsRead(t *testing.T) {
	lib := library(t)
	for _, committee := range committees {
		for _, p := range packagesOf(t, lib, committee) {
			for _, table := range []string{"decisions", "assumptions", "amounts", "causes", "texts", "units", "withdrawn"} {
				rows, err := lib.Current(t.Context(), choose(t, lib, committee, p.Name, None).scope(p.Order), table)
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range rows {
					if r.Package.ID != p.ID {
						continue
					}
					for _, f := range record(t, lib, committee, p.Name, r.Ref(), "sv").Fields {
						for _, other := range r.Cells {
							if other != "" && f.Text == other && strings.Contains(other, "-") && other == strings.ToLower(other) && !strings.ContainsAny(other, " ,") {
								t.Errorf("%s %s: %s reads %q", p.Name, r.Ref(), f.Label, f.Text)
							}
						}
					}
				}
			}
		}
	}
}

func TestHeadlinesKeepTheirOrderWhenTheyMustBeShort(t *testing.T) {
	m := new(made)
	p := packageOf("feb", 1, 2, 0)
	m.packages = []*model.Package{p}
	m.line(p, "total", "", "Totalt")
	m.amount(p, "total", model.VarianceForecast, "2025", "-12.0", "mkr")
	for i := range 3 {
		id := fmt.Sprint("area-", i)
		m.line(p, id, "total", "Ett område med ett mycket långt namn som inte får plats")
		m.amount(p, id, model.VarianceForecast, "2025", "", "", "status", map[bool]string{true: "not_reported", false: ""}[i > 0])
	}
	same(t, "headline", m.state("feb").overviewHeadline(earlier{}), "Underskottet väntas bli 12,0 mkr, tre områdens prognoser redovisas inte")
}
