package terminal

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rodatraden/app/i18n"
	"rodatraden/data/fault"
)

// Asked is what the arguments ask for that must be known before any is parsed: the language, so
// that the help is written in it, and whether a machine reads the answer, so that it is answered
// also when an argument cannot be understood.
func Asked(args []string) (lang string, machine bool) {
	lang = i18n.Swedish
	for i, a := range args {
		if a == "--" {
			break
		}
		if v, ok := strings.CutPrefix(a, "--lang="); ok {
			lang = v
		} else if a == "--lang" && i+1 < len(args) {
			lang = args[i+1]
		}
		if v, ok := strings.CutPrefix(a, "--json="); ok {
			machine, _ = strconv.ParseBool(v)
		} else if a == "--json" {
			machine = true
		}
	}
	return lang, machine
}

// Root returns the root command of a program, whose texts are command.<subject>.short and .long.
// It has the flags that every command has: --lang and --json.
func (t *Terminal) Root(use, subject string) *cobra.Command {
	c := Command(t.L, use, subject)
	c.SilenceErrors, c.SilenceUsage = true, true
	c.CompletionOptions.HiddenDefaultCmd = true
	c.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		return fault.New(c.Name(), fault.Usage, flagOf(err), err)
	})
	flags := c.PersistentFlags()
	flags.Var(&language{t}, "lang", t.L.Text("command.flag.lang"))
	flags.Lookup("lang").DefValue = i18n.Swedish
	flags.BoolVar(&t.JSON, "json", t.JSON, t.L.Text("command.flag.json"))
	return c
}

// language is the flag --lang: it takes a language that there is.
type language struct{ t *Terminal }

func (v *language) String() string {
	if v.t == nil { // pflag asks for a zero value
		return ""
	}
	return v.t.L.Lang()
}

func (v *language) Type() string { return "lang" }

func (v *language) Set(tag string) error {
	base, _, _ := strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
	if base != i18n.Swedish && base != i18n.English {
		return errors.New("neither sv nor en")
	}
	v.t.L = i18n.New(base)
	return nil
}

// Command returns a command whose texts are command.<subject>.short and .long. It takes no
// arguments until Args says so.
func Command(l *i18n.Localizer, use, subject string) *cobra.Command {
	return &cobra.Command{
		Use:   use,
		Short: l.Text("command." + subject + ".short"),
		Long:  l.Text("command." + subject + ".long"),
		Args:  Args(0, 0),
	}
}

// Args demands at least least arguments, and at most most; most below 0 is without limit. What is
// too many is named; what is too few is answered with how the command is written.
func Args(least, most int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if most >= 0 && len(args) > most {
			return fault.New(c.CommandPath(), fault.Usage, supposed(c, args[most]), errors.New("too many arguments"))
		}
		if len(args) < least {
			return fault.New(c.CommandPath(), fault.Usage, useLine(c), errors.New("too few arguments"))
		}
		return nil
	}
}

// supposed names an argument that is no command, with the commands that have names like it.
func supposed(c *cobra.Command, arg string) string {
	if near := Suggestions(c, arg); near != "" {
		return arg + " (" + near + "?)"
	}
	return arg
}

// Suggestions returns the commands whose names are like the word, between commas.
func Suggestions(c *cobra.Command, word string) string {
	if c.SuggestionsMinimumDistance == 0 {
		c.SuggestionsMinimumDistance = 2
	}
	return strings.Join(c.SuggestionsFor(word), ", ")
}

// Finish gives every command the words that cobra would write in English.
func Finish(root *cobra.Command, l *i18n.Localizer) {
	root.SetUsageFunc(func(c *cobra.Command) error { return usage(c.OutOrStderr(), c, l) })
	root.InitDefaultHelpCmd()
	finish(root, l)
}

func finish(c *cobra.Command, l *i18n.Localizer) {
	c.InitDefaultHelpFlag()
	if f := c.Flags().Lookup("help"); f != nil {
		f.Usage = l.Text("command.flag.help")
	}
	if c.Name() == "help" {
		c.Short = l.Text("command.help.short")
		c.Long = c.Short
	}
	for _, sub := range c.Commands() {
		finish(sub, l)
	}
}

