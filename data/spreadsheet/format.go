package spreadsheet

import (
	"math"
	"strconv"
	"strings"
)

// builtIn are the number formats that a workbook need not spell out. Those of currencies are written in
// full by Excel.
var builtIn = map[int]string{
	0: "", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
	5: `"$"#,##0_);\("$"#,##0\)`, 6: `"$"#,##0_);[Red]\("$"#,##0\)`,
	7: `"$"#,##0.00_);\("$"#,##0.00\)`, 8: `"$"#,##0.00_);[Red]\("$"#,##0.00\)`,
	9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
	14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
	18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm",
	37: "#,##0_);(#,##0)", 38: "#,##0_);[Red](#,##0)",
	39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)",
	41: `_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)`,
	42: `_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)`,
	43: `_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)`,
	44: `_("$"* #,##0.00_);_("$"* \(#,##0.00\);_("$"* "-"??_);_(@_)`,
	45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}

// maxDecimals is how many decimals a format can show.
const maxDecimals = 30

// numberFormat is a format code taken apart: a section for positive numbers, negative ones and zero, or
// for what their conditions say.
type numberFormat struct {
	code        string
	sections    []section // of numbers; the one of text is left out
	conditional bool
}

// section is one part of a format code.
type section struct {
	op    string // of a condition: [>=100]; empty where there is none
	limit float64

	format  Format
	day     bool // it shows a day, a month or a year
	clock   bool // it shows a time of day
	elapsed bool // it counts hours, minutes or seconds: [h]:mm
	text    bool // it is for text
}

// parseFormat takes a format code apart. Every text is some format.
func parseFormat(code string) *numberFormat {
	f := &numberFormat{code: code}
	for _, s := range splitSections(code) {
		part := parseSection(s)
		part.format.Code = code
		f.conditional = f.conditional || part.op != ""
		if !part.text {
			f.sections = append(f.sections, part)
		}
	}
	if len(f.sections) > 3 {
		f.sections = f.sections[:3] // the fourth is for text
	}
	if len(f.sections) == 0 {
		f.sections = []section{{format: Format{Code: code, Decimals: -1}}}
	}
	return f
}

// of returns the section that a number is shown by.
func (f *numberFormat) of(v float64) *section {
	if f.conditional {
		for i := range f.sections {
			if f.sections[i].holds(v) {
				return &f.sections[i]
			}
		}
		return &f.sections[len(f.sections)-1]
	}
	switch n := len(f.sections); {
	case n >= 2 && v < 0:
		return &f.sections[1]
	case n >= 3 && v == 0:
		return &f.sections[2]
	}
	return &f.sections[0]
}

func (s *section) holds(v float64) bool {
	switch s.op {
	case "<":
		return v < s.limit
	case "<=":
		return v <= s.limit
	case ">":
		return v > s.limit
	case ">=":
		return v >= s.limit
	case "=":
		return v == s.limit
	case "<>":
		return v != s.limit
	}
	return true
}

// splitSections parts a format code at its semicolons.
func splitSections(code string) []string {
	var all []string
	from := 0
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case ';':
			all = append(all, code[from:i])
			from = i + 1
		case '"', '[':
			i = literalEnd(code, i)
		case '\\', '_', '*':
			i++
		}
	}
	return append(all, code[min(from, len(code)):])
}

// literalEnd returns where the quotes or brackets that begin at i end. Those that never end reach to
// the last byte.
func literalEnd(code string, i int) int {
	mark := byte('"')
	if code[i] == '[' {
		mark = ']'
	}
	if n := strings.IndexByte(code[i+1:], mark); n >= 0 {
		return i + 1 + n
	}
	return len(code) - 1
}

// parseSection reads one section of a format code.
func parseSection(s string) section {
	out := section{format: Format{Decimals: -1}}
	if isGeneral(s) {
		return out
	}
	var d digits
	var letters []byte // y m d h s, one for each run of them, capital where it counts
	for i := 0; i < len(s); i++ {
		switch b := s[i] | 0x20; {
		case s[i] == '"':
			i = literalEnd(s, i)
		case s[i] == '[':
			end := literalEnd(s, i)
			if letter := out.bracket(strings.TrimSuffix(s[i+1:end+1], "]")); letter != 0 {
				letters = append(letters, letter)
			}
			i = end
		case s[i] == '\\', s[i] == '_', s[i] == '*':
			i++
		case s[i] == '@':
			out.text = true
		case s[i] == '%':
			out.format.Percent = true
		case s[i] == '0', s[i] == '#', s[i] == '?', s[i] == '.', s[i] == ',', s[i] == '/':
			d.add(s[i])
		case b == 'e' && i+1 < len(s) && (s[i+1] == '+' || s[i+1] == '-'):
			d.loose = true
			i++
		case b == 'a' && hasPrefixFold(s[i:], "am/pm"):
			letters = append(letters, 'h')
			i += len("am/pm") - 1
		case b == 'a' && hasPrefixFold(s[i:], "a/p"):
			letters = append(letters, 'h')
			i += len("a/p") - 1
		case b == 'g' && hasPrefixFold(s[i:], "general"):
			i += len("general") - 1
		case b == 'y', b == 'm', b == 'd', b == 'h', b == 's':
			for i+1 < len(s) && s[i+1]|0x20 == b {
				i++
			}
			letters = append(letters, b)
			if b == 's' && i+2 < len(s) && s[i+1] == '.' && s[i+2] == '0' { // parts of seconds are no digits
				for i++; i+1 < len(s) && s[i+1] == '0'; {
					i++
				}
			}
		}
	}
	if len(letters) > 0 && d.count == 0 {
		out.takeLetters(letters)
		out.format.Percent = false
		return out
	}
	out.elapsed = false
	out.format.Decimals, out.format.Thousands = d.decimals(), d.trailing
	return out
}

