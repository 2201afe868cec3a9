package review

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"rodatraden/data/model"
)

// goal adds a committee's goal that holds from 2024; cells replace those.
func (p made) goal(id string, cells ...string) made {
	return p.row("goals", append([]string{"id=" + id, "title=Mål " + id, "level=committee_goal", "valid_from=2024"}, cells...)...)
}

// follows adds an indicator in percent.
func (p made) follows(id, subject string, cells ...string) made {
	return p.row("indicators", append([]string{"id=" + id, "title=Mått " + id, "subject=" + subject, "unit_of_measure=%", "timing=level"}, cells...)...)
}

// value adds what an indicator is for everybody in a period.
func (p made) value(indicator, period, value string, cells ...string) made {
	return p.row("observations", append([]string{"indicator=" + indicator, "unit=all", "period=" + period, "part=all", "value=" + value, "kind=level"}, cells...)...)
}

// judged adds how a goal is assessed.
func (p made) judged(goal, period, status string, cells ...string) made {
	return p.row("assessments", append([]string{"subject=goals:" + goal, "period=" + period, "about=outcome", "status=" + status, "verbatim=Ord " + status}, cells...)...)
}

// goals is a whole plan for 2025.
func goals() made { return whole(model.Plan, "2025-12-31").known("2024-12-14") }

func annual(year string) made   { return whole(model.Annual, year+"-12-31") }
func interim(month string) made { return whole(model.Interim, month) }

func number(s string) model.Quantity {
	return model.Quantity{Value: decimal.RequireFromString(s), Known: true, Status: model.Reported}
}

// about are the records that a rule asks about, in turn.
func about(all []Question, rule string) string {
	var out []string
	for _, q := range all {
		if q.Rule == rule {
			out = append(out, q.About)
		}
	}
	return strings.Join(out, " ")
}

func TestAGoalThatNothingFollowsIsAskedAbout(t *testing.T) {
	const question = "goals:g not_reported question Goal=Mål g | reason Report=plan-2025-12-31"
	same(t, asked(t, "goal-without-indicator", goals().goal("g", "nature=aspirational")), question)
	same(t, asked(t, "goal-without-indicator", goals().goal("g"), month("2025-03-31", "-1")), question) // as long as the goal holds
	for name, p := range map[string]made{
		"an indicator names it":         goals().goal("g").follows("i", "goals:g"),
		"a link ties an indicator":      goals().goal("g").follows("i", "").row("links", "id=l", "from=goals:g", "to=indicators:i", "strength=stated"),
		"a link the other way":          goals().goal("g").follows("i", "").row("links", "id=l", "to=goals:g", "from=indicators:i", "strength=partial"),
		"a link to the goals' group":    goals().goal("g").follows("i", "").row("links", "id=l", "from=committee-goals-2024", "to=indicators:i", "strength=stated_for_group"),
		"it is the council's":           goals().goal("g", "level=council_goal"),
		"it has ended":                  goals().goal("g", "valid_to=2024"),
		"it has been taken away":        goals().goal("g", "end_reason=Borttaget"),
		"it is to hold from next year":  goals().goal("g", "valid_from=2026"),
		"the plan is known in excerpts": goals().goal("g").excerpt(),
	} {
		if got := asked(t, "goal-without-indicator", p); got != "" {
			t.Errorf("%s, and it is asked: %s", name, got)
		}
	}
	same(t, asked(t, "goal-without-indicator", goals().goal("g").follows("i", "").row("links", "id=l", "from=goals:g", "to=indicators:i", "strength=stated_absent")), question)
	same(t, asked(t, "goal-without-indicator", goals().goal("g").follows("i", "").row("links", "id=l", "from=committee-goals-2023", "to=indicators:i", "strength=stated_for_group")), question)
}

func TestAnEarlierYearsGoalsThatSayNoTimeAreNotAskedAbout(t *testing.T) {
	before := whole(model.Plan, "2024-12-31").known("2023-12-14").goal("old", "valid_from=")
	now := goals().goal("g", "valid_from=").follows("i", "goals:g")
	same(t, asked(t, "goal-without-indicator", before), "goals:old not_reported question Goal=Mål old | reason Report=plan-2024-12-31")
	same(t, asked(t, "goal-without-indicator", before, now), "")
}

