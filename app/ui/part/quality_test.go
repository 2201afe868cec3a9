package part

import (
	"strings"
	"testing"

	"rodatraden/app/legible"
	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/look"
)

func appealPart(kind page.AppealKind, n string) page.AppealPart {
	return page.AppealPart{Kind: kind, Label: n + " " + string(kind), Figure: number(n, "", 0)}
}

func TestEveryPartOfTheBarHasRoomForItsNumber(t *testing.T) {
	for _, scale := range look.TextScales {
		env := standing(t, look.Light, scale)
		for _, numbers := range [][3]string{{"31", "9", "8"}, {"4000", "1", "1"}, {"1", "1", "99999"}, {"0", "3", "0"}} {
			b := NewAppealBar(env, &page.Appeals{Parts: []page.AppealPart{
				appealPart(page.AppealUnchanged, numbers[0]), appealPart(page.AppealChanged, numbers[1]), appealPart(page.AppealPending, numbers[2]),
			}})
			size := lay(b, 438)
			for _, fault := range canvastest.Look(b, size, canvastest.Rules{Lacks: legible.Lacks}) {
				t.Errorf("%v at %.0f %%: %s", numbers, scale*100, fault)
			}
			var used float32
			for i, w := range b.Shares() {
				used += w
				if (numbers[i] == "0") != (w == 0) {
					t.Errorf("%v: part %d is %.0f wide", numbers, i, w)
				}
			}
			if used > 438 || used < 430 {
				t.Errorf("%v at %.0f %%: the parts are %.0f wide", numbers, scale*100, used)
			}
		}
	}
}

func TestAPartWithoutANumberHasItsMarkAndNoPlaceInTheBar(t *testing.T) {
	env := stand(t)
	b := NewAppealBar(env, &page.Appeals{Parts: []page.AppealPart{
		appealPart(page.AppealUnchanged, "31"), appealPart(page.AppealChanged, "9"), {Kind: page.AppealPending, Label: "pågår: redovisas inte", Figure: notReported},
	}})
	lay(b, 438)
	if told := strings.Join(texts(b), "|"); !strings.Contains(told, "redovisas inte") || b.Shares()[2] != 0 {
		t.Errorf("%s, %v", told, b.Shares())
	}
}

// matrixOf is a scale of so many steps with a control in its highest cell.
func matrixOf(up, across int) page.RiskMatrix {
	m := page.RiskMatrix{Across: across, Notes: [][]page.Passage{{{Text: "Risk = sannolikhet × konsekvens", Bold: true}, {Text: ", högst så mycket."}}}}
	for i := up; i > 0; i-- {
		row := page.RiskRow{Likelihood: i}
		for j := 1; j <= across; j++ {
			c := page.RiskCell{Consequence: j, Risk: i * j}
			if i == up && j == across {
				c.Controls, c.Text = 12, "12 st"
			}
			row.Cells = append(row.Cells, c)
		}
		m.Rows = append(m.Rows, row)
	}
	return m
}

func TestAScaleOfAnySizeFitsItsColumn(t *testing.T) {
	for _, scale := range look.TextScales {
		env := standing(t, look.Light, scale)
		for _, steps := range [][2]int{{2, 2}, {4, 4}, {5, 5}, {9, 9}, {3, 9}} {
			for width := float32(380); width < 1000; width += 61 {
				if width/scale < 330 {
					continue // narrower than any window makes a column
				}
				m := NewRiskMatrix(env, matrixOf(steps[0], steps[1]))
				size := lay(m, width)
				for _, fault := range canvastest.Look(m, size, canvastest.Rules{Lacks: legible.Lacks}) {
					t.Errorf("%v, %.0f wide at %.0f %%: %s", steps, width, scale*100, fault)
				}
			}
		}
	}
}

func controlOf(title string, weights [3]page.Figure, result page.Mark) page.Control {
	return page.Control{Record: "controls:" + title, Title: title, Likelihood: weights[0], Consequence: weights[1], Risk: weights[2], Result: result}
}

func TestARunOfWeightsThatAreNotToldHasOneMark(t *testing.T) {
	env := stand(t)
	told := [3]page.Figure{number("3", "", 0), number("4", "", 0), number("12", "", 0)}
	none := [3]page.Figure{notQuoted, notQuoted, notQuoted}
	partly := [3]page.Figure{number("3", "", 0), notReported, notReported}
	table := NewControlTable(env, []page.Control{
		controlOf("Attest", told, page.Mark{Kind: page.MarkDone, Text: "Utan avvikelse"}),
		controlOf("Stickprov", none, page.Mark{Kind: page.MarkDone, Text: "Utan avvikelse"}),
		controlOf("Register", partly, page.Mark{Kind: page.MarkFallen, Text: "Ej genomförd"}),
	}, func(int) {})
	for i, want := range []int{0, 1, 0} {
		size := lay(table.Rows[i], 680)
		if got := strings.Count(strings.Join(texts(table.Rows[i]), "|"), "återges inte"); got != want {
			t.Errorf("row %d has the mark %d times", i, got)
		}
		for _, fault := range canvastest.Look(table.Rows[i], size, canvastest.Rules{Lacks: legible.Lacks}) {
			t.Errorf("row %d: %s", i, fault)
		}
	}
}

func TestRowsOfControlsAndUnitsBreakWhereTheyHaveNoRoom(t *testing.T) {
	weights := [3]page.Figure{number("3", "", 0), number("4", "", 0), number("12", "", 0)}
	cell := func(figures ...page.Figure) page.UnitCell {
		c := page.UnitCell{Then: figures[0], Now: figures[1]}
		if len(figures) > 2 {
			c.Change = figures[2]
		}
		return c
	}
	units := page.UnitTable{
		Columns: []page.UnitColumn{{Title: "Avvikelser", Then: "2023", Now: "2024"}, {Title: "Klagomål", Then: "2023", Now: "2024"}},
		Rows: []page.UnitRow{
			{Unit: "Ekonomiskt bistånd och arbetsmarknad", Cells: []page.UnitCell{cell(number("1222", "", 0), number("45", "", 0), number("+23", "", 0)), cell(number("21", "", 0), number("24", "", 0))}},
			{Unit: "Hemtjänst norr", Cells: []page.UnitCell{cell(number("41", "", 0), notReported), cell(notReported, notReported)}},
			{Unit: "Summa", Total: true, Cells: []page.UnitCell{cell(notQuoted, notQuoted), cell(number("64", "", 0), number("65", "", 0))}},
		},
	}
	for _, scale := range look.TextScales {
		env := standing(t, look.Light, scale)
		for width := float32(240); width < 1200; width += 37 {
			if width/scale < 240 {
				continue
			}
			controls := NewControlTable(env, []page.Control{
				controlOf("Utdrag ur belastningsregister för alla nyanställda", weights, page.Mark{Kind: page.MarkNotDone, Text: "Avvikelse, 6 av 40, i två av fem verksamheter"}),
			}, func(int) {})
			table := NewUnitTable(env, units)
			blocks := []Block{controls.Head, controls.Rows[0], table.Head}
			for _, r := range table.Rows {
				blocks = append(blocks, r)
			}
			for i, b := range blocks {
				size := lay(b, width)
				for _, fault := range canvastest.Look(b, size, canvastest.Rules{Lacks: legible.Lacks}) {
					t.Errorf("%d, %.0f wide at %.0f %%: %s", i, width, scale*100, fault)
				}
			}
		}
	}
}
