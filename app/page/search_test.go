package page

import (
	"context"
	"slices"
	"strings"
	"testing"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

func searched(t testing.TB, lib Library, c Choice, ask SearchAsk) *SearchPage {
	t.Helper()
	p, err := BuildSearch(context.Background(), lib, c, ask, i18n.New("sv"))
	if err != nil {
		t.Fatalf("%+v: %v", ask, err)
	}
	return p
}

func searchDetail(t testing.TB, lib Library, c Choice, words, ref string) *SearchDetail {
	t.Helper()
	d, err := BuildSearchDetail(context.Background(), lib, c, words, ref, i18n.New("sv"))
	if err != nil {
		t.Fatalf("%s: %v", ref, err)
	}
	return d
}

func refs(p *SearchPage) []string {
	var out []string
	for _, h := range p.Hits {
		out = append(out, h.Ref+" "+h.When+" "+wordsOf(h.Title))
	}
	slices.Sort(out)
	return out
}

func TestTheCountsOfASearchAreThoseOfItsHits(t *testing.T) {
	lib := library(t)
	looked := 0
	for _, committee := range committees {
		for i, pkg := range packagesOf(t, lib, committee) {
			if i%6 > 0 && pkg.Name != "socialnamnden-2024-09-monthly-2" { // which others rank above
				continue
			}
			c := choose(t, lib, committee, pkg.Name, None)
			for _, words := range []string{"försörjningsstöd", "prognos", "nämnden", "18", "e", "finns inte"} {
				all := searched(t, lib, c, SearchAsk{Words: words, Limit: EveryHit})
				groups, years := 0, 0
				for _, g := range all.Groups {
					groups += g.Count
					of := searched(t, lib, c, SearchAsk{Words: words, Group: g.Name, Limit: EveryHit})
					if of.Group != g.Name || len(of.Hits) != g.Count || of.Total != all.Total {
						t.Errorf("%s, %s: %s counts %d and has %d", pkg.Name, words, g.Name, g.Count, len(of.Hits))
					}
					for _, h := range of.Hits {
						if h.Group != g.Title {
							t.Errorf("%s, %s: %s stands under %s", pkg.Name, words, h.Ref, h.Group)
						}
					}
				}
				var united []string
				for _, y := range all.Years {
					years += y.Count
					of := searched(t, lib, c, SearchAsk{Words: words, Year: y.Year, Limit: EveryHit})
					within := 0
					for _, g := range of.Groups {
						within += g.Count
					}
					if of.Total != y.Count || len(of.Hits) != y.Count || within != y.Count || !slices.Equal(of.Years, all.Years) {
						t.Errorf("%s, %s: %s counts %d, and %d in %d groups, and has %d", pkg.Name, words, y.Year, y.Count, of.Total, within, len(of.Hits))
					}
					for _, h := range of.Hits {
						if h.When != y.Year {
							t.Errorf("%s, %s: %s of %s is under %s", pkg.Name, words, h.Ref, h.When, y.Year)
						}
					}
					united = append(united, refs(of)...)
				}
				slices.Sort(united)
				if groups != all.Total || years != all.Total || len(all.Hits) != all.Total || !slices.Equal(united, refs(all)) {
					t.Errorf("%s, %s: %d hits of %d; %d by group, %d by year", pkg.Name, words, len(all.Hits), all.Total, groups, years)
				}
				limited := searched(t, lib, c, SearchAsk{Words: words, Limit: 3})
				if limited.Total != all.Total || !slices.Equal(limited.Groups, all.Groups) || !slices.Equal(limited.Years, all.Years) || len(limited.Hits) > 3 {
					t.Errorf("%s, %s: limited to 3 it counts %d", pkg.Name, words, limited.Total)
				}
				looked += all.Total
			}
		}
	}
	if looked < 2000 {
		t.Errorf("only %d hits were looked at", looked)
	}
}

func TestOfEveryGroupTheFirstHitsAreShown(t *testing.T) {
	lib := library(t)
	c := choose(t, lib, trollhattan, "asn-2021-review", Previous)
	all := searched(t, lib, c, SearchAsk{Words: "försörjningsstöd", Limit: EveryHit})
	p := searched(t, lib, c, SearchAsk{Words: "försörjningsstöd", Limit: EveryHit, Few: true})
	for _, g := range p.Groups {
		of := func(p *SearchPage) []SearchHit {
			return slices.DeleteFunc(slices.Clone(p.Hits), func(h SearchHit) bool { return h.Group != g.Title })
		}
		shown := of(p)
		if want := min(g.Count, few(len(p.Groups))); len(shown) != want {
			t.Errorf("of %s %d are shown, want %d", g.Title, len(shown), want)
		}
		for i, h := range shown {
			if h.Ref != of(all)[i].Ref {
				t.Errorf("of %s hit %d is %s", g.Title, i, h.Ref)
			}
		}
	}
	if one := searched(t, lib, c, SearchAsk{Words: "bestämmelser avseende", Limit: EveryHit, Few: true}); len(one.Groups) != 1 || len(one.Hits) != one.Total {
		t.Errorf("a group that stands alone shows %d of %d", len(one.Hits), one.Total)
	}
	if p := searched(t, lib, c, SearchAsk{Words: "försörjningsstöd", Group: "nowhere", Year: "1899", Limit: EveryHit}); p.Group+p.Year != "" || p.Total != all.Total {
		t.Errorf("what is not there is chosen: %q, %q, %d", p.Group, p.Year, p.Total)
	}
}

func TestTheHeadlineOfAYearSaysSo(t *testing.T) {
	lib := library(t)
	c := choose(t, lib, trollhattan, "asn-2021-review", Previous)
	p := searched(t, lib, c, SearchAsk{Words: "försörjningsstöd", Year: "2019", Limit: 10})
	if !strings.HasPrefix(p.Headline, i18n.New("sv").Int(p.Total)+" träffar på ”försörjningsstöd” för 2019, flest i ") {
		t.Errorf("the headline is %q", p.Headline)
	}
}

func TestEveryHitIsToldBesideTheListAsItsPageTellsIt(t *testing.T) {
	lib := library(t)
	told, pages := 0, map[string]int{}
	for _, of := range [][2]string{{trollhattan, "asn-2021-review"}, {trollhattan, "asn-2019-04-interim"}, {alvbro, Latest}, {alvbro, "socialnamnden-2024-09-monthly-2"}} {
		c := choose(t, lib, of[0], of[1], Previous)
		goals, err := BuildGoals(context.Background(), lib, c, i18n.New("sv"))
		if err != nil {
			t.Fatal(err)
		}
		for _, words := range []string{"försörjningsstöd", "nämnden"} {
			for _, h := range searched(t, lib, c, SearchAsk{Words: words, Limit: 60}).Hits {
				told++
				d := searchDetail(t, lib, c, words, h.Ref)
				r, err := BuildRecord(context.Background(), lib, c, h.Ref, i18n.New("sv"))
				if err != nil {
					t.Fatal(err)
				}
				if d.Ref != h.Ref || !strings.HasPrefix(d.Kind, wordsOf(h.Where)) || (d.Source == nil) != (r.Source == nil) || len(d.Fields) > mostFields {
					t.Errorf("%s: %+v", h.Ref, d)
				}
				entry := goals.Entry(h.Ref)
				if strings.HasPrefix(h.Ref, "goals:") {
					if entry != nil {
						if wordsOf(d.Title) != entry.Text {
							t.Errorf("%s is called %q, on its page %q", h.Ref, wordsOf(d.Title), entry.Text)
						}
						for _, a := range entry.Assessments {
							if !slices.ContainsFunc(d.Read, func(one SearchReading) bool { return one.Mark == a.Reading && one.Beside == a.Beside }) {
								t.Errorf("%s is read %v on its page, here %v", h.Ref, a.Reading, d.Read)
							}
						}
					}
				} else if wordsOf(d.Title) != r.Title {
					t.Errorf("%s is called %q, on its own page %q", h.Ref, wordsOf(d.Title), r.Title)
				}
				for _, one := range d.Fields {
					if strings.HasPrefix(h.Ref, "indicators:") || strings.HasPrefix(h.Ref, "goals:") {
						break // of which the pages tell more than the record
					}
					if !slices.ContainsFunc(r.Fields, func(f NamedText) bool { return f.Label == one.Label && f.Text == wordsOf(one.Text) }) {
						t.Errorf("%s: its page does not say %s: %s", h.Ref, one.Label, wordsOf(one.Text))
					}
				}
				pages[d.Page]++
				if d.Select != "" {
					made, err := Build(context.Background(), lib, c, d.Page, nil, i18n.New("sv"))
					if err != nil || !slices.Contains(made.(interface{ Records() []string }).Records(), d.Select) {
						t.Errorf("%s: %s is not chosen on %s, %v", h.Ref, d.Select, d.Page, err)
					}
				}
				chosen := 0
				for _, step := range d.Thread {
					chosen += btoi(step.Chosen)
					if step.Level == "" || step.Title == "" && step.Absent == nil {
						t.Errorf("%s: a step says nothing: %+v", h.Ref, step)
					}
					if step.Record != "" {
						if _, err := BuildRecord(context.Background(), lib, c, step.Record, i18n.New("sv")); err != nil {
							t.Errorf("%s: the step %s does not open: %v", h.Ref, step.Record, err)
						}
					}
				}
				if len(d.Thread) > 0 && (chosen != 1 || d.Alone != nil) || len(d.Thread) == 1 {
					t.Errorf("%s: %d of %d steps are chosen", h.Ref, chosen, len(d.Thread))
				}
			}
		}
	}
	if told < 150 || pages["goals"] == 0 || pages["economy"] == 0 || pages["savings"] == 0 || pages["audit"] == 0 || pages["interventions"] == 0 || pages["decisions"] == 0 {
		t.Errorf("%d hits lead to %v", told, pages)
	}
}

// statedLink reports whether a link ties two records.
func statedLink(t *testing.T, lib Library, c Choice, a, b string) bool {
	t.Helper()
	links, err := lib.Current(context.Background(), c.scope(c.At), "links")
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(links, func(l model.Record) bool {
		from, to := l.Get("from"), l.Get("to")
		return from == a && to == b || from == b && to == a
	})
}

func TestThreadStepsComeFromLinksAlone(t *testing.T) {
	lib := library(t)
	c := choose(t, lib, trollhattan, "asn-2021-review", Previous)
	step := func(s ThreadStep) string {
		absent := ""
		if s.Absent != nil {
			absent = s.Absent.Text
		}
		return joined(" / ", s.Level, s.Link, s.Title, absent)
	}
	for ref, want := range map[string][]string{
		"goals:namnd-forsorjningsstod": {
			"KF-mål / delvis: angivet för målen som grupp / Fullmäktiges mål 2021, 3 mål",
			"Nämndmål / Försörjningsstödet ska minska",
			"Områdesmål / återges inte",
		},
		"indicators:inskrivna-abij": {
			"Nämndmål / delvis / Nämndens mål 2021, 2 mål",
			"Indikator / Inskrivna i Alla behövs i jobb",
			"Insats / kopplingen anges / Alla behövs i jobb",
		},
	} {
		var got []string
		for _, s := range searchDetail(t, lib, c, "e", ref).Thread {
			got = append(got, step(s))
		}
		same(t, ref, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	full := choose(t, lib, alvbro, Latest, Previous)
	d := searchDetail(t, lib, full, "e", "goals:namnd-egen-forsorjning")
	if len(d.Thread) != 3 || d.Thread[0].Grade != LinkStated || d.Thread[2].Grade != LinkStated {
		t.Fatalf("%+v", d.Thread)
	}
	for _, s := range []ThreadStep{d.Thread[0], d.Thread[2]} {
		if !statedLink(t, lib, full, d.Ref, s.Record) {
			t.Errorf("no link is stated from %s to %s", d.Ref, s.Record)
		}
	}
	if d := searchDetail(t, lib, c, "e", "documents:processkarta-forsorjningsstod"); len(d.Thread) > 0 || d.Alone != nil {
		t.Errorf("a document stands in the thread: %+v", d)
	}
}

func TestAnIndicatorTellsItsLastValue(t *testing.T) {
	lib := library(t)
	c := choose(t, lib, trollhattan, "asn-2021-review", Previous)
	d := searchDetail(t, lib, c, "försörjningsstöd", "indicators:individer-forsorjningsstod")
	if len(d.Fields) == 0 || d.Fields[0].Label != "Augusti 2021" || wordsOf(d.Fields[0].Text) != "1\u202f829\u00a0personer" {
		t.Errorf("the fields are %+v", d.Fields)
	}
}

func TestSearchesAreCountedAsTheyFind(t *testing.T) {
	lib := library(t)
	searches := []string{"försörjningsstöd", "finns inte", "placering", ""}
	for _, of := range [][2]string{{trollhattan, "asn-2019-04-interim"}, {alvbro, "socialnamnden-2024-09-monthly-2"}} {
		c := choose(t, lib, of[0], of[1], None)
		counts, err := CountHits(context.Background(), lib, c, searches)
		if err != nil {
			t.Fatal(err)
		}
		for i, words := range searches {
			if want := searched(t, lib, c, SearchAsk{Words: words, Limit: 1}).Total; counts[i] != want {
				t.Errorf("%s, %q: counted %d, found %d", of[1], words, counts[i], want)
			}
		}
	}
}
