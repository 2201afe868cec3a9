package sheet

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"rodatraden/data/followup"
	"rodatraden/data/schema"
	"rodatraden/data/spreadsheet"
)

// FuzzReadingByAMapping reads any text by any mapping: it is told what is wrong, and what comes out where
// nothing is are rows that the tables can hold.
func FuzzReadingByAMapping(f *testing.F) {
	f.Add([]byte(base), []byte(table))
	for _, e := range examples {
		mapping, file := e.made()
		f.Add([]byte(mapping), []byte(file))
	}
	for _, file := range []string{ledger, planning, longMoney, months} {
		f.Add([]byte(base), []byte(file))
	}
	for _, name := range []string{"nyckeltal", "manader", "forslag-planering", "forslag-liggare", "forslag-dubbelt"} {
		raw, err := os.ReadFile(filepath.Join("testdata", name+".toml"))
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range []string{ledger, planning, twice} {
			f.Add(raw, []byte(file))
		}
	}
	f.Fuzz(func(t *testing.T, mapping, content []byte) {
		m, report := DecodeMapping("mapping.toml", mapping)
		open := func(string) (book, followup.Report, error) {
			b, report, err := spreadsheet.Read("table.csv", bytes.NewReader(content), int64(len(content)))
			if err != nil {
				return nil, report, err
			}
			return b, report, nil
		}
		facts, found, err := read([]string{"table.csv"}, m, Options{}, open)
		if err != nil || report.Faults() > 0 || found.Faults() > 0 {
			return
		}
		for _, table := range schema.All() {
			rows := facts.Rows(table.Name)
			if len(rows) == 0 {
				continue
			}
			raw, err := (&followup.Table{Schema: table, Rows: rows}).Canonical()
			if err != nil {
				t.Fatal(err)
			}
			_, wrong := followup.ReadTable(table, table.Name+".csv", raw)
			for _, f := range wrong.Findings {
				if f.Severity == followup.Fault {
					t.Errorf("%s: %s\n%s", f, f.Args, raw)
				}
			}
		}
	})
}

// FuzzSuggesting suggests a mapping for any text. What it suggests is a mapping.
func FuzzSuggesting(f *testing.F) {
	for _, file := range []string{table, ledger, planning, longMoney, months, twice} {
		f.Add([]byte(file))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		b, _, err := spreadsheet.Read("table.csv", bytes.NewReader(content), int64(len(content)))
		if err != nil {
			return
		}
		raw, _, err := suggest("table.csv", b, SuggestOptions{})
		if err != nil || raw == nil {
			return
		}
		if _, report := DecodeMapping("forslag.toml", raw); report.Faults() > 0 {
			t.Errorf("%v\n%s", report.Findings, raw)
		}
	})
}
