package review

import (
	"strings"
	"testing"
)

// offers adds an intervention that began in 2023.
func (p made) offers(id string, cells ...string) made {
	return p.row("interventions", append([]string{"id=" + id, "title=Insats " + id, "kind=intervention", "starts=2023"}, cells...)...)
}

// step adds a step of an intervention, in persons, as what it is in a period.
func (p made) step(intervention, step, period, value string, cells ...string) made {
	id := intervention + "-" + step
	title := "Steg " + step
	if step == "enrolled" {
		title = "Inskrivna"
	}
	return p.row("indicators", "id="+id, "title="+title, "subject=interventions:"+intervention, "step="+step, "unit_of_measure=personer", "direction=up").
		value(id, period, value, cells...)
}

func TestAnInterventionThatOnlyCountsThoseWhoTakePartIsAskedAbout(t *testing.T) {
	told := func() made {
		return annual("2025").offers("n").step("n", "places", "2025", "40").step("n", "enrolled", "2025", "34")
	}
	const asks = "interventions:n not_reported question Indicator=Inskrivna Intervention=Insats n Now=2025 Step=enrolled Value=34 personer" +
		" | reason Indicator=Inskrivna Intervention=Insats n Now=2025 Step=enrolled Value=34 personer | reason.full"
	same(t, asked(t, "intervention-effect", told()), asks)
	same(t, asked(t, "intervention-effect", told().step("n", "self_supporting", "2025", "", "status=not_reported")), asks)
	same(t, asked(t, "intervention-effect", told().step("n", "self_supporting", "2023", "4")), asks) // too long ago
	for name, p := range map[string]made{
		"an effect is told":                told().step("n", "studying", "2025", "0"),
		"an effect is told in words":       told().step("n", "remaining_after_12_months", "2025", "", "status=trend_only", "text=ett fåtal"),
		"an effect was told the year past": told().step("n", "self_supporting", "2024", "4"),
		"a part of it tells an effect":     told().offers("m", "parent=n").step("m", "self_supporting", "2025", "4"),
		"to complete it is what it is for": told().step("n", "completed", "2025", "30"),
		"it is known in excerpts":          told().excerpt(),
	} {
		if got := asked(t, "intervention-effect", p); got != "" {
			t.Errorf("%s, and it is asked: %s", name, got)
		}
	}
	// Who completed it is not enough where it is to lead further.
	same(t, asked(t, "intervention-effect", told().step("n", "completed", "2025", "30").step("n", "self_supporting", "2025", "", "status=not_reported")), asks)
	same(t, asked(t, "intervention-effect", told(), annual("2027").offers("n")), "interventions:n not_reported question Intervention=Insats n Now=annual-2027-12-31"+
		" | reason.uncounted Intervention=Insats n Now=annual-2027-12-31")
}

func TestOfSeveralInterventionsThatAreToLeadToALivingTheLargestIsNotNamed(t *testing.T) {
	told := func(n, m string) string {
		p := annual("2025").offers("n", "aim=självförsörjning").step("n", "enrolled", "2025", n).offers("m", "aim=egen försörjning").step("m", "enrolled", "2025", m)
		var questions []string
		for line := range strings.SplitSeq(asked(t, "intervention-effect", p), "\n") {
			words := strings.Fields(line)
			questions = append(questions, words[0]+" "+words[2])
		}
		return strings.Join(questions, ", ")
	}
	same(t, told("34", "12"), "interventions:n question.own_living, interventions:m question.own_living.after")
	same(t, told("12", "34"), "interventions:n question.own_living.after, interventions:m question.own_living")
	same(t, told("12", "12"), "interventions:n question.own_living, interventions:m question.own_living.after")
}

func TestThoseWhoTakePartAreCalledWhatTheirIndicatorIsCalled(t *testing.T) {
	told := annual("2025").offers("n").row("indicators", "id=i", "title=Familjer i kursen", "subject=interventions:n", "step=enrolled", "unit_of_measure=familjer").value("i", "2025", "9")
	same(t, asked(t, "intervention-effect", told), "interventions:n not_reported question Indicator=Familjer i kursen Intervention=Insats n Now=2025 Step=enrolled Value=9 familjer"+
		" | reason.titled Indicator=Familjer i kursen Intervention=Insats n Now=2025 Step=enrolled Value=9 familjer | reason.full")
}

func TestAnEffectThatIsToldOnceAYearIsEnoughAndWhatIsSaidNotToBeReportedIsAskedAboutByItself(t *testing.T) {
	last := func() made {
		return annual("2024").offers("n").step("n", "enrolled", "2024", "41").step("n", "studying", "2024", "15")
	}
	now := func() made { return interim("2025-08-31").offers("n").step("n", "enrolled", "2025-01/2025-08", "30") }
	same(t, asked(t, "intervention-effect", last(), now()), "")
	same(t, asked(t, "intervention-effect", last(), now().step("n", "studying", "2025-01/2025-08", "", "status=not_reported")), "")
}

func TestAnInterventionWithoutANumberIsAskedAboutAfterHalfAYear(t *testing.T) {
	const asks = "interventions:n not_reported question Intervention=Insats n Now=annual-2025-12-31 | reason.uncounted Intervention=Insats n Now=annual-2025-12-31"
	planned := func(cells ...string) made { return goals().offers("n", cells...) }
	same(t, asked(t, "intervention-effect", planned(), annual("2025")), asks)
	same(t, asked(t, "intervention-effect", planned("starts=2025-09"), annual("2025")), "")
	same(t, asked(t, "intervention-effect", planned("ends=2024"), annual("2025")), "")
	same(t, asked(t, "intervention-effect", planned(), interim("2025-08-31")), "")
	same(t, asked(t, "intervention-effect", planned(), annual("2025").excerpt()), "")
	same(t, asked(t, "intervention-effect", annual("2025").offers("n")), "") // it was not known half a year ago
}

