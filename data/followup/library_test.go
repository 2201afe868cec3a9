package followup

import (
	"bytes"
	"strconv"
	"testing"
	"time"
)

// libraryExample is a package that joins others, and what is told of it.
type libraryExample struct {
	code  string
	known []func(files) // each an edit of aSource, built in order
	edit  func(files)   // of aSource; the package that joins
	want  Finding
}

// as names a package and places it.
func as(name string, order int) func(files) {
	return all(
		change(manifest, `"name": "nn-2024-04-interim"`, `"name": "`+name+`"`),
		change(manifest, `"order": 4`, `"order": `+strconv.Itoa(order)),
		func(f files) { f["decisions.csv"] = "id,kind,text\n" },
	)
}

func supersedes(what string) func(files) {
	return change(manifest, `"supersedes": null`, `"supersedes": "`+what+`"`)
}

const firstName = "nn-2024-03-monthly"

var first = as(firstName, 3)

// knownIndicator is a package before that tells the indicator of persons, and no outcome of it.
var knownIndicator = all(first, persons("all", "20"), drop("observations.csv"))

var libraryExamples = []libraryExample{
	{NameTaken, []func(files){as("nn-2024-04-interim", 3)}, change(manifest, "Delårsrapport april 2024", "Annan titel"), Finding{File: manifest, Column: "name", Value: "nn-2024-04-interim"}},
	{IDTaken, []func(files){all(first, change(manifest, `"created"`, `"id": "123e4567-e89b-42d3-a456-426614174000", "created"`))},
		change(manifest, `"created"`, `"id": "123e4567-e89b-42d3-a456-426614174000", "created"`), Finding{File: manifest, Column: "id", Value: "123e4567-e89b-42d3-a456-426614174000"}},
	{OrderTaken, []func(files){as(firstName, 4)}, nil, Finding{File: manifest, Column: "followup.order", Value: "4"}},
	{OrderPast, []func(files){as("nn-2024-05-monthly", 5)}, nil, Finding{Severity: Warning, File: manifest, Column: "followup.order", Value: "4"}},
	{SupersedesItself, nil, supersedes("nn-2024-04-interim"), Finding{File: manifest, Column: "followup.supersedes", Value: "nn-2024-04-interim"}},
	{SupersedesUnknown, []func(files){first}, supersedes("nn-2024-02-monthly"), Finding{File: manifest, Column: "followup.supersedes", Value: "nn-2024-02-monthly"}},
	{SupersedesTwice, []func(files){as(firstName, 2), all(as("nn-2024-03-monthly-2", 3), supersedes(firstName))}, supersedes(firstName), Finding{File: manifest, Column: "followup.supersedes", Value: firstName}},
	{SupersedesOrder, []func(files){as(firstName, 9)}, supersedes(firstName), Finding{File: manifest, Column: "followup.order", Value: "4"}},
	{AsAtChanged, []func(files){all(first, change(manifest, `"to": "2024-04-30"`, `"to": "2024-03-31"`), change(manifest, `"as_at": "2024-04-30"`, `"as_at": "2024-03-31"`))},
		supersedes(firstName), Finding{File: manifest, Column: "followup.as_at", Value: "2024-04-30"}},
	{MunicipalityDiffers, []func(files){all(first, change(manifest, `"9999"`, `"1488"`))}, nil, Finding{File: manifest, Column: "followup.municipality.code", Value: "9999"}},
	{AudienceDiffers, []func(files){all(first, change(manifest, `"public"`, `"presidium"`))}, nil, Finding{File: manifest, Column: "followup.audience", Value: "public"}},
	{IDChanged, []func(files){first}, change("amounts.csv", "a1,total", "b1,total"), Finding{File: "amounts.csv", Row: 2, Column: "id", Value: "b1"}},
	{IDReused, []func(files){first}, change("amounts.csv", "a1,total,budget_year,2024", "a1,total,budget_ytd,2024"), Finding{File: "amounts.csv", Row: 2, Column: "id", Value: "a1"}},
	{PackageUnknown, nil, change("decisions.csv", ",nn-2024-04-interim,", ",nn-2024-01-monthly,"), Finding{Severity: Warning, File: "decisions.csv", Row: 2, Column: "package", Value: "nn-2024-01-monthly"}},
	{GoalNoIndicator, nil, put("goals.csv", "id,level,title\nm1,committee_goal,Trygghet\n"), Finding{Severity: Warning, File: "goals.csv", Row: 2, Column: "title", Value: "Trygghet"}},
	{TargetOlder, []func(files){all(first, persons("all", "40"), drop("observations.csv"), put("targets.csv", "id,indicator,period,value\nt1,i1,2023,50\n"))},
		persons("all", "41"), Finding{Severity: Warning, File: "observations.csv", Row: 2, Column: "period", Value: "2024-04"}},
	{SavingNoAmount, nil, put("savings.csv", "id,title,status\nb1,Färre lokaler,decided\n"), Finding{Severity: Warning, File: "savings.csv", Row: 2, Column: "amount"}},
	{SavingNoEffectDate, nil, put("savings.csv", "id,title,status\nb1,Färre lokaler,decided\n"), Finding{Severity: Warning, File: "savings.csv", Row: 2, Column: "effect_from"}},
	{SavingNoImpact, nil, put("savings.csv", "id,title,status\nb1,Färre lokaler,decided\n"), Finding{Severity: Warning, File: "savings.csv", Row: 2, Column: "title", Value: "Färre lokaler"}},
	{RealisedBeyond, []func(files){all(first, put("savings.csv", "id,title,amount,amount_unit,effect_from,status,note\nb1,Färre lokaler,2.0,mkr,2024-01,decided,Analysen görs i juni.\n"))},
		change("amounts.csv", "60.0,mkr,a4,norr,budget_year,2024,,,,s1\n", "60.0,mkr,a4,norr,budget_year,2024,,,,s1\n2500,tkr,r1,savings:b1,saving_realised,2024-01/2024-04,,,,s1\n"),
		Finding{Severity: Warning, File: "amounts.csv", Row: 6, Column: "value", Value: "2500"}},
	{TotalDiffers, nil, all(put("savings.csv", "id,title,amount,amount_unit,effect_from,status,decision,note\nb1,Ett,2.0,mkr,2024-01,decided,d1,\nb2,Två,1.0,mkr,2024-01,decided,d1,\n"),
		put("savings_totals.csv", "id,label,measure,value,amount_unit,decision\nt1,Plan,decided,3.5,mkr,d1\n"), put("impacts.csv", "id,subject,title\nk1,decisions:d1,Längre väntan\n")),
		Finding{Severity: Warning, File: "savings_totals.csv", Row: 2, Column: "value", Value: "3.5"}},
	{NoResult, nil, all(change(manifest, `"interim"`, `"annual"`), enrolled), Finding{Severity: Warning, File: "observations.csv", Row: 2, Column: "indicator", Value: "i1"}},
	{ParentCircle, []func(files){all(first, put("goals.csv", "id,level,title,parent\nm1,vision,Ett,\nm2,focus_area,Två,m1\n"))},
		put("goals.csv", "id,level,title,parent\nm1,vision,Ett,m2\n"), Finding{File: "goals.csv", Row: 2, Column: "parent", Value: "m2"}},
	{PointNoAnswer, []func(files){all(first, recommended)}, nil, Finding{Severity: Warning, File: "responses.csv", Column: "points", Value: "r1"}},
	{AnswerNoOwner, []func(files){all(first, recommended)}, put("responses.csv", "id,points,text,due\nv1,r1,Vi ser över det.,2024-12\n"), Finding{Severity: Warning, File: "responses.csv", Row: 2, Column: "responsible"}},
	{AnswerNoDate, []func(files){all(first, recommended)}, put("responses.csv", "id,points,text,responsible\nv1,r1,Vi ser över det.,Chefen\n"), Finding{Severity: Warning, File: "responses.csv", Row: 2, Column: "due"}},
	{OralOnly, nil, put("collaborations.csv", "id,title,form\nsv1,Samråd,oral\n"), Finding{Severity: Warning, File: "collaborations.csv", Row: 2, Column: "form", Value: "oral"}},
	{LeftDangling, []func(files){as(firstName, 1), all(as("nn-2024-03-monthly-2", 2), drop("budget_lines.csv", "units.csv"))},
		all(supersedes(firstName), func(f files) {
			for name := range f {
				if name != manifest {
					delete(f, name)
				}
			}
		}, change(manifest, `"meeting"`, `"reason": "Fel rapport.", "meeting"`)),
		Finding{Severity: Warning, File: manifest, Column: "followup.supersedes", Value: "budget_lines:total", Answer: "Fel rapport."}},

	{ReferenceMissing, nil, change("budget_lines.csv", "norr,total,norr", "norr,summa,norr"), Finding{File: "budget_lines.csv", Row: 3, Column: "parent", Value: "summa"}},
	{ReferenceMissing, nil, change("assumptions.csv", "budget_lines:total", "budget_lines:summa"), Finding{File: "assumptions.csv", Row: 2, Column: "about", Value: "budget_lines:summa"}},
	{ReferenceMissing, nil, put("units.csv", "id,name,kind,successors\nnn,N,committee,\nnorr,A,area,soder|vaster\nsoder,B,area,\n"), Finding{File: "units.csv", Row: 3, Column: "successors", Value: "soder|vaster"}},
	{ReferenceMissing, []func(files){first}, all(drop("budget_lines.csv"), put("withdrawn.csv", "id,table,key,reason\nw1,budget_lines,soder,Fel\n")), Finding{File: "amounts.csv", Row: 6, Column: "line", Value: "soder"}},
	{ReferenceMissing, []func(files){first}, all(supersedes(firstName), drop("budget_lines.csv")), Finding{File: "amounts.csv", Row: 2, Column: "line", Value: "total"}},
	{ReferenceTable, nil, change("assumptions.csv", "budget_lines:total", "lines:total"), Finding{File: "assumptions.csv", Row: 2, Column: "about", Value: "lines:total"}},
	{ReferenceTable, nil, change("causes.csv", "c2,budget_lines:total", "c2,units:nn"), Finding{File: "causes.csv", Row: 3, Column: "subject", Value: "units:nn"}},
	{WithdrawnUnknown, []func(files){first}, put("withdrawn.csv", "id,table,key,reason\nw1,units,vaster,Fel\n"), Finding{File: "withdrawn.csv", Row: 2, Column: "key", Value: "vaster"}},
	{PartsDiffer, []func(files){first}, all(drop("budget_lines.csv"), change("amounts.csv", "60.0,mkr,a4", "61.0,mkr,a4")), Finding{Severity: Warning, File: "amounts.csv", Row: 2, Column: "value", Value: "100.0"}},
	{VarianceDiffers, []func(files){first}, all(change("amounts.csv", `100.0,mkr,a1,total,budget_year,2024,"100,0 mkr",,reported,s1`+"\n", ""),
		change("amounts.csv", `-4.0,mkr,a3,total,variance_forecast,2024,"−4,0 mkr"`, `4.0,mkr,a3,total,variance_forecast,2024,`)),
		Finding{Severity: Warning, File: "amounts.csv", Row: 3, Column: "value", Value: "4.0"}},
	{FewPeople, []func(files){knownIndicator}, all(persons("all", "3"), drop("indicators.csv")), Finding{Severity: Warning, File: "observations.csv", Row: 2, Column: "value", Value: "3"}},
	{PartBeyondWhole, []func(files){knownIndicator}, all(persons("all", "40"), addPersons("handläggning", "45"), drop("indicators.csv")), Finding{Severity: Warning, File: "observations.csv", Row: 3, Column: "value", Value: "45"}},
}

