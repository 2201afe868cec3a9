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

func interventions(t testing.TB, committee, name, compare, lang string) *Interventions {
	t.Helper()
	return builtPage(t, BuildInterventions, library(t), committee, name, compare, lang)
}

// theReview is the state of the design's picture.
func theReview(t testing.TB) *Interventions {
	t.Helper()
	return interventions(t, trollhattan, "asn-2021-review", "asn-2021-09-monthly", "sv")
}

func rowOf(t testing.TB, p *Interventions, id string) *Intervention {
	t.Helper()
	r := p.Row("interventions:" + id)
	if r == nil {
		t.Fatalf("the page has no %s", id)
	}
	return r
}

// ladderText is a row's steps as a reader sees them.
func ladderText(r *Intervention) string {
	var out []string
	for _, step := range r.Ladder {
		if step.Figure.Present() {
			out = append(out, plainly(step.Figure.Number+" "+step.Beside))
		} else {
			out = append(out, step.Mark.Text)
		}
	}
	return strings.Join(out, " | ")
}

func TestTheReviewsHeadlineAndCountsAreWorkedOutFromTheLadders(t *testing.T) {
	p := theReview(t)
	same(t, "headline", p.Headline, "Två insatser har ett antal, ingen har en redovisad effekt")
	same(t, "sub", p.Sub, "15 av 20 steg redovisas inte enligt granskningen · 3 återges inte i utdraget · 2 har ett tal")
	if p.Followed != 5 || p.Gaps != (Gaps{15, 15}) {
		t.Errorf("%d are followed up, gaps %+v", p.Followed, p.Gaps)
	}
	var rows []string
	for _, r := range p.Rows[:p.Followed] {
		rows = append(rows, r.Title+": "+ladderText(&r))
	}
	gap := " | redovisas inte | redovisas inte | redovisas inte"
	same(t, "ladders", strings.Join(rows, "\n"), strings.Join([]string{
		"Alla behövs i jobb: 1 076 personer, aug 2021" + gap,
		"Arbetsmarknadsanställningar: 348 personer, 2020" + gap,
		"Arbetsintegrerade sociala företag: återges inte" + gap,
		"ESF-projektet ALL IN: återges inte" + gap,
		"Jobbspår: återges inte" + gap,
	}, "\n"))
	counted := 0
	for _, r := range p.Rows[:p.Followed] {
		for _, step := range r.Ladder {
			counted += btoi(step.Mark.Kind == MarkMissing)
		}
	}
	if counted != 15 {
		t.Errorf("%d gaps are shown", counted)
	}
}

func TestTheGapThatTheReviewStatesIsKnownByItsOwnWordsAndLeadsToThem(t *testing.T) {
	p := theReview(t)
	for _, r := range p.Rows[:p.Followed] {
		if r.Effect == nil || !strings.HasPrefix(r.Effect.Verbatim, "I nuläget redovisas enbart antalet personer") || r.Effect.Source.Label != "Granskning 2021, avsnitt 4.4" {
			t.Errorf("%s: %+v", r.Title, r.Effect)
		}
		same(t, r.Title, r.Finding, "Granskningen säger själv att effekten inte redovisas")
		for _, step := range r.Ladder[1:] {
			if step.Figure.Record != "observations:effekt-av-insatser-all-2021-all" || step.Figure.Source == nil {
				t.Errorf("%s, %s: the gap leads to %q", r.Title, step.Label, step.Figure.Record)
			}
		}
	}
	before := interventions(t, trollhattan, "asn-2021-09-monthly", Previous, "sv")
	if before.Gaps.NotReported != 0 || strings.Contains(before.Headline+before.Sub, "redovisas inte") || strings.Contains(before.Headline, "ingen") {
		t.Errorf("before the review says so a gap is counted: %s, %s", before.Headline, before.Sub)
	}
	same(t, "the month before", before.Headline, "Två insatser har ett antal, effekten återges inte")
}

func TestTheEnrolledOfTheYearsStandWithWhatIsKnownOfTheirPeriods(t *testing.T) {
	r := rowOf(t, theReview(t), "alla-behovs-i-jobb")
	var got []string
	for _, p := range r.Series.Points {
		got = append(got, fmt.Sprintf("%s %s %v", p.Label, *p.Figure.Value, p.Part))
		if p.Figure.Source == nil || p.Figure.Record == "" {
			t.Errorf("%s leads nowhere", p.Label)
		}
	}
	same(t, "the numbers", strings.Join(got, ", "), "2019 414 false, 2020 1393 false, augusti 2021 1076 true")
	same(t, "the last period", r.Note, "Augusti 2021 kan vara del av ett år, källan säger inte.")
	only := rowOf(t, theReview(t), "arbetsmarknadsanstallningar")
	if only.Series != nil || only.Note != "" || *only.Ladder[0].Figure.Value != "348" {
		t.Errorf("one number of a whole year: %+v, %q", only.Series, only.Note)
	}
}

