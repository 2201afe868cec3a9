package steps

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

var (
	now     = time.Date(2025, 5, 12, 9, 0, 0, 0, time.UTC)
	swedish = i18n.New(i18n.Swedish)
)

// standing is a repository whose signatures end in so many days.
func standing(days int) *Standing {
	until := now.AddDate(0, 0, days)
	return &Standing{
		Address: "/srv/uppfoljning", There: true, Keys: "/srv/uppfoljning-keys", Municipality: "Älvbro", Words: strings.Fields("ett två tre fyra fem sex sju åtta nio tio elva tolv"),
		Committees: []Committee{{ID: "socialnamnden", Name: "Socialnämnden", Latest: "Månadsuppföljning mars 2025", Count: 3}},
		Signatures: []Signature{{Role: "root", Expires: now.AddDate(3, 0, 0)}, {Role: "targets", Expires: now.AddDate(1, 0, 0)}, {Role: "snapshot", Expires: until.AddDate(0, 0, 1)}, {Role: "timestamp", Expires: until}, {Role: "socialnamnden", Expires: now.AddDate(1, 1, 0)}},
	}
}

func finding(severity followup.Severity, sheet, cell, answer string) page.CheckedFinding {
	return page.CheckedFinding{
		Finding: followup.Finding{Severity: severity, Sheet: sheet, Cell: cell, Answer: answer},
		Wrong:   "Fel i " + cell, Do: "Rätta " + cell, Where: "bladet " + sheet + ", cell " + cell, Reply: "kolumnen Anmärkning",
	}
}

// checked is a batch of one workbook with findings.
func checked(findings ...page.CheckedFinding) *Batch {
	p := Package{File: "april.xlsx", Path: "/tmp/april.xlsx", Title: "Delårsrapport april 2025", Committee: "Socialnämnden", ID: "socialnamnden", Workbook: true}
	p.Checked.Findings = findings
	for _, f := range findings {
		switch {
		case f.Severity == followup.Fault:
			p.Faults++
		case f.Answer != "":
			p.Answered++
		default:
			p.Warnings++
		}
	}
	return &Batch{Packages: []Package{p}}
}

// plain writes a text with the spaces of a keyboard.
func plain(text string) string { return strings.ReplaceAll(text, "\u00a0", " ") }

func blocksOf[B Block](p *Page) []B {
	var out []B
	for _, block := range slices.Concat(p.Main, p.Left, p.Right) {
		if b, ok := block.(B); ok {
			out = append(out, b)
		}
	}
	return out
}

