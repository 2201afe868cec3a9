// Package plainlocale keeps a library quiet. Where the environment asks for the plain locale in
// its newer spelling, C.UTF-8, as servers and containers do, Fyne complains on standard error when
// the program starts, whatever it was started for. Importing this package tells the program's own
// environment the older spelling, which means the same and is understood.
//
// It must be initialised before Fyne: it imports nothing but os, so that it is.
package plainlocale

import "os"

func init() {
	for _, name := range [...]string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); len(v) > 2 && v[:2] == "C." {
			os.Setenv(name, "C")
		}
	}
}
