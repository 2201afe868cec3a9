package page

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
	"rodatraden/data/store"
)

func decisionsPage(t testing.TB, committee, name, compare string) *DecisionsPage {
	t.Helper()
	return builtPage(t, BuildDecisions, library(t), committee, name, compare, "sv")
}

// decisionText is a row as it reads: when, what, the figure beside, what became of it.
func decisionText(r DecisionRow) string {
	beside := joined(", ", r.Figure.Text, r.FigureWord, r.FigureNote)
	return strings.ReplaceAll(fmt.Sprintf("%s | %s. %s | %s | %s: %s", r.When, r.Kind, r.Text, beside, r.Became.Kind, joined("; ", r.Became.Text, r.BecameNote)), "\u00a0", " ")
}

func decisionOf(t testing.TB, p *DecisionsPage, record string) DecisionRow {
	t.Helper()
	for _, r := range slices.Concat(p.Decided.Rows, p.Decided.Older) {
		if r.Record == "decisions:"+record {
			return r
		}
	}
	t.Fatalf("%s is not on the page", record)
	return DecisionRow{}
}

func TestTheReviewOf2021TellsTheSevenRowsOfThePicture(t *testing.T) {
	p := decisionsPage(t, trollhattan, "asn-2021-review", "asn-2021-09-monthly")
	same(t, "headline", p.Headline, "Fyra uppföljningar godkändes 2021, inget beslut om åtgärd fattades")
	var got []string
	for _, r := range p.Decided.Rows {
		got = append(got, decisionText(r))
	}
	same(t, "rows", strings.Join(got, "\n"), strings.Join([]string{
		"Februari 2019 | Uppges. Besparingar om 11,9 mkr är beslutade | −19,6 mkr, prognos | partly: 10,4 mkr beräknas; Effekt: återges inte",
		"Mars 2019 | Uppdrag. Förvaltningen ska i juni komma tillbaka med besparingar och anpassningar som ger budget i balans inför 2020. Och ett uppdrag till | −20,1 mkr, prognos | done: Redovisat maj 2019; bifall juni 2019",
		"April 2019 | Godkänd. Delår april 2019. Även överlämnad och meddelat | −18 mkr, prognos | not_quoted: Svar: återges inte",
		"Juni 2019 | Bifall. Förvaltningens besparings- och anpassningsåtgärder bifölls | återges inte | partly: 24 åtgärder med belopp; vilket beslut anges inte",
		"Oktober 2019 | Uppdrag. Förvaltningen ska ta fram en handlingsplan | återges inte | done: Redovisat augusti 2020",
		"Mars 2021 | Godkänd. Kvalitetsberättelse 2020 | återges inte | not_quoted: Beslut om åtgärd: återges inte",
		"2021, fyra gånger | Godkänd. Uppföljning februari, mars, maj och september | återges inte | missing: inget beslut om åtgärd",
	}, "\n"))
	if !strings.Contains(p.Sub, "7 beslut och uppdrag visas") || !strings.Contains(p.Sub, "2 uppgifter redovisas inte") {
		t.Errorf("sub %q", p.Sub)
	}
	same(t, "apart", p.Decided.OlderText, "Visa 7 till: 1 äldre, 3 utan datum, 3 antagna dokument")
	if n := len(p.Decided.Older); n != 7 {
		t.Errorf("%d stand apart", n)
	}
	if p.Selected != p.Decided.Rows[6].Record {
		t.Errorf("%s is chosen, not the newest", p.Selected)
	}
	last := p.Decided.Rows[6]
	if len(last.Parts) != 5 || !strings.HasPrefix(last.Parts[4].Text, "Inget beslut om åtgärd") {
		t.Errorf("the four and what is said of them: %+v", last.Parts)
	}
	whole := p.Decided.Rows[2].Parts
	if len(whole) != 3 || !strings.Contains(whole[2].Text, "trots beslutade och vidtagna sparåtgärder") {
		t.Errorf("the three decisions of April in their own words: %+v", whole)
	}
}

