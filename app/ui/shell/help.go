package shell

import (
	"slices"

	"rodatraden/app/page"
	"rodatraden/app/ui/help"
)

// helpOf is the page whose help a reader wants who stands on a page.
func helpOf(id string) string {
	switch {
	case id == subscribing:
		return subscriptions
	case id == erasePage:
		return keepingPage
	case slices.Contains(page.HelpPages(), id):
		return id
	}
	return "overview"
}

// showHelp goes to the help of the page that is shown; on a page of help nothing is asked for.
func (s *Shell) showHelp() {
	if s.place.Page != "help" {
		s.Go(s.at("help", helpOf(s.place.Page)))
	}
}

// newHelp shows the help of a page.
func (s *Shell) newHelp() view {
	h, err := page.BuildHelp(helpOf(s.shown.place.Argument), s.l)
	if err != nil {
		return s.newTrouble(err)
	}
	return help.New(s.env(), h, help.Goes{Back: s.leave, Read: func(id string) { s.Go(s.at("help", id)) }})
}
