package page

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"rodatraden/data/schema"
)

func threadOf(t testing.TB, committee, name, lang string) *Thread {
	t.Helper()
	return builtPage(t, BuildThread, library(t), committee, name, Previous, lang)
}

// stepText is a chain's step as a line: what stands there, what is missing, what could stand there.
func stepText(s ChainStep) string {
	n := ThreadNode{Sub: s.Sub, Mark: s.Absent}
	if s.Node != nil {
		n = *s.Node
	}
	parts := []string{s.Number + " " + s.Title, n.Title, n.Sub}
	if n.Mark.Text != "" {
		parts = append(parts, string(n.Mark.Kind)+": "+n.Mark.Text)
	}
	if s.Others != nil {
		parts = append(parts, joined(" ", "("+s.Others.Forms[0]+")", s.Others.Mark.Text))
	}
	return joined(" | ", parts...)
}

func gradesOf(c ThreadChain) string {
	var out []string
	for _, l := range c.Links {
		out = append(out, string(l.Grade))
	}
	return strings.Join(out, " ")
}

func TestTheThreadOfTheReviewOf2021IsThatOfThePicture(t *testing.T) {
	p := threadOf(t, trollhattan, "asn-2021-review", "sv")
	same(t, "headline", p.Headline, "Tråden är belagd i en av nio länkar, delvis i tre och bruten i en")
	same(t, "line", p.Sub, "Fyra länkar återges inte i utdragen och räknas inte som luckor · vad som är känt vid granskning 2021")
	same(t, "grades", gradesOf(p.Chain), "not_quoted partial not_quoted not_quoted stated partial partial not_quoted broken")
	var steps []string
	for _, s := range p.Chain.Steps {
		steps = append(steps, stepText(s))
	}
	same(t, "steps", strings.Join(steps, "\n"), strings.Join([]string{
		"1 Fokusområde | Likvärdiga förutsättningar | till positiv utveckling | (Långsiktigt helhetsperspektiv)",
		"2 KF-mål | Öka jämlikhet och trygghet | Med särskilt fokus på barn, unga och äldre | (2 andra KF-mål)",
		"3 Nämndmål | Försörjningsstödet ska minska | Arbetsmarknads- och socialt stöd | (Förebyggande arbete ger ökad trygghet)",
		"4 Områdesmål | Nivån finns i styrmodellen | not_quoted: återges inte",
		"5 Indikator | Inskrivna i Alla behövs i jobb: 1 076 | Personer, augusti 2021 | (4 andra indikatorer)",
		"6 Insats | Alla behövs i jobb | Modell sedan 2018 | missing: effekten redovisas inte | (4 andra insatser)",
		"7 Budget | 142,7 mkr | Arbetsmarknads- och socialt stöd 2021 | (Nämnden: 364,4 mkr)",
		"8 Besparing | Egna verksamheter: 2 mkr | Arbetsmarknadsstöd 2019 | (23 andra med belopp)",
		"9 Rekommendation | Analys av om insatser ger självförsörjning | Granskning 2021 | (Se över och implementera stöddokument)",
		"10 Beslut | 4 uppföljningar godkända | missing: inget beslut om åtgärd | (Svar:) återges inte",
	}, "\n"))
	l := p.Chain.Links[p.Chain.Chosen]
	same(t, "link", l.Title+" | "+l.Text+" | "+l.Source.Label,
		"Länk 5 till 6: belagd | Antal inskrivna, unika individer, i Alla behövs i jobb är ett eget nyckeltal i delårsrapporten. | Granskning 2021, avsnitt 4.1, tabell")
	broken := p.Chain.Links[8]
	same(t, "broken", broken.Text+" | "+broken.Source.Label, "Inget beslut om åtgärd har fattats utifrån uppföljningen under 2021. | Granskning 2021, avsnitt 4.6")
	if g := p.Gaps; g.NotReported != 1 || !slices.Equal(p.Chain.Broken(), []int{8}) {
		t.Errorf("the gaps are %+v at %v", g, p.Chain.Broken())
	}
	forms := p.Chain.Steps[8].Others.Forms
	if !slices.Equal(forms, []string{"Se över och implementera stöddokument", "Stöddokument", "1 annan"}) {
		t.Errorf("the other recommendation is called %q", forms)
	}
}

