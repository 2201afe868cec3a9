package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rodatraden/app/publishing"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/repository"
)

func (c *call) keysCommand() *cobra.Command {
	cmd := terminal.Command(c.L, "keys", "keys")
	cmd.Args = terminal.Args(0, 0)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	cmd.AddCommand(
		c.keysListCommand(), c.keysAddCommand(), c.keysRotateCommand(), c.keysRevokeCommand(), c.keysRaiseCommand(),
		c.keysRenewCommand(), c.keysSignCommand(), c.keysApplyCommand(), c.keysMakeCommand(), c.keysPassphraseCommand(),
	)
	return cmd
}

// keyFolders gives a command the flag that names folders of keys. The first is where the publishing computer's lie, and
// where new ones are made.
func (c *call) keyFolders(cmd *cobra.Command, required bool) *[]string {
	folders := cmd.Flags().StringArray("keys", nil, c.L.Text("keys.flag.keys"))
	if required {
		_ = cmd.MarkFlagRequired("keys")
	}
	return folders
}

// keyed opens the desk of a repository that must be there, with these folders of keys, and what signs in it.
func (c *call) keyed(ctx context.Context, folders []string) (*publishing.Desk, *repository.Repository, error) {
	if len(folders) > 0 {
		c.keys, c.safes = folders[0], folders[1:]
	}
	d, err := c.published(ctx)
	if err != nil {
		return nil, nil, err
	}
	r, err := d.Repository(nil, nil)
	return d, r, err
}

func (c *call) keysListCommand() *cobra.Command {
	cmd := terminal.Command(c.L, "list", "keys_list")
	c.repositoryFlag(cmd, true)
	folders := c.keyFolders(cmd, false)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		d, r, err := c.keyed(cmd.Context(), *folders)
		if err != nil {
			return err
		}
		all, err := r.ListKeys(cmd.Context())
		if err != nil {
			return err
		}
		x, err := d.Look(cmd.Context())
		if err != nil {
			return err
		}
		expires := map[string]time.Time{}
		for _, role := range x.Roles {
			expires[role.Name] = role.Expires
		}
		warned := c.warningsOf(x, d.KeyFolders())
		if c.JSON {
			roles := make([]keysOfRole, 0, len(all))
			for _, role := range all {
				one := keysOfRole{Role: role.Role, Threshold: role.Threshold, Expires: expires[role.Role].UTC(), Keys: []keyOfRole{}}
				for _, k := range role.Keys {
					one.Keys = append(one.Keys, keyOfRole{k.Name, k.ID, k.AtHand, k.Replaces})
				}
				roles = append(roles, one)
			}
			return c.Answer(map[string]any{"roles": roles, "warnings": warned})
		}
		for _, role := range all {
			fmt.Fprintln(c.Out, c.L.Text("keys.list.role", "Role", c.roleName(role.Role), "Threshold", role.Threshold,
				"Keys", len(role.Keys), "Until", c.L.Moment(expires[role.Role])))
			for _, k := range role.Keys {
				where := c.L.Text("keys.list.elsewhere")
				if k.AtHand {
					where = c.L.Text("keys.list.here")
				}
				if k.Replaces != "" {
					where += "; " + c.L.Text("keys.list.replaces", "Key", k.Replaces)
				}
				fmt.Fprintf(c.Out, "  %-24s %s  %s\n", k.Name, repository.ShortID(k.ID), where)
			}
		}
		c.sayWarnings(warned)
		return nil
	}
	return cmd
}

// keysOfRole is a role's keys for machines.
type keysOfRole struct {
	Role      string      `json:"role"`
	Threshold int         `json:"threshold"`
	Expires   time.Time   `json:"expires"`
	Keys      []keyOfRole `json:"keys"`
}

type keyOfRole struct {
	Name     string `json:"name"`
	ID       string `json:"id"`
	AtHand   bool   `json:"at_hand"`
	Replaces string `json:"replaces,omitempty"` // begun and not finished: the same rotation completes it
}

