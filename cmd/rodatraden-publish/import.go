package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"rodatraden/app/checked"
	"rodatraden/app/page"
	"rodatraden/app/publishing"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/importer"
	"rodatraden/data/schema"
)

func (c *call) importCommand() *cobra.Command {
	cmd := terminal.Command(c.L, "import", "import")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	cmd.AddCommand(c.importExcelCommand(), c.importSIECommand(), c.importKoladaCommand())
	return cmd
}

// importing is what every import is asked.
type importing struct {
	telling
	into     string // the folder of the tables
	mapping  string
	period   string
	suggest  string // the file of a mapping to be proposed; empty imports
	variance string // the package's rule, for a proposal
}

// importFlags gives an import the flags that all have; suggests those that can propose a mapping.
func (c *call) importFlags(cmd *cobra.Command, i *importing, suggests bool) {
	flags := cmd.Flags()
	flags.StringVar(&i.into, "into", "", c.L.Text("command.flag.into"))
	flags.StringVar(&i.mapping, "map", "", c.L.Text("command.flag.map"))
	flags.BoolVar(&i.strict, "strict", false, c.L.Text("command.flag.strict"))
	flags.StringVar(&i.html, "html", "", c.L.Text("command.flag.html"))
	if suggests {
		flags.StringVar(&i.period, "period", "", c.L.Text("command.flag.period"))
		flags.StringVar(&i.suggest, "suggest", "", c.L.Text("command.flag.suggest"))
		flags.StringVar(&i.variance, "variance", "", c.L.Text("command.flag.variance"))
	}
}

// imported puts what was read in the tables, or tells why not. All that was found, in the files and in the
// tables that are there, is told at once.
func (c *call) imported(i importing, facts *importer.Facts, report followup.Report, err error) error {
	const op = "import"
	if err == nil && (report.Faults() > 0 || i.strict && report.Warnings() > 0) {
		err = fault.New(op, fault.Faults, i.into, nil)
	}
	var changes []importer.Change
	if err == nil {
		var found followup.Report
		changes, found, err = importer.Into(i.into, facts)
		report = followup.Join(report, found)
		if err != nil && len(found.Findings) == 0 {
			return err // the disk did not answer
		}
	}
	if err != nil && len(report.Findings) == 0 {
		return err
	}
	if terr := c.toldOf(i.telling, report); terr != nil {
		return terr
	}
	if err != nil {
		return stopped(err)
	}
	if changes == nil {
		changes = []importer.Change{}
	}
	c.partly(map[string]any{"into": i.into, "changes": changes})
	if c.JSON {
		return c.Answer(c.Partly)
	}
	for _, change := range changes {
		c.Say("command.import.table", "Table", schema.MustGet(change.Table).Title, "Added", change.Added,
			"Changed", change.Changed, "Unchanged", change.Unchanged, "Removed", change.Removed)
	}
	c.Say("command.import.done", "Path", i.into, "Rows", facts.Len())
	return nil
}

// stopped is the end of an import whose findings have said why.
func stopped(err error) error { return terminal.About("import", err) }

// toldOf tells what was found in the files of an import.
func (c *call) toldOf(tell telling, report followup.Report) error {
	a := checked.Of(c.L, c.L.Text("command.import.name"), "", report)
	if !c.JSON {
		c.Findings(a)
	}
	c.partly(map[string]any{"findings": a.Findings, "faults": report.Faults(), "warnings": report.Warnings(), "answered": report.Answered()})
	if tell.html == "" {
		return nil
	}
	return c.handHTML(tell.html, []page.Checked{a})
}

// say is a finding's two sentences in one text.
func (c *call) say(f followup.Finding) string {
	wrong, do := checked.Sentences(c.L, f)
	return wrong + " " + do
}

// needs is a fault where an import that is not to propose a mapping lacks a flag, or one that is has too
// many files.
func (i importing) needs(args []string, json bool) error {
	const op = "import"
	switch {
	case i.suggest != "" && (len(args) != 1 || i.mapping != "" || i.into != ""):
		return fault.New(op, fault.Usage, "--suggest", nil)
	case i.suggest == "-" && json:
		return fault.New(op, fault.Usage, "--json --suggest=-", nil)
	case i.suggest != "":
		return nil
	case i.into == "":
		return fault.New(op, fault.Usage, "--into", nil)
	case i.mapping == "":
		return fault.New(op, fault.Usage, "--map (--suggest)", nil)
	}
	return nil
}

// suggested writes a proposed mapping. It never replaces one that somebody may have worked on.
func (c *call) suggested(i importing, mapping []byte, report followup.Report, err error) error {
	const op = "import"
	if err != nil && len(report.Findings) == 0 {
		return err
	}
	if terr := c.toldOf(i.telling, report); terr != nil {
		return terr
	}
	switch {
	case err != nil:
		return stopped(err)
	case mapping == nil:
		return stopped(fault.New(op, fault.Faults, i.suggest, nil))
	case i.suggest == "-":
		if _, err := c.Data().Write(mapping); err != nil {
			return fault.New(op, terminal.DiskKind(err), i.suggest, err)
		}
		return nil
	case publishing.There(i.suggest):
		return fault.New(op, fault.Exists, i.suggest, nil)
	}
	if err := terminal.WriteFile(i.suggest, mapping); err != nil {
		return err
	}
	c.partly(map[string]any{"map": i.suggest})
	if c.JSON {
		return c.Answer(c.Partly)
	}
	c.Say("command.import.suggested", "Path", i.suggest)
	return nil
}

// together is what two steps found; the second is done only where the first has no faults.
func together[T any](first followup.Report, then func() (T, followup.Report, error)) (out T, report followup.Report, err error) {
	if first.Faults() > 0 {
		return out, first, fault.New("import", fault.Faults, fmt.Sprint(first.Faults()), nil)
	}
	out, report, err = then()
	return out, followup.Join(first, report), err
}
