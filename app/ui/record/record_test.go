package record

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/part/parttest"
)

func TestMain(m *testing.M) { parttest.Main(m) }

// owned is a record that the reader has read before and written about.
func owned() *page.RecordView {
	return &page.RecordView{
		Ref: "audit_points:x", Kind: "Rekommendation", Title: "Säkerställ att effekterna av insatserna följs upp", Stated: "Står i Granskning 2021",
		Fields: []page.NamedText{{Label: "Text", Text: strings.Repeat("Nämnden rekommenderas att följa upp insatserna. ", 3)}},
		Read:   "Läst 12 november 2026; ändrad sedan dess",
		Own: []page.OwnEntry{
			{ID: "1", Kind: "note", Label: "Anteckning", Text: strings.Repeat("En lång första rad som inte får plats på en rad i något fönster ", 2)},
			{ID: "2", Kind: "bookmark", Label: "Bokmärke"},
			{ID: "3", Kind: "verdict", Label: "Egen bedömning · Delvis klart", Text: "Nästan"},
		},
	}
}

func TestNothingIsCutCoveredOrWrittenOverInAnyWindow(t *testing.T) {
	for _, w := range parttest.Windows() {
		v := New(w.Env(t), owned(), Goes{Back: func() {}})
		for _, fault := range w.Check(v.Object(), v.Page()) {
			t.Errorf("%s: %s", w.Name, fault)
		}
		v.Object().Resize(w.Size)
		for _, shown := range canvastest.Texts(v.Object(), w.Size) {
			if strings.ContainsAny(shown.Text, "⟦⟧") {
				t.Errorf("%s: words are missing: %s", w.Name, shown.Text)
			}
		}
		if names := parttest.Restless(v.Object()); !w.Colours() && len(names) > 0 {
			t.Errorf("%s: %q make new objects at every layout", w.Name, names)
		}
	}
}

func TestTheReadersEntriesLeadToWhereTheyAreReadWhole(t *testing.T) {
	w := parttest.First(false)
	env := w.Env(t)
	var at []string
	env.OpenPage = func(page string) { at = append(at, page) }
	v := New(env, owned(), Goes{Back: func() {}})
	v.Object().Resize(w.Size)
	for _, b := range canvastest.All[*part.Button](v.Object()) {
		if b.Label() == env.L.Text("notes.record.open") {
			b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		}
	}
	if got := strings.Join(at, " "); got != "questions/1 questions/2 audit/audit_points:x" {
		t.Errorf("they lead to %s", got)
	}
}
