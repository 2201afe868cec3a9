package followup

import (
	"testing"

	"pgregory.net/rapid"

	"rodatraden/data/schema"
)

func TestTheShortWayToMatchAnIDIsThePattern(t *testing.T) {
	p := schema.MustGet("units").Fields[0].Pattern
	if p.String() != idForm.String() {
		t.Fatalf("ids have the pattern %s", p)
	}
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringMatching(`[a-z0-9A-Zå\-\n ]{1,10}([a-z-]{108,112})?`).Draw(t, "cell")
		if fits(p, cell) != p.MatchString(cell) {
			t.Fatalf("%q: %v", cell, fits(p, cell))
		}
	})
}
