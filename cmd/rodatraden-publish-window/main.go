// Command rodatraden-publish-window is the publisher's window: it is opened by `rodatraden-publish window`,
// and by itself. See `rodatraden-publish-window --help`.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"syscall"

	"github.com/spf13/cobra"

	_ "rodatraden/app/plainlocale" // before Fyne
	"rodatraden/app/publisher"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run opens the window, or draws it, and returns the program's exit code.
func run(ctx context.Context, args []string, out, messages io.Writer) int {
	t := terminal.New(args, out, messages)
	var c publisher.Config
	var pictures string
	root := t.Root("rodatraden-publish-window [FILE…]", "publish_steps")
	flags := root.Flags()
	flags.StringVar(&c.Home, "home", "", t.L.Text("command.flag.publisher_home"))
	flags.StringVar(&c.Repository, "repository", "", t.L.Text("command.flag.repository"))
	flags.StringVar(&c.Keys, "keys", "", t.L.Text("command.flag.keys"))
	flags.StringVar(&pictures, "pictures", "", t.L.Text("command.flag.pictures"))
	size := flags.String("size", "1366x690", t.L.Text("command.flag.size"))
	text := flags.Int("text", 100, t.L.Text("command.flag.text"))
	theme := flags.String("theme", "light", t.L.Text("command.flag.theme"))
	root.Args = terminal.Args(0, -1)
	root.RunE = func(cmd *cobra.Command, args []string) error {
		if c.Files = args; cmd.Flags().Changed("lang") {
			c.Language = t.L.Lang()
		}
		if pictures != "" {
			p, err := publisher.ParsePicture(*size, *text, *theme, t.L.Lang())
			if err != nil {
				return err
			}
			drawn, err := publisher.Draw(cmd.Context(), c, pictures, p)
			for _, path := range drawn {
				fmt.Fprintln(t.Out, path)
			}
			return err
		}
		if runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
			return fault.New("window", fault.NoDisplay, "", errors.New("neither DISPLAY nor WAYLAND_DISPLAY is set"))
		}
		p, err := publisher.New(cmd.Context(), c)
		if err != nil {
			return err
		}
		return errors.Join(p.Run(cmd.Context()), p.Close())
	}
	terminal.Finish(root, t.L)
	root.SetArgs(args)
	root.SetOut(t.Out)
	root.SetErr(messages)
	return t.End(terminal.About("publish_window", terminal.Usage(root, root.ExecuteContext(ctx))))
}
