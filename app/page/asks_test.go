package page

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
	"rodatraden/data/notes"
	"rodatraden/data/review"
)

func TestEveryQuestionOfTheDemonstrationsIsReadAtAGlance(t *testing.T) {
	lib := open(t)
	for _, all := range samples() {
		for _, p := range all {
			install(t, lib, p)
		}
	}
	shortened := map[string]int{}
	for committee, all := range samples() {
		for _, p := range all {
			c := choose(t, lib, committee, p.Manifest.Name, Previous)
			for _, lang := range []string{"sv", "en"} {
				asks, err := findAsks(context.Background(), lib, c, i18n.New(lang))
				if err != nil {
					t.Fatal(err)
				}
				for _, a := range asks {
					if n := utf8.RuneCountInString(a.Text); n > longestAsk {
						t.Errorf("%s, %s: %d letters: %s", p.Manifest.Name, lang, n, a.Text)
					}
					if strings.Contains(a.Text, "…") {
						shortened[lang]++
						if a.Title == "" || strings.Contains(a.Title, "…") {
							t.Errorf("%s, %s: %q has no whole name: %q", p.Manifest.Name, lang, a.Text, a.Title)
						}
					}
				}
			}
		}
	}
	if shortened["sv"] == 0 || shortened["en"] == 0 {
		t.Errorf("no name is long enough to be shortened: %v", shortened)
	}
}

func TestALongNameIsCutAtAWord(t *testing.T) {
	for _, c := range []struct {
		name    string
		letters int
		want    string
	}{
		{"Kort namn", 9, "Kort namn"},
		{"Ett litet längre namn", 14, "Ett litet…"},
		{"Ett litet längre namn", 17, "Ett litet längre…"},
		{"Ett litet längre namn…", 17, "Ett litet längre…"},
		{"Redovisa senast 21 november", 19, "Redovisa senast…"},
		{"Skola, vård och omsorg", 9, "Skola…"},
		{"Arbetsmarknadsanställningar", 12, "Arbetsmarkn…"},
	} {
		got := cut(c.name, c.letters)
		same(t, c.name, got, c.want)
		if utf8.RuneCountInString(got) > c.letters {
			t.Errorf("%q is longer than %d", got, c.letters)
		}
	}
}

func TestTheLongestNameOfAQuestionIsShortenedFirst(t *testing.T) {
	s := &state{l: i18n.New("sv")}
	ask := func(from, to string) string {
		return s.shortly(review.Message{ID: "review.link-broken.question", Args: map[string]any{"From": from, "To": to, "Unsaid": strings.Repeat("ord ", 40)}})
	}
	same(t, "short names", ask("Kurs", "Mål"), "”Kurs” och ”Mål”: finns det ett samband?")
	same(t, "one long", ask("Kurs", "Fler går från försörjningsstöd till arbete eller studier eller praktik"),
		"”Kurs” och ”Fler går från försörjningsstöd till arbete eller…”: finns det ett samband?")
	long := ask(strings.Repeat("insats ", 12), strings.Repeat("målet ", 14))
	if utf8.RuneCountInString(long) > longestAsk || strings.Count(long, "…") != 2 {
		t.Errorf("two long names make %q", long)
	}
}

func TestASilencedQuestionSpeaksAgainWhenItsFactsChange(t *testing.T) {
	asks := []Ask{
		{ID: AskID("a", "goals:g"), Rule: "a", Record: "goals:g", Facts: "1"},
		{ID: AskID("b", "goals:g"), Rule: "b", Record: "goals:g", Facts: "1"},
	}
	silenced := func(facts string) []notes.Entry {
		return []notes.Entry{{Kind: notes.Silenced, Rule: "a", Facts: facts, About: notes.About{Ref: "goals:g"}}}
	}
	for facts, want := range map[string]int{"1": 1, "2": 2} {
		book := noted{entries: silenced(facts)}
		if got := heardIn(context.Background(), book, Choice{Package: &model.Package{}}, asks); len(got) != want {
			t.Errorf("silenced on the facts %q, %d of 2 are asked, not %d", facts, len(got), want)
		}
	}
}

func TestAQuestionOfTheThreadIsKnownByItsRuleAndItsRecord(t *testing.T) {
	lib := library(t)
	for _, committee := range committees {
		made, err := Build(context.Background(), lib, choose(t, lib, committee, Latest, Previous), "thread", nil, i18n.New("sv"))
		if err != nil {
			t.Fatal(err)
		}
		p := made.(*Thread)
		for _, a := range p.Asks {
			if a.ID != AskID(a.Rule, a.Record) {
				t.Errorf("%s: %q is not found again by %q and %q", committee, a.ID, a.Rule, a.Record)
			}
		}
	}
}
