package publishing

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"

	"rodatraden/data/fault"
	"rodatraden/data/repository"
	"rodatraden/data/repository/repositorytest"
	"rodatraden/data/sample"
)

var ctx = context.Background()

// sources writes the sources of a small library, of which each follows on that before it.
func sources(t *testing.T) []string {
	t.Helper()
	return sourcesOf(t, "trollhattan")
}

// sourcesOf writes a demonstration library's sources and returns them in their order.
func sourcesOf(t *testing.T, library string) []string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "källor å")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := sample.Write(library, dir); err != nil {
		t.Fatal(err)
	}
	names, err := sample.Folders(library)
	if err != nil {
		t.Fatal(err)
	}
	for i := range names {
		names[i] = filepath.Join(dir, names[i])
	}
	return names
}

// configOf is how the tests open a desk of a folder.
func configOf(dir string) Config {
	return Config{
		Home: filepath.Join(dir, "hem"), Repository: filepath.Join(dir, "publicerat"), WorkFactor: repositorytest.WorkFactor, Now: repositorytest.NewClock().Now,
		Passphrase: func(string, bool) (string, error) { return repositorytest.Passphrase, nil },
	}
}

func opened(t *testing.T, c Config) *Desk {
	t.Helper()
	d, err := Open(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// begun is a desk with an empty repository.
func begun(t *testing.T) (*Desk, Config) {
	t.Helper()
	c := configOf(t.TempDir())
	d := opened(t, c)
	if err := d.Init(ctx, repository.InitOptions{}); err != nil {
		t.Fatal(err)
	}
	return d, c
}

func read(t *testing.T, d *Desk, paths ...string) *Batch {
	t.Helper()
	b, err := d.Read(ctx, paths)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func published(t *testing.T, d *Desk, paths ...string) Receipt {
	t.Helper()
	r, err := d.Publish(ctx, read(t, d, paths...), nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func waiting(t *testing.T, d *Desk, want int) []Waiting {
	t.Helper()
	all, err := d.Waiting()
	if err != nil || len(all) != want {
		t.Fatalf("%d publishes wait, want %d: %+v, %v", len(all), want, all, err)
	}
	return all
}

func kind(t *testing.T, err error, want fault.Kind) {
	t.Helper()
	if fault.KindOf(err) != want {
		t.Errorf("%v, want %s", err, want)
	}
}

// failing is a storage in which writes stop.
type failing struct {
	repository.Storage
	writes int
	at     func(n int, path string) error // before the nth write
}

func (f *failing) Create(ctx context.Context, path string, bytes int64, content func(io.Writer) error) error {
	f.writes++
	if err := f.at(f.writes, path); err != nil {
		return err
	}
	return f.Storage.Create(ctx, path, bytes, content)
}

func (f *failing) Replace(ctx context.Context, path string, data []byte, tag string) error {
	f.writes++
	if err := f.at(f.writes, path); err != nil {
		return err
	}
	return f.Storage.Replace(ctx, path, data, tag)
}

// Read comes to a timestamp that was replaced: that is a moment to be killed in too.
func (f *failing) Read(ctx context.Context, path string, limit int64) ([]byte, string, error) {
	if f.writes > 0 && path == "metadata/timestamp.json" {
		f.writes++
		if err := f.at(f.writes, path); err != nil {
			return nil, "", err
		}
	}
	return f.Storage.Read(ctx, path, limit)
}

// doomed is what a program that is going to be killed is told.
type doomed struct {
	Dir    string
	Source string
	After  int // writes
}

func TestMain(m *testing.M) {
	if d := (doomed{}); repositorytest.Doomed(&d) {
		d.run()
	}
	os.Exit(m.Run())
}

func (d doomed) run() {
	desk, err := Open(ctx, configOf(d.Dir))
	if err != nil {
		panic(err)
	}
	desk.storage = &failing{Storage: desk.storage, at: func(n int, _ string) error {
		if n > d.After {
			self, err := os.FindProcess(os.Getpid())
			if err == nil {
				err = self.Kill()
			}
			if err != nil {
				panic(err)
			}
			select {} // the signal is on its way
		}
		return nil
	}}
	b, err := desk.Read(ctx, []string{d.Source})
	if err == nil {
		_, err = desk.Publish(ctx, b, nil)
	}
	if err != nil {
		panic(err)
	}
	repositorytest.Survived()
}

// kill runs d in a program of its own, and tells whether it was killed before it was done.
func kill(t *testing.T, d doomed) bool {
	t.Helper()
	return repositorytest.Kill(t, d)
}
