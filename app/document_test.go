package app

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"rodatraden/app/desk"
	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/shell"
	"rodatraden/data/fault"
)

// attaching is a desk whose records have a PDF, and whose texts have a link.
type attaching struct {
	*desk.Desk
	err error
}

func (d attaching) Record(ctx context.Context, c page.Choice, ref string) (*page.RecordView, error) {
	v, err := d.Desk.Record(ctx, c, ref)
	if err == nil {
		v.Document = &page.Attached{Ref: ref, Kind: page.AttachedPDF, Title: "Delårsrapporten"}
	}
	return v, err
}

func (d attaching) Document(ctx context.Context, c page.Choice, ref string) (*page.Document, error) {
	v, err := d.Desk.Document(ctx, c, ref)
	if err == nil {
		v.Blocks = append(v.Blocks, page.TextBlock{Kind: page.ParagraphBlock, Runs: []page.TextRun{{Passage: page.Passage{Text: "rapporten"}, Address: address}}})
	}
	return v, err
}

func (d attaching) CopyPDF(context.Context, page.Attached) (string, error) {
	return "/hem/opened/delarsrapporten-0a1b2c3d.pdf", d.err
}

const address = "https://example.org/rapporter/delarsrapport?ar=2019&version=2"

func withDocuments(t *testing.T, copied, handed error) (*shell.Shell, fyne.Canvas, *[]string) {
	var opened []string
	s, c := openedAs(t, shell.Config{Desk: attaching{openDesk(t, i18n.Swedish), copied}, OpenURL: func(u *url.URL) error {
		opened = append(opened, u.String())
		return handed
	}}, wide)
	return s, c, &opened
}

func TestAPDFIsGivenToTheSystemFromTheRecordAndByCtrlD(t *testing.T) {
	s, c, opened := withDocuments(t, nil, nil)
	press(c, fyne.KeyD, fyne.KeyModifierControl)
	if len(*opened) > 0 {
		t.Fatalf("a page without a document opens %v", *opened)
	}
	s.Go(at(states[0], "record", "documents:forstudie-2019"))
	wantShown(t, c, "Öppna dokumentet")
	press(c, fyne.KeyD, fyne.KeyModifierControl)
	if len(*opened) != 1 || (*opened)[0] != "file:///hem/opened/delarsrapporten-0a1b2c3d.pdf" {
		t.Errorf("opened %v", *opened)
	}
	wantShown(t, c, "Delårsrapporten öppnas i datorns PDF-läsare.")
}

func TestADocumentThatCannotBeOpenedIsToldAndNothingIsOpened(t *testing.T) {
	for _, one := range []struct {
		copied, handed error
		want           string
		opened         int
	}{
		{fault.New("x", fault.Format, "", nil), nil, "är inte en PDF", 0},
		{fault.New("x", fault.LocalCorrupt, "", nil), nil, "är skadad eller borta", 0},
		{fault.New("x", fault.DiskFull, "", nil), nil, "Disken är full.", 0},
		{nil, errors.New("no viewer"), "inget program för PDF svarade", 1},
	} {
		s, c, opened := withDocuments(t, one.copied, one.handed)
		s.Go(at(states[0], "record", "documents:forstudie-2019"))
		press(c, fyne.KeyD, fyne.KeyModifierControl)
		if said := strings.Join(strings.Fields(shown(c)), " "); !strings.Contains(said, one.want) {
			t.Errorf("the window does not say %q: %s", one.want, said)
		}
		if len(*opened) != one.opened {
			t.Errorf("%s: opened %v", one.want, *opened)
		}
	}
}

func TestALinkIsFollowedOnlyWhenItsWholeAddressHasBeenSeenAndChosen(t *testing.T) {
	s, c, opened := withDocuments(t, nil, nil)
	s.Go(at(states[2], "document", "texts:granskningen-manadsuppfoljning"))
	follow := func() {
		t.Helper()
		links := canvastest.All[*part.LinkRow](c.Content())
		if len(links) == 0 {
			t.Fatalf("no link is shown:\n%s", shown(c))
		}
		links[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		wantShown(t, c, address)
	}
	follow()
	// The focus stands on what declines; Enter there, or Esc, opens nothing.
	if b, ok := c.Focused().(*part.Button); !ok || b.Label() != "Tillbaka" {
		t.Fatalf("the focus is on %T", c.Focused())
	}
	c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	wantShown(t, c, "Texterna i rapporten")
	follow()
	c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	wantShown(t, c, "Texterna i rapporten")
	if len(*opened) > 0 {
		t.Fatalf("opened %v before anything was chosen", *opened)
	}
	follow()
	for _, b := range canvastest.All[*part.Button](c.Content()) {
		if b.Label() == "Öppna i webbläsaren" {
			b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			break
		}
	}
	if len(*opened) != 1 || (*opened)[0] != address {
		t.Errorf("opened %v", *opened)
	}
	wantShown(t, c, "Texterna i rapporten")
	for _, bad := range []string{"http://example.org", "javascript:alert(1)", "file:///etc/passwd", ""} {
		s.Go(at(states[2], "link", bad))
		wantShown(t, c, "öppnas därför inte")
		if strings.Contains(shown(c), "Öppna i webbläsaren") {
			t.Errorf("%q can be opened", bad)
		}
	}
}
