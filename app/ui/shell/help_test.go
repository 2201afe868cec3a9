package shell

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/ui/bars"
)

func TestEveryPageToReadHasHelpOfItsOwn(t *testing.T) {
	want := []string{"changes", "protocol", "search", "record", "document", "subscribe", "export", subscriptions, "settings", keepingPage}
	for _, p := range pages {
		want = append(want, p.id)
	}
	about := map[string]bool{}
	for _, id := range want {
		of := helpOf(id)
		if of == "overview" && id != "overview" {
			t.Errorf("%s has no help of its own", id)
		}
		about[of] = true
	}
	for _, id := range page.HelpPages() {
		if !about[id] {
			t.Errorf("there is help about %s, which is no page", id)
		}
	}
}

// written finds the keys that a text names.
var written = regexp.MustCompile(`(?:(?:Ctrl|Alt)(?:\+\pL+|\+[0-9+−,])+|\bF[0-9]+)`)

func TestHelpNamesOnlyKeysAndWordsThatTheProgramHas(t *testing.T) {
	for _, lang := range []string{i18n.Swedish, i18n.English} {
		s := wordless(lang)
		keys := map[string]bool{}
		for _, c := range s.commands() {
			keys[bars.KeyName(c.Shortcut(), s.l)] = true
			for _, k := range c.Also {
				keys[bars.KeyName(&k, s.l)] = true
			}
		}
		var words []string
		for _, key := range i18n.Keys(lang) {
			if !strings.HasPrefix(key, "help.") { // help does not vouch for itself
				words = append(words, strings.ToLower(s.l.Text(key, "Count", 2)))
			}
		}
		named, quoted := 0, 0
		for _, id := range page.HelpPages() {
			h, err := page.BuildHelp(id, s.l)
			if err != nil {
				t.Fatal(err)
			}
			for _, b := range h.Blocks {
				text := ""
				for _, r := range b.Runs {
					text += r.Text
					if !r.Italic {
						continue
					}
					quoted++
					if !slices.ContainsFunc(words, func(w string) bool { return strings.Contains(w, strings.ToLower(r.Text)) }) {
						t.Errorf("%s, %s: %q stands nowhere in the program", id, lang, r.Text)
					}
				}
				for _, key := range written.FindAllString(text, -1) {
					named++
					if !keys[key] {
						t.Errorf("%s, %s: no command has %s", id, lang, key)
					}
				}
			}
		}
		if named < 8 || quoted < 15 {
			t.Errorf("%s: only %d keys and %d words were looked at", lang, named, quoted)
		}
	}
}
