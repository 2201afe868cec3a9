package part

import (
	"slices"

	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// HitRow is one record that a search found: its title and the words around, each with what was
// found marked, and the year at the right.
type HitRow struct {
	listRow
	title, around *lines
	when          *lines
}

const (
	hitLeft = 12 // text begins here, after the place of the bar
	hitAir  = 4  // over and under the text
)

// NewHitRows returns a row for each hit, after those that the list has.
func NewHitRows(list *List, found []page.SearchHit) []*HitRow {
	rows := make([]*HitRow, len(found))
	for i, h := range found {
		rows[i] = newHitRow(list, h)
	}
	return rows
}

func newHitRow(list *List, h page.SearchHit) *HitRow {
	env := list.env
	under := h.Line
	if list.choose != nil && slices.ContainsFunc(h.Title, func(r page.Run) bool { return r.Hit }) {
		under = h.Where // the words around stand in the detail
	}
	r := &HitRow{title: env.newLines(look.Body, hits(look.Body, look.Ink, h.Title)...)}
	r.around = env.newLines(look.Caption, hits(look.Caption, look.Ink2, under)...)
	r.when = env.muted(look.Caption, h.When)
	r.begin(r, list, r.flow)
	return r
}

func (r *HitRow) flow(width float32, objects *[]fyne.CanvasObject) float32 {
	when := r.when.natural()
	text := width - hitLeft - when - 2*hitLeft
	pad := float32(hitAir)
	content := r.title.height(text) + r.around.height(text)
	if least := r.env.touch(); content+2*pad < least {
		pad = round((least - content) / 2)
	}
	if objects != nil {
		*objects = append(*objects, r.title.objects(hitLeft, pad, text)...)
		*objects = append(*objects, r.around.objects(hitLeft, pad+r.title.height(text), text)...)
		*objects = append(*objects, r.when.objects(width-hitLeft-when, pad+round((content-r.env.line(look.Caption))/2), when)...)
	}
	return content + 2*pad + 1
}
