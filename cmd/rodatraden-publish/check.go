package main

import (
	"fmt"
	"maps"
	"path/filepath"

	"github.com/spf13/cobra"

	"rodatraden/app/page"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
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

// check tells everything that was found in all the packages, and is a fault where any stops. What a
// machine is answered it puts in Partly; told sums it up for people.
func (c *call) check(all []read, strict bool) (told string, err error) {
	faults, warnings, answered := 0, 0, 0
	answers := make([]page.Checked, 0, len(all))
	for _, r := range all {
		if r.problem != nil {
			if err == nil {
				err = r.problem
			}
			continue
		}
		a := page.CheckedOf(c.L, filepath.Base(r.path), r.path, r.report)
		if !c.JSON {
			c.Findings(a)
		}
		faults += r.report.Faults()
		warnings += r.report.Warnings()
		answered += r.report.Answered()
		answers = append(answers, a)
	}
	c.partly(map[string]any{"packages": answers, "faults": faults, "warnings": warnings, "answered": answered})
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
