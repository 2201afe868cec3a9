package part

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"rodatraden/app/legible"
	"rodatraden/app/ui/look"
)

// lines breaks spans of one role into lines and places them. It is the one way in which running
// text comes on the screen. The broken lines are kept for the width they were last broken at.
type lines struct {
	env     Env
	spans   []span
	role    fyne.ThemeSizeName
	atRight bool // lines end at the right edge

	width  float32
	broken [][]run
	whole  float32 // natural's answer; 0 is not asked yet
	parted []atom  // atoms' answer
}

// run is a span in its place on a line.
type run struct {
	span
	x, w float32
}

func (e Env) newLines(role fyne.ThemeSizeName, spans ...span) *lines {
	for i, s := range spans {
		if text := legible.Visible(s.text); text != s.text {
			spans = slices.Clone(spans) // the caller's stay as they are
			spans[i].text = text
		}
	}
	return &lines{env: e, role: role, spans: spans, width: -1}
}

// text is one span of ink.
func (e Env) text(role fyne.ThemeSizeName, text string) *lines {
	return e.newLines(role, span{text: text, role: role, tone: look.Ink})
}

// muted is one span of ink2.
func (e Env) muted(role fyne.ThemeSizeName, text string) *lines {
	return e.newLines(role, span{text: text, role: role, tone: look.Ink2})
}

// natural returns the width on one line.
func (l *lines) natural() float32 {
	if l.whole > 0 {
		return l.whole
	}
	var w float32
	for _, r := range l.breakAt(1e6) {
		w = max(w, end(r))
	}
	l.whole = ceil(w)
	return l.whole
}

func end(line []run) float32 {
	if len(line) == 0 {
		return 0
	}
	last := line[len(line)-1]
	return last.x + last.w
}

// longestWord returns the width of the longest word.
func (l *lines) longestWord() float32 {
	var longest float32
	for _, word := range words(l.atoms()) {
		var w float32
		for _, a := range word {
			w += a.w
		}
		longest = max(longest, w)
	}
	return ceil(longest)
}

// count returns how many lines there are at a width.
func (l *lines) count(width float32) int { return len(l.at(width)) }

// height returns the height at a width.
func (l *lines) height(width float32) float32 {
	return float32(l.count(width)) * l.env.line(l.role)
}

func (l *lines) at(width float32) [][]run {
	if width != l.width {
		l.broken, l.width = l.breakAt(width), width
	}
	return l.broken
}

// brokenAt returns the text with its lines broken as they are at a width.
func (l *lines) brokenAt(width float32) string {
	var out []string
	for _, line := range l.at(width) {
		text := ""
		for _, r := range line {
			text += r.text
		}
		out = append(out, text)
	}
	return strings.Join(out, "\n")
}

// objects places the lines from (x, y) and returns what to draw.
func (l *lines) objects(x, y, width float32) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i, line := range l.at(width) {
		top := y + float32(i)*l.env.line(l.role)
		baseline := top + l.env.base(l.role)
		left := x
		if l.atRight {
			left = x + width - end(line)
		}
		for _, r := range line {
			if r.hit {
				ground := l.env.fill(look.Hit)
				place(ground, left+r.x, baseline-l.env.base(l.role), r.w, l.env.line(l.role)-1)
				out = append(out, ground)
			}
			t := l.env.letters(r.span)
			onLine(t, left+r.x, baseline)
			out = append(out, t)
		}
	}
	return out
}

// atom is a word's part or a space.
type atom struct {
	span
	space, newline bool
	w              float32
}

// nearlyFull is how much of a line letters may take one by one before they are measured together: beside
// each other some stand further apart.
const nearlyFull = 0.9

// breakAt breaks the spans so that no line is wider than width. A word that is wider than a whole
// line is broken between letters: nothing is ever cut off.
func (l *lines) breakAt(width float32) [][]run {
	var out [][]run
	var line []atom
	var used float32
	flush := func() {
		for len(line) > 0 && line[len(line)-1].space {
			line = line[:len(line)-1]
		}
		out = append(out, l.join(line))
		line, used = nil, 0
	}
	for _, word := range words(l.atoms()) {
		if word[0].newline {
			flush()
			continue
		}
		var w float32
		for _, a := range word {
			w += a.w
		}
		if word[0].space {
			if len(line) > 0 {
				line, used = append(line, word...), used+w
			}
			continue
		}
		if used+w > width+0.5 && len(line) > 0 {
			flush()
		}
		if w > width+0.5 {
			for _, letter := range l.letters(word) {
				if len(line) > 0 && (used+letter.w > width+0.5 || used+letter.w > width*nearlyFull && end(l.join(append(line[:len(line):len(line)], letter))) > width+0.5) {
					flush()
				}
				line, used = append(line, letter), used+letter.w
			}
			continue
		}
		line, used = append(line, word...), used+w
	}
	if len(line) > 0 || len(out) == 0 {
		flush()
	}
	return out
}

// atoms splits the spans at plain spaces. A no-break space holds its words together.
func (l *lines) atoms() []atom {
	if l.parted != nil {
		return l.parted
	}
	var out []atom
	add := func(s span, text string, space, newline bool) {
		s.text = text
		out = append(out, atom{span: s, space: space, newline: newline, w: l.env.measure(s)})
	}
	for _, s := range l.spans {
		rest := strings.ReplaceAll(s.text, "\t", " ")
		for rest != "" {
			i := strings.IndexAny(rest, " \n")
			switch {
			case i < 0:
				add(s, rest, false, false)
				rest = ""
			case i > 0:
				add(s, rest[:i], false, false)
				rest = rest[i:]
			default:
				if rest[0] == '\n' {
					out = append(out, atom{newline: true})
				} else {
					add(s, " ", true, false)
				}
				rest = rest[1:]
			}
		}
	}
	l.parted = out
	return out
}

// words gathers the parts of a word that stands in several spans.
func words(atoms []atom) [][]atom {
	var out [][]atom
	for i, a := range atoms {
		if i > 0 && !a.space && !a.newline && !atoms[i-1].space && !atoms[i-1].newline {
			out[len(out)-1] = append(out[len(out)-1], a)
			continue
		}
		out = append(out, []atom{a})
	}
	return out
}

// letters parts a word into its letters, each with the marks that stand on it.
func (l *lines) letters(word []atom) []atom {
	var out []atom
	for _, a := range word {
		for letter := range legible.Letters(a.text) {
			s := a.span
			s.text = letter
			out = append(out, atom{span: s, w: l.env.measure(s)})
		}
	}
	return out
}

// join makes runs of the atoms of a line: neighbours that look alike become one text.
func (l *lines) join(line []atom) []run {
	var out []run
	for _, a := range line {
		if n := len(out); n > 0 && out[n-1].alike(a.span) {
			out[n-1].text += a.text
			continue
		}
		out = append(out, run{span: a.span})
	}
	var x float32
	for i := range out {
		out[i].x, out[i].w = x, l.env.measure(out[i].span)
		x += out[i].w
	}
	return out
}
