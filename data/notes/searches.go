package notes

import (
	"cmp"
	"context"
	"slices"

	"rodatraden/data/fault"
)

// Searches are the saved searches among the notes, as words.
type Searches struct{ *Notes }

// Saved returns the words of the saved searches, the last saved first.
func (s Searches) Saved(ctx context.Context) ([]string, error) {
	found, err := s.List(ctx, Filter{Kinds: []Kind{Search}})
	slices.SortStableFunc(found, func(a, b Entry) int { return cmp.Or(b.Changed.Compare(a.Changed), cmp.Compare(a.ID, b.ID)) })
	words := make([]string, 0, len(found))
	for _, e := range found {
		words = append(words, e.Title)
	}
	return words, err
}

// Save saves a search. The same words again are the same search.
func (s Searches) Save(ctx context.Context, words string) error {
	_, err := s.Put(ctx, Entry{Kind: Search, Title: words})
	return err
}

// Forget removes a saved search, if there is one of these words.
func (s Searches) Forget(ctx context.Context, words string) error {
	err := s.Delete(ctx, newID(Entry{Kind: Search, Title: words}))
	if fault.KindOf(err) == fault.NotFound {
		return nil
	}
	return err
}
