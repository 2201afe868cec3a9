package page

import (
	"context"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"rodatraden/app/i18n"
)

func savingsOf(t testing.TB, lib Library, committee, name, compare, lang string) *Savings {
	t.Helper()
	return builtPage(t, BuildSavings, lib, committee, name, compare, lang)
}

// sumsOf writes the reconciliation, a row a line.
func sumsOf(r Reconciliation) string {
	var out []string
	for _, row := range r.Rows {
		out = append(out, strings.TrimRight(row.Label+" | "+said(row.Figure)+" | "+strings.ReplaceAll(row.Beside, "\u00a0", " "), " |"))
	}
	return strings.Join(out, "\n")
}

func measureNamed(t *testing.T, p *Savings, record string) Saving {
	t.Helper()
	i := slices.IndexFunc(p.Measures.Rows, func(s Saving) bool { return s.Record == record })
	if i < 0 {
		t.Fatalf("%s is not on the page", record)
	}
	return p.Measures.Rows[i]
}

func TestSavingsAtThePreStudyOf2019(t *testing.T) {
	p := savingsOf(t, library(t), trollhattan, "asn-2019-10-prestudy", "asn-2019-06-monthly", "sv")
	same(t, "headline", p.Headline, "24 åtgärder summerar till 18\u202f400 tkr, 11,9 mkr uppges beslutat")
	same(t, "sub", p.Sub, "Vad som är känt till och med förstudie 2019 · 24 åtgärder med belopp och 3 utan · vilket beslut en åtgärd hör till återges inte")
	same(t, "title", p.Reconciliation.Title, "Beloppen går inte ihop")
	same(t, "reconciliation", sumsOf(p.Reconciliation), "Besparingar beslutade i slutet av 2018 | ca 14 mkr | om samma beslut sägs inte\n"+
		"Uppges beslutat, februari 2019 | 11,9 mkr | 10,4 beräknas få effekt 2019\n"+
		"Summa av 24 åtgärder | 18\u202f400 tkr | uträknat av appen\n"+
		"Skillnad mot februari | +6,5 mkr | uträknat; kan rymma beslut i juni\n"+
		"Färre tjänster, förslag i maj | 24 årsarbetare | inte samma 24 som åtgärderna\n"+
		"Effekt hittills | återges inte")

	var with, without int
	for i, m := range p.Measures.Rows {
		if m.Amount.Present() {
			with++
			continue
		}
		without++
		if i < 24 || m.Amount.Text != "återges inte" {
			t.Errorf("%d: %s, %q", i, m.Title, m.Amount.Text)
		}
	}
	if with != 24 || without != 3 || p.Measures.Without != 3 {
		t.Errorf("%d with amounts and %d without", with, without)
	}
	sum := p.Reconciliation.Rows[2].Figure
	if *sum.Value != "18400" || sum.AmountUnit != "tkr" || !sum.Computed || sum.Approximate {
		t.Errorf("sum: %+v", sum)
	}
}

func TestEachTotalToldHasItsPlace(t *testing.T) {
	p := savingsOf(t, library(t), trollhattan, "asn-2019-10-prestudy", Previous, "sv")
	late, february := p.Reconciliation.Rows[0], p.Reconciliation.Rows[1]
	if *late.Figure.Value != "14" || !late.Figure.Approximate || late.Figure.Source.Label != "Förstudie 2019, avsnitt 3.1" {
		t.Errorf("late 2018: %+v %+v", late.Figure, late.Figure.Source)
	}
	if *february.Figure.Value != "11.9" || february.Figure.Approximate || february.Figure.Source.Label != "Förstudie 2019, avsnitt 4" {
		t.Errorf("February: %+v %+v", february.Figure, february.Figure.Source)
	}
	if february.Effect == nil || *february.Effect.Value != "10.4" || february.Effect.Source.Label != "Förstudie 2019, avsnitt 4" {
		t.Errorf("its effect: %+v", february.Effect)
	}
	if src := p.Reconciliation.Source; src == nil || src.Label != "Förstudie 2019, avsnitt 3.1 och 4 och bilaga 4" || !strings.HasPrefix(src.Record, "documents:") {
		t.Errorf("where they stand: %+v", src)
	}
}

