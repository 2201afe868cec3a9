package followup

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

// gap is something that a whole report leaves out. § stands for the note that answers it; answer is
// what answers where no row of the package does.
type gap struct {
	code   string
	known  []func(files)
	edit   func(files)
	answer func(files)
	want   Finding
}

const note = "§"

func asKind(kind, from, to string) func(files) {
	return func(f files) {
		f[manifest] = strings.NewReplacer(`"interim"`, `"`+kind+`"`,
			`"from": "2024-01-01", "to": "2024-04-30"`, `"from": "`+from+`", "to": "`+to+`"`,
			`"as_at": "2024-04-30"`, `"as_at": "`+to+`"`).Replace(f[manifest])
	}
}

// annual makes the source an annual report.
var annual = asKind("annual", "2024-01-01", "2024-12-31")

var (
	indicatorOf = func(subject, step string) func(files) {
		return put("indicators.csv", "id,subject,title,step\ni1,"+subject+",Inskrivna,"+step+"\n")
	}
	intervention = put("interventions.csv", "id,title,kind\nv1,Jobbspåret,intervention\n")
	review       = func(name string, order int) func(files) {
		return all(as(name, order), asKind("audit", "2023-10-01", "2024-01-31"),
			put("audit_reports.csv", "id,kind,title,response_due\nr1,review,Granskning,2024-04-30\n"),
			put("audit_points.csv", "id,report,kind,title,text\np1,r1,recommendation,Följ upp,Följ upp effekten.\np2,r1,risk,Brist,Det finns en risk.\n"))
	}
	controls = put("controls.csv", "id,year,risk\nk1,2023,Attest\nk2,2023,Jäv\n")
	planned  = all(as("nn-2023-plan", 1), asKind("plan", "2023-01-01", "2023-01-31"), controls)
)

var gaps = []gap{
	{GoalNoIndicator, nil, put("goals.csv", "id,level,title,note\ng1,committee_goal,Fler i arbete,§\n"), nil,
		Finding{File: "goals.csv", Row: 2, Column: "title", Value: "Fler i arbete"}},
	{GoalNoIndicator, nil, all(put("goals.csv", "id,level,title,parent,note\nk1,council_goal,Trygghet,,§\ng1,committee_goal,Arbete,,\n"), indicatorOf("goals:g1", "")), nil,
		Finding{File: "goals.csv", Row: 2, Column: "title", Value: "Trygghet"}},
	{TargetOlder, []func(files){all(first, indicatorOf("", ""), put("targets.csv", "id,indicator,period,value\nm1,i1,2022,10\nm2,i1,2023,12\n"))},
		put("observations.csv", "id,indicator,unit,period,part,value,note\no1,i1,nn,2024-04,all,11,§\n"), nil,
		Finding{File: "observations.csv", Row: 2, Column: "period", Value: "2024-04"}},
	{SavingNoAmount, nil, all(put("savings.csv", "id,title,effect_from,note\ns1,Inköp,2024-06,§\n"), put("impacts.csv", "id,subject,title\nk1,savings:s1,Längre tid\n")), nil,
		Finding{File: "savings.csv", Row: 2, Column: "amount"}},
	{SavingNoEffectDate, nil, all(put("savings.csv", "id,title,amount,amount_unit,effect_from,note\ns1,Inköp,2,mkr,unknown,§\n"), put("impacts.csv", "id,subject,title\nk1,savings:s1,Längre tid\n")), nil,
		Finding{File: "savings.csv", Row: 2, Column: "effect_from", Value: "unknown"}},
	{SavingNoImpact, nil, put("savings.csv", "id,title,amount,amount_unit,effect_from,note\ns1,Inköp,2,mkr,2024-06,§\n"), nil,
		Finding{File: "savings.csv", Row: 2, Column: "title", Value: "Inköp"}},
	{SavingNoImpact, nil, all(put("savings.csv", "id,title,amount,amount_unit,effect_from,decision,note\ns1,Inköp,2,mkr,2024-06,d1,§\n"), put("impacts.csv", "id,subject,title,risk\nk1,decisions:d1,Inte bedömt,not_reported\n")), nil,
		Finding{File: "savings.csv", Row: 2, Column: "title", Value: "Inköp"}},
	{TotalDiffers, nil, all(put("savings_totals.csv", "id,label,measure,value,amount_unit,decision,note\nt1,Plan,decided,4.1,mkr,d1,§\n"),
		put("savings.csv", "id,title,amount,amount_unit,decision,effect_from,note\ns1,Inköp,2.4,mkr,d1,2024,-\ns2,Resor,1200,tkr,d1,2024,-\n")), nil,
		Finding{File: "savings_totals.csv", Row: 2, Column: "value", Value: "4.1"}},
	{NoResult, nil, all(intervention, indicatorOf("interventions:v1", "enrolled"), put("observations.csv", "id,indicator,unit,period,part,value,note\no1,i1,nn,2024-04,all,11,§\n")), nil,
		Finding{File: "observations.csv", Row: 2, Column: "indicator", Value: "i1"}},
	{NoResult, []func(files){all(first, intervention)}, annual,
		put("interventions.csv", "id,title,kind,note\nv1,Jobbspåret,intervention,Följs upp 2025.\n"),
		Finding{File: "observations.csv", Column: "indicator"}},
	{PointNoAnswer, []func(files){review("nn-2024-review", 3)}, func(files) {},
		put("responses.csv", "id,points,text,responsible,due\nx1,p1,Nämnden gör så.,Chefen,2024-12\n"),
		Finding{File: "responses.csv", Column: "points", Value: "p1"}},
	{AnswerNoOwner, []func(files){review("nn-2024-review", 3)}, put("responses.csv", "id,points,text,due,note\nx1,p1|p2,Nämnden gör så.,2024-12,§\n"), nil,
		Finding{File: "responses.csv", Row: 2, Column: "responsible"}},
	{AnswerNoDate, []func(files){review("nn-2024-review", 3)}, put("responses.csv", "id,points,text,responsible,note\nx1,p1,Nämnden gör så.,Chefen,§\n"), nil,
		Finding{File: "responses.csv", Row: 2, Column: "due"}},
	{ControlNoResult, []func(files){planned}, put("assessments.csv", "id,subject,period,about,status\na1,controls:k1,2023,outcome,not_performed\n"),
		put("assessments.csv", "id,subject,period,about,status,note\na1,controls:k1,2023,outcome,not_performed,\na2,controls:k2,2023,outcome,not_assessed,Flyttad till 2024.\n"),
		Finding{File: "assessments.csv", Column: "subject", Value: "controls:k2"}},
	{ControlNoResult, []func(files){planned}, func(files) {},
		put("assessments.csv", "id,subject,period,about,status\na1,controls:k1,2023,outcome,deviation\na2,controls:k2,2023,outcome,no_deviation\n"),
		Finding{File: "assessments.csv", Column: "subject", Value: "controls:k1"}},
}

