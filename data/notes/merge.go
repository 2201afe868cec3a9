package notes

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// history is every revision of one entry by its id.
type history map[string]*revision

// state is what an entry says as seen from some of its revisions.
type state struct {
	content
	heads    []string // seen from these, sorted
	deleted  bool
	created  int64
	changed  int64
	conflict []Version
}

// errGap is why a history cannot be read.
var errGap = errors.New("a revision that others were made from is not there")

// heads returns the revisions that no other was made from, sorted.
func (h history) heads() []string {
	parents := map[string]bool{}
	for _, r := range h {
		for _, p := range r.Parents {
			parents[p] = true
		}
	}
	var heads []string
	for id := range h {
		if !parents[id] {
			heads = append(heads, id)
		}
	}
	slices.Sort(heads)
	return heads
}

// now is what the entry says.
func (h history) now() (state, error) { return h.at(h.heads()) }

// at is what the entry says as seen from those revisions and all that they were made from. It depends
// on nothing else.
func (h history) at(heads []string) (state, error) {
	s := state{heads: heads}
	for i, id := range heads {
		r := h[id]
		if r == nil {
			return s, errGap
		}
		if i == 0 || r.Time > s.changed {
			s.changed = r.Time
		}
	}
	s.created = s.changed
	for _, r := range h {
		s.created = min(s.created, r.Time)
	}
	if r := h.settled(heads); r != nil {
		c, err := r.read()
		s.content, s.deleted = c, h.gone(r)
		return s, err
	}
	return h.woven(s)
}

// woven works out what the entry says as seen from the state's heads, from all that can be seen.
func (h history) woven(s state) (state, error) {
	w := &weave{history: h, writers: map[string][]writers{}, above: map[string]map[string]bool{}}
	if err := w.upTo(s.heads); err != nil {
		return s, err
	}
	s.deleted = w.deleted()
	for i, f := range fields {
		written := w.latest(i, s.heads)
		if len(written) == 0 {
			continue
		}
		won := written[0]
		f.take(&s.content, won.said)
		if f.words == nil {
			continue
		}
		said := []string{"", f.words(won.said)}
		for _, r := range written[1:] {
			words := f.words(r.said)
			if slices.Contains(said, words) {
				continue
			}
			said = append(said, words)
			s.conflict = append(s.conflict, Version{Field: f.name, Words: words, When: time.UnixMicro(r.Time).UTC(), Device: r.Device})
		}
	}
	return s, nil
}

// settled returns the only head where it says all that the entry says, which it does nearly always:
// where nothing was in conflict at the last edit, or that edit settled it.
func (h history) settled(heads []string) *revision {
	if len(heads) != 1 {
		return nil
	}
	r := h[heads[0]]
	for r != nil && r.Act != edit && len(r.Parents) == 1 {
		r = h[r.Parents[0]]
	}
	if r == nil || r.Act != edit {
		return nil
	}
	return h[heads[0]]
}

// gone reports whether a settled head leaves the entry deleted.
func (h history) gone(r *revision) bool {
	for r.Act == move {
		r = h[r.Parents[0]]
	}
	return r.Act == remove
}

// field is what is merged as one.
type field struct {
	name  Field // told to the reader; "" where a conflict is not
	value func(*content) any
	take  func(to, from *content)
	words func(*content) string // nil where a reader writes nothing
}

var fields = []field{
	{"", func(c *content) any { return c.Kind }, func(to, from *content) { to.Kind = from.Kind }, nil},
	{"", func(c *content) any { return c.About }, func(to, from *content) { to.About = from.About }, nil},
	{"", func(c *content) any { return [2]string{c.Rule, c.Facts} },
		func(to, from *content) { to.Rule, to.Facts = from.Rule, from.Facts }, nil},
	{"", func(c *content) any { return c.Place }, func(to, from *content) { to.Place = from.Place }, nil},
	text(TitleField, func(c *content) *string { return &c.Title }),
	text(TextField, func(c *content) *string { return &c.Text }),
	text(ToField, func(c *content) *string { return &c.To }),
	text(StateField, func(c *content) *State { return &c.State }),
	text(AnswerField, func(c *content) *string { return &c.Answer }),
	text(VerdictField, func(c *content) *Opinion { return &c.Verdict }),
}

func text[T ~string](name Field, at func(*content) *T) field {
	return field{name, func(c *content) any { return *at(c) }, func(to, from *content) { *at(to) = *at(from) },
		func(c *content) string { return string(*at(c)) }}
}

