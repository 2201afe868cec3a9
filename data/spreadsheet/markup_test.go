package spreadsheet

import (
	"encoding/xml"
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
			b.WriteString("open " + string(m.tag))
			for _, a := range m.attributes {
				b.WriteString(" " + string(local(a.name)) + "=" + string(a.value))
			}
			b.WriteString("\n")
		case closing:
			flush()
			b.WriteString("close " + string(m.tag) + "\n")
		case words:
			text.Write(m.text)
		}
	}
}

// theirs is the same of encoding/xml.
func theirs(s string) (string, error) {
	var b, text strings.Builder
	flush := func() {
		if text.Len() > 0 {
			b.WriteString("text " + text.String() + "\n")
			text.Reset()
		}
	}
	d := xml.NewDecoder(strings.NewReader(s))
	depth := 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			flush()
			return b.String(), nil
		}
		if err != nil {
			return "", err
		}
		switch token := token.(type) {
		case xml.StartElement:
			flush()
			depth++
			b.WriteString("open " + token.Name.Local)
			for _, a := range token.Attr {
				b.WriteString(" " + a.Name.Local + "=" + a.Value)
			}
			b.WriteString("\n")
		case xml.EndElement:
			flush()
			depth--
			b.WriteString("close " + token.Name.Local + "\n")
		case xml.CharData:
			if depth > 0 {
				text.Write(token)
			}
		}
	}
}

func TestMarkupIsReadAsEncodingXMLReadsIt(t *testing.T) {
	for _, s := range []string{
		`<a/>`,
		`<?xml version="1.0" encoding="UTF-8"?>` + "\r\n" + `<a b="1" c='2 &gt; "1"'><d>x &amp; y</d><!-- -- > --><e/>z</a>`,
		"<x:a xmlns:x=\"u\"><x:b x:c=\"1\"/>\r\n\r</x:a>",
		`<a><![CDATA[<b>&amp;]] ]]]>]</a>`,
		`<a>` + strings.Repeat("text å ", 20_000) + `</a>`,
		`<a><![CDATA[` + strings.Repeat("text å ]", 20_000) + `]]></a>`,
		`<a>` + strings.Repeat("&amp;", 30_000) + "\r\n" + `</a><!-- slut -->`,
		`<a>` + strings.Repeat(`<b c="1">2</b>`, 20_000) + `</a>`,
		`<a><!--` + strings.Repeat("-x", 100_000) + `--><?x ` + strings.Repeat("?", 100_000) + `?></a>`,
	} {
		want, err := theirs(s)
		if err != nil && !strings.Contains(s, "-- >") {
			t.Fatal(err)
		}
		got, err2 := pieces(strings.NewReader(s))
		if err2 != nil {
			t.Errorf("%.60s: %v", s, err2)
		}
		if err == nil && got != want {
			t.Errorf("%.60s:\n%.300s\nwant\n%.300s", s, got, want)
		}
		if slow, err := pieces(iotest.OneByteReader(strings.NewReader(s))); slow != got || err != nil {
			t.Errorf("%.60s: byte by byte it is read otherwise: %v", s, err)
		}
	}
}

func TestMalformedMarkupIsRefused(t *testing.T) {
	for _, s := range []string{
		"", " ", "a", "<a>", "<a", "<a></b>", "</a>", "<a/><b/>", "<a/>x", "<a b></a>", "<a b=c/>", `<a b="1"c="2"/>`, `<a b="<"/>`,
		"<a>&x;</a>", "<a>&</a>", "<a>&#0;</a>", "<a>&#xD800;</a>", "<a>&#x110000;</a>", "<a>\x01</a>", "<a>\xff</a>", "<!DOCTYPE a><a/>",
		"<a><![CDATA[x</a>", "<a><!-- x</a>", "<a><?x </a>", `<?xml version="1.0" encoding="ISO-8859-1"?><a/>`, "<a>\uFFFF</a>", "< a/>",
		strings.Repeat("<a>", 33) + strings.Repeat("</a>", 33),
	} {
		if got, err := pieces(strings.NewReader(s)); err == nil {
			t.Errorf("%.40q is read as %q", s, got)
		}
	}
}

func FuzzMarkupAgreesWithEncodingXML(f *testing.F) {
	for _, s := range []string{`<a b="1"><c>x&amp;y</c><![CDATA[z]]></a>`, "<x:a>\r\n</x:a>", "<?xml version='1.0'?><a/>", "<a>]]></a>", "<a b='&#10;'/>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := pieces(strings.NewReader(s))
		if slow, err2 := pieces(iotest.OneByteReader(strings.NewReader(s))); (err == nil) != (err2 == nil) || err == nil && slow != got {
			t.Errorf("byte by byte it is read otherwise: %v and %v\n%s\n%s", err, err2, got, slow)
		}
		if err != nil {
			return
		}
		want, err := theirs(s)
		if err == nil && got != want {
			t.Errorf("%q is\n%s\nwant\n%s", s, got, want)
		}
	})
}
