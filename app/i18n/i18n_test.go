package i18n

import (
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/shopspring/decimal"
	"golang.org/x/image/font/sfnt"

	"rodatraden/assets"
	"rodatraden/data/model"
)

func quantity(value, unit string) model.Quantity {
	return model.Quantity{Value: decimal.RequireFromString(value), Known: true, Unit: unit, Status: model.Reported}
}

func about(q model.Quantity) model.Quantity {
	q.Approximate = true
	return q
}

func TestAmountsAreWrittenWithTheDigitsTheyWereReportedWith(t *testing.T) {
	for _, c := range []struct {
		q      model.Quantity
		sign   Sign
		sv, en string
	}{
		{quantity("-18", "mkr"), Signed, "−18 mkr", "−18 mkr"},
		{quantity("-18.0", "mkr"), Signed, "−18,0 mkr", "−18.0 mkr"},
		{quantity("496.6", "mkr"), Plain, "496,6 mkr", "496.6 mkr"},
		{quantity("489.0", "mkr"), Plain, "489,0 mkr", "489.0 mkr"},
		{about(quantity("3", "mkr")), Signed, "ca +3 mkr", "about +3 mkr"},
		{about(quantity("-34", "mkr")), Signed, "ca −34 mkr", "about −34 mkr"},
		{about(quantity("-2", "mkr")), Unsigned, "ca 2 mkr", "about 2 mkr"},
		{quantity("1829", ""), Plain, "1\u202f829", "1\u202f829"},
		{quantity("18400", "tkr"), Plain, "18\u202f400 tkr", "18\u202f400 tkr"},
		{quantity("-1234567.50", "kr"), Signed, "−1\u202f234\u202f567,50 kr", "−1\u202f234\u202f567.50 kr"},
		{quantity("999", "tkr"), Plain, "999 tkr", "999 tkr"},
		{quantity("0", "mkr"), Signed, "0 mkr", "0 mkr"},
		{quantity("0.0", "mkr"), Signed, "0,0 mkr", "0.0 mkr"},
		{quantity("1e12", "kr"), Plain, "1\u202f000\u202f000\u202f000\u202f000 kr", "1\u202f000\u202f000\u202f000\u202f000 kr"},
		{model.Quantity{Status: model.NotQuoted}, Signed, "återges inte", "not quoted"},
		{model.Quantity{Status: model.NotReported, Unit: "mkr"}, Signed, "redovisas inte", "not reported"},
		{model.Quantity{Status: model.Confidential}, Plain, "sekretess", "confidential"},
	} {
		sv, en := strings.ReplaceAll(c.sv, " ", "\u00a0"), strings.ReplaceAll(c.en, " ", "\u00a0")
		if !c.q.Known {
			sv, en = c.sv, c.en
		}
		if got := New("sv").Amount(c.q, c.sign); got != sv {
			t.Errorf("sv: %q, want %q", got, sv)
		}
		if got := New("en").Amount(c.q, c.sign); got != en {
			t.Errorf("en: %q, want %q", got, en)
		}
	}
}

func TestPeriodsAreWrittenInWords(t *testing.T) {
	for _, c := range []struct{ period, sv, en string }{
		{"2019", "2019", "2019"},
		{"2021-08", "augusti 2021", "August 2021"},
		{"2019-04-25", "25\u00a0april 2019", "25\u00a0April 2019"},
		{"2021-01/2021-07", "januari–juli 2021", "January–July 2021"},
		{"2018-11/2019-03", "november 2018–mars 2019", "November 2018–March 2019"},
		{"2018/2020", "2018–2020", "2018–2020"},
		{"2019-01-01/2019-01-31", "1–31\u00a0januari 2019", "1–31\u00a0January 2019"},
		{"2019-01-15/2019-04-30", "15\u00a0januari–30\u00a0april 2019", "15\u00a0January–30\u00a0April 2019"},
		{"2018-12~", "omkring december 2018", "around December 2018"},
		{"2021/..", "från 2021", "from 2021"},
		{"../2021", "till och med 2021", "up to 2021"},
		{"unknown", "tiden anges inte", "time not stated"},
	} {
		p, ok := model.ParsePeriod(c.period)
		if !ok {
			t.Fatalf("%s is no period", c.period)
		}
		if got := New("sv").Period(p); got != c.sv {
			t.Errorf("%s: %q, want %q", c.period, got, c.sv)
		}
		if got := New("en").Period(p); got != c.en {
			t.Errorf("%s: %q, want %q", c.period, got, c.en)
		}
	}
}

