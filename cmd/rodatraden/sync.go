package main

import (
	"context"
	"fmt"
	"strings"
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
			return c.machine(map[string]any{"subscriptions": []any{}})
		}
		progress, clear := c.progress(names)
		results, err := d.Sync(ctx, progress)
		clear()
		answers := make([]synced, 0, len(results))
		var worst error
		for _, r := range results {
			answers = append(answers, c.synced(r, names[r.Repository]))
			if len(r.Packages) > 0 {
				c.Say("command.sync.installed", "Name", names[r.Repository], "Count", len(r.Packages))
			} else if r.Err == nil {
				c.Say("command.sync.current", "Name", names[r.Repository], "When", c.L.Moment(time.Now()))
			}
			if worst == nil || r.Err != nil && terminal.ExitCode(worst) != terminal.No && terminal.ExitCode(r.Err) == terminal.No {
				worst = r.Err
			}
		}
		// What was refused is told last, and decides what the program exits with.
		for _, r := range results {
			if r.Err != nil && r.Err != worst {
				wrong, do := c.Sentences(r.Err)
				fmt.Fprintf(c.Err, "%s: %s\n%s\n", names[r.Repository], wrong, do)
			}
		}
		if worst == nil {
			worst = err
		}
		c.Partly = map[string]any{"subscriptions": answers}
		if worst != nil {
			return worst
		}
		return c.machine(c.Partly)
	})
	return cmd
}

// synced is what a sync did with one subscription, for machines.
type synced struct {
	Repository string         `json:"repository"`
	Name       string         `json:"name"`
	State      syncing.State  `json:"state"`
	Packages   []installed    `json:"packages"`  // installed now
	Recovered  []string       `json:"recovered"` // our own files that were broken
	Error      *terminal.Told `json:"error"`     // null where all went well
}

type installed struct {
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

func (c *call) synced(r syncing.Result, name string) synced {
	s := synced{Repository: r.Repository, Name: name, State: r.State, Packages: []installed{}, Recovered: append([]string{}, r.Recovered...)}
	for _, p := range r.Packages {
		s.Packages = append(s.Packages, installed{p.Committee, p.Name, p.ID, p.Title, p.Kind, p.Order, p.AsAt, p.Supersedes, p.Manifest.SHA256, p.Bytes})
	}
	if r.Err != nil {
		told := c.Told(r.Err)
		s.Error = &told
	}
	return s
}

// names returns what each subscription is called.
func (c *call) names(ctx context.Context, d *desk.Desk) (map[string]string, error) {
	all, err := d.Status(ctx)
	if err != nil {
		return nil, err
	}
	names := make(map[string]string, len(all))
	for _, s := range all {
		names[s.Repository] = called(s)
	}
	return names, nil
}

// called is what a subscription is called: its municipality, or its address as long as nothing has
// been published there.
func called(s syncing.Status) string {
	if s.Municipality.Name == "" {
		return s.Address
	}
	return s.Municipality.Name
}

// progress draws how far it has come over itself, where somebody is watching. Clear takes it away.
func (c *call) progress(names map[string]string) (show func(syncing.Progress), clear func()) {
	if !c.Watched() {
		return nil, func() {}
	}
	show = func(p syncing.Progress) {
		if p.Packages == 0 {
			return
		}
		text := c.L.Text("command.sync.package", "Name", names[p.Repository], "Nth", p.Package, "Of", p.Packages,
			"Done", c.L.Bytes(p.BytesDone), "Total", c.L.Bytes(p.BytesTotal))
		if i := strings.LastIndex(text, ", "); p.BytesTotal == 0 && i >= 0 {
			text = text[:i] // nothing is fetched
		}
		c.Progress(text)
	}
	return show, func() { c.Progress("") }
}