func TestWhatConcernsEverybodyIsToldBesideTheLaddersAndInNone(t *testing.T) {
	p := theReview(t)
	if len(p.Everyone) != 1 || *p.Everyone[0].Figure.Value != "34" || p.Everyone[0].Figure.Source == nil {
		t.Fatalf("%+v", p.Everyone)
	}
	same(t, "said", plainly(p.Everyone[0].Text), "Ärenden avslutade inom 12 månader, 34 % (augusti 2021), gäller alla och hör inte till en insats.")
	for _, r := range p.Rows {
		for _, step := range slices.Concat(r.Ladder, r.Course) {
			if step.Figure.Value != nil && (*step.Figure.Value == "34" || *step.Figure.Value == "23") {
				t.Errorf("%s has %s", r.Title, step.Figure.Text)
			}
		}
	}
}

func TestWhatIsOnlyNamedIsListedAndNotCounted(t *testing.T) {
	p := theReview(t)
	if len(p.Rows) != 36 {
		t.Errorf("%d rows", len(p.Rows))
	}
	for _, r := range p.Rows[p.Followed:] {
		if r.numbers() > 0 || r.Effect != nil {
			t.Errorf("%s has a number, or a gap, and is not counted", r.Title)
		}
	}
	rising := rowOf(t, p, "kompetenshojande-insatser")
	if step := rising.Ladder[0]; step.Figure.Present() || step.Mark.Text != "ökar, tal återges inte" || step.Figure.Words == "" {
		t.Errorf("only a direction is told: %+v", step)
	}
	study := interventions(t, trollhattan, "asn-2019-10-prestudy", Previous, "sv")
	if study.Followed != len(study.Rows) || study.Gaps != (Gaps{}) {
		t.Errorf("%d of %d, %+v", study.Followed, len(study.Rows), study.Gaps)
	}
	same(t, "the pre-study", study.Headline, "28 insatser nämns, hur många som deltar återges inte")
}

func TestWhatDifferentSpeakersSayStandsWithWhoSaysItTheNewestReportFirst(t *testing.T) {
	r := rowOf(t, theReview(t), "alla-behovs-i-jobb")
	var said []string
	for _, s := range r.Said {
		if s.Source == nil || s.Record == "" {
			t.Errorf("%q leads nowhere", s.Text)
		}
		said = append(said, s.Label+", "+s.Source.Label)
	}
	for _, want := range []string{
		"Lucka, Granskning 2021, avsnitt 4.6", "Rekommendation, Granskning 2021, avsnitt 4.8", "Uppfattning, Granskning 2021, avsnitt 4.4",
		"Risk, ”viss”, Förstudie 2019, avsnitt 5.2", "Uppfattning, Förvaltningen, Förstudie 2019, avsnitt 3.3",
	} {
		if !slices.Contains(said, want) {
			t.Errorf("not said: %s, of %q", want, said)
		}
	}
	if first := slices.IndexFunc(said, func(s string) bool { return strings.Contains(s, "2019") }); slices.ContainsFunc(said[first:], func(s string) bool { return strings.Contains(s, "2021") }) {
		t.Errorf("not the newest first: %q", said)
	}
	if len(r.Told) != 1 || r.Told[0].Mark.Kind != MarkNotQuoted || !strings.Contains(r.Told[0].Label, "2019") {
		t.Errorf("what the committee saw in 2019: %+v", r.Told)
	}
}

func TestTheGoalOfAnInterventionIsToldOrHowItIsMissing(t *testing.T) {
	p := theReview(t)
	links := rowOf(t, p, "alla-behovs-i-jobb").Links
	if len(links) == 0 || links[0].Label != "Mål" || links[0].Mark.Kind != MarkPartly {
		t.Errorf("%+v", links)
	}
	absent := rowOf(t, p, "jobbspar").Absent
	if len(absent) != 1 || absent[0] != (Mark{MarkNotQuoted, "Underlag inför starten, uppföljning och koppling till mål: återges inte"}) {
		t.Errorf("%+v", absent)
	}
	full := interventions(t, alvbro, Latest, Previous, "sv")
	language := rowOf(t, full, "sprakpraktik")
	if len(language.Links) != 1 || language.Links[0].Mark != (Mark{MarkMissing, "ingen koppling, enligt rapporten"}) {
		t.Errorf("a link that the plan says is not there: %+v", language.Links)
	}
	if len(language.Impacts) != 1 || language.Impacts[0].Text != "Undanträngning" || language.Impacts[0].Source == nil {
		t.Errorf("its consequences: %+v", language.Impacts)
	}
	if len(language.Absent) != 1 || language.Absent[0].Kind != MarkMissing {
		t.Errorf("%+v", language.Absent)
	}
}

