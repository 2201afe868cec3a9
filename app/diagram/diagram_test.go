package diagram

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"rodatraden/data/fault"
)

// hard returns the diagrams that are most likely to go wrong, by what is hard about them.
func hard() map[string]Diagram {
	w := swedish()
	all := map[string]Diagram{
		"the journey": trollhattan(), "a journey with gaps": gapsInTheJourney(), "a journey above zero": surplusJourney(),
		"the causes": trollhattanCauses(), "five causes": alvbroCauses(), "causes without amounts": missingCauses(),
		"the areas": alvbroAreas(), "areas with an income": costs(), "areas with gaps": missingAreas(),
		"the year": alvbroYear(), "a year without three reports": yearWithGaps(), "a year with gaps": missingMonths(),
		"the trend": trend(), "an indicator": persons(), "an indicator with a break": parted(), "an indicator with holes": holes(),
		"the savings": decided(), "savings with effects": realised(),
	}
	values := map[string]func(i int) Value{
		"ordinary": func(i int) Value { return Known(decimal.New(int64(7*i-20), -1), "") },
		"negative": func(i int) Value { return Known(decimal.New(int64(-13*i-5), -1), "") },
		"zero":     func(i int) Value { return Known(decimal.Zero, "±0") },
		"not reported": func(i int) Value {
			return Missing(NotReported)
		},
		"absent in turn": func(i int) Value { return Missing(Status(i%5) + NotReported) },
		"unset":          func(i int) Value { return Value{} },
		"huge":           func(i int) Value { return Known(decimal.New(int64(1-2*(i%2)), 12), "") },
		"beyond all":     func(i int) Value { return Known(decimal.New(int64(1-2*(i%2)), 400), "10⁴⁰⁰") },
		"tiny":           func(i int) Value { return Known(decimal.New(int64(1-2*(i%2)), -400), "nästan 0") },
		"far apart":      func(i int) Value { return Known(decimal.New(int64(i%2*12345+1), int32(i%2*6-3)), "") },
	}
	for kind, value := range values {
		for _, count := range []int{0, 1, 2, 12, 40} {
			var (
				g  = GroupedBars{Words: w, Title: "Områden"}
				c  = Cumulative{Words: w, Title: "Året"}
				f  = ForecastJourney{Words: w, Title: "Resan"}
				ca = Causes{Words: w, Title: "Orsaker", Sum: Cause{"sum", "Prognos helår", value(3)}, Remainder: Cause{"rest", "Övrigt eller oförklarat", value(2)}}
				p  = Spark{Words: w, Title: "Trend", Reference: value(1), Dots: count < 5}
				in = Indicator{Words: w, Title: "Indikator", Breaks: []Break{{After: count / 2, Certain: count%4 == 0, Note: "Mätningarna kan skilja sig mellan åren."}, {After: Somewhere}}}
				sa = Savings{Words: w, Title: "Besparingar", Total: Saving{Name: "Summa", Amount: value(5), Realised: value(1)}, Reference: Reference{"uppges beslutat", value(4)}}
			)
			for i := range count {
				name := longName(i)
				g.Areas = append(g.Areas, Area{ID: name, Name: name, Budget: value(i), Outcome: value(i + 1), Forecast: value(i + 2), Variance: value(i + 3)})
				c.Months = append(c.Months, Month{ID: name, Short: monthNames[i%12][:3], Name: monthNames[i%12],
					Budget: value(i), Outcome: value(i + 1), Forecast: value(i + 2), Variance: value(i + 3)})
				r := Report{ID: name, Label: name, Short: monthNames[i%12][:3], Outcome: i == 0, Value: value(i)}
				if i == 0 {
					r.Note = "anges också som cirka 34"
				} else {
					r.Change = Change{Text: "ca +2", Sign: 1 - i%3}
				}
				f.Reports = append(f.Reports, r)
				ca.Causes = append(ca.Causes, Cause{ID: name, Name: name, Value: value(i)})
				p.Points = append(p.Points, SparkPoint{Label: name, Value: value(i), Part: i%5 == 4, Uncertain: i%3 == 1})
				in.Points = append(in.Points, IndicatorPoint{ID: name, Label: monthNames[i%12] + " 2021", Short: monthNames[i%12][:3], Value: value(i), Part: i%5 == 4, Uncertain: i%3 == 1, Target: value(i / 3)})
				sa.Rows = append(sa.Rows, Saving{ID: name, Name: name, Amount: value(i), Realised: value(i + 1), Selected: i == 1})
			}
			for chart, d := range map[string]Diagram{"areas": g, "months": c, "reports": f, "causes": ca, "points": p, "values": in, "savings": sa} {
				all[fmt.Sprintf("%d %s, %s", count, chart, kind)] = d
			}
		}
	}
	return all
}

