package compare

import (
	"strings"
	"testing"

	"rodatraden/data/followup"
	"rodatraden/data/model"
)

// compared installs the packages and compares the last two, each as it was known when it was told.
func compared(t *testing.T, packs ...pack) string {
	t.Helper()
	var sources []*followup.Package
	for _, p := range packs {
		sources = append(sources, p.Package)
	}
	d := install(t, sources)
	a, b := packs[len(packs)-2].Manifest.Name, packs[len(packs)-1].Manifest.Name
	var lines []string
	for _, c := range d.between(t, d.at(t, a), d.at(t, b)) {
		lines = append(lines, write(c))
	}
	return strings.Join(lines, "\n")
}

func march() pack { return newPack(1, model.Monthly, "2019-03-31") }
func april() pack { return newPack(2, model.Monthly, "2019-04-30") }

func TestANumberIsTheSameInWhateverUnitAndDigits(t *testing.T) {
	is(t, compared(t, march().amount("a", "budget_year", "2019", "2", "as_written=2 mkr", "source=s1"),
		april().amount("a", "budget_year", "2019", "2000.0", "amount_unit=tkr", "as_written=2 000 tkr", "status=reported", "source=s2", "place=tabell 2")), "")
	is(t, compared(t, march().amount("a", "budget_year", "2019", "2"), april().amount("a", "budget_year", "2019", "2100", "amount_unit=tkr")),
		`3 changed amounts a|budget_year|2019: value "2"→"2100" amount_unit "mkr"→"tkr"`)
}

func TestANumberThatIsOnlyWordsDiffersByItsWords(t *testing.T) {
	is(t, compared(t, march().amount("a", "frame_change", "2019", "", "as_written=ett par miljoner"),
		april().amount("a", "frame_change", "2019", "", "as_written=några miljoner")),
		`3 changed amounts a|frame_change|2019: as_written "ett par miljoner"→"några miljoner"`)
}

func TestARunningFigureIsNotSilentlyRevised(t *testing.T) {
	is(t, compared(t, march().amount("a", "outcome_year", "2019", "90"), newPack(2, model.Annual, "2019-12-31").amount("a", "outcome_year", "2019", "92")),
		`5 changed amounts a|outcome_year|2019: value "90"→"92"`)
}

func TestAnExcerptTellsNothingSilently(t *testing.T) {
	is(t, compared(t, march().amount("a", "outcome_ytd", "2019-01/2019-03", "20"), april().excerpt().amount("a", "outcome_ytd", "2019-01/2019-03", "21")),
		`5 changed amounts a|outcome_ytd|2019-01/2019-03: value "20"→"21"`)
}

func TestAnExcerptLetsNothingFall(t *testing.T) {
	is(t, compared(t, march().amount("a", "variance_forecast", "2019", "-1").amount("b", "variance_forecast", "2019", "-2"),
		april().excerpt().amount("a", "variance_forecast", "2019", "-1")), "")
	is(t, compared(t, march().amount("a", "variance_forecast", "2019", "-1").amount("b", "variance_forecast", "2019", "-2"),
		april().amount("a", "variance_forecast", "2019", "-1")),
		`16 fallen amounts b|variance_forecast|2019: on p01`)
}

func TestAnAnnualReportsOutcomesLetNoForecastFall(t *testing.T) {
	is(t, compared(t, newPack(1, model.Monthly, "2019-11-30").row("budget_lines", "id=a").row("budget_lines", "id=b", "parent=a").
		amount("a", "variance_forecast", "2019", "-1").amount("b", "variance_forecast", "2019", "-2"),
		newPack(2, model.Annual, "2019-12-31").amount("a", "variance_outcome", "2019", "-3").amount("b", "variance_outcome", "2019", "-2")),
		`0 next amounts a|variance_outcome|2019: value "-1"→"-3"`)
}

func TestWhatInterimReportsAloneTellIsNotMissedInAMonthlyOne(t *testing.T) {
	is(t, compared(t, march().amount("a", "outcome_ytd", "2019-01/2019-03", "20"),
		newPack(2, model.Interim, "2019-04-30").amount("a", "outcome_ytd", "2019-01/2019-04", "30").amount("savings:s", "saving_realised", "2019-01/2019-04", "1"),
		newPack(3, model.Monthly, "2019-05-31").amount("a", "outcome_ytd", "2019-01/2019-05", "40")),
		`5 next amounts a|outcome_ytd|2019-01/2019-05: value "30"→"40"`)
}

