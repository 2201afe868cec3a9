package compare

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"rodatraden/data/followup"
	"rodatraden/data/model"
	"rodatraden/data/schema"
)

// reference compares two states as slowly and as plainly as it can be done: from the packages' rows
// alone, every key of every table, straight from the package's documentation.
type reference []*followup.Package

// refSaying is what one package says of one key; no rows where it takes the key back.
type refSaying struct {
	pkg    *followup.Package
	rows   [][]string
	reason string
}

// refState is the packages that are known and rank no higher than one, and what stands.
type refState struct {
	at       int64
	packages []*followup.Package // by rank
	stands   map[string]map[string]refSaying
}

// outcome is a change as both implementations tell it.
type outcome struct {
	Kind            Kind
	Table, Key      string
	Before, Now     []string
	Cells           []Cell
	Occasion, Cause string
	Times           int
}

func refRank(p *followup.Package) string {
	return fmt.Sprintf("%s %12d", p.Manifest.Followup.AsAt, p.Manifest.Followup.Order)
}

func (r reference) known(p *followup.Package, at int64) bool {
	if p.Manifest.Followup.Order > at {
		return false
	}
	by := r.replacedBy(p)
	return by == nil || by.Manifest.Followup.Order > at
}

// replacedBy is the first package that replaces the package.
func (r reference) replacedBy(p *followup.Package) (first *followup.Package) {
	for _, q := range r {
		if q.Manifest.Followup.Supersedes == p.Manifest.ID && (first == nil || q.Manifest.Followup.Order < first.Manifest.Followup.Order) {
			first = q
		}
	}
	return first
}

// said remembers sayings.
var said = map[*followup.Package]map[string]map[string]refSaying{}

// sayings is everything that a package says in a table, by key.
func sayings(p *followup.Package, table *schema.Table) map[string]refSaying {
	if said[p] == nil {
		said[p] = map[string]map[string]refSaying{}
	}
	if said[p][table.Name] == nil {
		said[p][table.Name] = readSayings(p, table)
	}
	return said[p][table.Name]
}

func readSayings(p *followup.Package, table *schema.Table) map[string]refSaying {
	all := map[string]refSaying{}
	for _, row := range p.Table("withdrawn") {
		w := schema.MustGet("withdrawn")
		if row[w.Column("table")] == table.Name {
			all[row[w.Column("key")]] = refSaying{p, nil, row[w.Column("reason")]}
		}
	}
	rows := map[string][][]string{}
	for _, row := range p.Table(table.Name) {
		rows[table.KeyOf(row)] = append(rows[table.KeyOf(row)], row)
	}
	for key, told := range rows {
		all[key] = refSaying{p, told, ""}
	}
	return all
}

func (r reference) state(about string, at int64) *refState {
	s := &refState{at: at, stands: map[string]map[string]refSaying{}}
	highest := ""
	for _, p := range r {
		if p.Manifest.Name == about {
			highest = refRank(p)
		}
	}
	for _, p := range r {
		if r.known(p, at) && refRank(p) <= highest {
			s.packages = append(s.packages, p)
		}
	}
	sort.Slice(s.packages, func(i, j int) bool { return refRank(s.packages[i]) < refRank(s.packages[j]) })
	for _, t := range schema.All() {
		s.stands[t.Name] = map[string]refSaying{}
		for _, p := range s.packages {
			for key, saying := range sayings(p, t) {
				s.stands[t.Name][key] = saying
			}
		}
	}
	return s
}

func (s *refState) has(p *followup.Package) bool { return p != nil && slices.Contains(s.packages, p) }

func refCell(t *schema.Table, row []string, column string) string {
	if i := t.Column(column); i >= 0 {
		return row[i]
	}
	return ""
}

