package importer

import (
	"fmt"
	"strings"

	"rodatraden/data/followup"
)

// Suggestion is a mapping in the making: TOML, with what it is not sure of as comments, which are findings
// too. The zero value is ready.
type Suggestion struct {
	// Say gives the two sentences of a finding as a text for the comments; nil writes its code.
	Say func(followup.Finding) string

	out   strings.Builder
	found followup.Collector
}

// Bytes is the mapping so far.
func (s *Suggestion) Bytes() []byte { return []byte(s.out.String()) }

// Report is what was told.
func (s *Suggestion) Report() followup.Report { return s.found.Report() }

// Line writes a line as it is.
func (s *Suggestion) Line(text string) { s.out.WriteString(text + "\n") }

// Set gives a word a text.
func (s *Suggestion) Set(word, value string) { s.Line(word + " = " + Quoted(value)) }

// List gives a word a list of texts.
func (s *Suggestion) List(word string, values []string) {
	quoted := make([]string, len(values))
	for i, value := range values {
		quoted[i] = Quoted(value)
	}
	s.Line(word + " = [" + strings.Join(quoted, ", ") + "]")
}

// Fault tells why there can be no mapping.
func (s *Suggestion) Fault(f followup.Finding) { s.found.Add(f) }

// Tell tells a guess, and writes it where it is made.
func (s *Suggestion) Tell(f followup.Finding) {
	s.found.Add(f)
	text := f.Code
	if s.Say != nil {
		text = s.Say(f)
	}
	s.Comment(text)
}

// commentWidth is the length of the longest line of comments, in bytes.
const commentWidth = 98

// Comment writes a text as comments.
func (s *Suggestion) Comment(text string) {
	width := 0
	for i, word := range strings.Fields(strings.Map(seen, text)) {
		switch {
		case i == 0:
			s.out.WriteString("#")
		case width+len(word) > commentWidth:
			s.out.WriteString("\n#")
			width = 0
		}
		s.out.WriteString(" " + word)
		width += len(word) + 1
	}
	s.out.WriteString("\n")
}

// seen puts a space in the place of a control character, which no comment may hold.
func seen(r rune) rune {
	if control(r) {
		return ' '
	}
	return r
}

func control(r rune) bool { return r < 0x20 || r >= 0x7F && r < 0xA0 }

// Quoted writes a text as TOML.
func Quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case control(r):
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + `"`
}
