package dictionary

import (
	"fmt"
	"io"
	"strings"

	"rodatraden/data/fault"
)

// Markdown writes the dictionary as Markdown, a table of columns for each table.
func Markdown(w io.Writer, d *Dictionary) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\n## %s\n\n", d.Title, plain(d.Intro), d.Legend)
	for _, f := range d.Forms {
		fmt.Fprintf(&b, "- %s: %s\n", f.Label, plain(f.Text))
	}
	fmt.Fprintf(&b, "\n## %s\n\n", d.Contents)
	for _, t := range d.Tables {
		fmt.Fprintf(&b, "- [%s](#%s) – `%s`\n", plain(t.Title), anchor(t), t.Name)
	}
	for _, t := range d.Tables {
		fmt.Fprintf(&b, "\n## %s (`%s`)\n\n%s\n\n", plain(t.Title), t.Name, plain(t.Description))
		for _, f := range t.Facts {
			fmt.Fprintf(&b, "- %s: %s\n", f.Label, plain(f.Text))
		}
		fmt.Fprintf(&b, "\n| %s |\n|---|---|---|---|---|\n", strings.Join(d.Head[:], " | "))
		for _, c := range t.Columns {
			form := plain(c.Form)
			for i, v := range c.Values {
				if i > 0 {
					form += ";"
				}
				form += fmt.Sprintf(" `%s` %s", v.Written, plain(v.Means))
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", c.Name, plain(c.Title), plain(c.Meaning), form, c.Required)
		}
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fault.New("dictionary.Markdown", fault.Local, "", err)
	}
	return nil
}

// anchor is what a heading is called in the common readers of Markdown.
func anchor(t Table) string {
	return strings.NewReplacer(" ", "-", ",", "").Replace(strings.ToLower(t.Title)) + "-" + t.Name
}

// plain escapes what Markdown, and a table of it, would take for its own.
var escapes = strings.NewReplacer(`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "<", "&lt;", "[", `\[`, "~", `\~`)

func plain(s string) string { return escapes.Replace(s) }
