// Package terminal is how the commands of both programs speak: sentences for people, JSON for
// machines, progress where somebody is watching, and exit codes for scripts.
package terminal

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"unicode/utf8"

	"golang.org/x/term"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

// The exit codes of every command.
const (
	Done  = 0 // it is done
	No    = 1 // the answer is no: a check found faults, a signature did not hold
	Wrong = 2 // the command was used wrongly
	Could = 3 // it could not be done: network, disk
)

// Terminal is one command's view of whoever called it.
type Terminal struct {
	Out  io.Writer // the answer, for people; see Data
	Err  io.Writer // messages; see Progress
	L    *i18n.Localizer
	JSON bool // the answer is for a machine

	// Partly is what a machine is answered beside the fault, where a command came some of the way
	// before it, or where what it found is why the answer is no.
	Partly map[string]any
}

// New returns the terminal of a program called with the arguments.
func New(args []string, out, messages io.Writer) Terminal {
	lang, machine := Asked(args)
	return Terminal{Out: newScreen(out), Err: newScreen(messages), L: i18n.New(lang), JSON: machine}
}

// End tells of the fault with which a command ended, if it did, and returns what the program exits
// with. An answer that could not be written whole, as on a full disk, is a fault too.
func (t Terminal) End(err error) int {
	if s, ok := t.Out.(*screen); ok && err == nil && s.err != nil {
		err = fault.New("terminal.End", DiskKind(s.err), "", s.err)
	}
	if err != nil {
		t.Fault(err)
	}
	return ExitCode(err)
}

// ExitCode returns what a command that ended with err exits with.
func ExitCode(err error) int {
	if err == nil {
		return Done
	}
	switch fault.KindOf(err) {
	case fault.Usage:
		return Wrong
	case fault.Faults, fault.Signature, fault.Content, fault.Rollback, fault.NotAuthorised, fault.Format,
		fault.Limit, fault.Stale, fault.LocalCorrupt, fault.NotFound, fault.Exists, fault.Secret, fault.Newer:
		return No
	}
	return Could
}

// Fault writes what went wrong and what to do, as sentences; with JSON also on Out, as one object
// with what is in Partly.
func (t Terminal) Fault(err error) {
	wrong, do := t.Sentences(err)
	if t.JSON {
		whole := maps.Clone(t.Partly)
		if whole == nil {
			whole = map[string]any{}
		}
		whole["error"] = t.Told(err)
		_ = t.Answer(whole)
	}
	fmt.Fprintln(t.Err, wrong)
	fmt.Fprintln(t.Err, do)
}

// Told is a fault for a machine.
type Told struct {
	Kind  string   `json:"kind"` // of package fault; cancelled or unknown where it is none of them
	Path  string   `json:"path"`
	Text  string   `json:"text"` // what went wrong, for people
	Do    string   `json:"do"`   // what to do about it
	Cause string   `json:"cause"`
	Near  []string `json:"near,omitempty"` // names like the one that was not found
}

// Told returns a fault for a machine.
func (t Terminal) Told(err error) Told {
	wrong, do := t.Sentences(err)
	told := Told{Kind: string(kindOf(err)), Path: fault.PathOf(err), Text: wrong, Do: do, Cause: err.Error(), Near: near(err)}
	if told.Kind == "" {
		told.Kind = "unknown"
	}
	return told
}

// cancelled is the kind of a command that was called off, as by Ctrl+C.
const cancelled fault.Kind = "cancelled"

// kindOf is fault.KindOf, but for commands that were called off in the middle of something, which
// is no fault of the network or the disk, and for full disks that were taken for something else.
func kindOf(err error) fault.Kind {
	kind := fault.KindOf(err)
	switch {
	case errors.Is(err, context.Canceled) && ExitCode(err) == Could:
		return cancelled
	case kind == fault.Local && diskFull(err):
		return fault.DiskFull
	}
	return kind
}

// Near is the cause of a NotFound or Usage fault where the names that there are, are known.
type Near struct{ Names []string } // nearest first

func (n *Near) Error() string { return "near: " + strings.Join(n.Names, ", ") }

// ErrNothingYet is the cause of a NotFound fault where something is subscribed to and nothing of it has
// been fetched.
var ErrNothingYet = errors.New("nothing has been fetched yet")

func near(err error) []string {
	var n *Near
	if errors.As(err, &n) {
		return n.Names
	}
	return nil
}

// About says what a fault is about, where the sentences of its kind would tell of something else: those
// of subject.<kind> are used in their place, where there are any.
func About(subject string, err error) error {
	if err == nil {
		return nil
	}
	return &about{subject, err}
}

type about struct {
	subject string
	error
}

func (a *about) Unwrap() error { return a.error }

// Sentences returns what went wrong and what to do about it.
func (t Terminal) Sentences(err error) (wrong, do string) { return Sentences(t.L, err) }

// Sentences returns what went wrong and what to do about it, in the localizer's language.
func Sentences(l *i18n.Localizer, err error) (wrong, do string) {
	kind := kindOf(err)
	switch kind {
	case "":
		return l.Text("fault.unknown") + " " + err.Error(), l.Text("fault.unknown.do")
	case cancelled:
		wrong, _, _ = strings.Cut(i18n.Capital(l.Text("command.state.idle")), ",")
		return wrong + ".", l.Text("fault.unknown.do")
	}
	if errors.Is(err, ErrNothingYet) {
		return i18n.Capital(l.Text("command.state.pinned")) + ".", l.Text("command.subscribe.next")
	}
	id := "fault." + string(kind)
	// The innermost knows best what it was about.
	var of *about
	for inner := err; errors.As(inner, &of); inner = of.error {
		if l.Has(of.subject + "." + string(kind)) {
			id = of.subject + "." + string(kind)
		}
	}
	path := fault.PathOf(err)
	if kind == fault.Usage && path == "" {
		path = cause(err)
	}
	do = l.Text(id + ".do")
	if names := near(err); len(names) > 0 {
		do = strings.TrimSuffix(l.Text("fault.not_found.do"), ".") + ": " + strings.Join(names, ", ")
	}
	return l.Text(id, "Path", path), do
}

