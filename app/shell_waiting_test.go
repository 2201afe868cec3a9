package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"rodatraden/app/desk"
	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/ui/loop"
	"rodatraden/app/ui/shell"
	"rodatraden/data/fault"
	"rodatraden/data/model"
	"rodatraden/data/repository/layout"
	"rodatraden/data/syncing"
)

// byHand is a loop that a test turns: work is done on goroutines of its own, what comes of it waits
// until the test takes it, and time passes when the test says so.
type byHand struct {
	mu      sync.Mutex
	waiting []func()
	timers  map[int]func()
	n       int
	arrived chan struct{}
}

func newByHand() *byHand {
	return &byHand{timers: map[int]func(){}, arrived: make(chan struct{}, 1000)}
}

func (b *byHand) loop() loop.Loop {
	return loop.Loop{
		Go: func(work func()) { go work() },
		Do: func(then func()) {
			b.mu.Lock()
			b.waiting = append(b.waiting, then)
			b.mu.Unlock()
			b.arrived <- struct{}{}
		},
		After: func(_ time.Duration, then func()) func() {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.n++
			mine := b.n
			b.timers[mine] = then
			b.arrived <- struct{}{}
			return func() {
				b.mu.Lock()
				defer b.mu.Unlock()
				delete(b.timers, mine)
			}
		},
	}
}

// take carries out what waits and reports whether anything did.
func (b *byHand) take() bool {
	b.mu.Lock()
	all := b.waiting
	b.waiting = nil
	b.mu.Unlock()
	for _, then := range all {
		then()
	}
	return len(all) > 0
}

// until takes what comes until something is so.
func (b *byHand) until(t *testing.T, c fyne.Canvas, so func() bool) {
	t.Helper()
	late := time.After(20 * time.Second)
	for {
		b.take()
		if so() {
			return
		}
		select {
		case <-b.arrived:
		case <-late:
			t.Fatalf("it never came; the window says\n%s", shown(c))
		}
	}
}

// says waits until the window says something.
func (b *byHand) says(t *testing.T, c fyne.Canvas, what string) {
	t.Helper()
	b.until(t, c, func() bool { return strings.Contains(shown(c), what) })
}

// pass lets the time pass that every timer waits for.
func (b *byHand) pass() {
	b.mu.Lock()
	var all []func()
	for _, then := range b.timers {
		all = append(all, then)
	}
	clear(b.timers)
	b.mu.Unlock()
	for _, then := range all {
		then()
	}
	b.take()
}

// slow is a desk whose answers come when the test lets them, where a gate is set.
type slow struct {
	*desk.Desk
	mu         sync.Mutex
	economy    chan error // each receives one answer; nil answers at once
	reading    chan error
	overview   error // what Översikt fails with; nil where it does not
	subscribed bool
	empty      atomic.Bool // nothing has been fetched
	standing   *desk.Standing
	syncs      int
	sync       func(ctx context.Context, progress func(syncing.Progress)) ([]syncing.Result, error)
	committees func([]model.Committee) []model.Committee
	choice     func(page.Choice) page.Choice
}

func (d *slow) Demo() bool { return !d.subscribed && d.Desk.Demo() }

func (d *slow) Standing(ctx context.Context) desk.Standing {
	if d.standing != nil {
		return *d.standing
	}
	return d.Desk.Standing(ctx)
}

func (d *slow) Committees(ctx context.Context) ([]model.Committee, error) {
	if d.empty.Load() {
		return nil, nil
	}
	all, err := d.Desk.Committees(ctx)
	if d.committees != nil {
		all = d.committees(all)
	}
	return all, err
}

func (d *slow) Choose(ctx context.Context, committee, about, compare string) (page.Choice, error) {
	c, err := d.Desk.Choose(ctx, committee, about, compare)
	if err == nil && d.choice != nil {
		c = d.choice(c)
	}
	return c, err
}

