package part

import (
	"strings"
	"testing"

	"rodatraden/app/legible"
	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/look"
)

var found = Found{
	Mark: page.Mark{Kind: page.MarkNotDone, Text: "Fel"}, Where: "bladet Belopp, cell E7, Belopp", Wrong: "Talet i kolumnen har fel form.",
	Do: "Skriv bara siffror, med decimalpunkt och minus före vid behov.", Sides: []page.NamedText{{Label: "I rapporten", Text: "98,4 mkr"}}, Reply: "Svara i kolumnen Anmärkning.",
}

func TestAFindingIsReadWholeAtEveryWidthAndSize(t *testing.T) {
	for _, scale := range look.TextScales {
		for _, width := range []float32{320, 540, 1086} {
			env := standing(t, look.Light, scale)
			jump := NewButton(env, "arrow-right", "Gå till stället", func() {})
			r := NewFoundRow(env, found, jump)
			size := lay(r, width)
			for _, f := range canvastest.Look(r, size, canvastest.Rules{Lacks: legible.Lacks}) {
				t.Errorf("%v, %v: %s", scale, width, f)
			}
			var said []string
			for _, p := range canvastest.Texts(r, size) {
				said = append(said, p.Text)
			}
			all := strings.Join(said, " ")
			for _, want := range []string{"Fel", "cell E7", "fel form.", "98,4 mkr", "Anmärkning.", "Gå till stället"} {
				if !strings.Contains(all, want) {
					t.Errorf("%v, %v: %q is not said in %q", scale, width, want, all)
				}
			}
		}
	}
}
