// Command rodatraden is the reader: it opens the window, and answers the same questions from a
// command line. See `rodatraden --help`.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"

	_ "rodatraden/app/plainlocale" // before Fyne
	"rodatraden/app/terminal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run carries out one command and returns its exit code.
func run(ctx context.Context, args []string, out, messages io.Writer) int {
	c := &call{Terminal: terminal.New(args, out, messages)}
	root := c.root()
	root.SetArgs(args)
	root.SetOut(c.Out)
	root.SetErr(messages)
	return c.End(near(terminal.Usage(root, root.ExecuteContext(ctx))))
}
