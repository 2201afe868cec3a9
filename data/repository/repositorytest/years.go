package repositorytest

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"testing"
)

// Years is what a number of committees publish month after month: a package each.
type Years struct {
	Committees int
	// Told is what the packages say, in turns. A file that two of a committee's packages have alike is alike
	// in hers too, and once they have all been told they are told anew with other files, so that no two
	// committees share a file. Where there is none, the packages are the small ones of a test.
	Told []Content
}

// Content is what one package says.
type Content struct {
	Manifest []byte
	Files    map[string]string // path → content
}

// Committee is the id of a committee, counted from 0.
func (y Years) Committee(n int) string { return fmt.Sprintf("namnden-%02d", n+1) }

// Package is what a committee publishes in a month. Both are counted from 0.
func (y Years) Package(committee, month int) Package {
	id := y.Committee(committee)
	p := Package{
		Name:      fmt.Sprintf("%s-%d-%02d-monthly", id, Start.Year()+month/12, month%12+1),
		Order:     int64(month + 1),
		Committee: id,
	}
	if len(y.Told) == 0 {
		return p
	}
	told := y.Told[month%len(y.Told)]
	p.Manner, p.Files = told.Manifest, maps.Clone(told.Files)
	for path := range p.Files {
		p.Files[path] += fmt.Sprintf("%s %d\n", id, month/len(y.Told))
	}
	return p
}

// Months publishes the months from one up to another, as they come: the clock goes on to each, what is
// near its end is signed anew, and all committees publish at once.
func (r *Repo) Months(t testing.TB, y Years, from, to int) {
	t.Helper()
	for month := from; month < to; month++ {
		r.Clock.T = Start.AddDate(0, month, 0)
		if _, err := r.Refresh(context.Background()); err != nil {
			t.Fatal(err)
		}
		var packages []Package
		for c := range y.Committees {
			packages = append(packages, y.Package(c, month))
		}
		r.publish(t, packages)
	}
}

// publish is Add, for so many packages that their folders are not to lie there until the test is over.
func (r *Repo) publish(t testing.TB, packages []Package) {
	t.Helper()
	dir, err := os.MkdirTemp("", "packages")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	var dirs []string
	for _, p := range packages {
		dirs = append(dirs, filepath.Join(dir, p.Name))
		p.WriteTo(t, dirs[len(dirs)-1])
	}
	if _, err := r.Publish(context.Background(), dirs); err != nil {
		t.Fatal(err)
	}
}
