package spreadsheet

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	textunicode "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"rodatraden/data/followup"
)

// piece is what markup has come to.
type piece int

const (
	atEnd   piece = iota // of the document
	opening              // <c r="A1">
	closing              // </c>, also of <c/>
	words                // text, or a part of it: a text may come in several
)

// maxPiece is the longest tag or text in bytes, a part of a document that must be held whole. The longest
// text of a cell is far below it, also with every letter written as a number.
const maxPiece = 1 << 20

// errMarkup is the cause of every fault in the XML itself.
var errMarkup = errors.New("malformed XML")

func malformed(what string) error { return fmt.Errorf("%w: %s", errMarkup, what) }

// markup reads XML piece by piece in bounded memory. It is for the parts of a workbook: UTF-8 or, with a
// byte order mark, UTF-16; no document type and so no entities of its own; no deeper than a package may be.
// What it gives out is good until the next piece.
type markup struct {
	r *pieceReader
	d *xml.Decoder

	tag        string // the name of the element that opens or closes, without its prefix
	attributes []xml.Attr
	text       []byte // of words

	open   int  // elements
	rooted bool // the outermost element has been seen
}

func newMarkup(r io.Reader) *markup {
	m := &markup{r: &pieceReader{r: transform.NewReader(r, textunicode.BOMOverride(transform.Nop))}}
	m.d = xml.NewDecoder(m.r)
	m.d.CharsetReader = func(charset string, input io.Reader) (io.Reader, error) {
		switch strings.ToLower(charset) {
		case "utf8", "us-ascii", "ascii", "utf-16": // decoded already, by its byte order mark
			return input, nil
		}
		return nil, malformed("its encoding is " + charset)
	}
	return m
}

// pieceReader reads no more than a piece at a time, and knows what its own reader answered.
type pieceReader struct {
	r    io.Reader
	left int
	err  error
}

func (r *pieceReader) Read(p []byte) (int, error) {
	if r.left <= 0 {
		r.err = malformed("a tag or a text is too long")
		return 0, r.err
	}
	n, err := r.r.Read(p)
	r.left -= n
	if err != nil && err != io.EOF {
		r.err = err
	}
	return n, err
}

// attr returns an attribute that has no prefix, nil where there is none.
func (m *markup) attr(name string) []byte { return m.attribute("", name) }

// attribute returns an attribute by the space of its prefix and its name.
func (m *markup) attribute(space, name string) []byte {
	for _, a := range m.attributes {
		if a.Name.Space == space && a.Name.Local == name {
			return []byte(a.Value)
		}
	}
	return nil
}

// preserve reports whether the spaces around the element's text belong to it: xml:space.
func (m *markup) preserve() bool {
	return string(m.attribute("http://www.w3.org/XML/1998/namespace", "space")) == "preserve"
}

// attrOf returns an attribute by its name after any prefix.
func (m *markup) attrOf(name string) []byte {
	for _, a := range m.attributes {
		if a.Name.Local == name {
			return []byte(a.Value)
		}
	}
	return nil
}

// depth counts the elements that are open.
func (m *markup) depth() int { return m.open }

// skip passes the rest of the element that has just opened.
func (m *markup) skip() error {
	for to := m.depth() - 1; m.depth() > to; {
		if _, err := m.next(); err != nil {
			return err
		}
	}
	return nil
}

// children calls each for the elements directly within the one that has just opened. What each does not
// read of its element is passed over.
func (m *markup) children(each func(tag string) error) error {
	within := m.depth()
	for {
		p, err := m.next()
		if err != nil {
			return err
		}
		switch {
		case p == closing && m.depth() < within:
			return nil
		case p == opening:
			if err := each(m.tag); err != nil {
				return err
			}
			for m.depth() > within {
				if _, err := m.next(); err != nil {
					return err
				}
			}
		}
	}
}

// root goes to the outermost element, which must have the name.
func (m *markup) root(name string) error {
	for {
		p, err := m.next()
		switch {
		case err != nil:
			return err
		case p == opening && m.tag == name:
			return nil
		case p != words:
			return malformed("not a " + name)
		}
	}
}

// finish reads on to the end, so that the whole is known to be sound.
func (m *markup) finish() error {
	for {
		if p, err := m.next(); err != nil || p == atEnd {
			return err
		}
	}
}

// next goes on to the next piece.
func (m *markup) next() (piece, error) {
	for {
		m.r.left = maxPiece
		token, err := m.d.Token()
		switch {
		case err == io.EOF && m.rooted:
			return atEnd, nil
		case err == io.EOF:
			return atEnd, malformed("it ends too early")
		case m.r.err != nil:
			return atEnd, m.r.err
		case err != nil:
			return atEnd, fmt.Errorf("%w: %w", errMarkup, err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if m.open == 0 && m.rooted {
				return atEnd, malformed("it goes on after its end")
			}
			if m.open == followup.MaxNesting {
				return atEnd, malformed("it is nested too deep")
			}
			m.tag, m.attributes = token.Name.Local, token.Attr
			m.open, m.rooted = m.open+1, true
			return opening, nil
		case xml.EndElement:
			m.tag, m.attributes = token.Name.Local, nil
			m.open--
			return closing, nil
		case xml.CharData:
			if m.open > 0 {
				m.text = token
				return words, nil
			}
			if len(trimSpace(token)) > 0 {
				return atEnd, malformed("text outside its element")
			}
		case xml.Directive:
			return atEnd, malformed("a declaration")
		}
	}
}

func trimSpace(s []byte) []byte { return bytes.Trim(s, " \t\r\n") }
