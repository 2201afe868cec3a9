package page

import (
	"slices"

	"rodatraden/app/i18n"
	"rodatraden/assets"
	"rodatraden/data/fault"
)

// Help is the help of one page of the program: what it shows, where its figures come from, and what
// the marks on it mean.
type Help struct {
	ID       string      `json:"id"`    // the page that it is about
	Title    string      `json:"title"` // Hjälp: Översikt
	Sub      string      `json:"sub"`
	Blocks   []TextBlock `json:"blocks"`   // in reading order
	Marks    []HelpMark  `json:"marks"`    // those that can stand on the page
	Chapters []Chapter   `json:"chapters"` // the help of every page; Ref is a page
}

// HelpMark is a status mark and what it means.
type HelpMark struct {
	Mark  Mark   `json:"mark"`
	Means string `json:"means"`
}

// absences are the marks that stand wherever something is told.
var absences = []MarkKind{MarkMissing, MarkNotQuoted}

// helps are the pages that have help, in order, with the marks that can stand on each.
var helps = []struct {
	id    string
	marks []MarkKind
}{
	{"overview", append(slices.Clone(absences), MarkBetter, MarkWorse, MarkNeutral, MarkSame, MarkNew, MarkFallen, MarkSilent, MarkDone, MarkPartly, MarkNotDone, MarkNotYet)},
	{"economy", append(slices.Clone(absences), MarkBetter, MarkWorse, MarkNeutral, MarkSame, MarkNew, MarkFallen, MarkSilent)},
	{"goals", append(slices.Clone(absences), MarkDone, MarkPartly, MarkNotDone, MarkNotYet, MarkFallen, MarkBetter, MarkWorse, MarkNeutral, MarkSame)},
	{"thread", append(slices.Clone(absences), MarkNotYet, MarkNeutral)},
	{"savings", absences},
	{"audit", append(slices.Clone(absences), MarkDone, MarkPartly, MarkNotYet, MarkNotDone, MarkFallen, MarkSilent, MarkNeutral)},
	{"interventions", append(slices.Clone(absences), MarkPartly, MarkNotYet, MarkNew, MarkBetter, MarkWorse, MarkNeutral, MarkFallen, MarkSilent)},
	{"quality", append(slices.Clone(absences), MarkDone, MarkPartly, MarkNotDone, MarkFallen, MarkNotYet, MarkNew, MarkBetter, MarkWorse, MarkNeutral, MarkSilent)},
	{"decisions", append(slices.Clone(absences), MarkDone, MarkPartly, MarkNotYet, MarkNotDone, MarkFallen, MarkSilent, MarkOral, MarkNeutral, MarkNew)},
	{"questions", append(slices.Clone(absences), MarkNotYet, MarkDone)},
	{"protocol", []MarkKind{MarkNotYet, MarkDone, MarkPartly, MarkNotDone, MarkNeutral}},
	{"changes", append(slices.Clone(absences), MarkNew, MarkSilent, MarkFallen, MarkBetter, MarkWorse, MarkNeutral, MarkSame, MarkDone, MarkPartly, MarkNotDone, MarkNotYet)},
	{"search", nil},
	{"record", absences},
	{"document", nil},
	{"subscriptions", []MarkKind{MarkDone, MarkPartly, MarkNotYet, MarkNotDone}},
	{"settings", nil},
	{"notes", nil},
	{"export", nil},
}

// HelpPages are the pages that have help, in order.
func HelpPages() []string {
	var out []string
	for _, h := range helps {
		out = append(out, h.id)
	}
	return out
}

// BuildHelp makes the help of a page.
//
// Faults: NotFound where the page has none.
func BuildHelp(id string, l *i18n.Localizer) (*Help, error) {
	const op = "page.BuildHelp"
	i := slices.Index(HelpPages(), id)
	if i < 0 {
		return nil, fault.New(op, fault.NotFound, id, &NearError{Names: HelpPages()})
	}
	text, err := assets.Help.ReadFile("help/" + id + "." + l.Lang() + ".md")
	if err != nil {
		return nil, fault.New(op, fault.Build, id, err)
	}
	h := &Help{ID: id, Title: l.Text("help.title", "Page", l.Text("help.page."+id)), Sub: l.Text("help.sub"), Marks: []HelpMark{}}
	h.Blocks, _, _ = blocks(string(text), nil)
	for _, kind := range helps[i].marks {
		h.Marks = append(h.Marks, HelpMark{Mark{kind, l.Text("help.mark." + string(kind))}, l.Text("help.means." + string(kind))})
	}
	for n, other := range helps {
		h.Chapters = append(h.Chapters, Chapter{Ref: other.id, Heading: l.Text("help.page." + other.id), Number: n + 1, Here: other.id == id})
	}
	return h, nil
}
