package review

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rodatraden/data/compare"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/model"
	"rodatraden/data/sample"
	"rodatraden/data/schema"
	"rodatraden/data/store"
)

// made is a package in the making.
type made struct{ *followup.Package }

type withoutFiles struct{}

func (withoutFiles) Open(r followup.Resource) (io.ReadCloser, error) {
	return nil, fault.New("withoutFiles.Open", fault.NotFound, r.Path, nil)
}

// whole begins a whole report that covers its year up to a day. Its name and id follow from its kind and
// that day.
func whole(kind model.Kind, day string) made {
	name := string(kind) + "-" + day
	return made{&followup.Package{
		Manifest: followup.Manifest{
			Name: name, ID: "id-" + name, Title: "Uppföljning " + day,
			Followup: followup.Followup{
				Format: 1, Municipality: model.Municipality{Code: "9999", Name: "Älvbro"}, Fictional: true,
				Committee: followup.CommitteeName{ID: "sn", Name: "Socialnämnden"},
				Kind:      kind, Extent: model.Full,
				Period:   followup.Span{From: day[:4] + "-01-01", To: day},
				Variance: "budget-minus-actual", Audience: "public",
			},
		},
		Files: withoutFiles{},
	}}.known(day)
}

func (p made) excerpt() made {
	p.Manifest.Followup.Extent = model.Excerpt
	return p
}

// known sets the day whose knowledge is stated, and on which the package is told.
func (p made) known(day string) made {
	order, err := strconv.ParseInt(strings.ReplaceAll(day, "-", ""), 10, 64)
	if err != nil {
		panic(err)
	}
	p.Manifest.Followup.AsAt, p.Manifest.Followup.Order = day, order
	return p
}

// row adds a row; cells are column=value.
func (p made) row(table string, cells ...string) made {
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
	if row[t.Column("id")] == "" {
		row[t.Column("id")] = fmt.Sprintf("%s-%d", p.Manifest.Name, len(p.Table(table)))
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

// line adds a line of the economy; without a parent it is the committee's.
func (p made) line(id, parent string) made {
	return p.row("budget_lines", "id="+id, "parent="+parent, "title=Rad "+id)
}

// amount adds an amount in mkr, of a line or a saving.
func (p made) amount(line string, measure model.Measure, period, value string, more ...string) made {
	return p.row("amounts", append([]string{"line=" + line, "measure=" + string(measure), "period=" + period,
		"value=" + value, "amount_unit=mkr"}, more...)...)
}

// library is the packages of one committee, by rank, in the tests' one store: making a store takes longer
// than what any test does with it.
type library struct {
	*store.Library
	packages []*model.Package
}

var (
	tests          *store.Library
	cases          int                    // each has a repository of its own in the store
	demonstrations = map[string]library{} // of the demonstrations, by library and committee
)

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "review")
		if err == nil {
			tests, err = store.Open(filepath.Join(dir, "library.db"))
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(dir)
		defer tests.Close()
		return m.Run()
	}())
}

func libraryOf(t testing.TB, sources []*followup.Package) library {
	t.Helper()
	cases++
	repository := fmt.Sprintf("case-%d", cases)
	for _, p := range sources {
		if err := tests.Install(context.Background(), repository, p.Manifest.ID, p); err != nil {
			t.Fatal(err)
		}
	}
	all, err := tests.Packages(context.Background(), repository, sources[0].Manifest.Followup.Committee.ID)
	if err != nil {
		t.Fatal(err)
	}
	return library{tests, all}
}

// demonstration is one committee of a demonstration library.
func demonstration(t testing.TB, name, committee string) library {
	t.Helper()
	if l, made := demonstrations[name+" "+committee]; made {
		return l
	}
	all, report, err := sample.Packages(name)
	if err != nil || report.Faults() > 0 {
		t.Fatalf("the sources of %s: %v, %d faults", name, err, report.Faults())
	}
	of := map[string][]*followup.Package{}
	for _, p := range all {
		of[p.Manifest.Followup.Committee.ID] = append(of[p.Manifest.Followup.Committee.ID], p)
	}
	for id, sources := range of {
		demonstrations[name+" "+id] = libraryOf(t, sources)
	}
	return demonstrations[name+" "+committee]
}

// state is that of a package as it was known when it was told; the zero State where name is empty.
func (l library) state(t testing.TB, name string) compare.State {
	t.Helper()
	for _, p := range l.packages {
		if p.Name == name {
			return compare.State{About: p, At: p.Order}
		}
	}
	if name != "" {
		t.Fatalf("there is no package %s", name)
	}
	return compare.State{}
}

func (l library) find(t testing.TB, before, now string) []Question {
	t.Helper()
	all, err := Find(context.Background(), l, l.state(t, before), l.state(t, now))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// asked is what a rule asks at the last of the packages, compared with the one before: a line a question.
func asked(t *testing.T, rule string, packs ...made) string {
	t.Helper()
	var sources []*followup.Package
	for _, p := range packs {
		sources = append(sources, p.Package)
	}
	before := ""
	if len(packs) > 1 {
		before = packs[len(packs)-2].Manifest.Name
	}
	return written(libraryOf(t, sources).find(t, before, packs[len(packs)-1].Manifest.Name), rule)
}

// written writes the questions of a rule, a line each: what it is about, its kind, the words and what they say.
func written(all []Question, rule string) string {
	var lines []string
	for _, q := range all {
		if q.Rule != rule {
			continue
		}
		parts := []string{q.About, string(q.Kind), writtenMessage(rule, q.Text)}
		for _, r := range q.Reason {
			parts = append(parts, "|", writtenMessage(rule, r))
		}
		lines = append(lines, strings.Join(parts, " "))
	}
	return strings.Join(lines, "\n")
}

func writtenMessage(rule string, m Message) string {
	out := strings.TrimPrefix(m.ID, "review."+rule+".")
	for _, name := range slices.Sorted(maps.Keys(m.Args)) {
		out += fmt.Sprintf(" %s=%s", name, writtenValue(m.Args[name]))
	}
	return out
}

func writtenValue(v any) string {
	switch v := v.(type) {
	case model.Quantity:
		if !v.Known {
			return string(v.Status)
		}
		s := v.Value.StringFixed(max(0, -v.Value.Exponent())) + strings.TrimSuffix(" "+v.Unit, " ")
		if v.Approximate {
			s = "ca " + s
		}
		return s
	case model.Period:
		return v.Text
	case *model.Package:
		return v.Name
	case Pairs:
		var parts []string
		for _, x := range v {
			parts = append(parts, writtenValue(x))
		}
		return "[" + strings.Join(parts, " ") + "]"
	}
	return fmt.Sprint(v)
}

func same(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("asked is\n%s\nand not\n%s", got, want)
	}
}
