package review

import (
	"testing"

	"rodatraden/data/model"
)

// plan is a whole plan for a year, decided in December before.
func plan(year, before string) made {
	return whole(model.Plan, year+"-12-31").known(before+"-12-14").line("a", "")
}

// saving adds a saving of 2 mkr that is started and began in February 2025; cells replace those.
func (p made) saving(id string, cells ...string) made {
	return p.row("savings", append([]string{"id=" + id, "title=Åtgärd " + id, "amount=2", "amount_unit=mkr",
		"decision=d", "effect_from=2025-02", "permanent=true", "status=started"}, cells...)...)
}

func TestASavingWithoutAmountOrDateIsAskedAbout(t *testing.T) {
	none := []string{"amount=", "amount_unit=", "effect_from="}
	same(t, asked(t, "saving-amount", plan("2025", "2024").saving("s", none...)), "savings:s not_reported question Name=Åtgärd s | reason Report=plan-2025-12-31")
	same(t, asked(t, "saving-date", plan("2025", "2024").saving("s", none...)), "savings:s not_reported question Name=Åtgärd s | reason Report=plan-2025-12-31")
	same(t, asked(t, "saving-date", plan("2025", "2024").saving("s", "effect_from=unknown")), "savings:s not_reported question Name=Åtgärd s | reason Report=plan-2025-12-31")
	for _, rule := range []string{"saving-amount", "saving-date"} {
		same(t, asked(t, rule, plan("2025", "2024").saving("s")), "")
		same(t, asked(t, rule, plan("2025", "2024").saving("s", none...).excerpt()), "")
		same(t, asked(t, rule, plan("2025", "2024").saving("s", append(none, "status=cancelled")...)), "")
		same(t, asked(t, rule, plan("2025", "2024").saving("s", append(none, "status=proposed")...)), "")
		same(t, asked(t, rule, plan("2025", "2024").saving("s", none...), month("2025-04-30", "-1").saving("s")), "") // told since
	}
}

func TestAnAmountIsMissedWhereItShouldBeOrIsSaidToBeMissing(t *testing.T) {
	same(t, asked(t, "saving-amount", plan("2025", "2024").saving("s", "amount=", "amount_unit=", "amount_status=not_reported").excerpt()),
		"savings:s not_reported question Name=Åtgärd s | reason Report=plan-2025-12-31")
	for _, status := range []string{"not_quoted", "not_applicable", "confidential", "trend_only"} {
		same(t, asked(t, "saving-amount", plan("2025", "2024").saving("s", "amount=", "amount_unit=", "amount_status="+status)), "")
	}
}

func TestAnEffectThatShouldBeKnownByNowIsAskedFor(t *testing.T) {
	interim := func() made {
		return whole(model.Interim, "2025-04-30").saving("s").saving("o").amount("savings:o", model.SavingRealised, "2025-01/2025-04", "0.3")
	}
	same(t, asked(t, "saving-effect", interim()),
		"savings:s not_reported question Name=Åtgärd s | reason From=2025-02 Report=interim-2025-04-30 | reason.amount Amount=2 mkr")
	same(t, asked(t, "saving-effect", interim().amount("savings:s", model.SavingRealised, "2025-01/2025-04", "0")), "") // zero is a number
	same(t, asked(t, "saving-effect", interim().amount("savings:s", model.SavingRealised, "2025-01/2025-04", "", "amount_unit=", "status=not_applicable")), "")
	same(t, asked(t, "saving-effect", interim().excerpt()), "")
	same(t, asked(t, "saving-effect", interim(), month("2025-05-31", "-1")), "") // a monthly report tells no effects
	// A report that tells of no saving's effect leaves none out.
	same(t, asked(t, "saving-effect", whole(model.Interim, "2025-04-30").saving("s")), "")
	later := whole(model.Interim, "2025-04-30").saving("s", "effect_from=2025-05").saving("o").amount("savings:o", model.SavingRealised, "2025-01/2025-04", "0.3")
	same(t, asked(t, "saving-effect", later), "")
	same(t, asked(t, "saving-effect", whole(model.Interim, "2025-04-30").saving("s", "effect_from=2023-12").saving("o").
		amount("savings:o", model.SavingRealised, "2025-01/2025-04", "0.3")), "") // long in force
	told := interim().amount("savings:s", model.SavingRealised, "2025-01/2025-04", "0.1")
	same(t, asked(t, "saving-effect", told, whole(model.Annual, "2025-12-31").amount("savings:o", model.SavingRealised, "2025", "1")), "") // told earlier in the year
}

