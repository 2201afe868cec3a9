package main

import (
	"slices"

	"github.com/spf13/cobra"

	"rodatraden/app/terminal"
	"rodatraden/data/repository"
)

func (c *call) refreshCommand() *cobra.Command {
	cmd := terminal.Command(c.L, "refresh", "refresh")
	c.repositoryFlag(cmd, true)
	c.keysFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		d, err := c.published(cmd.Context())
		if err != nil {
			return err
		}
		done, err := d.Refresh(cmd.Context())
		if err != nil {
			return aboutKeys(err)
		}
		warned := c.warnings(cmd.Context(), d)
		if c.JSON {
			due := make([]role, 0, len(done.Due))
			for _, d := range done.Due {
				due = append(due, role{Role: d.Role, Expires: d.Expires.UTC()})
			}
			return c.Answer(map[string]any{"signed": done.Signed, "due": due, "expires": done.Expires.UTC(), "warnings": warned})
		}
		c.Say("command.refresh.done", "Until", c.L.Moment(done.Expires))
		for _, due := range done.Due {
			c.Say("command.refresh.due", "Role", due.Role, "Until", c.L.Moment(due.Expires))
		}
		if slices.ContainsFunc(done.Due, func(due repository.Due) bool { return due.Role == "root" || due.Role == "targets" }) {
			c.Say("keys.refresh.due", "Repository", c.folder)
		}
		c.sayWarnings(warned)
		return nil
	}
	return cmd
}