// noted puts a note where an example leaves room for one.
func noted(text string) func(files) {
	return func(f files) {
		for name, content := range f {
			f[name] = strings.ReplaceAll(content, ","+note, ","+text)
		}
	}
}

func (g gap) example(more ...func(files)) libraryExample {
	g.want.Severity = Warning
	return libraryExample{g.code, g.known, all(append([]func(files){g.edit}, more...)...), g.want}
}

func allLibraryExamples() []libraryExample {
	out := slices.Clone(libraryExamples)
	for _, g := range gaps {
		out = append(out, g.example(noted("")))
	}
	return out
}

func TestANoteAnswersWhatAWholeReportLeavesOut(t *testing.T) {
	for i, g := range gaps {
		t.Run(strconv.Itoa(i)+" "+g.code, func(t *testing.T) {
			answer := noted("Skälet står här.")
			if g.answer != nil {
				answer = all(noted(""), g.answer)
			}
			report := g.example(answer).join(t)
			notOpen(t, report, g.code)
			if g.answer == nil {
				g.want.Severity, g.want.Answer = Warning, "Skälet står här."
				checkFinding(t, report, example{g.code, nil, g.want})
			}
		})
	}
}

func TestAnExcerptIsNotAskedForWhatItDoesNotRepeat(t *testing.T) {
	for i, g := range gaps {
		t.Run(strconv.Itoa(i)+" "+g.code, func(t *testing.T) {
			notTold(t, g.example(noted(""), change(manifest, `"full"`, `"excerpt"`)).join(t), g.code)
		})
	}
}

// notOpen fails where a warning of a code waits for an answer.
func notOpen(t *testing.T, r Report, code string) {
	t.Helper()
	for _, f := range r.Findings {
		if f.Code == code && !f.Answered() {
			t.Errorf("open: %s %v", f, f.Args)
		}
	}
}

func notTold(t *testing.T, r Report, code string) {
	t.Helper()
	for _, f := range r.Findings {
		if f.Code == code {
			t.Errorf("told %s %v", f, f.Args)
		}
	}
}

