// Package parttest is what the tests of the views share: the demonstration library's pages, the
// windows that a view is judged in, and the rules that it is held against.
package parttest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"rodatraden/app/i18n"
	"rodatraden/app/legible"
	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
	"rodatraden/data/sample"
	"rodatraden/data/sample/crowdtest"
	"rodatraden/data/store"
)

// State is what a page is about: a committee, a package and what it is compared with.
type State struct{ Committee, Package, Compare string }

// The states of the design's pictures, and some beside them.
var (
	Excerpt = State{"asn", "asn-2019-04-interim", "asn-2019-03-monthly"}
	Full    = State{"socialnamnden", "latest", "previous"}
	Crowded = State{crowdtest.Committee, crowdtest.Name, "none"} // far more than any report holds
	States  = []State{
		Excerpt, Full,
		{"asn", "asn-2018-annual", "none"},
		{"asn", "asn-2021-review", "asn-2021-09-monthly"},
		{"asn", "asn-2019-10-prestudy", "asn-2019-06-monthly"},
		{"socialnamnden", "socialnamnden-2024-plan", "previous"},
	}
)

// library is installed once for a test binary.
var library = sync.OnceValues(func() (*store.Library, error) {
	lib, err := store.Open(filepath.Join(dir, "library.db"))
	if err != nil {
		return nil, err
	}
	for _, name := range sample.Names() {
		packages, _, err := sample.Packages(name)
		if err != nil {
			return nil, err
		}
		for _, p := range packages {
			if err := lib.Install(context.Background(), "demo", p.Manifest.ID, p); err != nil {
				return nil, err
			}
		}
	}
	return lib, nil
})

// crowd puts the package of Crowded into the library, once.
var crowd = sync.OnceValue(func() error {
	lib, err := library()
	if err != nil {
		return err
	}
	p, err := crowdtest.Package()
	if err != nil {
		return err
	}
	return lib.Install(context.Background(), "demo", p.Manifest.ID, p)
})

var dir string

