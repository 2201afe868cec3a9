package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// LadderList is interventions with the four steps of the effect ladder, of which one is chosen. It shows
// so many rows around the chosen one, or all. Up, Down, Home and End choose among all of them.
//
// The steps stand beside the name, or under it where they have no room there; where four boxes have no
// room at all a row tells its steps in lines.
type LadderList struct {
	block
	steps    []string
	rows     []*LadderRow
	followed int // those from this row on are only named
	named    *lines
	heads    []*lines
	arrows   []*canvas.Image
	rule     *canvas.Rectangle
	under    *canvas.Rectangle
	shown    int // how many are shown; 0 is all
	from     int // the first of them
	chosen   int // −1 where none is
	choose   func(row int)
	need     float32 // of a box
	abreast  float32 // of a box whose number and words stand beside each other
	word     float32 // the longest of the names: it is not broken where that can be helped
}

// ladderForm is how a list stands at a width.
type ladderForm int

const (
	ladderBeside ladderForm = iota // name, then boxes
	ladderUnder                    // boxes under the name
	ladderLines
)

// The measures of the design's picture, 1142 wide.
const (
	ladderLeft   = 12  // text begins here, after the place of the bar
	ladderName   = 274 // room for a name, before the boxes
	ladderWide   = 1142
	ladderMore   = 1.25 // so much wider may names be, for a long word
	ladderRight  = 6
	ladderGap    = 12 // between two boxes
	ladderPad    = 12 // in a box
	ladderAir    = 5  // over and under a box
	ladderLow    = 42 // least height of a box at 100 %
	ladderText   = 5  // over and under the name
	ladderHead   = 31 // of the heads, rule and line left out
	ladderArrow  = 8  // between a head and its arrow
	ladderBeyond = 8  // between a number and what it counts
)

// NewLadderList returns the list of a page. chosen is the row that is chosen, or −1; choose is told when
// the reader chooses another, or presses a row; whoever is told shows it.
func NewLadderList(env Env, p *page.Interventions, chosen, shown int, choose func(row int)) *LadderList {
	l := &LadderList{steps: p.Steps, followed: p.Followed, shown: shown, chosen: chosen, choose: choose, rule: env.fill(look.Ink), under: env.fill(look.Line2)}
	l.env = env
	l.heads = append(l.heads, env.muted(look.Caption, env.L.Text("ui.interventions.name")))
	for i, step := range p.Steps {
		head := env.newLines(look.Caption, span{text: step, role: look.Caption, bold: true, tone: look.Ink})
		l.heads = append(l.heads, head)
		l.need = max(l.need, head.natural())
		if i < len(p.Steps)-1 {
			l.arrows = append(l.arrows, NewIcon(env, "arrow-right", look.Ink2, look.MarkIcon))
		}
	}
	l.named = env.muted(look.Caption, env.L.Text("ui.interventions.named"))
	for i := range p.Rows {
		r := newLadderRow(env, l, i, &p.Rows[i])
		l.rows = append(l.rows, r)
		l.word = max(l.word, r.name[1].longestWord())
		for _, b := range r.boxes {
			l.need, l.abreast = max(l.need, b.need()), max(l.abreast, b.abreast())
		}
	}
	l.tall = func(width float32) float32 {
		high := l.headHeight(width)
		for _, r := range l.window() {
			high += l.over(r, width) + r.HeightAt(width)
		}
		return high
	}
	l.lay = l.layout
	l.follow()
	l.init(l, env)
	return l
}

// form chooses how the list stands, and where its boxes do.
func (l *LadderList) form(width float32) (form ladderForm, left, box float32) {
	count := float32(max(len(l.steps), 1))
	share := func(from float32) float32 { return (width - from - ladderRight - (count-1)*ladderGap) / count }
	name := round(ladderName * width / ladderWide)
	left = ladderLeft + max(name, min(l.word+ladderGap, round(name*ladderMore)))
	if box = share(left); !l.env.Narrow && box >= l.need {
		return ladderBeside, left, box
	}
	if box = share(ladderLeft); box >= l.need {
		return ladderUnder, ladderLeft, box
	}
	return ladderLines, ladderLeft, width - ladderLeft - ladderRight
}

