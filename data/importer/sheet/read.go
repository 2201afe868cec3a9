package sheet

import (
	"cmp"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/importer"
	"rodatraden/data/model"
	"rodatraden/data/schema"
	"rodatraden/data/spreadsheet"
)

// Options are what changes from one time to the next.
type Options struct {
	Period string // goes before the mapping's

	maxRows int // of a table; 0 is what the format allows
}

// Read reads files by a mapping. What is wrong, what was left out and what was taken for granted is in the
// report; where it has faults the facts are what could be read, and are not to be imported. The error is
// for a file that could not be read at all, of the kinds of data/spreadsheet.
func Read(files []string, m Mapping, opt Options) (*importer.Facts, followup.Report, error) {
	return read(files, m, opt, openFile)
}

func openFile(path string) (book, followup.Report, error) {
	b, report, err := spreadsheet.Open(path)
	if err != nil {
		return nil, report, err
	}
	return b, report, nil
}

// book is what is read of a spreadsheet.Book.
type book interface {
	Workbook() bool
	Sheets() []spreadsheet.Sheet
	Rows(sheet string, visit func(spreadsheet.Row) error) (followup.Report, error)
	Merged(sheet string) ([]spreadsheet.Range, followup.Report, error)
	Close() error
}

func read(files []string, m Mapping, opt Options, open func(string) (book, followup.Report, error)) (*importer.Facts, followup.Report, error) {
	r := &reader{m: &m, facts: &importer.Facts{}, keys: map[string]map[string]string{}, made: map[string]string{}, rows: map[string]int{}, limit: cmp.Or(opt.maxRows, followup.MaxRows), words: m.Words.or(usualWords)}
	if wrong := m.check(); m.form || wrong.Faults() > 0 {
		return r.facts, wrong, nil
	}
	given := m.Period
	if opt.Period != "" {
		given = opt.Period
		if _, ok := model.ParsePeriod(given); !ok {
			return r.facts, followup.Report{}, fault.New("sheet.Read", fault.Usage, given, nil)
		}
	}
	r.period, _ = model.ParsePeriod(given)
	r.names = map[string]map[string]string{}
	for dictionary, names := range m.Names {
		folded := make(map[string]string, len(names))
		for name, id := range names {
			folded[fold(name)] = id
		}
		r.names[dictionary] = folded
	}
	r.source()
	reports := []followup.Report{}
	for _, file := range files {
		report, err := r.readFile(file, open)
		reports = append(reports, report)
		if err != nil {
			return r.facts, followup.Join(append(reports, r.c.Report())...), err
		}
	}
	return r.facts, followup.Join(append(reports, r.c.Report())...), nil
}

// reader reads files by one mapping.
type reader struct {
	m      *Mapping
	period model.Period // what is imported; its Text is empty where nothing says it
	words  Words
	names  map[string]map[string]string // the mapping's, folded
	facts  *importer.Facts
	id     string // of the source
	c      followup.Collector

	keys  map[string]map[string]string // by table the place of each key
	made  map[string]string            // records made of their names, table:id
	limit int                          // of a table's rows
	rows  map[string]int               // that the table has so far

	file  string // the name of the one that is read
	book  book
	count map[string]int // rows by table
}

// source adds the rows that say where the figures stand.
func (r *reader) source() {
	var known bool
	r.id, known = r.m.Source.Add(r.facts, r.period)
	if !known {
		r.c.Add(followup.Finding{
			Severity: followup.Fault, Code: SourcePeriodUnsaid, File: r.m.file, Row: r.m.places["source.id"],
			Args: map[string]string{"Example": "2019-04"},
		})
	}
}

// finding tells something of the file that is read.
func (r *reader) finding(s followup.Severity, code string, args ...string) followup.Finding {
	f := followup.Finding{Severity: s, Code: code, File: r.file}
	for i := 0; i+1 < len(args); i += 2 {
		if f.Args == nil {
			f.Args = map[string]string{}
		}
		f.Args[args[i]] = args[i+1]
	}
	return f
}

