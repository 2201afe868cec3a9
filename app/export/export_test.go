package export

import (
	"bytes"
	"context"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/data/fault"
)

// pages are every page of April 2019 in Trollhättan and April 2025 in Älvbro that tells of something, with
// a search and a record.
func pages(t *testing.T) []any {
	t.Helper()
	ctx, l := context.Background(), i18n.New("sv")
	var out []any
	for _, of := range [][2]string{{"asn", "asn-2019-04-interim"}, {"socialnamnden", "socialnamnden-2025-04-interim"}} {
		lib, c := chosen(t, of[0], of[1], page.Previous)
		for _, name := range page.Names() {
			p, err := page.Build(ctx, lib, c, name, nil, l)
			if err != nil {
				t.Fatal(err)
			}
			if of[0] == "asn" && (name == "audit" || name == "interventions" || name == "quality" || name == "thread") {
				continue // of which nothing is told in April 2019
			}
			out = append(out, p)
		}
		s, err := page.BuildSearch(ctx, lib, c, page.SearchAsk{Words: "försörjningsstöd", Limit: 50, Detail: true}, l)
		if err != nil {
			t.Fatal(err)
		}
		r, err := page.BuildRecord(ctx, lib, c, s.Hits[0].Ref, l)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, s, r)
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
		rows := written(t, p)
		if strings.Join(rows[0], ",") != strings.Join(header, ",") || len(rows) < 4 {
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
	rows := written(t, o)
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
