package page

import (
	"context"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"rodatraden/app/i18n"
)

func goals(t testing.TB, committee, name, compare, lang string) *Goals {
	t.Helper()
	return builtPage(t, BuildGoals, library(t), committee, name, compare, lang)
}

// seriesOf finds an indicator of an entry.
func seriesOf(t *testing.T, g *Goal, record string) Series {
	t.Helper()
	for _, s := range g.series() {
		if s.Record == "indicators:"+record {
			return s
		}
	}
	t.Fatalf("%s has no %s", g.Title, record)
	return Series{}
}

// plainly writes no-break spaces as spaces.
func plainly(s string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(s)
}

func TestAMonthIsWrittenInsideASentenceAsTheLanguageHasIt(t *testing.T) {
	lib := library(t)
	for _, c := range []struct{ name, lang, want string }{
		{"socialnamnden-2023-05-monthly", "en", "No goals are known at May 2023"},
		{"socialnamnden-2023-05-monthly", "sv", "Inga mål är kända vid maj 2023"},
		{"socialnamnden-2023-08-interim", "en", "No goals are known at interim August 2023"},
		{"socialnamnden-2023-08-interim", "sv", "Inga mål är kända vid delår augusti 2023"},
		{"socialnamnden-2024-03-monthly", "sv", "Nöjda med hemtjänsten som helhet: −1 procentenhet mot 2022"},
	} {
		g, err := BuildGoals(context.Background(), lib, choose(t, lib, alvbro, c.name, Previous), i18n.New(c.lang))
		if err != nil {
			t.Fatal(err)
		}
		same(t, c.name+", "+c.lang, g.Headline, c.want)
	}
}

