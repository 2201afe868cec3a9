package repository_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rodatraden/data/repository"
	"rodatraden/data/repository/objectstore"
	"rodatraden/data/repository/objectstore/objectstoretest"
	. "rodatraden/data/repository/repositorytest"
)

// oneMore publishes one more package of the first committee, among others that each have told so many,
// and returns what was asked of the storage: methods and kinds of files, sorted, and all that was read.
func oneMore(t *testing.T, others, told int) (asked []string, read int64) {
	t.Helper()
	repo, years := New(t, NewClock()), Years{Committees: 1 + others}
	for month := range max(2, told) {
		var packages []Package
		for committee := range years.Committees {
			if committee == 0 && month < 2 || committee > 0 && month < told {
				packages = append(packages, years.Package(committee, month))
			}
		}
		repo.Add(t, packages...)
	}
	repo.Storage.Take()
	repo.Add(t, years.Package(0, 2))
	for _, c := range repo.Storage.Take() {
		asked = append(asked, c.Method+" "+KindOf(c.Path))
		if c.Method != "Create" && c.Method != "Replace" {
			read += c.Bytes
		}
	}
	slices.Sort(asked)
	return asked, read
}

func TestAPublishAsksForNothingOfOtherCommittees(t *testing.T) {
	t.Parallel()
	want := []string{
		"Create blob", "Create blob", // the third is published already
		"Create committee", "Create index", "Create manifest", "Create snapshot",
		"Holds blob", "Holds blob", "Holds blob", "Holds index", "Holds manifest",
		"Open index",
		"Read committee", "Read committee", // that of now, and the version that is to be free
		"Read root", "Read root", "Read root", "Read root", // the next is looked for first, last, and when all is there
		"Read snapshot", "Read snapshot", "Read targets", "Read timestamp",
		"Replace timestamp",
	}
	least := int64(0)
	for _, size := range []struct{ others, told int }{{1, 1}, {1, 12}, {5, 1}, {5, 12}} {
		asked, read := oneMore(t, size.others, size.told)
		if diff := cmp.Diff(want, asked); diff != "" {
			t.Errorf("%d others with %d packages: %s", size.others, size.told, diff)
		}
		if least == 0 {
			least = read
		}
		// The line of another committee in the snapshot, and its key and role in the targets. A number that
		// is written with more digits is no more than that.
		if most := least + int64(size.others-1)*900 + int64(size.others)*4 + 4; read > most {
			t.Errorf("%d others with %d packages: %d bytes were read, want at most %d", size.others, size.told, read, most)
		}
	}
}

func TestWhatIsAskedOfAnObjectStoreIsOneRequestEach(t *testing.T) {
	server := objectstoretest.Start(t)
	storage, err := objectstore.Open(ctx, server.Bucket("matt"), objectstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	repo, years := On(t, storage, t.TempDir(), NewClock()), Years{Committees: 2}
	if err := repo.Init(ctx, repository.InitOptions{}); err != nil {
		t.Fatal(err)
	}
	repo.Add(t, years.Package(0, 0), years.Package(1, 0)) // after this the store is known to heed conditions
	for _, of := range []struct {
		what string
		do   func() error
	}{
		{"one more package", func() error { repo.Add(t, years.Package(0, 1)); return nil }},
		{"a refresh", func() error { _, err := repo.Refresh(ctx); return err }},
		{"a look", func() error { _, err := repository.Look(ctx, repo.Storage); return err }},
	} {
		repo.Storage.Take()
		server.Seen()
		if err := of.do(); err != nil {
			t.Fatal(err)
		}
		if asked, sent := repo.Storage.Take(), server.Seen(); len(asked) == 0 || len(sent) != len(asked) {
			t.Errorf("%s: %d requests, want %d: %v", of.what, len(sent), len(asked), sent)
		}
	}
}
