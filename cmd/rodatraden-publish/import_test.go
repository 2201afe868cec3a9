package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rodatraden/app/publishing"
	"rodatraden/data/followup"
)

const ledger = "#FLAGGA 0\n#FORMAT PC8\n#SIETYP 2\n#PROGRAM \"Bok\" 1\n#GEN 20240505\n#FNAMN \"Alvbro\"\n#RAR 0 20240101 20241231\n#RAR -1 20230101 20231231\n#OMFATTN 20240430\n" +
	"#KONTO 5010 \"Lokalhyra\"\n#KTYP 5010 K\n" +
	"#RES 0 5010 400000\n#RES -1 5010 360000\n" +
	"#PSALDO 0 202401 5010 {} 100000\n#PSALDO 0 202402 5010 {} 100000\n#PSALDO 0 202403 5010 {} 100000\n#PSALDO 0 202404 5010 {} 100000\n" +
	"#PBUDGET 0 202401 5010 {} 90000\n#PBUDGET 0 202402 5010 {} 90000\n#PBUDGET 0 202403 5010 {} 90000\n#PBUDGET 0 202404 5010 {} 90000\n"

// file writes a file in a fresh folder.
func file(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(folder(t), name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// amountsIn are measure and value of each amount of a folder.
func amountsIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, "amounts.csv"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(raw)), "\n")[1:] {
		cells := strings.Split(line, ",")
		out[cells[1]+" "+cells[2]] = cells[5] + " " + cells[6]
	}
	return out
}

func TestAnAccountingExportIsInThePackageOfTheWorkbook(t *testing.T) {
	path := workbook(t, april[:4]...) // the report's own data alone
	beside := strings.TrimSuffix(path, ".xlsx")
	se := file(t, "april.se", ledger)
	mapping := filepath.Join(folder(t), "ekonomi.toml")
	publisher(t, "import", "sie", se, "--suggest", mapping, "--variance", "budget-minus-actual").want(t, 0, mapping)
	publisher(t, "import", "sie", se, "--suggest", mapping).want(t, 1, "finns redan")
	publisher(t, "import", "sie", se, "--map", mapping, "--period", "2024-04", "--into", beside).want(t, 0, "Belopp: nya")
	got := amountsIn(t, beside)
	found := 0
	for name, value := range got {
		if strings.HasSuffix(name, " outcome_ytd") && value == "400 tkr" || strings.HasSuffix(name, " budget_ytd") && value == "360 tkr" {
			found++
		}
	}
	if found < 2 {
		t.Errorf("%q", got)
	}
	before := everything(t, beside)
	a := publisher(t, "import", "sie", se, "--map", mapping, "--period", "2024-04", "--into", beside, "--json").want(t, 0)
	for _, c := range a.json["changes"].([]any) {
		if c := c.(map[string]any); c["added"].(float64)+c["changed"].(float64)+c["removed"].(float64) != 0 {
			t.Errorf("done again it changes %v", c)
		}
	}
	for name, content := range everything(t, beside) {
		if before[name] != content {
			t.Errorf("%s changed", name)
		}
	}
	out := filepath.Join(folder(t), "byggt")
	publisher(t, "build", path, "--out", out).want(t, 0)
	p, _, err := followup.Open(filepath.Join(out, "socialnamnden-2024-04-interim"))
	if err != nil || len(p.Table("amounts")) != len(got) {
		t.Errorf("%v: %d of %d amounts", err, len(p.Table("amounts")), len(got))
	}
}

func TestWithAFaultNothingIsImported(t *testing.T) {
	into := filepath.Join(folder(t), "källa")
	se := file(t, "april.se", ledger)
	mapping := filepath.Join(folder(t), "ekonomi.toml")
	publisher(t, "import", "sie", se, "--suggest", mapping).want(t, 0)
	page := file(t, "fel.html.SE", "<html><body>Logga in</body></html>")
	html := filepath.Join(folder(t), "svar.html")
	publisher(t, "import", "sie", page, "--map", mapping, "--into", into, "--html", html).want(t, 1, "fel.html.SE", "Inget har lästs in.")
	publisher(t, "import", "sie", se, "--map", file(t, "fel.toml", "linje = 1\n[[line]]\nid = \"a\"\n"), "--into", into).want(t, 1, "linje", "Inget har lästs in.")
	publisher(t, "import", "sie", se, "--map", file(t, "trasig.toml", "a = [\n"), "--into", into).want(t, 1, "trasig.toml", "Inget har lästs in.")
	publisher(t, "import", "sie", se, "--map", mapping, "--into", into, "--period", "2031-04").want(t, 1, "2031", "Inget har lästs in.")
	publisher(t, "import", "excel", file(t, "tom.csv", ""), "--map", file(t, "t.toml", "[[part]]\ntable = \"amounts\"\n"), "--into", into).want(t, 1, "Inget har lästs in.")
	publisher(t, "import", "sie", se, "--map", "finns-inte.toml", "--into", into).want(t, 1, "finns-inte.toml")
	publisher(t, "import", "sie", se, "--into", into).want(t, 2, "--map")
	publisher(t, "import", "sie", se, "--map", mapping).want(t, 2, "--into")
	publisher(t, "import", "pdf", se).want(t, 2, "pdf")
	if publishing.There(into) {
		t.Error("something was written")
	}
	if raw, _ := os.ReadFile(html); !strings.Contains(string(raw), "fel.html.SE") {
		t.Errorf("%s", raw)
	}
}

