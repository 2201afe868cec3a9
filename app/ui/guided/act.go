package guided

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"rodatraden/app/publishing/steps"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
)

// Go goes to a place, if one can go there now.
func (g *Guide) Go(n steps.Name) {
	if !g.known.Ready(n) || g.known.Sending != nil {
		return
	}
	moved := g.at != n || g.leaf != ""
	g.at, g.leaf = n, ""
	if moved {
		g.known.Wrong, g.known.Said = nil, ""
		g.forgetSecrets()
	}
	g.enter()
	g.draw()
	if moved {
		g.focusFirst()
	}
}

// focusFirst gives the focus to the beginning of the place that is shown; where it asks for a passphrase and
// for nothing else, to that.
func (g *Guide) focusFirst() {
	if secret := g.bars.Named("write.passphrase"); secret != nil && g.at != steps.Place {
		g.bars.Focus(secret)
		return
	}
	g.bars.FocusStart()
}

// enter is what a place asks for when one comes to it.
func (g *Guide) enter() {
	g.watchNoMore()
	switch g.at {
	case steps.Review:
		g.watch()
	case steps.Preview:
		g.makePreview()
	case steps.Subscription:
		g.suggest("subscription", filepath.Join(g.desk.Folder(), g.fileName("subscription")+".prenumeration"))
		if s := g.known.Standing; s != nil {
			g.suggest("address", s.Last)
		}
	case steps.Workbook:
		g.suggest("workbook", filepath.Join(g.desk.Folder(), g.fileName("workbook")+".xlsx"))
	}
}

// suggest writes something in a field that nothing is written in.
func (g *Guide) suggest(field, text string) {
	if g.known.Written[field] == "" {
		g.known.Written[field] = text
	}
}

// forgetSecrets lets go of passphrases: none is kept longer than it is needed.
func (g *Guide) forgetSecrets() {
	delete(g.known.Written, "passphrase")
	delete(g.known.Written, "passphrase.again")
}

// leave goes back: from help to the step, from a step to the one before, and else to the beginning.
func (g *Guide) leave() {
	if g.leaf != "" {
		g.leaf = ""
		g.draw()
		g.bars.FocusStart()
		return
	}
	if g.known.Sending != nil || g.at == steps.Home {
		return
	}
	i := slices.Index(steps.Order, g.at)
	if i <= 0 || g.at == steps.Receipt {
		g.Start()
		return
	}
	g.Go(steps.Order[i-1])
}

// Start reads how the publishing stands, and goes to the beginning.
func (g *Guide) Start() {
	if g.task != nil {
		return
	}
	g.at, g.leaf = steps.Home, ""
	g.known.Said, g.known.Wrong = "", nil
	g.forgetSecrets()
	g.watchNoMore()
	g.stand(nil)
}

// stand reads how the publishing stands, and then does something.
func (g *Guide) stand(then func()) {
	g.ask(func(err error) {
		if g.wrong(err) {
			return
		}
		if standing := g.known.Standing; !standing.There && g.at == steps.Home {
			g.at = steps.Place
			g.suggest("place", standing.Address)
		}
		if then != nil {
			then()
		}
	})
}

// ask reads how the publishing stands, and tells how that went. Of a place that cannot be read now what was known
// before stays known, but for what waits, which lies in this computer.
func (g *Guide) ask(then func(err error)) {
	g.do(g.l.Text("steps.busy.standing"), func(ctx context.Context) func() {
		standing, err := g.desk.Standing(ctx)
		return func() {
			if was := g.known.Standing; err != nil && was != nil && was.There && standing != nil && standing.Address == was.Address {
				kept := *was
				kept.Waiting = standing.Waiting
				standing = &kept
			}
			g.known.Standing = standing
			then(err)
		}
	})
}

// wrong keeps what went wrong, and reports whether anything did. What was called off is no fault.
func (g *Guide) wrong(err error) bool {
	if err == nil {
		return false
	}
	if !isCalledOff(err) {
		g.log.Error("step", "at", g.at, "kind", fault.KindOf(err), "error", err)
		g.known.Wrong = trouble(g, err)
	}
	return true
}