func TestAnEffectThatIsNotRepeatedIsNeverInventedNorCountedAsAGap(t *testing.T) {
	for _, name := range []string{"asn-2019-10-prestudy", Latest} {
		p := savingsOf(t, library(t), trollhattan, name, Previous, "sv")
		if p.Gaps != (Gaps{Expected: p.Gaps.Expected}) {
			t.Errorf("%s: gaps %+v", name, p.Gaps)
		}
		for _, m := range p.Measures.Rows {
			if m.Effect.Present() || m.Effect.Status != "not_quoted" {
				t.Errorf("%s: the effect of %s is %+v", name, m.Title, m.Effect)
			}
		}
	}
}

func TestBeforeThePreStudyOnlyTheTotalsAreKnown(t *testing.T) {
	p := savingsOf(t, library(t), trollhattan, "asn-2019-06-monthly", Previous, "sv")
	if len(p.Measures.Rows) != 0 || p.Waterfall != nil {
		t.Errorf("%d measures are known in June", len(p.Measures.Rows))
	}
	same(t, "headline", p.Headline, "11,9 mkr uppges beslutat, åtgärderna återges inte")
	same(t, "title", p.Reconciliation.Title, "Beloppen kan inte stämmas av")
	same(t, "reconciliation", sumsOf(p.Reconciliation), "Uppges beslutat, februari 2019 | 11,9 mkr | 10,4 beräknas få effekt 2019\n"+
		"Färre tjänster, förslag i maj | 24 årsarbetare\nEffekt hittills | återges inte")
	if p.Several == nil || len(p.Several.Consequences[0].Long.Impacts) != 1 || p.Several.Consequences[0].Long.Impacts[0].Text != "Längre tid i arbetslöshet" {
		t.Errorf("what the proposals were expected to lead to: %+v", p.Several)
	}
	p = savingsOf(t, library(t), trollhattan, "asn-2018-annual", None, "sv")
	same(t, "nothing known", p.Headline+" / "+p.Reconciliation.Title+" / "+p.Measures.Title, "Besparingar återges inte / Belopp återges inte / Åtgärder återges inte")
}

func TestTheWaterfallShowsTheLargestAndAddsUp(t *testing.T) {
	w := savingsOf(t, library(t), trollhattan, "asn-2019-10-prestudy", Previous, "sv").Waterfall
	var rows []string
	n := 0
	for _, r := range w.Rows {
		rows = append(rows, strings.ReplaceAll(r.Label, "\u00a0", " ")+" "+said(r.Amount))
		n += len(r.Measures)
	}
	same(t, "rows", strings.Join(rows, "; "), "Egna verksamheter 2 mkr; Nedläggning av stödboende 2 mkr; Lönebidragstäckning 1,3 mkr; "+
		"Två handläggartjänster färre 1,2 mkr; Tre om 1 mkr vardera 3 mkr; En områdeschefstjänst färre 900 tkr; 16 övriga åtgärder 8\u202f000 tkr")
	same(t, "total", w.Total.Label+" "+said(w.Total.Amount), "Summa 24 åtgärder 18\u202f400 tkr")
	same(t, "title", w.Title, "Två åtgärder om 2 mkr är störst")
	if n != 24 || w.Reference == nil || w.Reference.Label != "uppges beslutat i februari" || said(w.Reference.Amount) != "11,9 mkr" {
		t.Errorf("%d measures, reference %+v", n, w.Reference)
	}
}

func TestConsequencesOfAMeasureAndOfSeveralAreToldApart(t *testing.T) {
	p := savingsOf(t, library(t), trollhattan, "asn-2019-10-prestudy", Previous, "sv")
	own := measureNamed(t, p, "savings:egna-verksamheter-2019")
	if users := own.Consequences[0]; users.Perspective != "Brukare" || len(users.Long.Impacts) != 1 || users.Long.Impacts[0].Beside != "" ||
		users.Long.Impacts[0].Record != "impacts:egna-verksamheter-2019-langre-arbetsloshet" || users.Short.Absent.Kind != MarkNotQuoted {
		t.Errorf("own: %+v", users)
	}
	if economy := own.Consequences[2]; len(economy.Long.Impacts) != 1 || economy.Long.Impacts[0].Beside != "flera åtgärder" {
		t.Errorf("of several: %+v", economy)
	}
	same(t, "which", own.ConsequencesNote, "Flera åtgärder: vilka sägs inte.")
	same(t, "revisit", own.Revisit.Text, "”Längre tid i arbetslöshet” (2019). Utfall: återges inte.")
}

