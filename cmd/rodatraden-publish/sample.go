package main

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/sample"
)

func (c *call) sampleCommand() *cobra.Command {
	const op = "sample"
	var name, out string
	cmd := terminal.Command(c.L, "sample", "sample")
	cmd.Flags().StringVar(&name, "name", "", c.L.Text("command.flag.name", "Names", strings.Join(sample.Names(), ", ")))
	cmd.Flags().StringVar(&out, "out", "", c.L.Text("command.flag.out.dir"))
	_ = cmd.MarkFlagRequired("name")
	_ = cmd.MarkFlagRequired("out")
	cmd.RunE = func(*cobra.Command, []string) error {
		if !slices.Contains(sample.Names(), name) {
			return fault.New(op, fault.NotFound, name, &terminal.Near{Names: sample.Names()})
		}
		packages, err := sample.Folders(name)
		if err != nil {
			return err
		}
		for _, p := range packages {
			if to := filepath.Join(out, p); there(to) {
				return fault.New(op, fault.Exists, to, nil)
			}
		}
		err = place(op, out, func(part string) ([]string, error) {
			return packages, outside(sample.Write(name, part), part, out)
		})
		if err != nil {
			return err
		}
		if c.JSON {
			return c.Answer(map[string]any{"out": out, "packages": packages})
		}
		c.Say("command.sample.done", "Count", len(packages), "Path", out)
		return nil
	}
	return cmd
}
