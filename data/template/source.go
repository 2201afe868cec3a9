package template

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/model"
	"rodatraden/data/schema"
	"rodatraden/data/spreadsheet"
)

// place is where a row of a file of the source stands: in a sheet, or on a line of a file beside.
type place struct {
	sheet string // empty for a file beside
	row   int
}

// source makes the source of a package of what has been read and the folder beside the workbook.
func (r *reading) source(beside string) (*Source, error) {
	const op = "template.Open"
	s := &Source{lines: map[string]map[int]place{}, columns: r.columns, manifest: map[string]cellPlace{}, told: map[cellPlace]bool{}}
	files := joined{made: map[string][]byte{}}
	switch info, err := os.Stat(beside); {
	case err == nil && info.IsDir():
		files.beside = os.DirFS(beside)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, fault.New(op, fault.Local, beside, err)
	}
	if len(r.lines) > 0 {
		raw, paths, err := manifestJSON(r.lines, r.named())
		if err != nil {
			return nil, fault.New(op, fault.Local, followup.ManifestName, err)
		}
		files.made[followup.ManifestName] = raw
		for line, cell := range r.cells {
			s.manifest[paths[line]] = cell
		}
	}
	for _, t := range schema.All() {
		if err := r.table(s, files, t); err != nil {
			return nil, err
		}
	}
	s.FS, s.Report, s.Before = files, r.c.Report(), r.earlier()
	for _, f := range s.Report.Findings {
		if f.Severity == followup.Fault && f.Cell != "" {
			s.told[cellPlace{f.Sheet, f.Cell}] = true
		}
	}
	return s, nil
}

