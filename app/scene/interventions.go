package scene

import (
	"strings"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
)

// InterventionName is the chart of an intervention's step over time, for exports.
const InterventionName = "intervention"

// interventions are the charts of those that have numbers of more than one time, the first as the page
// has them first.
func interventions(p *page.Interventions, l *i18n.Localizer) []Scene {
	var out []Scene
	for _, r := range p.Rows {
		if r.Series == nil {
			continue
		}
		name := InterventionName
		if len(out) > 0 {
			name += "-" + strings.TrimPrefix(r.Record, "interventions:")
		}
		out = append(out, Scene{
			Name: name, Diagram: Indicator(*r.Series, l), Title: r.SeriesTitle, Sub: under(p.Head, r.Series.Unit), Foot: foot(r.Note, r.Series.Source),
		})
	}
	return out
}
