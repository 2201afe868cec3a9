package main

import (
	"context"

	"github.com/spf13/pflag"

	"rodatraden/app/desk"
	"rodatraden/app/page"
)

// choice is the two states of the library that export, snapshot and search choose alike.
type choice struct{ committee, about, compare string }

func (c *choice) flags(f *pflag.FlagSet, l interface{ Text(string, ...any) string }) {
	f.StringVar(&c.committee, "committee", "", l.Text("command.flag.committee"))
	f.StringVar(&c.about, "package", "latest", l.Text("command.flag.package"))
	f.StringVar(&c.compare, "compare", "previous", l.Text("command.flag.compare"))
}

func (c *choice) of(ctx context.Context, d *desk.Desk) (page.Choice, error) {
	return d.Choose(ctx, c.committee, c.about, c.compare)
}
