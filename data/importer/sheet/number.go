package sheet

import (
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"rodatraden/data/importer"
	"rodatraden/data/model"
	"rodatraden/data/spreadsheet"
)

// figure is what a cell says about a number.
type figure struct {
	value       decimal.Decimal // its exponent is the precision
	known       bool
	status      model.Status // of a known number Preliminary or Absent; else why there is none
	asWritten   string
	approximate bool
	unit        string // kr, tkr or mkr, where the cell says so
	inWords     string // what the cell says in place of a number, where the mapping keeps that
	notes       []note
}

// note is what a number's reading is to be told about.
type note struct {
	code string
	args []string
}

func (f *figure) note(code string, args ...string) { f.notes = append(f.notes, note{code, args}) }

// maxDecimals is how many decimals are taken of a cell that fixes none, and maxDigits how many digits there
// may be before them.
const (
	maxDecimals = 6
	maxDigits   = 18
)

// usualWords are the words in place of numbers where the mapping gives none.
var usualWords = Words{
	Absent:        []string{"-", "–", "−", "—", "--"},
	NotReported:   []string{"i.u.", "iu", "i.u", "..", "…", "...", "redovisas inte", "redovisas ej", "uppgift saknas", "saknas"},
	NotApplicable: []string{"x", ".", "e.t.", "ej tillämpligt", "ej relevant"},
	Confidential:  []string{"sekretess"},
	Preliminary:   []string{"prel", "prel.", "preliminärt", "preliminär", "(prel)", "(p)"},
}

// or gives the words of the mapping, and for those that it does not give the usual ones.
func (w Words) or(usual Words) Words {
	pick := func(own, usual []string) []string {
		words := usual
		if own != nil {
			words = own
		}
		out := make([]string, len(words))
		for i, word := range words {
			out[i] = alike(word)
		}
		return out
	}
	return Words{
		Absent: pick(w.Absent, usual.Absent), NotReported: pick(w.NotReported, usual.NotReported),
		NotApplicable: pick(w.NotApplicable, usual.NotApplicable), Confidential: pick(w.Confidential, usual.Confidential),
		InWords: pick(w.InWords, usual.InWords), Preliminary: pick(w.Preliminary, usual.Preliminary), Decimal: w.Decimal,
	}
}

// numbers reads numbers of cells.
type numbers struct {
	words    Words
	workbook bool // text in a cell is worth telling: elsewhere everything is text
}

// read reads what a cell says. A figure in parentheses that stands alone, or after another, is returned
// beside it. bad is the code of what is wrong with the cell, or "".
func (n numbers) read(c spreadsheet.Cell, money bool) (f figure, earlier *figure, bad string) {
	switch c.Kind {
	case spreadsheet.Blank:
		return f, nil, ""
	case spreadsheet.Broken:
		return f, nil, CellBroken
	case spreadsheet.Date:
		return f, nil, NumberDate
	case spreadsheet.Boolean:
		return f, nil, NumberForm
	case spreadsheet.Number:
		f, bad = stored(c, money)
		return f, nil, bad
	}
	text := fold(c.Text)
	if text == "" {
		return f, nil, ""
	}
	if f, is := n.word(text); is {
		return f, nil, ""
	}
	if errorForm.MatchString(text) {
		return f, nil, CellBroken
	}
	main, paren := text, ""
	if strings.HasSuffix(text, ")") {
		if at := strings.LastIndexByte(text, '('); at >= 0 && strings.ContainsAny(text[at:], "0123456789") {
			main, paren = strings.TrimSpace(text[:at]), strings.TrimSpace(text[at+1:len(text)-1])
		}
	}
	if paren != "" {
		before, bad := n.text(paren, money)
		if bad != "" {
			return f, nil, bad
		}
		before.note(Parentheses, "Shown", text)
		earlier = &before
		if main == "" {
			return f, earlier, ""
		}
	}
	f, bad = n.text(main, money)
	return f, earlier, bad
}

// errorForm is an error of Excel's that has become text, as in separated text: #DIV/0!, #SAKNAS!, #N/A.
var errorForm = regexp.MustCompile(`^#[\p{Lu}][\p{Lu}/0]*[!?]?$`)

