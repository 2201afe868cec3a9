package page

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"rodatraden/app/i18n"
	"rodatraden/data/fault"
	"rodatraden/data/model"
	"rodatraden/data/notes"
)

// Notebook is a library with what its reader has written.
type Notebook interface {
	Library
	// Written returns what the reader has written about a committee, in the order of the meeting.
	Written(ctx context.Context, repository, committee string) ([]notes.Entry, error)
}

// BuildQuestions makes Mina frågor of the chosen states. Of a library that keeps no notes it is empty.
func BuildQuestions(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (*Questions, error) {
	var written []notes.Entry
	if book, ok := lib.(Notebook); ok {
		var err error
		of := c.Package.Committee
		if written, err = book.Written(ctx, of.Repository, of.ID); err != nil {
			return nil, err
		}
	}
	s, err := loadNames(ctx, newSparing(lib, c), c, l)
	if err != nil {
		return nil, err
	}
	p := &Questions{Head: s.head("questions", earlier{}), Groups: []QuestionGroup{}, Silent: []Silent{}, Order: []string{}}
	if c.Compare != nil {
		ref := s.ref(c.Compare)
		p.Compare = &ref
	}
	for _, key := range []string{"device", "public", "personal"} {
		p.Privacy = append(p.Privacy, l.Text("questions.privacy."+key))
	}
	groups := map[string][]Entry{}
	for _, w := range written {
		switch w.Kind {
		case notes.Silenced:
			p.Silent = append(p.Silent, silent(w))
			continue
		case notes.Question, notes.Note, notes.Bookmark:
		default:
			continue
		}
		e, err := s.entry(ctx, lib, c, w)
		if err != nil {
			return nil, err
		}
		if w.Kind == notes.Question {
			p.Order = append(p.Order, w.ID)
			e.Number = len(p.Order)
		}
		name := subjectOf(w)
		groups[name] = append(groups[name], e)
	}
	for _, name := range subjects {
		if rows := groups[name]; len(rows) > 0 {
			unit := "questions"
			if name == "notes" || name == "bookmarks" {
				unit = name
			}
			p.Groups = append(p.Groups, QuestionGroup{
				Name: name, Title: l.Text("questions.group." + name), Rows: rows,
				Count: l.Text("questions.count."+unit, "Count", len(rows), "Number", l.Int(len(rows))),
			})
		}
	}
	p.tell(l)
	return p, nil
}

// subjects are the groups of entries, in the order of the navigation.
var subjects = []string{"economy", "goals", "savings", "audit", "quality", "decisions", "other", "notes", "bookmarks"}

// subjectOf is the group that an entry stands in: a question where its record is read.
func subjectOf(e notes.Entry) string {
	switch e.Kind {
	case notes.Note:
		return "notes"
	case notes.Bookmark:
		return "bookmarks"
	}
	table, _, _ := strings.Cut(e.About.Ref, ":")
	name := groups[groupOf(table)].name
	switch {
	case table == "links" || name == "interventions":
		return "goals"
	case slices.Contains(subjects, name):
		return name
	}
	return "other"
}

// Take keeps the questions that the rules suggest: those that are not among the reader's own already, and
// apart from them those that are silenced.
func (p *Questions) Take(asks []Ask) {
	silenced := p.Silent
	p.Silent = []Silent{}
	p.Asks = []Ask{}
	own := p.Added()
	for _, a := range asks {
		if i := slices.IndexFunc(silenced, func(s Silent) bool { return s.quiets(a) }); i >= 0 {
			p.Silent = append(p.Silent, Silent{ID: silenced[i].ID, Ask: a})
			continue
		}
		if !own[a.ID] {
			p.Asks = append(p.Asks, a)
		}
	}
	p.filter()
}

// quiets reports whether a question is the one that is silenced, and rests on the same facts.
func (s Silent) quiets(a Ask) bool { return s.Ask.ID == a.ID && s.Ask.Facts == a.Facts }

// heardIn leaves out the questions that the reader has silenced. Where the notes cannot be read nothing
// is silenced: a page of the material is read all the same.
func heardIn(ctx context.Context, book Notebook, c Choice, asks []Ask) []Ask {
	of := c.Package.Committee
	written, err := book.Written(ctx, of.Repository, of.ID)
	if err != nil {
		return asks
	}
	return slices.DeleteFunc(slices.Clone(asks), func(a Ask) bool {
		return slices.ContainsFunc(written, func(w notes.Entry) bool { return w.Kind == notes.Silenced && silent(w).quiets(a) })
	})
}

func silent(w notes.Entry) Silent {
	return Silent{ID: w.ID, Ask: Ask{ID: AskID(w.Rule, w.About.Ref), Rule: w.Rule, Record: w.About.Ref, Facts: w.Facts}}
}

// Added are the ids of the Asks that are among the reader's own.
func (p *Questions) Added() map[string]bool {
	own := map[string]bool{}
	for _, e := range p.Entries() {
		own[e.Ask] = e.Ask != ""
	}
	return own
}

// Entries returns the entries of all groups.
func (p *Questions) Entries() []Entry {
	var out []Entry
	for _, g := range p.Groups {
		out = append(out, g.Rows...)
	}
	return out
}

// entry writes one of the reader's entries.
func (s *state) entry(ctx context.Context, lib Library, c Choice, w notes.Entry) (Entry, error) {
	e := Entry{
		ID: w.ID, Kind: string(w.Kind), Title: cmp.Or(w.Title, firstLine(w.Text), w.About.Copy.Title), Text: w.Text, To: w.To,
		Answer: w.Answer, Changed: w.Changed, Where: hangsWhere(w.About.Copy),
	}
	if w.Rule != "" {
		e.Ask = AskID(w.Rule, w.About.Ref)
	}
	if e.ToText = w.To; w.To != "" && s.l.Has("questions.to."+w.To) {
		e.ToText = s.l.Text("questions.to." + w.To)
	}
	if w.Kind == notes.Question {
		e.State = string(cmp.Or(w.State, notes.NotAsked))
		e.Mark = Mark{Kind: stateMarks[e.State], Text: s.l.Text("questions.state." + e.State)}
	}
	for _, v := range w.Conflict {
		e.Conflicts = append(e.Conflicts, NamedText{
			Label: s.l.Text("questions.conflict", "When", s.l.Moment(v.When), "Field", s.l.Text("questions.field."+string(v.Field))), Text: v.Words,
		})
	}
	if w.About.Ref == "" {
		e.Where = w.About.Copy.Package
		return e, nil
	}
	var err error
	e.Hangs, err = s.hangs(ctx, lib, c, w.About)
	return e, err
}

// longestWhere is how long a record's name may be to stand in the line of what an entry hangs on.
const longestWhere = 60

// hangsWhere says in few words what an entry hangs on: where it stands, and what it is called.
func hangsWhere(c notes.Copy) string {
	if c.Source != "" && (utf8.RuneCountInString(c.Title) > longestWhere || strings.HasPrefix(c.Source, c.Title)) {
		return c.Source
	}
	return joined(", ", c.Source, c.Title)
}

// stateMarks are the marks of how far a question has come.
var stateMarks = map[string]MarkKind{string(notes.NotAsked): MarkNotYet, string(notes.Asked): MarkDone, string(notes.Answered): MarkDone}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return line
}

