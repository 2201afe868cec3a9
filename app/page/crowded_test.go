package page

import (
	"context"
	"strings"
	"testing"
	"time"

	"rodatraden/app/i18n"
	"rodatraden/data/sample/crowdtest"
	"rodatraden/data/store"
)

// soon is how long a page may take to be made of a package that holds far more than any report does,
// on a busy machine; a list walked for each of its rows, and once more for each of those, takes minutes.
const soon = 20 * time.Second

// crowd is a library with the package that is hard on the pages.
func crowd(t testing.TB) (*store.Library, Choice) {
	t.Helper()
	p, err := crowdtest.Package()
	if err != nil {
		t.Fatal(err)
	}
	lib := open(t)
	install(t, lib, p)
	return lib, choose(t, lib, crowdtest.Committee, crowdtest.Name, None)
}

func TestNothingInAPackageKeepsAPageFromBeingMade(t *testing.T) {
	lib, c := crowd(t)
	l := i18n.New("sv")
	ctx, stop := context.WithTimeout(context.Background(), 6*soon)
	defer stop()
	made := func(name string, build func() error) {
		t.Helper()
		start := time.Now()
		if err := build(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if took := time.Since(start); took > soon {
			t.Errorf("%s took %v", name, took)
		} else {
			t.Logf("%s took %v", name, took)
		}
	}
	made("overview", func() error {
		_, err := BuildOverview(ctx, lib, c, l)
		return err
	})
	made("economy", func() error {
		_, err := BuildEconomy(ctx, lib, c, l)
		return err
	})
	made("goals", func() error {
		p, err := BuildGoals(ctx, lib, c, l)
		if err == nil && strings.Count(strings.Join(p.Records(), " "), "goals:") != crowdtest.Goals {
			t.Errorf("%d of %d goals are listed", len(p.Records()), crowdtest.Goals)
		}
		return err
	})
	made("savings", func() error {
		p, err := BuildSavings(ctx, lib, c, l)
		if err == nil && len(p.Measures.Rows) != crowdtest.Savings {
			t.Errorf("%d of %d savings are listed", len(p.Measures.Rows), crowdtest.Savings)
		}
		return err
	})
	made("interventions", func() error {
		p, err := BuildInterventions(ctx, lib, c, l)
		if err == nil && len(p.Rows) != crowdtest.Interventions {
			t.Errorf("%d of %d interventions are listed: a ring has no first", len(p.Rows), crowdtest.Interventions)
		}
		return err
	})
	made("quality", func() error {
		p, err := BuildQuality(ctx, lib, c, l)
		if err == nil && (len(p.Records()) != crowdtest.Controls || len(p.Tables) == 0 || len(p.Tables[0].Rows) != crowdtest.Units+1) {
			t.Errorf("%d of %d controls are listed, and %d tables", len(p.Records()), crowdtest.Controls, len(p.Tables))
		}
		return err
	})
	made("decisions", func() error {
		p, err := BuildDecisions(ctx, lib, c, l)
		if err != nil {
			return err
		}
		parts := map[string]bool{}
		for _, row := range append(p.Decided.Rows, p.Decided.Older...) {
			for _, part := range row.Parts {
				parts[part.Record] = true
			}
		}
		if len(parts) != crowdtest.Decisions {
			t.Errorf("%d of %d decisions are told: a ring of answers has no first", len(parts), crowdtest.Decisions)
		}
		if len(p.Steering.Rows) != crowdtest.Decisions || len(p.Collaborations.Rows) != crowdtest.Decisions || len(p.Documents.Rows) != crowdtest.Decisions {
			t.Errorf("%d steering documents, %d collaborations, %d documents of %d", len(p.Steering.Rows), len(p.Collaborations.Rows), len(p.Documents.Rows), crowdtest.Decisions)
		}
		return nil
	})
	made("changes", func() error {
		all := c
		all.Compare, all.CompareAt = c.Package, 0 // before anything was told
		p, err := BuildChanges(ctx, lib, all, l)
		if err == nil && len(p.Rows) < crowdtest.Goals+crowdtest.Savings+crowdtest.Points {
			t.Errorf("%d changes are listed", len(p.Rows))
		}
		return err
	})
	made("audit", func() error {
		p, err := BuildAudit(ctx, lib, c, l)
		if err != nil {
			return err
		}
		if len(p.Points) != crowdtest.Points/2 { // half of the kinds are listed, the others stand with these
			t.Errorf("%d of %d points are listed", len(p.Points), crowdtest.Points/2)
		}
		if len(p.Questions) != crowdtest.Questions {
			t.Errorf("%d of %d questions are listed: a ring has no first", len(p.Questions), crowdtest.Questions)
		}
		return nil
	})
}
