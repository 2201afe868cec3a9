package page

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	tables "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// What of a Markdown text is read. Publishers' own checks refuse more than this; a text that has not
// been through them must not cost the reader's memory or patience.
const (
	maxMarkdown  = 3_000_000 // bytes of a text
	maxNesting   = 32        // lists and quotes inside each other
	maxTableSize = 20_000    // cells of a table
	maxPassage   = 8_000     // bytes that are looked through for emphasis and links together
	maxBlock     = 4_000     // characters of a block; a longer one becomes several
	maxTableRows = 60        // rows of a block; a longer table becomes several, each with its heads
)

// where says what a link in a text leads to: an https address, another text of the package, or nothing.
type where func(destination string) (address, opens string)

// blocks makes a Markdown text's blocks. Raw HTML is never among them: leftOut counts the blocks of it.
// Of an image only its words are; links that lead nowhere are plain text.
func blocks(markdown string, to where) (out []TextBlock, leftOut int, cut bool) {
	if len(markdown) > maxMarkdown {
		markdown, cut = markdown[:maxMarkdown], true
		if end := strings.LastIndexByte(markdown, '\n'); end > 0 {
			markdown = markdown[:end]
		}
	}
	raw := []byte(parted(plain(markdown)))
	r := reading{raw: raw, to: to}
	r.read(markdownParser.Parse(text.NewReader(raw)))
	return r.out, r.leftOut, cut
}

// plain takes away what no text for people holds and what could make one read as something else:
// control characters, and those that turn the direction of writing.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r' || r == utf8.RuneError || unicode.Is(unicode.Bidi_Control, r) || unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
}

// parted parts what is longer than a passage: finding what emphasis and links belong together takes
// time that grows faster than the text. Lines that belong to one passage are parted by an empty line;
// those of a table have its heads again.
func parted(s string) string {
	if len(s) <= maxPassage {
		return s
	}
	var out strings.Builder
	var lines, size int // of the passage so far
	var first, heads string
	for line := range strings.Lines(s) {
		if strings.TrimSpace(line) == "" {
			lines, size, heads = 0, 0, ""
			out.WriteString(line)
			continue
		}
		for len(line) > maxPassage {
			end := maxPassage
			if space := strings.LastIndexByte(line[:end], ' '); space > 0 {
				end = space + 1
			}
			for end < len(line) && !utf8.RuneStart(line[end]) {
				end++
			}
			out.WriteString(line[:end] + "\n\n")
			line, lines, size, heads = line[end:], 0, 0, ""
		}
		if lines++; lines == 1 {
			first = line
		} else if lines == 2 && underHeads(line) && len(first)+len(line) < maxPassage/4 {
			heads = first + line
		}
		if size += len(line); size > maxPassage {
			out.WriteString("\n" + heads)
			size = len(heads) + len(line)
		}
		out.WriteString(line)
	}
	return out.String()
}

// underHeads reports whether a line is the one that stands under a table's heads.
func underHeads(line string) bool {
	return strings.Contains(line, "-") && strings.Contains(line, "|") && strings.Trim(line, "|:- \t\n") == ""
}

// markdownParser reads Markdown with tables, and heeds the limits.
var markdownParser = newMarkdownParser()

func newMarkdownParser() parser.Parser {
	all := parser.DefaultBlockParsers()
	for i, p := range all {
		switch p.Priority {
		case 300, 800: // lists and quotes
			all[i].Value = shallow{p.Value.(parser.BlockParser)}
		}
	}
	return parser.NewParser(
		parser.WithBlockParsers(all...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(append(parser.DefaultParagraphTransformers(),
			util.Prioritized(smallTables{extension.NewTableParagraphTransformer()}, 200))...),
		parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
	)
}

// shallow opens no list and no quote inside maxNesting others: its marks are text there.
type shallow struct{ parser.BlockParser }

// Open is called by the parser.
func (p shallow) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	depth := 0
	for n := parent; n != nil; n = n.Parent() {
		switch n.(type) {
		case *ast.List, *ast.Blockquote:
			depth++
		}
	}
	if depth >= maxNesting {
		return nil, parser.NoChildren
	}
	return p.BlockParser.Open(parent, reader, pc)
}