func TestAFullReportHasEveryStepAndSharesThatAreMarkedAsWorkedOut(t *testing.T) {
	p := interventions(t, alvbro, "socialnamnden-2025-04-interim", Previous, "sv")
	same(t, "headline", p.Headline, "Fyra insatser har ett antal, två har en redovisad effekt")
	same(t, "sub", p.Sub, "Älvbro är en påhittad kommun · 6 av 16 steg redovisas inte · 10 har ett tal")
	r := rowOf(t, p, "jobbvagen")
	var got []string
	for _, step := range r.Course {
		text := step.Step + " " + step.Figure.Number
		if step.Share != nil {
			if !step.Share.Computed {
				t.Errorf("%s: the share is not marked as worked out", step.Label)
			}
			text += " (" + plainly(step.Share.Text) + " " + step.Of + ")"
		}
		if step.Figure.Record == "" || step.Figure.Source == nil {
			t.Errorf("%s leads nowhere", step.Label)
		}
		got = append(got, text)
	}
	same(t, "course", strings.Join(got, ", "), "places 60, referred 41, enrolled 36 (88 % av anvisade), completed 22 (61 % av inskrivna), "+
		"self_supporting 10 (45 % av avslutade), remaining_after_12_months 6")
	same(t, "finding", r.Finding, "10 av 22 avslutade blev självförsörjande, jan–apr 2025")
	if note := r.Course[5].Note; !strings.Contains(note, "ett år före") {
		t.Errorf("of whom those who remain are is not told: %q", note)
	}
	same(t, "språkpraktik", ladderText(rowOf(t, p, "sprakpraktik")), "18 personer, jan–apr 2025 | redovisas inte | redovisas inte | redovisas inte")
}

func TestThoseWhoRemainAreAShareOfThoseWhoLeftAYearBefore(t *testing.T) {
	m := newMadeInterventions("enrolled", "completed", "self_supporting", "remaining_after_12_months")
	m.number("self_supporting", "2023", "20")
	m.number("self_supporting", "2024", "40")
	m.number("remaining_after_12_months", "2024", "15")
	r := m.page().Rows[0]
	last := r.Course[len(r.Course)-1]
	if last.Share == nil || plainly(last.Share.Text) != "75 %" || last.Of != "av självförsörjande 2023" {
		t.Errorf("%+v %q", last.Share, last.Of)
	}
}

func TestAShareIsWorkedOutOnlyOfWhatIsCountedAlikeOverTheSameTime(t *testing.T) {
	for _, c := range []struct {
		name, enrolled, when, completed, share string
	}{
		{"the same year", "40", "2024", "10", "25 %"},
		{"halves are rounded up", "40", "2024", "17", "43 %"},
		{"another time", "40", "2023", "10", ""},
		{"more than there were", "40", "2024", "41", ""},
		{"of none", "0", "2024", "0", ""},
	} {
		m := newMadeInterventions("enrolled", "completed")
		m.number("enrolled", c.when, c.enrolled)
		m.number("completed", "2024", c.completed)
		r := m.page().Rows[0]
		got := ""
		for _, step := range r.Course {
			if step.Share != nil {
				got += plainly(step.Share.Text)
			}
		}
		same(t, c.name, got, c.share)
	}
}

func TestAnInterventionThatHasNotBegunIsNoGap(t *testing.T) {
	p := interventions(t, alvbro, "socialnamnden-2024-plan", Previous, "sv")
	if p.Gaps.NotReported != 0 {
		t.Errorf("a plan lacks what has not happened: %+v", p.Gaps)
	}
	for _, r := range p.Rows {
		for _, step := range r.Ladder {
			if step.Mark.Kind == MarkMissing {
				t.Errorf("%s, %s: %+v", r.Title, step.Label, step.Mark)
			}
		}
	}
	same(t, "headline", p.Headline, "Fyra insatser planeras, ännu utan uppföljning")
}

