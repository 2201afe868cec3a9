package page

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// split reads a cell that holds several ids or names.
func split(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, "|")
}

// The orders of the lists beside the decisions.
var (
	steeringLevels = []string{"committee", "operative", "municipality", "national"}
	steeringStates = []string{"contradictory", "ambiguous", "outdated", "unknown", "current"} // what weighs most first
)

// steeringList is the documents that steer the work.
func (s *decisionState) steeringList(fresh func(...model.Record) *Mark) SteeringList {
	out := SteeringList{Rows: []SteeringRow{}}
	type listed struct {
		row  SteeringRow
		told bool
		rank int
	}
	var all []listed
	count := map[string]int{}
	var sources []*Source
	for _, r := range s.steering.standing() {
		mark, note := s.steeringState(r)
		one := listed{row: SteeringRow{
			Record: r.Ref(), Title: r.Get("title"), Beside: s.steeringBeside(r), State: mark, Note: note, New: fresh(r), Source: s.source(r),
		}}
		one.told = mark.Kind != MarkNotQuoted && mark.Kind != MarkMissing
		if mark.Kind == MarkFallen { // what holds comes before what was replaced
			one.row.State, one.rank = mark, len(steeringLevels)+1
			all = append(all, one)
			continue
		}
		if one.rank = slices.Index(steeringLevels, r.Get("level")); one.rank < 0 {
			one.rank = len(steeringLevels)
		}
		for _, state := range steeringStates {
			if slices.Contains(split(r.Get("states")), state) && s.replacedBy[r.ID()].Table == nil {
				count[state]++
				if state == "contradictory" {
					sources = append(sources, one.row.Source)
				}
			}
		}
		all = append(all, one)
	}
	slices.SortStableFunc(all, func(a, b listed) int {
		return cmp.Or(cmp.Compare(btoi(b.told), btoi(a.told)), cmp.Compare(a.rank, b.rank))
	})
	for _, one := range all {
		out.Rows = append(out.Rows, one.row)
	}
	if mostlyNew(len(out.Rows), func(i int) **Mark { return &out.Rows[i].New }) {
		out.AllNew = true
	}
	say := func(key string, n int) string {
		return i18n.Capital(s.l.Text("decided.steering."+key, "Count", n, "Number", s.l.CountedNeuter(n)))
	}
	switch {
	case len(all) == 0:
		out.Title = s.l.Text("decided.steering.none", "Absent", s.l.Status(model.AbsentIn(s.about.Extent)))
	case count["contradictory"] > 0:
		out.Title, out.Source = say("contradictory", count["contradictory"]), shared(sources...)
	case count["outdated"] > 0:
		out.Title = say("outdated", count["outdated"])
	default:
		out.Title = say("count", len(all))
	}
	return out
}

// steeringBeside is a document's level, how often it is seen over, when it was adopted, and what it
// replaces and builds on.
func (s *decisionState) steeringBeside(r model.Record) string {
	var parts []string
	if level := r.Get("level"); level != "" {
		parts = append(parts, s.enumerated("steering_documents", "level", level))
	}
	parts = append(parts, r.Get("review"))
	if p, ok := model.ParsePeriod(r.Get("adopted_on")); ok && !p.Unknown {
		parts = append(parts, s.l.Text("decided.steering.adopted", "When", s.l.Period(p)))
	}
	for _, column := range []string{"replaces", "based_on"} {
		var names []string
		for _, id := range split(r.Get(column)) {
			name := id
			if other, ok := s.steering.record(id); ok {
				name = shortName(other.Get("title"))
			}
			names = append(names, name)
		}
		if len(names) > 0 {
			parts = append(parts, s.l.Text("decided.steering."+column, "Names", i18n.Small(s.l.List(names))))
		}
	}
	if by := s.replacedBy[r.ID()]; by.Table != nil {
		parts = append(parts, s.l.Text("decided.state.by", "Title", i18n.Small(shortName(by.Get("title")))))
	}
	return i18n.Capital(joined(", ", parts...))
}

var inParentheses = regexp.MustCompile(`\(([^()]+)\)$`)

// shortName is what a document is called by its number, where its title ends with one: SOSFS 2011:9.
func shortName(title string) string {
	if m := inParentheses.FindStringSubmatch(title); m != nil {
		return m[1]
	}
	return title
}

