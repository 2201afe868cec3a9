package followup

import (
	"bytes"
	"net/url"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// checkMarkdown checks a Markdown file: text for people, with no HTML of its own, no images, and
// no links but https and those inside the text itself.
func checkMarkdown(c *collector, file string, raw []byte) {
	for n, line := range bytes.Split(raw, []byte{'\n'}) {
		if r, found := firstControl(string(line), "\t\r"); found {
			c.fault(ControlCharacter, place{file: file, row: n + 1, value: string(line)}, "Character", runeName(r))
		}
		if garbled(string(line)) {
			c.warn(Garbled, place{file: file, row: n + 1, value: string(line)})
		}
	}
	doc := goldmark.DefaultParser().Parse(text.NewReader(raw))
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		at := place{file: file}
		switch n := n.(type) {
		case *ast.HTMLBlock:
			if n.Lines().Len() > 0 {
				first := n.Lines().At(0)
				at.row, at.value = lineAt(raw, first.Start), strings.TrimSpace(string(first.Value(raw)))
			} else {
				at.row = lineAt(raw, n.ClosureLine.Start)
			}
			c.fault(RawHTML, at)
		case *ast.RawHTML:
			if n.Segments.Len() > 0 {
				first := n.Segments.At(0)
				at.row, at.value = lineAt(raw, first.Start), string(first.Value(raw))
			}
			c.fault(RawHTML, at)
		case *ast.Image:
			at.row, at.value = lineAt(raw, start(n)), string(n.Destination)
			if u, err := url.Parse(at.value); err != nil || u.IsAbs() || u.Host != "" {
				c.fault(RemoteImage, at)
			} else {
				c.fault(LocalImage, at)
			}
		case *ast.Link:
			checkLink(c, file, raw, n, string(n.Destination))
		case *ast.AutoLink:
			checkLink(c, file, raw, n, string(n.URL(raw)))
		}
		return ast.WalkContinue, nil
	})
}

func checkLink(c *collector, file string, raw []byte, n ast.Node, to string) {
	if !strings.HasPrefix(to, "#") && !secureAddress(to) {
		c.fault(LinkNotHTTPS, place{file: file, row: lineAt(raw, start(n)), value: to})
	}
}

// secureAddress reports whether an address is https, names a host, and carries no user.
func secureAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Scheme == "https" && u.Host != "" && u.User == nil
}

// start finds where a node, or the block that it stands in, begins in the source.
func start(n ast.Node) int {
	at := -1
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && at < 0 {
			at = t.Segment.Start
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	for ; at < 0 && n != nil; n = n.Parent() {
		if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
			at = n.Lines().At(0).Start
		}
	}
	return max(at, 0)
}

func lineAt(raw []byte, offset int) int {
	return 1 + bytes.Count(raw[:min(max(offset, 0), len(raw))], []byte{'\n'})
}
