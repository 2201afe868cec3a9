package importer_test

import (
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"rodatraden/data/followup"
	"rodatraden/data/importer"
)

func TestASuggestionIsReadBackAsItWasWrittenAndTellsItsGuesses(t *testing.T) {
	odd := "Ett \"namn\"\\ med\nradbrytning\u0085 och\u0000 mer\x7f"
	s := importer.Suggestion{Say: func(f followup.Finding) string { return odd + strings.Repeat(" gissning", 40) + f.Code }}
	s.Tell(followup.Finding{Severity: followup.Assumed, Code: "a_guess"})
	s.Set("title", odd)
	s.List("accounts", []string{"45*", odd})
	s.Comment(" \n")
	var into struct {
		Title    string
		Accounts []string
	}
	if _, err := toml.Decode(string(s.Bytes()), &into); err != nil {
		t.Fatalf("%v\n%s", err, s.Bytes())
	}
	if into.Title != odd || len(into.Accounts) != 2 || into.Accounts[1] != odd {
		t.Errorf("%+v", into)
	}
	for line := range strings.Lines(string(s.Bytes())) {
		if strings.HasPrefix(line, "#") && len(line) > 110 {
			t.Errorf("a long line: %s", line)
		}
	}
	if found := s.Report().Findings; len(found) != 1 || found[0].Code != "a_guess" {
		t.Error(found)
	}
}
