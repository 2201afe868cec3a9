package document

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

func run(text string) page.TextRun { return page.TextRun{Passage: page.Passage{Text: text}} }

// everything is a text with one of each.
func everything() *page.Document {
	link := run("rapporten om prognosen i sin helhet")
	link.Address = "https://example.org/rapporter/2024/prognos"
	other := run("nästa text")
	other.Opens = "texts:b"
	long := strings.Repeat("En mening som är så lång att den räcker över flera rader. ", 12)
	cells := func(texts ...string) []page.TextCell {
		var out []page.TextCell
		for i, s := range texts {
			out = append(out, page.TextCell{Runs: []page.TextRun{run(s)}, Right: i > 0})
		}
		return out
	}
	return &page.Document{
		Ref: "texts:a", Kind: "Text", Title: "Vad prognosen bygger på", Stated: "Står i Delårsrapport april 2024",
		Source: &page.Source{Record: "sources:s", Label: "Delårsrapport april 2024, avsnitt 3.1"},
		Blocks: []page.TextBlock{
			{Kind: page.HeadingBlock, Level: 1, Runs: []page.TextRun{run("Prognosen för helåret och vad den bygger på i nämndens verksamhet")}},
			{Kind: page.ParagraphBlock, Runs: []page.TextRun{run(long), {Passage: page.Passage{Text: "Viktigt. ", Bold: true}}, run("Se "), link, run(" och "), other, run(".")}},
			{Kind: page.HeadingBlock, Level: 3, Runs: []page.TextRun{run("Punkter")}},
			{Kind: page.ParagraphBlock, Depth: 1, Mark: "9.", Runs: []page.TextRun{run(long)}},
			{Kind: page.ParagraphBlock, Depth: 2, Mark: "•", Runs: []page.TextRun{run("under")}},
			{Kind: page.ParagraphBlock, Depth: 32, Mark: "123.", Runs: []page.TextRun{run("djupt " + long)}},
			{Kind: page.ParagraphBlock, Quoted: 2, Runs: []page.TextRun{run(long)}},
			{Kind: page.ParagraphBlock, Quoted: 32, Runs: []page.TextRun{run("sagt")}},
			{Kind: page.CodeBlock, Runs: []page.TextRun{run("konto 1\nkonto 2 " + strings.Repeat("x", 200))}},
			{Kind: page.RuleBlock},
			{Kind: page.TableBlock, Rows: [][]page.TextCell{cells("Område", "Budget", "Utfall"), cells("Ekonomiskt bistånd", "100,0 mkr", "104,0 mkr"), cells(long, "1", "2")}},
			{Kind: page.TableBlock, Rows: [][]page.TextCell{cells(strings.Split(strings.Repeat("Arbetsmarknadsåtgärder ", 12), " ")...), cells(strings.Split(strings.Repeat("ett ", 12), " ")...)}},
		},
		Chapters: []page.Chapter{{Ref: "texts:0", Heading: "Inledning", Number: 1}, {Ref: "texts:a", Heading: "Vad prognosen bygger på", Number: 2, Here: true}, {Ref: "texts:b", Heading: "En rubrik som är så lång att den inte får plats på en enda rad bredvid texten", Number: 3}},
		LeftOut:  2, Cut: true,
	}
}

func nowhere() Goes { return Goes{Back: func() {}, Read: func(string) {}, Leave: func(string) {}} }

func TestNothingIsCutCoveredOrWrittenOverInAnyWindow(t *testing.T) {
	for _, w := range parttest.Windows() {
		if w.Colours() && w.Text != 1 {
			continue
		}
		texts := []*page.Document{everything(), parttest.Document(t, parttest.State{Committee: "asn", Package: "asn-2021-review", Compare: "none"}, "texts:granskningen-metod", w.Lang)}
		for _, d := range texts {
			v := New(w.Env(t), d, nowhere())
			for _, fault := range w.Check(v.Object(), v.Page()) {
				t.Errorf("%s, %s: %s", d.Title, w.Name, fault)
			}
		}
	}
}

func TestNothingOnThePageIsRestless(t *testing.T) {
	w := parttest.Windows()[0]
	v := New(w.Env(t), everything(), nowhere())
	v.Object().Resize(w.Size)
	for _, r := range parttest.Restless(v.Object()) {
		t.Errorf("%s makes new objects at every layout", r)
	}
}

func TestALineIsNoWiderThanCanBeRead(t *testing.T) {
	w := parttest.Windows()[0]
	v := New(w.Env(t), everything(), nowhere())
	v.Object().Resize(fyne.NewSize(2400, 1200))
	for _, r := range canvastest.All[*part.Reading](v.Object()) {
		if r.Size().Width > 680 {
			t.Errorf("a paragraph is %.0f wide", r.Size().Width)
		}
	}
}

func TestLinksAndChaptersLeadWhereTheySayByTheKeyboard(t *testing.T) {
	w := parttest.Windows()[0]
	var went []string
	env := w.Env(t)
	env.Open = func(ref string) { went = append(went, "record "+ref) }
	v := New(env, everything(), Goes{
		Back: func() { went = append(went, "back") },
		Read: func(ref string) { went = append(went, "read "+ref) }, Leave: func(a string) { went = append(went, "ask "+a) },
	})
	v.Object().Resize(w.Size)
	enter := &fyne.KeyEvent{Name: fyne.KeyReturn}
	for _, l := range canvastest.All[*part.LinkRow](v.Object()) {
		l.TypedKey(enter)
	}
	for _, c := range canvastest.All[*part.ChapterRow](v.Object()) {
		c.TypedKey(enter)
	}
	for _, b := range canvastest.All[*part.Button](v.Object()) {
		b.TypedKey(enter)
	}
	want := "ask https://example.org/rapporter/2024/prognos, read texts:b, record sources:s, read texts:0, read texts:b, read texts:0, read texts:b, back"
	if got := strings.Join(went, ", "); got != want {
		t.Errorf("went %s\nwant %s", got, want)
	}
	if l := canvastest.All[*part.LinkRow](v.Object())[0].Label(); !strings.HasSuffix(l, "· example.org") {
		t.Errorf("the link says %q and not whose address it is", l)
	}
}

func TestALongTextIsTurnedAPartAtATime(t *testing.T) {
	w := parttest.Windows()[0]
	d := everything()
	d.Blocks = nil
	for range 3000 {
		d.Blocks = append(d.Blocks, page.TextBlock{Kind: page.ParagraphBlock, Runs: []page.TextRun{run(strings.Repeat("ord ", 160))}})
	}
	v := New(w.Env(t), d, nowhere())
	v.Object().Resize(w.Size)
	shown, turns := len(canvastest.All[*part.Reading](v.Object())), 0
	for {
		turned := false
		for _, b := range canvastest.All[*part.Button](v.Object()) {
			if b.Label() == "Nästa del" {
				b.Tapped(nil)
				turned = true
				break
			}
		}
		if !turned {
			break
		}
		turns++
		n := len(canvastest.All[*part.Reading](v.Object()))
		if n > partBlocks {
			t.Fatalf("%d blocks at once", n)
		}
		shown += n
	}
	if shown != 3000 || turns+1 != len(v.parts) {
		t.Errorf("%d of 3 000 blocks in %d parts", shown, turns+1)
	}
}
