package main

import (
	"errors"
	"path/filepath"

	"github.com/spf13/cobra"

	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

func (c *call) buildCommand() *cobra.Command {
	var out string
	var tell telling
	cmd := terminal.Command(c.L, "build SOURCE…", "build")
	cmd.Args = terminal.Args(1, -1)
	c.repositoryFlag(cmd, false)
	cmd.Flags().StringVar(&out, "out", "", c.L.Text("command.flag.out.dir"))
	c.tellingFlags(cmd, &tell)
	_ = cmd.MarkFlagRequired("out")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		paths, err := find(args)
		if err != nil {
			return err
		}
		all := c.readAll(paths)
		published, err := publishedBefore(cmd.Context(), c.folder, all)
		if err != nil {
			return err
		}
		join(all, published, c.folder == "")
		if _, err := c.check(all, tell); err != nil {
			return err // with any fault in any of them, none is written
		}
		built, err := c.build(all, published, out)
		if err != nil {
			return err
		}
		if c.JSON {
			c.partly(map[string]any{"built": built})
			return c.Answer(c.Partly)
		}
		c.Say("command.build.done", "Count", len(built), "Path", out)
		return nil
	}
	return cmd
}

// build builds packages that have been checked, all of them or none, and returns their folders.
func (c *call) build(all []read, published []*followup.Package, out string) ([]string, error) {
	const op = "build"
	var built []string
	seen := map[string]bool{}
	for _, r := range all {
		name := r.pkg.Manifest.Name
		to := filepath.Join(out, name)
		if seen[name] || there(to) {
			return nil, fault.New(op, fault.Exists, to, nil)
		}
		seen[name] = true
		built = append(built, to)
	}
	return built, place(op, out, func(part string) ([]string, error) {
		known := published
		var names []string
		for _, r := range all {
			name := r.pkg.Manifest.Name
			p, report, err := r.build(filepath.Join(part, name), known)
			if err != nil {
				// What only a build finds, such as a package that is built already, is told here.
				if fault.KindOf(err) == fault.Faults {
					r.report = followup.Report{}
					r.found(report)
					if _, found := c.check([]read{r}, telling{}); found != nil {
						return nil, found
					}
				}
				return nil, outside(err, part, out)
			}
			known = append(known[:len(known):len(known)], p)
			names = append(names, name)
		}
		return names, nil
	})
}

// build builds one package. known are those that it will join.
func (r *read) build(out string, known []*followup.Package) (*followup.Package, followup.Report, error) {
	opt := followup.BuildOptions{Known: append(known[:len(known):len(known)], r.before...)}
	if r.book == nil {
		return followup.Build(r.path, out, opt)
	}
	return followup.BuildTo(r.book.FS, out, opt)
}

// outside names the folder that was asked for in a fault about the one that is built in.
func outside(err error, part, out string) error {
	var f *fault.Error
	if !errors.As(err, &f) {
		return err
	}
	if rel, rerr := filepath.Rel(part, f.Path); rerr == nil && filepath.IsLocal(rel) {
		return fault.New(f.Op, f.Kind, filepath.Join(out, rel), f.Err)
	}
	return err
}
