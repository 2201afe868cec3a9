package app

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"fyne.io/fyne/v2"

	"rodatraden/app/desk"
	"rodatraden/app/i18n"
	"rodatraden/app/legible"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/shell"
	"rodatraden/data/followup"
	"rodatraden/data/home"
	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
	"rodatraden/data/repository/repositorytest"
	"rodatraden/data/sample"
	"rodatraden/data/syncing"
)

// built are the first packages of Trollhättan's demonstration library as an administration publishes
// them, made once for all tests.
var built = sync.OnceValues(func() ([]string, error) {
	const name, count = "trollhattan", 3
	dir := filepath.Join(shared, "published")
	if err := sample.Write(name, filepath.Join(dir, "from")); err != nil {
		return nil, err
	}
	folders, err := sample.Folders(name)
	if err != nil {
		return nil, err
	}
	var known []*followup.Package
	var out []string
	for _, folder := range folders[:count] {
		to := filepath.Join(dir, "built", folder)
		p, _, err := followup.Build(filepath.Join(dir, "from", folder), to, followup.BuildOptions{Known: known})
		if err != nil {
			return nil, err
		}
		known, out = append(known, p), append(out, to)
	}
	return out, nil
})

// administration is a repository with real keys on a web server on loopback, which a test can make
// misbehave.
type administration struct {
	*repositorytest.Repo
	web   *httptest.Server
	clock *repositorytest.Clock

	mu     sync.Mutex
	asked  []*http.Request
	before func(w http.ResponseWriter, r *http.Request) (answered bool)
}

