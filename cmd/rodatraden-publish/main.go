// Command rodatraden-publish is what an administration publishes its follow-up with: it makes
// packages of tables and documents, checks, signs and publishes them as plain files. See
// `rodatraden-publish --help`.
package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"

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
	err := root.ExecuteContext(ctx)
	var said *told
	if errors.As(err, &said) {
		return said.code
	}
	return c.End(terminal.About("publisher", terminal.Usage(root, err)))
}
