package main

import (
	"path/filepath"

	"github.com/spf13/cobra"

	"rodatraden/app/i18n"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/repository"
)

// call is what one run of the program was asked, whichever command it was.
type call struct {
	terminal.Terminal
	folder string // the published folder
	keys   string // the folder of keys; empty is the published folder's name and "-keys"
	lang   string

	answered bool // the answer, though no, has been given in full
}

func (c *call) root(args []string) *cobra.Command {
	c.L = i18n.New(terminal.Language(args))
	root := terminal.Root(c.L, "rodatraden-publish", "publisher")
	root.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	flags := root.PersistentFlags()
	flags.StringVar(&c.lang, "lang", i18n.Swedish, c.L.Text("command.flag.lang"))
	flags.BoolVar(&c.JSON, "json", false, c.L.Text("command.flag.json"))
	root.AddCommand(
		c.initCommand(), c.sampleCommand(), c.checkCommand(), c.buildCommand(),
		c.publishCommand(), c.refreshCommand(), c.serveCommand(), c.inspectCommand(),
	)
	terminal.Finish(root, c.L)
	return root
}

// repositoryFlags gives a command the flags that name the published folder and its keys.
func (c *call) repositoryFlags(cmd *cobra.Command, withKeys bool) {
	cmd.Flags().StringVar(&c.folder, "repository", "", c.L.Text("command.flag.repository"))
	_ = cmd.MarkFlagRequired("repository")
	if withKeys {
		cmd.Flags().StringVar(&c.keys, "keys", "", c.L.Text("command.flag.keys"))
	}
}

// passphraseVariable is the environment variable for runs that nobody watches.
const passphraseVariable = "RODATRADEN_PASSPHRASE"

// open returns the repository in the published folder. The passphrase is asked for once.
func (c *call) open() (*repository.Repository, error) {
	keys := c.keys
	if keys == "" {
		keys = filepath.Clean(c.folder) + "-keys"
	}
	c.keys = keys
	known := ""
	return repository.New(repository.Config{
		Dir:  c.folder,
		Keys: []string{keys},
		Passphrase: func(name string, fresh bool) (string, error) {
			if known != "" {
				return known, nil
			}
			var err error
			known, err = c.passphrase(fresh)
			return known, err
		},
		Check: func(dir string) error {
			_, report, err := followup.Open(dir)
			if err != nil {
				return err
			}
			return c.settleReport(filepath.Base(dir), report, false)
		},
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
	if first != again || first == "" {
		return "", fault.New("passphrase", fault.Secret, c.L.Text("command.passphrase.differ"), nil)
	}
	return first, nil
}

// settleReport writes what a check found, and is a fault of kind Faults where it stops the package.
func (c *call) settleReport(name string, report followup.Report, strict bool) error {
	if !c.JSON {
		c.Findings(name, report)
	}
	if report.Faults() > 0 || strict && report.Warnings() > 0 {
		return fault.New("check", fault.Faults, name, nil)
	}
	return nil
}