// Standing records are repeated in every report; what an earlier whole report lacked is not told again.
func TestWhatIsLeftOutIsToldOnce(t *testing.T) {
	for i, g := range gaps {
		t.Run(strconv.Itoa(i)+" "+g.code, func(t *testing.T) {
			again := g.example(noted(""))
			number := func(order int) func(files) {
				return all(change(manifest, `"name": "nn-2024-04-interim"`, `"name": "nn-`+strconv.Itoa(order)+`"`), change(manifest, `"order": 4`, `"order": `+strconv.Itoa(order)),
					func(f files) { f["decisions.csv"] = "id,kind,text\n" })
			}
			again.known = append(slices.Clone(g.known), all(again.edit, number(4)))
			again.edit = all(again.edit, number(5))
			notTold(t, again.join(t), g.code)
		})
	}
}

// What is not left out.
func TestWhatIsCompleteIsNotTold(t *testing.T) {
	for name, e := range map[string]struct {
		code string
		gap  libraryExample
	}{
		"a vision is carried by the goals under it": {GoalNoIndicator, libraryExample{edit: put("goals.csv", "id,level,title\nv1,vision,Trygghet\nf1,focus_area,Unga\nd1,direction,Tidigt stöd\n")}},
		"a council's goal with a measured goal under it": {GoalNoIndicator, libraryExample{edit: all(put("goals.csv", "id,level,title,parent\nk1,council_goal,Trygghet,\ng1,committee_goal,Arbete,k1\n"),
			indicatorOf("goals:g1", ""))}},
		"a goal whose indicator an earlier package told": {GoalNoIndicator, libraryExample{known: []func(files){all(first, put("goals.csv", "id,level,title,note\ng1,committee_goal,Arbete,Väntar\n"), indicatorOf("goals:g1", ""))},
			edit: put("goals.csv", "id,level,title\ng1,committee_goal,Arbete\n")}},
		"a goal that a link ties to an indicator": {GoalNoIndicator, libraryExample{edit: all(put("goals.csv", "id,level,title\ng1,committee_goal,Arbete\n"), indicatorOf("", ""),
			put("links.csv", "id,from,to,strength\nl1,indicators:i1,goals:g1,stated\n"))}},
		"a value of the target's own year": {TargetOlder, libraryExample{edit: all(indicatorOf("", ""), put("targets.csv", "id,indicator,period,value\nm1,i1,2023,10\nm2,i1,2024,12\n"),
			put("observations.csv", "id,indicator,unit,period,part,value\no1,i1,nn,2024-04,all,11\n"))}},
		"a target from then on": {TargetOlder, libraryExample{edit: all(indicatorOf("", ""), put("targets.csv", "id,indicator,period,value\nm1,i1,2022/..,10\n"),
			put("observations.csv", "id,indicator,unit,period,part,value\no1,i1,nn,2024-04,all,11\n"))}},
		"an old value": {TargetOlder, libraryExample{edit: all(indicatorOf("", ""), put("targets.csv", "id,indicator,period,value\nm1,i1,2023,10\n"),
			put("observations.csv", "id,indicator,unit,period,part,value\no1,i1,nn,2023,all,11\n"))}},
		"a saving whose amount does not apply": {SavingNoAmount, libraryExample{edit: put("savings.csv", "id,title,amount_status,note\ns1,Inköp,not_applicable,\n")}},
		"an intervention with a result in an earlier package": {NoResult, libraryExample{
			known: []func(files){all(first, intervention, put("indicators.csv", "id,subject,title,step\ni1,interventions:v1,Inskrivna,enrolled\ni2,interventions:v1,Självförsörjande,self_supporting\n"),
				put("observations.csv", "id,indicator,unit,period,part,value\no1,i2,nn,2023,all,11\n"))},
			edit: put("observations.csv", "id,indicator,unit,period,part,value\no2,i1,nn,2024-04,all,11\n")}},
		"an intervention that is too new for an annual report": {NoResult, libraryExample{
			known: []func(files){all(first, intervention, asKind("plan", "2024-01-01", "2024-11-30"))}, edit: annual}},
		"an intervention that has ended": {NoResult, libraryExample{
			known: []func(files){all(first, put("interventions.csv", "id,title,kind,ends\nv1,Jobbspåret,project,2023-06\n"))}, edit: annual}},
		"an answer that is not due yet": {PointNoAnswer, libraryExample{known: []func(files){all(review("nn-2024-review", 3),
			put("audit_reports.csv", "id,kind,title,response_due\nr1,review,Granskning,2024-06\n"))}}},
		"a recommendation in the audit's own package": {PointNoAnswer, libraryExample{edit: all(
			put("audit_reports.csv", "id,kind,title\nr1,review,Granskning\n"),
			put("audit_points.csv", "id,report,kind,title,text\np1,r1,recommendation,Följ upp,Följ upp effekten.\n"))}},
		"a monthly report owes no answer": {PointNoAnswer, libraryExample{known: []func(files){review("nn-2024-review", 3)}, edit: asKind("monthly", "2024-01-01", "2024-05-31")}},
		"an impact analysis of the whole decision": {SavingNoImpact, libraryExample{edit: all(put("savings.csv", "id,title,amount,amount_unit,effect_from,decision\ns1,Inköp,2,mkr,2024-06,d1\n"),
			put("impacts.csv", "id,subject,title,risk\nk1,decisions:d1,Längre tid,low\n"))}},
		"a risk needs no answer": {PointNoAnswer, libraryExample{known: []func(files){all(review("nn-2024-review", 3),
			put("audit_points.csv", "id,report,kind,title,text\np2,r1,risk,Brist,Det finns en risk.\n"))}}},
		"a day that the status tells": {AnswerNoDate, libraryExample{known: []func(files){review("nn-2024-review", 3)}, edit: all(
			put("responses.csv", "id,points,text,responsible\nx1,p1,Nämnden gör så.,Chefen\n"),
			put("status_events.csv", "id,point,date,actor,status,due\ne1,p1,2024-04-30,administration,started,2024-12\n"))}},
		"the answer to a risk":                          {AnswerNoOwner, libraryExample{known: []func(files){review("nn-2024-review", 3)}, edit: put("responses.csv", "id,points,text\nx1,p2,Nämnden gör så.\n")}},
		"a total that is the sum":                       {TotalDiffers, decided("3.6", "2.4,mkr", "1200,tkr")},
		"a total within rounding":                       {TotalDiffers, decided("3.6", "2.4,mkr", "1230,tkr")},
		"a total that may hold a saving without amount": {TotalDiffers, decided("4.1", "2.4,mkr", ",")},
		"an effect this year":                           {TotalDiffers, libraryExample{edit: all(decided("2.1", "2.4,mkr", "1200,tkr").edit, change("savings_totals.csv", "decided", "effect_this_year"))}},
		"one of two totals of a decision":               {TotalDiffers, libraryExample{edit: all(decided("4.1", "2.4,mkr", "1200,tkr").edit, func(f files) { f["savings_totals.csv"] += "t2,Annan plan,decided,1.0,mkr,d1\n" })}},
		"all that was decided":                          {RealisedBeyond, realised("2024", "0.9,mkr")},
		"what several years have given":                 {RealisedBeyond, realised("2022/2024", "1.2,mkr")},
		"a saving that costs":                           {RealisedBeyond, realised("2024", "-100,tkr")},
		"a control whose year is not over": {ControlNoResult, libraryExample{known: []func(files){all(planned, put("controls.csv", "id,year,risk\nk1,2024,Attest\nk2,2024,Jäv\n"))},
			edit: put("assessments.csv", "id,subject,period,about,status\na1,controls:k1,2024,outcome,deviation\n")}},
	} {
		t.Run(name, func(t *testing.T) { notTold(t, e.gap.join(t), e.code) })
	}
}

