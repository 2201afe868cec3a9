package spreadsheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	textunicode "golang.org/x/text/encoding/unicode"

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

// How much of a document is held at a time. A tag longer than that is refused.
const window = 64 << 10

// errMarkup is the cause of every fault in the XML itself.
var errMarkup = errors.New("malformed XML")

func malformed(what string) error { return fmt.Errorf("%w: %s", errMarkup, what) }

// markup reads XML piece by piece in bounded memory. It is for the parts of a workbook: UTF-8 or, with
// a byte order mark, UTF-16; no document type and so no entities of its own. What it gives out is good until the
// next piece. It is three to five times as fast as encoding/xml, which a fuzz test holds it against.
type markup struct {
	r        io.Reader
	buf      []byte
	pos, end int
	err      error // of r, io.EOF at its end

	tag        []byte // the name of the element that opens or closes, without its prefix
	attributes []attribute
	text       []byte // of words
	scratch    []byte

	open    []byte // the names of the open elements, one after another
	lengths []int  // of each of them
	rooted  bool   // the outermost element has been seen
	empty   bool   // the element that has just opened is closed by its own tag
	cdata   bool   // within <![CDATA[
	wide    bool   // decoded from UTF-16
	started bool
}

// attribute is one attribute of a tag; the name is as it stands, with its prefix.
type attribute struct{ name, value []byte }

func newMarkup(r io.Reader) *markup { return &markup{r: r, buf: make([]byte, window)} }

// attr returns an attribute that has no prefix, nil where there is none.
func (m *markup) attr(name string) []byte {
	for _, a := range m.attributes {
		if string(a.name) == name {
			return a.value
		}
	}
	return nil
}

// attrOf returns an attribute by its name after any prefix.
func (m *markup) attrOf(name string) []byte {
	for _, a := range m.attributes {
		if string(local(a.name)) == name {
			return a.value
		}
	}
	return nil
}

// depth counts the elements that are open.
func (m *markup) depth() int { return len(m.lengths) }

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
			if err := each(string(m.tag)); err != nil {
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
		case p == opening && string(m.tag) == name:
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
	if !m.started {
		if err := m.start(); err != nil {
			return atEnd, err
		}
	}
	if m.empty {
		m.empty = false
		m.pop()
		return closing, nil
	}
	for {
		if m.pos == m.end {
			if err := m.more(); err != nil {
				if err != io.EOF {
					return atEnd, err
				}
				if m.depth() > 0 || !m.rooted {
					return atEnd, malformed("it ends too early")
				}
				return atEnd, nil
			}
		}
		if !m.cdata && m.buf[m.pos] == '<' {
			p, err := m.markupPiece()
			if err != nil || p != atEnd {
				return p, err
			}
			continue
		}
		there, err := m.textPiece()
		if err != nil {
			return atEnd, err
		}
		if there {
			return words, nil
		}
	}
}

// start looks for a byte order mark.
func (m *markup) start() error {
	m.started = true
	for m.end < 3 {
		if err := m.more(); err == io.EOF {
			break
		} else if err != nil {
			return err
		}
	}
	head := m.buf[:m.end]
	switch {
	case bytes.HasPrefix(head, []byte("\uFEFF")):
		m.pos = 3
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}), bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		read := io.MultiReader(bytes.NewReader(bytes.Clone(head)), m.r)
		if m.err != nil && m.err != io.EOF {
			return m.err
		}
		m.r, m.wide, m.err = textunicode.UTF16(textunicode.BigEndian, textunicode.UseBOM).NewDecoder().Reader(read), true, nil
		m.pos, m.end = 0, 0
	}
	return nil
}

// more reads further, keeping what is not yet used. It is io.EOF where there is no more, and an error
// where the window is full.
func (m *markup) more() error {
	if m.pos > 0 {
		copy(m.buf, m.buf[m.pos:m.end])
		m.end -= m.pos
		m.pos = 0
	}
	if m.end == len(m.buf) {
		return malformed("a tag is too long")
	}
	for range 100 {
		if m.err != nil {
			return m.err
		}
		n, err := m.r.Read(m.buf[m.end:])
		m.end += n
		m.err = err
		if n > 0 {
			return nil
		}
	}
	return io.ErrNoProgress
}

