package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// writeNote writes a note in a row of a table, as somebody who answers a warning does.
func writeNote(t *testing.T, file string, line int, note string) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(raw))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := slices.Index(rows[0], "note")
	if at < 0 {
		at = len(rows[0])
		for n := range rows {
			rows[n] = append(rows[n], "")
		}
		rows[0][at] = "note"
	}
	rows[line-1][at] = note
	var b strings.Builder
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// A machine is told every warning with where it is answered. When each that has a row is answered there,
// none of them is counted, and each is told with its answer.
func TestAWarningThatIsAnsweredDoesNotStopAStrictCheck(t *testing.T) {
	all := sources(t, "alvbro")
	dir := filepath.Dir(all[0])
	each := func(a answer, visit func(pkg string, f map[string]any)) {
		for _, p := range a.json["packages"].([]any) {
			p := p.(map[string]any)
			for _, f := range p["findings"].([]any) {
				visit(p["package"].(string), f.(map[string]any))
			}
		}
	}
	before := publisher(t, "check", "--json", "--lang", "sv", dir).want(t, 0)
	rowless, answered := 0, 0
	each(before, func(pkg string, f map[string]any) {
		for _, name := range []string{"severity", "code", "file", "wrong", "do", "where"} {
			if f[name] == nil {
				t.Errorf("%v lacks %s", f, name)
			}
		}
		switch {
		case f["answer"] != nil:
			answered++
		case f["row"] == nil:
			rowless++
		default:
			if !strings.Contains(f["reply"].(string), "Anmärkning (note)") {
				t.Errorf("answered in %v", f["reply"])
			}
			writeNote(t, filepath.Join(dir, pkg, f["file"].(string)), int(f["row"].(float64)), "Så står det.")
		}
	})
	open := int(before.json["warnings"].(float64)) - rowless
	if open < 5 || before.json["answered"].(float64) != float64(answered) {
		t.Fatalf("%d are open, %d and %v answered", open, answered, before.json["answered"])
	}
	code := 0
	if rowless > 0 {
		code = 1
	}
	after := publisher(t, "check", "--json", "--strict", dir).want(t, code)
	if w := int(after.json["warnings"].(float64)); w != rowless {
		t.Errorf("%d warnings are open still, %d of them have no row", w, rowless)
	}
	told := 0
	each(after, func(_ string, f map[string]any) {
		if f["answer"] == "Så står det." {
			told++
		}
	})
	if told < open {
		t.Errorf("%d of %d are told with the answer", told, open)
	}
}