// longName is thirty characters long.
func longName(i int) string {
	names := []string{"Ekonomiskt bistånd och boende", "Barn- och ungdomsplaceringar", "Ledning", "Arbetsmarknadsåtgärder för Ågren"}
	s := []rune(fmt.Sprintf("%s %d", names[i%len(names)], i))
	return string(s[:min(30, len(s))])
}

func TestNoTextsMeetOrLeaveThePictureWhateverTheDataAndTheSize(t *testing.T) {
	fitted, refused := 0, 0
	for name, d := range hard() {
		for _, size := range []image.Point{{200, 150}, {200, 900}, {240, 400}, {320, 240}, {438, 150}, {438, 180}, {680, 150},
			{680, 180}, {680, 900}, {1600, 600}, {4000, 1400}, {12, 9}} {
			for _, scale := range []struct{ text, device float64 }{{1, 1}, {1.25, 1.5}, {2, 2}} {
				for _, title := range []string{"", "Underskottet väntas bli 18 mkr, ca 2 mkr mindre än i mars"} {
					if title != "" && scale.device != 1 {
						continue
					}
					s := Spec{W: size.X, H: size.Y, TextScale: scale.text, Scale: scale.device, Title: title}
					w := watch(t, d, s)
					if d.Fits(s) {
						fitted++
					} else {
						refused++
						if len(w.texts) > 0 && !strings.HasPrefix(swedish().SeeTable, w.texts[0].text) {
							t.Errorf("does not fit, yet writes %q", w.texts[0].text)
						}
					}
					w.legible(t, s)
					if t.Failed() {
						t.Fatalf("%s in %dx%d at text %g, scale %g, title %q", name, size.X, size.Y, scale.text, scale.device, title)
					}
				}
			}
		}
	}
	t.Logf("%d fitted, %d gave way to their tables", fitted, refused)
}

func TestTheDesignsSizesFit(t *testing.T) {
	for _, c := range []struct {
		name string
		d    Diagram
		w, h int
		text float64
	}{
		{"journey on the overview", trollhattan(), 680, 132, 1},
		{"journey", trollhattan(), 680, 150, 1},
		{"journey on a tablet", trollhattan(), 772, 205, 1},
		{"journey at 150 %", trollhattan(), 1318, 240, 1.5},
		{"journey at 200 % on a tablet", trollhattan(), 772, 300, 2},
		{"a year of reports", yearOfReports(), 680, 180, 1},
		{"causes", trollhattanCauses(), 438, 150, 1},
		{"five causes", alvbroCauses(), 438, 132, 1},
		{"causes at 200 % on a tablet", trollhattanCauses(), 772, 260, 2},
		{"areas", alvbroAreas(), 680, 165, 1},
		{"areas with gaps", missingAreas(), 680, 180, 1},
		{"areas on a phone's width", alvbroAreas(), 320, 320, 1},
		{"areas at 200 % on a tablet", alvbroAreas(), 772, 420, 2},
		{"forty areas", manyAreas(40), 1142, 700, 1},
		{"year", alvbroYear(), 438, 175, 1},
		{"year at 200 % on a tablet", alvbroYear(), 772, 360, 2},
		{"trend", trend(), 120, 32, 1},
		{"indicator", persons(), 750, 136, 1},
		{"indicator on a tablet at 200 %", persons(), 772, 260, 2},
		{"indicator with a break on a phone's width", parted(), 320, 240, 1},
		{"savings", decided(), 568, 228, 1},
		{"savings at 200 % on a tablet", decided(), 772, 560, 2},
	} {
		s := Spec{W: c.w, H: c.h, TextScale: c.text}
		if !c.d.Fits(s) {
			t.Errorf("%s does not fit %dx%d; at that width it needs %d", c.name, c.w, c.h, MinHeight(c.d, s))
		}
		if h := MinHeight(c.d, s); h > c.h {
			t.Errorf("%s fits %dx%d, but is said to need %d", c.name, c.w, c.h, h)
		}
	}
}

func yearOfReports() ForecastJourney {
	f := trollhattan()
	f.Reports = f.Reports[:1]
	f.Reports[0].Note = ""
	for i, name := range monthNames[1:] {
		f.Reports = append(f.Reports, Report{ID: name, Label: name + " 2019", Short: name[:3],
			Value: n(fmt.Sprintf("−%d,%d", 18+i%3, i)), Change: Change{"−0,5", -1}})
	}
	return f
}

func manyAreas(count int) GroupedBars {
	g := GroupedBars{Words: swedish(), Title: "Områden"}
	for i := range count {
		g.Areas = append(g.Areas, Area{ID: fmt.Sprint(i), Name: longName(i), Budget: Known(decimal.NewFromInt(int64(100+i)), ""),
			Outcome: Known(decimal.NewFromInt(int64(30+i)), ""), Forecast: Known(decimal.NewFromInt(int64(104+i)), ""), Variance: n("−4")})
	}
	return g
}

