package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"rodatraden/app/desk"
	"rodatraden/app/terminal"
	"rodatraden/data/syncing"
)

func (c *call) syncCommand() *cobra.Command {
	cmd := terminal.Command(c.L, "sync", "sync")
	cmd.RunE = c.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
		names, err := c.names(ctx, d)
		if err != nil {
			return err
		}
		if len(names) == 0 {
			c.Say("command.sync.none")
			return c.nothing(map[string]any{"subscriptions": []any{}})
		}
		results, err := d.Sync(ctx, c.progress(names))
		type answer struct {
			Repository string            `json:"repository"`
			Name       string            `json:"name"`
			State      syncing.State     `json:"state"`
			Packages   []syncing.Package `json:"packages"`
		}
		answers := make([]answer, 0, len(results))
		for _, r := range results {
			answers = append(answers, answer{r.Repository, names[r.Repository], r.State, append([]syncing.Package{}, r.Packages...)})
			switch {
			case len(r.Packages) > 0:
				c.Say("command.sync.installed", "Name", names[r.Repository], "Count", len(r.Packages))
			case r.Err == nil:
				c.Say("command.sync.current", "Name", names[r.Repository], "When", c.L.Moment(time.Now()))
			}
		}
		if err != nil {
			return err
		}
		return c.nothing(map[string]any{"subscriptions": answers})
	})
	return cmd
}

// nothing answers a machine; people have been answered already.
func (c *call) nothing(v any) error {
	if !c.JSON {
		return nil
	}
	return c.Answer(v)
}

// names returns what each subscription is called.
func (c *call) names(ctx context.Context, d *desk.Desk) (map[string]string, error) {
	all, err := d.Status(ctx)
	if err != nil {
		return nil, err
	}
	names := make(map[string]string, len(all))
	for _, s := range all {
		names[s.Repository] = s.Municipality.Name
		if s.Municipality.Name == "" {
			names[s.Repository] = s.Address
		}
	}
	return names, nil
}

// progress draws how far it has come over itself, where somebody is watching.
func (c *call) progress(names map[string]string) func(syncing.Progress) {
	if !c.Watched() {
		return nil
	}
	return func(p syncing.Progress) {
		if p.Packages == 0 {
			return
		}
		fmt.Fprintf(c.Err, "\r\033[K%s", c.L.Text("command.sync.package",
			"Name", names[p.Repository], "Nth", p.Package, "Of", p.Packages,
			"Done", c.L.Bytes(p.BytesDone), "Total", c.L.Bytes(p.BytesTotal)))
		if p.State == syncing.Installed && p.Package == p.Packages {
			fmt.Fprintln(c.Err)
		}
	}
}