func TestWhatIsNewSinceTheStateComparedWithIsMarked(t *testing.T) {
	p := decisionsPage(t, trollhattan, "asn-2021-review", "asn-2021-09-monthly")
	var fresh []string
	for _, r := range p.Decided.Rows {
		if r.New != nil {
			fresh = append(fresh, r.When+" "+r.New.Text)
		}
	}
	same(t, "new", strings.Join(fresh, ", "), "Oktober 2019 Ny i utdraget, 2021, fyra gånger Ny i utdraget")
	for _, r := range decisionsPage(t, trollhattan, "asn-2021-review", None).Decided.Rows {
		if r.New != nil {
			t.Errorf("%s is new against nothing", r.When)
		}
	}
	p = decisionsPage(t, alvbro, "socialnamnden-2024-11-monthly", Previous)
	if r := decisionOf(t, p, "beslut-2024-09-26-uppdrag"); r.New == nil || r.New.Text != "Ny uppgift" {
		t.Errorf("an assignment that has been answered since: %+v", r.New)
	}
}

func TestInAnExcerptNothingIsAGapButWhatTheSourceSays(t *testing.T) {
	lib := library(t)
	for _, pkg := range packagesOf(t, lib, trollhattan) {
		p := builtPage(t, BuildDecisions, lib, trollhattan, pkg.Name, None, "sv")
		if pkg.Name != "asn-2021-review" && p.Gaps != (Gaps{}) {
			t.Errorf("%s: %+v", pkg.Name, p.Gaps)
		}
		for _, r := range slices.Concat(p.Decided.Rows, p.Decided.Older) {
			if r.Figure.Status == string(model.NotReported) || r.Late || r.Became.Kind == MarkMissing && !strings.HasPrefix(r.When, "2021, ") {
				t.Errorf("%s: %s", pkg.Name, decisionText(r))
			}
		}
	}
}

func TestTheFollowUpsThatNoMeasureWasDecidedOnAreOneRowOnlyWhereThatIsSaid(t *testing.T) {
	p := decisionsPage(t, trollhattan, "asn-2021-09-monthly", None)
	n := 0
	for _, r := range p.Decided.Rows {
		if r.Kind == "Godkänd" && strings.HasPrefix(r.Text, "Uppföljning") {
			n++
			if r.Became.Kind != MarkNotQuoted {
				t.Errorf("before the review: %s", decisionText(r))
			}
		}
	}
	if n != 3 {
		t.Errorf("%d rows of follow-ups in September 2021, want one for each of the three approved", n)
	}
	same(t, "headline", p.Headline, "Tre uppföljningar godkändes 2021, beslut om åtgärd återges inte")
}

func TestTheAssignmentThatIsNeverAnsweredIsTheFindingOfEveryLaterFullReport(t *testing.T) {
	const given = "beslut-2024-05-23-uppdrag"
	for _, name := range []string{"socialnamnden-2024-05-monthly", "socialnamnden-2024-10-monthly"} {
		r := decisionOf(t, decisionsPage(t, alvbro, name, Previous), given)
		if !r.Open || r.Late || r.Became.Kind != MarkNotYet {
			t.Errorf("%s, before its last day: %s", name, decisionText(r))
		}
	}
	for _, name := range []string{"socialnamnden-2024-annual", Latest} {
		p := decisionsPage(t, alvbro, name, Previous)
		r := decisionOf(t, p, given)
		same(t, name, decisionText(r), "23 maj 2024 | Uppdrag. Redovisa vilka placeringar som kan avslutas under året senast 21 november | −4,4 mkr, prognos | missing: Svar: redovisas inte; senast 21 november 2024")
		if !r.Open || !r.Late || p.Selected != r.Record {
			t.Errorf("%s: it is late, and %s is chosen", name, p.Selected)
		}
		same(t, name, p.Headline, "Ett uppdrag är obesvarat, sista dagen var 21 november 2024")
	}
	for _, r := range decisionsPage(t, alvbro, Latest, Previous).Decided.Rows {
		if r.Late && r.Record != "decisions:"+given {
			t.Errorf("this one is not late: %s", decisionText(r))
		}
	}
}

