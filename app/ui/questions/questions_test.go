package questions

import (
	"slices"
	"strings"
	"testing"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/part/parttest"
)

func TestMain(m *testing.M) { parttest.Main(m) }

// written is a page with questions, notes and suggestions of every kind and length.
func written(t testing.TB, state parttest.State, lang string) *page.Questions {
	t.Helper()
	p := parttest.Page(t, page.BuildQuestions, state, lang)
	l := i18n.New(lang)
	long := strings.Repeat("Hur mycket beror på insatserna, och hur mycket på att kraven har skärpts? ", 2)
	source := &page.Source{Record: "sources:a", Label: "Granskning 2021, avsnitt 4.6"}
	rows := []page.Entry{
		{ID: "1", Kind: "question", Number: 1, Title: "Vad har bidragit till att kostnaderna minskar?", Where: "Granskning 2021, avsnitt 4.6", Text: long, To: "administration", State: "not_asked",
			Hangs: &page.Hangs{Record: "links:a", Title: "Analys av orsaker till minskningen", Mark: page.Mark{Kind: page.MarkMissing, Text: l.Text("page.status.not_reported")}, Note: "Granskning 2021", Source: source}},
		{ID: "2", Kind: "question", Number: 2, Title: strings.TrimSpace(long), Where: strings.TrimSpace(long), To: "Kommunrevisionens ordförande", ToText: "Kommunrevisionens ordförande", State: "answered", Answer: long,
			Hangs:     &page.Hangs{Record: "amounts:a", Title: strings.TrimSpace(long), Mark: page.Mark{Text: "−18 mkr"}, Told: "Förstudie 2019", Gone: true, Changed: l.Text("questions.gone")},
			Conflicts: []page.NamedText{{Label: "Min text", Text: long}}},
	}
	p.Groups = []page.QuestionGroup{
		{Name: "goals", Title: l.Text("questions.group.goals"), Count: "2", Rows: rows},
		{Name: "notes", Title: l.Text("questions.group.notes"), Count: "1", Rows: []page.Entry{{ID: "3", Kind: "note", Title: "Avvikelser: 45 rapporter från en enhet", Where: "Granskning 2021", Text: long}}},
	}
	p.Order = []string{"1", "2"}
	if len(p.Asks) > 0 {
		p.Silent = []page.Silent{{ID: "4", Ask: p.Asks[0]}}
	}
	for _, e := range rows {
		p.SetState(e.ID, e.State, l)
	}
	return p
}

func standing(at string) Place {
	return Place{
		Place: part.Place{Argument: at, Turn: func(string) {}, Back: func() {}, Choose: func(string) {}},
		Save:  func(was, now page.Entry) {}, Move: func(string, int) {}, Delete: func(string) {}, Silence: func(page.Ask) {}, Restore: func(string) {},
		New: func() {}, Export: func() {},
	}
}

func TestNothingIsCutCoveredOrWrittenOverInAnyWindow(t *testing.T) {
	for _, state := range []parttest.State{parttest.Full, parttest.States[3]} {
		for _, lang := range []string{"sv", "en"} {
			p := written(t, state, lang)
			chosen := []string{"", "1", "2", "3", page.FilterAsks, page.FilterSilent, p.Asks[0].ID + chosenBy + page.FilterAsks}
			for _, w := range parttest.Windows() {
				if w.Lang != lang || w.Colours() && state != parttest.Full {
					continue
				}
				for _, at := range chosen {
					v := New(w.Env(t), p, standing(at))
					for _, fault := range w.Check(v.Object(), v.Page()) {
						t.Errorf("%s, %s, %q: %s", state.Package, w.Name, at, fault)
					}
				}
			}
		}
	}
}

func TestAnEmptyPageSaysWhereToBegin(t *testing.T) {
	for _, w := range parttest.WideAndNarrow() {
		p := parttest.Page(t, page.BuildQuestions, parttest.Excerpt, "sv")
		env := w.Env(t)
		went := ""
		env.OpenPage = func(name string) { went = name }
		v := New(env, p, standing(""))
		v.Object().Resize(w.Size)
		parttest.Press(t, v.Object(), "Gå till Översikt")
		if went != "overview" {
			t.Errorf("%s: the button goes to %q", w.Name, went)
		}
	}
}

func TestAQuestionThatIsAskedIsCountedAtOnce(t *testing.T) {
	w := parttest.First(false)
	p := written(t, parttest.Full, "sv")
	at := standing("1")
	var saved []page.Entry
	at.Save = func(_, now page.Entry) { saved = append(saved, now) }
	v := New(w.Env(t), p, at)
	v.Object().Resize(w.Size)
	says := func(text string) bool {
		return slices.ContainsFunc(canvastest.Texts(v.Object(), w.Size), func(p canvastest.Placed) bool {
			return strings.Contains(strings.ReplaceAll(p.Text, "\u00a0", " "), text)
		})
	}
	if !says("en är inte ställd") {
		t.Fatalf("the headline is %q", p.Headline)
	}
	if !v.ToggleAsked() {
		t.Fatal("no question is chosen")
	}
	if len(saved) != 1 || saved[0].ID != "1" || saved[0].State != "asked" {
		t.Errorf("saved is %+v", saved)
	}
	if !says("alla är ställda") {
		t.Errorf("the headline is %q", p.Headline)
	}
}

func TestEverySuggestionCanBeAddedAndTakenBack(t *testing.T) {
	w := parttest.First(false)
	env := w.Env(t)
	p := parttest.Page(t, page.BuildQuestions, parttest.States[3], "sv")
	v := New(env, p, standing(p.Asks[1].ID+chosenBy+page.FilterAsks))
	v.Object().Resize(w.Size)
	parttest.Press(t, v.Object(), "Lägg till")
	if !env.Asking.Added(p.Asks[1].ID) {
		t.Error("it is not added")
	}
	parttest.Press(t, v.Object(), "Tillagd")
	if env.Asking.Added(p.Asks[1].ID) {
		t.Error("it is not taken back")
	}
}

func TestTheChoiceComesBackFromItsPlace(t *testing.T) {
	for _, c := range []Chosen{{}, {ID: "a"}, {ID: "a b", Filter: page.FilterAsks}, {Filter: page.FilterNotes}} {
		if got := ParseChosen(c.String()); got != c {
			t.Errorf("%+v came back as %+v", c, got)
		}
	}
	if got := ParseChosen(page.FilterAsks); got != (Chosen{Filter: page.FilterAsks}) {
		t.Errorf("%+v", got)
	}
}

func TestThePageLooksAsItsPictureDoes(t *testing.T) {
	w := parttest.First(false)
	v := New(w.Env(t), written(t, parttest.States[3], "sv"), standing("1"))
	v.Object().Resize(w.Size)
	for text, x := range map[string]float32{"Mål och insatser": 24, "Sitter fast vid": 634, "Min text": 616, "Ställs till": 616} {
		i := slices.IndexFunc(canvastest.Texts(v.Object(), w.Size), func(p canvastest.Placed) bool { return strings.ReplaceAll(p.Text, "\u00a0", " ") == text })
		if i < 0 {
			t.Errorf("%q is not on the page", text)
			continue
		}
		if got := canvastest.Texts(v.Object(), w.Size)[i]; got.X < x-1 || got.X > x+1 {
			t.Errorf("%q stands at %.1f, in the picture at %.0f", text, got.X, x)
		}
	}
	if len(parttest.Restless(v.Object())) > 0 {
		t.Errorf("restless: %v", parttest.Restless(v.Object()))
	}
}
