package app

import (
	"fmt"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"rodatraden/app/confine"
	"rodatraden/app/desk"
	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/shell"
	"rodatraden/data/home"
)

// Picture says what a snapshot shows.
type Picture struct {
	Place         shell.Place
	Width, Height float32 // of the window, in logical pixels
	Scale         float32 // device pixels to each; 0 is 1
	Text          int     // per cent
	Theme         string  // light, dark or contrast
	Language      string
}

// Headless starts Fyne without a screen. It is called once, before Snapshot; what Fyne keeps for
// itself is kept in the home.
func Headless(h home.Home) {
	confine.In(h)
	test.NewApp()
}

// Snapshot draws the whole window as it looks in a place, without a screen.
func Snapshot(d *desk.Desk, p Picture) (image.Image, error) {
	s, c, err := headless(d, p)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	return c.Capture(), nil
}

// headless returns a shell that shows a place on a canvas without a screen.
func headless(d *desk.Desk, p Picture) (*shell.Shell, fyne.Canvas, error) {
	c := software.NewCanvas()
	c.SetPadded(false)
	c.SetScale(max(p.Scale, 1))
	s := shell.New(shell.Config{
		Desk: d, Searches: d.Searches(), Canvas: c, Kind: look.Light, Headless: true,
		Settings: home.Settings{Language: p.Language, Theme: p.Theme, TextSize: p.Text},
	})
	s.Attach()
	c.SetContent(s.Object())
	c.Resize(fyne.NewSize(p.Width, p.Height))
	s.Go(p.Place)
	if p.Place.Page == "subscribe" && p.Place.Argument != "" {
		s.Take(p.Place.Argument) // the file is read; nothing is followed
	}
	if err := s.Trouble(); err != nil {
		s.Close()
		return nil, nil, err
	}
	return s, c, nil
}

// Pages are the pages that a snapshot of all shows.
var Pages = append(page.Names(), "search", "record", "document", "help", "keys", "about", "subscribe", "subscriptions", "settings", "notes", "erase")

// PictureName names a picture by what it shows.
func PictureName(c page.Choice, p Picture) string {
	return fmt.Sprintf("%s-%s-%.0fx%.0f-%d-%s-%s", p.Place.Page, c.Package.Name, p.Width, p.Height, p.Text, p.Theme, p.Language)
}
