package page

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
	"rodatraden/data/schema"
	"rodatraden/data/store"
)

// BuildSearch makes the results of a search in what is known at the chosen state; those of one group
// stand together. A group or a year that nothing was found of is as none.
func BuildSearch(ctx context.Context, lib Library, c Choice, ask SearchAsk, l *i18n.Localizer) (*SearchPage, error) {
	s, err := loadNames(ctx, lib, c, l)
	if err != nil {
		return nil, err
	}
	p := &SearchPage{Head: s.head("search", earlier{}), Query: ask.Words, Groups: []SearchGroup{}, Years: []SearchYear{}, Hits: []SearchHit{}}
	results, err := lib.Search(ctx, c.scope(c.At), ask.Words, func(found []store.Found) []store.Found {
		// What ranks above the chosen package is found too.
		known := slices.DeleteFunc(slices.Clone(found), func(f store.Found) bool { return c.Package.Less(*f.Package) })
		return s.chosenHits(p, ask, known)
	})
	if err != nil {
		return nil, err
	}
	if err := s.loadNamers(ctx, lib, c, results.Hits); err != nil {
		return nil, err
	}
	for _, h := range results.Hits {
		p.Hits = append(p.Hits, s.searchHit(h, ask.Words))
	}
	p.Headline = s.searchHeadline(p)
	p.Sub = s.l.Text("page.search.sub", "Package", s.l.PackageShort(s.about))
	if ask.Detail && len(p.Hits) > 0 {
		at := max(slices.IndexFunc(p.Hits, func(h SearchHit) bool { return h.Ref == ask.Record }), 0)
		p.Detail, err = BuildSearchDetail(ctx, lib, c, ask.Words, p.Hits[at].Ref, l)
	}
	return p, err
}

