package followup

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"io"
	"regexp"
)

// What of a PDF is read in search of personal numbers.
const (
	maxPDFString = 8_000      // one string
	maxInflated  = 64_000_000 // all compressed objects together
)

// PDFStart is what every PDF begins with. Some programs put other bytes before it, and some viewers
// look for it further in: that a file is two things at once, a PDF and a program, is not for us to let
// through.
const PDFStart = "%PDF-"

// IsPDF tells a PDF by its first bytes.
func IsPDF(raw []byte) bool { return bytes.HasPrefix(raw, []byte(PDFStart)) }

// pdfTexts visits what a PDF says in the open: its literal and hexadecimal strings (the
// information dictionary: title, author, subject, keywords), its XMP metadata, and the same in
// compressed object streams. What is drawn on the pages in coded glyphs, or encrypted, is not read.
func pdfTexts(raw []byte, visit func(text string)) {
	pdfStrings(raw, visit)
	left := int64(maxInflated)
	for _, span := range pdfStream.FindAllIndex(raw, -1) {
		head := raw[max(0, span[0]-2000):span[0]]
		if i := bytes.LastIndex(head, []byte(" obj")); i >= 0 {
			head = head[i:]
		}
		objects := bytes.Contains(head, []byte("/ObjStm"))
		if !objects && !bytes.Contains(head, []byte("/Metadata")) || !bytes.Contains(head, []byte("/FlateDecode")) {
			continue
		}
		z, err := zlib.NewReader(bytes.NewReader(raw[span[1]:]))
		if err != nil {
			continue
		}
		text, _ := io.ReadAll(io.LimitReader(z, left)) // a broken stream is read as far as it goes
		left -= int64(len(text))
		if objects {
			pdfStrings(text, visit)
		} else {
			visit(string(text))
		}
		if left <= 0 {
			return
		}
	}
}

var (
	pdfStream = regexp.MustCompile(`stream\r?\n`)
	pdfHex    = regexp.MustCompile(`<([0-9A-Fa-f\s]+)>`)
	xmpStart  = []byte("<x:xmpmeta")
	xmpEnd    = []byte("</x:xmpmeta>")
)

func pdfStrings(raw []byte, visit func(text string)) {
	for rest := raw; ; {
		from := bytes.Index(rest, xmpStart)
		if from < 0 {
			break
		}
		rest = rest[from:]
		to := bytes.Index(rest, xmpEnd)
		if to < 0 {
			to = len(rest)
		}
		visit(string(rest[:to]))
		rest = rest[to:]
	}
	for _, m := range pdfHex.FindAllSubmatch(raw, -1) {
		digits := bytes.Join(bytes.Fields(m[1]), nil)
		text := make([]byte, len(digits)/2)
		if _, err := hex.Decode(text, digits[:len(digits)&^1]); err == nil {
			visit(narrow(text))
		}
	}
	for i := 0; i < len(raw); i++ {
		if raw[i] != '(' {
			continue
		}
		if text, end := literal(raw, i+1); end > 0 {
			visit(narrow(text))
			i = end
		}
	}
}

// literal reads a literal string whose first byte is raw[i], and where it ends; 0 where it does
// not end within maxPDFString bytes.
func literal(raw []byte, i int) (text []byte, end int) {
	depth := 1
	for stop := min(len(raw), i+maxPDFString); i < stop; i++ {
		b := raw[i]
		switch b {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return text, i
			}
		case '\\':
			i++
			if i >= stop {
				return nil, 0
			}
			switch e := raw[i]; {
			case e >= '0' && e <= '7':
				n := 0
				for k := 0; k < 3 && i < stop && raw[i] >= '0' && raw[i] <= '7'; k++ {
					n = n*8 + int(raw[i]-'0')
					i++
				}
				i--
				b = byte(n)
			case e == '\n' || e == '\r':
				continue
			case e == 'n' || e == 'r' || e == 't':
				b = ' '
			default:
				b = e
			}
		}
		text = append(text, b)
	}
	return nil, 0
}

// narrow makes UTF-16 readable for a search for digits and the signs between them.
func narrow(text []byte) string {
	if bytes.HasPrefix(text, []byte{0xFE, 0xFF}) || bytes.HasPrefix(text, []byte{0xFF, 0xFE}) {
		text = bytes.ReplaceAll(text[2:], []byte{0}, nil)
	}
	return string(bytes.ToValidUTF8(text, []byte{' '}))
}