// between is everything that differs, by table and key.
func (r reference) between(before, now *refState) []outcome {
	var all []outcome
	for _, t := range schema.All() {
		if t.Name == "withdrawn" {
			continue
		}
		found := map[string]outcome{}
		if t.Name == "status_events" {
			r.events(before, now, found)
		} else {
			keys := map[string]bool{}
			for key := range before.stands[t.Name] {
				keys[key] = true
			}
			for key := range now.stands[t.Name] {
				keys[key] = true
			}
			for key := range keys {
				if o, ok := r.key(t, key, before, now); ok {
					found[key] = o
				}
			}
			for key, o := range r.fallen(t, before, now) {
				if had, ok := found[key]; !ok || had.Kind != Withdrawn && had.Kind != Fallen {
					found[key] = o
				}
			}
		}
		for _, o := range found {
			all = append(all, o)
		}
	}
	sortOutcomes(all)
	return all
}

func sortOutcomes(all []outcome) {
	sort.Slice(all, func(i, j int) bool {
		return all[i].Table+"\x00"+all[i].Key < all[j].Table+"\x00"+all[j].Key
	})
}

func refLines(s refSaying) (lines []string) {
	for _, row := range s.rows {
		lines = append(lines, s.pkg.Manifest.Name+" "+strings.Join(row, "¦"))
	}
	return lines
}

func refNote(t *schema.Table, s refSaying) string {
	for _, row := range s.rows {
		if note := refCell(t, row, "revision_note"); note != "" {
			return note
		}
	}
	return ""
}

func (r reference) key(t *schema.Table, key string, before, now *refState) (outcome, bool) {
	b, n := before.stands[t.Name][key], now.stands[t.Name][key]
	o := outcome{Table: t.Name, Key: key, Before: refLines(b), Now: refLines(n)}
	switch {
	case b.pkg == n.pkg, len(b.rows) == 0 && len(n.rows) == 0:
		return o, false
	case n.pkg == nil:
		by := r.replacedBy(b.pkg)
		if by == nil || by.Manifest.Followup.Order > now.at {
			return o, false
		}
		o.Kind, o.Occasion = Fallen, b.pkg.Manifest.Name
		if len(by.Tables) == 0 {
			o.Kind, o.Occasion, o.Cause = Withdrawn, "", by.Manifest.Followup.Reason
		}
		return o, true
	case len(n.rows) == 0:
		o.Kind, o.Cause = Withdrawn, n.reason
		return o, true
	}
	o.Cause = refNote(t, n)
	if len(b.rows) == 0 {
		previous, passed := r.previous(t, key, before, now)
		if passed {
			return o, false
		}
		if len(previous.rows) == 0 {
			o.Kind = New
			return o, true
		}
		o.Before = refLines(previous)
		o.Kind, o.Cells = Next, refStatements(t, previous, n)
		if refMoved(t, o.Cells) {
			o.Kind = Status
		}
		return o, len(o.Cells) > 0
	}
	o.Cells = refStatements(t, b, n)
	o.Kind = r.restated(t, b, n, before)
	if refMoved(t, o.Cells) {
		o.Kind = Status
	}
	if due, has := map[string]string{"responses": "due", "decisions": "due", "audit_reports": "response_due"}[t.Name]; has &&
		refLater(refCell(t, b.rows[0], due), refCell(t, n.rows[0], due)) {
		var days []string
		for _, p := range now.packages {
			if s := sayings(p, t)[key]; len(s.rows) > 0 {
				days = append(days, refCell(t, s.rows[0], due))
			}
		}
		o.Kind, o.Times = Extended, refTimes(days)
	}
	return o, len(o.Cells) > 0
}

func refMoved(t *schema.Table, cells []Cell) bool {
	for _, c := range cells {
		switch t.Name + "." + c.Column {
		case "assessments.status", "assessments.verbatim", "savings.status", "savings_totals.state", "status_events.status",
			"steering_documents.states", "assumptions.held":
			return true
		}
	}
	return false
}

func refDay(text string) string {
	p, ok := model.ParsePeriod(text)
	if !ok || p.To.IsZero() {
		return ""
	}
	return p.To.Last().Format(time.DateOnly)
}

