package main

import (
	"bytes"
	"io"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"rodatraden/app/export/dictionary"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
)

// dictionaries are the forms that the data dictionary can be written in.
var dictionaries = map[string]func(io.Writer, *dictionary.Dictionary) error{
	"md":   dictionary.Markdown,
	"html": dictionary.HTML,
}

func (c *call) dictionaryCommand() *cobra.Command {
	const op = "dictionary"
	const standard = "-" // the name of standard output among files
	var format, out string
	cmd := terminal.Command(c.L, "dictionary", "dictionary")
	cmd.Flags().StringVar(&format, "format", "md", c.L.Text("command.flag.format.dictionary"))
	cmd.Flags().StringVar(&out, "out", standard, c.L.Text("command.flag.out"))
	cmd.RunE = func(*cobra.Command, []string) error {
		write, ok := dictionaries[format]
		if !ok {
			return fault.New(op, fault.Usage, "--format="+format, &terminal.Near{Names: slices.Sorted(maps.Keys(dictionaries))})
		}
		if c.JSON && out == standard { // one document, and that is JSON
			return fault.New(op, fault.Usage, "--json --format="+format+" --out="+out, nil)
		}
		var b bytes.Buffer
		if err := write(&b, dictionary.Of(c.L)); err != nil {
			return err
		}
		if out == standard {
			if _, err := b.WriteTo(c.Out); err != nil {
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
