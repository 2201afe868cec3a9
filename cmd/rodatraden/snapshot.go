package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"rodatraden/app"
	"rodatraden/app/desk"
	"rodatraden/app/terminal"
	"rodatraden/app/ui/shell"
	"rodatraden/data/fault"
)

func (c *call) snapshotCommand() *cobra.Command {
	var chosen choice
	var name, out, size, theme, record, query string
	var text int
	cmd := terminal.Command(c.L, "snapshot", "snapshot")
	f := cmd.Flags()
	chosen.flags(f, c.L)
	f.StringVar(&name, "page", "all", c.L.Text("command.flag.pages"))
	f.StringVar(&out, "out", "", c.L.Text("command.flag.out.dir"))
	f.StringVar(&size, "size", "1366x690", c.L.Text("command.flag.size"))
	f.IntVar(&text, "text", 100, c.L.Text("command.flag.text"))
	f.StringVar(&theme, "theme", "light", c.L.Text("command.flag.theme"))
	f.StringVar(&record, "select", "", c.L.Text("command.flag.select"))
	f.StringVar(&query, "query", "prognos", c.L.Text("command.flag.query"))
	_ = cmd.MarkFlagRequired("out")
	cmd.RunE = c.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
		p := app.Picture{Text: text, Theme: theme, Language: c.lang}
		if n, err := fmt.Sscanf(size, "%gx%g", &p.Width, &p.Height); n != 2 || err != nil || p.Width < 200 || p.Height < 200 || p.Width > 8000 || p.Height > 8000 {
			return fault.New("snapshot", fault.Usage, "--size "+size, err)
		}
		if text < 100 || text > 200 {
			return fault.New("snapshot", fault.Usage, fmt.Sprintf("--text %d", text), nil)
		}
		if !slices.Contains([]string{"light", "dark", "contrast"}, theme) {
			return fault.New("snapshot", fault.Usage, "--theme "+theme, nil)
		}
		pages := []string{name}
		if name == "all" {
			pages = app.Pages
		} else if !slices.Contains(app.Pages, name) {
			return fault.New("snapshot", fault.Usage, "--page "+name, nil)
		}
		committees := []string{chosen.committee}
		if name == "all" && chosen.committee == "" {
			all, err := d.Committees(ctx)
			if err != nil {
				return err
			}
			committees = committees[:0]
			for _, one := range all {
				committees = append(committees, one.Repository+"/"+one.ID)
			}
		}
		app.Headless(d.Home())
		pictures := map[string]app.Picture{}
		var names []string
		for _, committee := range committees {
			chosen.committee = committee
			at, err := chosen.of(ctx, d)
			if err != nil {
				return err
			}
			for _, page := range pages {
				one := p
				one.Place = shell.Place{
					Page: page, Repository: at.Package.Committee.Repository, Committee: at.Package.Committee.ID,
					Package: chosen.about, Compare: chosen.compare,
				}
				switch page {
				case "search":
					one.Place.Argument = query
				case "record":
					if one.Place.Argument = record; record == "" {
						if one.Place.Argument, err = d.SomeRecord(ctx, at); err != nil {
							return err
						}
					}
				}
				key := app.PictureName(at, one)
				pictures[key] = one
				names = append(names, key)
			}
		}
		made, err := app.WriteSnapshots(ctx, d, out, pictures, names)
		if err != nil {
			return err
		}
		if c.JSON {
			return c.Answer(map[string]any{"pictures": made})
		}
		for _, path := range made {
			fmt.Fprintln(c.Out, path)
		}
		return nil
	})
	return cmd
}