func TestTheHeadlineOfTheBeginningIsWhatMustBeDone(t *testing.T) {
	waiting := standing(40)
	waiting.Waiting = &Waiting{Titles: []string{"Delårsrapport april 2025"}, Since: now}
	nothing := standing(40)
	nothing.Committees = nil
	for want, s := range map[string]*Standing{
		"En nämnd är publicerad, signaturen gäller till 21 juni 2025": standing(40),
		"Signaturen måste förnyas senast 1 juni 2025":                 standing(20),
		"Signaturen gick ut 11 maj 2025: läsarna varnas":              standing(-1),
		"En publicering avbröts och väntar på dig":                    waiting,
		"Inget är publicerat än, signaturen gäller till 21 juni 2025": nothing,
		"Välj var uppföljningen publiceras":                           {},
	} {
		if got := plain(Build(Home, Known{Now: now, Standing: s}, swedish).Headline); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

func TestASignatureThatEndsWithinAMonthIsMarked(t *testing.T) {
	for days, want := range map[int]page.MarkKind{40: page.MarkDone, 29: page.MarkPartly, -1: page.MarkNotDone} {
		p := Build(Home, Known{Now: now, Standing: standing(days)}, swedish)
		checks := blocksOf[Checks](p)[0]
		if checks[0].Label != "Veckosignatur" || checks[0].Mark != want {
			t.Errorf("%d days: %+v", days, checks[0])
		}
		if len(checks) != 4 || checks[3].Mark != page.MarkDone {
			t.Errorf("%d days: %+v", days, checks)
		}
	}
}

func TestAWarningSaysWhoMustSeeToIt(t *testing.T) {
	s := standing(40)
	s.Warnings = []Warning{
		{Worry: "expiring", Role: "root", Expires: now.AddDate(0, 0, 9), Keys: []string{"root-1", "root-2"}},
		{Worry: "keys_missing", Role: "socialnamnden", Keys: []string{"committee-socialnamnden"}},
	}
	var said []string
	for _, prose := range blocksOf[Prose](Build(Home, Known{Now: now, Standing: s}, swedish)) {
		said = append(said, plain(prose.Text))
	}
	want := []string{
		"Grundnycklar: signaturen går ut 21 maj 2025. Den som har nycklarna (root-1 och root-2) måste förnya den innan dess.",
		"Socialnämnden: nyckeln finns inte i nyckelmappen (committee-socialnamnden). Utan den går det inte att publicera eller förnya härifrån.",
	}
	if !slices.Equal(said, want) {
		t.Errorf("%q", said)
	}
}

func TestTheReviewTellsWhatStops(t *testing.T) {
	fault, warning, answered := finding(followup.Fault, "Belopp", "E7", ""), finding(followup.Warning, "Belopp", "E9", ""), finding(followup.Warning, "Mål", "C4", "Så är det.")
	for _, one := range []struct {
		batch    *Batch
		headline string
		next     Act
	}{
		{checked(fault, fault, warning), "2 fel måste rättas, 1 varning", "reread"},
		{checked(fault), "1 fel måste rättas", "reread"},
		{checked(warning, answered), "Inget hindrar publicering, 1 varning", "go/preview"},
		{checked(answered), "Inget hindrar publicering", "go/preview"},
		{checked(), "Inget hindrar publicering", "go/preview"},
	} {
		k := Known{Now: now, Standing: standing(40), Batch: one.batch}
		p := Build(Review, k, swedish)
		if p.Headline != one.headline || p.Next == nil || p.Next.Act != one.next {
			t.Errorf("%q leads to %+v, not %q to %s", p.Headline, p.Next, one.headline, one.next)
		}
		if stops := one.batch.Faults() > 0; k.Ready(Publish) == stops {
			t.Errorf("%q: it can be published: %t", p.Headline, k.Ready(Publish))
		}
	}
	p := Build(Review, Known{Standing: standing(40), Batch: checked(answered)}, swedish)
	if !strings.HasSuffix(p.Sub, "1 varning är besvarad") {
		t.Errorf("what is answered is not told: %q", p.Sub)
	}
	if f := blocksOf[Found](p)[0]; f.Mark.Text != "Besvarad" || f.Reply != "Svar: Så är det." || f.Do != "" {
		t.Errorf("%+v", f)
	}
}

func TestFindingsStandSheetBySheetWithFaultsFirst(t *testing.T) {
	p := Build(Review, Known{Standing: standing(40), Batch: checked(
		finding(followup.Warning, "Mål", "C4", ""), finding(followup.Fault, "Belopp", "E7", ""), finding(followup.Warning, "Belopp", "E5", ""), finding(followup.Fault, "Mål", "C9", ""),
	)}, swedish)
	var order []string
	for _, block := range p.Main {
		switch b := block.(type) {
		case Group:
			order = append(order, b.Title)
		case Found:
			order = append(order, strings.TrimPrefix(b.Wrong, "Fel i "))
		}
	}
	if got := strings.Join(order, " "); got != "Belopp E7 E5 Mål C9 C4" {
		t.Error(got)
	}
}

func TestManyFindingsAreListedWhenTheyAreAskedFor(t *testing.T) {
	var many []page.CheckedFinding
	for i := range 30 {
		many = append(many, finding(followup.Fault, "Belopp", fmt.Sprint("E", i), ""))
	}
	k := Known{Standing: standing(40), Batch: checked(many...)}
	p := Build(Review, k, swedish)
	if n := len(blocksOf[Found](p)); n != most {
		t.Errorf("%d are listed", n)
	}
	if presses := blocksOf[Presses](p)[0]; presses[0].Act != "more" || presses[0].Text != "Visa 22 till" {
		t.Errorf("%+v", presses[0])
	}
	k.More = true
	if n := len(blocksOf[Found](Build(Review, k, swedish))); n != 30 {
		t.Errorf("%d are listed of 30", n)
	}
}

func TestAFileThatCannotBeReadStops(t *testing.T) {
	b := &Batch{Packages: []Package{{File: "trasig.xlsx", Trouble: &Trouble{Kind: fault.Format, Wrong: "Filen är ingen arbetsbok.", Do: "Välj en annan."}}}}
	k := Known{Standing: standing(40), Batch: b}
	p := Build(Review, k, swedish)
	if p.Headline != "1 fel måste rättas" || k.Ready(Publish) || k.Ready(Preview) {
		t.Errorf("%q", p.Headline)
	}
	if f := blocksOf[Found](p); len(f) != 1 || f[0].Wrong != "Filen är ingen arbetsbok." {
		t.Errorf("%+v", f)
	}
}

func TestWhatIsPublishedAlreadyLeadsNowhere(t *testing.T) {
	b := checked()
	b.Packages[0].Published = true
	k := Known{Standing: standing(40), Batch: b}
	if p := Build(Review, k, swedish); p.Headline != "Allt det här är redan publicerat" || p.Next != nil || k.Ready(Publish) {
		t.Errorf("%q leads to %+v", p.Headline, p.Next)
	}
}

func TestTheStepsShowWhatIsDoneAndWhatStops(t *testing.T) {
	k := Known{Standing: standing(40), Files: []string{"april.xlsx"}, Batch: checked(finding(followup.Fault, "Belopp", "E7", ""))}
	var marks []page.MarkKind
	for _, n := range Order {
		marks = append(marks, k.Mark(n))
	}
	if want := []page.MarkKind{page.MarkDone, page.MarkNotDone, page.MarkNotYet, page.MarkNotYet, page.MarkNotYet}; !slices.Equal(marks, want) {
		t.Errorf("%v", marks)
	}
	if got := k.Stop(Review, swedish); got != "1 fel" {
		t.Errorf("it is told that %q stops", got)
	}
}

func TestWhatIsPublishedIsToldWithItsReaders(t *testing.T) {
	b := checked()
	b.Packages[0].Presidium = true
	p := Build(Publish, Known{Standing: standing(40), Batch: b}, swedish)
	facts := blocksOf[Facts](p)[0]
	if facts[0].Text != "/srv/uppfoljning" || facts[1].Text != "Socialnämnden" || facts[2].Text != "Presidiet" {
		t.Errorf("%+v", facts)
	}
	if f := blocksOf[Field](p); len(f) != 1 || !f[0].Secret || f[0].Enter != "send" {
		t.Errorf("%+v", f)
	}
}

func TestAPublishUnderWayTellsFilesAndBytes(t *testing.T) {
	p := Build(Publish, Known{Standing: standing(40), Sending: &Sending{Step: "Skickar filer", Files: 3, OfFiles: 12, Bytes: 1_000_000, OfBytes: 4_000_000}}, swedish)
	got := blocksOf[Progress](p)[0]
	if plain(got.Sum) != "3 av 12 filer · 1,0 av 4,0 MB" || got.Part != 0.25 || p.Call == nil || p.Next != nil {
		t.Errorf("%+v", got)
	}
}

func TestACommitteesShortNameFollowsFromItsName(t *testing.T) {
	for name, want := range map[string]string{
		"Socialnämnden": "socialnamnden", "Barn- och utbildningsnämnden": "barn-och-utbildningsnamnden", "  Miljönämnden (gemensam) ": "miljonamnden-gemensam", "": "",
	} {
		if got := CommitteeID(name); got != want {
			t.Errorf("%q is %q, not %q", name, got, want)
		}
		if want != "" && !followup.IsCommitteeID(want) {
			t.Errorf("%q is no short name", want)
		}
	}
}

func TestEveryPageSaysItInBothLanguagesWithShortHeadlines(t *testing.T) {
	many := checked(finding(followup.Fault, "Belopp", "E7", ""), finding(followup.Warning, "Belopp", "E9", ""))
	waiting := standing(40)
	waiting.Waiting = &Waiting{Titles: []string{"Delårsrapport april 2025"}, Since: now}
	receipt := &Receipted{When: now, Until: now, Address: "/srv", Words: standing(1).Words, Packages: []Sent{{Title: "Delårsrapport", SHA256: strings.Repeat("ab", 32)}}}
	for _, lang := range []string{i18n.Swedish, i18n.English} {
		l := i18n.New(lang)
		for _, n := range append([]Name{Home, Place, Letter, Workbook, Subscription, Renew, Resume}, Order...) {
			for _, k := range []Known{
				{}, {Standing: &Standing{}}, {Standing: standing(40)}, {Standing: waiting}, {Standing: standing(5), Files: []string{"a", "b"}, Batch: many, Dialogs: true},
				{Standing: standing(40), Batch: checked(), Receipt: receipt}, {Standing: standing(40), Batch: many, Busy: "…"}, {Standing: waiting, Sending: &Sending{}},
			} {
				k.Now = now
				p := Build(n, k, l)
				if p.Headline == "" || utf8.RuneCountInString(p.Headline) > 80 {
					t.Errorf("%s, %s: the headline is %q", lang, n, p.Headline)
				}
				if text := fmt.Sprintf("%+v", p); strings.ContainsAny(text, "⟦⟧") || strings.Contains(text, "steps.") {
					t.Errorf("%s, %s: words are missing: %s", lang, n, text)
				}
			}
		}
	}
}
