package model

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func mkr(s string) Quantity {
	return Quantity{Value: decimal.RequireFromString(s), Known: true, Unit: "mkr", Status: Reported}
}

func tkr(s string) Quantity {
	q := mkr(s)
	q.Unit = "tkr"
	return q
}

func TestDifferencesAreAsCoarseAsTheirCoarsestPart(t *testing.T) {
	for _, c := range []struct {
		name  string
		got   Quantity
		want  string
		unit  string
		about bool
	}{
		{"april against march 2019", Difference(mkr("-18"), mkr("-20.1")), "2", "mkr", true},
		{"march against february 2019", Difference(mkr("-20.1"), mkr("-19.6")), "-0.5", "mkr", false},
		{"the remainder of april 2019", Combine(mkr("-18"), []Quantity{mkr("-16.8"), mkr("-4.5")}, -1), "3", "mkr", true},
		{"nothing lost, nothing approximate", Difference(mkr("-18"), mkr("-20.0")), "2", "mkr", false},
		{"half goes away from zero", Difference(mkr("1"), mkr("3.5")), "-3", "mkr", true},
		{"tkr against mkr", Difference(mkr("2"), tkr("900")), "1", "mkr", true},
		{"equal keeps its decimals", Difference(mkr("7.6"), mkr("7.6")), "0.0", "mkr", false},
	} {
		if got := c.got.Value.StringFixed(-c.got.Value.Exponent()); got != c.want || c.got.Unit != c.unit || c.got.Approximate != c.about {
			t.Errorf("%s: %s %s approximate=%v, want %s %s %v", c.name, got, c.got.Unit, c.got.Approximate, c.want, c.unit, c.about)
		}
	}
}

func TestASumOfListedItemsIsExactInTheFinestUnit(t *testing.T) {
	got := Sum([]Quantity{mkr("1.2"), tkr("900"), mkr("2"), tkr("850")})
	if got.Value.String() != "4950" || got.Unit != "tkr" || got.Approximate {
		t.Errorf("got %s %s", got.Value, got.Unit)
	}
	if Sum(nil).Known || Sum([]Quantity{mkr("1"), {Status: NotReported}}).Known {
		t.Error("a sum with a missing part is told as known")
	}
}

func TestWhatIsMissingIsNeverTakenAsZero(t *testing.T) {
	if d := Difference(mkr("-18"), Quantity{Status: NotQuoted}); d.Known {
		t.Errorf("a difference against nothing: %v", d)
	}
}

func TestADifferenceIsNeverFurtherOffThanHalfItsLastDigit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) Quantity {
			q := Quantity{Value: decimal.New(rapid.Int64Range(-99999, 99999).Draw(t, name), -int32(rapid.IntRange(0, 3).Draw(t, name+" digits"))), Known: true, Status: Reported}
			q.Unit = rapid.SampledFrom([]string{"kr", "tkr", "mkr"}).Draw(t, name+" unit")
			return q
		}
		a, b := draw("a"), draw("b")
		d := Difference(a, b)
		off := d.Kronor().Sub(a.Kronor().Sub(b.Kronor())).Abs()
		if half := decimal.New(5, max(a.Step(), b.Step())-1); off.GreaterThan(half) {
			t.Fatalf("%v − %v = %v, off by %v", a, b, d, off)
		}
		if !off.IsZero() && !d.Approximate {
			t.Fatalf("%v − %v = %v lost something and does not say so", a, b, d)
		}
	})
}

func TestADateIsReadAsTheCalendarHasIt(t *testing.T) {
	layouts := map[int]string{4: "2006", 7: "2006-01", 10: "2006-01-02"}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(
			rapid.StringMatching(`[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?`), rapid.StringMatching(`20[0-9]{2}-[01][0-9]-[0-3][0-9]`),
			rapid.StringMatching(`[-0-9 +a]{0,11}`),
		).Draw(t, "text")
		want, err := time.Parse(layouts[len(text)], text)
		d, ok := ParseDate(text)
		if good := layouts[len(text)] != "" && err == nil && want.Year() != 0; ok != good {
			t.Fatalf("%q is read: %v", text, ok)
		}
		if ok && !d.First().Equal(want) {
			t.Fatalf("%q is read as %v", text, d)
		}
	})
}

func TestPeriods(t *testing.T) {
	p, ok := ParsePeriod("2019-01/2019-04")
	if !ok || p.From != (Date{2019, 1, 0}) || p.To.Last() != time.Date(2019, 4, 30, 0, 0, 0, 0, time.UTC) {
		t.Errorf("%+v %v", p, ok)
	}
	if p, ok = ParsePeriod("2018-12~"); !ok || !p.Approximate || p.From.Month != 12 {
		t.Errorf("%+v %v", p, ok)
	}
	if p, ok = ParsePeriod("2021/.."); !ok || !p.To.IsZero() {
		t.Errorf("%+v %v", p, ok)
	}
	for _, bad := range []string{"", "2019-02-30", "2020/2019", "../..", "unknown~", "april"} {
		if _, ok := ParsePeriod(bad); ok {
			t.Errorf("%q is taken as a period", bad)
		}
	}
}

func TestKnownAtFollowsTheLibrarysClock(t *testing.T) {
	p := Package{Order: 3, SupersededAt: 7}
	for at, want := range map[int64]bool{2: false, 3: true, 6: true, 7: false} {
		if p.KnownAt(at) != want {
			t.Errorf("known at %d: %v", at, !want)
		}
	}
}
