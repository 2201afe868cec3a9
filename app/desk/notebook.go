package desk

import (
	"context"
	"slices"

	"rodatraden/app/page"
	"rodatraden/data/notes"
	"rodatraden/data/store"
)

// notebook is the library as the pages read it: with what its reader has written.
type notebook struct {
	*store.Library
	desk *Desk
}

// Written returns what the reader has written about a committee, in the order of the meeting.
func (b notebook) Written(ctx context.Context, repository, committee string) ([]notes.Entry, error) {
	n, err := b.desk.openNotes(ctx)
	if err != nil {
		return nil, err
	}
	return n.List(ctx, notes.Filter{Repository: repository, Committee: committee})
}

// openNotes returns the reader's notes. It is asked for between begin and done.
func (d *Desk) openNotes(ctx context.Context) (*notes.Notes, error) {
	d.noting.Lock()
	defer d.noting.Unlock()
	if d.notes == nil {
		n, err := notes.Open(ctx, d.home.Notes(), notes.Options{Backup: d.backups(), Now: d.now, WorkFactor: d.work})
		if err != nil {
			err = aboutNotes(err)
			if ctx.Err() == nil {
				d.trouble = err
			}
			return nil, err
		}
		if page.BrokenIn(d.trouble) == nil {
			d.trouble = d.leftBroken(ctx, n)
		}
		d.notes = n
	}
	return d.notes, nil
}

// noting does something with the notes.
func noting[T any](ctx context.Context, d *Desk, do func(*notes.Notes, context.Context) (T, error)) (T, error) {
	var none T
	ctx, done, err := d.begin(ctx)
	if err != nil {
		return none, err
	}
	defer done()
	n, err := d.openNotes(ctx)
	if err != nil {
		return none, err
	}
	return do(n, ctx)
}

// Own is what the window shows of the reader's notes beside every page.
type Own struct {
	Questions int                    // of the committee
	Asks      map[string]string      // the entries' ids by page.Ask.ID
	Bookmarks map[string]string      // the entries' ids by record
	Verdicts  map[string]notes.Entry // by record
}

// Own returns what the reader has written about a committee.
func (d *Desk) Own(ctx context.Context, repository, committee string) (Own, error) {
	return noting(ctx, d, func(n *notes.Notes, ctx context.Context) (Own, error) {
		own := Own{Asks: map[string]string{}, Bookmarks: map[string]string{}, Verdicts: map[string]notes.Entry{}}
		all, err := n.List(ctx, notes.Filter{Repository: repository, Committee: committee})
		for _, e := range all {
			switch e.Kind {
			case notes.Question:
				own.Questions++
				if e.Rule != "" {
					own.Asks[page.AskID(e.Rule, e.About.Ref)] = e.ID
				}
			case notes.Bookmark:
				own.Bookmarks[e.About.Ref] = e.ID
			case notes.Verdict:
				own.Verdicts[e.About.Ref] = e
			}
		}
		return own, err
	})
}

// about is what an entry keeps of a record.
func (d *Desk) about(ctx context.Context, c page.Choice, record string) (notes.About, error) {
	return using(ctx, d, func(lib *store.Library, ctx context.Context) (notes.About, error) {
		return page.BuildAbout(ctx, lib, c, record, d.Localizer())
	}, nil)
}

// write keeps an entry about a record of a choice.
func (d *Desk) write(ctx context.Context, c page.Choice, record string, e notes.Entry) (string, error) {
	about, err := d.about(ctx, c, record)
	if err != nil {
		return "", err
	}
	e.About = about
	return noting(ctx, d, func(n *notes.Notes, ctx context.Context) (string, error) {
		e, err := n.Put(ctx, e)
		return e.ID, err
	})
}

// AskAbout puts a suggested question among the reader's own; Delete takes it away.
func (d *Desk) AskAbout(ctx context.Context, c page.Choice, a page.Ask) (id string, err error) {
	return d.write(ctx, c, a.Record, notes.Entry{
		Kind: notes.Question, Title: a.Text, To: notes.Administration, State: notes.NotAsked, Rule: a.Rule, Facts: a.Facts,
	})
}

