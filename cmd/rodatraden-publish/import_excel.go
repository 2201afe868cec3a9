package main

import (
	"context"

	"github.com/spf13/cobra"

	"rodatraden/app/terminal"
	"rodatraden/data/followup"
	"rodatraden/data/importer"
	"rodatraden/data/importer/sheet"
)

func (c *call) importExcelCommand() *cobra.Command {
	var i importing
	var from []string
	cmd := terminal.Command(c.L, "excel FILE…", "import_excel")
	cmd.Aliases = []string{"csv", "text", "tsv", "stratsys"}
	cmd.Args = terminal.Args(1, -1)
	c.importFlags(cmd, &i, true)
	cmd.Flags().StringArrayVar(&from, "from", nil, c.L.Text("command.flag.from_names"))
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if err := i.needs(args, c.JSON); err != nil {
			return err
		}
		if i.suggest != "" {
			earlier, err := c.named(cmd.Context(), from)
			if err != nil {
				return err
			}
			mapping, report, err := sheet.Suggest(args[0], sheet.SuggestOptions{
				Period: i.period, Variance: i.variance, Say: c.say,
				Known: func(table string) [][]string { return followup.Standing(earlier, table) },
			})
			return c.suggested(i, mapping, report, err)
		}
		mapping, found, err := sheet.ReadMapping(i.mapping)
		if err != nil {
			return err
		}
		facts, report, err := together(found, func() (*importer.Facts, followup.Report, error) {
			return sheet.Read(args, mapping, sheet.Options{Period: i.period})
		})
		return c.imported(i, facts, report, err)
	}
	return cmd
}

// named reads the packages of which the names in a file may be.
func (c *call) named(ctx context.Context, from []string) ([]*followup.Package, error) {
	if len(from) == 0 {
		return nil, nil
	}
	d, err := c.desk(ctx)
	if err != nil {
		return nil, err
	}
	b, err := c.sound(d, from)
	return b.Found(), err
}
