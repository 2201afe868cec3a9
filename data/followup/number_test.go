package followup

import (
	"testing"

	"github.com/shopspring/decimal"

	"rodatraden/data/model"
)

func TestWhatIsPrintedIsComparedWithTheNumber(t *testing.T) {
	amounts := func(value, unit, approximate, written string) []string {
		p, report := aSource().with(put("amounts.csv", "id,line,measure,period,value,amount_unit,approximate,status,as_written\n"+
			"a1,total,frame_change,2024,"+value+","+unit+","+approximate+",reported,\""+written+"\"\n")).open(t)
		if p == nil || report.Faults() > 0 {
			t.Fatalf("%s: %v", written, report)
		}
		var codes []string
		for _, f := range report.Findings {
			codes = append(codes, f.Code)
		}
		return codes
	}
	for _, c := range []struct{ value, unit, approximate, written, want string }{
		{"-18", "mkr", "", "−18 mkr", ""},
		{"-18", "mkr", "", "underskott om 18 mkr", ""},
		{"-18", "mkr", "", "underskott på -18 miljoner kronor", ""},
		{"34", "mkr", "true", "cirka 34", ""},
		{"18400", "tkr", "", "18 400 tkr", ""},
		{"18400", "tkr", "", "18\u00A0400", ""},
		{"18.4", "mkr", "", "18 400 tkr", ""},
		{"18.4", "mkr", "", "18.4 mnkr", ""},
		{"8.2", "mkr", "", "+ 8,2", ""},
		{"3652", "kr", "", "3 652 kronor (2018)", ""},
		{"24", "kr", "", "tjugofyra", ""},
		{"-0.0", "mkr", "", "−0,0 mkr", ""},
		{"1.2", "mkr", "true", "ca 1,1–1,2 mkr", ""},
		{"-1234567.89", "kr", "", "−1 234 567,89 kr", ""},

		{"-18", "mkr", "", "−81 mkr", AsWrittenDiffers},
		{"18", "mkr", "", "18 tkr", AsWrittenDiffers},
		{"18", "mkr", "", "−18 mkr", AsWrittenSign},
		{"-18.0", "mkr", "", "−18 mkr", AsWrittenPrecision},
		{"34", "mkr", "", "cirka 34", ApproximateMissing},
		{"34", "mkr", "false", "drygt 34 mkr", ApproximateMissing},
	} {
		got := amounts(c.value, c.unit, c.approximate, c.written)
		if c.want == "" && len(got) > 0 || c.want != "" && (len(got) != 1 || got[0] != c.want) {
			t.Errorf("%s %s as %q: %v, want %q", c.value, c.unit, c.written, got, c.want)
		}
	}
}

func TestFiguresAreShownAsTheyStandInTheTables(t *testing.T) {
	q := model.Quantity{Value: decimal.RequireFromString("-18.0"), Known: true, Unit: "mkr"}
	if got := figure(q); got != "-18.0 mkr" {
		t.Errorf("%q", got)
	}
}

// The sign worlds of Swedish reports: costs positive and costs negative, incomes either way.
func TestVariancesAndPartsFollowTheSignWorldOfTheReport(t *testing.T) {
	lines := "id,parent,title,kind\nnet,,Netto,net\nincome,net,Intäkter,income\ncost,net,Kostnader,cost\n"
	header := "id,line,measure,period,value,amount_unit\n"
	for name, c := range map[string]struct {
		rule, rows string
		want       int
	}{
		"costs positive, income taken from them": {BudgetMinusActual, "a,net,budget_year,2024,90,mkr\nb,income,budget_year,2024,10,mkr\nc,cost,budget_year,2024,100,mkr\n" +
			"d,income,forecast_year,2024,8,mkr\ne,income,variance_forecast,2024,-2,mkr\nf,cost,forecast_year,2024,103,mkr\ng,cost,variance_forecast,2024,-3,mkr\n" +
			"h,net,forecast_year,2024,95,mkr\ni,net,variance_forecast,2024,-5,mkr\n", 0},
		"costs positive, income with a minus": {BudgetMinusActual, "a,net,budget_year,2024,90,mkr\nb,income,budget_year,2024,-10,mkr\nc,cost,budget_year,2024,100,mkr\n" +
			"d,income,forecast_year,2024,-8,mkr\ne,income,variance_forecast,2024,-2,mkr\n", 0},
		"costs negative": {ActualMinusBudget, "a,net,budget_year,2024,-90,mkr\nb,income,budget_year,2024,10,mkr\nc,cost,budget_year,2024,-100,mkr\n" +
			"d,income,forecast_year,2024,8,mkr\ne,income,variance_forecast,2024,-2,mkr\n", 0},
		"costs positive, net as income less cost": {BudgetMinusActual, "a,net,outcome_year,2024,-90,mkr\nb,income,outcome_year,2024,10,mkr\nc,cost,outcome_year,2024,100,mkr\n", 0},
		"a digit swapped":                         {BudgetMinusActual, "a,net,budget_year,2024,99,mkr\nb,income,budget_year,2024,10,mkr\nc,cost,budget_year,2024,100,mkr\n", 1},
		"a surplus called a deficit":              {BudgetMinusActual, "a,cost,budget_ytd,2024-01/2024-04,100,mkr\nb,cost,outcome_ytd,2024-01/2024-04,98,mkr\nc,cost,variance_ytd,2024-01/2024-04,-2,mkr\n", 1},
		"other periods":                           {BudgetMinusActual, "a,cost,budget_year,2024,100,mkr\nb,cost,outcome_year,2023,98,mkr\nc,cost,variance_outcome,2024,-2,mkr\n", 0},
	} {
		_, report := aSource().with(drop("causes.csv", "assumptions.csv", "texts.csv", "texts/ekonomi.md"), put("budget_lines.csv", lines), put("amounts.csv", header+c.rows),
			change(manifest, `"budget-minus-actual"`, `"`+c.rule+`"`)).open(t)
		if report.Faults() > 0 || report.Warnings() != c.want {
			t.Errorf("%s: %v", name, report)
		}
	}
}
