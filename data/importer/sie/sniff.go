package sie

import (
	"bytes"
	"slices"
)

// sniffed is how much of a file is looked at to see what it is.
const sniffed = 4096

// sniff says by its beginning what a file is that cannot be SIE.
func sniff(head []byte) string {
	if bytes.HasPrefix(head, []byte{0xFE, 0xFF}) || bytes.HasPrefix(head, []byte{0xFF, 0xFE}) {
		return UTF16
	}
	text := bytes.TrimPrefix(head, bom)
	if trimmed := bytes.TrimSpace(text); len(trimmed) == 0 {
		return Empty
	}
	odd, even := 0, 0
	control := 0
	for i, c := range head {
		switch {
		case c == 0 && i%2 == 0:
			even++
		case c == 0:
			odd++
		case c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1a:
			control++
		}
	}
	if zeros := odd + even; zeros > 0 {
		if (odd == 0 || even == 0) && zeros*3 > len(head) {
			return UTF16
		}
		return Binary
	}
	text = bytes.TrimSpace(text)
	lower := bytes.ToLower(text)
	switch {
	case control*20 > len(head) || slices.ContainsFunc(binaries, func(begin string) bool { return bytes.HasPrefix(head, []byte(begin)) }):
		return Binary
	case text[0] == '<' && (bytes.Contains(lower, []byte("<html")) || bytes.Contains(lower, []byte("<!doctype html")) ||
		bytes.HasPrefix(lower, []byte("<head"))):
		return WebPage
	case text[0] == '<':
		return XML
	}
	return ""
}

// binaries is how files of other kinds begin: PDF, ZIP and so workbooks, gzip, older workbooks.
var binaries = []string{"%PDF", "PK\x03\x04", "\x1f\x8b", "\xd0\xcf\x11\xe0"}
