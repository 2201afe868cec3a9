package terminal

import (
	"strings"

	"github.com/spf13/cobra"

	"rodatraden/app/i18n"
	"rodatraden/data/fault"
)

// Language returns the language that the arguments ask for with --lang, before any is parsed, so
// that the help too is written in it.
func Language(args []string) string {
	for i, a := range args {
		if v, ok := strings.CutPrefix(a, "--lang="); ok {
			return v
		}
		if a == "--lang" && i+1 < len(args) {
			return args[i+1]
		}
	}
	return i18n.Swedish
}

// Root returns the root command of a program, whose texts are command.<subject>.short and .long.
func Root(l *i18n.Localizer, program, subject string) *cobra.Command {
	c := Command(l, program, subject)
	c.SilenceErrors, c.SilenceUsage = true, true
	c.CompletionOptions.HiddenDefaultCmd = true
	c.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		return fault.New(program, fault.Usage, "", err)
	})
	return c
}

// Command returns a command whose texts are command.<subject>.short and .long.
func Command(l *i18n.Localizer, use, subject string) *cobra.Command {
	return &cobra.Command{
		Use:   use,
		Short: l.Text("command." + subject + ".short"),
		Long:  l.Text("command." + subject + ".long"),
		Args:  cobra.NoArgs,
	}
}

// Finish gives every command the words that cobra would write in English.
func Finish(root *cobra.Command, l *i18n.Localizer) {
	root.SetUsageTemplate(usage(l))
	root.InitDefaultHelpCmd()
	for _, c := range append(root.Commands(), root) {
		c.InitDefaultHelpFlag()
		if f := c.Flags().Lookup("help"); f != nil {
			f.Usage = l.Text("command.flag.help")
		}
		if c.Name() == "help" {
			c.Short = l.Text("command.help.short")
			c.Long = c.Short
		}
	}
}

func usage(l *i18n.Localizer) string {
	return l.Text("command.usage.usage") + `{{if .Runnable}}
  {{.UseLine}}{{end}}{{if .HasAvailableSubCommands}}
  {{.CommandPath}} [` + l.Text("command.usage.command") + `]

` + l.Text("command.usage.commands") + `{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding }} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

` + l.Text("command.usage.flags") + `
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

` + l.Text("command.usage.global") + `
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}
`
}

// Usage makes a fault of what cobra says of a command that was used wrongly.
func Usage(root *cobra.Command, err error) error {
	if err == nil || fault.KindOf(err) != "" {
		return err
	}
	text := err.Error()
	for _, begin := range []string{"unknown command", "unknown flag", "unknown shorthand", "accepts ", "requires ", "invalid argument", "required flag"} {
		if strings.HasPrefix(text, begin) {
			return fault.New(root.Name(), fault.Usage, "", err)
		}
	}
	return err
}