// isGeneral reports whether a section leaves it to Excel how a number is shown. Some programs write the
// Swedish word for it.
func isGeneral(s string) bool {
	return s == "" || strings.EqualFold(s, "General") || strings.EqualFold(s, "Standard")
}

// bracket reads what stands in brackets: a condition, or a unit of time that is counted, which it
// returns. Colours and currencies say nothing here.
func (s *section) bracket(inner string) byte {
	if inner == "" {
		return 0
	}
	if rest := strings.TrimLeft(inner, "<>="); rest != inner && s.op == "" {
		if v, err := strconv.ParseFloat(strings.TrimSpace(rest), 64); err == nil {
			s.op, s.limit = inner[:len(inner)-len(rest)], v
		}
		return 0
	}
	switch all := strings.ToLower(inner); {
	case strings.Trim(all, "h") == "", strings.Trim(all, "m") == "", strings.Trim(all, "s") == "":
		return all[0] &^ 0x20
	}
	return 0
}

// takeLetters tells days from times. An m is a minute after hours or before seconds, and a month
// elsewhere.
func (s *section) takeLetters(letters []byte) {
	for i, b := range letters {
		switch b {
		case 'H', 'M', 'S':
			s.elapsed = true
		case 'h', 's':
			s.clock = true
		case 'y', 'd':
			s.day = true
		case 'm':
			after := i > 0 && letters[i-1]|0x20 == 'h'
			before := i+1 < len(letters) && letters[i+1]|0x20 == 's'
			if after || before {
				s.clock = true
			} else {
				s.day = true
			}
		}
	}
}

// date reports whether the section shows numbers as dates or times.
func (s *section) date() bool { return s.day || s.clock || s.elapsed }

// digits follows the places for digits in a section.
type digits struct {
	count    int  // places
	fixed    int  // decimals that are always shown
	point    bool // the decimal point is passed
	loose    bool // some decimals are shown only when needed; or a fraction, or an exponent
	trailing int  // commas since the last place: each divides by a thousand
	group    int  // places since the last comma between places; -1 where there is none
}

func (d *digits) add(b byte) {
	switch b {
	case '.':
		d.point = true
	case ',':
		if d.count > 0 {
			d.trailing++
		}
	case '/':
		d.loose = d.loose || d.count > 0
	default:
		if d.count == 0 {
			d.group = -1
		}
		d.count++
		switch {
		case d.point && b == '0':
			d.fixed++
		case d.point:
			d.loose = true
		case d.trailing > 0:
			d.group = 1
			d.trailing = 0
		case d.group >= 0:
			d.group++
		}
	}
}

// decimals is how many are always shown, or -1. A group of fewer than three digits comes of a decimal
// comma that a program has written as it stands in Swedish: nobody knows what was meant.
func (d *digits) decimals() int {
	if d.count == 0 || d.loose || !d.point && d.group > 0 && d.group < 3 {
		return -1
	}
	return min(d.fixed, maxDecimals)
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// numberText is a stored number as a decimal number. What is no number is not ok.
func numberText(s string) (text string, v float64, ok bool) {
	for i := range len(s) {
		switch b := s[i]; {
		case b >= '0' && b <= '9', b == '.', b == '+', b == '-', b == 'e', b == 'E':
		default:
			return "", 0, false // ParseFloat reads more: inf, 0x1p-2, 1_000
		}
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return "", 0, false
	}
	if v == 0 {
		return "0", 0, true
	}
	text = strconv.FormatFloat(v, 'f', -1, 64)
	if v != math.Trunc(v) && len(text) > 15 { // with its point, fifteen digits are sixteen
		rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
		if err == nil {
			text = strconv.FormatFloat(rounded, 'f', -1, 64)
		}
	}
	return text, v, true
}