func TestTheLeastHeightFitsAndOneLessDoesNot(t *testing.T) {
	for name, d := range hard() {
		for _, w := range []int{240, 680} {
			s := Spec{W: w, TextScale: 1.25}
			if s.H = MinHeight(d, s); s.H == 0 {
				continue
			}
			if !d.Fits(s) {
				t.Errorf("%s does not fit %dx%d, its least height", name, s.W, s.H)
			}
			if s.H--; s.H > 0 && d.Fits(s) {
				t.Errorf("%s fits %dx%d, under its least height", name, s.W, s.H)
			}
		}
	}
}

func TestAPictureIsDrawnIntoTheOneHandedBack(t *testing.T) {
	s := Spec{W: 438, H: 150, Scale: 1.25}
	first, hits, err := Render(trollhattanCauses(), s, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := first.Rect, image.Rect(0, 0, 548, 188); got != want {
		t.Errorf("the picture is %v, not %v", got, want)
	}
	if len(hits) != 4 {
		t.Errorf("%d hits, not one a row", len(hits))
	}
	again, _, err := Render(alvbroCauses(), s, first)
	if err != nil {
		t.Fatal(err)
	}
	if again != first {
		t.Error("a picture of the right size was not used again")
	}
	fresh, _, _ := Render(alvbroCauses(), s, nil)
	if !bytes.Equal(again.Pix, fresh.Pix) {
		t.Error("something of the first drawing is left in the second")
	}
	other, _, _ := Render(alvbroCauses(), Spec{W: 438, H: 151, Scale: 1.25}, first)
	if other == first {
		t.Error("a picture of the wrong size was used")
	}
}

func TestATransparentGroundLeavesThePageToShowThrough(t *testing.T) {
	th := Light
	th.Background.A = 0
	s := Spec{W: 438, H: 150, Theme: &th}
	img, _, err := Render(trollhattanCauses(), s, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range img.Pix {
		img.Pix[i] ^= 0x5a // a used picture full of something else
	}
	img, _, _ = Render(alvbroCauses(), s, img)
	fresh, _, _ := Render(alvbroCauses(), s, nil)
	if !bytes.Equal(img.Pix, fresh.Pix) {
		t.Error("what the picture held before shows through")
	}
	if a := img.RGBAAt(437, 0).A; a != 0 {
		t.Errorf("an empty corner has opacity %d", a)
	}
}

func TestWhatCannotBeDrawnIsAnErrorAndNoPanic(t *testing.T) {
	for _, c := range []struct {
		s    Spec
		kind fault.Kind
	}{
		{Spec{}, fault.Usage}, {Spec{W: 100}, fault.Usage}, {Spec{W: -1, H: 100}, fault.Usage},
		{Spec{W: 100000, H: 100}, fault.Limit}, {Spec{W: 4000, H: 600, Scale: 15}, fault.Limit},
	} {
		_, _, renderErr := Render(trend(), c.s, nil)
		_, svgErr := SVG(trend(), c.s)
		_, pngErr := PNG(trend(), c.s)
		for _, err := range []error{renderErr, svgErr, pngErr} {
			if !errors.Is(err, fault.New("", c.kind, "", nil)) {
				t.Errorf("%+v gives %v, not %s", c.s, err, c.kind)
			}
		}
	}
}

func TestManyDrawAtOnceAndGetTheSamePictures(t *testing.T) {
	s := Spec{W: 680, H: 200}
	ds := []Diagram{trollhattan(), trollhattanCauses(), missingAreas(), missingMonths(), trend()}
	want := make([][]byte, len(ds))
	for i, d := range ds {
		img, _, err := Render(d, s, nil)
		if err != nil {
			t.Fatal(err)
		}
		want[i] = bytes.Clone(img.Pix)
	}
	masks.mu.Lock()
	clear(masks.masks) // so that the glyphs are made in competition
	masks.mu.Unlock()
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			var into *image.RGBA
			for round := range 5 {
				i := (g + round) % len(ds)
				img, _, err := Render(ds[i], s, into)
				if err != nil {
					t.Error(err)
					return
				}
				if !bytes.Equal(img.Pix, want[i]) {
					t.Errorf("picture %d differs when drawn beside others", i)
				}
				if _, err := SVG(ds[i], s); err != nil {
					t.Error(err)
				}
				into = img
			}
		}()
	}
	wg.Wait()
}