func TestWhatMovedSinceTheEarlierStateIsTold(t *testing.T) {
	text := func(p *Interventions) string {
		var out []string
		for _, c := range p.Changes {
			out = append(out, plainly(c.Label+": "+c.Before.Text+" → "+c.Now.Text+" ("+c.Mark.Text+")"))
		}
		return strings.Join(out, "\n")
	}
	review := text(theReview(t))
	for _, want := range []string{
		"Kartläggning: återges inte → Insats (Ny i utdraget)",
		"Trepartssamtal: återges inte → Insats (Ny i utdraget)",
	} {
		if !strings.Contains(review, want) {
			t.Errorf("the review lacks %q of\n%s", want, review)
		}
	}
	if fresh := rowOf(t, theReview(t), "trepartssamtal").New; fresh == nil || fresh.Kind != MarkNew || rowOf(t, theReview(t), "jobbspar").New != nil {
		t.Errorf("what is new is not marked: %+v", fresh)
	}
	year := interventions(t, alvbro, "socialnamnden-2025-04-interim", "socialnamnden-2024-annual", "sv")
	told := text(year)
	if want := "Jobbvägen, inskrivna"; !strings.Contains(told, want) {
		t.Errorf("%q is not told of\n%s", want, told)
	}
	if alone := interventions(t, alvbro, "socialnamnden-2025-04-interim", None, "sv"); len(alone.Changes) != 0 {
		t.Errorf("compared with nothing: %s", text(alone))
	}
}

func TestBeforeAnythingIsToldOfInterventionsThePageSaysSo(t *testing.T) {
	for _, c := range []struct{ committee, name, headline, empty string }{
		{trollhattan, "asn-2019-06-monthly", "Inga insatser är kända vid juni 2019", "utdragen"},
		{alvbro, "socialnamnden-2023-11-monthly", "Inga insatser är kända vid november 2023", "Paketen fram till nu"},
	} {
		p := interventions(t, c.committee, c.name, Previous, "sv")
		same(t, c.name, p.Headline, c.headline)
		if len(p.Rows) != 0 || p.Selected != "" || !strings.Contains(p.Empty, c.empty) {
			t.Errorf("%s: %q, %d rows", c.name, p.Empty, len(p.Rows))
		}
	}
}

func TestAWholeReportThatLeavesOutWhatTheOneBeforeToldHasAGapUnlessTheInterventionHadEnded(t *testing.T) {
	for _, c := range []struct{ ends, want string }{
		{"", "redovisas inte, senast 10 personer (2024)"}, {"2026-06", "redovisas inte, senast 10 personer (2024)"}, {"2024-12", "10 personer, 2024"},
	} {
		m := newMadeInterventions("enrolled")
		m.tables.interventions[0].Rows[0].Cells[schema.MustGet("interventions").Column("ends")] = c.ends
		m.pkg.From, m.pkg.To = model.Date{Year: 2024, Month: 1}.First(), model.Date{Year: 2024, Month: 12}.Last()
		m.pkg.AsAt = m.pkg.To
		m.number("enrolled", "2024", "10")
		later := packageOf("later", 2, 12, 0)
		later.Kind = model.Annual
		s := newInterventionState(&m.tables, []*model.Package{m.pkg, later}, later, later.Order, i18n.New("sv"))
		p := s.page(nil)
		step := p.Rows[0].Ladder[0]
		got := step.Figure.Number + " " + step.Beside
		if !step.Figure.Present() {
			got = joined(", ", step.Mark.Text, step.Last)
		}
		same(t, "ends "+c.ends, plainly(got), c.want)
	}
}

// madeInterventions is one intervention in a whole package, with indicators for steps.
type madeInterventions struct {
	pkg    *model.Package
	tables interventionTables
	rows   int
}

func newMadeInterventions(steps ...string) *madeInterventions {
	m := &madeInterventions{pkg: packageOf("dec", 1, 12, 0)}
	m.pkg.Kind = model.Annual
	m.tell("interventions", &m.tables.interventions, map[string]string{"id": "x", "title": "Insatsen", "kind": "intervention"})
	for _, step := range steps {
		m.tell("indicators", &m.tables.goals.indicators, map[string]string{
			"id": step, "subject": "interventions:x", "title": step, "unit_of_measure": "personer", "timing": "during", "step": step,
		})
	}
	return m
}

func (m *madeInterventions) tell(table string, into *[]Told, cells map[string]string) {
	schemaTable := schema.MustGet(table)
	row := make([]string, len(schemaTable.Fields))
	m.rows++
	if cells["id"] == "" {
		cells["id"] = fmt.Sprintf("%s-%d", table, m.rows)
	}
	for name, cell := range cells {
		row[schemaTable.Column(name)] = cell
	}
	key := schemaTable.KeyOf(row)
	*into = append(*into, Told{Package: m.pkg, Key: key, Rows: []model.Record{{Table: schemaTable, Package: m.pkg, Key: key, Cells: row}}})
}

func (m *madeInterventions) number(step, period, value string) {
	m.tell("observations", &m.tables.goals.observations, map[string]string{
		"indicator": step, "unit": "all", "period": period, "part": "all", "value": value, "status": "reported", "kind": "level",
	})
}

func (m *madeInterventions) state() *interventionState {
	return newInterventionState(&m.tables, []*model.Package{m.pkg}, m.pkg, m.pkg.Order, i18n.New("sv"))
}

func (m *madeInterventions) page() *Interventions { return m.state().page(nil) }
