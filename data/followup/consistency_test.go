package followup

import (
	"strings"
	"testing"
)

// measured gives the source an indicator and what is observed of it: period, part and value.
func measured(measure, title string, rows ...string) func(files) {
	var b strings.Builder
	b.WriteString("id,indicator,unit,period,part,value,note\n")
	for i, r := range rows {
		b.WriteString("o" + string(rune('a'+i)) + ",i1,nn," + r + "\n")
	}
	return all(put("indicators.csv", "id,title,unit_of_measure\ni1,"+title+","+measure+"\n"), put("observations.csv", b.String()))
}

// decided gives the source a total of 3.6 and two savings of its decision.
func decided(total, first, second string) func(files) {
	return all(
		put("savings_totals.csv", "id,label,measure,value,amount_unit,decision\nt1,Plan,decided,"+total+",mkr,d1\n"),
		put("savings.csv", "id,title,amount,amount_unit,decision,effect_from,note\ns1,Inköp,"+first+",d1,2024,-\ns2,Resor,"+second+",d1,2024,-\n"))
}

// realised gives the source a saving of 900 tkr and what it has given.
func realised(period, value string) func(files) {
	return all(put("savings.csv", "id,title,amount,amount_unit,effect_from,note\ns1,Inköp,900,tkr,2024,-\n"),
		put("amounts.csv", "id,line,measure,period,value,amount_unit\na1,savings:s1,saving_realised,"+period+","+value+"\n"))
}

var (
	sumAt = func(file, column, value string) Finding {
		return Finding{Severity: Warning, File: file, Row: 2, Column: column, Value: value}
	}
	seenAt = func(value string) Finding { return sumAt("observations.csv", "value", value) }
)

var sumExamples = []libraryExample{
	{SavingsDiffer, nil, decided("4.1", "2.4,mkr", "1200,tkr"), sumAt("savings_totals.csv", "value", "4.1")},
	{SavingsDiffer, nil, decided("3.0", "2.4,mkr", "1200,tkr"), sumAt("savings_totals.csv", "value", "3.0")},
	{SavingsDiffer, nil, decided("2.0", "2.4,mkr", ","), sumAt("savings_totals.csv", "value", "2.0")},
	{SavingsDiffer, []func(files){all(first, put("decisions.csv", "id,kind,text\nd1,adopt_measures,Besparingar\n"), decided("3.6", "2.4,mkr", "1200,tkr"), drop("savings_totals.csv"))},
		all(decided("4.1", "2.4,mkr", "1200,tkr"), drop("savings.csv")), sumAt("savings_totals.csv", "value", "4.1")},
	{RealisedBeyond, nil, realised("2024", "1.2,mkr"), sumAt("amounts.csv", "value", "1.2")},
	{PartsBeyond, nil, measured("ärenden", "Klagomål", "2024-04,bemötande,50,", "2024-04,all,44,"), seenAt("50")},
	{PartsBeyond, nil, measured("personer", "Placerade", "2024-04,all,44,", "2024-04,K,20,", "2024-04,M,25,"), seenAt("44")},
	{PartsBeyond, nil, measured("antal", "Placerade", "2024-04,T,44,", "2024-04,K,20,", "2024-04,M,25,"), seenAt("44")},
	{SharesDiffer, nil, measured("%", "Var de bor", "2024-04,all,100,", "2024-04,hemma,60,", "2024-04,borta,30,"), seenAt("100")},
	{FewPeople, nil, measured("personer", "Inskrivna", "2024-04,all,4,"), seenAt("4")},
	{FewPeople, nil, measured("barnfamiljer", "Med stöd", "2024-04,K,1,"), seenAt("1")},
	{FewPeople, nil, measured("antal", "Barn placerade utanför hemmet", "2024-04,12–15 år,3,"), seenAt("3")},
	{FewPeople, nil, all(change(manifest, `"full"`, `"excerpt"`), measured("elever", "Frånvarande", "2024-04,all,2,")), seenAt("2")},
	{ParentCycle, nil, change("units.csv", "committee,nn,Nämnden,,", "committee,nn,Nämnden,norr,"), Finding{File: "units.csv", Row: 2, Column: "parent", Value: "norr"}},
	{ParentCycle, nil, put("goals.csv", "id,level,title,parent\ng1,vision,Trygghet,g1\n"), Finding{File: "goals.csv", Row: 2, Column: "parent", Value: "g1"}},
	{ParentCycle, []func(files){all(first, put("goals.csv", "id,level,title,parent\ng1,vision,Trygghet,\ng2,focus_area,Unga,g1\n"))},
		put("goals.csv", "id,level,title,parent\ng1,vision,Trygghet,g2\n"), Finding{File: "goals.csv", Row: 2, Column: "parent", Value: "g2"}},
}

