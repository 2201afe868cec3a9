package page

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/image/font/sfnt"

	"rodatraden/app/i18n"
	"rodatraden/assets"
	"rodatraden/data/model"
)

// everyPage is every page of a choice, in the order of the navigation.
func everyPage(t *testing.T, lib Library, c Choice, lang string) []any {
	t.Helper()
	var out []any
	var asking Asking
	for _, name := range Names() {
		made, err := Build(context.Background(), lib, c, name, &asking, i18n.New(lang))
		if err != nil {
			t.Fatalf("%s, %s, %s: %v", c.Package.Name, name, lang, err)
		}
		out = append(out, made)
	}
	return out
}

// everything is what a reader can see of a chosen state, as JSON.
func everything(t *testing.T, lib Library, c Choice, lang string, queries ...string) []byte {
	t.Helper()
	ctx, l := context.Background(), i18n.New(lang)
	var out []byte
	for _, page := range everyPage(t, lib, c, lang) {
		out = append(out, written(t, page)...)
	}
	for _, q := range queries {
		s, err := BuildSearch(ctx, lib, c, SearchAsk{Words: q, Limit: 200, Detail: true}, l)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, written(t, s)...)
		for _, hit := range s.Hits {
			r, err := BuildRecord(ctx, lib, c, hit.Ref, l)
			if err != nil {
				t.Fatalf("%s: %v", hit.Ref, err)
			}
			out = append(out, written(t, r)...)
		}
	}
	return out
}

func TestWhatIsToldLaterNeverReachesAPage(t *testing.T) {
	queries := []string{"försörjningsstöd"}
	for _, committee := range committees {
		growing := open(t)
		full := library(t)
		for _, p := range samples()[committee] {
			install(t, growing, p)
			name := p.Manifest.Name
			then := everything(t, growing, choose(t, growing, committee, name, Previous), "sv", queries...)
			now := everything(t, full, choose(t, full, committee, name, Previous), "sv", queries...)
			if string(then) != string(now) {
				t.Errorf("%s reads otherwise when later packages are installed: %s", name, firstDifference(string(then), string(now)))
			}
		}
	}
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return fmt.Sprintf("then %q, now %q", x[i], y[i])
		}
	}
	return fmt.Sprintf("then %d lines, now %d", len(x), len(y))
}

func TestACorrectionOfAnOlderMonthHoldsNothingOfALaterReport(t *testing.T) {
	lib := library(t)
	for _, committee := range committees {
		for _, p := range packagesOf(t, lib, committee) {
			c := choose(t, lib, committee, p.Name, Previous)
			above := map[string]bool{}
			for _, q := range c.Packages {
				if p.Less(*q) || q.Order > p.Order {
					above[q.Name] = true
				}
			}
			check := func(page any) {
				walk(t, page, func(path, text string) {
					if above[text] {
						t.Errorf("%s: %s names %s", p.Name, path, text)
					}
				})
			}
			for _, page := range everyPage(t, lib, c, "sv") {
				check(page)
			}
			s, err := BuildSearch(context.Background(), lib, c, SearchAsk{Words: "försörjningsstöd", Limit: 500}, i18n.New("sv"))
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range s.Hits {
				r, err := BuildRecord(context.Background(), lib, c, h.Ref, i18n.New("sv"))
				if err != nil {
					t.Fatal(err)
				}
				check(r)
			}
		}
	}
}

func TestAtMarch2019NothingOfAprilIsTold(t *testing.T) {
	lib := library(t)
	c := choose(t, lib, trollhattan, "asn-2019-03-monthly", Previous)
	told := string(everything(t, lib, c, "sv", "nämnden", "kostnader", "prognos", "rapport", "2019", "försörjning", "placering"))
	for _, later := range []string{
		"−18", "-18", "16,8", "16.8", "4,5", "4.5", "april 2019", "April", "delår", "Delårsrapport", "konsekvensanalys", "24 färre",
		"maj 2019", "juni", "asn-2019-04", "asn-2019-05",
	} {
		if i := strings.Index(told, later); i >= 0 {
			t.Errorf("told at March: %q in %q", later, told[max(0, i-60):min(len(told), i+60)])
		}
	}
	if !strings.Contains(told, "−20,1") {
		t.Error("what March does tell is not there")
	}
}

// texts are the fields that are written for people.
func forPeople(path string) bool {
	last := path[strings.LastIndexByte(path, '.')+1:]
	switch last {
	case "value", "record", "ref", "package", "name", "id", "repository", "line", "status", "kind", "page", "language", "extent", "exhaustive":
		return false
	}
	return true
}

