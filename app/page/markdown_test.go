package page

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
)

func nowhere(string) (string, string) { return "", "" }

// outline is a text's blocks in a line each.
func outline(markdown string, to where) string {
	all, left, _ := blocks(markdown, to)
	var out []string
	for _, b := range all {
		line := fmt.Sprintf("%s%d%s", strings.Repeat(">", b.Quoted), b.Depth, b.Mark)
		if b.Kind == HeadingBlock {
			line = fmt.Sprintf("#%d", b.Level)
		}
		line += " " + string(b.Kind[:1])
		for _, r := range b.Runs {
			looks := ""
			for _, l := range []struct {
				on   bool
				name string
			}{{r.Bold, "b"}, {r.Italic, "i"}, {r.Code, "c"}, {r.Address != "", "→" + r.Address}, {r.Opens != "", "↪" + r.Opens}} {
				if l.on {
					looks += l.name
				}
			}
			line += fmt.Sprintf(" %s[%s]", looks, r.Text)
		}
		for _, row := range b.Rows {
			line += " /"
			for _, c := range row {
				line += " " + words(c.Runs)
			}
		}
		out = append(out, line)
	}
	if left > 0 {
		out = append(out, fmt.Sprintf("left out %d", left))
	}
	return strings.Join(out, "\n")
}

