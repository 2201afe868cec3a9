package page

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"testing/fstest"

	"rodatraden/app/i18n"
	"rodatraden/data/followup"
)

// planOf is the goals of an invented plan, which has these rows of goals.
func planOf(t *testing.T, rows string) *Goals {
	t.Helper()
	p, report, err := followup.BuildFS(fstest.MapFS{
		"datapackage.json": {Data: []byte(`{
			"$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
			"name": "namnden-2024-plan", "title": "Plan 2024", "version": "1.0.0", "created": "2026-01-01T00:00:00Z",
			"followup": {
				"format": 1, "municipality": {"code": "9999", "name": "Älvbro"}, "fictional": true,
				"committee": {"id": "namnden", "name": "Nämnden"}, "kind": "plan", "extent": "full",
				"period": {"from": "2024-01-01", "to": "2024-12-31"}, "as_at": "2023-12-20", "order": 10,
				"published": "2023-12-20T12:00:00+01:00", "published_basis": "stated", "variance": "budget-minus-actual", "audience": "public"
			}
		}`)},
		"documents.csv": {Data: []byte("id,title,kind\nplan,Plan 2024,plan\n")},
		"sources.csv":   {Data: []byte("id,document,section,form,said_by\ns,plan,1,written,committee\n")},
		"goals.csv":     {Data: []byte("id,parent,level,title,source\n" + rows)},
	}, followup.BuildOptions{})
	if err != nil {
		t.Fatalf("%v: %+v", err, report)
	}
	lib := open(t)
	install(t, lib, p)
	g, err := BuildGoals(context.Background(), lib, choose(t, lib, "namnden", "namnden-2024-plan", None), i18n.New("sv"))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestGoalsWhoseEveryParentIsStatedStandUnderEachOther(t *testing.T) {
	const vision, focus = "v,,vision,Vision,s\n", "a,v,focus_area,Första,s\nb,v,focus_area,Andra,s\n"
	p := planOf(t, vision+focus+"c,b,council_goal,Under andra,s\nd,a,council_goal,Under första,s\n")
	var got []string
	for _, one := range p.entries() {
		got = append(got, fmt.Sprint(one.Depth, " ", one.Title))
	}
	want := []string{"0 Vision", "1 Första", "2 Under första", "1 Andra", "2 Under andra"}
	if !p.Tree || p.Title != "Målen, från vision till enhet" || !slices.Equal(got, want) {
		t.Errorf("tree %v, %q, %q", p.Tree, p.Title, got)
	}
	p = planOf(t, vision+focus+"c,,council_goal,Under vad sägs inte,s\n")
	if p.Tree || len(p.Levels) != 3 {
		t.Errorf("a parent is made up: tree %v, %d levels", p.Tree, len(p.Levels))
	}
}
