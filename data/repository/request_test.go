package repository_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rodatraden/data/fault"
	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
	. "rodatraden/data/repository/repositorytest"
)

// safes is a repository whose root and targets keys lie in safes of their own.
type safes struct {
	*Repo                                   // whose key folder has what the publishing computer has
	root1, root2, root3, targets1, targets2 string
}

func apart(t testing.TB) safes {
	t.Helper()
	r := full(t)
	dir := t.TempDir()
	to := func(name string) string { return move(t, r.Keys, filepath.Join(dir, name), name) }
	return safes{Open(t, r.Dir, r.Keys, r.Clock), to("root-1"), to("root-2"), to("root-3"), to("targets-1"), to("targets-2")}
}

func (s safes) request(t testing.TB, a repository.Ask) *repository.Request {
	t.Helper()
	q, _, err := s.RequestKeys(ctx, a)
	if err != nil {
		t.Fatal(err)
	}
	return sent(t, q)
}

// sent is a request as it comes out of its file.
func sent(t testing.TB, q *repository.Request) *repository.Request {
	t.Helper()
	data, err := q.Encode()
	if err != nil {
		t.Fatal(err)
	}
	out, err := repository.ParseRequest("request.json", data)
	if err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	return out
}

func holder(keys ...string) *repository.Holder {
	return repository.NewHolder(repository.HolderConfig{
		Keys: keys, WorkFactor: WorkFactor, Passphrase: func(string, bool) (string, error) { return Passphrase, nil },
	})
}

func (s safes) sign(t testing.TB, q *repository.Request, keys string, want ...string) *repository.Request {
	t.Helper()
	names, err := holder(keys).Sign(q, s.Clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
	return sent(t, q)
}

func (s safes) apply(t testing.TB, q *repository.Request) {
	t.Helper()
	if _, err := s.Apply(ctx, q); err != nil {
		t.Fatal(err)
	}
}

func TestKeysInSafesSignByFileAndAReaderFollows(t *testing.T) {
	for name, c := range map[string]struct {
		ask   repository.Ask
		signs []string
		role  string
		want  []string
	}{
		"add a timestamp key":       {repository.Ask{Do: repository.Add, Role: "timestamp"}, []string{"root-1", "root-3"}, "timestamp", []string{"timestamp", "timestamp-2"}},
		"rotate a lost root key":    {repository.Ask{Do: repository.Rotate, Old: "root-2"}, []string{"root-1", "root-3"}, "root", []string{"root-1", "root-3", "root-4"}},
		"rotate a timestamp key":    {repository.Ask{Do: repository.Rotate, Old: "timestamp"}, []string{"root-2", "root-3"}, "timestamp", []string{"timestamp-2"}},
		"rotate a snapshot key":     {repository.Ask{Do: repository.Rotate, Old: "snapshot"}, []string{"root-2", "root-1"}, "snapshot", []string{"snapshot-2"}},
		"rotate a lost targets key": {repository.Ask{Do: repository.Rotate, Old: "targets-2"}, []string{"root-2", "root-1", "targets-1"}, "targets", []string{"targets-1", "targets-3"}},
		"rotate a committee's key":  {repository.Ask{Do: repository.Rotate, Old: "committee-asn"}, []string{"targets-2", "targets-1"}, "asn", []string{"committee-asn-2"}},
		"revoke a root key":         {repository.Ask{Do: repository.Revoke, Old: "root-1"}, []string{"root-2", "root-3"}, "root", []string{"root-2", "root-3"}},
		"renew":                     {repository.Ask{Do: repository.Renew, Roles: []string{"root", "targets"}}, []string{"root-2", "root-3", "targets-1", "targets-2"}, "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := apart(t)
			x := subscribe(t, s.Repo)
			folders := map[string]string{"root-1": s.root1, "root-2": s.root2, "root-3": s.root3, "targets-1": s.targets1, "targets-2": s.targets2}
			s.Clock.Add(time.Hour)
			_, err := s.ChangeKeys(ctx, c.ask)
			wantKind(t, err, fault.Secret)
			before := tree(t, s.Dir)
			q := s.request(t, c.ask)
			for _, key := range c.signs {
				_, err := s.Apply(ctx, q)
				wantKind(t, err, fault.Secret)
				var m *repository.MissingKeys
				if !errors.As(err, &m) {
					t.Errorf("%v", err)
				}
				q = s.sign(t, q, folders[key], key)
			}
			if !q.Signed() {
				t.Errorf("%+v", q.Signings())
			}
			if diff := cmp.Diff(before, tree(t, s.Dir)); diff != "" {
				t.Error("something was published before it was applied:", diff)
			}
			s.apply(t, q)
			if c.role != "" {
				wantKeys(t, s.Repository, c.role, c.want...)
			}
			x.follows(t)
			s.apply(t, q) // once more does nothing
			s.Add(t, Package{Name: "april", Order: 4})
			x.follows(t, "asn/april")
			if name == "renew" {
				for _, role := range inspect(t, s.Dir).Roles[:2] {
					if want := Start.Add(time.Hour); role.Expires.Before(want.AddDate(0, 0, 365)) {
						t.Errorf("%s expires %v", role.Name, role.Expires)
					}
				}
			}
		})
	}
}