func TestMarkdownBecomesBlocks(t *testing.T) {
	to := func(d string) (string, string) {
		if a, ok := SecureAddress(d); ok {
			return a, ""
		}
		if d == "annat.md" {
			return "", "texts:annat"
		}
		return "", ""
	}
	for _, c := range []struct{ name, markdown, want string }{
		{"a heading and a paragraph", "# Ekonomi\n\nPrognosen är **−4,0 mkr**,\n*sämre* än i `mars`.", "#1 h [Ekonomi]\n0 p [Prognosen är ] b[−4,0 mkr] [, ] i[sämre] [ än i ] c[mars] [.]"},
		{"lists in lists", "3. tre\n   - under\n\n     mer\n4. fyra", "13. p [tre]\n2• p [under]\n2 p [mer]\n14. p [fyra]"},
		{"a quote", "> sagt\n>\n> > av en annan", ">0 p [sagt]\n>>0 p [av en annan]"},
		{"a table", "|År|Tkr|\n|-|-:|\n|2019|−18|\n", "0 t / År Tkr / 2019 −18"},
		{"a rule and kept lines", "a\n\n---\n\n```\nx  y\n z\n```", "0 p [a]\n0 r\n0 c c[x  y\n z]"},
		{"a secure link", "[rapporten](https://example.org/a?b=1&amp;c=2)", "0 p →https://example.org/a?b=1&c=2[rapporten]"},
		{"a link to another text", "[annat](annat.md)", "0 p ↪texts:annat[annat]"},
		{"an address by itself", "<https://example.org>", "0 p →https://example.org[https://example.org]"},
		{"links that lead nowhere", "[a](javascript:alert(1)) [b](http://example.org) [c](#a) [d](file:///etc/passwd) [e](https://u@example.org) [f](data:text/html,x) [g](//example.org)", "0 p [a b c d e f g]"},
		{"raw HTML", "<script>alert(1)</script>\n\nmed <b onclick=x>ord</b>", "0 p [med ord]\nleft out 1"},
		{"an image", "![en kurva](https://example.org/a.png) och ![**ritning**](b.png)", "0 p [en kurva och ] b[ritning]"},
		{"escapes", "\\*inte\\* &amp; &#8212;", "0 p [*inte* & —]"},
		{"letters that turn the writing", "a\u202eb&#x202e;c\u0007", "0 p [abc]"},
	} {
		if got := outline(c.markdown, to); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestListsStandNoDeeperThanTheLimit(t *testing.T) {
	for _, markdown := range []string{strings.Repeat("- ", 500) + "djupt", strings.Repeat("> ", 500) + "djupt", strings.Repeat("> - ", 5000) + "djupt"} {
		all, _, _ := blocks(markdown, nowhere)
		said := ""
		for _, b := range all {
			if b.Depth+b.Quoted > maxNesting {
				t.Errorf("a block stands in %d lists and quotes", b.Depth+b.Quoted)
			}
			said += words(b.Runs)
		}
		if !strings.Contains(said, "djupt") {
			t.Error("what stands deepest is lost")
		}
	}
}

func TestALongTextIsReadWholeInBlocksThatCanBeShown(t *testing.T) {
	one := strings.Repeat("Ett ord till i en lång mening utan slut ", 50_000) // two megabytes, one line
	all, _, cut := blocks(one, nowhere)
	said := 0
	for _, b := range all {
		if n := len([]rune(b.Runs[0].Text)); n > maxBlock {
			t.Fatalf("a block of %d characters", n)
		}
		for _, r := range b.Runs {
			said += strings.Count(r.Text, "mening")
		}
	}
	if cut || said != 50_000 {
		t.Errorf("%d of 50 000 sentences, cut %t", said, cut)
	}
	table := "|År|Tkr|\n|-|-|\n" + strings.Repeat("|2019|ett belopp|\n", 2000)
	rows := 0
	all, _, _ = blocks(table, nowhere)
	for _, b := range all {
		if b.Kind != TableBlock || len(b.Rows) > maxTableRows+1 || words(b.Rows[0][0].Runs) != "År" {
			t.Fatalf("a long table has a block of %s with %d rows", b.Kind, len(b.Rows))
		}
		rows += len(b.Rows) - 1
	}
	if rows != 2000 {
		t.Errorf("%d of 2 000 rows", rows)
	}
	if _, _, cut := blocks(strings.Repeat("a\n\n", maxMarkdown), nowhere); !cut {
		t.Error("nothing says that a text beyond the limit is cut")
	}
}

// A row is filled up to the number of heads: five thousand heads and a million short rows are a small
// file and five thousand million cells.
func TestATableIsNoBomb(t *testing.T) {
	all, _, _ := blocks(strings.Repeat("|a", 5000)+"\n"+strings.Repeat("|-", 5000)+"\n"+strings.Repeat("a\n", 20_000), nowhere)
	for _, b := range all {
		if b.Kind == TableBlock && len(b.Rows)*len(b.Rows[0]) > maxTableSize {
			t.Fatalf("%d rows of %d cells", len(b.Rows), len(b.Rows[0]))
		}
	}
}

func FuzzMarkdown(f *testing.F) {
	for _, s := range []string{"# a\n\n*b* [c](https://d.e) `f`", "- a\n  1. b\n> c", "|a|b|\n|-|-|\n|`c\\|d`|", "<b>x</b>\n\n![a](b)", "[a]: https://b\n\n[a][]", "```\na"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, markdown string) {
		all, left, _ := blocks(markdown, func(d string) (string, string) {
			a, _ := SecureAddress(d)
			return a, ""
		})
		if left < 0 {
			t.Fatal("less than nothing is left out")
		}
		check := func(runs []TextRun) {
			for _, r := range runs {
				for _, c := range r.Text {
					if unicode.IsControl(c) && c != '\n' && c != '\t' || unicode.Is(unicode.Bidi_Control, c) {
						t.Fatalf("%q holds %q", r.Text, c)
					}
				}
				if r.Address != "" && !strings.HasPrefix(r.Address, "https://") {
					t.Fatalf("a link to %q", r.Address)
				}
			}
		}
		for _, b := range all {
			if b.Quoted < 0 || b.Depth < 0 || b.Depth+b.Quoted > maxNesting || b.Kind == HeadingBlock && (b.Level < 1 || b.Level > 6) {
				t.Fatalf("%+v", b)
			}
			check(b.Runs)
			for _, row := range b.Rows {
				for _, c := range row {
					check(c.Runs)
				}
			}
		}
	})
}
