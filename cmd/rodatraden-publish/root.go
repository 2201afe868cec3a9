package main

import (
	"context"

	"github.com/spf13/cobra"

	"rodatraden/app/publishing"
	"rodatraden/app/terminal"
)

// call is what one run of the program was asked, whichever command it was.
type call struct {
	terminal.Terminal
	anyClock   bool     // the clock is right, though the last signing is ahead of it
	home       string   // the publisher's home; empty is the usual one
	folder     string   // the address of the published folder
	keys       string   // the folder of keys; empty is the usual one
	safes      []string // further folders of keys, as on a stick from a safe
	making     bool     // the keys are being made: a passphrase of one's own choice is asked for twice
	exchanging bool     // keys get another passphrase
	naming     bool     // keys have passphrases of their own: each is asked for by the key's name
}

func (c *call) root() *cobra.Command {
	root := c.Root("rodatraden-publish", "publisher")
	root.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	root.PersistentFlags().StringVar(&c.home, "home", "", c.L.Text("command.flag.publisher_home"))
	root.PersistentFlags().BoolVar(&c.anyClock, "any-clock", false, c.L.Text("command.flag.any_clock"))
	_ = root.PersistentFlags().MarkHidden("any-clock") // the fault that it is for names it
	root.AddCommand(
		c.initCommand(), c.sampleCommand(), c.templateCommand(), c.importCommand(), c.checkCommand(), c.previewCommand(),
		c.buildCommand(), c.publishCommand(), c.refreshCommand(), c.keysCommand(), c.serveCommand(), c.inspectCommand(),
		c.dictionaryCommand(), c.guideCommand(), c.windowCommand(),
	)
	terminal.Finish(root, c.L)
	return root
}

// repositoryFlag gives a command the flag that names the published folder.
func (c *call) repositoryFlag(cmd *cobra.Command, required bool) {
	cmd.Flags().StringVar(&c.folder, "repository", "", c.L.Text("command.flag.repository"))
	if required {
		_ = cmd.MarkFlagRequired("repository")
	}
}

// keysFlag gives a command the flag that names the folder of keys.
func (c *call) keysFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&c.keys, "keys", "", c.L.Text("command.flag.keys"))
}

// desk opens the publisher's desk that the flags name.
func (c *call) desk(ctx context.Context) (*publishing.Desk, error) {
	return publishing.Open(ctx, publishing.Config{
		Home: c.home, Repository: c.folder, Keys: c.keys, Safes: c.safes, L: c.L, Passphrase: c.passphrases(),
		AnyClock: c.anyClock,
	})
}

// published opens the desk of a repository that must be there.
func (c *call) published(ctx context.Context) (*publishing.Desk, error) {
	d, err := c.desk(ctx)
	if err != nil {
		return nil, err
	}
	return d, d.Exists(ctx)
}