func TestAKeyMadeOnAnotherComputerComesInByItsPublicHalf(t *testing.T) {
	s := apart(t)
	x := subscribe(t, s.Repo)
	id := inspect(t, s.Dir).ID
	elsewhere := filepath.Join(t.TempDir(), "elsewhere")
	k, err := holder(elsewhere).Make(id, "root-4")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(elsewhere, "root-4.pub"))
	if err != nil {
		t.Fatal(err)
	}
	read, err := repository.ParsePublicKey("root-4.pub", data)
	if err != nil || read != k {
		t.Fatalf("%+v %v", read, err)
	}
	q := s.request(t, repository.Ask{Do: repository.Rotate, Old: "root-1", New: []repository.PublicKey{k}})
	q = s.sign(t, q, s.root2, "root-2")
	q = s.sign(t, q, elsewhere, "root-4") // it counts in the root that it comes with, and not yet in the one before
	if q.Signed() {
		t.Errorf("%+v", q.Signings())
	}
	q = s.sign(t, q, s.root3, "root-3")
	s.apply(t, q)
	wantKeys(t, s.Repository, "root", "root-2", "root-3", "root-4")
	x.follows(t)
	if there := tree(t, s.Keys); there["root-4.key"] != "" {
		t.Error("the private half has come too")
	}
	for name, bad := range map[string]repository.PublicKey{
		"the same again": k,
		"another repository's": func() repository.PublicKey {
			k, err := holder(t.TempDir()).Make("6ba7b810-9dad-41d1-80b4-00c04fd430c8", "root-5")
			if err != nil {
				t.Fatal(err)
			}
			return k
		}(),
		"a name that is taken": func() repository.PublicKey { k := k; k.Name = "root-1"; return k }(),
		"another role's":       func() repository.PublicKey { k := k; k.Name = "targets-3"; return k }(),
	} {
		if _, _, err := s.RequestKeys(ctx, repository.Ask{Do: repository.Add, Role: "root", New: []repository.PublicKey{bad}}); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	_, err = holder(elsewhere).Make(id, "root-4")
	wantKind(t, err, fault.Exists)
}

func TestANewCommitteeIsLetInByFileAndThenPublishes(t *testing.T) {
	s := apart(t)
	x := subscribe(t, s.Repo)
	b := Package{Name: "b", Order: 1, Committee: "bun"}
	keys := tree(t, s.Keys)
	_, err := s.Publish(ctx, []string{b.Write(t)})
	wantKind(t, err, fault.Secret)
	var m *repository.MissingKeys
	if !errors.As(err, &m) || m.Role != "targets" {
		t.Errorf("%v", err)
	}
	if diff := cmp.Diff(keys, tree(t, s.Keys)); diff != "" {
		t.Error("a key was made:", diff)
	}
	about, err := s.AboutWith(ctx, layout.Municipality{}, "", layout.Committee{ID: "bun", Name: "Nämnden bun"})
	if err != nil {
		t.Fatal(err)
	}
	q := s.request(t, repository.Ask{Do: repository.Add, Role: "bun", About: &about})
	if !slices.ContainsFunc(q.Changes, func(c repository.Change) bool {
		return c == repository.Change{Role: "bun", What: repository.NewCommittee, New: "Nämnden bun"}
	}) {
		t.Errorf("%+v", q.Changes)
	}
	q = s.sign(t, q, s.targets1, "targets-1")
	q = s.sign(t, q, s.targets2, "targets-2")
	s.apply(t, q)
	x.follows(t)
	if c := inspect(t, s.Dir).Committees[1]; c.ID != "bun" || c.Name != "Nämnden bun" || c.Retired {
		t.Errorf("%+v", c)
	}
	if out := s.Add(t, b); !slices.Equal(out.Committees, []string{"bun"}) {
		t.Errorf("%+v", out)
	}
	x.follows(t, "bun/b")
	if out := s.Add(t, Package{Name: "b2", Order: 2, Committee: "bun"}); len(out.Committees) != 0 {
		t.Errorf("%+v", out)
	}
	if err := s.Retire(ctx, "bun"); err != nil {
		t.Fatal(err)
	}
	if !inspect(t, s.Dir).Committees[1].Retired {
		t.Error("it could not be closed")
	}
}

