package main

import (
	"context"

	"github.com/spf13/cobra"

	"rodatraden/app/publishing"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/repository"
)

// call is what one run of the program was asked, whichever command it was.
type call struct {
	terminal.Terminal
	home   string // the publisher's home; empty is the usual one
	folder string // the address of the published folder
	keys   string // the folder of keys; empty is the usual one
	making bool   // the keys are being made: a passphrase of one's own choice is asked for twice
}

func (c *call) root() *cobra.Command {
	root := c.Root("rodatraden-publish", "publisher")
	root.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	root.PersistentFlags().StringVar(&c.home, "home", "", c.L.Text("command.flag.publisher_home"))
	root.AddCommand(
		c.initCommand(), c.sampleCommand(), c.templateCommand(), c.importCommand(), c.checkCommand(), c.previewCommand(),
		c.buildCommand(), c.publishCommand(), c.refreshCommand(), c.serveCommand(), c.inspectCommand(), c.dictionaryCommand(), c.guideCommand(), c.windowCommand(),
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
		Home: c.home, Repository: c.folder, Keys: c.keys, L: c.L, Passphrase: c.passphrases(),
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

// passphraseVariable is the environment variable for runs that nobody watches.
const passphraseVariable = "RODATRADEN_PASSPHRASE"

// passphrases asks for a passphrase once.
func (c *call) passphrases() repository.Passphrase {
	known := ""
	return func(_ string, fresh bool) (string, error) {
		if known != "" {
			return known, nil
		}
		var err error
		known, err = c.passphrase(fresh && c.making)
		return known, err
	}
}

func (c *call) passphrase(fresh bool) (string, error) {
	if !fresh {
		return c.Passphrase(c.L.Text("command.passphrase.ask"), passphraseVariable)
	}
	first, err := c.Passphrase(c.L.Text("command.passphrase.new"), passphraseVariable)
	if err != nil {
		return "", err
	}
	again, err := c.Passphrase(c.L.Text("command.passphrase.again"), passphraseVariable)
	if err != nil {
		return "", err
	}
	if first != again {
		return "", fault.New("passphrase", fault.Secret, c.L.Text("command.passphrase.differ"), nil)
	}
	return first, nil
}
