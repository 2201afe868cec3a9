package main

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"rodatraden/app/terminal"
	"rodatraden/data/repository"
)

func (c *call) inspectCommand() *cobra.Command {
	var extract string
	cmd := terminal.Command(c.L, "inspect", "inspect")
	c.repositoryFlags(cmd, false)
	cmd.Flags().StringVar(&extract, "extract", "", c.L.Text("command.flag.extract"))
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		x, err := repository.Inspect(cmd.Context(), c.folder)
		if err != nil {
			return err
		}
		if extract != "" {
			for _, committee := range x.Committees {
				for _, p := range committee.Packages {
					if err := x.ExtractTo(committee.ID+"/"+p.Name, filepath.Join(extract, committee.ID, p.Name)); err != nil {
						return err
					}
				}
			}
		}
		if c.JSON {
			return c.Answer(x)
		}
		c.tell(x)
		return nil
	}
	return cmd
}

func (c *call) tell(x *repository.Inspection) {
	fmt.Fprintf(c.Out, "%s  %s\n%s\n\n", x.Municipality.Name, x.ID, words(x.Fingerprint))
	for _, r := range x.Roles {
		fmt.Fprintln(c.Out, "  "+c.L.Text("command.inspect.role", "Role", r.Name, "Version", r.Version,
			"Threshold", r.Threshold, "Keys", r.Keys, "Until", c.L.Moment(r.Expires)))
	}
	for _, committee := range x.Committees {
		fmt.Fprintf(c.Out, "\n%s (%s): %s\n", committee.Name, committee.ID,
			c.L.Text("command.count.packages", "Count", len(committee.Packages)))
		for _, p := range committee.Packages {
			fmt.Fprintf(c.Out, "  %4d  %-28s %s\n", p.Order, p.Name, p.Title)
		}
	}
	fmt.Fprintln(c.Out, "\n"+c.L.Text("command.inspect.size", "Files", x.Blobs, "Bytes", c.L.Bytes(x.Bytes)))
}
