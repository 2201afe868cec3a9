package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"rodatraden/app/desk"
	"rodatraden/app/terminal"
)

func (c *call) filesCommand() *cobra.Command {
	cmd := terminal.Command(c.L, "files", "files")
	cmd.RunE = c.run(func(_ context.Context, d *desk.Desk, _ []string) error {
		places := d.Home().Places()
		if c.JSON {
			return c.Answer(map[string]any{"home": d.Home().Dir(), "places": places})
		}
		fmt.Fprintln(c.Out, d.Home().Dir())
		for _, p := range places {
			size := c.L.Text("command.files.none")
			if p.There {
				size = c.L.Text("command.files.bytes", "Bytes", c.L.Bytes(p.Bytes))
			}
			fmt.Fprintf(c.Out, "  %-16s %-10s %s\n", c.L.Text("command.files."+p.Name), size, p.Path)
		}
		return nil
	})
	return cmd
}
