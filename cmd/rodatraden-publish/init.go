package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"rodatraden/app/terminal"
	"rodatraden/data/repository"
)

func (c *call) initCommand() *cobra.Command {
	var simple bool
	cmd := terminal.Command(c.L, "init", "init")
	c.repositoryFlag(cmd, true)
	c.keysFlag(cmd)
	cmd.Flags().BoolVar(&simple, "simple", false, c.L.Text("command.flag.simple"))
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		c.making = true
		d, err := c.desk(cmd.Context())
		if err != nil {
			return err
		}
		if err := d.Init(cmd.Context(), repository.InitOptions{Full: !simple}); err != nil {
			return err
		}
		made, err := d.Look(cmd.Context())
		if err != nil {
			return err
		}
		if c.JSON {
			return c.Answer(map[string]any{"repository": c.folder, "keys": d.Keys(), "id": made.ID, "fingerprint": made.Fingerprint})
		}
		c.Say("command.init.done", "Path", c.folder, "Keys", d.Keys())
		c.Say("command.init.fingerprint")
		fmt.Fprintln(c.Out, words(made.Fingerprint))
		return nil
	}
	return cmd
}

// words writes a fingerprint in the rows that the letter and the window have.
func words(fingerprint []string) string {
	half := (len(fingerprint) + 1) / 2
	return "  " + strings.Join(fingerprint[:half], "  ") + "\n  " + strings.Join(fingerprint[half:], "  ")
}
