package page

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"rodatraden/app/i18n"
	"rodatraden/data/compare"
	"rodatraden/data/model"
	"rodatraden/data/schema"
)

func allChanges(t testing.TB, lib Library, committee, name, against, lang string) *ChangesPage {
	t.Helper()
	p, err := BuildChanges(context.Background(), lib, choose(t, lib, committee, name, against), i18n.New(lang))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// differs finds the one row with a label.
func differs(t *testing.T, p *ChangesPage, label string) FactChange {
	t.Helper()
	var found []FactChange
	var all []string
	for _, c := range p.Rows {
		if c.Label == label {
			found = append(found, c)
		}
		all = append(all, c.Label)
	}
	if len(found) != 1 {
		t.Fatalf("%d rows are called %q; there are %q", len(found), label, all)
	}
	return found[0]
}

// line is a row in short: what it was, is, differs by, its mark and why.
func line(c FactChange) string {
	return strings.ReplaceAll(fmt.Sprintf("%s: %s → %s [%s] %s · %s", c.Head, said(c.Before), said(c.Now), c.Delta.Text, c.Mark.Text, c.Note), "\u00a0", " ")
}

func TestEveryFactThatDiffersInApril2025IsNamedAndMarked(t *testing.T) {
	lib := library(t)
	p := allChanges(t, lib, alvbro, "socialnamnden-2025-04-interim", "socialnamnden-2025-03-monthly", "sv")
	same(t, "headline", p.Headline, "En uppgift har ändrats utan förklaring, en har fallit bort")
	for label, want := range map[string]string{
		"Prognos, avvikelse 2025":                     "Ekonomi: −6,9 mkr → −7,6 mkr [−0,7 mkr] 0,7 mkr sämre · ",
		"Avvikelse till och med april, mot mars":      "Ekonomi: −1,9 mkr → −3,4 mkr [−1,5 mkr] 1,5 mkr sämre · ",
		"Orsak: Vakanta tjänster":                     "Ekonomi: +0,4 mkr → +0,6 mkr [+0,2 mkr] 0,2 mkr bättre · ",
		"Utfall till och med mars":                    "Ekonomi: 123,9 mkr → 124,4 mkr [+0,5 mkr] Ändrat utan förklaring · Rapporten säger inte varför.",
		"Väntetid till särskilt boende, 2024":         "Mål: 55 dagar → redovisas inte [ej tillämplig] Har fallit bort · Togs upp i årsredovisning 2024, inte nu.",
		"En enhetschef mindre":                        "Besparingar: beslutad → genomförd [ej tillämplig] Nytt läge · ",
		"Språkpraktik, inskrivna, januari–april 2025": "Insatser: anges inte → 18 personer [ej tillämplig] Ny uppgift · ",
	} {
		same(t, label, line(differs(t, p, label)), want)
	}
	if first := p.Rows[0]; first.Label != "Prognos, avvikelse 2025" {
		t.Errorf("the weightiest is %q", first.Label)
	}
	if also := differs(t, p, "Orsak: Vakanta tjänster").Also; len(also) != 1 || also[0] != (CellChange{"Fullständig lista", "sägs inte", "ja"}) {
		t.Errorf("what else differs is %+v", also)
	}
}

func TestWhatIsTakenBackSaysWhyAndOpensWhereThatIsSaid(t *testing.T) {
	lib := library(t)
	const name = "socialnamnden-2024-06-monthly"
	p := allChanges(t, lib, alvbro, name, Previous, "sv")
	same(t, "headline", p.Headline, "En uppgift har återtagits")
	c := differs(t, p, "Budget 2025, Ekonomiskt bistånd")
	same(t, "the budget", line(c), "Ekonomi: 63,2 mkr → återtaget [ej tillämplig] Återtaget · Beloppet i majrapporten var ett arbetsmaterial och inte beslutat.")
	same(t, "what opens", record(t, lib, alvbro, name, c.Record, "sv").Kind, "Återtaget")
}

func TestADayThatIsPutOffSaysHowManyTimes(t *testing.T) {
	p := allChanges(t, library(t), alvbro, "socialnamnden-2024-annual", Previous, "sv")
	same(t, "headline", p.Headline, "En uppgift har fallit bort, en dag har flyttats fram")
	c := p.Chosen(string(compare.Extended))
	if len(c) != 1 {
		t.Fatalf("%d days are put off", len(c))
	}
	same(t, "the day", line(c[0]), "Revision: 31 december 2024 → 30 juni 2025 [ej tillämplig] Förlängd, 2 gånger · ")
}

func TestWhatAnExcerptDoesNotRepeatHasNotFallenAway(t *testing.T) {
	lib := library(t)
	for _, committee := range committees {
		for _, pkg := range packagesOf(t, lib, committee) {
			if pkg.Extent != model.Excerpt {
				continue
			}
			for _, against := range choose(t, lib, committee, pkg.Name, None).Comparable() {
				p := allChanges(t, lib, committee, pkg.Name, against.Name, "sv")
				if n := len(p.Chosen(string(compare.Fallen))); n > 0 {
					t.Errorf("%s against %s: %d facts are said to have fallen away", pkg.Name, against.Name, n)
				}
			}
		}
	}
	p := allChanges(t, lib, trollhattan, "asn-2019-04-interim", "asn-2019-03-monthly", "sv")
	same(t, "against an excerpt", line(differs(t, p, "Orsak: Placeringskostnader")), "Ekonomi: återges inte → −16,8 mkr [ej tillämplig] Ny i utdraget · ")
	if !strings.Contains(p.Note, "Mars 2019 finns bara som utdrag: en uppgift som är ny här kan ha stått där.") {
		t.Errorf("the note says %q", p.Note)
	}
}

func TestWithNothingToCompareWithThePageSaysWhatToDo(t *testing.T) {
	p := allChanges(t, library(t), trollhattan, "asn-2018-annual", None, "sv")
	if len(p.Rows) != 0 || p.Rows == nil || !strings.HasPrefix(p.Empty, "Uppföljningen jämförs inte med någon annan.") {
		t.Errorf("%d rows, %q", len(p.Rows), p.Empty)
	}
	checkHead(t, "compared with nothing", p.Head)
}

func TestEveryFilterCountsWhatItShowsAndTheHeadsKeepTheirOrder(t *testing.T) {
	lib := library(t)
	for _, committee := range committees {
		for _, pkg := range packagesOf(t, lib, committee) {
			p := allChanges(t, lib, committee, pkg.Name, Previous, "sv")
			grouped := 0
			for _, f := range p.Filters {
				chosen := p.Chosen(f.Name)
				if len(chosen) != f.Count || f.Count == 0 && f.Name != ChangesAll || !strings.HasSuffix(f.Label, " "+i18n.New("sv").Int(f.Count)) {
					t.Errorf("%s: %+v shows %d", pkg.Name, f, len(chosen))
				}
				if f.Name == foremost[pkg.Kind] || headOrder(pkg, f.Name) >= 0 {
					grouped += f.Count
				}
			}
			if grouped != len(p.Rows) || p.Filters[0].Count != len(p.Rows) {
				t.Errorf("%s: %d of %d rows stand under a head", pkg.Name, grouped, len(p.Rows))
			}
			if !slices.IsSortedFunc(p.Rows, func(a, b FactChange) int { return headOrder(pkg, a.Group) - headOrder(pkg, b.Group) }) {
				t.Errorf("%s: the heads are out of order", pkg.Name)
			}
			if len(p.Rows) > 0 && pkg.Kind == model.Audit && p.Rows[0].Group != "audit" {
				t.Errorf("%s: an audit begins with %s", pkg.Name, p.Rows[0].Group)
			}
		}
	}
}

func TestNothingThatTheComparisonFindsIsLeftOut(t *testing.T) {
	lib := newReadOnce(library(t))
	for _, committee := range committees {
		packages := packagesOf(t, lib, committee)
		for _, pkg := range packages {
			for _, against := range choose(t, lib, committee, pkg.Name, None).Comparable() {
				c, err := Choose(packages, pkg.Name, against.Name)
				if err != nil {
					t.Fatal(err)
				}
				found, err := c.compared(context.Background(), lib)
				if err != nil {
					t.Fatal(err)
				}
				n := 0
				for _, one := range found {
					rows := countChanges([]compare.Change{one})
					n += rows
					if rows == 0 && !toldBeside[one.Table.Name] {
						t.Errorf("%s against %s: %s %q, %s, is on no row: %+v", pkg.Name, against.Name, one.Table.Name, one.Key, one.Kind, one.Cells)
					}
				}
				p, err := BuildChanges(context.Background(), lib, c, i18n.New("sv"))
				if err != nil {
					t.Fatal(err)
				}
				if len(p.Rows) != n {
					t.Errorf("%s against %s: %d rows, counted %d", pkg.Name, against.Name, len(p.Rows), n)
				}
			}
		}
	}
}

// statement is what one package says of a list, a row for each of cells.
func statement(table string, p *model.Package, rows ...map[string]string) []model.Record {
	t := schema.MustGet(table)
	var out []model.Record
	for _, cells := range rows {
		row := make([]string, len(t.Fields))
		for name, cell := range cells {
			row[t.Column(name)] = cell
		}
		out = append(out, model.Record{Table: t, Package: p, Key: t.KeyOf(row), Cells: row})
	}
	return out
}

func TestOfAListEachPartThatDiffersHasARow(t *testing.T) {
	m := &made{packages: corrected()}
	mar, apr := m.packages[1], m.packages[2]
	m.line(mar, "total", "", "Nämnden totalt")
	s, e := m.compared("apr", "mar")
	cause := func(title, amount string) map[string]string {
		return map[string]string{"id": "c-" + i18n.Small(title), "subject": "budget_lines:total", "period": "2025", "title": title, "amount": amount, "amount_unit": "mkr", "status": "reported"}
	}
	d := &differing{s, e}
	rows := d.rows([]compare.Change{{
		Kind: compare.Changed, Table: schema.MustGet("causes"), Key: "budget_lines:total|2025",
		Before: statement("causes", mar, cause("Placeringar", "-3.7"), cause("Hyror", "-0.2"), cause("Personal", "-1.0")),
		Now:    statement("causes", apr, cause("Personal", "-1.0"), cause("Placeringar", "-4.1"), cause("El", "-0.3")),
	}})
	var got []string
	for _, r := range rows {
		got = append(got, r.Kind+" "+r.Label+" "+line(r))
	}
	want := []string{
		"changed Orsak: Placeringar Ekonomi: −3,7 mkr → −4,1 mkr [−0,4 mkr] 0,4 mkr sämre · ",
		"new Orsak: El Ekonomi: anges inte → −0,3 mkr [ej tillämplig] Ny uppgift · ",
		"fallen Orsak: Hyror Ekonomi: −0,2 mkr → anges inte [ej tillämplig] Anges inte längre · Togs upp i mars 2025, inte nu.",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestTheSameFactToldInSeveralPlacesHasOneRow(t *testing.T) {
	m := &made{packages: corrected()}
	mar, apr := m.packages[1], m.packages[2]
	m.line(mar, "total", "", "Nämnden totalt")
	s, e := m.compared("apr", "mar")
	amount := func(place, value string) map[string]string {
		return map[string]string{"id": "a-" + value, "line": "total", "measure": "variance_forecast", "period": "2025", "place": place, "value": value, "amount_unit": "mkr", "status": "reported"}
	}
	d := &differing{s, e}
	rows := d.rows([]compare.Change{{
		Kind: compare.Changed, Table: schema.MustGet("amounts"), Key: "total|variance_forecast|2025",
		Before: statement("amounts", mar, amount("avsnitt 3", "-3.7")),
		Now:    statement("amounts", apr, amount("avsnitt 4", "-4.1"), amount("sammanfattning", "-4")),
	}})
	if len(rows) != 1 || said(rows[0].Before) != "−3,7 mkr" || said(rows[0].Now) != "−4,1 mkr" {
		t.Errorf("%+v", rows)
	}
}

func TestAPackageThatHasBeenReplacedSaysByWhatAndHowMuchDiffers(t *testing.T) {
	lib := library(t)
	const old, by = "socialnamnden-2024-09-monthly", "socialnamnden-2024-09-monthly-2"
	r, err := BuildReplaced(context.Background(), lib, choose(t, lib, alvbro, old, Previous), i18n.New("sv"))
	if err != nil || r == nil {
		t.Fatalf("%+v, %v", r, err)
	}
	n := len(allChanges(t, lib, alvbro, by, old, "sv").Rows)
	same(t, "the line", r.Text, fmt.Sprintf("Paketet du läser har ersatts: %d uppgifter ändrade.", n))
	if r.By.Name != by || r.Old.Name != old || r.Changed != n || n == 0 || r.Withdrawn {
		t.Errorf("%+v, %d", r, n)
	}
	for _, standing := range []string{by, Latest} {
		if r, err := BuildReplaced(context.Background(), lib, choose(t, lib, alvbro, standing, Previous), i18n.New("sv")); r != nil || err != nil {
			t.Errorf("%s: %+v, %v", standing, r, err)
		}
	}
}

func TestAPackageIsReplacedByTheLastOfThoseThatReplaceEachOther(t *testing.T) {
	first, second, third := packageOf("mar", 2, 3, 5), packageOf("mar-2", 5, 3, 9), packageOf("mar-3", 9, 3, 0)
	second.Supersedes, third.Supersedes = first.ID, second.ID
	c, err := Choose([]*model.Package{first, second, third}, "mar", None)
	if err != nil {
		t.Fatal(err)
	}
	if by := c.Replacing(); by != third {
		t.Errorf("replaced by %+v", by)
	}
	third.SupersededAt = 11 // by a package that is not here
	if by := c.Replacing(); by != third {
		t.Errorf("replaced by %+v", by)
	}
}

func TestARowSaysWhatItStandsAgainst(t *testing.T) {
	p := allChanges(t, library(t), alvbro, "socialnamnden-2024-annual", Previous, "sv")
	for label, want := range map[string]string{
		"Avvikelse 2024, mot prognosen":             "Ekonomi: −6,7 mkr → −6,8 mkr [−0,1 mkr] 0,1 mkr sämre · ",
		"Avvikelse 2024, mot januari–november 2024": "Ekonomi: −6,0 mkr → −6,8 mkr [−0,8 mkr] 0,8 mkr sämre · ", // eleven months
	} {
		same(t, label, line(differs(t, p, label)), want)
	}
}

func TestARowStandsUnderWhatItIsAboutInTheSourcesOwnWords(t *testing.T) {
	lib := library(t)
	p := allChanges(t, lib, trollhattan, "asn-2021-review", Previous, "sv")
	for label, want := range map[string]string{
		"Analys av om insatser ger självförsörjning, revisionen":                                 "Revision: återges inte → analys saknas [ej tillämplig] Ny i utdraget · ",
		"Effekten av insatserna är inte analyserad → Analys av om insatser ger självförsörjning": "Revision: återges inte → leder till [ej tillämplig] Ny i utdraget · ",
		"Orsak: Stress och tidsbrist, Avvikelserapporter":                                        "Kvalitet: återges inte → anges utan belopp [ej tillämplig] Ny i utdraget · ",
		"Orsak: Hårdare krav på klienterna, Försörjningsstöd":                                    "Ekonomi: återges inte → anges utan belopp [ej tillämplig] Ny i utdraget · ",
		"Kontrollmoment, Arbetsmarknads- och socialt stöd":                                       "Kvalitet: återges inte → 7 kontrollmoment [ej tillämplig] Ny i utdraget · ",
		"Avvikelserapporter (följsamhet till rutiner)":                                           "Kvalitet: återges inte → återges inte [ej tillämplig] Ny i utdraget · ",
	} {
		same(t, label, line(differs(t, p, label)), want)
	}
	p = allChanges(t, lib, trollhattan, "asn-2019-04-interim", Previous, "sv")
	same(t, "a unit's goals", differs(t, p, "Arbetsmarknadsstöd, april 2019").Head, "Mål")
}
