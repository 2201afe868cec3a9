package page

import (
	"context"
	"slices"
	"strings"
	"testing"

	"rodatraden/app/i18n"
	"rodatraden/data/fault"
)

func record(t *testing.T, lib Library, committee, name, ref, lang string) *RecordView {
	t.Helper()
	v, err := BuildRecord(context.Background(), lib, choose(t, lib, committee, name, None), ref, i18n.New(lang))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func fieldsOf(fields []NamedText) string {
	var parts []string
	for _, f := range fields {
		parts = append(parts, f.Label+": "+strings.ReplaceAll(f.Text, "\u00a0", " "))
	}
	return strings.Join(parts, "; ")
}

func TestARecordIsToldInWordsWithItsHistory(t *testing.T) {
	lib := library(t)
	v := record(t, lib, trollhattan, "asn-2019-05-monthly", "amounts:asn-total-variance-forecast-2019", "sv")
	same(t, "title", v.Kind+", "+v.Title+", "+v.Stated, "Belopp, Nämnden totalt −18 mkr, Står enligt uppgift i Delårsrapport april 2019")
	same(t, "fields", fieldsOf(v.Fields), "Rad: Nämnden totalt; Mått: Avvikelse, prognos helår; Period: 2019; Belopp: −18 mkr; Som skrivet: underskott om 18 mkr")
	same(t, "history", fieldsOf(v.History), "Månadsuppföljning februari 2019: −19,6 mkr; Månadsuppföljning mars 2019: −20,1 mkr; Delårsrapport april 2019: −18 mkr")
	same(t, "source", v.Source.Label+" / "+v.Source.SaidIn, "Förstudie 2019, avsnitt 4 / Delårsrapport april 2019")

	v = record(t, lib, trollhattan, "asn-2019-04-interim", v.Source.Record, "sv")
	same(t, "the passage", v.Kind+": "+v.Title, "Källa: Förstudie 2019, avsnitt 4")
	same(t, "the passage's fields", fieldsOf(v.Fields), "Dokument: Förstudie 2019; Står enligt uppgift i: Delårsrapport april 2019; Avsnitt: avsnitt 4; "+
		"Form: skriftligt; Vem säger det: nämnden; Känt sedan: 30 oktober 2019")

	v = record(t, lib, trollhattan, "asn-2018-annual", "amounts:asn-total-variance-outcome-2018-bilaga-1", "en")
	same(t, "in English", v.Kind+": "+v.Title, "Amount: Nämnden totalt about −34 mkr")
	same(t, "fields in English", fieldsOf(v.Fields), "Line: Nämnden totalt; Measure: Variance, full-year outcome; Period: 2018; Place: bilaga 1; Amount: about −34 mkr; As written: underskott om cirka 34 mkr")
}

func TestARecordIsToldAsKnownAtTheChosenPackage(t *testing.T) {
	lib := library(t)
	ctx, l := context.Background(), i18n.New("sv")
	const forecast = "amounts:alvbro-total-variance-forecast-2024"
	// October was told when September was corrected, and ranks above it.
	v := record(t, lib, alvbro, "socialnamnden-2024-09-monthly-2", forecast, "sv")
	same(t, "at the correction", v.Title, "Nämnden totalt −6,3 mkr")
	if h := fieldsOf(v.History); strings.Contains(h, "oktober") || strings.Contains(h, "−5,4") {
		t.Errorf("history: %s", h)
	}
	v = record(t, lib, alvbro, "socialnamnden-2024-10-monthly", forecast, "sv")
	same(t, "at October", v.Title, "Nämnden totalt −6,6 mkr")
	if h := fieldsOf(v.History); !strings.Contains(h, "september 2024: −5,4") {
		t.Errorf("history: %s", h)
	}
	for _, ref := range []string{"amounts:placeringskostnader-variance-forecast-2019", "amounts:none", "nothing:at-all"} {
		_, err := BuildRecord(ctx, lib, choose(t, lib, trollhattan, "asn-2019-03-monthly", None), ref, l)
		if fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s at March: %v", ref, err)
		}
	}
	if _, err := BuildRecord(ctx, lib, choose(t, lib, trollhattan, Latest, None), "no reference", l); fault.KindOf(err) != fault.Usage {
		t.Errorf("what is no reference: %v", err)
	}
}