// A note that was written before anything was left out answers nothing.
func TestANoteOfAnEarlierPackageDoesNotAnswer(t *testing.T) {
	e := gaps[slices.IndexFunc(gaps, func(g gap) bool { return g.code == ControlNoResult })]
	e.known = []func(files){all(planned, put("controls.csv", "id,year,risk,note\nk1,2023,Attest,\nk2,2023,Jäv,Planen anger ingen metod.\n"))}
	report := e.example().join(t)
	checkFinding(t, report, example{e.code, nil, e.example().want})
}

// decided is a total with the two savings of its decision.
func decided(total, first, second string) libraryExample {
	return libraryExample{edit: all(
		put("savings_totals.csv", "id,label,measure,value,amount_unit,decision\nt1,Plan,decided,"+total+",mkr,d1\n"),
		put("savings.csv", "id,title,amount,amount_unit,decision,effect_from,note\ns1,Inköp,"+first+",d1,2024,-\ns2,Resor,"+second+",d1,2024,-\n"))}
}

// realised is a saving of 900 tkr and what it has given.
func realised(period, value string) libraryExample {
	return libraryExample{edit: all(put("savings.csv", "id,title,amount,amount_unit,effect_from,note\ns1,Inköp,900,tkr,2024,-\n"),
		put("amounts.csv", "id,line,measure,period,value,amount_unit\na1,savings:s1,saving_realised,"+period+","+value+"\n"))}
}
