package template

import (
	"errors"
	"io/fs"
	"os"
	"strings"

	"github.com/xuri/excelize/v2"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

// Annotate writes the workbook at path to out with the findings as comments on their cells, beside the
// comments that are there. Findings that are about no cell are left out. Neither path nor a file at out
// is ever changed.
func Annotate(path, out string, r followup.Report, w Words) error {
	const op = "template.Annotate"
	if _, err := os.Lstat(out); !errors.Is(err, fs.ErrNotExist) {
		return fault.New(op, fault.Exists, out, err)
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		kind := fault.Format
		if errors.Is(err, fs.ErrNotExist) {
			kind = fault.NotFound
		}
		return fault.New(op, kind, path, err)
	}
	defer f.Close()
	type at struct{ sheet, cell string }
	texts := map[at][]string{}
	var cells []at
	for _, finding := range r.Findings {
		here := at{finding.Sheet, finding.Cell}
		if here.cell == "" {
			continue
		}
		if texts[here] == nil {
			cells = append(cells, here)
		}
		wrong, do := Sentences(finding, w)
		texts[here] = append(texts[here], wrong+"\n"+do)
	}
	was := map[at]string{}
	for _, sheet := range f.GetSheetList() {
		comments, err := f.GetComments(sheet)
		if err != nil {
			return fault.New(op, fault.Format, path, err)
		}
		for _, c := range comments {
			said := c.Text
			for _, run := range c.Paragraph {
				said += run.Text
			}
			was[at{sheet, c.Cell}] = strings.TrimSpace(said)
		}
	}
	for _, here := range cells {
		text := strings.Join(texts[here], "\n\n")
		if old := was[here]; old != "" {
			text = old + "\n\n" + text
			if err := f.DeleteComment(here.sheet, here.cell); err != nil {
				return fault.New(op, fault.Format, path, err)
			}
		}
		err := f.AddComment(here.sheet, excelize.Comment{
			Cell: here.cell, Author: w.Text("template.author"), Text: text,
			Width: 320, Height: uint(60 + 18*(len(text)/42+strings.Count(text, "\n"))),
		})
		if err != nil {
			return fault.New(op, fault.Format, path, err)
		}
	}
	return save(op, f, out)
}
