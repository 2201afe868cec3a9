package page

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
	"rodatraden/data/schema"
	"rodatraden/data/store"
)

// BuildSearch makes the results of a search in what is known at the chosen state, at most limit of
// them; those of one group stand together.
func BuildSearch(ctx context.Context, lib Library, c Choice, query string, limit int, l *i18n.Localizer) (*SearchPage, error) {
	s, err := loadNames(ctx, lib, c, l)
	if err != nil {
		return nil, err
	}
	asked := limit
	if !c.highest() {
		asked = everyHit // what ranks above the chosen package is found too, and left out below
	}
	results, err := lib.Search(ctx, c.scope(c.At), query, asked)
	if err != nil {
		return nil, err
	}
	if !c.highest() {
		results = within(results, c.Package)
	}
	if err := s.loadNamers(ctx, lib, c, results.Hits[:min(limit, len(results.Hits))]); err != nil {
		return nil, err
	}
	return s.searchPage(query, results, limit), nil
}

const everyHit = 100_000

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

// within leaves out the hits of packages that rank above the page's.
func within(r store.Results, about *model.Package) store.Results {
	kept := store.Results{Counts: map[string]int{}}
	for _, h := range r.Hits {
		if !about.Less(*h.Record.Package) {
			kept.Hits = append(kept.Hits, h)
			kept.Counts[h.Record.Table.Name]++
		}
	}
	kept.Total = len(kept.Hits)
	return kept
}

// groups are the headings that hits stand under, in order; the last takes what no other does.
var groups = []struct {
	name   string
	tables []string
}{
	{"economy", []string{"budget_lines", "amounts", "causes", "assumptions"}},
	{"goals", []string{"goals", "assessments", "indicators", "targets", "observations", "series_breaks", "links"}},
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

func (s *state) searchPage(query string, results store.Results, limit int) *SearchPage {
	p := &SearchPage{Head: s.head("search", earlier{}), Query: query, Total: results.Total, Hits: []SearchHit{}}
	hits := slices.Clone(results.Hits[:min(limit, len(results.Hits))])
	slices.SortStableFunc(hits, func(a, b store.Hit) int {
		return cmp.Compare(groupOf(a.Record.Table.Name), groupOf(b.Record.Table.Name))
	})
	for _, h := range hits {
		p.Hits = append(p.Hits, s.searchHit(h))
	}
	counts := make([]int, len(groups))
	for table, n := range results.Counts {
		counts[groupOf(table)] += n
	}
	p.Headline = s.searchHeadline(query, results.Total, counts)
	p.Sub = s.l.Text("page.search.sub", "Package", s.l.PackageShort(s.about))
	return p
}

func (s *state) searchHeadline(query string, total int, counts []int) string {
	q := strings.Join(strings.Fields(query), " ")
	if n := 30; utf8.RuneCountInString(q) > n {
		q = string([]rune(q)[:n]) + "…"
	}
	if total == 0 {
		return s.l.Text("page.search.none", "Query", q)
	}
	hits := s.l.Text("page.search.hits", "Count", total, "Number", s.l.Int(total), "Query", q)
	most, with := 0, 0
	for i, n := range counts {
		if n > counts[most] {
			most = i
		}
		with += btoi(n > 0)
	}
	if with < 2 {
		return hits
	}
	return fit(s.l.Text("page.search.most", "Hits", hits, "Group", i18n.Small(s.groupName(most))), hits)
}

func (s *state) groupName(i int) string { return s.l.Text("page.group." + groups[i].name) }

func (s *state) searchHit(h store.Hit) SearchHit {
	r := h.Record
	words := append(marked(h.Title), marked(h.Text)...)
	out := SearchHit{Ref: r.Ref(), Group: s.groupName(groupOf(r.Table.Name)), When: s.yearOf(r)}
	title := s.title(r)
	if title == h.Title.Text {
		out.Title = runs(h.Title)
	} else {
		out.Title = highlight(title, words)
	}
	what := s.kind(r)
	if r.Table.Name == "amounts" {
		a := model.AmountOf(r)
		what = joined(" ", s.l.Text("page.fact_name."+string(a.Measure)), s.l.Period(a.Period))
	}
	line := joined(" · ", what, r.Package.Title)
	if h.Column == "" || strings.Contains(title, h.Text.Text) {
		out.Line = highlight(line, words)
		return out
	}
	out.Line = append([]Run{{Text: line + " · "}}, runs(h.Text)...)
	return out
}

// marked returns the words that were found, small.
func marked(m store.Marked) []string {
	var out []string
	for _, span := range m.Marks {
		out = append(out, m.Text[span.From:span.To])
	}
	return out
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

// highlight marks the words wherever they stand in a text, capitals or not.
func highlight(text string, words []string) []Run {
	m := store.Marked{Text: text}
	for at := 0; at < len(text); {
		n := 0
		for _, w := range words {
			if k := prefixFold(text[at:], w); k > n {
				n = k
			}
		}
		if n > 0 {
			m.Marks = append(m.Marks, store.Span{From: at, To: at + n})
			at += n
			continue
		}
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return runs(m)
}

// prefixFold returns how many bytes of the text are the word, 0 where it does not begin with it.
func prefixFold(text, word string) int {
	n := 0
	for _, w := range word {
		r, size := utf8.DecodeRuneInString(text[n:])
		if size == 0 || unicode.ToLower(r) != unicode.ToLower(w) {
			return 0
		}
		n += size
	}
	return n
}
