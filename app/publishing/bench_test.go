package publishing

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"rodatraden/data/repository"
	"rodatraden/data/repository/repositorytest"
	"rodatraden/data/sample"
	"rodatraden/data/sample/alvbro"
)

// BenchmarkOneMore measures what a publisher waits for with one more package, besides what the publish itself
// takes, which package repository measures: to be told what is published, and to have the package checked
// against what its committee has published. SIZE_BENCH=15x10 is ten years of fifteen committees, the most
// that the demonstration can be made of; without it, it is two of three.
func BenchmarkOneMore(b *testing.B) {
	committees, years := 3, 2
	if size := os.Getenv("SIZE_BENCH"); size != "" {
		if _, err := fmt.Sscanf(size, "%dx%d", &committees, &years); err != nil {
			b.Fatalf("SIZE_BENCH is committees x years, not %q", size)
		}
	}
	packages, _, err := sample.Library{Name: "alvbro", Choice: alvbro.Choice{Committees: committees, Years: years}}.Packages()
	if err != nil {
		b.Fatal(err)
	}
	var dirs []string
	for i, p := range packages {
		dir := filepath.Join(b.TempDir(), fmt.Sprint(i))
		one := Read{Package: p}
		if err := one.unpack(dir); err != nil {
			b.Fatal(err)
		}
		dirs = append(dirs, dir)
	}
	last := len(dirs) - 1
	c := Config{
		Home: b.TempDir(), Repository: filepath.Join(b.TempDir(), "publicerat"), WorkFactor: repositorytest.WorkFactor,
		Now: repositorytest.NewClock().Now, Passphrase: func(string, bool) (string, error) { return repositorytest.Passphrase, nil },
	}
	open := func() *Desk {
		d, err := Open(ctx, c)
		if err != nil {
			b.Fatal(err)
		}
		return d
	}
	r, err := open().Repository(nil, nil)
	if err == nil {
		err = r.Init(ctx, repository.InitOptions{})
	}
	if err == nil {
		_, err = r.Publish(ctx, dirs[:last])
	}
	if err != nil {
		b.Fatal(err)
	}
	b.Run("standing", func(b *testing.B) {
		for range b.N {
			if _, err := open().Standing(ctx); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(last), "packages")
	})
	b.Run("checked", func(b *testing.B) {
		for range b.N {
			batch, err := open().Read(ctx, []string{dirs[last]})
			if err != nil || batch.Problem() != nil {
				b.Fatal(err, batch)
			}
		}
	})
	b.Run("checked-again", func(b *testing.B) { // as when it is published
		d := open()
		for range b.N {
			if _, err := d.Read(ctx, []string{dirs[last]}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("previewed", func(b *testing.B) {
		for range b.N {
			d := open()
			batch, err := d.Read(ctx, []string{dirs[last]})
			if err != nil {
				b.Fatal(err)
			}
			p, err := d.Preview(ctx, batch)
			if err != nil {
				b.Fatal(err)
			}
			if err := p.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
}