// smallTables makes no table of more than maxTableSize cells: a row is filled up to the number of
// heads, however short it is.
type smallTables struct{ parser.ParagraphTransformer }

// Transform is called by the parser.
func (p smallTables) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines, columns := node.Lines(), 0
	for i := range lines.Len() {
		at := lines.At(i)
		columns = max(columns, 1+bytes.Count(at.Value(reader.Source()), []byte{'|'}))
	}
	if columns > 1 && columns*lines.Len() <= maxTableSize {
		p.ParagraphTransformer.Transform(node, reader, pc)
	}
}

// reading makes blocks of what was parsed.
type reading struct {
	raw     []byte
	to      where
	out     []TextBlock
	leftOut int
}

// read visits a document without calling itself: how deep a text's emphasis goes is for its writer.
func (r *reading) read(root ast.Node) {
	var lists []string // the mark of the item that stands open in each list; "" when it has been set
	numbers := map[ast.Node]int{}
	quoted := 0
	add := func(b TextBlock) {
		b.Depth, b.Quoted = len(lists), quoted
		if len(lists) > 0 {
			b.Mark, lists[len(lists)-1] = lists[len(lists)-1], ""
		}
		r.out = append(r.out, b)
	}
	visit(root, func(n ast.Node, entering bool) (into bool) {
		switch n := n.(type) {
		case *ast.List:
			if entering {
				lists, numbers[n] = append(lists, ""), n.Start
			} else {
				lists = lists[:len(lists)-1]
			}
		case *ast.ListItem:
			if list, ok := n.Parent().(*ast.List); ok && entering {
				lists[len(lists)-1] = "•"
				if list.IsOrdered() {
					lists[len(lists)-1] = fmt.Sprintf("%d.", numbers[list])
					numbers[list]++
				}
			}
		case *ast.Blockquote:
			if quoted++; !entering {
				quoted -= 2
			}
		case *ast.Heading:
			if entering {
				add(TextBlock{Kind: HeadingBlock, Level: n.Level, Runs: r.runs(n)})
			}
			return false
		case *ast.Paragraph, *ast.TextBlock:
			if entering {
				for i, runs := range portions(r.runs(n)) {
					if len(runs) > 0 || i == 0 && len(lists) > 0 {
						add(TextBlock{Kind: ParagraphBlock, Runs: runs})
					}
				}
			}
			return false
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			if entering {
				lines := strings.TrimRight(string(n.Lines().Value(r.raw)), "\n")
				for _, runs := range portions([]TextRun{{Passage: Passage{Text: lines}, Code: true}}) {
					add(TextBlock{Kind: CodeBlock, Runs: runs})
				}
			}
			return false
		case *ast.ThematicBreak:
			if entering {
				add(TextBlock{Kind: RuleBlock})
			}
		case *ast.HTMLBlock:
			if entering {
				r.leftOut++
			}
			return false
		case *tables.Table:
			if entering {
				for _, rows := range r.table(n) {
					add(TextBlock{Kind: TableBlock, Rows: rows})
				}
			}
			return false
		}
		return true
	})
}

// visit walks a tree in reading order. do says whether to go into a node; where it does, it is called
// again when the node is left.
func visit(root ast.Node, do func(n ast.Node, entering bool) (into bool)) {
	for n := root; ; {
		if do(n, true) {
			if first := n.FirstChild(); first != nil {
				n = first
				continue
			}
			do(n, false)
		}
		for n != root && n.NextSibling() == nil {
			n = n.Parent()
			do(n, false)
		}
		if n == root {
			return
		}
		n = n.NextSibling()
	}
}