func TestAGoalSaidToBeReachedIsLaidBesideItsIndicators(t *testing.T) {
	told := func(value, status string, cells ...string) made {
		return annual("2025").goal("g").follows("i", "goals:g").row("targets", "indicator=i", "period=2025", "value=90", "comparator=at_least").
			value("i", "2025", value).judged("g", "2025", status, cells...)
	}
	const missed = " | reason.missed.at_least Indicator=Mått i Target=90 % Value=88 %"
	same(t, asked(t, "goal-against-indicator", told("88", "met")),
		"goals:g contradicted question Goal=Mål g | reason Period=2025 Verbatim=Ord met"+missed)
	same(t, asked(t, "goal-against-indicator", told("90", "met")), "")
	same(t, asked(t, "goal-against-indicator", told("88", "partly")), "")
	same(t, asked(t, "goal-against-indicator", told("88", "met", "place=a").judged("g", "2025", "partly", "place=b")), // the report itself says two things
		"goals:g contradicted question Goal=Mål g | reason Period=2025 Verbatim=Ord met"+missed)
	same(t, asked(t, "goal-against-indicator", told("88", "met", "place=a").judged("g", "2025", "met", "place=b")),
		"goals:g contradicted question Goal=Mål g | reason Period=2025 Verbatim=Ord met"+missed)
	same(t, asked(t, "goal-against-indicator", told("88", "met").excerpt()), // the excerpt tells both
		"goals:g contradicted question Goal=Mål g | reason Period=2025 Verbatim=Ord met"+missed)
	same(t, asked(t, "goal-against-indicator", told("88", "met"), month("2026-02-28", "-1")), "") // another year
}

func TestAForecastIsNotLaidBesideWhatIsNotYetOver(t *testing.T) {
	p := interim("2025-08-31").goal("g").follows("i", "goals:g").row("targets", "indicator=i", "period=2025", "value=90", "comparator=at_least").value("i", "2025-08", "88")
	same(t, asked(t, "goal-against-indicator", p.judged("g", "2025", "expected", "about=forecast")), "")
	same(t, asked(t, "goal-against-indicator", interim("2025-08-31").goal("g").follows("i", "goals:g").
		row("targets", "indicator=i", "period=2024/..", "value=12", "comparator=at_most").value("i", "2025-08", "15").judged("g", "2025-01/2025-08", "met")),
		"goals:g contradicted question Goal=Mål g | reason Period=2025-01/2025-08 Verbatim=Ord met | reason.missed.at_most Indicator=Mått i Target=12 % Value=15 %")
}

func TestAnOutcomeReplacesWhatWasExpectedOfTheSameYear(t *testing.T) {
	expected := interim("2025-08-31").goal("g").follows("i", "goals:g").row("targets", "indicator=i", "period=2025", "value=90", "comparator=at_least").
		judged("g", "2025", "not_expected", "about=forecast")
	same(t, asked(t, "goal-against-indicator", expected, annual("2025").value("i", "2025", "88").judged("g", "2025", "met")),
		"goals:g contradicted question Goal=Mål g | reason Period=2025 Verbatim=Ord met | reason.missed.at_least Indicator=Mått i Target=90 % Value=88 %")
}

func TestEveryComparatorIsRead(t *testing.T) {
	for _, c := range []struct {
		comparator, value string
		reaches           bool
	}{
		{"at_least", "90", true}, {"at_least", "89.9", false}, {"at_most", "90.0", true}, {"at_most", "91", false}, {"above", "90", false},
		{"above", "91", true}, {"below", "90", false}, {"below", "89", true}, {"equal", "90.0", true}, {"equal", "91", false}, {"", "1", true},
	} {
		if got := reaches(number(c.value), number("90"), c.comparator); got != c.reaches {
			t.Errorf("%s reaches %s 90: %v", c.value, c.comparator, got)
		}
	}
}

