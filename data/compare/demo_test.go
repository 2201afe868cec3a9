package compare

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rodatraden/data/followup"
	"rodatraden/data/model"
	"rodatraden/data/sample"
	"rodatraden/data/store"
)

// demo is a demonstration library, and what it was made of.
type demo struct {
	*store.Library
	sources  []*followup.Package
	packages []*model.Package // by rank
}

// openDemo installs the first committee of one of the demonstration libraries, from its last package to its first.
func openDemo(t testing.TB, name string) demo {
	t.Helper()
	return install(t, ofDemo(t, name)[0])
}

// ofDemo are the packages of one of the demonstration libraries, committee by committee.
func ofDemo(t testing.TB, name string) (committees [][]*followup.Package) {
	t.Helper()
	sources, report, err := sample.Packages(name)
	if err != nil || report.Faults() > 0 {
		t.Fatalf("the sources of %s: %v, %d faults", name, err, report.Faults())
	}
	for i, p := range sources {
		if i == 0 || p.Manifest.Followup.Committee.ID != sources[i-1].Manifest.Followup.Committee.ID {
			committees = append(committees, nil)
		}
		committees[len(committees)-1] = append(committees[len(committees)-1], p)
	}
	return committees
}

func install(t testing.TB, sources []*followup.Package) demo {
	t.Helper()
	l, err := store.Open(filepath.Join(t.TempDir(), "library.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, p := range slices.Backward(sources) {
		if err := l.Install(context.Background(), "demo", p.Manifest.ID, p); err != nil {
			t.Fatal(err)
		}
	}
	all, err := l.Packages(context.Background(), "demo", sources[0].Manifest.Followup.Committee.ID)
	if err != nil {
		t.Fatal(err)
	}
	return demo{l, sources, all}
}

// at is the state of a package as it was known when it was told.
func (d demo) at(t testing.TB, name string) State {
	t.Helper()
	for _, p := range d.packages {
		if p.Name == name {
			return State{p, p.Order}
		}
	}
	t.Fatalf("there is no package %s", name)
	return State{}
}

func (d demo) between(t testing.TB, before, now State, tables ...string) []Change {
	t.Helper()
	all, err := Between(context.Background(), d, before, now, tables...)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// write writes a change in a line.
func write(c Change) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d %s %s %s:", c.Weight, c.Kind, c.Table.Name, c.Key)
	for _, cell := range c.Cells {
		fmt.Fprintf(&b, " %s %q→%q", cell.Column, cell.Before, cell.Now)
	}
	if c.Occasion != nil {
		fmt.Fprintf(&b, " on %s", c.Occasion.Name)
	}
	if c.Reason != "" {
		fmt.Fprintf(&b, " because %s", c.Reason)
	}
	if c.Times > 0 {
		fmt.Fprintf(&b, " %d times", c.Times)
	}
	return b.String()
}