func refLater(a, b string) bool { return refDay(a) != "" && refDay(b) > refDay(a) }

func refTimes(days []string) int {
	furthest, n := "", 0
	for _, d := range days {
		if furthest != "" && refLater(furthest, d) {
			n++
		}
		if furthest == "" || refLater(furthest, d) {
			furthest = d
		}
	}
	return n
}

// restated is the kind of what is told otherwise for the same key.
func (r reference) restated(t *schema.Table, b, n refSaying, before *refState) Kind {
	hasPeriod := false
	for _, i := range t.KeyColumns() {
		hasPeriod = hasPeriod || t.Fields[i].Name == "period"
	}
	if !hasPeriod {
		return Changed
	}
	for _, pair := range refPairs(t, b.rows, n.rows) {
		if pair[0] == nil || pair[1] == nil {
			continue
		}
		differs := false
		for i, f := range t.Fields {
			if f.As == schema.Decimal && pair[0][i] != "" && pair[1][i] != "" {
				differs = differs || !refEqual(t, f.Name, pair[0], pair[1])
			}
		}
		if !differs {
			continue
		}
		by := r.replacedBy(n.pkg)
		since := !before.has(n.pkg) && (by == nil || by.Manifest.Followup.Order > before.at)
		end := refDay(refCell(t, pair[1], "period"))
		measure := refCell(t, pair[1], "measure")
		switch {
		case !since, end == "", b.pkg.Manifest.Followup.AsAt < end, n.pkg.Manifest.Followup.AsAt < end,
			strings.Contains(measure, "forecast"), refStands(measure):
			return Changed
		case refNote(t, n) != "":
			return Revised
		case n.pkg.Manifest.Followup.Extent == model.Excerpt, refCell(t, pair[0], "status") == "preliminary":
			return Changed
		}
		return Silent
	}
	return Changed
}

func refStands(measure string) bool {
	return measure == "budget_year" || measure == "frame_change" || measure == "efficiency_demand"
}

// periods remembers refPeriod.
var periods = map[string][3]string{}

// refPeriod is a period's form, and its first and last day.
func refPeriod(text string) (form, from, to string) {
	if _, read := periods[text]; !read {
		form, from, to = readPeriod(text)
		periods[text] = [3]string{form, from, to}
	}
	return periods[text][0], periods[text][1], periods[text][2]
}

func readPeriod(text string) (form, from, to string) {
	p, ok := model.ParsePeriod(text)
	if !ok || p.From.IsZero() || p.To.IsZero() {
		return "", "", ""
	}
	from, to = p.From.First().Format(time.DateOnly), p.To.Last().Format(time.DateOnly)
	first, last := p.From.First(), p.To.Last()
	months := (last.Year()-first.Year())*12 + int(last.Month()-first.Month()) + 1
	yearsOnly := p.From.Month == 0 && p.To.Month == 0
	days := p.From.Day > 0 || p.To.Day > 0
	switch {
	case yearsOnly && first.Year() == last.Year():
		form = "year"
	case days:
		form = "days"
	case strings.Contains(text, "/") && p.From != p.To && strings.HasSuffix(from, "-01-01") && first.Year() == last.Year():
		form = "so far"
	default:
		form = fmt.Sprint(months)
	}
	return form, from, to
}

type refFact struct {
	about  []string
	period string
	ok     bool
}

// facts remembers refAbout.
var facts = map[string]map[string]refFact{}

// refAbout is the key's cells but for its period, and the period; ok is false of what is not told anew.
func refAbout(t *schema.Table, key string) (about []string, period string, ok bool) {
	if facts[t.Name] == nil {
		facts[t.Name] = map[string]refFact{}
	}
	f, read := facts[t.Name][key]
	if !read {
		f.about, f.period, f.ok = readAbout(t, key)
		facts[t.Name][key] = f
	}
	return f.about, f.period, f.ok
}

