package alvbro_test

import (
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"rodatraden/data/followup"
	"rodatraden/data/sample/alvbro"
)

// manifest reads a source's manifest.
func manifest(t *testing.T, s alvbro.Source) followup.Manifest {
	t.Helper()
	raw, err := fs.ReadFile(s.Files, "datapackage.json")
	var m followup.Manifest
	if err == nil {
		err = json.Unmarshal(raw, &m)
	}
	if err != nil {
		t.Fatalf("%s: %v", s.Name, err)
	}
	return m
}

// figures are a source's exact amounts in mkr, by line, measure and period; one that is told twice has none.
func figures(t *testing.T, s alvbro.Source) map[[3]string]decimal.Decimal {
	t.Helper()
	all, twice := map[[3]string]decimal.Decimal{}, map[[3]string]bool{}
	for _, r := range rows(t, s, "amounts") {
		key := [3]string{r["line"], r["measure"], r["period"]}
		if _, there := all[key]; there {
			twice[key] = true
		}
		if r["value"] == "" || r["amount_unit"] != "mkr" {
			continue
		}
		n, err := decimal.NewFromString(r["value"])
		if err != nil {
			t.Fatalf("%s: %s: %v", s.Name, r["id"], err)
		}
		all[key] = n
	}
	for key := range twice {
		delete(all, key)
	}
	return all
}

// planted are the packages in which a trap of one of the kinds lies.
func planted(m made, traps ...string) map[string]bool {
	in := map[string]bool{}
	for _, p := range m.Planted {
		if slices.Contains(traps, p.Trap) {
			in[p.Package] = true
		}
	}
	return in
}

func TestTheAreasSumToTheWholeInEveryReportThatIsNotPlanted(t *testing.T) {
	m := long(t)
	but := planted(m, "siffror-byter-plats", "prognos-saknas")
	checked := 0
	for _, s := range m.Sources {
		if written(s.Name) || but[s.Name] {
			continue
		}
		parent := map[string]string{}
		for _, r := range rows(t, s, "budget_lines") {
			parent[r["id"]] = r["parent"]
		}
		of := figures(t, s)
		parts, sums := map[[3]string]int{}, map[[3]string]decimal.Decimal{}
		for key, n := range of {
			if up := parent[key[0]]; up != "" {
				total := [3]string{up, key[1], key[2]}
				parts[total]++
				sums[total] = sums[total].Add(n)
			}
		}
		for key, sum := range sums {
			total, there := of[key]
			if areas := len(parent) - 1; !there || parts[key] != areas {
				continue // a month of the year that only the whole is told of, or a next year's budget
			}
			if checked++; !total.Equal(sum) {
				t.Errorf("%s: %v is %s and its areas %s", s.Name, key, total, sum)
			}
		}
	}
	if checked < 500 {
		t.Errorf("only %d totals were checked", checked)
	}
}

func TestEveryVarianceIsBudgetLessActual(t *testing.T) {
	m := long(t)
	but := planted(m, "rattat-paket")
	checked := 0
	for _, s := range m.Sources {
		if written(s.Name) || but[s.Name] {
			continue
		}
		of := figures(t, s)
		for key, n := range of {
			line, period := key[0], key[2]
			pair := map[string][2]string{"variance_ytd": {"budget_ytd", "outcome_ytd"}, "variance_forecast": {"budget_year", "forecast_year"}, "variance_outcome": {"budget_year", "outcome_year"}}[key[1]]
			budget, there := of[[3]string{line, pair[0], period}]
			actual, told := of[[3]string{line, pair[1], period}]
			if pair[0] == "" || !there || !told {
				continue
			}
			if checked++; !n.Equal(budget.Sub(actual)) {
				t.Errorf("%s: %v is %s, and %s − %s is not", s.Name, key, n, budget, actual)
			}
		}
	}
	if checked < 1000 {
		t.Errorf("only %d variances were checked", checked)
	}
}

