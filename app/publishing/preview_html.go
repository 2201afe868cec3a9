package publishing

import (
	"context"
	"io"
	"path/filepath"

	"rodatraden/app/export"
	"rodatraden/app/page"
	"rodatraden/app/terminal"
)

// HTML writes the preview as one file: every page of every package as readers will see it, beside the
// committee's last published package.
func (p *Preview) HTML(ctx context.Context, w io.Writer) error {
	l := p.Then.Localizer()
	sheets := make([]export.Sheet, 0, len(p.Packages))
	title := l.Text("publishing.preview.many", "Count", len(p.Packages))
	for _, one := range p.Packages {
		sheet := export.Sheet{Title: one.Title(), Then: l.Text("publishing.preview.then", "Package", one.Title())}
		if one.Problem != nil {
			wrong, do := terminal.Sentences(l, one.Problem)
			sheet.Notes = append(sheet.Notes, l.Text("publishing.preview.unseen"), wrong+" "+do)
		}
		if n := one.Read.Report.Faults(); n > 0 {
			sheet.Notes = append(sheet.Notes, l.Text("publishing.preview.faults", "Count", n))
		}
		if one.Read.Published {
			sheet.Notes = append(sheet.Notes, l.Text("publishing.preview.published"))
		}
		if one.Now != nil {
			sheet.Now = l.Text("publishing.preview.now", "Package", one.Now.Package.Title)
		} else if one.Problem == nil {
			sheet.Notes = append(sheet.Notes, l.Text("publishing.preview.first"))
		}
		for _, name := range page.Names() {
			if one.Problem != nil {
				break
			}
			if name == "questions" {
				continue // it holds what the reader has written
			}
			pair := export.Pair{Name: name}
			var err error
			if pair.Then, err = p.Then.Page(ctx, name, one.Then); err != nil {
				return err
			}
			if one.Now != nil {
				if pair.Now, err = p.Now.Page(ctx, name, *one.Now); err != nil {
					return err
				}
			}
			sheet.Pages = append(sheet.Pages, pair)
		}
		sheets = append(sheets, sheet)
	}
	if len(sheets) == 1 {
		title = l.Text("publishing.preview.one", "Package", sheets[0].Title)
	}
	return export.PreviewHTML(w, l, title, sheets)
}

// Title is what the package is called; where it could not be read, what its file is.
func (one Previewed) Title() string {
	if one.Read.Package != nil && one.Read.Package.Manifest.Title != "" {
		return one.Read.Package.Manifest.Title
	}
	return filepath.Base(one.Read.Path)
}
