package review

import (
	"slices"
	"testing"
	"time"

	"rodatraden/data/followup"
	"rodatraden/data/model"
)

// month is a whole monthly report with a committee's line and its forecast.
func month(day, forecast string) made {
	return whole(model.Monthly, day).line("a", "").amount("a", model.VarianceForecast, day[:4], forecast)
}

func cause(p made, title, amount, exhaustive string) made {
	return p.row("causes", "subject=budget_lines:a", "period=2025", "title="+title, "amount="+amount, "amount_unit=mkr", "exhaustive="+exhaustive)
}

func TestWhatTheCausesLeaveIsAskedAbout(t *testing.T) {
	report := func(exhaustive, second string) made {
		return cause(cause(month("2025-04-30", "-7.6"), "Hyror", "-4.1", exhaustive), "Vikarier", second, exhaustive)
	}
	same(t, asked(t, "causes-remainder", report("not_stated", "-3.0")),
		"budget_lines:a remainder question Rest=-0.5 mkr | reason Causes=[Hyror -4.1 mkr Vikarier -3.0 mkr] Measure=variance_forecast Sum=-7.1 mkr Variance=-7.6 mkr")
	same(t, asked(t, "causes-remainder", report("yes", "-3.0")),
		"budget_lines:a unexplained question Rest=-0.5 mkr | reason Causes=[Hyror -4.1 mkr Vikarier -3.0 mkr] Measure=variance_forecast Sum=-7.1 mkr Variance=-7.6 mkr")
	same(t, asked(t, "causes-remainder", report("yes", "-3.5")), "")
}

func TestWhatRoundingMayHaveLeftIsNotAskedAbout(t *testing.T) {
	// Three figures, each up to 0.05 from what it rounds.
	same(t, asked(t, "causes-remainder", cause(cause(month("2025-04-30", "-7.6"), "Hyror", "-4.1", "yes"), "Vikarier", "-3.4", "yes")), "")
}

func TestAForecastThatWorsensTwiceInARowIsAskedAbout(t *testing.T) {
	feb, mar, apr := month("2025-02-28", "-5.5"), month("2025-03-31", "-6.9"), month("2025-04-30", "-7.6")
	same(t, asked(t, "forecast-worse", feb, mar, apr),
		"budget_lines:a forecast question | reason Count=2 First=-5.5 mkr FirstReport=monthly-2025-02-28 Last=-7.6 mkr LastReport=monthly-2025-04-30")
	same(t, asked(t, "forecast-worse", mar, apr), "")
	same(t, asked(t, "forecast-worse", feb, mar, apr, month("2025-05-31", "-7.0")), "")
	same(t, asked(t, "forecast-worse", month("2025-01-31", "-6.0"), feb, mar, apr),
		"budget_lines:a forecast question | reason Count=2 First=-5.5 mkr FirstReport=monthly-2025-02-28 Last=-7.6 mkr LastReport=monthly-2025-04-30")
}

func TestWhatIsNoReportTellsOfTheLastOnesEconomy(t *testing.T) {
	nov := []made{month("2024-09-30", "-5.5"), month("2024-10-31", "-6.9"), month("2024-11-30", "-7.6"), plan("2025", "2024")}
	same(t, asked(t, "forecast-worse", nov...),
		"budget_lines:a forecast question | reason Count=2 First=-5.5 mkr FirstReport=monthly-2024-09-30 Last=-7.6 mkr LastReport=monthly-2024-11-30")
}

func TestAForecastIsWorseOnlyAsCoarselyAsItIsTold(t *testing.T) {
	// −7 and −7.3 are the same, as far as the coarser of them says.
	same(t, asked(t, "forecast-worse", month("2025-02-28", "-6.9"), month("2025-03-31", "-7"), month("2025-04-30", "-7.3")), "")
}

func TestAnotherYearsForecastsAreNotPartOfTheRun(t *testing.T) {
	same(t, asked(t, "forecast-worse", month("2024-11-30", "-1.0"), month("2025-02-28", "-5.5"), month("2025-03-31", "-6.9")), "")
	annual := whole(model.Annual, "2025-12-31").amount("a", model.VarianceOutcome, "2025", "-9")
	same(t, asked(t, "forecast-worse", month("2025-09-30", "-1"), month("2025-10-31", "-2"), month("2025-11-30", "-3"), annual), "")
}