func TestALinkIsDrawnOnlyWhereSomethingStatesIt(t *testing.T) {
	drawn := 0
	for _, committee := range committees {
		for _, q := range packagesOf(t, library(t), committee) {
			p := threadOf(t, committee, q.Name, "sv")
			tied := map[string]LinkGrade{}
			for _, tie := range p.Ties {
				tied[tie.From+" "+tie.To] = tie.Grade
			}
			for _, level := range p.Levels {
				for _, n := range level.Nodes {
					c := p.Through(n.Record)
					where := q.Name + ", " + n.Record
					if !slices.Contains(c.Records(), n.Record) || len(c.Steps) != 10 || len(c.Links) != 9 {
						t.Fatalf("%s: the thread does not go through it: %v", where, c.Records())
					}
					if k := utf8.RuneCountInString(c.Headline); k == 0 || k > 80 {
						t.Errorf("%s: the headline is %q", where, c.Headline)
					}
					for i, l := range c.Links {
						a, b := c.Steps[i].Node, c.Steps[i+1].Node
						if l.Text == "" || l.Title == "" {
							t.Errorf("%s: link %d says nothing", where, i+1)
						}
						if l.Grade != LinkStated && l.Grade != LinkPartly {
							continue
						}
						drawn++
						if a == nil || b == nil || tied[a.Record+" "+b.Record] != l.Grade || l.Record == "" {
							t.Errorf("%s: link %d is %s, and nothing states it", where, i+1, l.Grade)
						}
					}
				}
			}
		}
	}
	if drawn < 1000 {
		t.Errorf("only %d links were looked at", drawn)
	}
}

// direct are the columns that say what a record is about, by its table.
var direct = map[string]string{
	"amounts": "line", "observations": "indicator", "targets": "indicator", "series_breaks": "indicator", "causes": "subject",
	"assessments": "subject", "impacts": "subject", "status_events": "point",
}

func TestAnyRecordLeadsToTheNodeThatItIsAbout(t *testing.T) {
	lib := library(t)
	found := map[string]int{}
	for _, committee := range committees {
		packages := packagesOf(t, lib, committee)
		c := choose(t, lib, committee, Latest, Previous)
		p := threadOf(t, committee, c.Package.Name, "sv")
		for _, name := range []string{
			"goals", "indicators", "interventions", "budget_lines", "savings", "decisions", "amounts", "observations", "targets", "series_breaks", "causes", "assessments", "impacts",
			"status_events", "responses", "audit_points", "audit_questions", "audit_reports", "savings_totals", "controls", "collaborations", "assumptions",
		} {
			records, err := lib.Current(context.Background(), c.scope(packages[len(packages)-1].Order), name)
			if err != nil {
				t.Fatal(err)
			}
			table, _ := schema.Get(name)
			for _, r := range records {
				chain := p.Through(r.Ref())
				if chain.At < 0 {
					if slices.Contains([]string{"amounts", "observations", "status_events", "responses", "impacts"}, name) {
						t.Errorf("%s leads nowhere", r.Ref())
					}
					continue
				}
				found[name]++
				column := table.Column(direct[name])
				if column < 0 {
					continue
				}
				of, id, _ := table.Fields[column].Target(r.Get(direct[name]))
				want := of + ":" + id
				for _, level := range p.Levels {
					for _, n := range level.Nodes {
						if n.Record == want && !slices.Contains(chain.Records(), want) {
							t.Errorf("%s is about %s, and leads to %v", r.Ref(), want, chain.Records())
						}
					}
				}
			}
		}
	}
	for name, least := range map[string]int{"amounts": 300, "observations": 100, "targets": 10, "causes": 10, "assessments": 10, "impacts": 5, "status_events": 5, "responses": 3, "audit_points": 50, "decisions": 20, "controls": 3, "goals": 20} {
		if found[name] < least {
			t.Errorf("only %d of %s lead somewhere: %v", found[name], name, found)
		}
	}
}

