// Command rodatraden-publish is what an administration publishes its follow-up with: it makes
// packages of tables and documents, checks, signs and publishes them as plain files. See
// `rodatraden-publish --help`.
package main

import (
	"context"
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
func run(ctx context.Context, args []string, out, messages *os.File) int {
	c := &call{Terminal: terminal.Terminal{Out: out, Err: messages}}
	root := c.root(args)
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(messages)
	err := terminal.Usage(root, root.ExecuteContext(ctx))
	if err != nil && !c.answered {
		c.Fault(err)
	}
	return terminal.ExitCode(err)
}
