package page

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"rodatraden/app/i18n"
	"rodatraden/data/notes"
)

// noted is a library with what a test's reader has written.
type noted struct {
	Library
	entries []notes.Entry
	err     error
}

func (w noted) Written(_ context.Context, repository, committee string) (out []notes.Entry, err error) {
	for _, e := range w.entries {
		if e.About.Repository == repository && e.About.Committee == committee {
			out = append(out, e)
		}
	}
	return out, w.err
}

// entryOn is an entry on a record as a choice tells it.
func entryOn(t *testing.T, lib Library, c Choice, ref string, e notes.Entry) notes.Entry {
	t.Helper()
	about, err := BuildAbout(context.Background(), lib, c, ref, i18n.New("sv"))
	if err != nil {
		t.Fatal(err)
	}
	e.About = about
	return e
}

const alvbroForecast = "amounts:alvbro-total-variance-forecast-2024"

func TestARecordSaysThatItHasChangedSinceItWasRead(t *testing.T) {
	ctx, lib, l := context.Background(), library(t), i18n.New("sv")
	september := choose(t, lib, alvbro, "socialnamnden-2024-09-monthly", None)
	october := choose(t, lib, alvbro, "socialnamnden-2024-10-monthly", None)
	read := entryOn(t, lib, september, alvbroForecast, notes.Entry{Kind: notes.Read, Changed: time.Date(2026, 11, 12, 12, 0, 0, 0, time.UTC)})
	readLater := entryOn(t, lib, october, alvbroForecast, notes.Entry{Kind: notes.Read, Changed: read.Changed})
	for _, c := range []struct {
		name    string
		at      Choice
		entries []notes.Entry
		err     error
		says    string
		mark    bool
	}{
		{"not read", october, nil, nil, "", true},
		{"as it was read", september, []notes.Entry{read}, nil, "", false},
		{"changed since", october, []notes.Entry{read}, nil, "Läst 12 november 2026; ändrad sedan dess", true},
		{"older than what was read", september, []notes.Entry{readLater}, nil, "", false},
		{"notes that cannot be read", october, []notes.Entry{read}, errors.New("gone"), "", false},
	} {
		v, err := BuildRecord(ctx, noted{lib, c.entries, c.err}, c.at, alvbroForecast, l)
		if err != nil {
			t.Fatal(err)
		}
		if got := plainText(v.Read); got != c.says || v.MarkRead != c.mark {
			t.Errorf("%s: %q, to be marked %v", c.name, got, v.MarkRead)
		}
	}
	if v, err := BuildRecord(ctx, lib, october, alvbroForecast, l); err != nil || v.MarkRead || v.Own != nil {
		t.Errorf("of a library without notes: %+v, %v", v, err)
	}
}

func TestTheReadersEntriesOnARecordAreToldInShort(t *testing.T) {
	lib, l := library(t), i18n.New("sv")
	c := choose(t, lib, alvbro, "socialnamnden-2024-10-monthly", None)
	var entries []notes.Entry
	for _, e := range []notes.Entry{
		{ID: "1", Kind: notes.Note, Text: "\nFörsta raden\nandra raden"},
		{ID: "2", Kind: notes.Question, Title: "Vad förklarar det?", State: notes.Asked},
		{ID: "3", Kind: notes.Bookmark},
		{ID: "4", Kind: notes.Verdict, Verdict: notes.Partly, Text: "Nästan"},
		{ID: "5", Kind: notes.Silenced, Title: "Tyst"},
		{ID: "6", Kind: notes.Search, Title: "prognos"},
	} {
		entries = append(entries, entryOn(t, lib, c, alvbroForecast, e))
	}
	entries = append(entries, notes.Entry{ID: "7", Kind: notes.Note, Text: "om annat", About: notes.About{Repository: entries[0].About.Repository, Committee: entries[0].About.Committee}})
	v, err := BuildRecord(context.Background(), noted{lib, entries, nil}, c, alvbroForecast, l)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, o := range v.Own {
		all = append(all, o.ID+" "+o.Label+": "+o.Text)
	}
	same(t, "told", strings.Join(all, "; "), "1 Anteckning: Första raden; 2 Fråga · Ställd: Vad förklarar det?; 3 Bokmärke: ; 4 Egen bedömning · Delvis klart: Nästan")
}

func TestAReplacedPackageTellsHowManyNotesItConcerns(t *testing.T) {
	ctx, lib, l := context.Background(), library(t), i18n.New("sv")
	c := choose(t, lib, alvbro, "socialnamnden-2024-09-monthly", None)
	bare, err := BuildReplaced(ctx, lib, c, l)
	if err != nil || bare.Changed == 0 || bare.Touched != 0 {
		t.Fatalf("%+v, %v", bare, err)
	}
	now := choose(t, lib, alvbro, "socialnamnden-2024-09-monthly-2", "socialnamnden-2024-09-monthly")
	changes, err := BuildChanges(ctx, lib, now, l)
	if err != nil {
		t.Fatal(err)
	}
	differs := map[string]bool{}
	touching := ""
	for _, row := range changes.Rows {
		differs[row.Record] = true
		if touching == "" {
			touching = row.Record
		}
	}
	untouched := ""
	amounts, err := lib.Current(ctx, c.scope(c.At), "amounts")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range amounts {
		if !differs[r.Ref()] {
			untouched = r.Ref()
			break
		}
	}
	if touching == "" || untouched == "" {
		t.Fatalf("%q differs, %q does not", touching, untouched)
	}
	on := func(ref string, kind notes.Kind) notes.Entry {
		return entryOn(t, lib, now, ref, notes.Entry{Kind: kind})
	}
	for _, tried := range []struct {
		entries []notes.Entry
		touched int
		says    string
	}{
		{[]notes.Entry{on(untouched, notes.Note), on("", notes.Note), on(touching, notes.Read), on(touching, notes.Silenced)}, 0, bare.Text},
		{[]notes.Entry{on(untouched, notes.Note), on(touching, notes.Note)}, 1, strings.TrimSuffix(bare.Text, ".") + ", en av dina anteckningar berörs."},
		{[]notes.Entry{on(touching, notes.Question), on(touching, notes.Note)}, 2, strings.TrimSuffix(bare.Text, ".") + ", två av dina anteckningar berörs."},
	} {
		r, err := BuildReplaced(ctx, noted{lib, tried.entries, nil}, c, l)
		if err != nil || r.Touched != tried.touched || r.Text != tried.says {
			t.Errorf("%d: %q, %v", r.Touched, r.Text, err)
		}
	}
	if r, err := BuildReplaced(ctx, noted{lib, nil, errors.New("gone")}, c, l); err != nil || r.Text != bare.Text {
		t.Errorf("where the notes cannot be read: %+v, %v", r, err)
	}
}