// steeringState is what is said of a document's state. That one is in force which was adopted and which
// none is known to replace is the program's own reading, and is told as such.
func (s *decisionState) steeringState(r model.Record) (Mark, string) {
	if by := s.replacedBy[r.ID()]; by.Table != nil {
		return Mark{MarkFallen, s.l.Text("decided.state.replaced")}, ""
	}
	states := split(r.Get("states"))
	if len(states) == 0 {
		if p, ok := model.ParsePeriod(r.Get("adopted_on")); ok && !p.Unknown {
			return Mark{MarkDone, s.l.Text("decided.state.current")}, s.l.Text("decided.state.reading")
		}
		kind := MarkNotQuoted
		if r.Package.Extent == model.Full {
			kind = MarkMissing
		}
		return Mark{kind, s.l.Status(model.AbsentIn(r.Package.Extent))}, ""
	}
	slices.SortStableFunc(states, func(a, b string) int {
		return cmp.Compare(slices.Index(steeringStates, a), slices.Index(steeringStates, b))
	})
	kinds := map[string]MarkKind{
		"contradictory": MarkSilent, "ambiguous": MarkSilent, "outdated": MarkNotDone, "unknown": MarkNeutral, "current": MarkDone,
	}
	var also []string
	for _, state := range states[1:] {
		also = append(also, i18n.Small(s.l.Text("decided.state."+state)))
	}
	return Mark{kinds[states[0]], s.l.Text("decided.state." + states[0])}, s.l.List(also)
}

// mostlyNew takes the marks of what is new off a list of which most is: there they tell nothing apart.
func mostlyNew(n int, at func(i int) **Mark) bool {
	fresh := 0
	for i := range n {
		fresh += btoi(*at(i) != nil)
	}
	if 2*fresh <= n {
		return false
	}
	for i := range n {
		*at(i) = nil
	}
	return true
}

// The words in which a report says that something was not told in writing.
var notWritten = regexp.MustCompile(`(?i)\binte\b.*\bskriftlig`)

// collaborationList is those with whom the committee works: what is told of the same partners is one row.
func (s *decisionState) collaborationList(fresh func(...model.Record) *Mark) Collaborations {
	out := Collaborations{Rows: []CollaborationRow{}}
	byPartners := map[string][]model.Record{}
	var keys []string
	for _, r := range s.collaborations.standing() {
		key := r.Get("partners")
		if key == "" {
			key = r.Ref()
		}
		if r.Package.Extent == model.Full { // each is an agreement of its own
			key = r.Ref()
		} else {
			key += "\x00" + r.Package.Name
		}
		if _, seen := byPartners[key]; !seen {
			keys = append(keys, key)
		}
		byPartners[key] = append(byPartners[key], r)
	}
	type listed struct {
		row  CollaborationRow
		rank int
		by   *model.Package
	}
	var all []listed
	oral := 0
	var sources []*Source
	for _, key := range keys {
		row, rank := s.collaborationRow(byPartners[key])
		row.New = fresh(byPartners[key]...)
		if rank == 0 {
			oral++
			sources = append(sources, row.Source)
		}
		all = append(all, listed{row, rank, byPartners[key][0].Package})
	}
	slices.SortStableFunc(all, func(a, b listed) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), compareRank(b.by, a.by))
	})
	for _, one := range all {
		out.Rows = append(out.Rows, one.row)
	}
	if mostlyNew(len(out.Rows), func(i int) **Mark { return &out.Rows[i].New }) {
		out.AllNew = true
	}
	n := len(all)
	switch {
	case n == 0:
		out.Title = s.l.Text("decided.together.none", "Absent", s.l.Status(model.AbsentIn(s.about.Extent)))
	case oral > 0:
		out.Title, out.Source = s.l.Text("decided.together.oral", "Count", oral, "Number", s.l.Counted(oral)), shared(sources...)
	default:
		out.Title = i18n.Capital(s.l.Text("decided.together.count", "Count", n, "Number", s.l.Counted(n)))
	}
	return out
}

