package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
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
	var name, format, chart, out string
	cmd := terminal.Command(c.L, "export", "export")
	chosen.flags(cmd.Flags(), c.L)
	cmd.Flags().StringVar(&name, "page", "overview", c.L.Text("command.flag.page"))
	cmd.Flags().StringVar(&format, "format", "json", c.L.Text("command.flag.format"))
	cmd.Flags().StringVar(&chart, "chart", "", c.L.Text("command.flag.chart", "Names", strings.Join(scene.Names, ", ")))
	cmd.Flags().StringVar(&out, "out", "-", c.L.Text("command.flag.out"))
	cmd.RunE = c.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
		write, ok := formats[format]
		if !ok {
			return fault.New("export", fault.Usage, "--format "+format, nil)
		}
		at, err := chosen.of(ctx, d)
		if err != nil {
			return err
		}
		made, err := c.page(ctx, d, name, at)
		if err != nil {
			return err
		}
		// All of it is made before a file is: a page that fails leaves no empty file.
		var b bytes.Buffer
		if err := write(&b, made, chart, d); err != nil {
			return err
		}
		to, err := output(out, c.Out)
		if err != nil {
			return err
		}
		if _, err := b.WriteTo(to); err != nil {
			to.Close()
			return fault.New("export", fault.Local, out, err)
		}
		if err := to.Close(); err != nil {
			return fault.New("export", fault.Local, out, err)
		}
		return nil
	})
	return cmd
}

// page makes the page that is asked for.
func (c *call) page(ctx context.Context, d *desk.Desk, name string, at page.Choice) (any, error) {
	switch name {
	case "overview":
		return d.Overview(ctx, at)
	case "economy":
		return d.Economy(ctx, at)
	}
	return nil, fault.New("export", fault.Usage, "--page "+name, nil)
}

var formats = map[string]func(w io.Writer, made any, chart string, d *desk.Desk) error{
	"json": func(w io.Writer, made any, _ string, _ *desk.Desk) error { return export.JSON(w, made) },
	"csv":  func(w io.Writer, made any, _ string, _ *desk.Desk) error { return export.CSV(w, made) },
	"png": func(w io.Writer, made any, chart string, d *desk.Desk) error {
		return draw(w, made, chart, d, diagram.PNG)
	},
	"svg": func(w io.Writer, made any, chart string, d *desk.Desk) error {
		return draw(w, made, chart, d, diagram.SVG)
	},
}

// draw writes one of the page's charts as a picture of its own, with title, source and sign rule.
func draw(w io.Writer, made any, chart string, d *desk.Desk, as func(diagram.Diagram, diagram.Spec) ([]byte, error)) error {
	drawn := scene.Of(made, d.Localizer())
	i := slices.IndexFunc(drawn, func(s scene.Scene) bool { return chart == "" || s.Name == chart })
	if i < 0 {
		return fault.New("export", fault.NotFound, fmt.Sprintf("--chart %s", chart), nil)
	}
	raw, err := as(drawn[i].Diagram, drawn[i].Spec())
	if err != nil {
		return fault.New("export", fault.Local, drawn[i].Name, err)
	}
	_, err = w.Write(raw)
	return err
}
