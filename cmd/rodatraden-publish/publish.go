package main

import (
	"os"

	"github.com/spf13/cobra"

	"rodatraden/app/terminal"
	"rodatraden/data/fault"
)

func (c *call) publishCommand() *cobra.Command {
	var address, subscription string
	var mirrors []string
	cmd := terminal.Command(c.L, "publish PACKAGE…", "publish")
	cmd.Args = cobra.MinimumNArgs(1)
	c.repositoryFlags(cmd, true)
	cmd.Flags().StringVar(&address, "address", "", c.L.Text("command.flag.address"))
	cmd.Flags().StringArrayVar(&mirrors, "mirror", nil, c.L.Text("command.flag.mirror"))
	cmd.Flags().StringVar(&subscription, "subscription", "", c.L.Text("command.flag.subscription"))
	cmd.MarkFlagsRequiredTogether("address", "subscription")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		paths, err := folders(args)
		if err != nil {
			return err
		}
		r, err := c.open()
		if err != nil {
			return err
		}
		done, err := r.Publish(cmd.Context(), paths)
		if err != nil {
			return err
		}
		if subscription != "" {
			s, err := r.Subscription(address, mirrors, nil)
			if err != nil {
				return err
			}
			raw, err := s.Encode()
			if err != nil {
				return err
			}
			if err := os.WriteFile(subscription, raw, 0o644); err != nil {
				return fault.New("publish", fault.Local, subscription, err)
			}
		}
		if c.JSON {
			return c.Answer(map[string]any{
				"published": done.Packages, "unchanged": done.Unchanged, "files": done.Blobs,
				"bytes": done.Bytes, "expires": done.Expires,
			})
		}
		if len(done.Packages) == 0 {
			c.Say("command.publish.nothing")
		} else {
			c.Say("command.publish.done", "Count", len(done.Packages))
		}
		if subscription != "" {
			c.Say("command.publish.subscription", "Path", subscription)
		}
		return nil
	}
	return cmd
}
