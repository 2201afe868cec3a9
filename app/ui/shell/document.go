package shell

import (
	"errors"
	"net/url"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/document"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
	"rodatraden/data/fault"
)

// attached is the file behind the record that is shown; nil where it has none that can be opened.
func (s *Shell) attached() *page.Attached {
	r, ok := s.shown.data.(*page.RecordView)
	if !ok || s.shown.err != nil || r.Document == nil || r.Document.Kind == "" {
		return nil
	}
	return r.Document
}

// openDocument opens the file behind the record that is shown: a text in the window, a PDF in the
// system's viewer.
func (s *Shell) openDocument() {
	a := s.attached()
	if a == nil {
		return
	}
	if a.Kind == page.AttachedText {
		s.read(a.Ref)
		return
	}
	file := *a
	s.background(func() func() {
		path, err := s.desk.CopyPDF(s.ctx, file)
		return func() { s.viewed(file, path, err) }
	})
}

// viewed gives the copy of a PDF to the system, or tells why there is none.
func (s *Shell) viewed(file page.Attached, path string, err error) {
	if err == nil {
		if err := s.hand(fileAddress(path)); err != nil {
			s.log.Error("viewer", "path", path, "error", err)
			s.wrong("viewer", file.Title, path)
			return
		}
		s.say(&news{text: s.l.Text("document.opened", "Title", file.Title)})
		return
	}
	s.log.Error("document", "ref", file.Ref, "kind", fault.KindOf(err), "error", err)
	switch kind := fault.KindOf(err); kind {
	case fault.Format, fault.LocalCorrupt:
		s.wrong(string(kind), file.Title, "")
	default:
		s.sayTrouble(err)
	}
}

// wrong tells what went wrong with a document, and what to do.
func (s *Shell) wrong(what, title, path string) {
	id := "document.wrong." + what
	s.say(&news{text: s.l.Text(id, "Title", title) + " " + s.l.Text(id+".do", "Path", path), grave: true})
}

// fileAddress writes a path as an address; on Windows a drive's letter comes after a stroke.
func fileAddress(path string) *url.URL {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return &url.URL{Scheme: "file", Path: path}
}

// hand gives an address to the system.
func (s *Shell) hand(to *url.URL) error {
	switch {
	case s.config.OpenURL != nil:
		return s.config.OpenURL(to)
	case s.config.Headless:
		return errors.New("nobody waits at a screen")
	}
	return fyne.CurrentApp().OpenURL(to)
}

// read goes to a text of the package.
func (s *Shell) read(ref string) { s.Go(s.at("document", ref)) }

// newDocument makes the page of a text.
func (s *Shell) newDocument(env part.Env, d *page.Document) view {
	return document.New(env, d, document.Goes{
		Back: s.leave, Read: s.read,
		Leave: func(address string) { s.visit(s.at("link", address), "decline") },
	})
}

// newLink asks before a link is followed out of the program. It shows the whole address, and the focus
// stands on the button that declines.
func (s *Shell) newLink() view {
	address, ok := page.SecureAddress(s.shown.place.Argument)
	sub := s.l.Text("document.link.sub")
	if !ok {
		sub = s.l.Text("document.link.refused")
	}
	p := part.NewPage(s.env())
	env := p.Env()
	items := []part.Item{{Block: part.NewHeadline(env, s.l.Text("document.link.headline"), sub)}}
	decline := part.NewButton(env, "back", s.l.Text("ui.back"), s.leave)
	s.control("decline", decline)
	buttons := []*part.Button{decline}
	if ok {
		items = append(items, part.Item{Block: part.NewSection(env, s.l.Text("document.link.address")), Gap: 16, Keep: true},
			part.Item{Block: part.NewProse(env, look.Body, page.Passage{Text: address}), Gap: 8})
		follow := part.NewPrimaryButton(env, "", s.l.Text("document.link.open"), func() { s.follows(address) })
		s.control("browse", follow)
		buttons = append([]*part.Button{follow}, decline)
	}
	items = append(items, part.Item{Block: part.NewButtons(env, buttons...), Gap: 24})
	p.SetContent(part.NewColumn(env, items...))
	return paged{p}
}

// follows opens an address that the reader has seen and chosen, and goes back to the text.
func (s *Shell) follows(address string) {
	to, err := url.Parse(address)
	if _, ok := page.SecureAddress(address); err != nil || !ok {
		return
	}
	err = s.hand(to)
	s.leave()
	if err != nil {
		s.log.Error("browser", "error", err)
		s.wrong("browser", "", address)
		return
	}
	s.say(&news{text: s.l.Text("document.link.opened")})
}
