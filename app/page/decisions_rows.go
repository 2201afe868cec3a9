package page

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// decisionGroup is what stands in one row: what was decided on one report together, or what the source
// itself tells as one.
type decisionGroup struct {
	parts      []decided
	answers    []model.Record // to any of the parts
	unanswered int            // how many of its assignments no answer is known to
	noMeasures *model.Record  // the link that says that no measure was decided on the reports
	year       int            // 0 where no time is told
}

func (g *decisionGroup) lead() decided { return g.parts[0] }

// late reports whether an assignment of a whole report has no known answer and its day has passed.
func (g *decisionGroup) late(s *decisionState, d decided) bool {
	return d.kind() == "assign" && d.record.Package.Extent == model.Full && len(s.answers[d.record.ID()]) == 0 && s.pastDue(d)
}

// groupsOf gathers the decisions into rows. What answers an assignment, and what says that no measure was
// decided on some reports, stands in the row of what it is about.
func (s *decisionState) groupsOf() []*decisionGroup {
	absent := map[string]model.Record{} // links that say a report led to no measure, by the report's document
	told := map[string]bool{}           // the decisions that those links name
	for _, link := range s.links {
		document, is := strings.CutPrefix(link.Get("from"), "documents:")
		id, names := strings.CutPrefix(link.Get("to"), "decisions:")
		if is && names && link.Get("strength") == "stated_absent" {
			absent[document], told[id] = link, true
		}
	}
	var out []*decisionGroup
	byKey := map[string]*decisionGroup{}
	for _, d := range s.list {
		id, kind := d.record.ID(), d.kind()
		if _, known := s.decisions.record(d.record.Get("answers")); kind == "report" && known || told[id] {
			continue
		}
		key := "one " + id
		var none *model.Record
		switch {
		case d.taken == nil:
		case kind == "approve" || kind == "forward" || kind == "notify":
			key = joined(" ", "report", d.taken.Name, d.record.Get("date"))
			if link, ok := absent[s.documentOf(d.taken)]; ok && kind == "approve" {
				key, none = joined(" ", "none", link.Get("to"), d.record.Get("date")), &link
			}
		case kind == "assign" && d.date.From.Day == 0:
			key = joined(" ", "assigned", d.taken.Name, d.record.Get("date"))
		}
		g := byKey[key]
		if g == nil {
			g = &decisionGroup{}
			byKey[key], out = g, append(out, g)
		}
		g.parts, g.noMeasures = append(g.parts, d), none
		found := s.answers[id]
		g.answers = append(g.answers, found...)
		g.unanswered += btoi(kind == "assign" && len(found) == 0)
		if !d.at.IsZero() {
			g.year = max(g.year, d.year)
		}
	}
	slices.SortStableFunc(out, func(a, b *decisionGroup) int {
		return a.parts[len(a.parts)-1].at.Compare(b.parts[len(b.parts)-1].at)
	})
	return out
}

// documentOf is the id of a report's own document.
func (s *decisionState) documentOf(p *model.Package) string {
	for _, r := range s.documents.toldBy(p) {
		if r.Get("kind") == string(p.Kind) {
			return r.ID()
		}
	}
	return ""
}

// decidedList is the decisions, those that are shown and those that stand apart.
func (s *decisionState) decidedList(fresh func(...model.Record) *Mark) (DecidedList, []*decisionGroup) {
	out := DecidedList{Title: s.l.Text("decided.title"), Rows: []DecisionRow{}, Older: []DecisionRow{}}
	groups := s.groupsOf()
	own, before := i18n.PackageEnd(s.about).Year(), 0
	for _, g := range groups {
		if g.year < own && !s.toldAsSteering(g) {
			before = max(before, g.year)
		}
	}
	var older, undated, adopted int
	for _, g := range groups {
		row := s.decisionRow(g, fresh)
		switch {
		case s.toldAsSteering(g):
			adopted++
		case g.year >= own || g.year > 0 && g.year == before || row.Open:
			out.Rows = append(out.Rows, row)
			continue
		case g.year == 0:
			undated++
		default:
			older++
		}
		out.Older = append(out.Older, row)
	}
	if n := len(out.Older); n > 0 {
		var parts []string
		for _, one := range []struct {
			key string
			n   int
		}{{"older", older}, {"undated", undated}, {"adopted", adopted}} {
			if one.n > 0 {
				parts = append(parts, s.l.Text("decided.more."+one.key, "Count", one.n, "Number", s.l.Int(one.n)))
			}
		}
		out.OlderText = s.l.Text("decided.more", "Count", n, "Number", s.l.Int(n), "Parts", strings.Join(parts, ", "))
	}
	return out, groups
}