const interim = "socialnamnden-2025-04-interim"

func TestÄlvbroTellsWhatIsRealisedOfWhatWasDecided(t *testing.T) {
	p := savingsOf(t, library(t), alvbro, interim, "socialnamnden-2025-03-monthly", "sv")
	same(t, "headline", p.Headline, "2\u202f300 tkr av 13\u202f250 tkr i besparingar är realiserat januari–april 2025")
	last := p.Reconciliation.Rows[len(p.Reconciliation.Rows)-1]
	if last.Kind != SumEffect || *last.Figure.Value != "2300" || !last.Figure.Computed {
		t.Errorf("effect: %+v", last)
	}
	homes := measureNamed(t, p, "savings:bes-egna-familjehem")
	if *homes.Amount.Value != "2.4" || *homes.Effect.Value != "0.1" || homes.EffectPeriod != "januari–april 2025" || homes.Effect.Source == nil {
		t.Errorf("%+v", homes)
	}
	if homes.Revisit == nil || homes.Revisit.Figure == nil || homes.Revisit.Figure.Record == "" || !strings.Contains(homes.Revisit.Text, homes.Revisit.Figure.Text) {
		t.Errorf("revisit: %+v", homes.Revisit)
	}
}

func TestATotalThatItsMeasuresDoNotAddUpToIsSeen(t *testing.T) {
	p := savingsOf(t, library(t), alvbro, interim, Previous, "sv")
	same(t, "title", p.Reconciliation.Title, "Beloppen går inte ihop")
	var differences []string
	for _, r := range p.Reconciliation.Rows {
		if r.Kind == SumDifference {
			differences = append(differences, r.Label+" "+said(r.Figure))
		}
		if r.Kind == SumStated && r.Sum != nil && r.Figure.Text == "" {
			t.Errorf("%+v", r)
		}
	}
	same(t, "differences", strings.Join(differences, "; "), "Skillnad mot åtgärdsplan 2025 −0,6 mkr")
	if first := p.Reconciliation.Rows[0]; first.Sum == nil || *first.Sum.Value != "2000" || !first.Sum.Computed || !strings.HasSuffix(first.Beside, "stämmer") {
		t.Errorf("one that does: %+v", first)
	}
}

func TestAnEffectMayBeACostOrNotReportedOrNotYetExpected(t *testing.T) {
	p := savingsOf(t, library(t), alvbro, interim, Previous, "sv")
	if cost := measureNamed(t, p, "savings:bes-arbetsmarknadsplatser"); said(cost.Effect) != "−80 tkr" {
		t.Errorf("a cost: %+v", cost.Effect)
	}
	if gap := measureNamed(t, p, "savings:bes-assistansavtal"); gap.Effect.Status != "not_reported" || gap.Effect.Text != "redovisas inte" {
		t.Errorf("not reported: %+v", gap.Effect)
	}
	if p.Gaps.NotReported != 3 || p.Gaps.Expected != 28 || !strings.HasSuffix(p.Sub, "3 av 28 belopp redovisas inte") {
		t.Errorf("gaps %+v, %s", p.Gaps, p.Sub)
	}
	plan := savingsOf(t, library(t), alvbro, "socialnamnden-2024-plan", None, "sv")
	same(t, "the plan's headline", plan.Headline, "Åtta åtgärder summerar till 7\u202f050 tkr, lika mycket som beslutats")
	same(t, "the plan's title", plan.Reconciliation.Title, "Beloppen går ihop")
	if plan.Gaps.NotReported != 1 || plan.Reconciliation.Rows[len(plan.Reconciliation.Rows)-1].Kind == SumEffect {
		t.Errorf("an effect is expected before it has begun: %+v", plan.Gaps)
	}
	if m := measureNamed(t, plan, "savings:bes-hemmaplan"); m.Effect.Status != "not_applicable" || m.Effect.Words != "från mars 2024" {
		t.Errorf("not yet: %+v", m.Effect)
	}
	if m := measureNamed(t, p, "savings:bes-samlokalisering"); m.Effect.Words != "avbruten" {
		t.Errorf("cancelled: %+v", m.Effect)
	}
}

