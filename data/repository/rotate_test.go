package repository_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/theupdateframework/go-tuf/v2/metadata"

	"rodatraden/data/fault"
	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
	. "rodatraden/data/repository/repositorytest"
)

// full makes a repository with thresholds, in which the committee asn has published.
func full(t testing.TB) *Repo {
	t.Helper()
	r := Open(t, filepath.Join(t.TempDir(), "repository"), filepath.Join(t.TempDir(), "keys"), NewClock())
	if err := r.Init(ctx, repository.InitOptions{Full: true}); err != nil {
		t.Fatal(err)
	}
	r.Add(t, Package{Name: "mars", Order: 3})
	return r
}

// simple makes a repository without thresholds, in which the committee asn has published.
func simple(t testing.TB) *Repo {
	t.Helper()
	r := New(t, NewClock())
	r.Add(t, Package{Name: "mars", Order: 3})
	return r
}

// lose removes keys from a key folder.
func lose(t testing.TB, dir string, names ...string) {
	t.Helper()
	for _, name := range names {
		if err := os.Remove(filepath.Join(dir, name+".key")); err != nil {
			t.Fatal(err)
		}
	}
}

// move moves keys with their public halves to another folder.
func move(t testing.TB, from, to string, names ...string) string {
	t.Helper()
	if err := os.MkdirAll(to, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		for _, ext := range []string{".key", ".pub"} {
			if err := os.Rename(filepath.Join(from, name+ext), filepath.Join(to, name+ext)); err != nil {
				t.Fatal(err)
			}
		}
	}
	return to
}

// with opens the repository with these key folders.
func with(t testing.TB, r *Repo, keys ...string) *repository.Repository {
	t.Helper()
	return repositoryOf(t, r, repository.Folder(r.Dir), keys...)
}

