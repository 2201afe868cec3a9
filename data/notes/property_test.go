package notes

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// pool are devices that are emptied between the tries of a property, since to open one takes longer
// than what is tried.
type pool struct {
	t     *testing.T
	clock *clock
	spare []*Notes
}

// take returns an empty device whose disk need not be waited for.
func (p *pool) take() *Notes {
	n := device(p.t, p.clock)
	p.spare = append(p.spare, n)
	if _, err := n.writer.Exec("PRAGMA synchronous = OFF"); err != nil {
		p.t.Fatal(err)
	}
	return n
}

// devices returns n empty devices.
func (p *pool) devices(t *rapid.T, n int) []*Notes {
	for len(p.spare) < n {
		p.take()
	}
	for _, d := range p.spare[:n] {
		if _, err := d.writer.Exec("DELETE FROM revision; DELETE FROM parent; UPDATE notebook SET generation = generation + 1"); err != nil {
			t.Fatal(err)
		}
	}
	return p.spare[:n]
}

// live lets a device do something by itself.
func live(t *rapid.T, n *Notes, k int) {
	there := list(t, n)
	known := slices.Sorted(maps.Keys(entriesOf(all(t, n))))
	words := rapid.StringMatching(`[a-cå]{0,2}`)
	var err error
	switch what := rapid.SampledFrom([]string{"new", "raise", "edit", "edit", "edit", "delete", "restore", "move", "mark"}).Draw(t, "what"); {
	case what == "new":
		_, err = n.Put(ctx, Entry{Kind: Note, Text: fmt.Sprintf("ny %d", k)})
	case what == "raise":
		_, err = n.Put(ctx, Entry{Kind: Question, Rule: "r", About: About{Repository: "r", Committee: "c", Ref: "causes:" + rapid.SampledFrom([]string{"1", "2"}).Draw(t, "ref")},
			Title: "Varför?", Text: words.Draw(t, "text")})
	case what == "mark":
		_, err = n.Put(ctx, Entry{Kind: Read, About: About{Repository: "r", Committee: "c", Ref: "causes:1", Copy: Copy{Digest: words.Draw(t, "digest")}}})
	case what == "restore" && len(known) > 0:
		err = n.Restore(ctx, rapid.SampledFrom(known).Draw(t, "id"))
	case len(there) == 0:
	case what == "edit":
		e := rapid.SampledFrom(there).Draw(t, "entry")
		switch rapid.IntRange(0, 3).Draw(t, "field") {
		case 0:
			e.Text = words.Draw(t, "text")
		case 1:
			e.Answer = words.Draw(t, "answer")
		case 2:
			e.To = words.Draw(t, "to")
		case 3:
			e.Text, e.Title = words.Draw(t, "text"), words.Draw(t, "title")
		}
		_, err = n.Put(ctx, e)
	case what == "delete":
		err = n.Delete(ctx, rapid.SampledFrom(there).Draw(t, "entry").ID)
	case what == "move":
		e, before := rapid.SampledFrom(there).Draw(t, "entry"), rapid.SampledFrom(append(there, Entry{})).Draw(t, "before")
		err = n.Move(ctx, e.ID, before.ID)
		now := list(t, n)
		at := slices.IndexFunc(now, func(o Entry) bool { return o.ID == e.ID })
		if stands := at+1 == len(now) && before.ID == "" || e.ID == before.ID || at+1 < len(now) && now[at+1].ID == before.ID; !stands {
			t.Fatalf("%s was not moved before %q", e.ID, before.ID)
		}
		others := func(l []Entry) (ids []string) {
			for _, o := range l {
				if o.ID != e.ID {
					ids = append(ids, o.ID)
				}
			}
			return ids
		}
		if !slices.Equal(others(there), others(now)) {
			t.Fatal("moving one has moved others")
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

func entriesOf(h history) map[string]history {
	entries := map[string]history{}
	for id, r := range h {
		if entries[r.Entry] == nil {
			entries[r.Entry] = history{}
		}
		entries[r.Entry][id] = r
	}
	return entries
}

// lives lets devices live, each by itself and now and then taking in what another has.
func lives(t *rapid.T, devices []*Notes) {
	for k := range rapid.IntRange(1, 14).Draw(t, "steps") {
		n := rapid.SampledFrom(devices).Draw(t, "device")
		if from := rapid.SampledFrom(devices).Draw(t, "from"); from != n && rapid.IntRange(0, 2).Draw(t, "meet") == 0 {
			bringInto(t, n, from)
		} else {
			live(t, n, k)
		}
	}
}

func same(t *rapid.T, what string, a, b *Notes) {
	if x, y := dump(t, a), dump(t, b); x != y {
		t.Fatalf("%s:\n%s\n%s", what, x, y)
	}
	if x, y := slices.Sorted(maps.Keys(all(t, a))), slices.Sorted(maps.Keys(all(t, b))); !slices.Equal(x, y) {
		t.Fatalf("%s: other revisions", what)
	}
}

func TestTakingInCommutesAssociatesAndLosesNothing(t *testing.T) {
	p := &pool{t: t, clock: newClock()}
	rapid.Check(t, func(t *rapid.T) {
		d := p.devices(t, 6)
		a, b, c := d[0], d[1], d[2]
		lives(t, d[:3])
		union := history{}
		for _, n := range d[:3] {
			maps.Copy(union, all(t, n))
		}
		// (a+b)+c, c+(b+a), and a+b+c with much of it again
		left, right, again := d[3], d[4], d[5]
		for _, n := range []*Notes{a, b, c} {
			bringInto(t, left, n)
		}
		bringInto(t, b, a)
		bringInto(t, c, b)
		bringInto(t, right, c)
		for _, n := range rapid.SliceOfN(rapid.SampledFrom([]*Notes{a, b, c, left, again}), 0, 5).Draw(t, "again") {
			if n != again {
				bringInto(t, again, n)
			}
		}
		bringInto(t, again, right)
		same(t, "(a+b)+c and c+(b+a)", left, right)
		same(t, "once and several times", left, again)
		if got := all(t, left); !reflect.DeepEqual(slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(union))) {
			t.Fatal("a revision is lost")
		}
		before := left.Generation()
		if r := bringInto(t, left, right); r.Added+r.Changed+r.Conflicts != 0 || left.Generation() != before {
			t.Fatalf("what is there already changes something: %+v", r)
		}
		fresh := openAgain(t, left)
		same(t, "what is kept and what is read anew", left, fresh)
	})
}

// openAgain reads the notes without anything that was kept in memory.
func openAgain(t *rapid.T, n *Notes) *Notes {
	other := &Notes{path: n.path, opts: n.opts, reader: n.reader, writer: n.writer}
	return other
}

func TestWordsThatNoLaterEditHasSeenCanBeSeen(t *testing.T) {
	p := &pool{t: t, clock: newClock()}
	texts := map[Field]func(content) string{
		TitleField: func(c content) string { return c.Title }, TextField: func(c content) string { return c.Text },
		ToField: func(c content) string { return c.To }, AnswerField: func(c content) string { return c.Answer },
	}
	rapid.Check(t, func(t *rapid.T) {
		d := p.devices(t, 3)
		lives(t, d)
		for _, n := range d[1:] {
			bringInto(t, d[0], n)
		}
		shown := map[string]Entry{}
		for _, e := range list(t, d[0]) {
			shown[e.ID] = e
		}
		for id, h := range entriesOf(all(t, d[0])) {
			seen := map[string]bool{} // by a later edit
			var see func(*revision)
			see = func(r *revision) {
				for _, p := range r.Parents {
					if !seen[p] {
						seen[p] = true
						see(h[p])
					}
				}
			}
			for _, r := range h {
				if r.Act == edit {
					see(r)
				}
			}
			e, live := shown[id]
			for _, r := range h {
				if !live || r.Act != edit || seen[r.ID] {
					continue
				}
				for field, text := range texts {
					said, _ := r.read()
					words := text(said)
					new := words != ""
					for _, p := range r.Parents {
						was, _ := h[p].read()
						new = new && words != text(was)
					}
					visible := text(says(e)) == words || slices.ContainsFunc(e.Conflict, func(v Version) bool { return v.Field == field && v.Words == words })
					if new && !visible {
						t.Fatalf("%q was written as the %s and cannot be seen: %+v", words, field, e)
					}
				}
			}
		}
	})
}

func TestWhatOneRevisionTellsIsWhatAllOfThemTell(t *testing.T) {
	short := 0
	rapid.Check(t, func(t *rapid.T) {
		h := history{}
		var known []*revision
		for k := range rapid.IntRange(1, 10).Draw(t, "revisions") {
			r := &revision{Act: edit}
			var parents []string
			if k > 0 {
				r.Act = rapid.SampledFrom([]act{edit, edit, remove, restore, move}).Draw(t, "act")
				of := known[max(0, len(known)-3):] // so that there is often one head
				for _, p := range rapid.SliceOfNDistinct(rapid.SampledFrom(of), 1, 2, func(r *revision) string { return r.ID }).Draw(t, "parents") {
					parents = append(parents, p.ID)
				}
			}
			var c content
			if len(parents) > 0 { // what our own program writes: all but an edit leave the words alone
				was, err := h.at(parents)
				if err != nil {
					t.Fatal(err)
				}
				c = was.content
			}
			c.Kind, c.Place = Note, "V"
			if r.Act == edit {
				c.Text = rapid.StringMatching(`[ab]?`).Draw(t, "text")
			}
			r, err := newRevision("e", parents, "d", int64(k), r.Act, c)
			if err != nil {
				t.Fatal(err)
			}
			h[r.ID], known = r, append(known, r)
		}
		now, err := h.now()
		if err != nil {
			t.Fatal(err)
		}
		if h.settled(now.heads) == nil {
			return
		}
		short++
		whole, err := h.woven(state{heads: now.heads, created: now.created, changed: now.changed})
		if err != nil || !reflect.DeepEqual(now, whole) {
			t.Fatalf("%+v\n%+v %v", now, whole, err)
		}
	})
	if short == 0 {
		t.Error("one revision never told it all: nothing was tried")
	}
}

func TestPlacesThatTwoDevicesCameToAreOneOrder(t *testing.T) {
	c := newClock()
	a, b := device(t, c), device(t, c)
	var ids []string
	for _, text := range strings.Fields("1 2 3 4") {
		ids = append(ids, put(t, a, Entry{Kind: Note, Text: text}).ID)
	}
	bringInto(t, b, a)
	for n, id := range map[*Notes]string{a: ids[2], b: ids[3]} {
		if err := n.Move(ctx, id, ids[1]); err != nil { // both come between 1 and 2
			t.Fatal(err)
		}
	}
	meet(t, a, b)
	if x, y := get(t, a, ids[2]), get(t, a, ids[3]); x.Place != y.Place {
		t.Fatalf("the devices came to %q and %q: there is nothing to try", x.Place, y.Place)
	}
	if texts(t, a) != texts(t, b) {
		t.Errorf("%s and %s", texts(t, a), texts(t, b))
	}
	second := list(t, a)[2] // of the two with one place
	if err := a.Move(ctx, ids[0], second.ID); err != nil {
		t.Fatal(err)
	}
	want := list(t, b)[1].Text + " 1 " + second.Text + " 2"
	meet(t, a, b)
	if texts(t, a) != want || texts(t, b) != want {
		t.Errorf("%s and %s, want %s", texts(t, a), texts(t, b), want)
	}
}
