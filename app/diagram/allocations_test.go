//go:build !race

package diagram

import (
	"image"
	"math"
	"runtime"
	"testing"
)

// Not under the race detector, where the standard library's pools forget at random.

func TestTheThousandthDrawingAllocatesAsMuchAsTheTenth(t *testing.T) {
	for _, c := range benchmarked() {
		var into *image.RGBA
		s := c.s
		s.W, s.H = 600, 200
		drawn := 0
		// The runtime may allocate in between: of three drawings the one with fewest counts.
		allocations := func() uint64 {
			least := uint64(math.MaxUint64)
			for range 3 {
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				img, _, err := Render(c.d, s, into)
				runtime.ReadMemStats(&after)
				if err != nil {
					t.Fatal(err)
				}
				least = min(least, after.Mallocs-before.Mallocs)
				into = img
				drawn++
			}
			return least
		}
		for drawn < 9 {
			allocations()
		}
		tenth := allocations()
		for drawn < 999 {
			if _, _, err := Render(c.d, s, into); err != nil {
				t.Fatal(err)
			}
			drawn++
		}
		if thousandth := allocations(); tenth != thousandth {
			t.Errorf("%s: %d allocations at the 10th drawing, %d at the 1000th", c.name, tenth, thousandth)
		}
	}
}
