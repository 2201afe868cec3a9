package home

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"

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

	NoCheck     bool   `json:"no_check,omitempty"`     // news is not looked for when the program starts
	NotesBackup string `json:"notes_backup,omitempty"` // folder of the notes' backups; empty is Home.NotesBackup
	Welcomed    bool   `json:"welcomed,omitempty"`     // the offer to subscribe has been answered or put away
}

// Where is the place in the program where the reader was last.
type Where struct {
	Page       string `json:"page,omitempty"`
	Repository string `json:"repository,omitempty"`
	Committee  string `json:"committee,omitempty"`
}

// widest is more than any screen.
const widest = 32768

// ReadSettings returns the home's settings. Where there are none, or they cannot be read, it
// returns the zero Settings: a program that does not start is worse than one that has forgotten a
// text size. A setting that no program wrote is as if it were not there.
func (h Home) ReadSettings() Settings {
	var s Settings
	raw, err := os.ReadFile(h.Settings())
	if err != nil || json.Unmarshal(raw, &s) != nil {
		return Settings{}
	}
	if s.Language != "sv" && s.Language != "en" {
		s.Language = ""
	}
	if !slices.Contains([]string{"light", "dark", "contrast"}, s.Theme) {
		s.Theme = ""
	}
	if !slices.Contains([]int{100, 125, 150, 200}, s.TextSize) {
		s.TextSize = 0
	}
	if s.NotesBackup != "" && !filepath.IsAbs(s.NotesBackup) {
		s.NotesBackup = "" // of what it would be is not known
	}
	if !(s.Width > 0 && s.Width < widest && s.Height > 0 && s.Height < widest) {
		s.Width, s.Height = 0, 0
	}
	return s
}

// WriteSettings keeps the settings; a stop in the middle leaves the old ones.
func (h Home) WriteSettings(s Settings) error {
	const op = "home.WriteSettings"
	raw, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return fault.New(op, fault.Local, h.Settings(), err)
	}
	if err := Replace(h.Settings(), append(raw, '\n')); err != nil {
		return fault.New(op, kindOf(err), h.Settings(), err)
	}
	return nil
}

// Writable tells whether files can be written in a folder, by writing one and taking it away.
//
// Faults: NotFound where there is no such folder; DiskFull and Local where it cannot be written in.
func Writable(dir string) error {
	const op = "home.Writable"
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		err = fs.ErrNotExist
	}
	if err != nil {
		return fault.New(op, kindOf(err), dir, err)
	}
	f, err := os.CreateTemp(dir, ".rodatraden-*")
	if err != nil {
		return fault.New(op, kindOf(err), dir, err)
	}
	err = f.Close()
	if removed := os.Remove(f.Name()); err == nil {
		err = removed
	}
	if err != nil {
		return fault.New(op, kindOf(err), dir, err)
	}
	return nil
}

// mostLeft is the largest file that is worth leaving: subscription files are smaller.
const mostLeft = 4 << 20

// Leave puts a file in the inbox of the home, for the window that is open already. It takes a name
// that no other file there has.
func (h Home) Leave(path string) error {
	const op = "home.Leave"
	f, err := os.Open(path)
	if err != nil {
		return fault.New(op, kindOf(err), path, err)
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, mostLeft+1))
	if err != nil {
		return fault.New(op, kindOf(err), path, err)
	}
	if len(raw) > mostLeft {
		return fault.New(op, fault.Limit, path, errors.New("no subscription file is that large"))
	}
	if err := os.MkdirAll(h.Inbox(), 0o700); err != nil {
		return fault.New(op, kindOf(err), h.Inbox(), err)
	}
	base := strings.TrimLeft(filepath.Base(path), ".") // hidden ones are those on their way
	ext := filepath.Ext(base)
	to := filepath.Join(h.Inbox(), base)
	for n := 2; ; n++ {
		if _, err := os.Lstat(to); err != nil {
			break
		}
		to = filepath.Join(h.Inbox(), strings.TrimSuffix(base, ext)+"-"+strconv.Itoa(n)+ext)
	}
	if err := Replace(to, raw); err != nil {
		return fault.New(op, kindOf(err), to, err)
	}
	return nil
}

// Replace puts a file in the place of what may be there: whole, or not at all. Until it is there it
// is hidden beside its place.
func Replace(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.part")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}

// kindOf sorts an error of the disk.
func kindOf(err error) fault.Kind {
	switch {
	case runtime.GOOS == "windows" && (errors.Is(err, syscall.Errno(112)) || errors.Is(err, syscall.Errno(39))),
		runtime.GOOS != "windows" && errors.Is(err, syscall.ENOSPC):
		return fault.DiskFull
	case errors.Is(err, fs.ErrNotExist):
		return fault.NotFound
	}
	return fault.Local
}
