package review

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rodatraden/assets"
)

// reviewWords are the words of questions in a language, by id: one text, or one for each plural form.
func reviewWords(t *testing.T, lang string) map[string][]string {
	t.Helper()
	names, err := fs.Glob(assets.Translations, "translations/review_*."+lang+".json")
	if err != nil || len(names) == 0 {
		t.Fatal("there are no words of questions", err)
	}
	out := map[string][]string{}
	for _, name := range names {
		raw, err := assets.Translations.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var messages map[string]any
		if err := json.Unmarshal(raw, &messages); err != nil {
			t.Fatal(name, err)
		}
		for id, text := range messages {
			switch text := text.(type) {
			case string:
				out[id] = []string{text}
			case map[string]any:
				for _, form := range []string{"one", "other"} {
					s, _ := text[form].(string)
					out[id] = append(out[id], s)
				}
			}
		}
	}
	return out
}

// saidInCode are the ids that the rules begin their messages with, the endings that they may add to one, and
// what comes before an ending that the material gives.
func saidInCode(t *testing.T) (ids, endings, beginnings []string) {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	literal := regexp.MustCompile(`^\.?[a-z_-]+(\.[a-z_]+)*\.?$`)
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			l, ok := n.(*ast.BasicLit)
			if !ok || l.Kind != token.STRING {
				return true
			}
			s, err := strconv.Unquote(l.Value)
			switch {
			case err != nil || !literal.MatchString(s):
			case s[0] == '.':
				endings = append(endings, s)
			case s[len(s)-1] == '.':
				beginnings = append(beginnings, "review."+s)
			case strings.Contains(s, ".question") || strings.Contains(s, ".reason"):
				ids = append(ids, "review."+s)
			}
			return true
		})
	}
	return ids, endings, beginnings
}

func TestEveryRuleHasWordsInBothLanguages(t *testing.T) {
	ids, endings, beginnings := saidInCode(t)
	if len(ids) < 2*len(Rules()) {
		t.Errorf("%d rules say %d things", len(Rules()), len(ids))
	}
	kept := regexp.MustCompile(`^review\.(kind|measure|status|step|by|every|pair|times)\.`)
	for _, lang := range []string{"sv", "en"} {
		words := reviewWords(t, lang)
		for _, rule := range Rules() {
			if !slices.ContainsFunc(slices.Concat(ids, beginnings), func(id string) bool { return strings.HasPrefix(id, "review."+rule.ID+".question") }) {
				t.Errorf("%s asks nothing", rule.ID)
			}
		}
		used := map[string]bool{}
		for _, id := range ids {
			if used[id] = true; words[id] == nil {
				t.Errorf("%s: there are no words for %s", lang, id)
			}
			for _, ending := range endings {
				used[id+ending] = true
			}
		}
		for id, forms := range words {
			begun := slices.ContainsFunc(beginnings, func(s string) bool { return strings.HasPrefix(id, s) })
			if !kept.MatchString(id) && !used[id] && !begun {
				t.Errorf("%s: nothing says %s", lang, id)
			}
			for _, text := range forms {
				if strings.TrimSpace(text) != text || text == "" {
					t.Errorf("%s: %s is %q", lang, id, text)
				}
				if strings.Contains(id, ".question") && !strings.HasSuffix(text, "?") || strings.Contains(id, ".reason") && !strings.HasSuffix(text, ".") {
					t.Errorf("%s: %s does not end as it should: %q", lang, id, text)
				}
			}
		}
	}
	if sv, en := reviewWords(t, "sv"), reviewWords(t, "en"); !slices.Equal(slices.Sorted(maps.Keys(sv)), slices.Sorted(maps.Keys(en))) {
		t.Error("the languages do not have the same words")
	}
}

// blank is where a name or a figure stands, which the words may want in another form.
var blank = regexp.MustCompile(`\{\{\.(\w+?)(Word|Neuter|Number|Times|Small|Size|Signed|When)?\}\}`)

func TestAQuestionIsShortWithoutItsNames(t *testing.T) {
	for _, lang := range []string{"sv", "en"} {
		for id, forms := range reviewWords(t, lang) {
			for _, text := range forms {
				if s := blank.ReplaceAllString(text, ""); strings.Contains(id, ".question") && len([]rune(s)) > 70 {
					t.Errorf("%s: %s is long: %q", lang, id, text)
				}
			}
		}
	}
}

// tells reports whether a message tells what a blank names, which may say also how it shall be written.
func tells(m Message, name string) bool {
	return slices.ContainsFunc([]string{"", "Small", "When", "Size", "Signed", "Word", "Neuter", "Number", "Times"}, func(how string) bool {
		of, is := strings.CutSuffix(name, how)
		return is && m.Args[of] != nil
	})
}

func TestWhatIsAskedHasWordsAndWhatTheyTellOf(t *testing.T) {
	words := map[string]map[string][]string{"sv": reviewWords(t, "sv"), "en": reviewWords(t, "en")}
	for _, d := range []library{demonstration(t, "trollhattan", "asn"), demonstration(t, "alvbro", "socialnamnden")} {
		before := ""
		for _, p := range d.packages {
			for _, q := range d.find(t, before, p.Name) {
				for _, m := range append([]Message{q.Text}, q.Reason...) {
					for lang, of := range words {
						if of[m.ID] == nil {
							t.Errorf("%s: there are no words for %s", lang, m.ID)
						}
						for _, text := range of[m.ID] {
							for _, name := range blank.FindAllStringSubmatch(text, -1) {
								if !tells(m, name[1]) {
									t.Errorf("%s: %s is not told %s", lang, m.ID, name[1])
								}
							}
						}
						if m.Args["Count"] == nil && len(of[m.ID]) > 1 {
							t.Errorf("%s: %s is not counted", lang, m.ID)
						}
					}
				}
				if q.About == "" || q.Package == nil || q.Facts == "" || len(q.Reason) == 0 || q.Looked[0].Ref() != q.About {
					t.Errorf("%s asks incompletely about %q", q.Rule, q.About)
				}
			}
			before = p.Name
		}
	}
}

func TestARuleAsksOnceAboutARecord(t *testing.T) {
	for _, committee := range []string{"socialnamnden", "barn-och-utbildningsnamnden", "samhallsbyggnadsnamnden"} {
		d := demonstration(t, "alvbro", committee)
		before := ""
		for _, p := range d.packages {
			seen := map[string]bool{}
			for _, q := range d.find(t, before, p.Name) {
				key := q.Rule + " " + q.About
				if seen[key] {
					t.Errorf("at %s %s asks twice about %s", p.Name, q.Rule, q.About)
				}
				seen[key] = true
			}
			before = p.Name
		}
	}
}
