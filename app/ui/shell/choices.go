package shell

import (
	"rodatraden/app/i18n"
)

// setText gives the window a text size in per cent.
func (s *Shell) setText(size int) {
	if s.settings.TextSize != size {
		s.settings.TextSize = size
		s.redress()
	}
}

// setTheme gives the window a theme: light, dark or contrast.
func (s *Shell) setTheme(name string) {
	if s.settings.Theme != name {
		s.settings.Theme = name
		s.redress()
	}
}

// redress draws everything in other looks, where it stands; what the page says is as before.
func (s *Shell) redress() {
	offset, had := s.offset(), s.focused()
	s.save()
	s.restyle()
	s.narrow = s.size.Width/s.theme.TextScale() < narrowUnder
	s.dress()
	s.scrollTo(offset)
	s.refocus(had)
}

// setLanguage makes the page anew in another language.
func (s *Shell) setLanguage(name string) {
	if s.l.Lang() == name {
		return
	}
	s.settings.Language = name
	s.l = i18n.New(name)
	s.desk.Speak(s.l)
	s.news = nil // it was told in the other language
	s.save()
	s.bars.AddLetters()
	s.again()
}

func (s *Shell) save() {
	if s.config.Save != nil && s.erased == nil {
		s.config.Save(s.settings)
	}
}

// largerText is what the button A+ does: the next size, and from the largest back to the first.
func (s *Shell) largerText() {
	for _, size := range textSizes {
		if size > s.settings.TextSize {
			s.setText(size)
			return
		}
	}
	s.setText(textSizes[0])
}
