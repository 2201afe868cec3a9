package syncing_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
	. "rodatraden/data/repository/repositorytest"
	"rodatraden/data/syncing"

	"net/http/httptest"
)

// decades is what a committee publishes in twenty years.
func decades(committee string) []Package {
	var out []Package
	for i := range 240 {
		out = append(out, Package{Name: fmt.Sprintf("%s-%03d", committee, i), Order: int64(i + 1), Committee: committee})
	}
	return out
}

// reader makes a home that has synced those packages.
func benchReader(b *testing.B) (*Repo, *syncing.Client) {
	b.Helper()
	clock := NewClock()
	repo := New(b, clock)
	repo.Add(b, decades("asn")...)
	host := httptest.NewServer(repository.Handler(repo.Dir))
	b.Cleanup(host.Close)
	c, err := syncing.New(syncing.Config{Home: b.TempDir(), Installer: newLibrary(), Now: clock.Now})
	if err != nil {
		b.Fatal(err)
	}
	if _, err := c.Subscribe("x", repo.SubscriptionFile(b, host.URL)); err != nil {
		b.Fatal(err)
	}
	return repo, c
}

func BenchmarkFirstSyncOf240Packages(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		_, c := benchReader(b)
		b.StartTimer()
		if _, err := c.Sync(ctx, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCheckWithNothingNewAmong240Packages(b *testing.B) {
	repo, c := benchReader(b)
	if _, err := c.Sync(ctx, nil); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := c.Sync(ctx, nil); err != nil {
			b.Fatal(err)
		}
	}
	largest := int64(0)
	entries, err := os.ReadDir(filepath.Join(repo.Dir, layout.MetadataDir))
	if err != nil {
		b.Fatal(err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			b.Fatal(err)
		}
		largest = max(largest, info.Size())
	}
	b.ReportMetric(float64(largest), "bytes-largest-metadata")
}

func BenchmarkVerify240Packages(b *testing.B) {
	_, c := benchReader(b)
	if _, err := c.Sync(ctx, nil); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := c.Verify(ctx); err != nil {
			b.Fatal(err)
		}
	}
}
