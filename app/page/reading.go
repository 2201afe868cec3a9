package page

import (
	"slices"

	"rodatraden/data/schema"
)

// verdict is how an assessment is read when goals are counted.
type verdict int

const (
	reached verdict = iota
	onWay
	unsure
	missed
	unjudged
)

// verdicts are those of one goal's current assessments; two places of one report may differ.
type verdicts []verdict

// all reports whether there is a verdict and all are one of these.
func (v verdicts) all(of ...verdict) bool {
	return len(v) > 0 && !slices.ContainsFunc(v, func(one verdict) bool { return !slices.Contains(of, one) })
}

// readings says how each status of an assessment is shown and counted, of a goal and of a question that
// the auditors answer alike. The words are goals.reading.<status>.
var readings = map[string]struct {
	kind    MarkKind
	verdict verdict
}{
	"met": {MarkDone, reached}, "yes": {MarkDone, reached}, "no_deviation": {MarkDone, reached},
	"expected": {MarkPartly, onWay}, "mostly": {MarkPartly, onWay},
	"partly": {MarkPartly, unsure}, "limited": {MarkPartly, unsure}, "uncertain": {MarkNeutral, unsure},
	"not_expected": {MarkNotDone, missed}, "not_met": {MarkNotDone, missed}, "no": {MarkNotDone, missed},
	"deviation": {MarkNotDone, missed}, "not_performed": {MarkFallen, missed},
	"descriptive": {MarkNeutral, unjudged}, "not_assessed": {MarkNotYet, unjudged}, "not_quoted": {MarkNotQuoted, unjudged},
}

// assessed is how a status of an assessment is read.
func (s *state) assessed(status string) Mark {
	return Mark{readings[status].kind, s.l.Text("goals.reading." + status)}
}

// bySubject is what stands of a ledger of assessments, by what they are of, in the order that it was told.
func bySubject(assessments ledger) map[string][]Told {
	out := map[string][]Told{}
	for _, key := range assessments.keys {
		if t, ok := assessments.winner(key); ok && len(t.Rows) > 0 {
			subject := schema.SplitKey(key)[0]
			out[subject] = append(out[subject], t)
		}
	}
	return out
}
