package notes_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"testing"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/home"
	"rodatraden/data/model"
	"rodatraden/data/notes"
	"rodatraden/data/schema"
	"rodatraden/data/store"
)

const (
	repository = "trollhattan"
	cause      = "causes:forsorjningsstod"
)

// nothing is the files of a package that has none.
type nothing struct{}

func (nothing) Open(r followup.Resource) (io.ReadCloser, error) {
	return nil, fault.New("nothing.Open", fault.NotFound, r.Path, fs.ErrNotExist)
}

// pack makes a package that says something of one cause, withdraws it where text is empty, and
// supersedes another unless it is nil.
func pack(order int64, text string, supersedes *followup.Package) *followup.Package {
	p := &followup.Package{
		Manifest: followup.Manifest{Name: fmt.Sprintf("p%03d", order), ID: fmt.Sprintf("id-%03d", order), Title: "Uppföljning",
			Followup: followup.Followup{
				Format: 1, Municipality: model.Municipality{Code: "1488", Name: "Trollhättan"},
				Committee: followup.CommitteeName{ID: "asn", Name: "Arbetsmarknads- och socialnämnden"},
				Kind:      model.Monthly, Extent: model.Full, AsAt: "2019-04-30", Order: order,
				Variance: "budget-minus-actual", Audience: "public",
			}},
		Files: nothing{},
	}
	if supersedes != nil {
		p.Manifest.Followup.Supersedes = supersedes.Manifest.ID
	}
	row := func(table string, cells map[string]string) {
		s := schema.MustGet(table)
		cs := make([]string, len(s.Fields))
		for name, value := range cells {
			cs[s.Column(name)] = value
		}
		p.Tables = append(p.Tables, followup.Table{Schema: s, Rows: [][]string{cs}})
	}
	if text == "" {
		row("withdrawn", map[string]string{"id": "w", "table": "causes", "key": "budget_lines:a|2019", "reason": "Fel i underlaget"})
	} else {
		row("causes", map[string]string{"id": "forsorjningsstod", "subject": "budget_lines:a", "period": "2019", "title": text})
	}
	return p
}

func TestNothingThatHappensToTheLibraryTouchesTheNotes(t *testing.T) {
	ctx := context.Background()
	h, err := home.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	n, err := notes.Open(ctx, h.Notes(), notes.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	l, err := store.Open(h.Library())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { l.Close() }()
	now := store.Scope{Repository: repository, Committee: "asn", At: store.Latest}
	install := func(packages ...*followup.Package) {
		t.Helper()
		for _, p := range packages {
			if err := l.Install(ctx, repository, "sha256:"+p.Manifest.ID, p); err != nil {
				t.Fatal(err)
			}
		}
	}
	first := pack(1, "Volymerna ökar", nil)
	installed := []*followup.Package{first}
	install(first)
	r, err := l.Record(ctx, now, cause)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := n.Put(ctx, notes.Entry{Kind: notes.Note, Text: "fråga om detta",
		About: notes.About{Repository: repository, Committee: "asn", Ref: r.Ref(), Package: r.Package.Name,
			Copy: notes.Copy{Kind: "causes", Title: r.Get("title"), When: "2019-04-30", Digest: notes.Digest(r.Cells...)}}})
	if err != nil {
		t.Fatal(err)
	}
	written, err := os.ReadFile(h.Notes() + "-wal")
	if err != nil || len(written) == 0 {
		t.Fatal(err)
	}

	last := first
	told := map[string]int{}
	for k := range int64(100) {
		var p *followup.Package
		switch k % 4 {
		case 0: // said otherwise, and the package before superseded
			p = pack(k+2, fmt.Sprint("Volymerna ökar, ", k), last)
		case 1: // withdrawn
			p = pack(k+2, "", nil)
		case 2: // said again as it was
			p = pack(k+2, "Volymerna ökar", nil)
		case 3: // built again: from nothing but the packages
			if k%8 == 3 {
				if err := l.Clear(ctx); err != nil {
					t.Fatal(err)
				}
			} else {
				if err := l.Close(); err != nil {
					t.Fatal(err)
				}
				if err := store.Delete(h.Library()); err != nil {
					t.Fatal(err)
				}
				if l, err = store.Open(h.Library()); err != nil {
					t.Fatal(err)
				}
			}
			install(installed...)
		}
		if p != nil {
			install(p)
			installed, last = append(installed, p), p
		}
		got, err := n.List(ctx, notes.Filter{Repository: repository, Committee: "asn", Ref: cause})
		if err != nil || len(got) != 1 || got[0].Text != kept.Text || got[0].About != kept.About || !got[0].Changed.Equal(kept.Changed) {
			t.Fatalf("after %d: %+v %v", k, got, err)
		}
		switch r, err := l.Record(ctx, now, cause); {
		case fault.KindOf(err) == fault.NotFound:
			told["withdrawn"]++
		case err != nil:
			t.Fatal(err)
		case notes.Digest(r.Cells...) != got[0].About.Copy.Digest:
			told["changed"]++
		default:
			told["as it was"]++
		}
	}
	if told["withdrawn"] != 25 || told["changed"] != 25 || told["as it was"] != 50 {
		t.Errorf("what has become of the record is told as %v", told)
	}
	if after, err := os.ReadFile(h.Notes() + "-wal"); err != nil || !bytes.Equal(after, written) {
		t.Error("something was written to the notes", err)
	}
}

func TestNeitherDatabaseIsTakenForTheOther(t *testing.T) {
	ctx := context.Background()
	h, err := home.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	n, err := notes.Open(ctx, h.Notes(), notes.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := n.Put(ctx, notes.Entry{Kind: notes.Note, Text: "kvar"}); err != nil {
		t.Fatal(err)
	}
	l, err := store.Open(h.Library())
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{n.Close(), l.Close()} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := notes.Open(ctx, h.Library(), notes.Options{}); fault.KindOf(err) != fault.Local {
		t.Error("a library is opened as notes:", err)
	}
	if _, err := store.Open(h.Notes()); fault.KindOf(err) != fault.Local {
		t.Error("notes are opened as a library:", err)
	}
	if n, err = notes.Open(ctx, h.Notes(), notes.Options{}); err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	if c, err := n.Count(ctx, notes.Filter{}); err != nil || c != 1 {
		t.Error(c, err)
	}
}