func TestAnEffectThatIsSaidNotToBeReportedIsAskedForWhateverElseIsTold(t *testing.T) {
	same(t, asked(t, "saving-effect", whole(model.Interim, "2025-04-30").saving("s", "status=not_reported").
		amount("savings:s", model.SavingRealised, "2025-01/2025-04", "", "amount_unit=", "status=not_reported").excerpt()),
		"savings:s not_reported question Name=Åtgärd s | reason.said Period=2025-01/2025-04 Report=interim-2025-04-30 | reason.amount Amount=2 mkr")
}

func TestASavingThatGaveLessThanHalfIsAskedAbout(t *testing.T) {
	annual := func(given string, cells ...string) made {
		return whole(model.Annual, "2025-12-31").saving("s", cells...).amount("savings:s", model.SavingRealised, "2025", given)
	}
	same(t, asked(t, "saving-behind", annual("0.9", "effect_from=2025-01")),
		"savings:s less question Name=Åtgärd s | reason Amount=2 mkr Cost=-0.9 mkr Given=0.9 mkr Year=2025 | reason.from From=2025-01")
	same(t, asked(t, "saving-behind", annual("-0.3")),
		"savings:s less question Name=Åtgärd s | reason.cost Amount=2 mkr Cost=0.3 mkr Given=-0.3 mkr Year=2025 | reason.from From=2025-02")
	same(t, asked(t, "saving-behind", annual("1.0", "effect_from=2025-01")), "")
	// Half a year's effect of what began in July is a quarter of the amount; what is for once has no months.
	same(t, asked(t, "saving-behind", annual("0.5", "effect_from=2025-07")), "")
	same(t, asked(t, "saving-behind", annual("0.5", "effect_from=2025-07", "permanent=false")),
		"savings:s less question Name=Åtgärd s | reason Amount=2 mkr Cost=-0.5 mkr Given=0.5 mkr Year=2025 | reason.from From=2025-07")
	same(t, asked(t, "saving-behind", annual("0.1"), month("2026-02-28", "-1")), "") // another year's report
}

// total adds a total that is said to be decided, in mkr.
func (p made) total(id, value string, cells ...string) made {
	return p.row("savings_totals", append([]string{"id=" + id, "label=Plan " + id, "measure=decided", "state=decided", "value=" + value, "amount_unit=mkr", "decision=d"}, cells...)...)
}

func TestATotalThatIsNotTheSumOfItsMeasuresIsAskedAbout(t *testing.T) {
	same(t, asked(t, "savings-total", plan("2025", "2024").saving("s").saving("o", "amount=600", "amount_unit=tkr").saving("x", "decision=e").total("t", "4.1")),
		"savings_totals:t does_not_add question Name=Plan t | reason Count=2 Difference=1.5 mkr Sum=2600 tkr Total=4.1 mkr")
	same(t, asked(t, "savings-total", plan("2025", "2024").saving("s").saving("o", "amount=2100", "amount_unit=tkr").total("t", "4.1")), "")
	same(t, asked(t, "savings-total", plan("2025", "2024").saving("s").saving("o", "amount=", "amount_unit=").total("t", "4.1")), "")
	same(t, asked(t, "savings-total", plan("2025", "2024").total("t", "4.1")), "")
	same(t, asked(t, "savings-total", plan("2025", "2024").saving("s").total("t", "4.1", "state=proposed")), "")
	same(t, asked(t, "savings-total", plan("2025", "2024").saving("s").total("t", "4.1", "measure=effect_this_year")), "")
	// What has been given up since was part of what was decided.
	same(t, asked(t, "savings-total", plan("2025", "2024").saving("s").saving("o", "status=cancelled").total("t", "4")), "")
}

