package shell

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"rodatraden/app/page"
	"rodatraden/app/ui/loop"
	"rodatraden/app/ui/part"
	"rodatraden/app/ui/questions"
	"rodatraden/data/fault"
	"rodatraden/data/notes"
)

// The reader's own notes. Whatever changes them is shown at once and kept on a goroutine of its own,
// one change after the other; one that cannot be kept is told of, and what is shown is read anew.

// saving is the changes of notes that are under way, and the texts that are being written.
type saving struct {
	queue   []func(ctx context.Context) error
	busy    bool
	writing map[string]edit // by id: written, and not kept yet
	stop    func()          // the wait before they are kept
	unsaved bool            // something has been kept since the last backup
	unwait  func()          // calls off the next backup; nil where none waits
	warned  bool            // the reader has been told that the backups do not go well
}

// edit is what an entry said when it was last kept, and says now.
type edit struct{ was, now page.Entry }

// pause is how long the reader may be silent before what has been written is kept.
const pause = 700 * time.Millisecond

// keepNote carries out a change of the notes, after those that came before it.
func (s *Shell) keepNote(change func(ctx context.Context) error) {
	s.own.queue = append(s.own.queue, change)
	s.keepNext()
}

func (s *Shell) keepNext() {
	if s.own.busy || len(s.own.queue) == 0 {
		return
	}
	s.own.busy = true
	change := s.own.queue[0]
	s.own.queue = s.own.queue[1:]
	s.background(func() func() {
		err := change(context.WithoutCancel(s.ctx))
		return func() {
			s.own.busy = false
			if err != nil {
				s.log.Error("notes", "kind", fault.KindOf(err), "error", err)
				s.sayTrouble(err)
				s.revision++
				s.again()
			} else if s.erased == nil {
				s.backUpSoon()
			}
			s.keepNext()
		}
	})
}

// typed remembers what has been written in an entry, and keeps it when the reader pauses.
func (s *Shell) typed(was, now page.Entry) {
	if s.own.writing == nil {
		s.own.writing = map[string]edit{}
	}
	if before, waits := s.own.writing[now.ID]; waits {
		was = before.was
	}
	s.own.writing[now.ID] = edit{was, now}
	s.revision++ // a kept view of the page says what it said before
	s.drawn.revision = s.revision
	if s.own.stop != nil {
		s.own.stop()
	}
	if s.config.Headless {
		s.keepTyped()
		return
	}
	s.own.stop = s.loop.After(pause, func() { s.loop.Do(s.keepTyped) })
}

// keepTyped keeps everything that has been written.
func (s *Shell) keepTyped() {
	for id, e := range s.own.writing {
		delete(s.own.writing, id)
		s.keepNote(func(ctx context.Context) error { return s.desk.Edit(ctx, e.was, e.now) })
	}
}

// flush keeps what has been written before the window closes, and waits for it.
func (s *Shell) flush() {
	if s.own.stop != nil {
		s.own.stop()
	}
	ctx, cancel := context.WithTimeout(context.Background(), loop.Lingering)
	defer cancel()
	for _, change := range s.own.queue {
		s.own.unsaved = true
		if err := change(ctx); err != nil {
			s.log.Error("notes", "error", err)
		}
	}
	s.own.queue = nil
	for id, e := range s.own.writing {
		if err := s.desk.Edit(ctx, e.was, e.now); err != nil {
			s.log.Error("notes", "error", err)
		}
		s.own.unsaved = true
		delete(s.own.writing, id)
	}
}

// ownAsks is what offers questions: it knows which the reader has.
type ownAsks struct{ *Shell }

// Added reports whether a suggested question is among the reader's own.
func (o ownAsks) Added(id string) bool { return o.shown.own.Asks[id] != "" }

// underWay stands for the id of an entry that is being kept.
const underWay = "?"