func TestAYearThatEndedFarFromItsForecastAsksHowSureThisYearsIs(t *testing.T) {
	november := func(forecast string) made { return month("2024-11-30", forecast) }
	annual := func(budget string) made {
		p := whole(model.Annual, "2024-12-31").amount("a", model.VarianceOutcome, "2024", "-6.8")
		if budget != "" {
			p = p.amount("a", model.BudgetYear, "2024", budget)
		}
		return p
	}
	march := month("2025-03-31", "-2")
	same(t, asked(t, "forecast-error", november("-1.8"), annual("480"), march),
		"budget_lines:a forecast question | reason Difference=5.0 mkr Forecast=-1.8 mkr Outcome=-6.8 mkr Report=monthly-2024-11-30 Year=2024")
	same(t, asked(t, "forecast-error", november("-1.8"), annual("520"), march), "") // less than 1 %
	same(t, asked(t, "forecast-error", november("-5.2"), annual(""), march), "")    // less than a quarter
	same(t, asked(t, "forecast-error", november("-5.0"), annual(""), march),
		"budget_lines:a forecast question | reason Difference=1.8 mkr Forecast=-5.0 mkr Outcome=-6.8 mkr Report=monthly-2024-11-30 Year=2024")
	same(t, asked(t, "forecast-error", november("-1.8"), annual("480")), "") // the year itself
	same(t, asked(t, "forecast-error", annual("480"), march), "")            // no forecast told
}

func TestANumberThatChangesWithoutAWordIsAskedAbout(t *testing.T) {
	march := month("2025-03-31", "-6.9").amount("a", model.OutcomeYTD, "2025-01/2025-03", "123.9")
	april := func(more ...string) made {
		return month("2025-04-30", "-7.6").amount("a", model.OutcomeYTD, "2025-01/2025-04", "166.4").
			amount("a", model.OutcomeYTD, "2025-01/2025-03", "124.4", append(more, "id=changed")...)
	}
	same(t, asked(t, "silently-revised", march, april()),
		"amounts:changed silent question Before=123.9 mkr Now=124.4 mkr | reason.amount Before=123.9 mkr Measure=outcome_ytd Name=Rad a Now=124.4 mkr Period=2025-01/2025-03 Report=monthly-2025-04-30 Then=monthly-2025-03-31")
	same(t, asked(t, "silently-revised", march, april("revision_note=Rättad faktura")), "")
	same(t, asked(t, "silently-revised", march, april().excerpt()), "")
}

func TestACountThatChangesWithoutAWordHasItsUnit(t *testing.T) {
	households := func(day, count string) made {
		return whole(model.Interim, day).row("indicators", "id=h", "title=Hushåll", "unit_of_measure=hushåll").
			row("observations", "id=o", "indicator=h", "unit=all", "period=2025-03", "part=all", "value="+count)
	}
	same(t, asked(t, "silently-revised", households("2025-04-30", "412"), households("2025-08-31", "421")),
		"observations:o silent question Before=412 hushåll Now=421 hushåll | reason Before=412 hushåll Name=Hushåll Now=421 hushåll Period=2025-03 Report=interim-2025-08-31 Then=interim-2025-04-30")
}

func TestWhatAReportSaysThatItDoesNotTellIsAskedForOnce(t *testing.T) {
	same(t, asked(t, "value-not-reported", month("2025-03-31", "-2").line("b", "a").
		amount("b", model.ForecastYear, "2025", "", "amount_unit=", "status=not_reported").
		amount("b", model.VarianceForecast, "2025", "", "amount_unit=", "status=not_reported")),
		"budget_lines:b not_reported question.amount Name=Rad b | reason.amount Measure=forecast_year Period=2025 Report=monthly-2025-03-31")
	observed := func(status, unit string) made {
		return whole(model.Interim, "2025-04-30").row("units", "id=all", "name=Nämnden", "kind=committee").row("units", "id=norr", "name=Norr", "kind=unit").
			row("indicators", "id=i", "title=Missförhållanden").
			row("observations", "indicator=i", "unit="+unit, "period=2025-04", "part=all", "status="+status)
	}
	same(t, asked(t, "value-not-reported", observed("not_reported", "norr")),
		"indicators:i not_reported question Name=Missförhållanden | reason.unit Period=2025-04 Report=interim-2025-04-30 Unit=Norr")
	same(t, asked(t, "value-not-reported", observed("not_reported", "all").excerpt()), // it says so itself
		"indicators:i not_reported question Name=Missförhållanden | reason Period=2025-04 Report=interim-2025-04-30")
	for _, status := range []string{"not_quoted", "not_applicable", "confidential"} {
		same(t, asked(t, "value-not-reported", observed(status, "norr")), "")
	}
	same(t, asked(t, "value-not-reported", observed("not_reported", "norr"), month("2025-05-31", "-2")), "")
}

