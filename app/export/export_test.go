package export

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/data/fault"
	"rodatraden/data/sample"
	"rodatraden/data/store"
)

// pages are the pages of April 2019 in Trollhättan and April 2025 in Älvbro.
func pages(t *testing.T) []any {
	t.Helper()
	ctx := context.Background()
	lib, err := store.Open(filepath.Join(t.TempDir(), "library.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = lib.Close() })
	var out []any
	for name, of := range map[string][2]string{
		"trollhattan": {"asn", "asn-2019-04-interim"}, "alvbro": {"socialnamnden", "socialnamnden-2025-04-interim"},
	} {
		packages, _, err := sample.Packages(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range packages {
			if err := lib.Install(ctx, "demo", p.Manifest.ID, p); err != nil {
				t.Fatal(err)
			}
		}
		known, err := lib.Packages(ctx, "demo", of[0])
		if err != nil {
			t.Fatal(err)
		}
		choice, err := page.Choose(known, of[1], page.Previous)
		if err != nil {
			t.Fatal(err)
		}
		o, err := page.BuildOverview(ctx, lib, choice, i18n.New("sv"))
		if err != nil {
			t.Fatal(err)
		}
		e, err := page.BuildEconomy(ctx, lib, choice, i18n.New("sv"))
		if err != nil {
			t.Fatal(err)
		}
		s, err := page.BuildSearch(ctx, lib, choice, "försörjningsstöd", 50, i18n.New("sv"))
		if err != nil {
			t.Fatal(err)
		}
		r, err := page.BuildRecord(ctx, lib, choice, s.Hits[0].Ref, i18n.New("sv"))
		if err != nil {
			t.Fatal(err)
		}
		v, err := page.BuildSavings(ctx, lib, choice, i18n.New("sv"))
		if err != nil {
			t.Fatal(err)
		}
		a, err := page.BuildAudit(ctx, lib, choice, i18n.New("sv"))
		if err != nil {
			t.Fatal(err)
		}
		n, err := page.BuildInterventions(ctx, lib, choice, i18n.New("sv"))
		if err != nil {
			t.Fatal(err)
		}
		d, err := page.BuildChanges(ctx, lib, choice, i18n.New("sv"))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, o, e, v, s, r, d)
		if len(n.Rows) > 0 { // in April 2019 no intervention is told of
			out = append(out, n)
		}
		if len(a.Points) > 0 { // in April 2019 no audit is told of
			out = append(out, a)
		}
	}
	return out
}

func TestJSONIsStableAndItsKeysAreSnakeCase(t *testing.T) {
	snake := regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	for _, p := range pages(t) {
		var first, second bytes.Buffer
		if err := JSON(&first, p); err != nil {
			t.Fatal(err)
		}
		if err := JSON(&second, p); err != nil {
			t.Fatal(err)
		}
		if first.String() != second.String() || !strings.HasPrefix(first.String(), "{\n  \"") {
			t.Errorf("%T is not written alike, or not indented", p)
		}
		var v any
		if err := json.Unmarshal(first.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		var walk func(v any)
		walk = func(v any) {
			switch v := v.(type) {
			case []any:
				for _, x := range v {
					walk(x)
				}
			case map[string]any:
				for k, x := range v {
					if !snake.MatchString(k) {
						t.Errorf("%T has the key %q", p, k)
					}
					walk(x)
				}
			}
		}
		walk(v)
	}
}

func TestCSVHoldsTheNumbersOfThePage(t *testing.T) {
	for _, p := range pages(t) {
		var b bytes.Buffer
		if err := CSV(&b, p); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil {
			t.Fatalf("%T: %v", p, err)
		}
		if strings.Join(rows[0], ",") != strings.Join(header, ",") || len(rows) < 5 {
			t.Fatalf("%T: %d rows under %v", p, len(rows), rows[0])
		}
		number := regexp.MustCompile(`^(-?[0-9]+(\.[0-9]+)?)?$`)
		for _, row := range rows[1:] {
			if !number.MatchString(row[3]) {
				t.Errorf("%T: a value reads %q", p, row[3])
			}
			for i, cell := range row {
				if i != 3 && cell != "" && strings.ContainsAny(cell[:1], formula) {
					t.Errorf("%T: %s would be reckoned with: %q", p, header[i], cell)
				}
			}
		}
		if v, ok := p.(*page.Savings); ok && v.Committee.ID == "socialnamnden" {
			told := map[string]string{}
			for _, row := range rows {
				told[row[0]+"/"+row[1]+"/"+row[2]] = row[3] + " " + row[4]
			}
			for what, want := range map[string]string{
				"reconciliation/Åtgärdsplan 2025/stated": "4.1 mkr", "reconciliation/Åtgärdsplan 2025/effect_this_year": "3.2 mkr",
				"reconciliation/Summa av 4 åtgärder/sum": "3500 tkr", "measures/Fler arbetsmarknadsplatser/effect": "-80 tkr",
				"measures/Nya avtal om personlig assistans/effect": " ",
			} {
				if told[what] != want {
					t.Errorf("%s reads %q, want %q", what, told[what], want)
				}
			}
		}
		e, ok := p.(*page.Economy)
		if !ok {
			continue
		}
		found := false
		for _, row := range rows {
			found = found || row[0] == "forecast" && row[3] == *e.Forecast.Value && row[4] == "mkr" && row[8] == e.Forecast.Text
		}
		if !found {
			t.Errorf("the forecast %s is not there", *e.Forecast.Value)
		}
	}
}

func TestTextsThatLookLikeFormulasAreEscapedAndNumbersAreNot(t *testing.T) {
	value := "-18"
	o := &page.Overview{KeyFigures: []page.KeyFigure{
		{Label: "=HYPERLINK(\"x\")", Beside: "@sum", Figure: page.Figure{Value: &value, Text: "+1,1 mkr", Status: "reported", LastKnown: "-x"}},
		{Label: "−18 mkr", Figure: page.Figure{Text: "återges inte", Status: "not_quoted"}},
	}}
	var b bytes.Buffer
	if err := CSV(&b, o); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	got := rows[len(rows)-2]
	if got[1] != "'=HYPERLINK(\"x\")" || got[2] != "'@sum" || got[3] != "-18" || got[8] != "'+1,1 mkr" || got[9] != "'-x" {
		t.Errorf("%q", got)
	}
	if last := rows[len(rows)-1]; last[1] != "−18 mkr" || last[3] != "" {
		t.Errorf("%q", last)
	}
}

func TestWhatIsNoPageIsRefused(t *testing.T) {
	if err := CSV(&bytes.Buffer{}, 3); fault.KindOf(err) != fault.Usage {
		t.Error(err)
	}
}
