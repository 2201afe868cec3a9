package objectstore_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"rodatraden/data/fault"
	"rodatraden/data/repository"
	"rodatraden/data/repository/objectstore/objectstoretest"
	. "rodatraden/data/repository/repositorytest"
)

// Nothing keeps one who revokes a key apart from one who signs with it. Readers follow whoever came first, and at once.
func TestKeysChangedAtTheSameMomentAsAPublishLeaveAReaderNothingToRefuse(t *testing.T) {
	server := objectstoretest.Start(t)
	address := server.Bucket("publicerat")
	keys, clock := filepath.Join(t.TempDir(), "keys"), NewClock()
	repo := publisher(t, address, keys, "", clock)
	if err := repo.Init(ctx, repository.InitOptions{}); err != nil {
		t.Fatal(err)
	}
	repo.Add(t, Package{Name: "a-000", Order: 1})
	r := subscribe(t, repo, web(server, "publicerat"))
	r.sync()
	current := map[string]string{}
	for round := range 20 {
		role := []string{"timestamp", "snapshot", "targets", "asn"}[round%4]
		all, err := publisher(t, address, keys, "", clock).ListKeys(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, of := range all {
			current[of.Role] = of.Keys[0].Name
		}
		a, b := publisher(t, address, keys, "", clock), publisher(t, address, keys, "", clock)
		p := Package{Name: fmt.Sprintf("a-%03d", round+1), Order: int64(round + 2)}
		dir := p.Write(t)
		var published, rotated error
		var wait sync.WaitGroup
		wait.Go(func() { _, published = a.Publish(ctx, []string{dir}) })
		wait.Go(func() { _, rotated = b.RotateKey(ctx, current[role]) })
		wait.Wait()
		for _, err := range []error{published, rotated} {
			if err != nil && fault.KindOf(err) != fault.Overtaken {
				t.Errorf("%s: %v", role, err)
			}
		}
		r.sync()
		if rotated != nil {
			if _, err := publisher(t, address, keys, "", clock).RotateKey(ctx, current[role]); err != nil {
				t.Fatalf("%s, once more: %v", role, err)
			}
		}
		if published != nil {
			if _, err := publisher(t, address, keys, "", clock).Publish(ctx, []string{dir}); err != nil {
				t.Fatalf("%s, once more: %v", role, err)
			}
		}
		if got := len(strings.Fields(r.sync())); got != round+2 {
			t.Errorf("a reader has %d packages after %d rounds", got, round+1)
		}
	}
}

func TestARotationMayBeKilledAtEveryRequest(t *testing.T) {
	for what, verdict := range map[string]objectstoretest.Verdict{"before a request": objectstoretest.Cut, "before an answer": objectstoretest.Lose} {
		t.Run(what, func(t *testing.T) {
			server := objectstoretest.Start(t)
			rotate := func(ctx context.Context, r *Repo) error {
				_, err := r.RotateKey(ctx, "timestamp")
				return err
			}
			for n, done := 0, false; !done; n++ {
				if n == 100 {
					t.Fatal("a rotation takes a hundred requests")
				}
				// Each rotation makes two roots, which every reader and publisher of them then asks for.
				bucket := fmt.Sprintf("publicerat-%d", n)
				address := server.Bucket(bucket)
				keys, clock := filepath.Join(t.TempDir(), "keys"), NewClock()
				repo := publisher(t, address, keys, "", clock)
				if err := repo.Init(ctx, repository.InitOptions{}); err != nil {
					t.Fatal(err)
				}
				r := subscribe(t, repo, web(server, bucket))
				r.sync()
				done = kill(t, server, verdict, n, rotate, publisher(t, address, keys, "", clock))
				r.sync()
				// What was killed when all was done is not there to be done again.
				if err := rotate(ctx, publisher(t, address, keys, "", clock)); err != nil && fault.KindOf(err) != fault.NotFound {
					t.Fatalf("killed at request %d, and then: %v", n, err)
				}
				all, err := publisher(t, address, keys, "", clock).ListKeys(ctx)
				if err != nil {
					t.Fatal(err)
				}
				for _, of := range all {
					if of.Role == "timestamp" && (len(of.Keys) != 1 || of.Keys[0].Name != "timestamp-2") {
						t.Errorf("killed at request %d: %+v", n, of.Keys)
					}
				}
				r.sync()
			}
		})
	}
}
