package sie

import (
	"github.com/shopspring/decimal"
)

// money is an exact amount in kronor. Nearly all are whole öre that fit an integer; what does not is kept
// beside them. The zero value is nought.
type money struct {
	ore  int64
	rest *decimal.Decimal
}

// maxOre is beyond what an integer of öre may hold before it is moved to the rest.
const maxOre = 1 << 62

// form is what is wrong, or unusual, with how a number is written.
type form int

const (
	plain   form = iota
	comma        // a decimal comma: read as a point
	garbled      // no number, or one that can be read in more than one way
)

// parseMoney reads an amount: digits with a point and a minus, as SIE has it, or with a decimal comma before
// one or two digits, which can mean nothing else.
func parseMoney(text []byte) (money, form) {
	at, negative := 0, false
	if at < len(text) && (text[at] == '-' || text[at] == '+') {
		negative = text[at] == '-'
		at++
	}
	whole, digits, decimals, point := int64(0), 0, 0, byte(0)
	for _, c := range text[at:] {
		switch {
		case c >= '0' && c <= '9':
			if digits < 16 {
				whole = whole*10 + int64(c-'0')
			}
			digits++
			if point != 0 {
				decimals++
			}
		case (c == '.' || c == ',') && point == 0:
			point = c
		default:
			return money{}, garbled
		}
	}
	is := plain
	if point == ',' {
		if decimals == 0 || decimals > 2 {
			return money{}, garbled
		}
		is = comma
	}
	if digits == 0 || digits > maxDigits || point != 0 && digits == decimals && at == len(text) {
		return money{}, garbled
	}
	if digits < 16 && decimals <= 2 {
		for ; decimals < 2; decimals++ {
			whole *= 10
		}
		if negative {
			whole = -whole
		}
		return money{ore: whole}, is
	}
	d, err := decimal.NewFromString(string(text))
	if err != nil {
		return money{}, garbled
	}
	return money{rest: &d}, is
}

// maxDigits is the number of digits of the longest number.
const maxDigits = 40

// add adds to an amount.
func (m *money) add(n money) {
	m.ore += n.ore
	if m.ore > maxOre || m.ore < -maxOre {
		m.spill(decimal.New(m.ore, -2))
		m.ore = 0
	}
	if n.rest != nil {
		m.spill(*n.rest)
	}
}

func (m *money) spill(d decimal.Decimal) {
	if m.rest != nil {
		d = d.Add(*m.rest)
	}
	m.rest = &d
}

// kronor gives the amount as a decimal number.
func (m money) kronor() decimal.Decimal {
	d := decimal.New(m.ore, -2)
	if m.rest != nil {
		d = d.Add(*m.rest)
	}
	return d
}
