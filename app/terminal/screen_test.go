package terminal_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"rodatraden/app/checked"
	"rodatraden/app/i18n"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

// hostile clears a screen, turns the direction of writing, and says that all is well.
const hostile = "\x1b[2J\x1b[Hinga fel\u202E\u009b31m\x07"

const named = "⟨U+001B⟩[2J⟨U+001B⟩[Hinga fel⟨U+202E\u00A0U+009B⟩31m⟨U+0007⟩"

func TestNothingThatATextHoldsControlsTheTerminal(t *testing.T) {
	var out, messages bytes.Buffer
	term := terminal.New(nil, &out, &messages)
	term.Findings(checked.Of(term.L, "paket", "", followup.Report{Findings: []followup.Finding{{
		Severity: followup.Fault, Code: followup.Enum, File: "amounts.csv", Row: 2, Column: "measure", Value: hostile,
	}}}))
	term.Fault(fault.New("op", fault.NotFound, hostile, &terminal.Near{Names: []string{hostile}}))
	term.Say("fault.not_found", "Path", hostile)
	for name, got := range map[string]string{"messages": messages.String(), "the answer": out.String()} {
		if strings.ContainsAny(got, "\x1b\u202E\u009b\x07") || !strings.Contains(got, named) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestAMachineIsGivenTheTextAsItIs(t *testing.T) {
	var out, messages bytes.Buffer
	term := terminal.New([]string{"--json"}, &out, &messages)
	if err := term.Answer(map[string]string{"text": hostile}); err != nil {
		t.Fatal(err)
	}
	var answer struct{ Text string }
	if err := json.Unmarshal(out.Bytes(), &answer); err != nil || answer.Text != hostile {
		t.Errorf("%q %v", answer.Text, err)
	}
	out.Reset()
	picture := "\x89PNG\r\n\x1a\n\x00"
	if n, err := term.Data().Write([]byte(picture)); n != len(picture) || err != nil || out.String() != picture {
		t.Errorf("a picture is written as %q", out.String())
	}
}

func TestAFileThatCouldNotBeWrittenIsAFaultToo(t *testing.T) {
	term := terminal.New(nil, full{}, &bytes.Buffer{})
	term.Data().Write([]byte("x"))
	if code := term.End(nil); code != terminal.Could {
		t.Errorf("exit %d", code)
	}
}

func TestNobodyWatchesAFile(t *testing.T) {
	var messages bytes.Buffer
	term := terminal.New(nil, &bytes.Buffer{}, &messages)
	term.Progress("Hämtar")
	if term.Watched() || messages.Len() > 0 {
		t.Errorf("%q is drawn over itself in a file", &messages)
	}
}

func TestWordsOfOursPassAsTheyAre(t *testing.T) {
	for _, lang := range []string{i18n.Swedish, i18n.English} {
		_, out, _ := program("search", "--help", "--lang", lang)
		if strings.ContainsAny(out, "⟨□") {
			t.Errorf("%s", out)
		}
	}
}