func TestSVGIsWellFormedWithHostileNames(t *testing.T) {
	hostile := []string{
		`<script>alert("x")</script>`, `"><svg onload=alert(1)>`, `]]>`, `&amp;&#0;&lt;`, "a\x00b\x08c", "rad\nbryt\ttabb",
		"\xff\xfe ogiltig", "\u202eomvänd", "emoji 👩‍👩‍👧 och 中文", "\ufffe\uffff", `'; DROP TABLE units; --`, "--><!--", "é och e\u0301",
	}
	for _, name := range hostile {
		g := alvbroAreas()
		g.Title, g.Finding = name, name
		g.Areas[0].Name = name
		g.Areas[1].Variance.Text = name
		c := trollhattanCauses()
		c.Causes[0].Name, c.Finding = name, name
		f := trollhattan()
		f.Reports[1].Label, f.Reports[0].Note = name, name
		in := persons()
		in.Points[1].Label, in.Breaks[0].Note, in.Finding = name, name, name
		sa := decided()
		sa.Rows[1].Name, sa.Rows[2].Text = name, name
		for _, d := range []Diagram{g, c, f, in, sa} {
			s := Spec{W: 1200, H: 400, Title: name, Sub: name, Foot: name}
			svg, err := SVG(d, s)
			if err != nil {
				t.Fatal(err)
			}
			dec := xml.NewDecoder(bytes.NewReader(svg))
			elements := map[string]int{}
			for {
				tok, err := dec.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatalf("%q: %v", name, err)
				}
				if e, ok := tok.(xml.StartElement); ok {
					elements[e.Name.Local]++
				}
			}
			if elements["svg"] != 1 || elements["title"] != 1 || elements["desc"] > 1 || elements["script"] > 0 {
				t.Errorf("%q makes elements %v", name, elements)
			}
			watch(t, d, s).legible(t, s)
		}
	}
}

func TestSVGHoldsTheFindingAndTheTextAsText(t *testing.T) {
	svg, err := SVG(trollhattan(), Spec{W: 680, H: 150})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`<title>Prognosens resa, mkr</title>`, `<desc>Prognosen var −19,6, sedan −20,1 och nu −18 mkr.</desc>`,
		`>−19,6</text>`, `>bättre</text>`, `>April 2019, delår</text>`, `viewBox="0 0 680 150"`,
	} {
		if !strings.Contains(string(svg), want) {
			t.Errorf("the SVG lacks %s", want)
		}
	}
}

func TestTheTablesSayWhatTheChartsShow(t *testing.T) {
	f := trollhattan().Table()
	if diff := cmp.Diff([][]string{
		{"Utfall 2018", "−34", "", "anges också som cirka 34"},
		{"Februari 2019", "−19,6", "", ""},
		{"Mars 2019", "−20,1", "−0,5 sämre", ""},
		{"April 2019, delår", "−18", "ca +2 bättre", ""},
	}, f.Rows); diff != "" {
		t.Error(diff)
	}
	c := missingCauses().Table()
	if diff := cmp.Diff([][]string{
		{"Placeringskostnader", "−16,8"}, {"Försörjningsstöd", "−4,5"}, {"Personlig assistans", "återges inte"},
		{"Hyror", "redovisas inte"}, {"Övrigt eller oförklarat", "ca +3"}, {"Prognos helår", "−18"},
	}, c.Rows); diff != "" {
		t.Error(diff)
	}
	g := missingAreas()
	g.Areas[0].Budget.Status = Preliminary
	if diff := cmp.Diff([]string{"Barn och familj", "98,4 (preliminär)", "redovisas inte", "103,6", "−5,2"}, g.Table().Rows[0]); diff != "" {
		t.Error(diff)
	}
	y := missingMonths().Table()
	if diff := cmp.Diff([]string{"januari", "30,4", "ingen rapport", "", ""}, y.Rows[0]); diff != "" {
		t.Error(diff)
	}
	for name, d := range hard() {
		table := d.Table()
		if len(table.Numeric) != len(table.Columns) {
			t.Errorf("%s: %d columns, %d of them told whether numeric", name, len(table.Columns), len(table.Numeric))
		}
		for _, row := range table.Rows {
			if len(row) != len(table.Columns) {
				t.Errorf("%s: a row of %d cells under %d heads", name, len(row), len(table.Columns))
			}
		}
	}
}

func TestAHitTellsTheRowUnderThePointer(t *testing.T) {
	_, hits, err := Render(alvbroAreas(), Spec{W: 680, H: 165, Scale: 2}, nil)
	if err != nil {
		t.Fatal(err)
	}
	at := image.Pt(400, 80) // in the second of five rows
	for _, h := range hits {
		if at.In(h.Rect) {
			want := "Ekonomiskt bistånd: Budget 64,0 · Utfall 22,9 · Prognos 66,8 · Avvikelse −2,8"
			if h.Row != 1 || h.ID != "Ekonomiskt bistånd" || h.Text != want {
				t.Errorf("the hit is %+v", h)
			}
			return
		}
	}
	t.Errorf("nothing lies under %v in %v", at, hits)
}
