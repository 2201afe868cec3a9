// Package diagram draws the charts: GroupedBars, Cumulative, ForecastJourney, Causes, Indicator,
// Savings and Spark.
//
// A Diagram is data first. Table gives it as rows, Describe as one sentence, and Chart as a scene
// that go-chart drives: chart.Chart with its axes hidden, series of our own and a renderer of our
// own. Render draws into a picture that the caller may hand back for the next drawing, SVG and PNG
// write files.
//
// # Sizes
//
// A Spec counts in logical pixels. A drawing has W×Scale by H×Scale device pixels; every bar edge,
// hairline and text baseline lies on a whole one. Text grows with TextScale. Where the words of a
// diagram cannot stand beside each other in the room given, Fits says no, the picture holds only
// the sentence that points to the table, and the caller shows Table instead. MinHeight tells how
// high the picture must be at a given width.
//
// # Missing
//
// A value that is not there is a Status and never a number: not reported is a dashed frame with
// its word, not quoted a dotted one, a month without a report a band. The zero Value is "nothing
// belongs here", so that a value which was never set is not mistaken for 0.
//
// # Words
//
// The package holds no language. Words carries everything that is written and not data, and a
// Value carries its own figure as it should be read.
package diagram
