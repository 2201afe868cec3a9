package store

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/model"
	"rodatraden/data/schema"
)

const repo = "trollhattan"

// pack is a package in the making.
type pack struct {
	*followup.Package
}

type memory map[string]string // by path

func (m memory) Open(r followup.Resource) (io.ReadCloser, error) {
	text, ok := m[r.Path]
	if !ok {
		return nil, fault.New("memory.Open", fault.NotFound, r.Path, nil)
	}
	return io.NopCloser(strings.NewReader(text)), nil
}

// newPack begins a package of the committee asn. Its name and id follow from the order.
func newPack(order int64, asAt string) pack {
	name := fmt.Sprintf("p%02d", order)
	return pack{&followup.Package{
		Manifest: followup.Manifest{
			Name: name, ID: "id-" + name, Title: "Uppföljning " + name,
			Followup: followup.Followup{
				Format: 1, Municipality: model.Municipality{Code: "1488", Name: "Trollhättan"},
				Committee: followup.CommitteeName{ID: "asn", Name: "Arbetsmarknads- och socialnämnden"},
				Kind:      model.Monthly, Extent: model.Full, AsAt: asAt, Order: order,
				Variance: "budget-minus-actual", Audience: "public",
			},
		},
		Files: memory{},
	}}
}

func (p pack) of(committee string) pack {
	p.Manifest.Followup.Committee = followup.CommitteeName{ID: committee, Name: "Nämnden " + committee}
	p.Manifest.ID += "-" + committee
	return p
}

func (p pack) supersedes(q pack) pack {
	p.Manifest.Followup.Supersedes = q.Manifest.ID
	return p
}

// row adds a row; cells are column=value.
func (p pack) row(table string, cells ...string) pack {
	t := schema.MustGet(table)
	row := make([]string, len(t.Fields))
	for _, c := range cells {
		name, value, _ := strings.Cut(c, "=")
		at := t.Column(name)
		if at < 0 {
			panic(table + " has no column " + name)
		}
		row[at] = value
	}
	for i := range p.Tables {
		if p.Tables[i].Schema == t {
			p.Tables[i].Rows = append(p.Tables[i].Rows, row)
			return p
		}
	}
	p.Tables = append(p.Tables, followup.Table{Schema: t, Rows: [][]string{row}})
	return p
}

func (p pack) amount(line, measure, period, value string, more ...string) pack {
	id := strings.ReplaceAll(strings.Join([]string{line, measure, period}, "-"), "_", "-")
	return p.row("amounts", append([]string{"id=" + id, "line=" + line, "measure=" + measure, "period=" + period,
		"value=" + value, "amount_unit=mkr"}, more...)...)
}

func (p pack) withdraw(table, key string) pack {
	return p.row("withdrawn", "id=w-"+table, "table="+table, "key="+key, "reason=Fel i underlaget")
}

func (p pack) markdown(name, text string) pack {
	path := "texter/" + name + ".md"
	p.Files.(memory)[path] = text
	p.Manifest.Resources = append(p.Manifest.Resources, followup.Resource{
		Name: name, Path: path, Format: "md", MediaType: markdownType, Hash: "sha256:" + name, Bytes: int64(len(text)),
	})
	return p
}

func (p pack) hash() string { return "sha256:" + p.Manifest.ID }

func newLibrary(t testing.TB) *Library {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "library.db"))
}

func openAt(t testing.TB, path string) *Library {
	t.Helper()
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

func install(t testing.TB, l *Library, packages ...pack) {
	t.Helper()
	for _, p := range packages {
		if err := l.Install(context.Background(), repo, p.hash(), p.Package); err != nil {
			t.Fatal(err)
		}
	}
}

func dump(t testing.TB, l *Library) string {
	t.Helper()
	var b bytes.Buffer
	if err := l.Dump(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func at(moment int64) Scope { return Scope{Repository: repo, Committee: "asn", At: moment} }

func current(t testing.TB, l *Library, s Scope, table string, where ...Match) []model.Record {
	t.Helper()
	records, err := l.Current(context.Background(), s, table, where...)
	if err != nil {
		t.Fatal(err)
	}
	return records
}

// cellsOf writes records as package:cell of the column, in order.
func cellsOf(records []model.Record, column string) string {
	var all []string
	for _, r := range records {
		all = append(all, r.Package.Name+":"+r.Get(column))
	}
	return strings.Join(all, " ")
}

// journey writes a history as package:cell, or package:withdrawn.
func journey(t testing.TB, l *Library, s Scope, column, table string, where ...Match) string {
	t.Helper()
	statements, err := l.History(context.Background(), s, table, where...)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, s := range statements {
		if s.Withdrawn() {
			all = append(all, s.Package.Name+":withdrawn")
		} else {
			all = append(all, cellsOf(s.Rows, column))
		}
	}
	return strings.Join(all, " ")
}
