package page

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func audit(t testing.TB, lib Library, committee, name, compare, lang string) *Audit {
	t.Helper()
	return builtPage(t, BuildAudit, lib, committee, name, compare, lang)
}

func pointOf(t testing.TB, p *Audit, id string) AuditPoint {
	t.Helper()
	i := slices.IndexFunc(p.Points, func(one AuditPoint) bool { return one.Record == "audit_points:"+id })
	if i < 0 {
		t.Fatalf("the page has no point %s", id)
	}
	return p.Points[i]
}

func TestTheReviewOf2021TellsItsTwoRecommendationsAndWhatRemains(t *testing.T) {
	p := audit(t, library(t), trollhattan, "asn-2021-review", "asn-2021-09-monthly", "sv")
	kinds := map[string]int{}
	for _, one := range p.Points {
		kinds[one.KindYear]++
	}
	for kind, want := range map[string]int{"Rekommendation 2021": 2, "Risk 2019": 3, "Anmärkning 2018": 1} {
		if kinds[kind] != want {
			t.Errorf("%d of %q, want %d; the page has %v", kinds[kind], kind, want, kinds)
		}
	}
	if want := "Två nya rekommendationer, två äldre punkter kvarstår enligt revisionen"; p.Headline != want {
		t.Errorf("the headline is %q, want %q", p.Headline, want)
	}
	if !strings.Contains(p.Sub, "6 punkter 2018–2021") || !strings.Contains(p.Sub, "återges inte") {
		t.Errorf("under the headline stands %q", p.Sub)
	}
	if p.Gaps.NotReported != 0 {
		t.Errorf("%d gaps are counted of an excerpt", p.Gaps.NotReported)
	}
	filters := map[string]int{}
	for _, f := range p.Filters {
		filters[f.Name] = f.Count
	}
	if filters[AuditAll] != 6 || filters[AuditNew] != 2 || filters[AuditRemaining] != 2 || filters[AuditDone] != 0 || filters[AuditQuestions] != len(p.Questions) {
		t.Errorf("the filters are %v", filters)
	}
}

func TestARiskKeepsTheStrengthOfTheTextAndACriticismItsAnswer(t *testing.T) {
	p := audit(t, library(t), trollhattan, "asn-2021-review", "asn-2021-09-monthly", "sv")
	some := 0
	for _, one := range p.Points {
		if slices.ContainsFunc(one.Before, func(n NamedText) bool { return strings.Contains(n.Text, "”viss”") }) {
			some++
			if one.Record != "audit_points:risk-uppfoljning-2019" {
				t.Errorf("%s is said to be put as ”viss”", one.Record)
			}
		}
	}
	if some != 1 {
		t.Errorf("%d points are put as ”viss”, want one", some)
	}
	answer := pointOf(t, p, "anmarkning-2018-ekonomi").Trail[1]
	if !answer.Filled || !strings.Contains(answer.Lines[0].Text, "realistisk") || answer.Lines[0].Source == nil {
		t.Errorf("the answer to the criticism of 2018 is %+v", answer)
	}
}

func TestEveryQuestionOf2021HasTwoAnswersAndOnePairDiffers(t *testing.T) {
	p := audit(t, library(t), trollhattan, "asn-2021-review", "asn-2021-09-monthly", "sv")
	differing, of2021 := 0, 0
	for i, q := range p.Questions {
		if q.Report != "Granskning 2021" {
			continue
		}
		if of2021++; i >= 3 {
			t.Errorf("%q of the newest report stands at place %d", q.Text, i+1)
		}
		if len(q.Answers) != 2 || q.Answers[0].Place == q.Answers[1].Place {
			t.Errorf("%q has the answers %+v", q.Text, q.Answers)
		}
		for _, a := range q.Answers {
			if a.Source == nil || a.Verbatim == "" {
				t.Errorf("%q: the answer in %s has no words or no source", q.Text, a.Place)
			}
		}
		if q.Differs {
			differing++
			if q.Mark.Kind != MarkSilent || !strings.Contains(q.Mark.Text, "i huvudsak") || !strings.Contains(q.Mark.Text, "Delvis") {
				t.Errorf("the mark of the pair that differs is %+v", q.Mark)
			}
		}
	}
	if of2021 != 3 {
		t.Errorf("%d questions of 2021, want 3", of2021)
	}
	if differing != 1 {
		t.Errorf("%d pairs differ, want one", differing)
	}
}

