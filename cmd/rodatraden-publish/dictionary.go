package main

import (
	"bytes"
	"io"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"rodatraden/app/export"
	"rodatraden/app/i18n"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
)

// dictionaryFormats write the data dictionary.
var dictionaryFormats = map[string]func(io.Writer, *i18n.Localizer) error{
	"html": export.DictionaryHTML,
	"md":   export.DictionaryMarkdown,
}

func (c *call) dictionaryCommand() *cobra.Command {
	const op = "dictionary"
	var format, out string
	cmd := terminal.Command(c.L, "dictionary", "dictionary")
	cmd.Flags().StringVar(&format, "format", "html", c.L.Text("command.flag.dictionary"))
	cmd.Flags().StringVar(&out, "out", "-", c.L.Text("command.flag.out"))
	cmd.RunE = func(*cobra.Command, []string) error {
		write, ok := dictionaryFormats[format]
		if !ok {
			return fault.New(op, fault.Usage, "--format="+format, &terminal.Near{Names: slices.Sorted(maps.Keys(dictionaryFormats))})
		}
		if c.JSON && out == "-" {
			return fault.New(op, fault.Usage, "--json --out=-", nil)
		}
		var b bytes.Buffer
		if err := write(&b, i18n.New(c.L.Lang())); err != nil {
			return fault.New(op, fault.Local, format, err)
		}
		if out == "-" {
			if _, err := b.WriteTo(c.Data()); err != nil {
				return fault.New(op, terminal.DiskKind(err), out, err)
			}
			return nil
		}
		size := b.Len()
		if err := terminal.WriteFile(out, b.Bytes()); err != nil {
			return err
		}
		if c.JSON {
			return c.Answer(map[string]any{"out": out, "bytes": size})
		}
		c.Say("command.dictionary.done", "Path", out)
		return nil
	}
	return cmd
}
