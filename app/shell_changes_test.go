package app

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"rodatraden/app/desk"
	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/shell"
	"rodatraden/data/followup"
	"rodatraden/data/repository"
	"rodatraden/data/repository/repositorytest"
	"rodatraden/data/sample"
)

func changeRows(c fyne.Canvas) []*part.ChangeRow {
	return canvastest.All[*part.ChangeRow](c.Content())
}

func TestAllChangesAreReachedFromOverviewAndByTheirShortcutAndLeftByEsc(t *testing.T) {
	_, c := opened(t)
	tabTo(t, c, "Alla ändringar (")
	typed(c, fyne.KeyReturn)
	wantShown(t, c, "Alla ")
	rows := changeRows(c)
	if len(rows) == 0 {
		t.Fatal("the button leads to no changes")
	}
	typed(c, fyne.KeyEscape)
	wantShown(t, c, "Nytt sedan förra uppföljningen")
	press(c, fyne.KeyA, ctrlShift)
	if got := len(changeRows(c)); got != len(rows) {
		t.Fatalf("the shortcut shows %d changes, the button %d", got, len(rows))
	}
	if shell.InNavigation("changes") {
		t.Error("the page has a place in the navigation")
	}

	// A row opens its record, and Back leads to the row.
	c.Focus(changeRows(c)[0])
	typed(c, fyne.KeyDown)
	label := c.Focused().(*part.ChangeRow).Change().Label
	typed(c, fyne.KeyReturn)
	if len(changeRows(c)) > 0 {
		t.Fatal("Enter does not open the record")
	}
	press(c, fyne.KeyLeft, fyne.KeyModifierAlt)
	if r, ok := c.Focused().(*part.ChangeRow); !ok || r.Change().Label != label {
		t.Errorf("after Back the focus is on %q, not on %q", focusSays(c), label)
	}
	press(c, fyne.KeyLeft, fyne.KeyModifierAlt)
	wantShown(t, c, "Nytt sedan förra uppföljningen")
}

func TestAFilterOfAllChangesStandsWhenThePageIsMadeAnew(t *testing.T) {
	_, c := opened(t)
	press(c, fyne.KeyA, ctrlShift)
	all := len(changeRows(c))
	chips := canvastest.All[*part.Chips](c.Content())[0]
	chips.Choose(2)
	few := len(changeRows(c))
	if few == 0 || few >= all {
		t.Fatalf("the filter shows %d of %d", few, all)
	}
	press(c, fyne.Key2, ctrlShift) // dark
	if got := len(changeRows(c)); got != few {
		t.Errorf("in other colours the page shows %d, not the %d of its filter", got, few)
	}
}

func TestAllChangesAreReachedInTheNarrowLayout(t *testing.T) {
	_, c := openedAs(t, shell.Config{Desk: openDesk(t, i18n.Swedish)}, tablet)
	tabTo(t, c, "Mer")
	typed(c, fyne.KeyReturn)
	tabTo(t, c, "Alla ändringar")
	typed(c, fyne.KeyReturn)
	if len(changeRows(c)) == 0 {
		t.Error("More does not lead to the changes")
	}
}

func TestAllChangesCanBeSavedAsAFile(t *testing.T) {
	s, c := opened(t)
	press(c, fyne.KeyA, ctrlShift)
	press(c, fyne.KeyP, fyne.KeyModifierControl)
	wantShown(t, c, "Spara sidan")
	_ = s
}

// publishing is an administration that publishes the invented municipality's packages on loopback.
type publishing struct {
	*repositorytest.Repo
	t       *testing.T
	folders []string
	file    string
}

