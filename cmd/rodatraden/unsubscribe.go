package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"rodatraden/app/desk"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/syncing"
)

func (c *call) unsubscribeCommand() *cobra.Command {
	cmd := terminal.Command(c.L, "unsubscribe NAME|ID", "unsubscribe")
	cmd.Args = terminal.Args(1, 1)
	cmd.RunE = c.run(func(ctx context.Context, d *desk.Desk, args []string) error {
		all, err := d.Status(ctx)
		if err != nil {
			return err
		}
		s, err := subscriptionOf(all, args[0])
		if err != nil {
			return err
		}
		ended, err := d.Unsubscribe(ctx, s.Repository)
		if err != nil {
			return err
		}
		c.Say("command.unsubscribe.done", "Name", called(s), "Count", ended.Packages, "Bytes", c.L.Bytes(ended.Bytes))
		return c.machine(map[string]any{"repository": s.Repository, "name": called(s), "packages": ended.Packages, "bytes": ended.Bytes})
	})
	return cmd
}

// subscriptionOf finds the subscription that is meant: by its repository's id, or by what it is called
// where no other is called the same.
func subscriptionOf(all []syncing.Status, asked string) (syncing.Status, error) {
	const op = "unsubscribe"
	var found []syncing.Status
	var names []string
	for _, s := range all {
		if s.Repository == asked {
			return s, nil
		}
		if strings.EqualFold(called(s), asked) {
			found = append(found, s)
		}
		names = append(names, called(s))
	}
	switch len(found) {
	case 0:
		return syncing.Status{}, fault.New(op, fault.NotFound, asked, &terminal.Near{Names: names})
	case 1:
		return found[0], nil
	}
	names = names[:0]
	for _, s := range found {
		names = append(names, s.Repository)
	}
	return syncing.Status{}, fault.New(op, fault.Usage, asked, &terminal.Near{Names: names})
}
