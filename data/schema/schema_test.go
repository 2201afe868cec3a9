package schema

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestEveryTableHasWhatPeopleAndMachinesNeed(t *testing.T) {
	if len(All()) != 29 {
		t.Fatalf("%d tables, want the 29 of the format", len(All()))
	}
	for _, table := range All() {
		if table.Title == "" || table.Description == "" || len(table.Label) == 0 {
			t.Errorf("%s lacks a title, a description or a label", table.Name)
		}
		for _, c := range []string{"id", "source", "note"} {
			if table.Column(c) < 0 {
				t.Errorf("%s lacks the column %s", table.Name, c)
			}
		}
		for _, f := range table.Fields {
			if f.Title == "" || f.Description == "" {
				t.Errorf("%s.%s lacks a title or a description", table.Name, f.Name)
			}
			if f.Type == "number" && f.As != Decimal {
				t.Errorf("%s.%s is a number that is not an exact decimal", table.Name, f.Name)
			}
			if f.As == Decimal {
				for _, c := range []string{"as_written", "approximate", "status"} {
					if table.Companion(f.Name, c) < 0 {
						t.Errorf("%s.%s is a number and lacks %s", table.Name, f.Name, c)
					}
				}
			}
			for _, to := range f.Refers {
				if _, ok := Get(to); !ok && to != "*" {
					t.Errorf("%s.%s refers to %q, which is no table", table.Name, f.Name, to)
				}
			}
		}
	}
}

func TestPublishedSchemaHoldsNothingOfOurOwn(t *testing.T) {
	for _, table := range All() {
		if strings.Contains(string(table.Published()), "followup") {
			t.Errorf("%s: the published schema has an object of our own", table.Name)
		}
		var p struct {
			Fields     []struct{ Name string }
			PrimaryKey []string
		}
		if err := json.Unmarshal(table.Published(), &p); err != nil {
			t.Fatal(err)
		}
		want := make([]string, 0)
		for _, i := range append(slices.Clone(table.KeyColumns()), table.RowColumns()...) {
			want = append(want, table.Fields[i].Name)
		}
		if !slices.Equal(p.PrimaryKey, want) {
			t.Errorf("%s: primaryKey %v, want key and rows %v", table.Name, p.PrimaryKey, want)
		}
		if len(p.Fields) != len(table.Fields) {
			t.Errorf("%s: %d published fields of %d", table.Name, len(p.Fields), len(table.Fields))
		}
	}
}

func TestKeysComeApartAsTheyWerePutTogether(t *testing.T) {
	amounts := MustGet("amounts")
	rapid.Check(t, func(t *rapid.T) {
		row := make([]string, len(amounts.Fields))
		var want []string
		for _, i := range amounts.KeyColumns() {
			row[i] = rapid.StringMatching(`[a-z|\\åäö ]{0,6}`).Draw(t, "cell")
			want = append(want, row[i])
		}
		if got := SplitKey(amounts.KeyOf(row)); !slices.Equal(got, want) {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}

func TestPeriodsAreTakenAsTheFormatSaysAndNoOther(t *testing.T) {
	f := MustGet("amounts").Fields[MustGet("amounts").Column("period")]
	for _, good := range []string{"2019", "2019-04", "2019-04-25", "2019-01/2019-04", "2018-12~", "2021/..", "../2021", "unknown"} {
		if !f.Pattern.MatchString(good) {
			t.Errorf("%q is refused", good)
		}
	}
	for _, bad := range []string{"", "april 2019", "2019-13", "2019-4", "2019-04-32", "2019/", "~", "20190425", " 2019"} {
		if f.Pattern.MatchString(bad) {
			t.Errorf("%q is taken", bad)
		}
	}
}

func TestAReferenceLeadsToOneRecordAndAWordOrAGroupToNone(t *testing.T) {
	for _, c := range []struct {
		table, column, cell string
		want                string
	}{
		{"amounts", "line", "asn-total", "budget_lines:asn-total"},
		{"amounts", "line", "savings:stodboende", "savings:stodboende"},
		{"observations", "unit", "asn", "units:asn"},
		{"observations", "unit", "all", ""},
		{"observations", "unit", "unknown", ""},
		{"links", "from", "goals:egen-forsorjning", "goals:egen-forsorjning"},
		{"links", "from", "council-goals-2021", ""},
		{"assessments", "subject", "controls:c1", "controls:c1"},
		{"goals", "parent", "", ""},
		{"goals", "title", "Trygghet", ""},
	} {
		table := MustGet(c.table)
		got := ""
		if name, id, ok := table.Fields[table.Column(c.column)].Target(c.cell); ok {
			got = name + ":" + id
		}
		if got != c.want {
			t.Errorf("%s.%s %q leads to %q, want %q", c.table, c.column, c.cell, got, c.want)
		}
	}
}

func TestEachNumberOfASavingHasCompanionsOfItsOwn(t *testing.T) {
	savings := MustGet("savings")
	for number, want := range map[string]string{"amount": "amount_status", "share": "share_status", "posts": "posts_status"} {
		if got := savings.Fields[savings.Companion(number, "status")].Name; got != want {
			t.Errorf("the status of %s is %s, want %s: status itself tells how far the saving has come", number, got, want)
		}
	}
}
