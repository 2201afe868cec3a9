package desk

import (
	"context"
	"slices"
	"strings"

	"rodatraden/data/notes"
)

// Searches are the searches that the reader has saved, among the notes. They are of no committee.
type Searches struct{ desk *Desk }

// Searches returns the reader's saved searches.
func (d *Desk) Searches() Searches { return Searches{d} }

// Saved returns the words of every search, the last saved first.
func (s Searches) Saved(ctx context.Context) ([]string, error) {
	all, err := s.list(ctx)
	var out []string
	for _, e := range all {
		out = append(out, e.Title)
	}
	return out, err
}

func (s Searches) list(ctx context.Context) ([]notes.Entry, error) {
	return noting(ctx, s.desk, func(n *notes.Notes, ctx context.Context) ([]notes.Entry, error) {
		all, err := n.List(ctx, notes.Filter{Kinds: []notes.Kind{notes.Search}})
		slices.SortStableFunc(all, func(a, b notes.Entry) int { return b.Changed.Compare(a.Changed) })
		return all, err
	})
}

// Save keeps a search; one that is kept already is kept once.
func (s Searches) Save(ctx context.Context, words string) error {
	_, err := noting(ctx, s.desk, func(n *notes.Notes, ctx context.Context) (notes.Entry, error) {
		return n.Put(ctx, notes.Entry{Kind: notes.Search, Title: words})
	})
	return err
}

// Forget lets go of a search; of one that is not kept there is nothing to forget.
func (s Searches) Forget(ctx context.Context, words string) error {
	all, err := s.list(ctx)
	if err != nil {
		return err
	}
	for _, e := range all {
		if sameWords(e.Title, words) {
			return s.desk.DeleteNote(ctx, e.ID)
		}
	}
	return nil
}

// sameWords reports whether two searches are one: spaces and capitals do not tell them apart.
func sameWords(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}