func TestAGoalThatIsNoLongerAssessedIsAskedAbout(t *testing.T) {
	april := func() made {
		return interim("2025-04-30").goal("g").goal("h").judged("g", "2025", "partly").judged("h", "2025", "partly")
	}
	august := func() made { return interim("2025-08-31").judged("h", "2025", "partly") }
	const asks = "goals:g fallen question Goal=Mål g | reason Now=interim-2025-08-31 Then=interim-2025-04-30 Verbatim=Ord partly"
	same(t, asked(t, "goal-not-followed", april(), august()), asks)
	same(t, asked(t, "goal-not-followed", april(), month("2025-05-31", "-1"), august()), asks)
	same(t, asked(t, "goal-not-followed", april(), month("2025-05-31", "-1")), "") // a monthly report assesses none
	same(t, asked(t, "goal-not-followed", april(), august().judged("g", "2025", "not_assessed")), "")
	// What could not be assessed and is then passed by in silence is asked about as that.
	unsure := interim("2025-04-30").goal("g").goal("h").judged("g", "2025", "not_assessed").judged("h", "2025", "partly")
	same(t, asked(t, "goal-not-followed", unsure, august()), strings.NewReplacer("reason ", "reason.not_assessed ", "partly", "not_assessed").Replace(asks))
	same(t, asked(t, "goal-not-followed", april(), august().excerpt()), "")
	same(t, asked(t, "goal-not-followed", april().excerpt(), august()), "")
	same(t, asked(t, "goal-not-followed", april(), august().goal("g", "valid_to=2025-06")), "")
	// The annual report before says what an annual report assesses, once the goal was there.
	last := func() made { return annual("2024").goal("g").goal("h").judged("h", "2024", "met") }
	same(t, asked(t, "goal-not-followed", last(), april(), annual("2025").judged("h", "2025", "met")), "")
	early := annual("2024").goal("h").judged("h", "2024", "met")
	same(t, asked(t, "goal-not-followed", early, april(), annual("2025").judged("h", "2025", "met")),
		"goals:g fallen question Goal=Mål g | reason Now=annual-2025-12-31 Then=interim-2025-04-30 Verbatim=Ord partly")
}

func TestCouncilGoalsThatAReportPassesByAreAskedAboutTogether(t *testing.T) {
	p := func() made {
		return interim("2025-04-30").goal("a", "level=council_goal").goal("b", "level=council_goal").goal("c", "level=council_goal").goal("d").judged("b", "2025", "met")
	}
	same(t, asked(t, "goal-not-followed", p()), "goals:a not_reported question.counted.council Count=3 Followed=1"+
		" | reason.passed Goal=Mål a Now=interim-2025-04-30 | reason.passed Goal=Mål c Now=interim-2025-04-30")
	same(t, asked(t, "goal-not-followed", p().excerpt()), "")
	same(t, asked(t, "goal-not-followed", p().judged("a", "2025", "partly").judged("c", "2025", "partly")), "")
	same(t, asked(t, "goal-not-followed", interim("2025-04-30").goal("a", "level=council_goal").goal("d").judged("d", "2025", "met")), "") // of none is told
}

func TestAnIndicatorWithATargetThatAReportNoLongerTellsIsAskedAbout(t *testing.T) {
	told := func(p made, period string, cells ...string) made {
		return p.follows("i", "", cells...).follows("k", "").row("targets", "indicator=i", "period=2025", "value=60").value("i", period, "58").value("k", period, "1")
	}
	april := func(cells ...string) made { return told(interim("2025-04-30"), "2025-04", cells...) }
	august := func() made { return interim("2025-08-31").value("k", "2025-08", "2") }
	const asks = "indicators:i fallen question.indicator Indicator=Mått i | reason.indicator Now=interim-2025-08-31 Then=interim-2025-04-30"
	same(t, asked(t, "goal-not-followed", april(), august()), asks)
	same(t, asked(t, "goal-not-followed", april(), month("2025-07-31", "-1"), august()), asks)
	for name, packs := range map[string][]made{
		"it is said not to apply":         {april(), august().value("i", "2025-08", "", "status=not_applicable")},
		"the report is known in excerpts": {april(), august().excerpt()},
		"the one before is":               {april().excerpt(), august()},
		"the report tells of none":        {april(), interim("2025-08-31").line("a", "")},
		"it is a monthly report":          {april(), month("2025-08-31", "-1").value("k", "2025-08", "2")},
		"it has no target for the year":   {april(), interim("2026-04-30").value("k", "2026-04", "3")},
		"its goal no longer holds":        {april("subject=goals:g").goal("g", "valid_to=2025-06"), august()},
		"it is told once a year":          {interim("2024-08-31").follows("k", "").value("k", "2024-08", "1"), told(annual("2024"), "2024"), august()},
	} {
		if got := asked(t, "goal-not-followed", packs...); got != "" {
			t.Errorf("%s, and it is asked: %s", name, got)
		}
	}
	same(t, asked(t, "goal-not-followed", april(), annual("2025").value("k", "2025", "2")),
		"indicators:i fallen question.indicator Indicator=Mått i | reason.indicator Now=annual-2025-12-31 Then=interim-2025-04-30")
}

