package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
)

// changing is what the commands that change keys have in common.
type changing struct {
	folders *[]string
	request string   // the file in which others are asked to sign, instead of changing anything now
	public  []string // files of keys that were made on other computers
	comes   bool     // keys may be made
}

func (c *call) changingFlags(cmd *cobra.Command, comes bool) *changing {
	x := &changing{comes: comes}
	c.repositoryFlag(cmd, true)
	x.folders = c.keyFolders(cmd, false)
	cmd.Flags().StringVar(&x.request, "request", "", c.L.Text("keys.flag.request"))
	if comes {
		cmd.Flags().StringArrayVar(&x.public, "pub", nil, c.L.Text("keys.flag.pub"))
	}
	return x
}

// change carries out what ask says, or writes a request for it.
func (c *call) change(ctx context.Context, x *changing, ask func(*repository.Repository) (repository.Ask, error)) error {
	c.naming = true
	d, r, err := c.keyed(ctx, *x.folders)
	if err != nil {
		return err
	}
	a, err := ask(r)
	if err != nil {
		return err
	}
	if x.comes { // on a new computer there is no folder of keys
		if err := os.MkdirAll(d.Keys(), 0o700); err != nil {
			return fault.New("keys", terminal.DiskKind(err), d.Keys(), err)
		}
	}
	for _, file := range x.public {
		k, err := readPublic(file)
		if err != nil {
			return err
		}
		a.New = append(a.New, k)
	}
	if x.request != "" {
		q, done, err := r.RequestKeys(ctx, a)
		if err != nil {
			return aboutKeys(err)
		}
		if err := c.writeRequest(q, x.request); err != nil {
			return err
		}
		if c.JSON {
			return c.Answer(map[string]any{"request": x.request, "changes": changesOf(q.Changes), "made": names(done.Made), "keys": d.Keys(), "sign": signings(q), "expires": q.Expires.UTC()})
		}
		c.sayChanges(q.Changes)
		c.sayMade(done.Made, d.Keys())
		c.Say("keys.request.written", "Path", x.request, "Until", c.L.Moment(q.Expires))
		c.saySignings(q)
		return nil
	}
	done, err := r.ChangeKeys(ctx, a)
	if fault.KindOf(err) == fault.Overtaken { // the first of two roots may be published
		return terminal.About("keys_change", err)
	}
	if err != nil {
		return aboutKeys(err)
	}
	return c.changed(ctx, done, d.Keys(), d.Look)
}

// changed tells what has been changed.
func (c *call) changed(ctx context.Context, done repository.Changed, folder string, look func(context.Context) (*repository.Inspection, error)) error {
	x, err := look(ctx)
	if err != nil {
		return err
	}
	if c.JSON {
		return c.Answer(map[string]any{"changes": changesOf(done.Changes), "made": names(done.Made), "keys": folder, "fingerprint": x.Fingerprint})
	}
	c.sayChanges(done.Changes)
	c.sayMade(done.Made, folder)
	if touchesFingerprint(done.Changes) {
		c.Say("keys.fingerprint", "Words", words(x.Fingerprint))
	}
	return nil
}

func (c *call) sayMade(made []string, folder string) {
	for _, name := range made {
		c.Say("keys.made", "Path", filepath.Join(folder, name+".key"))
	}
}

// names is a list for machines, which is never null.
func names(all []string) []string { return append([]string{}, all...) }

func readPublic(file string) (repository.PublicKey, error) {
	data, err := readFile(file, 1<<16)
	if err != nil {
		return repository.PublicKey{}, err
	}
	return repository.ParsePublicKey(file, data)
}

// readFile reads a file that somebody has sent, up to a limit that those who parse it hold it against.
func readFile(path string, limit int64) ([]byte, error) {
	const op = "keys"
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fault.New(op, fault.NotFound, path, err)
	}
	if err != nil {
		return nil, fault.New(op, fault.Local, path, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, fault.New(op, fault.Local, path, err)
	}
	return data, nil
}

