package compare

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"rodatraden/data/model"
	"rodatraden/data/sample"
	"rodatraden/data/store"
)

// outcomes are changes as the reference tells them.
func outcomes(changes []Change) []outcome {
	lines := func(rows []model.Record) (all []string) {
		for _, r := range rows {
			all = append(all, r.Package.Name+" "+strings.Join(r.Cells, "¦"))
		}
		return all
	}
	var all []outcome
	for _, c := range changes {
		o := outcome{Kind: c.Kind, Table: c.Table.Name, Key: c.Key, Before: lines(c.Before), Now: lines(c.Now), Cells: c.Cells, Cause: c.Reason, Times: c.Times}
		if c.Occasion != nil {
			o.Occasion = c.Occasion.Name
		}
		all = append(all, o)
	}
	sortOutcomes(all)
	return all
}

// whole is a library that has no index.
type whole struct{ Library }

// unlike returns how Between's answer differs from the reference's; "" where it does not.
func unlike(t interface{ Fatal(...any) }, lib Library, before, now State, want []outcome) string {
	found, err := Between(context.Background(), lib, before, now)
	if err != nil {
		t.Fatal(err)
	}
	got := outcomes(found)
	if slices.EqualFunc(want, got, func(a, b outcome) bool { return fmt.Sprint(a) == fmt.Sprint(b) }) {
		return ""
	}
	return cmp.Diff(want, got, cmpopts.EquateEmpty())
}

func TestAnyTwoPackagesDifferAsThePlainestComparisonSays(t *testing.T) {
	for _, name := range sample.Names() {
		for _, sources := range ofDemo(t, name) {
			agrees(t, name, install(t, sources))
		}
	}
}

// agrees compares any two packages of a committee, as they were told and as they are known last.
func agrees(t *testing.T, name string, d demo) {
	t.Helper()
	r := reference(d.sources)
	for _, moment := range []string{"as told", "latest"} {
		at := func(p *model.Package) State {
			if moment == "latest" {
				return State{p, store.Latest}
			}
			return State{p, p.Order}
		}
		states := make([]*refState, len(d.packages))
		for i, p := range d.packages {
			states[i] = r.state(p.Name, at(p).At)
		}
		for i, a := range d.packages {
			for j, b := range d.packages {
				want := r.between(states[i], states[j])
				if diff := unlike(t, d.Library, at(a), at(b), want); diff != "" {
					t.Fatalf("%s, %s: from %s to %s (-reference +Between):\n%s", name, moment, a.Name, b.Name, diff)
				}
				if (i+j)%11 == 0 {
					if diff := unlike(t, whole{d.Library}, at(a), at(b), want); diff != "" {
						t.Fatalf("%s, %s, of the whole history: from %s to %s (-reference +Between):\n%s", name, moment, a.Name, b.Name, diff)
					}
				}
			}
		}
	}
}
