package store

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"
)

var (
	lineMark = regexp.MustCompile(`(?m)^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+)`)
	rule     = regexp.MustCompile(`(?m)^[ \t|:*_=-]{3,}$`)
	link     = regexp.MustCompile(`!?\[([^\]\n]*)\]\([^)\n]*\)`)
	emphasis = regexp.MustCompile("\\*+|`+|~~")
	blank    = regexp.MustCompile(`[ \t]*\n\s*`)
)

// plain returns the words of a Markdown text without its marks: what is searched, and what a hit
// shows. It need not understand all of Markdown: a mark left over is shown, and no word is lost.
func plain(markdown string) string {
	s := norm.NFC.String(strings.ReplaceAll(markdown, "\r\n", "\n"))
	s = rule.ReplaceAllString(s, "")
	s = lineMark.ReplaceAllString(s, "")
	s = link.ReplaceAllString(s, "$1")
	s = emphasis.ReplaceAllString(s, "")
	s = strings.ReplaceAll(s, "|", " ")
	return strings.TrimSpace(blank.ReplaceAllString(s, "\n"))
}
