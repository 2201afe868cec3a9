package sheet

import (
	"slices"

	"rodatraden/data/followup"
	"rodatraden/data/importer"
)

// Mapping says what stands where in a file, and what it means.
type Mapping struct {
	// Variance is the package's own rule for variances, as in its datapackage.json. It decides the signs
	// that come out. Empty where no part has amounts.
	Variance string `toml:"variance"`
	// Period is what the file is about; a part or a column may say otherwise.
	Period string                       `toml:"period"`
	Source importer.Source              `toml:"source"`
	Words  Words                        `toml:"words"`
	Names  map[string]map[string]string `toml:"names"` // dictionaries: what a cell says → what it is in the package
	Parts  []Part                       `toml:"part"`

	file   string
	places importer.Places
	form   bool // it is not TOML
}

// Words are what stands in a cell in place of a number. Those that are not given are the usual ones.
type Words struct {
	Absent        []string `toml:"absent"`         // nothing is said: no row
	NotReported   []string `toml:"not_reported"`   // the file says that it is not reported: redovisas inte
	NotApplicable []string `toml:"not_applicable"` // there can be no number
	Confidential  []string `toml:"confidential"`
	InWords       []string `toml:"in_words"`    // the number in words, which are kept: ett fåtal
	Preliminary   []string `toml:"preliminary"` // after a number
	// Decimal is the decimal mark of numbers that are text; where it is empty, both are, and a number that
	// can be read in two ways is a fault.
	Decimal string `toml:"decimal"`
}

// Part is a block of rows that become rows of one table.
type Part struct {
	Table  string `toml:"table"`
	File   string `toml:"file"`  // a pattern of names (*.csv); empty is every file
	Sheet  any    `toml:"sheet"` // its name, its number from 1, or "*"; empty is the first that is seen
	Header []int  `toml:"header_rows"`
	First  int    `toml:"first_row"` // 0 is the row after the header
	Last   int    `toml:"last_row"`  // 0 is the end of the sheet
	// Until are names at which reading ends, before that row; UntilBlank ends it at the first empty row.
	Until      []string `toml:"until"`
	UntilBlank bool     `toml:"until_blank"`
	Skip       []string `toml:"skip"`   // names of rows that are left out: "varav*"
	Hidden     string   `toml:"hidden"` // hidden rows: skip (as where it is empty) or read
	Blank      string   `toml:"blank"`  // an empty cell: absent (as where it is empty) or not_reported

	Unit    string `toml:"unit"`    // kr, tkr or mkr, or another word for one of them
	Costs   string `toml:"costs"`   // what costs look like: positive or negative
	Deficit string `toml:"deficit"` // what a deficit looks like in a variance: minus or plus
	Period  string `toml:"period"`
	// Only leaves out rows whose own period lies outside the one that is imported.
	Only bool `toml:"only_period"`

	Set     map[string]string `toml:"set"` // what every row has
	Columns []Column          `toml:"column"`
	Totals  []Total           `toml:"total"`
}

// Column is a column of a part and the field that it goes to.
type Column struct {
	Header string `toml:"header"` // as it stands, header rows and lines joined by spaces
	At     string `toml:"at"`     // its letter, instead of its header or where two have one header
	Field  string `toml:"field"`

	Names  string            `toml:"names"`     // the dictionary of its cells; empty is the one named as the field
	Make   map[string]string `toml:"make"`      // names that no dictionary has are made records, with these further cells
	Fill   bool              `toml:"fill_down"` // an empty cell says what the one above does
	Set    map[string]string `toml:"set"`       // what the rows of a column of numbers have
	Unit   string            `toml:"unit"`
	Period string            `toml:"period"` // given, or one of the words in periodWords
	Grain  string            `toml:"grain"`  // what a date stands for: day, month, year or ytd
	Negate bool              `toml:"negate"` // changes sign, beside what the part's signs make of it
	// Parentheses is what a figure in parentheses is: empty leaves it out and says so; a map as in Set,
	// where period may stand too, makes a row of its own.
	Parentheses map[string]string `toml:"parentheses"`
	Optional    bool              `toml:"optional"` // the file may lack it
}

// Total is a row that must be the sum of others.
type Total struct {
	Name string   `toml:"name"` // "Summa*"
	Of   []string `toml:"of"`   // the names of those; empty is all rows since the total before, "*" all rows before
	Keep bool     `toml:"keep"` // the total is a row of the table as well
}

// ReadMapping reads a mapping file and checks it, all at once. The error is for a file that could not be
// read at all.
func ReadMapping(path string) (Mapping, followup.Report, error) {
	return importer.ReadMapping(path, DecodeMapping)
}

// DecodeMapping is ReadMapping for the bytes of a file.
func DecodeMapping(file string, raw []byte) (Mapping, followup.Report) {
	m := Mapping{file: file, places: importer.PlacesOf(raw)}
	report := importer.DecodeMapping(file, raw, &m)
	if m.form = slices.ContainsFunc(report.Findings, isForm); m.form {
		return m, report // what was read of it says nothing
	}
	m.units()
	return m, followup.Join(report, m.check())
}

// units writes the units as the package does: mkr for mnkr, Mkr and miljoner kronor.
func (m *Mapping) units() {
	usual := func(unit *string) {
		if u := unitOf(*unit); u != "" {
			*unit = u
		}
	}
	for i := range m.Parts {
		usual(&m.Parts[i].Unit)
		for j := range m.Parts[i].Columns {
			usual(&m.Parts[i].Columns[j].Unit)
		}
	}
}

func isForm(f followup.Finding) bool { return f.Code == importer.MappingForm }
