package app

import (
	"context"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"fyne.io/fyne/v2"

	"rodatraden/app/desk"
	"rodatraden/app/i18n"
	"rodatraden/app/legible"
	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
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

// naughty are the texts of a list of hostile ones that a package takes.
func naughty(t *testing.T) []string {
	t.Helper()
	texts, err := hostiletest.Texts(filepath.Join("..", "data", "followup", "testdata", "blns.txt"))
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(texts, func(s string) bool {
		return strings.TrimSpace(s) == "" || strings.ContainsFunc(s, unicode.IsControl)
	})
}

func TestEveryPageOfAHostilePackageIsDrawnWithinItsBounds(t *testing.T) {
	d := hostileDesk(t, naughty(t))
	size := fyne.Size{Width: 1366, Height: 690}
	place := shell.Place{Committee: hostiletest.Committee, Package: hostiletest.Name, Compare: page.Previous}
	s, c, err := headless(d, Picture{Place: at(place, "overview", ""), Width: size.Width, Height: size.Height, Text: 100, Theme: "light", Language: i18n.Swedish})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ref := record(t, d, place)
	for _, name := range append(page.Names(), "search", "record") {
		argument := ""
		switch name {
		case "search":
			argument = "script"
		case "record":
			argument = ref
		}
		start := time.Now()
		s.Go(at(place, name, argument))
		t.Log(name, time.Since(start))
		if err := s.Trouble(); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		faults := canvastest.Look(c.Content(), size, canvastest.Rules{Lacks: legible.Lacks})
		for i, f := range faults {
			if i == 5 {
				t.Errorf("%s: and %d more", name, len(faults)-i)
				break
			}
			t.Errorf("%s: %s", name, f)
		}
		drawn := told(c.Content(), size)
		if len(drawn) == 0 || strings.ContainsAny(drawn, "\u202E\u200B\uFE0F") {
			t.Errorf("%s: %q", name, drawn)
		}
		if dir := os.Getenv("HOSTILE_PICTURES"); dir != "" {
			t.Log("captured", time.Since(start))
			if err := writePNG(filepath.Join(dir, name+".png"), c.Capture()); err != nil {
				t.Fatal(err)
			}
		}
	}
}
