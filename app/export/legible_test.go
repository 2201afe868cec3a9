package export

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"rodatraden/app/i18n"
	"rodatraden/app/legible"
	"rodatraden/app/page"
)

// strange holds a change of the direction of writing, an escape sequence and letters that no face of
// ours has.
const strange = "Bifall \u202Eslag\u202C \x1b[2Jשלום 社會"

func TestDataIsWrittenAsItIsAndAReadingCopyNamesWhatCannotBeSeen(t *testing.T) {
	l := i18n.New("sv")
	p := &page.Questions{Groups: []page.QuestionGroup{{Title: strange, Rows: []page.Entry{{Number: 1, Title: strange, Text: strange, Answer: strange}}}}}
	var raw bytes.Buffer
	if err := JSON(&raw, p); err != nil {
		t.Fatal(err)
	}
	var read page.Questions
	if err := json.Unmarshal(raw.Bytes(), &read); err != nil || read.Groups[0].Rows[0].Text != strange {
		t.Errorf("JSON has made %q of it, %v", read.Groups[0].Rows[0].Text, err)
	}
	found := false
	for _, row := range written(t, p) {
		for _, cell := range row {
			found = found || cell == strange
		}
	}
	if !found {
		t.Error("CSV does not hold it as it is")
	}
	var copied strings.Builder
	if err := HTML(&copied, p, l); err != nil {
		t.Fatal(err)
	}
	html := copied.String()
	if strings.ContainsAny(html, "\u202E\u202C\x1b") {
		t.Errorf("what cannot be seen turns the page:\n%s", html)
	}
	if n := strings.Count(html, "Bifall ⟨U+202E⟩slag⟨U+202C⟩ ⟨U+001B⟩[2Jשלום 社會"); n != 4 {
		t.Errorf("it stands %d times, want 4:\n%s", n, html)
	}
	// What is written from right to left turns nothing but itself.
	for line := range strings.Lines(html) {
		if strings.Contains(line, "Bifall") && !strings.Contains(line, `dir="auto">Bifall`) && !strings.Contains(line, "<bdi>Bifall") {
			t.Errorf("nothing holds it together: %s", line)
		}
	}
}

// every calls do with every string of a JSON value.
func every(v any, do func(string)) {
	switch v := v.(type) {
	case string:
		do(v)
	case []any:
		for _, one := range v {
			every(one, do)
		}
	case map[string]any:
		for _, one := range v {
			every(one, do)
		}
	}
}

func TestNothingOnThePagesOfTheDemonstrationsIsOutsideTheFaces(t *testing.T) {
	ctx := context.Background()
	lib, err := demos()
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	for _, lang := range []string{"sv", "en"} {
		l := i18n.New(lang)
		for _, committee := range []string{"asn", "socialnamnden"} {
			packages, err := lib.Packages(ctx, "demo", committee)
			if err != nil || len(packages) < 5 {
				t.Fatal(len(packages), err)
			}
			for i, p := range packages {
				if i%6 > 0 && committee != "asn" && i < len(packages)-1 {
					continue // months that are alike
				}
				c, err := page.Choose(packages, p.Name, page.Previous)
				if err != nil {
					t.Fatal(p.Name, err)
				}
				for _, name := range page.Names() {
					made, err := page.Build(ctx, lib, c, name, nil, l)
					if err != nil {
						t.Fatal(p.Name, name, err)
					}
					var raw bytes.Buffer
					if err := JSON(&raw, made); err != nil {
						t.Fatal(err)
					}
					var v any
					if err := json.Unmarshal(raw.Bytes(), &v); err != nil {
						t.Fatal(err)
					}
					every(v, func(s string) {
						read++
						if got := legible.Visible(s); got != s {
							t.Errorf("%s of %s: %q is drawn %q", name, p.Name, s, got)
						}
					})
				}
			}
		}
	}
	if read < 10000 {
		t.Errorf("only %d texts were read", read)
	}
}
