package review

import (
	"regexp"
	"slices"
	"strings"

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
	var approvals int // without action, which another rule counts
	broken := m.Of("links", "strength", "stated_absent")
	broken = slices.DeleteFunc(slices.Clone(broken), func(r model.Record) bool { return endOf(r.Package).Year() != m.year })
	for _, r := range broken {
		if ofApproval(r) {
			approvals++
		}
	}
	for _, r := range broken {
		if ofApproval(r) && approvals > 1 {
			continue
		}
		q := Question{Kind: BrokenLink, Looked: []model.Record{r}, Weight: 1}
		from, to := r.Get("from"), r.Get("to")
		for _, ref := range []string{from, to} {
			if end, ok := m.Get(ref); ok {
				q.Looked = append(q.Looked, end)
			}
		}
		args := []any{"From", m.Name(from), "To", m.Name(to), "Relation", r.Get("relation")}
		variant := ""
		switch line, ok := m.Get(to); {
		case strings.HasPrefix(from, "units:") && strings.HasPrefix(to, "units:"):
			variant = ".units"
		case !ok || line.Table.Name != "budget_lines" || !slices.Contains(explains, r.Get("relation")):
		default:
			variant, q.Weight = ".explains", 0
			if trend, way := m.trendOf(line.ID()); way != "" {
				variant += "." + way
				q.Looked = append(q.Looked, trend)
			}
		}
		q.Text = say("link-broken.question"+variant, args...)
		q.Reason = []Message{say("link-broken.reason", append(args, "Text", strings.TrimSuffix(r.Get("text"), "."))...)}
		if r.Get("text") == "" {
			q.Reason = []Message{say("link-broken.reason.wordless", args...)}
		}
		out = append(out, q)
	}
	return out
}

// ofApproval reports whether a link says that a report led to no decision.
func ofApproval(link model.Record) bool {
	return strings.HasPrefix(link.Get("from"), "documents:") && strings.HasPrefix(link.Get("to"), "decisions:")
}

// trendOf is what is told, without a number, of how a line's costs of the state's year go, and whether they
// fall or rise by its words.
func (m *material) trendOf(line string) (trend model.Record, way string) {
	for _, r := range m.Of("amounts", "line", line) {
		p, _, ok := day(r.Get("period"))
		if !ok || p.To.Year != m.year || r.Get("status") != string(model.TrendOnly) {
			continue
		}
		switch falls, rises := falling.MatchString(r.Get("text")), rising.MatchString(r.Get("text")); {
		case falls && !rises:
			trend, way = r, "fall"
		case rises && !falls:
			trend, way = r, "rise"
		}
	}
	return trend, way
}

// spoken is how an assignment's note says that it was not given on anything written.
var spoken = regexp.MustCompile(`(?i)\bmuntlig`)

// oralOnly asks what is written of what is told by word of mouth.
func (m *material) oralOnly() []Question {
	var out []Question
	ask := func(r model.Record, what string, more ...model.Record) {
		out = append(out, Question{
			Kind: Oral, Looked: append([]model.Record{r}, more...), Text: say("oral-only.question." + what),
			Reason: []Message{say("oral-only.reason."+what, "Title", strings.TrimSuffix(nameOf(r), "."))},
		})
	}
	for _, r := range m.Of("collaborations", "form", "oral") {
		p, ok := model.ParsePeriod(r.Get("period"))
		if !ok || p.Unknown || p.To.IsZero() || p.To.Year >= m.year {
			ask(r, "collaboration")
		}
	}
	for _, r := range m.Standing("decisions") {
		if p, _, ok := day(r.Get("date")); !ok || p.To.Year != m.year {
			continue
		}
		source, ok := m.Get("sources:" + r.Source())
		switch {
		case ok && source.Get("form") == "oral":
			ask(r, "decision", source)
		case r.Get("kind") == "assign" && r.Get("package") == "" && spoken.MatchString(r.Get("note")):
			ask(r, "decision")
		}
	}
	return out
}
