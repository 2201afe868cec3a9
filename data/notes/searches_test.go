package notes

import (
	"slices"
	"testing"
)

func TestASavedSearchStaysUntilItIsForgotten(t *testing.T) {
	c := newClock()
	a, b := device(t, c), device(t, c)
	s := Searches{a}
	saved := func(s Searches) []string {
		words, err := s.Saved(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return words
	}
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	if got := saved(s); len(got) != 0 {
		t.Errorf("%v", got)
	}
	do(s.Save(ctx, "Försörjningsstöd"))
	do(s.Save(ctx, "hemlösa barn"))
	do(s.Save(ctx, "försörjningsstöd"))
	do(Searches{b}.Save(ctx, "hemlösa barn"))
	put(t, a, Entry{Kind: Note, Title: "ingen sökning"})
	meet(t, a, b)
	if got := saved(Searches{b}); len(got) != 2 || !slices.Contains(got, "hemlösa barn") {
		t.Errorf("%q", got)
	}
	do(s.Forget(ctx, "försörjningsstöd"))
	do(s.Forget(ctx, "aldrig sparad"))
	if got := saved(s); !slices.Equal(got, []string{"hemlösa barn"}) {
		t.Errorf("%q", got)
	}
	do(s.Save(ctx, "Försörjningsstöd"))
	if got := saved(s); !slices.Equal(got, []string{"Försörjningsstöd", "hemlösa barn"}) {
		t.Errorf("%q", got)
	}
}
