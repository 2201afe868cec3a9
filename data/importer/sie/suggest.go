package sie

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/importer"
	"rodatraden/data/model"
)

// SuggestOptions are what is known before a file is looked at.
type SuggestOptions struct {
	Period   string // what the file is about, where that is known
	Variance string // the package's own rule, where that is known
	// Say gives the two sentences of a finding as a text for the comments; nil writes its code.
	Say func(followup.Finding) string
}

// Suggest writes a mapping from the accounts and objects of a file, which works on that file as it stands: a
// line for each kostnadsställe where the file has figures by such, else one for the accounts that begin with
// the same two characters, under one for them all. What it is not sure of is a finding, and the same
// sentences are a comment in the mapping.
func Suggest(file string, opt SuggestOptions) (mapping []byte, report followup.Report, err error) {
	const op = "sie.Suggest"
	f, report, err := ParseFile(file)
	if err != nil {
		return nil, report, err
	}
	if report.Faults() > 0 {
		return nil, report, fault.New(op, fault.Faults, file, nil)
	}
	s := suggestion{file: f, opt: opt, out: importer.Suggestion{Say: opt.Say}, groups: f.groups()}
	if !s.write() {
		return nil, followup.Join(report, s.out.Report()), fault.New(op, fault.Faults, file, nil)
	}
	return s.out.Bytes(), followup.Join(report, s.out.Report()), nil
}

// suggestion is a mapping in the making.
type suggestion struct {
	out    importer.Suggestion
	file   *File
	opt    SuggestOptions
	groups groups
	ids    map[string]bool
	accs   []figured
}

// figured is an account of costs and incomes that the file has figures for.
type figured struct {
	Account
	sum decimal.Decimal // of everything the file says of its outcome, or of its budget
}

// kostnadsställe is the dimension of the unit that bears a cost.
const unitDimension = "1"

// write writes the mapping; it returns false where no account may be in a line.
func (s *suggestion) write() bool {
	s.ids = map[string]bool{}
	s.accounts()
	if len(s.accs) == 0 {
		s.out.Fault(finding(followup.Fault, SuggestNone, s.file.Name, 0, ""))
		return false
	}
	if s.opt.Variance == followup.BudgetMinusActual || s.opt.Variance == followup.ActualMinusBudget {
		s.out.Set("variance", s.opt.Variance)
	} else {
		s.out.Tell(finding(followup.Assumed, SuggestVariance, s.file.Name, 0, "", "Variance", followup.BudgetMinusActual))
		s.out.Set("variance", followup.BudgetMinusActual)
	}
	period := s.opt.Period
	if period == "" {
		period = s.period()
		s.out.Tell(finding(followup.Assumed, SuggestPeriod, s.file.Name, 0, "", "Period", period))
	}
	s.out.Set("period", period)
	s.out.Set("amount_unit", "tkr")
	s.out.Line("decimals = 0\nmonths = false\n\n[source]")
	s.out.Set("id", "bokforing-{period}")
	if objects := s.objects(); len(objects) > 0 {
		s.byObject(objects)
	} else {
		s.byAccount()
	}
	return true
}

// period is as far as the file's figures go.
func (s *suggestion) period() string {
	f := s.file
	y, there := f.Years[0]
	if there && !f.AsAt.IsZero() {
		return dateText(model.Date{Year: f.AsAt.Year, Month: f.AsAt.Month})
	}
	last := -1
	for k := range f.cells {
		if (k.kind == saldos || k.kind == vouchers) && (!there || int(k.month) >= y.first() && int(k.month) <= y.last()) {
			last = max(last, int(k.month))
		}
	}
	if last < 0 && there {
		last = y.last()
	}
	if last < 0 {
		return ""
	}
	return dateText(dateOf(last))
}

// accounts gathers those that may be in a line.
func (s *suggestion) accounts() {
	for i, a := range s.file.Accounts {
		if a.kept() || !listed(a.Number) {
			continue
		}
		for _, k := range []kind{saldos, vouchers, results, budgets} {
			first, last := -1<<30, 1<<30
			if k == results {
				first, last = 0, 0
			}
			sum, rows := s.groups.sumOf(k, i, first, last, nil, "", nil)
			if rows > 0 {
				s.accs = append(s.accs, figured{a, sum})
				break
			}
		}
	}
}

// objects are the kostnadsställen that have figures of those accounts.
func (s *suggestion) objects() []Object {
	names := map[string]string{}
	for _, o := range s.file.Objects {
		if o.Dimension == unitDimension {
			names[o.ID] = o.Name
		}
	}
	figures := map[string]bool{}
	for _, a := range s.accs {
		figures[a.Number] = true
	}
	seen := map[string]bool{}
	for k := range s.file.cells {
		if k.kind != budgets && figures[s.file.Accounts[k.account].Number] {
			if id, on := s.file.lists[k.list].on(unitDimension); on && listed(id) {
				seen[id] = true
			}
		}
	}
	var out []Object
	for id := range seen {
		out = append(out, Object{unitDimension, id, names[id]})
	}
	slices.SortFunc(out, byObject)
	return out
}

