package main

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"rodatraden/app"
	"rodatraden/app/desk"
	"rodatraden/app/page"
	"rodatraden/app/terminal"
	"rodatraden/app/ui/search"
	"rodatraden/app/ui/shell"
	"rodatraden/data/fault"
)

var themes = []string{"light", "dark", "contrast"}

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
		p := app.Picture{Text: text, Theme: theme, Language: c.L.Lang()}
		var ok bool
		if p.Width, p.Height, ok = extent(size); !ok {
			return fault.New("snapshot", fault.Usage, "--size="+size, nil)
		}
		if text < 100 || text > 200 {
			return fault.New("snapshot", fault.Usage, fmt.Sprintf("--text=%d", text), nil)
		}
		if !slices.Contains(themes, theme) {
			return fault.New("snapshot", fault.Usage, "--theme="+theme, &terminal.Near{Names: themes})
		}
		shown := []string{name}
		if name == "all" {
			shown = app.Pages
		} else if !slices.Contains(app.Pages, name) {
			return fault.New("snapshot", fault.Usage, "--page="+name, &terminal.Near{Names: append([]string{"all"}, app.Pages...)})
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
			for _, showing := range shown {
				one := p
				one.Place = shell.Place{
					Page: showing, Repository: at.Package.Committee.Repository, Committee: at.Package.Committee.ID,
					Package: chosen.about, Compare: chosen.compare,
				}
				switch showing {
				case "search":
					found := search.Chosen{Words: query}
					if name == showing {
						found.Record = record
					}
					one.Place.Argument = found.String()
				case "goals", "thread", "savings", "audit", "interventions", "quality", "decisions", "changes":
					if one.Place.Argument = record; record != "" && name == showing {
						known, err := records(ctx, d, showing, at)
						if err != nil {
							return err
						}
						if !slices.Contains(known, record) {
							return fault.New("snapshot", fault.NotFound, "--select="+record, &terminal.Near{Names: known})
						}
					}
				case "subscribe":
					if name == showing {
						one.Place.Argument = record // a subscription file
					}
				case "help":
					if one.Place.Argument = "overview"; record != "" && name == showing {
						one.Place.Argument = record
						if known := page.HelpPages(); !slices.Contains(known, record) {
							return fault.New("snapshot", fault.NotFound, "--select="+record, &terminal.Near{Names: known})
						}
					}
				case "document":
					if one.Place.Argument = record; record == "" || name == "all" {
						if one.Place.Argument, err = d.SomeText(ctx, at); fault.KindOf(err) == fault.NotFound && name == "all" {
							continue // nothing is told in words yet
						}
						if err != nil {
							return err
						}
					}
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
		made := []string{}
		c.Partly = map[string]any{"pictures": &made}
		for _, name := range names {
			if err := ctx.Err(); err != nil {
				return err
			}
			path := filepath.Join(out, name+".png")
			if err := draw(d, pictures[name], path); err != nil {
				return err
			}
			made = append(made, path)
		}
		if c.JSON {
			return c.Answer(c.Partly)
		}
		for _, path := range made {
			fmt.Fprintln(c.Out, path)
		}
		return nil
	})
	return cmd
}

// records are those that can be chosen on a page that has a list.
func records(ctx context.Context, d *desk.Desk, name string, at page.Choice) ([]string, error) {
	made, err := d.Page(ctx, name, at)
	if err != nil {
		return nil, err
	}
	return made.(interface{ Records() []string }).Records(), nil
}

// extent reads a size such as 1366x690.
func extent(size string) (width, height float32, ok bool) {
	w, h, _ := strings.Cut(size, "x")
	for side, text := range map[*float32]string{&width: w, &height: h} {
		n, err := strconv.ParseUint(text, 10, 16)
		if err != nil || n < 200 || n > 8000 {
			return 0, 0, false
		}
		*side = float32(n)
	}
	return width, height, true
}

// draw draws a picture and writes it as PNG; a picture that fails leaves no file.
func draw(d *desk.Desk, p app.Picture, path string) error {
	img, err := app.Snapshot(d, p)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return fault.New("snapshot", fault.Local, path, err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fault.New("snapshot", terminal.DiskKind(err), path, err)
	}
	return terminal.WriteFile(path, b.Bytes())
}
