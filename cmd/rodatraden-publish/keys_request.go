package main

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rodatraden/app/publishing"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
)

// maxRequestFile is more than any request has; ParseRequest knows the limit.
const maxRequestFile = 64 << 20

func readRequest(file string) (*repository.Request, error) {
	data, err := readFile(file, maxRequestFile)
	if err != nil {
		return nil, err
	}
	q, err := repository.ParseRequest(file, data)
	return q, terminal.About("keys_request", err)
}

func (c *call) writeRequest(q *repository.Request, file string) error {
	data, err := q.Encode()
	if err != nil {
		return err
	}
	return terminal.WriteFile(file, data)
}

// saySignings tells who has signed and who must.
func (c *call) saySignings(q *repository.Request) {
	lacks := map[string]bool{}
	for _, s := range q.Signings() {
		if s.Lacking == 0 {
			continue
		}
		line := c.L.Text("keys.request.lacking", "Role", s.Role, "Count", s.Lacking, "Keys", strings.Join(s.Able, ", "))
		if !lacks[line] {
			c.Say("keys.change", "What", line)
		}
		lacks[line] = true
	}
	if len(lacks) == 0 {
		c.Say("keys.request.signed")
	}
}

func (c *call) keysSignCommand() *cobra.Command {
	var subscription, out string
	cmd := terminal.Command(c.L, "sign REQUEST", "keys_sign")
	cmd.Args = terminal.Args(1, 1)
	c.repositoryFlag(cmd, false)
	folders := c.keyFolders(cmd, true)
	cmd.Flags().StringVar(&subscription, "subscription", "", c.L.Text("keys.flag.subscription"))
	cmd.Flags().StringVar(&out, "out", "", c.L.Text("keys.flag.out"))
	cmd.MarkFlagsMutuallyExclusive("repository", "subscription")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		c.naming = true
		q, err := readRequest(args[0])
		if err != nil {
			return err
		}
		trusted, err := c.trusted(cmd.Context(), subscription)
		if err != nil {
			return err
		}
		if trusted != nil {
			if err := q.Under(*trusted); err != nil {
				return terminal.About("keys_request", err)
			}
		}
		if c.folder != "" {
			if err := c.begins(cmd.Context(), q); err != nil {
				return terminal.About("keys_request", err)
			}
		}
		c.Say("keys.sign.about", "Repository", q.Repository, "When", c.L.Moment(q.Made), "Until", c.L.Moment(q.Expires))
		c.sayChanges(q.Changes)
		if trusted == nil {
			c.Say("keys.sign.compare", "Words", words(q.Root().Fingerprint()))
		}
		h := repository.NewHolder(repository.HolderConfig{Keys: *folders, Passphrase: c.passphrases()})
		signed, err := h.Sign(q, time.Now())
		if err != nil {
			if fault.KindOf(err) == fault.Secret {
				return aboutKeys(err)
			}
			return terminal.About("keys_request", err)
		}
		if out == "" {
			out = args[0]
		}
		if err := c.writeRequest(q, out); err != nil {
			return err
		}
		if c.JSON {
			return c.Answer(map[string]any{
				"request": out, "repository": q.Repository, "changes": changesOf(q.Changes), "signed": names(signed), "sign": signings(q),
				"fingerprint": q.Root().Fingerprint(), "checked": trusted != nil,
			})
		}
		if len(signed) > 0 {
			c.Say("keys.sign.done", "Keys", strings.Join(signed, ", "), "Path", out)
		}
		c.saySignings(q)
		return nil
	}
	return cmd
}

// begins sees that a request begins with what the repository publishes.
func (c *call) begins(ctx context.Context, q *repository.Request) error {
	d, err := c.published(ctx)
	if err != nil {
		return err
	}
	r, err := d.Repository(nil, nil)
	if err != nil {
		return err
	}
	return r.Begins(ctx, q)
}

// trusted is the root of the repository or the subscription file that the flags name; nil where they name none.
func (c *call) trusted(ctx context.Context, subscription string) (*layout.Root, error) {
	switch {
	case subscription != "":
		data, err := readFile(subscription, layout.MaxSubscription)
		if err != nil {
			return nil, err
		}
		s, err := layout.ParseSubscription(subscription, data)
		return &s.Root, err
	case c.folder != "":
		d, err := c.published(ctx)
		if err != nil {
			return nil, err
		}
		r, err := d.Repository(nil, nil)
		if err != nil {
			return nil, err
		}
		root, err := r.Root(ctx)
		return &root, err
	}
	return nil, nil
}

func (c *call) keysApplyCommand() *cobra.Command {
	cmd := terminal.Command(c.L, "apply REQUEST", "keys_apply")
	cmd.Args = terminal.Args(1, 1)
	c.repositoryFlag(cmd, true)
	folders := c.keyFolders(cmd, false)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		q, err := readRequest(args[0])
		if err != nil {
			return err
		}
		d, r, err := c.keyed(cmd.Context(), *folders)
		if err != nil {
			return err
		}
		done, err := r.Apply(cmd.Context(), q)
		switch kind := fault.KindOf(err); {
		case err != nil && kind == fault.Secret && !q.Signed():
			return terminal.About("keys_unsigned", err)
		case err != nil && kind == fault.Secret:
			return aboutKeys(err)
		case err != nil:
			return terminal.About("keys_request", err)
		}
		if !c.JSON && done.Before {
			c.Say("keys.apply.before")
			return nil
		}
		return c.changed(cmd.Context(), done, d.Keys(), d.Look)
	}
	return cmd
}

