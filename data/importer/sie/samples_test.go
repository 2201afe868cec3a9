package sie

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rodatraden/data/followup"
)

// everything takes all accounts of costs and incomes of the samples, which follow BAS.
const everything = `variance = "budget-minus-actual"
amount_unit = "kr"
decimals = 2

[[line]]
id = "allt"
title = "Allt"
kind = "net"
accounts = ["3000-9999"]

[[line]]
id = "inkop"
parent = "allt"
title = "Inköp"
kind = "cost"
accounts = ["4010"]
`

type sample struct {
	file, period string
	amounts      map[string]string
	told         []string // warnings, what was assumed, what was left out
}

// samples is what each file gives, and what it is told about it.
// The figures are summed from the files by other means.
var samples = []sample{
	{"BL0001_typ1.SE", "2010-06", map[string]string{
		"allt outcome_ytd 2009-07/2010-06":          "-212583.47 kr",
		"allt outcome_year 2009-07/2010-06":         "-212583.47 kr",
		"allt outcome_ytd_previous 2009-07/2010-06": "0.00 kr",
		"inkop outcome_ytd 2009-07/2010-06":         "35693.20 kr",
		"allt budget_year 2009-07/2010-06":          "",
	}, []string{BalanceLeft, BudgetMissing, OutcomeFrom}},
	{"BL0001_typ2.SE", "2009-09", map[string]string{
		"inkop outcome_ytd 2009-07/2009-09":          "9590.40 kr",
		"inkop budget_ytd 2009-07/2009-09":           "150000.00 kr",
		"inkop budget_year 2009-07/2010-06":          "600000.00 kr",
		"inkop outcome_ytd_previous 2009-07/2009-09": "",
		"inkop outcome_year 2009-07/2010-06":         "",
	}, []string{AsAtMissing, BalanceLeft, KeptLeft, PreviousYear}},
	{"BL0001_typ3.SE", "2009-09", map[string]string{
		"inkop outcome_ytd 2009-07/2009-09": "9590.40 kr",
		"inkop budget_year 2009-07/2010-06": "600000.00 kr",
	}, []string{AsAtMissing, BalanceLeft, EncodingMixed, KeptLeft, PreviousYear}},
	{"BL0001_typ4.SE", "2009-09", map[string]string{
		"inkop outcome_ytd 2009-07/2009-09": "9590.40 kr",
		"inkop budget_year 2009-07/2010-06": "600000.00 kr",
	}, []string{BalanceLeft, EncodingMixed, KeptLeft, ObjectUndeclared, OutcomeFrom, PreviousYear, RowsLeft}},
	{"BL0001_typ4I.SI", "2011-08", map[string]string{
		"allt outcome_ytd 2011-01/2011-08":  "-2100.50 kr",
		"inkop outcome_ytd 2011-01/2011-08": "",
	}, []string{AccountLeft, AccountUnseen, BudgetMissing, LineEmpty, OutcomeFrom, PreviousNone, YearAssumed}},
	{"Sie1.se", "2010", map[string]string{
		"allt outcome_year 2010": "-65207.50 kr",
	}, []string{BalanceLeft, BudgetMissing, OutcomeFrom}},
	{"Sie1.se", "2010-04", map[string]string{
		"allt outcome_ytd 2010-01/2010-04": "",
		"allt outcome_year 2010":           "",
	}, []string{BalanceLeft, BudgetMissing, OutcomeMissing, PreviousYear}},
	{"Sie4.si", "2010-06", map[string]string{
		"allt outcome_ytd 2010-01/2010-06":          "-518584.04 kr",
		"inkop outcome_ytd 2010-01/2010-06":         "1928830.00 kr",
		"allt outcome_ytd_previous 2010-01/2010-06": "",
	}, []string{AccountLeft, AsAtUnreal, BalanceLeft, BudgetMissing, KeptLeft, OutcomeFrom, PreviousNone}},
	{"typ1.se", "2012", map[string]string{
		"allt outcome_year 2012":                    "28073.88 kr",
		"allt outcome_ytd_previous 2012-01/2012-12": "0.00 kr",
	}, []string{BalanceLeft, BudgetMissing, FieldsExtra, LineNought, OutcomeFrom}},
	{"typ2.se", "2012-02", map[string]string{
		"allt outcome_ytd 2012-01/2012-02": "17407.88 kr",
		"allt budget_year 2012":            "250191.00 kr",
		"allt budget_ytd 2012-01/2012-02":  "41698.00 kr",
		// The year before stands in its last month alone.
		"allt outcome_ytd_previous 2012-01/2012-02": "",
	}, []string{BalanceLeft, FieldsExtra, KeptLeft, LineNoBudget, LineNought, PreviousYear}},
	{"typ3.se", "2012-02", map[string]string{
		"allt outcome_ytd 2012-01/2012-02": "17407.88 kr", // all rows together would be 132259.48
		// Five accounts have a budget by object and no total, which typ2.se leaves out.
		"allt budget_year 2012":           "-733794.00 kr",
		"allt budget_ytd 2012-01/2012-02": "-122300.00 kr",
	}, []string{BalanceLeft, FieldsExtra, KeptLeft, LineNoBudget, LineNought, PreviousYear}},
}

func TestEverySampleIsImported(t *testing.T) {
	for _, s := range samples {
		t.Run(s.file+" "+s.period, func(t *testing.T) {
			m, _ := DecodeMapping("mapping.toml", []byte(everything))
			facts, report, err := Read([]string{filepath.Join("testdata", s.file)}, m, Options{Period: s.period})
			if err != nil {
				t.Fatal(err, report)
			}
			want(t, facts, report, s.amounts)
			if got := codesOf(report, followup.Warning, followup.Assumed, followup.Skipped); !slices.Equal(got, s.told) {
				t.Errorf("told %v, want %v", got, s.told)
			}
		})
	}
	files, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if strings.EqualFold(filepath.Ext(f.Name()), ".se") || strings.EqualFold(filepath.Ext(f.Name()), ".si") {
			if !slices.ContainsFunc(samples, func(s sample) bool { return s.file == f.Name() }) {
				t.Errorf("%s is not tried", f.Name())
			}
		}
	}
}

// Of types 2 and 3 the changes of the months are the result of the year, for every account; of type 4 the
// vouchers are.
func TestTheMonthsOfASampleSumToItsResult(t *testing.T) {
	for _, c := range []struct {
		file     string
		kind     kind
		accounts int
	}{
		{"BL0001_typ2.SE", saldos, 17}, {"BL0001_typ3.SE", saldos, 17}, {"BL0001_typ4.SE", vouchers, 17},
		{"typ2.se", saldos, 35}, {"typ3.se", saldos, 35},
	} {
		f, _, err := ParseFile(filepath.Join("testdata", c.file))
		if err != nil {
			t.Fatal(err)
		}
		g, y, compared := f.groups(), f.Years[0], 0
		for i, a := range f.Accounts {
			result, n := g.sumOf(results, i, 0, 0, nil, "", nil)
			if n == 0 {
				continue
			}
			compared++
			if sum, _ := g.sumOf(c.kind, i, y.first(), y.last(), nil, "", nil); !sum.Equal(result) {
				t.Errorf("%s %s: the months sum to %s, #RES says %s", c.file, a.Number, sum, result)
			}
		}
		if compared < c.accounts {
			t.Errorf("%s: %d accounts", c.file, compared)
		}
	}
}
