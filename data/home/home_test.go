package home_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rodatraden/data/fault"
	"rodatraden/data/home"
)

func open(t *testing.T) home.Home {
	t.Helper()
	h, err := home.Open(filepath.Join(t.TempDir(), "hem med åäö", "[1]"))
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestEverythingLiesInTheHome(t *testing.T) {
	h := open(t)
	if info, err := os.Stat(h.Dir()); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the home is its reader's own: %v %v", info, err)
	}
	for _, path := range []string{h.Library(), h.Demo(), h.DemoLock(), h.Notes(), h.NotesBackup(), h.Settings(), h.Inbox(), h.Lock(), h.Repositories(), h.Blobs(), h.Log()} {
		if rel, err := filepath.Rel(h.Dir(), path); err != nil || !filepath.IsLocal(rel) {
			t.Errorf("%s lies outside %s", path, h.Dir())
		}
	}
	for _, p := range h.Places() {
		if p.There || p.Bytes != 0 {
			t.Errorf("%+v is there in an empty home", p)
		}
	}
	write(t, h.Demo(), "12345")
	write(t, h.Demo()+"-wal", "678")
	write(t, filepath.Join(h.Blobs(), "aa", "aab"), "1234")
	sizes := map[string]int64{}
	for _, p := range h.Places() {
		if p.There {
			sizes[p.Name] = p.Bytes
		}
	}
	if len(sizes) != 2 || sizes["demo"] != 8 || sizes["blobs"] != 4 {
		t.Errorf("%v", sizes)
	}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestAHomeThatIsAFileIsAFault(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	write(t, path, "")
	for _, dir := range []string{path, filepath.Join(path, "below")} {
		if _, err := home.Open(dir); fault.KindOf(err) != fault.Local || fault.PathOf(err) != dir {
			t.Errorf("%s: %v", dir, err)
		}
	}
}

func TestSettingsAreReadAsTheyWereWritten(t *testing.T) {
	h := open(t)
	if s := h.ReadSettings(); s != (home.Settings{}) {
		t.Errorf("before anything was written: %+v", s)
	}
	want := home.Settings{Language: "en", Theme: "contrast", TextSize: 150, Width: 1024, Height: 600,
		Place: home.Where{Page: "economy", Repository: "demo", Committee: "asn"}}
	for _, s := range []home.Settings{{TextSize: 125}, want} {
		if err := h.WriteSettings(s); err != nil {
			t.Fatal(err)
		}
	}
	if got := h.ReadSettings(); got != want {
		t.Errorf("%+v", got)
	}
	if entries, err := os.ReadDir(h.Dir()); err != nil || len(entries) != 1 {
		t.Errorf("something was left beside the settings: %v %v", entries, err)
	}
}

func TestSettingsThatNoProgramWroteAreAsIfNotThere(t *testing.T) {
	h := open(t)
	for content, want := range map[string]home.Settings{
		"":                          {},
		"not JSON":                  {},
		`{"text_size": "large"}`:    {},
		`{"text_size": 1000}`:       {},
		`{"theme": "pink"}`:         {},
		`{"language": "tlh"}`:       {},
		`{"width": -5, "height":1}`: {},
		`{"width": 1e9, "height": 600, "theme": "dark"}`: {Theme: "dark"},
		`{"text_size": 200, "later": true}`:              {TextSize: 200},
	} {
		write(t, h.Settings(), content)
		if got := h.ReadSettings(); got != want {
			t.Errorf("%s: %+v", content, got)
		}
	}
}

func TestSettingsThatCannotBeWrittenAreAFaultAndTheOldOnesStay(t *testing.T) {
	h := open(t)
	if err := os.MkdirAll(filepath.Join(h.Settings(), "in the way"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := h.WriteSettings(home.Settings{}); fault.KindOf(err) != fault.Local {
		t.Errorf("%v", err)
	}
	if entries, err := os.ReadDir(h.Dir()); err != nil || len(entries) != 1 {
		t.Errorf("something was left: %v %v", entries, err)
	}
}

func TestEachFileThatIsLeftHasANameOfItsOwn(t *testing.T) {
	h := open(t)
	dir := t.TempDir()
	var want []string
	for i, from := range []string{"a/kommun.prenumeration", "b/kommun.prenumeration", "c/.hidden", "d/utan ändelse"} {
		path := filepath.Join(dir, filepath.FromSlash(from))
		content := strings.Repeat("x", i+1)
		write(t, path, content)
		if err := h.Leave(path); err != nil {
			t.Fatal(err)
		}
		want = append(want, content)
	}
	entries, err := os.ReadDir(h.Inbox())
	if err != nil {
		t.Fatal(err)
	}
	var names, contents []string
	for _, e := range entries {
		raw, err := os.ReadFile(filepath.Join(h.Inbox(), e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		names, contents = append(names, e.Name()), append(contents, string(raw))
	}
	slices.Sort(contents)
	if !slices.Equal(names, []string{"hidden", "kommun-2.prenumeration", "kommun.prenumeration", "utan ändelse"}) || !slices.Equal(contents, want) {
		t.Errorf("%v %v", names, contents)
	}
}

func TestWhatCannotBeLeftIsAFault(t *testing.T) {
	h := open(t)
	dir := t.TempDir()
	large := filepath.Join(dir, "large")
	write(t, large, strings.Repeat("x", 5<<20))
	for path, kind := range map[string]fault.Kind{
		filepath.Join(dir, "nowhere"): fault.NotFound,
		dir:                           fault.Local,
		large:                         fault.Limit,
	} {
		if err := h.Leave(path); fault.KindOf(err) != kind {
			t.Errorf("%s: %v", path, err)
		}
	}
	if entries, _ := os.ReadDir(h.Inbox()); len(entries) != 0 {
		t.Errorf("the inbox holds %v", entries)
	}
}

func TestAnEmptiedHomeHoldsOnlyWhatIsHeldAndWhatIsNotItsOwn(t *testing.T) {
	h := open(t)
	mine := filepath.Join(h.Dir(), "semester", "bild.jpg")
	for _, path := range []string{
		h.Library(), h.Library() + "-wal", h.Demo(), h.DemoLock(), h.Notes(), h.Notes() + "-shm", h.Notes() + ".broken-2026-01-01T080000Z",
		filepath.Join(h.NotesBackup(), "a.db"), h.Settings(), filepath.Join(h.Dir(), ".settings.json.123.part"), filepath.Join(h.Inbox(), "a.prenumeration"),
		filepath.Join(h.Repositories(), "x", "state.json"), filepath.Join(h.Blobs(), "aa", "aab"), filepath.Join(h.Opened(), "a.pdf"),
		filepath.Join(h.Cache(), "fyne", "x"), filepath.Join(h.Log(), "rodatraden.log"), h.Lock(), mine,
	} {
		write(t, path, "ord")
	}
	left := func() string {
		t.Helper()
		entries, err := os.ReadDir(h.Dir())
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, e := range entries {
			names = append(names, e.Name())
		}
		return strings.Join(names, " ")
	}
	others, err := h.Empty(h.Lock(), h.Log())
	if err != nil || !slices.Equal(others, []string{filepath.Dir(mine)}) || left() != "log semester window.lock" {
		t.Errorf("%v, %v, left is %s", others, err, left())
	}
	others, err = h.Empty()
	if err != nil || len(others) != 1 || left() != "semester" {
		t.Errorf("%v, %v, left is %s", others, err, left())
	}
	if _, err := os.Stat(mine); err != nil {
		t.Error(err)
	}
}

func TestWhatCannotBeRemovedFromAHomeIsAFaultAndTheRestGoes(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("everything can be removed by root")
	}
	h := open(t)
	write(t, filepath.Join(h.Blobs(), "aa", "aab"), "ord")
	write(t, h.Settings(), "{}")
	if err := os.Chmod(h.Blobs(), 0o500); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(h.Blobs(), 0o700)
	if _, err := h.Empty(); fault.KindOf(err) != fault.Local || fault.PathOf(err) != h.Blobs() {
		t.Error(err)
	}
	if _, err := os.Stat(h.Settings()); err == nil {
		t.Error("the rest is left")
	}
}

func TestAFolderIsWritableOnlyWhereAFileCanBeWritten(t *testing.T) {
	dir := t.TempDir()
	if err := home.Writable(dir); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	file := filepath.Join(dir, "fil")
	write(t, file, "")
	for _, path := range []string{file, filepath.Join(dir, "borta")} {
		if err := home.Writable(path); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestAFolderForTheNotesThatHasNoPlaceIsAsIfNotChosen(t *testing.T) {
	h := open(t)
	for path, want := range map[string]string{"kopior": "", t.TempDir(): "same"} {
		if want == "same" {
			want = path
		}
		if err := h.WriteSettings(home.Settings{NotesBackup: path, NoCheck: true}); err != nil {
			t.Fatal(err)
		}
		if got := h.ReadSettings(); got.NotesBackup != want || !got.NoCheck {
			t.Errorf("%q is read as %+v", path, got)
		}
	}
}
