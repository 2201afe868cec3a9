package main

import (
	"fmt"
	"maps"
	"path/filepath"

	"github.com/spf13/cobra"

	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

func (c *call) checkCommand() *cobra.Command {
	var strict bool
	cmd := terminal.Command(c.L, "check FOLDER…", "check")
	cmd.Args = terminal.Args(1, -1)
	c.repositoryFlag(cmd, false)
	cmd.Flags().BoolVar(&strict, "strict", false, c.L.Text("command.flag.strict"))
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		paths, err := find(args)
		if err != nil {
			return err
		}
		all := open(paths)
		published, err := publishedBefore(cmd.Context(), c.folder, all)
		if err != nil {
			return err
		}
		join(all, published, c.folder == "")
		told, err := c.check(all, strict)
		if err != nil {
			return err
		}
		if c.JSON {
			return c.Answer(c.Partly)
		}
		fmt.Fprintln(c.Out, told)
		return nil
	}
	return cmd
}

// checked is the answer of a check for machines.
type checked struct {
	Package  string     `json:"package"`
	Path     string     `json:"path"`
	Findings []sentence `json:"findings"`
}

// sentence is a finding with its sentences.
type sentence struct {
	followup.Finding
	Wrong string `json:"wrong"`
	Do    string `json:"do"`
}

// check tells everything that was found in all the packages, and is a fault where any stops. What a
// machine is answered it puts in Partly; told sums it up for people.
func (c *call) check(all []read, strict bool) (told string, err error) {
	faults, warnings := 0, 0
	answers := make([]checked, 0, len(all))
	for _, r := range all {
		if r.problem != nil {
			if err == nil {
				err = r.problem
			}
			continue
		}
		name := filepath.Base(r.path)
		if !c.JSON {
			c.Findings(name, r.report)
		}
		faults += r.report.Faults()
		warnings += r.report.Warnings()
		a := checked{Package: name, Path: r.path, Findings: []sentence{}}
		for _, f := range r.report.Findings {
			wrong, do := terminal.FindingSentences(c.L, f)
			a.Findings = append(a.Findings, sentence{f, wrong, do})
		}
		answers = append(answers, a)
	}
	c.partly(map[string]any{"packages": answers, "faults": faults, "warnings": warnings})
	told = c.L.Text("command.check.done",
		"Packages", c.L.Text("command.count.packages", "Count", len(answers)),
		"Faults", c.L.Text("command.count.faults", "Count", faults),
		"Warnings", c.L.Text("command.count.warnings", "Count", warnings))
	if err == nil && (faults > 0 || strict && warnings > 0) {
		err = fault.New("check", fault.Faults, told, nil)
	}
	return told, err
}

// partly adds to what a machine is answered, whatever comes of the rest.
func (c *call) partly(more map[string]any) {
	if c.Partly == nil {
		c.Partly = map[string]any{}
	}
	maps.Copy(c.Partly, more)
}