func readAbout(t *schema.Table, key string) (about []string, period string, ok bool) {
	if t.Standing {
		return nil, "", false
	}
	for n, part := range schema.SplitKey(key) {
		name := t.Fields[t.KeyColumns()[n]].Name
		switch {
		case name == "period":
			period = part
		case name == "measure" && refStands(part):
			return nil, "", false
		default:
			about = append(about, part)
		}
	}
	return about, period, true
}

// previous is what stood of the same fact for the period before; passed where the fact is told now
// for a later period that is new.
func (r reference) previous(t *schema.Table, key string, before, now *refState) (best refSaying, passed bool) {
	about, period, ok := refAbout(t, key)
	form, _, to := refPeriod(period)
	if !ok || form == "" {
		return best, false
	}
	for other, s := range now.stands[t.Name] {
		o, p, ok := refAbout(t, other)
		f, _, last := refPeriod(p)
		if ok && slices.Equal(o, about) && f != "" && len(s.rows) > 0 && len(before.stands[t.Name][other].rows) == 0 &&
			last > to && form != "year" && (f == form || t.Name == "assessments") {
			return best, true
		}
	}
	if t.Name == "amounts" {
		for _, turn := range [][2]string{{"variance_outcome", "variance_forecast"}, {"outcome_year", "forecast_year"}} {
			for other, s := range before.stands[t.Name] {
				o, p, _ := refAbout(t, other)
				if p == period && len(s.rows) > 0 && about[1] == turn[0] && len(o) == 2 && o[0] == about[0] && o[1] == turn[1] {
					return s, false
				}
			}
		}
	}
	bestRank := ""
	for other, s := range before.stands[t.Name] {
		o, p, ok := refAbout(t, other)
		f, first, last := refPeriod(p)
		if !ok || !slices.Equal(o, about) || f == "" || len(s.rows) == 0 || last >= to {
			continue
		}
		nearness := "1"
		if t.Name != "assessments" {
			sameYear := last[:4] == to[:4]
			switch {
			case f != form, t.Name == "causes" && !sameYear:
				continue
			case f == "so far" && sameYear:
				nearness = "2"
			case f == "so far":
				var a, b int
				fmt.Sscan(last[:4], &a)
				fmt.Sscan(to[:4], &b)
				if a+1 != b || last[5:7] != to[5:7] {
					continue
				}
			}
		}
		if rank := nearness + last + first + other; rank > bestRank {
			best, bestRank = s, rank
		}
	}
	return best, false
}

// fallen is what the previous occasion told and the last does not.
func (r reference) fallen(t *schema.Table, before, now *refState) map[string]outcome {
	all := map[string]outcome{}
	if t.Standing {
		return all
	}
	for _, kinds := range [][]model.Kind{{model.Monthly, model.Interim, model.Annual}, {model.Quality}} {
		var occasions []*followup.Package // the last first
		for _, p := range slices.Backward(now.packages) {
			if slices.Contains(kinds, p.Manifest.Followup.Kind) && len(p.Table(t.Name)) > 0 {
				occasions = append(occasions, p)
			}
		}
		if len(occasions) < 2 || before.has(occasions[0]) || occasions[0].Manifest.Followup.Extent != model.Full {
			continue
		}
		last, previous := occasions[0], occasions[1]
		kind, kindBefore := last.Manifest.Followup.Kind, previous.Manifest.Followup.Kind
		var alike *followup.Package
		for _, p := range occasions[2:] {
			if alike == nil && p.Manifest.Followup.Kind == kind && kind != kindBefore {
				alike = p
			}
		}
		for key, s := range sayings(previous, t) {
			about, _, own := refOwn(t, key, previous)
			switch {
			case !own, len(s.rows) == 0, len(now.stands[t.Name][key].rows) == 0, !refCarries(t, s.rows):
				continue
			case refSpeaks(t, about, last), alike != nil && !refSpeaks(t, about, alike):
				continue
			case now.over(t, s.rows[0], last):
				continue
			}
			if t.Name == "amounts" && (kind == model.Annual) != (kindBefore == model.Annual) {
				told := false
				for other, o := range sayings(last, t) {
					a, _, own := refOwn(t, other, last)
					told = told || own && len(o.rows) > 0 && a[1] == about[1]
				}
				if !told {
					continue
				}
			}
			all[key] = outcome{Kind: Fallen, Table: t.Name, Key: key, Before: refLines(s), Occasion: previous.Manifest.Name}
		}
	}
	return all
}

