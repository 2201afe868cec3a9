package followup

import "strings"

// checkPath returns the code of what is wrong with a path inside a package, or "".
func checkPath(p string) string {
	if len(p) > MaxPathLength {
		return PathTooLong
	}
	if p == "" || strings.HasPrefix(p, "/") || strings.Contains(p, `\`) || strings.Contains(p, ":") {
		return PathOutside
	}
	for part := range strings.SplitSeq(p, "/") {
		if part == "." || part == ".." {
			return PathOutside
		}
	}
	for _, r := range p {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', strings.ContainsRune("._-/", r):
		default:
			return PathCharacters
		}
	}
	for part := range strings.SplitSeq(p, "/") {
		// Data Package forbids hidden paths, and Windows drops a dot at the end.
		if part == "" || strings.HasPrefix(part, ".") || strings.HasSuffix(part, ".") {
			return PathCharacters
		}
		if windowsReserves(part) {
			return PathReserved
		}
	}
	return ""
}

// windowsReserves reports whether Windows takes the name for a device, whatever its ending.
func windowsReserves(name string) bool {
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	switch stem {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	return len(stem) == 4 && (strings.HasPrefix(stem, "COM") || strings.HasPrefix(stem, "LPT")) &&
		stem[3] >= '0' && stem[3] <= '9'
}