// byObject writes a line for all accounts, and a part of it for each object.
func (s *suggestion) byObject(objects []Object) {
	name := s.file.dimensions[unitDimension]
	s.out.Tell(finding(followup.Assumed, SuggestLines, s.file.Name, 0, "", "By", "objects", "Count", strconv.Itoa(len(objects))))
	entries := s.entries()
	total := s.line(s.id(cmp.Or(s.file.Company, "total")), "", cmp.Or(title(s.file.Company), "Total"), "net", entries)
	s.names(s.accs)
	for _, o := range objects {
		s.line(s.id(cmp.Or(name, "objekt"), o.ID), total, cmp.Or(title(o.Name), o.ID), "net", entries)
		s.out.Line("[line.objects]")
		s.out.List(unitDimension, []string{o.ID})
	}
}

// byAccount writes a line for the accounts that begin alike, as parts of one.
func (s *suggestion) byAccount() {
	s.out.Tell(finding(followup.Assumed, SuggestLines, s.file.Name, 0, "", "By", "accounts", "Count", strconv.Itoa(len(s.accs))))
	s.out.Tell(finding(followup.Assumed, SuggestKind, s.file.Name, 0, ""))
	total := s.line(s.id(cmp.Or(s.file.Company, "total")), "", cmp.Or(title(s.file.Company), "Total"), "net", nil)
	for len(s.accs) > 0 {
		begin := beginning(s.accs[0].Number)
		n := 0
		for n < len(s.accs) && beginning(s.accs[n].Number) == begin {
			n++
		}
		alike := s.accs[:n]
		s.accs = s.accs[n:]
		s.line(s.id("konto", begin), total, cmp.Or(title(alike[0].Name), begin), kindOf(alike), s.entriesOf(begin, alike))
		s.names(alike)
	}
}

// listed reports whether a mapping can name an account or an object as it stands.
func listed(text string) bool {
	e, ok := parseEntry(text)
	return ok && e.has(text) && !e.prefix && clean(text) == text
}

// kindOf tells costs from incomes: as the file says, else by which side most is booked on.
func kindOf(accounts []figured) string {
	types := map[string]bool{}
	sum := decimal.Zero
	for _, a := range accounts {
		types[a.Type] = true
		sum = sum.Add(a.sum)
	}
	switch {
	case len(types) == 1 && types["I"]:
		return "income"
	case len(types) == 1 && types["K"]:
		return "cost"
	case types["I"] && types["K"]:
		return "net"
	case sum.IsNegative():
		return "income"
	}
	return "cost"
}

// beginning is what the accounts of a line have in common.
func beginning(number string) string {
	runes := []rune(number)
	return string(runes[:min(2, len(runes))])
}

// entries take every account of s.accs.
func (s *suggestion) entries() []string {
	var out []string
	for i := 0; i < len(s.accs); {
		begin := beginning(s.accs[i].Number)
		n := i
		for n < len(s.accs) && beginning(s.accs[n].Number) == begin {
			n++
		}
		for _, e := range s.entriesOf(begin, s.accs[i:n]) {
			if !slices.Contains(out, e) {
				out = append(out, e)
			}
		}
		i = n
	}
	return out
}

// entriesOf takes accounts that begin alike by their beginning, where no other account begins so, else one
// by one.
func (s *suggestion) entriesOf(begin string, accounts []figured) []string {
	if !slices.ContainsFunc(s.file.Accounts, func(a Account) bool { return a.kept() && strings.HasPrefix(a.Number, begin) }) {
		return []string{begin + "*"}
	}
	var out []string
	for _, a := range accounts {
		out = append(out, a.Number)
	}
	return out
}

// id makes an id that no other line has.
func (s *suggestion) id(texts ...string) string {
	id := importer.ID(texts...)
	for n := 2; s.ids[id]; n++ {
		id = importer.ID(append(slices.Clone(texts), strconv.Itoa(n))...)
	}
	s.ids[id] = true
	return id
}

// line writes the head of a line, and returns its id.
func (s *suggestion) line(id, parent, title, kind string, accounts []string) string {
	s.out.Line("\n[[line]]")
	s.out.Set("id", id)
	if parent != "" {
		s.out.Set("parent", parent)
	}
	s.out.Set("title", title)
	s.out.Set("kind", kind)
	if len(accounts) > 0 {
		s.out.List("accounts", accounts)
	}
	return id
}

// names writes what accounts are called, as comments.
func (s *suggestion) names(accounts []figured) {
	for _, a := range accounts {
		s.out.Comment(strings.TrimSpace(a.Number + " " + a.Name))
	}
}

// clean leaves out what a TOML file may not hold.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, text)
}

// title is a name as it may stand in a mapping, nothing where nothing can be seen of it.
func title(name string) string { return strings.TrimSpace(clean(name)) }
