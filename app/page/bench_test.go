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

func BenchmarkPages(b *testing.B) {
	lib := library(b)
	l := i18n.New("sv")
	for _, name := range Names() {
		for _, s := range states {
			choice := choose(b, lib, s.committee, s.name, Previous)
			b.Run(name+"/"+choice.Package.Name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := Build(context.Background(), lib, choice, name, nil, l); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkSearchPage(b *testing.B) {
	lib := library(b)
	l := i18n.New("sv")
	choice := choose(b, lib, trollhattan, Latest, Previous)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := BuildSearch(context.Background(), lib, choice, SearchAsk{Words: "försörjningsstöd", Limit: 50}, l); err != nil {
			b.Fatal(err)
		}
	}
}
