package alvbro

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"sync"
)

// catalogs holds what there is to tell of each committee, one JSON file a committee. The number
// first in a file's name is its place: --committees 3 takes the first three.
//
//go:embed catalog/*.json
var catalogs embed.FS

// Committee is the catalog of one committee: the names, the words and the measures of size of which
// the generator makes its years. A catalog says what can happen, never what happens. Every id is of
// small letters a–z, digits and hyphens, and is unique among all ids of its catalog. Money is in mkr
// with one decimal, written as a string; shares are in thousandths (permille).
type Committee struct {
	ID             string `json:"id"`
	Name           string `json:"name"`    // "Barn- och utbildningsnämnden", without the municipality
	Mandate        string `json:"mandate"` // one clause, without a full stop
	Administration Unit   `json:"administration"`
	Total          string `json:"total"` // id of the line that the areas sum to; "namnden-totalt" where it is left out

	Areas         []Area         `json:"areas"`         // four to six
	Goals         []Goal         `json:"goals"`         // those above stand before those below
	Indicators    []Indicator    `json:"indicators"`    // ten to sixteen
	Interventions []Intervention `json:"interventions"` // two to four
	Savings       []Saving       `json:"savings"`       // twelve or more; two to four are decided each year
	Assumptions   []Assumption   `json:"assumptions"`   // four or more
	Assignments   []string       `json:"assignments"`   // six or more: "Redovisa hur skolskjutsarna kan samordnas", without day and full stop
	Scale         string         `json:"scale"`         // of the controls' risk: 4x4 or 5x5
	Controls      []Control      `json:"controls"`      // seven or more; six are in a year's plan
	Quality       Quality        `json:"quality"`
	Steering      []Steering     `json:"steering"`      // three or more
	Collaborating []Collaborate  `json:"collaborating"` // two or more
	Audits        []Audit        `json:"audits"`        // three or more
	Changes       []Change       `json:"changes"`       // of units; may be left out

	Chronicle bool `json:"chronicle"` // begins with the two years that are written by hand
}

// Unit is a unit of the administration.
type Unit struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Mandate string `json:"mandate"`
}

// Area is a budget line and the area of operations that it belongs to, under the same id.
type Area struct {
	Unit
	Budget   string    `json:"budget"`   // of 2023, mkr: "182.5"
	Growth   int       `json:"growth"`   // of the budget a year, permille: 28
	Swing    int       `json:"swing"`    // how far a year's cost may be from the budget, permille: 15
	Season   string    `json:"season"`   // flat, school (low in July), winter, summer or autumn
	Pressure []Driver  `json:"pressure"` // three or more: what makes it dearer or cheaper than the budget
	Units    []SubUnit `json:"units"`    // one to three
}

// SubUnit is a unit in an area.
type SubUnit struct {
	Unit
	People string `json:"people"` // whom it is for, may be left out
}

// Driver is a cause of a variance, as a report names it.
type Driver struct {
	Title string `json:"title"` // "Fler barn i behov av stöd", at most 45 letters
	Sign  int    `json:"sign"`  // -1 dearer, +1 cheaper
}

// Goal is a goal in the committee's plan. The engine itself adds the vision (vision-alvbro), the
// direction inriktning-hallbar-ekonomi, the council's kf-god-hushallning, and the committee's
// namnd-budget-i-balans and namnd-kompetens with their indicators.
type Goal struct {
	ID     string `json:"id"`     // fokus-…, inriktning-…, kf-…, namnd-…, omrade-…, enhet-…, samverkan-…
	Parent string `json:"parent"` // empty: the chain is broken, and the plan says nothing of it
	Level  string `json:"level"`  // as in the table goals
	Title  string `json:"title"`
	Owner  string `json:"owner"` // an area or unit; the committee, or the council, where it is left out
	Aspire bool   `json:"aspire"`
}

