package main

import (
	"os"
	"strings"

	"github.com/spf13/cobra"

	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/sample"
)

func (c *call) sampleCommand() *cobra.Command {
	var name, out string
	cmd := terminal.Command(c.L, "sample", "sample")
	cmd.Flags().StringVar(&name, "name", "", c.L.Text("command.flag.name", "Names", strings.Join(sample.Names(), ", ")))
	cmd.Flags().StringVar(&out, "out", "", c.L.Text("command.flag.out.dir"))
	_ = cmd.MarkFlagRequired("name")
	_ = cmd.MarkFlagRequired("out")
	cmd.RunE = func(*cobra.Command, []string) error {
		if err := sample.Write(name, out); err != nil {
			return err
		}
		entries, err := os.ReadDir(out)
		if err != nil {
			return fault.New("sample", fault.Local, out, err)
		}
		var packages []string
		for _, e := range entries {
			if e.IsDir() {
				packages = append(packages, e.Name())
			}
		}
		if c.JSON {
			return c.Answer(map[string]any{"out": out, "packages": packages})
		}
		c.Say("command.sample.done", "Count", len(packages), "Path", out)
		return nil
	}
	return cmd
}
