package part

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/look"
)

var columns = []string{"Budget helår", "Budget ack", "Utfall ack", "Utfall ack föreg år", "Prognos helår", "Avvikelse"}

// lineTable has a row with one run of gaps, one with two, and a total without any.
func lineTable() page.LineTable {
	n := func(s string, sign int) page.Figure { return number(s, "mkr", sign) }
	total := page.LineRow{Title: "Nämnden totalt", Total: true, Cells: []page.Figure{
		n("489,0", 0), n("163,0", 0), n("166,4", 0), n("159,8", 0), n("496,6", 0), n("−7,6", -1)}}
	total.Cells[5].Record = "amounts:total"
	return page.LineTable{Title: "Tabell", Unit: "Belopp i mkr", Columns: columns, Rows: []page.LineRow{
		{Title: "Placeringskostnader", Cells: []page.Figure{notQuoted, notQuoted, notQuoted, notQuoted, notQuoted, n("−16,8", -1)}},
		{Title: "Försörjningsstöd", Cells: []page.Figure{n("64,0", 0), notReported, notReported, n("33,0", 0), notReported, n("+0,5", 1)}},
		total,
	}}
}

func TestOneMarkCoversARunOfEmptyCells(t *testing.T) {
	env := stand(t)
	table := NewLineTable(env, lineTable(), nil)
	lay(table.Rows[0], 680)
	count := func(r *TableRow, word string) (n int) {
		for _, s := range texts(r) {
			if s == word {
				n++
			}
		}
		return n
	}
	if n := count(table.Rows[0], "återges inte"); n != 1 {
		t.Errorf("five empty cells have %d marks", n)
	}
	lay(table.Rows[1], 900)
	if n := count(table.Rows[1], "redovisas inte"); n != 2 {
		t.Errorf("two runs of empty cells have %d marks: %q", n, texts(table.Rows[1]))
	}
}

func TestFiguresEndWhereTheirHeadsEnd(t *testing.T) {
	env := stand(t)
	table := NewLineTable(env, lineTable(), nil)
	ends := map[string]float32{}
	for _, p := range canvastest.Texts(table.Head, lay(table.Head, 680)) {
		ends[p.Text] = p.Right
	}
	figures := map[string]float32{}
	for _, p := range canvastest.Texts(table.Rows[2], lay(table.Rows[2], 680)) {
		figures[p.Text] = p.Right
	}
	for figure, head := range map[string]string{"489,0": "helår", "−7,6": "Avvikelse", "159,8": "föreg år"} {
		if head == "helår" {
			continue // stands over two columns
		}
		if abs(figures[figure]-ends[head]) > 1 {
			t.Errorf("%s ends at %.1f and %s at %.1f", figure, figures[figure], head, ends[head])
		}
	}
	if abs(ends["Avvikelse"]-680) > 1 {
		t.Errorf("the last column ends at %.1f", ends["Avvikelse"])
	}
	if !slices.Contains(texts(table.Head), "Budget") || slices.Contains(texts(table.Head), "Budget helår") {
		t.Errorf("the heads are not in two lines: %q", texts(table.Head))
	}
}

func TestTheVarianceIsBoldAndHasTheColourOfItsSign(t *testing.T) {
	env := stand(t)
	table := NewLineTable(env, lineTable(), nil)
	for i, want := range map[int]fyne.ThemeColorName{0: look.Negative, 1: look.Positive, 2: look.Negative} {
		got := canvastest.Texts(table.Rows[i], lay(table.Rows[i], 680))
		last := got[len(got)-1]
		if !last.Bold || last.Color != env.Theme.Tone(want) {
			t.Errorf("row %d ends with %+v", i, last)
		}
	}
}

func TestAFoldedRowKeepsNameAndVarianceAndOpens(t *testing.T) {
	env := stand(t)
	env.Narrow = true
	reflowed := 0
	table := NewLineTable(env, lineTable(), func() { reflowed++ })
	r := table.Rows[1]
	lay(r, 400)
	if got := texts(r); len(got) != 2 || got[0] != "Försörjningsstöd" || got[1] != "+0,5" {
		t.Fatalf("a folded row says %q", got)
	}
	closed := r.HeightAt(400)
	if closed < 44 {
		t.Errorf("a folded row is %.0f high", closed)
	}
	r.TypedKey(key(fyne.KeyReturn))
	lay(r, 400)
	if r.HeightAt(400) <= closed || reflowed != 1 {
		t.Errorf("the row is %.0f high opened and the page was laid out %d times", r.HeightAt(400), reflowed)
	}
	for _, c := range columns[:5] {
		if !slices.Contains(texts(r), c) {
			t.Errorf("an opened row does not tell %s: %q", c, texts(r))
		}
	}
	if faults := canvastest.Look(r, r.Size(), canvastest.Rules{}); len(faults) > 0 {
		t.Error(faults)
	}
	r.TypedKey(key(fyne.KeyLeft))
	if r.HeightAt(400) != closed {
		t.Error("Left does not close the row")
	}
}

func TestARowOfAWholeTableOpensItsRecord(t *testing.T) {
	env := stand(t)
	opened := ""
	env.Open = func(ref string) { opened = ref }
	table := NewLineTable(env, lineTable(), nil)
	lay(table.Rows[2], 680)
	table.Rows[2].Tapped(nil)
	if opened != "amounts:total" {
		t.Errorf("opened %q", opened)
	}
}

func TestATableFitsEveryWidthAndTextSize(t *testing.T) {
	for _, scale := range look.TextScales {
		env := standing(t, look.Light, scale)
		data := lineTable()
		data.Rows[0].Title = "Individ- och familjeomsorgens institutionsplaceringar av barn"
		for width := 240 * scale; width < 1300; width += 53 {
			table := NewLineTable(env, data, nil)
			blocks := []Block{table.Head}
			for _, r := range table.Rows {
				blocks = append(blocks, r)
			}
			for _, b := range blocks {
				if faults := canvastest.Look(b, lay(b, width), canvastest.Rules{}); len(faults) > 0 {
					t.Errorf("%v, %.0f wide: %q", scale, width, faults)
				}
			}
		}
	}
}

func TestAHeadBreaksWhereItsLinesAreMostAlike(t *testing.T) {
	for head, want := range map[string][]string{
		"Budget helår": {"Budget", "helår"}, "Utfall ack föreg år": {"Utfall ack", "föreg år"},
		"Avvikelse": {"Avvikelse"},
	} {
		if got := twoLines(head); !slices.Equal(got, want) {
			t.Errorf("%q breaks as %q", head, got)
		}
	}
}
