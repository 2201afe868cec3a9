package notes

import (
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"rodatraden/data/fault"
)

var full = Entry{
	Kind: Question,
	About: About{Repository: "trollhattan", Committee: "asn", Ref: "causes:forsorjningsstod-2019", Package: "2019-04",
		Copy: Copy{Kind: "causes", Title: "Försörjningsstöd", Text: "Ökade volymer\nav hushåll", Source: "Månadsuppföljning april, s. 3",
			Package: "April 2019", When: "2019-04-30", Digest: Digest("a", "b")}},
	Title: "Vad är orsaken till resten?", Text: "fråga om ”volymen”\n\n– två rader", To: Administration,
	State: Answered, Answer: "Den utreds.", Verdict: Partly, Rule: "remainder", Facts: Digest("-34.0"),
}

func TestAnEntryIsReadAsItWasWritten(t *testing.T) {
	c := newClock()
	path := filepath.Join(t.TempDir(), "mapp [1] med åäö", "notes.db")
	n := openAt(t, path, quick(c))
	kept := put(t, n, full)
	want := full
	want.ID, want.Place, want.Base, want.Created, want.Changed = kept.ID, kept.Place, kept.Base, kept.Created, kept.Changed
	if !reflect.DeepEqual(kept, want) || uuid.Validate(kept.ID) != nil || !validPlace(kept.Place) || len(kept.Base) != 1 {
		t.Errorf("%+v", kept)
	}
	if day := kept.Created.Format(time.DateOnly); day != "2019-05-02" || !kept.Changed.Equal(kept.Created) {
		t.Errorf("created %v, changed %v", kept.Created, kept.Changed)
	}
	edited := kept
	edited.Answer = "Volymen var 120 hushåll."
	edited = put(t, n, edited)
	if !edited.Changed.After(kept.Changed) || !edited.Created.Equal(kept.Created) {
		t.Errorf("created %v, changed %v", edited.Created, edited.Changed)
	}
	if err := n.Close(); err != nil {
		t.Fatal(err)
	}
	if got := list(t, openAt(t, path, quick(c))); len(got) != 1 || !reflect.DeepEqual(got[0], edited) {
		t.Errorf("%+v\nwant\n%+v", got, edited)
	}
}

func TestAQuestionHasNotBeenAskedFromTheBeginning(t *testing.T) {
	n := device(t, newClock())
	if e := put(t, n, Entry{Kind: Question, Title: "?"}); e.State != NotAsked {
		t.Errorf("%q", e.State)
	}
	if e := put(t, n, Entry{Kind: Note, Text: "!"}); e.State != "" {
		t.Errorf("a note is %q", e.State)
	}
}

func TestToKeepWhatIsKeptChangesNothing(t *testing.T) {
	n := device(t, newClock())
	e := put(t, n, full)
	before, changed := n.Generation(), n.Changed()
	if again := put(t, n, e); !reflect.DeepEqual(again, e) {
		t.Errorf("%+v", again)
	}
	select {
	case <-changed:
		t.Error("it was told of")
	default:
	}
	if n.Generation() != before || len(all(t, n)) != 1 {
		t.Error("a revision was made")
	}
}

func TestAChangeIsToldOf(t *testing.T) {
	n := device(t, newClock())
	e := put(t, n, full)
	put(t, n, Entry{Kind: Note})
	for _, step := range []struct {
		what string
		do   func() error
	}{
		{"a new entry", func() error { _, err := n.Put(ctx, Entry{Kind: Note}); return err }},
		{"a moved one", func() error { return n.Move(ctx, e.ID, "") }},
		{"a deleted one", func() error { return n.Delete(ctx, e.ID) }},
		{"a restored one", func() error { return n.Restore(ctx, e.ID) }},
		{"that all is gone", func() error { return n.Erase(ctx) }},
	} {
		before, changed := n.Generation(), n.Changed()
		if err := step.do(); err != nil {
			t.Fatal(step.what, err)
		}
		select {
		case <-changed:
		default:
			t.Error("nobody is told of", step.what)
		}
		if n.Generation() <= before {
			t.Error("the generation does not tell of", step.what)
		}
	}
}