func TestATotalWithoutDecisionIsOfAllMeasuresWhereNoneHasADecision(t *testing.T) {
	loose := []string{"decision="}
	same(t, asked(t, "savings-total", plan("2025", "2024").saving("s", loose...).total("t", "4", loose...)),
		"savings_totals:t does_not_add question Name=Plan t | reason Count=1 Difference=2 mkr Sum=2 mkr Total=4 mkr")
	same(t, asked(t, "savings-total", plan("2025", "2024").saving("s", loose...).saving("o").total("t", "4", loose...)), "")
}

func TestAMeasureWithoutDecisionIsAskedAbout(t *testing.T) {
	same(t, asked(t, "saving-decision", plan("2025", "2024").saving("s", "decision=").saving("o")),
		"savings:s not_reported question Name=Åtgärd s | reason Report=plan-2025-12-31")
}

func TestAnExcerptsMeasuresAreAskedAboutTogetherWhereTheySumToNoTotal(t *testing.T) {
	loose := func(total string, cells ...string) made {
		return plan("2025", "2024").saving("s", "decision=").saving("o", append(cells, "decision=")...).total("t", total).excerpt()
	}
	same(t, asked(t, "saving-decision", loose("11.9")), "savings_totals:t not_reported question.all | reason.all Count=2 Sum=4 mkr | reason.total Name=Plan t Total=11.9 mkr")
	same(t, asked(t, "saving-decision", loose("4")), "")
	same(t, asked(t, "saving-decision", loose("11.9", "amount=", "amount_unit=", "amount_status=not_quoted")), "")
	same(t, asked(t, "saving-decision", loose("11.9").saving("x")), "")
	same(t, asked(t, "saving-decision", loose("11.9"), month("2026-02-28", "-1").excerpt()), "")
}

// impact adds an expected consequence.
func (p made) impact(subject, title string, cells ...string) made {
	return p.row("impacts", append([]string{"subject=" + subject, "title=" + title, "id=" + title}, cells...)...)
}

func TestWhatAMeasureWasToBringIsReturnedToOnceItHasBegun(t *testing.T) {
	december := func(cells ...string) made {
		return plan("2025", "2024").saving("s", cells...).impact("savings:s", "lag", "risk=low").impact("savings:s", "hog", "risk=high").impact("savings:s", "annan")
	}
	february := func() made { return month("2025-02-28", "-1") }
	same(t, asked(t, "impact-revisit", december()), "") // it begins in February
	same(t, asked(t, "impact-revisit", december(), february()), "impacts:hog revisit question Title=hog | reason By=not_stated Report=plan-2025-12-31 Text=hog")
	same(t, asked(t, "impact-revisit", december("effect_from="), february()), "impacts:hog revisit question Title=hog | reason By=not_stated Report=plan-2025-12-31 Text=hog")
	same(t, asked(t, "impact-revisit", december(), month("2028-02-28", "-1")), "") // long lived with
	same(t, asked(t, "impact-revisit", december("status=proposed"), february()), "")
	same(t, asked(t, "impact-revisit", december(), february().saving("s", "status=cancelled")), "")
}

func TestOfWhatAMeasureWasToBringTheHighestRiskIsReturnedTo(t *testing.T) {
	returned := func(p made) string {
		return asked(t, "impact-revisit", p, month("2025-02-28", "-1"))
	}
	december := func() made { return plan("2025", "2024").saving("s").row("indicators", "id=i", "title=Väntetid") }
	const followed = " | reason.indicator Indicator=Väntetid"
	asks := func(id string) string {
		return "impacts:" + id + " revisit question Title=" + id + " | reason By=not_stated Report=plan-2025-12-31 Text=" + id
	}
	same(t, returned(december().impact("savings:s", "a", "risk=medium", "revisit=i").impact("savings:s", "b", "risk=high")), asks("b"))
	same(t, returned(december().impact("savings:s", "a", "risk=medium").impact("savings:s", "b", "risk=medium", "revisit=i")), asks("b")+followed)
	same(t, returned(december().impact("savings:s", "a", "risk=medium").impact("savings:s", "b", "risk=medium")), asks("a"))
	same(t, returned(december().impact("savings:s", "a").impact("savings:s", "b", "risk=low")), asks("b"))
	// A risk that is said not to be assessed predicts nothing.
	same(t, returned(december().impact("savings:s", "a", "risk=not_reported", "revisit=i").impact("savings:s", "b")), asks("b"))
	same(t, returned(december().impact("savings:s", "a", "risk=not_reported")), "")
}