// word reads a word that stands in place of a number.
func (n numbers) word(text string) (figure, bool) {
	low := strings.ToLower(text)
	is := func(words []string) bool { return slices.Contains(words, low) }
	f := figure{}
	switch {
	case is(n.words.Absent):
		f.note(WordAbsent, "Shown", text)
	case is(n.words.InWords):
		f.inWords = text
		f.note(WordText, "Shown", text)
	case is(n.words.NotReported):
		f.status = model.NotReported
	case is(n.words.NotApplicable):
		f.status = model.NotApplicable
	case is(n.words.Confidential):
		f.status = model.Confidential
	default:
		return f, false
	}
	if f.status != model.Absent {
		f.note(WordStatus, "Shown", text, "Status", string(f.status))
	}
	return f, true
}

// stored reads a number as its format shows it.
func stored(c spreadsheet.Cell, money bool) (figure, string) {
	v, err := decimal.NewFromString(c.Text)
	if err != nil {
		return figure{}, NumberForm
	}
	f := figure{value: v, known: true}
	if c.Format.Percent {
		if money {
			return figure{}, PercentMoney
		}
		v = v.Shift(2)
		f.note(Percent)
	}
	if c.Format.Thousands > 0 {
		v = v.Shift(-3 * int32(c.Format.Thousands))
		f.note(NumberScaled)
	}
	f.value = v
	if d := c.Format.Decimals; d >= 0 && d <= maxDecimals {
		f.value = at(v, d)
		if !f.value.Equal(v) {
			f.note(NumberRounded, "Stored", comma(v), "Shown", comma(f.value))
		}
	} else if -v.Exponent() > maxDecimals {
		f.value = v.Round(maxDecimals)
		f.note(NumberDecimals, "Stored", comma(v), "Shown", comma(f.value))
	}
	if digits(f.value) > maxDigits {
		return figure{}, NumberForm
	}
	if v.IsNegative() && parenthesesFormat(c.Format.Code) {
		f.note(ParenthesesFormat, "Shown", "("+comma(f.value.Abs())+")", "Stored", comma(f.value))
	}
	return f, ""
}

// at gives a value exactly so many decimals.
func at(v decimal.Decimal, places int) decimal.Decimal {
	v = v.Round(int32(places))
	if -v.Exponent() == int32(places) {
		return v
	}
	return decimal.NewFromBigInt(v.Shift(int32(places)).BigInt(), -int32(places))
}

// digits counts the digits before the decimals.
func digits(v decimal.Decimal) int { return v.NumDigits() + int(v.Exponent()) }

// comma writes a number for people.
func comma(v decimal.Decimal) string { return importer.Shown(plain(v)) }

// plain writes a number as the tables hold it.
func plain(v decimal.Decimal) string {
	s := v.StringFixed(max(0, -v.Exponent()))
	if v.IsZero() {
		s = strings.TrimPrefix(s, "-")
	}
	return s
}

var spacingForm = regexp.MustCompile(`[_\\*].|"[^"]*"|\[[^\]]*\]`)

// parenthesesFormat reports whether a number format writes what is negative in parentheses.
func parenthesesFormat(code string) bool {
	sections := strings.Split(spacingForm.ReplaceAllString(code, ""), ";")
	return len(sections) > 1 && strings.Contains(sections[1], "(")
}

// aboutForm are the words that say that a number is not exact.
var aboutForm = regexp.MustCompile(`(?i)^(cirka|ca\.?|c:a|circa|ungefär|drygt|knappt|omkring|runt|nästan|uppemot|närmare|~) ?`)

var numberForm = regexp.MustCompile(`^([-−–+]?) ?([0-9][0-9 .,]*?)( ?[-−–])?(?: ?([\pL%][\pL%./: ]*))?$`)

var (
	groupedForm = regexp.MustCompile(`^[0-9]{1,3}(?: [0-9]{3})+$`)
	wholeForm   = regexp.MustCompile(`^[0-9]+$`)
	pointsForm  = regexp.MustCompile(`^[0-9]{1,3}(?:\.[0-9]{3})+$`)
	commasForm  = regexp.MustCompile(`^[0-9]{1,3}(?:,[0-9]{3})+$`)
)

