package importer

import "strings"

// Shown writes a number of a table for people: with a decimal comma and a minus sign.
func Shown(number string) string {
	return strings.Replace(strings.Replace(number, ".", ",", 1), "-", "−", 1)
}
