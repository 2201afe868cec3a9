package export

import (
	"encoding/base64"
	"fmt"
	"html/template"
	"io"

	"rodatraden/app/diagram"
	"rodatraden/app/i18n"
	"rodatraden/app/legible"
	"rodatraden/app/scene"
	"rodatraden/data/fault"
)

// Sheet is a package that is not published yet, as the pages that readers will see of it.
type Sheet struct {
	Title     string
	Then, Now string   // what the two sides are called; Now is empty where nothing is published
	Notes     []string // what must be known of it: that it has faults, or cannot be shown
	Pages     []Pair
}

// Pair is a page of the package beside the same page of what is published; Now is nil where nothing is.
type Pair struct {
	Name      string // overview
	Then, Now any
}

// preview is what the page of previews says.
type preview struct {
	Language, Title, Draft string
	Words                  map[string]string
	Several                bool
	Sheets                 []previewSheet
}

type previewSheet struct {
	Title string
	Notes []string
	Pages []previewPage
}

type previewPage struct {
	Name, Anchor string
	Bare         bool // the package has nothing on it
	Sides        []previewSide
}

type previewSide struct {
	Label  string
	Now    bool
	Bare   bool
	Page   *copyOf
	Charts []previewChart
}

type previewChart struct {
	Source template.URL
	Alt    string
}

// PreviewHTML writes packages that are not published as one file, each page as readers will see it beside
// what they see now. It refers to nothing outside itself, and says that it is neither signed nor published.
func PreviewHTML(w io.Writer, l *i18n.Localizer, title string, sheets []Sheet) error {
	c := preview{Language: l.Lang(), Title: title, Draft: l.Text("publishing.preview.draft"), Words: map[string]string{}, Several: len(sheets) > 1}
	for _, id := range []string{"pages", "bare", "nothing"} {
		c.Words[id] = l.Text("publishing.preview." + id)
	}
	for i, s := range sheets {
		sheet := previewSheet{Title: s.Title, Notes: s.Notes}
		for _, pair := range s.Pages {
			p := previewPage{Name: l.Text("ui.page." + pair.Name), Anchor: fmt.Sprintf("%d-%s", i+1, pair.Name)}
			then, err := sideOf(s.Then, pair.Then, l)
			if err != nil {
				return err
			}
			p.Bare, p.Sides = then.Bare, []previewSide{then}
			if pair.Now != nil {
				now, err := sideOf(s.Now, pair.Now, l)
				if err != nil {
					return err
				}
				now.Now = true
				p.Sides = append(p.Sides, now)
			}
			sheet.Pages = append(sheet.Pages, p)
		}
		c.Sheets = append(c.Sheets, sheet)
	}
	if err := reading.ExecuteTemplate(legible.NewWriter(w), "preview.tmpl", c); err != nil {
		return fault.New("export.PreviewHTML", fault.Local, "", err)
	}
	return nil
}

// sideOf is one page on one side, with its charts.
func sideOf(label string, p any, l *i18n.Localizer) (previewSide, error) {
	text, err := copyFor(p, l)
	if err != nil {
		return previewSide{}, err
	}
	side := previewSide{Label: label, Page: &text, Bare: text.bare()}
	if side.Bare {
		return side, nil
	}
	for _, s := range scene.Of(p, l) {
		// As wide as a column, so that its text is as large as the column's.
		spec := diagram.Spec{W: 720, Scale: 1, TextScale: 1, Title: s.Title, Sub: s.Sub, Foot: s.Foot}
		spec.H = max(320, diagram.MinHeight(s.Diagram, spec))
		raw, err := diagram.SVG(s.Diagram, spec)
		if err != nil {
			return previewSide{}, err
		}
		side.Charts = append(side.Charts, previewChart{
			Source: template.URL("data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString(raw)),
			Alt:    s.Title,
		})
	}
	return side, nil
}

// bare reports whether the page tells nothing but that there is nothing to tell.
func (c copyOf) bare() bool { return len(c.Groups)+len(c.Items)+len(c.Sections) == 0 }
