package shell

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// newNotice is the line under the top bar: how far a fetch has come, or what the reader should
// know of where the material comes from; nil where all is well.
func (s *Shell) newNotice() fyne.CanvasObject {
	env := s.env()
	switch {
	case s.fetching != nil:
		stop := part.NewButton(env, "close", s.l.Text("ui.stop"), func() { s.fetching.cancel() })
		return s.padded(part.NewBarNotice(env, stop, page.Passage{Text: s.fetching.text}))
	case s.shown.standing.Notice != "" && s.shown.standing.Notice != s.dismissed:
		notice := s.shown.standing.Notice
		hide := part.NewButton(env, "close", s.l.Text("ui.hide"), func() { s.dismissed = notice; s.dress() })
		if s.shown.standing.Grave {
			return s.padded(part.NewNotice(env, page.MarkNotDone, hide, page.Passage{Text: notice}))
		}
		return s.padded(part.NewBarNotice(env, hide, page.Passage{Text: notice}))
	case s.narrow:
		// The foot of the navigation has no place here; what it says is said over the page.
		text := ""
		for i, row := range s.footing() {
			if i > 0 {
				text += " · "
			}
			text += row
		}
		return s.padded(part.NewNote(env, text))
	}
	return nil
}

// band is a block that stands under the top bar, across the content.
type band struct {
	block  part.Block
	gutter float32
}

func (s *Shell) padded(b part.Block) fyne.CanvasObject {
	s.band = &band{block: b, gutter: s.theme.Size(look.Gutter)}
	return newBox(s.band, b)
}

// Layout keeps the page's gutters.
func (b *band) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	place(b.block, b.gutter, bandAir, size.Width-2*b.gutter, size.Height-bandAir)
}

// MinSize is nothing: the frame asks for the height at a width.
func (b *band) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

const bandAir = 8 // over what stands under the top bar

// toldHeight is the height of what stands under the top bar, at a width.
func (s *Shell) toldHeight(width float32) float32 {
	if s.band == nil {
		return 0
	}
	return s.band.block.HeightAt(width-2*s.band.gutter) + bandAir
}

// footing is what the foot of the navigation says: signature, material and storage.
func (s *Shell) footing() []string {
	var rows []string
	standing := s.shown.standing
	material := standing.Material
	if c := s.choice.Package; c != nil && s.desk.Demo() {
		material = s.l.Text("ui.standing.excerpts")
		if c.Committee.Fictional {
			material = s.l.Text("ui.standing.fictional")
		}
	}
	for _, row := range []string{standing.Signature, material, standing.Storage} {
		if row != "" {
			rows = append(rows, row)
		}
	}
	return rows
}
