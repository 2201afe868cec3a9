package main

import (
	"context"
	"errors"
	"os"
	"runtime"

	"rodatraden/app"
	"rodatraden/data/fault"
)

// window opens the reader's window, with the file that the program was opened with, if any.
func (c *call) window(ctx context.Context, args []string) error {
	if runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return fault.New("window", fault.NoDisplay, "", errors.New("neither DISPLAY nor WAYLAND_DISPLAY is set"))
	}
	config := app.Config{Home: c.home}
	if c.langAsked {
		config.Language = c.lang
	}
	if len(args) > 0 {
		config.File = args[0]
	}
	a, err := app.New(ctx, config)
	if fault.KindOf(err) == fault.Locked {
		c.Say("command.window.open")
		return nil // the window that is open has been given the file
	}
	if err != nil {
		return err
	}
	defer a.Close()
	return a.Run(ctx)
}
