package page

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"rodatraden/app/i18n"
	"rodatraden/data/fault"
	"rodatraden/data/repository/layout"
	"rodatraden/data/syncing"
)

var (
	noon   = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	letter = strings.Fields("björk ankare klocka trappa mjölk söder penna granit åska lönn brev vinter")
)

// letterRead is a file that has been read, and nothing more.
func letterRead() Asked {
	return Asked{Read: true, File: "socialnamnden.prenumeration", Name: "Älvbro kommun", Address: "https://uppfoljning.example/", Words: letter}
}

// items are five packages of which the first are saved and the next has come in part.
func items(saved int) []syncing.Item {
	titles := []string{"Verksamhetsplan 2025", "Årsredovisning 2024", "Kvalitetsberättelse 2024", "Månadsuppföljning mars 2025", "Delårsrapport april 2025"}
	sizes := []int64{9e6, 5e6, 6e6, 8e6, 6e6}
	var out []syncing.Item
	for i, title := range titles {
		one := syncing.Item{Committee: "socialnamnden", ID: title, Title: title, Bytes: sizes[i], State: syncing.Waiting}
		switch {
		case i < saved:
			one.State, one.Have = syncing.Saved, one.Bytes
		case i == saved:
			one.State, one.Have = syncing.Fetching, 1e6
		}
		out = append(out, one)
	}
	return out
}

func checked() *syncing.Status {
	return &syncing.Status{
		State: syncing.Idle, Checked: noon, VerifiedUntil: noon.AddDate(0, 9, 29), Publisher: layout.Municipality{Name: "Älvbro"},
		Committees: []layout.Committee{{ID: "socialnamnden", Name: "Socialnämnden"}},
	}
}

func subscribingIn(a Asked, lang string) *Subscribing {
	return BuildSubscribing(a, noon, i18n.New(lang))
}

// kindsOf are the marks of the checks, in order: file, signature, publisher, valid until.
func kindsOf(p *Subscribing) []MarkKind {
	var out []MarkKind
	for _, c := range p.Checks {
		out = append(out, c.Mark)
	}
	return out
}

func TestOnlyWhatHasBeenVerifiedHasATick(t *testing.T) {
	a := letterRead()
	ahead := []MarkKind{MarkDone, MarkNotYet, MarkNotYet, MarkNotYet}
	p := subscribingIn(a, "sv")
	if p.Step != stepCompare || p.Letter.Compared != nil || p.Fetching != nil || !reflect.DeepEqual(kindsOf(p), ahead) {
		t.Errorf("before the words are compared: %+v", p)
	}

	a.Compared, a.Fetch = true, &Fetch{State: FetchAsking}
	p = subscribingIn(a, "sv")
	if p.Step != stepFetch || p.Letter.Compared == nil || !reflect.DeepEqual(kindsOf(p), ahead) {
		t.Errorf("before the repository has answered: %+v", kindsOf(p))
	}
	if strings.Contains(p.Headline, "kontrollerad") {
		t.Errorf("it says %q before anything is checked", p.Headline)
	}

	a.Status = checked()
	a.Fetch.State, a.Fetch.Items = FetchRunning, items(0)
	p = subscribingIn(a, "sv")
	if want := []MarkKind{MarkDone, MarkDone, MarkDone, MarkDone}; !reflect.DeepEqual(kindsOf(p), want) {
		t.Errorf("when it has been checked: %v", kindsOf(p))
	}
	if got := p.Checks[3].Runs[0].Text; got != "31\u00a0december 2026" {
		t.Errorf("valid until %q", got)
	}

	a.Status.VerifiedUntil = noon.AddDate(0, 0, -1)
	if got := kindsOf(subscribingIn(a, "sv")); got[1] != MarkPartly || got[3] != MarkPartly {
		t.Errorf("when it has expired: %v", got)
	}
	a.Status.State, a.Status.Refusal = syncing.Rejected, &syncing.Refusal{Kind: fault.Signature}
	if p := subscribingIn(a, "sv"); p.Checks[1].Mark != MarkNotDone {
		t.Errorf("when it was refused: %+v", p.Checks[1])
	}

	a.Status, a.Compared = checked(), false // taken back
	p = subscribingIn(a, "sv")
	if !reflect.DeepEqual(kindsOf(p), ahead) || p.Letter.Compared != nil || p.Fetching != nil || p.CanRead {
		t.Errorf("when the reader compares again: %+v", p)
	}
}