// published builds and publishes the packages up to a folder.
func published(t *testing.T, until string) *publishing {
	t.Helper()
	const name = "alvbro"
	dir := t.TempDir()
	if err := sample.Write(name, filepath.Join(dir, "source")); err != nil {
		t.Fatal(err)
	}
	folders, err := sample.Folders(name)
	if err != nil {
		t.Fatal(err)
	}
	p := &publishing{Repo: repositorytest.New(t, &repositorytest.Clock{T: time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)}), t: t}
	var known []*followup.Package
	for _, folder := range folders {
		to := filepath.Join(dir, "built", folder)
		one, _, err := followup.Build(filepath.Join(dir, "source", folder), to, followup.BuildOptions{Known: known})
		if err != nil {
			t.Fatal(err)
		}
		known, p.folders = append(known, one), append(p.folders, to)
		if one.Manifest.Name == until {
			break
		}
	}
	web := httptest.NewServer(repository.Handler(p.Dir))
	t.Cleanup(web.Close)
	p.publish(p.folders...)
	p.file = filepath.Join(t.TempDir(), "a.prenumeration")
	if err := os.WriteFile(p.file, p.SubscriptionFile(t, web.URL), 0o644); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *publishing) publish(folders ...string) {
	p.t.Helper()
	if _, err := p.Publish(context.Background(), folders); err != nil {
		p.t.Fatal(err)
	}
}

// build builds a further package out of a folder of the samples, or of one that change makes of it.
func (p *publishing) build(folder string, change func(dir string)) string {
	p.t.Helper()
	dir := p.t.TempDir()
	if err := sample.Write("alvbro", filepath.Join(dir, "source")); err != nil {
		p.t.Fatal(err)
	}
	from := filepath.Join(dir, "source", folder)
	if change != nil {
		change(from)
	}
	var known []*followup.Package
	for _, built := range p.folders {
		one, _, err := followup.Open(built)
		if err != nil {
			p.t.Fatal(err)
		}
		known = append(known, one)
	}
	to := filepath.Join(dir, "built")
	if _, _, err := followup.Build(from, to, followup.BuildOptions{Known: known}); err != nil {
		p.t.Fatal(err)
	}
	return to
}

