package main

import (
	"bytes"
	"context"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rodatraden/app/desk"
	"rodatraden/app/diagram"
	"rodatraden/app/export"
	"rodatraden/app/page"
	"rodatraden/app/scene"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
)

func (c *call) exportCommand() *cobra.Command {
	var chosen choice
	var name, format, chart, query, out string
	cmd := terminal.Command(c.L, "export", "export")
	chosen.flags(cmd.Flags(), c.L)
	cmd.Flags().StringVar(&name, "page", "overview", c.L.Text("command.flag.page"))
	cmd.Flags().StringVar(&format, "format", "json", c.L.Text("command.flag.format"))
	cmd.Flags().StringVar(&chart, "chart", "", c.L.Text("command.flag.chart", "Names", strings.Join(scene.Names, ", ")))
	cmd.Flags().StringVar(&query, "query", "", c.L.Text("command.flag.query"))
	cmd.Flags().StringVar(&out, "out", "-", c.L.Text("command.flag.out"))
	cmd.RunE = c.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
		draw, isChart := charts[format]
		if names := append(export.Formats(), slices.Sorted(maps.Keys(charts))...); !slices.Contains(names, format) {
			return fault.New("export", fault.Usage, "--format="+format, &terminal.Near{Names: names})
		}
		if c.JSON && out == standard && format != "json" {
			return fault.New("export", fault.Usage, "--json --format="+format+" --out="+out, nil)
		}
		if names := append(page.Names(), searching); !slices.Contains(names, name) {
			return fault.New("export", fault.Usage, "--page="+name, &terminal.Near{Names: names})
		}
		if (name == searching) != (strings.TrimSpace(query) != "") {
			return fault.New("export", fault.Usage, "--page="+name+" --query="+query, nil)
		}
		at, err := chosen.of(ctx, d)
		if err != nil {
			return err
		}
		var made any
		if name == searching {
			made, err = d.Search(ctx, at, page.SearchAsk{Words: query, Limit: page.EveryHit})
		} else {
			made, err = d.Page(ctx, name, at)
		}
		if err != nil {
			return err
		}
		// All of it is made before a file is: a page that fails leaves none.
		var b bytes.Buffer
		if isChart {
			err = draw(&b, made, chart, d)
		} else {
			err = export.Write(&b, format, made, d.Localizer())
		}
		if err != nil {
			return err
		}
		if out == standard {
			_, err := b.WriteTo(c.Data())
			if err != nil {
				return fault.New("export", terminal.DiskKind(err), out, err)
			}
			return nil
		}
		size := b.Len()
		if err := terminal.WriteFile(out, b.Bytes()); err != nil {
			return err
		}
		return c.machine(map[string]any{"out": out, "bytes": size})
	})
	return cmd
}

// searching is the page that asks for words.
const searching = "search"

// standard is the name of standard output among files.
const standard = "-"

var charts = map[string]func(w io.Writer, made any, chart string, d *desk.Desk) error{
	"png": func(w io.Writer, made any, chart string, d *desk.Desk) error {
		return chartAs(w, made, chart, d, diagram.PNG)
	},
	"svg": func(w io.Writer, made any, chart string, d *desk.Desk) error {
		return chartAs(w, made, chart, d, diagram.SVG)
	},
}

// chartAs writes one of the page's charts as a picture of its own, with title, source and sign rule.
func chartAs(w io.Writer, made any, chart string, d *desk.Desk, as func(diagram.Diagram, diagram.Spec) ([]byte, error)) error {
	drawn := scene.Of(made, d.Localizer())
	i := slices.IndexFunc(drawn, func(s scene.Scene) bool { return chart == "" || s.Name == chart })
	if i < 0 {
		var names []string
		for _, s := range drawn {
			names = append(names, s.Name)
		}
		return fault.New("export", fault.NotFound, "--chart="+chart, &terminal.Near{Names: names})
	}
	raw, err := as(drawn[i].Diagram, drawn[i].Spec())
	if err != nil {
		return fault.New("export", fault.Local, drawn[i].Name, err)
	}
	_, err = w.Write(raw)
	return err
}
