// Package repositorytest makes follow-up packages and signed repositories for tests, good ones by way
// of package repository and hostile ones by signing whatever a test wants with the real keys.
package repositorytest

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"filippo.io/age"
	"filippo.io/age/armor"
	"github.com/sigstore/sigstore/pkg/signature"
	"github.com/theupdateframework/go-tuf/v2/metadata"

	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
)

// Passphrase opens every key of a test's repository.
const Passphrase = "en lång lösenfras för prov"

// WorkFactor makes keys that open at once.
const WorkFactor = 2

// Start is when a test's clock begins.
var Start = time.Date(2019, 5, 14, 9, 30, 0, 0, time.FixedZone("CEST", 2*60*60))

// Clock is a clock that tests move.
type Clock struct{ T time.Time }

// NewClock returns a clock that shows Start.
func NewClock() *Clock { return &Clock{Start} }

// Now is the time that the clock shows.
func (c *Clock) Now() time.Time { return c.T }

// Add moves the clock.
func (c *Clock) Add(d time.Duration) { c.T = c.T.Add(d) }

// Package is a follow-up package that a test wants. Zero fields are filled in.
type Package struct {
	Name       string
	Order      int64
	Committee  string // "asn"
	Code       string // "1488"
	Audience   layout.Audience
	Supersedes string            // the name of the replaced package
	Files      map[string]string // path → content
	Manner     []byte            // a manifest whose other properties it takes; nil is none but the needed ones
}

// ID is the package's id, which follows from its committee and name.
func (p Package) ID() string { return ID(p.filled().Committee, p.Name) }

// ID is the id that a test's package of that committee and name has.
func ID(committee, name string) string {
	sum := layout.Sum([]byte(committee + "/" + name))
	return fmt.Sprintf("%s-%s-4%s-8%s-%s", sum[:8], sum[8:12], sum[13:16], sum[17:20], sum[20:32])
}

func (p Package) filled() Package {
	if p.Committee == "" {
		p.Committee = "asn"
	}
	if p.Code == "" {
		p.Code = "1488"
	}
	if p.Audience == "" {
		p.Audience = layout.Public
	}
	if p.Files == nil {
		p.Files = map[string]string{
			"data/amounts.csv":     "id,line,value\na-1,total,-18\n" + p.Name + "\n",
			"documents/rapport.md": "# " + p.Name + "\n",
			"data/units.csv":       "id,name\nasn,Arbetsmarknads- och socialnämnden\n",
		}
	}
	return p
}

// Manifest is the package's datapackage.json.
func (p Package) Manifest() []byte {
	p = p.filled()
	of := map[string]map[string]any{} // what Manner says of each file, by path
	m := p.manner(of)
	resources := []any{}
	for _, path := range slices.Sorted(maps.Keys(p.Files)) {
		r := map[string]any{"name": "r" + layout.Sum([]byte(path))[:8]}
		maps.Copy(r, of[path])
		r["path"], r["hash"], r["bytes"] = path, "sha256:"+layout.Sum([]byte(p.Files[path])), len(p.Files[path])
		resources = append(resources, r)
	}
	var supersedes any
	if p.Supersedes != "" {
		supersedes = ID(p.Committee, p.Supersedes)
	}
	m["name"], m["id"], m["title"], m["resources"] = p.Name, p.ID(), "Uppföljning "+p.Name, resources
	maps.Copy(m["followup"].(map[string]any), map[string]any{
		"municipality": map[string]any{"code": p.Code, "name": "Trollhättan"},
		"committee":    map[string]any{"id": p.Committee, "name": "Nämnden " + p.Committee},
		"order":        p.Order, "supersedes": supersedes, "audience": p.Audience,
	})
	data, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		panic(err)
	}
	return data
}