func (c *call) keysAddCommand() *cobra.Command {
	const op = "keys add"
	var name, pkg string
	cmd := terminal.Command(c.L, "add [ROLE]", "keys_add")
	cmd.Args = terminal.Args(0, 1)
	x := c.changingFlags(cmd, true)
	cmd.Flags().StringVar(&name, "name", "", c.L.Text("keys.flag.name"))
	cmd.Flags().StringVar(&pkg, "package", "", c.L.Text("keys.flag.package"))
	cmd.MarkFlagsMutuallyExclusive("name", "package")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if (len(args) == 0) == (pkg == "") {
			return fault.New(op, fault.Usage, "ROLE | --package", nil)
		}
		return c.change(cmd.Context(), x, func(r *repository.Repository) (repository.Ask, error) {
			if pkg != "" {
				path := filepath.Join(pkg, layout.ManifestFile)
				raw, err := readFile(path, layout.MaxManifest)
				if err != nil {
					return repository.Ask{}, err
				}
				m, err := layout.ParseManifest(path, raw)
				if err != nil {
					return repository.Ask{}, err
				}
				about, err := r.AboutWith(cmd.Context(), m.Followup.Municipality, m.Followup.Audience, m.Followup.Committee)
				return repository.Ask{Do: repository.Add, Role: m.Followup.Committee.ID, About: &about}, err
			}
			role := repository.RoleOfKeys(args[0])
			if role == "" {
				return repository.Ask{}, fault.New(op, fault.Usage, args[0], errors.New("no role: root, targets, snapshot, timestamp or committee-ID"))
			}
			a := repository.Ask{Do: repository.Add, Role: role}
			if name != "" {
				about, err := r.AboutWith(cmd.Context(), layout.Municipality{}, "", layout.Committee{ID: role, Name: name})
				if err != nil {
					return a, err
				}
				a.About = &about
			}
			return a, nil
		})
	}
	return cmd
}

func (c *call) keysRotateCommand() *cobra.Command {
	var lost string
	cmd := terminal.Command(c.L, "rotate KEY", "keys_rotate")
	cmd.Args = terminal.Args(1, 1)
	x := c.changingFlags(cmd, true)
	cmd.Flags().StringVar(&lost, "lost", "", c.L.Text("keys.flag.lost"))
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return c.change(cmd.Context(), x, func(r *repository.Repository) (repository.Ask, error) {
			all, err := r.ListKeys(cmd.Context())
			if err != nil {
				return repository.Ask{}, err
			}
			called := args[0]
			if lost != "" {
				called = lost
			}
			key, err := keyCalled(all, called)
			return repository.Ask{Do: repository.Rotate, Old: key}, err
		})
	}
	return cmd
}

func (c *call) keysRevokeCommand() *cobra.Command {
	cmd := terminal.Command(c.L, "revoke KEY", "keys_revoke")
	cmd.Args = terminal.Args(1, 1)
	x := c.changingFlags(cmd, false)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return c.change(cmd.Context(), x, func(*repository.Repository) (repository.Ask, error) {
			return repository.Ask{Do: repository.Revoke, Old: args[0]}, nil
		})
	}
	return cmd
}

func (c *call) keysRaiseCommand() *cobra.Command {
	cmd := terminal.Command(c.L, "raise", "keys_raise")
	x := c.changingFlags(cmd, true)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return c.change(cmd.Context(), x, func(*repository.Repository) (repository.Ask, error) {
			return repository.Ask{Do: repository.Raise}, nil
		})
	}
	return cmd
}

func (c *call) keysRenewCommand() *cobra.Command {
	cmd := terminal.Command(c.L, "renew [ROLE…]", "keys_renew")
	cmd.Args = terminal.Args(0, 2)
	x := c.changingFlags(cmd, false)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return c.change(cmd.Context(), x, func(r *repository.Repository) (repository.Ask, error) {
			a := repository.Ask{Do: repository.Renew, Roles: args}
			if len(args) > 0 {
				return a, nil
			}
			due, err := r.Due(cmd.Context())
			for _, role := range due {
				if role.Role == "root" || role.Role == "targets" {
					a.Roles = append(a.Roles, role.Role)
				}
			}
			if err == nil && len(a.Roles) == 0 {
				err = terminal.About("keys_renew", fault.New("keys renew", fault.NotFound, "root, targets", nil))
			}
			return a, err
		})
	}
	return cmd
}

// signing is one piece of metadata of a request for machines.
type signing struct {
	Role    string   `json:"role"`
	Version int64    `json:"version"`
	Signed  []string `json:"signed"`
	Able    []string `json:"able"`
	Lacking int      `json:"lacking"`
}

func signings(q *repository.Request) []signing {
	out := []signing{}
	for _, s := range q.Signings() {
		out = append(out, signing{s.Role, s.Version, names(s.Signed), names(s.Able), s.Lacking})
	}
	return out
}