// hangs tells what an entry hangs on: what the record said, and what has become of it since.
func (s *state) hangs(ctx context.Context, lib Library, c Choice, about notes.About) (*Hangs, error) {
	was := about.Copy
	h := &Hangs{Record: about.Ref, Title: was.Title, Mark: Mark{Text: was.Text}, Note: joined(", ", was.Package), Told: was.Source}
	for status, mark := range map[model.Status]MarkKind{model.NotReported: MarkMissing, model.NotQuoted: MarkNotQuoted} {
		if was.Text == s.l.Status(status) {
			h.Mark.Kind = mark
		}
	}
	now, err := s.find(ctx, lib, c, about.Ref)
	switch kind := fault.KindOf(err); {
	case kind == fault.NotFound || kind == fault.Usage:
		h.Gone, h.Changed = true, s.l.Text("questions.gone")
		return h, nil
	case err != nil:
		return nil, err
	}
	if err := s.loadReferred(ctx, lib, c, now); err != nil {
		return nil, err
	}
	h.Source = s.source(now)
	if copied := s.copied(now); was.Digest != "" && copied.Digest != was.Digest {
		switch {
		case copied.Text != was.Text && copied.Text != "" && was.Text != "":
			h.Changed = s.l.Text("questions.changed.value", "Before", was.Text, "Now", copied.Text, "Package", copied.Package)
		case copied.Title != was.Title:
			h.Changed = s.l.Text("questions.changed.title", "Now", copied.Title, "Package", copied.Package)
		default:
			h.Changed = s.l.Text("questions.changed.other", "Package", copied.Package)
		}
	}
	return h, nil
}

