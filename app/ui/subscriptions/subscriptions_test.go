package subscriptions

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

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

// all are subscriptions in every state.
func all() []syncing.Status {
	words := strings.Fields("björk ankare klocka trappa mjölk söder penna granit åska lönn brev vinter")
	var out []syncing.Status
	for i, state := range []syncing.State{
		syncing.Current, syncing.Pinned, syncing.Idle, syncing.Updates, syncing.Offline, syncing.Stale, syncing.Rejected, syncing.Downloading,
	} {
		s := syncing.Status{
			Repository: string(state), State: state, Fingerprint: words, Municipality: layout.Municipality{Name: "Älvbro"},
			Address: "https://uppfoljning.alvbro.example/namnder/socialnamnden/", Packages: 5 * i, Bytes: int64(i) * 34e6,
		}
		if state != syncing.Pinned {
			s.Publisher = layout.Municipality{Name: "Älvbro kommun"}
			s.Tried, s.Checked, s.VerifiedUntil = noon, noon.AddDate(0, 0, -i), noon.AddDate(0, 1, 0)
			s.Committees = []layout.Committee{{ID: "sn", Name: "Socialnämnden"}, {ID: "bun", Name: "Barn- och utbildningsnämnden"}}
		}
		if state == syncing.Stale {
			s.VerifiedUntil, s.Damaged = noon.AddDate(0, 0, -1), 2
		}
		if state == syncing.Rejected {
			s.Refusal = &syncing.Refusal{Kind: fault.NotAuthorised, When: noon}
			s.Mirrors = []string{"https://spegel.example/alvbro/", "https://spegel2.example/alvbro/"}
		}
		out = append(out, s)
	}
	return out
}

type pressed struct {
	did   string
	names map[string]fyne.Focusable
}

func view(w parttest.Window, t *testing.T, all []syncing.Status, ending string) (*View, *pressed) {
	t.Helper()
	env := w.Env(t)
	p := &pressed{names: map[string]fyne.Focusable{}}
	do := func(what string) func() { return func() { p.did += what + " " } }
	about := func(what string) func(string) { return func(id string) { p.did += what + " " + id + " " } }
	return New(env, page.BuildSubscriptions(all, ending, noon, i18n.New(w.Lang)), Does{
		Fetch: do("fetch"), Subscribe: do("subscribe"), Ask: about("ask"), End: about("end"), Keep: do("keep"), Back: do("back"),
		Name: func(name string, f fyne.Focusable) { p.names[name] = f },
	}), p
}

func TestNothingIsCutCoveredOrWrittenOverInAnyWindow(t *testing.T) {
	for name, c := range map[string]struct {
		all    []syncing.Status
		ending string
	}{"none": {}, "every state": {all: all()}, "asked": {all(), "rejected"}} {
		for _, w := range parttest.Windows() {
			if w.Colours() && name != "every state" {
				continue
			}
			v, _ := view(w, t, c.all, c.ending)
			for _, fault := range w.Check(v.Object(), v.Page()) {
				t.Errorf("%s, %s: %s", name, w.Name, fault)
			}
			v.Object().Resize(w.Size)
			for _, shown := range canvastest.Texts(v.Object(), w.Size) {
				if strings.ContainsAny(shown.Text, "⟦⟧") {
					t.Errorf("%s, %s: words are missing: %s", name, w.Name, shown.Text)
				}
			}
			if names := parttest.Restless(v.Object()); !w.Colours() && len(names) > 0 {
				t.Errorf("%s, %s: %q make new objects at every layout", name, w.Name, names)
			}
		}
	}
}

func TestEachButtonDoesWhatItSays(t *testing.T) {
	w := parttest.First(false)
	_, p := view(w, t, all(), "")
	for name, want := range map[string]string{
		"fetch": "fetch ", "subscribe": "subscribe ", "back": "back ", "end.stale": "ask stale ", "end.current": "ask current ",
	} {
		p.did = ""
		p.names[name].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if p.did != want {
			t.Errorf("%q did %q", name, p.did)
		}
	}
	_, p = view(w, t, all(), "stale")
	for name, want := range map[string]string{"end": "end stale ", "keep": "keep "} {
		p.did = ""
		p.names[name].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if p.did != want {
			t.Errorf("%q did %q", name, p.did)
		}
	}
}