func TestEveryPageOfEveryChoiceIsWrittenInBothLanguages(t *testing.T) {
	lib := newReadOnce(library(t))
	faces := faces(t)
	missing := map[rune]bool{}
	pages, led := 0, 0
	for _, committee := range committees {
		packages := packagesOf(t, lib, committee)
		for _, p := range packages {
			c, err := Choose(packages, p.Name, None)
			if err != nil {
				t.Fatal(err)
			}
			compares := []string{None} // and each that it can be compared with
			for _, q := range c.Comparable() {
				compares = append(compares, q.Name)
			}
			for _, compare := range compares {
				for _, lang := range []string{"sv", "en"} {
					where := fmt.Sprintf("%s against %s, %s", p.Name, compare, lang)
					every := everyPage(t, lib, choose(t, lib, committee, p.Name, compare), lang)
					for _, page := range every {
						pages++
						checkTexts(t, where, page, faces, missing)
						checkHead(t, where, headOf(page))
						led += checkEveryFigure(t, where, page)
					}
					o, e := every[0].(*Overview), every[1].(*Economy)
					checkFigures(t, where, o, e)
				}
			}
		}
	}
	if pages < 1000 || led < 10000 {
		t.Errorf("only %d pages and %d figures that lead somewhere were looked at", pages, led)
	}
}

// headOf is the head that every page has.
func headOf(page any) Head {
	return reflect.ValueOf(page).Elem().FieldByName("Head").Interface().(Head)
}

func TestWhatAPageRefersToOpens(t *testing.T) {
	lib := library(t)
	opened := 0
	for _, committee := range committees {
		for _, p := range packagesOf(t, lib, committee) {
			c := choose(t, lib, committee, p.Name, Previous)
			refs := map[string]string{} // the first place that names each
			for _, page := range everyPage(t, lib, c, "sv") {
				walk(t, page, func(path, text string) {
					switch path[strings.LastIndexByte(path, '.')+1:] {
					case "ref", "record":
						if _, told := refs[text]; !told && text != "" {
							refs[text] = fmt.Sprintf("%T%s", page, path)
						}
					}
				})
			}
			for ref, where := range refs {
				opened++
				if _, err := BuildRecord(context.Background(), lib, c, ref, i18n.New("sv")); err != nil {
					t.Errorf("%s: %s names %s, which does not open: %v", p.Name, where, ref, err)
				}
			}
		}
	}
	if opened < 1000 {
		t.Errorf("only %d records were opened", opened)
	}
}

func checkTexts(t *testing.T, where string, page any, faces []*sfnt.Font, seen map[rune]bool) {
	t.Helper()
	walk(t, page, func(path, text string) {
		switch {
		case strings.ContainsAny(text, "⟦⟧") || strings.Contains(text, "<no value>") || strings.Contains(text, "%!"):
			t.Errorf("%s: %s reads %q", where, path, text)
		case !forPeople(path):
		case strings.TrimSpace(text) != text || strings.Contains(text, "  ") || strings.Contains(text, " ,") || strings.Contains(text, ".."):
			t.Errorf("%s: %s is badly put together: %q", where, path, text)
		case strings.Contains(text, "-") && strings.ContainsAny(text, "0123456789") && strings.Contains(strings.ReplaceAll(text, "- och", ""), " -"):
			t.Errorf("%s: %s has a hyphen for a minus: %q", where, path, text)
		}
		for _, r := range text {
			if seen[r] || unicode.IsControl(r) {
				continue
			}
			seen[r] = true
			var b sfnt.Buffer
			for _, f := range faces {
				if i, err := f.GlyphIndex(&b, r); err != nil || i == 0 {
					t.Errorf("%s: %s has %q, which a face lacks", where, path, r)
				}
			}
		}
	})
}

func faces(t *testing.T) []*sfnt.Font {
	t.Helper()
	var out []*sfnt.Font
	for _, name := range []string{assets.FontRegular, assets.FontBold, assets.FontItalic, assets.FontBoldItalic} {
		f, err := sfnt.Parse(assets.Font(name))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, f)
	}
	return out
}

func checkHead(t *testing.T, where string, h Head) {
	t.Helper()
	n := utf8.RuneCountInString(h.Headline)
	if n == 0 || n > 80 || strings.HasSuffix(h.Headline, ".") {
		t.Errorf("%s: the headline of %d letters is %q", where, n, h.Headline)
	}
	if h.Sub == "" {
		t.Errorf("%s: nothing under the headline", where)
	}
	if h.Committee.Fictional != strings.Contains(h.Sub, "Älvbro") {
		t.Errorf("%s: an invented municipality is not said to be so: %q", where, h.Sub)
	}
	// What a source itself says is not reported is known, also where only an excerpt is.
	if h.About.Extent == string(model.Excerpt) && h.Gaps.NotReported != 0 && h.Gaps.NotReported != h.Gaps.Expected {
		t.Errorf("%s: gaps are counted in an excerpt: %+v", where, h.Gaps)
	}
}