func TestInAnExcerptAnEffectIsAskedForWhereItIsSaidNotToBeReported(t *testing.T) {
	counted := func() made { return annual("2024").offers("n").step("n", "enrolled", "2024", "34").excerpt() }
	audit := func(status, title string) made {
		return whole("audit", "2025-11-10").follows("e", "", "title="+title, "unit_of_measure=").value("e", "2025", "", "status="+status).excerpt()
	}
	same(t, asked(t, "intervention-effect", counted(), audit("not_reported", "Insatsernas effekt")), "interventions:n not_reported question Indicator=Inskrivna Intervention=Insats n Now=2024 Step=enrolled Value=34 personer"+
		" | reason Indicator=Inskrivna Intervention=Insats n Now=2024 Step=enrolled Value=34 personer | reason.untold By=audit-2025-11-10")
	same(t, asked(t, "intervention-effect", counted(), audit("not_reported", "Insatsernas effekt på vägen till självförsörjning")),
		"interventions:n not_reported question.own_living Indicator=Inskrivna Intervention=Insats n Now=2024 Step=enrolled Value=34 personer"+
			" | reason.named Indicator=Inskrivna Intervention=Insats n Now=2024 Step=enrolled Value=34 personer | reason.untold By=audit-2025-11-10")
	same(t, asked(t, "intervention-effect", counted(), audit("not_quoted", "Insatsernas effekt")), "")
	same(t, asked(t, "intervention-effect", counted(), audit("not_reported", "Insatsernas kostnad")), "")
}

func TestThoseWhoStayInAnInterventionAreAskedAboutWhereTheyAreToLeaveIt(t *testing.T) {
	stay := func(p made, period, value, direction string) made {
		return p.row("indicators", "id=s", "title=Kvar", "subject=interventions:n", "step=remaining_after_12_months", "unit_of_measure=personer", "direction="+direction).value("s", period, value)
	}
	told := func(value, direction string) made {
		return stay(annual("2025").offers("n").step("n", "enrolled", "2025", "40"), "2025", value, direction)
	}
	same(t, asked(t, "intervention-stay", told("12", "down")), "interventions:n stay question Intervention=Insats n Now=2025 Value=12 personer"+
		" | reason.share Intervention=Insats n Now=2025 Of=40 personer Value=12 personer")
	same(t, asked(t, "intervention-stay", told("11", "down")), "")
	same(t, asked(t, "intervention-stay", told("12", "up")), "") // they stay in work
	rising := []made{stay(annual("2023").offers("n"), "2023", "2", "down"), stay(annual("2024"), "2024", "4", "down"), stay(annual("2025"), "2025", "7", "down")}
	same(t, asked(t, "intervention-stay", rising...), "interventions:n stay question Intervention=Insats n Now=2025 Value=7 personer"+
		" | reason.rising First=2 personer FirstIn=2023 Intervention=Insats n Now=2025 Second=4 personer SecondIn=2024 Value=7 personer")
	same(t, asked(t, "intervention-stay", rising[0], rising[2]), "")
	same(t, asked(t, "intervention-stay", rising[0], rising[1], stay(annual("2025"), "2025", "4", "down")), "")
	// A part of a year does not stand in a row of years.
	same(t, asked(t, "intervention-stay", rising[0], stay(interim("2024-08-31"), "2024-01/2024-08", "4", "down"), rising[2]), "")
}

func TestTheInterventionsOfTheDemonstrations(t *testing.T) {
	asn := demonstration(t, "trollhattan", "asn")
	same(t, written(asn.find(t, "", "asn-2021-review"), "intervention-effect"),
		"interventions:alla-behovs-i-jobb not_reported question.own_living Indicator=Inskrivna i Alla behövs i jobb Intervention=Alla behövs i jobb Now=2021-08 Step=enrolled Value=1076 personer"+
			" | reason.named Indicator=Inskrivna i Alla behövs i jobb Intervention=Alla behövs i jobb Now=2021-08 Step=enrolled Value=1076 personer | reason.untold By=asn-2021-review\n"+
			"interventions:arbetsmarknadsanstallningar not_reported question.own_living.after Indicator=Med arbetsmarknadsanställning Intervention=Arbetsmarknadsanställningar Now=2020 Step=enrolled Value=348 personer"+
			" | reason.named.titled Indicator=Med arbetsmarknadsanställning Intervention=Arbetsmarknadsanställningar Now=2020 Step=enrolled Value=348 personer | reason.untold By=asn-2021-review")
	for _, name := range []string{"asn-2019-10-prestudy", "asn-2020-quality", "asn-2021-08-interim"} {
		same(t, written(asn.find(t, "", name), "intervention-effect"), "")
	}
	d := demonstration(t, "alvbro", "socialnamnden")
	for _, name := range []string{"socialnamnden-2024-08-interim", "socialnamnden-2024-annual", "socialnamnden-2025-04-interim"} {
		same(t, about(d.find(t, "", name), "intervention-effect"), "interventions:sprakpraktik interventions:hemmaplansteam")
	}
	same(t, about(d.find(t, "", "socialnamnden-2023-annual"), "intervention-effect"), "") // the plan that names them is new
}