func TestWhatAnotherProcessHasWrittenIsRead(t *testing.T) {
	c := newClock()
	n := device(t, c)
	other := openAt(t, n.Path(), quick(c))
	e := put(t, n, Entry{Kind: Note, Text: "en"})
	before := n.Generation()
	put(t, other, Entry{Kind: Note, Text: "två"})
	if got := texts(t, n); got != "en två" || n.Generation() <= before {
		t.Errorf("%q", got)
	}
	e.Text = "ett"
	put(t, n, e)
	if got := texts(t, other); got != "ett två" {
		t.Errorf("%q", got)
	}
}

func TestARulesQuestionIsRaisedOnce(t *testing.T) {
	n := device(t, newClock())
	raised := Entry{Kind: Question, About: full.About, Title: "Vad är orsaken?", Rule: "remainder", Facts: "1"}
	e := put(t, n, raised)
	e.Text, e.State = "egna ord", Asked
	e = put(t, n, e)
	raised.Facts = "2"
	again := put(t, n, raised)
	if again.ID != e.ID || again.Text != "egna ord" || again.State != Asked || again.Facts != "2" || again.Place != e.Place {
		t.Errorf("%+v", again)
	}
	for what, change := range map[string]func(*Entry){
		"rule":       func(e *Entry) { e.Rule = "other" },
		"record":     func(e *Entry) { e.About.Ref = "causes:other" },
		"committee":  func(e *Entry) { e.About.Committee = "kn" },
		"repository": func(e *Entry) { e.About.Repository = "alvbro" },
		"kind":       func(e *Entry) { e.Kind = Silenced },
	} {
		other := raised
		change(&other)
		if put(t, n, other).ID == e.ID {
			t.Errorf("another %s is taken for the same question", what)
		}
	}
	if err := n.Delete(ctx, e.ID); err != nil {
		t.Fatal(err)
	}
	if back := put(t, n, raised); back.ID != e.ID || back.Text != "" || back.State != NotAsked {
		t.Errorf("a deleted question that is raised again is %+v", back)
	}
}

func TestWhatCanOnlyBeOneThingIsOne(t *testing.T) {
	n := device(t, newClock())
	twice := func(e Entry) bool {
		first := put(t, n, e)
		return put(t, n, e).ID == first.ID
	}
	for _, kind := range Kinds() {
		one := kind == Bookmark || kind == Read || kind == Verdict || kind == Search
		if got := twice(Entry{Kind: kind, About: About{Repository: "r", Committee: "c", Ref: "decisions:a"}, Title: "tid"}); got != one {
			t.Errorf("two of kind %s about a record are one: %v", kind, got)
		}
	}
	if twice(Entry{Kind: Bookmark, About: About{Repository: "r", Committee: "c"}}) {
		t.Error("bookmarks about no record are one")
	}
	if a, b := put(t, n, Entry{Kind: Search, Title: "Hemlösa  barn"}), put(t, n, Entry{Kind: Search, Title: " hemlösa barn"}); a.ID != b.ID {
		t.Error("a search is another for its spaces")
	}
}

func TestEntriesAreListedByWhatIsAskedFor(t *testing.T) {
	n := device(t, newClock())
	of := func(kind Kind, repository, committee, ref, text string) {
		put(t, n, Entry{Kind: kind, About: About{Repository: repository, Committee: committee, Ref: ref}, Text: text})
	}
	of(Note, "r", "asn", "causes:a", "1")
	of(Question, "r", "asn", "causes:a", "2")
	of(Note, "r", "asn", "", "3")
	of(Note, "r", "kn", "causes:a", "4")
	of(Bookmark, "s", "asn", "causes:a", "5")
	for want, f := range map[string]Filter{
		"1 2 3 4 5": {},
		"1 2 3 4":   {Repository: "r"},
		"1 2 3 5":   {Committee: "asn"},
		"1 2":       {Repository: "r", Committee: "asn", Ref: "causes:a"},
		"2 5":       {Kinds: []Kind{Question, Bookmark}},
		"1 4":       {Kinds: []Kind{Note}, Ref: "causes:a"},
		"":          {Kinds: []Kind{Silenced}},
	} {
		l, err := n.List(ctx, f)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range l {
			got = append(got, e.Text)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%+v lists %v, want %s", f, got, want)
		}
		if count, err := n.Count(ctx, f); err != nil || count != len(l) {
			t.Errorf("%+v counts %d, %v", f, count, err)
		}
	}
}

func TestWhatIsListedIsTheReadersOwn(t *testing.T) {
	n := device(t, newClock())
	put(t, n, full)
	l := list(t, n)
	l[0].Base[0] = "x"
	l[0].Text = "x"
	if got := list(t, n)[0]; got.Base[0] == "x" || got.Text == "x" {
		t.Error("what was done to one list is seen in the next")
	}
}

