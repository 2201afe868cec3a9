package template

import (
	"errors"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

type sheetPlaces struct{}

// Write makes a workbook at path. It never replaces a file: Exists. What a workbook cannot hold without
// loss is refused: Format, Limit.
func Write(path string, c Content, w Words) error {
	return fault.New("template.Write", fault.Build, path, errors.New("not built yet"))
}

// Open reads a workbook that has been filled in.
func Open(path string, w Words) (*Source, error) {
	return nil, fault.New("template.Open", fault.Build, path, errors.New("not built yet"))
}

// Locate puts sheet and cell on findings about the source's files, where their rows stand in the workbook.
func (s *Source) Locate(r followup.Report) followup.Report { return r }

// Annotate writes the workbook at path to out with the findings as comments on their cells.
func Annotate(path, out string, r followup.Report, w Words) error {
	return fault.New("template.Annotate", fault.Build, path, errors.New("not built yet"))
}

// Standing is the content for the next package of a committee, after the packages given.
func Standing(packages []*followup.Package, next followup.Manifest) Content { return Content{} }

// Copy is everything in a package as rows to be edited.
func Copy(p *followup.Package) Content { return Content{} }
