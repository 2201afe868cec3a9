package sie

import (
	"bufio"
	"bytes"
	"errors"
	"hash/crc32"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/model"
)

// ParseFile is Parse for a file on the disk. The error is for one that could not be read at all.
func ParseFile(path string) (*File, followup.Report, error) {
	const op = "sie.ParseFile"
	in, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, followup.Report{}, fault.New(op, fault.NotFound, path, err)
	}
	if err != nil {
		return nil, followup.Report{}, fault.New(op, fault.Local, path, err)
	}
	defer in.Close()
	f, report, err := Parse(filepath.Base(path), in)
	if err != nil {
		return nil, report, fault.New(op, fault.Local, path, err)
	}
	return f, report, nil
}

// Parse reads a file. It keeps sums and names, not rows, so that what it needs of memory follows the number
// of accounts, objects and months. Where the report has faults the file is not to be used. The error is r's.
func Parse(name string, r io.Reader) (*File, followup.Report, error) {
	p := parser{
		file: &File{
			Name: name, Type: 1, Years: map[int]Year{}, Counts: map[string]int{},
			dimensions: map[string]string{}, accountAt: map[string]int{}, cells: map[key]*cell{},
		},
		accounts: map[string]int32{}, raw: map[string]int32{}, lists: map[string]int32{},
		named: map[string]string{}, unknown: map[string]*tally{}, extra: map[string]*tally{},
	}
	p.list(nil) // the total is the list with number 0
	in := bufio.NewReaderSize(r, sniffed)
	head, err := in.Peek(sniffed)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, p.c.Report(), err
	}
	if code := sniff(head); code != "" {
		p.fault(code, 0, "")
		return p.file, p.c.Report(), nil
	}
	p.letters.bom = bytes.HasPrefix(head, bom)
	p.scan = NewScanner(in)
	for p.scan.Next() {
		p.read(p.scan.Record())
		if p.stopped {
			return p.file, p.c.Report(), nil
		}
	}
	switch err := p.scan.Err(); {
	case errors.Is(err, errLongRecord):
		p.fault(NotSIE, 0, "")
		return p.file, p.c.Report(), nil
	case err != nil:
		return nil, p.c.Report(), err
	}
	p.end()
	return p.file, p.c.Report(), nil
}

// parser reads the records of one file.
type parser struct {
	c       followup.Collector
	file    *File
	scan    *Scanner
	letters letters
	stopped bool
	broken  bool // the file's own year
	known   int  // records with a label of the format
	records int

	names    []Account        // by number in the file, not yet ordered
	accounts map[string]int32 // number → place in names
	raw      map[string]int32 // an object list as it stands → its number
	lists    map[string]int32 // an object list by dimension → its number
	bare     []list           // in the file's encoding, as everything until the end
	objects  []Object
	named    map[string]string // dimensions
	used     int               // rows of figures that were read
	flag     bool
	typed    bool
	format   string
	asAt     int // the row of #OMFATTN
	unread   int // #BTRANS and #RTRANS
	quantity tally
	unlisted tally
	unknown  map[string]*tally
	extra    map[string]*tally

	voucher struct {
		row, month int
		open       bool // between its braces
		sum        money
		name       string
	}
	last struct { // the record before
		row                 int
		figure, open, short bool
	}

	checksum struct {
		begun, ended bool
		row          int
		sums         map[Encoding]uint32 // all alike until the first letter beyond ASCII
		parted       bool
		stated       string
	}
}

// tally counts something, and keeps where it was first.
type tally struct{ n, row int }

func (t *tally) add(row int) {
	if t.n == 0 {
		t.row = row
	}
	t.n++
}

func (p *parser) fault(code string, row int, value string, args ...string) {
	p.find(followup.Fault, code, row, value, args...)
}

func (p *parser) warn(code string, row int, value string, args ...string) {
	p.find(followup.Warning, code, row, value, args...)
}

// find records a finding; args are names and values by turns.
func (p *parser) find(s followup.Severity, code string, row int, value string, args ...string) {
	p.c.Add(finding(s, code, p.file.Name, row, value, args...))
}

func finding(s followup.Severity, code, file string, row int, value string, args ...string) followup.Finding {
	f := followup.Finding{Severity: s, Code: code, File: file, Row: row, Value: value}
	if len(args) > 0 {
		f.Args = make(map[string]string, len(args)/2)
		for i := 0; i+1 < len(args); i += 2 {
			f.Args[args[i]] = args[i+1]
		}
	}
	return f
}

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

// unlike is how many lines of something else are read before a file without a record is not SIE.
const unlike = 50

// most is how many sums of account, object list and month are kept of one file.
const most = 4_000_000