func TestPackagesHaveShortNames(t *testing.T) {
	day := func(s string) model.Date { d, _ := model.ParseDate(s); return d }
	for _, c := range []struct {
		kind             model.Kind
		title, to        string
		short, en, month string
	}{
		{model.Monthly, "Månadsuppföljning mars 2019", "2019-03", "mars 2019", "March 2019", "mars"},
		{model.Interim, "Delårsrapport april 2019", "2019-04", "Delår april 2019", "Interim April 2019", "april"},
		{model.Annual, "Årsredovisning 2018", "2018", "Årsredovisning 2018", "Annual report 2018", ""},
		{model.Plan, "Verksamhetsplan med budget 2019", "2019", "Plan 2019", "Plan 2019", ""},
		{model.Audit, "Granskning 2021", "2021", "Granskning 2021", "Granskning 2021", ""},
		{model.Audit, "Förstudie avseende Arbetsmarknadsstöd och ekonomisk uppföljning", "2019-10", "Förstudie 2019", "Förstudie 2019", ""},
		{model.DecisionKind, "Protokoll", "2019-04-25", "Protokoll 25\u00a0april 2019", "Minutes 25\u00a0April 2019", ""},
	} {
		p := &model.Package{Kind: c.kind, Title: c.title, To: day(c.to).Last(), AsAt: day(c.to).Last()}
		if got := New("sv").PackageShort(p); got != c.short {
			t.Errorf("%q, want %q", got, c.short)
		}
		if got := New("en").PackageShort(p); got != c.en {
			t.Errorf("%q, want %q", got, c.en)
		}
		if got := New("sv").PackageMonth(p); got != c.month {
			t.Errorf("month %q, want %q", got, c.month)
		}
	}
}

func TestCountsAndListsReadAsRunningText(t *testing.T) {
	sv := New("sv")
	for n, want := range map[int]string{1: "en", 2: "två", 12: "tolv", 13: "13", 1829: "1\u202f829", 0: "0"} {
		if got := sv.Counted(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
	if got := sv.CountedNeuter(1); got != "ett" {
		t.Errorf("neuter: %q", got)
	}
	if got := sv.List([]string{"mars", "april", "maj"}); got != "mars, april och maj" {
		t.Error(got)
	}
	if got := New("en").List([]string{"March", "May"}); got != "March and May" {
		t.Error(got)
	}
	if Capital("återges inte") != "Återges inte" || Small("Äldreomsorg") != "äldreomsorg" || Small("KF-mål") != "KF-mål" {
		t.Error("the first letter is not what it should be")
	}
}

func TestBothLanguagesHaveTheSameMessages(t *testing.T) {
	sv, en := Keys(Swedish), Keys(English)
	for _, pair := range []struct {
		from, other []string
		lang        string
	}{{sv, en, "en"}, {en, sv, "sv"}} {
		for _, k := range pair.from {
			if !slices.Contains(pair.other, k) {
				t.Errorf("%s is missing in %s", k, pair.lang)
			}
		}
	}
	if got := New("sv").Text("no.such.message"); got != "⟦no.such.message⟧" {
		t.Errorf("a missing message reads %q", got)
	}
	if New("de").Lang() != Swedish || New("en-GB").Lang() != English {
		t.Error("the language is not chosen as it says")
	}
}

func TestEveryRuneThatCanBeWrittenIsInEveryFace(t *testing.T) {
	runes := map[rune]string{}
	for _, r := range minus + thinSpace + solidSpace + Dash + "+0123456789.,()·…”ca" {
		runes[r] = "numbers"
	}
	names, _ := fs.Glob(assets.Translations, "translations/*.json")
	if len(names) == 0 {
		t.Fatal("no translations")
	}
	for _, name := range names {
		raw, err := fs.ReadFile(assets.Translations, name)
		if err != nil {
			t.Fatal(err)
		}
		var messages map[string]any
		if err := json.Unmarshal(raw, &messages); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for key, m := range messages {
			if strings.HasPrefix(key, "check.") || strings.HasPrefix(key, "command.") {
				continue // written to a terminal, in its own face
			}
			for _, r := range textOf(m) {
				runes[r] = key
			}
		}
	}
	for _, face := range []string{assets.FontRegular, assets.FontBold, assets.FontItalic, assets.FontBoldItalic} {
		f, err := sfnt.Parse(assets.Font(face))
		if err != nil {
			t.Fatal(err)
		}
		var buffer sfnt.Buffer
		for r, where := range runes {
			if unicode.IsControl(r) {
				continue
			}
			if i, err := f.GlyphIndex(&buffer, r); err != nil || i == 0 {
				t.Errorf("%s lacks %q (%U), used by %s", face, r, r, where)
			}
		}
	}
}

func textOf(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case map[string]any:
		var b strings.Builder
		for _, part := range v {
			b.WriteString(textOf(part))
		}
		return b.String()
	}
	return ""
}

func TestMonthsInARowAreWrittenAsASpan(t *testing.T) {
	l := New("sv")
	for _, c := range []struct {
		months []int
		want   string
	}{
		{nil, ""},
		{[]int{1}, "januari"},
		{[]int{1, 7}, "januari och juli"},
		{[]int{3, 4}, "mars och april"},
		{[]int{1, 2, 3, 4, 7}, "januari–april och juli"},
		{[]int{2, 3, 5, 8, 9, 10}, "februari, mars, maj och augusti–oktober"},
	} {
		if got := l.Months(c.months); got != c.want {
			t.Errorf("%v: %q, want %q", c.months, got, c.want)
		}
	}
}
