package syncing_test

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rodatraden/data/fault"
	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
	. "rodatraden/data/repository/repositorytest"
	"rodatraden/data/syncing"
)

// neighbour is a reader of the first of several committees.
type neighbour struct {
	t       *testing.T
	repo    *Repo
	years   Years
	traffic Traffic
	*syncing.Client
}

// newNeighbour makes a repository in which a committee has published two packages and each of the
// others as many as are told, and a reader that has subscribed to the first.
func newNeighbour(t *testing.T, others, told int) *neighbour {
	t.Helper()
	n := &neighbour{t: t, repo: New(t, NewClock()), years: Years{Committees: 1 + others}}
	for month := range max(2, told) {
		var packages []Package
		for committee := range n.years.Committees {
			if committee == 0 && month < 2 || committee > 0 && month < told {
				packages = append(packages, n.years.Package(committee, month))
			}
		}
		n.repo.Add(t, packages...)
	}
	n.subscribe(n.years.Committee(0))
	return n
}

// subscribe makes the reader one of these committees, or of all, who has nothing yet.
func (n *neighbour) subscribe(committees ...string) {
	n.t.Helper()
	host := httptest.NewServer(n.traffic.Of(repository.Handler(n.repo.Dir)))
	n.t.Cleanup(host.Close)
	var err error
	if n.Client, err = syncing.New(syncing.Config{Home: n.t.TempDir(), Installer: newLibrary(), Now: n.repo.Clock.Now}); err != nil {
		n.t.Fatal(err)
	}
	if _, err := n.Subscribe("x", n.repo.SubscriptionFile(n.t, host.URL, committees...)); err != nil {
		n.t.Fatal(err)
	}
	n.traffic.Take()
}

// sync returns what the reader was answered.
func (n *neighbour) sync() []Answer {
	n.t.Helper()
	if _, err := n.Sync(ctx, nil); err != nil {
		n.t.Fatal(err)
	}
	return n.traffic.Take()
}

// visit is what a reader is answered in the four situations that there are.
type visit struct{ first, nothing, elsewhere, own []Answer }

func (n *neighbour) visit(told int) visit {
	n.t.Helper()
	v := visit{first: n.sync(), nothing: n.sync()}
	n.repo.Add(n.t, n.years.Package(1, told))
	v.elsewhere = n.sync()
	n.repo.Add(n.t, n.years.Package(0, 2))
	v.own = n.sync()
	return v
}

// kindsOf are the kinds of files that were asked for, sorted.
func kindsOf(answers []Answer) []string {
	var out []string
	for _, a := range answers {
		out = append(out, KindOf(a.Path))
	}
	slices.Sort(out)
	return out
}

// bytesOf is what came of the kinds of files.
func bytesOf(answers []Answer, kinds ...string) (sum int64) {
	for _, a := range answers {
		if slices.Contains(kinds, KindOf(a.Path)) {
			sum += a.Bytes
		}
	}
	return sum
}

func TestWhatAReaderFetchesDoesNotGrowWithThePackagesOfOtherCommittees(t *testing.T) {
	t.Parallel()
	// The longest lines of another committee: in the snapshot its role's version, length and hash; in the
	// targets its key and its role; the name of it in both.
	const inSnapshot, inTargets = 180, 700
	visits := map[[2]int]visit{}
	for _, others := range []int{1, 5} {
		for _, told := range []int{1, 12} {
			visits[[2]int{others, told}] = newNeighbour(t, others, told).visit(told)
		}
	}
	least := visits[[2]int{1, 1}]
	for size, v := range visits {
		others := int64(size[0])
		for _, of := range []struct {
			when       string
			got, least []Answer
		}{
			{"a first sync", v.first, least.first},
			{"nothing new", v.nothing, least.nothing},
			{"a new package of another committee", v.elsewhere, least.elsewhere},
			{"a new package", v.own, least.own},
		} {
			if diff := cmp.Diff(kindsOf(of.least), kindsOf(of.got)); diff != "" {
				t.Errorf("%s, %d others with %d packages: %s", of.when, size[0], size[1], diff)
			}
			same := []string{"root", "committee", "index", "manifest", "blob"}
			if got, want := bytesOf(of.got, same...), bytesOf(of.least, same...); got != want {
				t.Errorf("%s, %d others with %d packages: %d bytes of the committee's own, want %d", of.when, size[0], size[1], got, want)
			}
			for kind, line := range map[string]int64{"snapshot": inSnapshot, "targets": inTargets, "timestamp": 0} {
				// A version, length or number that is written with more digits is no more than that.
				most := bytesOf(of.least, kind) + (others-1)*line + others*4
				if got := bytesOf(of.got, kind); got > most {
					t.Errorf("%s, %d others with %d packages: %d bytes of %s, want at most %d", of.when, size[0], size[1], got, kind, most)
				}
			}
		}
	}
}

