package publishing

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rodatraden/app/desk"
	"rodatraden/app/page"
	"rodatraden/data/fault"
	"rodatraden/data/repository/repositorytest"
)

func previewed(t *testing.T, d *Desk, paths ...string) *Preview {
	t.Helper()
	p, err := d.Preview(ctx, read(t, d, paths...))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

// saying is everything that the pages of a choice say, but of which repository.
func saying(t *testing.T, d *desk.Desk, c page.Choice) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, name := range page.Names() {
		made, err := d.Page(ctx, name, c)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := json.Marshal(made)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = strings.ReplaceAll(string(raw), c.Package.Committee.Repository, "REPOSITORY")
	}
	return out
}

func TestAPreviewIsWhatReadersSeeWhenItIsPublished(t *testing.T) {
	d, _ := begun(t)
	all := sources(t)
	published(t, d, all[:len(all)-1]...)
	before := previewed(t, d, all[len(all)-1])
	one := before.Packages[0]
	if one.Problem != nil || one.Now == nil {
		t.Fatalf("%+v", one)
	}
	then, now := saying(t, before.Then, one.Then), saying(t, before.Now, *one.Now)
	if then["overview"] == now["overview"] {
		t.Error("both sides are the same")
	}
	x, err := d.Look(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if want := latest(x.Committees[0].Packages).Name; one.Now.Package.Name != want {
		t.Errorf("it is shown beside %s, the last is %s", one.Now.Package.Name, want)
	}

	// Now that it is published, it is what is published.
	published(t, d, all[len(all)-1])
	x, err = d.Look(ctx)
	if err != nil {
		t.Fatal(err)
	}
	reader, err := d.published(ctx, x, linesOf(x))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "library.db")
	if err := install(ctx, x.ID, reader, path); err != nil {
		t.Fatal(err)
	}
	r, err := d.reader(ctx, t.TempDir(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	c, err := r.Choose(ctx, "", one.Read.Package.Manifest.Name, "")
	if err != nil {
		t.Fatal(err)
	}
	for name, said := range saying(t, r, c) {
		if said != then[name] {
			t.Errorf("%s: a reader sees\n%s\nthe preview was\n%s", name, said, then[name])
		}
	}
}

func TestAFirstPackageIsPreviewedAlone(t *testing.T) {
	all := sources(t)
	d, _ := begun(t)
	nowhere := opened(t, Config{Home: t.TempDir(), Now: repositorytest.NewClock().Now})
	for _, d := range []*Desk{d, nowhere} {
		p := previewed(t, d, all[0])
		if p.Now != nil || p.Packages[0].Now != nil || p.Packages[0].Then.Package == nil || p.Then.Demo() {
			t.Errorf("%+v", p)
		}
		var html bytes.Buffer
		if err := p.HTML(ctx, &html); err != nil {
			t.Fatal(err)
		}
		said := html.String()
		if i := strings.Index(said, `id="1-audit"`); !strings.Contains(said[i:], "Paketet har inget innehåll på den här sidan.") || !strings.Contains(said, "(inget innehåll)") {
			t.Error("a page without content is not told of")
		}
		if !strings.Contains(said, "blir det första") || strings.Contains(said, "Publicerat nu") || strings.Contains(said, "⟦") {
			t.Errorf("%s", said[:2000])
		}
	}
}

func TestSeveralPackagesArePreviewedEachAsItJoinsThoseBefore(t *testing.T) {
	d, _ := begun(t)
	all := sources(t)
	published(t, d, all[0])
	p := previewed(t, d, all[1:3]...)
	for i, one := range p.Packages {
		if one.Problem != nil || one.Then.Package.Name != filepath.Base(all[i+1]) || one.Now == nil || one.Now.Package.Name != filepath.Base(all[0]) {
			t.Errorf("%+v", one)
		}
	}
	var html bytes.Buffer
	if err := p.HTML(ctx, &html); err != nil {
		t.Fatal(err)
	}
	for _, said := range []string{"Förhandsgranskning av 2 paket", "Inte signerad", "Så blir det: ", "Publicerat nu: ", `id="1-economy"`, `id="2-economy"`, "data:image/svg&#43;xml"} {
		if !strings.Contains(html.String(), said) {
			t.Errorf("the page does not say %q", said)
		}
	}
	if outside := strings.Contains(html.String(), "http://") || strings.Contains(html.String(), "https://www.w3"); outside {
		t.Error("the page refers to something outside itself")
	}
}

func TestNothingUnpublishedIsLeftBehindByAPreview(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	d, c := begun(t)
	all := sources(t)
	published(t, d, all[0])
	p, err := d.Preview(ctx, read(t, d, all[1]))
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) > 0 {
		t.Errorf("%v, %v", left, err)
	}
	x, err := d.Look(ctx)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := d.reader(ctx, t.TempDir(), filepath.Join(c.Home, "kept", x.ID+".db"))
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	choice, err := kept.Choose(ctx, "", "", "")
	if err != nil || len(choice.Packages) != 1 {
		t.Errorf("%+v, %v", choice.Packages, err)
	}
	// A library that is broken is made anew.
	if err := os.WriteFile(filepath.Join(c.Home, "kept", x.ID+".db"), []byte("not a library"), 0o600); err != nil {
		t.Fatal(err)
	}
	if p := previewed(t, d, all[1]); p.Packages[0].Now == nil {
		t.Errorf("%+v", p.Packages[0])
	}
}

func TestAPackageWithFaultsIsShownAsFarAsItCanBe(t *testing.T) {
	d, _ := begun(t)
	all := sources(t)
	amounts := filepath.Join(all[0], "amounts.csv")
	raw, err := os.ReadFile(amounts)
	if err != nil {
		t.Fatal(err)
	}
	header, _, _ := strings.Cut(string(raw), "\n")
	if err := os.WriteFile(amounts, append(raw, strings.Repeat(",", strings.Count(header, ","))+"\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(all[1], "datapackage.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := previewed(t, d, all[0], all[1])
	seen, unseen := p.Packages[0], p.Packages[1]
	if seen.Read.Report.Faults() == 0 || seen.Problem != nil || seen.Then.Package == nil {
		t.Errorf("%+v", seen)
	}
	if fault.KindOf(unseen.Problem) != fault.Faults {
		t.Errorf("%+v", unseen)
	}
	var html bytes.Buffer
	if err := p.HTML(ctx, &html); err != nil {
		t.Fatal(err)
	}
	for _, said := range []string{"kan inte publiceras så här", "Paketet går inte att visa.", filepath.Base(all[1])} {
		if !strings.Contains(html.String(), said) {
			t.Errorf("the page does not say %q", said)
		}
	}
}
