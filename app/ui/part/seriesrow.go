package part

import (
	"image"
	"image/color"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/diagram"
	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// SeriesTable is indicators as rows under a head: name, small chart on a shared axis, what it is now,
// what has become of it, and what it is to reach. Where that does not fit a row has its parts under
// each other.
type SeriesTable struct {
	Head *SeriesHead
	Rows []*SeriesRow

	env     Env
	columns page.GoalColumns
	axis    string
	group   Group
	now     float32 // the widest of each column
	change  float32
	target  float32
}

// The columns of a table 750 wide.
const (
	seriesWide  = 750
	seriesSpark = 130
	seriesGap   = 10
	sparkHigh   = 32
	shortUnit   = 4 // a longer one does not stand by the figure
)

// NewSeriesTable returns head and rows; trend is the small chart of each row, nil for none.
func NewSeriesTable(env Env, axis string, columns page.GoalColumns, rows []page.Series, trend func(page.Series) diagram.Diagram) *SeriesTable {
	t := &SeriesTable{env: env, columns: columns, axis: axis}
	t.now = env.muted(look.Caption, columns.Now).natural()
	t.change = env.muted(look.Caption, columns.Against).natural()
	t.target = env.muted(look.Caption, columns.Target).natural()
	for _, s := range rows {
		r := newSeriesRow(env, t, s, trend(s))
		if s.Now.Present() {
			t.now = max(t.now, r.now.natural())
		}
		t.change = max(t.change, r.mark.natural())
		t.target = max(t.target, r.target.natural())
		t.Rows = append(t.Rows, r)
	}
	t.Head = newSeriesHead(env, t)
	return t
}

// places returns where the columns stand: left of the chart, right of the figure, left of the change
// and of the target. ok is false where the rows must fold.
func (t *SeriesTable) places(width float32) (spark, now, change, target float32, ok bool) {
	target = width - max(t.target, round(width*110/seriesWide))
	change = target - seriesGap - max(t.change, round(width*161/seriesWide))
	now = change - seriesGap
	spark = now - max(t.now, round(width*64/seriesWide)) - seriesGap - round(width*seriesSpark/seriesWide)
	return spark, now, change, target, !t.env.Narrow && spark >= 190*t.env.Theme.TextScale()
}

// SeriesHead names the columns.
type SeriesHead struct{ block }

func newSeriesHead(env Env, t *SeriesTable) *SeriesHead {
	h := &SeriesHead{}
	name, axis := env.muted(look.Caption, t.columns.Name), env.muted(look.Caption, t.axis)
	now, change, target := env.muted(look.Caption, t.columns.Now), env.muted(look.Caption, t.columns.Against), env.muted(look.Caption, t.columns.Target)
	rule := env.fill(look.Line2)
	h.tall = func(width float32) float32 { return name.height(width) + 3 }
	h.lay = func(size fyne.Size) {
		spark, nowRight, changeLeft, targetLeft, ok := t.places(size.Width)
		h.objects = []fyne.CanvasObject{rule}
		place(rule, 0, size.Height-1, size.Width, 1)
		if !ok {
			h.objects = append(h.objects, name.objects(0, 0, size.Width)...)
			return
		}
		h.objects = append(h.objects, name.objects(0, 0, spark)...)
		h.objects = append(h.objects, axis.objects(spark, 0, nowRight-t.now-spark)...)
		w := now.natural()
		h.objects = append(h.objects, now.objects(nowRight-w, 0, w)...)
		h.objects = append(h.objects, change.objects(changeLeft, 0, targetLeft-changeLeft)...)
		h.objects = append(h.objects, target.objects(targetLeft, 0, size.Width-targetLeft)...)
	}
	h.steady = true
	h.init(h, env)
	return h
}

// SeriesRow is one indicator. It opens the record of its figure.
type SeriesRow struct {
	linedRow
	table  *SeriesTable
	series page.Series
	name   *lines
	unit   *lines // after the name, where it has room; nil where it stands by the figure
	now    *inline
	last   *lines
	mark   *inline
	target *inline
	spark  *canvas.Raster
}

func newSeriesRow(env Env, t *SeriesTable, s page.Series, trend diagram.Diagram) *SeriesRow {
	r := &SeriesRow{table: t, series: s}
	r.name = env.text(look.Body, s.Title)
	if utf8.RuneCountInString(s.Unit) > shortUnit && s.Now.Present() {
		s.Now.Text = s.Now.Number // the unit stands after the name
		r.unit = env.muted(look.Caption, s.Unit)
	}
	r.now = env.figure(s.Now, true)
	r.last = env.muted(look.Caption, s.Last)
	r.mark = env.newInline(s.Mark, look.Caption, look.Ink)
	r.target = env.figure(s.Target, true)
	if known := knownPoints(s.Spark); known > 1 || known == 1 && s.Last == "" {
		r.spark = canvas.NewRaster(smallChart(env, trend))
	}
	r.group = &t.group
	t.group.add(r)
	r.opens(recordOf(s))
	r.begin(r, env, r.flow)
	return r
}

// recordOf is where a row's figure stands: what it is now, else what was last known, else itself.
func recordOf(s page.Series) string {
	if s.Now.Record != "" {
		return s.Now.Record
	}
	for i := len(s.Points) - 1; i >= 0; i-- {
		if ref := s.Points[i].Figure.Record; ref != "" {
			return ref
		}
	}
	return s.Record
}

func knownPoints(points []page.SeriesPoint) int {
	n := 0
	for _, p := range points {
		if p.Figure.Present() {
			n++
		}
	}
	return n
}

// figure is a figure in bold, what is said in its place, or the mark of its absence.
func (e Env) figure(f page.Figure, bold bool) *inline {
	switch {
	case f.Words != "":
		return &inline{env: e, text: e.newLines(look.Caption, span{text: f.Words, role: look.Caption, tone: look.Ink})}
	case f.Present():
		return &inline{env: e, text: e.newLines(look.Body, span{text: f.Text, role: look.Body, bold: bold, tone: look.Ink})}
	case f.Text == "":
		return &inline{env: e, text: e.text(look.Caption, "")}
	}
	return e.newInline(e.absence(f), look.Caption, look.Ink2)
}

// smallChart draws a trend at the device's pixels, once for each size.
func smallChart(env Env, d diagram.Diagram) func(w, h int) image.Image {
	var drawn *image.RGBA
	return func(w, h int) image.Image {
		if drawn != nil && drawn.Bounds().Dx() == w && drawn.Bounds().Dy() == h {
			return drawn
		}
		theme := DiagramTheme(env.Theme)
		spec := diagram.Spec{W: w, H: h, Scale: 1, TextScale: float64(env.Theme.TextScale()), Theme: &theme}
		img, _, err := diagram.Render(d, spec, nil)
		if err != nil || img == nil {
			return image.NewUniform(color.Transparent)
		}
		drawn = img
		return drawn
	}
}

func (r *SeriesRow) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := r.env
	draw := func(more ...fyne.CanvasObject) {
		if objects != nil {
			*objects = append(*objects, more...)
		}
	}
	spark, now, change, target, ok := r.table.places(width)
	if !ok {
		return r.stacked(width, draw)
	}
	name := spark - seriesGap/2
	high := max(env.size(look.DiffLine)-1, r.name.height(name)+6)
	baseline := round((high-env.line(look.Body))/2) + env.base(look.Body)
	at := func(in *inline) float32 { return baseline - env.base(in.text.role) }
	draw(r.name.objects(0, round((high-r.name.height(name))/2), name)...)
	if r.unit != nil && r.name.natural()+markGap+r.unit.natural() <= name {
		draw(r.unit.objects(r.name.natural()+markGap, baseline-env.base(look.Caption), r.unit.natural())...)
	}
	room := now - spark
	nowWide := r.now.natural()
	if r.spark != nil {
		w := now - r.table.now - seriesGap - spark
		place(r.spark, spark, round((high-sparkHigh*env.Theme.TextScale())/2), w, sparkHigh*env.Theme.TextScale())
		draw(r.spark)
		if !r.series.Now.Present() && nowWide > r.table.now {
			room = r.table.now
		} else {
			room = max(r.table.now, nowWide)
		}
	}
	if !r.series.Now.Present() && r.series.Mark.Text == "" {
		room += change - now + target - change - seriesGap // the change's column is free
	}
	if r.last.natural() > 0 && r.spark == nil {
		draw(r.last.objects(spark, baseline-env.base(look.Caption), r.last.natural())...)
		room -= r.last.natural() + seriesGap
	}
	if r.series.Now.Present() {
		draw(r.now.objects(now-nowWide, at(r.now), nowWide)...)
	} else {
		left := now - r.table.now
		if nowWide <= room {
			draw(r.now.objects(left, at(r.now), nowWide)...)
		} else {
			draw(r.now.objects(left, round((high-r.now.height(room))/2), room)...)
			high = max(high, r.now.height(room)+6)
		}
	}
	draw(r.mark.objects(change, at(r.mark), r.mark.natural())...)
	draw(r.target.objects(target, at(r.target), max(r.target.natural(), 1))...)
	return high + 1
}

