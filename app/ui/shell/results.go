package shell

import (
	"context"
	"slices"
	"strings"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/search"
	"rodatraden/data/fault"
)

const (
	searchLimit  = 200 // hits that the page of results shows; how many there are is said
	recentLimit  = 10  // searches that are remembered until the program is closed
	countedLimit = 50  // saved searches that are listed
)

// searching is what the page of results is made of.
type searching struct {
	found        *page.SearchPage // nil where nothing is searched for
	saved        bool             // the words are kept
	kept, recent []search.Kept    // what can be searched for again, where nothing is
}

// search makes what a search finds, or where there are no words what was searched for before.
func (s *Shell) search(ctx context.Context, c page.Choice, chosen search.Chosen, recent []string) (*searching, error) {
	var kept []string
	if s.config.Searches != nil {
		var err error
		if kept, err = s.config.Searches.Saved(ctx); err != nil {
			return nil, err
		}
	}
	out := &searching{saved: slices.ContainsFunc(kept, func(w string) bool { return strings.EqualFold(w, chosen.Words) })}
	if chosen.Words != "" {
		var err error
		ask := page.SearchAsk{Words: chosen.Words, Group: chosen.Group, Year: chosen.Year, Record: chosen.Record}
		out.found, err = s.desk.Search(ctx, c, asked(ask))
		return out, err
	}
	kept = kept[:min(len(kept), countedLimit)]
	recent = slices.DeleteFunc(recent, func(words string) bool { return slices.Contains(kept, words) })
	counts, err := s.desk.CountHits(ctx, c, slices.Concat(kept, recent))
	if err != nil {
		return nil, err
	}
	for i, n := range counts {
		if i < len(kept) {
			out.kept = append(out.kept, search.Kept{Words: kept[i], Count: n})
		} else {
			out.recent = append(out.recent, search.Kept{Words: recent[i-len(kept)], Count: n})
		}
	}
	return out, nil
}

// everyHit is all that the chosen group and year hold.
func (s *Shell) everyHit(ctx context.Context, c page.Choice, chosen search.Chosen) (*page.SearchPage, error) {
	return s.desk.Search(ctx, c, page.SearchAsk{Words: chosen.Words, Group: chosen.Group, Year: chosen.Year, Limit: page.EveryHit})
}

// asked is how the page of results asks: of every group a few hits, of a chosen one all.
func asked(ask page.SearchAsk) page.SearchAsk {
	ask.Limit, ask.Few, ask.Detail = searchLimit, true, true
	return ask
}

// remember puts words first among those that have been searched for.
func (s *Shell) remember(words string) {
	s.searched = slices.DeleteFunc(s.searched, func(w string) bool { return w == words })
	s.searched = slices.Insert(s.searched, 0, words)
	s.searched = s.searched[:min(len(s.searched), recentLimit)]
}

// newResults makes the page of what was searched for. In the narrow layout it holds the entry.
func (s *Shell) newResults(env part.Env) view {
	made, _ := s.shown.data.(*searching)
	if made == nil {
		made = &searching{}
	}
	told := page.SearchPage{}
	if made.found != nil {
		told = *made.found
	}
	chosen := search.ParseChosen(s.shown.place.Argument)
	if told.Query = chosen.Words; told.Query == "" {
		told.Headline, told.Sub = s.l.Text("ui.search.headline"), ""
		if p := s.choice.Package; p != nil {
			told.Sub = s.l.Text("page.search.sub", "Package", s.l.PackageShort(p))
		}
	}
	at := search.Place{
		ToEntry: s.focusSearch, Clear: s.clearSearch, Chosen: chosen, Choose: func(c search.Chosen) { s.choose(c.String()) },
		Open:  func(name, choose string) { s.Go(s.at(name, choose)) },
		Saved: made.saved, Kept: made.kept, Recent: made.recent, Search: s.searchFor,
	}
	s.answers(&at, made, chosen.Words)
	if s.config.Searches != nil {
		at.Save = func(on bool) { s.keepSearch(made, chosen.Words, on) }
		at.Forget = func(words string) { s.keepSearch(made, words, false) }
	}
	if s.narrow {
		field := s.newSearchField(s.words)
		s.control("search", field.Entry)
		at.Entry, at.High = field, s.theme.Size(look.TouchLine)
	}
	return search.New(env, &told, at)
}

// answers lets the results ask for other hits of the same words, and for what is told of one.
func (s *Shell) answers(at *search.Place, made *searching, words string) {
	var hits, details int
	c := s.shown.choice
	at.Ask = func(ask page.SearchAsk, then func(*page.SearchPage)) {
		details++ // of the hits that are shown now
		later(s, &hits, func(ctx context.Context) (*page.SearchPage, error) {
			return s.desk.Search(ctx, c, asked(ask))
		}, func(found *page.SearchPage) {
			details++
			made.found = found
			then(found)
		})
	}
	at.Tell = func(ref string, then func(*page.SearchDetail)) {
		later(s, &details, func(ctx context.Context) (*page.SearchDetail, error) {
			return s.desk.SearchDetail(ctx, c, words, ref)
		}, func(d *page.SearchDetail) {
			if made.found != nil {
				made.found.Detail = d
			}
			then(d)
		})
	}
}

// later makes something for the page that is shown, and hands it over on the UI goroutine unless
// something of the same kind has been asked for meanwhile, or another page.
func later[T any](s *Shell, kind *int, work func(context.Context) (T, error), then func(T)) {
	*kind++
	mine, request := *kind, s.request
	s.background(func() func() {
		made, err := work(s.ctx)
		return func() {
			switch {
			case mine != *kind || request != s.request:
			case err != nil:
				s.log.Error("search", "kind", fault.KindOf(err), "error", err)
				s.sayTrouble(err)
			default:
				then(made)
			}
		}
	})
}

// keepSearch keeps a search or forgets it. Where nothing is searched for the list of them is made anew.
func (s *Shell) keepSearch(made *searching, words string, on bool) {
	s.background(func() func() {
		do := s.config.Searches.Forget
		if on {
			do = s.config.Searches.Save
		}
		err := do(s.ctx, words)
		return func() {
			if err != nil {
				s.log.Error("searches", "kind", fault.KindOf(err), "error", err)
				s.sayTrouble(err)
				return
			}
			made.saved = on
			if made.found == nil && s.shown.data == any(made) {
				s.again()
			}
		}
	})
}