// cause returns the innermost error's words.
func cause(err error) string {
	for {
		next := errors.Unwrap(err)
		if next == nil {
			return err.Error()
		}
		err = next
	}
}

// Answer writes v as indented JSON to Data.
func (t Terminal) Answer(v any) error {
	e := json.NewEncoder(t.Data())
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// Say writes a message of the translations to Out, unless the answer is for a machine.
func (t Terminal) Say(id string, args ...any) {
	if !t.JSON {
		fmt.Fprintln(t.Out, t.L.Text(id, args...))
	}
}

// Findings writes what a check or an import found, every finding as place, what is wrong and what to do;
// of a warning that is answered, the answer.
func (t Terminal) Findings(c page.Checked) {
	for i := 0; i < len(c.Findings); i++ {
		f := c.Findings[i]
		place := c.Package + "/" + f.File
		if f.File == c.Package {
			place = f.File // a file that is all there is
		}
		switch {
		case f.Sheet != "":
			place = c.Package + ", " + f.Where
		case f.Row > 0:
			place += fmt.Sprintf(":%d", f.Row)
		}
		if f.Label != "" {
			place += " " + f.Label
		}
		severity, then := string(f.Severity), f.Do
		if f.Answered() {
			severity, then = "answered", t.L.Text("checked.answer", "Answer", f.Answer)
		}
		fmt.Fprintf(t.Err, "%s: %s\n  %s\n  %s\n", place, t.L.Text("checked.severity."+severity), f.Wrong, then)
		if n := leftOutAlike(c.Findings[i:]); n > 2 {
			i += n
			fmt.Fprintf(t.Err, "  %s\n", t.L.Text("checked.alike", "Count", n, "From", c.Findings[i-n+1].Cell, "To", c.Findings[i].Cell))
		}
	}
}

// leftOutAlike is how many findings after the first are of cells of the same sheet that were left out for the
// same reason: a list of them would hide what must be done.
func leftOutAlike(all []page.CheckedFinding) int {
	n := 0
	for _, f := range all[1:] {
		first := all[0]
		if f.Severity != followup.Skipped || f.Code != first.Code || f.Sheet == "" || f.Sheet != first.Sheet || f.Cell == "" {
			break
		}
		n++
	}
	return n
}

// Passphrase takes a passphrase from the environment variable, or from the file that the variable with _FILE after
// its name tells of, or asks for it without showing it. Where there is neither and nobody can be asked it is a fault
// of kind Secret. Whoever interrupts the question is not asked further: it is context.Canceled.
func (t Terminal) Passphrase(question, variable string) (string, error) {
	const op = "terminal.Passphrase"
	if v, ok := os.LookupEnv(variable); ok {
		return v, nil
	}
	if path, ok := os.LookupEnv(variable + "_FILE"); ok && variable != "" {
		raw, err := os.ReadFile(path)
		if err != nil {
			return "", fault.New(op, fault.Secret, path, err)
		}
		phrase, err := firstLine(raw)
		if err != nil {
			return "", fault.New(op, fault.Secret, path, &fs.PathError{Op: "read", Path: path, Err: err})
		}
		return phrase, nil
	}
	if !term.IsTerminal(int(os.Stdin.Fd())) {
		return "", fault.New(op, fault.Secret, variable, nil)
	}
	raw, err := t.hidden(question)
	switch {
	case errors.Is(err, context.Canceled):
		return "", err
	case err != nil:
		return "", fault.New(op, fault.Secret, variable, err)
	}
	return string(raw), nil
}

// firstLine is the passphrase that a file holds. One that nobody could type, as of a file that an editor has saved in
// another encoding than UTF-8, is refused: a key that was made with it could not be opened by hand.
func firstLine(raw []byte) (string, error) {
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	line, _, _ := bytes.Cut(raw, []byte("\n"))
	line = bytes.TrimSuffix(line, []byte("\r"))
	if !utf8.Valid(line) || bytes.IndexByte(line, 0) >= 0 {
		return "", errors.New("the file is not text in UTF-8")
	}
	if len(line) == 0 {
		return "", errors.New("the first line is empty")
	}
	return string(line), nil
}

// hidden reads a line that is not shown. Programs that are told of interrupts are not ended by them, and reading from
// a terminal waits for a whole line: so an interrupt is listened to here, and the terminal shown again as it was.
func (t Terminal) hidden(question string) ([]byte, error) {
	fd := int(os.Stdin.Fd())
	was, err := term.GetState(fd)
	if err != nil {
		return nil, err
	}
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(interrupted)
	type answer struct {
		raw []byte
		err error
	}
	answered := make(chan answer, 1)
	fmt.Fprint(t.Err, question+" ")
	go func() {
		raw, err := term.ReadPassword(fd)
		answered <- answer{raw, err}
	}()
	defer fmt.Fprintln(t.Err)
	select {
	case a := <-answered:
		return a.raw, a.err
	case <-interrupted:
		_ = term.Restore(fd, was)
		return nil, context.Canceled
	}
}
