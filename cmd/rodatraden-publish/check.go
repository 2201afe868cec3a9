package main

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

func (c *call) checkCommand() *cobra.Command {
	var strict bool
	cmd := terminal.Command(c.L, "check FOLDER…", "check")
	cmd.Args = cobra.MinimumNArgs(1)
	cmd.Flags().BoolVar(&strict, "strict", false, c.L.Text("command.flag.strict"))
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		paths, err := folders(args)
		if err != nil {
			return err
		}
		return c.check(openAll(paths), strict)
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

// check tells everything that was found in all the packages, and is a fault where any stops.
func (c *call) check(all []read, strict bool) error {
	faults, warnings := 0, 0
	var answers []checked
	for _, r := range all {
		if r.problem != nil {
			return r.problem
		}
		name := filepath.Base(r.path)
		_ = c.settleReport(name, r.report, strict)
		faults += r.report.Faults()
		warnings += r.report.Warnings()
		a := checked{Package: name, Path: r.path, Findings: []sentence{}}
		for _, f := range r.report.Findings {
			wrong, do := terminal.FindingSentences(c.L, f)
			a.Findings = append(a.Findings, sentence{f, wrong, do})
		}
		answers = append(answers, a)
	}
	if c.JSON {
		if err := c.Answer(map[string]any{"packages": answers, "faults": faults, "warnings": warnings}); err != nil {
			return err
		}
	}
	told := c.L.Text("command.check.done",
		"Packages", c.L.Text("command.count.packages", "Count", len(all)),
		"Faults", c.L.Text("command.count.faults", "Count", faults),
		"Warnings", c.L.Text("command.count.warnings", "Count", warnings))
	if faults > 0 || strict && warnings > 0 {
		c.answered = c.JSON
		return fault.New("check", fault.Faults, told, nil)
	}
	if !c.JSON {
		fmt.Fprintln(c.Out, told)
	}
	return nil
}
