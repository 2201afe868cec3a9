package i18n

import (
	"testing"
	"time"
)

func TestMomentsAreTheComputersOwn(t *testing.T) {
	zone := time.Local
	defer func() { time.Local = zone }()
	time.Local = time.FixedZone("CET", 3600)
	at := time.Date(2026, 3, 12, 13, 5, 0, 0, time.UTC)
	if got := New(Swedish).Moment(at); got != "12\u00a0mars 2026 kl. 14.05" {
		t.Errorf("got %q", got)
	}
	if got := New(English).Moment(at); got != "12\u00a0March 2026 at 14:05" {
		t.Errorf("got %q", got)
	}
	if got := New(Swedish).Moment(time.Time{}); got != "" {
		t.Errorf("no time is told as %q", got)
	}
}

func TestHowMuchOfASizeThereIsSaysTheUnitOnceAndIsNotRoundedUp(t *testing.T) {
	for _, c := range []struct {
		done, total int64
		want        string
	}{
		{21_000_000, 34_000_000, "21 av 34\u00a0MB"}, {812_000, 34_000_000, "812\u00a0kB av 34\u00a0MB"},
		{33_900_000, 34_000_000, "33 av 34\u00a0MB"}, {34_000_000, 34_000_000, "34 av 34\u00a0MB"},
		{0, 2_140_000, "0\u00a0byte av 2,1\u00a0MB"}, {2_139_000, 2_140_000, "2,1 av 2,1\u00a0MB"},
	} {
		if got := New(Swedish).BytesOf(c.done, c.total); got != c.want {
			t.Errorf("%d of %d: %q, want %q", c.done, c.total, got, c.want)
		}
	}
}

func TestSizesAreToldAsPeopleKnowThem(t *testing.T) {
	for n, want := range map[int64]string{0: "0\u00a0byte", 812: "812\u00a0byte", 34_400: "34\u00a0kB", 2_140_000: "2,1\u00a0MB", 34_000_000: "34\u00a0MB", 1_500_000_000: "1,5\u00a0GB"} {
		if got := New(Swedish).Bytes(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}