// BuildAbout makes what an entry keeps of the record that it hangs on; of no record where ref is empty.
//
// Faults: NotFound where nobody tells of the record.
func BuildAbout(ctx context.Context, lib Library, c Choice, ref string, l *i18n.Localizer) (notes.About, error) {
	of := c.Package.Committee
	about := notes.About{Repository: of.Repository, Committee: of.ID, Ref: ref, Package: c.Package.Name}
	if ref == "" {
		about.Copy.Package = c.Package.Title
		return about, nil
	}
	s, err := loadNames(ctx, newSparing(lib, c), c, l)
	if err != nil {
		return about, err
	}
	r, err := s.find(ctx, lib, c, ref)
	if err != nil {
		return about, err
	}
	if err := s.loadReferred(ctx, lib, c, r); err != nil {
		return about, err
	}
	about.Copy = s.copied(r)
	return about, nil
}

// copied is what a record says, in the words of a page.
func (s *state) copied(r model.Record) notes.Copy {
	c := notes.Copy{Kind: r.Table.Name, Title: s.title(r), Text: s.value(r), Package: r.Package.Title, When: r.Package.AsAt.Format("2006-01-02")}
	if src := s.source(r); src != nil {
		c.Source = src.Label
	}
	var words []string
	for i, cell := range r.Cells {
		switch r.Table.Fields[i].Name {
		case "source", "note", "revision_note", "order":
		default:
			words = append(words, r.Table.Fields[i].Name, cell)
		}
	}
	c.Digest = notes.Digest(words...)
	return c
}

// SetState says how far a question has come, and counts anew.
func (p *Questions) SetState(id, state string, l *i18n.Localizer) {
	for g := range p.Groups {
		for i := range p.Groups[g].Rows {
			if e := &p.Groups[g].Rows[i]; e.ID == id {
				e.State = state
				e.Mark = Mark{Kind: stateMarks[state], Text: l.Text("questions.state." + state)}
			}
		}
	}
	p.tell(l)
}

// tell writes the headline and the line under it.
func (p *Questions) tell(l *i18n.Localizer) {
	asked, questions, others := 0, 0, 0
	for _, e := range p.Entries() {
		switch {
		case e.Kind != string(notes.Question):
			others++
		case e.State == string(notes.NotAsked):
			questions++
		default:
			questions++
			asked++
		}
	}
	text := func(id string, n int) string {
		return l.Text("questions.headline."+id, "Count", questions, "Word", i18n.Capital(l.Counted(questions)), "Left", n, "LeftWord", l.Counted(n))
	}
	switch left := questions - asked; {
	case questions == 0 && others > 0:
		p.Headline = l.Text("questions.headline.notes", "Count", others, "Word", i18n.Capital(l.Counted(others)))
	case questions == 0:
		p.Headline = l.Text("questions.headline.none")
		p.Empty = l.Text("questions.empty")
	case left == 0:
		p.Headline = text("all_asked", left)
	case left == questions:
		p.Headline = text("none_asked", left)
	case left == 1:
		p.Headline = text("one_left", left)
	default:
		p.Headline = text("some_left", left)
	}
	p.Sub = p.invented(l, l.Text("questions.sub"))
	p.filters(l)
}

// filters makes the choices of rows; filter counts them.
func (p *Questions) filters(l *i18n.Localizer) {
	p.Filters = nil
	for _, name := range []string{FilterAll, FilterQuestions, FilterNotes, FilterAsks, FilterSilent} {
		p.Filters = append(p.Filters, QuestionFilter{Name: name, Label: l.Text("questions.filter." + name)})
	}
	p.filter()
}

func (p *Questions) filter() {
	for i := range p.Filters {
		f := &p.Filters[i]
		switch f.Name {
		case FilterAsks:
			f.Count = len(p.Asks)
		case FilterSilent:
			f.Count = len(p.Silent)
		default:
			f.Count = len(p.Chosen(f.Name))
		}
	}
}

// Chosen are the entries of a filter, in the order of their groups.
func (p *Questions) Chosen(filter string) []Entry {
	return slices.DeleteFunc(p.Entries(), func(e Entry) bool {
		question := e.Kind == string(notes.Question)
		return filter == FilterQuestions && !question || filter == FilterNotes && question
	})
}
