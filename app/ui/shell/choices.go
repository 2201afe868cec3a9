package shell

import (
	"rodatraden/app/i18n"
)

// setText gives the window a text size in per cent.
func (s *Shell) setText(size int) {
	s.settings.TextSize = size
	s.again()
}

// setTheme gives the window a theme: light, dark or contrast.
func (s *Shell) setTheme(name string) {
	s.settings.Theme = name
	s.again()
}

// again draws everything in other looks; what the page says is as before.
func (s *Shell) again() {
	s.save()
	s.restyle()
	s.narrow = s.size.Width/s.theme.TextScale() < narrowUnder
	s.dress()
}

// setLanguage makes the page anew in another language.
func (s *Shell) setLanguage(name string) {
	s.settings.Language = name
	s.l = i18n.New(name)
	s.desk.Speak(s.l)
	s.save()
	s.addShortcuts(s.canvas())
	s.show(s.place)
}

func (s *Shell) save() {
	if s.config.Save != nil {
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
