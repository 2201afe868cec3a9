package app

import (
	"os"
	"path/filepath"
	"runtime"

	"rodatraden/data/home"
)

// confine keeps what Fyne writes for itself, an index of the system's typefaces, in the home too.
// Fyne asks the system where caches lie when it first needs a typeface, so this comes before. On
// macOS the answer cannot be changed for one program, and the index lies in ~/Library/Caches.
func confine(h home.Home) {
	dir := filepath.Join(h.Dir(), "cache")
	switch runtime.GOOS {
	case "darwin":
	case "windows":
		os.Setenv("LocalAppData", dir)
	default:
		os.Setenv("XDG_CACHE_HOME", dir)
	}
}
