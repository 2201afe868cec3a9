package part

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// HitRow is one record that a search found: its title and the words around, each with what was
// found marked, and the year at the right.
type HitRow struct {
	linedRow
	title, around *lines
	when          *lines
}

const (
	hitLeft = 12 // text begins here, after the place of the bar
	hitAir  = 5  // over and under the text
)

// NewHitRows returns a row for each hit; open is given the hit that is pressed.
func NewHitRows(env Env, found []page.SearchHit, group *Group) []*HitRow {
	rows := make([]*HitRow, len(found))
	for i, h := range found {
		rows[i] = newHitRow(env, h)
		rows[i].group = group
		group.add(rows[i])
	}
	return rows
}

func newHitRow(env Env, h page.SearchHit) *HitRow {
	r := &HitRow{title: env.newLines(look.Body, hits(look.Body, look.Ink, h.Title)...)}
	r.around = env.newLines(look.Caption, hits(look.Caption, look.Ink2, h.Line)...)
	r.when = env.muted(look.Caption, h.When)
	r.opens(h.Ref)
	r.current = r.Focused
	r.begin(r, env, r.flow)
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
		*objects = append(*objects, r.when.objects(width-hitLeft-when, pad, when)...)
	}
	return content + 2*pad + 1
}
