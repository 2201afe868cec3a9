package home

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"rodatraden/data/fault"
)

// Settings is what the program remembers of how its reader wants it. The zero value is the
// program as it comes.
type Settings struct {
	Language string  `json:"language,omitempty"`  // sv or en; empty follows the system
	Theme    string  `json:"theme,omitempty"`     // light, dark or contrast; empty follows the system
	TextSize int     `json:"text_size,omitempty"` // per cent: 100, 125, 150 or 200; 0 is 100
	Width    float32 `json:"width,omitempty"`     // of the window, in logical pixels
	Height   float32 `json:"height,omitempty"`
	Place    Where   `json:"place"`
}

// Where is the place in the program where the reader was last.
type Where struct {
	Page       string `json:"page,omitempty"`
	Repository string `json:"repository,omitempty"`
	Committee  string `json:"committee,omitempty"`
}

// ReadSettings returns the home's settings. Where there are none, or they cannot be read, it
// returns the zero Settings: a program that does not start is worse than one that has forgotten a
// text size.
func (h Home) ReadSettings() Settings {
	var s Settings
	raw, err := os.ReadFile(h.Settings())
	if err != nil || json.Unmarshal(raw, &s) != nil {
		return Settings{}
	}
	return s
}

// WriteSettings keeps the settings; a stop in the middle leaves the old ones.
func (h Home) WriteSettings(s Settings) error {
	raw, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return fault.New("home.WriteSettings", fault.Local, h.Settings(), err)
	}
	part := h.Settings() + ".part"
	if err := os.WriteFile(part, append(raw, '\n'), 0o600); err != nil {
		return fault.New("home.WriteSettings", fault.Local, part, err)
	}
	if err := os.Rename(part, h.Settings()); err != nil {
		return fault.New("home.WriteSettings", fault.Local, h.Settings(), err)
	}
	return nil
}

// Leave puts a file in the inbox of the home, for the window that is open already.
func (h Home) Leave(path string) error {
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return fault.New("home.Leave", fault.NotFound, path, err)
	}
	if err != nil {
		return fault.New("home.Leave", fault.Local, path, err)
	}
	if err := os.MkdirAll(h.Inbox(), 0o700); err != nil {
		return fault.New("home.Leave", fault.Local, h.Inbox(), err)
	}
	part := filepath.Join(h.Inbox(), "."+filepath.Base(path))
	if err := os.WriteFile(part, raw, 0o600); err != nil {
		return fault.New("home.Leave", fault.Local, part, err)
	}
	return os.Rename(part, filepath.Join(h.Inbox(), filepath.Base(path)))
}
