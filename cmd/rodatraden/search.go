package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"rodatraden/app/desk"
	"rodatraden/app/page"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
)

func (c *call) searchCommand() *cobra.Command {
	var chosen choice
	var limit int
	cmd := terminal.Command(c.L, "search TEXT", "search")
	cmd.Args = terminal.Args(1, -1)
	chosen.flags(cmd.Flags(), c.L)
	cmd.Flags().IntVar(&limit, "limit", 100, c.L.Text("command.flag.limit"))
	cmd.RunE = c.run(func(ctx context.Context, d *desk.Desk, args []string) error {
		if limit < 1 {
			return fault.New("search", fault.Usage, fmt.Sprintf("--limit=%d", limit), nil)
		}
		at, err := chosen.of(ctx, d)
		if err != nil {
			return err
		}
		found, err := d.Search(ctx, at, page.SearchAsk{Words: strings.Join(args, " "), Limit: limit})
		if err != nil {
			return err
		}
		if c.JSON {
			return c.Answer(found)
		}
		fmt.Fprintln(c.Out, found.Headline)
		for _, hit := range found.Hits {
			fmt.Fprintf(c.Out, "\n%s  %s\n  %s\n", plain(hit.Title), hit.When, plain(hit.Line))
		}
		return nil
	})
	return cmd
}

func plain(runs []page.Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}
