package main

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rodatraden/app/publishing"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/sample"
	"rodatraden/data/sample/alvbro"
)

func (c *call) sampleCommand() *cobra.Command {
	const op = "sample"
	var l sample.Library
	var out string
	cmd := terminal.Command(c.L, "sample", "sample")
	cmd.Flags().StringVar(&l.Name, "name", "", c.L.Text("command.flag.name", "Names", strings.Join(sample.Names(), ", ")))
	cmd.Flags().StringVar(&out, "out", "", c.L.Text("command.flag.out.dir"))
	cmd.Flags().Uint64Var(&l.Choice.Seed, "seed", alvbro.Demo.Seed, c.L.Text("command.flag.seed"))
	cmd.Flags().IntVar(&l.Choice.Years, "years", alvbro.Demo.Years, c.L.Text("command.flag.years", "Most", alvbro.MostYears))
	cmd.Flags().IntVar(&l.Choice.Committees, "committees", alvbro.Demo.Committees, c.L.Text("command.flag.committees", "Most", alvbro.MostCommittees))
	_ = cmd.MarkFlagRequired("name")
	_ = cmd.MarkFlagRequired("out")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if !slices.Contains(sample.Names(), l.Name) {
			return fault.New(op, fault.NotFound, l.Name, &terminal.Near{Names: sample.Names()})
		}
		for _, flag := range []string{"seed", "years", "committees"} {
			if cmd.Flags().Changed(flag) && !sample.Sized(l.Name) {
				return fault.New(op, fault.Usage, c.L.Text("command.sample.one_size", "Flag", "--"+flag, "Name", l.Name), nil)
			}
		}
		if l.Choice.Seed == 0 || l.Choice.Years < 1 || l.Choice.Years > alvbro.MostYears || l.Choice.Committees < 1 || l.Choice.Committees > alvbro.MostCommittees {
			return fault.New(op, fault.Usage, c.L.Text("command.sample.beyond", "Years", alvbro.MostYears, "Committees", alvbro.MostCommittees), nil)
		}
		packages, err := l.Folders()
		if err != nil {
			return err
		}
		for _, p := range packages {
			if to := filepath.Join(out, p); publishing.There(to) {
				return fault.New(op, fault.Exists, to, nil)
			}
		}
		err = publishing.Place(op, out, func(part string) ([]string, error) {
			names, err := l.Write(part)
			return names, publishing.Outside(err, part, out)
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
