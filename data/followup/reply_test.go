package followup

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rodatraden/data/schema"
)

const reason = "Så står det i rapporten."

// answeredIn writes a note in a row of a table's file.
func answeredIn(file string, line int, text string) func(files) {
	return func(f files) {
		rows, err := csv.NewReader(strings.NewReader(f[file])).ReadAll()
		if err != nil {
			panic(err)
		}
		at := slices.Index(rows[0], noteColumn)
		if at < 0 {
			at = len(rows[0])
			for n := range rows {
				rows[n] = append(rows[n], "")
			}
			rows[0][at] = noteColumn
		}
		rows[line-1][at] = text
		out, err := writeSheet(rows[0], rows[1:])
		if err != nil {
			panic(err)
		}
		f[file] = string(out)
	}
}

func because(text string) func(files) {
	return change(manifest, `"meeting"`, `"reason": "`+text+`", "meeting"`)
}

// What no note answers has to be mended: a file that no row names, an override of nothing, and letters in
// the words of the manifest and of texts.
var onlyMended = map[string]bool{FileUnused: true, OverrideUnused: true}

// Every warning that there is an example of is answered where Reply says: it is told as answered, it is not
// counted, and the note is in the package that is built.
func TestEveryWarningIsAnsweredWhereItsReplySays(t *testing.T) {
	answered, published := map[string]bool{}, 0
	var examples []libraryExample
	for _, e := range sourceExamples {
		examples = append(examples, libraryExample{e.code, nil, e.edit, e.want})
	}
	joins := len(examples)
	examples = append(examples, allLibraryExamples()...)
	for i, e := range examples {
		if e.want.Severity != Warning || e.want.Answer != "" {
			continue
		}
		t.Run(strconv.Itoa(i)+" "+e.code, func(t *testing.T) {
			f := e.want
			f.Code = e.code
			to, ok := f.Reply()
			if !ok {
				if !onlyMended[e.code] {
					t.Fatalf("nothing answers it")
				}
				return
			}
			edit := because(reason)
			switch {
			case to.File == manifest:
			case to.Row > 0:
				edit = answeredIn(to.File, to.Row, reason)
			default:
				return // TestWhatIsMissingIsAnsweredInTheRowThatIsStatedForIt
			}
			if e.edit != nil {
				edit = all(e.edit, edit)
			}
			e.edit = edit
			var report Report
			if i < joins {
				_, report = aSource().with(edit).open(t)
			} else {
				report = e.join(t)
			}
			e.want.Answer = reason
			checkFinding(t, report, example{e.code, nil, e.want})
			answered[e.code] = true
			var known []*Package
			for _, k := range e.known {
				p, _ := aSource().with(k).open(t)
				known = append(known, p)
			}
			p, report, err := BuildFS(aSource().with(edit).inMemory(), BuildOptions{Known: known})
			if err != nil {
				return // it names records that the example does not state
			}
			published++
			if p.Manifest.Followup.Reason == reason {
				return
			}
			table := p.table(strings.TrimSuffix(to.File, ".csv"))
			if got := table.cell(to.Row-2, noteColumn); got != reason {
				t.Errorf("the built package says %q, %v", got, report)
			}
		})
	}
	for _, code := range []string{
		Garbled, AsWrittenDiffers, AsWrittenSign, AsWrittenPrecision, ApproximateMissing, PartsDiffer, VarianceDiffers, CausesDiffer, OralOnly,
		PartBeyondWhole, GendersDiffer, PercentBeyond, SharesDiffer, TotalDiffers, RealisedBeyond, BreakNoReason, GoalNoIndicator, TargetOlder,
		SavingNoAmount, SavingNoEffectDate, SavingNoImpact, NoResult, AnswerNoOwner, AnswerNoDate, FewPeople, OrderPast, PackageUnknown,
	} {
		if !answered[code] {
			t.Errorf("no example of %s was answered", code)
		}
	}
	if published < 30 {
		t.Errorf("%d were built", published)
	}
}

func TestWhatIsMissingIsAnsweredInTheRowThatIsStatedForIt(t *testing.T) {
	of := func(code string, row int) gap {
		return gaps[slices.IndexFunc(gaps, func(g gap) bool { return g.code == code && g.want.Row == row })]
	}
	for name, e := range map[string]struct {
		gap    gap
		answer func(note string) func(files)
		row    int
	}{
		"an intervention": {of(NoResult, 0), func(note string) func(files) {
			return put("interventions.csv", "id,title,kind,note\nv1,Jobbspåret,intervention,"+note+"\n")
		}, 0},
		"a recommendation": {of(PointNoAnswer, 0), func(note string) func(files) {
			return put("audit_points.csv", "id,report,kind,title,text,note\np1,r1,recommendation,Följ upp,Följ upp effekten.,"+note+"\n")
		}, 0},
		"a control that is not assessed": {of(ControlNoResult, 0), func(note string) func(files) {
			return put("assessments.csv", "id,subject,period,about,status,note\na1,controls:k1,2023,outcome,not_performed,\na2,controls:k2,2023,outcome,not_assessed,"+note+"\n")
		}, 3},
		"a control": {of(ControlNoResult, 0), func(note string) func(files) {
			return put("controls.csv", "id,year,risk,note\nk1,2023,Attest,\nk2,2023,Jäv,"+note+"\n")
		}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			want := e.gap.want
			want.Severity, want.Code, want.Row = Warning, e.gap.code, e.row
			if to, ok := want.Reply(); !ok || to.Column != noteColumn {
				t.Errorf("%+v %v", to, ok)
			}
			checkFinding(t, e.gap.example(noted(""), e.answer("")).join(t), example{e.gap.code, nil, want})
			want.Answer = "Redovisas 2025."
			report := e.gap.example(noted(""), e.answer(want.Answer)).join(t)
			checkFinding(t, report, example{e.gap.code, nil, want})
		})
	}
}