// checkEveryFigure looks into a page's JSON, however deep: every figure there says what it is and,
// unless the program worked it out, leads to its document and section; and a list is never null.
func checkEveryFigure(t *testing.T, where string, page any) (led int) {
	t.Helper()
	figure := reflect.TypeFor[Figure]()
	var look func(path string, v reflect.Value)
	look = func(path string, v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer:
			if !v.IsNil() {
				look(path, v.Elem())
			}
		case reflect.Slice:
			for i := range v.Len() {
				look(fmt.Sprintf("%s[%d]", path, i), v.Index(i))
			}
		case reflect.Struct:
			if v.Type() == figure {
				f := v.Interface().(Figure)
				if f.Present() && (f.Text == "" || f.Status == "") {
					t.Errorf("%s: %s says too little: %+v", where, path, f)
				}
				if f.Present() && !f.Computed {
					led++
					if f.Source == nil || f.Source.Document == "" || f.Source.Section == "" && f.Source.Page == "" {
						t.Errorf("%s: %s leads nowhere: %+v", where, path, f)
					}
				}
				return
			}
			for i := range v.NumField() {
				field := v.Type().Field(i)
				tag := field.Tag.Get("json")
				if !field.IsExported() || tag == "-" {
					continue
				}
				if v.Field(i).Kind() == reflect.Slice && v.Field(i).IsNil() && !strings.Contains(tag, "omitempty") {
					t.Errorf("%s: the list %s.%s is null", where, path, field.Name)
				}
				look(path+"."+field.Name, v.Field(i))
			}
		}
	}
	look(fmt.Sprintf("%T", page), reflect.ValueOf(page))
	return led
}

// checkFigures looks at every figure of the pages.
func checkFigures(t *testing.T, where string, o *Overview, e *Economy) {
	t.Helper()
	var all []Figure
	for _, k := range o.KeyFigures {
		all = append(all, k.Figure)
	}
	for _, c := range slices.Concat(o.Changes, e.Notices) {
		all = append(all, c.Before, c.Now, c.Delta)
	}
	for _, s := range slices.Concat(o.Journey.Steps, e.Journey.Steps) {
		all = append(all, s.Figure)
		all = append(all, s.Also...)
		if s.Delta != nil {
			all = append(all, *s.Delta)
		}
	}
	for _, r := range e.Table.Rows {
		all = append(all, r.Cells...)
		all = append(all, r.Trend...)
		if len(r.Cells) != len(e.Table.Columns) {
			t.Errorf("%s: %d cells under %d columns", where, len(r.Cells), len(e.Table.Columns))
		}
	}
	gaps := 0
	for _, r := range e.Table.Rows {
		for _, f := range r.Cells {
			if f.Status == string(model.NotReported) {
				gaps++
			}
		}
	}
	if gaps != e.Gaps.NotReported || e.Gaps != o.Gaps {
		t.Errorf("%s: %d gaps are shown, %+v counted", where, gaps, e.Gaps)
	}
	if e.Months != nil {
		for _, m := range e.Months.Points {
			all = append(all, m.Budget, m.Outcome, m.Variance)
		}
	}
	if e.Areas != nil {
		for _, a := range e.Areas.Rows {
			all = append(all, a.Budget, a.Outcome, a.Forecast, a.Variance)
		}
	}
	for _, c := range e.Causes.Items {
		all = append(all, c.Figure)
	}
	all = append(all, e.Causes.Sum, e.Forecast)
	for _, f := range all {
		known := f.Status == string(model.Reported) || f.Status == string(model.Preliminary)
		if f.Text == "" || f.Number == "" || f.Status == "" || f.Present() != known {
			t.Errorf("%s: a figure says too little: %+v", where, f)
		}
		if f.Present() && f.Unit == "" && f.AmountUnit == "" && !f.Computed {
			t.Errorf("%s: a figure without unit: %+v", where, f)
		}
		if f.Present() && !f.Computed && f.Source == nil {
			t.Errorf("%s: a figure without source: %+v", where, f)
		}
	}
	if len(o.KeyFigures) > 4 {
		t.Errorf("%s: %d key figures", where, len(o.KeyFigures))
	}
	if o.Changes == nil || o.KeyFigures == nil || e.Table.Rows == nil || e.Causes.Items == nil || e.Notices == nil ||
		o.Decisions.Rows == nil || o.Assumptions == nil || o.Journey.Steps == nil {
		t.Errorf("%s: a list is null", where)
	}
}