// refOwn is what a key is about, and whether its period is the package's own.
func refOwn(t *schema.Table, key string, p *followup.Package) (about []string, period string, own bool) {
	about, period, ok := refAbout(t, key)
	form, _, to := refPeriod(period)
	if !ok || form == "" {
		return about, period, false
	}
	if t.Name == "assessments" {
		about = about[:1]
	}
	end := refEnd(p)
	return about, period, form == "year" && to[:4] == end[:4] || to[:7] == end[:7]
}

func refEnd(p *followup.Package) string {
	if p.Manifest.Followup.Period.To != "" {
		return p.Manifest.Followup.Period.To
	}
	return p.Manifest.Followup.AsAt
}

// refSpeaks is whether a package tells of something of its own time, or takes it back.
func refSpeaks(t *schema.Table, about []string, p *followup.Package) bool {
	for key := range sayings(p, t) {
		if a, _, own := refOwn(t, key, p); own && slices.Equal(a, about) {
			return true
		}
	}
	return false
}

func refCarries(t *schema.Table, rows [][]string) bool {
	for _, row := range rows {
		if !slices.Contains([]string{"not_reported", "not_quoted", "not_applicable", "not_assessed"}, refCell(t, row, "status")) {
			return true
		}
	}
	return false
}

// over is whether what a row is about had ended before the end of the package.
func (s *refState) over(t *schema.Table, row []string, p *followup.Package) bool {
	get := func(table, id, column string) string {
		if rows := s.stands[table][id].rows; len(rows) > 0 {
			return refCell(schema.MustGet(table), rows[0], column)
		}
		return ""
	}
	before := func(day string) bool { return refDay(day) != "" && refDay(day) < refEnd(p) }
	subject := refCell(t, row, "subject")
	switch t.Name {
	case "observations":
		if before(get("units", refCell(t, row, "unit"), "valid_to")) {
			return true
		}
		subject = get("indicators", refCell(t, row, "indicator"), "subject")
	case "amounts":
		line := strings.TrimPrefix(refCell(t, row, "line"), "budget_lines:")
		return before(get("units", get("budget_lines", line, "unit"), "valid_to"))
	}
	if indicator, ok := strings.CutPrefix(subject, "indicators:"); ok {
		subject = get("indicators", indicator, "subject")
	}
	if line, ok := strings.CutPrefix(subject, "budget_lines:"); ok && t.Name != "observations" {
		subject = "units:" + get("budget_lines", line, "unit")
	}
	table, id, _ := strings.Cut(subject, ":")
	column := map[string]string{"goals": "valid_to", "units": "valid_to", "interventions": "ends", "controls": "year"}[table]
	return column != "" && before(get(table, id, column))
}

