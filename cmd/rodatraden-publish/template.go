package main

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rodatraden/app/publishing"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/template"
)

func (c *call) templateCommand() *cobra.Command {
	const op = "template"
	var ask publishing.WorkbookAsk
	var from []string
	var duplicate, out string
	cmd := terminal.Command(c.L, "template", "template")
	c.repositoryFlag(cmd, false)
	flags := cmd.Flags()
	flags.StringVar(&ask.Committee, "committee", "", c.L.Text("command.flag.committee"))
	flags.StringVar(&ask.CommitteeName, "committee-name", "", c.L.Text("command.flag.committee_name"))
	flags.StringVar(&ask.Municipality, "municipality", "", c.L.Text("command.flag.municipality_code"))
	flags.StringVar(&ask.MunicipalityName, "municipality-name", "", c.L.Text("command.flag.municipality"))
	flags.StringVar(&ask.Kind, "kind", "", c.L.Text("command.flag.kind", "Names", strings.Join(kinds, ", ")))
	flags.StringVar(&ask.Period, "period", "", c.L.Text("command.flag.period"))
	flags.StringArrayVar(&from, "from", nil, c.L.Text("command.flag.from"))
	flags.StringVar(&duplicate, "copy", "", c.L.Text("command.flag.copy"))
	flags.StringVar(&out, "out", "", c.L.Text("command.flag.out.workbook"))
	_ = cmd.MarkFlagRequired("out")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if ask.Committee != "" && !followup.IsCommitteeID(ask.Committee) {
			return fault.New(op, fault.Usage, "--committee="+ask.Committee, nil)
		}
		if ask.Municipality != "" && !followup.IsMunicipalityCode(ask.Municipality) {
			return fault.New(op, fault.Usage, "--municipality="+ask.Municipality, nil)
		}
		if duplicate != "" && ask != (publishing.WorkbookAsk{}) {
			return fault.New(op, fault.Usage, c.L.Text("command.copy.alone"), nil)
		}
		if ask.Kind != "" && !slices.Contains(kinds, ask.Kind) {
			return fault.New(op, fault.Usage, "--kind="+ask.Kind, &terminal.Near{Names: kinds})
		}
		if strings.ToLower(filepath.Ext(out)) != ".xlsx" {
			return fault.New(op, fault.Usage, "--out="+out+" (.xlsx)", nil)
		}
		if !publishing.IsFolder(filepath.Dir(out)) {
			return fault.New(op, fault.NotFound, filepath.Dir(out), nil)
		}
		d, err := c.desk(cmd.Context())
		if err != nil {
			return err
		}
		if len(from) > 0 {
			if ask.From, err = c.sound(d, from); err != nil {
				return err
			}
		}
		if duplicate != "" {
			if ask.Copy, err = c.sound(d, []string{duplicate}); err != nil {
				return err
			}
			if len(ask.Copy.Packages()) != 1 {
				return fault.New(op, fault.Usage, "--copy="+duplicate, nil)
			}
		}
		content, err := d.Workbook(cmd.Context(), ask, out)
		if err != nil {
			return err
		}
		return c.templateDone(out, content)
	}
	return cmd
}

// kinds are the kinds of packages.
var kinds = followup.Allowed("followup.kind")

// sound reads packages without faults of their own; those of others are told.
func (c *call) sound(d *publishing.Desk, args []string) (*publishing.Batch, error) {
	b, err := d.Gather(args)
	if err != nil {
		return nil, err
	}
	for _, r := range b.Packages() {
		if r.Problem != nil {
			return nil, r.Problem
		}
		if r.Report.Faults() > 0 {
			_, err := c.check([]publishing.Read{r}, telling{})
			return nil, err
		}
	}
	return b, nil
}

// templateDone tells what the workbook holds, and where its documents go.
func (c *call) templateDone(out string, content template.Content) error {
	before, expected, told := 0, 0, 0
	for _, rows := range content.Before {
		before += len(rows)
	}
	for _, rows := range content.Expected {
		expected += len(rows)
	}
	for _, rows := range content.Rows {
		told += len(rows)
	}
	folder := publishing.Beside(out)
	if c.JSON {
		return c.Answer(map[string]any{
			"out": out, "folder": folder, "name": content.Manifest.Name, "before": before, "expected": expected, "rows": told,
		})
	}
	c.Say("command.template.done", "Path", out)
	if before+expected+told > 0 {
		c.Say("command.template.rows", "Before", before, "Expected", expected, "Rows", told)
	}
	c.Say("command.template.folder", "Path", folder)
	return nil
}
