package export

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/data/fault"
)

var formats = map[string]func(w io.Writer, p any, l *i18n.Localizer) error{
	"json": func(w io.Writer, p any, _ *i18n.Localizer) error { return JSON(w, p) },
	"csv":  func(w io.Writer, p any, _ *i18n.Localizer) error { return CSV(w, p) },
	"html": HTML,
	"txt":  plainText,
}

// Formats are the names of the formats of Write.
func Formats() []string { return slices.Sorted(maps.Keys(formats)) }

// Write writes a page in a format by its name.
//
// Faults: Usage where there is no such format, or the page is not written in it.
func Write(w io.Writer, format string, p any, l *i18n.Localizer) error {
	as, ok := formats[format]
	if !ok {
		return fault.New("export.Write", fault.Usage, format, nil)
	}
	return as(w, p, l)
}

// plainText writes the minutes of a review as they are copied.
func plainText(w io.Writer, p any, _ *i18n.Localizer) error {
	minutes, ok := p.(*page.Protocol)
	if !ok {
		return fault.New("export.Text", fault.Usage, "txt", fmt.Errorf("%T is not written as text", p))
	}
	if _, err := io.WriteString(w, minutes.Text()); err != nil {
		return fault.New("export.Text", fault.Local, "", err)
	}
	return nil
}
