// Package confine keeps in a home what the window's toolkit writes for itself.
package confine

import (
	"os"
	"runtime"

	"rodatraden/data/home"
)

// In keeps in the home what Fyne writes for itself: an index of the system's typefaces, and
// the preferences that it saves when it ends though there are none. Fyne asks the system for the
// places when it starts, so this comes before. On macOS they cannot be changed for one program:
// the index lies in ~/Library/Caches there.
func In(h home.Home) {
	switch runtime.GOOS {
	case "darwin":
	case "windows":
		os.Setenv("LocalAppData", h.Cache())
		os.Setenv("AppData", h.Cache())
	default:
		os.Setenv("XDG_CACHE_HOME", h.Cache())
		os.Setenv("XDG_CONFIG_HOME", h.Cache())
	}
}
