package page

import (
	"context"
	"testing"

	"rodatraden/app/i18n"
)

func BenchmarkOverview(b *testing.B) {
	lib := library(b)
	l := i18n.New("sv")
	for _, c := range []struct{ committee, name string }{{trollhattan, "asn-2019-04-interim"}, {alvbro, Latest}} {
		choice := choose(b, lib, c.committee, c.name, Previous)
		b.Run(c.committee, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := BuildOverview(context.Background(), lib, choice, l); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkEconomy(b *testing.B) {
	lib := library(b)
	l := i18n.New("sv")
	for _, c := range []struct{ committee, name string }{{trollhattan, "asn-2019-04-interim"}, {alvbro, Latest}} {
		choice := choose(b, lib, c.committee, c.name, Previous)
		b.Run(c.committee, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := BuildEconomy(context.Background(), lib, choice, l); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSavings(b *testing.B) {
	lib := library(b)
	l := i18n.New("sv")
	for _, c := range []struct{ committee, name string }{{trollhattan, "asn-2019-10-prestudy"}, {alvbro, Latest}} {
		choice := choose(b, lib, c.committee, c.name, Previous)
		b.Run(c.committee, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := BuildSavings(context.Background(), lib, choice, l); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

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

func BenchmarkGoals(b *testing.B) {
	benchmarkPage(b, func(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) error {
		_, err := BuildGoals(ctx, lib, c, l)
		return err
	})
}

func BenchmarkAudit(b *testing.B) {
	benchmarkPage(b, func(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) error {
		_, err := BuildAudit(ctx, lib, c, l)
		return err
	})
}

// benchmarkPage makes a page of the newest package of each library.
func benchmarkPage(b *testing.B, build func(context.Context, Library, Choice, *i18n.Localizer) error) {
	lib := library(b)
	l := i18n.New("sv")
	for _, committee := range committees {
		choice := choose(b, lib, committee, Latest, Previous)
		b.Run(committee, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := build(context.Background(), lib, choice, l); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