func TestEveryRuleOfTheLibraryTellsWhereAndWhat(t *testing.T) {
	for i, e := range allLibraryExamples() {
		t.Run(strconv.Itoa(i)+" "+e.code, func(t *testing.T) {
			report := e.join(t)
			checkFinding(t, report, example{e.code, nil, e.want})
		})
	}
}

func (e libraryExample) join(t *testing.T) Report {
	var known []*Package
	for _, edit := range e.known {
		p, report := aSource().with(edit).open(t)
		if report.Faults() > 0 {
			t.Fatalf("a known package: %v", report)
		}
		known = append(known, p)
	}
	src := aSource()
	if e.edit != nil {
		src = src.with(e.edit)
	}
	p, report := src.open(t)
	if report.Faults() > 0 {
		t.Fatalf("the package that joins: %v", report)
	}
	return CheckAgainst(p, known)
}

func TestAPackageMayReferToWhatEarlierOnesStated(t *testing.T) {
	for name, e := range map[string]libraryExample{
		"units, lines and documents of an earlier package": {known: []func(files){first}, edit: drop("units.csv", "budget_lines.csv", "sources.csv", "documents.csv", "documents/rapport.pdf", "texts.csv", "texts/ekonomi.md")},
		"the same facts under the same ids":                {known: []func(files){first}},
		"a correction of the same facts":                   {known: []func(files){first}, edit: supersedes(firstName)},
		"ids freed with the package that is replaced":      {known: []func(files){first}, edit: all(supersedes(firstName), change("amounts.csv", "a1,total", "b1,total"))},
		"a record withdrawn earlier and stated again": {known: []func(files){as(firstName, 1), all(as("nn-2024-03-w", 2), drop("units.csv", "budget_lines.csv", "amounts.csv", "causes.csv", "assumptions.csv", "texts.csv", "texts/ekonomi.md"),
			put("withdrawn.csv", "id,table,key,reason\nw1,budget_lines,soder,Fel\n"))}},
		"a withdrawal by a package of lower rank": {known: []func(files){as(firstName, 1), all(as("nn-2024-03-w", 2), drop("units.csv", "budget_lines.csv", "amounts.csv", "causes.csv", "assumptions.csv", "texts.csv", "texts/ekonomi.md"),
			change(manifest, `"to": "2024-04-30"`, `"to": "2024-03-31"`), change(manifest, `"as_at": "2024-04-30"`, `"as_at": "2024-03-31"`),
			put("withdrawn.csv", "id,table,key,reason\nw1,budget_lines,soder,Fel\n"))}, edit: drop("budget_lines.csv")},
		"itself as it is published": {known: []func(files){}},
	} {
		t.Run(name, func(t *testing.T) {
			if report := e.join(t); report.Faults() > 0 {
				t.Errorf("got %v", report)
			}
		})
	}
	built := aSource().build(t)
	if report := CheckAgainst(built, []*Package{built, aSource().build(t)}); report.Faults() > 0 {
		t.Errorf("itself: %v", report)
	}
	other := aSource().with(change(manifest, `{"id": "nn"`, `{"id": "other"`)).build(t)
	if report := CheckAgainst(built, []*Package{other}); report.Faults() > 0 {
		t.Errorf("another committee with the same name, order and record ids: %v", report)
	}
}

