package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"rodatraden/app/desk"
	"rodatraden/app/page"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
)

// call is what one run of the program was asked, whichever command it was.
type call struct {
	terminal.Terminal
	home string
}

func (c *call) root() *cobra.Command {
	root := c.Root("rodatraden [FILE]", "reader")
	root.Args = terminal.Args(0, 1) // a file that was dropped on the program, or opened with it
	root.RunE = c.window
	root.PersistentFlags().StringVar(&c.home, "home", "", c.L.Text("command.flag.home"))
	root.AddCommand(
		c.exportCommand(), c.snapshotCommand(), c.searchCommand(), c.questionsCommand(), c.subscribeCommand(), c.unsubscribeCommand(), c.syncCommand(),
		c.statusCommand(), c.verifyCommand(), c.rebuildCommand(), c.filesCommand(),
		c.notesCommand(), c.eraseCommand(),
	)
	terminal.Finish(root, c.L)
	return root
}

// run opens the desk of the home that was asked for, does what a command does, and closes it.
func (c *call) run(do func(context.Context, *desk.Desk, []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) (err error) {
		d, err := desk.Open(cmd.Context(), desk.Config{Home: c.home, L: c.L})
		if err != nil {
			return err
		}
		defer func() {
			if closed := d.Close(); err == nil {
				err = closed
			}
		}()
		if err = do(cmd.Context(), d, args); err == nil {
			c.tellNotes(d)
		}
		return err
	}
}

// tellNotes says beside an answer what is wrong with the notes, where the command has had to do with them.
func (c *call) tellNotes(d *desk.Desk) {
	if title, text := page.NotesTrouble(d.NotesTrouble(), c.L); title != "" {
		fmt.Fprintf(c.Err, "%s. %s\n", title, text)
	}
}

// near gives a fault about a name that was not found the names that are like it.
func near(err error) error {
	var n *page.NearError
	if !errors.As(err, &n) {
		return err
	}
	return fault.New("rodatraden", fault.KindOf(err), fault.PathOf(err), &terminal.Near{Names: n.Names})
}
