// Package keeping is the page on which notes are moved to another computer and taken back from a copy, and
// the one that asks before a computer is emptied.
package keeping

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
)

// Does is what the page's buttons do, and what it is given to write in.
type Does struct {
	To, First, Again fyne.CanvasObject // an export's path, and its passphrase twice
	From, Opening    fyne.CanvasObject // an import's path and passphrase
	High             float32           // of each

	Strength page.Strength // of the passphrase that is written
	Shown    bool          // the passphrases can be read

	BrowseTo   func() // for a place, in a dialog; nil where there is nobody to choose
	BrowseFrom func()
	Show       func() // shows the passphrases, or hides them
	Export     func()
	Import     func()
	Restore    func(path string)
	Mend       func() // takes back the newest whole backup of broken notes; nil where there is none
	Backup     func()
	All        func() // lists every backup
	Settings   func()
	Erase      func()
	Back       func()

	Name func(name string, f fyne.Focusable) // remembers what can have the focus, by name
}

// View is the page as it is shown.
type View struct {
	page     *part.Page
	env      part.Env
	does     Does
	strength *part.Slot
}

const (
	underHeadline = 16
	betweenParts  = 20
)

// New returns the view of a page.
func New(env part.Env, p *page.Keeping, does Does) *View {
	v := &View{page: part.NewPage(env), does: does}
	v.env = v.page.Env()
	env = v.env
	items := []part.Item{{Block: part.NewHeadline(env, p.Headline, p.Sub)}}
	if p.Notice != nil {
		var mend *part.Button
		if does.Mend != nil {
			mend = v.button("mend", "", env.L.Text("notes.broken.restore"), does.Mend)
		}
		items = append(items, part.Item{Block: part.NewStateNotice(env, *p.Notice, mend), Gap: 12})
	}
	out, in, copies, end := v.export(p), v.bring(p), v.copies(p), v.handBack(p)
	copies[0].Gap, end[0].Gap = betweenParts, betweenParts
	if env.Narrow {
		out[0].Gap, in[0].Gap = underHeadline, betweenParts
		items = slices.Concat(items, out, in, copies, end)
	} else {
		left, right := part.NewColumn(env, append(out, end...)...), part.NewColumn(env, append(in, copies...)...)
		items = append(items, part.Item{Block: part.NewSplit(env, left, right, 540, 570), Gap: underHeadline})
	}
	items = append(items, part.Item{Block: part.NewRow(env, v.button("back", "back", env.L.Text("ui.back"), does.Back)), Gap: 16})
	v.page.SetContent(part.NewColumn(env, items...))
	return v
}

// Object returns the page.
func (v *View) Object() fyne.CanvasObject { return v.page }

// Page returns the page that scrolls.
func (v *View) Page() *part.Page { return v.page }

// Judge says how strong the passphrase that is being written is.
func (v *View) Judge(s page.Strength) {
	if s != v.does.Strength {
		v.does.Strength = s
		v.strength.Put(v.judged())
	}
}

func (v *View) judged() part.Block {
	return part.NewNote(v.env, v.env.L.Text("notes.strength."+string(v.does.Strength)))
}

func (v *View) button(name, icon, text string, do func()) *part.Button {
	b := part.NewButton(v.env, icon, text, do)
	v.does.Name(name, b)
	return b
}

// field is a line to write in under what it is for.
func (v *View) field(words string, o fyne.CanvasObject) []part.Item {
	return []part.Item{
		{Block: part.NewNote(v.env, v.env.L.Text(words)), Gap: 4, Keep: true},
		{Block: part.NewHolder(v.env, o, v.does.High), Gap: 2},
	}
}

func (v *View) prose(text string) part.Item {
	return part.Item{Block: part.NewProse(v.env, look.Caption, page.Passage{Text: text}), Gap: 6}
}

// export moves notes from here.
func (v *View) export(p *page.Keeping) []part.Item {
	env, l := v.env, v.env.L
	v.strength = part.NewSlot(env, v.judged())
	items := []part.Item{{Block: part.NewSection(env, l.Text("notes.export")), Keep: true}, v.prose(p.Export)}
	items = append(items, v.field("notes.passphrase", v.does.First)...)
	items = append(items, part.Item{Block: v.strength})
	items = append(items, v.field("notes.passphrase.again", v.does.Again)...)
	items = append(items, v.field("notes.export.where", v.does.To)...)
	buttons := []*part.Button{v.button("export", "", l.Text("notes.export.do"), v.does.Export)}
	if v.does.BrowseTo != nil {
		buttons = append(buttons, v.button("to.browse", "document", l.Text("notes.export.browse"), v.does.BrowseTo))
	}
	show := "notes.passphrase.show"
	if v.does.Shown {
		show = "notes.passphrase.hide"
	}
	buttons = append(buttons, v.button("show", "", l.Text(show), v.does.Show))
	return append(items, part.Item{Block: part.NewButtons(env, buttons...), Gap: 10})
}

// bring takes in notes from another computer.
func (v *View) bring(p *page.Keeping) []part.Item {
	env, l := v.env, v.env.L
	items := []part.Item{{Block: part.NewSection(env, l.Text("notes.import")), Keep: true}, v.prose(p.Import)}
	items = append(items, v.field("notes.import.where", v.does.From)...)
	items = append(items, v.field("notes.passphrase", v.does.Opening)...)
	buttons := []*part.Button{v.button("import", "", l.Text("notes.import.do"), v.does.Import)}
	if v.does.BrowseFrom != nil {
		buttons = append(buttons, v.button("from.browse", "document", l.Text("notes.import.browse"), v.does.BrowseFrom))
	}
	return append(items, part.Item{Block: part.NewButtons(env, buttons...), Gap: 10})
}

// copies are the backups, each with the button that takes it back.
func (v *View) copies(p *page.Keeping) []part.Item {
	env, l := v.env, v.env.L
	items := []part.Item{{Block: part.NewSection(env, l.Text("notes.copies")), Keep: true}, v.prose(p.Copies)}
	if len(p.Backups) == 0 {
		items = append(items, part.Item{Block: part.NewNote(env, l.Text("notes.copies.none")), Gap: 4})
	}
	for i, b := range p.Backups {
		take := v.button("restore."+strconv.Itoa(i), "", l.Text("notes.copies.restore"), func() { v.does.Restore(b.Path) })
		items = append(items, part.Item{Block: part.NewActionRow(env, b.Label, b.Device, take)})
	}
	if p.Hidden > 0 {
		more := part.NewFoldLink(env, l.Text("notes.copies.more", "Count", p.Hidden, "Number", l.Int(p.Hidden)), false, v.does.All)
		v.does.Name("all", more)
		items = append(items, part.Item{Block: part.NewRow(env, more)})
	}
	return append(items, part.Item{Block: part.NewButtons(env,
		v.button("backup", "", l.Text("notes.copies.now"), v.does.Backup),
		v.button("settings", "", l.Text("notes.copies.settings"), v.does.Settings)), Gap: 10})
}

// handBack leads to the page that asks before everything is erased.
func (v *View) handBack(p *page.Keeping) []part.Item {
	env, l := v.env, v.env.L
	return []part.Item{
		{Block: part.NewSection(env, l.Text("notes.erase")), Keep: true},
		v.prose(p.Erase),
		{Block: part.NewButtons(env, v.button("erase", "close", l.Text("notes.erase.open"), v.does.Erase)), Gap: 10},
	}
}
