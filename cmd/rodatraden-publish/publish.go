package main

import (
	"time"

	"github.com/spf13/cobra"

	"rodatraden/app/publishing"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
)

func (c *call) publishCommand() *cobra.Command {
	const op = "publish"
	var address, subscription string
	var mirrors []string
	cmd := terminal.Command(c.L, "publish PACKAGE…", "publish")
	cmd.Args = terminal.Args(1, -1)
	c.repositoryFlag(cmd, true)
	c.keysFlag(cmd)
	cmd.Flags().StringVar(&address, "address", "", c.L.Text("command.flag.address"))
	cmd.Flags().StringArrayVar(&mirrors, "mirror", nil, c.L.Text("command.flag.mirror"))
	cmd.Flags().StringVar(&subscription, "subscription", "", c.L.Text("command.flag.subscription"))
	cmd.MarkFlagsRequiredTogether("address", "subscription")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		// What can be seen to be wrong is told before anything is published.
		if len(mirrors) > 0 && address == "" {
			return fault.New(op, fault.Usage, "--address --subscription", nil)
		}
		if address != "" {
			if err := publishing.CheckSubscription(address, mirrors, subscription); err != nil {
				return err
			}
		}
		d, err := c.published(cmd.Context())
		if err != nil {
			return err
		}
		b, err := d.Gather(args)
		if err != nil {
			return err
		}
		done, err := d.PublishBuilt(cmd.Context(), b, func(b *publishing.Batch) error {
			_, err := c.check(b.Packages(), telling{})
			return err
		}, nil)
		if err != nil {
			return aboutPublishing(err)
		}
		warned := c.warnings(cmd.Context(), d)
		c.partly(map[string]any{
			"published": lines(done.Packages), "unchanged": lines(done.Unchanged), "files": done.Blobs,
			"bytes": done.Bytes, "expires": done.Expires.UTC(), "warnings": warned,
		})
		if len(done.Packages) == 0 {
			c.Say("command.publish.nothing")
		} else {
			c.Say("command.publish.done", "Count", len(done.Packages))
		}
		if subscription != "" {
			if err := d.Subscription(cmd.Context(), address, mirrors, subscription); err != nil {
				return err
			}
			c.Say("command.publish.subscription", "Path", subscription)
		}
		c.sayWarnings(warned)
		if c.JSON {
			return c.Answer(c.Partly)
		}
		return nil
	}
	return cmd
}

// line is a published package for machines.
type line struct {
	Committee  string `json:"committee"`
	Name       string `json:"name"`
	ID         string `json:"id"`
	Title      string `json:"title"`
	Kind       string `json:"kind"`
	Order      int64  `json:"order"`
	AsAt       string `json:"as_at"`
	Supersedes string `json:"supersedes,omitempty"`
	SHA256     string `json:"sha256"` // of the manifest
	Bytes      int64  `json:"bytes"`  // of all files but the manifest
}

func lineOf(committee string, p layout.Package) line {
	return line{committee, p.Name, p.ID, p.Title, p.Kind, p.Order, p.AsAt, p.Supersedes, p.Manifest.SHA256, p.Bytes}
}

func lines(all []repository.Line) []line {
	out := make([]line, 0, len(all))
	for _, l := range all {
		out = append(out, lineOf(l.Committee, l.Package))
	}
	return out
}

// role is the signature of a role for machines.
type role struct {
	Role      string    `json:"role"`
	Version   int64     `json:"version,omitempty"`
	Expires   time.Time `json:"expires"`
	Keys      int       `json:"keys,omitempty"`
	Threshold int       `json:"threshold,omitempty"`
}
