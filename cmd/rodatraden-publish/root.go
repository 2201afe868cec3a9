package main

import (
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
)

// call is what one run of the program was asked, whichever command it was.
type call struct {
	terminal.Terminal
	folder string // the published folder
	keys   string // the folder of keys; empty is the published folder's name and "-keys"
	making bool   // the keys are being made: a passphrase of one's own choice is asked for twice
}

func (c *call) root() *cobra.Command {
	root := c.Root("rodatraden-publish", "publisher")
	root.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	root.AddCommand(
		c.initCommand(), c.sampleCommand(), c.templateCommand(), c.importCommand(), c.checkCommand(), c.buildCommand(),
		c.publishCommand(), c.refreshCommand(), c.serveCommand(), c.inspectCommand(), c.dictionaryCommand(),
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

// published is a fault where there is no repository in the published folder, so that a name that
// was misspelt is not made a folder.
func (c *call) published() error {
	_, err := os.Stat(filepath.Join(c.folder, filepath.FromSlash(layout.Timestamp)))
	switch {
	case os.IsNotExist(err):
		return fault.New("repository", fault.NotFound, c.folder, err)
	case err != nil:
		return fault.New("repository", fault.Local, c.folder, err)
	}
	return nil
}

// passphraseVariable is the environment variable for runs that nobody watches.
const passphraseVariable = "RODATRADEN_PASSPHRASE"

// open returns the repository in the published folder. The passphrase is asked for once; check, which
// may be nil, is called for each package before it is published.
func (c *call) open(check func(dir string) error) (*repository.Repository, error) {
	if c.keys == "" {
		c.keys = filepath.Clean(c.folder) + "-keys"
	}
	known := ""
	return repository.New(repository.Config{
		Storage: repository.Folder(c.folder),
		Keys:    []string{c.keys},
		Passphrase: func(_ string, fresh bool) (string, error) {
			if known != "" {
				return known, nil
			}
			var err error
			known, err = c.passphrase(fresh && c.making)
			return known, err
		},
		Check: check,
	})
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
