// Package terminal is how the commands of both programs speak: sentences for people, JSON for
// machines, progress where somebody is watching, and exit codes for scripts.
package terminal

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"rodatraden/app/i18n"
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
	Out  io.Writer // the answer
	Err  io.Writer // messages and progress
	L    *i18n.Localizer
	JSON bool // the answer is for a machine
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
		fault.Limit, fault.Stale, fault.NotFound, fault.Exists, fault.Secret:
		return No
	}
	return Could
}

// Fault writes what went wrong and what to do, as sentences; with JSON also on Out, as one object.
func (t Terminal) Fault(err error) {
	wrong, do := t.Sentences(err)
	if t.JSON {
		_ = t.Answer(map[string]any{"error": map[string]string{
			"kind": string(fault.KindOf(err)), "path": fault.PathOf(err), "text": wrong, "do": do, "cause": err.Error(),
		}})
	}
	fmt.Fprintln(t.Err, wrong)
	fmt.Fprintln(t.Err, do)
}

// Sentences returns what went wrong and what to do about it.
func (t Terminal) Sentences(err error) (wrong, do string) { return Sentences(t.L, err) }

// Sentences returns what went wrong and what to do about it, in the localizer's language.
func Sentences(l *i18n.Localizer, err error) (wrong, do string) {
	kind := fault.KindOf(err)
	if kind == "" {
		return l.Text("fault.unknown") + " " + err.Error(), l.Text("fault.unknown.do")
	}
	id := "fault." + string(kind)
	path := fault.PathOf(err)
	if kind == fault.Usage && path == "" {
		path = cause(err)
	}
	return l.Text(id, "Path", path), l.Text(id + ".do")
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

// Answer writes v as indented JSON to Out.
func (t Terminal) Answer(v any) error {
	e := json.NewEncoder(t.Out)
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

// Findings writes what a check found, every finding as place, what is wrong and what to do.
func (t Terminal) Findings(name string, r followup.Report) {
	for _, f := range r.Findings {
		place := name + "/" + f.File
		if f.Row > 0 {
			place += fmt.Sprintf(":%d", f.Row)
		}
		if f.Column != "" {
			place += " " + f.Column
		}
		wrong, do := FindingSentences(t.L, f)
		fmt.Fprintf(t.Err, "%s: %s\n  %s\n  %s\n", place, t.L.Text("command.severity."+string(f.Severity)), wrong, do)
	}
}

// FindingSentences returns what is wrong and what to do about a finding.
func FindingSentences(l *i18n.Localizer, f followup.Finding) (wrong, do string) {
	args := []any{"Value", f.Value, "Column", f.Column, "File", f.File, "Row", f.Row}
	for k, v := range f.Args {
		args = append(args, k, v)
	}
	return l.Text("check."+f.Code+".wrong", args...), l.Text("check."+f.Code+".do", args...)
}

// Watched reports whether a person sees Err, so that progress may be drawn over itself.
func (t Terminal) Watched() bool {
	f, ok := t.Err.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// Passphrase asks for a passphrase without showing it; where nobody can be asked it takes the
// first line of the environment variable's value.
func (t Terminal) Passphrase(question, variable string) (string, error) {
	if v, ok := os.LookupEnv(variable); ok {
		return v, nil
	}
	if !term.IsTerminal(int(os.Stdin.Fd())) {
		return "", fault.New("terminal.Passphrase", fault.Secret, variable, nil)
	}
	fmt.Fprint(t.Err, question+" ")
	raw, err := term.ReadPassword(int(os.Stdin.Fd()))
	fmt.Fprintln(t.Err)
	if err != nil {
		return "", fault.New("terminal.Passphrase", fault.Secret, variable, err)
	}
	return string(raw), nil
}
