package app

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rodatraden/app/desk"
	"rodatraden/app/i18n"
	"rodatraden/app/legible"
	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/shell"
	"rodatraden/data/fault"
	"rodatraden/data/home"
)

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

// shared is a folder for what is made once for all tests.
var shared string

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "window-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	shared = dir
	h, err := home.Open(dir)
	if err != nil {
		panic(err)
	}
	Headless(h)
	return m.Run()
}

// states are the demonstration pages that the window is looked at with: those of the design's
// pictures, the newest, one without a forecast, and one that corrects an older month.
var states = []shell.Place{
	{Committee: "asn", Package: "asn-2019-04-interim", Compare: "asn-2019-03-monthly"},
	{Committee: "asn", Package: "asn-2019-05-monthly", Compare: page.Previous},
	{Committee: "asn", Package: page.Latest, Compare: page.None},
	{Committee: "socialnamnden", Package: page.Latest, Compare: page.Previous},
	{Committee: "socialnamnden", Package: "socialnamnden-2024-03-monthly", Compare: page.Previous},
	{Committee: "socialnamnden", Package: "socialnamnden-2024-09-monthly-2", Compare: page.Previous},
}

func openDesk(t *testing.T, lang string) *desk.Desk {
	t.Helper()
	d, err := desk.Open(context.Background(), desk.Config{Home: t.TempDir(), L: i18n.New(lang)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// scroller finds the page that scrolls in the window.
func scroller(o fyne.CanvasObject) canvastest.Scroller {
	if p, ok := o.(*part.Page); ok {
		return p
	}
	if c, ok := o.(*fyne.Container); ok {
		for _, inner := range c.Objects {
			if p := scroller(inner); p != nil {
				return p
			}
		}
	}
	return nil
}

func TestEveryTextInTheWindowCanBeRead(t *testing.T) {
	sizes := []fyne.Size{{Width: 1366, Height: 690}, {Width: 1280, Height: 620}, {Width: 1024, Height: 600}, {Width: 820, Height: 1180}}
	for _, lang := range []string{i18n.Swedish, i18n.English} {
		d := openDesk(t, lang)
		for _, theme := range []string{"light", "dark", "contrast"} {
			for _, text := range []int{100, 150, 200} {
				for _, size := range sizes {
					name := fmt.Sprintf("%s/%s/%d/%.0fx%.0f", lang, theme, text, size.Width, size.Height)
					t.Run(name, func(t *testing.T) { lookAround(t, d, lang, theme, text, size) })
				}
			}
		}
	}
}

// lookAround goes to every page in one shell, as a reader does, and looks at each.
func lookAround(t *testing.T, d *desk.Desk, lang, theme string, text int, size fyne.Size) {
	s, c, err := headless(d, Picture{Place: at(states[0], "overview", ""), Width: size.Width, Height: size.Height, Text: text, Theme: theme, Language: lang})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	shown := states
	if theme != "light" {
		shown = []shell.Place{states[0], states[3]} // colours move nothing: two states tell
	}
	for _, state := range shown {
		pages := []shell.Place{at(state, "overview", ""), at(state, "economy", ""), at(state, "goals", ""), at(state, "savings", "")}
		if state.Package == page.Latest {
			pages = append(pages, at(state, "search", "kostnad"), at(state, "search", "finns ingenstans"), at(state, "keys", ""),
				at(state, "about", ""), at(state, "more", ""), at(state, "export", "economy"), at(state, "subscribe", ""),
				at(state, "subscriptions", ""), at(state, "settings", ""), at(state, "notes", ""), at(state, "erase", ""),
				at(state, "link", "https://example.org/rapporter/delarsrapport-april-2019?avsnitt=ekonomi&bilaga=1"))
			if ref := someText(t, d, state); ref != "" {
				pages = append(pages, at(state, "document", ref))
			}
			helps := page.HelpPages()
			if theme != "light" {
				helps = helps[:1]
			}
			for _, id := range helps {
				pages = append(pages, at(state, "help", id))
			}
			if lang == i18n.Swedish {
				pages = append(pages, at(state, "record", record(t, d, state)))
			}
		}
		pages = append(pages, at(state, "interventions", ""), at(state, "quality", ""), at(state, "decisions", ""), at(state, "changes", ""))
		pages = append(pages, at(state, "audit", ""), at(state, "audit", " "+page.AuditQuestions))
		for _, p := range pages {
			s.Go(p)
			if err := s.Trouble(); err != nil {
				t.Fatalf("%+v: %v", p, err)
			}
			rules := canvastest.Rules{Lacks: legible.Lacks}
			var faults []string
			if page := scroller(c.Content()); page != nil {
				faults = canvastest.Scrolled(c.Content(), page, size, rules)
			} else {
				faults = canvastest.Look(c.Content(), size, rules)
			}
			for _, shown := range canvastest.Texts(c.Content(), size) {
				if strings.ContainsAny(shown.Text, "⟦⟧") {
					faults = append(faults, "words are missing: "+shown.Text)
				}
			}
			for i, f := range faults {
				if i == 5 {
					t.Errorf("%s %s: and %d more", p.Page, p.Package, len(faults)-i)
					break
				}
				t.Errorf("%s %s: %s", p.Page, p.Package, f)
			}
		}
	}
}

func at(p shell.Place, name, argument string) shell.Place {
	p.Page, p.Argument = name, argument
	return p
}

func record(t *testing.T, d *desk.Desk, state shell.Place) string {
	t.Helper()
	c, err := d.Choose(context.Background(), state.Committee, state.Package, state.Compare)
	if err != nil {
		t.Fatal(err)
	}
	ref, err := d.SomeRecord(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

// someText is a text of the state's package; "" where there is none.
func someText(t *testing.T, d *desk.Desk, state shell.Place) string {
	t.Helper()
	c, err := d.Choose(context.Background(), state.Committee, state.Package, state.Compare)
	if err != nil {
		t.Fatal(err)
	}
	ref, err := d.SomeText(context.Background(), c)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		t.Fatal(err)
	}
	return ref
}

func TestAnInventedMunicipalityIsToldOnEveryPage(t *testing.T) {
	d := openDesk(t, i18n.Swedish)
	for _, size := range []fyne.Size{{Width: 1366, Height: 690}, {Width: 820, Height: 1180}} {
		for _, name := range append([]string{"record"}, Pages...) {
			if name == "subscribe" {
				continue // it stands alone, and tells of no municipality
			}
			place := at(states[3], name, "kostnad")
			switch name {
			case "record":
				place.Argument = record(t, d, states[3])
			case "document":
				place.Argument = "texts:arsredovisning-2024-sammanfattning"
			}
			s, c, err := headless(d, Picture{Place: place, Width: size.Width, Height: size.Height, Text: 100, Theme: "light", Language: i18n.Swedish})
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(strings.ToLower(told(c.Content(), size)), "påhittad kommun") {
				t.Errorf("%s at %v does not say that the municipality is invented", name, size)
			}
			s.Close()
		}
	}
}