func trouble(g *Guide, err error) *steps.Trouble {
	wrong, do := terminal.Sentences(g.l, terminal.About("publisher", err))
	return &steps.Trouble{Kind: fault.KindOf(err), Wrong: wrong, Do: do}
}

// say tells what came of something.
func (g *Guide) say(text string) {
	g.known.Said, g.known.Wrong = text, nil
	g.draw()
}

// refuse tells what is missing before something can be done, and goes to the field.
func (g *Guide) refuse(id, field string) {
	g.known.Wrong, g.known.Said = &steps.Trouble{Kind: fault.Usage, Wrong: g.l.Text("steps.refuse." + id), Do: g.l.Text("steps.refuse." + id + ".do")}, ""
	g.draw()
	if f := g.bars.Named("write." + field); f != nil {
		g.bars.Focus(f)
	}
}

// act carries out what a page asks for.
func (g *Guide) act(a steps.Act) {
	name, with := a.Cut()
	if g.task != nil && name != "stop" {
		return
	}
	number, _ := strconv.Atoi(with)
	written := func(field string) string { return strings.TrimSpace(g.known.Written[field]) }
	switch name {
	case "back":
		g.leave()
	case "stop":
		g.stop()
	case "go":
		g.Go(steps.Name(with))
	case "look":
		g.Start()
	case "begin", "again":
		g.begin()
	case "add":
		if path := written("file"); path != "" {
			delete(g.known.Written, "file")
			g.Take(strings.Trim(path, `"`))
			return
		}
		g.refuse("file", "file")
	case "file":
		g.config.Ask.Open([]string{".xlsx", ".xlsm", ".zip"}, g.Take)
	case "folder":
		g.config.Ask.Folder(g.Take)
	case "remove":
		if number < len(g.known.Files) {
			g.known.Files = slices.Delete(slices.Clone(g.known.Files), number, number+1)
			g.unread()
			g.draw()
		}
	case "read", "reread":
		g.read()
	case "more":
		g.known.More = true
		g.draw()
	case "jump":
		g.jump(with)
	case "annotate":
		p := g.known.Batch.Packages[number]
		g.save(strings.TrimSuffix(p.File, filepath.Ext(p.File))+"-"+g.l.Text("steps.file.comments")+".xlsx", func(ctx context.Context, to string) error { return g.desk.Annotate(ctx, number, to) })
	case "html":
		g.save(g.l.Text("steps.file.review")+".html", g.desk.Report)
	case "page":
		g.turnTo(number)
	case "package":
		g.choosePackage(number)
	case "side":
		g.known.Shown.Old = number == 1
		g.draw()
	case "send":
		g.send(steps.Publish, g.desk.Publish)
	case "resume":
		g.resume()
	case "complete":
		g.send(steps.Resume, g.desk.Resume)
	case "discard":
		g.do(g.l.Text("steps.busy.discard"), func(ctx context.Context) func() {
			err := g.desk.Discard(ctx)
			return func() {
				if !g.wrong(err) {
					g.standAfter(g.l.Text("steps.said.discarded"))
				}
			}
		})
	case "renew":
		g.renew()
	case "open":
		g.openPlace(written("place"))
	case "place.folder":
		g.config.Ask.Folder(func(path string) {
			g.known.Written["place"] = path
			g.draw()
		})
	case "protection", "committee":
		g.known.Options[name] = number
		g.draw()
	case "make":
		g.make(written("place"))
	case "letter.save":
		g.save(g.l.Text("steps.file.letter")+".txt", g.desk.SaveLetter)
	case "letter.copy":
		g.copy(strings.Join(g.known.Standing.Words, " "))
		g.say(g.l.Text("steps.said.copied"))
	case "save.text":
		g.save(g.l.Text("steps.file.receipt")+".txt", g.desk.SaveReceipt)
	case "save.html":
		g.save(g.l.Text("steps.file.receipt")+".html", g.desk.SaveReceipt)
	case "subscribe":
		g.subscribe(written("address"), written("mirror"), written("subscription"))
	case "workbook":
		g.known.Options["committee"] = 0
		for i, c := range g.known.Standing.Committees {
			if c.ID == with {
				g.known.Options["committee"] = i
			}
		}
		delete(g.known.Written, "workbook")
		g.Go(steps.Workbook)
	case "fill":
		g.fill(written)
	}
}

