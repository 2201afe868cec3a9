package part

import (
	"rodatraden/app/page"
	"rodatraden/app/ui/look"
)

// Writing is a field that a view needs. The window makes it, so that the window's keys work in it.
type Writing struct {
	Name    string // for the focus
	Text    string
	Hint    string // while it is empty
	Lines   int    // 1 is a line that does not break
	Secret  bool   // a passphrase: its letters are not shown
	Changed func(text string)
	Enter   func() // what Enter does on a line; nil where it does nothing
}

const writingAir = 24 // over and under several lines together

// NewWriting returns the block of a field; where nothing can be written, its text.
func NewWriting(env Env, w Writing) Block {
	if env.Write == nil {
		return NewProse(env, look.Body, page.Passage{Text: w.Text})
	}
	high := env.touch()
	if w.Lines > 1 {
		high = env.line(look.Body)*float32(w.Lines) + writingAir
	}
	return NewHolder(env, env.Write(w), high)
}

// NewWritingRow returns a field with buttons at its right end.
func NewWritingRow(env Env, w Writing, buttons ...*Button) Block {
	return NewBeside(env, NewWriting(env, w), NewButtons(env, buttons...))
}
