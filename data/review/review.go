package review

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"rodatraden/data/compare"
	"rodatraden/data/model"
	"rodatraden/data/store"
)

// Kind says what sort of gap a question is about. A question row's reason begins with it.
type Kind string

// The kinds, in no order.
const (
	Remainder    Kind = "remainder"    // Övrigt eller oförklarat
	Unexplained  Kind = "unexplained"  // Oförklarat: the report calls its list complete
	NotReported  Kind = "not_reported" // Uppgift saknas
	Fallen       Kind = "fallen"       // Uppgift har fallit bort
	Silent       Kind = "silent"       // Ändrat utan förklaring
	Assumption   Kind = "assumption"   // Antagande
	BrokenLink   Kind = "broken_link"  // Bruten länk
	Revisit      Kind = "revisit"      // Återbesök
	Forecast     Kind = "forecast"     // Prognos
	NoAction     Kind = "no_action"    // Godkänt utan åtgärd
	DoesNotAdd   Kind = "does_not_add" // Går inte ihop
	Less         Kind = "less"         // Mindre än väntat
	Comparison   Kind = "comparison"   // Jämförbarhet
	Contradicted Kind = "contradicted" // Motstridigt
	Unconfirmed  Kind = "unconfirmed"  // Inte bekräftat
	Repeated     Kind = "repeated"     // Återkommer
	Oral         Kind = "oral"         // Bara muntligt
	Overdue      Kind = "overdue"      // Tiden har gått ut
	Outdated     Kind = "outdated"     // Inaktuellt
	Answer       Kind = "answer"       // Svar: ingen har ännu haft tid att ge det
	Postponed    Kind = "postponed"    // Framflyttat
	Stay         Kind = "stay"         // Blir kvar
)

// Message is a text for people in the program's languages: the id of its words, and what they say of
// the case. A value is an int, a string (a name or a wording as the material has it), a
// model.Quantity, a model.Period, a model.Date, Pairs, or a *model.Package. An int called Count chooses
// singular or plural.
type Message struct {
	ID   string
	Args map[string]any
}

// Question is one thing to ask. It claims nothing.
type Question struct {
	Rule    string         // the id of the rule that found it
	Kind    Kind           //
	Page    string         // where it belongs: the rule's page where the rule says no other
	About   string         // table:id of the record that it hangs on; one rule asks once about one record
	Looked  []model.Record // what the rule looked at, first what the question is about
	Text    Message        // the question
	Reason  []Message      // why it is asked, in figures: sentences
	Package *model.Package // who told last of what it is about
	Weight  int            // less weighs more
	Facts   string         // a digest of what was looked at: a silenced question speaks again when it differs
}

// Rule is one way of finding questions.
type Rule struct {
	ID     string
	Page   string // where its questions belong: economy, goals, savings, audit, interventions, quality, decisions
	weight int
	find   func(m *material) []Question
}

// Library is what a review reads: *store.Library.
type Library interface {
	compare.Library
	Snapshot(ctx context.Context, repository, committee string, do func(*store.Snapshot) error) error
}

// Find returns the questions that the rules raise at a state; before is the state compared with, for what
// differs from it, or the zero State. They are in the order in which a politician should ask: the
// heaviest rule first, but the second question of one rule after the first of every other.
//
// Faults: those of the library's reading.
func Find(ctx context.Context, lib Library, before, now compare.State) ([]Question, error) {
	of := now.About.Committee
	var silent []compare.Change
	if before.About != nil {
		var err error
		if silent, err = compare.Between(ctx, lib, before, now, "amounts", "observations"); err != nil {
			return nil, err
		}
	}
	var out []Question
	err := lib.Snapshot(ctx, of.Repository, of.ID, func(s *store.Snapshot) error {
		m := newMaterial(s, now)
		m.changes = silent
		for _, rule := range Rules() {
			out = append(out, m.apply(rule)...)
			if m.err != nil || ctx.Err() != nil {
				return cmp.Or(m.err, ctx.Err())
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return inOrder(out), nil
}

// apply runs one rule, and completes what it found.
func (m *material) apply(rule Rule) []Question {
	found := rule.find(m)
	for i := range found {
		q := &found[i]
		q.Rule = rule.ID
		q.Page = cmp.Or(q.Page, rule.Page)
		q.Weight += rule.weight
		if q.About == "" && len(q.Looked) > 0 {
			q.About = q.Looked[0].Ref()
		}
		for _, r := range q.Looked {
			if q.Package == nil || q.Package.Less(*r.Package) {
				q.Package = r.Package
			}
		}
		q.Facts = digest(*q)
	}
	return found
}

// digest is of what the question rests on: the cells that were looked at, but for where they stand and
// what is noted beside them.
func digest(q Question) string {
	h := sha256.New()
	for _, r := range q.Looked {
		for i, cell := range r.Cells {
			switch r.Table.Fields[i].Name {
			case "source", "note", "revision_note", "order":
				continue
			}
			fmt.Fprintf(h, "%s\x1f%s\x1e", r.Table.Fields[i].Name, cell)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// inOrder sorts by weight, and lets every rule speak once before any speaks twice.
func inOrder(all []Question) []Question {
	slices.SortStableFunc(all, func(a, b Question) int { return cmp.Compare(a.Weight, b.Weight) })
	turn := make(map[string]int, len(all))
	nth := make([]int, len(all))
	order := make([]int, len(all))
	for i, q := range all {
		nth[i], order[i] = turn[q.Rule], i
		turn[q.Rule]++
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(nth[a], nth[b]) })
	out := make([]Question, len(all))
	for i, at := range order {
		out[i] = all[at]
	}
	return out
}

// Rules returns every rule, the heaviest first.
func Rules() []Rule {
	all := slices.Concat(economyRules, savingsRules, decisionRules, goalRules, interventionRules, auditRules, qualityRules, sourceRules)
	slices.SortStableFunc(all, func(a, b Rule) int { return cmp.Compare(a.weight, b.weight) })
	return all
}

// say is a message: its id, and its arguments' names and values in turn.
func say(id string, args ...any) Message {
	m := Message{ID: "review." + id, Args: map[string]any{}}
	for i := 0; i+1 < len(args); i += 2 {
		m.Args[args[i].(string)] = args[i+1]
	}
	return m
}

// joined is a key of columns without | or \.
func joined(parts ...string) string { return strings.Join(parts, "|") }

func yearText(year int) string { return fmt.Sprintf("%04d", year) }