func TestAFewPeopleAreToldOnceWhicheverPackageToldTheirIndicator(t *testing.T) {
	few := func(r Report) (n int) {
		for _, f := range r.Findings {
			if f.Code == FewPeople && !f.Answered() {
				n++
			}
		}
		return n
	}
	note := change("observations.csv", ",3,\n", ",3,Ingen kan kännas igen.\n")
	for name, e := range map[string]struct {
		edit func(files)
		want int
	}{
		"its own":                    {persons("all", "3"), 1},
		"its own, of homes":          {all(persons("all", "3"), change("indicators.csv", ",personer\n", ",familjehem\n")), 0},
		"an earlier one":             {all(persons("all", "3"), drop("indicators.csv")), 1},
		"an earlier one, and a note": {all(persons("all", "3"), note, drop("indicators.csv")), 0},
		"an earlier one, and a difference": {all(persons("all", "3"), change("observations.csv", "part,value,note", "part,value,kind"),
			change("observations.csv", ",3,\n", ",3,difference\n"), drop("indicators.csv")), 0},
	} {
		known, _ := aSource().with(knownIndicator).open(t)
		p, report := aSource().with(e.edit).open(t)
		if got := few(Join(report, CheckAgainst(p, []*Package{known}))); got != e.want {
			t.Errorf("%s: told %d times, want %d", name, got, e.want)
		}
	}
}

