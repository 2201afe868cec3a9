package main

import (
	"context"
	"os"

	"github.com/spf13/cobra"

	"rodatraden/app/desk"
	"rodatraden/app/i18n"
	"rodatraden/app/terminal"
)

// call is what one run of the program was asked, whichever command it was.
type call struct {
	terminal.Terminal
	home, lang string
	langAsked  bool // --lang was given
	answered   bool // the answer, though no, has been given in full
}

func (c *call) root() *cobra.Command {
	c.lang = terminal.Language(os.Args[1:])
	c.L = i18n.New(c.lang)
	root := terminal.Root(c.L, "rodatraden", "reader")
	root.Args = cobra.MaximumNArgs(1) // a file that was dropped on the program, or opened with it
	root.RunE = c.run(func(ctx context.Context, _ *desk.Desk, args []string) error { return c.window(ctx, args) })
	flags := root.PersistentFlags()
	flags.StringVar(&c.home, "home", "", c.L.Text("command.flag.home"))
	flags.StringVar(&c.lang, "lang", "sv", c.L.Text("command.flag.lang"))
	flags.BoolVar(&c.JSON, "json", false, c.L.Text("command.flag.json"))
	for _, command := range []*cobra.Command{
		c.exportCommand(), c.snapshotCommand(), c.searchCommand(), c.subscribeCommand(), c.syncCommand(),
		c.statusCommand(), c.verifyCommand(), c.rebuildCommand(), c.filesCommand(),
	} {
		root.AddCommand(command)
	}
	terminal.Finish(root, c.L)
	return root
}

// settle takes the flags as far as they were read.
func (c *call) settle() { c.L = i18n.New(c.lang) }

// open opens the reader's desk in the home that was asked for.
func (c *call) open(ctx context.Context) (*desk.Desk, error) {
	return desk.Open(ctx, desk.Config{Home: c.home, L: c.L})
}

// run wraps what a command does in what all do.
func (c *call) run(do func(context.Context, *desk.Desk, []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		c.settle()
		c.langAsked = cmd.Flags().Changed("lang")
		if cmd.Parent() == nil {
			return do(cmd.Context(), nil, args)
		}
		d, err := c.open(cmd.Context())
		if err != nil {
			return err
		}
		defer d.Close()
		return do(cmd.Context(), d, args)
	}
}