func TestAGoalThatHasEndedLetsNothingFall(t *testing.T) {
	goals := func(end string) pack {
		return newPack(1, model.Annual, "2019-12-31").row("goals", "id=g", "valid_to="+end).row("goals", "id=h").
			row("indicators", "id=i", "subject=goals:g").
			row("assessments", "subject=goals:g", "period=2019", "about=outcome", "status=met").
			row("observations", "indicator=i", "unit=all", "period=2019", "part=all", "value=4")
	}
	now := func() pack {
		return newPack(2, model.Interim, "2020-04-30").row("assessments", "subject=goals:h", "period=2020", "about=forecast", "status=expected").
			row("observations", "indicator=j", "unit=all", "period=2020-04", "part=all", "value=4")
	}
	is(t, compared(t, goals("2019"), now()), `8 new assessments goals:h|2020|forecast:
10 new observations j|all|2020-04|all:`)
	is(t, compared(t, goals("2021"), now()), `8 new assessments goals:h|2020|forecast:
10 new observations j|all|2020-04|all:
16 fallen assessments goals:g|2019|outcome: on p01
16 fallen observations i|all|2019|all: on p01`)
}

func TestWhatAReplacedPackageToldAloneHasFallenWithIt(t *testing.T) {
	old := march().row("units", "id=u", "name=Norr").row("units", "id=v", "name=Söder")
	is(t, compared(t, old, newPack(2, model.Monthly, "2019-03-31").supersedes(old).row("units", "id=v", "name=Söder")),
		`16 fallen units u: on p01`)
}

func TestAnEmptyPackageTakesBackWhatItReplaces(t *testing.T) {
	old := march().row("units", "id=u", "name=Norr")
	empty := newPack(2, model.Monthly, "2019-03-31").supersedes(old)
	empty.Manifest.Followup.Reason = "Fel nämnd"
	is(t, compared(t, old, empty), `14 withdrawn units u: because Fel nämnd`)
}

func TestACauseThatIsNewOrGoneChangesTheList(t *testing.T) {
	cause := func(p pack, title, amount string) pack {
		return p.row("causes", "subject=budget_lines:a", "period=2019", "title="+title, "amount="+amount, "amount_unit=mkr")
	}
	is(t, compared(t, cause(march(), "Hyror", "-1"), cause(cause(april(), "Hyror", "-1"), "Placeringar", "-2")),
		`2 changed causes budget_lines:a|2019: title ""→"Placeringar" amount ""→"-2" amount_unit ""→"mkr"`)
	is(t, compared(t, cause(cause(march(), "Hyror", "-1"), "Placeringar", "-2"), cause(april(), "Hyror", "-1")),
		`2 changed causes budget_lines:a|2019: title "Placeringar"→"" amount "-2"→"" amount_unit "mkr"→""`)
}

func TestTheFirstOfItsYearStandsBesideTheSameMonthsOfTheYearBefore(t *testing.T) {
	is(t, compared(t, newPack(1, model.Monthly, "2019-02-28").amount("a", "outcome_ytd", "2019-01/2019-02", "20"),
		newPack(2, model.Annual, "2019-12-31").amount("a", "outcome_ytd", "2019-01/2019-12", "120"),
		newPack(3, model.Monthly, "2020-02-29").amount("a", "outcome_ytd", "2020-01/2020-02", "22")),
		`5 next amounts a|outcome_ytd|2020-01/2020-02: value "20"→"22"`)
}

func TestADecisionsDayThatIsPutOffIsCounted(t *testing.T) {
	decision := func(p pack, due string) pack { return p.row("decisions", "id=d", "date=2019-01-15", "due="+due) }
	is(t, compared(t, decision(march(), "2019-05"), decision(april(), "2019-06-30"), decision(newPack(3, model.Monthly, "2019-05-31"), "2019-09")),
		`7 extended decisions d: due "2019-06-30"→"2019-09" 2 times`)
	is(t, compared(t, decision(march(), "2019-06-30"), decision(april(), "2019-05-31")),
		`7 changed decisions d: due "2019-06-30"→"2019-05-31"`)
}

func TestWhatHasBeenTakenBackSinceHasNotFallen(t *testing.T) {
	sources := []*followup.Package{
		newPack(1, model.Monthly, "2019-02-28").amount("a", "variance_forecast", "2019", "-1").Package,
		newPack(2, model.Monthly, "2019-03-31").amount("a", "variance_forecast", "2019", "-1").amount("b", "variance_forecast", "2019", "-2").Package,
		newPack(3, model.DecisionKind, "2019-04-15").withdraw("amounts", "b|variance_forecast|2019", "Fel").Package,
		newPack(4, model.Monthly, "2019-04-30").amount("a", "variance_forecast", "2019", "-1").Package,
	}
	d := install(t, sources)
	if all := d.between(t, d.at(t, "p01"), d.at(t, "p04")); len(all) != 0 {
		t.Errorf("it has become %s", write(all[0]))
	}
}

func TestATableThatIsNotAskedForIsNotCompared(t *testing.T) {
	d := install(t, []*followup.Package{
		march().row("units", "id=u", "name=Norr").Package,
		april().row("units", "id=u", "name=Söder").row("goals", "id=g", "title=Mål").Package,
	})
	all := d.between(t, d.at(t, "p01"), d.at(t, "p02"), "units")
	if len(all) != 1 || write(all[0]) != `14 changed units u: name "Norr"→"Söder"` {
		t.Errorf("of units alone %d changes are found: %v", len(all), all)
	}
}
