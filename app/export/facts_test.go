package export

import (
	"bytes"
	"strings"
	"testing"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
)

func TestFactsAreTextAndReferToNothingOutside(t *testing.T) {
	var b bytes.Buffer
	err := FactsHTML(&b, i18n.New(i18n.Swedish), Facts{
		Title: "Ett paket är publicerat", Over: "Älvbro",
		Parts: []FactsPart{
			{Rows: []page.NamedText{{Label: "Plats", Text: "/srv/<b>uppfoljning</b>"}}},
			{Title: "Delårsrapport", Rows: []page.NamedText{{Label: "Kontrollsumma", Text: "ab\u202Ecd"}}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`<html lang="sv">`, "<h1 dir=\"auto\">Ett paket är publicerat</h1>", "&lt;b&gt;uppfoljning", "Delårsrapport</h2>", "Kontrollsumma</dt>"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not there:\n%s", want, &b)
		}
	}
	for _, never := range []string{"<b>", "\u202E", "://", "src=", "<script"} {
		if strings.Contains(b.String(), never) {
			t.Errorf("%q is there", never)
		}
	}
}
