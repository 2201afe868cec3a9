package diagram

import (
	"bytes"
	"testing"
)

// absent lists what stands in a value's place, 0 first.
var absent = []Value{n("0"), Missing(NotReported), Missing(NotQuoted), Missing(Confidential), Missing(NotApplicable)}

func TestMissingDiffersFromZeroAndFromEachOtherInEveryChart(t *testing.T) {
	for name, with := range map[string]func(Value) Diagram{
		"areas": func(v Value) Diagram {
			g := alvbroAreas()
			g.Areas[1].Outcome = v
			return g
		},
		"variances": func(v Value) Diagram {
			g := alvbroAreas()
			g.Areas[1].Variance = v
			return g
		},
		"months": func(v Value) Diagram {
			c := alvbroYear()
			c.Months[4].Outcome = v
			return c
		},
		"the year's forecast": func(v Value) Diagram {
			c := alvbroYear()
			c.Months[11].Forecast, c.Months[11].Variance = v, Value{}
			return c
		},
		"the variance of a month": func(v Value) Diagram {
			c := alvbroYear()
			c.Months[3].Variance = v
			return c
		},
		"reports": func(v Value) Diagram {
			f := trollhattan()
			f.Reports[2].Value, f.Reports[2].Change, f.Reports[3].Change = v, Change{}, Change{}
			return f
		},
		"causes": func(v Value) Diagram {
			c := trollhattanCauses()
			c.Causes[1].Value = v
			return c
		},
		"values of an indicator": func(v Value) Diagram {
			d := persons()
			d.Points[1].Value = v
			return d
		},
		"savings": func(v Value) Diagram {
			d := realised()
			d.Rows[1].Amount = v
			return d
		},
		"sums": func(v Value) Diagram {
			c := trollhattanCauses()
			c.Sum.Value = v
			return c
		},
	} {
		s := Spec{W: 680, H: 220}
		var seen [][]byte
		for i, v := range absent {
			d := with(v)
			if !d.Fits(s) {
				t.Fatalf("%s: state %d does not fit", name, v.Status)
			}
			img, _, err := Render(d, s, nil)
			if err != nil {
				t.Fatal(err)
			}
			for j, other := range seen {
				if differing(img.Pix, other) < 60 {
					t.Errorf("%s: state %d looks like state %d", name, v.Status, absent[j].Status)
				}
			}
			seen = append(seen, bytes.Clone(img.Pix))
			if i > 0 && !watch(t, d, s).writes(word(v.Status)) {
				t.Errorf("%s: the word %q is not written", name, word(v.Status))
			}
		}
	}
}

// differing counts the pixels in which two pictures clearly differ.
func differing(a, b []byte) (count int) {
	for i := 0; i < len(a); i += 4 {
		d := 0
		for k := range 3 {
			d = max(d, int(a[i+k])-int(b[i+k]), int(b[i+k])-int(a[i+k]))
		}
		if d > 24 {
			count++
		}
	}
	return count
}

// writes reports whether a text was written, whole or broken between words.
func (w *watcher) writes(text string) bool {
	all := ""
	for _, t := range w.texts {
		all += " " + t.text
	}
	return bytes.Contains([]byte(all), []byte(text))
}

func TestAMonthWithoutAReportKeepsItsPlace(t *testing.T) {
	f := trollhattan()
	f.Reports[2].Value, f.Reports[2].Change, f.Reports[3].Change = Missing(NoReport), Change{}, Change{}
	s := Spec{W: 680, H: 180}
	w := watch(t, f, s)
	if !w.has("Mars 2019") || !w.writes("ingen rapport") {
		t.Error("the month or its word is not written")
	}
	if w.has("0") {
		t.Error("a month without a report is written as 0")
	}
}