// reading is a window in which the newest package of what is published is read.
func reading(t *testing.T, p *publishing) (*shell.Shell, fyne.Canvas, *desk.Desk) {
	t.Helper()
	d, err := desk.Open(context.Background(), desk.Config{Home: filepath.Join(t.TempDir(), "hem"), L: i18n.New(i18n.Swedish), Now: p.Clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	sub, err := d.ReadSubscription(context.Background(), p.file)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Follow(sub); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Sync(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	w := test.NewTempWindow(t, nil)
	w.SetPadded(false)
	config := shell.Config{Desk: d, Canvas: w.Canvas(), Window: w, Headless: true}
	config.Settings.Language, config.Settings.Theme = i18n.Swedish, "light"
	s := shell.New(config)
	t.Cleanup(s.Close)
	s.Attach()
	w.SetContent(s.Object())
	w.Resize(wide)
	s.Go(shell.Place{Page: "economy", Package: page.Latest, Compare: page.Previous})
	if err := s.Trouble(); err != nil {
		t.Fatal(err)
	}
	return s, w.Canvas(), d
}

func TestAPackageThatIsReplacedWhileItIsReadSaysWhatChangedAndStays(t *testing.T) {
	p := published(t, "socialnamnden-2024-09-monthly")
	_, c, d := reading(t, p)
	before := pageShown(t, c)
	if strings.Contains(shown(c), "har ersatts") {
		t.Fatal("a package that stands is said to have been replaced")
	}
	p.publish(append(slices.Clone(p.folders), p.build("socialnamnden-2024-09-monthly-2", nil))...)
	press(c, fyne.KeyR, fyne.KeyModifierControl)
	wantShown(t, c, "Paketet du läser har ersatts: ")
	wantShown(t, c, "uppgifter ändrade.")
	if pageShown(t, c) != before {
		t.Error("the page has been made anew")
	}
	if strings.Contains(shown(c), "Ny uppföljning finns") {
		t.Error("the same is told twice")
	}

	// Another page of the same package still says it, and Visa ändringar leads to what differs.
	press(c, fyne.Key1, fyne.KeyModifierAlt)
	wantShown(t, c, "Paketet du läser har ersatts: ")
	choice, err := d.Choose(context.Background(), "", "socialnamnden-2024-09-monthly-2", "socialnamnden-2024-09-monthly")
	if err != nil {
		t.Fatal(err)
	}
	made, err := d.Page(context.Background(), "changes", choice)
	if err != nil {
		t.Fatal(err)
	}
	all := made.(*page.ChangesPage)
	want := i18n.New(i18n.Swedish).Text("replaced.text", "Count", len(all.Rows), "Number", i18n.New(i18n.Swedish).Int(len(all.Rows)))
	wantShown(t, c, want)
	tabTo(t, c, "Visa ändringar")
	typed(c, fyne.KeyReturn)
	if got := len(changeRows(c)); got != len(all.Rows) || got == 0 {
		t.Errorf("%d changes are shown, %d told", got, len(all.Rows))
	}
	wantShown(t, c, "Månadsuppföljning september 2024, rättad")
	if strings.Contains(shown(c), "Paketet du läser har ersatts") {
		t.Error("the package that stands is said to have been replaced")
	}
}

func TestAReplacedPackageTellsThatANoteOfTheReadersIsConcerned(t *testing.T) {
	p := published(t, "socialnamnden-2024-09-monthly")
	_, c, d := reading(t, p)
	ctx := context.Background()
	choice, err := d.Choose(ctx, "", page.Latest, page.Previous)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.NewNote(ctx, choice, "amounts:alvbro-total-variance-forecast-2024"); err != nil {
		t.Fatal(err)
	}
	p.publish(append(slices.Clone(p.folders), p.build("socialnamnden-2024-09-monthly-2", nil))...)
	press(c, fyne.KeyR, fyne.KeyModifierControl)
	wantShown(t, c, "uppgifter ändrade, en av dina anteckningar berörs.")
}

func TestALineThatIsPutAwayDoesNotComeBackForTheSamePackage(t *testing.T) {
	p := published(t, "socialnamnden-2024-09-monthly")
	_, c, _ := reading(t, p)
	p.publish(append(slices.Clone(p.folders), p.build("socialnamnden-2024-09-monthly-2", nil))...)
	press(c, fyne.KeyR, fyne.KeyModifierControl)
	wantShown(t, c, "Paketet du läser har ersatts")
	for _, b := range canvastest.All[*part.Button](c.Content()) {
		if b.Label() == i18n.New(i18n.Swedish).Text("ui.hide") {
			b.Tapped(nil)
			break
		}
	}
	press(c, fyne.Key1, fyne.KeyModifierAlt)
	if strings.Contains(shown(c), "har ersatts") {
		t.Error("the line is back on another page")
	}
}

func TestAReplacedPackageThatIsOpenedByNameSaysSo(t *testing.T) {
	s, c := opened(t)
	s.Go(shell.Place{Page: "overview", Repository: "demo", Committee: "socialnamnden", Package: "socialnamnden-2024-09-monthly", Compare: page.Previous})
	wantShown(t, c, "Paketet du läser har ersatts: ")
	tabTo(t, c, "Visa ändringar")
	typed(c, fyne.KeyReturn)
	wantShown(t, c, "rättad")
	if len(changeRows(c)) == 0 {
		t.Error("nothing differs")
	}
}

func TestAPackageThatIsWithdrawnWhileItIsReadSaysWhy(t *testing.T) {
	p := published(t, "socialnamnden-2024-09-monthly")
	_, c, _ := reading(t, p)
	p.publish(append(slices.Clone(p.folders), p.build("socialnamnden-2024-09-monthly-2", func(dir string) {
		path := filepath.Join(dir, "datapackage.json")
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var manifest map[string]any
		if err := json.Unmarshal(raw, &manifest); err != nil {
			t.Fatal(err)
		}
		manifest["followup"].(map[string]any)["reason"] = "Fel rapport lades ut."
		if raw, err = json.MarshalIndent(manifest, "", "  "); err != nil {
			t.Fatal(err)
		}
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(path, raw, 0o644); err != nil {
			t.Fatal(err)
		}
	}))...)
	press(c, fyne.KeyR, fyne.KeyModifierControl)
	wantShown(t, c, "Paketet du läser har återtagits: Fel rapport lades ut.")
	tabTo(t, c, "Visa ändringar")
	typed(c, fyne.KeyReturn)
	if len(changeRows(c)) == 0 {
		t.Error("what was taken back is not shown")
	}
}

// pageShown is the page that the window shows, the very same until it is made anew.
func pageShown(t *testing.T, c fyne.Canvas) *part.Page {
	t.Helper()
	all := canvastest.All[*part.Page](c.Content())
	if len(all) != 1 {
		t.Fatalf("%d pages are shown", len(all))
	}
	return all[0]
}
