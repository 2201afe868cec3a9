package followup

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	textunicode "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"
)

// decodeText returns a file's text as UTF-8 without a byte order mark. A file in another encoding
// is a fault; its text is decoded all the same where the encoding can be told, so that its other
// faults are told at the same time.
func decodeText(c *collector, file string, raw []byte) (text []byte, ok bool) {
	if order, is := UTF16Order(raw); is {
		c.fault(EncodingUTF16, place{file: file})
		text, err := textunicode.UTF16(order, textunicode.UseBOM).NewDecoder().Bytes(raw)
		return text, err == nil
	}
	raw = bytes.TrimPrefix(raw, []byte("\uFEFF"))
	if utf8.Valid(raw) {
		return raw, true
	}
	line, bad := firstInvalid(raw)
	text, err := charmap.Windows1252.NewDecoder().Bytes(raw)
	if err != nil {
		return nil, false
	}
	read, _ := charmap.Windows1252.NewDecoder().Bytes(bad)
	c.fault(EncodingLatin1, place{file: file, row: line, value: string(read)}, "Line", fmt.Sprint(line))
	return text, true
}

// UTF16Order tells UTF-16 by its byte order mark, or by every other byte being zero.
func UTF16Order(raw []byte) (textunicode.Endianness, bool) {
	switch {
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE}):
		return textunicode.LittleEndian, true
	case bytes.HasPrefix(raw, []byte{0xFE, 0xFF}):
		return textunicode.BigEndian, true
	}
	if len(raw) < 8 {
		return textunicode.BigEndian, false
	}
	start := raw[:min(len(raw), 64)&^1]
	var even, odd int
	for i, b := range start {
		if b == 0 {
			if i%2 == 0 {
				even++
			} else {
				odd++
			}
		}
	}
	half := len(start) / 2
	switch {
	case odd > half*3/4 && even == 0:
		return textunicode.LittleEndian, true
	case even > half*3/4 && odd == 0:
		return textunicode.BigEndian, true
	}
	return textunicode.BigEndian, false
}

// firstInvalid returns the line of the first byte that is not UTF-8, with the word around it.
func firstInvalid(raw []byte) (line int, word []byte) {
	at := 0
	for at < len(raw) {
		r, n := utf8.DecodeRune(raw[at:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		at += n
	}
	line = 1 + bytes.Count(raw[:at], []byte{'\n'})
	from := 1 + bytes.LastIndexAny(raw[:at], " ,;\t\n\r\"")
	to := len(raw)
	if i := bytes.IndexAny(raw[at:], " ,;\t\n\r\""); i >= 0 {
		to = at + i
	}
	return line, raw[from:min(to, from+maxShown)]
}

// firstControl returns the first control character of the text that is none of allowed.
func firstControl(s, allowed string) (r rune, found bool) {
	for i := 0; i < len(s); {
		b := s[i]
		if b >= 0x20 && b < 0x7F {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if unicode.IsControl(r) && !strings.ContainsRune(allowed, r) {
			return r, true
		}
		i += n
	}
	return 0, false
}

// runeName writes a character so that it can be looked up.
func runeName(r rune) string { return fmt.Sprintf("U+%04X", r) }

// garbled reports whether text shows the marks of having been read in the wrong encoding.
func garbled(s string) bool {
	if strings.ContainsRune(s, utf8.RuneError) {
		return true
	}
	if !strings.ContainsRune(s, 'Ã') {
		return false
	}
	for _, pair := range []string{"Ã¥", "Ã¤", "Ã¶", "Ã…", "Ã„", "Ã–", "Ã©"} {
		if strings.Contains(s, pair) {
			return true
		}
	}
	return false
}

// composed returns the text in NFC.
func composed(s string) string {
	if norm.NFC.IsNormalString(s) {
		return s
	}
	return norm.NFC.String(s)
}

// Units counts UTF-16 units.
func Units(s string) int {
	if len(s) <= MaxCellUnits {
		return len(s) // no text has more units than bytes
	}
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}
