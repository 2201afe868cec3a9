package review

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rodatraden/data/compare"
	"rodatraden/data/sample"
	"rodatraden/data/sample/alvbro"
	"rodatraden/data/store"
)

// What testdata/expected demands of the rules, over all its states together.
const (
	wholeRecall    = 1.0
	leastPrecision = 0.95
)

// expectation is a state of a demonstration library, and what a careful reader would ask about it. The
// list is written from the packages' own rows; anything that is asked beside it counts as false.
type expectation struct {
	Repository, Committee, Package string
	Compare                        string // the package compared with; "" where there is none
	Expected                       []struct {
		Rule, About string
		Why         string // what in the material, with file and row
	}
	// Traps are those of the library that show here: the questions that each should cause, or "none: "
	// and why it should cause none. The chronicle's are numbered as the list of what is planted has them.
	Traps map[string]string
}

// named names a question: its rule, and the record that it hangs on.
func named(rule, about string) string { return rule + ":" + about }

func (e expectation) questions() map[string]string {
	out := make(map[string]string, len(e.Expected))
	for _, q := range e.Expected {
		out[named(q.Rule, q.About)] = q.Why
	}
	return out
}

func expectations(t *testing.T) []expectation {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "expected", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	var out []expectation
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var e expectation
		if err := json.Unmarshal(raw, &e); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if e.Package+".json" != filepath.Base(file) || len(e.questions()) != len(e.Expected) {
			t.Errorf("%s is about %q, and names %d questions, %d of them once", file, e.Package, len(e.Expected), len(e.questions()))
		}
		out = append(out, e)
	}
	return out
}

// wholeLibrary is a library with everything of both demonstration libraries.
func wholeLibrary(t *testing.T) *store.Library {
	t.Helper()
	lib, err := store.Open(filepath.Join(t.TempDir(), "library.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := lib.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, name := range sample.Names() {
		packages, report, err := sample.Packages(name)
		if err != nil || report.Faults() > 0 {
			t.Fatalf("the sources of %s: %v, %d faults", name, err, report.Faults())
		}
		for _, p := range packages {
			if err := lib.Install(context.Background(), "demo", p.Manifest.ID, p); err != nil {
				t.Fatal(err)
			}
		}
	}
	return lib
}

// find is what the rules ask at an expectation's state, as each of its packages was known when it was told.
func (e expectation) find(t *testing.T, lib *store.Library) []Question {
	t.Helper()
	packages, err := lib.Packages(context.Background(), e.Repository, e.Committee)
	if err != nil {
		t.Fatal(err)
	}
	state := func(name string) (s compare.State) {
		for _, p := range packages {
			if p.Name == name {
				return compare.State{About: p, At: p.Order}
			}
		}
		if name != "" {
			t.Fatalf("%s has no package %s", e.Committee, name)
		}
		return s
	}
	found, err := Find(context.Background(), lib, state(e.Compare), state(e.Package))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// share is how great a part of all is; of nothing, all.
func share(part, all int) float64 {
	if all == 0 {
		return 1
	}
	return float64(part) / float64(all)
}

// reasons writes what a question says, and of what: the words' ids and what they say of the case.
func reasons(q Question) string {
	lines := []string{fmt.Sprintf("%s %s %v", q.Kind, q.Text.ID, q.Text.Args)}
	for _, m := range q.Reason {
		lines = append(lines, fmt.Sprintf("%s %v", m.ID, m.Args))
	}
	return strings.Join(lines, "; ")
}

func TestTheQuestionsAreThoseThatACarefulReaderWouldAsk(t *testing.T) {
	lib := wholeLibrary(t)
	var expected, found, right int
	for _, e := range expectations(t) {
		missing := e.questions()
		all, hit := len(missing), 0
		var unexpected []string
		questions := e.find(t, lib)
		for _, q := range questions {
			key := named(q.Rule, q.About)
			if _, ok := missing[key]; ok {
				delete(missing, key)
				hit++
				continue
			}
			unexpected = append(unexpected, key+": "+reasons(q))
		}
		expected, found, right = expected+all, found+len(questions), right+hit
		t.Logf("%s: recall %.3f of %d, precision %.3f of %d", e.Package, share(hit, all), all, share(hit, len(questions)), len(questions))
		for _, key := range slices.Sorted(maps.Keys(missing)) {
			t.Logf("  is not asked: %s: %s", key, missing[key])
		}
		for _, q := range unexpected {
			t.Logf("  is not expected: %s", q)
		}
	}
	t.Logf("together: recall %.4f of %d, precision %.4f of %d", share(right, expected), expected, share(right, found), found)
	if recall := share(right, expected); recall < wholeRecall {
		t.Errorf("recall is %.4f: %d of %d questions are asked", recall, right, expected)
	}
	if precision := share(right, found); precision < leastPrecision {
		t.Errorf("precision is %.4f: %d of %d questions are expected", precision, right, found)
	}
}

func TestWhatIsExpectedIsAskedByRulesThatThereAre(t *testing.T) {
	expected := map[string]int{}
	for _, e := range expectations(t) {
		for _, q := range e.Expected {
			expected[q.Rule]++
		}
	}
	for _, r := range Rules() {
		delete(expected, r.ID)
	}
	for _, id := range slices.Sorted(maps.Keys(expected)) {
		t.Errorf("%d questions are expected of %s, which is no rule", expected[id], id)
	}
}

// chronicle is the trap of what was planted by hand; its parts are told apart by their numbers.
const chronicle = "kronikan"

func TestEveryTrapThatIsPlantedIsDealtWith(t *testing.T) {
	all := expectations(t)
	made, err := alvbro.Make(alvbro.Demo)
	if err != nil {
		t.Fatal(err)
	}
	planted, parts := map[string]bool{}, 0
	for _, p := range made.Planted {
		id := p.Trap
		if id == chronicle {
			parts++
			id = fmt.Sprintf("%s/%d", chronicle, parts)
		}
		committee := committeeOf(p.Package)
		planted[committee+" "+id] = true
		if !slices.ContainsFunc(all, func(e expectation) bool { return e.Committee == committee && e.Traps[id] != "" }) {
			t.Errorf("no state of %s deals with %s: %s", committee, id, p.Notice)
		}
	}
	for _, e := range all {
		questions := e.questions()
		for id, causes := range e.Traps {
			if !planted[e.Committee+" "+id] {
				t.Errorf("%s deals with %s, which is not planted", e.Package, id)
			}
			if why, none := strings.CutPrefix(causes, "none:"); none && strings.TrimSpace(why) != "" {
				continue
			}
			for cause := range strings.SplitSeq(causes, ", ") {
				if _, ok := questions[cause]; !ok {
					t.Errorf("%s: %s should cause %q, which is not expected there", e.Package, id, cause)
				}
			}
		}
	}
}

// committeeOf is the committee of the first package that is named.
func committeeOf(packages string) string {
	for _, id := range alvbro.Committees() {
		if strings.HasPrefix(packages, id+"-") {
			return id
		}
	}
	return ""
}
