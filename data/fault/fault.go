// Package fault holds the one error type that crosses package boundaries. An Error says what was
// being done (Op), what sort of fault it is (Kind), where (Path) and why (Err, for the log). The
// sentences that people read are made from the Kind, outside this package.
package fault

import (
	"errors"
	"strings"
)

// Kind sorts faults by what a person can do about them.
type Kind string

// The kinds. Those from Offline to DiskFull are the kinds of syncing; the rest are shared by
// the commands.
const (
	Offline       Kind = "offline"        // no route, no name, connection refused
	HTTP          Kind = "http"           // the server answered with an error that stays one
	Intercepted   Kind = "intercepted"    // a 200 that is not what was asked for: a captive portal
	Stale         Kind = "stale"          // signed metadata has expired
	ClockWrong    Kind = "clock_wrong"    // this computer's clock is before the last signing seen
	Rollback      Kind = "rollback"       // a lower version than one seen before
	Signature     Kind = "signature"      // unsigned or wrongly signed
	Content       Kind = "content"        // length or hash does not match
	NotAuthorised Kind = "not_authorised" // a committee's key speaks for a path that is not its own
	LocalCorrupt  Kind = "local_corrupt"  // our own copy is broken
	Format        Kind = "format"         // the package breaks the format
	Limit         Kind = "limit"          // the package is beyond a limit
	DiskFull      Kind = "disk_full"      // no room; nothing was changed

	Newer     Kind = "newer"      // a newer program made it; nothing was changed
	Usage     Kind = "usage"      // called wrongly
	NotFound  Kind = "not_found"  // what was named is not there
	Exists    Kind = "exists"     // what should be made is there already
	Locked    Kind = "locked"     // another program, or another publisher, holds it
	Overtaken Kind = "overtaken"  // another publisher came first; nothing was published
	Secret    Kind = "secret"     // the passphrase or key is missing or wrong
	Faults    Kind = "faults"     // a check found faults: the answer is no
	Build     Kind = "build"      // the program was built without something it needs
	NoDisplay Kind = "no_display" // there is no screen to open a window on
	Local     Kind = "local"      // the local disk or database did not answer
	Denied    Kind = "denied"     // the place where a repository lies refuses our key to it
	Unguarded Kind = "unguarded"  // that place lets one publisher overwrite another
)

// Error is a fault with its circumstances.
type Error struct {
	Op   string // what was being done: "syncing.Install"
	Kind Kind
	Path string // the file, address or record it is about; may be empty
	Err  error  // the cause; may be nil
}

// New returns an Error. Err may be nil.
func New(op string, kind Kind, path string, err error) *Error {
	return &Error{Op: op, Kind: kind, Path: path, Err: err}
}

// Error gives the form for logs: operation, path, kind and cause, parted by colons.
func (e *Error) Error() string {
	parts := make([]string, 0, 4)
	for _, p := range []string{e.Op, e.Path, string(e.Kind)} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	if e.Err != nil {
		parts = append(parts, e.Err.Error())
	}
	return strings.Join(parts, ": ")
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is makes errors.Is(err, fault.New("", kind, "", nil)) ask for the kind alone.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Op == "" && t.Path == "" && t.Err == nil && t.Kind == e.Kind
}

// KindOf returns the kind of the outermost Error in err's chain, or "" when there is none.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}

// PathOf returns the path of the outermost Error in err's chain that has one.
func PathOf(err error) string {
	for err != nil {
		var e *Error
		if !errors.As(err, &e) {
			return ""
		}
		if e.Path != "" {
			return e.Path
		}
		err = e.Err
	}
	return ""
}