// collaborationRow is what is told of some partners, and its rank: 0 is what is told only orally.
func (s *decisionState) collaborationRow(records []model.Record) (CollaborationRow, int) {
	lead := records[0]
	oral, written, silent := -1, -1, false
	for i, r := range records {
		switch r.Get("form") {
		case "oral":
			oral = i
		case "written", "agreement", "assignment":
			written = i
		}
		silent = silent || notWritten.MatchString(r.Get("text")) || notWritten.MatchString(r.Get("note"))
	}
	full := lead.Package.Extent == model.Full
	row := CollaborationRow{}
	rank := 2
	switch {
	case oral >= 0:
		lead, rank = records[oral], 0
		row.Form = Mark{MarkOral, s.l.Text("decided.together.form.oral")}
		if src, ok := s.sources.record(lead.Source()); ok {
			if by := src.Get("said_by"); by != "" && by != "auditor" && by != "not_stated" {
				row.Note = s.l.Text("decided.together.says", "Who", s.enumerated("sources", "said_by", by))
			}
		}
		switch {
		case written >= 0:
		case silent || full:
			row.Written = &Mark{MarkMissing, s.l.Text("decided.together.not_written", "Absent", s.l.Status(model.NotReported))}
		default:
			row.Written = &Mark{MarkNotQuoted, s.l.Text("decided.together.not_written", "Absent", s.l.Status(model.NotQuoted))}
		}
	case written >= 0:
		lead, rank = records[written], 1
		row.Form = Mark{MarkDone, s.l.Text("decided.together.form." + lead.Get("form"))}
	case full:
		row.Form = Mark{MarkMissing, s.l.Status(model.NotReported)}
	default:
		row.Form = Mark{MarkNotQuoted, s.l.Status(model.NotQuoted)}
	}
	row.Record, row.Source = lead.Ref(), s.source(lead)
	row.Title = cmp.Or(strings.Join(split(lead.Get("partners")), ", "), lead.Get("title"))
	if row.Written == nil {
		row.Beside = clause(cmp.Or(lead.Get("text"), lead.Get("title")))
	}
	if full {
		row.Title, row.Beside = lead.Get("title"), joined(" · ", strings.Join(split(lead.Get("partners")), ", "), lead.Get("frequency"))
	}
	return row, rank
}

// documentList is the documents and texts that can be opened, the newest first, and then the documents of
// which the name alone is known.
func (s *decisionState) documentList() DocumentList {
	out := DocumentList{Rows: []DocumentRow{}}
	holds := map[string]bool{}
	for _, f := range s.files {
		holds[f.Package.ID+"\x00"+f.Name] = true
	}
	opened := map[string]bool{} // files that a document's row leads to
	var named, opens []model.Record
	for _, r := range s.documents.standing() {
		file := r.Package.ID + "\x00" + r.Get("resource")
		if r.Get("resource") != "" && holds[file] {
			opened[file] = true
			opens = append(opens, r)
		} else {
			named = append(named, r)
		}
	}
	for _, r := range s.texts.standing() {
		if file := r.Package.ID + "\x00" + r.Get("resource"); r.Get("resource") != "" && holds[file] && !opened[file] {
			opens = append(opens, r)
		}
	}
	for _, list := range [][]model.Record{opens, named} {
		slices.SortStableFunc(list, func(a, b model.Record) int { return compareRank(b.Package, a.Package) })
	}
	for i, r := range slices.Concat(opens, named) {
		row := DocumentRow{Record: r.Ref(), Title: s.title(r), Opens: i < len(opens)}
		switch {
		case r.Table.Name == "texts":
			row.Beside = r.Package.Title
		case r.Get("kind") != "":
			row.Beside = i18n.Capital(joined(", ", s.enumerated("documents", "kind", r.Get("kind")), r.Get("sender")))
		default:
			row.Beside = r.Get("sender")
		}
		if row.Opens {
			row.Mark = Mark{MarkDone, s.l.Text("decided.document.opens")}
		} else {
			row.Mark = Mark{MarkNotQuoted, s.l.Text("decided.document.name")}
		}
		out.Rows = append(out.Rows, row)
	}
	out.Openable = len(opens)
	switch {
	case len(out.Rows) == 0:
		out.Title = s.l.Text("decided.documents.none", "Absent", s.l.Status(model.AbsentIn(s.about.Extent)))
	case len(opens) == 0:
		out.Title = s.l.Text("decided.documents.names", "Count", len(named), "Number", s.l.Int(len(named)))
	default:
		out.Title = s.l.Text("decided.documents.open", "Count", len(out.Rows), "Open", s.l.Int(len(opens)), "Number", s.l.Int(len(out.Rows)))
	}
	return out
}
