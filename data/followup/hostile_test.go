package followup

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"rodatraden/data/fault"
)

// naughtyStrings reads the Big List of Naughty Strings; see testdata/README.md.
func naughtyStrings(t testing.TB) []string {
	raw, err := os.ReadFile(filepath.Join("testdata", "blns.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for line := range strings.SplitSeq(string(raw), "\n") {
		if line != "" && !strings.HasPrefix(line, "#") {
			all = append(all, line)
		}
	}
	if len(all) < 400 {
		t.Fatalf("%d strings", len(all))
	}
	return all
}

func TestHostileStringsComeBackAsTheyWereOrAreTold(t *testing.T) {
	table := func(texts []string) string {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.Write([]string{"id", "kind", "text"})
		for i, s := range texts {
			w.Write([]string{"as" + strconv.Itoa(i), "assumption", s})
		}
		w.Flush()
		return b.String()
	}
	naughty := naughtyStrings(t)
	_, report := aSource().with(put("assumptions.csv", table(naughty))).open(t)
	refused := map[int]string{}
	for _, f := range report.Findings {
		if f.Severity == Fault {
			if f.File != "assumptions.csv" || f.Column != "text" {
				t.Errorf("told elsewhere: %v", f)
			}
			refused[f.Row-2] = f.Code
		}
	}
	var kept []string
	for i, s := range naughty {
		control := strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) })
		switch code := refused[i]; {
		case control && code == Required && strings.TrimSpace(s) == "":
		case control != (code == ControlCharacter):
			t.Errorf("%q: %q", s, code)
		case strings.TrimSpace(s) == "" && code == Required:
		case code == "":
			kept = append(kept, s)
		case code != ControlCharacter && code != PersonalNumber:
			t.Errorf("%q: %q", s, code)
		}
	}
	t.Logf("%d strings, %d refused", len(naughty), len(refused))
	out := filepath.Join(t.TempDir(), "out")
	if _, report, err := Build(aSource().with(put("assumptions.csv", table(kept))).onDisk(t), out, BuildOptions{}); err != nil {
		t.Fatal(err, report)
	}
	p, report, err := Open(out)
	if err != nil || report.Faults() > 0 {
		t.Fatal(err, report)
	}
	rows := p.Table("assumptions")
	if len(rows) != len(kept) {
		t.Fatalf("%d rows of %d", len(rows), len(kept))
	}
	text := p.Tables[len(p.Tables)-2].Schema.Column("text")
	for i, s := range kept {
		if rows[i][text] != norm.NFC.String(s) {
			t.Errorf("%q came back as %q", s, rows[i][text])
		}
	}
}

func TestHostileStringsInTheManifestAreKeptOrTold(t *testing.T) {
	for _, s := range naughtyStrings(t) {
		src := aSource().with(manifestEdit(func(m map[string]any) { m["title"] = s }))
		p, report, err := BuildFS(src.inMemory(), BuildOptions{})
		switch {
		case err != nil && report.Faults() == 0:
			t.Errorf("%q: %v", s, err)
		case err == nil:
			read, err := ReadVerified(p.ManifestBytes(), p.Files)
			if err != nil || read.Manifest.Title != norm.NFC.String(s) {
				t.Errorf("%q: %v", s, err)
			}
		}
	}
}

// A source file of any bytes is read without a panic, and what is built of it is read back the same.
func FuzzTable(f *testing.F) {
	for _, s := range []string{
		aSource()["amounts.csv"], aSource()["causes.csv"], "id\n", "\"", "a,b\n\"x", "\xff\xfe\x00", "\uFEFFid,line\r\n",
		utf16LE(aSource()["amounts.csv"]), latin1(aSource()["sources.csv"]), "id;line\na;b\n", "\r\r\r", "id\n\"\n\n\"\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, content string) {
		src := aSource().with(put("amounts.csv", content))
		p, report, err := BuildFS(src.inMemory(), BuildOptions{})
		if err != nil {
			if fault.KindOf(err) != fault.Faults || report.Faults() == 0 {
				t.Fatalf("%v, %d faults", err, report.Faults())
			}
			return
		}
		again, err := ReadVerified(p.ManifestBytes(), p.Files)
		if err != nil {
			t.Fatal(err)
		}
		if d := sameContent(p, again); d != "" {
			t.Fatal(d)
		}
	})
}

// A manifest of any bytes is read without a panic; what a reader takes, a check of the folder takes.
func FuzzManifest(f *testing.F) {
	f.Add(aSource()[manifest])
	f.Add(builtFiles(f)[manifest])
	for _, s := range []string{"", "{", "[]", `{"resources":[{}]}`, `{"a":{"a":[{"a":1}]}}`, `{"":{"":1}}`, `{"followup":null}`, "{}{}", `{"resources":[null]}`} {
		f.Add(s)
	}
	rest := builtFiles(f)
	f.Fuzz(func(t *testing.T, content string) {
		files := rest.with(put(manifest, content))
		_, report := files.open(t)
		_, err := ReadVerified([]byte(content), FSFiles(files.inMemory()))
		if err == nil && listsResources([]byte(content)) {
			for _, f := range report.Findings {
				if f.Severity == Fault && f.File == manifest {
					t.Fatalf("a reader takes what a check refuses: %v", f)
				}
			}
		}
		if err != nil && fault.KindOf(err) == "" {
			t.Fatalf("an error of no kind: %v", err)
		}
	})
}

// An archive of any bytes is read without a panic, and never unpacks beyond the limits.
func FuzzZip(f *testing.F) {
	pack := func(fs files) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for name, content := range fs {
			w, err := z.Create(name)
			if err != nil {
				f.Fatal(err)
			}
			w.Write([]byte(content))
		}
		z.Close()
		return b.Bytes()
	}
	f.Add(pack(aSource()))
	f.Add(pack(builtFiles(f)))
	f.Add(pack(files{"../x": "y", manifest: "{}"}))
	f.Add([]byte("PK"))
	f.Fuzz(func(t *testing.T, content []byte) {
		archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
		if err != nil {
			return
		}
		z := &zipFolder{r: archive, packed: int64(len(content))}
		if _, err := read(z); err != nil {
			t.Logf("%v", err)
		}
		if z.read > MaxPackageBytes+MaxManifestBytes+MaxFileBytes {
			t.Fatalf("%d bytes unpacked", z.read)
		}
	})
}

// A Markdown file and a PDF of any bytes are checked without a panic.
func FuzzDocument(f *testing.F) {
	f.Add(aSource()["texts/ekonomi.md"])
	f.Add(aSource()["documents/rapport.pdf"])
	for _, s := range []string{"<a\n", "![", "[a]: <b>\n![a]", "> - <!--", "%PDF-(\\", "%PDF-<FEFF>", "<![CDATA["} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, content string) {
		aSource().with(put("texts/ekonomi.md", content), put("documents/rapport.pdf", "%PDF-"+content)).open(t)
	})
}