func TestNothingIsDrawnForMonthsToCome(t *testing.T) {
	c := alvbroYear()
	for _, m := range c.Months[4:11] {
		if m.Outcome.Status != None {
			t.Fatal("the example has outcomes to come")
		}
	}
	s := Spec{W: 438, H: 175}
	if w := watch(t, c, s); w.writes("redovisas") || w.writes("återges") {
		t.Error("a month to come is marked as missing")
	}
}

func TestTheOutcomeIsNotJoinedAcrossAGap(t *testing.T) {
	c := yearWithGaps()
	s := Spec{W: 1200, H: 300}.normal()
	sc, ok := c.layOut(s)
	if !ok {
		t.Fatal("does not fit")
	}
	lines := 0
	for _, o := range sc.ops[data] {
		if o.kind == opLine && o.ink == s.Theme.Outcome {
			lines++
		}
	}
	if lines != 2 {
		t.Errorf("the outcome is drawn as %d lines, not as two with a gap between", lines)
	}
}

func word(s Status) string {
	w := swedish()
	return w.absence(s)
}

func TestNoLineRunsAcrossABreakAndADottedOneWhereYearsMayNotCompare(t *testing.T) {
	strokes := func(d Indicator) (plain, dotted int) {
		s := Spec{W: 750, H: 200}.normal()
		sc, ok := d.layOut(s)
		if !ok {
			t.Fatal("does not fit")
		}
		for _, o := range sc.ops[data] {
			switch {
			case o.kind != opLine || o.ink != s.Theme.Outcome:
			case len(o.dash) > 0:
				dotted += o.to - o.from - 1
			default:
				plain += o.to - o.from - 1
			}
		}
		return plain, dotted
	}
	if plain, dotted := strokes(persons()); plain != 0 || dotted != 3 {
		t.Errorf("where the place of a break is not told %d joints are whole and %d dotted, want 0 and 3", plain, dotted)
	}
	d := parted() // 2018 | 2019 – 2020 ··· August 2021
	if plain, dotted := strokes(d); plain != 1 || dotted != 1 {
		t.Errorf("beside a break %d joints are whole and %d dotted, want 1 and 1", plain, dotted)
	}
	d.Points[2].Value = Missing(NotReported)
	if plain, dotted := strokes(d); plain+dotted != 0 {
		t.Error("a line runs across a value that is missing")
	}
	d.Breaks, d.Points[3].Part, d.Points[2].Value = nil, false, n("1909")
	if plain, dotted := strokes(d); plain == 0 || dotted != 0 {
		t.Errorf("years that compare are joined by %d whole and %d dotted strokes", plain, dotted)
	}
}

func TestATargetInWordsOrNoneIsNotDrawn(t *testing.T) {
	d := parted()
	drawn := func() bool {
		s := Spec{W: 750, H: 200}.normal()
		sc, _ := d.layOut(s)
		for _, o := range sc.ops[data] {
			if o.kind == opLine && o.ink == s.Theme.Positive {
				return true
			}
		}
		return false
	}
	if !drawn() {
		t.Fatal("a target is not drawn")
	}
	for i := range d.Points {
		d.Points[i].Target = Missing(NotQuoted)
	}
	if drawn() {
		t.Error("a target that is not quoted is drawn")
	}
}

func TestAHitTellsWhatTheTableNotes(t *testing.T) {
	d := parted()
	_, hits, err := Render(d, Spec{W: 750, H: 140}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(hits) != 4 {
		t.Fatalf("%d hits for four points", len(hits))
	}
	for i, want := range map[int]string{
		1: "2019: 1945 · Mål 1800 · Seriebrott ny mätning",
		3: "augusti 2021: 1829 · Mål 1700 · del av år",
	} {
		if hits[i].Text != want {
			t.Errorf("point %d says %q, not %q", i, hits[i].Text, want)
		}
	}
}

func TestATargetThatWasChangedIsNamedToo(t *testing.T) {
	w := watch(t, parted(), Spec{W: 750, H: 180})
	for _, want := range []string{"Mål 1700", "Mål 1800"} {
		if !w.has(want) {
			t.Errorf("%q is not written", want)
		}
	}
}