// stacked is the row where its columns do not fit: name and figure, then the rest under them.
func (r *SeriesRow) stacked(width float32, draw func(...fyne.CanvasObject)) float32 {
	env := r.env
	pad := float32(6)
	y := pad
	nowWide := r.now.natural()
	if least := 0.55 * width; r.series.Now.Present() && nowWide <= width-least {
		name := width - nowWide - seriesGap
		draw(r.name.objects(0, y, name)...)
		draw(r.now.objects(width-nowWide, y, nowWide)...)
		y += r.name.height(name)
	} else {
		draw(r.name.objects(0, y, width)...)
		y += r.name.height(width)
		draw(r.now.objects(0, y, width)...)
		y += r.now.height(width)
	}
	t := r.table
	labelled := func(label string, value *inline) {
		if value.text.natural() == 0 {
			return
		}
		l := env.muted(look.Caption, label)
		w := value.natural()
		base := y + max(env.base(value.text.role), env.base(look.Caption))
		if l.natural()+seriesGap+w <= width {
			draw(l.objects(0, base-env.base(look.Caption), l.natural())...)
			draw(value.objects(width-w, base-env.base(value.text.role), w)...)
			y += max(env.line(value.text.role), env.line(look.Caption))
			return
		}
		draw(l.objects(0, y, width)...)
		y += l.height(width)
		draw(value.objects(0, y, width)...)
		y += value.height(width)
	}
	against := t.columns.Against
	labelled(against, r.mark)
	labelled(t.columns.Target, r.target)
	if r.series.Last != "" {
		labelled(env.L.Text("ui.goals.known_last"), &inline{env: env, text: r.last})
	}
	return max(y+pad, env.touch()-1) + 1
}