// oneLine reports whether every number has its words beside it: all stand alike.
func (l *LadderList) oneLine(box float32) bool { return l.abreast <= box }

func (l *LadderList) headHeight(width float32) float32 {
	rule := l.env.size(look.Rule)
	if form, _, _ := l.form(width); form == ladderLines {
		return rule
	}
	return rule + round(ladderHead*l.env.Theme.TextScale()) + 1
}

// over is the room over a row for the words that begin those that are only named.
func (l *LadderList) over(r *LadderRow, width float32) float32 {
	if r.at != l.followed || r.at == 0 || l.shown > 0 && l.shown < len(l.rows) {
		return 0
	}
	return l.named.height(width-ladderLeft) + 3*ladderAir
}

func (l *LadderList) layout(size fyne.Size) {
	env := l.env
	form, left, box := l.form(size.Width)
	rule := env.size(look.Rule)
	place(l.rule, 0, 0, size.Width, rule)
	l.objects = []fyne.CanvasObject{l.rule}
	y := l.headHeight(size.Width)
	if form != ladderLines {
		top := rule + round((y-rule-1-env.line(look.Caption))/2)
		if form == ladderBeside {
			l.objects = append(l.objects, l.heads[0].objects(ladderLeft, top, left-ladderLeft)...)
		}
		side := env.size(look.MarkIcon)
		for i, head := range l.heads[1:] {
			x := round(left + float32(i)*(box+ladderGap))
			l.objects = append(l.objects, head.objects(x, top, box)...)
			if i < len(l.arrows) && head.natural()+ladderArrow+side <= box {
				place(l.arrows[i], x+head.natural()+ladderArrow, top+env.base(look.Caption)-round(side*13/16), side, side)
				l.objects = append(l.objects, l.arrows[i])
			}
		}
		place(l.under, 0, y-1, size.Width, 1)
		l.objects = append(l.objects, l.under)
	}
	for _, r := range l.window() {
		if over := l.over(r, size.Width); over > 0 {
			l.objects = append(l.objects, l.named.objects(ladderLeft, y+2*ladderAir, size.Width-ladderLeft)...)
			y += over
		}
		high := r.HeightAt(size.Width)
		place(r, 0, y, size.Width, high)
		l.objects = append(l.objects, r)
		y += high
	}
}

// window is the rows that are shown.
func (l *LadderList) window() []*LadderRow {
	if l.shown == 0 || l.shown >= len(l.rows) {
		return l.rows
	}
	return l.rows[l.from : l.from+l.shown]
}

// follow moves the window so that the chosen row is in it.
func (l *LadderList) follow() {
	if l.shown == 0 || l.shown >= len(l.rows) {
		return
	}
	if l.chosen >= 0 {
		l.from = max(min(l.from, l.chosen), l.chosen-l.shown+1)
	}
	l.from = max(min(l.from, len(l.rows)-l.shown), 0)
}

// Hidden counts the rows that are not shown: those that are followed up, and those that are only named.
func (l *LadderList) Hidden() (followed, named int) {
	shown := l.window()
	for i := range l.rows {
		switch {
		case len(shown) > 0 && i >= shown[0].at && i <= shown[len(shown)-1].at:
		case i < l.followed:
			followed++
		default:
			named++
		}
	}
	return followed, named
}

// Row returns a row, to give it the focus; nil where it is not shown.
func (l *LadderList) Row(i int) *LadderRow {
	for _, r := range l.window() {
		if r.at == i {
			return r
		}
	}
	return nil
}

// pieces lets the page stop between the rows.
func (l *LadderList) pieces(at fyne.Position) []piece {
	width := l.Size().Width
	top := l.headHeight(width)
	out := []piece{{block: l, x: at.X, y: at.Y, w: width, h: top, keep: true}}
	for _, r := range l.window() {
		over := l.over(r, width)
		p := r.Position()
		out = append(out, piece{block: r, x: at.X + p.X, y: at.Y + p.Y - over, w: r.Size().Width, h: r.Size().Height + over})
	}
	return out
}