// Begin reads how the publishing stands, with files chosen from the start.
func (g *Guide) Begin(files []string) {
	g.known.Files = slices.Clone(files)
	g.stand(func() {
		if len(files) > 0 && g.known.Ready(steps.Choose) {
			g.at = steps.Choose
		}
	})
}

// Do carries out what a page asks for, as a press on its button does.
func (g *Guide) Do(a steps.Act) { g.act(a) }

// Write writes something in a field of the page that is shown, in the place of what stands there.
func (g *Guide) Write(field, text string) {
	g.known.Written[field] = text
	g.draw()
}

// begin begins a publish anew.
func (g *Guide) begin() {
	g.known.Files, g.known.Receipt = nil, nil
	g.unread()
	g.Go(steps.Choose)
}

// Take adds a file or a folder to what is to be published.
func (g *Guide) Take(path string) {
	if path == "" || g.known.Sending != nil || g.task != nil {
		return
	}
	if whole, err := filepath.Abs(path); err == nil {
		path = whole
	}
	if _, err := os.Stat(path); err != nil {
		g.wrong(fault.New("guided.Take", fault.NotFound, path, err))
		g.draw()
		return
	}
	if g.known.Receipt != nil {
		g.known.Files, g.known.Receipt = nil, nil
	}
	if !slices.Contains(g.known.Files, path) {
		g.known.Files = append(slices.Clone(g.known.Files), path)
	}
	g.unread()
	g.forgetSecrets()
	g.known.Wrong = nil
	if g.known.Ready(steps.Choose) {
		g.at, g.leaf = steps.Choose, ""
	}
	g.draw()
}

// unread lets go of what was read of other files.
func (g *Guide) unread() {
	g.known.Batch, g.known.Changed, g.known.More, g.known.Seen = nil, false, false, false
	g.sight.close()
	g.known.Shown = steps.Shown{}
}

// read reads what is chosen, and shows what was found.
func (g *Guide) read() {
	files := slices.Clone(g.known.Files)
	if len(files) == 0 {
		g.refuse("file", "file")
		return
	}
	g.unread()
	g.watchNoMore()
	if g.at == steps.Review {
		g.at = steps.Choose
	}
	g.do(g.l.Text("steps.busy.read"), func(ctx context.Context) func() {
		batch, err := g.desk.Read(ctx, files)
		return func() {
			if g.wrong(err) {
				return
			}
			g.known.Batch = batch
			g.at, g.leaf = steps.Review, ""
			g.enter()
		}
	})
}

// copy gives a text to the clipboard.
func (g *Guide) copy(text string) {
	if g.config.Copy != nil {
		g.config.Copy(text)
		return
	}
	if app := fyne.CurrentApp(); app != nil && !g.config.Headless {
		app.Clipboard().SetContent(text)
	}
}

// save asks where a file shall lie and writes it; where nobody can be asked it lies among the user's own.
func (g *Guide) save(name string, write func(ctx context.Context, to string) error) {
	done := func(path string) {
		g.do(g.l.Text("steps.busy.save"), func(ctx context.Context) func() {
			err := write(ctx, path)
			return func() {
				if !g.wrong(err) {
					g.known.Said = g.l.Text("steps.said.saved", "Path", path)
				}
			}
		})
	}
	if g.config.Ask.Save != nil {
		g.config.Ask.Save(name, done)
		return
	}
	done(free(filepath.Join(g.desk.Folder(), name)))
}

// free returns a path that no file has: the one given, or with a number.
func free(path string) string {
	ext := filepath.Ext(path)
	for n, at := 2, path; ; n++ {
		if _, err := os.Lstat(at); err != nil {
			return at
		}
		at = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(path, ext), n, ext)
	}
}

// fileName is what a file of a kind is called.
func (g *Guide) fileName(kind string) string { return g.l.Text("steps.file." + kind) }
