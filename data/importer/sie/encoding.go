package sie

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Encoding is how a file writes its letters.
type Encoding string

// The encodings that SIE files come in, whatever their #FORMAT says.
const (
	PC8    Encoding = "PC8"          // code page 437, the only one that the format has
	Latin1 Encoding = "Windows-1252" // and ISO 8859-1, where their letters are the same
	UTF8   Encoding = "UTF-8"
)

// letters counts which encoding's letters a file has. Swedish letters are other bytes in each.
type letters struct {
	utf8, pc8, latin1, other int
	row                      map[Encoding]int // where the first letter of each stands
	bom                      bool
}

// Which bytes are åäöÅÄÖéÉüÜ.
var pc8Letters, latin1Letters [256]bool

func init() {
	for _, r := range "åäöÅÄÖéÉüÜ" {
		if b, ok := charmap.CodePage437.EncodeRune(r); ok {
			pc8Letters[b] = true
		}
		if b, ok := charmap.Windows1252.EncodeRune(r); ok {
			latin1Letters[b] = true
		}
	}
}

// count counts the letters of a text.
func (l *letters) count(text []byte, row int) {
	for at := 0; at < len(text); {
		c := text[at]
		if c < utf8.RuneSelf {
			at++
			continue
		}
		if r, n := utf8.DecodeRune(text[at:]); r != utf8.RuneError || n > 1 {
			l.found(&l.utf8, UTF8, row)
			at += n
			continue
		}
		switch {
		case pc8Letters[c]:
			l.found(&l.pc8, PC8, row)
		case latin1Letters[c]:
			l.found(&l.latin1, Latin1, row)
		default:
			l.other++
		}
		at++
	}
}

func (l *letters) found(n *int, e Encoding, row int) {
	if *n == 0 {
		if l.row == nil {
			l.row = map[Encoding]int{}
		}
		l.row[e] = row
	}
	*n++
}

// encoding is the one that most letters are of; what the format says where the file has none.
func (l *letters) encoding() Encoding {
	switch {
	case l.bom || l.utf8 > 0 && l.utf8 >= l.pc8 && l.utf8 >= l.latin1:
		return UTF8
	case l.latin1 > l.pc8:
		return Latin1
	}
	return PC8
}

// strays counts the letters of other encodings, and gives the row of the first.
func (l *letters) strays(e Encoding) (n, row int) {
	for _, other := range []struct {
		encoding Encoding
		n        int
	}{{UTF8, l.utf8}, {PC8, l.pc8}, {Latin1, l.latin1}} {
		if other.encoding == e || other.n == 0 {
			continue
		}
		n += other.n
		if at := l.row[other.encoding]; row == 0 || at < row {
			row = at
		}
	}
	return n, row
}

// decode gives a text in an encoding as UTF-8, always valid.
func (e Encoding) decode(text []byte) string {
	ascii := true
	for _, c := range text {
		ascii = ascii && c < utf8.RuneSelf
	}
	if ascii {
		return string(text)
	}
	table := charmap.CodePage437
	if e == Latin1 {
		table = charmap.Windows1252
	}
	out := make([]rune, 0, len(text))
	for at := 0; at < len(text); {
		if e == UTF8 {
			r, n := utf8.DecodeRune(text[at:])
			if r != utf8.RuneError || n > 1 {
				out = append(out, r)
				at += n
				continue
			}
		}
		out = append(out, table.DecodeByte(text[at]))
		at++
	}
	return string(out)
}

// pc8 gives a text in an encoding as code page 437, in which checksums are counted. A letter that it lacks
// becomes a question mark.
func (e Encoding) pc8(text []byte) []byte {
	if e == PC8 {
		return text
	}
	out := make([]byte, 0, len(text))
	for _, r := range e.decode(text) {
		b, ok := charmap.CodePage437.EncodeRune(r)
		if !ok {
			b = '?'
		}
		out = append(out, b)
	}
	return out
}
