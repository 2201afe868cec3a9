package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rodatraden/app/desk"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/repository/layout"
	"rodatraden/data/syncing"
)

func (c *call) statusCommand() *cobra.Command {
	cmd := terminal.Command(c.L, "status", "status")
	cmd.RunE = c.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
		all, err := d.Status(ctx)
		if err != nil {
			return err
		}
		if c.JSON {
			return c.Answer(statusAnswer(all))
		}
		if len(all) == 0 {
			c.Say("command.status.demo")
		}
		for _, s := range all {
			checked := c.L.Moment(s.Checked)
			if checked == "" {
				checked = c.L.Text("command.status.never")
			}
			until := c.L.Moment(s.VerifiedUntil)
			if until == "" {
				until = c.L.Text("command.files.none")
			}
			c.Say("command.status.row", "Name", called(s), "State", c.L.Text("command.state."+string(s.State)),
				"Checked", checked, "Until", until, "Fingerprint", strings.Join(s.Fingerprint, " "))
			if s.Refusal != nil {
				why, _ := c.Sentences(fault.New("status", s.Refusal.Kind, s.Refusal.Path, nil))
				fmt.Fprintln(c.Out, c.L.Text("command.status.refused", "Why", why+" "+c.L.Moment(s.Refusal.When)))
			}
		}
		return nil
	})
	return cmd
}

// statusAnswer is the subscriptions for a machine: times in UTC, null where there is none.
func statusAnswer(all []syncing.Status) any {
	at := func(t time.Time) *time.Time {
		if t.IsZero() {
			return nil
		}
		t = t.UTC()
		return &t
	}
	rows := make([]map[string]any, 0, len(all))
	for _, s := range all {
		rows = append(rows, map[string]any{
			"repository": s.Repository, "municipality": s.Municipality, "audience": s.Audience,
			"committees": append([]layout.Committee{}, s.Committees...), "address": s.Address,
			"mirrors": append([]string{}, s.Mirrors...), "state": s.State,
			"tried": at(s.Tried), "checked": at(s.Checked), "verified_until": at(s.VerifiedUntil),
			"fingerprint": s.Fingerprint, "packages": s.Packages, "damaged": s.Damaged, "refused": s.Refusal,
		})
	}
	return map[string]any{"demo": len(all) == 0, "subscriptions": rows}
}

func (c *call) verifyCommand() *cobra.Command {
	cmd := terminal.Command(c.L, "verify", "verify")
	cmd.RunE = c.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
		v, err := d.Verify(ctx)
		if err != nil {
			return err
		}
		damaged := make([]string, 0, len(v.Faults))
		for _, f := range v.Faults {
			damaged = append(damaged, f.Path)
			c.Say("command.verify.bad", "Path", f.Path)
		}
		c.Partly = map[string]any{"files": v.Files, "bytes": v.Bytes, "packages": v.Packages, "damaged": damaged}
		if len(damaged) > 0 {
			return fault.New("verify", fault.LocalCorrupt, damaged[0], nil)
		}
		c.Say("command.verify.good", "Count", v.Files)
		return c.machine(c.Partly)
	})
	return cmd
}

func (c *call) rebuildCommand() *cobra.Command {
	cmd := terminal.Command(c.L, "rebuild", "rebuild")
	cmd.RunE = c.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
		names, err := c.names(ctx, d)
		if err != nil {
			return err
		}
		progress, clear := c.progress(names)
		n, err := d.Rebuild(ctx, progress)
		clear()
		if err != nil {
			return err
		}
		c.Say("command.rebuild.done", "Count", n)
		return c.machine(map[string]any{"packages": n})
	})
	return cmd
}
