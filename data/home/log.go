package home

import (
	"log/slog"
	"os"
	"path/filepath"
)

// OpenLog opens a program's log in the home; end closes it. A program that cannot log still does its work: where the
// file cannot be written, what is logged goes nowhere.
func (h Home) OpenLog(name string) (log *slog.Logger, end func()) {
	nowhere := slog.New(slog.DiscardHandler)
	if os.MkdirAll(h.Log(), 0o700) != nil {
		return nowhere, func() {}
	}
	f, err := os.OpenFile(filepath.Join(h.Log(), name), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nowhere, func() {}
	}
	return slog.New(slog.NewTextHandler(f, nil)), func() { _ = f.Close() }
}
