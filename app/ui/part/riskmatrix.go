package part

import (
	"image/color"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// RiskMatrix is a municipality's own scale as a grid: every cell has its product, and where controls
// stand their number in bold with an edge. What the scale means stands beside it, or under it where it
// has no room.
type RiskMatrix struct {
	block
	data  page.RiskMatrix
	notes []*lines
}

// The grid at 100 %.
const (
	cellWide  = 40
	cellHigh  = 23
	cellGap   = 2
	axisRoom  = 30 // left of the cells, for the likelihoods
	axisAir   = 8  // between a likelihood and the cells
	matrixGap = 32 // between the grid and what is said of it
	noteLeast = 200
	noteGap   = 4
)

// NewRiskMatrix returns the grid with its notes.
func NewRiskMatrix(env Env, m page.RiskMatrix) *RiskMatrix {
	r := &RiskMatrix{data: m}
	for _, note := range m.Notes {
		note = spacedRuns(note)
		r.notes = append(r.notes, env.newLines(look.Caption, passages(look.Caption, note)...))
	}
	r.tall = func(width float32) float32 { return r.flow(width, nil) }
	r.lay = func(size fyne.Size) {
		objects := []fyne.CanvasObject{}
		r.flow(size.Width, &objects)
		r.objects = objects
	}
	r.steady = true
	r.init(r, env)
	return r
}

// spacedRuns puts a space between the runs of a note, but none before a comma.
func spacedRuns(runs []page.Passage) []page.Passage {
	out := slices.Clone(runs)
	for i := range out[:max(len(out)-1, 0)] {
		if !strings.HasPrefix(out[i+1].Text, ",") {
			out[i].Text += " "
		}
	}
	return out
}

func (r *RiskMatrix) at100(v float32) float32 { return round(v * r.env.Theme.TextScale()) }

// cell is the width of a cell: a scale of many steps in a narrow column has smaller ones.
func (r *RiskMatrix) cell(width float32) float32 {
	n := float32(max(r.data.Across, 1))
	return min(r.at100(cellWide), float32(int((width-r.at100(axisRoom))/n-cellGap)))
}

func (r *RiskMatrix) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := r.env
	draw := func(more ...fyne.CanvasObject) {
		if objects != nil {
			*objects = append(*objects, more...)
		}
	}
	w, h, left := r.cell(width), r.at100(cellHigh), r.at100(axisRoom)
	axis := func(n int) *canvas.Text {
		return env.letters(span{text: strconv.Itoa(n), role: look.Axis, tone: look.Ink2})
	}
	base := round((h-env.line(look.Axis))/2) + env.base(look.Axis)
	var y float32
	for _, row := range r.data.Rows {
		label := axis(row.Likelihood)
		toRight(label, left-axisAir, y+base)
		draw(label)
		for i, c := range row.Cells {
			x := left + float32(i)*(w+cellGap)
			r.drawCell(c, x, y, w, h, draw)
		}
		y += h + cellGap
	}
	for i := range r.data.Across {
		label := axis(i + 1)
		x := left + float32(i)*(w+cellGap) + w/2
		onLine(label, x-wide(label)/2, y+env.base(look.Axis))
		draw(label)
	}
	high := y + env.line(look.Axis)
	grid := left + float32(r.data.Across)*(w+cellGap) - cellGap
	x, top, room := grid+matrixGap, float32(0), width-grid-matrixGap
	if room < noteLeast*env.Theme.TextScale() {
		x, top, room = 0, high+noteGap, width
	}
	end := top
	for _, n := range r.notes {
		draw(n.objects(x, end, room)...)
		end += n.height(room) + noteGap
	}
	return max(high, end-noteGap)
}

// drawCell is a cell: darker the greater its product is.
func (r *RiskMatrix) drawCell(c page.RiskCell, x, y, w, h float32, draw func(...fyne.CanvasObject)) {
	env := r.env
	most := r.data.Rows[0].Likelihood * r.data.Across
	edge := look.Line
	if c.Controls > 0 {
		edge = look.Line2
	}
	thick := env.size(look.Hairline)
	text := span{text: strconv.Itoa(c.Risk), role: look.Axis, tone: look.Ink2}
	if c.Controls > 0 {
		thick = env.size(look.Rule)
		text = span{text: c.Text, role: look.Caption, bold: true, tone: look.Ink}
		if env.measure(text) > w-2*thick {
			text.text = strconv.Itoa(c.Controls)
		}
	}
	outer, inner := env.fill(edge), canvas.NewRectangle(r.shade(float32(c.Risk)/float32(most)))
	place(outer, x, y, w, h)
	place(inner, x+thick, y+thick, w-2*thick, h-2*thick)
	t := env.letters(text)
	onLine(t, x+(w-wide(t))/2, y+round((h-env.line(text.role))/2)+env.base(text.role))
	draw(outer, inner, t)
}

// shade is the ground of a cell, from the selected row's to the line's. In high contrast every ground
// is alike: the product says the rest.
func (r *RiskMatrix) shade(part float32) color.Color {
	from, to := r.env.Theme.Tone(look.Selected), r.env.Theme.Tone(look.Line)
	if k := r.env.Theme.Kind(); k == look.Contrast || k == look.ContrastDark {
		return from
	}
	mix := func(a, b uint8) uint8 { return uint8(round(float32(a) + (float32(b)-float32(a))*part)) }
	return color.NRGBA{R: mix(from.R, to.R), G: mix(from.G, to.G), B: mix(from.B, to.B), A: 255}
}
