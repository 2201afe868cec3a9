package page

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"

	"rodatraden/app/i18n"
	"rodatraden/data/followup"
)

// warned is a whole report in which every table has something that a check warns of, each row with a note.
var warned = map[string]string{
	"datapackage.json": `{"name": "nn-2024-04-interim", "title": "Delårsrapport april 2024", "created": "2024-05-02T08:00:00+02:00",
		"licenses": [{"name": "CC0-1.0"}], "followup": {"format": 1, "municipality": {"code": "9999", "name": "Exempel"}, "fictional": true,
		"committee": {"id": "nn", "name": "Nämnden"}, "kind": "interim", "extent": "full", "period": {"from": "2024-01-01", "to": "2024-04-30"},
		"as_at": "2024-04-30", "order": 4, "published_basis": "unknown", "reason": "Rapporten publiceras i efterhand.",
		"variance": "budget-minus-actual", "audience": "public"}}`,
	"units.csv":        "id,name,kind\nnn,Nämnden,committee\n",
	"budget_lines.csv": "id,parent,unit,title,kind\ntotal,,nn,Nämnden totalt,net\nnorr,total,nn,Norr,net\nsoder,total,nn,Söder,net\n",
	"amounts.csv": "id,line,measure,period,value,amount_unit,status,note\na1,total,budget_year,2024,100,mkr,reported,Delarna är avrundade i rapporten.\n" +
		"a2,norr,budget_year,2024,60,mkr,reported,\na3,soder,budget_year,2024,45,mkr,reported,\n",
	"goals.csv":        "id,level,title,owner,note\ng1,committee_goal,Fler i arbete,nn,Målet följs upp i text.\n",
	"indicators.csv":   "id,title,unit_of_measure\ni1,Inskrivna,personer\n",
	"observations.csv": "id,indicator,unit,period,part,value,status,note\no1,i1,nn,2024-04,all,3,reported,Ingen kan kännas igen.\n",
	"savings.csv":      "id,title,unit,effect_from,status,note\ns1,Färre lokaler,nn,2024-06,decided,Beloppet är inte beräknat än.\n",
}

// What answers a warning is read where the figure is read.
func TestTheNoteThatAnswersAWarningIsShownWithTheFigure(t *testing.T) {
	fs := fstest.MapFS{}
	for name, content := range warned {
		fs[name] = &fstest.MapFile{Data: []byte(content)}
	}
	p, report, err := followup.BuildFS(fs, followup.BuildOptions{})
	if err != nil || report.Warnings() > 0 {
		t.Fatal(err, report)
	}
	answered := map[string]string{}
	for _, f := range report.Findings {
		answered[f.Code] = f.Answer
	}
	lib := open(t)
	install(t, lib, p)
	shown := func(name string) string {
		c := choose(t, lib, "nn", "nn-2024-04-interim", None)
		built, err := Build(context.Background(), lib, c, name, nil, i18n.New("sv"))
		if err != nil {
			t.Fatal(name, err)
		}
		raw, err := json.Marshal(built)
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	for _, e := range []struct{ code, ref, page string }{
		{followup.PartsDiffer, "amounts:a1", ""},
		{followup.GoalNoIndicator, "goals:g1", "goals"},
		{followup.FewPeople, "observations:o1", ""},
		{followup.SavingNoAmount, "savings:s1", ""},
	} {
		answer := answered[e.code]
		if answer == "" {
			t.Errorf("%s is not warned of, or not answered", e.code)
			continue
		}
		v := record(t, lib, "nn", "nn-2024-04-interim", e.ref, "sv")
		if got := fieldsOf(v.Fields); !strings.Contains(got, "Anmärkning: "+answer) {
			t.Errorf("%s says %s", e.ref, got)
		}
		if e.page != "" && !strings.Contains(shown(e.page), strings.TrimSuffix(answer, ".")) {
			t.Errorf("the page %s does not say %q", e.page, answer)
		}
	}
	// What answers a warning of the package as a whole stands under its headline.
	for _, name := range []string{"overview", "economy"} {
		if !strings.Contains(shown(name), "Rapporten publiceras i efterhand") {
			t.Errorf("%s does not say why", name)
		}
	}
}
