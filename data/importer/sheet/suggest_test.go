package sheet

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rodatraden/data/followup"
	"rodatraden/data/importer"
	"rodatraden/data/model"
)

// say writes a finding as the command does.
func say(t *testing.T) func(followup.Finding) string {
	return func(f followup.Finding) string {
		return sentence(t, "sv", f, ".wrong") + " " + sentence(t, "sv", f, ".do")
	}
}

func written(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// known are the records of an earlier package.
func known(table string) [][]string {
	var f importer.Facts
	f.Add("budget_lines", map[string]string{"id": "ekonomiskt-bistand", "title": "Försörjningsstöd", "kind": "cost"})
	f.Add("budget_lines", map[string]string{"id": "sn-total", "title": "Summa nämnden", "kind": "net"})
	f.Add("units", map[string]string{"id": "ifo", "name": "Individ- och familjeomsorg", "kind": "area"})
	f.Add("indicators", map[string]string{"id": "vantetid-dagar", "title": "Väntetid"})
	return f.Rows(table)
}

const (
	ledger = "Område;Budget helår;Periodbudget;Utfall ack;Utfall ack föreg år;Prognos;Avvikelse\n" +
		"Försörjningsstöd;-45 200;-15 067;-16 100;-15 950;-49 700;4 500\n" +
		"Placeringar;-61 000;-20 333;-24 000;-22 000;-75 800;14 800\n" +
		"Summa;-106 200;-35 400;-40 100;-37 950;-125 500;19 300\n"
	planning = "Enhet\tPeriod\tMått\tVärde\n" +
		"Individ- och familjeomsorg\t2019-04-30\tVäntetid\t34\n" +
		"Individ- och familjeomsorg\t2019-04-12\tAntal hushåll\t1 829\n" +
		"Arbetsmarknad\t2019-03-31\tVäntetid\t\n"
	longMoney = "Område;Mått;Period;Belopp (tkr)\n" +
		"Placeringar;Budget helår;2019-04;61 000\n" +
		"Placeringar;Utfall ack;2019-04;24 000\n" +
		"Placeringar;Prognos;2019-04;75 800\n"
	// Names that stand twice, a measure that does, and a share.
	twice = "Enhet;Utfall 2019;Utfall 2018;Avvikelse %\nNorr;10;9;5\nSyd;20;18;5\nÖvrigt;1;1;1\nÖvrigt;2;2;2\n"
	// A title with the year right above months without one, and no word over the names.
	titled = "Utfall per månad 2019 (tkr)\n;Jan;Feb;Mar\nHemtjänst;10,5;20,5;30\nLSS;1;2;\n"
	months = "Nyckeltal;jan 2019;feb 2019;mars 2019\nAntal besök;120;0;131\nVäntetid;30,5;31,0;\n"
)

// suggested are files and the mapping expected for each.
var suggested = map[string]func(*testing.T) string{
	"forslag-titel":     func(t *testing.T) string { return written(t, "utfall.csv", titled) },
	"forslag-ekonomi":   func(t *testing.T) string { return awkward["ekonomi"](t) },
	"forslag-liggare":   func(t *testing.T) string { return written(t, "liggare_201904.csv", ledger) },
	"forslag-planering": func(t *testing.T) string { return written(t, "planering.tsv", planning) },
	"forslag-belopp":    func(t *testing.T) string { return written(t, "belopp.csv", longMoney) },
	"forslag-dubbelt":   func(t *testing.T) string { return written(t, "dubbelt.csv", twice) },
	"forslag-manader":   func(t *testing.T) string { return written(t, "manader.csv", months) },
}

func suggestion(t *testing.T, file string, opt SuggestOptions) ([]byte, followup.Report) {
	t.Helper()
	b, _, err := openFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	mapping, report, err := suggest(filepath.Base(file), b, opt)
	if err != nil {
		t.Fatal(err)
	}
	return mapping, report
}

func TestASuggestedMappingWorksOnItsFileAsItStands(t *testing.T) {
	for name, make := range suggested {
		t.Run(name, func(t *testing.T) {
			file := make(t)
			for _, opt := range []SuggestOptions{{Say: say(t), Known: known}, {}} {
				raw, _ := suggestion(t, file, opt)
				m, report := DecodeMapping("forslag.toml", raw)
				for _, f := range report.Findings {
					t.Errorf("%s: %s", f, sentence(t, "sv", f, ".wrong"))
				}
				facts, report, err := read([]string{file}, m, Options{}, openFile)
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range report.Findings {
					if f.Severity == followup.Fault {
						t.Errorf("%s: %s", f, sentence(t, "sv", f, ".wrong"))
					}
				}
				if len(facts.Rows("amounts"))+len(facts.Rows("observations")) == 0 {
					t.Error("nothing was read")
				}
				if opt.Say != nil {
					expect(t, name+".toml", string(raw))
					expect(t, name+".expected", shown(t, facts, report))
				}
			}
		})
	}
}

func TestAMeasureIsToldByItsHeadersWords(t *testing.T) {
	for header, want := range map[string]model.Measure{
		"Budget helår": model.BudgetYear, "Årsbudget 2019": model.BudgetYear, "Budget": model.BudgetYear,
		"Budget ack": model.BudgetYTD, "Periodbudget": model.BudgetYTD, "Budget jan–apr": model.BudgetYTD, "Ack. budget": model.BudgetYTD,
		"Utfall ack": model.OutcomeYTD, "Utfall t.o.m. april": model.OutcomeYTD, "Utfall ack föreg år": model.OutcomeYTDPrevious,
		"Utfall helår": model.OutcomeYear, "Prognos": model.ForecastYear, "Helårsprognos": model.ForecastYear, "Prognos (föreg. månad)": model.ForecastYear,
		"Avvikelse": model.VarianceForecast, "Avvikelse ack": model.VarianceYTD, "Prognos avvikelse": model.VarianceForecast,
		"Ramförändring": model.FrameChange,
		"Avvikelse %":   "", "Andel av budget": "", "Prognos föregående månad": "", "Förändring prognos": "", "Utfall månad": "", "Budget föreg år": "",
		"Kommentar": "", "Område": "", "Avvikelse mot föreg år": "",
	} {
		if got, _ := measureOf(header); got != want {
			t.Errorf("%q is %q, want %q", header, got, want)
		}
	}
}

func TestAFileInWhichNothingIsRecognisedGivesNoMapping(t *testing.T) {
	raw, report := suggestion(t, written(t, "brev.csv", "Hej;du\nHur;mår\n"), SuggestOptions{})
	if raw != nil || report.Faults() != 1 || report.Findings[0].Code != GuessNothing {
		t.Errorf("%q, %v", raw, report)
	}
}

func TestWhatIsKnownBeforehandGoesBeforeAGuess(t *testing.T) {
	raw, _ := suggestion(t, written(t, "liggare.csv", ledger), SuggestOptions{Period: "2020-08", Variance: followup.VarianceNotStated})
	for _, want := range []string{"period = \"2020-08\"\n", "variance = \"not_stated\"\n"} {
		if !strings.Contains(string(raw), want) {
			t.Errorf("%s\nlacks %s", raw, want)
		}
	}
}
