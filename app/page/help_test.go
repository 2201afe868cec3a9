package page

import (
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"

	"rodatraden/app/i18n"
	"rodatraden/assets"
)

const helpWords = 350 // an evening is short

func TestEveryPageHasHelpInBothLanguagesWithTheSameParts(t *testing.T) {
	faces := faces(t)
	for _, id := range HelpPages() {
		heads := map[string]int{}
		for _, lang := range []string{"sv", "en"} {
			h, err := BuildHelp(id, i18n.New(lang))
			if err != nil {
				t.Fatalf("%s, %s: %v", id, lang, err)
			}
			words := 0
			for _, b := range h.Blocks {
				for _, r := range b.Runs {
					words += len(strings.Fields(r.Text))
				}
				if b.Kind == HeadingBlock {
					heads[lang]++
				}
			}
			if words < 60 || words > helpWords {
				t.Errorf("%s, %s: %d words", id, lang, words)
			}
			for _, m := range h.Marks {
				if strings.ContainsAny(m.Mark.Text+m.Means, "⟦⟧") {
					t.Errorf("%s, %s: the mark %s is not explained", id, lang, m.Mark.Kind)
				}
			}
			if !slices.ContainsFunc(h.Chapters, func(c Chapter) bool { return c.Here && c.Ref == id }) || len(h.Chapters) != len(helps) {
				t.Errorf("%s: the contents do not show where the reader is", id)
			}
			walk(t, h, func(_, text string) {
				for _, face := range faces {
					for _, r := range text {
						if i, err := face.GlyphIndex(nil, r); err != nil || i == 0 {
							t.Errorf("%s, %s: a face lacks %q", id, lang, r)
						}
					}
				}
			})
		}
		if heads["sv"] != heads["en"] || heads["sv"] < 4 {
			t.Errorf("%s: %d headings in Swedish and %d in English", id, heads["sv"], heads["en"])
		}
	}
	if _, err := BuildHelp("nowhere", i18n.New("sv")); err == nil {
		t.Error("a page that is not there has help")
	}
}

// The marks on every page of both demonstration libraries.
func TestEveryMarkOnAPageIsExplainedInItsHelp(t *testing.T) {
	lib := library(t)
	found := map[string]map[MarkKind]bool{}
	for _, committee := range committees {
		for _, p := range packagesOf(t, lib, committee) {
			for _, made := range everyPage(t, lib, choose(t, lib, committee, p.Name, Previous), "sv") {
				id := headOf(made).Page
				if found[id] == nil {
					found[id] = map[MarkKind]bool{}
				}
				marksIn(reflect.ValueOf(made), found[id])
			}
		}
	}
	for id, kinds := range found {
		h, err := BuildHelp(id, i18n.New("sv"))
		if err != nil {
			t.Fatal(err)
		}
		for kind := range kinds {
			if !slices.ContainsFunc(h.Marks, func(m HelpMark) bool { return m.Mark.Kind == kind }) {
				t.Errorf("%s: %s stands on the page and not in its help", id, kind)
			}
		}
	}
	if len(found) < 9 {
		t.Errorf("only %d pages were looked at", len(found))
	}
}

func TestEveryMarkThatIsDrawnIsExplainedSomewhere(t *testing.T) {
	drawn, err := fs.Glob(assets.Icons, "icons/status-*.svg")
	if err != nil || len(drawn) < 14 {
		t.Fatalf("%d marks are drawn: %v", len(drawn), err)
	}
	for _, file := range drawn {
		kind := MarkKind(strings.TrimSuffix(strings.TrimPrefix(file, "icons/status-"), ".svg"))
		explained := false
		for _, of := range helps {
			explained = explained || slices.Contains(of.marks, kind)
		}
		if !explained {
			t.Errorf("no page's help explains %s", kind)
		}
	}
}

// marksIn collects the marks in a page, however deep.
func marksIn(v reflect.Value, into map[MarkKind]bool) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			marksIn(v.Elem(), into)
		}
	case reflect.Slice:
		for i := range v.Len() {
			marksIn(v.Index(i), into)
		}
	case reflect.Struct:
		if m, ok := v.Interface().(Mark); ok {
			if m.Kind != "" {
				into[m.Kind] = true
			}
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				marksIn(v.Field(i), into)
			}
		}
	}
}
