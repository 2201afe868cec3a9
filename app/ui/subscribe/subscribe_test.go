package subscribe

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/part/parttest"
	"rodatraden/data/fault"
	"rodatraden/data/repository/layout"
	"rodatraden/data/syncing"
)

func TestMain(m *testing.M) { parttest.Main(m) }

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// packages are n, of which some are saved and the next has come in part.
func packages(n, saved int) []syncing.Item {
	titles := []string{"Verksamhetsplan med budget 2025", "Årsredovisning 2024", "Kvalitetsberättelse 2024", "Månadsuppföljning mars 2025", "Delårsrapport april 2025"}
	out := make([]syncing.Item, n)
	for i := range out {
		one := syncing.Item{Committee: "socialnamnden", ID: fmt.Sprint(i), Title: titles[i%len(titles)], Bytes: int64(5+i%5) * 1e6, State: syncing.Waiting}
		switch {
		case i < saved:
			one.State, one.Have = syncing.Saved, one.Bytes
		case i == saved:
			one.State, one.Have = syncing.Fetching, 1e6
		}
		out[i] = one
	}
	return out
}

// asked is a reader who has compared and fetches.
func asked(items []syncing.Item, state page.FetchState) page.Asked {
	return page.Asked{
		Read: true, File: "socialnamnden-exempel.prenumeration", Name: "Älvbro kommun", Address: "https://uppfoljning.alvbro.example/socialnamnden/",
		Mirrors:  []string{"https://spegel.example/alvbro/"},
		Words:    strings.Fields("björk ankare klocka trappa mjölk söder penna granit åska lönn brev vinter"),
		Compared: true, Fetch: &page.Fetch{State: state, Items: items},
		Status: &syncing.Status{
			State: syncing.Idle, Checked: noon, VerifiedUntil: noon.AddDate(0, 9, 29), Publisher: layout.Municipality{Name: "Älvbro kommun"},
			Committees: []layout.Committee{{ID: "socialnamnden", Name: "Socialnämnden"}},
		},
	}
}

// situations are what the page can show.
func situations() map[string]page.Asked {
	waiting := asked(packages(5, 3), page.FetchWaiting)
	waiting.Fetch.Items[3].State, waiting.Fetch.Kind = syncing.Waiting, fault.Offline
	refused := asked(packages(5, 3), page.FetchStopped)
	refused.Fetch.Items[3].State, refused.Fetch.Items[4].State = syncing.Refused, syncing.Held
	refused.Fetch.Kind, refused.Fetch.Wrong, refused.Fetch.Do = fault.Content, i18n.New("sv").Text("fault.content", "Path", "socialnamnden/arsredovisning-2024/datapackage.json"), i18n.New("sv").Text("fault.content.do")
	compare := asked(nil, "")
	compare.Compared, compare.Fetch, compare.Status = false, nil, nil
	again := asked(packages(5, 3), page.FetchPaused)
	again.Compared = false
	return map[string]page.Asked{
		"file":    {},
		"reading": {Busy: true},
		"trouble": {Wrong: "Det som söks finns inte: /home/anna/Hämtade filer/socialnamnden.prenumeration", Do: "Kontrollera namnet."},
		"compare": compare, "again": again, "waiting": waiting, "refused": refused,
		"asking":  asked(nil, page.FetchAsking),
		"running": asked(packages(5, 0), page.FetchRunning),
		"paused":  asked(packages(5, 2), page.FetchPaused),
		"done":    asked(packages(5, 5), page.FetchDone),
		"nothing": asked(nil, page.FetchDone),
		"many":    asked(packages(240, 100), page.FetchRunning),
	}
}

// pressed is what the page's buttons have done, by name; every name that can have the focus is known.
type pressed struct {
	did   string
	names map[string]fyne.Focusable
}

func view(w parttest.Window, t *testing.T, a page.Asked) (*View, *pressed) {
	t.Helper()
	env := w.Env(t)
	p := &pressed{names: map[string]fyne.Focusable{}}
	do := func(what string) func() { return func() { p.did += what + " " } }
	return New(env, page.BuildSubscribing(a, noon, i18n.New(w.Lang)), Does{
		Entry: canvas.NewRectangle(nil), High: 40,
		Choose: do("choose"), Read: do("read"), Stop: do("stop"), Good: do("good"), Bad: do("bad"), Again: do("again"),
		Pause: do("pause"), GoOn: do("go on"), Retry: do("retry"), Start: do("start"), Back: do("back"), Details: do("details"),
		Name: func(name string, f fyne.Focusable) { p.names[name] = f },
	}), p
}

