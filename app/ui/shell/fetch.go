package shell

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
)

// fetch is a fetching of what is new that is under way.
type fetch struct {
	text   string
	cancel context.CancelFunc
}

// sync fetches what is new, off the UI goroutine, and tells how far it has come. One runs at a time.
func (s *Shell) sync() {
	if s.fetching != nil {
		return
	}
	ctx, cancel := context.WithCancel(s.ctx)
	s.fetching = &fetch{text: s.l.Text("ui.fetch.begun"), cancel: cancel}
	s.dismissed = ""
	s.dress()
	go func() {
		err := s.desk.Fetch(ctx, func(text string) {
			fyne.Do(func() {
				if s.fetching != nil && s.fetching.text != text {
					s.fetching.text = text
					s.dressNotice()
				}
			})
		})
		cancel()
		fyne.Do(func() {
			s.fetching = nil
			if err != nil && !errors.Is(err, context.Canceled) {
				s.log.Error("fetch", "error", err)
			}
			s.show(s.place) // what is new, and what is said of it, is read again
		})
	}()
}

// Take asks about a subscription file that another start of the program has left.
func (s *Shell) Take(file string) { s.Go(s.at("subscribe", file)) }
