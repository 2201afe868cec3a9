package export

import (
	"io"

	"rodatraden/app/i18n"
	"rodatraden/app/legible"
	"rodatraden/app/page"
	"rodatraden/data/fault"
)

// Facts is a page of facts under headings: a receipt.
type Facts struct {
	Title string
	Over  string // over the title
	Sub   string
	Parts []FactsPart
}

// FactsPart is facts that belong together; those that come first need no title.
type FactsPart struct {
	Title string
	Rows  []page.NamedText
}

// FactsHTML writes a sheet as one page to mail or print: it refers to nothing outside itself. What it tells
// is text, never markup, and what of it cannot be seen is named.
func FactsHTML(w io.Writer, l *i18n.Localizer, s Facts) error {
	err := reading.ExecuteTemplate(legible.NewWriter(w), "facts.tmpl", struct {
		Language, Title, Sub, Committee string
		Parts                           []FactsPart
	}{l.Lang(), s.Title, s.Sub, s.Over, s.Parts})
	if err != nil {
		return fault.New("export.FactsHTML", fault.Local, "", err)
	}
	return nil
}
