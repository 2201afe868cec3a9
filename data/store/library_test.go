package store

import (
	"testing"
)

func TestForecastJourneyIsReadAsKnown(t *testing.T) {
	l := newLibrary(t)
	february := newPack(1, "2019-02-28").amount("asn", "variance_forecast", "2019", "-19.6")
	march := newPack(2, "2019-03-31").amount("asn", "variance_forecast", "2019", "-20.1")
	april := newPack(3, "2019-04-30").amount("asn", "variance_forecast", "2019", "-18").
		amount("asn", "variance_outcome", "2018", "-34", "place=1").amount("asn", "variance_outcome", "2018", "-34", "place=2", "approximate=true")
	corrected := newPack(4, "2019-03-31").amount("asn", "variance_forecast", "2019", "-21.0").supersedes(march)
	install(t, l, february, march, april, corrected)

	forecast := []Match{Is("line", "asn"), Is("measure", "variance_forecast"), Is("period", "2019")}
	for moment, want := range map[int64][2]string{
		1:      {"p01:-19.6", "p01:-19.6"},
		2:      {"p02:-20.1", "p01:-19.6 p02:-20.1"},
		3:      {"p03:-18", "p01:-19.6 p02:-20.1 p03:-18"},
		Latest: {"p03:-18", "p01:-19.6 p04:-21.0 p03:-18"},
	} {
		if got := cellsOf(current(t, l, at(moment), "amounts", forecast...), "value"); got != want[0] {
			t.Errorf("at %d the forecast is %s, want %s", moment, got, want[0])
		}
		if got := journey(t, l, at(moment), "value", "amounts", forecast...); got != want[1] {
			t.Errorf("at %d the journey is %s, want %s", moment, got, want[1])
		}
	}
	if got := cellsOf(current(t, l, at(Latest), "amounts", Starts("period", "2018")), "place"); got != "p03:1 p03:2" {
		t.Errorf("two places of one statement: %s", got)
	}
}
