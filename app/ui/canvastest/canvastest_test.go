package canvastest

import (
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

func text(s string, x, y float32) *canvas.Text {
	t := canvas.NewText(s, color.Black)
	t.Move(fyne.NewPos(x, y))
	t.Resize(t.MinSize())
	return t
}

func window(objects ...fyne.CanvasObject) (*fyne.Container, fyne.Size) {
	c := container.NewWithoutLayout(objects...)
	size := fyne.NewSize(300, 200)
	c.Resize(size)
	return c, size
}

func has(t *testing.T, faults []string, want string) {
	t.Helper()
	for _, f := range faults {
		if strings.Contains(f, want) {
			return
		}
	}
	t.Errorf("no fault says %q: %q", want, faults)
}

func TestWhatIsRightHasNoFaults(t *testing.T) {
	test.NewTempApp(t)
	root, size := window(text("Underskottet", 10, 10), text("väntas bli", 10, 40))
	if faults := Look(root, size, Rules{Target: 40}); len(faults) > 0 {
		t.Error(faults)
	}
}

func TestCutTextIsFound(t *testing.T) {
	test.NewTempApp(t)
	root, size := window(text("Underskottet", 280, 10))
	has(t, Look(root, size, Rules{}), "reaches out of")
	narrow := text("Underskottet", 10, 10)
	narrow.Resize(fyne.NewSize(20, narrow.Size().Height))
	root, size = window(narrow)
	has(t, Look(root, size, Rules{}), "wants")
}

func TestTextOverTextIsFound(t *testing.T) {
	test.NewTempApp(t)
	root, size := window(text("Underskottet", 10, 10), text("väntas", 30, 12))
	has(t, Look(root, size, Rules{}), "written over")
}

func TestCoveredTextIsHiddenAndHalfCoveredTextIsAFault(t *testing.T) {
	test.NewTempApp(t)
	cover := canvas.NewRectangle(color.White)
	cover.Resize(fyne.NewSize(300, 100))
	under := text("Underskottet", 10, 10)
	root, size := window(under, cover, text("väntas", 12, 12))
	if faults := Look(root, size, Rules{}); len(faults) > 0 {
		t.Error("text under a cover counts:", faults)
	}
	if got := Texts(root, size); len(got) != 1 || got[0].Text != "väntas" {
		t.Error("seen are", got)
	}
	cover.Resize(fyne.NewSize(30, 100))
	root, size = window(under, cover)
	has(t, Look(root, size, Rules{}), "partly covered")
}

func TestMissingLettersAndSmallTargetsAreFound(t *testing.T) {
	test.NewTempApp(t)
	b := widget.NewButton("", func() {})
	b.Resize(fyne.NewSize(20, 20))
	b.Move(fyne.NewPos(100, 100))
	root, size := window(text("a☃", 10, 10), b)
	lacks := func(s string) rune {
		for _, r := range s {
			if r == '☃' {
				return r
			}
		}
		return 0
	}
	faults := Look(root, size, Rules{Lacks: lacks, Target: 40})
	has(t, faults, "lacks")
	has(t, faults, "less than 40")
	if faults := Look(root, size, Rules{Target: 40, Exempt: func(o fyne.CanvasObject) bool { return o == b }}); len(faults) > 0 {
		t.Error(faults)
	}
}

func TestTextInAScrollerMayWaitOutsideButNotBeCut(t *testing.T) {
	test.NewTempApp(t)
	inner := container.NewWithoutLayout(text("överst", 10, 10), text("mitt på", 10, 92), text("nederst", 10, 150))
	inner.Resize(fyne.NewSize(300, 200))
	scroll := container.NewVScroll(inner)
	scroll.Resize(fyne.NewSize(300, 100))
	root, size := window(scroll)
	faults := Look(root, size, Rules{})
	has(t, faults, `"mitt på"`)
	for _, f := range faults {
		if strings.Contains(f, "nederst") || strings.Contains(f, "överst") {
			t.Error(f)
		}
	}
}
