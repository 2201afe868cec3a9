package protocol

import (
	"testing"

	"rodatraden/app/page"
	"rodatraden/app/ui/part/parttest"
)

func TestMain(m *testing.M) { parttest.Main(m) }

func TestNothingIsCutCoveredOrWrittenOverInAnyWindow(t *testing.T) {
	for _, state := range parttest.States {
		for _, lang := range []string{"sv", "en"} {
			p := parttest.Page(t, page.BuildProtocol, state, lang)
			for i := range p.Items {
				if i%2 == 0 {
					p.Items[i].Comment = "Be om effekt per insats i nästa uppföljning, och om vem som ansvarar för att den tas fram."
				}
			}
			for _, w := range parttest.Windows() {
				if w.Lang != lang || w.Colours() && state != parttest.Full {
					continue
				}
				v := New(w.Env(t), p, Place{Copy: func(string) {}, Export: func() {}})
				for _, fault := range w.Check(v.Object(), v.Page()) {
					t.Errorf("%s, %s: %s", state.Package, w.Name, fault)
				}
			}
		}
	}
}

func TestWhatIsCopiedSaysWhatThePageSays(t *testing.T) {
	w := parttest.First(false)
	p := parttest.Page(t, page.BuildProtocol, parttest.States[3], "sv")
	var copied string
	v := New(w.Env(t), p, Place{Copy: func(text string) { copied = text }})
	v.Object().Resize(w.Size)
	parttest.Press(t, v.Object(), "Kopiera")
	if copied == "" || copied != p.Text() {
		t.Errorf("%q is copied", copied)
	}
}