// Main runs a package's tests with a folder for the library that is taken away afterwards. A
// package's TestMain calls it.
func Main(m *testing.M) {
	var err error
	if dir, err = os.MkdirTemp("", "pages"); err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// First is the first Swedish window, wide or narrow.
func First(narrow bool) Window {
	for _, w := range Windows() {
		if w.Narrow == narrow && w.Lang == "sv" {
			return w
		}
	}
	panic("no such window")
}

func choice(t testing.TB, s State) (*store.Library, page.Choice) {
	t.Helper()
	lib, err := library()
	if err != nil {
		t.Fatal(err)
	}
	if s == Crowded {
		if err := crowd(); err != nil {
			t.Fatal(err)
		}
	}
	packages, err := lib.Packages(context.Background(), "demo", s.Committee)
	if err != nil {
		t.Fatal(err)
	}
	c, err := page.Choose(packages, s.Package, s.Compare)
	if err != nil {
		t.Fatal(err)
	}
	return lib, c
}

// Page returns a page of a state, in a language, as one of package page's builders makes it, with what
// there is to ask about on it.
func Page[P any](t testing.TB, build func(context.Context, page.Library, page.Choice, *i18n.Localizer) (*P, error), s State, lang string) *P {
	t.Helper()
	lib, c := choice(t, s)
	p, err := build(context.Background(), lib, c, i18n.New(lang))
	if err != nil {
		t.Fatal(err)
	}
	if asks, ok := any(p).(interface{ Take([]page.Ask) }); ok {
		found, err := asking.Find(context.Background(), lib, c, i18n.New(lang))
		if err != nil {
			t.Fatal(err)
		}
		asks.Take(found)
	}
	return p
}

var asking page.Asking

// Questions are the reader's own, in a test.
type Questions map[string]bool

// Added reports whether a question has been added.
func (q Questions) Added(id string) bool { return q[id] }

// Add adds a question, or takes it away.
func (q Questions) Add(a page.Ask) { q[a.ID] = !q[a.ID] }

// Verdicts are the reader's own, in a test.
type Verdicts map[string][2]string

// Verdict returns the verdict on a record, with its comment.
func (v Verdicts) Verdict(record string) (verdict, comment string) { return v[record][0], v[record][1] }

// Judge keeps a verdict.
func (v Verdicts) Judge(record, verdict, comment string) { v[record] = [2]string{verdict, comment} }

// Document returns the page of a text, in a language.
func Document(t testing.TB, s State, ref, lang string) *page.Document {
	t.Helper()
	lib, c := choice(t, s)
	p, err := page.BuildDocument(context.Background(), lib, c, ref, i18n.New(lang))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Window is a content area that a view is judged in.
type Window struct {
	Name   string
	Size   fyne.Size // what the view fills
	Text   float32
	Kind   look.Kind
	Lang   string
	Narrow bool
}

// Windows returns every combination of the design's windows, text sizes, themes and languages.
func Windows() []Window {
	var out []Window
	for _, outer := range []fyne.Size{{Width: 1366, Height: 690}, {Width: 1280, Height: 620}, {Width: 1024, Height: 600}, {Width: 820, Height: 1180}} {
		for _, text := range []float32{1, 1.5, 2} {
			for _, kind := range []look.Kind{look.Light, look.Dark, look.Contrast} {
				for _, lang := range []string{i18n.Swedish, i18n.English} {
					w := Window{Text: text, Kind: kind, Lang: lang, Narrow: outer.Width/text < 1000}
					if w.Narrow {
						// A top bar of 56 grown with the text, and a bottom navigation of 76.
						w.Size = fyne.NewSize(outer.Width, outer.Height-(32+24*text)-76)
					} else {
						w.Size = fyne.NewSize(outer.Width-176, outer.Height-83)
					}
					w.Name = fmt.Sprintf("%.0fx%.0f, text %.0f %%, theme %d, %s", outer.Width, outer.Height, text*100, kind, lang)
					out = append(out, w)
				}
			}
		}
	}
	return out
}

// Env returns the Env of a window, and makes its theme the running app's.
func (w Window) Env(t testing.TB) part.Env {
	t.Helper()
	theme := look.New(w.Kind, w.Text)
	test.ApplyTheme(t.(*testing.T), theme)
	return part.Env{L: i18n.New(w.Lang), Theme: theme, Narrow: w.Narrow, Headless: true, Asking: Questions{}, Judging: Verdicts{},
		Write: func(part.Writing) fyne.CanvasObject { return canvas.NewRectangle(theme.Tone(look.Surface)) }}
}

// Rules are what every view is held against. Rows of dense tables are no touch targets.
func (w Window) Rules() canvastest.Rules {
	r := canvastest.Rules{Lacks: legible.Lacks, Target: 40}
	if w.Narrow {
		r.Target = 44
	}
	r.Exempt = func(o fyne.CanvasObject) bool {
		if p, ok := o.(interface{ Pressable() bool }); !ok || !p.Pressable() {
			return true // a scroll bar, a cover
		}
		switch o.(type) {
		case *part.DiffRow:
			return true // 36, and 40 in the narrow layout, as the design's pictures have it
		case *part.TableRow, *part.StatementRow, *part.SumRow, *part.ImpactText, *part.SeriesRow, *part.GoalLinkRow,
			*part.ControlRow, *part.UnitReportRow, *part.CountRow, *part.TrendValue:
			return !w.Narrow
		}
		return false
	}
	return r
}

// Colours reports whether the window differs from another one only in its colours, which move no
// row: most states need not be judged in it.
func (w Window) Colours() bool { return w.Kind != look.Light }

// Check lays a view out in the window and returns what is wrong, at every place where it rests.
func (w Window) Check(root fyne.CanvasObject, scroller canvastest.Scroller) []string {
	root.Resize(w.Size)
	return canvastest.Scrolled(root, scroller, w.Size, w.Rules())
}

// Soon is how long a page of Crowded may take to be laid out, on a busy machine.
const Soon = 20 * time.Second

// Press presses the button with a text.
func Press(t testing.TB, root fyne.CanvasObject, text string) {
	t.Helper()
	for _, b := range canvastest.All[*part.Button](root) {
		if b.Label() == text {
			b.Tapped(nil)
			return
		}
	}
	t.Fatalf("no button says %q", text)
}

// LaidOut lays out what view makes in the window, and faults it where that takes too long or shows
// no text. How it reads is not asked: nobody can read a title of thirty pages.
func (w Window) LaidOut(t testing.TB, view func(env part.Env) fyne.CanvasObject) {
	t.Helper()
	env, start := w.Env(t), time.Now()
	root := view(env)
	root.Resize(w.Size)
	texts := canvastest.Texts(root, w.Size)
	if took := time.Since(start); took > Soon {
		t.Errorf("%s: laid out in %v", w.Name, took)
	} else {
		t.Logf("%s: laid out in %v", w.Name, took)
	}
	if len(texts) == 0 {
		t.Errorf("%s: nothing can be read", w.Name)
	}
}

// WideAndNarrow are a window of each layout.
func WideAndNarrow() []Window {
	var out []Window
	for _, narrow := range []bool{false, true} {
		all := Windows()
		out = append(out, all[slices.IndexFunc(all, func(w Window) bool { return w.Narrow == narrow })])
	}
	return out
}

// Restless returns the widgets under root that make new objects when they are laid out for the size
// that they have. Fyne would lay such a one out for ever.
func Restless(root fyne.CanvasObject) []string {
	var out []string
	for _, w := range canvastest.All[fyne.Widget](root) {
		r := test.WidgetRenderer(w)
		before := slices.Clone(r.Objects())
		r.Layout(w.Size())
		if !slices.Equal(before, r.Objects()) {
			out = append(out, fmt.Sprintf("%T", w))
		}
	}
	return out
}