func (r *reader) readFile(file string, open func(string) (book, followup.Report, error)) (followup.Report, error) {
	r.file, r.count = filepath.Base(file), map[string]int{}
	b, report, err := open(file)
	if err != nil {
		return report, err
	}
	defer b.Close()
	r.book = b
	reports := []followup.Report{report}
	hit := false
	told := map[string]bool{}
	for i := range r.m.Parts {
		p := &r.m.Parts[i]
		if p.File != "" {
			if ok, _ := path.Match(strings.ToLower(p.File), strings.ToLower(r.file)); !ok {
				continue
			}
		}
		hit = true
		for _, s := range r.sheets(p, told) {
			report, err := r.readPart(p, s)
			reports = append(reports, report)
			if err != nil {
				return followup.Join(reports...), err
			}
		}
	}
	if !hit {
		r.c.Add(r.finding(followup.Skipped, FileUnused))
		return followup.Join(reports...), nil
	}
	var counts []string
	for _, t := range schema.All() {
		if n := r.count[t.Name]; n > 0 {
			counts = append(counts, fmt.Sprintf("%s %d", t.Title, n))
		}
	}
	total := 0
	for _, n := range r.count {
		total += n
	}
	if total > 0 {
		f := r.finding(followup.Assumed, RowsRead, "Total", strconv.Itoa(total), "Tables", strings.Join(counts, ", "))
		for table, n := range r.count {
			f.Args[table] = strconv.Itoa(n)
		}
		r.c.Add(f)
	}
	return followup.Join(reports...), nil
}

// sheets are the sheets that a part is read from.
func (r *reader) sheets(p *Part, told map[string]bool) []spreadsheet.Sheet {
	all := r.book.Sheets()
	var names []string
	for _, s := range all {
		names = append(names, s.Name)
	}
	hidden := func(s spreadsheet.Sheet, severity followup.Severity, code string) {
		if !told[s.Name] {
			told[s.Name] = true
			f := r.finding(severity, code, "Sheet", s.Name)
			f.Sheet = s.Name
			r.c.Add(f)
		}
	}
	missing := func(wanted string) []spreadsheet.Sheet {
		f := r.finding(followup.Fault, SheetMissing, "Wanted", wanted, "Sheets", strings.Join(names, ", "), "Nearest", nearest(wanted, names))
		f.Value = wanted
		r.c.Add(f)
		return nil
	}
	named := func(s spreadsheet.Sheet) []spreadsheet.Sheet {
		if s.Hidden {
			hidden(s, followup.Assumed, SheetHiddenRead)
		}
		return []spreadsheet.Sheet{s}
	}
	switch wanted := p.Sheet.(type) {
	case int64:
		if wanted > int64(len(all)) {
			return missing(strconv.FormatInt(wanted, 10))
		}
		return named(all[wanted-1])
	case string:
		if !r.book.Workbook() && len(all) == 1 {
			return all // separated text has one, whatever its name
		}
		if wanted != "*" && wanted != "" {
			for _, same := range []func(string) bool{
				func(s string) bool { return s == wanted }, func(s string) bool { return alike(s) == alike(wanted) },
			} {
				if i := slices.IndexFunc(all, func(s spreadsheet.Sheet) bool { return same(s.Name) }); i >= 0 {
					return named(all[i])
				}
			}
			return missing(wanted)
		}
		if wanted == "*" {
			var out []spreadsheet.Sheet
			for _, s := range all {
				if s.Hidden {
					hidden(s, followup.Skipped, SheetHidden)
					continue
				}
				out = append(out, s)
			}
			return out
		}
	}
	for _, s := range all {
		if s.Hidden {
			hidden(s, followup.Skipped, SheetHidden)
			continue
		}
		return []spreadsheet.Sheet{s}
	}
	return missing("1")
}

// errEnough ends the visit of a sheet's rows.
var errEnough = errors.New("enough")