func TestGoalsThatAreOnlyCountedAreAskedAboutWhenFewerAreFollowed(t *testing.T) {
	counted := func(p made, period, followed string) made {
		return p.follows("k", "units:sn", "title=Fullmäktiges mål", "unit_of_measure=mål").value("k", period, "3").value("k", period, followed, "part=followed_up").excerpt()
	}
	before := counted(annual("2024"), "2024", "3")
	same(t, asked(t, "goal-not-followed", before), "")
	same(t, asked(t, "goal-not-followed", before, counted(interim("2025-04-30"), "2025-04", "2")),
		"indicators:k fallen question.counted.council Count=3 Followed=2 Now=2025-04 | reason.fewer_than_year Before=3 Count=3 Followed=2 Now=2025-04 Then=2024")
	same(t, asked(t, "goal-not-followed", counted(interim("2025-04-30"), "2025-04", "2"), counted(interim("2025-08-31"), "2025-08", "2")),
		"indicators:k not_reported question.counted.council Count=3 Followed=2 Now=2025-08 | reason.counted Count=3 Followed=2 Now=2025-08")
	same(t, asked(t, "goal-not-followed", before, counted(interim("2025-04-30"), "2025-04", "2"), month("2025-05-31", "-1")), "") // told by another
}

func TestATargetOlderThanItsValueIsAskedAbout(t *testing.T) {
	told := func(target string, cells ...string) made {
		return annual("2025").goal("g").follows("i", "goals:g").value("i", "2025", "79").row("targets", append([]string{"indicator=i", "period=" + target, "value=88"}, cells...)...)
	}
	same(t, asked(t, "target-stale", told("2024")), "indicators:i outdated question Indicator=Mått i Now=2025 Period=2024 Target=88 % Value=79 % Words="+
		" | reason Indicator=Mått i Now=2025 Period=2024 Target=88 % Value=79 % Words=")
	same(t, asked(t, "target-stale", told("2024", "value=", "text=öka", "status=trend_only")), "indicators:i outdated question Indicator=Mått i Now=2025 Period=2024 Target=trend_only Value=79 % Words=öka"+
		" | reason.words Indicator=Mått i Now=2025 Period=2024 Target=trend_only Value=79 % Words=öka")
	for name, p := range map[string]made{
		"it is of the year":                 told("2025"),
		"it has no end":                     told("2023/.."),
		"a later one is set":                told("2024").row("targets", "indicator=i", "period=2025", "value=90"),
		"the report is known in excerpts":   told("2024").excerpt(),
		"the goal no longer holds":          told("2024").goal("g", "valid_to=2024"),
		"no target has ever been set":       annual("2025").follows("i", "").value("i", "2025", "79"),
		"the value is older than the year":  annual("2025").follows("i", "").value("i", "2024", "79").row("targets", "indicator=i", "period=2024", "value=88"),
		"there is no value, only its place": annual("2025").follows("i", "").value("i", "2025", "", "status=not_reported").row("targets", "indicator=i", "period=2024", "value=88"),
	} {
		if got := asked(t, "target-stale", p); got != "" {
			t.Errorf("%s, and it is asked: %s", name, got)
		}
	}
}