// What a report calls the outcome of the year before is what was told then, where it was told.
func TestTheYearBeforeIsAsItWasToldThen(t *testing.T) {
	m := long(t)
	but := planted(m, "siffror-byter-plats")
	told := map[[3]string]decimal.Decimal{} // by committee, line and period
	checked := 0
	for _, s := range m.Sources {
		of := figures(t, s)
		for key, n := range of {
			if key[1] != "outcome_ytd_previous" || but[s.Name] || written(s.Name) || strings.HasSuffix(key[0], "-total") || strings.HasSuffix(key[0], "-totalt") {
				continue
			}
			year := key[2][:4]
			before := strings.ReplaceAll(key[2], year, decimal.RequireFromString(year).Sub(decimal.NewFromInt(1)).String())
			was, there := told[[3]string{s.Committee, key[0], before}]
			if !there {
				continue // it was not told
			}
			if checked++; !n.Equal(was) {
				t.Errorf("%s: %v is %s; in the report it was %s", s.Name, key, n, was)
			}
		}
		if strings.HasSuffix(s.Name, "-aterkallad") {
			for key := range told {
				if key[0] == s.Committee && strings.HasSuffix(key[2], "-02") {
					delete(told, key)
				}
			}
		}
		for key, n := range of {
			if key[1] == "outcome_ytd" {
				told[[3]string{s.Committee, key[0], key[2]}] = n
			}
		}
	}
	if checked < 100 {
		t.Errorf("only %d were checked", checked)
	}
}

func TestCausesThatAreSaidToBeAllSumToTheVarianceWhereNothingIsPlanted(t *testing.T) {
	m := long(t)
	but := planted(m, "orsaker-lamnar-rest")
	checked := 0
	for _, s := range m.Sources {
		if written(s.Name) || but[s.Name] {
			continue
		}
		of := figures(t, s)
		sums := map[[2]string]decimal.Decimal{}
		for _, r := range rows(t, s, "causes") {
			if r["exhaustive"] == "yes" {
				key := [2]string{strings.TrimPrefix(r["subject"], "budget_lines:"), r["period"]}
				sums[key] = sums[key].Add(decimal.RequireFromString(r["amount"]))
			}
		}
		for key, sum := range sums {
			n, there := of[[3]string{key[0], "variance_forecast", key[1]}]
			if !there {
				n, there = of[[3]string{key[0], "variance_outcome", key[1]}]
			}
			if there {
				if checked++; !n.Equal(sum) {
					t.Errorf("%s: %v is %s and its causes %s", s.Name, key, n, sum)
				}
			}
		}
	}
	if checked < 5 {
		t.Errorf("only %d lists were checked", checked)
	}
}

// A report knows nothing of what came after it was published.
func TestNoPackageKnowsWhatCameLater(t *testing.T) {
	for _, s := range long(t).Sources {
		if written(s.Name) {
			continue
		}
		f := manifest(t, s).Followup
		published := f.Published[:10]
		for table, columns := range map[string][]string{"decisions": {"date"}, "responses": {"date"}, "status_events": {"date"}, "sources": {"date"}, "documents": {"date"}, "audit_reports": {"date"}} {
			for _, r := range rows(t, s, table) {
				for _, column := range columns {
					if date := r[column]; date > published {
						t.Errorf("%s, published %s: %s:%s has the date %s", s.Name, published, table, r["id"], date)
					}
				}
			}
		}
		if f.Kind == "plan" || f.Kind == "audit" {
			continue
		}
		for _, table := range []string{"amounts", "observations"} {
			for _, r := range rows(t, s, table) {
				end := r["period"][strings.LastIndex(r["period"], "/")+1:]
				outcome := strings.HasPrefix(r["measure"], "outcome") || strings.HasPrefix(r["measure"], "variance_ytd") || table == "observations"
				if outcome && len(end) == 7 && end > f.AsAt[:7] || outcome && len(end) == 4 && end > f.AsAt[:4] {
					t.Errorf("%s, as at %s: %s:%s is of %s", s.Name, f.AsAt, table, r["id"], r["period"])
				}
			}
		}
	}
}

func TestPackagesAreToldInTheOrderOfTheirPublishing(t *testing.T) {
	last := map[string]followup.Manifest{}
	for _, s := range long(t).Sources {
		m := manifest(t, s)
		if before, there := last[s.Committee]; there {
			if m.Followup.Order <= before.Followup.Order {
				t.Errorf("%s comes after %s and has no higher order", m.Name, before.Name)
			}
			if m.Followup.Published[:10] < before.Followup.Published[:10] && !written(s.Name) {
				t.Errorf("%s, published %s, comes after %s, published %s", m.Name, m.Followup.Published, before.Name, before.Followup.Published)
			}
		}
		last[s.Committee] = m
	}
}
