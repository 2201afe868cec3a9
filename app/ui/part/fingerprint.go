package part

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/ui/look"
)

// Fingerprint is words to compare with a letter, in the letter's order, row by row: two rows of six, and
// where these have no room more and shorter ones.
type Fingerprint struct {
	block
	frame frame
	words []*lines
	least float32 // the widest word
}

const (
	wordsRow = 6  // in a row
	wordsPad = 14 // left and right of the rows
	wordsAir = 6  // over and under them
	wordsGap = 16 // least room between two words
)

// NewFingerprint returns the words in their frame.
func NewFingerprint(env Env, words []string) *Fingerprint {
	f := &Fingerprint{frame: env.newFrame()}
	for _, w := range words {
		l := env.newLines(look.Section, span{text: w, role: look.Section, bold: true, tone: look.Ink})
		f.words = append(f.words, l)
		f.least = max(f.least, l.natural())
	}
	rows := func(width float32) int {
		n := f.across(width)
		return (len(f.words) + n - 1) / n
	}
	f.tall = func(width float32) float32 {
		return float32(rows(width))*f.rowHigh() + 2*wordsAir
	}
	f.lay = func(size fyne.Size) {
		f.frame.set(0, 0, size.Width, size.Height, env.size(look.Radius), env.size(look.Hairline))
		f.objects = []fyne.CanvasObject{f.frame.outer, f.frame.inner}
		n := f.across(size.Width)
		column := (size.Width - 2*wordsPad) / float32(n)
		for i, w := range f.words {
			x, y := wordsPad+column*float32(i%n), wordsAir+f.rowHigh()*float32(i/n)
			f.objects = append(f.objects, w.objects(round(x), round(y+(f.rowHigh()-env.line(look.Section))/2), column)...)
		}
	}
	f.steady = true
	f.init(f, env)
	return f
}

func (f *Fingerprint) rowHigh() float32 { return f.env.line(look.Section) + 4 }

// across is how many words stand in a row at a width.
func (f *Fingerprint) across(width float32) int {
	for _, n := range []int{wordsRow, wordsRow / 2, wordsRow / 3} {
		if float32(n)*(f.least+wordsGap)-wordsGap <= width-2*wordsPad {
			return n
		}
	}
	return 1
}
