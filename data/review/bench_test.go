package review

import (
	"context"
	"testing"

	"rodatraden/data/compare"
	"rodatraden/data/sample"
	"rodatraden/data/sample/alvbro"
	"rodatraden/data/store"
)

// BenchmarkFind finds the questions of the last report of a committee of ten years, its rows read
// already, without the comparison of the states.
func BenchmarkFind(b *testing.B) {
	all, _, err := sample.Library{Name: "alvbro", Choice: alvbro.Choice{Years: 10, Committees: 1}}.Packages()
	if err != nil {
		b.Fatal(err)
	}
	d := libraryOf(b, all)
	last := d.packages[len(d.packages)-1]
	now := compare.State{About: last, At: store.Latest}
	for _, rule := range append([]Rule{{ID: "all"}}, Rules()...) {
		b.Run(rule.ID, func(b *testing.B) {
			for b.Loop() {
				var found []Question
				err := d.Snapshot(context.Background(), last.Committee.Repository, last.Committee.ID, func(s *store.Snapshot) error {
					m := newMaterial(s, now)
					for _, r := range Rules() {
						if rule.find == nil || r.ID == rule.ID {
							found = append(found, m.apply(r)...)
						}
					}
					return m.err
				})
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(len(found)), "questions")
			}
		})
	}
}
