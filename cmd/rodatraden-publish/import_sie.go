package main

import (
	"github.com/spf13/cobra"

	"rodatraden/app/terminal"
	"rodatraden/data/followup"
	"rodatraden/data/importer"
	"rodatraden/data/importer/sie"
)

func (c *call) importSIECommand() *cobra.Command {
	var i importing
	cmd := terminal.Command(c.L, "sie FILE…", "import_sie")
	cmd.Args = terminal.Args(1, -1)
	c.importFlags(cmd, &i, true)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if err := i.needs(args, c.JSON); err != nil {
			return err
		}
		if i.suggest != "" {
			mapping, report, err := sie.Suggest(args[0], sie.SuggestOptions{Period: i.period, Variance: i.variance, Say: c.say})
			return c.suggested(i, mapping, report, err)
		}
		mapping, found, err := sie.ReadMapping(i.mapping)
		if err != nil {
			return err
		}
		facts, report, err := together(found, func() (*importer.Facts, followup.Report, error) {
			return sie.Read(args, mapping, sie.Options{Period: i.period})
		})
		return c.imported(i, facts, report, err)
	}
	return cmd
}
