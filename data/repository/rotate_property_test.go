package repository_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"rodatraden/data/fault"
	"rodatraden/data/repository"
	. "rodatraden/data/repository/repositorytest"
)

var errCut = errors.New("cut short")

func TestWhateverIsDoneToKeysAReaderFollowsAndThePublisherIsNotLockedOut(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		r := Open(t, filepath.Join(t.TempDir(), "repository"), filepath.Join(t.TempDir(), "keys"), NewClock())
		if err := r.Init(ctx, repository.InitOptions{Full: rapid.Bool().Draw(rt, "full")}); err != nil {
			rt.Fatal(err)
		}
		order := int64(0)
		published := []string{}
		publish := func(committee string) {
			order++
			p := Package{Name: fmt.Sprintf("p%d", order), Order: order, Committee: committee}
			r.Add(t, p)
			published = append(published, committee+"/"+p.Name)
		}
		publish("asn")
		x := subscribe(t, r)
		key := func() string {
			var all []string
			for _, names := range keyList(t, r.Repository) {
				all = append(all, names...)
			}
			slices.Sort(all)
			return rapid.SampledFrom(all).Draw(rt, "key")
		}
		steps := rapid.IntRange(1, 6).Draw(rt, "steps")
		for range steps {
			r.Clock.Add(time.Duration(rapid.IntRange(0, 30*24).Draw(rt, "hours")) * time.Hour)
			// Nothing that was opened before is remembered: all must be in the folder, and count.
			r = Open(t, r.Dir, r.Keys, r.Clock)
			if _, err := r.Refresh(ctx); err != nil {
				rt.Fatal(err)
			}
			var a repository.Ask
			switch do := rapid.SampledFrom([]string{"add", "rotate", "revoke", "raise", "renew", "publish", "new"}).Draw(rt, "do"); do {
			case "add":
				a = repository.Ask{Do: repository.Add, Role: rapid.SampledFrom([]string{"root", "targets", "snapshot", "timestamp", "asn"}).Draw(rt, "role")}
			case "rotate":
				a = repository.Ask{Do: repository.Rotate, Old: key()}
			case "revoke":
				a = repository.Ask{Do: repository.Revoke, Old: key()}
			case "raise":
				a = repository.Ask{Do: repository.Raise}
			case "renew":
				a = repository.Ask{Do: repository.Renew, Roles: []string{"root", "targets"}}
			case "publish":
				publish("asn")
			case "new":
				publish(rapid.SampledFrom([]string{"bun", "asn-2", "kfn"}).Draw(rt, "committee"))
			}
			if a.Do != "" {
				change := func() error {
					_, err := r.ChangeKeys(ctx, a)
					return err
				}
				if rapid.Bool().Draw(rt, "by file") {
					q, _, err := r.RequestKeys(ctx, a) // which all keys sign, for they are at hand
					change = func() error {
						if err != nil {
							return err
						}
						_, err := r.Apply(ctx, sent(t, q))
						return err
					}
				}
				files := rapid.IntRange(0, 12).Draw(rt, "cut short after")
				r.BeforeEachFile(func(string) error {
					if files--; files < 0 {
						return errCut
					}
					return nil
				})
				err := change()
				r.BeforeEachFile(func(string) error { return nil })
				if errors.Is(err, errCut) {
					x.follows(t)
					if err = change(); fault.KindOf(err) == fault.NotFound {
						err = nil // it was cut short when all was done, and the key has left
					}
				}
				refused := errors.Is(err, repository.ErrLastKey) || errors.Is(err, repository.ErrThreshold) || a.Do == repository.Raise && fault.KindOf(err) == fault.Exists
				if err != nil && !refused {
					rt.Fatalf("%+v: %v", a, err)
				}
				// A key that leaves is gone: nobody may need it again.
				if err == nil && a.Old != "" {
					lose(t, r.Keys, a.Old)
				}
			}
			x.follows(t)
		}
		r = Open(t, r.Dir, r.Keys, r.Clock)
		publish("asn")
		publish("bun")
		if _, err := r.Refresh(ctx); err != nil {
			rt.Fatal(err)
		}
		x.follows(t, published...)
	})
}
