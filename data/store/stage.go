package store

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/model"
	"rodatraden/data/schema"
)

const opInstall = "store.Install"

// staged is a package made ready: all that can be done before the transaction begins.
type staged struct {
	info      model.Package
	manifest  string // its hash
	json      []byte // of info
	asAt      string
	tables    []stagedTable
	withdrawn []withdrawal
	documents []document
	markdown  map[string]markdown // by hash
}

// markdown is a Markdown text and its words.
type markdown struct{ body, words string }

type stagedTable struct {
	*table
	rows []stagedRow
}

type stagedRow struct {
	cells  []string
	title  string // folded
	body   string // folded
	digest int64  // of title and body
}

// withdrawal is a key that the package withdraws.
type withdrawal struct {
	table *table
	key   []string // the key's cells in the order of KeyColumns
}

type document struct {
	name, path, mediaType, hash string
	bytes                       int64
}

func (l *Library) stage(repository, manifest string, p *followup.Package) (*staged, error) {
	info := p.Info(repository)
	refuse := func(format string, args ...any) error {
		return fault.New(opInstall, fault.Format, info.Name, fmt.Errorf(format, args...))
	}
	if info.Order < 1 || info.Order >= forever {
		return nil, refuse("the order %d is outside 1..%d", info.Order, forever-1)
	}
	if info.Supersedes == info.ID {
		return nil, refuse("the package supersedes itself")
	}
	s := &staged{info: info, manifest: manifest, asAt: info.AsAt.Format(time.DateOnly), markdown: map[string]markdown{}}
	var err error
	if s.json, err = json.Marshal(info); err != nil {
		return nil, refuse("%w", err)
	}
	marked, err := s.documentsOf(p)
	if err != nil {
		return nil, err
	}
	for _, from := range p.Tables {
		t := l.layout.byName[from.Schema.Name]
		if t == nil {
			continue
		}
		if len(from.Rows) >= maxRows {
			return nil, fault.New(opInstall, fault.Limit, info.Name, fmt.Errorf("%s has %d rows", t.Name, len(from.Rows)))
		}
		to := stagedTable{table: t, rows: make([]stagedRow, len(from.Rows))}
		for n, cells := range from.Rows {
			if len(cells) != len(t.Fields) {
				return nil, refuse("%s has a row of %d cells for %d columns", t.Name, len(cells), len(t.Fields))
			}
			for i, cell := range cells {
				if strings.ContainsAny(cell, cellsEnd) {
					return nil, refuse("%s.%s has a control character", t.Name, t.Fields[i].Name)
				}
			}
			to.rows[n] = t.stage(cells, marked)
		}
		s.tables = append(s.tables, to)
		if t.Name == "withdrawn" {
			if s.withdrawn, err = l.withdrawals(t, from.Rows); err != nil {
				return nil, refuse("%w", err)
			}
		}
	}
	return s, nil
}

// stage folds the words of a row. marked holds those of the Markdown, by the resource's name.
func (t *table) stage(cells []string, marked map[string]string) stagedRow {
	r := stagedRow{cells: cells, title: folded(join(cells, t.words.title)), body: folded(join(cells, t.words.body))}
	for _, i := range t.words.resources {
		if text := marked[cells[i]]; text != "" {
			r.body += " " + text
		}
	}
	if r.title != "" || r.body != "" {
		sum := sha256.New()
		io.WriteString(sum, r.title)
		sum.Write([]byte{0})
		io.WriteString(sum, r.body)
		r.digest = int64(binary.BigEndian.Uint64(sum.Sum(nil)))
	}
	return r
}

func (r stagedRow) silent() bool { return r.title == "" && r.body == "" }

// withdrawals reads the rows of the table `withdrawn`. Tables that this program does not know have
// nothing here to withdraw.
func (l *Library) withdrawals(t *table, rows [][]string) ([]withdrawal, error) {
	var all []withdrawal
	name, key := t.Column("table"), t.Column("key")
	for _, row := range rows {
		from := l.layout.byName[row[name]]
		if from == nil {
			continue
		}
		cells := schema.SplitKey(row[key])
		if len(cells) != len(from.KeyColumns()) {
			return nil, fmt.Errorf("withdrawn key %q has %d parts, %s has %d", row[key], len(cells), from.Name, len(from.KeyColumns()))
		}
		all = append(all, withdrawal{from, cells})
	}
	return all, nil
}

// documentsOf lists the resources that are no tables and reads the Markdown among them. It returns
// the folded words of each Markdown by the resource's name.
func (s *staged) documentsOf(p *followup.Package) (map[string]string, error) {
	marked := map[string]string{}
	named := map[string]bool{}
	for _, r := range p.Manifest.Resources {
		if r.Type == "table" {
			continue
		}
		if named[r.Name] {
			return nil, fault.New(opInstall, fault.Format, s.info.Name, fmt.Errorf("two resources are called %q", r.Name))
		}
		named[r.Name] = true
		s.documents = append(s.documents, document{r.Name, r.Path, mediaTypeOf(r), r.Hash, r.Bytes})
		if mediaTypeOf(r) != markdownType {
			continue
		}
		text, err := readMarkdown(p.Files, r)
		if err != nil {
			return nil, err
		}
		words := plain(text)
		s.markdown[r.Hash] = markdown{text, words}
		marked[r.Name] = folded(words)
	}
	return marked, nil
}

const markdownType = "text/markdown"

func mediaTypeOf(r followup.Resource) string {
	switch {
	case r.MediaType != "":
		return r.MediaType
	case r.Format == "md" || strings.EqualFold(path.Ext(r.Path), ".md"):
		return markdownType
	case r.Format == "pdf" || strings.EqualFold(path.Ext(r.Path), ".pdf"):
		return "application/pdf"
	}
	return ""
}

func readMarkdown(files followup.Files, r followup.Resource) (string, error) {
	f, err := files.Open(r)
	if err != nil {
		return "", err
	}
	defer f.Close()
	// One byte more than the manifest promises is enough to see that it lies.
	raw, err := io.ReadAll(io.LimitReader(f, r.Bytes+1))
	if err != nil {
		return "", err
	}
	if int64(len(raw)) != r.Bytes {
		return "", fault.New(opInstall, fault.Content, r.Path, fmt.Errorf("more or fewer than %d bytes", r.Bytes))
	}
	return norm.NFC.String(strings.ToValidUTF8(string(raw), "\uFFFD")), nil
}
