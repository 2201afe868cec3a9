package export

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"rodatraden/app/checked"
	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/data/followup"
	"rodatraden/data/sample"
	"rodatraden/data/sample/alvbro"
)

// findings are one of everything that checks and imports tell.
var findings = followup.Report{Findings: []followup.Finding{
	{Severity: followup.Fault, Code: followup.Enum, File: "units.csv", Row: 2, Column: "kind", Value: "<script>alert(1)</script>", Args: map[string]string{"Allowed": "committee, unit", "Suggestion": ""}},
	{Severity: followup.Fault, Code: followup.NumberForm, File: "amounts.csv", Row: 7, Column: "value", Sheet: "Belopp", Cell: "E7", Value: "18\u202E mkr\x07"},
	{Severity: followup.Warning, Code: followup.PartsDiffer, File: "amounts.csv", Row: 9, Column: "value", Sheet: "Belopp", Cell: "E9", Value: "100.0",
		Args: map[string]string{"Line": "total", "Measure": "budget_year", "Period": "2024", "Total": "100.0 mkr", "Sum": "101.0 mkr", "Parts": "norr, soder"}},
	{Severity: followup.Warning, Code: followup.SavingNoAmount, File: "savings.csv", Row: 3, Column: "amount", Args: map[string]string{"Saving": "Inköp"}},
	{Severity: followup.Warning, Code: followup.PointNoAnswer, File: "responses.csv", Column: "points", Value: "p1", Args: map[string]string{"Point": "Följ upp"}},
	{Severity: followup.Warning, Code: followup.OrderPast, File: "datapackage.json", Column: "followup.order", Value: "4", Args: map[string]string{"Order": "5", "Other": "nn-2024-05-monthly"}},
	{Severity: followup.Warning, Code: followup.FileUnused, File: "documents/a.pdf", Args: map[string]string{"Table": "documents", "Name": "a.pdf"}},
	{Severity: followup.Warning, Code: followup.FewPeople, File: "observations.csv", Row: 4, Column: "value", Value: "3", Args: map[string]string{"ID": "i1"}, Answer: "Ingen kan <b>kännas</b> igen."},
	{Severity: followup.Skipped, Code: followup.RowEmpty, File: "budget.xlsx", Row: 12},
	{Severity: followup.Assumed, Code: followup.SpacesAround, File: "budget.xlsx", Row: 13, Args: map[string]string{"Column": "value"}},
}}