// Silence keeps a suggestion away while it rests on the same facts; Delete of what it returns lets it
// speak again.
func (d *Desk) Silence(ctx context.Context, c page.Choice, a page.Ask) (id string, err error) {
	return d.write(ctx, c, a.Record, notes.Entry{Kind: notes.Silenced, Title: a.Text, Rule: a.Rule, Facts: a.Facts})
}

// NewNote begins a note about a record, or about the chosen package where record is empty.
func (d *Desk) NewNote(ctx context.Context, c page.Choice, record string) (id string, err error) {
	return d.write(ctx, c, record, notes.Entry{Kind: notes.Note})
}

// NewQuestion begins a question of the reader's own.
func (d *Desk) NewQuestion(ctx context.Context, c page.Choice, record, words string) (id string, err error) {
	return d.write(ctx, c, record, notes.Entry{Kind: notes.Question, Title: words, To: notes.Administration, State: notes.NotAsked})
}

// Bookmark marks a record.
func (d *Desk) Bookmark(ctx context.Context, c page.Choice, record string) (id string, err error) {
	return d.write(ctx, c, record, notes.Entry{Kind: notes.Bookmark})
}

// MarkRead remembers that a record has been read, as it is told at a choice.
func (d *Desk) MarkRead(ctx context.Context, c page.Choice, record string) error {
	_, err := d.write(ctx, c, record, notes.Entry{Kind: notes.Read})
	return err
}

// Judge keeps the reader's own verdict on a recommendation, with a comment.
func (d *Desk) Judge(ctx context.Context, c page.Choice, record string, verdict notes.Opinion, comment string) error {
	about, err := d.about(ctx, c, record)
	if err != nil {
		return err
	}
	_, err = noting(ctx, d, func(n *notes.Notes, ctx context.Context) (notes.Entry, error) {
		e := notes.Entry{Kind: notes.Verdict}
		all, err := n.List(ctx, notes.Filter{Repository: about.Repository, Committee: about.Committee, Ref: record, Kinds: []notes.Kind{notes.Verdict}})
		if err != nil {
			return e, err
		}
		if len(all) > 0 {
			e = all[0]
		}
		e.About, e.Verdict, e.Text = about, verdict, comment
		return n.Put(ctx, e)
	})
	return err
}

// Edit keeps what the reader has made of an entry that said was: only what differs, so that what has come from
// another device in the meantime stays.
func (d *Desk) Edit(ctx context.Context, was, now page.Entry) error {
	_, err := noting(ctx, d, func(n *notes.Notes, ctx context.Context) (notes.Entry, error) {
		e, err := n.Get(ctx, now.ID)
		if err != nil {
			return e, err
		}
		set := func(field *string, was, now string) {
			if was != now {
				*field = now
			}
		}
		state := string(e.State)
		set(&e.Text, was.Text, now.Text)
		set(&e.To, was.To, now.To)
		set(&e.Answer, was.Answer, now.Answer)
		set(&state, was.State, now.State)
		if e.State = notes.State(state); e.Kind == notes.Question {
			set(&e.Title, was.Title, now.Title)
		}
		return n.Put(ctx, e)
	})
	return err
}

// MoveQuestion moves a question so many places down in the meeting's order; up where by is negative.
// order is the questions' ids as the reader sees them.
func (d *Desk) MoveQuestion(ctx context.Context, order []string, id string, by int) error {
	_, err := noting(ctx, d, func(n *notes.Notes, ctx context.Context) (struct{}, error) {
		at := slices.Index(order, id)
		if to := at + by; at < 0 || to < 0 || to >= len(order) {
			return struct{}{}, nil
		}
		before := "" // last
		if to := at + by; by < 0 {
			before = order[to]
		} else if to+1 < len(order) {
			before = order[to+1]
		}
		return struct{}{}, n.Move(ctx, id, before)
	})
	return err
}

// DeleteNote deletes an entry of whatever kind; RestoreNote brings it back.
func (d *Desk) DeleteNote(ctx context.Context, id string) error {
	_, err := noting(ctx, d, func(n *notes.Notes, ctx context.Context) (struct{}, error) { return struct{}{}, n.Delete(ctx, id) })
	return err
}

// RestoreNote brings back a deleted entry as it was.
func (d *Desk) RestoreNote(ctx context.Context, id string) error {
	_, err := noting(ctx, d, func(n *notes.Notes, ctx context.Context) (struct{}, error) { return struct{}{}, n.Restore(ctx, id) })
	return err
}
