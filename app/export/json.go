// Package export writes pages to files: JSON and CSV. It renders the structs that the window shows,
// so that they cannot disagree.
package export

import (
	"encoding/json"
	"io"

	"rodatraden/data/fault"
)

// JSON writes a page as it is, indented. The same page gives the same bytes.
func JSON(w io.Writer, page any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(page); err != nil {
		return fault.New("export.JSON", fault.Local, "", err)
	}
	return nil
}
