package sie

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"rodatraden/data/followup"
	"rodatraden/data/model"
)

// end makes the file of what was read, and says what its end tells.
func (p *parser) end() {
	f := p.file
	if p.known == 0 {
		p.fault(NotSIE, 0, "")
		return
	}
	p.truncated()
	enc := p.letters.encoding()
	f.Encoding = enc
	p.decode(enc)
	p.head(enc)
	p.sumEnds(enc)
	p.left()
	if len(f.cells) == 0 {
		p.fault(Nothing, 0, "")
	}
	// Vouchers have days of their own; a month's or a year's balance is of a year that must be known.
	if _, ok := f.Years[0]; !ok && !p.broken {
		for k := range f.cells {
			if k.kind != vouchers {
				p.fault(YearMissing, 0, "")
				break
			}
		}
	}
}

// truncated says where the file ends before it should.
func (p *parser) truncated() {
	where := ""
	switch {
	case p.voucher.row > 0:
		where = "voucher"
	case !p.scan.Ended() && p.last.open:
		where = "text"
	case !p.scan.Ended() && p.last.short:
		where = "record"
	case p.checksum.begun && !p.checksum.ended:
		where = "checksum"
	}
	if where != "" {
		p.fault(Truncated, p.last.row, "", "Where", where)
		return
	}
	if !p.scan.Ended() && p.last.figure {
		p.warn(LastLine, p.last.row, "")
	}
	if p.last.open {
		p.warn(QuoteOpen, p.last.row, "")
	}
}

// decode makes texts of what was kept in the file's encoding, and orders accounts and objects.
func (p *parser) decode(enc Encoding) {
	f := p.file
	f.Program, f.Company = enc.decode([]byte(f.Program)), enc.decode([]byte(f.Company))
	order := make([]int32, len(p.names))
	for i := range p.names {
		order[i] = int32(i)
		a := &p.names[i]
		a.Number, a.Name, a.Type = enc.decode([]byte(a.Number)), enc.decode([]byte(a.Name)), enc.decode([]byte(a.Type))
	}
	slices.SortStableFunc(order, func(a, b int32) int { return byNumber(p.names[a].Number, p.names[b].Number) })
	at := make([]int32, len(order))
	f.Accounts = make([]Account, len(order))
	for n, from := range order {
		f.Accounts[n] = p.names[from]
		at[from] = int32(n)
		f.accountAt[f.Accounts[n].Number] = n
	}
	cells := make(map[key]*cell, len(f.cells))
	for k, c := range f.cells {
		k.account = at[k.account]
		cells[k] = c
	}
	f.cells = cells
	for n, name := range p.named {
		f.dimensions[enc.decode([]byte(n))] = enc.decode([]byte(name))
	}
	declared := map[Object]bool{}
	for _, o := range p.objects {
		o = Object{enc.decode([]byte(o.Dimension)), enc.decode([]byte(o.ID)), enc.decode([]byte(o.Name))}
		if id := (Object{Dimension: o.Dimension, ID: o.ID}); !declared[id] {
			declared[id] = true
			f.Objects = append(f.Objects, o)
		}
	}
	slices.SortStableFunc(f.Objects, byObject)
	for _, l := range p.bare {
		out := make(list, len(l))
		for i, o := range l {
			out[i] = Object{Dimension: enc.decode([]byte(o.Dimension)), ID: enc.decode([]byte(o.ID))}
		}
		f.lists = append(f.lists, out)
	}
	// Objects that rows name and no #OBJEKT declares.
	rows := map[Object]int{}
	for k, c := range f.cells {
		for _, o := range f.lists[k.list] {
			if at, seen := rows[o]; !declared[o] && (!seen || int(c.row) < at) {
				rows[o] = int(c.row)
			}
		}
	}
	// Where a file declares none at all, as files of vouchers do, there is nothing to compare with.
	if len(declared) == 0 {
		return
	}
	for _, o := range slices.SortedFunc(maps.Keys(rows), byObject) {
		p.warn(ObjectUndeclared, rows[o], o.ID, "Dimension", o.Dimension, "Object", o.ID)
	}
}

// head says what is odd in what the file says of itself.
func (p *parser) head(enc Encoding) {
	f := p.file
	if !p.flag {
		p.warn(FlagMissing, 0, "")
	}
	if !p.typed {
		p.find(followup.Assumed, TypeMissing, 0, "")
	}
	beyond := p.letters.utf8+p.letters.pc8+p.letters.latin1+p.letters.other > 0
	if beyond && (enc != PC8 || !strings.EqualFold(p.format, string(PC8))) {
		p.find(followup.Assumed, EncodingAssumed, 0, "", "Encoding", string(enc), "Format", shown([]byte(p.format)))
	}
	if n, row := p.letters.strays(enc); n > 0 {
		p.warn(EncodingMixed, row, "", "Count", strconv.Itoa(n), "Encoding", string(enc))
	}
	if (f.Type == 2 || f.Type == 3) && p.typed && f.AsAt.IsZero() && p.asAt == 0 {
		p.warn(AsAtMissing, 0, "")
	}
	if y, ok := f.Years[0]; ok && !f.AsAt.IsZero() &&
		(f.AsAt.First().Before(y.From.First()) || f.AsAt.First().After(y.To.First())) {
		p.warn(AsAtUnreal, p.asAt, dateText(f.AsAt), "Date", dateText(f.AsAt), "Year", y.String())
		f.AsAt = model.Date{}
	}
}

// left says what was not read.
func (p *parser) left() {
	for label, n := range p.unknown {
		p.find(followup.Skipped, LabelUnknown, n.row, shown([]byte(label)), "Label", shown([]byte(label)), "Count", strconv.Itoa(n.n))
	}
	for label, n := range p.extra {
		p.find(followup.Skipped, FieldsExtra, n.row, label, "Label", label, "Count", strconv.Itoa(n.n))
	}
	if p.quantity.n > 0 {
		p.find(followup.Skipped, QuantityLeft, p.quantity.row, "", "Count", strconv.Itoa(p.quantity.n))
	}
	if p.unlisted.n > 0 {
		p.find(followup.Assumed, ListMissing, p.unlisted.row, "", "Count", strconv.Itoa(p.unlisted.n))
	}
	if p.unread > 0 {
		p.find(followup.Skipped, RowsLeft, 0, "", "Count", strconv.Itoa(p.unread))
	}
	balances := p.file.Counts["#IB"] + p.file.Counts["#UB"] + p.file.Counts["#OIB"] + p.file.Counts["#OUB"]
	if balances > 0 {
		p.find(followup.Skipped, BalanceLeft, 0, "", "Count", strconv.Itoa(balances))
	}
	f := p.file
	p.find(followup.Assumed, FileRead, 0, "", "Records", strconv.Itoa(p.records), "Figures", strconv.Itoa(p.used),
		"Accounts", strconv.Itoa(len(f.Accounts)), "Objects", strconv.Itoa(len(f.Objects)), "Type", strconv.Itoa(f.Type))
}
