package notes

import (
	"errors"
	"testing"
)

// apart gives two devices one entry, and lets each change it without the other.
func apart(t *testing.T, here, there func(*Entry)) (a, b *Notes, e Entry) {
	t.Helper()
	c := newClock()
	a, b = device(t, c), device(t, c)
	e = put(t, a, Entry{Kind: Question, About: full.About, Title: "Varför?", Text: "från början", To: Presidium})
	bringInto(t, b, a)
	mine, theirs := e, get(t, b, e.ID)
	here(&mine)
	put(t, a, mine)
	there(&theirs)
	put(t, b, theirs)
	return a, b, e
}

func TestFieldsChangedApartAreBothChanged(t *testing.T) {
	a, b, e := apart(t,
		func(e *Entry) { e.Text = "här" },
		func(e *Entry) { e.State, e.Answer = Answered, "svar" })
	meet(t, a, b)
	for _, n := range []*Notes{a, b} {
		got := get(t, n, e.ID)
		if got.Text != "här" || got.State != Answered || got.Answer != "svar" || got.To != Presidium || len(got.Conflict) != 0 || len(got.Base) != 2 {
			t.Errorf("%+v", got)
		}
	}
}

func TestWhatTheOtherWroteInTheSameFieldIsShownUntilTheEntryIsEdited(t *testing.T) {
	a, b, e := apart(t,
		func(e *Entry) { e.Text, e.Title = "här", "Hur?" },
		func(e *Entry) { e.Text, e.To = "där", Audit })
	meet(t, a, b)
	if dump(t, a) != dump(t, b) {
		t.Errorf("%s\n%s", dump(t, a), dump(t, b))
	}
	got := get(t, a, e.ID)
	if got.Text != "där" || got.Title != "Hur?" || got.To != Audit || told(got) != "text:här" {
		t.Errorf("%+v", got)
	}
	if v := got.Conflict[0]; v.Device == "" || !v.When.After(e.Created) || !v.When.Before(got.Changed) {
		t.Errorf("%+v", v)
	}

	other := put(t, a, Entry{Kind: Note})
	if err := a.Move(ctx, e.ID, ""); err != nil {
		t.Fatal(err)
	}
	if err := a.Delete(ctx, e.ID); err != nil {
		t.Fatal(err)
	}
	if err := a.Restore(ctx, e.ID); err != nil {
		t.Fatal(err)
	}
	moved := get(t, a, e.ID)
	if told(moved) != "text:här" || list(t, a)[0].ID != other.ID {
		t.Errorf("moving, deleting and restoring settle a conflict that no one has seen: %+v", moved)
	}

	settled := put(t, a, moved) // as it is: the reader has seen it
	if told(settled) != "" || settled.Text != "där" {
		t.Errorf("%+v", settled)
	}
	meet(t, a, b)
	if got := get(t, b, e.ID); told(got) != "" || got.Text != "där" {
		t.Errorf("%+v", got)
	}
}

func TestTheSameWordsOnTwoDevicesAreNoConflict(t *testing.T) {
	a, b, e := apart(t, func(e *Entry) { e.Text = "lika" }, func(e *Entry) { e.Text = "lika" })
	meet(t, a, b)
	if got := get(t, a, e.ID); got.Text != "lika" || told(got) != "" {
		t.Errorf("%+v", got)
	}
}

func TestWordsAreToldOfThoughTheFieldWasEmptiedLater(t *testing.T) {
	a, b, e := apart(t, func(e *Entry) { e.Text = "ord" }, func(e *Entry) { e.Text = "" })
	meet(t, a, b)
	if got := get(t, a, e.ID); got.Text != "" || told(got) != "text:ord" {
		t.Errorf("%+v", got)
	}
	a, b, e = apart(t, func(e *Entry) { e.Text = "" }, func(e *Entry) { e.Text = "ord" })
	meet(t, a, b)
	if got := get(t, a, e.ID); got.Text != "ord" || told(got) != "" {
		t.Errorf("%+v", got)
	}
}

func TestThreeDevicesWordsAreAllTold(t *testing.T) {
	c := newClock()
	a, b, d := device(t, c), device(t, c), device(t, c)
	e := put(t, a, Entry{Kind: Note, Text: "från början"})
	bringInto(t, b, a)
	bringInto(t, d, a)
	for _, one := range []struct {
		text string
		n    *Notes
	}{{"a", a}, {"b", b}, {"d", d}} {
		mine := get(t, one.n, e.ID)
		mine.Text = one.text
		put(t, one.n, mine)
	}
	meet(t, a, b)
	half := get(t, a, e.ID)
	half.Text = "a och b"
	put(t, a, half)
	meet(t, d, a)
	got := get(t, d, e.ID)
	if got.Text != "a och b" || told(got) != "text:d" {
		t.Errorf("%+v", got)
	}
}

func TestAnEditOfWhatWasReadBeforeAnotherDevicesCameLosesNothing(t *testing.T) {
	a, b, e := apart(t, func(e *Entry) { e.To = Audit }, func(e *Entry) { e.Answer = "svar därifrån" })
	open := get(t, a, e.ID) // in a window
	bringInto(t, a, b)
	open.Text = "skrivet utan att ha sett svaret"
	got := put(t, a, open)
	if got.Answer != "svar därifrån" || got.Text != open.Text || got.To != Audit || len(got.Conflict) != 0 {
		t.Errorf("%+v", got)
	}
	open.Answer = "eget svar"
	open.Base = got.Base[:0:0] // without it the edit is of what now is
	if got := put(t, a, open); got.Answer != "eget svar" || len(got.Base) != 1 {
		t.Errorf("%+v", got)
	}
}

