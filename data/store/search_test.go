package store

import (
	"context"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func searchFor(t testing.TB, l *Library, s Scope, text string) Results {
	t.Helper()
	r, err := l.Search(context.Background(), s, text, First(100))
	if err != nil {
		t.Fatalf("searching for %.60q: %v", text, err)
	}
	return r
}

func titles(r Results) string {
	var all []string
	for _, h := range r.Hits {
		all = append(all, h.Title.Text)
	}
	return strings.Join(all, " · ")
}

// between writes a text with its marks in brackets.
func between(m Marked) string {
	var b strings.Builder
	at := 0
	for _, s := range m.Marks {
		b.WriteString(m.Text[at:s.From] + "[" + m.Text[s.From:s.To] + "]")
		at = s.To
	}
	return b.String() + m.Text[at:]
}

func TestSearchKnowsSwedishLetters(t *testing.T) {
	l := newLibrary(t)
	install(t, l, newPack(1, "2019-03-31").
		row("units", "id=fs", "name=FÖRSÖRJNINGSSTÖD", "kind=unit").
		row("units", "id=af", "name=Samverkan med Arbetsförmedlingen (AF)", "kind=external").
		row("units", "id=ak", "name=Åkerbo", "kind=unit").
		row("units", "id=bak", "name=Båken", "kind=unit").
		row("units", "id=cafe", "name=Café Öster §5", "kind=unit").
		row("units", "id=minus", "name=Resultat −18,0 mkr", "kind=unit"))
	for text, want := range map[string]string{
		"stöd":                   "FÖRSÖRJNINGSSTÖD",
		"STÖD":                   "FÖRSÖRJNINGSSTÖD",
		"sto\u0308d":             "FÖRSÖRJNINGSSTÖD",
		"försörjningsstöd":       "FÖRSÖRJNINGSSTÖD",
		"stod":                   "",
		"forsorjning":            "",
		"AF":                     "Samverkan med Arbetsförmedlingen (AF)",
		"af":                     "Samverkan med Arbetsförmedlingen (AF)",
		"(AF)":                   "Samverkan med Arbetsförmedlingen (AF)",
		"samverkan af":           "Samverkan med Arbetsförmedlingen (AF)",
		"samverkan zz":           "",
		"åk":                     "Åkerbo",
		"å":                      "Åkerbo",
		"ÅK":                     "Åkerbo",
		"ak":                     "",
		"åken":                   "Båken",
		"ö":                      "Café Öster §5",
		"5":                      "Café Öster §5",
		"§5":                     "Café Öster §5",
		"cafe":                   "",
		"CAFÉ":                   "Café Öster §5",
		"-18":                    "Resultat −18,0 mkr",
		"−18,0":                  "Resultat −18,0 mkr",
		`"resultat" – ”mkr”`:     "Resultat −18,0 mkr",
		"resultat\u00a0mkr":      "Resultat −18,0 mkr",
		"förmedlingen arbetsför": "Samverkan med Arbetsförmedlingen (AF)",
	} {
		if got := titles(searchFor(t, l, at(Latest), text)); got != want {
			t.Errorf("%q finds %q, want %q", text, got, want)
		}
	}
}

func TestSearchAnswersAsKnown(t *testing.T) {
	l := newLibrary(t)
	march := newPack(1, "2019-03-31").row("units", "id=u", "name=Gamla stödet", "kind=unit").
		row("assumptions", "id=a", "kind=assumption", "text=Stödet minskar")
	april := newPack(2, "2019-04-30").row("units", "id=u", "name=Nya stödet", "kind=unit").withdraw("assumptions", "a")
	install(t, l, march, april)
	for moment, want := range map[int64]string{0: "", 1: "Gamla stödet · Stödet minskar", 2: "Nya stödet", Latest: "Nya stödet"} {
		if got := titles(searchFor(t, l, at(moment), "stödet")); got != want {
			t.Errorf("at %d: %q, want %q", moment, got, want)
		}
	}
	if got := titles(searchFor(t, l, at(1), "nya")); got != "" {
		t.Errorf("what April told is found in March: %q", got)
	}
}

func TestSearchOrdersCountsAndMarks(t *testing.T) {
	l := newLibrary(t)
	p := newPack(1, "2019-03-31").
		row("units", "id=u1", "name=Förvaltningen", "kind=unit", "mandate=Ansvarar för ekonomiskt bistånd och bistånd i övrigt").
		row("budget_lines", "id=b1", "title=Ekonomiskt bistånd", "kind=net", "note=Bistånd enligt lag").
		row("decisions", "id=d1", "kind=approve", "text=Nämnden godkänner det ekonomiska biståndet", "paragraph=§ 7").
		amountOnly()
	install(t, l, p)
	install(t, l, newPack(2, "2019-04-30").row("decisions", "id=d2", "kind=approve", "text=Nytt bistånd"))

	r := searchFor(t, l, at(Latest), "bistånd")
	if got, want := titles(r), "Ekonomiskt bistånd · Nytt bistånd · Nämnden godkänner det ekonomiska biståndet · Förvaltningen · b1 budget_year 2019"; got != want {
		t.Errorf("title hits come first, by table, newest first:\n%s\nwant\n%s", got, want)
	}
	counts := map[string]int{}
	for _, f := range r.Found {
		counts[f.Table.Name+" "+f.Package.Name+" "+f.When]++
	}
	if len(r.Found) != 5 || counts["decisions p01 "] != 1 || counts["decisions p02 "] != 1 || counts["amounts p01 2019"] != 1 || len(counts) != 5 {
		t.Errorf("counted %v", counts)
	}
	last := func(found []Found) []Found { return found[len(found)-1:] }
	if one, err := l.Search(context.Background(), at(Latest), "bistånd", last); err != nil || titles(one) != "b1 budget_year 2019" {
		t.Errorf("of what was found is chosen %q, %v", titles(one), err)
	}
	if m := MarkWords("bistånd", "Ekonomiskt bistånd"); between(m) != "Ekonomiskt [bistånd]" {
		t.Errorf("in any text is marked %q", between(m))
	}
	if h := r.Hits[0]; between(h.Title) != "Ekonomiskt [bistånd]" || between(h.Text) != "[Bistånd] enligt lag" || h.Column != "note" {
		t.Errorf("a title hit is marked %q, %q from %s", between(h.Title), between(h.Text), h.Column)
	}
	if h := r.Hits[3]; between(h.Title) != "Förvaltningen" || h.Column != "mandate" ||
		between(h.Text) != "Ansvarar för ekonomiskt [bistånd] och [bistånd] i övrigt" {
		t.Errorf("a hit in the text is marked %q, %q from %s", between(h.Title), between(h.Text), h.Column)
	}
	if h := r.Hits[1]; h.Record.Package.Name != "p02" || h.Record.Table.Name != "decisions" || h.Column != "" {
		t.Errorf("the hit %v says neither table nor package", h)
	}
	limited, err := l.Search(context.Background(), at(Latest), "bistånd", First(2))
	if err != nil || len(limited.Hits) != 2 || len(limited.Found) != 5 {
		t.Errorf("limited to 2: %d hits of %d, %v", len(limited.Hits), len(limited.Found), err)
	}
}

func (p pack) amountOnly() pack {
	return p.amount("b1", "budget_year", "2019", "-18", "as_written=−18 mkr för bistånd")
}

func TestSearchReadsMarkdownWithoutItsMarks(t *testing.T) {
	l := newLibrary(t)
	text := "# Åtgärder för **budget** i balans\n\n" + strings.Repeat("Inledande text om annat. ", 40) +
		"\n\n- Vi ser över *placeringar* på [Åker\u0061\u030akra](https://example.org) | hem\n\n---\nSlut"
	install(t, l, newPack(1, "2019-04-30").
		row("texts", "id=t1", "heading=Ekonomi i balans", "resource=atgarder.md").markdown("atgarder.md", text))
	r := searchFor(t, l, at(Latest), "placeringar åkeråkra")
	if len(r.Found) != 1 || r.Hits[0].Column != "resource" {
		t.Fatalf("found %+v", r)
	}
	got := between(r.Hits[0].Text)
	if !strings.HasSuffix(got, "Vi ser över [placeringar] på [Åkeråkra]   hem Slut") || !strings.HasPrefix(got, "…") {
		t.Errorf("the snippet is %q", got)
	}
	if n := utf8.RuneCountInString(r.Hits[0].Text.Text); n > snippetRunes+2 {
		t.Errorf("the snippet has %d characters", n)
	}
	if r := searchFor(t, l, at(Latest), "**budget**"); len(r.Found) != 0 {
		t.Error("the marks of Markdown are found")
	}
	document, err := l.Document(context.Background(), r.Hits[0].Record)
	if err != nil || document.Path != "texter/atgarder.md.md" || !document.Markdown() {
		t.Fatalf("the record's document is %+v, %v", document, err)
	}
	back, err := l.Text(context.Background(), document.Hash)
	if err != nil || back != norm.NFC.String(text) {
		t.Errorf("the text comes back as %q, %v", back, err)
	}
}

var hostile = []string{
	"", " ", `"`, `""`, `"""`, `'`, `'; DROP TABLE package; --`, "AND", "OR NOT", "a AND", "NEAR(a b)", "NEAR(abc def, 2)",
	"title:stöd", "{title} : stöd", "^stöd", "stöd*", "*", "**", "(", ")", "((((((((((", "a\x00b", "abc\x00def", "\x00", "\x00\x00\x00",
	"\xff\xfe\xfd", "stöd\xff", "😀", "😀😀😀", "👨‍👩‍👧‍👦", "%", "_", "___", "%%%", `\`, `\\\`, "-", "---", "a-b", "-stöd", "+stöd",
	"stöd + x", "a\tb\nc", "\u202e\u202d", "\ufeff", "ﬃ ﬃﬃﬃ", "İıſKK", "ẞßẞ", "\u0301", "\u0301\u0301\u0301", "a\u0301\u0302\u0303",
}

func TestSearchTakesAnyText(t *testing.T) {
	l := newLibrary(t)
	p := newPack(1, "2019-03-31")
	for i, text := range hostile {
		p.row("units", "id=u"+string(rune('a'+i%26)), "name=x"+strings.ToValidUTF8(text, "?"), "kind=unit", "mandate=Stöd "+strings.ToValidUTF8(text, "?"))
	}
	install(t, l, p)
	long := []string{
		strings.Repeat("a", 10_000), strings.Repeat("å ", 10_000), strings.Repeat(`"`, 10_000), strings.Repeat("(", 10_000),
		strings.Repeat("abc ", 10_000), strings.Repeat("😀", 10_000), strings.Repeat("stöd AND ", 2_000), strings.Repeat("\u0301", 10_000),
		strings.Repeat("\x00", 10_000),
	}
	for _, text := range append(slices.Clone(hostile), long...) {
		searchFor(t, l, at(Latest), text)
	}
	if r := searchFor(t, l, at(Latest), "stöd"); len(r.Found) != len(hostile) {
		t.Errorf("afterwards %d of %d are found", len(r.Found), len(hostile))
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringOfN(rapid.SampledFrom([]rune(`"'()*:^{}+-~ANDORNEARstöd å😀`+"\x00\x01\u0301")), 0, 40, -1)).Draw(t, "text")
		if _, err := l.Search(context.Background(), at(Latest), text, First(10)); err != nil {
			t.Fatalf("searching for %q: %v", text, err)
		}
	})
}