// zero is what a field says that no one has written in.
var zero content

// weave follows each field through a history.
type weave struct {
	history
	writers map[string][]writers       // by revision, field by field
	above   map[string]map[string]bool // what a revision was made from, by revision
}

// writers are the revisions that gave a field what it says, none of which was made from another:
// the latest first. More than one are in conflict, unless they say the same.
type writers []*revision

// upTo finds the writers of every field in the revisions, each after those it was made from.
func (w *weave) upTo(heads []string) error {
	waiting := slices.Clone(heads)
	for len(waiting) > 0 {
		id := waiting[len(waiting)-1]
		if w.writers[id] != nil {
			waiting = waiting[:len(waiting)-1]
			continue
		}
		r := w.history[id]
		if r == nil {
			return errGap
		}
		ready := true
		for _, p := range r.Parents {
			if w.writers[p] == nil {
				waiting, ready = append(waiting, p), false
			}
		}
		if !ready {
			continue
		}
		if _, err := r.read(); err != nil {
			return err
		}
		all := make([]writers, len(fields))
		for i, f := range fields {
			all[i] = w.latest(i, r.Parents)
			before := &zero
			if len(all[i]) > 0 {
				before = all[i][0].said
			}
			settles := len(all[i]) > 1 && r.Act == edit
			if settles || f.value(r.said) != f.value(before) {
				all[i] = writers{r}
			}
		}
		w.writers[id] = all
		waiting = waiting[:len(waiting)-1]
	}
	return nil
}

// latest returns those who wrote a field last, as seen from the revisions.
func (w *weave) latest(field int, from []string) writers {
	if len(from) == 1 {
		return w.writers[from[0]][field]
	}
	var all writers
	for _, id := range from {
		for _, r := range w.writers[id][field] {
			if !slices.Contains(all, r) {
				all = append(all, r)
			}
		}
	}
	if len(all) > 1 {
		known := all
		all = slices.DeleteFunc(slices.Clone(all), func(r *revision) bool {
			return slices.ContainsFunc(known, func(o *revision) bool { return w.madeFrom(o, r) })
		})
	}
	slices.SortFunc(all, func(a, b *revision) int {
		return cmp.Or(cmp.Compare(b.Time, a.Time), cmp.Compare(b.ID, a.ID))
	})
	return all
}

// madeFrom reports whether r was made from o, at whatever remove.
func (w *weave) madeFrom(r, o *revision) bool { return w.ancestors(r.ID)[o.ID] }

func (w *weave) ancestors(id string) map[string]bool {
	if found, ok := w.above[id]; ok {
		return found
	}
	found := map[string]bool{}
	waiting := slices.Clone(w.history[id].Parents)
	for len(waiting) > 0 {
		p := waiting[len(waiting)-1]
		waiting = waiting[:len(waiting)-1]
		if !found[p] {
			found[p] = true
			waiting = append(waiting, w.history[p].Parents...)
		}
	}
	w.above[id] = found
	return found
}

// deleted reports whether every edit and restoring that can be seen was known to who deleted it.
func (w *weave) deleted() bool {
	gone := map[string]bool{}
	for id := range w.writers {
		if w.history[id].Act == remove {
			maps.Copy(gone, w.ancestors(id))
		}
	}
	for id := range w.writers {
		if a := w.history[id].Act; (a == edit || a == restore) && !gone[id] {
			return false
		}
	}
	return true
}

// entry returns the state as readers see it.
func (s state) entry(id string) Entry {
	return Entry{ID: id, Kind: s.Kind, About: s.About, Title: s.Title, Text: s.Text, To: s.To, State: s.State, Answer: s.Answer,
		Verdict: s.Verdict, Rule: s.Rule, Facts: s.Facts, Place: s.Place,
		Created: time.UnixMicro(s.created).UTC(), Changed: time.UnixMicro(s.changed).UTC(),
		Conflict: s.conflict, Base: s.heads}
}

// says returns what an entry says.
func says(e Entry) content {
	return content{Kind: e.Kind, About: e.About, Title: e.Title, Text: e.Text, To: e.To, State: e.State, Answer: e.Answer,
		Verdict: e.Verdict, Rule: e.Rule, Facts: e.Facts, Place: e.Place}
}

// check returns what is wrong with a history that comes from outside.
func (h history) check() error {
	for id, r := range h {
		for _, p := range r.Parents {
			if o := h[p]; o == nil || o.Entry != r.Entry {
				return fmt.Errorf("revision %s: %w", id, errGap)
			}
		}
	}
	return nil
}