// runs are the words of a block with their weight, slant and links.
func (r *reading) runs(block ast.Node) []TextRun {
	var out []TextRun
	var bold, italic, code, image int
	type link struct{ address, opens string }
	var links []link
	add := func(words string) {
		run := TextRun{Passage: Passage{Text: words, Bold: bold > 0, Italic: italic > 0}, Code: code > 0}
		if len(links) > 0 && image == 0 {
			run.Address, run.Opens = links[len(links)-1].address, links[len(links)-1].opens
		}
		if last := len(out) - 1; last >= 0 && alike(out[last], run) {
			out[last].Text += words
			return
		}
		if words != "" {
			out = append(out, run)
		}
	}
	visit(block, func(n ast.Node, entering bool) bool {
		step := 1
		if !entering {
			step = -1
		}
		switch n := n.(type) {
		case *ast.Text:
			if entering {
				add(resolved(n.Segment.Value(r.raw)))
				switch {
				case n.HardLineBreak():
					add("\n")
				case n.SoftLineBreak():
					add(" ")
				}
			}
		case *ast.String:
			if entering {
				add(string(n.Value))
			}
		case *ast.Emphasis:
			if n.Level > 1 {
				bold += step
			} else {
				italic += step
			}
		case *ast.CodeSpan:
			code++
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				if t, ok := c.(*ast.Text); ok {
					add(strings.ReplaceAll(string(t.Segment.Value(r.raw)), "\n", " "))
				}
			}
			code--
			return false
		case *ast.Image:
			image += step
		case *ast.Link:
			if entering {
				address, opens := r.to(resolved(n.Destination))
				links = append(links, link{address, opens})
			} else {
				links = links[:len(links)-1]
			}
		case *ast.AutoLink:
			address, opens := r.to(string(n.URL(r.raw)))
			links = append(links, link{address, opens})
			add(string(n.Label(r.raw)))
			links = links[:len(links)-1]
			return false
		case *ast.RawHTML:
			return false
		}
		return true
	})
	return out
}

// resolved is a text with what its escapes and references stand for.
func resolved(raw []byte) string {
	raw = util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(raw)))
	return strings.ReplaceAll(plain(string(raw)), "\n", " ")
}

// alike reports whether two runs differ in nothing but their text.
func alike(a, b TextRun) bool {
	a.Text, b.Text = "", ""
	return a == b
}

// portions parts runs of more than maxBlock characters, at a space where there is one.
func portions(runs []TextRun) [][]TextRun {
	var out [][]TextRun
	var now []TextRun
	room := maxBlock
	for _, run := range runs {
		for utf8.RuneCountInString(run.Text) > room {
			end, n := 0, 0
			for i := range run.Text {
				if n == room {
					end = i
					break
				}
				n++
			}
			if space := strings.LastIndexAny(run.Text[:end], " \n"); space > 0 {
				end = space + 1
			}
			head := run
			head.Text = run.Text[:end]
			run.Text = run.Text[end:]
			out, now, room = append(out, append(now, head)), nil, maxBlock
		}
		now = append(now, run)
		room -= utf8.RuneCountInString(run.Text)
	}
	if len(now) > 0 || len(out) == 0 {
		out = append(out, now)
	}
	return out
}

// table is a table's rows, in portions that each begin with the heads.
func (r *reading) table(t *tables.Table) [][][]TextCell {
	var all [][]TextCell
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []TextCell
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			cell, _ := c.(*tables.TableCell)
			runs := r.runs(c)
			if runs == nil {
				runs = []TextRun{}
			}
			cells = append(cells, TextCell{Runs: runs, Right: cell != nil && cell.Alignment == tables.AlignRight})
		}
		all = append(all, cells)
	}
	if len(all) <= 1 {
		return [][][]TextCell{all}
	}
	var out [][][]TextCell
	for body := all[1:]; len(body) > 0; {
		n := min(len(body), maxTableRows)
		out = append(out, append([][]TextCell{all[0]}, body[:n]...))
		body = body[n:]
	}
	return out
}

// words are a block's words without their looks.
func words(runs []TextRun) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return strings.TrimSpace(b.String())
}