func TestMarksStandWhereTheWordsAre(t *testing.T) {
	letters := rapid.SampledFrom([]rune("aAåÅäÖs -−(.\nſK" + "\u0301"))
	rapid.Check(t, func(t *rapid.T) {
		text := norm.NFC.String(rapid.StringOfN(letters, 0, 400, -1).Draw(t, "text"))
		q := parseQuery(rapid.StringOfN(letters, 0, 12, -1).Draw(t, "query"))
		words := append(slices.Clone(q.parts), q.starts...)
		whole, found := q.marks(text)
		expected := 0
		for _, w := range q.parts {
			if strings.Contains(folded(text), w) {
				expected++
			}
		}
		if found < expected || found > len(words) || (found == 0) != (len(whole) == 0) {
			t.Fatalf("%d of %q found in %q, marked %v", found, words, text, whole)
		}
		snippet, _ := q.snippet(text)
		for _, m := range []Marked{{text, whole}, snippet} {
			last := -1
			for _, s := range m.Marks {
				if s.From <= last || s.From >= s.To || s.To > len(m.Text) {
					t.Fatalf("marks %v in %q", m.Marks, m.Text)
				}
				last = s.To
				if !utf8.ValidString(m.Text[s.From:s.To]) {
					t.Fatalf("the mark %v cuts a letter of %q", s, m.Text)
				}
			}
			if !utf8.ValidString(m.Text) {
				t.Fatalf("%q is cut inside a letter", m.Text)
			}
		}
		if found > 0 && len(snippet.Marks) == 0 {
			t.Fatalf("the snippet %q of %q lacks its hit", snippet.Text, text)
		}
		for _, s := range whole {
			marked := folded(text[s.From:s.To])
			if !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(marked, w) }) {
				t.Fatalf("%q is marked for %q", marked, words)
			}
		}
	})
}