func TestANewPackageIsItsFilesAndTheMetadataThatLeadsToThem(t *testing.T) {
	t.Parallel()
	v := newNeighbour(t, 5, 1).visit(1)
	for _, of := range []struct {
		when string
		got  []Answer
		want []string
	}{
		{"a first sync", v.first, []string{"blob", "blob", "blob", "blob", "blob", "committee", "index", "manifest", "manifest", "root", "root", "snapshot", "targets", "timestamp"}},
		{"nothing new", v.nothing, []string{"root", "timestamp"}},
		{"a new package of another committee", v.elsewhere, []string{"root", "snapshot", "timestamp"}},
		{"a new package", v.own, []string{"blob", "blob", "committee", "index", "manifest", "root", "snapshot", "timestamp"}},
	} {
		if diff := cmp.Diff(of.want, kindsOf(of.got)); diff != "" {
			t.Errorf("%s: %s", of.when, diff)
		}
		for _, a := range of.got {
			if strings.Contains(a.Path, "namnden-") && !strings.Contains(a.Path, "namnden-01") {
				t.Errorf("%s: it asked for %s, of a committee that it does not follow", of.when, a.Path)
			}
		}
	}
	if bytesOf(v.nothing, "root", "timestamp") > 100 || v.nothing[1].Status != http.StatusNotModified {
		t.Errorf("nothing new: %+v", v.nothing)
	}
}

func TestAReaderOfAllCommitteesFetchesOfThoseThatHaveNothingNewNothing(t *testing.T) {
	t.Parallel()
	n := newNeighbour(t, 5, 2)
	n.subscribe()
	n.sync()
	if diff := cmp.Diff([]string{"root", "timestamp"}, kindsOf(n.sync())); diff != "" {
		t.Errorf("nothing new: %s", diff)
	}
	n.repo.Add(t, n.years.Package(3, 2))
	if diff := cmp.Diff([]string{"blob", "blob", "committee", "index", "manifest", "root", "snapshot", "timestamp"}, kindsOf(n.sync())); diff != "" {
		t.Errorf("a new package: %s", diff)
	}
}

// indexes are those that are on the reader's disk.
func (w *world) indexes() (out []string) {
	w.t.Helper()
	for path, content := range files(w.t, filepath.Join(w.home, "blobs")) {
		if _, err := layout.ParseIndex(path, []byte(content)); err == nil {
			out = append(out, content)
		}
	}
	return out
}

func TestOfACommitteesIndexesOnlyTheLastIsHere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	w.sync()
	first := w.indexes()
	w.repo.Add(t, april)
	w.sync()
	second := w.indexes()
	if len(first) != 1 || len(second) != 1 || first[0] == second[0] || !strings.Contains(second[0], april.Name) {
		t.Errorf("indexes: %q, then %q", first, second)
	}
	if v, err := w.Verify(ctx); err != nil || len(v.Faults) > 0 || v.Packages != 2 {
		t.Errorf("%+v, %v", v, err)
	}
	if _, err := w.Unsubscribe(ctx, w.id); err != nil {
		t.Fatal(err)
	}
	if left := files(t, filepath.Join(w.home, "blobs")); len(left) > 0 {
		t.Errorf("%d files were left", len(left))
	}
}

func TestAnIndexWhosePackagesDidNotComeIsReplacedToo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	w.sync()
	w.repo.Add(t, april)
	w.host.misbehave(func(rw http.ResponseWriter, req *http.Request) bool {
		withheld := KindOf(strings.TrimPrefix(req.URL.Path, "/")) == "manifest"
		if withheld {
			http.Error(rw, "", http.StatusForbidden)
		}
		return withheld
	})
	w.refused(fault.HTTP, syncing.Offline, "")
	w.host.misbehave(nil)
	maj := Package{Name: "asn-2019-05-monthly", Order: 5}
	w.repo.Add(t, maj)
	w.sync()
	w.wantInstalled(mars.Name + " " + april.Name + " " + maj.Name)
	if got := w.indexes(); len(got) != 1 {
		t.Errorf("%d indexes are here", len(got))
	}
}