func TestAGapIsAskedAboutWhereItIsRead(t *testing.T) {
	for want, indicator := range map[string][]string{
		"quality":       {"subject=units:u", "topic=complaint"},
		"interventions": {"subject=interventions:x"},
		"goals":         {"topic=staffing"},
	} {
		p := whole(model.Interim, "2025-04-30").row("indicators", append(indicator, "id=i", "title=Värde")...).
			row("observations", "indicator=i", "unit=all", "period=2025-04", "part=all", "status=not_reported")
		all := libraryOf(t, []*followup.Package{p.Package}).find(t, "", p.Manifest.Name)
		at := slices.IndexFunc(all, func(q Question) bool { return q.Rule == "value-not-reported" })
		if at < 0 || all[at].Page != want {
			t.Errorf("what is read on %s is asked about elsewhere: %v", want, all)
		}
	}
}

func TestAnAssumptionThatNobodyComesBackToIsAskedAbout(t *testing.T) {
	assume := func(p made, held string) made {
		return p.row("assumptions", "id=s", "about=budget_lines:b", "kind=assumption", "text=Färre hushåll från maj.", "period=2025", "held="+held)
	}
	february := func() made { return assume(month("2025-02-28", "-5").line("b", "a"), "") }
	same(t, asked(t, "assumption-open", february()), "") // told only now
	same(t, asked(t, "assumption-open", february(), month("2025-03-31", "-6").amount("b", model.OutcomeYTD, "2025-01/2025-03", "9").amount("b", model.VarianceForecast, "2025", "-4")),
		"assumptions:s assumption question.about Name=Rad b | reason Report=monthly-2025-02-28 Text=Färre hushåll från maj"+
			" | reason.amount Amount=-4 mkr Measure=variance_forecast Name=Rad b Report=monthly-2025-03-31 | reason.unsaid Report=monthly-2025-03-31")
	same(t, asked(t, "assumption-open", february(), assume(month("2025-03-31", "-6"), "no")), "")
	same(t, asked(t, "assumption-open", february(), month("2025-03-31", "-6").amount("b", model.BudgetYear, "2025", "90")), // says nothing of it
		"assumptions:s assumption question.about Name=Rad b | reason Report=monthly-2025-02-28 Text=Färre hushåll från maj | reason.unsaid Report=monthly-2025-03-31")
	same(t, asked(t, "assumption-open", february(), assume(whole(model.Annual, "2025-12-31"), "not_reported")),
		"assumptions:s assumption question.about Name=Rad b | reason Report=monthly-2025-02-28 Text=Färre hushåll från maj | reason.unsaid Report=annual-2025-12-31")
	same(t, asked(t, "assumption-open", february(), month("2026-02-28", "-6")), "")
}

func TestAnAssumptionOfAnEarlierForecastIsAskedAboutAsPast(t *testing.T) {
	told := &model.Package{To: time.Date(2025, 3, 31, 0, 0, 0, 0, time.UTC)}
	for text, past := range map[string]bool{
		"Prognosen i februari byggde på färre hushåll.":   true,
		"Bedömningen från januari var färre hushåll.":     true,
		"Prognosen i mars bygger på färre hushåll.":       false, // the forecast of the report itself
		"Antalet ligger kvar på februari månads nivå.":    false,
		"Två hem är i gång i januari.":                    false,
		"Prognosen för november bygger på färre hushåll.": false,
	} {
		if got := ofPast(text, told); got != past {
			t.Errorf("%q is of a past forecast: %v", text, got)
		}
	}
}

