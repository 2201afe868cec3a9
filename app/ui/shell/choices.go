package shell

import (
	"rodatraden/app/i18n"
	"rodatraden/app/ui/bars"
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

// looking is how the window looks, and how that is chosen.
func (s *Shell) looking() bars.Looks {
	return bars.Looks{
		Text: func() int { return s.settings.TextSize }, SetText: s.setText,
		Theme: func() string { return s.settings.Theme }, SetTheme: s.setTheme,
		Language: func() string { return s.l.Lang() }, SetLanguage: s.setLanguage,
	}
}

// largerText is what the button A+ does.
func (s *Shell) largerText() { s.looking().Larger() }
