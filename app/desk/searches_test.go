package desk

import (
	"context"
	"slices"
	"testing"
)

func TestSearchesAreKeptAmongTheNotes(t *testing.T) {
	ctx := context.Background()
	at := t.TempDir()
	d, err := Open(ctx, Config{Home: at})
	if err != nil {
		t.Fatal(err)
	}
	want := func(d *Desk, words ...string) {
		t.Helper()
		got, err := d.Searches().Saved(ctx)
		slices.Sort(got)
		slices.Sort(words)
		if err != nil || !slices.Equal(got, words) {
			t.Fatalf("kept are %q, want %q, %v", got, words, err)
		}
	}
	want(d)
	for _, words := range []string{"försörjningsstöd", "placering hvb", "  Försörjningsstöd "} {
		if err := d.Searches().Save(ctx, words); err != nil {
			t.Fatal(err)
		}
	}
	if all, _ := d.Searches().Saved(ctx); len(all) != 2 {
		t.Fatalf("a search is kept twice: %q", all)
	}
	for _, words := range []string{"FÖRSÖRJNINGSSTÖD", "was never kept"} {
		if err := d.Searches().Forget(ctx, words); err != nil {
			t.Fatal(err)
		}
	}
	want(d, "placering hvb")
	if err := d.Searches().Save(ctx, "försörjningsstöd"); err != nil { // again
		t.Fatal(err)
	}
	want(d, "placering hvb", "försörjningsstöd")
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if d, err = Open(ctx, Config{Home: at}); err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	want(d, "placering hvb", "försörjningsstöd")
}