// Where costs are positive an income above its budget is a surplus. Which lines are income may stand in an
// earlier package.
func TestAVarianceIsToldOnceWhicheverPackageToldItsLine(t *testing.T) {
	surplus := change("amounts.csv", `-4.0,mkr,a3,total,variance_forecast,2024,"−4,0 mkr"`, `4.0,mkr,a3,total,variance_forecast,2024,`)
	income := change("budget_lines.csv", "Nämnden,net", "Nämnden,income")
	for name, e := range map[string]struct {
		known, edit func(files)
		want        int
	}{
		"an income line of the package":    {first, all(surplus, income), 0},
		"an income line known before":      {all(first, surplus, income), all(surplus, drop("budget_lines.csv")), 0},
		"a net line of the package":        {first, surplus, 1},
		"a net line known before":          {first, all(surplus, drop("budget_lines.csv")), 1},
		"a net line, and the right figure": {first, drop("budget_lines.csv"), 0},
	} {
		known, _ := aSource().with(e.known).open(t)
		p, report := aSource().with(e.edit).open(t)
		told := 0
		for _, f := range Join(report, CheckAgainst(p, []*Package{known})).Findings {
			if f.Code == VarianceDiffers {
				told++
			}
		}
		if told != e.want {
			t.Errorf("%s: told %d times, want %d", name, told, e.want)
		}
	}
}

