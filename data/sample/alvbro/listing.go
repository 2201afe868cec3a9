package alvbro

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// chronicleTrap is what the chronicle's own list tells of; its kinds are not named there.
const chronicleTrap = "kronikan"

// Listing is what was planted in a library, for people and for machines, by file name.
func (l Library) Listing() map[string][]byte {
	return map[string][]byte{"INLAGT.md": l.markdown(), "inlagt.json": l.json()}
}

func (l Library) json() []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(struct {
		Traps   []Trap    `json:"traps"`
		Planted []Planted `json:"planted"`
	}{Traps, l.Planted}); err != nil {
		panic(err) // plain fields
	}
	return b.Bytes()
}

func (l Library) markdown() []byte {
	var b bytes.Buffer
	fmt.Fprint(&b, "# Älvbro: vad som är inlagt, och var\n\n"+
		"Älvbro är en påhittad kommun. Allt i biblioteket är hittat på. Räkningen stämmer i varje paket utom där något står här.\n")
	section := func(trap, title string) {
		var lines []string
		for _, p := range l.Planted {
			if p.Trap != trap {
				continue
			}
			where := p.Package
			if p.File != "" {
				where += "/" + p.File
			}
			if len(p.Records) > 0 {
				where += ": `" + strings.Join(p.Records, "`, `") + "`"
			}
			warns := ""
			if len(p.Findings) > 0 {
				warns = " Kontrollen varnar (" + strings.Join(p.Findings, ", ") + ")."
			}
			lines = append(lines, fmt.Sprintf("- %s\n  %s%s\n", where, p.Notice, warns))
		}
		if len(lines) > 0 {
			fmt.Fprintf(&b, "\n## %s\n\n%s", title, strings.Join(lines, ""))
		}
	}
	section(chronicleTrap, "Socialnämndens första två år, skrivna för hand")
	for _, t := range Traps {
		section(t.ID, t.Title)
	}
	return b.Bytes()
}
