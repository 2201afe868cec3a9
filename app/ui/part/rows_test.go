package part

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/look"
)

var changes = []page.Change{
	{Label: "Helårsprognos, avvikelse", Before: number("−20,1", "mkr", -1), Now: number("−18", "mkr", -1),
		Mark: page.Mark{Kind: page.MarkBetter, Text: "ca 2 mkr bättre"}, Record: "amounts:1"},
	{Label: "Varav försörjningsstöd", Before: notQuoted, Now: number("−4,5", "mkr", -1),
		Mark: page.Mark{Kind: page.MarkNew, Text: "Ny i utdraget"}, Record: "amounts:2"},
	{Label: "Utfall till och med mars", Before: number("123,9", "mkr", 0), Now: number("124,4", "mkr", 0),
		Mark: page.Mark{Kind: page.MarkSilent, Text: "Ändrat utan förklaring"}, Note: "Rapporten säger inte varför.", Record: "amounts:3"},
}

func TestRowsOfChangesShareTheirColumns(t *testing.T) {
	env := stand(t)
	var now, marks []float32
	for _, r := range NewDiffRows(env, changes) {
		for _, p := range canvastest.Texts(r, lay(r, 680)) {
			switch {
			case p.Bold:
				now = append(now, p.Right)
			case p.Text == r.change.Mark.Text:
				marks = append(marks, p.X)
			}
		}
	}
	if len(now) != 3 || abs(now[0]-now[1]) > 1 || abs(now[0]-now[2]) > 1 {
		t.Errorf("the new figures end at %v", now)
	}
	if len(marks) != 3 || marks[0] != marks[1] || marks[0] != marks[2] {
		t.Errorf("the marks stand at %v", marks)
	}
}

func TestARowOfChangesBreaksWhereItHasNoRoom(t *testing.T) {
	for _, scale := range look.TextScales {
		env := standing(t, look.Light, scale)
		for width := float32(200); width < 1200; width += 37 {
			for _, r := range NewDiffRows(env, changes) {
				size := lay(r, width)
				if faults := canvastest.Look(r, size, canvastest.Rules{}); len(faults) > 0 {
					t.Errorf("%v, %.0f wide: %q", scale, width, faults)
				}
			}
		}
	}
}

func TestASilentChangeHasAGroundAndItsSentence(t *testing.T) {
	env := stand(t)
	rows := NewDiffRows(env, changes)
	lay(rows[0], 680)
	lay(rows[2], 680)
	if rows[2].under.Hidden || !rows[0].under.Hidden {
		t.Error("the selected fill is not that of the silent change alone")
	}
	if got := texts(rows[2]); got[len(got)-1] != "Rapporten säger inte varför." {
		t.Errorf("%q", got)
	}
	if rows[2].HeightAt(680) <= rows[0].HeightAt(680) {
		t.Error("the sentence has no room")
	}
}

func TestTheArrowsMoveBetweenRowsAndEnterOpens(t *testing.T) {
	env := stand(t)
	var opened []string
	env.Open = func(ref string) { opened = append(opened, ref) }
	rows := NewDiffRows(env, changes)
	w := inWindow(t, rows[0], rows[1], rows[2])
	w.Canvas().Focus(rows[0])
	rows[0].TypedKey(key(fyne.KeyDown))
	if w.Canvas().Focused() != fyne.Focusable(rows[1]) {
		t.Fatal("Down does not go to the next row")
	}
	rows[1].TypedKey(key(fyne.KeyEnd))
	rows[2].TypedKey(key(fyne.KeyReturn))
	rows[2].TypedKey(key(fyne.KeyHome))
	if w.Canvas().Focused() != fyne.Focusable(rows[0]) {
		t.Error("Home does not go to the first row")
	}
	rows[0].TypedKey(key(fyne.KeySpace))
	test.Tap(rows[1])
	if strings.Join(opened, " ") != "amounts:3 amounts:1 amounts:2" {
		t.Errorf("opened %q", opened)
	}
}

func TestWhatHasTheFocusShowsIt(t *testing.T) {
	for _, kind := range []look.Kind{look.Light, look.Dark, look.Contrast} {
		env := standing(t, kind, 1)
		none := func() {}
		table := NewLineTable(env, lineTable(), none)
		for name, part := range map[string]interface {
			Block
			fyne.Focusable
		}{
			"row of changes": NewDiffRows(env, changes)[0],
			"statement":      NewStatements(env, []page.Statement{{When: "Mars", Kind: "Uppdrag", Text: "Återkom", Record: "decisions:1"}}, false)[0],
			"table row":      table.Rows[0],
			"link":           NewSourceLink(env, "sources:1", "Förstudie 2019"),
			"button":         NewButton(env, "plus", "Lägg till", none),
			"primary":        NewPrimaryButton(env, "", "Öppna", none),
			"icon button":    NewIconButton(env, "search", "Sök", none),
			"picker":         NewPicker(env, "Paket", choices, 0, true, nil),
			"key figure":     NewKeyFigure(env, page.KeyFigure{Label: "Prognos", Figure: number("−18", "mkr", -1)}),
			"chip":           NewChips(env, []string{"Allt 11", "Mål 4"}, 0, nil).chips[0],
		} {
			box := fyne.NewSize(420, part.HeightAt(400)+20)
			holder := newHolderForTest(part, 10, 10, 400)
			before := Render(holder, env.Theme, box.Width, box.Height, 1)
			part.FocusGained()
			during := Render(holder, env.Theme, box.Width, box.Height, 1)
			part.FocusLost()
			after := Render(holder, env.Theme, box.Width, box.Height, 1)
			if !differ(before, during) {
				t.Errorf("kind %d: a %s does not show that it has the focus", kind, name)
			}
			if differ(before, after) {
				t.Errorf("kind %d: a %s looks otherwise after it had the focus", kind, name)
			}
		}
	}
}