func (d *slow) Page(ctx context.Context, name string, c page.Choice) (any, error) {
	switch {
	case name == "overview":
		d.mu.Lock()
		err := d.overview
		d.mu.Unlock()
		if err != nil {
			return nil, err
		}
	case name == "economy" && d.economy != nil:
		select {
		case err := <-d.economy:
			if err != nil {
				return nil, err
			}
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return d.Desk.Page(ctx, name, c)
}

func (d *slow) ReadSubscription(ctx context.Context, from string) (desk.Subscription, error) {
	if d.reading != nil {
		select {
		case err := <-d.reading:
			if err == nil {
				return desk.Subscription{Name: "Kommun " + from, Fingerprint: strings.Fields("ett två tre fyra fem sex sju åtta nio tio elva tolv")}, nil
			}
			return desk.Subscription{}, err
		case <-ctx.Done():
			return desk.Subscription{}, ctx.Err()
		}
	}
	return d.Desk.ReadSubscription(ctx, from)
}

func (d *slow) Sync(ctx context.Context, progress func(syncing.Progress)) ([]syncing.Result, error) {
	d.mu.Lock()
	d.syncs++
	d.mu.Unlock()
	return d.sync(ctx, progress)
}

// openedSlow is a window that waits for a slow desk, turned by hand, when it has come to Översikt.
func openedSlow(t *testing.T, d *slow) (*shell.Shell, fyne.Canvas, *byHand) {
	t.Helper()
	if d.Desk == nil {
		d.Desk = openDesk(t, i18n.Swedish)
	}
	hand := newByHand()
	s, c := openedAs(t, shell.Config{Desk: d, Loop: hand.loop()}, wide)
	if !d.empty.Load() && d.overview == nil {
		hand.says(t, c, "Nytt sedan förra uppföljningen")
	}
	return s, c, hand
}

func TestAPageThatIsSoonReadySaysNothingAndOneThatIsNotSaysWhatIsWaitedFor(t *testing.T) {
	d := &slow{economy: make(chan error)}
	_, c, hand := openedSlow(t, d)
	press(c, fyne.Key2, fyne.KeyModifierAlt)
	if strings.Contains(shown(c), "Öppnar") {
		t.Error("the window says that it opens the page before any time has passed")
	}
	hand.pass()
	wantShown(t, c, "Öppnar Ekonomi …")
	wantShown(t, c, "Avbryt")
	wantShown(t, c, "Nytt sedan förra uppföljningen") // what was read stays
	d.economy <- nil
	hand.says(t, c, "Orsakerna räcker längre än")
	if strings.Contains(shown(c), "Öppnar") {
		t.Error("the window still says that it opens the page")
	}
}

func TestTheReaderWhoWillNotWaitIsWhereTheyWere(t *testing.T) {
	d := &slow{economy: make(chan error)}
	s, c, hand := openedSlow(t, d)
	press(c, fyne.Key2, fyne.KeyModifierAlt)
	hand.pass()
	tabTo(t, c, "Avbryt")
	typed(c, fyne.KeyReturn)
	if text := shown(c); strings.Contains(text, "Öppnar") || !strings.Contains(text, "Nytt sedan förra uppföljningen") {
		t.Errorf("after Avbryt the window says\n%s", text)
	}
	if err := s.Trouble(); err != nil {
		t.Errorf("after Avbryt there is trouble: %v", err)
	}
	// The way forward leads to what was called off.
	press(c, fyne.KeyRight, fyne.KeyModifierAlt)
	go func() { d.economy <- nil }()
	hand.says(t, c, "Orsakerna räcker längre än")
}

func TestAPageThatIsNoLongerAskedForIsDropped(t *testing.T) {
	d := &slow{economy: make(chan error)}
	_, c, hand := openedSlow(t, d)
	press(c, fyne.Key2, fyne.KeyModifierAlt)
	press(c, fyne.KeyH, ctrlShift)
	hand.says(t, c, "Allt går att göra med tangenterna")
	hand.pass()
	if text := shown(c); strings.Contains(text, "Orsakerna räcker") || strings.Contains(text, "Öppnar") {
		t.Errorf("a page that was left has come:\n%s", text)
	}
}

func TestPressingTwiceAsksOnceMoreAndRemembersOnePlace(t *testing.T) {
	d := &slow{economy: make(chan error)}
	_, c, hand := openedSlow(t, d)
	press(c, fyne.Key2, fyne.KeyModifierAlt)
	press(c, fyne.Key2, fyne.KeyModifierAlt)
	d.economy <- nil
	hand.says(t, c, "Orsakerna räcker längre än")
	press(c, fyne.KeyLeft, fyne.KeyModifierAlt)
	hand.says(t, c, "Nytt sedan förra uppföljningen")
}

func TestWhatGoesWrongIsToldInSentencesAndCanBeTriedAgain(t *testing.T) {
	d := &slow{overview: fault.New("test", fault.Local, "library.db", errors.New("disk I/O error"))}
	_, c, hand := openedSlow(t, d)
	hand.says(t, c, "Försök igen")
	if text := shown(c); strings.Contains(text, "I/O") || strings.Contains(text, "fault") {
		t.Errorf("the window says what only a programmer understands:\n%s", text)
	}
	d.mu.Lock()
	d.overview = nil
	d.mu.Unlock()
	tabTo(t, c, "Försök igen")
	typed(c, fyne.KeyReturn)
	hand.says(t, c, "Nytt sedan förra uppföljningen")
}

func TestFetchingTellsHowFarItHasComeAndCanBeStopped(t *testing.T) {
	going := make(chan syncing.Progress)
	d := &slow{subscribed: true}
	d.sync = func(ctx context.Context, progress func(syncing.Progress)) ([]syncing.Result, error) {
		for {
			select {
			case p := <-going:
				progress(p)
			case <-ctx.Done():
				return []syncing.Result{{State: syncing.Idle, Err: ctx.Err()}}, ctx.Err()
			}
		}
	}
	_, c, hand := openedSlow(t, d)
	press(c, fyne.KeyR, fyne.KeyModifierControl)
	wantShown(t, c, "Hämtar nytt …")
	press(c, fyne.KeyR, fyne.KeyModifierControl)
	going <- syncing.Progress{Package: 2, Packages: 5, BytesDone: 21e6, BytesTotal: 34e6}
	hand.says(t, c, "Hämtar paket 2 av 5 · 21\u00a0MB av 34\u00a0MB")
	tabTo(t, c, "Avbryt")
	button := c.Focused()
	going <- syncing.Progress{Package: 5, Packages: 5, BytesDone: 34e6, BytesTotal: 34e6}
	hand.says(t, c, "Hämtar paket 5 av 5 · 34\u00a0MB av 34\u00a0MB")
	if c.Focused() != button {
		t.Error("the focus was lost when the progress was told")
	}
	typed(c, fyne.KeyReturn)
	typed(c, fyne.KeyReturn) // a second press is of something else, or of nothing
	hand.says(t, c, "Hämtningen avbröts")
	wantShown(t, c, "Nytt sedan förra uppföljningen")
	if d.syncs != 1 {
		t.Errorf("%d fetches ran", d.syncs)
	}
}

func TestWhatCameOfAFetchIsTold(t *testing.T) {
	var results []syncing.Result
	var failed error
	d := &slow{subscribed: true}
	d.sync = func(context.Context, func(syncing.Progress)) ([]syncing.Result, error) { return results, failed }
	_, c, hand := openedSlow(t, d)
	fetch := func() { press(c, fyne.KeyR, fyne.KeyModifierControl) }

	results = []syncing.Result{{State: syncing.Current}}
	fetch()
	hand.says(t, c, "Inget nytt är publicerat.")

	results = []syncing.Result{{Repository: "demo", State: syncing.Current, Packages: []syncing.Package{
		{Committee: "asn", Package: layout.Package{Title: "Månadsuppföljning mars 2019", AsAt: "2019-03-31"}},
		{Committee: "asn", Package: layout.Package{Title: "Delårsrapport april 2019", AsAt: "2019-04-30"}},
		{Committee: "asn", Package: layout.Package{Title: "Månadsuppföljning februari 2019", AsAt: "2019-02-28"}},
	}}}
	fetch()
	hand.says(t, c, "3 nya uppföljningar finns, senast Delårsrapport april 2019")
	tabTo(t, c, "Visa ändringar")
	typed(c, fyne.KeyReturn)
	hand.until(t, c, func() bool { return !strings.Contains(shown(c), "Visa ändringar") })

	full := fault.New("test", fault.DiskFull, "", errors.New("no space left on device"))
	results, failed = []syncing.Result{{State: syncing.Updates, Err: full}}, full
	fetch()
	hand.says(t, c, "Försök igen")
	if text := shown(c); strings.Contains(text, "no space left") {
		t.Errorf("the window says what the system said:\n%s", text)
	}

	// What the notice of the subscription says is not said twice.
	d.standing = &desk.Standing{Signature: "Signerad", Notice: "Ingen anslutning. Det som redan är sparat går att läsa utan nät."}
	off := fault.New("test", fault.Offline, "https://example.org", errors.New("no route"))
	results, failed = []syncing.Result{{State: syncing.Offline, Err: off}}, off
	fetch()
	hand.says(t, c, "Ingen anslutning.")
	tabTo(t, c, "Försök igen")
	results, failed = []syncing.Result{{State: syncing.Current}}, nil
	typed(c, fyne.KeyReturn)
	hand.says(t, c, "Inget nytt är publicerat.")
}

func TestWhatIsWrittenInTheSearchSurvivesAFetch(t *testing.T) {
	done := make(chan struct{})
	d := &slow{subscribed: true}
	d.sync = func(context.Context, func(syncing.Progress)) ([]syncing.Result, error) {
		<-done
		return []syncing.Result{{State: syncing.Current}}, nil
	}
	_, c, hand := openedSlow(t, d)
	press(c, fyne.KeyR, fyne.KeyModifierControl)
	searchEntry(t, c)
	write(c, "placer")
	close(done)
	hand.says(t, c, "Inget nytt är publicerat.")
	if got := focusSays(c); got != "placer" {
		t.Fatalf("the focus is on %q", got)
	}
	write(c, "ing")
	typed(c, fyne.KeyReturn)
	hand.says(t, c, "på ”placering”")
}

func TestAnEmptyLibrarySaysWhatToDo(t *testing.T) {
	d := &slow{subscribed: true, standing: &desk.Standing{Signature: "Prenumererar, inget hämtat ännu", Material: "Älvbro kommun"}}
	d.sync = func(context.Context, func(syncing.Progress)) ([]syncing.Result, error) {
		d.empty.Store(false)
		return []syncing.Result{{State: syncing.Current, Packages: []syncing.Package{{Package: layout.Package{Title: "Delårsrapport"}}}}}, nil
	}
	d.empty.Store(true)
	s, c, hand := openedSlow(t, d)
	hand.says(t, c, "Inget är hämtat ännu")
	if err := s.Trouble(); err != nil {
		t.Errorf("an empty library is told as trouble: %v", err)
	}
	for key, mod := range map[fyne.KeyName]fyne.KeyModifier{
		fyne.KeyP: fyne.KeyModifierControl, fyne.KeyT: fyne.KeyModifierControl, fyne.KeyN: ctrlShift, fyne.KeyJ: ctrlShift, fyne.KeyK: fyne.KeyModifierControl,
	} {
		press(c, key, mod) // nothing to do, and nothing to fall over
		hand.take()
	}
	wantShown(t, c, "Inget är hämtat ännu")
	s.Go(shell.Place{Page: "overview", Package: page.Latest, Compare: page.Previous})
	hand.says(t, c, "Inget är hämtat ännu")
	tabTo(t, c, "Hämta nytt")
	typed(c, fyne.KeyReturn)
	hand.says(t, c, "Ny uppföljning finns: Delårsrapport")
	if strings.Contains(shown(c), "Inget är hämtat ännu") {
		t.Error("what was fetched is not shown")
	}
}

func TestACommitteeThatIsNoLongerThereGivesTheFirstThatIs(t *testing.T) {
	s, c := opened(t)
	s.Go(shell.Place{Page: "overview", Repository: "gone", Committee: "borta", Package: "borta-2020", Compare: page.Previous})
	if err := s.Trouble(); err != nil {
		t.Fatal(err)
	}
	wantShown(t, c, "Granskning 2021")
}

func TestAnAddressIsReadWhileTheWindowGoesOn(t *testing.T) {
	d := &slow{reading: make(chan error)}
	s, c, hand := openedSlow(t, d)
	s.Take("https://example.org/a.prenumeration")
	hand.says(t, c, "Läser filen …")
	press(c, fyne.Key1, fyne.KeyModifierAlt) // the window answers
	hand.says(t, c, "Nytt sedan förra uppföljningen")
	press(c, fyne.KeyLeft, fyne.KeyModifierAlt)
	hand.says(t, c, "Läser filen …")
	d.reading <- nil
	hand.says(t, c, "Kommun https://example.org/a.prenumeration")
	wantShown(t, c, "åtta")
	if strings.Contains(focusSays(c), "stämmer") {
		t.Error("the focus went by itself to the button that subscribes: a second Enter would press it")
	}
	press(c, fyne.KeyPlus, fyne.KeyModifierControl)
	wantShown(t, c, "åtta") // larger text does not throw away what was read
}

func TestAnAnswerToAnotherAddressIsDropped(t *testing.T) {
	d := &slow{reading: make(chan error)}
	s, c, hand := openedSlow(t, d)
	s.Take("/first")
	hand.says(t, c, "Läser filen …")
	tabTo(t, c, "Avbryt")
	typed(c, fyne.KeyReturn)
	if strings.Contains(shown(c), "Läser filen …") {
		t.Error("after Avbryt the file is still read")
	}
	s.Take("/second")
	d.reading <- fault.New("test", fault.NotFound, "/second", os.ErrNotExist)
	hand.says(t, c, "Försök igen")
	if strings.Contains(shown(c), "/first") {
		t.Errorf("the answer about the first file was told:\n%s", shown(c))
	}
}

func TestAFileInTheInboxIsRemovedWhenItHasBeenReadAndAnotherFileIsNot(t *testing.T) {
	d := openDesk(t, i18n.Swedish)
	own := filepath.Join(t.TempDir(), "egen.prenumeration")
	if err := os.WriteFile(own, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := d.Home().Leave(own); err != nil {
		t.Fatal(err)
	}
	left := d.Inbox()
	if len(left) != 1 {
		t.Fatalf("the inbox holds %v", left)
	}
	s, c := openedAs(t, shell.Config{Desk: d}, wide)
	s.Take(left[0])
	wantShown(t, c, "Försök igen") // it is no subscription
	if got := d.Inbox(); len(got) != 0 {
		t.Errorf("after the reading the inbox holds %v", got)
	}
	s.Take(own)
	if _, err := os.Stat(own); err != nil {
		t.Errorf("the reader's own file is gone: %v", err)
	}
}

func TestEachFileInTheInboxIsGivenOnceAndAgainWhenItComesAnew(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.prenumeration")
	leave := func(when time.Time) {
		if err := os.WriteFile(file, []byte("{}"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(file, when, when); err != nil {
			t.Fatal(err)
		}
	}
	begin := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	leave(begin)
	var in inbox
	count := func(want int, why string) {
		t.Helper()
		if got := in.arrived([]string{file}); len(got) != want {
			t.Errorf("%s: %v was given", why, got)
		}
	}
	count(1, "the first look")
	count(0, "the second look")
	leave(begin.Add(time.Minute))
	count(1, "the file has come anew")
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	count(0, "the file is gone")
	leave(begin.Add(time.Minute))
	count(1, "the file has come again after it was taken")
}

func TestADroppedFileIsTheFirstThatIsAFile(t *testing.T) {
	web, _ := storage.ParseURI("https://example.org/a.prenumeration")
	file := storage.NewFileURI(filepath.Join(t.TempDir(), "å b.prenumeration"))
	if got := droppedFile([]fyne.URI{web, file}); filepath.Base(got) != "å b.prenumeration" {
		t.Errorf("taken: %q", got)
	}
	if got := droppedFile([]fyne.URI{web}); got != "" {
		t.Errorf("of an address alone %q is taken", got)
	}
}

func TestCloseWaitsForWhatIsUnderWayAndNothingComesAfter(t *testing.T) {
	ended := make(chan string, 2)
	d := &slow{subscribed: true, economy: make(chan error)}
	d.sync = func(ctx context.Context, _ func(syncing.Progress)) ([]syncing.Result, error) {
		<-ctx.Done()
		ended <- "fetch"
		return nil, ctx.Err()
	}
	s, c, hand := openedSlow(t, d)
	press(c, fyne.KeyR, fyne.KeyModifierControl)
	press(c, fyne.Key2, fyne.KeyModifierAlt)
	s.Close()
	select {
	case <-ended:
	default:
		t.Error("Close returned before the fetch had ended")
	}
	text := shown(c)
	hand.pass()
	hand.take()
	if shown(c) != text {
		t.Error("something came after Close")
	}
	press(c, fyne.Key1, fyne.KeyModifierAlt) // a last press must not start anything
	hand.take()
	select {
	case d.economy <- nil:
		t.Error("something still waits for the page after Close")
	default:
	}
}

func TestTheReaderWhoWillSubscribeCanWriteAtOnce(t *testing.T) {
	_, c := opened(t)
	press(c, fyne.KeyO, fyne.KeyModifierControl)
	write(c, "/finns/inte")
	typed(c, fyne.KeyReturn)
	wantShown(t, c, "Det som söks finns inte: /finns/inte")
	if got := focusSays(c); got != "/finns/inte" {
		t.Errorf("after the reading the focus is on %q, not on what may be mended", got)
	}
	typed(c, fyne.KeyEscape)
	wantShown(t, c, "Nytt sedan förra uppföljningen")
}

func TestAReaderWhoWillNotWaitAfterSubscribingIsStillSomewhere(t *testing.T) {
	d := &slow{reading: make(chan error), economy: make(chan error)}
	s, c, hand := openedSlow(t, d)
	press(c, fyne.Key2, fyne.KeyModifierAlt)
	hand.pass()
	s.Take("/fil")
	d.reading <- nil
	hand.says(t, c, "Orden stämmer")
	press(c, fyne.Key2, fyne.KeyModifierAlt)
	hand.pass()
	tabTo(t, c, "Avbryt")
	typed(c, fyne.KeyReturn)
	wantShown(t, c, "Orden stämmer")
	press(c, fyne.KeyLeft, fyne.KeyModifierAlt)
	press(c, fyne.KeyRight, fyne.KeyModifierAlt)
	press(c, fyne.Key1, fyne.KeyModifierAlt)
	hand.says(t, c, "Nytt sedan förra uppföljningen")
}