func repositoryOf(t testing.TB, r *Repo, storage repository.Storage, keys ...string) *repository.Repository {
	t.Helper()
	out, err := repository.New(repository.Config{
		Storage: storage, Keys: keys, WorkFactor: WorkFactor, Now: r.Clock.Now,
		Passphrase: func(string, bool) (string, error) { return Passphrase, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestEveryRolesKeysAreAddedRotatedAndRevokedWhileAReaderFollows(t *testing.T) {
	for kind, make := range map[string]func(testing.TB) *Repo{"simple": simple, "full": full} {
		for role, names := range map[string][]string{
			"root": {"root-1", "root-2", "root-3", "root-4", "root-5"}, "targets": {"targets-1", "targets-2", "targets-3", "targets-4"},
			"snapshot": {"snapshot", "snapshot-2", "snapshot-3"}, "timestamp": {"timestamp", "timestamp-2", "timestamp-3"},
			"asn": {"committee-asn", "committee-asn-2", "committee-asn-3"},
		} {
			t.Run(kind+" "+role, func(t *testing.T) {
				r := make(t)
				x := subscribe(t, r)
				have := keyList(t, r.Repository)[role]
				next := func() string { // the name that comes next
					name := names[0]
					names = names[1:]
					return name
				}
				for range have {
					next()
				}
				added := next()
				if _, err := r.AddKey(ctx, role); err != nil {
					t.Fatal(err)
				}
				wantKeys(t, r.Repository, role, append(slices.Clone(have), added)...)
				x.follows(t)
				if _, err := r.RevokeKey(ctx, have[0]); err != nil {
					t.Fatal(err)
				}
				lose(t, r.Keys, have[0])
				have = append(slices.Clone(have[1:]), added)
				wantKeys(t, r.Repository, role, have...)
				x.follows(t)
				rotated := next()
				out, err := Open(t, r.Dir, r.Keys, r.Clock).RotateKey(ctx, have[0])
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff([]string{rotated}, out.Made); diff != "" {
					t.Error(diff)
				}
				lose(t, r.Keys, have[0])
				have = append(slices.Clone(have[1:]), rotated)
				wantKeys(t, r.Repository, role, have...)
				x.follows(t)
				r = Open(t, r.Dir, r.Keys, r.Clock) // which has opened no key that is lost
				r.Add(t, Package{Name: "april", Order: 4}, Package{Name: "b", Order: 1, Committee: "bun"})
				if _, err := r.Refresh(ctx); err != nil {
					t.Fatal(err)
				}
				x.follows(t, "asn/april", "bun/b")
			})
		}
	}
}

func TestNoRoleIsLeftWithFewerKeysThanMustSign(t *testing.T) {
	r := simple(t)
	before := tree(t, r.Dir)
	for _, name := range []string{"root-1", "targets-1", "snapshot", "timestamp", "committee-asn"} {
		_, err := r.RevokeKey(ctx, name)
		wantKind(t, err, fault.Usage)
		if !errors.Is(err, repository.ErrLastKey) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := r.RevokeKey(ctx, "root-7")
	wantKind(t, err, fault.NotFound)
	_, err = r.RotateKey(ctx, "committee-bun")
	wantKind(t, err, fault.NotFound)
	_, err = r.AddKey(ctx, "bun") // without a word of what it is called
	wantKind(t, err, fault.NotFound)
	if diff := cmp.Diff(before, tree(t, r.Dir)); diff != "" {
		t.Error(diff)
	}
	r = full(t)
	_, err = r.RevokeKey(ctx, "targets-2")
	if !errors.Is(err, repository.ErrThreshold) {
		t.Errorf("%v", err)
	}
	if _, err = r.RevokeKey(ctx, "root-1"); err != nil {
		t.Fatal(err)
	}
	_, err = r.RevokeKey(ctx, "root-2")
	if !errors.Is(err, repository.ErrThreshold) {
		t.Errorf("%v", err)
	}
}

func TestALostRootKeyOfThreeIsReplacedByTheOtherTwo(t *testing.T) {
	r := full(t)
	x := subscribe(t, r)
	lose(t, r.Keys, "root-2")
	r = Open(t, r.Dir, r.Keys, r.Clock)
	out, err := r.RotateKey(ctx, "root-2")
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Changes) != 2 || out.Changes[0].What != repository.KeyGoes || !strings.HasPrefix(out.Changes[0].Old, "root-2 ") ||
		out.Changes[1].What != repository.KeyComes || !strings.HasPrefix(out.Changes[1].New, "root-4 ") {
		t.Errorf("%+v", out.Changes)
	}
	wantKeys(t, r.Repository, "root", "root-1", "root-3", "root-4")
	x.follows(t)
	// The new key counts: it and one of the old are enough for the next.
	lose(t, r.Keys, "root-1")
	r = Open(t, r.Dir, r.Keys, r.Clock)
	if _, err := r.RotateKey(ctx, "root-1"); err != nil {
		t.Fatal(err)
	}
	r.Add(t, Package{Name: "april", Order: 4})
	x.follows(t, "asn/april")
}

func TestWithTwoRootKeysLostNothingIsChanged(t *testing.T) {
	r := full(t)
	lose(t, r.Keys, "root-2", "root-3")
	before, keys := tree(t, r.Dir), tree(t, r.Keys)
	_, err := Open(t, r.Dir, r.Keys, r.Clock).RotateKey(ctx, "root-2")
	wantKind(t, err, fault.Secret)
	var m *repository.MissingKeys
	if !errors.As(err, &m) || m.Role != "root" || m.Threshold != 2 || !slices.Equal(m.Keys, []string{"root-2", "root-3"}) {
		t.Errorf("%+v", m)
	}
	if diff := cmp.Diff(before, tree(t, r.Dir)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(keys, tree(t, r.Keys)); diff != "" {
		t.Error(diff)
	}
}

func TestAReaderFollowsFromSimpleToThresholds(t *testing.T) {
	r := simple(t)
	x := subscribe(t, r)
	out, err := r.ChangeKeys(ctx, repository.Ask{Do: repository.Raise})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"root-2", "root-3", "targets-2"}, out.Made); diff != "" {
		t.Error(diff)
	}
	x.follows(t)
	lose(t, r.Keys, "root-1") // the one that the reader trusted first
	r = Open(t, r.Dir, r.Keys, r.Clock)
	if _, err := r.RotateKey(ctx, "root-1"); err != nil {
		t.Fatal(err)
	}
	r.Add(t, Package{Name: "april", Order: 4}, Package{Name: "b", Order: 1, Committee: "bun"})
	x.follows(t, "asn/april", "bun/b")
}

func TestANewPublishingComputerWithTheBackupOfTheKeysPublishes(t *testing.T) {
	r := simple(t)
	x := subscribe(t, r)
	r = Open(t, r.Dir, copyTree(t, r.Keys), r.Clock)
	r.Add(t, Package{Name: "april", Order: 4})
	x.follows(t, "asn/april")
}

func TestANewPublishingComputerWithoutABackupIsBroughtInWithTheKeysOfTheSafe(t *testing.T) {
	r := full(t)
	x := subscribe(t, r)
	safe := move(t, r.Keys, filepath.Join(t.TempDir(), "safe"), "root-1", "root-2", "root-3", "targets-1", "targets-2")
	if err := os.RemoveAll(r.Keys); err != nil { // snapshot, timestamp and committee-asn went with the computer
		t.Fatal(err)
	}
	if err := os.Mkdir(r.Keys, 0o700); err != nil {
		t.Fatal(err)
	}
	both := with(t, r, r.Keys, safe)
	_, err := both.RotateKey(ctx, "snapshot") // for what vouches for the snapshot cannot be signed yet
	wantKind(t, err, fault.Secret)
	for _, name := range []string{"timestamp", "snapshot", "committee-asn"} {
		if _, err := both.RotateKey(ctx, name); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		x.follows(t)
	}
	alone := Open(t, r.Dir, r.Keys, r.Clock)
	alone.Add(t, Package{Name: "april", Order: 4})
	if _, err := alone.Refresh(ctx); err != nil {
		t.Fatal(err)
	}
	x.follows(t, "asn/april")
}

func TestKeysCutShortAtAnyFileAreAcceptedByReadersAndCompletedByTheNext(t *testing.T) {
	type what struct {
		name string
		make func(testing.TB) *Repo
		lost []string
		ask  repository.Ask
		role string
		want []string
	}
	for _, w := range []what{
		{"add a root key", full, nil, repository.Ask{Do: repository.Add, Role: "root"}, "", nil},
		{"rotate a lost root key", full, []string{"root-2"}, repository.Ask{Do: repository.Rotate, Old: "root-2"}, "root", []string{"root-1", "root-3", "root-4"}},
		{"rotate the only root key", simple, nil, repository.Ask{Do: repository.Rotate, Old: "root-1"}, "root", []string{"root-2"}},
		{"rotate a lost targets key", full, nil, repository.Ask{Do: repository.Rotate, Old: "targets-1"}, "targets", []string{"targets-2", "targets-3"}},
		{"rotate the snapshot key", simple, nil, repository.Ask{Do: repository.Rotate, Old: "snapshot"}, "snapshot", []string{"snapshot-2"}},
		{"rotate a lost timestamp key", simple, []string{"timestamp"}, repository.Ask{Do: repository.Rotate, Old: "timestamp"}, "timestamp", []string{"timestamp-2"}},
		{"rotate a lost committee key", full, []string{"committee-asn"}, repository.Ask{Do: repository.Rotate, Old: "committee-asn"}, "asn", []string{"committee-asn-2"}},
		{"revoke a root key", full, nil, repository.Ask{Do: repository.Revoke, Old: "root-1"}, "root", []string{"root-2", "root-3"}},
		{"raise", simple, nil, repository.Ask{Do: repository.Raise}, "root", []string{"root-1", "root-2", "root-3"}},
	} {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			r := w.make(t)
			x := subscribe(t, r)
			lose(t, r.Keys, w.lost...)
			for after := 0; ; after++ {
				d := doomed{Dir: r.Copy(t), Keys: copyTree(t, r.Keys), Ask: w.ask, After: after}
				killed := kill(t, d)
				x.accepts(t, d.Dir, func() {
					again := Open(t, d.Dir, d.Keys, r.Clock)
					_, err := again.ChangeKeys(ctx, w.ask)
					// What was done to the end before it was killed is not there to be done again.
					if k := fault.KindOf(err); err != nil && k != fault.NotFound && k != fault.Exists {
						t.Fatalf("killed after %d files: %v", after, err)
					}
					if w.role != "" {
						wantKeys(t, again.Repository, w.role, w.want...)
					}
					again.Add(t, Package{Name: "april", Order: 4})
				}, "asn/april")
				if !killed {
					break
				}
			}
		})
	}
}

// crowd is a storage that cannot keep publishers apart, as an object store.
type crowd struct{ repository.Storage }

func (c crowd) Exclusively(_ context.Context, f func() error) error { return f() }

func TestAPublisherWhoKnewNothingOfARevokedKeyStrandsNobody(t *testing.T) {
	for _, name := range []string{"timestamp", "snapshot"} {
		t.Run(name, func(t *testing.T) {
			r := simple(t)
			x := subscribe(t, r)
			open := func(keys string) *repository.Repository {
				return repositoryOf(t, r, crowd{repository.Folder(r.Dir)}, keys)
			}
			one, other := open(r.Keys), open(copyTree(t, r.Keys))
			april := Package{Name: "april", Order: 4}.Write(t)
			one.BeforeEachFile(func(path string) error {
				if path != layout.MetadataPath(metadata.ROOT, 3) { // the root without the old key
					return nil
				}
				_, err := other.Publish(ctx, []string{april})
				return err
			})
			if _, err := one.RotateKey(ctx, name); err != nil {
				t.Fatal(err)
			}
			wantKeys(t, r.Repository, name, name+"-2")
			x.follows(t, "asn/april")
		})
	}
}

func TestWhatARevokedKeySignedInTheLastMomentIsMendedByTheNextRefresh(t *testing.T) {
	r := simple(t)
	x := subscribe(t, r)
	one := repositoryOf(t, r, crowd{repository.Folder(r.Dir)}, r.Keys)
	other := repositoryOf(t, r, crowd{repository.Folder(r.Dir)}, copyTree(t, r.Keys))
	april := Package{Name: "april", Order: 4}.Write(t)
	gone := errors.New("the computer is switched off")
	rooted := false
	one.BeforeEachFile(func(path string) error {
		if rooted {
			return gone
		}
		if path != layout.MetadataPath(metadata.ROOT, 3) {
			return nil
		}
		rooted = true
		_, err := other.Publish(ctx, []string{april})
		return err
	})
	if _, err := one.RotateKey(ctx, "timestamp"); !errors.Is(err, gone) {
		t.Fatal(err)
	}
	if _, err := repository.Look(ctx, repository.Folder(r.Dir)); fault.KindOf(err) != fault.Signature {
		t.Fatalf("nobody is stranded: %v", err)
	}
	if _, err := Open(t, r.Dir, r.Keys, r.Clock).Refresh(ctx); err != nil {
		t.Fatal(err)
	}
	x.follows(t, "asn/april")
}

func TestKeysHaveTheNamesOfOldWhereTheRepositoryTellsNone(t *testing.T) {
	r := simple(t)
	path := filepath.Join(r.Dir, filepath.FromSlash(layout.MetadataPath(metadata.ROOT, 1)))
	root := metadata.Root()
	if _, err := root.FromFile(path); err != nil {
		t.Fatal(err)
	}
	delete(root.Signed.UnrecognizedFields, "key_names")
	if err := os.WriteFile(path, Signed(t, r.Keys, "root-1", root), 0o644); err != nil {
		t.Fatal(err)
	}
	x := subscribe(t, r)
	want := map[string][]string{
		"root": {"root-1"}, "targets": {"targets-1"}, "snapshot": {"snapshot"}, "timestamp": {"timestamp"}, "asn": {"committee-asn"},
	}
	if diff := cmp.Diff(want, keyList(t, r.Repository)); diff != "" {
		t.Error(diff)
	}
	if _, err := r.AddKey(ctx, "root"); err != nil {
		t.Fatal(err)
	}
	if _, err := r.RevokeKey(ctx, "root-1"); err != nil {
		t.Fatal(err)
	}
	wantKeys(t, r.Repository, "root", "root-2")
	x.follows(t)
}

func TestNoNameIsGivenTwice(t *testing.T) {
	r := full(t)
	for i := range 3 {
		if _, err := r.RotateKey(ctx, fmt.Sprintf("root-%d", 3+i)); err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(filepath.Join(r.Keys, fmt.Sprintf("root-%d.key", 3+i))); err != nil {
			t.Fatal(err)
		}
	}
	wantKeys(t, r.Repository, "root", "root-1", "root-2", "root-6")
	// A committee whose first key would be called as another's second.
	if _, err := r.AddKey(ctx, "asn"); err != nil {
		t.Fatal(err)
	}
	r.Add(t, Package{Name: "b", Order: 1, Committee: "asn-2"})
	wantKeys(t, r.Repository, "asn", "committee-asn", "committee-asn-2")
	wantKeys(t, r.Repository, "asn-2", "committee-asn-2-2")
}

func TestNobodyIsAskedForThePassphraseOfAKeyThatDoesNotCount(t *testing.T) {
	r := full(t)
	if _, err := r.RotateKey(ctx, "root-1"); err != nil {
		t.Fatal(err)
	}
	var asked []string
	c, err := repository.New(repository.Config{
		Storage: repository.Folder(r.Dir), Keys: []string{r.Keys}, WorkFactor: WorkFactor, Now: r.Clock.Now,
		Passphrase: func(name string, _ bool) (string, error) {
			asked = append(asked, name)
			return Passphrase, nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.RevokeKey(ctx, "root-2"); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"root-3", "root-4"}, asked); diff != "" {
		t.Error(diff)
	}
}

func TestKeysOfDifferentPassphrasesAreAskedForByName(t *testing.T) {
	r := full(t)
	phrases := map[string]string{"root-1": "den första frasen", "root-3": "den tredje frasen"}
	for name, phrase := range phrases {
		h := repository.NewHolder(repository.HolderConfig{Keys: []string{r.Keys}, WorkFactor: WorkFactor, Passphrase: func(_ string, fresh bool) (string, error) {
			if fresh {
				return phrase, nil
			}
			return Passphrase, nil
		}})
		if err := h.ChangePassphrase([]string{name}); err != nil {
			t.Fatal(err)
		}
	}
	asked := map[string]int{}
	open := func(given map[string][]string) *repository.Repository {
		c, err := repository.New(repository.Config{
			Storage: repository.Folder(r.Dir), Keys: []string{r.Keys}, WorkFactor: WorkFactor, Now: r.Clock.Now,
			Passphrase: func(name string, fresh bool) (string, error) {
				asked[name]++
				if fresh {
					return Passphrase, nil
				}
				if n := asked[name] - 1; n < len(given[name]) {
					return given[name][n], nil
				}
				return "", nil
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	// The right one comes second, and the second key has nobody here: the third will do.
	c := open(map[string][]string{"root-1": {Passphrase, phrases["root-1"]}, "root-3": {phrases["root-3"]}})
	if _, err := c.AddKey(ctx, "root"); err != nil {
		t.Fatal(err)
	}
	if asked["root-1"] != 2 || asked["root-2"] != 1 || asked["root-3"] != 1 {
		t.Errorf("asked %v", asked)
	}
	before := tree(t, r.Dir)
	clear(asked)
	_, err := open(map[string][]string{"root-1": {"fel", "fel"}, "root-2": {Passphrase}}).AddKey(ctx, "root")
	wantKind(t, err, fault.Secret)
	if asked["root-1"] != 2 {
		t.Errorf("the same wrong answer was tried %d times", asked["root-1"])
	}
	if diff := cmp.Diff(before, tree(t, r.Dir)); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsAboutToEndIsWarnedOfThirtyDaysBefore(t *testing.T) {
	r := simple(t)
	look := func() *repository.Inspection {
		x, err := repository.Look(ctx, repository.Folder(r.Dir))
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	told := func(keys ...string) string {
		var out []string
		for _, w := range repository.Warnings(look(), keys, r.Clock.T) {
			out = append(out, fmt.Sprintf("%s %s %d/%d %s", w.Worry, w.Role, w.AtHand, w.Threshold, strings.Join(w.Keys, ",")))
		}
		return strings.Join(out, "; ")
	}
	for _, c := range []struct {
		after time.Duration
		want  string
	}{
		{10 * 24 * time.Hour, ""},
		{time.Second, "expiring timestamp 1/1 timestamp"},
		{30 * 24 * time.Hour, "expired timestamp 1/1 timestamp"},
		{296 * 24 * time.Hour, "expiring targets 1/1 targets-1; expiring snapshot 1/1 snapshot; expired timestamp 1/1 timestamp"},
	} {
		r.Clock.Add(c.after)
		if got := told(r.Keys); got != c.want {
			t.Errorf("%v: %q, want %q", r.Clock.T, got, c.want)
		}
	}
	if _, err := r.Refresh(ctx); err != nil {
		t.Fatal(err)
	}
	lose(t, r.Keys, "root-1", "targets-1", "snapshot", "committee-asn")
	if got, want := told(r.Keys), "keys_missing snapshot 0/1 snapshot; keys_missing asn 0/1 committee-asn"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := told(); got != "" {
		t.Errorf("no folder of keys was named: %q", got)
	}
	if err := r.Retire(ctx, "asn"); err == nil {
		if got := told(r.Keys); strings.Contains(got, "asn") {
			t.Errorf("a closed committee's key is missed: %q", got)
		}
	}
}

func TestAKeyFileThatIsDamagedIsNotInTheWayOfThoseThatWillDo(t *testing.T) {
	for name, spoil := range map[string]func(r *Repo, path string) error{
		"cut short": func(_ *Repo, path string) error { return os.Truncate(path, 40) },
		"empty":     func(_ *Repo, path string) error { return os.Truncate(path, 0) },
		"another repository's": func(r *Repo, path string) error {
			data, err := os.ReadFile(filepath.Join(full(t).Keys, "root-1.key"))
			if err != nil {
				return err
			}
			return os.WriteFile(path, data, 0o600)
		},
		"renamed": func(r *Repo, path string) error {
			data, err := os.ReadFile(filepath.Join(r.Keys, "targets-1.key"))
			if err != nil {
				return err
			}
			return os.WriteFile(path, data, 0o600)
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := full(t)
			x := subscribe(t, r)
			if err := spoil(r, filepath.Join(r.Keys, "root-1.key")); err != nil {
				t.Fatal(err)
			}
			r = Open(t, r.Dir, r.Keys, r.Clock)
			if _, err := r.AddKey(ctx, "root"); err != nil {
				t.Fatal(err)
			}
			wantKeys(t, r.Repository, "root", "root-1", "root-2", "root-3", "root-4")
			x.follows(t)
		})
	}
}

func TestAKeyOfTheSameNameThatWasNeverLetInLocksNobodyOut(t *testing.T) {
	r := simple(t)
	x := subscribe(t, r)
	// Two computers add a key at the same moment. The one that comes second has made a key of the same name.
	second := Open(t, r.Dir, copyTree(t, r.Keys), r.Clock)
	if _, err := r.AddKey(ctx, "timestamp"); err != nil {
		t.Fatal(err)
	}
	if _, err := holder(second.Keys).Make(inspect(t, r.Dir).ID, "timestamp-2"); err != nil {
		t.Fatal(err)
	}
	if _, err := second.AddKey(ctx, "timestamp"); err != nil {
		t.Fatal(err)
	}
	if _, err := r.RevokeKey(ctx, "timestamp"); err != nil {
		t.Fatal(err)
	}
	wantKeys(t, r.Repository, "timestamp", "timestamp-2", "timestamp-3")
	second = Open(t, r.Dir, second.Keys, r.Clock)
	if _, err := second.Refresh(ctx); err != nil {
		t.Fatalf("the key that was let in is not used: %v", err)
	}
	x.follows(t)
}

func TestWhoeverCallsAQuestionOffIsNotAskedTheNext(t *testing.T) {
	for name, do := range map[string]func(*repository.Repository) error{
		"a change of keys": func(c *repository.Repository) error { _, err := c.AddKey(ctx, "root"); return err },
		"a request": func(c *repository.Repository) error {
			_, _, err := c.RequestKeys(ctx, repository.Ask{Do: repository.Revoke, Old: "root-3"})
			return err
		},
		"a renewal": func(c *repository.Repository) error { _, err := c.Refresh(ctx); return err },
	} {
		t.Run(name, func(t *testing.T) {
			r := full(t)
			before, keys := tree(t, r.Dir), tree(t, r.Keys)
			r.Clock.Add(3 * 365 * 24 * time.Hour)
			asked := 0
			c, err := repository.New(repository.Config{
				Storage: repository.Folder(r.Dir), Keys: []string{r.Keys}, WorkFactor: WorkFactor, Now: r.Clock.Now,
				Passphrase: func(string, bool) (string, error) { asked++; return "", context.Canceled },
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := do(c); !errors.Is(err, context.Canceled) || fault.KindOf(err) != "" {
				t.Errorf("%v", err)
			}
			if asked != 1 {
				t.Errorf("asked %d times", asked)
			}
			if diff := cmp.Diff(before, tree(t, r.Dir)) + cmp.Diff(keys, tree(t, r.Keys)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAPublishThatFailsRemovesNoKeysButItsOwn(t *testing.T) {
	r := New(t, NewClock())
	march := Package{Name: "mars", Order: 3}.Write(t)
	asked := 0
	c, err := repository.New(repository.Config{
		Storage: repository.Folder(r.Dir), Keys: []string{r.Keys}, WorkFactor: WorkFactor, Now: r.Clock.Now,
		Passphrase: func(name string, fresh bool) (string, error) {
			if asked++; asked == 1 { // somebody lays keys in the folder while the first question stands
				if _, err := holder(r.Keys).Make(inspect(t, r.Dir).ID, "root-2"); err != nil {
					t.Error(err)
				}
			}
			if name == "snapshot" {
				return "", nil
			}
			return Passphrase, nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Publish(ctx, []string{march})
	wantKind(t, err, fault.Secret)
	for name, want := range map[string]bool{"root-2.key": true, "root-2.pub": true, "committee-asn.key": false, "committee-asn.pub": false} {
		if _, err := os.Stat(filepath.Join(r.Keys, name)); (err == nil) != want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTheKeyOfAPublishWhoseAnswerWasLostIsKept(t *testing.T) {
	r := New(t, NewClock())
	x := subscribe(t, r)
	c, err := repository.New(repository.Config{
		Storage: lost{repository.Folder(r.Dir)}, Keys: []string{r.Keys}, WorkFactor: WorkFactor, Now: r.Clock.Now,
		Passphrase: func(string, bool) (string, error) { return Passphrase, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Publish(ctx, []string{Package{Name: "mars", Order: 3}.Write(t)})
	wantKind(t, err, fault.Offline)
	x.follows(t, "asn/mars")
	r.Add(t, Package{Name: "april", Order: 4})
	x.follows(t, "asn/april")
}

// lost is a storage that replaces the timestamp, and whose answer does not arrive.
type lost struct{ repository.Storage }

func (l lost) Replace(ctx context.Context, path string, data []byte, tag string) error {
	if err := l.Storage.Replace(ctx, path, data, tag); err != nil {
		return err
	}
	return fault.New("lost", fault.Offline, path, nil)
}

// late is a storage in which something happens just before the timestamp is replaced.
type late struct {
	crowd
	before func()
}

func (l late) Replace(ctx context.Context, path string, data []byte, tag string) error {
	l.before()
	return l.crowd.Replace(ctx, path, data, tag)
}

func TestAPublisherWhoIsLateWithARevokedKeyStrandsNobody(t *testing.T) {
	r := simple(t)
	x := subscribe(t, r)
	open := func(storage repository.Storage) *repository.Repository {
		out, err := repository.New(repository.Config{
			Storage: storage, Keys: []string{r.Keys}, WorkFactor: WorkFactor, Now: r.Clock.Now,
			Passphrase: func(string, bool) (string, error) { return Passphrase, nil },
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	plain := crowd{repository.Folder(r.Dir)}
	changing := open(plain)
	april := Package{Name: "april", Order: 4}.Write(t)
	published, rotated := make(chan error, 1), make(chan struct{})
	looked := make(chan struct{})
	changing.BeforeEachFile(func(path string) error {
		if path != layout.MetadataPath(metadata.ROOT, 3) { // the root without the old key
			return nil
		}
		// Another begins under the root before, and comes as far as to its timestamp.
		go func() {
			_, err := open(late{plain, func() {
				select {
				case <-rotated:
				default:
					close(looked)
					<-rotated
				}
			}}).Publish(ctx, []string{april})
			published <- err
		}()
		<-looked
		return nil
	})
	if _, err := changing.RotateKey(ctx, "timestamp"); err != nil {
		t.Fatal(err)
	}
	close(rotated)
	if err := <-published; err != nil {
		t.Fatal(err)
	}
	wantKeys(t, r.Repository, "timestamp", "timestamp-2")
	x.follows(t, "asn/april")
}
