package repository_test

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sync/errgroup"

	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
	"rodatraden/data/repository/objectstore"
	"rodatraden/data/repository/objectstore/objectstoretest"
	. "rodatraden/data/repository/repositorytest"
	"rodatraden/data/sample"
	"rodatraden/data/sample/alvbro"
	"rodatraden/data/syncing"
)

// BenchmarkSize measures a repository as it grows: its files, what readers are answered, and what a
// publisher asks for. SIZE_BENCH=30x20 is thirty committees for up to twenty years, a package a month
// each; it takes half an hour, most of it to copy each state to an object store. Without it, it is one
// year of three committees. With -benchtime 1x each figure is of a repository of just those years.
//
// The packages are the small ones of tests, and those of a municipality that does not exist. The table
// in the package's documentation is of the second.
func BenchmarkSize(b *testing.B) {
	committees, most := 3, 1
	if size := os.Getenv("SIZE_BENCH"); size != "" {
		if _, err := fmt.Sscanf(size, "%dx%d", &committees, &most); err != nil {
			b.Fatalf("SIZE_BENCH is committees x years, not %q", size)
		}
	}
	for _, of := range []struct {
		packages string
		told     func(*testing.B) []Content
	}{
		{"small", func(*testing.B) []Content { return nil }},
		{"real", alvbros},
	} {
		b.Run(of.packages, func(b *testing.B) {
			g := &growing{Repo: New(b, NewClock()), years: Years{Committees: committees, Told: of.told(b)}, next: map[int]int{}}
			before := 0
			for _, years := range []int{1, 5, 10, most} {
				if years > most || years <= before {
					continue
				}
				g.Months(b, g.years, 12*before, 12*years)
				before = years
				for c := range committees {
					g.next[c] = max(g.next[c], 12*years)
				}
				b.Run(fmt.Sprintf("%dx%d", committees, years), g.measure)
			}
		})
	}
}

// alvbros are the packages of two years of a committee of Älvbro.
func alvbros(b *testing.B) []Content {
	b.Helper()
	packages, _, err := sample.Library{Name: "alvbro", Choice: alvbro.Choice{Committees: 1, Years: 2}}.Packages()
	if err != nil {
		b.Fatal(err)
	}
	var out []Content
	for _, p := range packages {
		c := Content{Manifest: p.ManifestBytes(), Files: map[string]string{}}
		for _, r := range p.Manifest.Resources {
			f, err := p.Files.Open(r)
			if err != nil {
				b.Fatal(err)
			}
			data, err := io.ReadAll(f)
			_ = f.Close()
			if err != nil {
				b.Fatal(err)
			}
			c.Files[r.Path] = string(data)
		}
		out = append(out, c)
	}
	return out
}

// growing is a repository, and the month in which each committee publishes next.
type growing struct {
	*Repo
	years  Years
	next   map[int]int
	server *objectstoretest.Server // that it lies in; nil for a folder
}

// ready writes the next package of a committee as a folder.
func (g *growing) ready(b *testing.B, committee int) (dir string) {
	b.Helper()
	dir = b.TempDir()
	g.years.Package(committee, g.next[committee]).WriteTo(b, dir)
	g.next[committee]++
	return dir
}

func (g *growing) publish(b *testing.B, dir string) {
	b.Helper()
	if _, err := g.Publish(ctx, []string{dir}); err != nil {
		b.Fatal(err)
	}
}

func (g *growing) measure(b *testing.B) {
	b.Run("repository", g.measureFiles)
	for _, follows := range []struct {
		name       string
		committees []string
	}{{"one", []string{g.years.Committee(0)}}, {"all", nil}} {
		b.Run("reader-of-"+follows.name, func(b *testing.B) { g.measureReader(b, follows.committees) })
	}
	b.Run("folder", g.measurePublisher)
	b.Run("s3", func(b *testing.B) {
		server := objectstoretest.Start(b)
		address := server.Bucket("matt")
		open := func() repository.Storage {
			storage, err := objectstore.Open(ctx, address, objectstore.Options{})
			if err != nil {
				b.Fatal(err)
			}
			return storage
		}
		g.copyTo(b, open())
		there := &growing{Repo: On(b, open(), g.Keys, g.Clock), years: g.years, next: maps.Clone(g.next), server: server}
		there.measurePublisher(b)
	})
}

// copyTo copies what is published to a storage that has nothing.
func (g *growing) copyTo(b *testing.B, storage repository.Storage) {
	b.Helper()
	var copying errgroup.Group
	copying.SetLimit(8)
	for path, size := range g.published(b) {
		copying.Go(func() error {
			return storage.Create(ctx, path, size, func(w io.Writer) error {
				data, err := os.ReadFile(filepath.Join(g.Dir, filepath.FromSlash(path)))
				if err == nil {
					_, err = w.Write(data)
				}
				return err
			})
		})
	}
	if err := copying.Wait(); err != nil {
		b.Fatal(err)
	}
}