// Indicator is followed in the interim and annual reports. Its numbers are strings with as many
// decimals as Decimals says.
type Indicator struct {
	ID         string `json:"id"`
	Goal       string `json:"goal"` // id of the goal it follows
	Title      string `json:"title"`
	Definition string `json:"definition"`
	Measure    string `json:"measure"`   // %, antal, elever, dagar, …
	Timing     string `json:"timing"`    // level, during or rolling
	Direction  string `json:"direction"` // up or down is better; none
	Key        bool   `json:"key"`       // a key figure: no target
	Decimals   int    `json:"decimals"`
	Origin     string `json:"origin"` // own where it is left out
	Start      string `json:"start"`  // in 2023
	Drift      string `json:"drift"`  // a year, with sign: "-0.4"
	Noise      string `json:"noise"`  // from one time to the next
	Low        string `json:"low"`    // it never goes below; may be left out
	High       string `json:"high"`   // nor above; 100 for % where it is left out
	Target     string `json:"target"` // of 2024; left out where there is none
	Toward     string `json:"toward"` // how the target moves a year: "0.5"; "0" or left out: not at all
	Adds       bool   `json:"adds"`   // a count that grows through the year (timing during): Start is of a whole year
	Yearly     bool   `json:"yearly"` // told in the annual report only; in the others not_applicable
	Genders    bool   `json:"genders"`
	Units      bool   `json:"units"` // told also for the units of the goal's owner
}

// Intervention is an effort for people, or a project. With Volume it has an effect ladder.
type Intervention struct {
	ID         string `json:"id"`
	Title      string `json:"title"`
	Unit       string `json:"unit"`
	Kind       string `json:"kind"`  // intervention, project, model or activity
	Forms      string `json:"forms"` // internal|preventive, as in the table
	Aim        string `json:"aim"`
	Target     string `json:"target"`
	ReferredBy string `json:"referred_by"`
	Funding    string `json:"funding"`
	Staffing   string `json:"staffing"`
	Duration   string `json:"duration"`
	Starts     string `json:"starts"` // 2023-08
	Ends       string `json:"ends"`   // may be left out
	Basis      string `json:"basis"`
	FollowUp   string `json:"follow_up"`
	Goal       string `json:"goal"`   // may be left out: the plan says that it is linked to none
	Volume     int    `json:"volume"` // places; 0: it has no figures at all, which the check warns of
	Steps      []Step `json:"steps"`  // of its ladder, in order
}

// Step is a step of an effect ladder.
type Step struct {
	Step  string `json:"step"`  // places, referred, enrolled, completed, self_supporting, studying or remaining_after_12_months
	Word  string `json:"word"`  // "inskrivna elever"
	Share int    `json:"share"` // of the places (referred, enrolled, completed), or of the completed (the rest), permille
}

// Saving is an idea of how to save.
type Saving struct {
	ID      string   `json:"id"`    // bes-…
	Title   string   `json:"title"` // at most 45 letters
	Unit    string   `json:"unit"`  // an area, or a unit in one
	Share   int      `json:"share"` // of the area's budget, permille: 6
	Posts   string   `json:"posts"` // 1.5, where posts go; may be left out
	Impacts []Impact `json:"impacts"`
}

// Impact is what the plan says that a saving leads to.
type Impact struct {
	Title       string `json:"title"`
	Perspective string `json:"perspective"` // service_users, staff, economy or organisation
	Horizon     string `json:"horizon"`     // short, long or not_stated
	Text        string `json:"text"`
	Risk        string `json:"risk"`    // low, medium, high or not_reported
	Revisit     string `json:"revisit"` // the indicator to come back with; may be left out
}

// Assumption is what a budget stands on.
type Assumption struct {
	About     string `json:"about"` // an area
	Text      string `json:"text"`
	Uncertain bool   `json:"uncertain"` // an uncertainty rather than an assumption
	Failed    string `json:"failed"`    // the note where it did not hold
}

// Control is a point of the plan for internal control.
type Control struct {
	ID          string `json:"id"` // without kontroll- and the year
	Unit        string `json:"unit"`
	Risk        string `json:"risk"`
	Method      string `json:"method"`
	Responsible string `json:"responsible"`
	Likelihood  int    `json:"likelihood"`
	Consequence int    `json:"consequence"`
	Sample      int    `json:"sample"` // how many are looked at; 0: no count
	Action      string `json:"action"` // what is done where there is a deviation
}

