// Package record shows one record: what it says, where it stands, and who said what before.
package record

import (
	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/look"
	"rodatraden/app/ui/part"
	"rodatraden/data/notes"
)

// View is the page of one record.
type View struct{ page *part.Page }

// Goes says where the presses on the page lead.
type Goes struct {
	Back func() // to where the reader came from
	Open func() // the file behind the record
}

// New returns the view of a record.
func New(env part.Env, r *page.RecordView, goes Goes) *View {
	v := &View{page: part.NewPage(env)}
	env = v.page.Env()
	items := []part.Item{{Block: part.NewHeadline(env, r.Title, r.Kind+" · "+r.Stated)}}
	rows := func(title string, named []page.NamedText) {
		if len(named) == 0 {
			return
		}
		items = append(items, part.Item{Block: part.NewSection(env, title), Gap: 16, Keep: true})
		for _, row := range part.NewFields(env, named) {
			items = append(items, part.Item{Block: row})
		}
	}
	if r.Read != "" {
		items = append(items, part.Item{Block: part.NewBarNotice(env, nil, page.Passage{Text: r.Read}), Gap: 12})
	}
	rows(env.L.Text("ui.record.says"), r.Fields)
	items = append(items, own(env, r)...)
	rows(env.L.Text("ui.record.history"), r.History)
	if r.Source != nil && r.Source.Record != "" && r.Source.Record != r.Ref {
		items = append(items, part.Item{Block: part.NewRow(env, part.NewSourceLink(env, r.Source.Record, r.Source.Label)), Gap: 8})
	}
	back := part.NewButton(env, "back", env.L.Text("ui.back"), goes.Back)
	buttons := []*part.Button{back}
	if d := r.Document; d != nil {
		switch {
		case d.Absent != nil:
			items = append(items, part.Item{Block: part.NewStatusMark(env, *d.Absent, look.Caption), Gap: 12})
		case d.Kind == page.AttachedText:
			buttons = []*part.Button{part.NewPrimaryButton(env, "document", env.L.Text("document.read"), goes.Open), back}
		default:
			buttons = []*part.Button{part.NewPrimaryButton(env, "document", env.L.Text("document.open"), goes.Open), back}
		}
	}
	if env.Follow != nil && page.CanFollow(r.Ref) {
		buttons = append(buttons, part.NewFollowButton(env, r.Ref, "ui.follow"))
	}
	items = append(items, part.Item{Block: part.NewButtons(env, buttons...), Gap: 16})
	v.page.SetContent(part.NewColumn(env, items...))
	return v
}

// own is what the reader has written about the record, each with the way to where it is read whole.
func own(env part.Env, r *page.RecordView) []part.Item {
	if len(r.Own) == 0 {
		return nil
	}
	items := []part.Item{{Block: part.NewSection(env, env.L.Text("notes.record")), Gap: 16, Keep: true}}
	for _, o := range r.Own {
		name, note, at := o.Text, o.Label, "questions/"+o.ID
		if name == "" {
			name, note = note, ""
		}
		if o.Kind == string(notes.Verdict) {
			at = "audit/" + r.Ref
		}
		items = append(items, part.Item{Block: part.NewActionRow(env, name, note, part.NewButton(env, "", env.L.Text("notes.record.open"), func() {
			if env.OpenPage != nil {
				env.OpenPage(at)
			}
		}))})
	}
	return items
}

// Object returns what is shown.
func (v *View) Object() fyne.CanvasObject { return v.page }

// Page returns the page that scrolls.
func (v *View) Page() *part.Page { return v.page }