// events compares the last event of each point from each actor.
func (r reference) events(before, now *refState, found map[string]outcome) {
	t := schema.MustGet("status_events")
	when := func(s refSaying) string {
		return fmt.Sprintf("%10s %s", refDay(refCell(t, s.rows[0], "date")), refRank(s.pkg))
	}
	last := func(state *refState, point, actor string) (key string, best refSaying) {
		for k, s := range state.stands[t.Name] {
			if len(s.rows) == 0 || refCell(t, s.rows[0], "point") != point || refCell(t, s.rows[0], "actor") != actor {
				continue
			}
			if len(best.rows) == 0 || when(s)+k > when(best)+key {
				key, best = k, s
			}
		}
		return key, best
	}
	keys := map[string]bool{}
	for key := range before.stands[t.Name] {
		keys[key] = true
	}
	for key := range now.stands[t.Name] {
		keys[key] = true
	}
	for key := range keys {
		o, ok := r.key(t, key, before, now)
		if !ok {
			continue
		}
		n := now.stands[t.Name][key]
		if o.Kind == New {
			point, actor := refCell(t, n.rows[0], "point"), refCell(t, n.rows[0], "actor")
			if k, _ := last(now, point, actor); k != key {
				continue
			}
			if k, b := last(before, point, actor); len(b.rows) > 0 {
				if when(b)+k > when(n)+key {
					continue
				}
				o.Before, o.Kind, o.Cells = refLines(b), Next, refStatements(t, b, n)
				if refMoved(t, o.Cells) {
					o.Kind = Status
				}
				if len(o.Cells) == 0 {
					continue
				}
			}
		}
		if len(n.rows) > 0 {
			point, due := refCell(t, n.rows[0], "point"), refCell(t, n.rows[0], "due")
			held := ""
			for _, day := range refPointDays(before, point) {
				if day != "" {
					held = day
				}
			}
			if refLater(held, due) {
				o.Kind, o.Times = Extended, refTimes(refPointDays(now, point))
				var cells []Cell
				for _, f := range t.Fields {
					if f.Name == "due" {
						cells = append(cells, Cell{"due", held, due})
					}
					for _, c := range o.Cells {
						if c.Column == f.Name && f.Name != "due" {
							cells = append(cells, c)
						}
					}
				}
				o.Cells = cells
			}
		}
		found[key] = o
	}
}

// refPointDays is the days by which a point was to be done, in the order that they were given.
func refPointDays(s *refState, point string) []string {
	var days []string // with what they are sorted by before them
	for table, column := range map[string]string{"responses": "points", "status_events": "point"} {
		t := schema.MustGet(table)
		for key, saying := range s.stands[table] {
			for _, row := range saying.rows {
				if slices.Contains(strings.Split(refCell(t, row, column), "|"), point) {
					days = append(days, fmt.Sprintf("%10s %s %3d %s\x00%s", refDay(refCell(t, row, "date")), refRank(saying.pkg), t.Order, key, refCell(t, row, "due")))
				}
			}
		}
	}
	sort.Strings(days)
	for i, d := range days {
		_, days[i], _ = strings.Cut(d, "\x00")
	}
	return days
}

func refStatements(t *schema.Table, b, n refSaying) []Cell {
	for _, pair := range refPairs(t, b.rows, n.rows) {
		if cells := refRows(t, pair[0], pair[1]); len(cells) > 0 {
			return cells
		}
	}
	return nil
}

// refPairs matches rows: now's first, in their order, then those of before that are left.
func refPairs(t *schema.Table, before, now [][]string) [][2][]string {
	left := slices.Clone(before)
	mate := make([][]string, len(now))
	titled := slices.Contains([]string{"causes"}, t.Name)
	for pass := range 3 {
		for i, n := range now {
			if mate[i] != nil {
				continue
			}
			for j, b := range left {
				same := false
				switch {
				case pass == 0:
					same = refCell(t, b, "place") == refCell(t, n, "place") && (!titled || refCell(t, b, "title") == refCell(t, n, "title"))
				case titled:
					same = refCell(t, b, "title") == refCell(t, n, "title")
				case pass == 1:
					same = len(refRows(t, b, n)) == 0
				default:
					same = true
				}
				if same {
					mate[i] = b
					left = slices.Delete(left, j, j+1)
					break
				}
			}
		}
	}
	alike := func(rows [][]string, with func(row []string) []Cell) []string {
		for _, row := range rows {
			if len(with(row)) == 0 {
				return row
			}
		}
		return rows[0]
	}
	var pairs [][2][]string
	for i, n := range now {
		if mate[i] == nil && !titled && len(before) > 0 {
			mate[i] = alike(before, func(b []string) []Cell { return refRows(t, b, n) })
		}
		pairs = append(pairs, [2][]string{mate[i], n})
	}
	for _, b := range left {
		var n []string
		if !titled && len(now) > 0 {
			n = alike(now, func(n []string) []Cell { return refRows(t, b, n) })
		}
		pairs = append(pairs, [2][]string{b, n})
	}
	return pairs
}

