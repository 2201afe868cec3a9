package sie

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"rodatraden/data/followup"
	"rodatraden/data/model"
)

// needs reports whether a record has so many fields, and says so where it has not.
func (p *parser) needs(r *Record, n int, s followup.Severity) bool {
	if len(r.Fields) >= n {
		return true
	}
	p.last.short = true
	p.find(s, FieldsMissing, r.Row, shown(r.Label), "Label", shown(r.Label),
		"Found", strconv.Itoa(len(r.Fields)), "Needed", strconv.Itoa(n))
	return false
}

// account gives the place of an account.
func (p *parser) account(number []byte) int32 {
	if at, there := p.accounts[string(number)]; there {
		return at
	}
	at := int32(len(p.names))
	p.names = append(p.names, Account{Number: string(number)})
	p.accounts[string(number)] = at
	return at
}

// list gives the number of an object list.
func (p *parser) list(text []byte) int32 {
	if at, there := p.raw[string(text)]; there {
		return at
	}
	var l list
	even := true
	if len(text) > 0 {
		even = p.scan.objects(text, func(dimension, object []byte) {
			l = append(l, Object{Dimension: string(dimension), ID: string(object)})
		})
	}
	if !even {
		return -1
	}
	slices.SortStableFunc(l, func(a, b Object) int { return byNumber(a.Dimension, b.Dimension) })
	for i := 1; i < len(l); i++ {
		if l[i].Dimension == l[i-1].Dimension {
			return -1
		}
	}
	var name strings.Builder
	for _, o := range l {
		name.WriteString(o.Dimension + "\x00" + o.ID + "\x00")
	}
	at, there := p.lists[name.String()]
	if !there {
		at = int32(len(p.bare))
		p.lists[name.String()] = at
		p.bare = append(p.bare, l)
	}
	p.raw[string(text)] = at
	return at
}

// figure is what stands in a record after account and object list.
func (p *parser) figure(r *Record, at int) (l int32, amount money, next int, ok bool) {
	l = 0
	if at < len(r.Fields) && r.Fields[at].List {
		if l = p.list(r.Fields[at].Text); l < 0 {
			p.fault(ObjectForm, r.Row, "{"+shown(clip(r.Fields[at].Text))+"}")
			return 0, money{}, 0, false
		}
		at++
	} else {
		p.unlisted.add(r.Row)
	}
	if !p.needs(r, at+1, followup.Fault) {
		return 0, money{}, 0, false
	}
	amount, ok = p.money(r, at)
	return l, amount, at + 1, ok
}

// money reads an amount.
func (p *parser) money(r *Record, at int) (money, bool) {
	amount, is := parseMoney(r.Text(at))
	switch is {
	case garbled:
		p.fault(NumberForm, r.Row, shown(clip(r.Text(at))), "Label", shown(r.Label))
		return amount, false
	case comma:
		p.find(followup.Assumed, NumberComma, r.Row, shown(clip(r.Text(at))))
	}
	return amount, true
}

// add adds an amount to what the file says of a kind, month, account and object list.
func (p *parser) add(k key, amount money, row int) (first int) {
	p.used++
	c := p.file.cells[k]
	if c != nil {
		c.sum.add(amount)
		return int(c.row)
	}
	if len(p.file.cells) >= most {
		p.stopped = true
		p.fault(TooLarge, row, "", "Limit", strconv.Itoa(most))
		return row
	}
	p.file.cells[k] = &cell{amount, int32(row)}
	return row
}

// balance reads #PSALDO and #PBUDGET: index of the year, month, account, objects, amount, quantity.
func (p *parser) balance(k kind, r *Record) {
	p.last.figure = true
	if !p.needs(r, 4, followup.Fault) {
		return
	}
	month, ok := parseMonth(r.Text(1))
	if !ok {
		p.fault(MonthForm, r.Row, shown(clip(r.Text(1))), "Label", k.label())
		return
	}
	index, err := strconv.Atoi(string(r.Text(0)))
	if err != nil {
		p.fault(YearForm, r.Row, shown(clip(r.Text(0))), "Label", k.label())
		return
	}
	l, amount, next, ok := p.figure(r, 3)
	if !ok {
		return
	}
	p.counted(r, next)
	if y, there := p.file.Years[index]; there && (month < y.first() || month > y.last()) {
		p.warn(OutsideYear, r.Row, string(r.Text(1)), "Label", k.label(), "Year", y.String(), "Index", strconv.Itoa(index))
	}
	at := key{k, int32(month), p.account(r.Text(2)), l}
	if first := p.add(at, amount, r.Row); first != r.Row {
		p.fault(FigureTwice, r.Row, shown(clip(r.Text(2))), "Label", k.label(), "First", strconv.Itoa(first))
	}
}

