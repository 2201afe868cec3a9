package part

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/legible"
	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/look"
)

// ladders are an intervention with a number and gaps, one of which nothing is quoted, and one that was
// told of once.
func ladders() *page.Interventions {
	missing := page.LadderStep{Figure: notReported, Mark: page.Mark{Kind: page.MarkMissing, Text: "redovisas inte"}}
	unquoted := page.LadderStep{Figure: notQuoted, Mark: page.Mark{Kind: page.MarkNotQuoted, Text: "återges inte"}}
	told := page.LadderStep{Figure: number("1\u202f076", "personer", 0), Beside: "personer, aug 2021", When: "aug 2021"}
	once := missing
	once.Last = "senast 6 personer (2024)"
	return &page.Interventions{
		Steps: []string{"1. Inskrivna", "2. Avslutade", "3. Självförsörjande", "4. Kvar efter 12 mån"}, Followed: 2,
		Rows: []page.Intervention{
			{Record: "interventions:a", Title: "Arbetsmarknadsanställningar", Sub: "Modell sedan 2018", Ladder: []page.LadderStep{told, missing, missing, missing}},
			{Record: "interventions:b", Title: "Jobbvägen", Sub: "Insats", Ladder: []page.LadderStep{told, told, once, missing}},
			{Record: "interventions:c", Title: "Jobbspår", Sub: "Insats", Ladder: []page.LadderStep{unquoted, unquoted, unquoted, unquoted}},
		},
	}
}

func TestALadderStandsInOneOfThreeFormsAndIsNeverCut(t *testing.T) {
	for _, scale := range look.TextScales {
		env := standing(t, look.Light, scale)
		seen := map[ladderForm]bool{}
		for width := float32(180); width < 1400; width += 41 {
			l := NewLadderList(env, ladders(), 0, 0, func(int) {})
			size := lay(l, width)
			form, _, _ := l.form(width)
			seen[form] = true
			for _, fault := range canvastest.Look(l, size, canvastest.Rules{Lacks: legible.Lacks, Exempt: func(fyne.CanvasObject) bool { return true }}) {
				t.Errorf("%.0f wide at %v: %s", width, scale, fault)
			}
			said := strings.Join(texts(l), " ")
			for _, want := range []string{"076", "redovisas inte", "återges inte"} {
				if form != ladderLines && !strings.Contains(said, want) {
					t.Errorf("%.0f wide at %v: %q is not said in %q", width, scale, want, said)
				}
			}
		}
		if !seen[ladderLines] || !seen[ladderUnder] || scale == 1 && !seen[ladderBeside] {
			t.Errorf("at %v the forms were %v", scale, seen)
		}
	}
}

func TestOnlyAReportedNumberFillsItsBox(t *testing.T) {
	env := stand(t)
	l := NewLadderList(env, ladders(), -1, 0, func(int) {})
	lay(l, 1142)
	var filled []int
	for _, r := range l.rows {
		n := 0
		for _, o := range r.objects {
			if rect, ok := o.(*canvas.Rectangle); ok && rect.FillColor == env.Theme.Tone(look.Blue) && rect.CornerRadius == ladderRadius {
				n++
			}
		}
		filled = append(filled, n)
	}
	if !slices.Equal(filled, []int{1, 2, 0}) {
		t.Errorf("filled boxes: %v", filled)
	}
}

func TestARowOfWhichNothingIsQuotedHasOneBoxOverAllSteps(t *testing.T) {
	env := stand(t)
	l := NewLadderList(env, ladders(), -1, 0, func(int) {})
	lay(l, 1142)
	marks := 0
	for _, text := range texts(l) {
		if text == "återges inte" {
			marks++
		}
	}
	last := l.rows[2].boxes
	if marks != 1 || len(last) != 1 || last[0].dots.Size().Width < 840 {
		t.Errorf("%d marks, %d boxes", marks, len(last))
	}
}

func TestTheTableShowsRowsAroundTheChosenOneAndSaysHowManyWait(t *testing.T) {
	env := stand(t)
	l := NewLadderList(env, ladders(), 2, 2, func(int) {})
	if l.Row(0) != nil || l.Row(1) == nil || l.Row(2) == nil {
		t.Error("the chosen row is not shown")
	}
	if followed, named := l.Hidden(); followed != 1 || named != 0 {
		t.Errorf("%d and %d wait", followed, named)
	}
	l = NewLadderList(env, ladders(), 0, 2, func(int) {})
	if followed, named := l.Hidden(); followed != 0 || named != 1 {
		t.Errorf("%d and %d wait", followed, named)
	}
}

func TestInLinesStepsThatAreMissingAlikeAreToldTogether(t *testing.T) {
	env := stand(t)
	env.Narrow = true
	l := NewLadderList(env, ladders(), -1, 0, func(int) {})
	lay(l, 300)
	said := texts(l)
	for _, want := range []string{"Steg 2–4: ", "Steg 1–4: ", "Steg 3: ", "2. Avslutade: "} {
		if !slices.Contains(said, want) {
			t.Errorf("%q is not said: %q", want, said)
		}
	}
}

func TestManyValuesStandInTwoColumnsAndAValueOpensItsRecord(t *testing.T) {
	env := stand(t)
	var opened []string
	env.Open = func(ref string) { opened = append(opened, ref) }
	var points []page.SeriesPoint
	for _, year := range []string{"2016", "2017", "2018", "2019", "2020", "2021"} {
		f := number("12", "st", 0)
		f.Record = "observations:" + year
		points = append(points, page.SeriesPoint{Label: year, Figure: f})
	}
	few, many := NewTrend(env, points[:3], nil), NewTrend(env, points, nil)
	if few.HeightAt(464) != many.HeightAt(464) {
		t.Errorf("three take %.0f, six %.0f", few.HeightAt(464), many.HeightAt(464))
	}
	lay(many, 464)
	if many.rows[3].Position().X <= many.rows[0].Position().X || many.rows[3].Position().Y != many.rows[0].Position().Y {
		t.Error("the fourth does not begin a column")
	}
	many.rows[4].TypedKey(key(fyne.KeyReturn))
	if !slices.Equal(opened, []string{"observations:2020"}) {
		t.Errorf("opened %q", opened)
	}
}
