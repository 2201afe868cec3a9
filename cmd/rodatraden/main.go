// Command rodatraden is the reader: it opens the window, and answers the same questions from a
// command line. See `rodatraden --help`.
package main

import (
	"context"
	"os"
	"os/signal"

	_ "rodatraden/app/plainlocale" // before Fyne
	"rodatraden/app/terminal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run carries out one command and returns its exit code.
func run(ctx context.Context, args []string, out, messages *os.File) int {
	c := &call{Terminal: terminal.Terminal{Out: out, Err: messages}}
	root := c.root()
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(messages)
	err := terminal.Usage(root, root.ExecuteContext(ctx))
	if err != nil && !c.answered {
		c.settle()
		c.Fault(err)
	}
	return terminal.ExitCode(err)
}
