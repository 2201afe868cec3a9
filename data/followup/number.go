package followup

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"rodatraden/data/model"
	"rodatraden/data/schema"
)

// numberColumn is the column with the table's first number, or -1.
func numberColumn(t *schema.Table) int {
	for i, f := range t.Fields {
		if f.As == schema.Decimal {
			return i
		}
	}
	return -1
}

// quantity reads the first number of row n. It is not Known where the cell has not the form of a
// number.
func (t *Table) quantity(n int) model.Quantity { return t.quantityIn(n, numberColumn(t.Schema)) }

// quantityIn reads the number in a column of row n.
func (t *Table) quantityIn(n, column int) model.Quantity {
	if column < 0 || !numberForm.MatchString(t.Rows[n][column]) {
		return model.Quantity{}
	}
	return model.QuantityOf(model.Record{Table: t.Schema, Cells: t.Rows[n]}, t.Schema.Fields[column].Name)
}

// number is a column of numbers with the columns that say what they are.
type number struct {
	column                 int
	name                   string
	status, written, about string // the companions' names
}

func numbersOf(t *schema.Table) []number {
	var out []number
	for i, f := range t.Fields {
		if f.As != schema.Decimal {
			continue
		}
		name := func(companion string) string {
			if c := t.Companion(f.Name, companion); c >= 0 {
				return t.Fields[c].Name
			}
			return ""
		}
		out = append(out, number{i, f.Name, name("status"), name("as_written"), name("approximate")})
	}
	return out
}

// checkNumbers checks each number against its status, its unit and how it is printed.
func (t *Table) checkNumbers(c *collector) {
	for _, num := range numbersOf(t.Schema) {
		t.checkNumber(c, num)
	}
}

func (t *Table) checkNumber(c *collector, num number) {
	unit := model.UnitColumn(t.Schema, num.name)
	for n, row := range t.Rows {
		status := t.cell(n, num.status)
		stated := status == "" || status == string(model.Reported) || status == string(model.Preliminary)
		if row[num.column] == "" {
			switch {
			case status != "" && stated:
				c.fault(ValueMissing, t.at(n, num.name), "Column", num.name, "Status", status)
			case status == "" && num.name == "value" && t.cell(n, "text") == "":
				// The row is there to state a number. An amount beside other words may be absent.
				c.fault(StatusMissing, t.at(n, num.status), "Column", num.name)
			}
			continue
		}
		if !stated {
			c.fault(ValueUnexpected, t.at(n, num.name), "Column", num.name, "Status", status)
		}
		if unit != "" && t.cell(n, unit) == "" {
			c.fault(UnitMissing, t.at(n, unit), "Column", num.name)
		}
		if c.quiet {
			continue
		}
		if q := t.quantityIn(n, num.column); q.Known && q.AsWritten != "" {
			t.checkAsWritten(c, n, num, q)
		}
	}
}

// checkAsWritten warns where what is printed cannot be the number that is stated.
func (t *Table) checkAsWritten(c *collector, n int, num number, q model.Quantity) {
	at := t.at(n, num.written)
	value := t.Rows[n][num.column]
	if aboutWords.MatchString(q.AsWritten) && !q.Approximate {
		c.warn(ApproximateMissing, at, "AsWritten", q.AsWritten)
	}
	printed := printedNumbers(q.AsWritten)
	if len(printed) == 0 {
		return // in words
	}
	var match *printedNumber
	for i, p := range printed {
		if p.equals(q) && (match == nil || p.exact(q) && !match.exact(q)) {
			match = &printed[i]
		}
	}
	switch {
	case match == nil:
		c.warn(AsWrittenDiffers, at, "AsWritten", q.AsWritten, "Value", value)
	case match.sign == '-' && q.Value.IsPositive(), match.sign == '+' && q.Value.IsNegative():
		c.warn(AsWrittenSign, at, "AsWritten", q.AsWritten, "Value", value)
	case !match.exact(q) && match.sameUnit(q) && match.value.Exponent() != q.Value.Exponent():
		c.warn(AsWrittenPrecision, at, "AsWritten", q.AsWritten, "Value", value)
	}
}

