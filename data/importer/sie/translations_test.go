package sie

import (
	"path"
	"strconv"
	"strings"
	"testing"

	"rodatraden/data/followup"
	"rodatraden/data/followup/followuptest"
)

func TestEveryCodeSaysWhatIsWrongAndWhatToDoInBothLanguages(t *testing.T) {
	codes := followuptest.Codes(t)
	for _, code := range codes {
		if !strings.HasPrefix(code, "sie_") {
			t.Errorf("%s may be another's", code)
		}
	}
	followuptest.EveryCodeHasSentences(t, "sie", codes)
}

// Every finding of the examples fills the sentences in, in both languages, and every code has one.
func TestEveryFindingFillsItsSentences(t *testing.T) {
	var all []followup.Finding
	for _, e := range examples() {
		_, report := run(t, e.mapping, e.period, e.files...)
		all = append(all, report.Findings...)
	}
	for _, s := range []string{"BL0001_typ2.SE", "BL0001_typ3.SE", "BL0001_typ4I.SI"} {
		_, report, err := Suggest(path.Join("testdata", s), SuggestOptions{})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, report.Findings...)
	}
	_, none, _ := Suggest(written(t, head("2")+"#PSALDO 0 201904 1910 {} 7\n")[0], SuggestOptions{})
	all = append(all, none.Findings...)
	all = append(all, finding(followup.Fault, TooLarge, "a.se", 0, "", "Limit", strconv.Itoa(most)))
	followuptest.EveryCodeIsFound(t, "sie", followuptest.Codes(t), all)
}