func TestWhatIsWrongWithTheTablesThatAreThereIsToldWithTheRest(t *testing.T) {
	into := folder(t)
	spoilt(t, into, "amounts.csv", badAmounts)
	se := file(t, "april.se", ledger)
	mapping, html := filepath.Join(folder(t), "ekonomi.toml"), filepath.Join(folder(t), "svar.html")
	publisher(t, "import", "sie", se, "--suggest", mapping).want(t, 0)
	publisher(t, "import", "sie", se, "--map", mapping, "--into", into, "--html", html).want(t, 1, "amounts.csv:2", "april.se", "Inget har lästs in.")
	if raw, _ := os.ReadFile(html); !strings.Contains(string(raw), "amounts.csv") || !strings.Contains(string(raw), "april.se") {
		t.Errorf("%s", raw)
	}
	a := publisher(t, "import", "sie", se, "--map", mapping, "--into", into, "--json").want(t, 1)
	if a.json["faults"].(float64) < 2 || len(a.json["findings"].([]any)) < 4 {
		t.Errorf("%v", a.json)
	}
	publisher(t, "import", "sie", se, "--suggest", "-", "--json").want(t, 2, "--suggest")
}

func TestATextFileIsImportedByTheMappingThatIsSuggestedForIt(t *testing.T) {
	csv := file(t, "ekonomi.csv", "Område;Budget helår;Utfall ack;Prognos;Avvikelse\nÄldreomsorg;100,0;30,5;104,0;-4,0\nBarn och familj;50,0;18,0;49,5;0,5\nSumma;150,0;48,5;153,5;-3,5\n")
	mapping, into := filepath.Join(folder(t), "m.toml"), filepath.Join(folder(t), "källa")
	publisher(t, "import", "csv", csv, "--suggest", mapping, "--period", "2024-04", "--variance", "budget-minus-actual").want(t, 0)
	raw, err := os.ReadFile(mapping)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(raw), "Budget helår") {
		t.Errorf("%s", raw)
	}
	publisher(t, "import", "csv", csv, "--map", mapping, "--into", into).want(t, 0)
	got := amountsIn(t, into)
	if !strings.HasPrefix(got["aldreomsorg forecast_year"], "104.0 ") || !strings.HasPrefix(got["barn-och-familj variance_forecast"], "0.5 ") {
		t.Errorf("%q", got)
	}
	a := publisher(t, "import", "csv", csv, "--suggest", "-", "--period", "2024-04", "--variance", "budget-minus-actual").want(t, 0)
	if a.out != string(raw) {
		t.Errorf("on standard output it is another:\n%s", a.out)
	}
}

func TestKoladasAnswersAreKeptAndReadAgainWithoutANetwork(t *testing.T) {
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		w.Header().Set("Content-Type", "application/json")
		values := `{"id":"9999","title":"Älvbro","type":"K"}`
		switch {
		case strings.Contains(r.URL.Path, "/data/"):
			values = `{"kpi":"N31807","municipality":"9999","period":2023,"values":[{"gender":"T","count":1,"status":"","value":4.25}]},` +
				`{"kpi":"N31807","municipality":"9999","period":"2024","values":[{"gender":"T","count":1,"status":"Missing","value":null}]}`
		case strings.Contains(r.URL.Path, "/kpi/"):
			values = `{"id":"N31807","title":"Ekonomiskt bistånd, andel (%)","description":"Andel."}`
		}
		_, _ = w.Write([]byte(`{"values":[` + values + `],"count":1,"next_url":null,"previous_url":null}`))
	}))
	defer server.Close()
	into, cache := filepath.Join(folder(t), "källa"), filepath.Join(folder(t), "svar")
	args := []string{"import", "kolada", "--kpi", "N31807", "--municipality", "9999", "--years", "2023-2024", "--address", server.URL + "/v3"}
	publisher(t, append(args, "--into", into, "--cache", cache)...).want(t, 0, "Utfall för indikatorer: nya 2")
	raw, err := os.ReadFile(filepath.Join(into, "observations.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []string{",2023,all,,4.25,,,reported,", ",2024,all,,,,,not_reported,"} {
		if !strings.Contains(string(raw), row) {
			t.Errorf("%q is not in\n%s", row, raw)
		}
	}
	first := asked
	publisher(t, append(args, "--into", into, "--offline", cache)...).want(t, 0, "oförändrade 2")
	if asked != first {
		t.Error("the network was asked")
	}
	server.Close()
	publisher(t, append(args, "--into", into+"2", "--cache", filepath.Join(folder(t), "tom"))...).want(t, 3, "Kolada")
	publisher(t, "import", "kolada", "--kpi", "N31807", "--municipality", "9999", "--years", "i fjol", "--into", into).want(t, 2, "i fjol")
	publisher(t, "import", "kolada", "--kpi", "N31807").want(t, 2, "--municipality")
}