func TestFiguresThatMayAllBeRightAreNotTold(t *testing.T) {
	for name, e := range map[string]struct {
		code string
		edit func(files)
	}{
		"a total that is the sum":                             {SavingsDiffer, decided("3.6", "2.4,mkr", "1200,tkr")},
		"a total within rounding":                             {SavingsDiffer, decided("3.6", "2.4,mkr", "1230,tkr")},
		"a total that holds a saving without amount":          {SavingsDiffer, decided("4.1", "2.4,mkr", ",")},
		"a total of an excerpt":                               {SavingsDiffer, all(change(manifest, `"full"`, `"excerpt"`), decided("4.1", "2.4,mkr", "1200,tkr"))},
		"a total without a decision":                          {SavingsDiffer, all(decided("4.1", "2.4,mkr", "1200,tkr"), change("savings_totals.csv", "mkr,d1", "mkr,"))},
		"two totals of one decision":                          {SavingsDiffer, all(decided("4.1", "2.4,mkr", "1200,tkr"), func(f files) { f["savings_totals.csv"] += "t2,Annan plan,decided,1.0,mkr,d1\n" })},
		"an effect this year":                                 {SavingsDiffer, all(decided("2.1", "2.4,mkr", "1200,tkr"), change("savings_totals.csv", "decided", "effect_this_year"))},
		"all that was decided":                                {RealisedBeyond, realised("2024", "0.9,mkr")},
		"more than was decided, within rounding":              {RealisedBeyond, realised("2024-01/2024-12", "1,mkr")},
		"what several years have given":                       {RealisedBeyond, realised("2022/2024", "1.2,mkr")},
		"a saving that costs":                                 {RealisedBeyond, realised("2024", "-100,tkr")},
		"parts that are less than the whole":                  {PartsBeyond, measured("ärenden", "Klagomål", "2024-04,all,44,", "2024-04,handläggning,32,", "2024-04,bemötande,44,")},
		"categories that overlap":                             {PartsBeyond, measured("antal", "Överklaganden", "2024-04,all,48,", "2024-04,avgjorda,40,", "2024-04,ändrade,9,", "2024-04,pågår,8,")},
		"a share that is higher in one group":                 {PartsBeyond, measured("%", "Frånvaro", "2024-04,all,8.1,", "2024-04,K,9.0,", "2024-04,M,6.0,")},
		"a mean that is higher in one group":                  {PartsBeyond, measured("personer", "Personal i snitt", "2024-04,all,12,", "2024-04,norr,15,")},
		"the parts of another time":                           {PartsBeyond, measured("ärenden", "Klagomål", "2023,all,44,", "2024,bemötande,50,")},
		"parts of a hundred per cent":                         {SharesDiffer, measured("%", "Var de bor", "2024-04,all,100,", "2024-04,hemma,66,", "2024-04,borta,33,")},
		"groups that have all come to a hundred per cent":     {SharesDiffer, measured("%", "Med plan", "2024-04,all,100,", "2024-04,norr,100,", "2024-04,söder,100,")},
		"groups of which none has come to a hundred per cent": {SharesDiffer, measured("%", "Med plan", "2024-04,all,70,", "2024-04,norr,60,", "2024-04,söder,80,")},
		"five people":                                         {FewPeople, measured("personer", "Inskrivna", "2024-04,all,5,")},
		"nobody":                                              {FewPeople, measured("personer", "Inskrivna", "2024-04,all,0,")},
		"a mean of people":                                    {FewPeople, measured("personer", "Per handläggare", "2024-04,all,2.5,")},
		"few people with a note":                              {FewPeople, measured("personer", "Inskrivna", "2024-04,all,4,Alla har sagt ja till att det visas.")},
		"few of something else":                               {FewPeople, measured("ärenden", "Klagomål", "2024-04,all,2,")},
		"few homes":                                           {FewPeople, measured("familjehem", "Familjehem i egen regi", "2024-04,all,1,")},
		"few complaints of people":                            {FewPeople, measured("antal", "Klagomål från brukare", "2024-04,all,2,")},
		"few sheltered homes":                                 {FewPeople, measured("antal", "Äldreboende", "2024-04,all,2,")},
		"a chain with a beginning":                            {ParentCycle, put("goals.csv", "id,level,title,parent\ng1,vision,Trygghet,\ng2,focus_area,Unga,g1\ng3,direction,Tidigt,g2\n")},
	} {
		t.Run(name, func(t *testing.T) { notTold(t, libraryExample{edit: e.edit}.join(t), e.code) })
	}
}

// Both figures are told, so that the reader can see which of them is wrong.
func TestATotalThatDiffersIsToldWithBothFigures(t *testing.T) {
	for _, f := range (libraryExample{edit: decided("4.1", "2.4,mkr", "1100,tkr")}).join(t).Findings {
		if f.Code == SavingsDiffer && f.Args["Stated"] == "4.1 mkr" && f.Args["Sum"] == "3500 tkr" && f.Args["Count"] == "2" {
			return
		}
	}
	t.Error("both figures are not told")
}