func TestBuildingWhatIsPublishedAlreadyGivesTheSamePackage(t *testing.T) {
	src := aSource().with(change(manifest, `  "created": "2024-05-02T08:00:00+02:00",`+"\n", ""), change(manifest, `"supersedes": null`, `"supersedes": "`+firstName+`"`))
	earlier := aSource().with(first).build(t)
	published, report, err := BuildFS(src.inMemory(), BuildOptions{Known: []*Package{earlier}, Now: time.Date(2024, 5, 2, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err, report)
	}
	library := []*Package{earlier, published}
	again, report, err := BuildFS(src.inMemory(), BuildOptions{Known: library, Now: time.Date(2024, 6, 2, 0, 0, 0, 0, time.UTC)})
	if err != nil || !bytes.Equal(again.ManifestBytes(), published.ManifestBytes()) {
		t.Errorf("%v %v", err, report)
	}
	for name, edit := range map[string]func(files){
		"a figure":   change("amounts.csv", "104.0,mkr,a2,total,forecast_year,2024,\"104,0 mkr\"", "104.1,mkr,a2,total,forecast_year,2024,"),
		"a document": change("documents/rapport.pdf", "Delarsrapport", "Rapport"),
		"a text":     change("texts/ekonomi.md", "# Ekonomi", "# Ekonomin"),
		"the title":  change(manifest, "Delårsrapport april 2024", "Delårsrapport"),
	} {
		_, report, err := BuildFS(src.with(edit).inMemory(), BuildOptions{Known: library})
		if err == nil {
			t.Errorf("%s was changed: %v", name, report)
		}
		checkFinding(t, report, example{NameTaken, nil, Finding{File: manifest, Column: "name", Value: "nn-2024-04-interim"}})
	}
}

func TestABuildIsCheckedAgainstTheLibrary(t *testing.T) {
	known := aSource().with(first).build(t)
	src := aSource().with(change("amounts.csv", "a1,total", "b1,total"), change("amounts.csv", "a2,total", "b2,total"))
	p, report, err := BuildFS(src.inMemory(), BuildOptions{Known: []*Package{known}})
	if p != nil || err == nil || report.Faults() != 2 {
		t.Errorf("%v %v", err, report)
	}
}

// enrolled is an intervention that tells how many take part.
func enrolled(f files) {
	f["interventions.csv"] = "id,title,kind\nn1,Jobbspår,intervention\n"
	f["indicators.csv"] = "id,subject,title,unit_of_measure,step\ni1,interventions:n1,Inskrivna,personer,enrolled\n"
	f["observations.csv"] = "id,indicator,unit,period,part,value\no1,i1,nn,2024-01/2024-04,all,40\n"
}

// recommended is an audit with a recommendation.
func recommended(f files) {
	f["audit_reports.csv"] = "id,kind,title\ng1,review,Granskning 2024\n"
	f["audit_points.csv"] = "id,report,kind,title,text\nr1,g1,recommendation,Följ upp,Följ upp effekten.\n"
}

func TestWhatIsAnsweredOrNotToBeExpectedIsNotWarnedOf(t *testing.T) {
	for name, e := range map[string]struct {
		code  string
		known []func(files)
		edit  func(files)
	}{
		"a goal with an indicator":              {GoalNoIndicator, nil, all(put("goals.csv", "id,level,title\nm1,committee_goal,Trygghet\n"), put("indicators.csv", "id,subject,title\ni1,goals:m1,Trygga\n"))},
		"a goal tied to an indicator by a link": {GoalNoIndicator, nil, all(put("goals.csv", "id,level,title\nm1,committee_goal,Trygghet\n"), put("indicators.csv", "id,title\ni1,Trygga\n"), put("links.csv", "id,from,to,strength\nl1,indicators:i1,goals:m1,stated\n"))},
		"a vision":                              {GoalNoIndicator, nil, put("goals.csv", "id,level,title\nm1,vision,Ett gott liv\n")},
		"a goal with a note":                    {GoalNoIndicator, nil, put("goals.csv", "id,level,title,note\nm1,committee_goal,Trygghet,Följs upp i text.\n")},
		"a goal of an excerpt":                  {GoalNoIndicator, nil, all(change(manifest, `"full"`, `"excerpt"`), put("goals.csv", "id,level,title\nm1,committee_goal,Trygghet\n"))},
		"a goal told before":                    {GoalNoIndicator, []func(files){all(first, put("goals.csv", "id,level,title\nm1,committee_goal,Trygghet\n"))}, put("goals.csv", "id,level,title\nm1,committee_goal,Trygghet\n")},
		"an effect beyond enrolment": {NoResult, nil, all(change(manifest, `"interim"`, `"annual"`), enrolled, func(f files) {
			f["indicators.csv"] += "i2,interventions:n1,Självförsörjande,personer,self_supporting\n"
			f["observations.csv"] += "o2,i2,nn,2024-01/2024-04,all,12\n"
		})},
		"a recommendation that is answered":   {PointNoAnswer, []func(files){all(first, recommended)}, put("responses.csv", "id,points,text,responsible,due\nv1,r1,Ja.,Chefen,2024-12\n")},
		"a recommendation in its own package": {PointNoAnswer, nil, recommended},
		"an answer that is not due yet":       {PointNoAnswer, []func(files){all(first, recommended, put("audit_reports.csv", "id,kind,title,response_due\ng1,review,Granskning 2024,2024-06-30\n"))}, nil},
		"a saving of less than was decided":   {RealisedBeyond, []func(files){all(first, put("savings.csv", "id,title,amount,amount_unit,effect_from,note\nb1,Färre,2.0,mkr,2024-01,x\n"))}, change("amounts.csv", "60.0,mkr,a4,norr,budget_year,2024,,,,s1\n", "60.0,mkr,a4,norr,budget_year,2024,,,,s1\n2.0,mkr,r1,savings:b1,saving_realised,2024-01/2024-04,,,,s1\n")},
		"a control with a result":             {ControlNoResult, []func(files){all(first, put("controls.csv", "id,year,risk\nk1,2024,Risken\n"))}, all(change(manifest, `"interim"`, `"quality"`), put("assessments.csv", "id,subject,period,about,status\nb1,controls:k1,2024,outcome,not_performed\n"))},
	} {
		t.Run(name, func(t *testing.T) {
			for _, f := range (libraryExample{known: e.known, edit: e.edit}).join(t).Findings {
				if f.Code == e.code && !f.Answered() {
					t.Errorf("%+v", f)
				}
			}
		})
	}
}
