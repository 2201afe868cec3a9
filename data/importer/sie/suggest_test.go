package sie

import (
	"path/filepath"
	"strings"
	"testing"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

// A suggested mapping is right as it stands, and takes every account that has an outcome.
func TestASuggestedMappingWorks(t *testing.T) {
	for _, s := range samples {
		if !strings.Contains(s.period, "-") && s.file == "Sie1.se" {
			continue // the same file twice
		}
		raw, _, err := Suggest(filepath.Join("testdata", s.file), SuggestOptions{})
		if err != nil {
			t.Fatal(err)
		}
		m, report := DecodeMapping("mapping.toml", raw)
		if len(report.Findings) > 0 {
			t.Fatalf("%s: %v\n%s", s.file, report, raw)
		}
		facts, report, err := Read([]string{filepath.Join("testdata", s.file)}, m, Options{})
		if err != nil {
			t.Fatalf("%s: %v %v", s.file, err, report)
		}
		if len(facts.Rows("amounts")) < 2 {
			t.Errorf("%s: %v", s.file, amounts(facts))
		}
		for _, f := range report.Findings {
			if f.Code == AccountLeft || f.Code == AccountTwice || f.Code == LineEmpty {
				t.Errorf("%s: %v %v", s.file, f, f.Args)
			}
		}
	}
}

func TestASuggestionFollowsWhatTheFileSays(t *testing.T) {
	file := written(t, head("2")+"#FNAMN \"Kommunen\"\n#KTYP 3010 K\n#PSALDO 0 201904 3010 {} -5\n#PSALDO 0 201904 4010 {} 9\n#PSALDO 0 201904 1910 {} 7\n")[0]
	raw, report, err := Suggest(file, SuggestOptions{
		Period: "2019-03", Variance: followup.ActualMinusBudget,
		Say: func(f followup.Finding) string { return "Om " + f.Code + "\noch mer" },
	})
	if err != nil {
		t.Fatal(err)
	}
	got := string(raw)
	for _, part := range []string{
		"variance = \"actual-minus-budget-costs-negative\"", "period = \"2019-03\"", "# Om sie_suggest_kind och mer\n",
		"id = \"kommunen\"\ntitle = \"Kommunen\"\nkind = \"net\"\n",
		"title = \"Avgifter\"\nkind = \"cost\"\naccounts = [\"30*\"]\n# 3010 Avgifter\n", // as the file says, against its amounts
		"title = \"Bidrag\"\nkind = \"cost\"\naccounts = [\"40*\"]\n# 4010 Bidrag\n",
	} {
		if !strings.Contains(got, part) {
			t.Errorf("no %q in\n%s", part, got)
		}
	}
	if strings.Contains(got, "1910") || strings.Contains(got, "5010") {
		t.Errorf("an account of the balance sheet, or without amounts, is in\n%s", got)
	}
	for _, code := range codesOf(report, followup.Assumed) {
		if code == SuggestPeriod || code == SuggestVariance {
			t.Errorf("%s, though it was given", code)
		}
	}
}

func TestASuggestionHasALineForEachKostnadsstalle(t *testing.T) {
	file := written(t, head("3")+april+"#PSALDO 0 201904 4010 {1 20} 40\n#PSALDO 0 201904 4010 {6 P1} 40\n")[0]
	raw, _, err := Suggest(file, SuggestOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if got := string(raw); !strings.Contains(got, "title = \"Söder\"\nkind = \"net\"\naccounts = [\"40*\"]\n[line.objects]\n1 = [\"20\"]\n") ||
		!strings.Contains(got, "id = \"kostnadsstalle-20\"") || strings.Contains(got, "Norr") {
		t.Errorf("%s", got)
	}
}

func TestNothingIsSuggestedForAFileWithNothingToPutInALine(t *testing.T) {
	for code, content := range map[string]string{
		WebPage:     "<html></html>",
		SuggestNone: head("2") + "#PSALDO 0 201904 1910 {} 7\n",
	} {
		raw, report, err := Suggest(written(t, content)[0], SuggestOptions{})
		if fault.KindOf(err) != fault.Faults || raw != nil || report.Faults() != 1 {
			t.Errorf("%s %v %v", raw, report, err)
		}
		find(t, report, code)
	}
}

// Names in a file may hold anything; the mapping is one all the same.
func TestNamesCannotBreakASuggestion(t *testing.T) {
	file := written(t, head("2")+"#FNAMN \"a\\\"]\x01\x7f\\n[[line]]\"\n#KONTO 4010 \"\\\"\\\\\"\n"+april)[0]
	raw, _, err := Suggest(file, SuggestOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, report := DecodeMapping("mapping.toml", raw); len(report.Findings) > 0 {
		t.Errorf("%v\n%s", report, raw)
	}
}