func TestWhatBelongsToNoLevelSaysSo(t *testing.T) {
	p := threadOf(t, trollhattan, "asn-2021-review", "sv")
	c := p.Through("sources:gr-4-6")
	if c.At != -1 || c.Followed != "" || gradesOf(c) != gradesOf(p.Chain) {
		t.Errorf("a source leads to step %d", c.At)
	}
	if !strings.HasPrefix(c.Sub, "Det valda hör inte till något av trådens led · ") {
		t.Errorf("under the headline: %q", c.Sub)
	}
}

func TestARecordIsFollowedThroughWhatItIsTiedTo(t *testing.T) {
	p := threadOf(t, trollhattan, "asn-2021-review", "sv")
	for from, want := range map[string]string{
		"amounts:asn-total-budget-year-2021":             "budget_lines:asn-total",
		"observations:inskrivna-abij-all-2020-all":       "indicators:inskrivna-abij",
		"audit_points:lucka-2021-effektanalys":           "indicators:effekt-av-insatser",
		"audit_reports:granskning-2021":                  "audit_points:rek-2021-analys",
		"steering_documents:stoddokument":                "audit_points:rek-2021-stoddokument",
		"status_events:rek-2021-stoddokument-2021-audit": "audit_points:rek-2021-stoddokument",
		"responses:yttrande-anmarkning-2018":             "audit_points:anmarkning-2018-ekonomi",
		"targets:invanare-ekonomiskt-bistand-2021":       "indicators:invanare-ekonomiskt-bistand",
		"units:arbetsmarknadsstod-2021":                  "budget_lines:arbetsmarknads-och-socialt-stod",
		"impacts:forslag-2019-05-hogre-kostnader":        "decisions:forslag-budgetbalans-2019-05",
		"links:inskrivna-abij-alla-behovs-i-jobb":        "indicators:inskrivna-abij",
		"savings:stodboende-2019":                        "savings:stodboende-2019",
		"savings_totals:besparingar-2019-02-effekt":      "decisions:besparingar-2019-02",
		"controls:risk-kvalitet-handlaggning":            "budget_lines:arbetsmarknads-och-socialt-stod",
		"audit_points:iakt-2021-implementering":          "audit_points:rek-2021-analys",
		"goals:kf-klimatsmart":                           "goals:kf-klimatsmart",
	} {
		c := p.Through(from)
		if c.At < 0 || c.Steps[c.At].Node.Record != want {
			got := "nothing"
			if c.At >= 0 {
				got = c.Steps[c.At].Node.Record
			}
			t.Errorf("%s leads to %s, not to %s", from, got, want)
		}
		if c.Chosen != c.At && c.Chosen != c.At-1 {
			t.Errorf("%s stands on step %d, and the link told of is %d", from, c.At, c.Chosen)
		}
	}
}

func TestWhatWholeReportsDoNotStateIsBrokenAndWhatExcerptsLeaveOutIsNot(t *testing.T) {
	p := threadOf(t, alvbro, "socialnamnden-2025-04-interim", "sv")
	same(t, "grades", gradesOf(p.Chain), "stated stated stated stated broken partial partial broken stated")
	same(t, "headline", p.Headline, "Tråden är belagd i fem av nio länkar, delvis i två och bruten i två")
	if p.Gaps.NotReported != 2 || p.Gaps.Expected != 9 {
		t.Errorf("gaps: %+v", p.Gaps)
	}
	for _, q := range packagesOf(t, library(t), trollhattan) {
		p := threadOf(t, trollhattan, q.Name, "sv")
		for _, level := range p.Levels {
			for _, n := range level.Nodes {
				for i, l := range p.Through(n.Record).Links {
					if l.Grade == LinkBroken && l.Source == nil {
						t.Errorf("%s: link %d of %s is broken, and no source says so", q.Name, i+1, n.Record)
					}
				}
			}
		}
	}
}