func TestABreakBetweenWhatIsComparedIsAskedAbout(t *testing.T) {
	told := func(between string) made {
		return annual("2024").follows("i", "").value("i", "2022", "1").value("i", "2023", "2").value("i", "2024", "3").
			row("series_breaks", "id=b", "indicator=i", "between="+between, "certainty=stated", "reason=Frågorna byttes.")
	}
	same(t, asked(t, "series-break", told("2023/2024")), "indicators:i comparison question.between Because=Frågorna byttes Indicator=Mått i Now=2024 Then=2023"+
		" | reason.stated Because=Frågorna byttes Indicator=Mått i Now=2024 Then=2023")
	apart := annual("2024").follows("i", "").value("i", "2023", "2").value("i", "2024", "3").
		row("series_breaks", "id=b", "indicator=i", "between=2023/2024", "certainty=stated", "reason=Svaren kan inte jämföras med tidigare år.")
	same(t, asked(t, "series-break", apart), "indicators:i comparison question.apart Because=Svaren kan inte jämföras med tidigare år Indicator=Mått i Now=2024 Then=2023"+
		" | reason.stated Because=Svaren kan inte jämföras med tidigare år Indicator=Mått i Now=2024 Then=2023")
	same(t, asked(t, "series-break", told("2022/2023")), "") // 2024 is compared with 2023
	same(t, asked(t, "series-break", told("2024/2025")), "")
	same(t, asked(t, "series-break", told("2023/2024").excerpt()), asked(t, "series-break", told("2023/2024"))) // it tells the break itself
	same(t, asked(t, "series-break", told("2023/2024"), month("2025-02-28", "-1")), "")                         // nothing is told of the year yet
	open := annual("2024").follows("i", "").value("i", "2023", "2").row("series_breaks", "id=b", "indicator=i", "between=unknown", "certainty=possible")
	same(t, asked(t, "series-break", open), "") // one value compares with nothing
	same(t, asked(t, "series-break", open.value("i", "2024", "3")), "indicators:i comparison question Because= Indicator=Mått i Now=2024 Then=2023"+
		" | reason.possible.bare Because= Indicator=Mått i Now=2024 Then=2023")
}

func TestTheGoalsOfTrollhattanAskWhatThePicturesAsk(t *testing.T) {
	d := demonstration(t, "trollhattan", "asn")
	same(t, written(d.find(t, "asn-2019-03-monthly", "asn-2019-04-interim"), "goal-not-followed"),
		"indicators:kf-mal fallen question.counted.council Count=3 Followed=2 Now=2019-04 | reason.fewer_than_year Before=3 Count=3 Followed=2 Now=2019-04 Then=2018")
	for _, name := range []string{"asn-2021-08-interim", "asn-2021-review"} {
		all := d.find(t, "", name)
		if got := written(all, "series-break"); !strings.HasPrefix(got, "indicators:individer-forsorjningsstod comparison question Because=Mätningarna kan skilja sig mellan åren ") {
			t.Errorf("%s asks of breaks %q", name, got)
		}
		for _, rule := range []string{"goal-without-indicator", "goal-against-indicator", "goal-not-followed", "target-stale"} {
			same(t, written(all, rule), "")
		}
	}
}

func TestTheGoalsOfAlvbroAskOfWhatWasLaidIn(t *testing.T) {
	d := demonstration(t, "alvbro", "socialnamnden")
	for _, c := range []struct{ now, rule, about string }{
		{"socialnamnden-2024-annual", "goal-not-followed", "goals:omrade-fs-genomforandeplan"},
		{"socialnamnden-2025-04-interim", "goal-not-followed", "indicators:vantetid-boende goals:omrade-fs-genomforandeplan"},
		{"socialnamnden-2024-annual", "goal-against-indicator", "goals:namnd-egen-forsorjning goals:namnd-kontinuitet"},
		{"socialnamnden-2025-04-interim", "goal-against-indicator", ""},
		{"socialnamnden-2025-plan", "goal-without-indicator", "goals:namnd-delaktighet"},
		{"socialnamnden-2024-08-interim", "target-stale", "indicators:nojda-hemtjanst"},
		{"socialnamnden-2025-04-interim", "target-stale", ""},
		{"socialnamnden-2024-08-interim", "series-break", "indicators:nojda-hemtjanst"},
		{"socialnamnden-2025-04-interim", "series-break", "indicators:personalomsattning"},
	} {
		if got := about(d.find(t, "", c.now), c.rule); got != c.about {
			t.Errorf("%s at %s asks about %q and not %q", c.rule, c.now, got, c.about)
		}
	}
}
