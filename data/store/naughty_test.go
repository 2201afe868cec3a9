package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"rodatraden/data/followup"
	"rodatraden/data/model"
	"rodatraden/data/sample/hostiletest"
	"rodatraden/data/schema"
	"rodatraden/data/store"
)

// naughty is the Big List of Naughty Strings, with a text that is longer than a cell may be.
func naughty(t *testing.T) []string {
	t.Helper()
	texts, err := hostiletest.Texts(filepath.Join("..", "followup", "testdata", "blns.txt"))
	if err != nil || len(texts) < 500 {
		t.Fatalf("%d texts, %v", len(texts), err)
	}
	return append(texts, strings.Repeat("😀", followup.MaxCellUnits/2)+"!")
}

// refusal is why a field refuses a text, or "".
func refusal(f schema.Field, text string) string {
	control := func(r rune) bool { return unicode.IsControl(r) && r != '\n' }
	switch {
	case len(text) > followup.MaxCellUnits:
		return followup.LimitCell
	case strings.ContainsFunc(text, control):
		return followup.ControlCharacter
	case strings.TrimSpace(text) == "" && f.Required:
		return followup.Required
	case strings.TrimSpace(text) == "":
		return followup.SpacesAround
	}
	return ""
}

// split parts the texts into those that every field takes and those that none does.
func split(texts []string) (taken, refused []string) {
	for _, text := range texts {
		if refusal(schema.Field{}, text) == "" {
			taken = append(taken, text)
		} else {
			refused = append(refused, text)
		}
	}
	return taken, refused
}

func TestWhatNoFieldTakesIsToldAndNothingElse(t *testing.T) {
	texts := naughty(t)
	taken, refused := split(texts)
	if len(refused) != 8 {
		t.Errorf("%d texts are to be refused: %.60q", len(refused), refused)
	}
	before, _, err := hostiletest.Before(taken)
	if err != nil {
		t.Fatal(err)
	}
	_, report, err := hostiletest.Build(texts, "Årsredovisning", before)
	if err == nil {
		t.Fatal("control characters have been taken")
	}
	told := map[string]string{}
	for _, f := range report.Findings {
		if f.Severity == followup.Fault {
			told[fmt.Sprint(f.File, " ", f.Row, " ", f.Column)] += f.Code
		}
	}
	fields := 0
	for _, table := range schema.All() {
		row := 2
		for at, text := range texts {
			for _, f := range table.Fields {
				place := fmt.Sprint(table.Name, ".csv ", row, " ", f.Name)
				if f.As == schema.Text {
					fields++
					want := refusal(f, hostiletest.Cell(table, f, at, text))
					if table.Name == "withdrawn" && f.Name == "key" && refusal(f, text) != "" {
						continue // its text was never told: that is told too
					}
					if told[place] != want {
						t.Errorf("%s: %.60q: told is %q, want %q", place, text, told[place], want)
					}
				} else if told[place] != "" {
					t.Errorf("%s: told is %q", place, told[place])
				}
			}
			row++
		}
	}
	if fields < 80*len(texts) {
		t.Errorf("only %d texts were stated", fields)
	}
}

func TestEveryTextComesBackFromTheLibraryAsItWas(t *testing.T) {
	ctx := context.Background()
	texts, _ := split(naughty(t))
	// As one text a title holds them all, a line each.
	title := strings.Join(texts, "\n")
	before, _, err := hostiletest.Before(texts)
	if err != nil {
		t.Fatal(err)
	}
	built, report, err := hostiletest.Build(texts, title, before)
	if err != nil {
		t.Fatal(err, report.Findings)
	}
	lib, err := store.Open(filepath.Join(t.TempDir(), "library.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	for _, p := range []*followup.Package{before, built} {
		published, err := followup.ReadVerified(p.ManifestBytes(), p.Files)
		if err != nil {
			t.Fatal(err)
		}
		if err := lib.Install(ctx, "repository", "sha256:"+p.Manifest.Name, published); err != nil {
			t.Fatal(err)
		}
	}

	title = norm.NFC.String(title)
	packages, err := lib.Packages(ctx, "repository", hostiletest.Committee)
	if err != nil || len(packages) != 2 {
		t.Fatal(len(packages), err)
	}
	p := packages[slices.IndexFunc(packages, func(p *model.Package) bool { return p.Name == hostiletest.Name })]
	for name, got := range map[string]string{
		"the package's title": p.Title, "the committee": p.Committee.Name, "the municipality": p.Committee.Municipality.Name, "the meeting": p.MeetingItem,
	} {
		if got != title {
			t.Errorf("%s is not what it was", name)
		}
	}

	scope := store.Scope{Repository: "repository", Committee: hostiletest.Committee, At: store.Latest}
	read := 0
	for _, table := range schema.All() {
		if table.Name == "withdrawn" {
			continue // no records: what is withdrawn is gone, which is asked below
		}
		records, err := lib.Current(ctx, scope, table.Name)
		if err != nil || len(records) != len(texts) {
			t.Errorf("%s has %d records of %d, %v", table.Name, len(records), len(texts), err)
		}
		byID := map[string][]string{}
		for _, r := range records {
			byID[r.ID()] = r.Cells
		}
		for at, text := range texts {
			cells := byID[hostiletest.Row(table.Name, at)]
			if cells == nil {
				t.Errorf("%s: the row of %q is gone", table.Name, text)
				continue
			}
			for i, f := range table.Fields {
				if want := norm.NFC.String(hostiletest.Cell(table, f, at, text)); cells[i] != want {
					t.Errorf("%s.%s: %q has come back as %q", table.Name, f.Name, want, cells[i])
				}
				if f.As == schema.Text {
					read++
				}
			}
		}
	}
	if read < 80*len(texts) {
		t.Errorf("only %d texts were read", read)
	}
	if _, err := lib.Search(ctx, scope, title, store.First(3)); err != nil {
		t.Errorf("searching for all of them at once: %v", err)
	}
}

func TestEveryTextCanBeSearchedFor(t *testing.T) {
	ctx := context.Background()
	texts, refused := split(naughty(t))
	p, _, err := hostiletest.Before(texts)
	if err != nil {
		t.Fatal(err)
	}
	lib, err := store.Open(filepath.Join(t.TempDir(), "library.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	if err := lib.Install(ctx, "repository", "sha256:before", p); err != nil {
		t.Fatal(err)
	}
	scope := store.Scope{Repository: "repository", Committee: hostiletest.Committee, At: store.Latest}
	words := 0
	for _, text := range append(slices.Clone(texts), refused...) {
		results, err := lib.Search(ctx, scope, text, store.First(1000))
		if err != nil {
			t.Errorf("searching for %.60q: %v", text, err)
			continue
		}
		if len(results.Found) == 0 || slices.Contains(refused, text) {
			continue // it has no word, or is nowhere
		}
		words++
		if !slices.ContainsFunc(results.Hits, func(h store.Hit) bool { return h.Record.Get("label") == norm.NFC.String(text) }) {
			t.Errorf("%.60q is not among the %d that are found", text, len(results.Hits))
		}
	}
	if words < 450 {
		t.Errorf("only %d of %d texts are found", words, len(texts))
	}
}
