package sheet

import (
	"errors"
	"slices"
	"strings"

	"rodatraden/data/model"
	"rodatraden/data/spreadsheet"
)

// sample is the beginning of a sheet.
type sample struct {
	sheet      spreadsheet.Sheet
	rows       []spreadsheet.Row
	head       headers
	headerRows []int
	score      int
	roles      map[int]role // by column
	money      map[int]model.Measure
	sure       map[int]bool
	data       []spreadsheet.Row // the rows below the header
}

func (g *guess) sample(s spreadsheet.Sheet) (*sample, error) {
	out := &sample{sheet: s}
	merged, _, err := g.book.Merged(s.Name)
	if err != nil {
		return nil, err
	}
	out.head.merges = merged
	_, err = g.book.Rows(s.Name, func(row spreadsheet.Row) error {
		if empty(row) {
			return nil
		}
		row.Cells = slices.Clone(row.Cells)
		out.rows = append(out.rows, row)
		if len(out.rows) >= sampleRows {
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	if n := min(headerWithin, len(out.rows)); n > 0 {
		last := out.rows[n-1].Number
		out.head.merges = slices.DeleteFunc(out.head.merges, func(r spreadsheet.Range) bool { return r.FirstRow > last })
	}
	return out, err
}

// header finds the header: the row, or two that stand together, in which most columns are recognised.
func (s *sample) header() {
	for i := range s.rows {
		if i >= headerWithin || i+1 >= len(s.rows) {
			break
		}
		for size := 1; size <= 2 && size <= i+1; size++ {
			rows := s.rows[i+1-size : i+1]
			if size == 2 && rows[0].Number+1 != rows[1].Number && !slices.ContainsFunc(rows[0].Cells, func(c spreadsheet.Cell) bool { return strings.Contains(c.Text, "\n") }) {
				continue
			}
			try := headers{rows: rows, merges: s.head.merges}
			if size == 2 && try.isTitle(rows[0]) {
				continue
			}
			if slices.ContainsFunc(rows, func(r spreadsheet.Row) bool {
				n := 0
				for _, c := range r.Cells {
					if isFigure(c) {
						n++
					}
				}
				return n > 0
			}) {
				continue // a row of figures
			}
			roles, money, sure, score := rolesOf(&try)
			score -= size - 1
			if score > s.score {
				s.score, s.roles, s.money, s.sure = score, roles, money, sure
				s.headerRows = nil
				for _, r := range rows {
					s.headerRows = append(s.headerRows, r.Number)
				}
				s.head.rows = rows
				s.head.above = nil
				for _, above := range s.rows[:i+1-size] {
					for _, c := range above.Cells {
						if c.Kind == spreadsheet.Text {
							s.head.above = append(s.head.above, c.Text)
						}
					}
				}
				s.data = s.rows[i+1:]
			}
		}
	}
}

// isTitle reports whether a row is a line above a header: one text over no other column, that names no column.
func (h *headers) isTitle(row spreadsheet.Row) bool {
	var texts []spreadsheet.Cell
	for _, c := range row.Cells {
		if fold(c.Text) != "" {
			texts = append(texts, c)
		}
	}
	if len(texts) != 1 || roleOf(texts[0].Text) != "" {
		return false
	}
	r, merged := h.merges.of(row.Number, texts[0].Column)
	return !merged || r.FirstColumn == r.LastColumn || h.width() <= r.LastColumn && r.FirstColumn == 1
}

// rolesOf tells the columns of a header; score is higher the more of them it tells.
func rolesOf(h *headers) (roles map[int]role, money map[int]model.Measure, sure map[int]bool, score int) {
	roles, money, sure = map[int]role{}, map[int]model.Measure{}, map[int]bool{}
	taken := map[string]bool{}
	for column := 1; column <= h.width(); column++ {
		text := h.text(column)
		if text == "" || len(text) > 120 {
			continue
		}
		what := ""
		if r := roleOf(text); r != "" {
			roles[column], what = r, string(r)
			if m, known := measureOf(text); known || m == model.OutcomeYTD {
				money[column], sure[column] = m, known
			}
		} else if m, known := measureOf(text); m != "" {
			roles[column], money[column], sure[column], what = roleMeasure, m, known, string(m)
		} else if _, is := readPeriod(h.dated(column), 0); is {
			roles[column], what = roleMonth, text
		} else if p, is := readPeriod(text, 2000); is && len(text) <= 30 && p.To.Year > 0 {
			roles[column], what = roleMonth, text
		}
		switch {
		case what == "":
		case taken[what]:
			score -= 5
		default:
			taken[what] = true
			score += 10
		}
	}
	return roles, money, sure, score
}

// column is the first column with a role, or 0.
func (s *sample) column(r role) int {
	for column := 1; column <= s.head.width(); column++ {
		if s.roles[column] == r {
			return column
		}
	}
	return 0
}

func (s *sample) columns(r role) []int {
	var out []int
	for column := 1; column <= s.head.width(); column++ {
		if s.roles[column] == r {
			out = append(out, column)
		}
	}
	return out
}