func TestAnApplyCutShortAtAnyFileIsAcceptedByReadersAndCompletedByTheNext(t *testing.T) {
	for name, c := range map[string]struct {
		ask  repository.Ask
		role string
		want []string
	}{
		"timestamp": {repository.Ask{Do: repository.Rotate, Old: "timestamp"}, "timestamp", []string{"timestamp-2"}},
		"targets":   {repository.Ask{Do: repository.Rotate, Old: "targets-1"}, "targets", []string{"targets-2", "targets-3"}},
		"committee": {repository.Ask{Do: repository.Rotate, Old: "committee-asn"}, "asn", []string{"committee-asn-2"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := apart(t)
			x := subscribe(t, s.Repo)
			q := s.request(t, c.ask)
			if _, err := holder(s.root1, s.root2, s.targets1, s.targets2, s.Keys).Sign(q, s.Clock.Now()); err != nil {
				t.Fatal(err)
			}
			data, err := q.Encode()
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(t.TempDir(), "request.json")
			if err := os.WriteFile(file, data, 0o644); err != nil {
				t.Fatal(err)
			}
			for after := 0; ; after++ {
				d := doomed{Dir: s.Copy(t), Keys: copyTree(t, s.Keys), Do: "apply", Request: file, After: after}
				killed := kill(t, d)
				x.accepts(t, d.Dir, func() {
					again := Open(t, d.Dir, d.Keys, s.Clock)
					if _, err := again.Apply(ctx, sent(t, q)); err != nil {
						t.Fatalf("killed after %d files: %v", after, err)
					}
					wantKeys(t, again.Repository, c.role, c.want...)
					again.Add(t, Package{Name: "april", Order: 4})
				}, "asn/april")
				if !killed {
					break
				}
			}
		})
	}
}

func TestARequestOfAnotherTimeIsRefused(t *testing.T) {
	s := apart(t)
	q := s.request(t, repository.Ask{Do: repository.Rotate, Old: "root-2"})
	other := s.request(t, repository.Ask{Do: repository.Add, Role: "timestamp"})
	for _, keys := range []string{s.root1, s.root3} {
		for _, q := range []*repository.Request{q, other} {
			if _, err := holder(keys).Sign(q, s.Clock.Now()); err != nil {
				t.Fatal(err)
			}
		}
	}
	early := s.Clock.T.Add(-48 * time.Hour)
	_, err := holder(s.root2).Sign(q, early)
	wantKind(t, err, fault.ClockWrong)
	_, err = holder(s.root2).Sign(q, q.Expires)
	wantKind(t, err, fault.Stale)
	before := tree(t, s.Dir)
	s.Clock.Add(60 * 24 * time.Hour)
	_, err = s.Apply(ctx, q)
	wantKind(t, err, fault.Stale)
	if diff := cmp.Diff(before, tree(t, s.Dir)); diff != "" {
		t.Error(diff)
	}
	s.Clock.Add(-59 * 24 * time.Hour)
	s.apply(t, other)
	_, err = s.Apply(ctx, q) // which began with the root before
	wantKind(t, err, fault.Stale)
	// Of committees: what has been published between says other things of them.
	s = apart(t)
	q = s.request(t, repository.Ask{Do: repository.Rotate, Old: "committee-asn"})
	if _, err := holder(s.targets1, s.targets2).Sign(q, s.Clock.Now()); err != nil {
		t.Fatal(err)
	}
	s.Clock.Add(time.Hour)
	if _, err := with(t, s.Repo, s.Keys, s.targets1, s.targets2).AddKey(ctx, "asn"); err != nil {
		t.Fatal(err)
	}
	_, err = s.Apply(ctx, q)
	wantKind(t, err, fault.Stale)
}