// toldAsSteering reports whether a row is that a document was adopted which stands, with the same day and
// the same body, among those that steer the work.
func (s *decisionState) toldAsSteering(g *decisionGroup) bool {
	d := g.lead()
	if d.kind() != "adopt_document" {
		return false
	}
	return slices.ContainsFunc(s.steering.standing(), func(r model.Record) bool {
		return r.Get("adopted_by") == d.record.Get("body") && r.Get("adopted_on") == d.record.Get("date") && (!d.date.Unknown || r.ID() == d.record.ID())
	})
}

// decisionRow writes a group as a row.
func (s *decisionState) decisionRow(g *decisionGroup, fresh func(...model.Record) *Mark) DecisionRow {
	lead := g.lead()
	row := DecisionRow{
		Record: lead.record.Ref(), When: i18n.Capital(s.takenWhen(lead)), Kind: s.decisionKind(lead.record), Text: s.decisionText(g),
		Open: g.unanswered > 0, Parts: []DecisionPart{},
	}
	if g.noMeasures != nil && len(g.parts) > 1 {
		row.When = s.l.Text("decided.times", "Year", s.l.Period(lead.date), "Number", s.l.Counted(len(g.parts)))
	}
	row.Figure, row.FigureWord, row.FigureNote = s.figureBeside(g)
	row.Became, row.BecameNote = s.becameOf(g)
	var records []model.Record
	var sources []*Source
	for _, d := range g.parts {
		row.Late = row.Late || g.late(s, d)
		records = append(records, d.record)
		part := s.decisionPart(d)
		sources = append(sources, part.Source)
		row.Parts = append(row.Parts, part)
	}
	if g.noMeasures != nil {
		id := strings.TrimPrefix(g.noMeasures.Get("to"), "decisions:")
		for _, d := range s.list {
			if d.record.ID() == id {
				row.Parts = append(row.Parts, s.decisionPart(d))
				records = append(records, d.record)
			}
		}
	}
	for _, answer := range s.chain(g) {
		records = append(records, answer)
		for _, d := range s.list {
			if d.record.ID() == answer.ID() {
				part := s.decisionPart(d)
				part.Label = s.l.Text("decided.answer", "Label", i18n.Small(part.Label))
				row.Parts = append(row.Parts, part)
			}
		}
	}
	row.New = fresh(records...)
	row.Source = shared(sources...)
	return row
}

// chain is every answer to a group, and every answer to those.
func (s *decisionState) chain(g *decisionGroup) []model.Record {
	out := slices.Clone(g.answers)
	seen := map[string]bool{}
	for _, r := range out {
		seen[r.ID()] = true
	}
	for i := 0; i < len(out); i++ {
		for _, r := range s.answers[out[i].ID()] {
			if !seen[r.ID()] {
				seen[r.ID()], out = true, append(out, r)
			}
		}
	}
	return out
}

// takenWhen is when a decision was taken, with its year, within a sentence.
func (s *decisionState) takenWhen(d decided) string {
	switch {
	case d.date.From.Month > 0:
		return s.l.Period(d.date)
	case d.taken != nil:
		return s.l.PackageWhen(d.taken)
	case !d.date.From.IsZero():
		return s.l.Period(d.date)
	}
	return s.l.Text("page.decision.undated")
}

// The words in which a report says that no measure was decided: a row says it in its last column, and
// those that say no more than what was approved.
var (
	noMeasure    = regexp.MustCompile(`(?i)^inget beslut om åtgärd`)
	saysApproved = regexp.MustCompile(`(?i)\bgodkän[dt]e?s?\.?$`)
)

const clauseLongest = 70 // a text that is longer is told by its first clause in a row

// clause is a text up to its first colon or semicolon, where it is long. Nothing is cut within a clause.
func clause(text string) string {
	if utf8.RuneCountInString(text) > clauseLongest {
		if at := strings.IndexAny(text, ":;"); at > 0 {
			return text[:at]
		}
	}
	return strings.TrimSuffix(text, ".")
}

