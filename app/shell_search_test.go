package app

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"

	"fyne.io/fyne/v2"

	"rodatraden/app/desk"
	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/shell"
)

// shelf keeps searches as long as the test runs.
type shelf struct {
	mu   sync.Mutex
	kept []string
}

func (s *shelf) Saved(context.Context) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.kept), nil
}

func (s *shelf) Save(_ context.Context, words string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kept = append(s.kept, words)
	return nil
}

func (s *shelf) Forget(_ context.Context, words string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kept = slices.DeleteFunc(s.kept, func(w string) bool { return w == words })
	return nil
}

// searchedFor is a window that shows what the words find in the design's state.
func searchedFor(t *testing.T, config shell.Config, size fyne.Size, words string) (*shell.Shell, fyne.Canvas) {
	t.Helper()
	if config.Desk == nil {
		config.Desk = openDesk(t, i18n.Swedish)
	}
	s, c := openedAs(t, config, size)
	s.Go(at(review, "overview", ""))
	searchEntry(t, c)
	write(c, words)
	typed(c, fyne.KeyReturn)
	wantShown(t, c, "träffar på ”"+words+"”")
	return s, c
}

// chosenHit is what stands on the hit that is chosen.
func chosenHit(c fyne.Canvas) string {
	for _, r := range canvastest.All[*part.HitRow](c.Content()) {
		if r.Chosen() {
			return strings.Join(strings.Fields(told(r, r.Size())), " ")
		}
	}
	return ""
}

func TestAHitIsFoundFollowedAndOpenedByTheKeyboard(t *testing.T) {
	_, c := searchedFor(t, shell.Config{}, wide, "försörjningsstöd")
	typed(c, fyne.KeyDown)
	typed(c, fyne.KeyDown)
	if got := chosenHit(c); got != focusSays(c) || !strings.Contains(got, "et ska minska Nämndmål") {
		t.Fatalf("the second hit is %q, the focus is on %q", got, focusSays(c))
	}
	wantShown(t, c, "KF-mål, delvis: angivet för målen som grupp")
	typed(c, fyne.KeyReturn)
	wantShown(t, c, "Nämndens försörjningsstöd ska minska genom att de som uppbär bistånd ska nå")
	for _, r := range canvastest.All[*part.GoalRow](c.Content()) {
		if r.Chosen() != (r.Title() == "Försörjningsstödet ska minska") {
			t.Errorf("on Mål %q is chosen: %t", r.Title(), r.Chosen())
		}
	}
	press(c, fyne.KeyLeft, fyne.KeyModifierAlt)
	wantShown(t, c, "träffar på ”försörjningsstöd”")
	if got := chosenHit(c); got != focusSays(c) || !strings.Contains(got, "et ska minska Nämndmål") {
		t.Errorf("back among the hits %q is chosen and the focus is on %q", got, focusSays(c))
	}
	typed(c, fyne.KeyEscape)
	if got := focusSays(c); got != "försörjningsstöd" {
		t.Errorf("Esc goes to %q, not to the words", got)
	}
	typed(c, fyne.KeyDown)
	if got := focusSays(c); !strings.Contains(got, "et ska minska Nämndmål") {
		t.Errorf("Down comes to %q, not to the chosen hit", got)
	}
}

func TestTheChosenGroupYearAndHitStandWhenTheWindowIsMadeAnew(t *testing.T) {
	s, c := searchedFor(t, shell.Config{}, wide, "försörjningsstöd")
	for _, link := range canvastest.All[*part.Link](c.Content()) {
		if strings.HasSuffix(link.Label(), "av 18 visas") {
			link.Tapped(nil)
			break
		}
	}
	typed(c, fyne.KeyDown)
	typed(c, fyne.KeyDown)
	hit := chosenHit(c)
	if hit == "" || hit != focusSays(c) {
		t.Fatalf("%q is chosen, the focus is on %q", hit, focusSays(c))
	}
	press(c, fyne.KeyPlus, fyne.KeyModifierControl)
	press(c, fyne.KeyMinus, fyne.KeyModifierControl)
	wantShown(t, c, "18 av 18 visas")
	if got := chosenHit(c); got != hit {
		t.Errorf("%q was chosen, now %q", hit, got)
	}
	if e := searchEntry(t, c); e.SelectedText() != "försörjningsstöd" {
		t.Errorf("the words are %q", e.SelectedText())
	}
	s.Go(at(review, "goals", ""))
	press(c, fyne.KeyLeft, fyne.KeyModifierAlt)
	if got := chosenHit(c); got != hit {
		t.Errorf("back from another page %q is chosen", got)
	}
}