// ensure sees to it that n bytes are there.
func (m *markup) ensure(n int) error {
	for m.end-m.pos < n {
		if err := m.more(); err != nil {
			return tooEarly(err)
		}
	}
	return nil
}

func tooEarly(err error) error {
	if err == io.EOF {
		return malformed("it ends too early")
	}
	return err
}

// markupPiece reads what begins with <. It gives atEnd for what says nothing.
func (m *markup) markupPiece() (piece, error) {
	if err := m.ensure(2); err != nil {
		return atEnd, err
	}
	switch m.buf[m.pos+1] {
	case '?':
		return atEnd, m.instruction()
	case '!':
		return atEnd, m.declaration()
	case '/':
		return closing, m.closingTag()
	}
	return opening, m.openingTag()
}

// instruction passes <?…?>. That of XML itself says the encoding.
func (m *markup) instruction() error {
	first := !m.rooted && m.depth() == 0
	if err := m.ensure(6); err == nil && first && bytes.HasPrefix(m.buf[m.pos:m.end], []byte("<?xml")) && space(m.buf[m.pos+5]) {
		n, err := m.find("?>", 2)
		if err != nil {
			return err
		}
		if err := m.checkEncoding(string(m.buf[m.pos : m.pos+n])); err != nil {
			return err
		}
		m.pos += n + 2
		return nil
	}
	m.pos += 2
	return m.pass("?>")
}

// checkEncoding refuses encodings that no workbook is written in.
func (m *markup) checkEncoding(says string) error {
	_, after, there := strings.Cut(says, "encoding")
	if !there || m.wide {
		return nil
	}
	after = strings.TrimLeft(after, " \t\r\n=")
	if after == "" {
		return malformed("the encoding is not told")
	}
	name, _, _ := strings.Cut(after[1:], after[:1])
	switch strings.ToLower(name) {
	case "utf-8", "utf8", "us-ascii", "ascii":
		return nil
	}
	return malformed("its encoding is " + name)
}

// declaration passes a comment, or goes into <![CDATA[. Other declarations are refused.
func (m *markup) declaration() error {
	if err := m.ensure(4); err != nil {
		return err
	}
	if bytes.HasPrefix(m.buf[m.pos:m.end], []byte("<!--")) {
		m.pos += 4
		return m.pass("-->")
	}
	const section = "<![CDATA["
	if m.buf[m.pos+2] == '[' {
		if err := m.ensure(len(section)); err != nil {
			return err
		}
		if bytes.HasPrefix(m.buf[m.pos:m.end], []byte(section)) && m.depth() > 0 {
			m.pos += len(section)
			m.cdata = true
			return nil
		}
	}
	return malformed("a declaration")
}

// find returns how far it is to a mark, which must come within the window; it is sought from a
// distance on.
func (m *markup) find(mark string, from int) (int, error) {
	for {
		if i := bytes.Index(m.buf[min(m.pos+from, m.end):m.end], []byte(mark)); i >= 0 {
			return from + i, nil
		}
		if err := m.more(); err != nil {
			return 0, tooEarly(err)
		}
	}
}

// pass goes beyond a mark, however far it is.
func (m *markup) pass(mark string) error {
	for {
		if i := bytes.Index(m.buf[m.pos:m.end], []byte(mark)); i >= 0 {
			m.pos += i + len(mark)
			return nil
		}
		m.pos = max(m.pos, m.end-len(mark)+1)
		if err := m.more(); err != nil {
			return tooEarly(err)
		}
	}
}

// tagEnd returns how far it is to the > that ends the tag; one within quotes does not.
func (m *markup) tagEnd() (int, error) {
	quote := byte(0)
	for i := 1; ; i++ {
		if m.pos+i >= m.end {
			if err := m.more(); err != nil {
				return 0, tooEarly(err)
			}
		}
		switch b := m.buf[m.pos+i]; {
		case quote != 0:
			if b == quote {
				quote = 0
			}
		case b == '"' || b == '\'':
			quote = b
		case b == '>':
			return i, nil
		}
	}
}