func TestWhatADelayedMeasureWasToBringIsNotReturnedToUntilItHasGivenSomething(t *testing.T) {
	december := func() made { return plan("2025", "2024").saving("s").impact("savings:s", "a") }
	april := func() made { return whole(model.Interim, "2025-04-30").saving("s", "status=delayed") }
	const asks = "impacts:a revisit question Title=a | reason By=not_stated Report=plan-2025-12-31 Text=a"
	same(t, asked(t, "impact-revisit", december(), april()), "")
	same(t, asked(t, "impact-revisit", december(), april().amount("savings:s", model.SavingRealised, "2025-04", "0")), "")
	same(t, asked(t, "impact-revisit", december(), april().amount("savings:s", model.SavingRealised, "2025-04", "", "amount_unit=", "status=not_reported")), "")
	same(t, asked(t, "impact-revisit", december(), april().amount("savings:s", model.SavingRealised, "2025-04", "0.2")), asks)
	same(t, asked(t, "impact-revisit", december(), april().amount("savings:s", model.SavingRealised, "2025-04", "", "amount_unit=", "status=trend_only", "text=en del")), asks)
}

func TestWhatAMeasureWasToBringIsToldInTheWordsOfWhoSaidIt(t *testing.T) {
	december := plan("2025", "2024").saving("s").row("documents", "id=p", "title=Planen", "kind=plan").
		row("sources", "id=p-1", "document=p", "form=written", "said_by=administration").
		impact("savings:s", "a", "text=Det kan ta längre tid.", "source=p-1")
	same(t, asked(t, "impact-revisit", december, month("2025-02-28", "-1")),
		"impacts:a revisit question Title=a | reason By=administration Report=plan-2025-12-31 Text=Det kan ta längre tid")
}

func TestWhatIsFollowedWithAnIndicatorIsReturnedToUntilItHasAValue(t *testing.T) {
	december := func() made {
		return plan("2025", "2024").saving("s").row("indicators", "id=i", "title=Väntetid").
			impact("savings:s", "hog", "risk=high", "revisit=i").impact("savings:s", "langre")
	}
	observed := func(period, value, status string) made {
		return whole(model.Interim, "2025-04-30").row("observations", "indicator=i", "unit=all", "period="+period, "part=all", "value="+value, "status="+status)
	}
	asks := "impacts:hog revisit question Title=hog | reason By=not_stated Report=plan-2025-12-31 Text=hog | reason.indicator Indicator=Väntetid"
	same(t, asked(t, "impact-revisit", december(), observed("2024", "55", "reported")), asks) // before it began
	same(t, asked(t, "impact-revisit", december(), observed("2025-04", "", "not_reported")), asks)
	same(t, asked(t, "impact-revisit", december(), observed("2025-04", "61", "reported")), "")
}

func TestWhatADecisionToAdoptMeasuresWasToBringIsReturnedToFromTheDayAfter(t *testing.T) {
	decided := func(kind, day string) made {
		return month("2025-02-28", "-1").row("decisions", "id=d", "date="+day, "kind="+kind, "text=Åtgärderna antas.").impact("decisions:d", "service").excerpt()
	}
	const asks = "impacts:service revisit question Title=service | reason By=not_stated Report=monthly-2025-02-28 Text=service"
	same(t, asked(t, "impact-revisit", decided("adopt_measures", "2025-02-20")), asks)
	same(t, asked(t, "impact-revisit", decided("report", "2025-02-20")), "") // it is only laid before the committee
	same(t, asked(t, "impact-revisit", decided("adopt_measures", "2025-02-28")), "")
	same(t, asked(t, "impact-revisit", decided("adopt_measures", "2025-02")), "") // it may be the last day
	same(t, asked(t, "impact-revisit", decided("adopt_measures", "2025-02-28"), month("2025-03-31", "-1")), asks)
	total := func(day string) made {
		return month("2025-02-28", "-1").total("t", "4", "stated_on="+day).impact("savings_totals:t", "service")
	}
	same(t, asked(t, "impact-revisit", total("2025-02-27")), asks)
	same(t, asked(t, "impact-revisit", total("2025-02-28")), "")
	same(t, asked(t, "impact-revisit", total("")), asks) // the day is not known
}