// fields says how many fields each label of the format has at most.
var fields = map[string]int{
	"#ADRESS": 4, "#BKOD": 1, "#BTRANS": 7, "#DIM": 2, "#ENHET": 2, "#FLAGGA": 1, "#FNAMN": 1, "#FNR": 1,
	"#FORMAT": 1, "#FTYP": 1, "#GEN": 2, "#IB": 4, "#KONTO": 2, "#KPTYP": 1, "#KSUMMA": 1, "#KTYP": 2,
	"#OBJEKT": 3, "#OIB": 5, "#OMFATTN": 1, "#ORGNR": 3, "#OUB": 5, "#PBUDGET": 6, "#PROGRAM": 2, "#PROSA": 1,
	"#PSALDO": 6, "#RAR": 3, "#RES": 4, "#RTRANS": 7, "#SIETYP": 1, "#SRU": 2, "#TAXAR": 1, "#TRANS": 7,
	"#UB": 4, "#UNDERDIM": 3, "#VALUTA": 1, "#VER": 6,
}

// labelOf finds a label as it may stand in a file, in small letters too.
func labelOf(raw []byte) (string, bool) {
	var upper [16]byte
	if len(raw) > len(upper) {
		return "", false
	}
	for i, c := range raw {
		if c >= 'a' && c <= 'z' {
			c -= 'a' - 'A'
		}
		upper[i] = c
	}
	for _, l := range labels { // fewer than forty: the common ones stand first
		if l == string(upper[:len(raw)]) {
			return l, true
		}
	}
	return "", false
}

// labels are the labels of the format, those that a file has most of first.
var labels = func() []string {
	all := []string{"#TRANS", "#PSALDO", "#VER", "#PBUDGET", "#KONTO", "#SRU", "#RES", "#OBJEKT"}
	var rest []string
	for l := range fields {
		if !slices.Contains(all, l) {
			rest = append(rest, l)
		}
	}
	slices.Sort(rest)
	return append(all, rest...)
}()

// read reads one record.
func (p *parser) read(r *Record) {
	p.records++
	if p.last.open {
		p.warn(QuoteOpen, p.last.row, "")
	}
	p.last.row, p.last.figure, p.last.open, p.last.short = r.Row, false, r.Open, false
	first := r.Label[0]
	if first == '{' || first == '}' {
		p.brace(first, r.Row)
		return
	}
	label, known := "", false
	if first == '#' {
		label, known = labelOf(r.Label)
	}
	if known {
		p.known++
	}
	if p.known == 0 && p.records >= unlike {
		p.stopped = true
		p.fault(NotSIE, 0, "")
		return
	}
	p.sum(label, r)
	p.letters.count(r.Label, r.Row)
	for _, f := range r.Fields {
		p.letters.count(f.Text, r.Row)
	}
	switch {
	case first != '#':
		p.warn(LineUnknown, r.Row, shown(clip(r.Label)))
		return
	case !known:
		upper := strings.ToUpper(string(clip(r.Label)))
		p.last.short = slices.ContainsFunc(labels, func(l string) bool { return strings.HasPrefix(l, upper) })
		at := p.unknown[string(clip(r.Label))]
		if at == nil {
			at = &tally{}
			if len(p.unknown) < 1000 {
				p.unknown[string(clip(r.Label))] = at
			}
		}
		at.add(r.Row)
		return
	}
	p.file.Counts[label]++
	if len(r.Fields) > fields[label] {
		at := p.extra[label]
		if at == nil {
			at = &tally{}
			p.extra[label] = at
		}
		at.add(r.Row)
	}
	if r.Open && label == "#VER" && len(r.Fields) > 0 {
		// Some programs open the voucher's block on its own line.
		if end := r.Fields[len(r.Fields)-1]; end.List && len(bytes.TrimSpace(end.Text)) == 0 {
			r.Fields, r.Open, p.last.open = r.Fields[:len(r.Fields)-1], false, false
			p.record(label, r)
			p.brace('{', r.Row)
			return
		}
	}
	p.record(label, r)
}

// shown is a text of the file in a finding, before it is known which encoding the file has.
func shown(text []byte) string {
	if utf8.Valid(text) {
		return string(text)
	}
	return PC8.decode(text)
}

// clip cuts what is repeated of a line.
func clip(text []byte) []byte { return text[:min(len(text), 200)] }