func (m *markup) openingTag() error {
	n, err := m.tagEnd()
	if err != nil {
		return err
	}
	inner := m.buf[m.pos+1 : m.pos+n]
	m.pos += n + 1
	if len(inner) > 0 && inner[len(inner)-1] == '/' {
		m.empty = true
		inner = inner[:len(inner)-1]
	}
	if m.depth() == 0 && m.rooted {
		return malformed("two outermost elements")
	}
	if m.depth() == followup.MaxNesting {
		return malformed("too deeply nested")
	}
	m.rooted = true
	name, rest := cutName(inner)
	if len(name) == 0 {
		return malformed("a tag without a name")
	}
	m.open = append(m.open, name...)
	m.lengths = append(m.lengths, len(name))
	m.tag = local(name)
	return m.readAttributes(rest)
}

func (m *markup) closingTag() error {
	n, err := m.tagEnd()
	if err != nil {
		return err
	}
	name, rest := cutName(m.buf[m.pos+2 : m.pos+n])
	m.pos += n + 1
	if m.depth() == 0 || string(name) != string(m.innermost()) || len(trimSpace(rest)) > 0 {
		return malformed("a closing tag that closes nothing")
	}
	m.pop()
	return nil
}

// innermost is the name of the innermost open element, with its prefix.
func (m *markup) innermost() []byte { return m.open[len(m.open)-m.lengths[len(m.lengths)-1]:] }

// pop closes the innermost element.
func (m *markup) pop() {
	name := m.innermost()
	m.tag = local(name) // its bytes stay until the next element opens
	m.attributes = m.attributes[:0]
	m.open = m.open[:len(m.open)-len(name)]
	m.lengths = m.lengths[:len(m.lengths)-1]
}

func (m *markup) readAttributes(s []byte) error {
	m.attributes = m.attributes[:0]
	for {
		before := len(s)
		s = bytes.TrimLeft(s, " \t\r\n")
		if len(s) == 0 {
			return nil
		}
		if len(s) == before {
			return malformed("attributes that run together")
		}
		name, rest := cutName(s)
		rest = bytes.TrimLeft(rest, " \t\r\n")
		if len(name) == 0 || len(rest) == 0 || rest[0] != '=' {
			return malformed("an attribute without a value")
		}
		rest = bytes.TrimLeft(rest[1:], " \t\r\n")
		if len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' {
			return malformed("an attribute without quotes")
		}
		n := bytes.IndexByte(rest[1:], rest[0])
		if n < 0 {
			return malformed("an attribute without an end")
		}
		value := rest[1 : 1+n]
		s = rest[n+2:]
		if plain, sound := look(value); !sound || bytes.IndexByte(value, '<') >= 0 {
			return malformed("a character in an attribute")
		} else if !plain {
			decoded, err := decode(nil, value, true)
			if err != nil {
				return err
			}
			value = decoded
		}
		m.attributes = append(m.attributes, attribute{name, value})
	}
}

// textPiece reads text up to the next tag, or as much as the window holds. It is not there where it lies
// outside of all elements, or nothing is left of it.
func (m *markup) textPiece() (there bool, err error) {
	stop := []byte("<")
	if m.cdata {
		stop = []byte("]]>")
	}
	n := bytes.Index(m.buf[m.pos:m.end], stop)
	for n < 0 && m.end-m.pos < window/2 {
		searched := m.end - m.pos
		if err := m.more(); err == io.EOF {
			break
		} else if err != nil {
			return false, err
		}
		from := max(0, searched-len(stop)+1)
		if n = bytes.Index(m.buf[m.pos+from:m.end], stop); n >= 0 {
			n += from
		}
	}
	ended := n >= 0
	if !ended {
		n = m.end - m.pos
		if m.err != io.EOF {
			n = wholeTo(m.buf[m.pos:m.end]) // what follows belongs together with what is not read yet
		}
	}
	raw := m.buf[m.pos : m.pos+n]
	m.pos += n
	plain, sound := look(raw)
	switch {
	case !sound:
		return false, malformed("a character")
	case plain, m.cdata && bytes.IndexByte(raw, '\r') < 0:
		m.text = raw
	case m.cdata:
		m.scratch = append(m.scratch[:0], raw...)
		m.text = lineFeeds(m.scratch)
	default:
		if m.scratch, err = decode(m.scratch[:0], raw, false); err != nil {
			return false, err
		}
		m.text = m.scratch
	}
	if m.cdata {
		if ended {
			m.pos += len(stop)
			m.cdata = false
		} else if m.err == io.EOF {
			return false, malformed("it ends too early")
		}
		return len(m.text) > 0, nil
	}
	if m.depth() == 0 {
		if len(trimSpace(raw)) > 0 {
			return false, malformed("text outside of all elements")
		}
		return false, nil
	}
	return len(m.text) > 0, nil
}

