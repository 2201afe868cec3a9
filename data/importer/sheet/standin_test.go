package sheet

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"

	"github.com/xuri/excelize/v2"

	"rodatraden/data/followup"
	"rodatraden/data/spreadsheet"
)

type standin struct {
	wb     bool
	sheets []spreadsheet.Sheet
	rows   map[string][]spreadsheet.Row
	merged map[string][]spreadsheet.Range
}

func (s *standin) Workbook() bool              { return s.wb }
func (s *standin) Sheets() []spreadsheet.Sheet { return s.sheets }
func (s *standin) Close() error                { return nil }
func (s *standin) Merged(n string) ([]spreadsheet.Range, followup.Report, error) {
	return s.merged[n], followup.Report{}, nil
}
func (s *standin) Rows(n string, v func(spreadsheet.Row) error) (followup.Report, error) {
	for _, r := range s.rows[n] {
		if err := v(r); err != nil {
			return followup.Report{}, err
		}
	}
	return followup.Report{}, nil
}

func standinOpen(path string) (book, followup.Report, error) {
	s := &standin{rows: map[string][]spreadsheet.Row{}, merged: map[string][]spreadsheet.Range{}}
	if strings.HasSuffix(path, ".xlsx") {
		s.wb = true
		f, err := excelize.OpenFile(path)
		if err != nil {
			return nil, followup.Report{}, err
		}
		for _, name := range f.GetSheetList() {
			vis, _ := f.GetSheetVisible(name)
			s.sheets = append(s.sheets, spreadsheet.Sheet{Name: name, Hidden: !vis})
			raw, _ := f.GetRows(name, excelize.Options{RawCellValue: true})
			shown, _ := f.GetRows(name)
			for i, cells := range raw {
				row := spreadsheet.Row{Number: i + 1}
				v, _ := f.GetRowVisible(name, i+1)
				row.Hidden = !v
				for j, text := range cells {
					if text == "" {
						continue
					}
					cn, _ := excelize.CoordinatesToCellName(j+1, i+1)
					typ, _ := f.GetCellType(name, cn)
					c := spreadsheet.Cell{Column: j + 1, Text: text, Kind: spreadsheet.Text}
					if typ == excelize.CellTypeUnset || typ == excelize.CellTypeNumber {
						c.Kind = spreadsheet.Number
						c.Format.Decimals = -1
						id, _ := f.GetCellStyle(name, cn)
						st, _ := f.GetStyle(id)
						code := ""
						if st != nil && st.CustomNumFmt != nil {
							code = *st.CustomNumFmt
						}
						if st != nil && st.NumFmt == 14 {
							c.Kind, c.Text = spreadsheet.Date, shown[i][j]
							c.Text = "2019-" + c.Text[0:2] + "-" + c.Text[3:5]
						}
						c.Format.Code = code
						if code != "" {
							first, _, _ := strings.Cut(code, ";")
							first = strings.TrimRight(first, "_)")
							for strings.HasSuffix(first, ",") {
								c.Format.Thousands++
								first = first[:len(first)-1]
							}
							c.Format.Percent = strings.Contains(first, "%")
							first = strings.TrimRight(first, "%")
							c.Format.Decimals = 0
							if k := strings.IndexByte(first, '.'); k >= 0 {
								c.Format.Decimals = len(first) - k - 1
							}
						}
					}
					if typ == excelize.CellTypeError || strings.HasPrefix(text, "#") {
						c.Kind = spreadsheet.Broken
					}
					row.Cells = append(row.Cells, c)
				}
				if len(row.Cells) > 0 {
					s.rows[name] = append(s.rows[name], row)
				}
			}
			mc, _ := f.GetMergeCells(name)
			for _, m := range mc {
				c1, r1, _ := excelize.CellNameToCoordinates(m.GetStartAxis())
				c2, r2, _ := excelize.CellNameToCoordinates(m.GetEndAxis())
				s.merged[name] = append(s.merged[name], spreadsheet.Range{FirstRow: r1, FirstColumn: c1, LastRow: r2, LastColumn: c2})
			}
		}
		return s, followup.Report{}, nil
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, followup.Report{}, err
	}
	r := csv.NewReader(bytes.NewReader(raw))
	r.FieldsPerRecord = -1
	r.LazyQuotes = true
	r.Comma = ';'
	if bytes.ContainsRune(raw, '\t') {
		r.Comma = '\t'
	}
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	s.sheets = []spreadsheet.Sheet{{Name: name}}
	for {
		rec, err := r.Read()
		if err != nil {
			break
		}
		l, _ := r.FieldPos(0)
		row := spreadsheet.Row{Number: l}
		for i, t := range rec {
			if t != "" {
				row.Cells = append(row.Cells, spreadsheet.Cell{Column: i + 1, Kind: spreadsheet.Text, Text: t})
			}
		}
		s.rows[name] = append(s.rows[name], row)
	}
	return s, followup.Report{}, nil
}