func TestARequestOfAnotherRepositoryIsNeitherSignedNorApplied(t *testing.T) {
	s, o := apart(t), apart(t)
	q := s.request(t, repository.Ask{Do: repository.Rotate, Old: "root-2"})
	_, err := holder(o.root1).Sign(q, s.Clock.Now())
	wantKind(t, err, fault.Secret)
	_, err = holder(t.TempDir()).Sign(q, s.Clock.Now())
	wantKind(t, err, fault.Secret)
	_, err = o.Apply(ctx, q)
	wantKind(t, err, fault.NotAuthorised)
	root := func(s safes) layout.Root {
		sub, err := s.Subscription(ctx, "https://example.org/", nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		return sub.Root
	}
	first := root(s)
	if err := q.Under(first); err != nil {
		t.Error(err)
	}
	wantKind(t, q.Under(root(o)), fault.NotAuthorised)
	q = s.sign(t, q, s.root1, "root-1")
	s.apply(t, s.sign(t, q, s.root3, "root-3"))
	wantKind(t, q.Under(root(s)), fault.Stale)
	if err := s.request(t, repository.Ask{Do: repository.Rotate, Old: "root-1"}).Under(first); err != nil {
		t.Errorf("a root that the trusted one has signed: %v", err)
	}
}

// rewrite is a request as somebody has changed it on the way.
func TestARequestThatBeginsWithAnEarlierStateIsSeenBeforeItIsSigned(t *testing.T) {
	s := apart(t)
	// It would bring back a key of the committee that is revoked after it was made.
	old := s.request(t, repository.Ask{Do: repository.Renew, Roles: []string{"targets"}})
	if err := s.Begins(ctx, old); err != nil {
		t.Fatal(err)
	}
	q := s.request(t, repository.Ask{Do: repository.Rotate, Old: "committee-asn"})
	for name, keys := range map[string]string{"targets-1": s.targets1, "targets-2": s.targets2} {
		q = s.sign(t, q, keys, name)
	}
	s.apply(t, q)
	wantKeys(t, s.Repository, "asn", "committee-asn-2")
	if root, err := s.Root(ctx); err != nil || old.Under(root) != nil {
		t.Fatalf("the root alone tells: %v", err)
	}
	wantKind(t, s.Begins(ctx, old), fault.Stale)
}

func rewritten(t *testing.T, q *repository.Request, change func(map[string]any)) error {
	t.Helper()
	data, err := q.Encode()
	if err != nil {
		t.Fatal(err)
	}
	var v map[string]any
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	change(v)
	if data, err = json.Marshal(v); err != nil {
		t.Fatal(err)
	}
	_, err = repository.ParseRequest("request.json", data)
	return err
}

func TestARequestThatHasBeenChangedIsRefused(t *testing.T) {
	s := apart(t)
	q := s.request(t, repository.Ask{Do: repository.Rotate, Old: "targets-2"})
	for _, keys := range []string{s.root1, s.targets1} {
		if _, err := holder(keys).Sign(q, s.Clock.Now()); err != nil {
			t.Fatal(err)
		}
	}
	sign := func(v map[string]any, i int) map[string]any { return v["sign"].([]any)[i].(map[string]any) }
	for name, change := range map[string]func(map[string]any){
		"a field more":                 func(v map[string]any) { v["note"] = "x" },
		"a field more in the new root": func(v map[string]any) { sign(v, 0)["signed"].(map[string]any)["note"] = "x" },
		"a field more beside the root": func(v map[string]any) { sign(v, 0)["note"] = "x" },
		"a field more in the asking":   func(v map[string]any) { v["ask"].(map[string]any)["note"] = "x" },
		"other words":                  func(v map[string]any) { v["changes"].([]any)[0].(map[string]any)["old"] = "root-1 0123456789abcdef" },
		"a word less":                  func(v map[string]any) { v["changes"] = v["changes"].([]any)[1:] },
		"another key that leaves":      func(v map[string]any) { v["ask"].(map[string]any)["old"] = "targets-1" },
		"another threshold": func(v map[string]any) {
			sign(v, 1)["signed"].(map[string]any)["roles"].(map[string]any)["root"].(map[string]any)["threshold"] = 1
		},
		"another version": func(v map[string]any) { sign(v, 0)["signed"].(map[string]any)["version"] = 7 },
		"a version that nothing can follow": func(v map[string]any) {
			m := sign(v, 2)
			m["signatures"] = []any{}
			m["signed"].(map[string]any)["version"] = json.Number("9223372036854775807")
		},
		"a later end of the root":    func(v map[string]any) { sign(v, 0)["signed"].(map[string]any)["expires"] = "2049-01-01T00:00:00Z" },
		"a later end of the request": func(v map[string]any) { v["expires"] = "2049-01-01T00:00:00Z" },
		"a root less":                func(v map[string]any) { v["sign"] = v["sign"].([]any)[1:] },
		"no new targets":             func(v map[string]any) { v["sign"] = v["sign"].([]any)[:2] },
		"no published targets":       func(v map[string]any) { delete(v, "targets") },
		"another signature": func(v map[string]any) {
			sign(v, 0)["signatures"].([]any)[0].(map[string]any)["sig"] = strings.Repeat("00", 64)
		},
		"a signature by nobody": func(v map[string]any) {
			sign(v, 0)["signatures"].([]any)[0].(map[string]any)["keyid"] = strings.Repeat("00", 32)
		},
		"a signature twice": func(v map[string]any) {
			m := sign(v, 0)
			l := m["signatures"].([]any)
			m["signatures"] = append(l, l[0])
		},
		"the signatures of the next": func(v map[string]any) { sign(v, 0)["signatures"] = sign(v, 1)["signatures"] },
		"another repository":         func(v map[string]any) { v["repository"] = "6ba7b810-9dad-41d1-80b4-00c04fd430c8" },
		"another format":             func(v map[string]any) { v["format"] = 2 },
		"no root":                    func(v map[string]any) { v["root"] = map[string]any{} },
		"a root of nothing": func(v map[string]any) {
			v["root"] = map[string]any{"signed": map[string]any{"roles": map[string]any{"root": nil}}}
		},
	} {
		if err := rewritten(t, q, change); err == nil {
			t.Errorf("%s: it was taken", name)
		} else if k := fault.KindOf(err); k == "" {
			t.Errorf("%s: %v has no kind", name, err)
		}
	}
	if err := rewritten(t, q, func(map[string]any) {}); err != nil {
		t.Errorf("only the order of the fields is another: %v", err)
	}
	data, err := q.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := repository.ParseRequest("request.json", bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))); err != nil {
		t.Errorf("mail has changed the ends of lines: %v", err)
	}
}

