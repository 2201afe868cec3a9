package steps

import (
	"strings"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
)

// receipt tells what was published.
func (b builder) receipt() *Page {
	r := b.k.Receipt
	p := &Page{}
	if r == nil {
		p.Headline, p.Sub = b.text("receipt.none"), b.text("receipt.none.sub")
		return p
	}
	n := len(r.Packages)
	p.Headline = i18n.Capital(b.text("receipt.headline", "Count", n, "Number", b.l.Counted(n)))
	if n == 0 {
		p.Headline = b.text("receipt.earlier")
	}
	p.Sub = b.text("receipt.sub", "When", b.l.Moment(r.When.Local()))
	p.Left = []Block{Section{Title: b.text("receipt.packages")}}
	done := page.Mark{Kind: page.MarkDone, Text: b.text("receipt.done")}
	for _, one := range r.Packages {
		p.Left = append(p.Left, Row{Title: one.Title, Under: one.Committee + " · " + b.l.Bytes(one.Bytes), Mark: &done})
	}
	p.Left = append(p.Left, Facts{
		{Label: b.text("receipt.until"), Text: b.l.Day(r.Until.Local())},
		{Label: b.text("receipt.address"), Text: r.Address},
		{Label: b.text("receipt.kept"), Text: r.Path},
	})
	p.Right = []Block{Section{Title: b.text("receipt.words")}, Words(r.Words), Prose{Text: b.text("receipt.words.why"), Muted: true}}
	for _, one := range r.Packages {
		p.Right = append(p.Right, Facts{{Label: b.text("receipt.hash"), Text: spaced(one.SHA256)}})
	}
	p.Right = append(p.Right, Presses{*b.press("save.text", "document"), *b.press("save.html", "export")})
	p.Next = b.press("again", "")
	return p
}

// spaced writes a hash in groups, so that it can be read aloud and broken into lines.
func spaced(hash string) string {
	var out []string
	for len(hash) > 8 {
		out, hash = append(out, hash[:8]), hash[8:]
	}
	return strings.Join(append(out, hash), " ")
}
