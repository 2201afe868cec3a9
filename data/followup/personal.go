package followup

import (
	"bytes"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// personalNumbers finds Swedish personal identity numbers and coordination numbers in a text: ten
// or twelve digits with a date that exists and a check digit that holds, whatever parts them. It
// returns each as it stands.
//
// An organisation number does not begin with a date, since its third digit is two or more; but
// that of a sole trader is the trader's own personal number.
func personalNumbers(s string) []string {
	if !enoughDigits(s) {
		return nil
	}
	if !ascii(s) {
		s = norm.NFKC.String(s) // full-width digits, and spaces that do not break
	}
	text := []byte(s)
	var found []string
	for i := 0; i < len(text); i++ {
		if !digit(text, i) || digit(text, i-1) {
			continue
		}
		if end := personalAt(text, i); end > 0 {
			found = append(found, string(text[i:end]))
			i = end - 1
		}
	}
	return found
}

func enoughDigits(s string) bool {
	n := 0
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' || s[i] == 0xEF { // a full-width digit begins with EF
			if n++; n == 10 {
				return true
			}
		}
	}
	return false
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func digit(s []byte, i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }

// run counts the digits from i on.
func run(s []byte, i int) int {
	n := 0
	for digit(s, i+n) {
		n++
	}
	return n
}

var (
	uuidForm = regexp.MustCompile(`^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}`)
	// A date with its parts apart: '1985-07-09-9805', '85.07.09 - 9805'.
	datedForm = regexp.MustCompile(`^((?:[0-9]{2})?[0-9]{2})[-./ ]([0-9]{2})[-./ ]([0-9]{2}) ?[-+–−‐‑] ?([0-9]{4})`)
)

// personalAt returns where a number that begins at i ends, or 0 where none begins there.
func personalAt(s []byte, i int) int {
	first := run(s, i)
	switch first {
	case 10, 12:
		if i >= 2 && string(s[i-2:i]) == "D:" {
			return 0 // the time stamp of a PDF
		}
		if personal(s[i : i+first]) {
			return i + first
		}
	case 6, 8:
		j := i + first
		for n := 0; n < 3; n++ {
			r, size := utf8.DecodeRune(s[j:])
			if !strings.ContainsRune("-+–−‐‑—_/ \t\u00A0\u00AD\u200B\u202F", r) {
				break
			}
			j += size
			if digit(s, j) {
				break
			}
		}
		if j > i+first && run(s, j) == 4 && personal(append(bytes.Clone(s[i:i+first]), s[j:j+4]...)) {
			if first == 8 && uuidForm.Match(s[i:]) {
				return 0
			}
			return j + 4
		}
	case 2, 4:
		m := datedForm.FindSubmatchIndex(s[i:])
		if m == nil || digit(s, i+m[1]) {
			return 0
		}
		var digits []byte
		for g := 1; g <= 4; g++ {
			digits = append(digits, s[i+m[2*g]:i+m[2*g+1]]...)
		}
		if personal(digits) {
			return i + m[1]
		}
	}
	return 0
}

// personal reports whether ten or twelve digits are a personal identity number or a coordination
// number, whose day is sixty more.
func personal(digits []byte) bool {
	century := ""
	if len(digits) == 12 {
		century, digits = string(digits[:2]), digits[2:]
		if century < "18" || century > "20" {
			return false
		}
	}
	if len(digits) != 10 || string(digits[6:9]) == "000" || !luhn(digits) {
		return false
	}
	day := int(digits[4]-'0')*10 + int(digits[5]-'0')
	if day > 60 {
		day -= 60
	}
	date := string(digits[:4]) + string([]byte{byte('0' + day/10), byte('0' + day%10)})
	if century != "" {
		return realDate(century + date)
	}
	return realDate("19"+date) || realDate("20"+date)
}

func realDate(s string) bool {
	_, err := time.Parse("20060102", s)
	return err == nil
}

// luhn checks the last of ten digits against those before it.
func luhn(digits []byte) bool {
	sum := 0
	for i, d := range digits {
		n := int(d - '0')
		if i%2 == 0 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0
}