func TestWhatHasComeIsCountedInPackagesAndBytes(t *testing.T) {
	a := letterRead()
	a.Compared, a.Status, a.Fetch = true, checked(), &Fetch{State: FetchRunning, Items: items(3)}
	p := subscribingIn(a, "sv")
	if p.Headline != "Prenumerationen är kontrollerad, tre av fem paket är sparade" {
		t.Errorf("headline %q", p.Headline)
	}
	if p.Fetching.Title != "Socialnämnden" || p.Fetching.Sum != "3 av 5 paket · 21 av 34\u00a0MB" {
		t.Errorf("%q %q", p.Fetching.Title, p.Fetching.Sum)
	}
	if got := p.Fetching.Part; got < 21./34-1e-9 || got > 21./34+1e-9 {
		t.Errorf("the bar is filled to %v", got)
	}
	if row := p.Fetching.Rows[3]; row.Size != "1,0 av 8,0\u00a0MB" || row.Part != 1./8 || row.Mark.Text != "hämtas" {
		t.Errorf("under way: %+v", row)
	}
	if row := p.Fetching.Rows[4]; row.Mark.Kind != MarkNotYet || row.Beside != "Hämtas sist" {
		t.Errorf("last: %+v", row)
	}
	if !p.CanRead || !p.CanPause || p.CanGoOn {
		t.Errorf("what can be done: %+v", p)
	}
	a.Fetch.Items = items(0)
	if p := subscribingIn(a, "sv"); p.CanRead || p.Foot == "" {
		t.Error("one can read before anything is saved")
	}
}

func TestAFetchGoesOnWhereItStoodAndWhatWasSavedIsNotForgotten(t *testing.T) {
	f := &Fetch{Repository: "a"}
	f.Begin()
	f.Take(syncing.Progress{Repository: "b", Items: items(1)})
	if len(f.Items) != 0 {
		t.Error("another repository's packages are taken for its own")
	}
	first := items(2)
	f.Take(syncing.Progress{Repository: "a", Items: first, Came: 1e6})
	f.End(fault.New("test", fault.Offline, "", errors.New("no route")), "", "")
	have, all := f.Bytes()
	if f.State != FetchWaiting || f.Saved() != 2 || have != 15e6 || all != 34e6 {
		t.Errorf("%s, %d saved, %d of %d bytes", f.State, f.Saved(), have, all)
	}
	// The next try brings only what is left.
	f.Begin()
	rest := items(2)[2:]
	rest[0].State = syncing.Saved
	rest[0].Have = rest[0].Bytes
	f.Take(syncing.Progress{Repository: "a", Items: rest})
	have, all = f.Bytes()
	if f.Saved() != 3 || len(f.Items) != 5 || have != 20e6 || all != 34e6 {
		t.Errorf("%d of %d saved, %d of %d bytes", f.Saved(), len(f.Items), have, all)
	}
	if first[0].State != syncing.Saved || first[2].State != syncing.Fetching {
		t.Error("what was told has been written to")
	}
}

func TestWhatStoppedAFetchIsToldByItsKind(t *testing.T) {
	a := letterRead()
	a.Compared, a.Status = true, checked()
	for kind, want := range map[fault.Kind]struct {
		state FetchState
		mark  MarkKind
		title string
	}{
		fault.Offline:     {FetchWaiting, "", "Ingen anslutning"},
		fault.Intercepted: {FetchWaiting, "", "fel"},
		fault.HTTP:        {FetchWaiting, "", "fel"},
		fault.Stale:       {FetchStopped, MarkPartly, "fel"},
		fault.Signature:   {FetchStopped, MarkNotDone, "fel"},
		fault.DiskFull:    {FetchStopped, MarkNotDone, "fel"},
		fault.Local:       {FetchStopped, MarkNotDone, "fel"},
	} {
		a.Fetch = &Fetch{Items: items(2)}
		a.Fetch.End(fault.New("test", kind, "x", nil), "fel", "gör så här")
		p := subscribingIn(a, "sv")
		if a.Fetch.State != want.state || p.Notice == nil || p.Notice.Title != want.title || p.Notice.Mark != want.mark || p.Notice.Do == "" {
			t.Errorf("%s: %s, %+v", kind, a.Fetch.State, p.Notice)
		}
	}
	a.Fetch.End(nil, "", "")
	if p := subscribingIn(a, "sv"); p.Step != stepDone || p.Notice != nil || p.CanPause {
		t.Errorf("when it is done: %+v", p)
	}
}

func TestEverySubscribingStateHasWordsInBothLanguages(t *testing.T) {
	for _, lang := range []string{"sv", "en"} {
		for _, state := range []FetchState{FetchAsking, FetchRunning, FetchPaused, FetchWaiting, FetchStopped, FetchDone} {
			for saved := range 6 {
				for _, read := range []bool{false, true} {
					for _, compared := range []bool{false, true} {
						a := Asked{}
						if read {
							a = letterRead()
							a.Compared, a.Status, a.Fetch = compared, checked(), &Fetch{State: state, Items: items(saved)}
						}
						p := subscribingIn(a, lang)
						walk(t, p, func(path, text string) {
							if strings.ContainsAny(text, "⟦⟧") {
								t.Errorf("%s, %s, %d: %s says %q", lang, state, saved, path, text)
							}
						})
						if n := len([]rune(p.Headline)); n == 0 || n > 80 {
							t.Errorf("%s, %s: a headline of %d characters: %q", lang, state, n, p.Headline)
						}
					}
				}
			}
		}
	}
}
