package shell

import (
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/settings"
	"rodatraden/data/home"
)

// showSettings goes to the page on which the reader says how the program shall be.
func (s *Shell) showSettings() {
	s.folder = nil
	s.open("settings")
}

// newSettings shows the settings as they are.
func (s *Shell) newSettings() view {
	folder := s.settings.NotesBackup
	if s.folder != nil {
		folder = *s.folder
	}
	f := s.bars.NewField("", s.l.Text("settings.backup.where"), "", folder)
	f.OnChange(func(text string) { s.folder = &text })
	f.Entry.OnSubmitted = s.useFolder
	f.Entry.Escape = s.leave
	s.control("set.folder", f.Entry)
	does := settings.Does{
		Entry: f, High: s.theme.Size(look.Control),
		Choose: s.setting, Back: s.leave,
		Use:   func() { s.useFolder(f.Entry.Text) },
		Reset: func() { s.useFolder("") },
		Name:  func(name string, f fyne.Focusable) { s.control("set."+name, f) },
	}
	if s.config.Window != nil {
		does.Browse = s.browseFolder
	}
	return settings.New(s.env(), page.BuildSettings(s.settings, s.desk.Home(), s.l), does)
}

// setting takes what the reader chose of a group; it applies at once.
func (s *Shell) setting(group, value string) {
	switch group {
	case "language":
		s.setLanguage(value)
	case "theme":
		s.setTheme(value)
	case "text":
		if size, err := strconv.Atoi(value); err == nil {
			s.setText(size)
		}
	case "check":
		s.settings.NoCheck = value == "no"
		s.save()
	}
}

// browseFolder lets the reader choose the folder of the notes' backups.
func (s *Shell) browseFolder() {
	dialog.ShowFolderOpen(func(folder fyne.ListableURI, err error) {
		if err == nil && folder != nil {
			s.useFolder(folder.Path())
		}
	}, s.config.Window)
}

// useFolder takes a folder for the notes' backups, if files can be written in it; an empty path is the
// program's own.
func (s *Shell) useFolder(path string) {
	path = strings.TrimSpace(path)
	own := path == ""
	if own {
		path = s.desk.Home().NotesBackup()
	}
	s.background(func() func() {
		path, err := filepath.Abs(path)
		if err == nil && !own {
			err = home.Writable(path)
		}
		return func() {
			if err != nil {
				s.sayTrouble(err)
				return
			}
			s.folder, s.settings.NotesBackup = nil, path
			if own {
				s.settings.NotesBackup = ""
			}
			s.save()
			if s.shown.place.Page == "settings" && !s.size.IsZero() {
				s.redrawView("set.")
			}
			s.say(&news{text: s.l.Text("settings.backup.used", "Path", path)})
			s.own.warned = false
			s.backUp() // what the old folder holds is not in this one
		}
	})
}

// CheckNews fetches what is new, unless the reader has said that the program shall not ask by itself.
func (s *Shell) CheckNews() {
	if !s.settings.NoCheck {
		s.sync()
	}
}

// welcomed remembers that the offer to subscribe has been answered or put away.
func (s *Shell) welcomed() {
	if s.config.Welcome && !s.settings.Welcomed {
		s.settings.Welcomed = true
		s.save()
		s.dressNotice()
	}
}
