package page

import (
	"cmp"
	"context"
	"slices"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
	"rodatraden/data/notes"
)

// tellOwn tells what the reader has written about a record, and whether it has changed since it was read.
// Where the notes cannot be read nothing is told: the record is read all the same.
func (v *RecordView) tellOwn(ctx context.Context, book Notebook, c Choice, l *i18n.Localizer) {
	of := c.Package.Committee
	written, err := book.Written(ctx, of.Repository, of.ID)
	if err != nil {
		return
	}
	v.MarkRead = true
	for _, e := range written {
		switch {
		case e.About.Ref != v.Ref:
		case e.Kind == notes.Read:
			v.tellRead(e, c, l)
		case slices.Contains(OwnKinds, e.Kind):
			v.Own = append(v.Own, ownEntry(e, l))
		}
	}
}

// tellRead says that the record has changed since it was read. Who looks at an older package than was
// read sees what was so before, and no change.
func (v *RecordView) tellRead(e notes.Entry, c Choice, l *i18n.Localizer) {
	i := slices.IndexFunc(c.Packages, func(p *model.Package) bool { return p.Name == e.About.Package })
	older := i >= 0 && c.Package.Less(*c.Packages[i])
	if v.MarkRead = !older && e.About.Copy.Digest != v.digest; v.MarkRead {
		v.Read = l.Text("notes.record.read", "Day", l.Day(e.Changed.Local()))
	}
}

// ownEntry tells of an entry in short.
func ownEntry(e notes.Entry, l *i18n.Localizer) OwnEntry {
	o := OwnEntry{ID: e.ID, Kind: string(e.Kind), Label: l.Text("notes.record." + string(e.Kind)), Text: cmp.Or(e.Title, firstLine(e.Text))}
	switch e.Kind {
	case notes.Question:
		o.Label = joined(" · ", o.Label, l.Text("questions.state."+string(cmp.Or(e.State, notes.NotAsked))))
	case notes.Verdict:
		if e.Verdict != "" {
			o.Label = joined(" · ", o.Label, l.Text("audit.verdict."+string(e.Verdict)))
		}
	}
	return o
}
