package scene

import (
	"rodatraden/app/diagram"
	"rodatraden/app/i18n"
	"rodatraden/app/page"
)

// IndicatorName is the chart of a goal's indicator, for exports.
const IndicatorName = "indicator"

// Indicator is the chart of one indicator over time, with its targets and its breaks.
func Indicator(s page.Series, l *i18n.Localizer) diagram.Indicator {
	d := diagram.Indicator{Words: words(l), Title: s.Title, Finding: s.Title}
	for _, p := range s.Points {
		point := diagram.IndicatorPoint{
			ID: p.Figure.Record, Label: p.Label, Short: p.Short, Value: plain.value(p.Figure), Part: p.Part, Uncertain: p.Uncertain,
		}
		if p.Target.Present() {
			point.Target = plain.value(p.Target)
		}
		d.Points = append(d.Points, point)
	}
	for _, b := range s.Breaks {
		after := b.After
		if after < 0 {
			after = diagram.Somewhere
		}
		d.Breaks = append(d.Breaks, diagram.Break{After: after, Certain: b.Certain, Note: b.Note})
	}
	return d
}

// IndicatorTrend is the small chart of an indicator, on the axis that its row shares with others.
func IndicatorTrend(s page.Series, l *i18n.Localizer) diagram.Spark {
	d := diagram.Spark{Words: words(l), Title: s.Title, Finding: s.Title, Dots: true}
	for _, p := range s.Spark {
		point := diagram.SparkPoint{ID: p.Figure.Record, Label: p.Label, Part: p.Part, Uncertain: p.Uncertain}
		if p.Figure.Present() {
			point.Value = plain.value(p.Figure)
		}
		d.Points = append(d.Points, point)
	}
	return d
}

// plain is the unit of what is no money: numbers are drawn as they are.
const plain unit = 0

// indicators are the charts of every goal that has one, first the one that most is told of.
func indicators(p *page.Goals, l *i18n.Localizer) []Scene {
	var out []Scene
	seen := map[string]bool{}
	add := func(g *page.Goal) {
		if g == nil || g.Main == nil || seen[g.Main.Record] {
			return
		}
		seen[g.Main.Record] = true
		name := IndicatorName
		if len(out) > 0 {
			name += "-" + g.Main.Record[len("indicators:"):]
		}
		out = append(out, Scene{
			Name: name, Diagram: Indicator(*g.Main, l), Title: g.Main.Title, Sub: under(p.Head, g.Main.Unit), Foot: foot(g.Main.Note, g.Main.Source),
		})
	}
	add(p.Entry(p.Selected))
	for _, level := range p.Levels {
		for i := range level.Goals {
			add(&level.Goals[i])
		}
	}
	return out
}
