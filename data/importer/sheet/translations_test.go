package sheet

import (
	"testing"

	"rodatraden/data/followup/followuptest"
)

func TestEveryCodeSaysWhatIsWrongAndWhatToDoInBothLanguages(t *testing.T) {
	followuptest.EveryCodeHasSentences(t, "sheet", followuptest.Codes(t))
}