func newAdministration(t *testing.T) *administration {
	t.Helper()
	sources, err := built()
	if err != nil {
		t.Fatal(err)
	}
	clock := repositorytest.NewClock()
	a := &administration{Repo: repositorytest.New(t, clock), clock: clock}
	if _, err := a.Publish(context.Background(), sources); err != nil {
		t.Fatal(err)
	}
	files := repository.Handler(a.Dir)
	a.web = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.mu.Lock()
		a.asked = append(a.asked, r)
		before := a.before
		a.mu.Unlock()
		if before == nil || !before(w, r) {
			files.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(a.web.Close)
	return a
}

func (a *administration) misbehave(f func(w http.ResponseWriter, r *http.Request) bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.before = f
}

// requests returns what was asked for since the last call.
func (a *administration) requests() []*http.Request {
	a.mu.Lock()
	defer a.mu.Unlock()
	out := a.asked
	a.asked = nil
	return out
}

// file writes a subscription file.
func (a *administration) file(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "trollhattan.prenumeration")
	if err := os.WriteFile(path, a.SubscriptionFile(t, a.web.URL), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// largest is the largest table or document of the last package, which no other package has.
func (a *administration) largest(t *testing.T) (path string, content []byte) {
	t.Helper()
	sources, err := built()
	if err != nil {
		t.Fatal(err)
	}
	has := func(dir string) map[string][]byte {
		out := map[string][]byte{}
		err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() || d.Name() == layout.ManifestFile {
				return err
			}
			data, err := os.ReadFile(path)
			out[layout.Sum(data)] = data
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	all := has(sources[len(sources)-1])
	for _, other := range sources[:len(sources)-1] {
		for sum := range has(other) {
			delete(all, sum)
		}
	}
	sum := ""
	for s, data := range all {
		if sum == "" || len(data) > len(all[sum]) {
			sum = s
		}
	}
	return "/" + layout.BlobPath(sum), all[sum]
}

// half sends half of a file and waits until the reader has gone, or breaks off.
func half(path string, content []byte, breaks bool) func(w http.ResponseWriter, r *http.Request) bool {
	return func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path != path {
			return false
		}
		if r.Header.Get("Range") != "" {
			panic(http.ErrAbortHandler)
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(content)))
		_, _ = w.Write(content[:len(content)/2])
		_ = http.NewResponseController(w).Flush()
		if breaks {
			panic(http.ErrAbortHandler)
		}
		<-r.Context().Done()
		return true
	}
}

// subscriber is a window with an empty home, turned by hand.
func subscriber(t *testing.T, a *administration) (*shell.Shell, fyne.Canvas, *byHand, *desk.Desk) {
	t.Helper()
	d, err := desk.Open(context.Background(), desk.Config{Home: t.TempDir(), L: i18n.New(i18n.Swedish), Now: a.clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	hand := newByHand()
	s, c := openedAs(t, shell.Config{Desk: d, Loop: hand.loop()}, wide)
	hand.says(t, c, "Nytt sedan förra uppföljningen")
	return s, c, hand, d
}

// pressed goes to a button by Tab and presses it.
func pressed(t *testing.T, c fyne.Canvas, says string) {
	t.Helper()
	tabTo(t, c, says)
	typed(c, fyne.KeyReturn)
}

// timersOf is how many timers run.
func timersOf(hand *byHand) int {
	hand.mu.Lock()
	defer hand.mu.Unlock()
	return len(hand.timers)
}

// rests waits until no timer runs: nothing is going to happen by itself.
func rests(t *testing.T, c fyne.Canvas, hand *byHand) {
	t.Helper()
	hand.until(t, c, func() bool { return timersOf(hand) == 0 })
}

func TestNothingIsFetchedBeforeTheReaderHasComparedTheWords(t *testing.T) {
	a := newAdministration(t)
	s, c, hand, d := subscriber(t, a)
	s.Take(a.file(t))
	hand.says(t, c, "Jämför de tolv orden med brevet")
	sub, err := layout.ParseSubscription("test", a.SubscriptionFile(t, a.web.URL))
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range sub.Root.Fingerprint() {
		wantShown(t, c, word)
	}
	wantShown(t, c, "enligt filen")
	if strings.Contains(shown(c), "Jämförda av dig") {
		t.Error("it is ticked before the reader has compared")
	}
	if got := a.requests(); len(got) > 0 || !d.Demo() {
		t.Fatalf("%d requests before the words were compared", len(got))
	}

	pressed(t, c, "Orden stämmer")
	hand.says(t, c, "Klart: alla tre paket är sparade")
	wantShown(t, c, "Jämförda av dig")
	wantShown(t, c, "Trollhättan")
	wantShown(t, c, "3 av 3 paket")
	if strings.Contains(shown(c), "enligt filen") {
		t.Errorf("what is verified is told as the file's own word:\n%s", shown(c))
	}
	pressed(t, c, "Börja läsa")
	hand.says(t, c, "jämförs med")
	wantShown(t, c, "Signerad, gäller till")
	rests(t, c, hand)
}

func TestWordsThatDifferAreNeverFollowed(t *testing.T) {
	a := newAdministration(t)
	s, c, hand, d := subscriber(t, a)
	s.Take(a.file(t))
	hand.says(t, c, "Jämför de tolv orden med brevet")
	pressed(t, c, "Avbryt")
	hand.says(t, c, "Ring nämndsekreteraren")
	wantShown(t, c, "Öppna filen som du har fått")
	if got := a.requests(); len(got) > 0 || !d.Demo() {
		t.Errorf("%d requests, and something is followed: %v", len(got), !d.Demo())
	}
	press(c, fyne.Key1, fyne.KeyModifierAlt)
	hand.says(t, c, "Nytt sedan förra uppföljningen")
}

func TestAnotherRepositoryAtTheAddressIsToldAndNotTriedAgainByItself(t *testing.T) {
	a, other := newAdministration(t), newAdministration(t)
	s, c, hand, d := subscriber(t, a)
	file := filepath.Join(t.TempDir(), "fel.prenumeration")
	if err := os.WriteFile(file, a.SubscriptionFile(t, other.web.URL), 0o644); err != nil {
		t.Fatal(err)
	}
	s.Take(file)
	hand.says(t, c, "Jämför de tolv orden med brevet")
	pressed(t, c, "Orden stämmer")
	hand.says(t, c, "Signaturen stämmer inte")
	hand.says(t, c, "Går inte att lita på")
	if strings.Contains(shown(c), "Börja läsa") {
		t.Errorf("one can read what was refused:\n%s", shown(c))
	}
	rests(t, c, hand) // it is not tried again
	all, err := d.Status(context.Background())
	if err != nil || len(all) != 1 || all[0].Packages != 0 {
		t.Errorf("%+v, %v", all, err)
	}
	// Who sees that the words differ after all is rid of it.
	pressed(t, c, "Jämför igen")
	pressed(t, c, "Avsluta prenumerationen")
	hand.says(t, c, "inget därifrån finns kvar")
	if !d.Demo() {
		t.Error("it is still followed")
	}
}

func TestAFetchThatIsPausedStopsAndGoesOnFromWhereItStood(t *testing.T) {
	a := newAdministration(t)
	path, content := a.largest(t)
	s, c, hand, d := subscriber(t, a)
	a.misbehave(half(path, content, false))
	s.Take(a.file(t))
	hand.says(t, c, "Jämför de tolv orden med brevet")
	pressed(t, c, "Orden stämmer")
	hand.says(t, c, "två av tre paket är sparade")
	hand.says(t, c, "hämtas")
	part := filepath.Join(d.Home().Dir(), filepath.FromSlash(path)) + ".part"
	hand.until(t, c, func() bool {
		hand.pass() // what has come is told when nothing more does
		info, err := os.Stat(part)
		return err == nil && info.Size() == int64(len(content)/2)
	})
	pressed(t, c, "Pausa")
	hand.says(t, c, "pausat")
	hand.says(t, c, "Fortsätt")
	rests(t, c, hand) // a fetch that is paused does not go on by itself
	wantShown(t, c, "2 av 3 paket")
	wantShown(t, c, "Börja läsa")

	a.misbehave(nil)
	a.requests()
	pressed(t, c, "Fortsätt")
	hand.says(t, c, "Klart: alla tre paket är sparade")
	ranges := []string{}
	for _, r := range a.requests() {
		if r.URL.Path == path {
			ranges = append(ranges, r.Header.Get("Range"))
		}
	}
	if want := "bytes=" + strconv.Itoa(len(content)/2) + "-"; len(ranges) != 1 || ranges[0] != want {
		t.Errorf("asked for %q, want %q", ranges, want)
	}
}

func TestAFetchThatLosesTheConnectionGoesOnByItselfWhenItIsBack(t *testing.T) {
	a := newAdministration(t)
	path, content := a.largest(t)
	s, c, hand, _ := subscriber(t, a)
	a.misbehave(half(path, content, true))
	s.Take(a.file(t))
	hand.says(t, c, "Jämför de tolv orden med brevet")
	pressed(t, c, "Orden stämmer")
	hand.says(t, c, "Ingen anslutning")
	hand.says(t, c, "väntar på nät")
	wantShown(t, c, "Hämtningen är pausad och fortsätter av sig själv.")
	wantShown(t, c, "Resten hämtas när datorn har nät igen.")
	wantShown(t, c, "2 av 3 paket")
	hand.until(t, c, func() bool { return timersOf(hand) == 1 })
	// Still away: it waits on, with one timer.
	a.misbehave(func(http.ResponseWriter, *http.Request) bool { panic(http.ErrAbortHandler) })
	a.requests()
	hand.pass()
	hand.until(t, c, func() bool { return timersOf(hand) == 1 && strings.Contains(shown(c), "Ingen anslutning") })
	if got := a.requests(); len(got) == 0 {
		t.Error("it did not try again")
	}
	wantShown(t, c, "2 av 3 paket") // what has come is not forgotten

	// Back: what has come is read meanwhile.
	pressed(t, c, "Börja läsa")
	hand.says(t, c, "jämförs med")
	a.misbehave(nil)
	hand.pass()
	hand.says(t, c, "Ny uppföljning finns")
	rests(t, c, hand)
}

func TestASubscriptionIsEndedOnlyByWhoSaysSoTwice(t *testing.T) {
	a := newAdministration(t)
	s, c, hand, d := subscriber(t, a)
	s.Take(a.file(t))
	hand.says(t, c, "Jämför de tolv orden med brevet")
	pressed(t, c, "Orden stämmer")
	hand.says(t, c, "Klart: alla tre paket är sparade")
	press(c, fyne.KeyO, ctrlShift)
	hand.says(t, c, "Du prenumererar på en kommuns uppföljning")
	wantShown(t, c, a.web.URL+"/")
	wantShown(t, c, "3 paket")
	pressed(t, c, "Avsluta prenumerationen…")
	hand.says(t, c, "Avsluta prenumerationen på Trollhättan?")
	wantShown(t, c, "Dina egna anteckningar ligger kvar.")
	if got := focusSays(c); got != "Behåll" {
		t.Errorf("the focus is on %q", got)
	}
	typed(c, fyne.KeyReturn)
	hand.says(t, c, "Du prenumererar på en kommuns uppföljning")
	if d.Demo() {
		t.Fatal("it was ended by who wanted to keep it")
	}
	pressed(t, c, "Avsluta prenumerationen…")
	hand.says(t, c, "Avsluta prenumerationen på Trollhättan?")
	c.FocusPrevious()
	typed(c, fyne.KeyReturn)
	hand.says(t, c, "Prenumerationen är avslutad.")
	hand.says(t, c, "Demo, ingen signatur")
	if !d.Demo() {
		t.Error("it is still followed")
	}
	left, err := filepath.Glob(filepath.Join(d.Home().Blobs(), "*", "*"))
	if err != nil || len(left) > 0 {
		t.Errorf("%d files are left, %v", len(left), err)
	}
}

func TestWhoReadsTheDemonstrationIsOfferedToSubscribeUntilTheOfferIsPutAway(t *testing.T) {
	const offer = "Du läser ett exempel."
	var saved home.Settings
	d := openDesk(t, i18n.Swedish)
	_, c := openedAs(t, shell.Config{Desk: d, Welcome: true, Save: func(s home.Settings) { saved = s }}, wide)
	wantShown(t, c, offer)
	tabTo(t, c, "Prenumerera")
	c.FocusNext() // the cross beside it
	typed(c, fyne.KeyReturn)
	if strings.Contains(shown(c), offer) || !saved.Welcomed {
		t.Error("the offer stays when it has been put away")
	}
	_, c = openedAs(t, shell.Config{Desk: d, Welcome: true, Settings: saved}, wide)
	if strings.Contains(shown(c), offer) {
		t.Error("the offer comes back")
	}
	_, c = openedAs(t, shell.Config{Desk: d, Welcome: true}, wide)
	pressed(t, c, "Prenumerera")
	wantShown(t, c, "Öppna filen som du har fått från förvaltningen.")
}

func TestSettingsAreMadeByTheKeyboardAndApplyAtOnce(t *testing.T) {
	var saved home.Settings
	d := openDesk(t, i18n.Swedish)
	s, c := openedAs(t, shell.Config{Desk: d, Save: func(s home.Settings) { saved = s }}, wide)
	press(c, fyne.KeyComma, fyne.KeyModifierControl)
	wantShown(t, c, "Se efter nytt när programmet startar")
	tabTo(t, c, "Ljust")
	typed(c, fyne.KeyRight)
	if s.Settings().Theme != "dark" || saved.Theme != "dark" {
		t.Errorf("the theme is %q, and %q is kept", s.Settings().Theme, saved.Theme)
	}
	if got := focusSays(c); got != "Mörkt" {
		t.Errorf("the focus is on %q", got)
	}
	tabTo(t, c, "100")
	typed(c, fyne.KeyRight)
	if got := focusSays(c); saved.TextSize != 125 || !strings.HasPrefix(got, "125") {
		t.Errorf("the text is %d %%, and the focus on %q", saved.TextSize, got)
	}
	tabTo(t, c, "Svenska")
	typed(c, fyne.KeyRight)
	wantShown(t, c, "Look for news when the program starts")
	if got := focusSays(c); got != "English" {
		t.Errorf("the focus is on %q", got)
	}
	tabTo(t, c, "Yes")
	typed(c, fyne.KeyRight)
	if !saved.NoCheck {
		t.Error("that the program shall not ask is not kept")
	}

	folder := t.TempDir()
	tabTo(t, c, "Path of a folder")
	write(c, filepath.Join(folder, "borta"))
	typed(c, fyne.KeyReturn)
	wantShown(t, c, "not there")
	if saved.NotesBackup != "" {
		t.Errorf("a folder that is not there is kept: %q", saved.NotesBackup)
	}
	for range "/borta" {
		typed(c, fyne.KeyBackspace)
	}
	typed(c, fyne.KeyReturn)
	if saved.NotesBackup != folder {
		t.Errorf("the folder that is kept is %q", saved.NotesBackup)
	}
	pressed(t, c, "Use the program's own")
	if saved.NotesBackup != "" {
		t.Errorf("the folder that is kept is %q", saved.NotesBackup)
	}
	typed(c, fyne.KeyEscape)
	wantShown(t, c, "compared with")
}

func TestNewsIsLookedForAtTheStartUnlessTheReaderSaysNo(t *testing.T) {
	for _, no := range []bool{false, true} {
		d := &slow{Desk: openDesk(t, i18n.Swedish), subscribed: true}
		d.sync = func(context.Context, func(syncing.Progress)) ([]syncing.Result, error) {
			return []syncing.Result{{State: syncing.Current}}, nil
		}
		s, _ := openedAs(t, shell.Config{Desk: d, Settings: home.Settings{NoCheck: no}}, wide)
		s.CheckNews()
		if asked := d.syncs == 1; asked == no {
			t.Errorf("with no_check %v it asked %d times", no, d.syncs)
		}
	}
}

func TestTheWayToSubscribeCanBeReadInEveryWindow(t *testing.T) {
	a := newAdministration(t)
	d, err := desk.Open(context.Background(), desk.Config{Home: t.TempDir(), L: i18n.New(i18n.Swedish), Now: a.clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	file := a.file(t)
	for _, w := range windows {
		s, c := openedAs(t, shell.Config{Desk: d, Welcome: true, Settings: home.Settings{TextSize: w.text}}, w.size)
		look := func(where, says string) {
			t.Helper()
			wantShown(t, c, says)
			for _, fault := range canvastest.Scrolled(c.Content(), scroller(c.Content()), w.size, canvastest.Rules{Lacks: legible.Lacks}) {
				t.Errorf("%v %d %%, %s: %s", w.size, w.text, where, fault)
			}
		}
		s.Go(at(states[0], "about", ""))
		wantShown(t, c, "Du läser ett exempel")
		readable(t, fmt.Sprintf("%v %d %%, the offer", w.size, w.text), c)
		s.Go(at(states[0], "subscribe", ""))
		look("the file", "Öppna fil")
		s.Take("/finns/inte.prenumeration")
		look("no file", "Det som söks")
		s.Take(file)
		look("the words", "tolv orden")
		pressed(t, c, "Orden stämmer")
		look("everything", "Klart: alla")
		press(c, fyne.KeyO, ctrlShift)
		look("the subscriptions", "Du prenumererar")
		pressed(t, c, "Avsluta prenumerationen…")
		look("the question", "Avsluta")
		c.FocusPrevious()
		typed(c, fyne.KeyReturn)
		if !d.Demo() {
			t.Fatalf("%v %d %%: it is still followed; the window says\n%s", w.size, w.text, shown(c))
		}
		press(c, fyne.KeyComma, fyne.KeyModifierControl)
		look("the settings", "Språk")
		s.Close()
	}
}