func TestNothingIsCutCoveredOrWrittenOverInAnyWindow(t *testing.T) {
	for name, a := range situations() {
		for _, w := range parttest.Windows() {
			if w.Colours() && name != "waiting" {
				continue
			}
			if !w.Narrow {
				w.Size.Width += 176 // the page stands without the navigation
			}
			v, _ := view(w, t, a)
			for _, fault := range w.Check(v.Object(), v.Page()) {
				t.Errorf("%s, %s: %s", name, w.Name, fault)
			}
			if names := parttest.Restless(v.Object()); !w.Colours() && len(names) > 0 {
				t.Errorf("%s, %s: %q make new objects at every layout", name, w.Name, names)
			}
		}
	}
}

func TestEachButtonDoesWhatItSays(t *testing.T) {
	w := parttest.First(false)
	for name, want := range map[string]map[string]string{
		"file":    {"read": "read", "choose": "choose", "back": "back"},
		"reading": {"call off": "stop", "back": "back"},
		"trouble": {"read again": "read"},
		"compare": {"good": "good", "bad": "bad"},
		"running": {"pause": "pause", "again": "again"},
		"paused":  {"pause": "go on", "start": "start"},
		"waiting": {"pause": "pause", "retry": "retry", "start": "start", "again": "again"},
		"refused": {"retry": "retry", "details": "details", "start": "start"},
		"done":    {"start": "start", "details": "details"},
		"nothing": {"back": "back"},
	} {
		_, p := view(w, t, situations()[name])
		for button, did := range want {
			f := p.names[button]
			if f == nil {
				t.Errorf("%s: nothing is called %q", name, button)
				continue
			}
			p.did = ""
			f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			if p.did != did+" " {
				t.Errorf("%s: %q did %q", name, button, p.did)
			}
		}
	}
}

// texts is everything that a view shows, in a window.
func texts(v *View, w parttest.Window) string {
	v.Object().Resize(w.Size)
	var out []string
	for _, t := range canvastest.Texts(v.Object(), w.Size) {
		out = append(out, t.Text)
	}
	return strings.Join(out, "\n")
}

func TestWhatComesIsToldInPlaceAndNothingElseMoves(t *testing.T) {
	w := parttest.First(false)
	a := situations()["running"]
	v, p := view(w, t, a)
	before := texts(v, w)
	if !strings.Contains(before, "1,0 av 5,0\u00a0MB") {
		t.Fatalf("the page says\n%s", before)
	}
	window := test.NewTempWindow(t, v.Object())
	window.Resize(w.Size)
	window.Canvas().Focus(p.names["again"])
	a.Fetch.Items = packages(5, 0)
	a.Fetch.Items[0].Have = 4e6
	if !v.Show(page.BuildSubscribing(a, noon, i18n.New(w.Lang))) {
		t.Fatal("more than the progress has changed")
	}
	if after := texts(v, w); !strings.Contains(after, "4,0 av 5,0\u00a0MB") || !strings.Contains(after, "0 av 5 paket · 4,0 av 35\u00a0MB") {
		t.Errorf("the page says\n%s", after)
	}
	if window.Canvas().Focused() != p.names["again"] {
		t.Error("the focus was lost")
	}
	a.Fetch.Items = packages(5, 1)
	if v.Show(page.BuildSubscribing(a, noon, i18n.New(w.Lang))) {
		t.Error("a page on which reading can begin is shown in the place of one on which it cannot")
	}
}

func TestOfManyPackagesOnlyThoseNearTheWindowAreBuilt(t *testing.T) {
	w := parttest.First(false)
	v, _ := view(w, t, situations()["many"])
	v.Object().Resize(w.Size)
	built := 0
	for _, row := range v.rows {
		if len(test.WidgetRenderer(row).Objects()) > 0 {
			built++
		}
	}
	if built == 0 || built > 60 {
		t.Errorf("%d of %d rows are built", built, len(v.rows))
	}
}

func TestTheWordsStandInTheLettersOrder(t *testing.T) {
	want := strings.Fields("björk ankare klocka trappa mjölk söder penna granit åska lönn brev vinter")
	for _, w := range parttest.WideAndNarrow() {
		v, _ := view(w, t, situations()["compare"])
		v.Object().Resize(w.Size)
		var got []string
		tops := map[float32]bool{}
		for _, placed := range canvastest.Texts(v.Object(), w.Size) {
			for _, word := range want {
				if placed.Text == word {
					got = append(got, word)
					tops[placed.Baseline] = true
				}
			}
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%s: %v", w.Name, got)
		}
		if len(tops) != 2 {
			t.Errorf("%s: in %d rows", w.Name, len(tops))
		}
	}
}
