package notes

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A test's child is this program again: it writes in the notes that its parent names.
const (
	childNotes = "NOTES_TEST_NOTES"
	childDoes  = "NOTES_TEST_DOES"
)

func TestMain(m *testing.M) {
	if path := os.Getenv(childNotes); path != "" {
		if err := child(path, os.Getenv(childDoes)); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// written is a text that cannot be cut without its being seen.
func written(k int) string { return fmt.Sprintf("%d%s.", k, strings.Repeat(" ord", 500+k%700)) }

func isWritten(text string) bool {
	var k int
	_, err := fmt.Sscanf(text, "%d", &k)
	return err == nil && text == written(k)
}

// child does one thing again and again until it is killed, or ten thousand times, and tells of each
// time when it is done.
func child(path, does string) error {
	n, err := Open(ctx, path, Options{WorkFactor: 5})
	if err != nil {
		return err
	}
	var e Entry
	for k := range 10_000 {
		switch does {
		case "put":
			kept, err := n.Put(ctx, Entry{Kind: Note, Text: written(k)})
			if err != nil {
				return err
			}
			fmt.Println(kept.ID, kept.Text)
		case "edit":
			e.Kind, e.Text = Note, written(k)
			if e, err = n.Put(ctx, e); err != nil {
				return err
			}
			fmt.Println(e.ID, e.Text)
		case "back up":
			kept, err := n.Put(ctx, Entry{Kind: Note, Text: written(k)})
			if err != nil {
				return err
			}
			if err := n.Backup(ctx, filepath.Join(filepath.Dir(path), "synced")); err != nil {
				return err
			}
			fmt.Println(kept.ID, kept.Text)
		}
	}
	return n.Close()
}

// start starts a child and returns its output, line by line.
func start(t *testing.T, path, does string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self)
	c.Env = append(os.Environ(), childNotes+"="+path, childDoes+"="+does)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	return c, bufio.NewScanner(out)
}

// killed lets a child do something and kills it somewhere in the middle, and returns the last text of
// each entry that it had told of.
func killed(t *testing.T, path, does string, chance *rand.Rand) map[string]string {
	t.Helper()
	c, out := start(t, path, does)
	kept := map[string]string{}
	for range 1 + chance.IntN(5) {
		if !out.Scan() {
			t.Fatal("the child says nothing")
		}
		id, text, _ := strings.Cut(out.Text(), " ")
		if !isWritten(text) {
			t.Fatal("the child says:", out.Text())
		}
		kept[id] = text
	}
	for moment := time.Now().Add(time.Duration(chance.IntN(4000)) * time.Microsecond); time.Now().Before(moment); {
		continue // to kill it anywhere in what it does next
	}
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for out.Scan() { // what it had told before it was killed
		if id, text, _ := strings.Cut(out.Text(), " "); isWritten(text) {
			kept[id] = text
		}
	}
	_ = c.Wait() // killed
	return kept
}

const kills = 100

func TestWhatWasSavedIsThereHoweverOftenTheProgramIsKilled(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 2))
	path := filepath.Join(t.TempDir(), "notes.db")
	kept := map[string]string{}
	for k := range kills {
		does := []string{"put", "edit"}[k%2]
		for id, text := range killed(t, path, does, chance) {
			kept[id] = text
		}
		n, err := Open(ctx, path, Options{})
		if err != nil {
			t.Fatalf("killed %d times: %v", k+1, err)
		}
		there := map[string]string{}
		for _, e := range list(t, n) {
			if there[e.ID] = e.Text; !isWritten(e.Text) || len(e.Conflict) > 0 {
				t.Fatalf("killed %d times: half a note: %q", k+1, e.Text)
			}
		}
		for id, text := range kept {
			if got := there[id]; got != text && !later(got, text) {
				t.Fatalf("killed %d times: %.10q was saved, %.10q is there", k+1, text, got)
			}
		}
		if k == kills-1 {
			isWhole(t, n)
			t.Logf("killed %d times: %d notes told of, %d there", kills, len(kept), len(there))
		}
		if err := n.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// later reports whether a text was written after another of the same note: what was saved when the
// program was killed, and could not be told of.
func later(text, than string) bool {
	var k, l int
	_, err := fmt.Sscanf(text, "%d", &k)
	_, other := fmt.Sscanf(than, "%d", &l)
	return err == nil && other == nil && k == l+1
}

func TestAFolderNeverHoldsHalfABackup(t *testing.T) {
	chance := rand.New(rand.NewPCG(3, 4))
	dir := t.TempDir()
	path, synced := filepath.Join(dir, "notes.db"), filepath.Join(dir, "synced")
	if err := os.Mkdir(synced, 0o700); err != nil {
		t.Fatal(err)
	}
	kept := map[string]string{}
	for k := range kills {
		for id, text := range killed(t, path, "back up", chance) {
			kept[id] = text
		}
		files, err := backupsIn(synced)
		if err != nil || len(files) == 0 {
			t.Fatal(err)
		}
		for _, f := range files {
			if err := checkWhole(ctx, f.Path); err != nil {
				t.Fatalf("killed %d times: %s: %v", k+1, f.Path, err)
			}
		}
	}
	files, err := backupsIn(synced)
	if err != nil {
		t.Fatal(err)
	}
	n := openAt(t, filepath.Join(t.TempDir(), "notes.db"), Options{})
	if _, err := n.RestoreFrom(ctx, files[0].Path); err != nil {
		t.Fatal(err)
	}
	for id, text := range kept {
		if got := get(t, n, id).Text; got != text {
			t.Errorf("%.10q was backed up, %.10q comes back", text, got)
		}
	}
}

func TestTwoProcessesOpenNewNotesAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "notes.db")
	c, out := start(t, path, "put")
	n, err := Open(ctx, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	for k := range 5 {
		put(t, n, Entry{Kind: Note, Text: written(k)})
		if !out.Scan() || strings.Count(out.Text(), " ord") == 0 {
			t.Fatal("the other process says:", out.Text())
		}
	}
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait() // killed
	if len(list(t, n)) < 10 {
		t.Errorf("%d notes", len(list(t, n)))
	}
	isWhole(t, n)
}
