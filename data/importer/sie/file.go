package sie

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"rodatraden/data/model"
)

// File is what one file says.
type File struct {
	Name     string // without its folder
	Type     int    // 1 to 4; 1 where the file says none
	Program  string
	Company  string
	Encoding Encoding
	Made     model.Date     // #GEN
	AsAt     model.Date     // #OMFATTN: the day that the balances are of; zero where the file says none
	Years    map[int]Year   // #RAR, 0 is the file's own and -1 the one before
	Accounts []Account      // in the order of their numbers
	Objects  []Object       // those that are declared, by dimension and id
	Counts   map[string]int // of records, by label

	dimensions map[string]string
	accountAt  map[string]int // in Accounts
	lists      []list
	cells      map[key]*cell
}

// Year is a financial year, both ends included.
type Year struct{ From, To model.Date }

// Account is an account that the file names or has figures for.
type Account struct {
	Number   string
	Name     string
	Type     string // #KTYP: T asset, S debt, K cost, I income; mostly empty
	Declared bool   // by #KONTO
	Balance  bool   // has an opening or closing balance, so that it is no account of costs and incomes
	Result   bool   // has a result
}

// kept reports whether an account is one of the balance sheet, as far as the file tells.
func (a Account) kept() bool {
	return a.Type == "T" || a.Type == "S" || a.Type == "" && a.Balance && !a.Result
}

// Object is something that amounts are booked on beside the account: a kostnadsställe, a project.
type Object struct{ Dimension, ID, Name string }

// kind is what a figure of a file is.
type kind uint8

const (
	saldos   kind = iota // #PSALDO: the change in a month
	budgets              // #PBUDGET: the budget of a month
	vouchers             // #TRANS, summed by month
	results              // #RES: the result of a year
)

// label is what the kind is called in the file.
func (k kind) label() string {
	return [...]string{"#PSALDO", "#PBUDGET", "#TRANS", "#RES"}[k]
}

// key is what tells the figures of a file apart.
type key struct {
	kind          kind
	month         int32 // since year 0; of results the index of the year
	account, list int32 // in File.Accounts and File.lists
}

type cell struct {
	sum money
	row int32 // the first
}

// list is an object list, by dimension.
type list []Object

// dimensions are the list's, as one text.
func (l list) dimensions() string {
	all := make([]string, len(l))
	for i, o := range l {
		all[i] = o.Dimension
	}
	return strings.Join(all, "+")
}

// on returns the list's object of a dimension.
func (l list) on(dimension string) (string, bool) {
	for _, o := range l {
		if o.Dimension == dimension {
			return o.ID, true
		}
	}
	return "", false
}

// monthOf counts the months since year 0.
func monthOf(d model.Date) int { return d.Year*12 + d.Month - 1 }

// dateOf is a month as a date.
func dateOf(month int) model.Date { return model.Date{Year: month / 12, Month: month%12 + 1} }

// dateText writes a date as far as it goes.
func dateText(d model.Date) string {
	s := fmt.Sprintf("%04d", d.Year)
	if d.Month > 0 {
		s += fmt.Sprintf("-%02d", d.Month)
	}
	if d.Day > 0 {
		s += fmt.Sprintf("-%02d", d.Day)
	}
	return s
}

// first and last are the months of a year.
func (y Year) first() int { return monthOf(y.From) }
func (y Year) last() int  { return monthOf(y.To) }

// String writes a calendar year as its number, another with its days.
func (y Year) String() string {
	if y.From.Month == 1 && y.From.Day == 1 && y.To == (model.Date{Year: y.From.Year, Month: 12, Day: 31}) {
		return dateText(model.Date{Year: y.From.Year})
	}
	return dateText(y.From) + "–" + dateText(y.To)
}

// byNumber orders accounts and objects as people list them: shorter numbers among numbers first.
func byNumber(a, b string) int {
	if digits(a) && digits(b) {
		if c := byValue(a, b); c != 0 {
			return c
		}
	}
	return strings.Compare(a, b)
}

// byValue compares texts of digits as numbers.
func byValue(a, b string) int {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}

// byObject orders objects by dimension and id.
func byObject(a, b Object) int {
	return cmp.Or(byNumber(a.Dimension, b.Dimension), byNumber(a.ID, b.ID))
}

// figure writes an amount in kronor as it stands in the files.
func figure(d decimal.Decimal) string { return d.StringFixed(max(2, -d.Exponent())) }

// digits reports whether a text is nothing but digits.
func digits(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}