func TestSearchesAreSavedMadeAgainAndForgotten(t *testing.T) {
	for _, size := range []fyne.Size{wide, tablet} {
		kept := &shelf{}
		_, c := searchedFor(t, shell.Config{Searches: kept}, size, "försörjningsstöd")
		tabTo(t, c, "Spara sökningen")
		typed(c, fyne.KeyReturn)
		wantShown(t, c, "Sparad")
		if !slices.Equal(kept.kept, []string{"försörjningsstöd"}) {
			t.Fatalf("kept %q", kept.kept)
		}
		searchEntry(t, c)
		write(c, "placering")
		typed(c, fyne.KeyReturn)
		wantShown(t, c, "Spara sökningen")
		searchEntry(t, c)
		typed(c, fyne.KeyEscape)
		wantShown(t, c, "Sparade sökningar")
		wantShown(t, c, "försörjningsstöd · 50 träffar")
		wantShown(t, c, "Senast sökt")
		wantShown(t, c, "placering · ")
		tabTo(t, c, "försörjningsstöd · 50")
		typed(c, fyne.KeyReturn)
		wantShown(t, c, "50 träffar på ”försörjningsstöd”")
		wantShown(t, c, "Sparad")
		searchEntry(t, c)
		typed(c, fyne.KeyEscape)
		for _, b := range canvastest.All[*part.Button](c.Content()) {
			if b.Label() == "Ta bort försörjningsstöd" {
				b.Tapped(nil)
			}
		}
		if len(kept.kept) != 0 || strings.Contains(shown(c), "Sparade sökningar") {
			t.Errorf("kept %q; the window says\n%s", kept.kept, shown(c))
		}
		wantShown(t, c, "försörjningsstöd · 50 träffar") // among the last ones
	}
}

func TestWhereNoSearchesCanBeKeptNothingOffersIt(t *testing.T) {
	_, c := searchedFor(t, shell.Config{}, wide, "försörjningsstöd")
	searchEntry(t, c)
	if text := shown(c); strings.Contains(text, "Spara sökningen") || strings.Contains(text, "Sparade sökningar") {
		t.Errorf("the window says\n%s", text)
	}
	typed(c, fyne.KeyEscape)
	wantShown(t, c, "Senast sökt")
	if text := shown(c); strings.Contains(text, "Spara sökningen") || strings.Contains(text, "Sparade sökningar") {
		t.Errorf("the window says\n%s", text)
	}
}

func TestTheLastTenSearchesAreRememberedTheNewestFirst(t *testing.T) {
	s, c := opened(t)
	s.Go(at(review, "search", ""))
	var want []string
	for _, words := range []string{"prognos", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "prognos", "d"} {
		searchEntry(t, c)
		write(c, words)
		typed(c, fyne.KeyReturn)
		want = slices.DeleteFunc(want, func(w string) bool { return w == words })
		want = slices.Insert(want, 0, words)
	}
	searchEntry(t, c)
	typed(c, fyne.KeyEscape)
	var got []string
	for _, row := range canvastest.All[*part.LinkRow](c.Content()) {
		words, _, _ := strings.Cut(row.Label(), " · ")
		got = append(got, words)
	}
	if !slices.Equal(got, want[:10]) {
		t.Errorf("remembered %q, want %q", got, want[:10])
	}
}

// gated is a desk whose details wait for the test.
type gated struct {
	*desk.Desk
	gates chan chan struct{}
}

func (d *gated) SearchDetail(ctx context.Context, c page.Choice, words, ref string) (*page.SearchDetail, error) {
	gate := make(chan struct{})
	d.gates <- gate
	<-gate
	return d.Desk.SearchDetail(ctx, c, words, ref)
}

func TestADetailThatComesTooLateIsDropped(t *testing.T) {
	d := &gated{openDesk(t, i18n.Swedish), make(chan chan struct{}, 10)}
	hand := newByHand()
	s, c := openedAs(t, shell.Config{Desk: d, Loop: hand.loop()}, wide)
	hand.says(t, c, "Nytt sedan förra uppföljningen")
	s.Go(at(review, "search", "försörjningsstöd"))
	hand.says(t, c, "träffar på ”försörjningsstöd”")
	searchEntry(t, c)
	typed(c, fyne.KeyDown)
	typed(c, fyne.KeyDown) // Nämndmål
	first := <-d.gates
	typed(c, fyne.KeyDown) // a budget line
	second := <-d.gates
	close(second)
	hand.says(t, c, "Budgetrad, kopplingen anges")
	close(first)
	typed(c, fyne.KeyDown)
	close(<-d.gates)
	hand.says(t, c, "Som skrivet")
	if text := shown(c); strings.Contains(text, "KF-mål, delvis") {
		t.Errorf("what was asked for first is shown:\n%s", text)
	}
}
