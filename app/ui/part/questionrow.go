package part

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// QuestionRow is one question of an audit, with how it is answered. A part of a question stands in
// from the question.
type QuestionRow struct {
	listRow
	question page.AuditQuestion
}

const partIndent = 20 // of a part of a question

// NewQuestionRows adds a row for each question to a list.
func NewQuestionRows(list *List, questions []page.AuditQuestion) []*QuestionRow {
	rows := make([]*QuestionRow, len(questions))
	for i, q := range questions {
		rows[i] = &QuestionRow{question: q}
		rows[i].begin(rows[i], list, rows[i].lines)
	}
	return rows
}

func (r *QuestionRow) lines(width float32, objects *[]fyne.CanvasObject) float32 {
	env := r.env
	left := float32(listLeft + partIndent*r.question.Depth)
	y := float32(pointTop)
	y += r.title(r.question.Text, r.question.Report, left, y, width, objects)
	tone := look.Ink
	if absent(r.question.Mark.Kind) {
		tone = look.Ink2
	}
	mark, room := env.newInline(r.question.Mark, look.Caption, tone), width-left-listRight
	if objects != nil {
		*objects = append(*objects, mark.objects(left, y, room)...)
	}
	return y + mark.height(room) + pointBottom + 1
}