func TestAnExcerptAsksOfAnAssumptionOnlyWhatItTellsAgainst(t *testing.T) {
	february := month("2025-02-28", "-5").line("b", "a").
		row("assumptions", "id=s", "about=budget_lines:b", "kind=assumption", "text=Färre hushåll", "period=2025").
		row("assumptions", "id=u", "about=budget_lines:b", "kind=uncertainty", "text=Svårt att bedöma", "period=2025").excerpt()
	april := func() made { return month("2025-04-30", "-6").excerpt() }
	same(t, asked(t, "assumption-open", february, april()), "")
	same(t, asked(t, "assumption-open", february, april().amount("b", model.VarianceForecast, "2025", "-4.5")),
		"assumptions:s assumption question.about Name=Rad b | reason Report=monthly-2025-02-28 Text=Färre hushåll | reason.amount Amount=-4.5 mkr Measure=variance_forecast Name=Rad b Report=monthly-2025-04-30")
	same(t, asked(t, "assumption-open", february, april().row("causes", "subject=budget_lines:b", "period=2025", "title=Fler hushåll", "status=not_quoted")),
		"assumptions:s assumption question.about Name=Rad b | reason Report=monthly-2025-02-28 Text=Färre hushåll | reason.cause Name=Fler hushåll Report=monthly-2025-04-30")
}

func TestAprilsQuestionsOfTrollhattan(t *testing.T) {
	all := demonstration(t, "trollhattan", "asn").find(t, "asn-2019-03-monthly", "asn-2019-04-interim")
	same(t, written(all, "causes-remainder"), "budget_lines:asn-total remainder question Rest=ca 3 mkr"+
		" | reason Causes=[Placeringskostnader -16.8 mkr Försörjningsstöd -4.5 mkr] Measure=variance_forecast Sum=-21.3 mkr Variance=-18 mkr")
	same(t, written(all, "assumption-open"), "assumptions:antagande-forsorjningsstod-2019-02 assumption question.about.past Name=Försörjningsstöd"+
		" | reason Report=asn-2019-03-monthly Text=Bedömningen i februari byggde på att kostnaderna för försörjningsstöd skulle minska"+
		" | reason.amount Amount=-4.5 mkr Measure=variance_forecast Name=Försörjningsstöd Report=asn-2019-04-interim")
	if len(all) < 2 || all[0].Rule != "causes-remainder" || all[1].Rule != "assumption-open" {
		t.Error("the rest and the assumption are not asked about first")
	}
	for _, rule := range []string{"forecast-worse", "forecast-error", "silently-revised", "value-not-reported", "saving-amount", "saving-date",
		"saving-effect", "saving-behind", "savings-total", "saving-decision", "impact-revisit", "approved-without-action", "assignment-overdue", "oral-only", "link-broken"} {
		same(t, written(all, rule), "")
	}
}

func TestAprilsQuestionsOfAlvbro(t *testing.T) {
	all := demonstration(t, "alvbro", "socialnamnden").find(t, "socialnamnden-2025-03-monthly", "socialnamnden-2025-04-interim")
	same(t, written(all, "silently-revised"), "amounts:alvbro-total-outcome-ytd-2025-03 silent question Before=123.9 mkr Now=124.4 mkr"+
		" | reason.amount Before=123.9 mkr Measure=outcome_ytd Name=Nämnden totalt Now=124.4 mkr Period=2025-01/2025-03 Report=socialnamnden-2025-04-interim Then=socialnamnden-2025-03-monthly")
	same(t, written(all, "causes-remainder"), "budget_lines:alvbro-total unexplained question Rest=-0.4 mkr"+
		" | reason Causes=[Placeringar, barn -4.1 mkr Försörjningsstöd -2.3 mkr Personlig assistans -1.4 mkr Vakanta tjänster 0.6 mkr] Measure=variance_forecast Sum=-7.2 mkr Variance=-7.6 mkr")
	same(t, written(all, "forecast-worse"), "budget_lines:alvbro-total forecast question"+
		" | reason Count=2 First=-5.5 mkr FirstReport=socialnamnden-2025-02-monthly Last=-7.6 mkr LastReport=socialnamnden-2025-04-interim")
	same(t, written(all, "forecast-error"), "") // 2024 was told to end at −6.7, and ended at −6.8
}
