package syncing_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rodatraden/data/fault"
	. "rodatraden/data/repository/repositorytest"
	"rodatraden/data/syncing"
)

func TestTheEndOfASubscriptionLeavesNothingOfItAndEverythingOfTheOthers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars, april)
	w.sync()
	first := w.id
	other := New(t, w.clock)
	other.Add(t, mars) // shares its files with the first
	w.host.misbehave(nil)
	at := serve(t, other.Dir)
	second, err := w.Subscribe("y", other.SubscriptionFile(t, at.URL))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.SyncOne(ctx, second, nil); err != nil {
		t.Fatal(err)
	}

	ended, err := w.Unsubscribe(ctx, first)
	if err != nil {
		t.Fatal(err)
	}
	if ended.Packages != 2 || ended.Bytes == 0 {
		t.Errorf("it says that it took away %+v", ended)
	}
	if s := w.status(); s.Repository != second || s.Packages != 1 || s.Damaged != 0 {
		t.Errorf("status %+v", s)
	}
	v, err := w.Verify(ctx)
	if err != nil || v.Packages != 1 || len(v.Faults) > 0 {
		t.Errorf("what is left does not hold: %+v, %v", v, err)
	}
	left := files(t, w.home)
	for path, content := range left {
		if strings.HasPrefix(path, "repositories/"+first) || strings.Contains(content, april.Name) {
			t.Errorf("%s was left", path)
		}
	}

	if _, err := w.Unsubscribe(ctx, second); err != nil {
		t.Fatal(err)
	}
	for path := range files(t, w.home) {
		if path != "repositories/.lock" {
			t.Errorf("%s was left", path)
		}
	}
	if _, err := w.Unsubscribe(ctx, second); fault.KindOf(err) != fault.NotFound {
		t.Errorf("ended twice: %v", err)
	}
}

func TestTheEndOfASubscriptionThatBrokeOffTakesAwayWhatHadCome(t *testing.T) {
	t.Parallel()
	p, content := large()
	w := newWorld(t, p)
	w.host.misbehave(cut(content, 100))
	w.refused(fault.Offline, syncing.Offline, "")
	part := blobFile(w.home, content) + ".part"
	if _, err := os.Stat(part); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Unsubscribe(ctx, w.id); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(w.home, "blobs", "*", "*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}

func TestASubscriptionThatIsFollowedAnewIsFetchedAnew(t *testing.T) {
	t.Parallel()
	w := newWorld(t, mars)
	w.sync()
	if _, err := w.Unsubscribe(ctx, w.id); err != nil {
		t.Fatal(err)
	}
	w.reader()
	w.subscribe()
	w.sync()
	w.wantInstalled(mars.Name)
}
