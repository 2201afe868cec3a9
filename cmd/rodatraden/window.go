package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"

	"rodatraden/app"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
)

// window opens the reader's window, with the file that the program was opened with, if any.
func (c *call) window(cmd *cobra.Command, args []string) error {
	config := app.Config{Home: c.home}
	if cmd.Flags().Changed("lang") {
		config.Language = c.L.Lang()
	}
	if len(args) > 0 {
		if err := opened(cmd, args[0]); err != nil {
			return err
		}
		config.File = args[0]
	}
	if runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return fault.New("window", fault.NoDisplay, "", errors.New("neither DISPLAY nor WAYLAND_DISPLAY is set"))
	}
	a, err := app.New(cmd.Context(), config)
	if fault.KindOf(err) == fault.Locked {
		c.Say("command.window.open")
		return c.machine(map[string]any{"already_open": true}) // that window has been given the file
	}
	if err != nil {
		return err
	}
	defer a.Close()
	if err := a.Run(cmd.Context()); err != nil {
		return err
	}
	return c.machine(map[string]any{"already_open": false})
}

// opened is a fault where the argument is no file to open: one that is not there, or, where it looks
// like the name of a command, a command that there is none of.
func opened(cmd *cobra.Command, arg string) error {
	info, err := os.Stat(arg)
	switch {
	case err == nil && info.Mode().IsRegular():
		return nil
	case errors.Is(err, fs.ErrNotExist) && filepath.Base(arg) == arg && filepath.Ext(arg) == "":
		if like := terminal.Suggestions(cmd, arg); like != "" {
			arg += " (" + like + "?)"
		}
		return fault.New("window", fault.Usage, arg, err)
	case errors.Is(err, fs.ErrNotExist):
		return fault.New("window", fault.NotFound, arg, err)
	case err != nil:
		return fault.New("window", fault.Local, arg, err)
	}
	return fault.New("window", fault.Usage, arg, errors.New("not a file"))
}

// machine answers a machine; people have been answered already.
func (c *call) machine(v any) error {
	if !c.JSON {
		return nil
	}
	return c.Answer(v)
}
