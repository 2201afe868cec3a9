package template

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"rodatraden/data/schema"
)

// role is what a cell is to the person who fills the workbook in.
type role int

const (
	newRole      role = iota // to fill in
	beforeRole               // told before
	expectedRole             // ready, and waits for its value
	headingRole
	requiredRole // a heading
	titleRole
	helpRole
	proseRole
)

// look is how a cell is shown.
type look struct {
	role     role
	text     bool // what is typed is kept as it is typed
	right    bool
	decimals int // one more than a number's decimals; 0 is General
}

// lookOf is how a field's cells are shown.
func lookOf(f schema.Field, r role) look {
	if f.As == schema.Decimal || f.Type == "integer" {
		return look{role: r, right: true}
	}
	return look{role: r, text: true}
}

const (
	ink    = "1F2933"
	faint  = "6B7280"
	line   = "D5DBE1"
	head   = "E6ECF1"
	must   = "CFDDE8"
	before = "F4F5F6"
	wait   = "FFF8E1"
)

// style is the workbook's number of a look.
func (b *writing) style(l look) int {
	if n, made := b.styles[l]; made {
		return n
	}
	s := &excelize.Style{
		Font:      &excelize.Font{Family: "Calibri", Size: 11, Color: ink},
		Alignment: &excelize.Alignment{Vertical: "top", WrapText: true},
		Border:    []excelize.Border{{Type: "bottom", Color: line, Style: 1}},
	}
	fill := func(colour string) {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
	}
	switch l.role {
	case beforeRole:
		s.Font.Color = faint
		fill(before)
	case expectedRole:
		fill(wait)
	case headingRole:
		s.Font.Bold = true
		s.Alignment.Vertical = "center"
		fill(head)
	case requiredRole:
		s.Font.Bold = true
		s.Alignment.Vertical = "center"
		fill(must)
	case titleRole:
		s.Font.Bold, s.Font.Size = true, 14
		s.Alignment.Vertical, s.Alignment.WrapText = "center", false
		s.Border = nil
	case helpRole:
		s.Font.Color, s.Border = faint, nil
	case proseRole:
		s.Border = nil
	}
	if l.right {
		s.Alignment.Horizontal = "right"
	}
	switch {
	case l.text:
		s.NumFmt = 49
	case l.decimals > 0:
		code := "#,##0"
		if l.decimals > 1 {
			code += "." + strings.Repeat("0", l.decimals-1)
		}
		s.CustomNumFmt = &code
	}
	n, err := b.NewStyle(s)
	if err != nil {
		panic(err) // the looks are all ours
	}
	b.styles[l] = n
	return n
}

// cell is a value with a look.
func (b *writing) cell(l look, value any) excelize.Cell {
	return excelize.Cell{StyleID: b.style(l), Value: value}
}
