package main

import (
	"bytes"
	"fmt"
	"maps"

	"github.com/spf13/cobra"

	"rodatraden/app/checked"
	"rodatraden/app/export"
	"rodatraden/app/page"
	"rodatraden/app/publishing"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/template"
)

func (c *call) checkCommand() *cobra.Command {
	var tell telling
	cmd := terminal.Command(c.L, "check SOURCE…", "check")
	cmd.Args = terminal.Args(1, -1)
	c.repositoryFlag(cmd, false)
	c.tellingFlags(cmd, &tell)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		d, err := c.desk(cmd.Context())
		if err != nil {
			return err
		}
		b, err := d.Read(cmd.Context(), args)
		if err != nil {
			return err
		}
		told, err := c.check(b.Packages(), tell)
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

// telling is what is made of what a check or an import found, beside telling it.
type telling struct {
	strict   bool   // open warnings stop too
	html     string // the file of a page to mail; empty makes none
	annotate string // the file of a workbook with comments; empty makes none
}

// tellingFlags gives a command the flags of what is found.
func (c *call) tellingFlags(cmd *cobra.Command, tell *telling) {
	cmd.Flags().BoolVar(&tell.strict, "strict", false, c.L.Text("command.flag.strict"))
	cmd.Flags().StringVar(&tell.html, "html", "", c.L.Text("command.flag.html"))
	cmd.Flags().StringVar(&tell.annotate, "annotate", "", c.L.Text("command.flag.annotate"))
}

// check tells everything that was found in all the packages, and is a fault where any stops. What a
// machine is answered it puts in Partly; told sums it up for people.
func (c *call) check(all []publishing.Read, tell telling) (told string, err error) {
	faults, warnings, answered := 0, 0, 0
	answers := make([]page.Checked, 0, len(all))
	for _, r := range all {
		if r.Problem != nil {
			if err == nil {
				err = r.Problem
			}
			continue
		}
		a := r.Checked(c.L)
		if !c.JSON {
			c.Findings(a)
		}
		faults += r.Report.Faults()
		warnings += r.Report.Warnings()
		answered += r.Report.Answered()
		answers = append(answers, a)
	}
	c.partly(map[string]any{"packages": answers, "faults": faults, "warnings": warnings, "answered": answered})
	told = c.L.Text("command.check.done",
		"Packages", c.L.Text("command.count.packages", "Count", len(answers)),
		"Faults", c.L.Text("command.count.faults", "Count", faults),
		"Warnings", c.L.Text("command.count.warnings", "Count", warnings))
	if err == nil {
		err = c.hand(all, answers, tell)
	}
	if err == nil && (faults > 0 || tell.strict && warnings > 0) {
		err = fault.New("check", fault.Faults, told, nil)
	}
	return told, err
}

// hand writes what was found as files for those who must answer.
func (c *call) hand(all []publishing.Read, answers []page.Checked, tell telling) error {
	if tell.html != "" {
		if err := c.handHTML(tell.html, answers); err != nil {
			return err
		}
	}
	if tell.annotate == "" {
		return nil
	}
	if len(all) != 1 || !publishing.IsWorkbook(all[0].Path) {
		return fault.New("check", fault.Usage, c.L.Text("command.annotate.one"), nil)
	}
	if err := template.Annotate(all[0].Path, tell.annotate, all[0].Report, checked.BookWords{Localizer: c.L}); err != nil {
		return err
	}
	c.Say("command.annotate.done", "Path", tell.annotate)
	return nil
}

// handHTML writes what was found as a page to mail.
func (c *call) handHTML(path string, answers []page.Checked) error {
	var b bytes.Buffer
	if err := export.CheckHTML(&b, c.L, answers); err != nil {
		return fault.New("check", fault.Local, path, err)
	}
	if err := terminal.WriteFile(path, b.Bytes()); err != nil {
		return err
	}
	c.Say("command.html.done", "Path", path)
	return nil
}

// partly adds to what a machine is answered, whatever comes of the rest.
func (c *call) partly(more map[string]any) {
	if c.Partly == nil {
		c.Partly = map[string]any{}
	}
	maps.Copy(c.Partly, more)
}
