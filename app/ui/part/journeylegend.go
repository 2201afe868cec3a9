package part

import (
	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// JourneyLegend returns the swatches of what a forecast's journey shows: outcome, forecast or both.
func JourneyLegend(env Env, j page.Journey) []Swatch {
	var outcome, forecast bool
	for _, s := range j.Steps {
		outcome = outcome || s.Kind == page.StepOutcome
		forecast = forecast || s.Kind == page.StepForecast
	}
	var out []Swatch
	if outcome {
		out = append(out, Swatch{Solid, look.Blue, env.L.Text("ui.legend.outcome")})
	}
	if forecast {
		out = append(out, Swatch{Hatch, look.Orange, env.L.Text("ui.legend.forecast")})
	}
	return out
}
