package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"rodatraden/app/terminal"
	"rodatraden/data/fault"
)

// windowProgram is the program with the window. It lies beside this one, which links no graphics, so that
// it runs where there are none.
const windowProgram = "rodatraden-publish-window"

func (c *call) windowCommand() *cobra.Command {
	cmd := terminal.Command(c.L, "window [SOURCE…]", "publish_window")
	cmd.Args = terminal.Args(0, -1)
	c.repositoryFlag(cmd, false)
	c.keysFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		program, err := beside(windowProgram)
		if err != nil {
			return err
		}
		var flags []string
		for _, f := range []struct{ name, value string }{{"home", c.home}, {"repository", c.folder}, {"keys", c.keys}} {
			if f.value != "" {
				flags = append(flags, "--"+f.name, f.value)
			}
		}
		if cmd.Flags().Changed("lang") {
			flags = append(flags, "--lang", c.L.Lang())
		}
		if c.JSON {
			flags = append(flags, "--json")
		}
		return started(cmd.Context(), program, append(append(flags, "--"), args...))
	}
	return cmd
}

// beside finds a program in the folder of this one.
func beside(name string) (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", fault.New("window", fault.Local, name, err)
	}
	if whole, err := filepath.EvalSymlinks(self); err == nil {
		self = whole
	}
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	path := filepath.Join(filepath.Dir(self), name)
	if info, err := os.Stat(path); err != nil || info.IsDir() {
		return "", fault.New("window", fault.NotFound, path, err)
	}
	return path, nil
}

// started runs a program in the place of this one: with the same terminal, until it ends.
func started(ctx context.Context, program string, args []string) error {
	run := exec.CommandContext(ctx, program, args...)
	run.Stdin, run.Stdout, run.Stderr = os.Stdin, os.Stdout, os.Stderr
	run.Cancel = func() error { return run.Process.Signal(os.Interrupt) }
	run.WaitDelay = 10 * time.Second
	err := run.Run()
	var ended *exec.ExitError
	switch {
	case errors.As(err, &ended) && ended.ExitCode() >= 0:
		return &told{ended.ExitCode()}
	case err != nil:
		return fault.New("window", fault.Local, program, err)
	}
	return nil
}

// told is the end of a program that has said itself what went wrong.
type told struct{ code int }

func (t *told) Error() string { return windowProgram }