// useLine is how a command is written, without its flags.
func useLine(c *cobra.Command) string {
	if c.HasParent() {
		return c.Parent().CommandPath() + " " + c.Use
	}
	return c.Use
}

func usage(w io.Writer, c *cobra.Command, l *i18n.Localizer) error {
	var b strings.Builder
	fmt.Fprintln(&b, l.Text("command.usage.usage"))
	if c.Runnable() {
		fmt.Fprintln(&b, "  "+useLine(c))
	}
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "  %s [%s]\n\n%s\n", c.CommandPath(), l.Text("command.usage.command"), l.Text("command.usage.commands"))
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() {
				fmt.Fprintf(&b, "  %-*s %s\n", sub.NamePadding(), sub.Name(), sub.Short)
			}
		}
	}
	if c.HasAvailableLocalFlags() {
		fmt.Fprintf(&b, "\n%s\n%s", l.Text("command.usage.flags"), flagLines(c.LocalFlags()))
	}
	if c.HasAvailableInheritedFlags() {
		fmt.Fprintf(&b, "\n%s\n%s", l.Text("command.usage.global"), flagLines(c.InheritedFlags()))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// flagLines writes a line for each flag. What it is where nobody gives it stands after the =, and
// an ellipsis where it is nothing.
func flagLines(flags *pflag.FlagSet) string {
	var names, texts []string
	width := 0
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		name := "      --" + f.Name
		if f.Shorthand != "" {
			name = "  -" + f.Shorthand + ", --" + f.Name
		}
		switch {
		case f.Value.Type() == "bool":
		case f.DefValue == "" || f.DefValue == "[]":
			name += "=…"
		default:
			name += "=" + f.DefValue
		}
		names, texts = append(names, name), append(texts, f.Usage)
		width = max(width, utf8.RuneCountInString(name))
	})
	var b strings.Builder
	for i, name := range names {
		fmt.Fprintf(&b, "%s%s   %s\n", name, strings.Repeat(" ", width-utf8.RuneCountInString(name)), texts[i])
	}
	return b.String()
}

// flagOf names the flag that could not be read, as it was written.
func flagOf(err error) string {
	var (
		unknown *pflag.NotExistError
		empty   *pflag.ValueRequiredError
		value   *pflag.InvalidValueError
		syntax  *pflag.InvalidSyntaxError
	)
	dashed := func(name string) string {
		if utf8.RuneCountInString(name) == 1 {
			return "-" + name
		}
		return "--" + name
	}
	switch {
	case errors.As(err, &unknown):
		return dashed(unknown.GetSpecifiedName())
	case errors.As(err, &empty):
		return dashed(empty.GetSpecifiedName())
	case errors.As(err, &value):
		return dashed(value.GetFlag().Name) + "=" + value.GetValue()
	case errors.As(err, &syntax):
		return syntax.GetSpecifiedFlag()
	}
	return err.Error()
}

// What cobra says of flags that are missing.
var (
	missingOne = regexp.MustCompile(`^required flag\(s\) (.*) not set$`)
	missingOf  = regexp.MustCompile(`^if any flags in the group \[.*\] are set they must all be set; missing \[(.*)\]$`)
)

// Usage makes a fault of what cobra says of a command that was used wrongly.
func Usage(root *cobra.Command, err error) error {
	if err == nil || fault.KindOf(err) != "" {
		return err
	}
	for _, form := range []*regexp.Regexp{missingOne, missingOf} {
		if m := form.FindStringSubmatch(err.Error()); m != nil {
			var flags []string
			for _, name := range strings.FieldsFunc(m[1], func(r rune) bool { return r == ' ' || r == ',' || r == '"' }) {
				flags = append(flags, "--"+name)
			}
			return fault.New(root.Name(), fault.Usage, strings.Join(flags, " "), err)
		}
	}
	return err
}