var (
	aboutWords = regexp.MustCompile(`(?i)(^|[^\pL])(cirka|ca|c:a|circa|ungefär|drygt|knappt|omkring|runt|nästan|uppemot|närmare)([^\pL]|$)`)
	// A number as Swedish reports print it: thousands grouped by spaces or dots, decimal comma.
	printedForm = regexp.MustCompile(`[0-9]{1,3}(?:[ .\x{A0}\x{2009}\x{202F}][0-9]{3})+(?:,[0-9]+)?|[0-9]+(?:[.,][0-9]+)?`)
	partForm    = regexp.MustCompile(`[0-9]+(?:[.,][0-9]+)?`)
	unitForm    = regexp.MustCompile(`(?i)^[\s\x{A0}\x{202F}]*(mkr|mnkr|mn|milj|tkr|kkr|tusen|kronor|kr)`)
)

// printedNumber is a number found in a text, without its sign.
type printedNumber struct {
	value decimal.Decimal
	sign  byte   // '-', '+' or 0 where none is printed
	unit  string // kr, tkr or mkr; "" where none is printed
	share bool   // a per cent sign follows: 75 % of a post is 0.75
}

func printedNumbers(s string) []printedNumber {
	var out []printedNumber
	for _, span := range printedForm.FindAllStringIndex(s, -1) {
		sign := signBefore(s[:span[0]])
		unit := unitAfter(s[span[1]:])
		share := strings.HasPrefix(strings.TrimLeftFunc(s[span[1]:], unicode.IsSpace), "%")
		text := s[span[0]:span[1]]
		add := func(digits string) {
			if v, err := decimal.NewFromString(digits); err == nil {
				out = append(out, printedNumber{v, sign, unit, share})
			}
		}
		whole := strings.Map(func(r rune) rune {
			if r == ' ' || r == '.' || r == '\u00A0' || r == '\u2009' || r == '\u202F' {
				return -1
			}
			return r
		}, text)
		add(strings.Replace(whole, ",", ".", 1))
		if whole != text { // '11 900' may be two numbers, '18.4' a decimal point
			for _, part := range partForm.FindAllString(text, -1) {
				add(strings.Replace(part, ",", ".", 1))
			}
		}
	}
	return out
}

// signBefore reads the sign that a number's text follows. A dash after a digit or a letter joins.
func signBefore(s string) byte {
	s = strings.TrimRightFunc(s, unicode.IsSpace)
	r, n := utf8.DecodeLastRuneInString(s)
	switch r {
	case '-', '–', '−':
		if before, _ := utf8.DecodeLastRuneInString(s[:len(s)-n]); unicode.IsDigit(before) || unicode.IsLetter(before) {
			return 0
		}
		if before := strings.TrimRightFunc(s[:len(s)-n], unicode.IsSpace); before != "" && unicode.IsDigit(rune(before[len(before)-1])) {
			return 0 // '1,1 – 1,2'
		}
		return '-'
	case '+':
		return '+'
	}
	return 0
}

func unitAfter(s string) string {
	m := unitForm.FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	switch strings.ToLower(m[1]) {
	case "kr", "kronor":
		return "kr"
	case "tkr", "kkr", "tusen":
		return "tkr"
	}
	return "mkr"
}

func (p printedNumber) sameUnit(q model.Quantity) bool {
	return p.unit == "" || !model.Money(q.Unit) || p.unit == q.Unit
}

// equals reports whether the printed number can be the stated one, whatever its sign.
func (p printedNumber) equals(q model.Quantity) bool {
	stated := q.Value.Abs()
	if p.share && q.Unit != "" && !model.Money(q.Unit) {
		return p.value.Equal(stated.Shift(2))
	}
	if p.unit == "" || !model.Money(q.Unit) {
		return p.value.Equal(stated)
	}
	return p.value.Shift(model.MoneyExponent(p.unit)).Equal(stated.Shift(model.MoneyExponent(q.Unit)))
}

// exact reports whether it is printed in the stated unit with the stated digits.
func (p printedNumber) exact(q model.Quantity) bool {
	if p.share && q.Unit != "" && !model.Money(q.Unit) {
		return true
	}
	return p.sameUnit(q) && p.value.Exponent() == q.Value.Exponent()
}
