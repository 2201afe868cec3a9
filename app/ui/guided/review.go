package guided

import (
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"rodatraden/app/publishing/steps"
)

// lookEvery is how often it is asked whether a chosen file has changed.
const lookEvery = 2 * time.Second

// watch tells when a file that was read is another: whoever corrects it need not remember to read it again.
func (g *Guide) watch() {
	g.watchNoMore()
	on := true
	var stop func()
	var next func()
	next = func() {
		stop = g.loop.After(lookEvery, func() {
			changed := g.desk.Changed()
			g.loop.Do(func() {
				switch {
				case !on || g.running.Closed():
				case changed && g.at == steps.Review && !g.known.Changed:
					g.known.Changed = true
					g.draw()
				default:
					next()
				}
			})
		})
	}
	next()
	g.unwatch = func() { on = false; stop() }
}

func (g *Guide) watchNoMore() {
	if g.unwatch != nil {
		g.unwatch()
		g.unwatch = nil
	}
}

// jump goes to where a finding stands: its place is copied, and a workbook is opened in the program that
// the computer opens such with.
func (g *Guide) jump(with string) {
	at, number, _ := strings.Cut(with, ".")
	p, err := strconv.Atoi(at)
	i, also := strconv.Atoi(number)
	if err != nil || also != nil || g.known.Batch == nil || p >= len(g.known.Batch.Packages) || i >= len(g.known.Batch.Packages[p].Checked.Findings) {
		return
	}
	one := g.known.Batch.Packages[p]
	f := one.Checked.Findings[i]
	where, path := f.Where, one.Path
	if f.Sheet != "" {
		where = reference(f.Sheet, f.Cell)
	} else if f.File != "" && !one.Workbook {
		path = filepath.Join(one.Path, filepath.FromSlash(f.File))
	}
	g.copy(where)
	if err := g.hand(path); err != nil {
		g.log.Error("jump", "path", path, "error", err)
		g.say(g.l.Text("steps.said.place", "Where", where, "Path", path))
		return
	}
	g.say(g.l.Text("steps.said.jumped", "Where", where, "File", filepath.Base(path)))
}

// reference is a place as the box of a workbook's program takes it: Belopp!E7.
func reference(sheet, cell string) string {
	if strings.ContainsFunc(sheet, func(r rune) bool { return r == ' ' || r == '-' || r == '\'' }) {
		sheet = "'" + strings.ReplaceAll(sheet, "'", "''") + "'"
	}
	if cell == "" {
		return sheet
	}
	return sheet + "!" + cell
}

// hand gives a file to the system.
func (g *Guide) hand(path string) error {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // on Windows a drive's letter comes after a stroke
	}
	to := &url.URL{Scheme: "file", Path: path}
	switch {
	case g.config.OpenURL != nil:
		return g.config.OpenURL(to)
	case g.config.Headless:
		return errNobody
	}
	return fyne.CurrentApp().OpenURL(to)
}
