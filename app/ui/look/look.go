// Package look is how Röda tråden looks: three themes, their colours, sizes and typeface.
//
// A theme is made for one kind and one text scale and never changes. Another kind or another text
// size is another theme, and what was built with the first is built anew. No view writes a colour
// or a size: it names a token, and the theme answers.
package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"rodatraden/assets"
)

// Kind chooses a theme's colours.
type Kind int

// The kinds. Contrast is black on white, ContrastDark white on black.
const (
	Light Kind = iota
	Dark
	Contrast
	ContrastDark
)

// In returns the kind for a light or a dark screen: what follows the computer's own setting.
func (k Kind) In(dark bool) Kind {
	switch k {
	case Light, Dark:
		if dark {
			return Dark
		}
		return Light
	default:
		if dark {
			return ContrastDark
		}
		return Contrast
	}
}

// IsDark reports whether text is light on a dark ground.
func (k Kind) IsDark() bool { return k == Dark || k == ContrastDark }

// TextScales are the text sizes a reader can choose among.
var TextScales = []float32{1, 1.25, 1.5, 2}

// Theme is one kind at one text scale. It implements fyne.Theme.
type Theme struct {
	kind    Kind
	scale   float32
	palette palette
	base    fyne.Theme
}

var _ fyne.Theme = (*Theme)(nil)

// Chosen returns the theme that settings name ("dark", "contrast", anything else is light) at a text size in per cent. The
// system's own kind tells which of the two of high contrast it is.
func Chosen(name string, own Kind, textSize int) *Theme {
	kind := Light
	switch name {
	case "dark":
		kind = Dark
	case "contrast":
		kind = Contrast.In(own.IsDark())
	}
	return New(kind, float32(textSize)/100)
}

// New returns the theme of a kind with text at textScale: 1 is 100 %. A scale outside 0.5–4 is
// taken as 1.
func New(kind Kind, textScale float32) *Theme {
	if !(textScale >= 0.5 && textScale <= 4) {
		textScale = 1
	}
	t := &Theme{kind: kind, scale: textScale, base: theme.DefaultTheme()}
	switch kind {
	case Dark:
		t.palette = dark
	case Contrast:
		t.palette = contrast
	case ContrastDark:
		t.palette = contrastDark
	default:
		t.kind, t.palette = Light, light
	}
	return t
}

// Kind returns the theme's kind.
func (t *Theme) Kind() Kind { return t.kind }

// TextScale returns the text scale: 1 is 100 %.
func (t *Theme) TextScale() float32 { return t.scale }

// Tone returns the colour of one of the tokens of this package; a name that is none of them is ink.
func (t *Theme) Tone(name fyne.ThemeColorName) color.NRGBA {
	if c, ok := t.palette[name]; ok {
		return c
	}
	return t.palette[Ink]
}

// Color returns the colour of a token, or of one of Fyne's own names in our tokens. The variant is
// not heeded: light and dark are kinds.
func (t *Theme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	if c, ok := t.palette[name]; ok {
		return c
	}
	switch name {
	case theme.ColorNameBackground:
		return t.palette[Paper]
	case theme.ColorNameForeground:
		return t.palette[Ink]
	case theme.ColorNameButton, theme.ColorNameInputBackground, theme.ColorNameMenuBackground,
		theme.ColorNameOverlayBackground:
		return t.palette[Surface]
	case theme.ColorNameDisabledButton, theme.ColorNameHeaderBackground:
		return t.palette[Paper]
	case theme.ColorNameHover, theme.ColorNamePressed, theme.ColorNameSelection:
		return t.palette[Selected]
	case theme.ColorNameDisabled, theme.ColorNamePlaceHolder:
		return t.palette[Ink2]
	case theme.ColorNameInputBorder, theme.ColorNameScrollBar:
		return t.palette[Line2]
	case theme.ColorNameSeparator:
		return t.palette[Line]
	case theme.ColorNameFocus, theme.ColorNamePrimary, theme.ColorNameHyperlink:
		return t.palette[Blue]
	case theme.ColorNameForegroundOnPrimary:
		return t.palette[OnBlue]
	case theme.ColorNameError:
		return t.palette[Negative]
	case theme.ColorNameSuccess:
		return t.palette[Positive]
	case theme.ColorNameWarning:
		return t.palette[Orange]
	case theme.ColorNameForegroundOnError, theme.ColorNameForegroundOnSuccess,
		theme.ColorNameForegroundOnWarning:
		return t.palette[Paper]
	case theme.ColorNameScrollBarBackground, theme.ColorNameShadow:
		return color.NRGBA{}
	}
	variant := theme.VariantLight
	if t.kind.IsDark() {
		variant = theme.VariantDark
	}
	return t.base.Color(name, variant)
}

// The faces as Fyne takes them. There is one of each, so that what Fyne keeps by face is kept once.
var (
	regular    = fyne.NewStaticResource(assets.FontRegular, assets.Font(assets.FontRegular))
	bold       = fyne.NewStaticResource(assets.FontBold, assets.Font(assets.FontBold))
	italic     = fyne.NewStaticResource(assets.FontItalic, assets.Font(assets.FontItalic))
	boldItalic = fyne.NewStaticResource(assets.FontBoldItalic, assets.Font(assets.FontBoldItalic))
)

// Font returns the face of a style.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Monospace || style.Symbol:
		return t.base.Font(style)
	case style.Bold && style.Italic:
		return boldItalic
	case style.Bold:
		return bold
	case style.Italic:
		return italic
	}
	return regular
}

// Icon returns Fyne's icon: our own are not theme icons.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return t.base.Icon(name) }

// Size returns a role's letter size, one of the measures of this package, or one of Fyne's.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if v, ok := t.size(name); ok {
		return v
	}
	switch name {
	case theme.SizeNameCaptionText:
		v, _ := t.size(Caption)
		return v
	case theme.SizeNameInlineIcon:
		v, _ := t.size(NavIcon)
		return v
	case theme.SizeNameSeparatorThickness, theme.SizeNameInputBorder:
		return fixed[Hairline]
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius:
		return fixed[Radius]
	case theme.SizeNameScrollBar, theme.SizeNameScrollBarSmall:
		return 8
	case theme.SizeNameScrollBarRadius:
		return 4
	case theme.SizeNameInnerPadding:
		return 8
	}
	return t.base.Size(name)
}
