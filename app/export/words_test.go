package export

import (
	"context"
	"regexp"
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
			for _, s := range text.Sections {
				if s.Name != i18n.Capital(s.Name) {
					t.Errorf("%s has a section called %q", p, s.Name)
				}
				for _, r := range s.Rows {
					if name.MatchString(r.Column) {
						t.Errorf("%s, %s: %+v", p, s.Name, r)
					}
				}
			}
		}
	}
}
