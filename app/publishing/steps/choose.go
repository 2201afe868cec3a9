package steps

import (
	"path/filepath"
	"strconv"

	"rodatraden/app/i18n"
)

// choose asks for the files of a publish.
func (b builder) choose() *Page {
	n := len(b.k.Files)
	p := &Page{Headline: b.text("choose.headline"), Sub: b.text("choose.sub"), Back: true}
	if n > 0 {
		p.Headline = i18n.Capital(b.text("choose.chosen", "Count", n, "Number", b.l.Counted(n)))
	}
	f := b.field("file", false, "add")
	p.Main = []Block{Section{Title: b.text("choose.where")}, f}
	presses := Presses{*b.press("add", "plus")}
	if b.k.Dialogs {
		presses = append(presses, *b.press("file", "document"), *b.press("folder", "document"))
	}
	p.Main = append(p.Main, presses, Prose{Text: b.text("choose.drop"), Muted: true})
	if n > 0 {
		p.Main = append(p.Main, Section{Title: b.text("choose.list")})
	}
	for i, file := range b.k.Files {
		p.Main = append(p.Main, Row{Title: filepath.Base(file), Under: filepath.Dir(file), Do: b.press(Act("remove/"+strconv.Itoa(i)), "close")})
	}
	if b.k.Busy != "" {
		p.Note = b.k.Busy
		p.Call = b.press("stop", "close")
		return p
	}
	if n > 0 {
		p.Next = b.press("read", "")
	}
	return p
}
