package part

import (
	"io/fs"
	"strings"
	"testing"

	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/look"
	"rodatraden/assets"
)

var allMarks = []page.MarkKind{
	page.MarkDone, page.MarkNotYet, page.MarkPartly, page.MarkNotDone, page.MarkMissing, page.MarkNotQuoted,
	page.MarkNew, page.MarkFallen, page.MarkSilent, page.MarkOral, page.MarkBetter, page.MarkWorse,
	page.MarkNeutral, page.MarkSame,
}

func TestEveryMarkHasAShapeOfItsOwnAndAColour(t *testing.T) {
	env := stand(t)
	shapes := map[string]page.MarkKind{}
	for _, kind := range allMarks {
		if _, ok := markTones[kind]; !ok {
			t.Errorf("%s has no colour", kind)
		}
		raw, err := assets.Icons.ReadFile("icons/status-" + string(kind) + ".svg")
		if err != nil {
			t.Errorf("%s has no shape: %v", kind, err)
			continue
		}
		if other, ok := shapes[string(raw)]; ok {
			t.Errorf("%s and %s have the same shape", kind, other)
		}
		shapes[string(raw)] = kind
		m := NewStatusMark(env, page.Mark{Kind: kind, Text: "ord"}, look.Caption)
		lay(m, 200)
		if got := texts(m); len(got) != 1 || got[0] != "ord" {
			t.Errorf("%s says %q", kind, got)
		}
	}
}

func TestTheShapesDifferWithoutColour(t *testing.T) {
	env := stand(t)
	var kinds []page.MarkKind
	pictures := map[page.MarkKind][]bool{}
	for _, kind := range allMarks {
		img := NewIcon(env, "status-"+string(kind), look.Ink, look.MarkIcon)
		c := Headless(img, env.Theme, 16, 16, 1)
		drawn := make([]bool, 0, 256)
		shot := c.Capture()
		dark := 0
		for y := range 16 {
			for x := range 16 {
				r, g, b, _ := shot.At(x, y).RGBA()
				on := (r+g+b)/3 < 0x8000
				drawn = append(drawn, on)
				if on {
					dark++
				}
			}
		}
		if dark < 12 {
			t.Errorf("%s can hardly be seen: %d dark pixels", kind, dark)
		}
		kinds = append(kinds, kind)
		pictures[kind] = drawn
	}
	for i, a := range kinds {
		for _, b := range kinds[:i] {
			n := 0
			for k := range pictures[a] {
				if pictures[a][k] != pictures[b][k] {
					n++
				}
			}
			if n < 12 {
				t.Errorf("%s and %s differ in %d pixels", a, b, n)
			}
		}
	}
}

// near reports whether a channel is within a sixth of what it should be.
func near(got uint32, want uint8) bool { return max(int(got>>8)-int(want), int(want)-int(got>>8)) < 43 }

func TestAnAbsenceIsItalicAfterItsColon(t *testing.T) {
	env := stand(t)
	m := NewStatusMark(env, page.Mark{Kind: page.MarkNotQuoted, Text: "Mars: återges inte"}, look.Caption)
	got := canvastest.Texts(m, lay(m, 300))
	if len(got) != 2 || got[0].Italic || !got[1].Italic || got[1].Text != "återges inte" {
		t.Errorf("%+v", got)
	}
	all := NewStatusMark(env, page.Mark{Kind: page.MarkMissing, Text: "redovisas inte"}, look.Caption)
	if got := canvastest.Texts(all, lay(all, 300)); len(got) != 1 || !got[0].Italic {
		t.Errorf("%+v", got)
	}
}

func TestEveryIconCanBeDrawnInItsColours(t *testing.T) {
	env := standing(t, look.Dark, 1)
	names, err := fs.Glob(assets.Icons, "icons/*.svg")
	if err != nil || len(names) < 30 {
		t.Fatal(names, err)
	}
	for _, path := range names {
		name := strings.TrimSuffix(strings.TrimPrefix(path, "icons/"), ".svg")
		if name == "app" {
			continue // the program's own picture, in its own colours
		}
		raw, _ := assets.Icons.ReadFile(path)
		if !strings.Contains(string(raw), "currentColor") {
			t.Errorf("%s does not follow the theme", name)
		}
		img := NewIcon(env, name, look.Orange, look.NavIcon)
		shot := Headless(img, env.Theme, 20, 20, 1).Capture()
		orange, other := 0, 0
		want := env.Theme.Tone(look.Orange)
		for y := range 20 {
			for x := range 20 {
				r, g, b, _ := shot.At(x, y).RGBA()
				switch {
				case near(r, want.R) && near(g, want.G) && near(b, want.B):
					orange++
				case uint8(r>>8) > want.R+2 || uint8(b>>8) > want.B+2:
					other++ // neither ink, nor paper, nor between them
				}
			}
		}
		if orange < 3 || other > 0 {
			t.Errorf("%s has %d pixels in its colour and %d in a colour of its own", name, orange, other)
		}
	}
}