func TestTheRowThatWithdrawsARecordAnswersForWhatIsLeftWithoutIt(t *testing.T) {
	e := libraryExample{LeftDangling, []func(files){as(firstName, 1), all(as("nn-2024-03-monthly-2", 2), drop("budget_lines.csv", "units.csv"))}, nil, Finding{}}
	for _, note := range []string{"", reason} {
		e.edit = func(f files) {
			for name := range f {
				if name != manifest {
					delete(f, name)
				}
			}
			f["withdrawn.csv"] = "id,table,key,reason,note\nw1,budget_lines,total,Fel rad,\"" + note + "\"\n"
		}
		checkFinding(t, e.join(t), example{LeftDangling, nil, Finding{Severity: Warning, File: "withdrawn.csv", Row: 2, Column: "key", Value: "total", Answer: note}})
	}
}

func TestAPersonalNumberIsNotAnsweredByANote(t *testing.T) {
	built := files(readBuiltFiles(t, aSource().with(change("units.csv", "Område norr", "Område 850709-9805"), answeredIn("units.csv", 3, reason),
		put(overridesName, "file,row,column,value,reason\nunits.csv,,,8507099805,Firma\n"))))
	_, report := built.open(t)
	if report.Warnings() != 1 || report.Findings[0].Code != PersonalNumber || report.Findings[0].Answered() {
		t.Errorf("%+v", report)
	}
	if _, ok := report.Findings[0].Reply(); ok {
		t.Error("a note is said to answer it")
	}
}

func readBuiltFiles(t *testing.T, src files) files {
	t.Helper()
	out := t.TempDir() + "/package"
	if _, report, err := Build(src.onDisk(t), out, BuildOptions{}); err != nil {
		t.Fatal(err, report)
	}
	return readFolder(t, out)
}

func TestAGarbledNoteDoesNotAnswerForItself(t *testing.T) {
	_, report := aSource().with(answeredIn("units.csv", 3, "OmrÃ¥det heter sÃ¥")).open(t)
	if report.Warnings() != 1 || report.Answered() != 0 {
		t.Errorf("%+v", report)
	}
}

// manyFew counts few people, in so many rows of one table.
func manyFew(n int, note string) func(files) {
	return func(f files) {
		persons("all", "20")(f)
		for i := range n {
			f["observations.csv"] += fmt.Sprintf("few%d,i1,nn,2024-04,p%d,3,%s\n", i, i, note)
		}
	}
}

func TestAnsweredWarningsHideNoneThatIsOpen(t *testing.T) {
	_, report := aSource().with(manyFew(maxAlike+50, reason), addPersons("öppen", "2")).open(t)
	var open, more []string
	for _, f := range report.Findings {
		switch {
		case f.Code == MoreAnswered:
			more = append(more, f.Args["Count"]+" "+f.Answer)
		case f.Code == FewPeople && !f.Answered():
			open = append(open, f.Value)
		}
	}
	if d := cmp.Diff([]string{"2"}, open); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"50 " + reason}, more); d != "" {
		t.Error(d)
	}
	if report.Warnings() != 1 || report.Answered() != maxAlike+1 {
		t.Errorf("%d open, %d answered", report.Warnings(), report.Answered())
	}
}

// One figure of an indicator whose target is old is told, and a note in any of them answers.
func TestTheNoteOfOneOfSeveralFiguresAnswersForAnOldTarget(t *testing.T) {
	e := libraryExample{TargetOlder, []func(files){all(first, put("indicators.csv", "id,title\ni1,Inskrivna\n"), put("targets.csv", "id,indicator,period,value\nm1,i1,2023,10\n"))},
		put("observations.csv", "id,indicator,unit,period,part,value,note\no1,i1,nn,2024-04,K,11,\no2,i1,nn,2024-04,M,12,"+reason+"\n"), Finding{}}
	report := e.join(t)
	checkFinding(t, report, example{TargetOlder, nil, Finding{Severity: Warning, File: "observations.csv", Row: 3, Column: "period", Value: "2024-04", Answer: reason}})
	notOpen(t, report, TargetOlder)
}

func TestEveryTableHasRoomForAnAnswer(t *testing.T) {
	for _, s := range schema.All() {
		if s.Column(noteColumn) < 0 {
			t.Errorf("%s has no note", s.Name)
		}
	}
}
