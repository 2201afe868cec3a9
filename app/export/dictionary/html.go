package dictionary

import (
	_ "embed"
	"html/template"
	"io"

	"rodatraden/data/fault"
)

//go:embed dictionary.html
var source string

var layout = template.Must(template.New("dictionary").Parse(source))

// HTML writes the dictionary as one page, to be read or printed on A4: no script, and nothing that is
// fetched.
func HTML(w io.Writer, d *Dictionary) error {
	if err := layout.Execute(w, d); err != nil {
		return fault.New("dictionary.HTML", fault.Local, "", err)
	}
	return nil
}
