package part

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// FetchRow is one package on its way: its title, under it what is known of it or how much has come as a
// bar, and at the right its size and its state.
type FetchRow struct {
	linedRow
	told         page.FetchRow
	title        *lines
	beside, size *lines
	mark         *inline
	gauge        gauge
}

const (
	fetchAir   = 4
	fetchWhole = 570 // the width of the design's column, of which the state and the size have
	fetchMark  = 112
	fetchSize  = 90
	fetchGap   = 16
	fetchLeast = 190 // a title with less room, at 100 %, has its size and its state under it
	fetchBar   = 5   // the height of the bar
)

// NewFetchRows returns a row for each.
func NewFetchRows(env Env, all []page.FetchRow) []*FetchRow {
	group := &Group{}
	rows := make([]*FetchRow, len(all))
	for i, one := range all {
		r := &FetchRow{gauge: env.newGauge()}
		r.env = env
		r.tell(one)
		r.group = group
		group.add(r)
		r.begin(r, env, r.flow)
		rows[i] = r
	}
	return rows
}

func (r *FetchRow) tell(one page.FetchRow) {
	env := r.env
	r.told = one
	r.title = env.text(look.Body, one.Title)
	r.beside = env.muted(look.Caption, one.Beside)
	r.size = env.text(look.Caption, one.Size)
	r.mark = env.newInline(one.Mark, look.Caption, look.Ink)
}

// Set tells how far the package has come by now, and reports whether the row's height has changed.
func (r *FetchRow) Set(one page.FetchRow) (grown bool) {
	if r.told == one {
		return false
	}
	before := r.HeightAt(r.Size().Width)
	r.tell(one)
	r.forget()
	grown = r.HeightAt(r.Size().Width) != before
	if !r.resting {
		r.settle()
		r.Refresh()
	}
	return grown
}

func (r *FetchRow) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	env := r.env
	draw := func(more []fyne.CanvasObject) {
		if objects != nil {
			*objects = append(*objects, more...)
		}
	}
	mark := max(round(fetchMark*width/fetchWhole), ceil(r.mark.natural()))
	size := max(round(fetchSize*width/fetchWhole), ceil(r.size.natural()))
	left := width - mark - size - 2*fetchGap
	under := left < fetchLeast*env.Theme.TextScale()
	if under {
		left = width
	}
	second := env.line(look.Caption)
	bar := r.told.Part >= 0
	if !bar {
		second = r.beside.height(left)
		if r.told.Beside == "" {
			second = 0
		}
	}
	words := r.title.height(left) + second
	high := words
	if under {
		high += max(r.size.height(width), r.mark.height(width))
	}
	least := round(46*env.Theme.TextScale()) - 2*fetchAir
	whole := max(high, least)
	y := fetchAir + round((whole-high)/2)
	draw(r.title.objects(0, y, left))
	y += r.title.height(left)
	switch {
	case bar && objects != nil:
		long := left
		if !under {
			long = min(left, round(342*width/fetchWhole))
		}
		r.gauge.set(0, y+round((second-fetchBar)/2), long, fetchBar, r.told.Part)
		draw(r.gauge.objects())
	case !bar && second > 0:
		draw(r.beside.objects(0, y, left))
	}
	y += second
	if under {
		x := float32(0)
		draw(r.size.objects(x, y, width))
		x += ceil(r.size.natural()) + fetchGap
		draw(r.mark.objects(x, y, width-x))
	} else {
		middle := fetchAir + round((whole-env.line(look.Caption))/2)
		draw(r.size.objects(width-mark-fetchGap-ceil(r.size.natural()), middle, ceil(r.size.natural())+1))
		draw(r.mark.objects(width-mark, middle, mark+1))
	}
	return whole + 2*fetchAir + 1
}
