package part

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/diagram"
	"rodatraden/app/ui/look"
)

// DataTable is a chart's data as rows: figures at the right of their columns, words at the left.
// Where the columns do not fit beside each other every row has its columns under each other.
type DataTable struct {
	block
	data   diagram.Table
	needs  []float32
	chosen int
	tops   []float32 // of the rows, and the end of the last
}

const (
	dataGap  = 16 // between two columns
	dataAir  = 3  // over and under a cell
	dataRoom = 0.42
)

// NewDataTable returns the table of a chart.
func NewDataTable(env Env, t diagram.Table) *DataTable {
	d := &DataTable{data: t, chosen: -1}
	d.env = env
	for i, c := range t.Columns {
		w := env.muted(look.Caption, c).natural()
		for _, r := range t.Rows {
			if i < len(r) {
				w = max(w, env.text(look.Body, r[i]).natural())
			}
		}
		d.needs = append(d.needs, w)
	}
	d.tall = func(width float32) float32 { return d.flow(width, nil) }
	d.lay = func(size fyne.Size) {
		var objects []fyne.CanvasObject
		d.flow(size.Width, &objects)
		d.objects = objects
	}
	d.init(d, env)
	return d
}

func (d *DataTable) choose(row int) {
	if d.chosen != row {
		d.chosen = row
		d.Refresh()
	}
}

// widths shares the width: figures have what they need, words what is left. ok is false where that
// is too little.
func (d *DataTable) widths(width float32) (widths []float32, ok bool) {
	widths = make([]float32, len(d.needs))
	left := width - dataGap*float32(max(len(d.needs)-1, 0))
	var words float32
	for i, n := range d.needs {
		if d.numeric(i) {
			widths[i] = n
			left -= n
		} else {
			words += n
		}
	}
	if words == 0 {
		return widths, left >= 0
	}
	if left < words*dataRoom || left < 0 {
		return widths, false
	}
	for i, n := range d.needs {
		if !d.numeric(i) {
			widths[i] = min(n, left*n/words)
			if left > words {
				widths[i] = n + (left-words)*n/words
			}
		}
	}
	return widths, true
}

func (d *DataTable) numeric(i int) bool { return i < len(d.data.Numeric) && d.data.Numeric[i] }

func (d *DataTable) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := d.env
	draw := func(more ...fyne.CanvasObject) {
		if objects != nil {
			*objects = append(*objects, more...)
		}
	}
	hair := func(tone fyne.ThemeColorName, y float32) {
		line := env.fill(tone)
		place(line, 0, y, width, 1)
		draw(line)
	}
	cell := func(l *lines, i int, x, y, w float32) float32 {
		l.atRight = d.numeric(i)
		draw(l.objects(x, y+dataAir, w)...)
		return l.height(w) + 2*dataAir
	}
	d.tops = d.tops[:0]
	widths, ok := d.widths(width)
	var y float32
	if ok {
		var x, high float32
		for i, c := range d.data.Columns {
			high = max(high, cell(env.muted(look.Caption, c), i, x, y, widths[i]))
			x += widths[i] + dataGap
		}
		y += high
		hair(look.Line2, y)
		y++
	}
	for n, row := range d.data.Rows {
		d.tops = append(d.tops, y)
		from := y
		var under []fyne.CanvasObject
		keep := objects
		if objects != nil {
			objects = &under
		}
		if ok {
			var x, high float32
			for i, text := range row {
				high = max(high, cell(env.text(look.Body, text), i, x, y, widths[i]))
				x += widths[i] + dataGap
			}
			y += high
		} else {
			y += d.stacked(row, y, width, draw)
		}
		hair(look.Line, y)
		y++
		objects = keep
		if objects != nil {
			if n == d.chosen {
				ground := env.fill(look.Selected)
				place(ground, 0, from, width, y-from-1)
				*objects = append(*objects, ground)
			}
			*objects = append(*objects, under...)
		}
	}
	d.tops = append(d.tops, y)
	return y
}

// stacked draws a row's columns under each other, each with its head.
func (d *DataTable) stacked(row []string, y, width float32, draw func(...fyne.CanvasObject)) float32 {
	env := d.env
	from := y
	y += dataAir
	for i, text := range row {
		if text == "" || i >= len(d.data.Columns) {
			continue
		}
		value := env.newLines(look.Body, span{text: text, role: look.Body, bold: i == 0, tone: look.Ink})
		if i == 0 {
			draw(value.objects(0, y, width)...)
			y += value.height(width)
			continue
		}
		label := env.muted(look.Caption, d.data.Columns[i])
		if label.natural()+dataGap+value.natural() <= width {
			value.atRight = true
			draw(label.objects(0, y+env.base(look.Body)-env.base(look.Caption), width)...)
			draw(value.objects(label.natural(), y, width-label.natural())...)
			y += max(value.height(width), label.height(width))
			continue
		}
		draw(label.objects(0, y, width)...)
		y += label.height(width)
		draw(value.objects(0, y, width)...)
		y += value.height(width)
	}
	return y + dataAir - from
}

// pieces returns the rows, so that a page can stop between them.
func (d *DataTable) pieces(at fyne.Position, as Block) []piece {
	var out []piece
	top := float32(0)
	for i := 1; i < len(d.tops); i++ {
		out = append(out, piece{block: as, x: at.X, y: at.Y + top, w: d.Size().Width, h: d.tops[i] - top})
		top = d.tops[i]
	}
	return out
}