func TestThePreStudysSavingsOfTrollhattan(t *testing.T) {
	all := demonstration(t, "trollhattan", "asn").find(t, "asn-2019-06-monthly", "asn-2019-10-prestudy")
	same(t, written(all, "saving-decision"), "savings_totals:besparingar-2018-beslutat not_reported question.all"+
		" | reason.all Count=24 Sum=18400 tkr"+
		" | reason.total Name=Beslutade besparingar, februari 2019 Total=11.9 mkr | reason.total Name=Besparingar beslutade i slutet av 2018 Total=ca 14 mkr")
	same(t, written(all, "impact-revisit"), `impacts:handlaggare-2019-langre-tid revisit question Title=Längre tid med försörjningsstöd | reason By=administration Report=asn-2019-10-prestudy Text=Färre handläggare ger mindre tid för varje klient, som riskerar att ha försörjningsstöd längre
impacts:egna-verksamheter-2019-langre-arbetsloshet revisit question Title=Längre tid i arbetslöshet | reason By=administration Report=asn-2019-10-prestudy Text=De brukare som står längst från arbetsmarknaden riskerar på lång sikt att vara arbetslösa längre
impacts:besparingar-2018-mindre-resurser revisit question Title=Mindre resurser för Arbetsmarknadsstöd | reason By=administration Report=asn-2019-10-prestudy Text=Enligt förvaltningschefen får verksamhetsområdet mindre resurser
impacts:besparingar-2019-hogre-kostnader revisit question Title=Risk för högre kostnader | reason By=administration Report=asn-2019-10-prestudy Text=Enligt förvaltningschefen riskerar besparingarna och deras effekter att på sikt ge högre kostnader`)
	// Which decision a measure belongs to is not stated, and what the excerpt does not repeat is not missed.
	for _, rule := range []string{"savings-total", "saving-amount", "saving-date", "saving-effect", "saving-behind"} {
		same(t, written(all, rule), "")
	}
}

func TestTheSavingsOfAlvbro(t *testing.T) {
	d := demonstration(t, "alvbro", "socialnamnden")
	annual := d.find(t, "socialnamnden-2024-11-monthly", "socialnamnden-2024-annual")
	same(t, written(annual, "saving-behind"), `savings:bes-arbetsmarknadsplatser less question Name=Fler arbetsmarknadsplatser | reason.cost Amount=800 tkr Cost=300 tkr Given=-300 tkr Year=2024 | reason.from From=2024-02
savings:bes-hemmaplan less question Name=Stöd på hemmaplan i stället för placering | reason Amount=1.5 mkr Cost=-0.6 mkr Given=0.6 mkr Year=2024 | reason.from From=2024-03`)
	same(t, written(annual, "saving-effect"), `savings:bes-samlokalisering not_reported question Name=Daglig verksamhet samlas i en lokal | reason.said Period=2024 Report=socialnamnden-2024-annual | reason.amount Amount=400 tkr
savings:bes-inkop not_reported question Name=Inköpen ses över | reason.said Period=2024 Report=socialnamnden-2024-annual`)
	april := d.find(t, "socialnamnden-2025-03-monthly", "socialnamnden-2025-04-interim")
	same(t, written(april, "savings-total"), "savings_totals:atgardsplan-2025-decided does_not_add question Name=Åtgärdsplan 2025 | reason Count=4 Difference=0.6 mkr Sum=3500 tkr Total=4.1 mkr")
	same(t, written(april, "saving-amount"), "savings:bes-inkop not_reported question Name=Inköpen ses över | reason Report=socialnamnden-2025-04-interim")
	same(t, written(april, "saving-decision"), "")
}