func checkPage(t *testing.T, lang string, packages ...followup.Report) string {
	t.Helper()
	l := i18n.New(lang)
	var all []page.Checked
	for i, r := range packages {
		all = append(all, checked.Of(l, "nn-2024-0"+string(rune('1'+i)), "/x", r))
	}
	var b bytes.Buffer
	if err := CheckHTML(&b, l, all); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// words is what a person reads of a page, with one space between.
func words(html string) string {
	_, body, _ := strings.Cut(html, "<body>")
	text := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(body, " ")
	text = regexp.MustCompile(`\s+`).ReplaceAllString(text, " ")
	return strings.NewReplacer("&#34;", `"`, "&lt;", "<", "&gt;", ">", "&#43;", "+").Replace(text)
}

func TestThePageOfACheckTellsWhereWhatAndWhatToDoAndLeavesRoomForTheAnswer(t *testing.T) {
	html := checkPage(t, "sv", findings)
	text := words(html)
	at := 0
	for _, want := range []string{
		"nn-2024-01", "2 fel måste rättas, 5 varningar väntar på svar", "En uppgift hoppades över, ett antagande gjordes, en varning är besvarad",
		"Ett fel måste rättas innan", "En varning kan rättas.",
		"Rätta", "Enheter, units.csv", "units.csv, rad 2 · Slag (kind)", "Värdet i kolumnen kind finns inte i formatet.", "Så står det <script>alert(1)</script>", "Gör så här Välj ett av: committee, unit.",
		"Belopp", "Bladet Belopp, cell E7 · Belopp Talet i kolumnen Belopp har fel form.", "18⟨U+202E⟩ mkr⟨U+0007⟩",
		"Rätta, eller svara", "Bladet Belopp, cell E9", "I rapporten 100.0 mkr", "Summa, uträknad av appen 101.0 mkr",
		"Svar Skrivs i kolumnen Anmärkning på bladet Belopp, rad 9. Svaret publiceras med uppgiften",
		"Besparingar, savings.csv", "Så står det tomt", "Skrivs i kolumnen Anmärkning (note) i savings.csv, rad 3.",
		"Svar, responses.csv", "Skrivs i kolumnen Anmärkning (note) i en rad i tabellen Revisionspunkter (audit_points.csv).",
		"datapackage.json", "Skrivs i followup.reason i datapackage.json. Svaret publiceras med paketet",
		"documents/a.pdf", "Ingen rad i tabellen documents nämner filen",
		"Hoppades över", "budget.xlsx, rad 12", "Antogs", "budget.xlsx, rad 13",
		"Besvarat", "observations.csv, rad 4", "Svar Ingen kan <b>kännas</b> igen.",
	} {
		i := strings.Index(text[at:], want)
		if i < 0 {
			t.Fatalf("%q is not there, or not after what comes before it:\n%s", want, text)
		}
		at += i
	}
	// A blank for each answer that can be written: not for the file, not for what is answered.
	if n := strings.Count(html, `<div class="box">`); n != 4 {
		t.Errorf("%d blanks", n)
	}
	if n := strings.Count(html, "<article"); n != len(findings.Findings) {
		t.Errorf("%d of %d findings", n, len(findings.Findings))
	}
}

func TestThePageOfACheckNeedsNothingElseAndRunsNothing(t *testing.T) {
	for _, lang := range []string{"sv", "en"} {
		html := checkPage(t, lang, findings, findings)
		for _, never := range []string{"<script", "<b>", "http:", "https:", "src=", "href=", "\x07", "\u202E", "⟦", "<no value>"} {
			if strings.Contains(html, never) {
				t.Errorf("%s: it holds %q", lang, never)
			}
		}
		if !strings.Contains(html, `content="default-src 'none'`) || !strings.Contains(html, `<html lang="`+lang+`">`) {
			t.Errorf("%s: %s", lang, html[:400])
		}
		if !strings.Contains(words(html), "nn-2024-02 : ") {
			t.Errorf("%s: it is not told which package: %s", lang, words(html))
		}
		if again := checkPage(t, lang, findings, findings); again != html {
			t.Error("the same answer gives another page")
		}
	}
}

func TestACheckThatFindsNothingSaysSo(t *testing.T) {
	text := words(checkPage(t, "sv", followup.Report{}))
	if !strings.Contains(text, "Inget att rätta eller svara på") || strings.Contains(text, "Rätta,") {
		t.Error(text)
	}
	if text = words(checkPage(t, "sv", followup.Report{Findings: findings.Findings[7:8]})); !strings.Contains(text, "Inget att rätta eller svara på En varning är besvarad") {
		t.Error(text)
	}
	if text = words(checkPage(t, "en", followup.Report{}, followup.Report{}, followup.Report{}, followup.Report{})); !strings.Contains(text, "4 packages") {
		t.Error(text)
	}
}

// The traps that are planted in the demonstration are told in the words of the page, all of them.
func TestThePageOfADemonstrationHoldsEveryFinding(t *testing.T) {
	_, report, err := sample.Library{Name: "alvbro", Choice: alvbro.Choice{Seed: 3, Years: 1, Committees: 2}}.Packages()
	if err != nil {
		t.Fatal(err)
	}
	var parts []page.Checked
	l := i18n.New("sv")
	for _, f := range report.Findings {
		name, file, _ := strings.Cut(f.File, "/")
		f.File = file
		told := checked.Of(l, name, "", followup.Report{Findings: []followup.Finding{f}})
		if n := len(parts); n > 0 && parts[n-1].Package == name {
			parts[n-1].Findings = append(parts[n-1].Findings, told.Findings...)
			continue
		}
		parts = append(parts, told)
	}
	var b bytes.Buffer
	if err := CheckHTML(&b, l, parts); err != nil {
		t.Fatal(err)
	}
	html := b.String()
	if n := strings.Count(html, "<article"); n != len(report.Findings) || n == 0 {
		t.Errorf("%d of %d", n, len(report.Findings))
	}
	if strings.Contains(html, "⟦") || strings.Contains(html, "no value") {
		t.Error("words are missing")
	}
	if !strings.Contains(html, "Skrivs i kolumnen Anmärkning (note) i ") {
		t.Error("it is not told where an answer is written")
	}
}
