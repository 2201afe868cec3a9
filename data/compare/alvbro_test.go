package compare

import (
	"slices"
	"strings"
	"testing"

	"rodatraden/data/model"
	"rodatraden/data/store"
)

// told writes the changes of the tables and kinds that are named, a line each.
func told(changes []Change, kinds ...Kind) string {
	var lines []string
	for _, c := range changes {
		if slices.Contains(kinds, c.Kind) {
			lines = append(lines, write(c))
		}
	}
	return strings.Join(lines, "\n")
}

// of returns the change of a key.
func of(t *testing.T, changes []Change, table, key string) Change {
	t.Helper()
	for _, c := range changes {
		if c.Table.Name == table && c.Key == key {
			return c
		}
	}
	t.Fatalf("nothing has become of %s %s", table, key)
	return Change{}
}

func is(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func alvbro(t *testing.T, before, now string, tables ...string) []Change {
	t.Helper()
	d := openDemo(t, "alvbro")
	return d.between(t, d.at(t, "socialnamnden-"+before), d.at(t, "socialnamnden-"+now), tables...)
}

func TestMarchsOutcomeIsToldOtherwiseInAprilWithoutAWord(t *testing.T) {
	changes := alvbro(t, "2025-03-monthly", "2025-04-interim")
	is(t, told(changes, Silent, Revised), `17 silent amounts alvbro-total|outcome_ytd|2025-01/2025-03: value "123.9"→"124.4"`)
	if last := changes[len(changes)-1]; last.Kind != Silent {
		t.Errorf("last stands %s", write(last))
	}
	is(t, write(changes[0]), `0 changed amounts alvbro-total|variance_forecast|2025: value "-6.9"→"-7.6"`)
	is(t, write(of(t, changes, "amounts", "alvbro-total|outcome_ytd|2025-01/2025-04")),
		`5 next amounts alvbro-total|outcome_ytd|2025-01/2025-04: value "123.9"→"166.4"`)
}

func TestSeptembersCorrectionIsRevisedAndSaysWhy(t *testing.T) {
	d := openDemo(t, "alvbro")
	read := d.at(t, "socialnamnden-2024-09-monthly") // read when it was told, and corrected since
	corrected := State{d.at(t, "socialnamnden-2024-09-monthly-2").About, store.Latest}
	changes := d.between(t, read, corrected)
	why := " because Rättad uppföljning: fakturor på 1,1 mkr för placeringar i september var inte registrerade i den tidigare rapporten."
	is(t, told(changes, Revised, Silent, Fallen), strings.Join([]string{
		`4 revised amounts alvbro-total|variance_ytd|2024-01/2024-09: value "-3.7"→"-4.8"` + why,
		`4 revised amounts barn-och-familj|variance_ytd|2024-01/2024-09: value "-1.9"→"-3.0"` + why,
		`5 revised amounts alvbro-total|outcome_ytd|2024-01/2024-09: value "360.9"→"362.0"` + why,
		`5 revised amounts barn-och-familj|outcome_ytd|2024-01/2024-09: value "73.3"→"74.4"` + why,
	}, "\n"))
	if c := of(t, changes, "amounts", "alvbro-total|variance_forecast|2024"); c.Kind != Changed || c.Cells[0] != (Cell{"value", "-5.4", "-6.3"}) {
		t.Errorf("the forecast that the correction changes is %s", write(c))
	}
	back := d.between(t, corrected, State{read.About, read.At})
	if s := told(back, Silent, Revised, Fallen); s != "" {
		t.Errorf("seen from the correction what was told before is\n%s", s)
	}
}

func TestAPreliminaryOutcomeThatIsSettledIsNotSilent(t *testing.T) {
	changes := alvbro(t, "2023-10-monthly", "2023-11-monthly")
	is(t, told(changes, Silent), "")
	c := of(t, changes, "amounts", "funktionsstod|outcome_ytd|2023-01/2023-10")
	if c.Kind != Revised || c.Reason == "" || !slices.Contains(c.Cells, Cell{"status", "preliminary", "reported"}) {
		t.Errorf("it is %s", write(c))
	}
}

func TestAGoalThatIsNoLongerAssessedHasFallen(t *testing.T) {
	changes := alvbro(t, "2024-11-monthly", "2024-annual")
	is(t, told(changes, Fallen), `16 fallen assessments goals:omrade-fs-genomforandeplan|2024|forecast: on socialnamnden-2024-08-interim`)
}

func TestAnIndicatorThatWasInEveryReportBeforeHasFallen(t *testing.T) {
	changes := alvbro(t, "2025-03-monthly", "2025-04-interim")
	is(t, told(changes, Fallen), `16 fallen observations vantetid-boende|all|2024|all: on socialnamnden-2024-annual`)
	c := of(t, changes, "observations", "vantetid-boende|all|2024|all")
	if len(c.Before) != 1 || c.Before[0].Get("value") != "55" || c.Now != nil {
		t.Errorf("it was %v and is %v", c.Before, c.Now)
	}
}

func TestThePlacementsDayIsPutOffTwice(t *testing.T) {
	is(t, told(alvbro(t, "2024-06-monthly", "2024-08-interim", "status_events"), Extended),
		`6 extended status_events rek-2024-placeringar|2024-08-31|administration: status "started"→"delayed" due "2024-09-30"→"2024-12-31" text "register planeras"→"systemet är inte upphandlat" 1 times`)
	is(t, told(alvbro(t, "2024-11-monthly", "2024-annual", "status_events"), Extended),
		`6 extended status_events rek-2024-placeringar|2024-12-31|administration: due "2024-12-31"→"2025-06-30" text "systemet är inte upphandlat"→"registret prövas i en grupp" 2 times`)
	c := of(t, alvbro(t, "2024-04-interim", "2025-04-interim", "status_events"), "status_events", "rek-2024-placeringar|2025-04-30|administration")
	if c.Kind != Extended || c.Times != 2 {
		t.Errorf("over a year it is %s", write(c))
	}
}

func TestABudgetThatIsTakenBackSaysWhy(t *testing.T) {
	changes := alvbro(t, "2024-05-monthly", "2024-06-monthly")
	is(t, told(changes, Withdrawn), `3 withdrawn amounts ekonomiskt-bistand|budget_year|2025: because Beloppet i majrapporten var ett arbetsmaterial och inte beslutat.`)
	if c := of(t, changes, "amounts", "ekonomiskt-bistand|budget_year|2025"); len(c.Before) != 1 || c.Before[0].Get("value") != "63.2" {
		t.Errorf("what is taken back is %v", c.Before)
	}
}

func TestSavingsMoveFromDecidedToDoneDelayedAndCancelled(t *testing.T) {
	is(t, told(alvbro(t, "2025-03-monthly", "2025-04-interim", "savings"), Status), strings.Join([]string{
		`9 status savings bes-assistansavtal: status "decided"→"started"`,
		`9 status savings bes-digital-tillsyn: status "decided"→"done"`,
		`9 status savings bes-enhetschef: status "decided"→"done"`,
		`9 status savings bes-korttidsplatser: status "decided"→"started"`,
		`9 status savings bes-samlokalisering: status "delayed"→"cancelled"`,
		`9 status savings bes-upphandling-placeringar: status "decided"→"delayed"`,
	}, "\n"))
}

func TestHowAYearEndedStandsBesideHowItWasExpectedToEnd(t *testing.T) {
	c := of(t, alvbro(t, "2024-11-monthly", "2024-annual", "amounts"), "amounts", "alvbro-total|variance_outcome|2024")
	is(t, write(c), `0 next amounts alvbro-total|variance_outcome|2024: value "-6.7"→"-6.8"`)
	if m := c.Before[0].Get("measure"); m != string(model.VarianceForecast) {
		t.Errorf("before stands %s", m)
	}
}

func TestOverYearsNothingIsToldOfWhatWasPassedOnTheWay(t *testing.T) {
	changes := alvbro(t, "2023-05-monthly", "2025-04-interim", "amounts")
	var to []string
	for _, c := range changes {
		if strings.HasPrefix(c.Key, "alvbro-total|outcome_ytd|") {
			to = append(to, write(c))
		}
	}
	// January to April has no earlier month of its year, and no April the year before was known.
	is(t, strings.Join(to, "\n"), `5 new amounts alvbro-total|outcome_ytd|2025-01/2025-04:`)
}

func TestAStateDiffersInNothingFromItself(t *testing.T) {
	d := openDemo(t, "alvbro")
	for _, p := range d.packages {
		if all := d.between(t, State{p, p.Order}, State{p, p.Order}); len(all) != 0 {
			t.Errorf("%s differs from itself: %s", p.Name, write(all[0]))
		}
	}
}

func TestTheOrderIsThatOfWeightThenOfKronor(t *testing.T) {
	d := openDemo(t, "alvbro")
	for i, p := range d.packages[1:] {
		changes := d.between(t, State{d.packages[i], d.packages[i].Order}, State{p, p.Order})
		for n := 1; n < len(changes); n++ {
			a, b := changes[n-1], changes[n]
			if a.Weight > b.Weight || a.Weight == b.Weight && a.size().LessThan(b.size()) {
				t.Fatalf("%s stands before %s", write(a), write(b))
			}
		}
		for range 3 {
			for n, c := range d.between(t, State{d.packages[i], d.packages[i].Order}, State{p, p.Order}) {
				if write(c) != write(changes[n]) {
					t.Fatalf("another time %s stands where %s did", write(c), write(changes[n]))
				}
			}
		}
	}
}
