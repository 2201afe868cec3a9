package legible

import (
	"io"
	"unicode/utf8"
)

// NewWriter returns a writer that passes text on as Marked shows it. A character that is written in
// parts is passed on when it is whole.
func NewWriter(w io.Writer) io.Writer { return &writer{to: w} }

type writer struct {
	to   io.Writer
	part []byte // the beginning of a character
}

func (w *writer) Write(p []byte) (int, error) {
	text := append(w.part, p...)
	whole := len(text)
	for i := 1; i < utf8.UTFMax && i <= len(text); i++ {
		if at := len(text) - i; utf8.RuneStart(text[at]) {
			if !utf8.FullRune(text[at:]) {
				whole = at
			}
			break
		}
	}
	w.part = append([]byte(nil), text[whole:]...)
	if whole == 0 {
		return len(p), nil
	}
	if _, err := io.WriteString(w.to, Marked(string(text[:whole]))); err != nil {
		return 0, err
	}
	return len(p), nil
}
