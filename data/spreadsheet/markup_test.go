package spreadsheet

import (
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// pieces writes what our reader makes of a document, one piece a line, with texts put together.
func pieces(r io.Reader) (string, error) {
	var b strings.Builder
	var text strings.Builder
	flush := func() {
		if text.Len() > 0 {
			b.WriteString("text " + text.String() + "\n")
			text.Reset()
		}
	}
	m := newMarkup(r)
	for {
		p, err := m.next()
		if err != nil {
			return b.String(), err
		}
		switch p {
		case atEnd:
			flush()
			return b.String(), nil
		case opening:
			flush()
			b.WriteString("open " + m.tag)
			for _, a := range m.attributes {
				b.WriteString(" " + a.Name.Local + "=" + a.Value)
			}
			b.WriteString("\n")
		case closing:
			flush()
			b.WriteString("close " + m.tag + "\n")
		case words:
			text.Write(m.text)
		}
	}
}

func TestMarkupIsReadPieceByPiece(t *testing.T) {
	for s, want := range map[string]string{
		`<a/>`: "open a\nclose a\n",
		`<?xml version="1.0" encoding="UTF-8"?>` + "\r\n" + `<a b="1" c='2 &gt; "1"'><d>x &amp; y</d><!-- > --><e/>z</a>`: "open a b=1 c=2 > \"1\"\nopen d\ntext x & y\nclose d\nopen e\nclose e\ntext z\nclose a\n",
		"\uFEFF<x:a xmlns:x=\"u\"><x:b x:c=\"1\"/>\r\n\r</x:a>":                                                           "open a x=u\nopen b c=1\nclose b\ntext \n\n\nclose a\n",
		`<a><![CDATA[<b>&amp;]] ]]]>]</a>`:                                                                                "open a\ntext <b>&amp;]] ]]\nclose a\n",
		`<a>` + strings.Repeat("text å ", 20_000) + `</a>`:                                                                "open a\ntext " + strings.Repeat("text å ", 20_000) + "\nclose a\n",
		"\xFF\xFE<\x00a\x00>\x00\xe5\x00<\x00/\x00a\x00>\x00":                                                             "open a\ntext å\nclose a\n",
	} {
		if got, err := pieces(strings.NewReader(s)); err != nil || got != want {
			t.Errorf("%.60q: %v\n%.300s\nwant\n%.300s", s, err, got, want)
		}
		if got, err := pieces(iotest.OneByteReader(strings.NewReader(s))); err != nil || got != want {
			t.Errorf("%.60q: byte by byte it is read otherwise: %v", s, err)
		}
	}
}

func TestMalformedMarkupIsRefused(t *testing.T) {
	for _, s := range []string{
		"", " ", "a", "<a>", "<a", "<a></b>", "</a>", "<a/><b/>", "<a/>x", "<a b></a>", "<a b=c/>", `<a b="<"/>`,
		"<a>&x;</a>", "<a>&</a>", "<a>&#0;</a>", "<a>&#x110000;</a>", "<a>\x01</a>", "<a>\xff</a>", "<!DOCTYPE a><a/>",
		"<a><![CDATA[x</a>", "<a><!-- x</a>", "<a><?x </a>", `<?xml version="1.0" encoding="ISO-8859-1"?><a/>`, "<a>\uFFFF</a>", "< a/>", "<a>" + strings.Repeat("x", maxPiece+1<<20) + "</a>",
		strings.Repeat("<a>", 33) + strings.Repeat("</a>", 33),
	} {
		if got, err := pieces(strings.NewReader(s)); err == nil {
			t.Errorf("%.40q is read as %q", s, got)
		}
	}
}
