package terminal

import (
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"rodatraden/app/legible"
)

// screen is where people read. Nothing that a text holds controls the terminal that shows it: what
// cannot be seen is named. It remembers that something was not written.
type screen struct {
	marked, raw io.Writer
	err         error
}

func newScreen(raw io.Writer) *screen { return &screen{marked: legible.NewWriter(raw), raw: raw} }

func (s *screen) Write(p []byte) (int, error) { return s.keep(s.marked.Write(p)) }

func (s *screen) keep(n int, err error) (int, error) {
	if err != nil && s.err == nil {
		s.err = err
	}
	return n, err
}

// watched reports whether the screen is one.
func (s *screen) watched() bool {
	f, ok := s.raw.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// data is the way around a screen's marks.
type data struct{ *screen }

func (d data) Write(p []byte) (int, error) { return d.keep(d.raw.Write(p)) }

// Data returns where an answer goes that is a file, or for a machine: it passes as it is. On a terminal
// it is shown as everything else is.
func (t Terminal) Data() io.Writer {
	if s, ok := t.Out.(*screen); ok && !s.watched() {
		return data{s}
	}
	return t.Out
}

// Watched reports whether a person sees Err, so that progress may be drawn over itself.
func (t Terminal) Watched() bool {
	s, ok := t.Err.(*screen)
	return ok && s.watched()
}

// Progress draws a line over the last one that it drew, where somebody is watching; "" takes it away.
func (t Terminal) Progress(line string) {
	if s, ok := t.Err.(*screen); ok && s.watched() {
		_, _ = io.WriteString(s.raw, "\r\033[K"+strings.ReplaceAll(legible.Marked(line), "\n", " "))
	}
}
