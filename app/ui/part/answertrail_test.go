package part

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

func answered(label string) page.TrailStep {
	return page.TrailStep{Label: label, Filled: true, Lines: []page.TrailLine{{
		Text: "Det som svaras", Record: "responses:x", Source: &page.Source{Record: "sources:y", Label: "Granskning 2021, avsnitt 4.8"},
	}}}
}

func unanswered(label string) page.TrailStep {
	return page.TrailStep{Label: label, Absent: page.Mark{Kind: page.MarkNotQuoted, Text: "återges inte"}}
}

// drawn returns the circles and the upright lines of a row, by their colours.
func drawn(env Env, r *SourcedRow) (nodes, lines []fyne.ThemeColorName) {
	name := func(c any) fyne.ThemeColorName {
		for _, tone := range []fyne.ThemeColorName{look.Thread, look.Ink2, look.Line2, look.Paper} {
			if c == env.Theme.Tone(tone) {
				return tone
			}
		}
		return ""
	}
	for _, o := range r.objects {
		switch o := o.(type) {
		case *canvas.Circle:
			nodes = append(nodes, name(o.FillColor))
		case *canvas.Rectangle:
			if o.Size().Width <= env.size(look.ThreadLine) && o.Position().X < trailLead(env)-trailInset {
				lines = append(lines, name(o.FillColor))
			}
		}
	}
	return nodes, lines
}

func TestTheThreadRunsOnlyBetweenTwoStepsThatAreAnswered(t *testing.T) {
	env := stand(t)
	env.Open = func(string) {}
	many := answered("Underlag")
	many.Lines = append(many.Lines, many.Lines[0])
	rows := NewAnswerTrail(env, []page.TrailStep{answered("Rekommendation"), answered("Yttrande"), unanswered("Åtgärd"), many})
	if len(rows) != 5 {
		t.Fatalf("%d rows for four steps of which the last has two answers", len(rows))
	}
	want := []struct{ nodes, lines []fyne.ThemeColorName }{
		{[]fyne.ThemeColorName{look.Thread}, []fyne.ThemeColorName{look.Thread}},
		{[]fyne.ThemeColorName{look.Thread}, []fyne.ThemeColorName{look.Thread, look.Line2}},
		{[]fyne.ThemeColorName{look.Ink2, look.Paper}, []fyne.ThemeColorName{look.Line2, look.Line2}}, // hollow
		{[]fyne.ThemeColorName{look.Thread}, []fyne.ThemeColorName{look.Line2}},
		{nil, nil},
	}
	for i, r := range rows {
		lay(r, 654)
		nodes, lines := drawn(env, r)
		if !slices.Equal(nodes, want[i].nodes) || !slices.Equal(lines, want[i].lines) {
			t.Errorf("row %d has the nodes %v and the lines %v, want %v", i, nodes, lines, want[i])
		}
	}
	for i, high := range []float32{48, 48, 28} { // as in the design's picture
		if got := rows[i].Size().Height; got != high {
			t.Errorf("row %d is %.0f high, not %.0f", i, got, high)
		}
	}
	if rows[2].Pressable() || !rows[0].Pressable() {
		t.Error("what is not answered can be pressed, or what is answered cannot")
	}
}

func TestALinkThatHasNoRoomBesideItsLabelStandsUnderTheText(t *testing.T) {
	env := stand(t)
	said := Sourced{Label: "Nämndens yttrande", Text: page.Passage{Text: "Ja."}, Source: answered("").Lines[0].Source}
	for _, c := range []struct {
		width float32
		under bool
	}{{654, false}, {300, true}} {
		r := NewSourcedRows(env, []Sourced{said})[0]
		lay(r, c.width)
		below := r.link.Position().Y >= env.line(look.Caption)+env.line(look.Node)
		if below != c.under || r.link.Position().X+r.link.Size().Width > c.width {
			t.Errorf("at %.0f the link stands at %v", c.width, r.link.Position())
		}
	}
}

func TestKeysThatHaveNoRoomBesideEachOtherStandUnderEachOther(t *testing.T) {
	env := stand(t)
	texts := []KeyText{
		{Label: "Förvaltningen uppger", Mark: page.Mark{Kind: page.MarkDone, Text: "klart, 2025"}, Record: "status_events:a"},
		{Label: "Revisionen bekräftar", Mark: page.Mark{Kind: page.MarkMissing, Text: "redovisas inte"}},
	}
	k := NewKeyColumns(env, texts, 1, 1)
	lay(k, 400)
	if a, b := k.columns[0].Position(), k.columns[1].Position(); a.Y != b.Y || b.X != 200 {
		t.Errorf("at 400 they stand at %v and %v", a, b)
	}
	lay(k, 240)
	if a, b := k.columns[0].Position(), k.columns[1].Position(); a.X != b.X || b.Y < k.columns[0].Size().Height {
		t.Errorf("at 240 they stand at %v and %v", a, b)
	}
	bold := func(c *KeyColumn) bool { return c.mark.text.spans[0].bold }
	if !bold(k.columns[0]) || bold(k.columns[1]) || !k.columns[0].Pressable() || k.columns[1].Pressable() {
		t.Error("what is said is not bold and pressed, or what is not said is")
	}
}

func TestAListsHeadSaysHowManyOfItsRowsAreShown(t *testing.T) {
	env := stand(t)
	p := NewPage(env)
	env = p.Env()
	head := NewChipHead(env, NewChips(env, []string{"Alla 6"}, 0, nil))
	list := NewList(env, func(int) {}, nil)
	var rows []Block
	items := []Item{{Block: head, Keep: true}}
	for _, r := range NewPointRows(list, make([]page.AuditPoint, 6)) {
		rows = append(rows, r)
		items = append(items, Item{Block: r})
	}
	head.Follow(rows...)
	p.SetContent(NewColumn(env, items...))
	win := test.NewTempWindow(t, p)
	win.SetPadded(false)
	for _, c := range []struct {
		size fyne.Size
		says string
	}{
		{fyne.NewSize(600, 340), "3 av 6 visas, rulla för fler"},
		{fyne.NewSize(270, 340), "3 av 6 visas"},
		{fyne.NewSize(600, 900), ""},
	} {
		win.Resize(c.size)
		if got := head.counts.Text; got != c.says {
			t.Errorf("at %v it says %q, not %q", c.size, got, c.says)
		}
	}
}
