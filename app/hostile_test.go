package app

import (
	"context"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/desk"
	"rodatraden/app/i18n"
	"rodatraden/app/legible"
	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/shell"
	"rodatraden/data/followup"
	"rodatraden/data/repository"
	"rodatraden/data/repository/repositorytest"
	"rodatraden/data/sample/hostiletest"
)

// hostileTitle is every text of the hostile package's manifest.
const hostileTitle = "Bifall \u202Egalva\u202C 社會 ❤\uFE0F\u200B \u05E9\u05DC\u05D5\u05DD Z\u0301\u0302\u0303\u0304\u0305\n<b>rad 2</b>"

// hostileDesk follows an administration that has published the package of the texts.
func hostileDesk(t *testing.T, texts []string) *desk.Desk {
	t.Helper()
	ctx, dir := context.Background(), t.TempDir()
	before, _, err := followup.BuildTo(hostiletest.SourceBefore(texts), filepath.Join(dir, "before"), followup.BuildOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, report, err := followup.BuildTo(hostiletest.Source(texts, hostileTitle), filepath.Join(dir, "built"), followup.BuildOptions{Known: []*followup.Package{before}}); err != nil {
		t.Fatal(err, report.Findings)
	}
	clock := repositorytest.NewClock()
	repo := repositorytest.New(t, clock)
	if _, err := repo.Publish(ctx, []string{filepath.Join(dir, "before"), filepath.Join(dir, "built")}); err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(repository.Handler(repo.Dir))
	t.Cleanup(web.Close)
	file := filepath.Join(dir, "a.prenumeration")
	if err := os.WriteFile(file, repo.SubscriptionFile(t, web.URL), 0o644); err != nil {
		t.Fatal(err)
	}
	d, err := desk.Open(ctx, desk.Config{Home: filepath.Join(dir, "home"), L: i18n.New(i18n.Swedish), Now: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	sub, err := d.ReadSubscription(ctx, file)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Follow(sub); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Sync(ctx, nil); err != nil {
		t.Fatal(err)
	}
	return d
}

// naughty are texts of the Big List of Naughty Strings that a package takes: those that are not drawn as
// they are, which come first, and some of the others.
func naughty(t *testing.T) (texts []string, changed int) {
	t.Helper()
	all, err := hostiletest.Texts(filepath.Join("..", "data", "followup", "testdata", "blns.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var plain []string
	for i, s := range all {
		switch {
		case strings.TrimSpace(s) == "" || strings.ContainsFunc(s, unicode.IsControl):
		case legible.Visible(s) != s:
			texts = append(texts, s)
		case i%16 == 0:
			plain = append(plain, s)
		}
	}
	return append(texts, plain...), len(texts)
}

func TestEveryPageOfAHostilePackageIsDrawnWithinItsBounds(t *testing.T) {
	texts, changed := naughty(t)
	if changed < 50 || len(texts) < changed+20 {
		t.Fatalf("%d texts, %d of which are drawn otherwise than they are", len(texts), changed)
	}
	d := hostileDesk(t, texts)
	size := fyne.Size{Width: 1366, Height: 690}
	place := shell.Place{Committee: hostiletest.Committee, Package: hostiletest.Name, Compare: page.Previous}
	s, c, err := headless(d, Picture{Place: at(place, "overview", ""), Width: size.Width, Height: size.Height, Text: 100, Theme: "light", Language: i18n.Swedish})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	look := func(p shell.Place) {
		t.Helper()
		s.Go(p)
		if err := s.Trouble(); err != nil {
			t.Errorf("%s %q: %v", p.Page, p.Argument, err)
			return
		}
		// The words searched for are drawn by the field that they are written in, and what a source is called
		// stands on one line however long it is.
		apart := map[string]bool{p.Argument: true}
		for _, link := range canvastest.All[*part.Link](c.Content()) {
			apart[link.Label()] = true
		}
		faults := canvastest.Look(c.Content(), size, canvastest.Rules{
			Lacks: legible.Lacks, Ignore: func(text *canvas.Text) bool { return apart[text.Text] },
		})
		for _, f := range faults[:min(len(faults), 5)] {
			t.Errorf("%s %q: %s", p.Page, p.Argument, f)
		}
		if drawn := told(c.Content(), size); !strings.Contains(drawn, "⟨U+202E⟩") && p.Page != "search" || strings.ContainsAny(strings.ReplaceAll(drawn, p.Argument, ""), "\u202E\u200B\uFE0F") {
			t.Errorf("%s %q: drawn is\n%s", p.Page, p.Argument, drawn)
		}
		c.Capture()
	}
	for _, name := range page.Names() {
		look(at(place, name, ""))
	}
	for at, text := range texts[:changed] {
		if at%8 == 0 {
			look(shell.Place{Committee: place.Committee, Package: place.Package, Compare: place.Compare, Page: "record", Argument: "goals:" + hostiletest.Row("goals", at)})
		}
		if at%16 == 0 { // what is searched for stands in the field, and where nothing is found it is repeated
			look(shell.Place{Committee: place.Committee, Package: place.Package, Compare: place.Compare, Page: "search", Argument: text + " x"})
		}
	}
}