// published are the sizes of all published files, by path.
func (g *growing) published(b *testing.B) map[string]int64 {
	b.Helper()
	out := map[string]int64{}
	err := filepath.WalkDir(g.Dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(g.Dir, path)
		if rel = filepath.ToSlash(rel); KindOf(rel) != "" {
			out[rel] = info.Size()
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return out
}

// measureFiles tells how many files there are and how large the largest of each kind is: of metadata and
// indexes that is the one that holds, for nothing of them grows smaller.
func (g *growing) measureFiles(b *testing.B) {
	var published map[string]int64
	for b.Loop() {
		published = g.published(b)
	}
	files, all, largest := map[string]int{}, map[string]int64{}, map[string]int64{}
	for path, size := range published {
		kind := KindOf(path)
		files[kind]++
		all[kind] += size
		largest[kind] = max(largest[kind], size)
	}
	for kind := range files {
		b.ReportMetric(float64(files[kind]), kind+"-files")
		b.ReportMetric(float64(all[kind]), kind+"-bytes")
		b.ReportMetric(float64(largest[kind]), "largest-"+kind)
	}
}

// measurePublisher tells what a publisher asks of the storage.
func (g *growing) measurePublisher(b *testing.B) {
	for _, when := range []struct {
		name string
		do   func(*testing.B)
	}{
		{"one-new", func(b *testing.B) {
			b.StopTimer()
			dir := g.ready(b, 0)
			b.StartTimer()
			g.publish(b, dir)
		}},
		{"refresh", func(b *testing.B) {
			if _, err := g.Refresh(ctx); err != nil {
				b.Fatal(err)
			}
		}},
		{"look", func(b *testing.B) {
			if _, err := repository.Look(ctx, g.Storage); err != nil {
				b.Fatal(err)
			}
		}},
	} {
		b.Run(when.name, func(b *testing.B) {
			var first []Call
			sent := 0
			for b.Loop() {
				g.Storage.Take()
				if g.server != nil {
					g.server.Seen()
				}
				when.do(b)
				if calls := g.Storage.Take(); first == nil {
					first = calls
					if g.server != nil {
						sent = len(g.server.Seen())
					}
				}
			}
			if g.server != nil {
				b.ReportMetric(float64(sent), "sent-requests")
			}
			requests, bytes := map[string]int{}, map[string]int64{}
			for _, c := range first {
				of := "read"
				if c.Method == "Create" || c.Method == "Replace" {
					of = "written"
				}
				requests[of], bytes[of] = requests[of]+1, bytes[of]+c.Bytes
			}
			for of := range requests {
				b.ReportMetric(float64(requests[of]), of+"-requests")
				b.ReportMetric(float64(bytes[of]), of+"-bytes")
			}
		})
	}
}

// measureReader tells what a reader of some committees, or of all, is answered.
func (g *growing) measureReader(b *testing.B, committees []string) {
	var traffic Traffic
	host := httptest.NewServer(traffic.Of(repository.Handler(g.Dir)))
	b.Cleanup(host.Close)
	var reader *syncing.Client
	subscribe := func(*testing.B) { // the home is for all that is measured
		var err error
		if reader, err = syncing.New(syncing.Config{Home: b.TempDir(), Installer: shelf{}, Now: g.Clock.Now}); err != nil {
			b.Fatal(err)
		}
		if _, err := reader.Subscribe("x", g.SubscriptionFile(b, host.URL, committees...)); err != nil {
			b.Fatal(err)
		}
		traffic.Take()
	}
	for _, when := range []struct {
		name   string
		before func(*testing.B)
	}{
		{"first", subscribe},
		{"nothing-new", func(*testing.B) {}},
		{"one-elsewhere", func(b *testing.B) { g.publish(b, g.ready(b, g.years.Committees-1)) }},
		{"one-new", func(b *testing.B) { g.publish(b, g.ready(b, 0)) }},
	} {
		if when.name == "one-elsewhere" && (committees == nil || g.years.Committees == 1) {
			continue
		}
		b.Run(when.name, func(b *testing.B) {
			var first []Answer
			for b.Loop() {
				b.StopTimer()
				when.before(b)
				b.StartTimer()
				if _, err := reader.Sync(ctx, nil); err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				if answers := traffic.Take(); first == nil {
					first = answers
				}
				b.StartTimer()
			}
			report(b, first)
		})
	}
}

// report tells the requests and bytes that some answers are, in all and by kind.
func report(b *testing.B, answers []Answer) {
	bytes, all := map[string]int64{}, int64(0)
	for _, a := range answers {
		bytes[KindOf(a.Path)] += a.Bytes
		all += a.Bytes
	}
	b.ReportMetric(float64(len(answers)), "requests")
	b.ReportMetric(float64(all), "bytes")
	for kind, n := range bytes {
		b.ReportMetric(float64(n), kind+"-bytes")
	}
}

// shelf is a library that knows what it has been given, by repository.
type shelf map[string]map[string]string

func (s shelf) Installed(_ context.Context, repository string) (map[string]string, error) {
	out := map[string]string{}
	maps.Copy(out, s[repository])
	return out, nil
}

func (s shelf) Install(_ context.Context, repository string, manifest []byte, _ syncing.Open) error {
	m, err := layout.ParseManifest("shelf", manifest)
	if err != nil {
		return err
	}
	if s[repository] == nil {
		s[repository] = map[string]string{}
	}
	s[repository][m.ID] = layout.Sum(manifest)
	return nil
}
