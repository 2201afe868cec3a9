package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

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
			for _, a := range append([]string{address}, mirrors...) {
				if _, err := layout.ParseAddress(a); err != nil {
					return fault.New(op, fault.Usage, a, err)
				}
			}
			if dir := filepath.Dir(subscription); !isFolder(dir) {
				return fault.New(op, fault.NotFound, dir, nil)
			}
		}
		if err := c.published(); err != nil {
			return err
		}
		paths, err := find(args)
		if err != nil {
			return err
		}
		all := c.readAll(paths)
		paths = paths[:0]
		for _, r := range all {
			paths = append(paths, r.path)
			if r.problem == nil && r.pkg != nil && r.pkg.ManifestBytes() == nil {
				return fault.New(op, fault.Usage, r.path+" (rodatraden-publish build)", errors.New("a source must be built first"))
			}
			if isZip(r.path) {
				return fault.New(op, fault.Usage, r.path, errors.New("a ZIP must be unpacked first"))
			}
		}
		// They are held against what is published while nobody else can publish, all of them when the
		// first is about to be.
		checkedAll := false
		r, err := c.open(func(string) error {
			if checkedAll {
				return nil
			}
			checkedAll = true
			published, err := publishedBefore(cmd.Context(), c.folder, all)
			if err != nil {
				return err
			}
			join(all, published, false)
			_, err = c.check(all, telling{})
			return err
		})
		if err != nil {
			return err
		}
		undo := c.rememberKeys()
		done, err := r.Publish(cmd.Context(), paths)
		if err != nil {
			undo()
			return err
		}
		c.partly(map[string]any{
			"published": lines(done.Packages), "unchanged": lines(done.Unchanged), "files": done.Blobs,
			"bytes": done.Bytes, "expires": done.Expires.UTC(),
		})
		if len(done.Packages) == 0 {
			c.Say("command.publish.nothing")
		} else {
			c.Say("command.publish.done", "Count", len(done.Packages))
		}
		if subscription != "" {
			if err := writeSubscription(cmd.Context(), r, address, mirrors, subscription); err != nil {
				return err
			}
			c.Say("command.publish.subscription", "Path", subscription)
		}
		if c.JSON {
			return c.Answer(c.Partly)
		}
		return nil
	}
	return cmd
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func writeSubscription(ctx context.Context, r *repository.Repository, address string, mirrors []string, to string) error {
	s, err := r.Subscription(ctx, address, mirrors, nil)
	if err != nil {
		return err
	}
	raw, err := s.Encode()
	if err != nil {
		return fault.New("publish", fault.Format, to, err)
	}
	return terminal.WriteFile(to, raw)
}

// rememberKeys returns what removes the keys that a publish has made, if nothing was published. One
// made with a passphrase that then turned out not to open the others would shut the publisher out.
func (c *call) rememberKeys() (undo func()) {
	keys := func() []string {
		found, _ := os.ReadDir(c.keys)
		var names []string
		for _, e := range found {
			if filepath.Ext(e.Name()) == ".key" {
				names = append(names, e.Name())
			}
		}
		return names
	}
	timestamp := func() []byte {
		data, _ := os.ReadFile(filepath.Join(c.folder, filepath.FromSlash(layout.Timestamp)))
		return data
	}
	before, was := keys(), timestamp()
	return func() {
		if was == nil || !bytes.Equal(was, timestamp()) {
			return
		}
		for _, name := range keys() {
			if !slices.Contains(before, name) {
				_ = os.Remove(filepath.Join(c.keys, name))
			}
		}
	}
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
