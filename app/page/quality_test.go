package page

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
	"rodatraden/data/schema"
)

func qualityOf(t testing.TB, committee, name, compare, lang string) *Quality {
	t.Helper()
	return builtPage(t, BuildQuality, library(t), committee, name, compare, lang)
}

// controlsOf writes the controls, a row a line.
func controlsOf(p *Quality) string {
	var out []string
	for _, c := range p.Control.Rows {
		out = append(out, strings.Join([]string{c.Title, said(c.Likelihood), said(c.Consequence), said(c.Risk), c.Result.Text}, " | "))
	}
	return strings.Join(out, "\n")
}

// unitsOf writes a table, a row a line.
func unitsOf(t UnitTable) string {
	var out []string
	for _, r := range t.Rows {
		line := r.Unit
		for _, c := range r.Cells {
			line += " | " + strings.TrimSpace(said(c.Then)+" "+said(c.Now)+" "+said(c.Change))
		}
		if r.Lit {
			line += " *"
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// countsOf writes a group of counts, a row a line.
func countsOf(g CountGroup) string {
	var out []string
	for _, r := range g.Rows {
		line := ""
		if r.Part {
			line = "  "
		}
		out = append(out, line+r.Label+" | "+strings.ReplaceAll(firstOf(r.Figure.Words, r.Figure.Text), "\u00a0", " ")+" | "+r.Beside)
	}
	return strings.Join(out, "\n")
}

func firstOf(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

func TestKvalitetOfTheQualityReportOf2024(t *testing.T) {
	p := qualityOf(t, alvbro, "socialnamnden-2024-quality", "socialnamnden-2023-quality", "sv")
	same(t, "headline", p.Headline, "Två av sju kontroller visar avvikelse, en är ej genomförd")
	same(t, "sub", p.Sub, "Älvbro är en påhittad kommun · 1 av 7 kontroller i planen har inget redovisat resultat · 2 andra uppgifter redovisas inte · 2024 mot 2023")
	same(t, "title", p.Control.Title, "Internkontroll 2024, högst risk först")
	same(t, "source", p.Control.Source.Label, "Kvalitetsberättelse 2024, s. 8")
	same(t, "controls", controlsOf(p), "Utbetalning till rätt person | 3 | 4 | 12 | Avvikelse, 6 av 40\n"+
		"Genomförandeplan i tid | 4 | 3 | 12 | Avvikelse, 11 av 60\n"+
		"Behörigheter i journalsystem | 3 | 3 | 9 | Utan avvikelse\n"+
		"Läkemedelshantering | 2 | 4 | 8 | Ej genomförd\n"+
		"Utdrag ur belastningsregister | 2 | 4 | 8 | Utan avvikelse\n"+
		"Delegeringar uppdaterade | 2 | 3 | 6 | redovisas inte\n"+
		"Attest av fakturor | 1 | 3 | 3 | Utan avvikelse")
	same(t, "table", p.Tables[0].Title, "Hemtjänst norr rapporterar 12, förra året 41")
	same(t, "units", unitsOf(p.Tables[0]), "Barn och familj | 38 61 +23 | 12 9 −3\n"+
		"Ekonomiskt bistånd | 22 45 +23 | 21 24 +3\n"+
		"Äldreboenden | 70 96 +26 | 14 15 +1\n"+
		"Hemtjänst norr | 41 12 −29 | 7 6 −1 *\n"+
		"Funktionsstöd | 55 58 +3 | 10 11 +1\n"+
		"Summa | 226 272 +46 | 64 65 +1")
	same(t, "habit", p.Tables[0].Habit.Label+" "+p.Tables[0].Habit.Text, "Appens tolkning: rapporteringsvana. Färre rapporter är inte säkert färre fel. "+
		"Rapporten ger ingen orsak till att en enhet minskar när fyra ökar. Ändringar är uträknade av appen.")
	same(t, "appeals", p.Appeals.Title+" | "+p.Appeals.Caption+" | "+p.Appeals.Note, "9 av 40 avgjorda överklaganden ändrades | 48 under 2024 | 2023: 6 av 39 avgjorda ändrades, 44 under året.")
	var parts []string
	for _, one := range p.Appeals.Parts {
		parts = append(parts, string(one.Kind)+": "+one.Label)
	}
	same(t, "bar", strings.Join(parts, ", "), "unchanged: 31 oförändrade, changed: 9 ändrade, pending: 8 pågår")
	same(t, "self-checks", p.SelfChecks.Rows[0].Text+" | "+p.SelfChecks.Rows[0].Beside, "Läkemedelshantering: egenkontroll på varje boende | Ej genomförd")
	if !p.ByYear || p.Empty != "" || len(p.Counts) != 0 {
		t.Errorf("by year %v, empty %q, %d counts apart", p.ByYear, p.Empty, len(p.Counts))
	}
}

func TestEveryRiskAndChangeIsMarkedAsCalculatedAndNothingReportedIs(t *testing.T) {
	p := qualityOf(t, alvbro, "socialnamnden-2024-quality", Previous, "sv")
	for _, c := range p.Control.Rows {
		if !c.Risk.Computed || c.Likelihood.Computed || c.Consequence.Computed {
			t.Errorf("%s: %+v", c.Title, c)
		}
	}
	for _, table := range p.Tables {
		for _, r := range table.Rows {
			for _, c := range r.Cells {
				if c.Change.Present() != c.Change.Computed || c.Now.Computed || c.Then.Computed {
					t.Errorf("%s: %+v", r.Unit, c)
				}
			}
		}
	}
}

func TestNotPerformedIsAResultAndNotReportedIsAGap(t *testing.T) {
	p := qualityOf(t, alvbro, "socialnamnden-2024-quality", Previous, "sv")
	marks := map[string]MarkKind{}
	for _, c := range p.Control.Rows {
		marks[c.Title] = c.Result.Kind
	}
	if marks["Läkemedelshantering"] != MarkFallen || marks["Delegeringar uppdaterade"] != MarkMissing {
		t.Errorf("%v", marks)
	}
	// A control, a unit's misconduct and the sum of it; of seven controls, three tables of six rows and
	// three parts of the appeals.
	if p.Gaps != (Gaps{Expected: 7 + 3*6 + 3, NotReported: 3}) {
		t.Errorf("gaps %+v", p.Gaps)
	}
}

func TestASumWithoutOneOfItsUnitsIsNotWorkedOut(t *testing.T) {
	p := qualityOf(t, alvbro, "socialnamnden-2024-quality", Previous, "sv")
	i := slices.IndexFunc(p.Tables, func(t UnitTable) bool { return t.Columns[0].Topic == topicMisconduct })
	same(t, "title", p.Tables[i].Title, "Missförhållanden: summan redovisas inte")
	same(t, "units", unitsOf(p.Tables[i]), "Barn och familj | 7 8 +1\nEkonomiskt bistånd | 5 5 0\nÄldreboenden | 12 14 +2\n"+
		"Hemtjänst norr | 6 redovisas inte\nFunktionsstöd | 9 10 +1\nSumma | 39 redovisas inte")
	same(t, "note", p.Tables[i].Note, "Hemtjänst norr: enheten har inte lämnat uppgift. Summan kan inte räknas: Hemtjänst norr saknas. Ändringar är uträknade av appen.")
}

func TestTheScaleHoldsTheNumberOfControls(t *testing.T) {
	p := qualityOf(t, alvbro, "socialnamnden-2024-quality", Previous, "sv")
	if len(p.Matrices) != 1 {
		t.Fatalf("%d scales", len(p.Matrices))
	}
	m := p.Matrices[0]
	same(t, "title", m.Title, "Riskerna på kommunens egen skala, 4 × 4")
	var lines []string
	total := 0
	for _, row := range m.Rows {
		line := fmt.Sprint(row.Likelihood, ":")
		for _, c := range row.Cells {
			line += fmt.Sprintf(" %d×%d=%d/%d", row.Likelihood, c.Consequence, c.Risk, c.Controls)
			total += c.Controls
		}
		lines = append(lines, line)
	}
	if total != len(p.Control.Rows) || len(m.Rows) != 4 || m.Rows[0].Likelihood != 4 || m.Rows[2].Cells[3].Controls != 2 {
		t.Errorf("%d controls in\n%s", total, strings.Join(lines, "\n"))
	}
}

func TestThePackagesPeriodSaysWhichYearsControlsAreTold(t *testing.T) {
	for _, c := range []struct {
		name, headline, title string
		rows                  int
	}{
		{"socialnamnden-2024-plan", "Sju kontroller är planerade 2024, inget resultat är känt", "Internkontroll 2024, högst risk först", 7},
		{"socialnamnden-2025-plan", "Sex kontroller är planerade 2025, inget resultat är känt", "Internkontroll 2025, högst risk först", 6},
		{"socialnamnden-2024-annual", "Sju kontroller är planerade 2024, inget resultat är känt", "Internkontroll 2024, högst risk först", 7}, // the plan for 2025 is known
		{"socialnamnden-2024-quality", "Två av sju kontroller visar avvikelse, en är ej genomförd", "Internkontroll 2024, högst risk först", 7},
		{"socialnamnden-2025-04-interim", "En av sex kontroller visar avvikelse, en är ej genomförd", "Internkontroll 2025, högst risk först", 6},
	} {
		p := qualityOf(t, alvbro, c.name, Previous, "sv")
		same(t, c.name, p.Headline+" | "+p.Control.Title, c.headline+" | "+c.title)
		if len(p.Control.Rows) != c.rows {
			t.Errorf("%s: %d controls", c.name, len(p.Control.Rows))
		}
	}
	if p := qualityOf(t, alvbro, "socialnamnden-2023-quality", Previous, "sv"); p.Control != nil || p.Tables[0].Columns[0].Then != "" || p.Tables[0].Rows[0].Cells[0].Change.Present() {
		t.Errorf("2023 has no plan and no year before: %+v", p.Tables[0])
	}
}

func TestResultsDuringTheYearLeaveNoGapInTheOthers(t *testing.T) {
	p := qualityOf(t, alvbro, "socialnamnden-2025-04-interim", "socialnamnden-2025-03-monthly", "sv")
	same(t, "controls", controlsOf(p), "Läkemedelshantering | 3 | 4 | 12 | Utan avvikelse\n"+
		"Omprövning av placeringar i tid | 3 | 4 | 12 | Ej genomförd\n"+
		"Utbetalning till rätt person | 3 | 4 | 12 | Avvikelse, 3 av 20\n"+
		"Genomförandeplan i tid | 4 | 3 | 12 | inget resultat än\n"+
		"Behörigheter i journalsystem | 3 | 3 | 9 | inget resultat än\n"+
		"Avtal följs upp | 2 | 3 | 6 | inget resultat än")
	if p.Gaps.NotReported != 0 {
		t.Errorf("gaps %+v", p.Gaps)
	}
	same(t, "table", p.Tables[0].Title, "Hemtjänst norr: 12 år 2024, 41 år 2023") // told a year later
	var moved []string
	for _, c := range p.Changes {
		moved = append(moved, c.Label+": "+c.Before.Text+" → "+c.Now.Text)
	}
	same(t, "moved", strings.Join(moved, "\n"), "Läkemedelshantering, januari–april 2025: anges inte → Utan avvikelse\n"+
		"Omprövning av placeringar i tid, januari–april 2025: anges inte → Ej genomförd\n"+
		"Utbetalning till rätt person, januari–april 2025: anges inte → Avvikelse, 3 av 20")
	same(t, "sub", p.Sub, "Älvbro är en påhittad kommun · 3 nya eller ändrade uppgifter sedan mars")
}

func TestAControlsPageHasItsMethodResponsibleUnitAndMeasure(t *testing.T) {
	p := qualityOf(t, alvbro, "socialnamnden-2025-04-interim", Previous, "sv")
	i := slices.IndexFunc(p.Control.Rows, func(c Control) bool { return c.Record == "controls:kontroll-2025-omprovning" })
	var about []string
	for _, f := range p.Control.Rows[i].About {
		text := f.Text
		for _, m := range []*Mark{f.Mark, f.Absent} {
			if m != nil {
				text += string(m.Kind) + " " + m.Text
			}
		}
		about = append(about, f.Label+": "+text+" ("+f.Record+")")
	}
	const result, plan = "assessments:kontroll-2025-omprovning-2025-01-2025-04-outcome", "controls:kontroll-2025-omprovning"
	same(t, "about", strings.Join(about, "\n"), "Resultat · januari–april 2025: fallen Ej genomförd ("+result+")\n"+
		"Åtgärd: Görs när registret är i drift ("+result+")\n"+
		"Metod: missing redovisas inte ("+plan+")\nAnsvarig: Områdeschef barn och familj ("+plan+")\nEnhet: Barn och familj ("+plan+")\n"+
		"Skala: 4 × 4 ("+plan+")\nAtt veta: Planen anger ingen metod. ("+plan+")")
}

func TestAControlOfTheSameNameIsToldAsItWasTheYearBefore(t *testing.T) {
	p := qualityOf(t, alvbro, "socialnamnden-2025-04-interim", Previous, "sv")
	told := map[string]string{}
	for _, c := range p.Control.Rows {
		for _, f := range c.About {
			if f.Label == "Samma namn i planen 2024" {
				told[c.Title] = f.Text + " (" + f.Record + ")"
			}
		}
	}
	same(t, "raised", told["Läkemedelshantering"], "Risk 8 (2 × 4) · Ej genomförd (controls:kontroll-2024-lakemedel)")
	same(t, "as before", told["Utbetalning till rätt person"], "Risk 12 (3 × 4) · Avvikelse, 6 av 40 (controls:kontroll-2024-utbetalning)")
	if len(told) != 4 {
		t.Errorf("%d controls were in the plan for 2024: %v", len(told), told)
	}
	m := newMadeQuality(model.Full)
	m.control("k1", "Attest", "1", "3", "4x4")
	m.tell(m.plan, &m.tables.controls, "controls", "id", "k0", "year", "2023", "risk", "Attest", "likelihood", "5", "consequence", "5", "scale", "5x5")
	about := m.page("sv").Control.Rows[0].About
	same(t, "on another scale", about[len(about)-1].Text, "Skalan 5 × 5, jämförs inte")
}

func TestKvalitetOfTheReviewOf2021(t *testing.T) {
	p := qualityOf(t, trollhattan, "asn-2021-review", "asn-2021-09-monthly", "sv")
	same(t, "headline", p.Headline, "Sju kontrollmoment uppges, resultaten återges inte")
	same(t, "stated", said(p.Control.Stated.Figure), "7 kontrollmoment")
	same(t, "note", p.Control.Note, "Tre risker och fyra sätt att kontrollera beskrivs. Vilken kontroll som gäller vilken risk återges inte. Raderna är inte de 7 som uppges.")
	for _, c := range p.Control.Rows {
		if c.Result.Kind != MarkNotQuoted || c.Risk.Present() || c.Risk.Status != string(model.NotQuoted) || c.Status != "" {
			t.Errorf("%s has the result %+v and the risk %+v", c.Title, c.Result, c.Risk)
		}
	}
	if len(p.Control.Rows) != 7 || len(p.Matrices) != 0 || len(p.Tables) != 0 || p.Appeals != nil || p.Gaps != (Gaps{}) {
		t.Errorf("%d controls, %d scales, %d tables, %v, gaps %+v", len(p.Control.Rows), len(p.Matrices), len(p.Tables), p.Appeals, p.Gaps)
	}
	if len(p.Counts) != 2 {
		t.Fatalf("%d groups", len(p.Counts))
	}
	same(t, "deviations", p.Counts[0].Title+"\n"+countsOf(p.Counts[0])+"\n"+p.Counts[0].Note, "Avvikelser: tal som inte jämförs\n"+
		"Brister rapporterade av personal | 26 brister | 2020 · vilka enheter sägs inte\n"+
		"  Handläggning | återges inte | Brister i handläggningen är den vanligaste registreringen. Antalet återges inte.\n"+
		"Avvikelserapporter | 45 rapporter | Januari–oktober 2021 · Socialt stöd och försörjning\n"+
		"Avvikelserapporter | 2 rapporter | Januari–oktober 2021 · Arbetsmarknadsstöd\n"+
		"Avvikelserapporter | anges i ord | Tiden sägs inte · vilka enheter sägs inte · Antalet avvikelser har ökat mellan åren.\n"+
		"  Följsamhet till rutiner | merparten | Merparten rör brister i följsamhet till rutiner. Tid och enheter sägs inte.\n"+
		"Talen gäller olika tid eller olika enheter och jämförs inte med varandra.")
	same(t, "complaints", countsOf(p.Counts[1]), "Externa synpunkter och klagomål | 44 ärenden | 2020 · Arbetsmarknads- och socialförvaltningen\n"+
		"  Handläggning | 32 ärenden | Synpunkter på eller brister i handläggning.\n"+
		"  Bemötande | 5 ärenden | Klagomål på bemötande.\n"+
		"  Missnöje med beslut | ett fåtal | Ett fåtal rör missnöje med beslut. Antalet återges inte; de tre delarna behöver inte vara alla.\n"+
		"  Sägs inte vad det gäller | högst 7 ärenden | 44 − 32 − 5 = 7, uträknat av appen. I dem ingår missnöje med beslut (ett fåtal); antalet är inte känt.")
	for _, g := range p.Counts {
		for _, r := range g.Rows {
			if r.Figure.Computed != strings.HasPrefix(r.Figure.Text, "högst") {
				t.Errorf("%s: calculated %v", r.Label, r.Figure.Computed)
			}
		}
	}
	if p.Views == nil || p.Views.Title != "Uppfattningar om talen, ingen är bekräftad" || len(p.Views.Rows) != 4 || !strings.Contains(p.Views.Rows[0].Text, "kultur") {
		t.Errorf("views: %+v", p.Views)
	}
	if p.SelfChecks == nil || len(p.SelfChecks.Rows) != 4 || p.SelfChecks.Rows[0].When != "2020" {
		t.Errorf("self-checks: %+v", p.SelfChecks)
	}
}

func TestBeforeAnythingIsToldOfQualityThePageSaysSo(t *testing.T) {
	for _, c := range [][4]string{
		{trollhattan, "asn-2019-04-interim", "Inget om kvalitet är känt vid delår april 2019", "Utdraget återger inget om kvalitet."},
		{alvbro, "socialnamnden-2023-05-monthly", "Inget om kvalitet är känt vid maj 2023", "Inget om kvalitet är känt än."},
	} {
		p := qualityOf(t, c[0], c[1], Previous, "sv")
		same(t, "headline", p.Headline, c[2])
		if !strings.HasPrefix(p.Empty, c[3]) || len(p.Records()) != 0 {
			t.Errorf("%q, %q", p.Empty, p.Records())
		}
	}
}

func TestEveryKvalitetIsWrittenInBothLanguages(t *testing.T) {
	lib := newReadOnce(library(t))
	faces, seen, led := faces(t), map[rune]bool{}, 0
	for _, committee := range committees {
		for _, p := range packagesOf(t, lib, committee) {
			compares := []string{None}
			for _, other := range choose(t, lib, committee, p.Name, None).Comparable() {
				compares = append(compares, other.Name)
			}
			for _, compare := range compares {
				for _, lang := range []string{"sv", "en"} {
					where := p.Name + " against " + compare + ", " + lang
					made := builtPage(t, BuildQuality, lib, committee, p.Name, compare, lang)
					checkTexts(t, where, made, faces, seen)
					checkHead(t, where, made.Head)
					led += checkEveryFigure(t, where, made)
				}
			}
		}
	}
	if led < 10000 {
		t.Errorf("only %d figures lead somewhere", led)
	}
}

// madeQuality is what packages tell of quality, by hand: a plan for 2024 and reports of 2023 and 2024.
type madeQuality struct {
	tables             qualityTables
	plan, first, later *model.Package
	rows               int
}

func newMadeQuality(extent model.Extent) *madeQuality {
	of := func(name string, kind model.Kind, order int64, year int) *model.Package {
		p := packageOf(name, order, 12, 0)
		p.Kind, p.Extent = kind, extent
		p.From, p.To = model.Date{Year: year}.First(), model.Date{Year: year}.Last()
		p.AsAt = p.To
		return p
	}
	m := &madeQuality{plan: of("plan", model.Plan, 1, 2024), first: of("first", "quality", 2, 2023), later: of("later", "quality", 3, 2024)}
	m.plan.AsAt = m.plan.From
	return m
}

func (m *madeQuality) tell(p *model.Package, into *[]Told, table string, cells ...string) {
	t := schema.MustGet(table)
	row := make([]string, len(t.Fields))
	m.rows++
	row[t.Column("id")] = fmt.Sprintf("%s-%d", table, m.rows)
	for i := 0; i+1 < len(cells); i += 2 {
		row[t.Column(cells[i])] = cells[i+1]
	}
	key := t.KeyOf(row)
	*into = append(*into, Told{Package: p, Key: key, Rows: []model.Record{{Table: t, Package: p, Key: key, Cells: row}}})
}

func (m *madeQuality) control(id, risk, likelihood, consequence, scale string) {
	m.tell(m.plan, &m.tables.controls, "controls", "id", id, "year", "2024", "risk", risk, "likelihood", likelihood, "consequence", consequence, "scale", scale)
}

func (m *madeQuality) indicator(id, topic, unit string) {
	m.tell(m.first, &m.tables.indicators, "indicators", "id", id, "title", "Rapporterade "+id, "unit_of_measure", unit, "timing", "during", "topic", topic)
}

// report tells what units reported in 2023 and 2024, by unit; an empty number is not reported.
func (m *madeQuality) report(indicator string, units map[string][2]string, more ...string) {
	for _, unit := range []string{"a", "b", "c", "d", "e", everyUnit} {
		values, ok := units[unit]
		if !ok {
			continue
		}
		for i, p := range []*model.Package{m.first, m.later} {
			cells := []string{"indicator", indicator, "unit", unit, "period", fmt.Sprint(2023 + i), "part", everyPart, "value", values[i], "status", "reported", "kind", "level"}
			if values[i] == "" {
				cells = append(cells, "status", "not_reported")
			}
			m.tell(p, &m.tables.observations, "observations", append(cells, more...)...)
		}
	}
}

func (m *madeQuality) page(l string) *Quality {
	q := newQualityState(&m.tables, []*model.Package{m.plan, m.first, m.later}, m.later, m.later.Order, i18n.New(l))
	return q.page(nil)
}

func TestTwoScalesAreNeverLaidAgainstEachOther(t *testing.T) {
	m := newMadeQuality(model.Full)
	m.control("k1", "Första", "2", "3", "4x4")
	m.control("k2", "Andra", "5", "5", "5x5")
	m.control("k3", "Tredje", "4", "4", "4x4")
	m.control("k4", "Fjärde", "3", "3", "")
	m.control("k5", "Femte", "", "3", "4x4")
	p := m.page("sv")
	// Those of the plan's first scale come first, whatever the others' products are.
	same(t, "controls", controlsOf(p), "Tredje | 4 | 4 | 16 | inget resultat än\nFörsta | 2 | 3 | 6 | inget resultat än\nAndra | 5 | 5 | 25 | inget resultat än\n"+
		"Femte | redovisas inte | 3 | redovisas inte | inget resultat än\nFjärde | 3 | 3 | redovisas inte | inget resultat än")
	if len(p.Matrices) != 2 || p.Matrices[0].Scale != "4 × 4" || p.Matrices[1].Scale != "5 × 5" {
		t.Fatalf("%+v", p.Matrices)
	}
	for i, want := range []int{2, 1} {
		n := 0
		for _, row := range p.Matrices[i].Rows {
			for _, c := range row.Cells {
				n += c.Controls
			}
		}
		if n != want {
			t.Errorf("%s holds %d controls, want %d", p.Matrices[i].Scale, n, want)
		}
	}
}

func TestTheHabitIsHintedAtOnlyWhereOneFallsWhileMostOthersRise(t *testing.T) {
	for _, c := range []struct {
		name  string
		units map[string][2]string
		note  string
		want  string
	}{
		{"one of four", map[string][2]string{"a": {"10", "12"}, "b": {"9", "4"}, "c": {"5", "7"}, "d": {"5", "5"}}, "", "Rapporten ger ingen orsak till att en enhet minskar när två ökar."},
		{"explained", map[string][2]string{"a": {"10", "12"}, "b": {"9", "4"}, "c": {"5", "7"}}, "Enheten blev mindre", "Färre rapporter är inte säkert färre fel. Ändringar"},
		{"two fall", map[string][2]string{"a": {"10", "12"}, "b": {"9", "4"}, "c": {"5", "3"}, "d": {"5", "9"}, "e": {"5", "9"}}, "", ""},
		{"half rise", map[string][2]string{"a": {"10", "12"}, "b": {"9", "4"}, "c": {"5", "5"}}, "", ""},
		{"none falls", map[string][2]string{"a": {"10", "12"}, "b": {"9", "14"}}, "", ""},
		{"not reported", map[string][2]string{"a": {"10", "12"}, "b": {"9", ""}, "c": {"5", "7"}}, "", ""},
	} {
		m := newMadeQuality(model.Full)
		m.indicator("avvikelser", topicDeviation, "antal")
		m.report("avvikelser", c.units, "note", c.note)
		p := m.page("sv")
		got := ""
		if h := p.Tables[0].Habit; h != nil {
			got = h.Text
		}
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q", c.name, got)
		}
	}
	m := newMadeQuality(model.Full) // of complaints fewer are just fewer
	m.indicator("klagomal", topicComplaint, "antal")
	m.report("klagomal", map[string][2]string{"a": {"10", "12"}, "b": {"9", "4"}, "c": {"5", "7"}})
	if p := m.page("sv"); p.Tables[0].Habit != nil {
		t.Error("complaints are no reporting habit")
	}
}

func TestUnitsAreAddedUpOnlyWhereNoSumIsToldAndEveryOneIsKnown(t *testing.T) {
	m := newMadeQuality(model.Full)
	m.indicator("avvikelser", topicDeviation, "antal")
	m.report("avvikelser", map[string][2]string{"a": {"10", "12"}, "b": {"9", "14"}})
	table := m.page("sv").Tables[0]
	same(t, "summed", said(table.total().Cells[0].Then)+" "+said(table.total().Cells[0].Now)+" "+said(table.total().Cells[0].Change), "19 26 +7")
	if !table.total().Cells[0].Now.Computed || !strings.Contains(table.Note, "Summan är uträknad av appen.") {
		t.Errorf("%+v, %q", table.total(), table.Note)
	}
	m = newMadeQuality(model.Full)
	m.indicator("avvikelser", topicDeviation, "antal")
	m.report("avvikelser", map[string][2]string{"a": {"10", "12"}, "b": {"9", ""}})
	same(t, "not summed", said(m.page("sv").Tables[0].total().Cells[0].Now), "redovisas inte")
	m = newMadeQuality(model.Full)
	m.indicator("avvikelser", topicDeviation, "antal")
	m.report("avvikelser", map[string][2]string{"a": {"10", "12"}, "b": {"9", "14"}, everyUnit: {"19", "30"}})
	if note := m.page("sv").Tables[0].Note; !strings.Contains(note, "enheterna ger 26, rapporten anger 30") {
		t.Errorf("a sum that does not agree is not told: %q", note)
	}
}

func TestAppealsThatAreNotAllAccountedForSayHowMany(t *testing.T) {
	told := func(parts map[string]string) *Appeals {
		m := newMadeQuality(model.Full)
		m.indicator("overklaganden", topicAppeal, "antal")
		for part, value := range parts {
			cells := []string{"indicator", "overklaganden", "unit", everyUnit, "period", "2024", "part", part, "value", value, "status", "reported", "kind", "level"}
			if value == "" {
				cells = append(cells, "status", "not_reported")
			}
			m.tell(m.later, &m.tables.observations, "observations", cells...)
		}
		return m.page("sv").Appeals
	}
	a := told(map[string]string{everyPart: "20", "oförändrade": "10", "ändrade": "3"})
	same(t, "rest", a.Parts[2].Label+", "+a.Parts[3].Label, "pågår: redovisas inte, 7 övriga, uträknat")
	same(t, "title", a.Title, "3 av 13 avgjorda överklaganden ändrades") // decided is worked out
	if !a.Decided.Computed || !a.Parts[3].Figure.Computed {
		t.Errorf("%+v", a)
	}
	a = told(map[string]string{everyPart: "12", "oförändrade": "10", "ändrade": "3"})
	same(t, "beyond", a.Note, "Delarna är fler än de 12 som rapporten anger.")
	if a = told(map[string]string{everyPart: "12"}); a != nil {
		t.Errorf("appeals whose outcome is not told have no bar: %+v", a)
	}
}

func TestTwoPlacesThatGiveAControlOtherResultsAreBothTold(t *testing.T) {
	m := newMadeQuality(model.Full)
	m.control("k1", "Attest", "1", "3", "4x4")
	for _, place := range [][3]string{{"avsnitt 3", "Utan avvikelse", "no_deviation"}, {"sammanfattning", "Avvikelse", "deviation"}} {
		m.tell(m.later, &m.tables.assessments, "assessments", "subject", "controls:k1", "period", "2024", "about", "outcome", "place", place[0], "verbatim", place[1], "status", place[2])
	}
	n := len(m.tables.assessments) // one statement of one key has both rows
	m.tables.assessments[n-2].Rows = append(m.tables.assessments[n-2].Rows, m.tables.assessments[n-1].Rows...)
	m.tables.assessments = m.tables.assessments[:n-1]
	c := m.page("sv").Control.Rows[0]
	if c.Result.Kind != MarkSilent || c.Result.Text != "Motstridiga: Utan avvikelse; Avvikelse" || len(c.About) < 2 {
		t.Errorf("%+v", c)
	}
}

func TestAPackageWithoutAMonthIsNamedWithoutACapitalWithinASentence(t *testing.T) {
	p := qualityOf(t, alvbro, "socialnamnden-2025-02-monthly", Previous, "sv")
	same(t, "the line under the headline", p.Sub, "Älvbro är en påhittad kommun · inget nytt sedan kvalitet 2024")
}
