package desk_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rodatraden/app/desk"
	"rodatraden/app/page"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/repository/layout"
	"rodatraden/data/repository/repositorytest"
	"rodatraden/data/sample"
)

// pdf is a document of one empty page.
const pdf = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n" +
	"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"

// withPDF is the first package of a demonstration library with a PDF for its report, built.
func withPDF(t *testing.T) string {
	t.Helper()
	from := filepath.Join(t.TempDir(), "source")
	if err := sample.Write("alvbro", from); err != nil {
		t.Fatal(err)
	}
	folders, err := sample.Folders("alvbro")
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(from, folders[0])
	table := filepath.Join(dir, "documents.csv")
	raw, err := os.ReadFile(table)
	if err != nil {
		t.Fatal(err)
	}
	raw = bytes.TrimRight(raw, "\n")
	raw = append(raw, "\nbilaga,\"Bilaga: åtgärder & \"\"mål\"\" / del 1\",bilaga-utgivarens.pdf,application/pdf,2023-06-01,other,\n"...)
	if err := os.WriteFile(table, raw, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "documents"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "documents", "bilaga-utgivarens.pdf"), []byte(pdf), 0o644); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "built")
	if _, report, err := followup.Build(dir, to, followup.BuildOptions{}); err != nil {
		t.Fatal(err, report)
	}
	return to
}

func TestAPDFGoesAllTheWayFromThePublisherToTheViewer(t *testing.T) {
	ctx := context.Background()
	clock := &repositorytest.Clock{T: start}
	p := newPublisher(t, clock, "alvbro")
	if _, err := p.Publish(ctx, []string{withPDF(t)}); err != nil {
		t.Fatal(err)
	}
	d := openDesk(t, "", clock, "sv")
	follow(t, d, p)
	fetch(t, d)
	c, err := d.Choose(ctx, "", page.Latest, page.None)
	if err != nil {
		t.Fatal(err)
	}
	v, err := d.Record(ctx, c, "documents:bilaga")
	if err != nil {
		t.Fatal(err)
	}
	if v.Document == nil || v.Document.Kind != page.AttachedPDF {
		t.Fatalf("the record offers %+v", v.Document)
	}
	path, err := d.CopyPDF(ctx, *v.Document)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil || string(raw) != pdf {
		t.Errorf("the viewer is given other bytes: %v", err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm()&0o111 != 0 {
		t.Errorf("mode %v %v", info.Mode(), err)
	}
	want := "bilaga-atgarder-mal-del-1-" + layout.Sum([]byte(pdf))[:8] + ".pdf"
	if filepath.Dir(path) != d.Home().Opened() || filepath.Base(path) != want {
		t.Errorf("the copy is %s, want %s", path, want)
	}
	// A copy that was changed is made anew.
	if err := os.WriteFile(path, []byte("another"), 0o600); err != nil {
		t.Fatal(err)
	}
	if again, err := d.CopyPDF(ctx, *v.Document); err != nil || again != path {
		t.Errorf("%s %v", again, err)
	}
	if raw, _ := os.ReadFile(path); string(raw) != pdf {
		t.Error("a changed copy is given to the viewer")
	}
	d.ForgetOpened()
	if left, _ := os.ReadDir(d.Home().Opened()); len(left) > 0 {
		t.Errorf("%d copies are left", len(left))
	}
	// A saved file that was damaged is not opened, nor one that is gone.
	saved := filepath.Join(d.Home().Dir(), layout.BlobPath(layout.Sum([]byte(pdf))))
	if err := os.WriteFile(saved, []byte(strings.Replace(pdf, "595", "596", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	refused(t, d, *v.Document, fault.LocalCorrupt)
	if err := os.Remove(saved); err != nil {
		t.Fatal(err)
	}
	refused(t, d, *v.Document, fault.LocalCorrupt)
}

func refused(t *testing.T, d *desk.Desk, a page.Attached, kind fault.Kind) {
	t.Helper()
	if path, err := d.CopyPDF(context.Background(), a); fault.KindOf(err) != kind || path != "" {
		t.Errorf("%s: %q, %v, want %s", a.Title, path, err, kind)
	}
	if left, _ := os.ReadDir(d.Home().Opened()); len(left) > 0 {
		t.Errorf("%s: %d files are left", a.Title, len(left))
	}
}

// What is signed as a PDF need not be one.
func TestWhatIsNoPDFIsNotOpened(t *testing.T) {
	d := openDesk(t, "", &repositorytest.Clock{T: start}, "sv")
	for name, content := range map[string]string{
		"HTML":                    "<!doctype html><script>alert(1)</script>",
		"a program":               "MZ\x90\x00\x03",
		"a program and a PDF":     "MZ\x90\x00" + pdf,
		"HTML and a PDF":          "<html><!-- " + pdf,
		"less than its beginning": "%PDF",
	} {
		sum := layout.Sum([]byte(content))
		blob := filepath.Join(d.Home().Dir(), layout.BlobPath(sum))
		if err := os.MkdirAll(filepath.Dir(blob), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(blob, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		refused(t, d, page.Attached{Ref: "documents:x", Title: name, Hash: "sha256:" + sum, Bytes: int64(len(content))}, fault.Format)
	}
	for _, hash := range []string{"", "sha256:", "sha256:../../../etc/passwd", "md5:1"} {
		refused(t, d, page.Attached{Title: hash, Hash: hash}, fault.LocalCorrupt)
	}
	refused(t, d, page.Attached{Title: "large", Hash: "sha256:" + layout.Sum(nil), Bytes: followup.MaxFileBytes + 1}, fault.Limit)
}
