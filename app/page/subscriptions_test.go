package page

import (
	"strings"
	"testing"

	"rodatraden/app/i18n"
	"rodatraden/data/fault"
	"rodatraden/data/repository/layout"
	"rodatraden/data/syncing"
)

func TestASubscriptionTellsApartWhatIsVerifiedAndWhatTheFileSays(t *testing.T) {
	s := syncing.Status{Repository: "a", State: syncing.Pinned, Municipality: layout.Municipality{Name: "Älvbro"}, Address: "https://a.example/"}
	build := func() Subscribed {
		return BuildSubscriptions([]syncing.Status{s}, "", noon, i18n.New("sv")).All[0]
	}
	marks := func(one Subscribed) string {
		var out []string
		for _, c := range one.Checks {
			out = append(out, string(c.Mark))
		}
		return strings.Join(out, " ")
	}
	if got := build(); marks(got) != "not_yet not_yet not_yet not_yet" || got.Title != "Älvbro" {
		t.Errorf("before the first check: %s, %q", marks(got), got.Title)
	}
	s.State, s.Checked, s.Tried, s.VerifiedUntil = syncing.Current, noon, noon, noon.AddDate(0, 1, 0)
	s.Publisher = layout.Municipality{Name: "Älvbro kommun"}
	if got := build(); marks(got) != "done done done done" || got.Title != "Älvbro kommun" {
		t.Errorf("when all holds: %s, %q", marks(got), got.Title)
	}
	s.State, s.Refusal = syncing.Rejected, &syncing.Refusal{Kind: fault.Rollback, When: noon}
	if got := build(); !strings.HasPrefix(marks(got), "not_done not_done") {
		t.Errorf("when something was refused: %s", marks(got))
	}
	s.State = syncing.Current // and all has been well since
	got := build()
	if marks(got) != "done done done done" {
		t.Errorf("after a refusal: %s", marks(got))
	}
	told := false
	for _, f := range got.Facts {
		told = told || strings.HasPrefix(f.Text, "Servern erbjöd en äldre version, ")
	}
	if !told {
		t.Errorf("the last refusal is not told: %+v", got.Facts)
	}
	s.State, s.VerifiedUntil = syncing.Stale, noon.AddDate(0, 0, -1)
	if got := build(); marks(got) != "partly partly done partly" {
		t.Errorf("when it has expired: %s", marks(got))
	}
}

func TestWhatIsTakenAwayIsSaidBeforeASubscriptionIsEnded(t *testing.T) {
	s := syncing.Status{Repository: "a", Municipality: layout.Municipality{Name: "Älvbro"}, Packages: 5, Bytes: 34e6}
	p := BuildSubscriptions([]syncing.Status{s}, "a", noon, i18n.New("sv"))
	if p.Ending == nil || p.Ending.Title != "Avsluta prenumerationen på Älvbro?" || !strings.HasPrefix(p.Ending.Text, "5 paket, 34\u00a0MB, tas bort") {
		t.Errorf("%+v", p.Ending)
	}
	if p := BuildSubscriptions([]syncing.Status{s}, "b", noon, i18n.New("sv")); p.Ending != nil {
		t.Error("one that is not there is asked about")
	}
}
