package part

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// Stated is something named, with what is told of its state.
type Stated struct {
	Title  string
	Beside string
	Under  *page.Mark // in Beside's place
	Mark   page.Mark
	Note   string // under the mark's words
	New    *page.Mark
	Record string // what a press opens
}

// StatedRow is a name with a line under it, and at the right its state in a mark.
type StatedRow struct {
	linedRow
	name, mark cell
}

const (
	statedPad   = 2
	statedWhole = 438 // the width of the design's column, of which the state has
	statedMark  = 158
	statedGap   = 8
	statedLeast = 130 // a state with less room, at 100 %, stands under the name
)

// NewStatedRows returns a row for each.
func NewStatedRows(env Env, all []Stated) []*StatedRow {
	group := &Group{}
	rows := make([]*StatedRow, len(all))
	for i, one := range all {
		r := &StatedRow{name: cell{env.text(look.Node, one.Title)}}
		switch {
		case one.Under != nil:
			r.name = append(r.name, env.newInline(*one.Under, look.Caption, look.Ink2))
		case one.Beside != "":
			r.name = append(r.name, env.muted(look.Caption, one.Beside))
		}
		if one.New != nil {
			r.name = append(r.name, env.newInline(*one.New, look.Caption, look.Ink2))
		}
		tone := look.Ink
		if absent(one.Mark.Kind) {
			tone = look.Ink2
		}
		mark := env.newInline(one.Mark, look.Caption, tone)
		r.mark = cell{mark}
		if one.Note != "" {
			r.mark = append(r.mark, hung{env.newInline(page.Mark{Text: one.Note}, look.Caption, look.Ink2), mark.lead()})
		}
		if one.Record != "" {
			r.opens(one.Record)
		}
		r.group = group
		group.add(r)
		r.begin(r, env, r.flow)
		rows[i] = r
	}
	return rows
}

func (r *StatedRow) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	least := max(r.env.touch(), round(44*r.env.Theme.TextScale())-1)
	right := round(statedMark * width / statedWhole)
	if right < statedLeast*r.env.Theme.TextScale() {
		high := r.name.height(width) + r.mark.height(width)
		pad := max(round((least-1-high)/2), statedPad+2)
		r.name.draw(0, pad, width, objects)
		r.mark.draw(0, pad+r.name.height(width), width, objects)
		return high + 2*pad + 1
	}
	left := width - right - statedGap
	high := max(r.name.height(left), r.mark.height(right), least-1-2*statedPad)
	r.name.draw(0, statedPad+round((high-r.name.height(left))/2), left, objects)
	r.mark.draw(width-right, statedPad+round((high-r.mark.height(right))/2), right, objects)
	return high + 2*statedPad + 1
}