func TestNothingToldLaterReachesBesparingar(t *testing.T) {
	full := library(t)
	for _, committee := range committees {
		growing := open(t)
		for _, pkg := range samples()[committee] {
			install(t, growing, pkg)
			name := pkg.Manifest.Name
			then := string(written(t, savingsOf(t, growing, committee, name, Previous, "sv")))
			now := string(written(t, savingsOf(t, full, committee, name, Previous, "sv")))
			if then != now {
				t.Errorf("%s reads otherwise when later packages are installed: %s", name, firstDifference(then, now))
			}
		}
	}
}

func TestEveryFigureOfBesparingarLeadsToItsSource(t *testing.T) {
	lib := library(t)
	ctx, l := context.Background(), i18n.New("sv")
	for _, committee := range committees {
		c := choose(t, lib, committee, map[string]string{trollhattan: "asn-2019-10-prestudy", alvbro: interim}[committee], Previous)
		p, err := BuildSavings(ctx, lib, c, l)
		if err != nil {
			t.Fatal(err)
		}
		var refs []string
		leads := func(what string, f Figure) {
			if !f.Present() {
				return
			}
			if f.Record == "" && f.Source == nil {
				t.Errorf("%s %s leads nowhere", what, f.Text)
				return
			}
			if refs = append(refs, f.Record); f.Record == "" {
				refs[len(refs)-1] = f.Source.Record
			}
		}
		for _, r := range p.Reconciliation.Rows {
			leads(r.Label, r.Figure)
			if r.Effect != nil {
				leads(r.Label, *r.Effect)
			}
		}
		for _, m := range p.Measures.Rows {
			leads(m.Title, m.Amount)
			leads(m.Title, m.Effect)
			for _, row := range m.Consequences {
				for _, i := range slices.Concat(row.Short.Impacts, row.Long.Impacts, row.Either) {
					refs = append(refs, i.Record)
				}
			}
		}
		slices.Sort(refs)
		for _, ref := range slices.Compact(refs) {
			r, err := BuildRecord(ctx, lib, c, ref, l)
			if err != nil {
				t.Errorf("%s: %v", ref, err)
			} else if r.Source == nil && !strings.HasPrefix(ref, "sources:") && !strings.HasPrefix(ref, "documents:") {
				t.Errorf("%s has no source", ref)
			}
		}
	}
}

func TestTheHeadlineOfBesparingarIsShortForEveryPackage(t *testing.T) {
	lib := library(t)
	for _, committee := range committees {
		for _, pkg := range packagesOf(t, lib, committee) {
			for _, lang := range []string{"sv", "en"} {
				p := savingsOf(t, lib, committee, pkg.Name, Previous, lang)
				if n := utf8.RuneCountInString(p.Headline); n == 0 || n > longest {
					t.Errorf("%s, %s: %d letters: %s", pkg.Name, lang, n, p.Headline)
				}
				walk(t, p, func(path, text string) {
					if strings.ContainsAny(text, "⟦⟧") || strings.Contains(text, "<no value>") {
						t.Errorf("%s, %s %s: %s", pkg.Name, lang, path, text)
					}
				})
			}
		}
	}
}

func TestAMeasureIsShortenedToAWholePhrase(t *testing.T) {
	for title, want := range map[string]string{
		"Uppdragskostnader": "Uppdragskostnader",
		"Neddragning inom Arbetsmarknadsstöd, egna verksamheter": "Egna verksamheter",
		"Stöd på hemmaplan i stället för placering":              "Stöd på hemmaplan",
		"Lönebidragstäckning till föreningar":                    "Lönebidragstäckning",
		"Nedläggning av mötesplatsen för äldre i Norrby":         "Mötesplatsen för äldre",
	} {
		if got := shortMeasure(title); got != want {
			t.Errorf("%s: %s, want %s", title, got, want)
		}
	}
}