// counted counts a quantity beside an amount.
func (p *parser) counted(r *Record, at int) {
	if q := r.Text(at); len(q) > 0 && len(bytes.Trim(q, "0.,-")) > 0 {
		p.quantity.add(r.Row)
	}
}

// result reads #RES: index of the year, account, amount, quantity.
func (p *parser) result(r *Record) {
	p.last.figure = true
	if !p.needs(r, 3, followup.Fault) {
		return
	}
	index, err := strconv.Atoi(string(r.Text(0)))
	if err != nil || index < -100 || index > 100 {
		p.fault(YearForm, r.Row, shown(clip(r.Text(0))), "Label", "#RES")
		return
	}
	amount, ok := p.money(r, 2)
	if !ok {
		return
	}
	p.counted(r, 3)
	account := p.account(r.Text(1))
	p.names[account].Result = true
	if first := p.add(key{results, int32(index), account, 0}, amount, r.Row); first != r.Row {
		p.fault(FigureTwice, r.Row, shown(clip(r.Text(1))), "Label", "#RES", "First", strconv.Itoa(first))
	}
}

// begin reads #VER: series, number, date, text.
func (p *parser) begin(r *Record) {
	v := &p.voucher
	if v.row > 0 {
		p.warn(VoucherOpen, v.row, shown([]byte(v.name)))
		p.balanced()
	}
	v.row, v.month, v.sum, v.open = r.Row, -1, money{}, false
	v.name = strings.TrimSpace(string(clip(r.Text(0))) + " " + string(clip(r.Text(1))))
	if !p.needs(r, 3, followup.Fault) {
		return
	}
	d, ok := parseDay(r.Text(2))
	if !ok {
		p.fault(DateForm, r.Row, shown(clip(r.Text(2))), "Label", "#VER")
		return
	}
	v.month = monthOf(d)
}

func (p *parser) brace(b byte, row int) {
	v := &p.voucher
	if b == '{' {
		v.open = v.row > 0
		return
	}
	p.balanced()
	v.open, v.row = false, 0
}

// balanced warns where the rows of a voucher do not sum to nought.
func (p *parser) balanced() {
	if v := &p.voucher; v.open && v.month >= 0 && !same(v.sum, money{}) {
		p.warn(Unbalanced, v.row, shown([]byte(v.name)), "Amount", figure(v.sum.kronor()))
	}
}

// trans reads #TRANS: account, objects, amount, date, text, quantity. It is of the voucher's month.
func (p *parser) trans(r *Record) {
	p.last.figure = true
	v := &p.voucher
	if !v.open {
		p.fault(OutsideVoucher, r.Row, "")
		return
	}
	if !p.needs(r, 2, followup.Fault) {
		return
	}
	l, amount, next, ok := p.figure(r, 1)
	if !ok || v.month < 0 {
		return
	}
	p.counted(r, next+2)
	v.sum.add(amount)
	p.add(key{vouchers, int32(v.month), p.account(r.Text(0)), l}, amount, r.Row)
}

// year reads #RAR: index, first day, last day.
func (p *parser) year(r *Record) {
	index, err := strconv.Atoi(string(r.Text(0)))
	if len(r.Fields) < 2 || len(r.Text(1)) == 0 { // a file of vouchers alone may leave the days out
		return
	}
	from, ok := parseDay(r.Text(1))
	to, also := parseDay(r.Text(2))
	// A year may be lengthened to eighteen months.
	if err != nil || !ok || !also || monthOf(to) < monthOf(from) || to.First().Before(from.First()) || monthOf(to)-monthOf(from) >= 18 {
		s := followup.Warning
		if index == 0 {
			s, p.broken = followup.Fault, true
		}
		p.find(s, YearForm, r.Row, shown(clip(bytes.Join([][]byte{r.Text(0), r.Text(1), r.Text(2)}, []byte(" ")))), "Label", "#RAR")
		return
	}
	p.file.Years[index] = Year{from, to}
}

// parseDay reads a day, 20190430.
func parseDay(text []byte) (model.Date, bool) {
	if len(text) != 8 || !digits(string(text)) {
		return model.Date{}, false
	}
	s := string(text)
	return model.ParseDate(s[:4] + "-" + s[4:6] + "-" + s[6:])
}

// parseMonth reads a month, 201904; some programs write its last day.
func parseMonth(text []byte) (int, bool) {
	if len(text) == 8 {
		d, ok := parseDay(text)
		return monthOf(d), ok
	}
	if len(text) != 6 {
		return 0, false
	}
	n := 0
	for _, c := range text {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	if n%100 < 1 || n%100 > 12 || n < 100 {
		return 0, false
	}
	return n/100*12 + n%100 - 1, true
}