// keyToMake is what a new key is called. A subscription file knows the names of no committee's keys.
func (c *call) keyToMake(ctx context.Context, name string, root layout.Root) (string, error) {
	if c.folder == "" {
		if role := repository.RoleOfKeys(name); role == name {
			name = repository.NextKeyName(root, role)
		}
		return name, nil
	}
	d, err := c.published(ctx)
	if err != nil {
		return "", err
	}
	r, err := d.Repository(nil, nil)
	if err != nil {
		return "", err
	}
	return r.NextKeyName(ctx, name)
}

func (c *call) keysMakeCommand() *cobra.Command {
	const op = "keys make"
	var subscription string
	cmd := terminal.Command(c.L, "make KEY", "keys_make")
	cmd.Args = terminal.Args(1, 1)
	c.repositoryFlag(cmd, false)
	folders := c.keyFolders(cmd, true)
	cmd.Flags().StringVar(&subscription, "subscription", "", c.L.Text("keys.flag.subscription"))
	cmd.MarkFlagsMutuallyExclusive("repository", "subscription")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		c.naming = true
		root, err := c.trusted(cmd.Context(), subscription)
		if err != nil {
			return err
		}
		if root == nil {
			return fault.New(op, fault.Usage, "--repository | --subscription", nil)
		}
		h := repository.NewHolder(repository.HolderConfig{Keys: *folders, Passphrase: c.passphrases()})
		name, err := c.keyToMake(cmd.Context(), args[0], *root)
		if err != nil {
			return err
		}
		k, err := h.Make(root.ID, name)
		if err != nil {
			return aboutKeys(err)
		}
		if c.JSON {
			return c.Answer(map[string]any{"name": k.Name, "id": k.ID(), "keys": (*folders)[0], "repository": k.Repository})
		}
		c.sayMade([]string{k.Name}, (*folders)[0])
		c.Say("keys.make.next", "Key", k.Name, "ID", repository.ShortID(k.ID()))
		return nil
	}
	return cmd
}

func (c *call) keysPassphraseCommand() *cobra.Command {
	cmd := terminal.Command(c.L, "passphrase [KEY…]", "keys_passphrase")
	cmd.Args = terminal.Args(0, -1)
	folders := c.keyFolders(cmd, true)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		c.making, c.exchanging = true, true
		old, chosen := c.passphrases(), ""
		h := repository.NewHolder(repository.HolderConfig{Keys: *folders, Passphrase: func(key string, fresh bool) (string, error) {
			if !fresh {
				return old(key, false)
			}
			if chosen != "" {
				return chosen, nil
			}
			var err error
			chosen, err = c.newPassphrase("") // one for all that are named
			return chosen, err
		}})
		if len(args) == 0 {
			var err error
			if args, err = h.Names(); err != nil {
				return err
			}
		}
		if len(args) == 0 {
			return fault.New("keys passphrase", fault.NotFound, strings.Join(*folders, ", "), nil)
		}
		if err := h.ChangePassphrase(args); err != nil {
			return err
		}
		if c.JSON {
			return c.Answer(map[string]any{"keys": names(args)})
		}
		c.Say("keys.passphrase.done", "Keys", strings.Join(args, ", "))
		return nil
	}
	return cmd
}

// warned is a warning for machines.
type warned struct {
	Worry     string   `json:"worry"`
	Role      string   `json:"role"`
	Expires   string   `json:"expires"`
	Threshold int      `json:"threshold"`
	AtHand    int      `json:"at_hand"`
	Keys      []string `json:"keys"`
}

// warningsOf returns what a publisher must see to.
func (c *call) warningsOf(x *repository.Inspection, folders []string) []warned {
	out := []warned{}
	for _, w := range repository.Warnings(x, folders, time.Now()) {
		out = append(out, warned{string(w.Worry), w.Role, w.Expires.UTC().Format(time.RFC3339), w.Threshold, w.AtHand, names(w.Keys)})
	}
	return out
}

// sayWarnings tells of it, after the answer.
func (c *call) sayWarnings(all []warned) {
	for _, w := range all {
		id := "keys.warning." + w.Worry
		if w.Worry != string(repository.KeysMissing) && (w.Role == "root" || w.Role == "targets") {
			id += ".safe"
		}
		c.Say(id, "Role", c.roleName(w.Role), "Until", c.day(w.Expires), "Keys", strings.Join(w.Keys, ", "))
	}
}

// warnings looks at what is published and returns what a publisher must see to. That something else has been done
// already is not undone by a look that fails.
func (c *call) warnings(ctx context.Context, d *publishing.Desk) []warned {
	x, err := d.Look(ctx)
	if err != nil {
		return []warned{}
	}
	return c.warningsOf(x, d.KeyFolders())
}