func TestALevelThatNoPackageHasToldOfYetIsNoGap(t *testing.T) {
	before := threadOf(t, alvbro, "socialnamnden-2023-06-monthly", "sv")
	if before.Gaps.Expected != 0 || before.Chain.Steps[0].Absent.Kind != MarkNotYet {
		t.Errorf("before any plan: %+v, %+v", before.Gaps, before.Chain.Steps[0].Absent)
	}
	same(t, "headline", before.Headline, "Paketen berättar ännu inte om trådens nio länkar")
}

func TestAGoalTiedToTheCouncilsGoalsAsAGroupIsTiedInPartToEach(t *testing.T) {
	p := threadOf(t, alvbro, "socialnamnden-2025-04-interim", "sv")
	grades := map[string]int{}
	for _, tie := range p.Ties {
		if tie.To == "goals:namnd-kompetens" {
			grades[string(tie.Grade)]++
		}
	}
	if !maps.Equal(grades, map[string]int{"partial": 4}) {
		t.Errorf("the goal is tied to the council's four: %v", grades)
	}
}

func TestAMunicipalitysOwnChoiceOfWordsIsNeverCut(t *testing.T) {
	for _, c := range []struct{ title, head, rest string }{
		{"Likvärdiga förutsättningar till positiv utveckling", "Likvärdiga förutsättningar", "till positiv utveckling"},
		{"Fler går från försörjningsstöd till arbete eller studier", "Fler går från försörjningsstöd", "till arbete eller studier"},
		{"Färre barn behöver placeras utanför hemmet", "Färre barn behöver placeras utanför hemmet", ""},
	} {
		head, rest := twoParts(c.title)
		same(t, c.title, head+"|"+rest, c.head+"|"+c.rest)
	}
	for name, want := range map[string]string{
		"Förebyggande arbete ger ökad trygghet":      "Förebyggande arbete",
		"Se över och implementera stöddokument":      "Stöddokument",
		"Långsiktigt helhetsperspektiv":              "Helhetsperspektiv",
		"Analys av om insatser ger självförsörjning": "Självförsörjning",
		"Gott åldrande":                              "Åldrande",
		"Trygghet":                                   "",
	} {
		same(t, name, phrase(name), want)
	}
}

// TestTheThreadIsTheSameEachTime: of threads that are as strong, the same one is always taken.
func TestTheThreadIsTheSameEachTime(t *testing.T) {
	for _, committee := range committees {
		for _, q := range packagesOf(t, library(t), committee) {
			first := string(written(t, threadOf(t, committee, q.Name, "sv")))
			for range 3 {
				if again := string(written(t, threadOf(t, committee, q.Name, "sv"))); again != first {
					t.Fatalf("%s differs: %s", q.Name, firstDifference(first, again))
				}
			}
		}
	}
}

func TestTheStrongestThreadIsTheOneShown(t *testing.T) {
	p := threadOf(t, trollhattan, "asn-2021-review", "sv")
	for _, level := range p.Levels {
		for _, n := range level.Nodes[:level.Standing] {
			if c := p.Through(n.Record); count(c, LinkStated) > count(p.Chain, LinkStated) {
				t.Errorf("the thread through %s is stronger than the one shown: %s", n.Record, gradesOf(c))
			}
		}
	}
}

func count(c ThreadChain, grade LinkGrade) int {
	return strings.Count(fmt.Sprint(" ", gradesOf(c), " "), " "+string(grade)+" ")
}

// BenchmarkThrough tells what it costs to follow another record on a page that is there.
func BenchmarkThrough(b *testing.B) {
	p := threadOf(b, alvbro, "socialnamnden-2025-04-interim", "sv")
	for b.Loop() {
		p.Through("amounts:alvbro-total-budget-year-2025")
	}
}
