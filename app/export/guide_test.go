package export

import (
	"regexp"
	"strings"
	"testing"

	"rodatraden/assets"
)

func TestTheGuideAsAPageRefersToNothingThatIsNotInIt(t *testing.T) {
	var b strings.Builder
	if err := GuideHTML(&b); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	links := regexp.MustCompile(`(?:href|src)="([^"]*)"`).FindAllStringSubmatch(page, -1)
	if len(links) < 20 {
		t.Fatalf("there are %d links", len(links))
	}
	for _, l := range links {
		name, inside := strings.CutPrefix(l[1], "#")
		if !inside || strings.Count(page, `id="`+name+`"`) != 1 {
			t.Errorf("%s leads nowhere", l[1])
		}
	}
	for _, of := range []string{"@import", "url(", "<script", "{#", "```", "⟦"} {
		if strings.Contains(page, of) {
			t.Errorf("%s stands in it", of)
		}
	}
}

func TestTheGuideShowsEveryExampleWhole(t *testing.T) {
	all, err := assets.Packaging.ReadDir("packaging")
	if err != nil || len(all) == 0 {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := GuideText(&b); err != nil {
		t.Fatal(err)
	}
	shown := b.String()
	for _, e := range all {
		raw, err := assets.Packaging.ReadFile("packaging/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(raw)) {
			if line = strings.TrimSpace(line); !strings.Contains(shown, line) {
				t.Errorf("%s: %s is not shown", e.Name(), line)
			}
		}
	}
}

func TestTheGuideInATerminalShowsNoMarksAndCommandsAsTheyAreWritten(t *testing.T) {
	var b strings.Builder
	if err := GuideText(&b); err != nil {
		t.Fatal(err)
	}
	text, _, _ := strings.Cut(b.String(), "Bilaga")
	for _, mark := range []string{"**", "```", "{#", "](", "## "} {
		if strings.Contains(text, mark) {
			t.Errorf("%s stands in it", mark)
		}
	}
	if !strings.Contains(text, "\n    rodatraden-publish init --repository publicering --simple\n") {
		t.Error("the first command does not stand on a line of its own")
	}
}