func TestAnAssignmentTellsItsAnswerAndOneWhoseDayHasNotComeIsNoGap(t *testing.T) {
	p := decisionsPage(t, alvbro, Latest, Previous)
	same(t, "answered", decisionText(decisionOf(t, p, "beslut-2024-03-21-uppdrag")), "21 mars 2024 | Uppdrag. Ny modell för att beräkna försörjningsstöd senast 25 april | −3,0 mkr, prognos | done: Redovisat 25 april 2024")
	same(t, "by measures", decisionText(decisionOf(t, p, "beslut-2024-09-26-uppdrag")), "26 september 2024 | Uppdrag. Förslag till lägre kostnader för placeringar senast 21 november | −5,7 mkr, prognos | done: Bifall 21 november 2024")
	same(t, "not on a report", decisionText(decisionOf(t, p, "beslut-2025-03-27-uppdrag")), "27 mars 2025 | Uppdrag. Åtgärder för Barn och familj senast 15 maj | inte på en rapport | not_yet: Inte besvarat än; senast 15 maj 2025")
	if slices.ContainsFunc(p.Decided.Rows, func(r DecisionRow) bool { return r.Record == "decisions:beslut-2024-04-25-redovisning" }) {
		t.Error("an answer stands as a row of its own")
	}
}

func TestADecisionOnAReportThatWasReplacedStandsBesideTheFigureOfThatDay(t *testing.T) {
	p := decisionsPage(t, alvbro, Latest, Previous)
	r := decisionOf(t, p, "beslut-2024-10-24-godkand")
	same(t, "row", decisionText(r), "24 oktober 2024 | Godkänd. Uppföljning september 2024 | −5,4 mkr, prognos, sedan rättad till −6,3 mkr | missing: inget beslut om åtgärd")
	if src := r.Figure.Source; src == nil || src.Package != "socialnamnden-2024-09-monthly" || src.Label != "Månadsuppföljning september 2024, s. 3" {
		t.Errorf("the figure is said to stand in %+v", r.Figure.Source)
	}
	before := decisionOf(t, decisionsPage(t, alvbro, "socialnamnden-2024-10-monthly", Previous), "beslut-2024-10-24-godkand")
	if before.FigureNote != "" || before.Figure.Text != r.Figure.Text {
		t.Errorf("before the correction: %s", decisionText(before))
	}
}

