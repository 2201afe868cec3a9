package export

import (
	"bytes"
	"embed"
	"html/template"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	marktext "github.com/yuin/goldmark/text"

	"rodatraden/app/i18n"
	"rodatraden/assets"
	"rodatraden/data/fault"
)

// guideCopy is the publisher's guide as one page.
type guideCopy struct {
	Language, Title, Sub, Committee string
	Contents                        string
	Chapters                        []guideChapter
	Body                            template.HTML
}

// guideChapter is a line of the contents.
type guideChapter struct{ ID, Title string }

// guideMarkdown reads the guide: tables, and names that headings give themselves, {#so}.
var guideMarkdown = goldmark.New(goldmark.WithExtensions(extension.Table), goldmark.WithParserOptions(parser.WithHeadingAttribute(), parser.WithAutoHeadingID()))

// GuideHTML writes the publisher's guide as one page to read, print and mail: it refers to nothing outside
// itself. It is written in Swedish, whatever the language of the program.
func GuideHTML(w io.Writer) error {
	const op = "export.GuideHTML"
	raw := guideSource()
	doc := guideMarkdown.Parser().Parse(marktext.NewReader(raw))
	l := i18n.New(i18n.Swedish)
	c := guideCopy{Language: l.Lang(), Committee: l.Text("guide.program"), Contents: l.Text("guide.contents")}
	// The title and the sentence under it stand over the contents, the rest below.
	for _, of := range []*string{&c.Title, &c.Sub} {
		first := doc.FirstChild()
		if first == nil {
			break
		}
		*of = plainWords(first, raw)
		doc.RemoveChild(doc, first)
	}
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok && h.Level == 2 {
			id, _ := h.AttributeString("id")
			name, _ := id.([]byte)
			c.Chapters = append(c.Chapters, guideChapter{string(name), plainWords(h, raw)})
		}
	}
	var body bytes.Buffer
	if err := guideMarkdown.Renderer().Render(&body, raw, doc); err != nil {
		return fault.New(op, fault.Local, "", err)
	}
	c.Body = template.HTML(body.String())
	if err := reading.ExecuteTemplate(w, "guide.tmpl", c); err != nil {
		return fault.New(op, fault.Local, "", err)
	}
	return nil
}

// plainWords is the text of a block, without its marks.
func plainWords(block ast.Node, raw []byte) string {
	var b strings.Builder
	_ = ast.Walk(block, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && entering {
			b.Write(t.Segment.Value(raw))
			if t.SoftLineBreak() {
				b.WriteByte(' ')
			}
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// guideSource is the guide's Markdown, with the example files in their places.
func guideSource() []byte {
	raw := embedded(assets.Guide, "guide/utgivare.sv.md")
	return guideExample.ReplaceAllFunc(raw, func(fence []byte) []byte {
		name := guideExample.FindSubmatch(fence)[1]
		return slices.Concat([]byte("```\n"), embedded(assets.Packaging, "packaging/"+string(name)), []byte("```\n"))
	})
}

// guideExample is where the guide shows an example file whole.
var guideExample = regexp.MustCompile("(?m)^```exempel (\\S+)\n```\n")

func embedded(from embed.FS, name string) []byte {
	raw, err := from.ReadFile(name)
	if err != nil {
		panic(err) // a fault of the program, and not of its input
	}
	return raw
}

// What Markdown marks in a line, for a screen of text that shows no marks.
var (
	guideName = regexp.MustCompile(`\s*\{#[a-z0-9-]+\}$`)
	guideLink = regexp.MustCompile(`\[([^\]]+)\]\([^)]+\)`)
	guideMark = regexp.MustCompile("\\*\\*([^*]+)\\*\\*|\\*([^*]+)\\*|`([^`]+)`")
)

// GuideText writes the publisher's guide to be read in a terminal.
func GuideText(w io.Writer) error {
	var b strings.Builder
	fenced, indent := false, ""
	for line := range strings.Lines(string(guideSource())) {
		line = strings.TrimRight(line, "\n")
		box, quoted := strings.CutPrefix(line, ">")
		edge := ""
		if quoted {
			line, edge = strings.TrimPrefix(box, " "), "  | "
		}
		if strings.HasPrefix(line, "```") {
			fenced, indent = !fenced, "    "
			if line == "```svar" { // what the program says stands further in than what is written
				indent = "        "
			}
			continue
		}
		if fenced {
			b.WriteString(strings.TrimRight(edge+indent+line, " ") + "\n")
			continue
		}
		line = guideLink.ReplaceAllString(guideName.ReplaceAllString(line, ""), "$1")
		line = guideMark.ReplaceAllString(line, "$1$2$3")
		switch title := strings.TrimLeft(line, "# "); {
		case strings.HasPrefix(line, "# "):
			line = title + "\n" + strings.Repeat("=", len([]rune(title)))
		case strings.HasPrefix(line, "## "):
			line = "\n" + title + "\n" + strings.Repeat("-", len([]rune(title)))
		case strings.HasPrefix(line, "#"):
			line = title
		}
		b.WriteString(strings.TrimRight(edge+line, " ") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}
