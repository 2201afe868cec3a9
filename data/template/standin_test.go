package template

import (
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"rodatraden/data/followup"
	"rodatraden/data/spreadsheet"
)

type standIn struct{ *excelize.File }

func (s standIn) Sheets() []spreadsheet.Sheet {
	var out []spreadsheet.Sheet
	for _, n := range s.GetSheetList() {
		out = append(out, spreadsheet.Sheet{Name: n})
	}
	return out
}
func (s standIn) Rows(sheet string, visit func(spreadsheet.Row) error) (followup.Report, error) {
	rows, err := s.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		return followup.Report{}, err
	}
	for n, row := range rows {
		out := spreadsheet.Row{Number: n + 1}
		for i, v := range row {
			if v == "" {
				continue
			}
			name := spreadsheet.CellName(n+1, i+1)
			typ, _ := s.GetCellType(sheet, name)
			c := spreadsheet.Cell{Column: i + 1, Kind: spreadsheet.Text, Text: v}
			if typ == excelize.CellTypeNumber || typ == excelize.CellTypeUnset {
				c.Kind = spreadsheet.Number
				c.Format.Decimals = -1
				id, _ := s.GetCellStyle(sheet, name)
				st, _ := s.GetStyle(id)
				code := ""
				if st.CustomNumFmt != nil {
					code = *st.CustomNumFmt
				} else if st.NumFmt == 22 {
					code = "m/d/yy h:mm"
				}
				c.Format.Code = code
				if strings.ContainsAny(code, "ymd") {
					f, _ := strconv.ParseFloat(v, 64)
					tm, _ := excelize.ExcelDateToTime(f, false)
					c.Kind = spreadsheet.Date
					c.Text = tm.Format(time.DateOnly)
				} else if strings.Contains(code, "0") {
					c.Format.Percent = strings.Contains(code, "%")
					_, d, _ := strings.Cut(strings.TrimSuffix(code, "%"), ".")
					c.Format.Decimals = len(d)
				}
			}
			if typ == excelize.CellTypeBool {
				c.Kind = spreadsheet.Boolean
				c.Text = map[string]string{"1": "TRUE", "0": "FALSE"}[v]
			}
			if typ == excelize.CellTypeError {
				c.Kind = spreadsheet.Broken
			}
			out.Cells = append(out.Cells, c)
		}
		if len(out.Cells) > 0 {
			if err := visit(out); err != nil {
				return followup.Report{}, err
			}
		}
	}
	return followup.Report{}, nil
}

func init() {
	openBook = func(path string) (sheets, func() error, error) {
		f, err := excelize.OpenFile(path)
		if err != nil {
			return nil, nil, err
		}
		return standIn{f}, f.Close, nil
	}
}