func TestEveryApprovalOfAReportStandsBesideItsFigureOrSaysHowThatIsMissing(t *testing.T) {
	lib, seen := library(t), 0
	for _, committee := range committees {
		for _, pkg := range packagesOf(t, lib, committee) {
			p := builtPage(t, BuildDecisions, lib, committee, pkg.Name, None, "sv")
			missing := 0
			for _, r := range p.Decided.Rows {
				missing += btoi(r.Became.Kind == MarkMissing) + btoi(r.Figure.Status == string(model.NotReported))
				if r.Kind == "Godkänd" {
					seen++
					if r.Figure.Text == "" || r.Figure.Status == string(model.NotApplicable) && committee == trollhattan {
						t.Errorf("%s: %s", pkg.Name, decisionText(r))
					}
				}
			}
			for _, r := range p.Collaborations.Rows {
				missing += btoi(r.Form.Kind == MarkMissing) + btoi(r.Written != nil && r.Written.Kind == MarkMissing)
			}
			if missing != p.Gaps.NotReported {
				t.Errorf("%s: %d marks of what is missing, %d counted", pkg.Name, missing, p.Gaps.NotReported)
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d approvals were looked at", seen)
	}
}

func TestYearsBeforeTheLastAreCountedAndOnlyTheirOpenAssignmentsShown(t *testing.T) {
	p := decisionsPage(t, alvbro, Latest, Previous)
	for _, r := range p.Decided.Rows {
		if strings.HasSuffix(r.When, "2023") {
			t.Errorf("%s is shown in April 2025", decisionText(r))
		}
	}
	older := 0
	for _, r := range p.Decided.Older {
		older += btoi(strings.HasSuffix(r.When, "2023"))
	}
	if older == 0 || !strings.HasPrefix(p.Decided.OlderText, fmt.Sprintf("Visa %d till: %d äldre", len(p.Decided.Older), older)) {
		t.Errorf("%d of 2023 stand apart: %q", older, p.Decided.OlderText)
	}
	m := &made{packages: []*model.Package{packageOf("dec", 1, 12, 0)}}
	s := &decisionTables{}
	for _, d := range []struct{ id, date, kind string }{
		{"old-open", "2015-03-01", "assign"}, {"old-answered", "2015-04-01", "assign"}, {"answer", "2015-05-01", "report"},
		{"old", "2015-06-01", "note"}, {"before", "2022-06-01", "note"}, {"now", "2025-06-01", "note"},
	} {
		cells := map[string]string{"id": d.id, "date": d.date, "kind": d.kind, "text": d.id}
		if d.id == "answer" {
			cells["answers"] = "old-answered"
		}
		s.Decisions = append(s.Decisions, m.toldRow(m.packages[0], "decisions", cells))
	}
	st := newDecisionState(s, m.packages, m.packages[0], 1, i18n.New("sv"))
	list, _ := st.decidedList(st.sinceThen(earlier{}))
	var shown []string
	for _, r := range list.Rows {
		shown = append(shown, r.Text)
	}
	same(t, "shown", strings.Join(shown, " "), "old-open before now")
	same(t, "apart", list.OlderText, "Visa 2 till: 2 äldre")
}

// toldRow is what a package says in one row.
func (m *made) toldRow(p *model.Package, table string, cells map[string]string) Told {
	of := m.into(table)
	m.tell(p, table, cells)
	return (*of)[len(*of)-1]
}

func TestSteeringDocumentsTellTheirStateAndWhoseReadingItIs(t *testing.T) {
	p := decisionsPage(t, trollhattan, "asn-2021-review", "asn-2021-09-monthly")
	state := func(p *DecisionsPage, record string) string {
		for _, r := range p.Steering.Rows {
			if r.Record == "steering_documents:"+record {
				return fmt.Sprintf("%s | %s: %s", r.Beside, r.State.Kind, joined("; ", r.State.Text, r.Note))
			}
		}
		return "not told"
	}
	same(t, "title", p.Steering.Title, "Dokument uppges motstridigt")
	for record, want := range map[string]string{
		"bestammelser-forsorjningsstod":      "Nämnden, årligen, antaget februari 2021 | done: Gällande; appens tolkning",
		"riktlinjer-kvalitetsledningssystem": "Nämnden, antaget augusti 2021, ersätter ledningssystem från 2017, bygger på SOSFS 2011:9 | done: Gällande; appens tolkning",
		"stoddokument":                       "Verksamheten, årligen | silent: Motstridigt; tvetydigt och inaktuellt",
		"ledningssystem-2017":                "Antaget 2017, ersatt av riktlinjer för kvalitetsledningssystemet | fallen: Ersatt",
		"handbok-ekonomiskt-bistand":         "Nationell | not_quoted: återges inte",
	} {
		same(t, record, state(p, record), want)
	}
	full := decisionsPage(t, alvbro, Latest, Previous)
	same(t, "title", full.Steering.Title, "Två dokument uppges motstridiga")
	same(t, "current, as told", state(full, "delegationsordning"), "Nämnden, årligen, antaget 23 februari 2023, bygger på reglemente för socialnämnden | done: Gällande")
	same(t, "replaced", state(full, "rutin-avvikelser"), "Verksamheten, årligen, antaget omkring 2020, ersatt av rutin för avvikelser och missförhållanden | fallen: Ersatt")
}

func TestTheOralCollaborationComesFirstWithWhoSaysSo(t *testing.T) {
	p := decisionsPage(t, trollhattan, "asn-2021-review", "asn-2021-09-monthly")
	same(t, "title", p.Collaborations.Title, "Samverkan, en muntlig")
	r := p.Collaborations.Rows[0]
	if r.Title != "Arbetsförmedlingen" || r.Form != (Mark{MarkOral, "Muntligt"}) || r.Note != "uppger presidiet" || r.Written == nil || *r.Written != (Mark{MarkMissing, "redovisas inte skriftligt"}) {
		t.Errorf("%+v %+v", r, r.Written)
	}
	for _, r := range p.Collaborations.Rows[1:] {
		if r.Written != nil || r.Form.Kind == MarkMissing {
			t.Errorf("in an excerpt this is a gap: %+v", r)
		}
	}
	full := decisionsPage(t, alvbro, Latest, Previous).Collaborations
	if r := full.Rows[0]; r.Form.Kind != MarkOral || r.Written == nil || r.Written.Kind != MarkMissing {
		t.Errorf("%+v", r)
	}
}

func TestDocumentsThatCanBeOpenedComeFirstAndDo(t *testing.T) {
	lib := library(t)
	for _, at := range [][2]string{{trollhattan, "asn-2021-review"}, {alvbro, Latest}} {
		c := choose(t, lib, at[0], at[1], Previous)
		p, err := BuildDecisions(context.Background(), lib, c, i18n.New("sv"))
		if err != nil {
			t.Fatal(err)
		}
		opens := 0
		for i, r := range p.Documents.Rows {
			v, err := BuildRecord(context.Background(), lib, c, r.Record, i18n.New("sv"))
			if err != nil {
				t.Fatal(err)
			}
			held := v.Document != nil && v.Document.Absent == nil
			if held != r.Opens || r.Opens && i != opens {
				t.Errorf("%s, number %d: opens %v, its record %v", r.Title, i, r.Opens, held)
			}
			opens += btoi(r.Opens)
		}
		if opens == 0 || opens != p.Documents.Openable || opens == len(p.Documents.Rows) {
			t.Errorf("%s: %d of %d open, %d counted", at[1], opens, len(p.Documents.Rows), p.Documents.Openable)
		}
	}
}

func TestBeforeAnythingIsDecidedBeslutSaysSo(t *testing.T) {
	p := decisionsPage(t, trollhattan, "asn-2018-annual", None)
	if p.Empty == "" || len(p.Records()) != 0 || p.Headline != "Beslut återges inte" {
		t.Errorf("%q %q %v", p.Headline, p.Empty, p.Records())
	}
}

// unreplaced is a library that must not be asked for what is replaced more than once a report.
type unreplaced struct {
	Library
	asked int
}

func (l *unreplaced) History(ctx context.Context, s store.Scope, table string, where ...store.Match) ([]store.Statement, error) {
	l.asked++
	return l.Library.History(ctx, s, table, where...)
}

func TestBeslutAsksForLittle(t *testing.T) {
	lib := &unreplaced{Library: library(t)}
	c := choose(t, lib, alvbro, Latest, Previous)
	if _, err := BuildDecisions(context.Background(), lib, c, i18n.New("sv")); err != nil {
		t.Fatal(err)
	}
	if lib.asked > 20 {
		t.Errorf("%d tables were asked for", lib.asked)
	}
}

// Where the report told of no deficit, that nothing was decided is no gap.
func TestOnlyADeficitThatIsApprovedAsksForADecisionOnMeasures(t *testing.T) {
	lib := open(t)
	const committee = "samhallsbyggnadsnamnden"
	for _, p := range samples()[committee] {
		install(t, lib, p)
	}
	none := i18n.New("sv").Text("decided.no_measures")
	deficit := 0
	for _, p := range packagesOf(t, lib, committee) {
		for _, r := range builtPage(t, BuildDecisions, lib, committee, p.Name, Previous, "sv").Decided.Rows {
			if !r.Figure.Present() || r.Became.Text != none {
				continue
			}
			if strings.HasPrefix(*r.Figure.Value, "-") {
				deficit++
			} else {
				t.Errorf("%s: %s beside %s says %q", p.Name, r.Text, r.Figure.Text, r.Became.Text)
			}
		}
	}
	if deficit == 0 {
		t.Error("no deficit was approved without a decision")
	}
}
