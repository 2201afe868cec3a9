package desk

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"rodatraden/app/page"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/home"
	"rodatraden/data/repository/layout"
)

// CopyPDF makes a copy of a saved PDF for the system's viewer, in the home and under a name of our
// own, and returns its path. The saved file is held against its hash again.
//
// Faults: Format where it is no PDF, whatever it is called; LocalCorrupt where it is damaged or gone;
// Limit, DiskFull and Local. Nothing is left behind then.
func (d *Desk) CopyPDF(ctx context.Context, a page.Attached) (string, error) {
	const op = "desk.CopyPDF"
	ctx, done, err := d.begin(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	sum := strings.TrimPrefix(a.Hash, "sha256:")
	if !layout.ValidSum(sum) {
		return "", fault.New(op, fault.LocalCorrupt, a.Ref, errors.New("no hash"))
	}
	if a.Bytes > followup.MaxFileBytes {
		return "", fault.New(op, fault.Limit, a.Ref, nil)
	}
	saved := filepath.Join(d.home.Dir(), filepath.FromSlash(layout.BlobPath(sum)))
	raw, err := readWhole(saved, a.Bytes)
	if err == nil && layout.Sum(raw) != sum {
		err = errors.New("it is not what its hash says")
	}
	if err != nil {
		return "", fault.New(op, fault.LocalCorrupt, saved, err)
	}
	if !followup.IsPDF(raw) {
		return "", fault.New(op, fault.Format, a.Ref, errors.New("no PDF"))
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	to := filepath.Join(d.home.Opened(), ownName(a.Title, sum))
	if there, err := readWhole(to, a.Bytes); err == nil && bytes.Equal(there, raw) {
		return to, nil // a viewer may hold it
	}
	err = os.MkdirAll(filepath.Dir(to), 0o700)
	if err == nil {
		err = home.Replace(to, raw)
	}
	if err != nil {
		return "", fault.New(op, terminal.DiskKind(err), to, err)
	}
	return to, nil
}

// readWhole reads a regular file of a known size.
func readWhole(path string, size int64) ([]byte, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() != size {
		return nil, errors.New("it is not the file that was saved")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, size+1))
	if err == nil && int64(len(raw)) != size {
		err = errors.New("its size has changed")
	}
	return raw, err
}

// longestName is how many letters of a title stand in the name of a copy.
const longestName = 60

// ownName is what a copy is called: its title in letters that every system can write, and the
// beginning of its hash, so that two documents of one title are two files.
func ownName(title, sum string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(title)) {
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r): // the dots of an ö
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	name := b.String()
	name = strings.Trim(name[:min(len(name), longestName)], "-")
	if name == "" {
		name = "dokument"
	}
	return name + "-" + sum[:8] + ".pdf"
}

// ForgetOpened removes the copies that were made for the system's viewer. What a viewer holds on to is
// left for the next time.
func (d *Desk) ForgetOpened() {
	entries, err := os.ReadDir(d.home.Opened())
	if err != nil {
		return
	}
	for _, e := range entries {
		if e.Type().IsRegular() {
			_ = os.Remove(filepath.Join(d.home.Opened(), e.Name()))
		}
	}
}