// CountHits returns how many records each of some searches finds in what is known at the chosen state.
func CountHits(ctx context.Context, lib Library, c Choice, searches []string) ([]int, error) {
	out := make([]int, len(searches))
	for i, words := range searches {
		_, err := lib.Search(ctx, c.scope(c.At), words, func(found []store.Found) []store.Found {
			for _, f := range found {
				out[i] += btoi(!c.Package.Less(*f.Package))
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// chosenHits counts what was found on the page, and returns the hits that are asked for, those of one
// group together.
func (s *state) chosenHits(p *SearchPage, ask SearchAsk, found []store.Found) []store.Found {
	type told struct{ when, stated string }
	read := map[told]string{}
	year := func(f store.Found) string {
		at := told{f.When, f.Package.ID}
		if _, ok := read[at]; !ok {
			read[at] = s.yearAbout(f.When, f.Package)
		}
		return read[at]
	}
	byYear := map[string]int{}
	for _, f := range found {
		byYear[year(f)]++
	}
	for y, n := range byYear {
		p.Years = append(p.Years, SearchYear{y, n})
	}
	slices.SortFunc(p.Years, func(a, b SearchYear) int { return cmp.Compare(b.Year, a.Year) })
	if byYear[ask.Year] > 0 {
		p.Year = ask.Year
		found = slices.DeleteFunc(found, func(f store.Found) bool { return year(f) != p.Year })
	}
	counts := make([]int, len(groups))
	for _, f := range found {
		counts[groupOf(f.Table.Name)]++
	}
	for i, n := range counts {
		if p.Total += n; n > 0 {
			p.Groups = append(p.Groups, SearchGroup{groups[i].name, s.groupName(i), n})
		}
	}
	if i := slices.IndexFunc(p.Groups, func(g SearchGroup) bool { return g.Name == ask.Group }); i >= 0 {
		p.Group = ask.Group
		found = slices.DeleteFunc(found, func(f store.Found) bool { return groups[groupOf(f.Table.Name)].name != p.Group })
	} else if ask.Few {
		taken := make([]int, len(groups))
		found = slices.DeleteFunc(found, func(f store.Found) bool {
			i := groupOf(f.Table.Name)
			taken[i]++
			return taken[i] > few(len(p.Groups))
		})
	}
	found = found[:min(ask.Limit, len(found))]
	slices.SortStableFunc(found, func(a, b store.Found) int { return cmp.Compare(groupOf(a.Table.Name), groupOf(b.Table.Name)) })
	return found
}

// few is how many hits a group shows before it is opened: about a window full of all groups together.
// A group that stands alone is open.
func few(groups int) int {
	const all, window, least = 1 << 30, 8, 2
	if groups == 1 {
		return all
	}
	return max(window/groups, least)
}

// loadNamers reads, a table at a time, what the hits are called by: an outcome is called by its
// indicator, an assessment by what it assesses.
func (s *state) loadNamers(ctx context.Context, lib Library, c Choice, hits []store.Hit) error {
	wanted := map[string]bool{}
	for _, h := range hits {
		r := h.Record
		if !namedByOthers[r.Table.Name] && r.Table.Name != "amounts" {
			continue
		}
		for i, f := range r.Table.Fields {
			for _, name := range f.Values(r.Cells[i]) {
				if table, _, is := f.Target(name); is && !slices.Contains(naming, table) {
					wanted[table] = true
				}
			}
		}
	}
	for _, table := range slices.Sorted(maps.Keys(wanted)) {
		if _, there := schema.Get(table); !there {
			continue // of a later program
		}
		var told []Told
		if err := loadTable(ctx, lib, c.scope(c.At), table, &told); err != nil {
			return err
		}
		for _, r := range newLedger(told, c.Package, c.At).standing() {
			s.referred[r.Ref()] = r
		}
	}
	return nil
}

// highest reports whether nothing known at the chosen time ranks above the chosen package.
func (c Choice) highest() bool {
	return !slices.ContainsFunc(c.Packages, func(p *model.Package) bool { return p.KnownAt(c.At) && c.Package.Less(*p) })
}

// groups are the headings that hits stand under, in order; the last takes what no other does.
var groups = []struct {
	name   string
	tables []string
}{
	{"goals", []string{"goals", "assessments", "indicators", "targets", "observations", "series_breaks", "links"}},
	{"economy", []string{"budget_lines", "amounts", "causes", "assumptions"}},
	{"savings", []string{"savings", "savings_totals", "impacts"}},
	{"audit", []string{"audit_reports", "audit_questions", "audit_points", "responses", "status_events"}},
	{"interventions", []string{"interventions", "collaborations"}},
	{"quality", []string{"controls"}},
	{"decisions", []string{"decisions", "documents", "texts", "sources", "steering_documents"}},
	{"organisation", []string{"units"}},
	{"other", nil},
}

func groupOf(table string) int {
	for i, g := range groups {
		if slices.Contains(g.tables, table) {
			return i
		}
	}
	return len(groups) - 1
}

func (s *state) searchHeadline(p *SearchPage) string {
	q := strings.Join(strings.Fields(p.Query), " ")
	if n := 30; utf8.RuneCountInString(q) > n {
		q = string([]rune(q)[:n]) + "…"
	}
	if p.Total == 0 {
		return s.l.Text("page.search.none", "Query", q)
	}
	hits := s.l.Text("page.search.hits", "Count", p.Total, "Number", s.l.Int(p.Total), "Query", q)
	if p.Year != "" {
		hits = s.l.Text("search.of_year", "Hits", hits, "Year", p.Year)
	}
	if len(p.Groups) < 2 {
		return hits
	}
	most := slices.MaxFunc(p.Groups, func(a, b SearchGroup) int { return cmp.Compare(a.Count, b.Count) })
	return fit(s.l.Text("page.search.most", "Hits", hits, "Group", i18n.Small(most.Title)), hits)
}

func (s *state) groupName(i int) string { return s.l.Text("page.group." + groups[i].name) }

func (s *state) searchHit(h store.Hit, words string) SearchHit {
	r := h.Record
	title := s.title(r)
	where := s.searchKind(r)
	out := SearchHit{
		Ref: r.Ref(), Group: s.groupName(groupOf(r.Table.Name)), When: s.yearOf(r),
		Title: runs(store.MarkWords(words, title)), Where: runs(store.MarkWords(words, where)),
	}
	if out.Line = out.Where; h.Column != "" && !strings.Contains(title, h.Text.Text) {
		out.Line = append([]Run{{Text: where + " · "}}, runs(h.Text)...)
	}
	return out
}

// searchKind says what a hit is and which package states it: Nämndmål · Verksamhetsplan med budget 2021.
func (s *state) searchKind(r model.Record) string {
	what := s.kind(r)
	switch r.Table.Name {
	case "amounts":
		a := model.AmountOf(r)
		what = joined(" ", s.l.Text("page.fact_name."+string(a.Measure)), s.l.Period(a.Period))
	case "goals":
		what = s.l.Text("goals.level_one." + r.Get("level"))
	}
	return joined(" · ", what, r.Package.Title)
}

// runs parts a text where its marks begin and end.
func runs(m store.Marked) []Run {
	out := []Run{}
	at := 0
	for _, span := range m.Marks {
		if span.From > at {
			out = append(out, Run{Text: m.Text[at:span.From]})
		}
		out = append(out, Run{Text: m.Text[span.From:span.To], Hit: true})
		at = span.To
	}
	if at < len(m.Text) {
		out = append(out, Run{Text: m.Text[at:]})
	}
	return out
}