func TestTheInterimReportOfAugust2021ShowsWhatItStatesOfTheYearsBefore(t *testing.T) {
	p := goals(t, trollhattan, "asn-2021-08-interim", "asn-2021-07-monthly", "sv")
	if p.Selected != "goals:namnd-forsorjningsstod" {
		t.Fatalf("%s is chosen", p.Selected)
	}
	main := p.Entry(p.Selected).Main
	if main == nil {
		t.Fatal("no indicator is drawn")
	}
	var got []string
	for _, point := range main.Points {
		got = append(got, point.Label+" "+*point.Figure.Value)
		if point.Figure.Source == nil || point.Figure.Record == "" {
			t.Errorf("%s leads nowhere", point.Label)
		}
	}
	if want := []string{"2018 3652", "2019 1945", "2020 1909", "augusti 2021 1829"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if len(main.Breaks) != 1 || main.Breaks[0].After != -1 || main.Breaks[0].Certain || !strings.Contains(main.Breaks[0].Note, "Vilka år anges inte.") {
		t.Errorf("the break: %+v", main.Breaks)
	}
	if !main.Points[3].Part || main.Mark.Kind != MarkNeutral {
		t.Errorf("August stands as a year that compares: %+v, %+v", main.Points[3], main.Mark)
	}
	if !strings.Contains(p.Headline, "jämföra") {
		t.Errorf("the headline does not say that the years may not compare: %q", p.Headline)
	}
}

func TestWhatAugust2021StatesOf2018To2020IsNotKnownBefore(t *testing.T) {
	for _, name := range []string{"asn-2020-quality", "asn-2021-07-monthly"} {
		told := string(written(t, goals(t, trollhattan, name, Previous, "sv")))
		for _, later := range []string{"3652", "1945", "1909", "1829", "1393", "2021-08", "augusti 2021"} {
			if strings.Contains(told, later) {
				t.Errorf("%s tells %s", name, later)
			}
		}
	}
}

func TestAFigureThatAReportSaysIsNotReportedStandsBesideItsTargetAndWhatWasLastKnown(t *testing.T) {
	p := goals(t, trollhattan, "asn-2021-08-interim", Previous, "sv")
	s := seriesOf(t, p.Entry(p.Selected), "invanare-ekonomiskt-bistand")
	if s.Now.Present() || s.Now.Status != "not_reported" || s.Now.Text != "redovisas inte i augusti" {
		t.Errorf("August: %+v", s.Now)
	}
	if plainly(s.Last) != "5,1 % år 2020" || s.Target.Value == nil || *s.Target.Value != "4" || plainly(s.Target.Text) != "4 %" {
		t.Errorf("last %q, target %+v", s.Last, s.Target)
	}
	if s.Change.Computed {
		t.Errorf("a change is worked out of nothing: %+v", s.Change)
	}
	if p.Gaps.NotReported != 1 || !strings.Contains(p.Sub, "1 uppgift redovisas inte") {
		t.Errorf("%+v, %q", p.Gaps, p.Sub)
	}
}

func TestAPartOfAYearAgainstAYearIsSaidAndIsNeitherBetterNorWorse(t *testing.T) {
	p := goals(t, trollhattan, "asn-2021-08-interim", Previous, "sv")
	g := p.Entry(p.Selected)
	for record, want := range map[string]Mark{
		"arenden-avslutade-12-man":      {MarkNeutral, "+11 procentenheter"},
		"inskrivna-abij":                {MarkNeutral, "317 färre"},
		"barnfamiljer-forsorjningsstod": {MarkSame, "oförändrat"},
	} {
		s := seriesOf(t, g, record)
		if got := (Mark{s.Mark.Kind, plainly(s.Mark.Text)}); got != want || s.Than != "2020" {
			t.Errorf("%s: %+v against %s, want %+v", record, got, s.Than, want)
		}
	}
	if !strings.Contains(g.Note, "augusti kan vara del av ett år") {
		t.Errorf("the note: %q", g.Note)
	}
}

func TestTheWordsOfAnAssessmentAndItsReadingStandApart(t *testing.T) {
	p := goals(t, trollhattan, "asn-2021-08-interim", Previous, "sv")
	list := p.Entry(p.Selected).Assessments
	if len(list) != 1 {
		t.Fatalf("%d assessments", len(list))
	}
	a := list[0]
	if a.Verbatim != "Prognosen för att nå målet på sikt uppges vara på väg i rätt riktning." ||
		a.By != "Ordagrant, Granskning 2021 om delårsrapporten" || a.Reading != (Mark{MarkPartly, "På väg"}) || a.Beside != "prognos" || a.Source == nil {
		t.Errorf("%+v", a)
	}
}

func TestGoalsThatAreCountedAreNotNamed(t *testing.T) {
	for name, want := range map[string]string{"asn-2018-annual": "3 av 3 mål följs upp", "asn-2019-04-interim": "2 av 3 mål följs upp"} {
		p := goals(t, trollhattan, name, None, "sv")
		at := slices.IndexFunc(p.Levels, func(l GoalLevel) bool { return l.Level == countedLevel })
		if at < 0 {
			t.Fatalf("%s counts no goals", name)
		}
		level := p.Levels[at]
		if len(level.Goals) != 1 || level.Goals[0].Title != want || level.Count != 3 {
			t.Errorf("%s: %+v", name, level)
		}
		if !strings.Contains(p.Headline, i18n.Small(want)) {
			t.Errorf("%s: %q", name, p.Headline)
		}
	}
	p := goals(t, trollhattan, "asn-2019-04-interim", None, "sv")
	counted := p.Entry("indicators:kf-mal")
	if len(counted.Assessments) != 1 || counted.Assessments[0].Verbatim != "uppfyllda" || counted.Assessments[0].Reading.Kind != MarkDone {
		t.Errorf("both are judged: %+v", counted.Assessments)
	}
}

func TestGoalsOfAnEarlierYearDoNotStandAmongThoseOfALaterPlan(t *testing.T) {
	for _, g := range goals(t, trollhattan, "asn-2021-08-interim", Previous, "sv").entries() {
		if strings.HasSuffix(g.Record, "-2019") {
			t.Errorf("%s stands in 2021", g.Record)
		}
	}
}

func TestTheLinkBetweenLevelsIsWhatLinksState(t *testing.T) {
	p := goals(t, trollhattan, "asn-2021-08-interim", Previous, "sv")
	grades := map[string]LinkGrade{}
	for _, l := range p.Levels {
		if l.Link != nil {
			grades[l.Level] = l.Link.Grade
			if l.Link.Source == nil && l.Link.Grade != LinkNotQuoted {
				t.Errorf("the link to %s has no source", l.Level)
			}
		}
	}
	if grades["committee_goal"] != LinkPartly || grades["council_goal"] != LinkPartly {
		t.Errorf("%v", grades)
	}
	review := goals(t, trollhattan, "asn-2021-review", Previous, "sv")
	at := slices.IndexFunc(review.Levels, func(l GoalLevel) bool { return l.Level == "area_goal" })
	if at < 0 || review.Levels[at].Absent == nil || review.Levels[at].Absent.Kind != MarkNotQuoted || review.Levels[at].Count != 0 {
		t.Errorf("the level that the review says there is: %+v", review.Levels)
	}
	if slices.ContainsFunc(p.Levels, func(l GoalLevel) bool { return l.Level == "area_goal" }) {
		t.Error("what only the review tells stands in August")
	}
}

func TestAWholeReportSaysWhatItWasToTellAndDoesNot(t *testing.T) {
	p := goals(t, alvbro, "socialnamnden-2025-04-interim", Previous, "sv")
	if p.Gaps.NotReported == 0 || p.Gaps.Expected <= p.Gaps.NotReported {
		t.Fatalf("%+v", p.Gaps)
	}
	marks := map[string]bool{}
	for _, g := range p.entries() {
		if g.Absent != nil && g.Absent.Kind == MarkMissing {
			marks["assessment "+g.Record] = true
		}
		for _, s := range g.series() {
			if s.Now.Status == "not_reported" {
				marks[s.key.name()] = true
			}
			if s.Target.Status == "not_reported" {
				marks["target "+s.key.indicator] = true
			}
		}
	}
	if len(marks) != p.Gaps.NotReported {
		t.Errorf("%d marks, %d counted: %v", len(marks), p.Gaps.NotReported, marks)
	}
}

func TestAMonthThatWasNotToTellOfGoalsHasNoGap(t *testing.T) {
	if p := goals(t, alvbro, "socialnamnden-2025-03-monthly", Previous, "sv"); p.Gaps != (Gaps{}) {
		t.Errorf("%+v", p.Gaps)
	}
}

func TestEveryPlaceOfAnAssessmentIsShown(t *testing.T) {
	g := goals(t, alvbro, "socialnamnden-2024-annual", Previous, "sv").Entry("goals:namnd-egen-forsorjning")
	if len(g.Assessments) != 2 || g.Assessments[0].Reading == g.Assessments[1].Reading {
		t.Errorf("%+v", g.Assessments)
	}
}

func TestTheHeadlineOfMalFitsAndEveryFigureLeadsToItsSource(t *testing.T) {
	lib := library(t)
	for _, committee := range committees {
		for _, pkg := range packagesOf(t, lib, committee) {
			for _, lang := range []string{"sv", "en"} {
				p := goals(t, committee, pkg.Name, Previous, lang)
				if n := utf8.RuneCountInString(p.Headline); n == 0 || n > longest {
					t.Errorf("%s: %d letters in %q", pkg.Name, n, p.Headline)
				}
				walk(t, p, func(path, text string) {
					if strings.ContainsAny(text, "⟦⟧") {
						t.Errorf("%s %s: %s", pkg.Name, path, text)
					}
				})
				if len(p.entries()) > 0 == (p.Empty != "") {
					t.Errorf("%s: %d entries and %q", pkg.Name, len(p.entries()), p.Empty)
				}
				for _, g := range p.entries() {
					if g.Source == nil && g.Level != unownedLevel {
						t.Errorf("%s: %s has no source", pkg.Name, g.Title)
					}
					for _, s := range g.series() {
						if s.Now.Present() && (s.Now.Source == nil || s.Now.Record == "") {
							t.Errorf("%s: %s has a figure without a source", pkg.Name, s.Title)
						}
					}
				}
			}
		}
	}
}

func TestMalHoldsNothingThatIsToldLater(t *testing.T) {
	full := library(t)
	for _, committee := range committees {
		growing := open(t)
		for _, p := range samples()[committee] {
			install(t, growing, p)
			name := p.Manifest.Name
			then, err := BuildGoals(context.Background(), growing, choose(t, growing, committee, name, Previous), i18n.New("sv"))
			if err != nil {
				t.Fatal(err)
			}
			now, err := BuildGoals(context.Background(), full, choose(t, full, committee, name, Previous), i18n.New("sv"))
			if err != nil {
				t.Fatal(err)
			}
			if a, b := string(written(t, then)), string(written(t, now)); a != b {
				t.Errorf("%s reads otherwise when later packages are installed: %s", name, firstDifference(a, b))
			}
		}
	}
}

func TestGoalsAreToldAsThePlanOfThePagesTimeHasThem(t *testing.T) {
	for _, c := range []struct{ committee, name, headline, sub, year string }{
		{alvbro, "socialnamnden-2024-annual", "3 av 15 mål bedöms uppfyllda", "målen enligt Verksamhetsplan och budget 2024", "2024"}, // the plan for 2025 is known
		{alvbro, "socialnamnden-2024-review", "Tio mål gäller 2023", "målen enligt Verksamhetsplan och budget 2024", "2023"},          // which says since when they stand
		{trollhattan, "asn-2020-quality", "Fyra mål gäller 2019", "målen enligt Verksamhetsplan och budget 2019", "2019"},             // of 2020 nothing is known
	} {
		p := goals(t, c.committee, c.name, Previous, "sv")
		if !strings.HasPrefix(p.Headline, c.headline) || !strings.Contains(p.Sub, c.sub) || p.Caption != c.year {
			t.Errorf("%s: %q, %q, %s", c.name, p.Headline, p.Sub, p.Caption)
		}
	}
	if p := goals(t, alvbro, "socialnamnden-2024-review", Previous, "sv"); strings.Contains(p.Headline, "redovisas inte") {
		t.Errorf("an audit that follows up no goals is blamed for it: %q", p.Headline)
	}
}