// text reads a number that is text.
func (n numbers) text(text string, money bool) (figure, string) {
	f := figure{known: true}
	rest := text
	for _, word := range n.words.Preliminary {
		if before, is := strings.CutSuffix(strings.ToLower(rest), " "+word); is && len(before) < len(rest) {
			rest, f.status = strings.TrimSpace(rest[:len(before)]), model.Preliminary
			f.note(WordStatus, "Shown", text, "Status", string(f.status))
			break
		}
	}
	if m := aboutForm.FindString(rest); m != "" {
		f.approximate, rest = true, rest[len(m):]
	}
	m := numberForm.FindStringSubmatch(rest)
	if m == nil || m[1] != "" && m[3] != "" {
		return figure{}, NumberForm
	}
	number, bad := n.machine(m[2])
	if bad != "" {
		return figure{}, bad
	}
	v, err := decimal.NewFromString(number)
	if err != nil {
		return figure{}, NumberForm
	}
	if m[1] != "" && m[1] != "+" || m[3] != "" {
		v = v.Neg()
	}
	if m[4] != "" {
		f.unit = unitOf(m[4])
		if money && f.unit == "" {
			if strings.ContainsRune(m[4], '%') {
				return figure{}, PercentMoney
			}
			return figure{}, NumberForm
		}
	}
	f.value = v
	if -v.Exponent() > maxDecimals {
		f.value = v.Round(maxDecimals)
		f.note(NumberDecimals, "Stored", comma(v), "Shown", comma(f.value))
	}
	if digits(f.value) > maxDigits {
		return figure{}, NumberForm
	}
	switch {
	case f.approximate || m[4] != "" || f.status != model.Absent:
		f.asWritten = text
		f.note(NumberWords, "Shown", text, "Taken", comma(f.value))
	case n.workbook:
		f.note(NumberText, "Shown", text)
	}
	return f, ""
}

// machine writes the digits of a number with a decimal point and nothing between thousands.
func (n numbers) machine(s string) (string, string) {
	mark := n.words.Decimal
	points, commas := strings.Count(s, "."), strings.Count(s, ",")
	if mark == "" {
		switch {
		case points > 0 && commas > 0: // the last of them parts the decimals
			mark = ","
			if strings.LastIndexByte(s, '.') > strings.LastIndexByte(s, ',') {
				mark = "."
			}
		case commas > 1:
			mark = "."
		case points > 1:
			mark = ","
		case points == 1 && pointsForm.MatchString(s) && !strings.HasPrefix(s, "0"):
			return "", NumberAmbiguous // 1.234
		case points == 1:
			mark = "."
		default:
			mark = ","
		}
	}
	whole, decimals, parted := strings.Cut(s, mark)
	if parted && !wholeForm.MatchString(decimals) {
		return "", NumberForm
	}
	switch {
	case wholeForm.MatchString(whole):
	case groupedForm.MatchString(whole):
		whole = strings.ReplaceAll(whole, " ", "")
	case mark == "," && pointsForm.MatchString(whole):
		whole = strings.ReplaceAll(whole, ".", "")
	case mark == "." && commasForm.MatchString(whole):
		whole = strings.ReplaceAll(whole, ",", "")
	default:
		return "", NumberForm
	}
	if parted {
		return whole + "." + decimals, ""
	}
	return whole, ""
}

var unitWords = map[string]string{
	"kr": "kr", "kr.": "kr", "kronor": "kr", "sek": "kr",
	"tkr": "tkr", "tkr.": "tkr", "kkr": "tkr", "ksek": "tkr", "tusen kronor": "tkr", "tusen kr": "tkr", "tusental kronor": "tkr", "tusentals kronor": "tkr",
	"mkr": "mkr", "mkr.": "mkr", "mnkr": "mkr", "mnkr.": "mkr", "mn kr": "mkr", "msek": "mkr", "milj kr": "mkr", "milj. kr": "mkr", "miljoner kr": "mkr", "miljoner kronor": "mkr",
}

// unitOf reads the unit of money that a word is, or "".
func unitOf(word string) string { return unitWords[alike(word)] }

var unitIn = regexp.MustCompile(`(?i)(?:^|[^\pL])(tusentals? kronor|tusen kronor|tusen kr|miljoner kronor|miljoner kr|milj\.? kr|mn ?kr|mkr|mnkr|msek|tkr|kkr|ksek|sek|kronor|kr)(?:[^\pL]|$)`)

// unitNamedIn finds the unit of money that a header or a line above one names, or "".
func unitNamedIn(text string) string {
	m := unitIn.FindStringSubmatch(fold(text))
	if m == nil {
		return ""
	}
	if strings.EqualFold(m[1], "mn kr") {
		return "mkr"
	}
	return unitOf(m[1])
}
