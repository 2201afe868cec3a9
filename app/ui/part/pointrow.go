package part

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// PointRow is one point of an audit with its two keys: what the administration says, and what the
// auditors confirm. Both always stand there.
type PointRow struct {
	listRow
	point  page.AuditPoint
	labels *float32 // room for the keys' labels, alike in all rows
}

const (
	pointTop    = 4
	pointBottom = 5
	keyGap      = 18  // between a key's label and its mark
	keyLeast    = 130 // room that a mark wants beside its label at 100 %
)

// NewPointRows adds a row for each point to a list.
func NewPointRows(list *List, points []page.AuditPoint) []*PointRow {
	rows := make([]*PointRow, len(points))
	var labels float32
	for i, p := range points {
		r := &PointRow{point: p, labels: &labels}
		r.begin(r, list, r.lines)
		for _, k := range r.keys() {
			labels = max(labels, list.env.muted(look.Caption, k.Label).natural())
		}
		rows[i] = r
	}
	return rows
}

func (r *PointRow) keys() []page.AuditKey { return []page.AuditKey{r.point.Says, r.point.Confirms} }

func (r *PointRow) lines(width float32, objects *[]fyne.CanvasObject) float32 {
	env := r.env
	y := float32(pointTop)
	y += r.title(r.point.Title, r.point.KindYear, listLeft, y, width, objects)
	room := width - listLeft - listRight
	for _, k := range r.keys() {
		label := env.muted(look.Caption, k.Label)
		tone := look.Ink
		if absent(k.Mark.Kind) {
			tone = look.Ink2
		}
		mark := env.newInline(k.Mark, look.Caption, tone)
		at, beside := listLeft+*r.labels+keyGap, room-*r.labels-keyGap
		under := beside < keyLeast*env.Theme.TextScale()
		if under {
			at, beside = listLeft, room
		}
		if objects != nil {
			*objects = append(*objects, label.objects(listLeft, y, room)...)
		}
		if under {
			y += label.height(room)
		}
		if objects != nil {
			*objects = append(*objects, mark.objects(at, y, beside)...)
		}
		y += mark.height(beside)
	}
	return y + pointBottom + 1
}