// manner returns the properties that Manner gives the package, and in of those of its files.
func (p Package) manner(of map[string]map[string]any) map[string]any {
	m := map[string]any{
		"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "version": "1.0.0",
		"followup": map[string]any{"format": 1, "kind": "monthly", "extent": "full", "as_at": "2019-04-30"},
	}
	if p.Manner == nil {
		return m
	}
	if err := json.Unmarshal(p.Manner, &m); err != nil {
		panic(err)
	}
	for _, r := range m["resources"].([]any) {
		r := r.(map[string]any)
		of[r["path"].(string)] = r
	}
	return m
}

// Write writes the package as a folder and returns its path.
func (p Package) Write(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	p.WriteTo(t, dir)
	return dir
}

// WriteTo writes the package to a folder that has nothing in it.
func (p Package) WriteTo(t testing.TB, dir string) {
	t.Helper()
	p = p.filled()
	for path, content := range p.Files {
		write(t, filepath.Join(dir, filepath.FromSlash(path)), []byte(content))
	}
	write(t, filepath.Join(dir, layout.ManifestFile), p.Manifest())
}

func write(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// Repo is a repository of a test.
type Repo struct {
	*repository.Repository
	Dir, Keys string
	Clock     *Clock
	Storage   *Counted // what the repository asks of the place where it lies
}

// Open returns a Repo for folders that may hold a repository already.
func Open(t testing.TB, dir, keys string, clock *Clock) *Repo {
	t.Helper()
	r := On(t, repository.Folder(dir), keys, clock)
	r.Dir = dir
	return r
}

// On is Open for any storage. What needs a published folder is not for it.
func On(t testing.TB, storage repository.Storage, keys string, clock *Clock) *Repo {
	t.Helper()
	counted := &Counted{Storage: storage}
	r, err := repository.New(repository.Config{
		Storage: counted, Keys: []string{keys}, WorkFactor: WorkFactor, Now: clock.Now,
		Passphrase: func(string, bool) (string, error) { return Passphrase, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	return &Repo{Repository: r, Keys: keys, Clock: clock, Storage: counted}
}

// New makes an empty repository with one key for each role.
func New(t testing.TB, clock *Clock) *Repo {
	t.Helper()
	r := Open(t, filepath.Join(t.TempDir(), "repository"), filepath.Join(t.TempDir(), "keys"), clock)
	if err := r.Init(context.Background(), repository.InitOptions{}); err != nil {
		t.Fatal(err)
	}
	return r
}

// Add publishes packages.
func (r *Repo) Add(t testing.TB, packages ...Package) repository.Published {
	t.Helper()
	var dirs []string
	for _, p := range packages {
		dirs = append(dirs, p.Write(t))
	}
	out, err := r.Publish(context.Background(), dirs)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// SubscriptionFile returns a subscription file to the repository at that address.
func (r *Repo) SubscriptionFile(t testing.TB, address string, committees ...string) []byte {
	t.Helper()
	s, err := r.Subscription(context.Background(), address, nil, committees)
	if err != nil {
		t.Fatal(err)
	}
	data, err := s.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Copy copies the published folder, as a backup of a host would.
func (r *Repo) Copy(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(dir, os.DirFS(r.Dir)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// Forgery is a published state that somebody with the keys changes at will.
type Forgery struct {
	Targets   *metadata.Metadata[metadata.TargetsType]
	Snapshot  *metadata.Metadata[metadata.SnapshotType]
	Timestamp *metadata.Metadata[metadata.TimestampType]
	Committee *metadata.Metadata[metadata.TargetsType]

	t         testing.TB
	r         *Repo
	committee string
}

// Forge lets change do what it likes with one committee's metadata and with those that lead to it, and
// then signs and publishes them with the real keys.
func (r *Repo) Forge(t testing.TB, committee string, change func(*Forgery)) {
	t.Helper()
	f := &Forgery{t: t, r: r, committee: committee}
	f.Timestamp = read(t, metadata.Timestamp(), filepath.Join(r.Dir, layout.Timestamp))
	f.Snapshot = read(t, metadata.Snapshot(), r.meta("snapshot", f.Timestamp.Signed.Meta["snapshot.json"].Version))
	f.Targets = read(t, metadata.Targets(), r.meta("targets", f.Snapshot.Signed.Meta["targets.json"].Version))
	f.Committee = read(t, metadata.Targets(), r.meta(committee, f.Snapshot.Signed.Meta[committee+".json"].Version))
	change(f)
	f.Committee.Signed.Version++
	f.Snapshot.Signed.Meta[committee+".json"] = save(t, r, committee, "committee-"+committee, f.Committee, f.Committee.Signed.Version)
	f.Targets.Signed.Version++
	f.Snapshot.Signed.Meta["targets.json"] = save(t, r, "targets", "targets-1", f.Targets, f.Targets.Signed.Version)
	f.Snapshot.Signed.Version++
	f.Timestamp.Signed.Meta["snapshot.json"] = save(t, r, "snapshot", "snapshot", f.Snapshot, f.Snapshot.Signed.Version)
	f.Timestamp.Signed.Version++
	write(t, filepath.Join(r.Dir, layout.Timestamp), r.sign(t, "timestamp", f.Timestamp))
}

// Put publishes data under a name that the committee's role signs.
func (f *Forgery) Put(target string, data []byte) {
	f.t.Helper()
	file, err := metadata.TargetFile().FromBytes(target, data, "sha256")
	if err != nil {
		f.t.Fatal(err)
	}
	f.Committee.Signed.Targets[target] = file
	write(f.t, filepath.Join(f.r.Dir, filepath.FromSlash(layout.TargetPath(target, layout.Sum(data)))), data)
}

// Blob publishes a table or document.
func (f *Forgery) Blob(data []byte) {
	f.t.Helper()
	write(f.t, filepath.Join(f.r.Dir, filepath.FromSlash(layout.BlobPath(layout.Sum(data)))), data)
}

// Index returns the committee's published index.
func (f *Forgery) Index() layout.Index {
	f.t.Helper()
	target := layout.IndexTarget(f.committee)
	rel := layout.TargetPath(target, f.Committee.Signed.Targets[target].Hashes["sha256"].String())
	data, err := os.ReadFile(filepath.Join(f.r.Dir, filepath.FromSlash(rel)))
	if err != nil {
		f.t.Fatal(err)
	}
	x, err := layout.ParseIndex(rel, data)
	if err != nil {
		f.t.Fatal(err)
	}
	return x
}

// List publishes a manifest, whatever it says, and enters it at the end of the index.
func (f *Forgery) List(name string, manifest []byte) {
	f.t.Helper()
	x := f.Index()
	f.Put(layout.ManifestTarget(f.committee, name), manifest)
	x.Packages = append(x.Packages, layout.Package{
		Name: name, ID: ID(f.committee, name), Title: name, Kind: "monthly", AsAt: "2019-05-31",
		Order:    x.Packages[len(x.Packages)-1].Order + 1,
		Manifest: layout.File{SHA256: layout.Sum(manifest), Length: int64(len(manifest))},
	})
	f.PutIndex(x)
}

// PutIndex publishes an index.
func (f *Forgery) PutIndex(x layout.Index) {
	f.t.Helper()
	data, err := x.Encode()
	if err != nil {
		f.t.Fatal(err)
	}
	f.Put(layout.IndexTarget(f.committee), data)
}

func (r *Repo) meta(role string, version int64) string {
	return filepath.Join(r.Dir, filepath.FromSlash(layout.MetadataPath(role, version)))
}

func read[T metadata.Roles](t testing.TB, into *metadata.Metadata[T], path string) *metadata.Metadata[T] {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	m, err := into.FromBytes(data)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func save[T metadata.Roles](t testing.TB, r *Repo, role, key string, m *metadata.Metadata[T], version int64) *metadata.MetaFiles {
	t.Helper()
	data := signWith(t, r, key, m)
	write(t, r.meta(role, version), data)
	out := metadata.MetaFile(version)
	file, err := metadata.TargetFile().FromBytes("", data, "sha256")
	if err != nil {
		t.Fatal(err)
	}
	out.Length, out.Hashes = file.Length, file.Hashes
	return out
}

func (r *Repo) sign(t testing.TB, key string, m *metadata.Metadata[metadata.TimestampType]) []byte {
	t.Helper()
	return signWith(t, r, key, m)
}

func signWith[T metadata.Roles](t testing.TB, r *Repo, key string, m *metadata.Metadata[T]) []byte {
	t.Helper()
	signer, err := signature.LoadED25519Signer(ed25519.NewKeyFromSeed(Seed(t, r.Keys, key)))
	if err != nil {
		t.Fatal(err)
	}
	m.ClearSignatures()
	if _, err := m.Sign(signer); err != nil {
		t.Fatal(err)
	}
	data, err := m.ToBytes(false)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Seed opens a key file by its description alone.
func Seed(t testing.TB, dir, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name+".key"))
	if err != nil {
		t.Fatal(err)
	}
	identity, err := age.NewScryptIdentity(Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	r, err := age.Decrypt(armor.NewReader(bytes.NewReader(data)), identity)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	var f struct {
		Seed []byte `json:"seed"`
	}
	if err := json.Unmarshal(plain, &f); err != nil {
		t.Fatal(err)
	}
	return f.Seed
}

// RootWithKey returns root metadata in which every key has been replaced by one of the forger's, under
// the id of the key that it replaces, and which that key signs under the same id.
func RootWithKey(t testing.TB, root map[string]any, seed []byte) []byte {
	t.Helper()
	data, err := json.Marshal(root)
	if err != nil {
		t.Fatal(err)
	}
	m, err := metadata.Root().FromBytes(data)
	if err != nil {
		t.Fatal(err)
	}
	private := ed25519.NewKeyFromSeed(seed)
	own, err := metadata.KeyFromPublicKey(private.Public())
	if err != nil {
		t.Fatal(err)
	}
	signer, err := signature.LoadED25519Signer(private)
	if err != nil {
		t.Fatal(err)
	}
	for id := range m.Signed.Keys {
		m.Signed.Keys[id] = own
	}
	m.ClearSignatures()
	if _, err := m.Sign(signer); err != nil {
		t.Fatal(err)
	}
	m.Signatures[0].KeyID = m.Signed.Roles[metadata.ROOT].KeyIDs[0]
	if data, err = m.ToBytes(false); err != nil {
		t.Fatal(err)
	}
	return data
}

// ForgeTop is Forge for the snapshot and timestamp alone: what change does to them is not put right.
func (r *Repo) ForgeTop(t testing.TB, committee string, change func(*Forgery)) {
	t.Helper()
	f := &Forgery{t: t, r: r, committee: committee}
	f.Timestamp = read(t, metadata.Timestamp(), filepath.Join(r.Dir, layout.Timestamp))
	f.Snapshot = read(t, metadata.Snapshot(), r.meta("snapshot", f.Timestamp.Signed.Meta["snapshot.json"].Version))
	f.Snapshot.Signed.Version++
	f.Timestamp.Signed.Version++
	f.Timestamp.Signed.Meta = map[string]*metadata.MetaFiles{}
	change(f)
	m := save(t, r, "snapshot", "snapshot", f.Snapshot, f.Snapshot.Signed.Version)
	if f.Timestamp.Signed.Meta != nil {
		f.Timestamp.Signed.Meta["snapshot.json"] = m
	}
	write(t, filepath.Join(r.Dir, layout.Timestamp), r.sign(t, "timestamp", f.Timestamp))
}

// Signed is metadata as that key in a key folder signs it, alone.
func Signed[T metadata.Roles](t testing.TB, keys, name string, m *metadata.Metadata[T]) []byte {
	t.Helper()
	return signWith(t, &Repo{Keys: keys}, name, m)
}
