package main

import (
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

func (c *call) buildCommand() *cobra.Command {
	var out string
	var strict bool
	cmd := terminal.Command(c.L, "build SOURCE…", "build")
	cmd.Args = cobra.MinimumNArgs(1)
	cmd.Flags().StringVar(&out, "out", "", c.L.Text("command.flag.out.dir"))
	cmd.Flags().BoolVar(&strict, "strict", false, c.L.Text("command.flag.strict"))
	_ = cmd.MarkFlagRequired("out")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		paths, err := folders(args)
		if err != nil {
			return err
		}
		all := openAll(paths)
		if err := c.quietly(func() error { return c.check(all, strict) }); err != nil {
			return err // with any fault in any of them, none is written
		}
		built, err := buildAll(all, out)
		if err != nil {
			return err
		}
		if c.JSON {
			return c.Answer(map[string]any{"built": built})
		}
		c.Say("command.build.done", "Count", len(built), "Path", out)
		return nil
	}
	return cmd
}

// buildAll builds packages beside the folder that they are for and moves them there when all are
// done, so that a fault in the last leaves nothing of the first.
func buildAll(all []read, out string) ([]string, error) {
	const op = "build"
	if err := os.MkdirAll(out, 0o755); err != nil {
		return nil, fault.New(op, fault.Local, out, err)
	}
	for _, r := range all {
		to := filepath.Join(out, r.pkg.Manifest.Name)
		if _, err := os.Stat(to); err == nil {
			return nil, fault.New(op, fault.Exists, to, nil)
		}
	}
	part, err := os.MkdirTemp(out, ".build-")
	if err != nil {
		return nil, fault.New(op, fault.Local, out, err)
	}
	defer os.RemoveAll(part)
	known := make([]*followup.Package, 0, len(all))
	for _, r := range all {
		p, _, err := followup.Build(r.path, filepath.Join(part, r.pkg.Manifest.Name), followup.BuildOptions{Known: known})
		if err != nil {
			return nil, err
		}
		known = append(known, p)
	}
	var built []string
	for _, p := range known {
		to := filepath.Join(out, p.Manifest.Name)
		if err := os.Rename(filepath.Join(part, p.Manifest.Name), to); err != nil {
			return nil, fault.New(op, fault.Local, to, err)
		}
		built = append(built, to)
	}
	return built, nil
}

// quietly runs a step whose answer is not the command's own.
func (c *call) quietly(do func() error) error {
	out, machine := c.Out, c.JSON
	c.Out, c.JSON = io.Discard, false
	defer func() { c.Out, c.JSON = out, machine }()
	return do()
}