// Quality is what the yearly report on quality counts.
type Quality struct {
	Units      []string `json:"units"`      // areas or units that report, four to six
	Deviations int      `json:"deviations"` // about so many in 2023
	Complaints int      `json:"complaints"`
	Appeals    int      `json:"appeals"`    // 0: not told
	Misconduct int      `json:"misconduct"` // 0: not told
	Words      Words    `json:"words"`
	Themes     []string `json:"themes"` // what the complaints are about, four or more
	SelfChecks []string `json:"self_checks"`
}

// Words are the titles of the counts, where they are not the usual ones.
type Words struct {
	Deviations string `json:"deviations"`
	Complaints string `json:"complaints"`
	Appeals    string `json:"appeals"`
	Misconduct string `json:"misconduct"`
}

// Steering is a steering document.
type Steering struct {
	ID          string `json:"id"`
	Title       string `json:"title"`
	Kind        string `json:"kind"`  // riktlinje, plan, rutin, policy, lathund
	Level       string `json:"level"` // national, municipality, committee or operative
	AdoptedOn   string `json:"adopted_on"`
	Review      string `json:"review"`
	Responsible string `json:"responsible"`
	States      string `json:"states"` // current, outdated|contradictory, …
	BasedOn     string `json:"based_on"`
	Note        string `json:"note"`
}

// Collaborate is a collaboration with others.
type Collaborate struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Partners  string `json:"partners"`
	Unit      string `json:"unit"`
	Form      string `json:"form"` // written, oral, agreement, assignment or not_stated
	Role      string `json:"role"`
	Frequency string `json:"frequency"`
	Text      string `json:"text"`
}

// Audit is something that the auditors may review.
type Audit struct {
	ID        string     `json:"id"`    // matkvalitet
	Title     string     `json:"title"` // "Granskning av skolmåltiderna"
	Area      string     `json:"area"`
	Criteria  string     `json:"criteria"` // parted by |
	Questions []Question `json:"questions"`
}

// Question is a question of an audit and all that may follow on it.
type Question struct {
	Text           string `json:"text"`
	About          string `json:"about"` // the section's name: "Mål", "Uppföljning"
	Finding        Told   `json:"finding"`
	Recommendation Told   `json:"recommendation"`
	Answer         Answer `json:"answer"`
	Staff          string `json:"staff"` // a view that the staff gives; may be left out
	Head           string `json:"head"`  // and the administration's other one
}

// Told is a short label and a sentence.
type Told struct {
	Title string `json:"title"`
	Text  string `json:"text"`
}

// Answer is what the committee answers a recommendation.
type Answer struct {
	Text        string `json:"text"`
	Action      string `json:"action"`
	Responsible string `json:"responsible"`
	Done        string `json:"done"` // a few words of what shows that it is done
	Late        string `json:"late"` // a few words of why it is late
}

// Change is a change of the organisation on the first of January.
type Change struct {
	Year int    `json:"year"` // 2025 or later
	Kind string `json:"kind"` // renamed or split, into To; became_unit: it was an area, and To is empty
	Unit string `json:"unit"` // a unit in an area
	To   []Unit `json:"to"`
	Why  string `json:"why"`
}

// committees reads the catalogs, in order.
var committees = sync.OnceValue(func() []*Committee {
	files, err := fs.Glob(catalogs, "catalog/*.json")
	if err != nil {
		panic(err) // the pattern is right
	}
	var all []*Committee
	for _, name := range files { // sorted
		raw, err := catalogs.ReadFile(name)
		if err != nil {
			panic(err) // embedded
		}
		var c Committee
		d := json.NewDecoder(bytes.NewReader(raw))
		d.DisallowUnknownFields()
		if err := d.Decode(&c); err != nil {
			panic(fmt.Sprintf("%s: %v", path.Base(name), err)) // the tests read every one
		}
		if c.Total == "" {
			c.Total = "namnden-totalt"
		}
		all = append(all, &c)
	}
	return all
})