func TestAnEditWinsOverADeletionThatDidNotKnowOfIt(t *testing.T) {
	a, b, e := apart(t, func(e *Entry) { e.Text = "viktigt" }, func(*Entry) {})
	if err := b.Delete(ctx, e.ID); err != nil {
		t.Fatal(err)
	}
	meet(t, a, b)
	for _, n := range []*Notes{a, b} {
		if got := get(t, n, e.ID); got.Text != "viktigt" || told(got) != "" {
			t.Errorf("%+v", got)
		}
	}
	if err := b.Delete(ctx, e.ID); err != nil { // now knowing
		t.Fatal(err)
	}
	meet(t, a, b)
	if len(list(t, a)) != 0 {
		t.Error("a deletion that knew of all is not one")
	}
}

func TestToMoveIsNotToWantAnEntryBack(t *testing.T) {
	c := newClock()
	a, b := device(t, c), device(t, c)
	e := put(t, a, Entry{Kind: Note, Text: "1"})
	put(t, a, Entry{Kind: Note, Text: "2"})
	bringInto(t, b, a)
	if err := a.Delete(ctx, e.ID); err != nil {
		t.Fatal(err)
	}
	if err := b.Move(ctx, e.ID, ""); err != nil {
		t.Fatal(err)
	}
	meet(t, a, b)
	if got := texts(t, a) + texts(t, b); got != "22" {
		t.Errorf("%s", got)
	}
	if err := a.Restore(ctx, e.ID); err != nil {
		t.Fatal(err)
	}
	meet(t, a, b)
	if got := texts(t, b); got != "2 1" {
		t.Errorf("restored where it was moved to: %s", got)
	}
}

func TestARestoringWinsOverAnotherDeletion(t *testing.T) {
	a, b, e := apart(t, func(*Entry) {}, func(*Entry) {})
	for _, n := range []*Notes{a, b} {
		if err := n.Delete(ctx, e.ID); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.Restore(ctx, e.ID); err != nil {
		t.Fatal(err)
	}
	meet(t, a, b)
	if got := get(t, b, e.ID); got.Text != "från början" {
		t.Errorf("%+v", got)
	}
}

func TestTheSameRulesQuestionOnTwoDevicesIsOneAndKeepsBothsWords(t *testing.T) {
	c := newClock()
	a, b := device(t, c), device(t, c)
	raised := Entry{Kind: Question, About: full.About, Title: "Vad är orsaken?", Rule: "remainder", Facts: "1"}
	e := put(t, a, raised)
	e.Text = "mina ord"
	put(t, a, e)
	f := put(t, b, raised)
	f.To = Audit
	put(t, b, f)
	meet(t, a, b)
	if got := list(t, b); len(got) != 1 || got[0].Text != "mina ord" || got[0].To != Audit || told(got[0]) != "" {
		t.Errorf("%+v", got)
	}
	if dump(t, a) != dump(t, b) {
		t.Errorf("%s\n%s", dump(t, a), dump(t, b))
	}
}

func TestReadMarksOfTwoDevicesAreAllThere(t *testing.T) {
	c := newClock()
	a, b := device(t, c), device(t, c)
	mark := func(n *Notes, ref string) Entry {
		return put(t, n, Entry{Kind: Read, About: About{Repository: "r", Committee: "asn", Ref: ref, Copy: Copy{Digest: Digest(ref)}}})
	}
	mark(a, "causes:1")
	both := mark(a, "causes:2")
	mark(b, "causes:2")
	mark(b, "causes:3")
	meet(t, a, b)
	if got := list(t, a); len(got) != 3 || dump(t, a) != dump(t, b) {
		t.Errorf("%+v", got)
	}
	if err := a.Delete(ctx, both.ID); err != nil {
		t.Fatal(err)
	}
	meet(t, a, b)
	if got := list(t, b); len(got) != 2 {
		t.Errorf("what was marked unread stays read: %+v", got)
	}
}

func TestTakingInIsTold(t *testing.T) {
	c := newClock()
	a, b := device(t, c), device(t, c)
	alike := put(t, a, Entry{Kind: Note, Text: "lika"})
	changed, gone, conflict := put(t, a, Entry{Kind: Note}), put(t, a, Entry{Kind: Note}), put(t, a, Entry{Kind: Note})
	if r := bringInto(t, b, a); r != (Report{Added: 4}) {
		t.Errorf("%+v", r)
	}
	put(t, a, Entry{Kind: Note, Text: "ny"})
	changed.Text, conflict.Text = "ändrad", "här"
	put(t, a, changed)
	put(t, a, conflict)
	unseen := put(t, a, Entry{Kind: Note})
	for _, id := range []string{gone.ID, unseen.ID} {
		if err := a.Delete(ctx, id); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(a.Delete(ctx, alike.ID), a.Restore(ctx, alike.ID)); err != nil { // and nobody sees it
		t.Fatal(err)
	}
	conflict.Text = "där"
	put(t, b, conflict)
	before := b.Generation()
	if r := bringInto(t, b, a); r != (Report{Added: 1, Changed: 3, Same: 2, Conflicts: 1}) {
		t.Errorf("%+v", r)
	}
	if r := bringInto(t, b, a); r != (Report{Same: 6}) || b.Generation() != before+1 {
		t.Errorf("%+v", r)
	}
}