// table puts a table in the source: the workbook's rows, then those of the file beside.
func (r *reading) table(s *Source, files joined, t *schema.Table) error {
	file := t.Name + ".csv"
	all := r.rows[t.Name]
	if len(all) == 0 {
		return nil // a file beside stands as it is
	}
	table := followup.Table{Schema: t}
	var places []place
	for _, rec := range all {
		table.Rows = append(table.Rows, rec.cells)
		places = append(places, place{rec.sheet, rec.number})
	}
	raw, err := fs.ReadFile(files, file)
	if err == nil {
		more, found := followup.ReadTable(t, file, raw)
		if more == nil || found.Faults() > 0 {
			r.keep(found)
			r.c.Add(followup.Finding{Severity: followup.Fault, Code: TableUnread, File: file})
		} else {
			line := 2
			for _, row := range more.Rows {
				table.Rows = append(table.Rows, row)
				places = append(places, place{row: line})
				line += 1 + lineFeeds(row)
			}
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return fault.New("template.Open", fault.Local, file, err)
	}
	content, err := table.Canonical()
	if err != nil {
		return fault.New("template.Open", fault.Local, file, err)
	}
	files.made[file] = content
	at := map[int]place{}
	line := 2
	for n, row := range table.Rows {
		at[line] = places[n]
		line += 1 + lineFeeds(row)
	}
	s.lines[file] = at
	return nil
}

func lineFeeds(row []string) int {
	n := 0
	for _, cell := range row {
		n += strings.Count(cell, "\n")
	}
	return n
}

// named is the report's own data with what follows from the rest of it.
func (r *reading) named() map[string]string {
	p := r.properties
	kind, to := model.Kind(p["followup.kind"]), p["followup.period.to"]
	if p["followup.as_at"] == "" && (kind.Report() || kind == model.Quality) {
		p["followup.as_at"] = to // no other day may stand there
	}
	if p["name"] == "" && p["followup.committee.id"] != "" && kind != "" {
		when := p["followup.as_at"]
		switch {
		case kind == model.Annual || kind == model.Quality || kind == model.Plan:
			if to != "" {
				when = to
			}
			when = when[:min(len(when), len("2006"))]
		default:
			when = when[:min(len(when), len("2006-01"))]
		}
		name := strings.Trim(p["followup.committee.id"]+"-"+when+"-"+string(kind), "-")
		p["name"] = name
		if cell, ok := r.cells["name"]; ok {
			r.c.Add(followup.Finding{Severity: followup.Assumed, Code: NameMade, File: followup.ManifestName, Column: "name",
				Sheet: cell.sheet, Cell: cell.cell, Args: map[string]string{"Name": name}})
		}
	}
	return p
}

// earlier is what was told before, as a package.
func (r *reading) earlier() *followup.Package {
	m := followup.Manifest{Name: "tidigare", Title: r.w.Text("template.before")}
	p := r.properties
	m.Followup = followup.Followup{
		Format: followup.Format, Kind: model.Other, Extent: model.Full, AsAt: p["followup.as_at"],
		Municipality: model.Municipality{Code: p["followup.municipality.code"], Name: p["followup.municipality.name"]},
		Committee:    followup.CommitteeName{ID: p["followup.committee.id"], Name: p["followup.committee.name"]},
		Audience:     p["followup.audience"], Variance: p["followup.variance"],
	}
	m.ID = followup.DeriveID(m.Followup.Municipality.Code, m.Followup.Committee.ID, m.Name)
	out := &followup.Package{Manifest: m, Files: followup.FSFiles(joined{})}
	for _, t := range schema.All() {
		if rows := r.before[t.Name]; len(rows) > 0 {
			out.Tables = append(out.Tables, followup.Table{Schema: t, Rows: rows})
		}
	}
	if out.Tables == nil {
		return nil
	}
	return out
}

// property reads a line of the sheet of the report's own data: its path, hidden, its heading, what it says.
func (s *sheetReading) property(row spreadsheet.Row) {
	path := row.Cell(1).Text
	if path == "" || strings.HasPrefix(path, mark) {
		return
	}
	c := row.Cell(3)
	var value string
	var wrong *problem
	at := slices.IndexFunc(properties(followup.Manifest{}), func(p property) bool {
		return p.label == numbered.ReplaceAllString(path, "")
	})
	if at < 0 {
		return
	}
	p := properties(followup.Manifest{})[at]
	switch {
	case c.Kind == spreadsheet.Blank:
	case len(p.listed()) > 0:
		value = strings.TrimSpace(plain(c))
		if c.Kind == spreadsheet.Boolean {
			value = strings.ToLower(c.Text)
		}
		for _, v := range p.listed() {
			if strings.EqualFold(p.word(s.w, v), value) {
				value = v
			}
		}
		if !slices.Contains(p.listed(), value) && value != "" {
			var words []string
			for _, v := range p.listed() {
				words = append(words, p.word(s.w, v))
			}
			value, wrong = "", &problem{code: ValueUnknown, args: map[string]string{"Allowed": strings.Join(words, ", ")}}
		}
	case p.number:
		value, wrong = whole(c)
	case c.Kind == spreadsheet.Date:
		value, wrong = period(c, s.w)
	default:
		if value, wrong = text(c); p.label != "followup.reason" && p.label != "title" {
			value = strings.TrimSpace(value)
		}
	}
	cell := cellPlace{s.name, spreadsheet.CellName(row.Number, 3)}
	if wrong != nil {
		args := map[string]string{"Column": s.w.Text("template.property." + p.label)}
		for name, arg := range wrong.args {
			args[name] = arg
		}
		s.c.Add(followup.Finding{Severity: followup.Fault, Code: wrong.code, File: followup.ManifestName, Column: path,
			Sheet: cell.sheet, Cell: cell.cell, Value: plain(c), Args: args})
	}
	s.lines = append(s.lines, path)
	s.properties[path], s.cells[path] = value, cell
}

// joined is the source of a package: files made of the workbook, and those that lie beside it. A made file
// stands in place of one beside with its name.
type joined struct {
	made   map[string][]byte
	beside fs.FS
}

// Open implements fs.FS.
func (j joined) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if content, ok := j.made[name]; ok {
		return &madeFile{Reader: bytes.NewReader(content), info: madeInfo{name, int64(len(content))}}, nil
	}
	if name == "." {
		entries, err := j.ReadDir(".")
		return &root{entries: entries}, err
	}
	if j.beside == nil || path.Base(name) == followup.ManifestName {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return j.beside.Open(name)
}

// ReadDir implements fs.ReadDirFS.
func (j joined) ReadDir(name string) ([]fs.DirEntry, error) {
	if name != "." {
		if j.beside == nil {
			return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
		}
		return fs.ReadDir(j.beside, name)
	}
	var all []fs.DirEntry
	if j.beside != nil {
		beside, err := fs.ReadDir(j.beside, ".")
		if err != nil {
			return nil, err
		}
		for _, e := range beside {
			if _, is := j.made[e.Name()]; !is && e.Name() != followup.ManifestName {
				all = append(all, e)
			}
		}
	}
	for file, content := range j.made {
		all = append(all, fs.FileInfoToDirEntry(madeInfo{file, int64(len(content))}))
	}
	slices.SortFunc(all, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return all, nil
}

type madeFile struct {
	*bytes.Reader
	info madeInfo
}

func (f *madeFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *madeFile) Close() error               { return nil }

type madeInfo struct {
	name string
	size int64
}

func (i madeInfo) Name() string       { return i.name }
func (i madeInfo) Size() int64        { return i.size }
func (i madeInfo) Mode() fs.FileMode  { return 0o444 }
func (i madeInfo) ModTime() time.Time { return time.Time{} }
func (i madeInfo) IsDir() bool        { return false }
func (i madeInfo) Sys() any           { return nil }

// root is the folder of a joined source.
type root struct {
	entries []fs.DirEntry
	at      int
}

func (r *root) Stat() (fs.FileInfo, error) { return rootInfo{}, nil }
func (r *root) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: ".", Err: fs.ErrInvalid}
}
func (r *root) Close() error { return nil }

// ReadDir implements fs.ReadDirFile.
func (r *root) ReadDir(n int) ([]fs.DirEntry, error) {
	rest := r.entries[r.at:]
	if n > 0 {
		if len(rest) == 0 {
			return nil, io.EOF
		}
		rest = rest[:min(n, len(rest))]
	}
	r.at += len(rest)
	return rest, nil
}

type rootInfo struct{}

func (rootInfo) Name() string       { return "." }
func (rootInfo) Size() int64        { return 0 }
func (rootInfo) Mode() fs.FileMode  { return fs.ModeDir | 0o555 }
func (rootInfo) ModTime() time.Time { return time.Time{} }
func (rootInfo) IsDir() bool        { return true }
func (rootInfo) Sys() any           { return nil }
