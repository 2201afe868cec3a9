package main

import (
	"github.com/spf13/cobra"

	"rodatraden/app/terminal"
)

func (c *call) refreshCommand() *cobra.Command {
	cmd := terminal.Command(c.L, "refresh", "refresh")
	c.repositoryFlags(cmd, true)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		r, err := c.open()
		if err != nil {
			return err
		}
		done, err := r.Refresh(cmd.Context())
		if err != nil {
			return err
		}
		if c.JSON {
			return c.Answer(map[string]any{"signed": done.Signed, "due": done.Due, "expires": done.Expires})
		}
		c.Say("command.refresh.done", "Until", c.L.Moment(done.Expires))
		for _, due := range done.Due {
			c.Say("command.refresh.due", "Role", due.Role, "Until", c.L.Moment(due.Expires))
		}
		return nil
	}
	return cmd
}
