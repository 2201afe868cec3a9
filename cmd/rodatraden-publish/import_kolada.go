package main

import (
	"fmt"
	"path/filepath"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"

	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/importer"
	"rodatraden/data/importer/kolada"
)

func (c *call) importKoladaCommand() *cobra.Command {
	const op = "import"
	var i importing
	var q kolada.Query
	var years string
	o := kolada.Options{}
	cmd := terminal.Command(c.L, "kolada", "import_kolada")
	c.importFlags(cmd, &i, false)
	flags := cmd.Flags()
	flags.StringSliceVar(&q.KPIs, "kpi", nil, c.L.Text("command.flag.kpi"))
	flags.StringVar(&q.Municipality, "municipality", "", c.L.Text("command.flag.kolada_municipality"))
	flags.StringVar(&years, "years", "", c.L.Text("command.flag.kolada_years"))
	flags.StringSliceVar(&q.Compare, "compare", nil, c.L.Text("command.flag.kolada_compare"))
	flags.StringSliceVar(&q.Groups, "groups", nil, c.L.Text("command.flag.groups"))
	flags.StringSliceVar(&q.Similar, "similar", nil, c.L.Text("command.flag.similar"))
	flags.Lookup("similar").NoOptDefVal = kolada.AllSimilar
	flags.StringVar(&o.Offline, "offline", "", c.L.Text("command.flag.offline"))
	flags.StringVar(&o.Cache, "cache", "", c.L.Text("command.flag.cache"))
	flags.StringVar(&o.Base, "address", "", c.L.Text("command.flag.kolada_address", "Address", kolada.Base))
	for _, name := range []string{"kpi", "municipality", "into"} {
		_ = cmd.MarkFlagRequired(name)
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		var err error
		if cmd.Flags().Changed("years") { // otherwise every year that there is
			if q.Years, err = kolada.Years(years); err != nil {
				return fault.New(op, fault.Usage, "--years="+years, err)
			}
		}
		var found followup.Report
		if i.mapping != "" {
			if q.Mapping, found, err = kolada.ReadMapping(i.mapping); err != nil {
				return err
			}
		}
		if o.Cache == "" && o.Offline == "" {
			o.Cache = filepath.Join(xdg.CacheHome, "rodatraden-publish", "kolada")
		}
		o.Progress = func(done, of int, address string) {
			c.Progress(fmt.Sprintf("%d/%d %s", done+1, max(of, done+1), address))
		}
		facts, report, err := together(found, func() (*importer.Facts, followup.Report, error) {
			return kolada.Read(cmd.Context(), q, o)
		})
		c.Progress("")
		return c.imported(i, facts, report, err)
	}
	return cmd
}
