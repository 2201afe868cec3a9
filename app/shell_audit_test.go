package app

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rodatraden/app/desk"
	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/shell"
)

// review is the state of the design's pictures of Revision.
var review = shell.Place{Committee: "asn", Package: "asn-2021-review", Compare: "asn-2021-09-monthly"}

// counting is a desk that counts how often each page is read.
type counting struct {
	*desk.Desk
	reads map[string]int
}

func countingDesk(t *testing.T) *counting {
	return &counting{openDesk(t, i18n.Swedish), map[string]int{}}
}

func (d *counting) Page(ctx context.Context, name string, c page.Choice) (any, error) {
	d.reads[name]++
	return d.Desk.Page(ctx, name, c)
}

// points are the rows of Revision that the window shows.
func points(c fyne.Canvas) []*part.PointRow { return canvastest.All[*part.PointRow](c.Content()) }

// chosenPoint is what stands on the row that is chosen.
func chosenPoint(t *testing.T, c fyne.Canvas) string {
	t.Helper()
	for _, r := range points(c) {
		if r.Chosen() {
			return strings.Split(told(r, r.Size()), "\n")[0]
		}
	}
	t.Fatal("no row is chosen")
	return ""
}

func TestRevisionIsReachedByAlt6AndAChosenPointIsReadOnce(t *testing.T) {
	d := countingDesk(t)
	s, c := openedAs(t, shell.Config{Desk: d}, wide)
	s.Go(at(review, "overview", ""))
	press(c, fyne.Key6, fyne.KeyModifierAlt)
	wantShown(t, c, "Svarskedjan")
	first := chosenPoint(t, c)
	tabTo(t, c, first)
	typed(c, fyne.KeyDown)
	typed(c, fyne.KeyDown)
	third := chosenPoint(t, c)
	if third == first || focusSays(c) == "" || d.reads["audit"] != 1 {
		t.Errorf("%q is chosen after %q, and the page was read %d times", third, first, d.reads["audit"])
	}
	press(c, fyne.KeyPlus, fyne.KeyModifierControl)
	press(c, fyne.Key2, ctrlShift)
	if got := chosenPoint(t, c); got != third || d.reads["audit"] != 1 {
		t.Errorf("in larger text and dark %q is chosen, and the page was read %d times", got, d.reads["audit"])
	}
	press(c, fyne.KeyLeft, fyne.KeyModifierAlt)
	wantShown(t, c, "Nytt sedan förra uppföljningen")
	press(c, fyne.KeyRight, fyne.KeyModifierAlt)
	if got := chosenPoint(t, c); got != third {
		t.Errorf("on the way back %q is chosen", got)
	}
}

func TestTheFilterAndThePointStayInAnotherLanguage(t *testing.T) {
	s, c := opened(t)
	s.Go(at(review, "audit", ""))
	tabTo(t, c, "Alla 6")
	typed(c, fyne.KeyRight)
	typed(c, fyne.KeyRight)
	rows := len(points(c))
	tabTo(t, c, chosenPoint(t, c))
	typed(c, fyne.KeyEnd)
	last := chosenPoint(t, c)
	press(c, fyne.KeyE, ctrlShift)
	wantShown(t, c, "Remaining 2")
	if got := chosenPoint(t, c); got != last || len(points(c)) != rows || rows != 2 {
		t.Errorf("in English %q is chosen among %d, not %q among %d", got, len(points(c)), last, rows)
	}
}

func TestEnterOpensThePointsRecordAndEscComesBackToItsRow(t *testing.T) {
	s, c := opened(t)
	s.Go(at(review, "audit", ""))
	tabTo(t, c, chosenPoint(t, c))
	typed(c, fyne.KeyDown)
	row := c.Focused()
	typed(c, fyne.KeyReturn)
	wantShown(t, c, "Står i Granskning 2021")
	typed(c, fyne.KeyEscape)
	if c.Focused() != row {
		t.Errorf("the focus is on %q", focusSays(c))
	}
}

func TestOnATabletAPointIsAPageOfItsOwnWithTheListBehindIt(t *testing.T) {
	d := countingDesk(t)
	s, c := openedAs(t, shell.Config{Desk: d}, tablet)
	s.Go(at(review, "more", ""))
	tabTo(t, c, "Revision")
	typed(c, fyne.KeyReturn)
	rows := points(c)
	if len(rows) != 6 {
		t.Fatalf("the list has %d rows", len(rows))
	}
	title := strings.Split(told(rows[1], rows[1].Size()), "\n")[0]
	for _, back := range []func(){
		func() { tabTo(t, c, "Tillbaka"); typed(c, fyne.KeyReturn) },
		func() { typed(c, fyne.KeyEscape) },
		func() { press(c, fyne.KeyLeft, fyne.KeyModifierAlt) },
	} {
		c.Focus(rows[1])
		typed(c, fyne.KeyReturn)
		wantShown(t, c, "Svarskedjan")
		wantShown(t, c, title)
		if len(points(c)) != 0 || !strings.Contains(strings.ToLower(shown(c)), "demo, ingen signatur") {
			t.Errorf("the point's page says\n%s", shown(c))
		}
		back()
		if c.Focused() != rows[1] {
			t.Errorf("back in the list the focus is on %q", focusSays(c))
		}
	}
	if d.reads["audit"] != 1 {
		t.Errorf("the page was read %d times", d.reads["audit"])
	}
	c.Focus(rows[1])
	typed(c, fyne.KeyReturn)
	press(c, fyne.Key6, fyne.KeyModifierAlt)
	if len(points(c)) != 6 {
		t.Error("Alt+6 does not lead from the point to the list")
	}
}

func TestAPointThatAnotherPackageLacksGivesWayToItsFirst(t *testing.T) {
	s, c := opened(t)
	s.Go(at(review, "audit", ""))
	first := chosenPoint(t, c)
	earlier := at(shell.Place{Committee: "asn", Package: "asn-2019-10-prestudy", Compare: page.Previous}, "audit", "audit_points:rek-2021-analys")
	s.Go(earlier)
	if got := chosenPoint(t, c); got == first || s.Trouble() != nil {
		t.Errorf("%q is chosen at the pre-study: %v", got, s.Trouble())
	}
}
