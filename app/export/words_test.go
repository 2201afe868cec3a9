package export

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
)

func TestAReadingCopyHasNoNamesThatAreForProgramsAlone(t *testing.T) {
	name := regexp.MustCompile(`^[a-z]+([_-][a-z]+)+$`)
	l := i18n.New("sv")
	for _, committee := range []string{"asn", "barn-och-utbildningsnamnden"} {
		lib, c := chosen(t, committee, "latest", "")
		for _, p := range page.Names() {
			made, err := page.Build(context.Background(), lib, c, p, nil, l)
			if err != nil {
				t.Fatal(err)
			}
			text, err := copyFor(made, l)
			if err != nil {
				t.Fatal(err)
			}
			headings := map[string]bool{}
			for _, s := range text.Sections {
				if headings[s[0].Name] {
					t.Errorf("%s has two sections called %q", p, s[0].Name)
				}
				headings[s[0].Name] = true
				for _, part := range s {
					if part.Name != i18n.Capital(part.Name) {
						t.Errorf("%s has a section called %q", p, part.Name)
					}
					for _, r := range part.Rows {
						if name.MatchString(r.Column) {
							t.Errorf("%s, %s: %+v", p, part.Name, r)
						}
					}
				}
			}
		}
	}
}

func TestWhatAPageComesBackToStandsUnderOneHeading(t *testing.T) {
	var all []section
	for _, name := range []string{"figures", "goals", "goals", "indicators", "goals", "targets", "decisions"} {
		all = into(all, name, tableRow{Label: name})
	}
	var got []string
	for _, s := range all {
		for i, p := range s {
			if got = append(got, p.Name); i > 0 {
				got[len(got)-1] = "+" + p.Name
			}
			if p.Name == "goals" && i == 0 && len(p.Rows) != 2 {
				t.Errorf("%+v", p)
			}
		}
	}
	if said := strings.Join(got, " "); said != "figures goals +indicators +goals targets decisions" {
		t.Error(said)
	}
}
