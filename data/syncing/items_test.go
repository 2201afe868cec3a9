package syncing_test

import (
	"context"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"

	"rodatraden/data/fault"
	"rodatraden/data/repository/layout"
	. "rodatraden/data/repository/repositorytest"
	"rodatraden/data/syncing"
)

// total adds up what items say.
func total(items []syncing.Item) (have, bytes int64) {
	for _, one := range items {
		have, bytes = have+one.Have, bytes+one.Bytes
	}
	return have, bytes
}

// onDisk is how much there is of what packages are made of, by their contents.
func onDisk(home string, packages ...Package) (n int64) {
	for _, p := range packages {
		for _, content := range p.Files {
			for _, ending := range []string{"", ".part"} {
				if info, err := os.Stat(blobFile(home, content) + ending); err == nil {
					n += info.Size()
				}
			}
		}
	}
	return n
}

func TestProgressTellsOfEachPackageWhatHasComeAndTheSumsAreExact(t *testing.T) {
	t.Parallel()
	p, content := large()
	p.Files["data/again.csv"] = content // one file on the disk, twice in the package
	w := newWorld(t, mars, p, bun)
	var last syncing.Progress
	saved := 0
	_, err := w.Sync(ctx, func(p syncing.Progress) {
		items := p.All()
		have, bytes := total(items)
		if have > bytes || have < 0 {
			t.Errorf("%d of %d bytes", have, bytes)
		}
		for _, one := range items {
			if one.State == syncing.Saved && one.Have != one.Bytes {
				t.Errorf("saved with %d of %d bytes: %s", one.Have, one.Bytes, one.Name)
			}
		}
		if last.Items != nil && have < func() int64 { h, _ := total(last.All()); return h }() {
			t.Errorf("what has come has become less: %+v", items)
		}
		n := 0
		for _, one := range items {
			if one.State == syncing.Saved {
				n++
			}
		}
		if n < saved || n > saved+1 {
			t.Errorf("%d packages were saved and then %d", saved, n)
		}
		saved, last = n, p
	})
	if err != nil {
		t.Fatal(err)
	}
	var want int64
	for _, m := range []Package{mars, p, bun} {
		parsed, err := layout.ParseManifest("test", m.Manifest())
		if err != nil {
			t.Fatal(err)
		}
		want += parsed.Bytes()
	}
	have, bytes := total(last.All())
	if have != want || bytes != want || saved != 3 || len(last.Items) != 3 {
		t.Errorf("%d of %d bytes in %d packages, want %d in 3", have, bytes, len(last.Items), want)
	}
	if last.BytesDone != last.BytesTotal {
		t.Errorf("%d of %d bytes came", last.BytesDone, last.BytesTotal)
	}
}

func TestAFetchThatIsPausedInTheMiddleOfAFileGoesOnFromThere(t *testing.T) {
	t.Parallel()
	p, content := large()
	w := newWorld(t, mars, p)
	pause, cancel := context.WithCancel(ctx)
	var last syncing.Progress
	// The server sends half of the file and then waits for the reader to go away.
	half := len(content) / 2
	w.host.misbehave(func(rw http.ResponseWriter, req *http.Request) bool {
		if req.URL.Path != "/"+layout.BlobPath(layout.Sum([]byte(content))) {
			return false
		}
		rw.Header().Set("Content-Length", strconv.Itoa(len(content)))
		_, _ = rw.Write([]byte(content[:half]))
		rw.(http.Flusher).Flush()
		<-req.Context().Done()
		return true
	})
	_, err := w.Sync(pause, func(p syncing.Progress) {
		last = p
		if p.State == syncing.Downloading && p.Package == 2 && p.Came >= int64(half) {
			cancel()
		}
	})
	if err == nil || w.status().State != syncing.Idle {
		t.Fatalf("a pause ended with %v in %q", err, w.status().State)
	}
	w.wantInstalled(mars.Name)
	there := onDisk(w.home, p)
	if there != int64(half) {
		t.Fatalf("%d bytes lie there, want %d", there, half)
	}
	if got := last.All(); got[0].State != syncing.Saved || got[1].State != syncing.Waiting || got[1].Have != there {
		t.Errorf("after the pause: %+v", got)
	}

	var asked []string
	sent := 0
	w.host.misbehave(func(_ http.ResponseWriter, req *http.Request) bool {
		if strings.HasPrefix(req.URL.Path, "/blobs/") {
			asked = append(asked, req.Header.Get("Range"))
			sent++
		}
		return false
	})
	first := true
	_, err = w.Sync(ctx, func(p syncing.Progress) {
		if p.Items == nil {
			return
		}
		if first && p.Items[0].Have != there {
			t.Errorf("it begins anew with %d bytes, %d lie there", p.Items[0].Have, there)
		}
		first, last = false, p
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(asked) != 1 || asked[0] != "bytes="+strconv.Itoa(half)+"-" {
		t.Errorf("asked for %q", asked)
	}
	w.wantInstalled(mars.Name + " " + p.Name)
	if have, bytes := total(last.All()); have != bytes || have != int64(len(content)) {
		t.Errorf("%d of %d bytes", have, bytes)
	}
}

func TestWhatIsRefusedAndWhatWasToldAfterItIsToldApart(t *testing.T) {
	t.Parallel()
	juni := Package{Name: "asn-2019-06-monthly", Order: 6}
	w := newWorld(t, mars, april, juni, bun)
	w.lib.refuse = func(m layout.Manifest) error {
		if m.Name == april.Name {
			return fault.New("followup.Read", fault.Format, "data/amounts.csv", nil)
		}
		return nil
	}
	var last syncing.Progress
	if _, err := w.Sync(ctx, func(p syncing.Progress) { last = p }); fault.KindOf(err) != fault.Format {
		t.Fatal(err)
	}
	got := map[string]syncing.ItemState{}
	for _, one := range last.All() {
		got[one.Name] = one.State
	}
	for name, want := range map[string]syncing.ItemState{
		mars.Name: syncing.Saved, april.Name: syncing.Refused, juni.Name: syncing.Held, bun.Name: syncing.Saved,
	} {
		if got[name] != want {
			t.Errorf("%s is %q, want %q", name, got[name], want)
		}
	}
	w.wantInstalled(mars.Name + " " + bun.Name)
}
