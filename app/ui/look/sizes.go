package look

import (
	"math"

	"fyne.io/fyne/v2"
)

// The roles of text. A role is a theme size: its value is the size of the letters in logical
// pixels, text scale included.
const (
	KeyFigure fyne.ThemeSizeName = "keyFigure"      // a key figure's number
	Headline  fyne.ThemeSizeName = "headingText"    // the finding at the top of a page
	Section   fyne.ThemeSizeName = "subHeadingText" // a section's finding, a key figure's unit
	Body      fyne.ThemeSizeName = "text"           // body, button, figure in a row
	Node      fyne.ThemeSizeName = "nodeText"       // tree and node
	Caption   fyne.ThemeSizeName = "captionText"    // label, source, note
	Axis      fyne.ThemeSizeName = "axisText"       // axes of charts, the only text under Caption
)

// The measures that follow the reader's text size.
const (
	Control   fyne.ThemeSizeName = "control"   // height of a button, an entry, a chip
	DiffLine  fyne.ThemeSizeName = "diffLine"  // height of a row of what changed, its line included
	DenseLine fyne.ThemeSizeName = "denseLine" // height of a row in a dense table, its line included
	OpenLine  fyne.ThemeSizeName = "openLine"  // height of a row in a table that has room
	TouchLine fyne.ThemeSizeName = "touchLine" // least height of what is pressed in the narrow layout
	MarkIcon  fyne.ThemeSizeName = "markIcon"  // side of a status mark
	NavIcon   fyne.ThemeSizeName = "navIcon"   // side of an icon in the navigation
	LinkIcon  fyne.ThemeSizeName = "linkIcon"  // side of a source link's document
)

// The measures that do not.
const (
	Radius     fyne.ThemeSizeName = "radius"     // corner of a button, an entry, a node
	ChipRadius fyne.ThemeSizeName = "chipRadius" // corner of a chip at its unscaled height
	Hairline   fyne.ThemeSizeName = "hairline"   // line between rows
	Rule       fyne.ThemeSizeName = "rule"       // line above a section
	Bar        fyne.ThemeSizeName = "bar"        // position of the selected row
	ThreadLine fyne.ThemeSizeName = "threadLine" // the thread, a notice's bar
	FocusLine  fyne.ThemeSizeName = "focusLine"  // ring around what has the focus
	Gutter     fyne.ThemeSizeName = "gutter"     // padding left and right of a page, gap between columns
	Margin     fyne.ThemeSizeName = "margin"     // padding over and under a page
)

// role is the size and the line of a text role at 100 %.
type role struct{ size, line float32 }

var roles = map[fyne.ThemeSizeName]role{
	KeyFigure: {32, 40}, Headline: {23, 30}, Section: {18, 23}, Body: {16, 22},
	Node: {15, 20}, Caption: {14, 19}, Axis: {12, 16},
}

// scaled holds the measures that grow with the text, at 100 %.
var scaled = map[fyne.ThemeSizeName]float32{
	DiffLine: 36, DenseLine: 27, OpenLine: 36, MarkIcon: 16, NavIcon: 20, LinkIcon: 15,
}

var fixed = map[fyne.ThemeSizeName]float32{
	Radius: 6, ChipRadius: 20, Hairline: 1, Rule: 2, Bar: 3, ThreadLine: 4, Gutter: 24, Margin: 16,
}

// Line returns the height of a line of text in a role, a whole number of logical pixels.
func (t *Theme) Line(name fyne.ThemeSizeName) float32 {
	return round(roles[name].line * t.scale)
}

// Baseline returns how far below the top of its line a role's text stands, in whole pixels.
func (t *Theme) Baseline(name fyne.ThemeSizeName) float32 {
	// The letters' box is centred on the line: Source Sans 3 reaches 1.024 em over its baseline and
	// 0.4 em under it.
	r := roles[name]
	return round(t.scale * (r.line/2 + r.size*(1.024-0.4)/2))
}

// size returns the measure of a name, or false.
func (t *Theme) size(name fyne.ThemeSizeName) (float32, bool) {
	if r, ok := roles[name]; ok {
		return r.size * t.scale, true
	}
	if v, ok := scaled[name]; ok {
		return round(v * t.scale), true
	}
	if v, ok := fixed[name]; ok {
		return v, true
	}
	switch name {
	case Control:
		// 40 at 100 %, 52 at 150 %: the padding grows more slowly than the letters.
		return round(16 + 24*t.scale), true
	case TouchLine:
		// 44 on a tablet, 56 at 150 %.
		return round(20 + 24*t.scale), true
	case FocusLine:
		if t.kind == Contrast || t.kind == ContrastDark {
			return 3, true
		}
		return 2, true
	}
	return 0, false
}

func round(v float32) float32 { return float32(math.Round(float64(v))) }