// decisionText is what was decided, in short. Of what was approved it is the report.
func (s *decisionState) decisionText(g *decisionGroup) string {
	lead := g.lead()
	text := clause(lead.record.Get("text"))
	if lead.kind() == "approve" && lead.taken != nil {
		own := text
		if noMeasure.MatchString(own) || saysApproved.MatchString(own) {
			own = ""
		}
		text = s.l.PackageShort(lead.taken)
		if lead.taken.Kind == model.Monthly || len(g.parts) > 1 && g.noMeasures != nil {
			text = s.l.Text("decided.followup", "When", s.monthsOf(g))
		}
		if lead.taken.Kind != model.Monthly && !lead.taken.Kind.Report() {
			text = lead.taken.Title
		}
		text = joined(". ", text, own)
	}
	var also []string
	for _, d := range g.parts[1:] {
		if d.kind() != lead.kind() {
			also = append(also, i18n.Small(s.decisionKind(d.record)))
		}
	}
	switch same := len(g.parts) - 1 - len(also); {
	case len(also) > 0:
		text = s.l.Text("decided.also", "Text", text, "Kinds", s.l.List(also))
	case same > 0 && lead.kind() != "approve":
		text = s.l.Text("decided.and_more", "Text", text, "Count", same, "Number", s.l.CountedNeuter(same))
	}
	return text
}

// monthsOf is the reports of a group: februari, mars, maj och september. The year stands in the row's
// first column where that is one for all.
func (s *decisionState) monthsOf(g *decisionGroup) string {
	if len(g.parts) == 1 {
		return s.l.PackageWhen(g.lead().taken)
	}
	var months []string
	for _, d := range g.parts {
		months = append(months, cmp.Or(s.l.PackageMonth(d.taken), s.within(d.taken)))
	}
	return s.l.List(months)
}

// figureBeside is the variance that those who decided had before them.
func (s *decisionState) figureBeside(g *decisionGroup) (f Figure, word, note string) {
	d := g.lead()
	told, now, ok := s.stood(d)
	switch {
	case !ok && d.record.Package.Extent != model.Full:
		return s.write(model.Quantity{Status: model.NotQuoted}, i18n.Plain, false), "", ""
	case !ok:
		key := "decided.no_report"
		if d.taken != nil {
			key = "decided.no_forecast"
		}
		return Figure{Status: string(model.NotApplicable), Text: s.l.Text(key), Number: s.l.Text(key)}, "", ""
	}
	f = s.write(told.Quantity, i18n.Signed, true)
	if told.Record.Table != nil {
		f.Source, f.Record = s.source(told.Record), told.Record.Ref()
		if !d.taken.KnownAt(s.at) && f.Source != nil {
			f.Source = replacedSource(*f.Source, d.taken)
		}
	}
	if !f.Present() {
		return f, "", ""
	}
	word = s.l.Text("decided.forecast")
	if d.taken.Kind == model.Annual {
		word = s.l.Text("decided.outcome")
	}
	if now.Known {
		note = s.l.Text("decided.corrected", "Amount", s.l.Amount(now.Quantity, i18n.Signed))
	}
	return f, word, note
}

// replacedSource is where a figure stood in a report that has been replaced: that report by its own name.
// Its passage cannot be opened any more; the figure's record is that of the one which replaced it.
func replacedSource(src Source, p *model.Package) *Source {
	where := ""
	if at := strings.LastIndex(src.Label, ", "); at >= 0 {
		where = src.Label[at+2:]
	}
	src.Record, src.Document, src.Label = "", p.Title, joined(", ", p.Title, where)
	return &src
}

// decisionPart is one decision in its own words.
func (s *decisionState) decisionPart(d decided) DecisionPart {
	r := d.record
	label := joined(" · ", s.decisionKind(r), s.takenWhen(d), r.Get("paragraph"))
	if u, ok := s.units.record(r.Get("body")); ok && u.Get("kind") != "committee" {
		label = joined(" · ", label, u.Get("name"))
	}
	part := DecisionPart{Label: label, Text: r.Get("text"), Source: s.source(r), Record: r.Ref()}
	var notes []string
	if d.taken != nil {
		notes = append(notes, s.l.Text("decided.taken_on", "Report", d.taken.Title))
	}
	if due, ok := model.ParsePeriod(r.Get("due")); ok && !due.Unknown {
		notes = append(notes, i18n.Capital(s.l.Text("decided.due", "Due", s.l.Period(due))))
	}
	part.Note = joined(". ", append(notes, strings.TrimSuffix(r.Get("note"), "."))...)
	return part
}
