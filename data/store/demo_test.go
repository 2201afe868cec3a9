package store

import (
	"context"
	"slices"
	"strings"
	"testing"

	"rodatraden/data/model"
	"rodatraden/data/sample"
)

// demo installs one of the demonstration libraries, from its last package to its first, and returns the
// packages of its first committee.
func demo(t *testing.T, name string) (*Library, []*model.Package) {
	t.Helper()
	packages, report, err := sample.Packages(name)
	if err != nil || report.Faults() > 0 {
		t.Fatalf("the sources of %s: %v, %d faults", name, err, report.Faults())
	}
	l := newLibrary(t)
	for _, p := range slices.Backward(packages) {
		if err := l.Install(context.Background(), "demo", p.Manifest.ID, p); err != nil {
			t.Fatal(err)
		}
	}
	first, told := packages[0].Manifest.Followup.Committee.ID, 0
	for _, p := range packages {
		if p.Manifest.Followup.Committee.ID == first {
			told++
		}
	}
	all, err := l.Packages(context.Background(), "demo", first)
	if err != nil || len(all) != told {
		t.Fatalf("%d packages of %d, %v", len(all), told, err)
	}
	return l, all
}

func knownBy(t *testing.T, packages []*model.Package, name string) Scope {
	t.Helper()
	for _, p := range packages {
		if p.Name == name {
			return Scope{Repository: "demo", Committee: p.Committee.ID, At: p.Order}
		}
	}
	t.Fatalf("there is no package %s", name)
	return Scope{}
}

func TestTrollhattansForecastIsKnownAsItWasTold(t *testing.T) {
	l, packages := demo(t, "trollhattan")
	forecast := []Match{Is("line", "asn-total"), Is("measure", "variance_forecast"), Is("period", "2019")}
	lines := func(s Scope) (values []string) {
		for _, r := range current(t, l, s, "amounts", forecast...) {
			values = append(values, r.Get("value"))
		}
		return values
	}
	march, april := knownBy(t, packages, "asn-2019-03-monthly"), knownBy(t, packages, "asn-2019-04-interim")
	if got := lines(march); !slices.Contains(got, "-20.1") || slices.Contains(got, "-18") {
		t.Errorf("in March the forecasts are %v", got)
	}
	if got := lines(april); !slices.Contains(got, "-18") || slices.Contains(got, "-20.1") {
		t.Errorf("in April the forecasts are %v", got)
	}
	if got := journey(t, l, april, "value", "amounts", forecast...); got !=
		"asn-2019-02-monthly:-19.6 asn-2019-03-monthly:-20.1 asn-2019-04-interim:-18" {
		t.Errorf("the journey in April is %s", got)
	}
	for _, table := range l.layout.tables {
		for _, r := range current(t, l, march, table.Name) {
			if r.Package.Order > march.At {
				t.Errorf("in March %s is known, which %s tells", r.Ref(), r.Package.Name)
			}
		}
	}
	before, after := searchFor(t, l, march, "försörjningsstöd"), searchFor(t, l, Scope{march.Repository, march.Committee, Latest}, "försörjningsstöd")
	for _, h := range before.Hits {
		if h.Record.Package.Order > march.At {
			t.Errorf("in March %s is found, which %s tells", h.Record.Ref(), h.Record.Package.Name)
		}
	}
	if len(after.Found) <= len(before.Found) {
		t.Errorf("%d hits in March and %d of all that is known", len(before.Found), len(after.Found))
	}
	if r := searchFor(t, l, Scope{march.Repository, march.Committee, Latest}, "forsorjningsstod"); len(r.Found) != 0 {
		t.Errorf("%s is found without its dots", r.Hits[0].Record.Ref())
	}
}

func TestTheDemonstrationsTextsCanBeRead(t *testing.T) {
	for _, name := range sample.Names() {
		l, packages := demo(t, name)
		s := Scope{Repository: "demo", Committee: packages[0].Committee.ID, At: Latest}
		read := 0
		for _, r := range current(t, l, s, "texts") {
			d, err := l.Document(context.Background(), r)
			if err != nil {
				t.Fatalf("%s: %v", r.Ref(), err)
			}
			text, err := l.Text(context.Background(), d.Hash)
			if err != nil || strings.TrimSpace(text) == "" || int64(len(text)) > d.Bytes {
				t.Errorf("%s: %d bytes of %d, %v", r.Ref(), len(text), d.Bytes, err)
			}
			read++
		}
		if read == 0 {
			t.Errorf("%s has no texts", name)
		}
	}
}