// Add puts a suggested question among the reader's own, or takes it away.
func (o ownAsks) Add(a page.Ask) {
	s, own, c := o.Shell, o.shown.own, o.choice
	if own.Asks == nil {
		return // nothing is read
	}
	s.revision++ // kept views show what was so
	s.drawn.revision = s.revision
	if own.Asks[a.ID] != "" {
		delete(own.Asks, a.ID)
		s.count(-1)
		s.keepNote(func(ctx context.Context) error {
			now, err := s.desk.Own(ctx, c.Package.Committee.Repository, c.Package.Committee.ID)
			if id := now.Asks[a.ID]; err == nil && id != "" {
				err = s.desk.DeleteNote(ctx, id)
			}
			return err
		})
		return
	}
	own.Asks[a.ID] = underWay
	s.count(1)
	s.keepNote(func(ctx context.Context) error {
		_, err := s.desk.AskAbout(ctx, c, a)
		return err
	})
}

// count changes how many questions the navigation tells of.
func (s *Shell) count(by int) {
	s.shown.own.Questions += by
	for _, item := range s.counters {
		item.SetCount(s.ownCount())
	}
}

// ownCount is how many questions the reader has about the committee, in writing; "" is none.
func (s *Shell) ownCount() string {
	if n := s.shown.own.Questions; n > 0 {
		return s.l.Int(n)
	}
	return ""
}

// newQuestions makes Mina frågor.
func (s *Shell) newQuestions(env part.Env, p *page.Questions, at part.Place) view {
	changed := func(change func(ctx context.Context) error, then func()) {
		s.keepTyped()
		s.keepNote(change)
		s.keepNote(func(context.Context) error { // when all before it is kept
			s.loop.Do(func() {
				if !s.running.Closed() {
					s.revision++
					s.again()
					if then != nil {
						then()
					}
				}
			})
			return nil
		})
	}
	c := s.choice
	return questions.New(env, p, questions.Place{
		Place: at,
		Save:  s.typed,
		Move: func(id string, by int) {
			changed(func(ctx context.Context) error { return s.desk.MoveQuestion(ctx, p.Order, id, by) }, nil)
		},
		Delete: func(id string) {
			s.choose("")
			changed(func(ctx context.Context) error { return s.desk.DeleteNote(ctx, id) }, func() {
				s.say(&news{text: s.l.Text("ui.questions.deleted"), actions: []action{{"undo", s.l.Text("ui.undo"), func() {
					s.say(nil)
					changed(func(ctx context.Context) error { return s.desk.RestoreNote(ctx, id) }, nil)
				}}}})
			})
		},
		Silence: func(a page.Ask) {
			changed(func(ctx context.Context) error { _, err := s.desk.Silence(ctx, c, a); return err }, nil)
		},
		Restore: func(id string) {
			changed(func(ctx context.Context) error { return s.desk.DeleteNote(ctx, id) }, nil)
		},
		New:    s.newNote,
		Export: s.askExport,
		Keep:   s.showKeeping,
	})
}

// newWriting returns a field of the window for a view's texts.
func (s *Shell) newWriting(w part.Writing) fyne.CanvasObject { return s.bars.NewWriting(w, s.leave) }

// copyText gives a text to the system's clipboard.
func (s *Shell) copyText(text string) {
	if app := fyne.CurrentApp(); app != nil {
		app.Clipboard().SetContent(text)
	}
	s.say(&news{text: s.l.Text("ui.protocol.copied")})
}

// subject is the record that the reader has chosen or opened on the page; "" where none is.
func (s *Shell) subject() string {
	if r, ok := s.shown.data.(*page.RecordView); ok {
		return r.Ref
	}
	if v, ok := s.view.(interface{ Subject() string }); ok {
		return v.Subject()
	}
	record, _, _ := strings.Cut(s.shown.place.Argument, " ")
	if table, id, ok := strings.Cut(record, ":"); ok && table != "" && id != "" && s.shown.place.Page != "search" {
		return record
	}
	return ""
}

// newNote begins a note on the record that is chosen, or on the package, and opens it.
func (s *Shell) newNote() { s.begin(s.desk.NewNote) }

// begin makes an entry on what is chosen, and goes to it with the focus where one writes.
func (s *Shell) begin(write func(ctx context.Context, c page.Choice, record string) (string, error)) {
	c, record := s.choice, s.subject()
	if c.Package == nil {
		return
	}
	s.keepTyped()
	s.keepNote(func(ctx context.Context) error {
		id, err := write(ctx, c, record)
		if fault.KindOf(err) == fault.NotFound && record != "" {
			id, err = write(ctx, c, "")
		}
		if err == nil {
			s.loop.Do(func() {
				if !s.running.Closed() {
					s.revision++
					s.visit(s.at("questions", id), "write.text")
				}
			})
		}
		return err
	})
}