// roleName is what a role's keys are called, which is how commands name roles.
func (c *call) roleName(role string) string {
	switch role {
	case "root", "targets", "snapshot", "timestamp":
		return role
	}
	return "committee-" + role
}

// keyCalled returns the name of the key that an argument means: a key, or a role that has one key, or one that is just
// being replaced.
func keyCalled(all []repository.RoleKeys, arg string) (string, error) {
	const op = "keys"
	base := repository.RoleOfKeys(arg)
	var names []string
	for _, role := range all {
		for _, k := range role.Keys {
			names = append(names, k.Name)
		}
	}
	if slices.Contains(names, arg) {
		return arg, nil
	}
	for _, role := range all {
		if role.Role != base {
			continue
		}
		names = nil
		for _, k := range role.Keys {
			if k.Replaces != "" {
				return k.Replaces, nil
			}
			names = append(names, k.Name)
		}
		if len(names) == 1 {
			return names[0], nil
		}
		return "", fault.New(op, fault.Usage, arg+" ("+strings.Join(names, ", ")+"?)", errors.New("the role has several keys"))
	}
	return "", fault.New(op, fault.NotFound, arg, &terminal.Near{Names: names})
}

// changeOfKeys is a change of keys for machines.
type changeOfKeys struct {
	Role string `json:"role"`
	What string `json:"what"`
	Old  string `json:"old,omitempty"`
	New  string `json:"new,omitempty"`
}

func changesOf(all []repository.Change) []changeOfKeys {
	out := make([]changeOfKeys, 0, len(all))
	for _, x := range all {
		out = append(out, changeOfKeys{x.Role, string(x.What), x.Old, x.New})
	}
	return out
}

// sayChanges tells what is another, a line each.
func (c *call) sayChanges(all []repository.Change) {
	for _, x := range all {
		id, old, is := "keys.change."+string(x.What), x.Old, x.New
		if x.What == repository.Expiry {
			if old, is = c.day(old), c.day(is); old == is {
				continue // it is as good as the same
			}
		}
		if x.What == repository.Audience {
			old, is = c.audience(old), c.audience(is)
		}
		if old == "" && c.L.Has(id+".first") {
			id += ".first"
		}
		c.Say("keys.change", "What", c.L.Text(id, "Role", c.roleName(x.Role), "Old", old, "New", is))
	}
}

// day is a time as it is told: nobody counts the hours of years.
func (c *call) day(s string) string {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return s
	}
	return c.L.Day(t)
}

func (c *call) audience(s string) string {
	if id := "keys.audience." + s; s != "" && c.L.Has(id) {
		return c.L.Text(id)
	}
	return s
}

// touchesFingerprint tells whether readers who compare words with a letter need a new one.
func touchesFingerprint(all []repository.Change) bool {
	return slices.ContainsFunc(all, func(x repository.Change) bool {
		return x.Role == "root" && x.What != repository.Expiry
	})
}

// aboutKeys gives the faults of changes of keys sentences of their own.
func aboutKeys(err error) error {
	var missing *repository.MissingKeys
	switch {
	case errors.As(err, &missing):
		return terminal.About("keys_missing", err)
	case errors.Is(err, repository.ErrLastKey):
		return terminal.About("keys_last", err)
	case errors.Is(err, repository.ErrThreshold):
		return terminal.About("keys_threshold", err)
	case errors.Is(err, repository.ErrRaised):
		return terminal.About("keys_raised", err)
	case fault.KindOf(err) == fault.Exists:
		return terminal.About("keys_there", err)
	}
	return err
}

// aboutPublishing gives the faults of keys sentences of their own where something is published or renewed: keys are
// elsewhere, also those that let in a committee that publishes for the first time.
func aboutPublishing(err error) error {
	var missing *repository.MissingKeys
	switch {
	case errors.As(err, &missing) && missing.Role == "targets":
		return terminal.About("keys_committee", err)
	case missing != nil:
		return terminal.About("keys_elsewhere", err)
	}
	return aboutKeys(err)
}