// refRows is the columns that differ between two rows.
func refRows(t *schema.Table, b, n []string) []Cell {
	var cells []Cell
	for i, f := range t.Fields {
		if slices.Contains(t.KeyColumns(), i) || slices.Contains([]string{"id", "source", "note", "revision_note", "order"}, f.Name) {
			continue
		}
		if b == nil || n == nil {
			c := Cell{Column: f.Name}
			if b != nil {
				c.Before = b[i]
			} else {
				c.Now = n[i]
			}
			if c.Before+c.Now != "" {
				cells = append(cells, c)
			}
			continue
		}
		if f.Name == "place" || f.Name == "title" && t.Name == "causes" {
			continue
		}
		if refDiffers(t, f, b, n) {
			cells = append(cells, Cell{f.Name, b[i], n[i]})
		}
	}
	return cells
}

// refNumberOf is the number that a column goes with, and how.
func refNumberOf(t *schema.Table, column string) (number, role string) {
	var numbers []string
	for _, f := range t.Fields {
		if f.As == schema.Decimal {
			numbers = append(numbers, f.Name)
		}
	}
	for _, n := range numbers {
		if column == n {
			return n, "value"
		}
		for _, role := range []string{"as_written", "approximate", "status", "unit"} {
			if column == n+"_"+role {
				return n, role
			}
		}
	}
	if len(numbers) == 1 {
		switch column {
		case "as_written", "approximate", "status":
			return numbers[0], column
		case "amount_unit":
			return numbers[0], "unit"
		}
	}
	return "", ""
}

func refDiffers(t *schema.Table, f schema.Field, b, n []string) bool {
	x, y := refCell(t, b, f.Name), refCell(t, n, f.Name)
	number, role := refNumberOf(t, f.Name)
	was, is := refCell(t, b, number), refCell(t, n, number)
	switch role {
	case "value":
		return !refEqual(t, f.Name, b, n)
	case "unit":
		return x != y && was != "" && is != "" && !refEqual(t, number, b, n)
	case "as_written":
		return x != y && was == "" && is == ""
	case "approximate":
		return (x == "true") != (y == "true")
	case "status":
		if x == "" && was != "" {
			x = "reported"
		}
		if y == "" && is != "" {
			y = "reported"
		}
		return x != y
	}
	if f.List {
		p, q := strings.Split(x, "|"), strings.Split(y, "|")
		sort.Strings(p)
		sort.Strings(q)
		return !slices.Equal(p, q)
	}
	if f.Name == "exhaustive" {
		return x != y && x+y != "not_stated"
	}
	return x != y
}

// refEqual is whether a number is the same, in kronor where it is money.
func refEqual(t *schema.Table, number string, b, n []string) bool {
	if refCell(t, b, number) == "" || refCell(t, n, number) == "" {
		return refCell(t, b, number) == refCell(t, n, number)
	}
	read := func(row []string) (decimal.Decimal, string) {
		v := decimal.RequireFromString(refCell(t, row, number))
		for _, f := range t.Fields {
			if of, role := refNumberOf(t, f.Name); of != number || role != "unit" {
				continue
			}
			switch unit := refCell(t, row, f.Name); unit {
			case "mkr":
				return v.Mul(decimal.NewFromInt(1_000_000)), "kr"
			case "tkr":
				return v.Mul(decimal.NewFromInt(1000)), "kr"
			default:
				return v, unit
			}
		}
		return v, ""
	}
	v, unit := read(b)
	w, other := read(n)
	return unit == other && v.Equal(w)
}