// newQuestion begins a question of the reader's own on what is chosen.
func (s *Shell) newQuestion() {
	s.begin(func(ctx context.Context, c page.Choice, record string) (string, error) {
		return s.desk.NewQuestion(ctx, c, record, s.l.Text("ui.questions.untitled"))
	})
}

// askGap adds the heaviest question about the record that is chosen, or else of the page, to the reader's
// own; one that is added already is taken away.
func (s *Shell) askGap() {
	if a := s.gap(); a != nil {
		ownAsks{s}.Add(*a)
		s.redress()
		words := "ui.questions.taken"
		if (ownAsks{s}).Added(a.ID) {
			words = "ui.questions.was_added"
		}
		s.say(&news{text: s.l.Text(words, "Question", a.Text), actions: []action{{"questions", s.l.Text("ui.page.questions"), func() { s.open("questions") }}}})
	}
}

// gap is the question that askGap is about; nil where there is none.
func (s *Shell) gap() *page.Ask {
	p, ok := s.shown.data.(interface{ ToAsk() []page.Ask })
	if !ok || s.shown.own.Asks == nil {
		return nil
	}
	all := p.ToAsk()
	if record := s.subject(); record != "" {
		for i := range all {
			if all[i].Concerns(record) {
				return &all[i]
			}
		}
	}
	if len(all) == 0 {
		return nil
	}
	return &all[0]
}

// markRead remembers that the record that is shown has been read. The reader has not asked for it: where it
// cannot be kept nothing is said.
func (s *Shell) markRead() {
	r, ok := s.shown.data.(*page.RecordView)
	if !ok || s.shown.err != nil || !r.MarkRead || s.config.Window == nil {
		return
	}
	c := s.choice
	s.keepNote(func(ctx context.Context) error {
		if err := s.desk.MarkRead(ctx, c, r.Ref); err != nil {
			s.log.Error("read", "kind", fault.KindOf(err), "error", err)
		}
		return nil
	})
}

// toggleAsked says that the question which is chosen has been asked, or has not.
func (s *Shell) toggleAsked() {
	if v, ok := s.view.(*questions.View); ok {
		v.ToggleAsked()
	}
}

// bookmark marks the record that is chosen, or takes the mark away.
func (s *Shell) bookmark() {
	c, record, own := s.choice, s.subject(), s.shown.own
	if record == "" || own.Bookmarks == nil {
		return
	}
	id := own.Bookmarks[record]
	s.keepNote(func(ctx context.Context) error {
		var err error
		if id != "" {
			err = s.desk.DeleteNote(ctx, id)
		} else {
			id, err = s.desk.Bookmark(ctx, c, record)
		}
		return err
	})
	words := "ui.questions.bookmarked"
	if id != "" {
		delete(own.Bookmarks, record)
		words = "ui.questions.unmarked"
	} else {
		own.Bookmarks[record] = underWay
	}
	s.revision++
	s.drawn.revision = s.revision
	s.say(&news{text: s.l.Text(words)})
}

// ownVerdicts are the reader's own verdicts on what the auditors recommend.
type ownVerdicts struct{ *Shell }

// Verdict returns the verdict on a recommendation, with its comment.
func (o ownVerdicts) Verdict(record string) (verdict, comment string) {
	e := o.shown.own.Verdicts[record]
	return string(e.Verdict), e.Text
}

// Judge keeps a verdict.
func (o ownVerdicts) Judge(record, verdict, comment string) {
	s, c := o.Shell, o.choice
	if s.shown.own.Verdicts == nil {
		return // nothing is read
	}
	s.shown.own.Verdicts[record] = notes.Entry{Verdict: notes.Opinion(verdict), Text: comment}
	s.revision++
	s.drawn.revision = s.revision
	s.keepNote(func(ctx context.Context) error { return s.desk.Judge(ctx, c, record, notes.Opinion(verdict), comment) })
	s.say(&news{text: s.l.Text("ui.audit.judged")})
}