func TestNoStateIsToldThatNoSourceStates(t *testing.T) {
	for _, c := range committees {
		lib := library(t)
		for _, p := range packagesOf(t, lib, c) {
			page := audit(t, lib, c, p.Name, Previous, "sv")
			for _, one := range page.Points {
				for _, key := range []AuditKey{one.Says, one.Confirms} {
					switch {
					case key.Status != "" && (key.Source == nil || key.Record == "" || len(key.History) == 0):
						t.Errorf("%s: %s %q has no source", p.Name, one.Title, key.Mark.Text)
					case key.Status == "" && key.Mark.Kind != MarkNotQuoted && key.Mark.Kind != MarkMissing && key.Mark.Kind != MarkNotYet:
						t.Errorf("%s: %s: without a state the mark is %+v", p.Name, one.Title, key.Mark)
					}
				}
				if one.Done != (one.Says.Status == "done" && one.Confirms.Status == "done") {
					t.Errorf("%s: %s is done by one key alone", p.Name, one.Title)
				}
				for _, said := range slices.Concat(one.Says.History, one.Confirms.History, one.Deadline.Extensions) {
					if said.Source == nil || said.Record == "" || said.Label == "" || said.Text == "" {
						t.Errorf("%s: %s: %+v leads nowhere", p.Name, one.Title, said)
					}
				}
				for _, step := range one.Trail {
					if step.Filled != (len(step.Lines) > 0) || step.Filled == (step.Absent.Text != "") {
						t.Errorf("%s: %s: the step %s is %+v", p.Name, one.Title, step.Step, step)
					}
					for _, line := range step.Lines {
						if line.Source == nil || line.Record == "" || line.Text == "" {
							t.Errorf("%s: %s: %s %q leads nowhere", p.Name, one.Title, step.Step, line.Text)
						}
					}
				}
			}
			if n := utf8.RuneCountInString(page.Headline); n > longest || n == 0 {
				t.Errorf("%s: the headline %q has %d letters", p.Name, page.Headline, n)
			}
			if len(page.Points)+len(page.Questions) == 0 && page.Empty == "" {
				t.Errorf("%s: an empty page says nothing", p.Name)
			}
		}
	}
}

func TestNothingOf2021IsToldAtThePreStudyOf2019(t *testing.T) {
	p := audit(t, library(t), trollhattan, "asn-2019-10-prestudy", "asn-2019-06-monthly", "sv")
	walk(t, p, func(path, text string) {
		if strings.Contains(text, "2020") || strings.Contains(text, "2021") {
			t.Errorf("%s says %q", path, text)
		}
	})
	if len(p.Points) != 4 || len(p.Chosen(AuditNew)) != 4 {
		t.Errorf("%d points of which %d are new, want the three risks and the criticism", len(p.Points), len(p.Chosen(AuditNew)))
	}
}

func TestAPointIsClosedByBothKeysAndADateKeepsItsExtensions(t *testing.T) {
	p := audit(t, library(t), alvbro, Latest, Previous, "sv")
	if one := pointOf(t, p, "rek-2024-effekt"); !one.Done {
		t.Errorf("both say that %q is done: %+v %+v", one.Title, one.Says, one.Confirms)
	}
	unconfirmed := pointOf(t, p, "rek-2024-riktlinjer")
	if unconfirmed.Done || unconfirmed.Says.Status != "done" || !slices.ContainsFunc(unconfirmed.Before, func(n NamedText) bool { return strings.Contains(n.Text, "inte bekräftat") }) {
		t.Errorf("what is said done and not confirmed is %+v", unconfirmed)
	}
	moved := pointOf(t, p, "rek-2024-placeringar").Deadline
	moved.First, moved.Mark.Text = strings.ReplaceAll(moved.First, "\u00a0", " "), strings.ReplaceAll(moved.Mark.Text, "\u00a0", " ")
	if moved.First != "30 september 2024" || moved.Mark.Text != "30 juni 2025" || len(moved.Extensions) != 2 || !strings.Contains(moved.Note, "gånger") {
		t.Errorf("the date that was moved twice is %+v", moved)
	}
	bare := pointOf(t, p, "rek-2024-beslut")
	if !slices.ContainsFunc(bare.Before, func(n NamedText) bool {
		return strings.Contains(n.Text, "ansvarig") && strings.Contains(n.Text, "datum") && strings.Contains(n.Text, "redovisas inte")
	}) {
		t.Errorf("what is answered without owner or date is told as %v", bare.Before)
	}
	again := pointOf(t, p, "kritik-2025-ekonomi")
	if !slices.ContainsFunc(again.Before, func(n NamedText) bool { return strings.Contains(n.Text, "Anmärkning 2023") }) {
		t.Errorf("what repeats the criticism of 2023 says %v", again.Before)
	}
}

func TestNoAnswerIsAskedForBeforeTheAuditorsWantIt(t *testing.T) {
	p := audit(t, library(t), alvbro, "socialnamnden-2024-04-interim", Previous, "sv")
	if one := pointOf(t, p, "kritik-2023-ekonomi"); one.Trail[1].Absent.Kind != MarkNotYet {
		t.Errorf("the answer that is due in June is told in April as %+v", one.Trail[1].Absent)
	}
	if one := pointOf(t, p, "rek-2024-effekt"); one.Confirms.Mark.Kind != MarkNotYet && one.Confirms.Status == "" {
		t.Errorf("what the auditors have not come back to is told as %+v", one.Confirms.Mark)
	}
}