// record reads a record whose label is known.
func (p *parser) record(label string, r *Record) {
	switch label {
	case "#TRANS":
		p.trans(r)
	case "#VER":
		p.begin(r)
	case "#PSALDO":
		p.balance(saldos, r)
	case "#PBUDGET":
		p.balance(budgets, r)
	case "#RES":
		p.result(r)
	case "#IB", "#UB":
		if p.needs(r, 2, followup.Warning) {
			p.names[p.account(r.Text(1))].Balance = true
		}
	case "#BTRANS", "#RTRANS":
		p.unread++
	case "#KONTO":
		if p.needs(r, 1, followup.Warning) {
			a := &p.names[p.account(r.Text(0))]
			a.Name, a.Declared = string(r.Text(1)), true
		}
	case "#KTYP":
		if p.needs(r, 2, followup.Warning) {
			p.names[p.account(r.Text(0))].Type = strings.ToUpper(string(clip(r.Text(1))))
		}
	case "#DIM", "#UNDERDIM":
		if p.needs(r, 2, followup.Warning) {
			p.named[string(r.Text(0))] = string(r.Text(1))
		}
	case "#OBJEKT":
		if p.needs(r, 2, followup.Warning) {
			p.objects = append(p.objects, Object{string(r.Text(0)), string(r.Text(1)), string(r.Text(2))})
		}
	case "#RAR":
		p.year(r)
	case "#FLAGGA":
		p.flag = true
		if string(r.Text(0)) == "1" {
			p.warn(FlagSet, r.Row, "1")
		}
	case "#SIETYP":
		p.typed = true
		n, err := strconv.Atoi(string(r.Text(0)))
		if err != nil || n < 1 || n > 4 {
			p.warn(TypeUnknown, r.Row, shown(clip(r.Text(0))))
			return
		}
		p.file.Type = n
	case "#OMFATTN":
		d, ok := parseDay(r.Text(0))
		if !ok {
			p.warn(DateForm, r.Row, shown(clip(r.Text(0))), "Label", label)
			return
		}
		p.file.AsAt, p.asAt = d, r.Row
	case "#GEN":
		p.file.Made, _ = parseDay(r.Text(0))
	case "#FORMAT":
		p.format = string(clip(r.Text(0)))
	case "#PROGRAM":
		p.file.Program = string(r.Text(0))
	case "#FNAMN":
		p.file.Company = string(r.Text(0))
	case "#KSUMMA":
		p.close(r)
	}
}

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

// sum adds a record to the checksum.
func (p *parser) sum(label string, r *Record) {
	s := &p.checksum
	if label == "#KSUMMA" || !s.begun || s.ended {
		return
	}
	p.sumText(r.Label)
	for i := range r.Fields {
		if !r.Fields[i].List {
			p.sumText(r.Fields[i].Text)
			continue
		}
		p.scan.objects(r.Fields[i].Text, func(dimension, object []byte) {
			p.sumText(dimension)
			p.sumText(object)
		})
	}
}

func (p *parser) sumText(text []byte) {
	s := &p.checksum
	if !s.parted {
		if ascii(text) {
			s.sums[PC8] = crc32.Update(s.sums[PC8], crc32.IEEETable, text)
			return
		}
		s.parted = true
		s.sums[UTF8], s.sums[Latin1] = s.sums[PC8], s.sums[PC8]
	}
	// Which encoding the file has is not known before its end.
	for _, e := range []Encoding{PC8, UTF8, Latin1} {
		in := text
		if !ascii(text) {
			in = e.pc8(text)
		}
		s.sums[e] = crc32.Update(s.sums[e], crc32.IEEETable, in)
	}
}

func ascii(text []byte) bool {
	for _, c := range text {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// close reads #KSUMMA: the first begins the checksum, the last states it.
func (p *parser) close(r *Record) {
	s := &p.checksum
	if len(r.Text(0)) == 0 {
		s.begun, s.row, s.sums = true, r.Row, map[Encoding]uint32{}
		return
	}
	if s.begun {
		s.ended, s.row, s.stated = true, r.Row, string(clip(r.Text(0)))
	}
}

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

// sumEnds compares the checksum with the one that the file states. Where they differ it warns and no more:
// the checksum is optional and programs count it in ways of their own, while amounts have a check that all
// agree on, the result of the year. A checksum that was begun and never stated is a file that was cut off.
func (p *parser) sumEnds(enc Encoding) {
	s := &p.checksum
	if !s.ended {
		return
	}
	sum := s.sums[PC8]
	if s.parted {
		sum = s.sums[enc]
	}
	// Some programs write it as a number with a sign.
	stated, err := strconv.ParseInt(s.stated, 10, 64)
	if err == nil && uint32(stated) == sum && stated >= -1<<31 && stated < 1<<32 {
		return
	}
	p.warn(ChecksumDiffers, s.row, s.stated, "Stated", shown([]byte(s.stated)), "Found", strconv.FormatUint(uint64(sum), 10))
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
