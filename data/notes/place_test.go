package notes

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestThereIsAlwaysRoomBetweenTwoPlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		places := []string{placeAt(time.UnixMicro(rapid.Int64Range(-5, 1<<52).Draw(t, "time")))}
		for range rapid.IntRange(1, 60).Draw(t, "how many") {
			at := rapid.IntRange(0, len(places)).Draw(t, "at")
			lo, hi := "", ""
			if at > 0 {
				lo = places[at-1]
			}
			if at < len(places) {
				hi = places[at]
			}
			places = slices.Insert(places, at, between(lo, hi))
		}
		for i, p := range places {
			if !validPlace(p) {
				t.Fatalf("%q is no place", p)
			}
			if i > 0 && places[i-1] >= p {
				t.Fatalf("%q is not after %q", p, places[i-1])
			}
		}
	})
}

func TestThereIsRoomBetweenAnyTwoPlaces(t *testing.T) {
	place := rapid.StringOfN(rapid.SampledFrom([]rune("01Vyz")), 1, 12, -1).Filter(validPlace)
	rapid.Check(t, func(t *rapid.T) {
		lo, hi := place.Draw(t, "a"), place.Draw(t, "b")
		if lo > hi {
			lo, hi = hi, lo
		}
		checks := [][2]string{{lo, ""}, {"", lo}, {hi, ""}, {"", hi}}
		if lo != hi {
			checks = append(checks, [2]string{lo, hi})
		}
		for _, c := range checks {
			if p := between(c[0], c[1]); !validPlace(p) || p <= c[0] || c[1] != "" && p >= c[1] {
				t.Fatalf("%q is not between %q and %q", p, c[0], c[1])
			}
		}
	})
}

func TestPlacesDoNotGrowByWhatIsUsual(t *testing.T) {
	start := placeAt(newClock().now())
	last, first, slot := start, start, between(start, "")
	for range 10_000 {
		last, first = between(last, ""), between("", first)
	}
	for range 1000 { // always to the same slot, as no one does
		slot = between(start, slot)
	}
	if len(last) > width || len(first) > width || len(slot) > 250 {
		t.Errorf("after ten thousand, the last is %d long and the first %d; after a thousand, the slot's is %d", len(last), len(first), len(slot))
	}
}

func TestWhatIsWrittenLaterComesLater(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		micro := rapid.Int64Range(0, 1<<52)
		a, b := micro.Draw(t, "a"), micro.Draw(t, "b")
		p, q := placeAt(time.UnixMicro(a)), placeAt(time.UnixMicro(b))
		if len(p) != width || !validPlace(p) || a < b && p > q || a+1 < b && p == q {
			t.Fatalf("%d is at %q, %d at %q", a, p, b, q)
		}
	})
}

func TestWhatIsNoPlaceIsNotTakenForOne(t *testing.T) {
	for _, p := range []string{"", "0", "a0", "å", "a b", "-", strings.Repeat("a", longest+1)} {
		if validPlace(p) {
			t.Errorf("%q is a place", p)
		}
	}
}
