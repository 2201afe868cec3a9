package page

import (
	"context"
	"testing"

	"rodatraden/app/i18n"
)

// states are those that each committee's pages are made of.
var states = []struct{ committee, name string }{
	{trollhattan, "asn-2019-04-interim"}, {trollhattan, "asn-2019-10-prestudy"}, {trollhattan, "asn-2021-review"}, {alvbro, Latest},
}

func benchmark[P any](b *testing.B, build func(context.Context, Library, Choice, *i18n.Localizer) (*P, error)) {
	lib := library(b)
	l := i18n.New("sv")
	for _, s := range states {
		choice := choose(b, lib, s.committee, s.name, Previous)
		b.Run(choice.Package.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := build(context.Background(), lib, choice, l); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkOverview(b *testing.B)      { benchmark(b, BuildOverview) }
func BenchmarkEconomy(b *testing.B)       { benchmark(b, BuildEconomy) }
func BenchmarkGoals(b *testing.B)         { benchmark(b, BuildGoals) }
func BenchmarkSavings(b *testing.B)       { benchmark(b, BuildSavings) }
func BenchmarkAudit(b *testing.B)         { benchmark(b, BuildAudit) }
func BenchmarkInterventions(b *testing.B) { benchmark(b, BuildInterventions) }
func BenchmarkQuality(b *testing.B)       { benchmark(b, BuildQuality) }
func BenchmarkDecisions(b *testing.B)     { benchmark(b, BuildDecisions) }
func BenchmarkChanges(b *testing.B)       { benchmark(b, BuildChanges) }

func BenchmarkSearchPage(b *testing.B) {
	lib := library(b)
	l := i18n.New("sv")
	choice := choose(b, lib, trollhattan, Latest, Previous)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := BuildSearch(context.Background(), lib, choice, "försörjningsstöd", 50, l); err != nil {
			b.Fatal(err)
		}
	}
}