func TestSearchingIsGroupedAndMarked(t *testing.T) {
	lib := library(t)
	ctx, l := context.Background(), i18n.New("sv")
	p, err := BuildSearch(ctx, lib, choose(t, lib, trollhattan, "asn-2019-04-interim", None), SearchAsk{Words: "FÖRSÖRJNINGSSTÖD", Limit: 100}, l)
	if err != nil {
		t.Fatal(err)
	}
	if p.Total == 0 || p.Total != len(p.Hits) || !strings.HasPrefix(p.Headline, l.Int(p.Total)+" träffar på ”FÖRSÖRJNINGSSTÖD”") {
		t.Errorf("%d hits, %d told, %q", len(p.Hits), p.Total, p.Headline)
	}
	cause, groups := "", []string{}
	for _, h := range p.Hits {
		if h.Ref == "causes:asn-total-2019-forsorjningsstod" {
			for _, r := range h.Title {
				if r.Hit {
					cause += "[" + r.Text + "]"
				} else {
					cause += r.Text
				}
			}
		}
		if len(groups) == 0 || groups[len(groups)-1] != h.Group {
			groups = append(groups, h.Group)
		}
	}
	same(t, "a cause", cause, "[Försörjningsstöd] −4,5 mkr")
	seen := map[string]bool{}
	for _, g := range groups {
		if seen[g] {
			t.Errorf("a group is parted: %v", groups)
		}
		seen[g] = true
	}
	p, err = BuildSearch(ctx, lib, choose(t, lib, trollhattan, Latest, None), SearchAsk{Words: "finns inte någonstans", Limit: 100}, l)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "nothing", p.Headline, "Inga träffar på ”finns inte någonstans”")
	p, err = BuildSearch(ctx, lib, choose(t, lib, trollhattan, Latest, None), SearchAsk{Words: strings.Repeat("a", 300), Limit: 100}, l)
	if err != nil {
		t.Fatal(err)
	}
	if n := len([]rune(p.Headline)); n > longest {
		t.Errorf("a long query makes a headline of %d letters", n)
	}
}

func TestWhatRanksAboveTheChosenPackageIsNotFound(t *testing.T) {
	lib := library(t)
	c := choose(t, lib, alvbro, "socialnamnden-2024-09-monthly-2", None)
	p, err := BuildSearch(context.Background(), lib, c, SearchAsk{Words: "försörjningsstöd", Limit: 100}, i18n.New("sv"))
	if err != nil {
		t.Fatal(err)
	}
	if p.Total == 0 || c.highest() {
		t.Fatalf("%d hits; nothing ranks above: %v", p.Total, c.highest())
	}
	for _, h := range p.Hits {
		for _, r := range h.Line {
			if strings.Contains(r.Text, "oktober 2024") {
				t.Errorf("%s: %s", h.Ref, r.Text)
			}
		}
	}
}

func TestWhatIsNoLongerToldStillOpensAndSaysSo(t *testing.T) {
	lib := library(t)
	for _, gone := range []struct{ at, ref, last string }{
		{"socialnamnden-2023-09-monthly", "causes:alvbro-total-2023-personlig-assistans", "Anges inte längre"},
		{"socialnamnden-2024-06-monthly", "amounts:ekonomiskt-bistand-budget-year-2025", "återtaget"},
	} {
		r := record(t, lib, alvbro, gone.at, gone.ref, "sv")
		if n := len(r.History); n < 2 || !strings.HasPrefix(r.History[n-1].Text, gone.last) || strings.HasPrefix(r.History[n-2].Text, gone.last) {
			t.Errorf("%s at %s: %+v", gone.ref, gone.at, r.History)
		}
	}
}

func TestWhatAReportToldThatHasBeenTakenBackOpensAndSaysSo(t *testing.T) {
	lib := library(t)
	opened := 0
	for _, p := range packagesOf(t, lib, generated) {
		if !withdraws(p) {
			continue
		}
		for _, ref := range []string{"amounts:namnden-totalt-variance-ytd-2025-02", "sources:manadsuppfoljning-2025-02-s4"} {
			c := choose(t, lib, generated, Latest, Previous)
			v, err := BuildRecord(context.Background(), lib, c, ref, i18n.New("sv"))
			if err != nil {
				t.Fatal(err)
			}
			opened++
			last := v.History[len(v.History)-1]
			if last.Label != p.Title || !strings.HasPrefix(last.Text, "återtaget") && !strings.HasPrefix(last.Text, "Återtaget") {
				t.Errorf("%s: the last that is said of it is %+v", ref, last)
			}
		}
		before := choose(t, lib, generated, "barn-och-utbildningsnamnden-2025-02-monthly", None)
		if v, err := BuildRecord(context.Background(), lib, before, "amounts:namnden-totalt-variance-ytd-2025-02", i18n.New("sv")); err != nil || slices.ContainsFunc(v.History, func(h NamedText) bool { return h.Label == p.Title }) {
			t.Errorf("before it was taken back: %+v, %v", v, err)
		}
	}
	if opened != 2 {
		t.Errorf("%d records were opened", opened)
	}
}
