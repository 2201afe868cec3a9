// Package assets embeds everything that the programs carry with them: typefaces, icons,
// translations, the table schemas and the sources of the two demonstration libraries.
package assets

import "embed"

// Fonts holds Source Sans 3 (OFL-1.1): Regular, Semibold (used as bold), It and SemiboldIt.
//
//go:embed fonts
var Fonts embed.FS

// Icons holds the SVG icons; `currentColor` means the theme's ink.
//
//go:embed all:icons
var Icons embed.FS

// Translations holds one JSON file a language, in go-i18n's message format.
//
//go:embed all:translations
var Translations embed.FS

// Schemas holds one Frictionless Table Schema a table of the follow-up package.
//
//go:embed all:schema
var Schemas embed.FS

// Help holds a Markdown text a page of the program and language.
//
//go:embed all:help
var Help embed.FS

// Guide holds the publisher's guide, in Swedish.
//
//go:embed guide/utgivare.sv.md
var Guide embed.FS

// Packaging holds examples for those who run a publisher's computers: what renews the signature every week.
//
//go:embed packaging
var Packaging embed.FS

// Demo holds the package sources of the demonstration libraries, one folder a library.
//
//go:embed all:demo
var Demo embed.FS

// FontRegular and its siblings name the faces in Fonts.
const (
	FontRegular    = "fonts/SourceSans3-Regular.ttf"
	FontBold       = "fonts/SourceSans3-Semibold.ttf"
	FontItalic     = "fonts/SourceSans3-It.ttf"
	FontBoldItalic = "fonts/SourceSans3-SemiboldIt.ttf"
)

// Font returns the bytes of one of the embedded faces; it panics on a name that is not embedded,
// which is a fault of the program and not of its input.
func Font(name string) []byte {
	b, err := Fonts.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return b
}
