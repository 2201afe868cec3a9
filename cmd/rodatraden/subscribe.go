package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"rodatraden/app/desk"
	"rodatraden/app/terminal"
)

func (c *call) subscribeCommand() *cobra.Command {
	cmd := terminal.Command(c.L, "subscribe FILE|URL", "subscribe")
	cmd.Args = terminal.Args(1, 1)
	cmd.RunE = c.run(func(ctx context.Context, d *desk.Desk, args []string) error {
		s, err := d.ReadSubscription(ctx, args[0])
		if err != nil {
			return err
		}
		if err := d.Follow(s); err != nil {
			return err
		}
		if c.JSON {
			return c.Answer(map[string]any{"name": s.Name, "fingerprint": s.Fingerprint})
		}
		c.Say("command.subscribe.done", "Name", s.Name)
		fmt.Fprintln(c.Out, words(s.Fingerprint))
		c.Say("command.subscribe.next")
		return nil
	})
	return cmd
}

// words writes a fingerprint in the rows that the letter and the window have.
func words(fingerprint []string) string {
	half := (len(fingerprint) + 1) / 2
	return "  " + strings.Join(fingerprint[:half], "  ") + "\n  " + strings.Join(fingerprint[half:], "  ")
}
