package look

import (
	"image/color"

	"fyne.io/fyne/v2"
)

// The colours by role. Red is the thread and the place where you are, and never means bad.
const (
	Paper    fyne.ThemeColorName = "paper"    // the window
	Surface  fyne.ThemeColorName = "surface"  // entry, button, selected node
	Selected fyne.ThemeColorName = "selected" // selected row, notice
	Ink      fyne.ThemeColorName = "ink"      // text, primary button
	Ink2     fyne.ThemeColorName = "ink2"     // labels, notes, what is missing
	Line     fyne.ThemeColorName = "line"     // separator only, carries no meaning
	Line2    fyne.ThemeColorName = "line2"    // edges of controls
	Thread   fyne.ThemeColorName = "thread"   // lines, nodes, position bar; never text
	Blue     fyne.ThemeColorName = "blue"     // outcome, links, focus
	Orange   fyne.ThemeColorName = "orange"   // forecast hatch, partly; no text on Selected
	Budget   fyne.ThemeColorName = "budget"   // budget bar (hollow) and line
	Negative fyne.ThemeColorName = "negative" // negative variance
	Positive fyne.ThemeColorName = "positive" // positive variance
	Hit      fyne.ThemeColorName = "hit"      // behind a search hit, whose text is bold ink
	OnBlue   fyne.ThemeColorName = "onBlue"   // text on a blue fill
)

// palette is one colour a token.
type palette map[fyne.ThemeColorName]color.NRGBA

var light = palette{
	Paper: hex(0xFBFAF7), Surface: hex(0xFFFFFF), Selected: hex(0xF0EEE7),
	Ink: hex(0x16191D), Ink2: hex(0x545B64), Line: hex(0xDEDCD5), Line2: hex(0x7C828B),
	Thread: hex(0xD3212D), Blue: hex(0x0A4FA3), Orange: hex(0xB4560A), Budget: hex(0x4B5563),
	Negative: hex(0x9F1239), Positive: hex(0x0B7A5E), Hit: hex(0xFFE89A), OnBlue: hex(0xFFFFFF),
}

var dark = palette{
	Paper: hex(0x141517), Surface: hex(0x1C1E21), Selected: hex(0x272A2E),
	Ink: hex(0xF2F1EE), Ink2: hex(0xB4B9C0), Line: hex(0x36393F), Line2: hex(0x80868F),
	Thread: hex(0xFF5A5F), Blue: hex(0x6CB6FF), Orange: hex(0xF2A23C), Budget: hex(0x9CA3AF),
	Negative: hex(0xFF6B81), Positive: hex(0x5EEAD4), Hit: hex(0x5C4A00), OnBlue: hex(0x141517),
}

// In high contrast every token that carries meaning has at least 7:1 on all three grounds, and the
// separators are as plain as the edges.
var contrast = palette{
	Paper: hex(0xFFFFFF), Surface: hex(0xFFFFFF), Selected: hex(0xEDEDED),
	Ink: hex(0x000000), Ink2: hex(0x2B2F36), Line: hex(0x4A4F57), Line2: hex(0x000000),
	Thread: hex(0x9E0012), Blue: hex(0x00388A), Orange: hex(0x7A3800), Budget: hex(0x3A3B4B),
	Negative: hex(0x8C0028), Positive: hex(0x044F3B), Hit: hex(0xFFE200), OnBlue: hex(0xFFFFFF),
}

var contrastDark = palette{
	Paper: hex(0x000000), Surface: hex(0x000000), Selected: hex(0x262626),
	Ink: hex(0xFFFFFF), Ink2: hex(0xE0E3E7), Line: hex(0xB4B9C0), Line2: hex(0xFFFFFF),
	Thread: hex(0xFF9A9D), Blue: hex(0x8CC8FF), Orange: hex(0xFFB347), Budget: hex(0xB9C4D6),
	Negative: hex(0xFF9CAC), Positive: hex(0x5EEAD4), Hit: hex(0x5C4A00), OnBlue: hex(0x000000),
}

func hex(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 255}
}
