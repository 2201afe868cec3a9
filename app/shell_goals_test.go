package app

import (
	"testing"

	"fyne.io/fyne/v2"

	"rodatraden/app/i18n"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/shell"
)

// goalRows are the rows of Mål that the window shows.
func goalRows(c fyne.Canvas) []*part.GoalRow {
	return canvastest.All[*part.GoalRow](c.Content())
}

// chosenGoal is the title of the goal that is chosen.
func chosenGoal(t *testing.T, c fyne.Canvas) string {
	t.Helper()
	for _, r := range goalRows(c) {
		if r.Chosen() {
			return r.Title()
		}
	}
	t.Fatal("no goal is chosen")
	return ""
}

func TestTheGoalThatIsChosenStaysSoInLargerTextAndOnTheWayBack(t *testing.T) {
	s, c := opened(t)
	s.Go(at(states[3], "goals", ""))
	first := chosenGoal(t, c)
	for _, r := range goalRows(c) {
		if !r.Chosen() {
			r.Tapped(nil)
			break
		}
	}
	chosen := chosenGoal(t, c)
	if chosen == first {
		t.Fatal("no other goal is chosen")
	}
	press(c, fyne.Key2, ctrlShift)
	if got := chosenGoal(t, c); got != chosen {
		t.Errorf("in dark %q is chosen, not %q", got, chosen)
	}
	s.Go(at(states[3], "economy", ""))
	press(c, fyne.KeyLeft, fyne.KeyModifierAlt)
	if got := chosenGoal(t, c); got != chosen {
		t.Errorf("on the way back %q is chosen, not %q", got, chosen)
	}
}

func TestOnATabletAGoalIsAPageOfItsOwnWithTheListBehindIt(t *testing.T) {
	s, c := openedAs(t, shell.Config{Desk: openDesk(t, i18n.Swedish)}, tablet)
	s.Go(at(states[3], "goals", ""))
	rows := goalRows(c)
	if len(rows) < 2 {
		t.Fatalf("the list has %d rows", len(rows))
	}
	for name, back := range map[string]func(){
		"the button": func() { tabTo(t, c, "Tillbaka"); typed(c, fyne.KeyReturn) },
		"Esc":        func() { typed(c, fyne.KeyEscape) },
		"Alt+Left":   func() { press(c, fyne.KeyLeft, fyne.KeyModifierAlt) },
	} {
		c.Focus(goalRows(c)[1])
		typed(c, fyne.KeyReturn)
		if n := len(goalRows(c)); n != 0 {
			t.Errorf("%d rows beside the goal", n)
		}
		back()
		if n := len(goalRows(c)); n != len(rows) {
			t.Errorf("%s leads to %d rows of %d", name, n, len(rows))
		}
	}
}
