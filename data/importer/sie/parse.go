package sie

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
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