// NewSeriesTitle returns the head of an indicator's chart: its name with its unit, and at the right
// what it is to reach.
func NewSeriesTitle(env Env, s page.Series) Block {
	h := &seriesTitle{}
	h.name = env.newLines(look.Body, span{text: s.Title, role: look.Body, bold: true, tone: look.Ink})
	if s.Unit != "" {
		h.name.spans = append(h.name.spans, span{text: ", " + s.Unit, role: look.Body, tone: look.Ink2})
	}
	h.label = env.muted(look.Caption, env.L.Text("ui.goals.target"))
	h.target = env.figure(s.Target, true)
	h.tall = func(width float32) float32 {
		if h.beside(width) {
			return env.line(look.Body)
		}
		return h.name.height(width) + max(env.line(look.Caption), env.line(h.target.text.role))
	}
	h.lay = func(size fyne.Size) {
		w := h.right()
		x, y := size.Width-w, float32(0)
		if h.beside(size.Width) {
			h.objects = h.name.objects(0, 0, h.name.natural())
		} else {
			h.objects = h.name.objects(0, 0, size.Width)
			x, y = 0, h.name.height(size.Width)
		}
		base := y + env.base(look.Body)
		h.objects = append(h.objects, h.label.objects(x, base-env.base(look.Caption), h.label.natural())...)
		h.objects = append(h.objects, h.target.objects(x+h.label.natural()+markGap, base-env.base(h.target.text.role), h.target.natural())...)
	}
	h.steady = true
	h.init(h, env)
	return h
}

type seriesTitle struct {
	block
	name, label *lines
	target      *inline
}

func (h *seriesTitle) right() float32 { return h.label.natural() + markGap + h.target.natural() }

func (h *seriesTitle) beside(width float32) bool {
	return h.name.natural()+asideGap+h.right() <= width
}
