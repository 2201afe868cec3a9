package main

import (
	"github.com/spf13/cobra"

	"rodatraden/app/terminal"
	"rodatraden/data/fault"
)

func (c *call) buildCommand() *cobra.Command {
	var out string
	var tell telling
	cmd := terminal.Command(c.L, "build SOURCE…", "build")
	cmd.Args = terminal.Args(1, -1)
	c.repositoryFlag(cmd, false)
	cmd.Flags().StringVar(&out, "out", "", c.L.Text("command.flag.out.dir"))
	c.tellingFlags(cmd, &tell)
	_ = cmd.MarkFlagRequired("out")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		d, err := c.desk(cmd.Context())
		if err != nil {
			return err
		}
		b, err := d.Read(cmd.Context(), args)
		if err != nil {
			return err
		}
		if _, err := c.check(b.Packages(), tell); err != nil {
			return err // with any fault in any of them, none is written
		}
		built, err := b.Build(cmd.Context(), out)
		if fault.KindOf(err) == fault.Faults {
			_, err = c.check(b.Faulty(), telling{}) // what only a build finds
		}
		if err != nil {
			return err
		}
		if c.JSON {
			c.partly(map[string]any{"built": built})
			return c.Answer(c.Partly)
		}
		c.Say("command.build.done", "Count", len(built), "Path", out)
		return nil
	}
	return cmd
}
