package diagram

import (
	"image"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestAnAxisHasRoundNumbersAndSpansZero(t *testing.T) {
	for _, c := range []struct {
		values []float64
		lines  int
		want   []string
	}{
		{[]float64{98.4, 186.5}, 5, []string{"0", "50", "100", "150", "200"}},
		{[]float64{40, 496.6}, 2, []string{"0", "250", "500"}},
		{[]float64{-24, 155.5}, 5, []string{"-50", "0", "50", "100", "150", "200"}},
		{[]float64{-18, -20.1}, 5, []string{"-25", "-20", "-15", "-10", "-5", "0"}},
		{[]float64{0.04}, 4, []string{"0", "0.01", "0.02", "0.03", "0.04"}},
		{[]float64{1e12, -1e12}, 4, []string{"-1000000000000", "-500000000000", "0", "500000000000", "1000000000000"}},
		{[]float64{0, 0}, 5, []string{"0"}},
		{nil, 5, []string{"0"}},
	} {
		a := newAxis(c.values, 0, 100, c.lines)
		var got []string
		for _, tick := range a.ticks {
			got = append(got, tick.exact.String())
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%v: %s", c.values, diff)
		}
	}
}

func TestEveryAxisHoldsItsValuesInFewSteps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Float64Range(-1e15, 1e15), 1, 20).Draw(t, "values")
		lines := rapid.IntRange(1, 5).Draw(t, "lines")
		a := newAxis(values, 10, 510, lines)
		if n := len(a.ticks) - 1; n > lines {
			t.Fatalf("%d gridlines beside zero, over %d", n, lines)
		}
		if a.low > 0 || a.high < 0 {
			t.Fatalf("%v to %v leaves zero out", a.low, a.high)
		}
		for _, v := range values {
			if v < a.low || v > a.high {
				t.Fatalf("%v lies outside %v to %v", v, a.low, a.high)
			}
			if p := a.at(v); p < 10 || p > 510 {
				t.Fatalf("%v stands at %d", v, p)
			}
		}
	})
}

func TestSpreadLabelsKeepTheirOrderAndNeverMeet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 8).Draw(t, "n")
		labels := make([]label, n)
		total := 0
		for i := range labels {
			labels[i] = label{want: rapid.IntRange(-50, 350).Draw(t, "want"), room: 2 * rapid.IntRange(4, 12).Draw(t, "half")}
			total += labels[i].room
		}
		ok := spread(labels, 0, 300)
		if ok != (total <= 300) {
			t.Fatalf("says %v with %d of 300 taken", ok, total)
		}
		if !ok {
			return
		}
		for i, a := range labels {
			if a.at-a.room/2 < 0 || a.at+a.room/2 > 300 {
				t.Fatalf("%+v leaves 0 to 300", a)
			}
			for j, b := range labels {
				if i != j && max(a.at-a.room/2, b.at-b.room/2) < min(a.at+a.room/2, b.at+b.room/2) {
					t.Fatalf("%+v meets %+v", a, b)
				}
				if a.want-a.room/2 < b.want-b.room/2 && a.want < b.want && a.at > b.at {
					t.Fatalf("%+v and %+v have changed places", a, b)
				}
			}
		}
	})
}

func TestALabelWithRoomStandsWhereItWants(t *testing.T) {
	labels := []label{{want: 30, room: 18}, {want: 200, room: 18}, {want: 120, room: 18}}
	spread(labels, 0, 300)
	for _, l := range labels {
		if l.at != l.want {
			t.Errorf("%+v was moved", l)
		}
	}
}

func TestNoValueIsDrawnBeyondAllBounds(t *testing.T) {
	for text, want := range map[string]float64{
		"0": 0, "-18": -18, "1e12": 1e12, "1e400": largest, "-1e400": -largest, "1e-400": 0,
		"999999999999999999999": largest,
	} {
		if got := Known(decimal.RequireFromString(text), "").float(); got != want {
			t.Errorf("%s is drawn as %g, not %g", text, got, want)
		}
	}
	if got := Known(decimal.New(-1, math.MaxInt32), "").float(); got != -largest {
		t.Errorf("the greatest exponent is drawn as %g", got)
	}
	if got := (Value{V: decimal.NewFromInt(7), Status: NotReported}).float(); got != 0 {
		t.Errorf("a missing value is drawn as %g", got)
	}
	if got := clamp(math.NaN()); got != 0 {
		t.Errorf("what is not a number becomes %g", got)
	}
}

func TestAStraightRiseHasNoKinks(t *testing.T) {
	var ps []image.Point
	for i := range 12 {
		ps = append(ps, image.Pt(i*26, 100-round(float64(i)*7.3)))
	}
	if got := straighten(ps); len(got) != 2 {
		t.Errorf("an even rise is drawn over %d points", len(got))
	}
	bent := []image.Point{{0, 0}, {10, 0}, {20, 0}, {30, 30}, {40, 60}}
	if diff := cmp.Diff([]image.Point{{0, 0}, {20, 0}, {40, 60}}, straighten(bent)); diff != "" {
		t.Error(diff)
	}
}