// wholeTo is how much of a text can be read before the rest is known: no character, reference, line ending or
// end of a section is cut.
func wholeTo(s []byte) int {
	n := len(s)
	const longest = 16 // of a reference
	if i := bytes.LastIndexByte(s, '&'); i >= n-longest && i > 0 && bytes.IndexByte(s[i:], ';') < 0 {
		n = i
	}
	for n > 1 && (s[n-1] == ']' || s[n-1] == '\r') {
		n--
	}
	for back := 1; back < utf8.UTFMax && back < n; back++ {
		if utf8.RuneStart(s[n-back]) {
			if !utf8.FullRune(s[n-back : n]) {
				n -= back
			}
			break
		}
	}
	return n
}

// look reports whether text stands for itself, and whether XML may hold it.
func look(s []byte) (plain, sound bool) {
	plain = true
	ascii := true
	for _, b := range s {
		switch {
		case b >= 0x80:
			ascii = false
		case b == '&' || b == '\r':
			plain = false
		case b < 0x20 && b != '\t' && b != '\n':
			return false, false
		}
	}
	return plain, ascii || utf8.Valid(s) && !bytes.Contains(s, []byte("\uFFFE")) && !bytes.Contains(s, []byte("\uFFFF"))
}

// decode appends text with its references read, and with its line endings as line feeds.
func decode(to, s []byte, attribute bool) ([]byte, error) {
	for len(s) > 0 {
		i := bytes.IndexAny(s, "&\r")
		if i < 0 {
			return append(to, s...), nil
		}
		to = append(to, s[:i]...)
		if s[i] == '\r' {
			s = bytes.TrimPrefix(s[i+1:], []byte("\n"))
			to = append(to, '\n')
			continue
		}
		n := bytes.IndexByte(s[i:], ';')
		if n < 0 {
			return nil, malformed("an & that begins nothing")
		}
		r, known := reference(string(s[i+1 : i+n]))
		if !known {
			return nil, malformed("an unknown reference")
		}
		to = utf8.AppendRune(to, r)
		s = s[i+n+1:]
	}
	return to, nil
}

// reference is the character that &name; stands for.
func reference(name string) (rune, bool) {
	switch name {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	digits, is := strings.CutPrefix(name, "#")
	if !is || digits == "" {
		return 0, false
	}
	base := rune(10)
	if digits[0] == 'x' {
		base, digits = 16, digits[1:]
	}
	var r rune
	for _, d := range digits {
		v := rune(-1)
		switch {
		case d >= '0' && d <= '9':
			v = d - '0'
		case base == 16 && d >= 'a' && d <= 'f':
			v = d - 'a' + 10
		case base == 16 && d >= 'A' && d <= 'F':
			v = d - 'A' + 10
		}
		if v < 0 || r > utf8.MaxRune {
			return 0, false
		}
		r = r*base + v
	}
	switch {
	case digits == "", r > utf8.MaxRune, r >= 0xD800 && r < 0xE000, r == 0xFFFE, r == 0xFFFF:
		return 0, false
	case r < 0x20 && r != '\t' && r != '\n' && r != '\r':
		return 0, false
	}
	return r, true
}

// lineFeeds makes the line endings of text line feeds, in its place.
func lineFeeds(s []byte) []byte {
	to := s[:0]
	for i, b := range s {
		switch {
		case b != '\r':
			to = append(to, b)
		case i+1 == len(s) || s[i+1] != '\n':
			to = append(to, '\n')
		}
	}
	return to
}

// cutName parts a tag after its first name.
func cutName(s []byte) (name, rest []byte) {
	for i, b := range s {
		switch b {
		case ' ', '\t', '\r', '\n', '=', '"', '\'', '<', '&', '/':
			return s[:i], s[i:]
		}
	}
	return s, nil
}

// local is a name without its prefix.
func local(name []byte) []byte { return name[bytes.IndexByte(name, ':')+1:] }

func space(b byte) bool { return b == ' ' || b == '\t' || b == '\r' || b == '\n' }

func trimSpace(s []byte) []byte { return bytes.Trim(s, " \t\r\n") }
