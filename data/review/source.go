package review

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"rodatraden/data/model"
)

// sourceRules are those of how a thing is told, and of what is said not to hang together.
var sourceRules = []Rule{
	{"link-broken", "goals", 34, (*material).linkBroken},
	{"oral-only", "decisions", 54, (*material).oralOnly},
}

// explains are relations of a link whose end is explained by its beginning.
var explains = []string{"förklarar", "förklaras av"}

// What a told trend says has become of costs.
var (
	falling = regexp.MustCompile(`(?i)(^|[^\pL])minska(r|de|t)([^\pL]|$)`)
	rising  = regexp.MustCompile(`(?i)(^|[^\pL])öka(r|de|t)([^\pL]|$)`)
)

// linkBroken asks of a step that a report says is not there.
func (m *material) linkBroken() []Question {
	var out []Question
	counted := map[string]bool{}
	if all := m.approvals(); len(all) > 1 {
		for _, a := range all {
			counted[a.link.Key] = true
		}
	}
	for _, r := range m.Of("links", "strength", "stated_absent") {
		if yearOf(r.Package) != m.year || counted[r.Key] {
			continue
		}
		q := Question{Kind: BrokenLink, Looked: []model.Record{r}, Weight: 1}
		from, to := r.Get("from"), r.Get("to")
		for _, ref := range []string{from, to} {
			if end, ok := m.Get(ref); ok {
				q.Looked = append(q.Looked, end)
			}
		}
		variant, of := "", ""
		switch line, ok := m.Get(to); {
		case ok && line.Get("kind") == "committee" && line.Table.Name == "units":
			if of = reportedOn(r); of != "" {
				variant = ".told"
			}
		case !ok || line.Table.Name != "budget_lines" || !slices.Contains(explains, r.Get("relation")):
		default:
			q.Weight = 0
			var trend model.Record
			if trend, variant = m.trendOf(line.ID()); trend.Table != nil {
				q.Looked = append(q.Looked, trend)
			}
		}
		q.Text = say("link-broken.question"+variant, "From", m.Name(from), "To", m.Name(to))
		if of != "" {
			q.Text.Args["Of"] = of
		}
		q.Reason = []Message{say("link-broken.reason.absent", "Report", r.Package)}
		if text := strings.TrimRight(r.Get("text"), ". "); text != "" {
			q.Reason = []Message{say("link-broken.reason", "Text", text, "Report", r.Package)}
		}
		out = append(out, q)
	}
	return out
}

// reports is a relation that tells what one reports to another.
var reports = regexp.MustCompile(`(?i)^redovisar (\pL+) till$`)

// reportedOn is what a link's end was to be told of, as the link's own text calls it; "" where that is not said.
func reportedOn(link model.Record) string {
	found := reports.FindStringSubmatch(link.Get("relation"))
	if found == nil {
		return ""
	}
	for _, word := range strings.FieldsFunc(link.Get("text"), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if strings.HasPrefix(strings.ToLower(word), strings.ToLower(found[1])) {
			return word
		}
	}
	return ""
}

// trendOf is what is told, without a number, of how a line's costs of the state's year go, and the ending of
// the question that this makes.
func (m *material) trendOf(line string) (trend model.Record, variant string) {
	variant = ".explains"
	for _, r := range m.Under("amounts", line, nil) {
		p, _, ok := day(r.Get("period"))
		if !ok || p.To.Year != m.year || r.Get("status") != string(model.TrendOnly) {
			continue
		}
		switch falls, rises := falling.MatchString(r.Get("text")), rising.MatchString(r.Get("text")); {
		case falls && !rises:
			trend, variant = r, ".explains.fall"
		case rises && !falls:
			trend, variant = r, ".explains.rise"
		}
	}
	return trend, variant
}

// spoken is how an assignment's note says that it was not given on anything written.
var spoken = regexp.MustCompile(`(?i)\bmuntlig`)

// oralOnly asks what is written of what was only said.
func (m *material) oralOnly() []Question {
	var out []Question
	for _, r := range m.Of("collaborations", "form", "oral") {
		if p, ok := model.ParsePeriod(r.Get("period")); ok && !p.To.IsZero() && p.To.Year < m.year {
			continue
		}
		out = append(out, Question{
			Kind: Oral, Looked: []model.Record{r}, Text: say("oral-only.question", "Name", nameOf(r)),
			Reason: []Message{say("oral-only.reason", "Report", r.Package)},
		})
	}
	for _, r := range m.Standing("decisions") {
		date, ok := model.ParsePeriod(r.Get("date"))
		if !ok || !within(date, m.year) {
			continue
		}
		looked := []model.Record{r}
		if source, ok := m.stands("sources", r.Source()); ok && source.Get("form") == "oral" {
			looked = append(looked, source)
		} else if r.Get("kind") != "assign" || r.Get("package") != "" || !spoken.MatchString(r.Get("note")) {
			continue
		}
		out = append(out, Question{
			Kind: Oral, Looked: looked, Text: say("oral-only.question.decision", "Name", nameOf(r)),
			Reason: []Message{say("oral-only.reason.decision", "Date", date, "Report", r.Package)},
		})
	}
	return out
}
