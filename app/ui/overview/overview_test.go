package overview

import (
	"os"
	"testing"

	"rodatraden/app/ui/part/parttest"
)

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "overview")
	if err != nil {
		panic(err)
	}
	code := parttest.Main(m, dir)
	os.RemoveAll(dir)
	os.Exit(code)
}

func TestNothingIsCutCoveredOrWrittenOverInAnyWindow(t *testing.T) {
	for _, state := range parttest.States {
		for _, lang := range []string{"sv", "en"} {
			p := parttest.Overview(t, state, lang)
			for _, w := range parttest.Windows() {
				if w.Lang != lang || w.Colours() && state != parttest.Excerpt && state != parttest.Full {
					continue
				}
				for _, tables := range []bool{false, true} {
					if tables && w.Colours() {
						continue
					}
					v := New(w.Env(t), p)
					if tables {
						v.ToggleTables()
					}
					for _, fault := range w.Check(v.Object(), v.Page()) {
						t.Errorf("%s, %s, tables %t: %s", state.Package, w.Name, tables, fault)
					}
				}
			}
		}
	}
}