func FuzzARequestIsReadWithoutHarm(f *testing.F) {
	s := apart(f)
	for _, a := range []repository.Ask{
		{Do: repository.Rotate, Old: "targets-2"}, {Do: repository.Rotate, Old: "committee-asn"}, {Do: repository.Renew, Roles: []string{"root", "targets"}},
	} {
		q := s.request(f, a)
		if _, err := holder(s.root1, s.targets1).Sign(q, s.Clock.Now()); err != nil {
			f.Fatal(err)
		}
		data, err := q.Encode()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(`{"format":1,"root":{"signed":{"roles":{"root":null}}},"sign":[]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		q, err := repository.ParseRequest("request.json", data)
		if err != nil {
			if fault.KindOf(err) == "" {
				t.Errorf("%v has no kind", err)
			}
			return
		}
		own, err := q.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := repository.ParseRequest("request.json", own); err != nil {
			t.Errorf("what was read is not taken again: %v", err)
		}
		q.Signings()
	})
}

func FuzzAPublicKeyIsReadWithoutHarm(f *testing.F) {
	k, err := holder(f.TempDir()).Make("6ba7b810-9dad-41d1-80b4-00c04fd430c8", "committee-asn-2")
	if err != nil {
		f.Fatal(err)
	}
	data, err := k.Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		k, err := repository.ParsePublicKey("x.pub", data)
		if err != nil {
			if fault.KindOf(err) == "" {
				t.Errorf("%v has no kind", err)
			}
			return
		}
		own, err := k.Encode()
		if err != nil || len(k.ID()) != 64 {
			t.Fatalf("%q %v", k.ID(), err)
		}
		if again, err := repository.ParsePublicKey("x.pub", own); err != nil || again != k {
			t.Errorf("%+v %v", again, err)
		}
	})
}
