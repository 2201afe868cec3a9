package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"rodatraden/app/desk"
	"rodatraden/app/page"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
)

// questionsCommand tells what the reader has written about a committee and what the rules suggest to ask
// about, and adds suggestions to the reader's own.
func (c *call) questionsCommand() *cobra.Command {
	var chosen choice
	var add []string
	cmd := terminal.Command(c.L, "questions", "questions")
	chosen.flags(cmd.Flags(), c.L)
	cmd.Flags().StringArrayVar(&add, "add", nil, c.L.Text("command.flag.add"))
	cmd.RunE = c.run(func(ctx context.Context, d *desk.Desk, _ []string) error {
		at, err := chosen.of(ctx, d)
		if err != nil {
			return near(err)
		}
		told, err := d.Page(ctx, "questions", at)
		if err != nil {
			return err
		}
		p := told.(*page.Questions)
		var wanted []page.Ask
		for _, id := range add {
			i := slices.IndexFunc(p.Asks, func(a page.Ask) bool { return a.ID == id })
			if i < 0 {
				var names []string
				for _, a := range p.Asks {
					names = append(names, a.ID)
				}
				return fault.New("questions", fault.NotFound, "--add="+id, &terminal.Near{Names: names})
			}
			wanted = append(wanted, p.Asks[i])
		}
		for _, a := range wanted {
			if _, err := d.AskAbout(ctx, at, a); err != nil {
				return err
			}
		}
		if len(wanted) > 0 {
			if told, err = d.Page(ctx, "questions", at); err != nil {
				return err
			}
			p = told.(*page.Questions)
		}
		if c.JSON {
			return c.Answer(p)
		}
		fmt.Fprintln(c.Out, p.Headline)
		for _, g := range p.Groups {
			fmt.Fprintf(c.Out, "\n%s\n", g.Title)
			for _, e := range g.Rows {
				number := " "
				if e.Number > 0 {
					number = c.L.Int(e.Number)
				}
				fmt.Fprintf(c.Out, "%3s  %s  %s\n", number, e.Title, e.Mark.Text)
				if e.Where != "" {
					fmt.Fprintf(c.Out, "     %s\n", e.Where)
				}
			}
		}
		if len(p.Asks) > 0 {
			fmt.Fprintf(c.Out, "\n%s\n", c.L.Text("questions.filter.asks"))
			for _, a := range p.Asks {
				fmt.Fprintf(c.Out, "\n%s\n  %s. %s\n  %s\n", a.Text, a.Kind, a.Reason, a.ID)
			}
		}
		return nil
	})
	return cmd
}