func TestADeletedEntryCanBeBroughtBack(t *testing.T) {
	n := device(t, newClock())
	e := put(t, n, full)
	for range 2 { // the second time changes nothing
		if err := n.Delete(ctx, e.ID); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := n.Get(ctx, e.ID); fault.KindOf(err) != fault.NotFound || len(list(t, n)) != 0 || len(all(t, n)) != 2 {
		t.Errorf("a deleted entry is %v", err)
	}
	wantKind(t, n.Move(ctx, e.ID, ""), fault.NotFound)
	for range 2 {
		if err := n.Restore(ctx, e.ID); err != nil {
			t.Fatal(err)
		}
	}
	back := get(t, n, e.ID)
	if says(back) != says(e) || len(all(t, n)) != 3 {
		t.Errorf("%+v", back)
	}
	if err := n.Delete(ctx, e.ID); err != nil {
		t.Fatal(err)
	}
	e.Text = "skrivs färdigt i ett fönster till"
	if put(t, n, e); get(t, n, e.ID).Text != e.Text {
		t.Error("words written to a deleted entry are lost")
	}
}

func TestWhatIsNoEntryIsRefused(t *testing.T) {
	n := device(t, newClock())
	e := put(t, n, full)
	other := e
	other.Kind = Note
	unknown := e
	unknown.Base = []string{"0"}
	for want, entries := range map[fault.Kind][]Entry{
		fault.Usage: {{}, {Kind: "rumour"}, {Kind: Question, State: "forgotten"}, {Kind: Verdict, Verdict: "well"}, other, unknown,
			{ID: e.ID, Kind: Question, Place: "0"}},
		fault.Limit:    {{Kind: Note, Text: strings.Repeat("x", longestText+1)}, {Kind: Note, About: About{Copy: Copy{Text: strings.Repeat("x", longestText+1)}}}},
		fault.NotFound: {{ID: uuid.NewString(), Kind: Note}},
	} {
		for _, e := range entries {
			_, err := n.Put(ctx, e)
			wantKind(t, err, want)
		}
	}
	for _, err := range []error{n.Delete(ctx, "x"), n.Restore(ctx, "x"), n.Move(ctx, "x", ""), n.Move(ctx, e.ID, "x")} {
		wantKind(t, err, fault.NotFound)
	}
	if len(all(t, n)) != 1 {
		t.Error("something was kept")
	}
}

func TestBrokenLettersAreShownAsSuch(t *testing.T) {
	n := device(t, newClock())
	e := put(t, n, Entry{Kind: Note, Text: "\xe5r"})
	if e.Text != "\uFFFDr" || get(t, n, e.ID).Text != e.Text {
		t.Errorf("%q", e.Text)
	}
}

func TestTheMeetingsOrderIsTheReaders(t *testing.T) {
	n := device(t, newClock())
	ids := map[string]string{}
	for _, text := range strings.Fields("a b c d") {
		ids[text] = put(t, n, Entry{Kind: Question, Text: text}).ID
	}
	if err := n.Move(ctx, ids["b"], ids["c"]); err != nil || len(all(t, n)) != 4 { // where it stands
		t.Error("a revision of nothing", err)
	}
	for _, step := range [][3]string{
		{"d", "a", "d a b c"}, {"a", "", "d b c a"}, {"b", "a", "d c b a"}, {"b", "b", "d c b a"}, {"c", "b", "d c b a"},
		{"a", "d", "a d c b"}, {"b", "d", "a b d c"}, {"c", "d", "a b c d"}, {"d", "", "a b c d"},
	} {
		if err := n.Move(ctx, ids[step[0]], ids[step[1]]); err != nil {
			t.Fatal(err)
		}
		if got := texts(t, n); got != step[2] {
			t.Errorf("%s before %q gives %s, want %s", step[0], step[1], got, step[2])
		}
	}
	put(t, n, Entry{Kind: Question, Text: "e"})
	if got := texts(t, n); got != "a b c d e" {
		t.Errorf("a new one comes last: %s", got)
	}
}

func TestACancelledWriteLeavesNothing(t *testing.T) {
	n := device(t, newClock())
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := n.Put(cancelled, full); !errors.Is(err, context.Canceled) || fault.KindOf(err) != fault.Local {
		t.Error(err)
	}
	if len(list(t, n)) != 0 {
		t.Error("something was kept")
	}
}
