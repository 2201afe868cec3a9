package followup

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// example is a bad source, or a package with a bad place in a library, and what is told of it.
type example struct {
	code string
	edit func(files)
	want Finding // Code and Args are not compared; Severity is Fault where left out
}

func all(edits ...func(files)) func(files) {
	return func(f files) {
		for _, e := range edits {
			e(f)
		}
	}
}

const manifest = "datapackage.json"

var sourceExamples = []example{
	{ManifestMissing, drop(manifest), Finding{File: manifest}},
	{ManifestJSON, change(manifest, `"order": 4,`, `"order": 4`), Finding{File: manifest, Row: 18}},
	{ManifestJSON, put(manifest, "[]"), Finding{File: manifest, Row: 1}},
	{ManifestJSON, func(f files) { f[manifest] += "{}" }, Finding{File: manifest, Row: 26}},
	{PropertyTwice, change(manifest, `"order": 4,`, `"order": 4, "order": 5,`), Finding{File: manifest, Row: 17, Column: "followup.order"}},
	{PropertyUnknown, change(manifest, `"as_at"`, `"asat": "", "as_at"`), Finding{File: manifest, Row: 16, Column: "followup.asat", Value: "asat"}},
	{PropertyUnknown, change(manifest, `"title": "Delårsrapport april 2024"`, `"title": "x", "Title": "X"`), Finding{File: manifest, Row: 3, Column: "Title", Value: "Title"}},
	{PropertyNotText, change(manifest, `"9999"`, `9999`), Finding{File: manifest, Row: 10, Column: "followup.municipality.code", Value: "9999"}},
	{PropertyNotInteger, change(manifest, `"order": 4`, `"order": 4.5`), Finding{File: manifest, Row: 17, Column: "followup.order", Value: "4.5"}},
	{PropertyNotBoolean, change(manifest, `"fictional": true`, `"fictional": "ja"`), Finding{File: manifest, Row: 11, Column: "followup.fictional", Value: `"ja"`}},
	{PropertyNotObject, change(manifest, `{"id": "nn", "name": "Nämnden"}`, `"nn"`), Finding{File: manifest, Row: 12, Column: "followup.committee", Value: `"nn"`}},
	{PropertyNotList, change(manifest, `[{"name": "CC0-1.0"}]`, `"CC0-1.0"`), Finding{File: manifest, Row: 5, Column: "licenses", Value: `"CC0-1.0"`}},
	{PropertyRequired, change(manifest, `"title": "Delårsrapport april 2024"`, `"title": "  "`), Finding{File: manifest, Row: 3, Column: "title"}},
	{PropertyRequired, put(manifest, `{"name": "a", "title": "A"}`), Finding{File: manifest, Column: "followup"}},
	{PropertyEnum, change(manifest, `"interim"`, `"delår"`), Finding{File: manifest, Row: 13, Column: "followup.kind", Value: "delår"}},
	{FormatUnknown, change(manifest, `"format": 1`, `"format": 0`), Finding{File: manifest, Row: 9, Column: "followup.format", Value: "0"}},
	{FormatUnknown, change(manifest, `"format": 1`, `"format": 2, "new": {}`), Finding{File: manifest, Column: "followup.format", Value: "2"}},
	{NameForm, change(manifest, `"nn-2024-04-interim"`, `"NN april"`), Finding{File: manifest, Row: 2, Column: "name", Value: "NN april"}},
	{NameReserved, change(manifest, `"nn-2024-04-interim"`, `"latest"`), Finding{File: manifest, Row: 2, Column: "name", Value: "latest"}},
	{UUIDForm, change(manifest, `"created"`, `"id": "123", "created"`), Finding{File: manifest, Row: 4, Column: "id", Value: "123"}},
	{UUIDForm, change(manifest, `"supersedes": null`, `"supersedes": "Förra paketet"`), Finding{File: manifest, Row: 20, Column: "followup.supersedes", Value: "Förra paketet"}},
	{MunicipalityForm, change(manifest, `"9999"`, `"99"`), Finding{File: manifest, Row: 10, Column: "followup.municipality.code", Value: "99"}},
	{CommitteeForm, change(manifest, `{"id": "nn"`, `{"id": "Nämnden"`), Finding{File: manifest, Row: 12, Column: "followup.committee.id", Value: "Nämnden"}},
	{CommitteeReserved, change(manifest, `{"id": "nn"`, `{"id": "snapshot"`), Finding{File: manifest, Row: 12, Column: "followup.committee.id", Value: "snapshot"}},
	{CommitteeReserved, change(manifest, `{"id": "nn"`, `{"id": "con"`), Finding{File: manifest, Row: 12, Column: "followup.committee.id", Value: "con"}},
	{DateForm, change(manifest, `"date": "2024-05-16"`, `"date": "2024-02-30"`), Finding{File: manifest, Row: 21, Column: "followup.meeting.date", Value: "2024-02-30"}},
	{SpanIncomplete, all(change(manifest, `"interim"`, `"plan"`), change(manifest, `, "to": "2024-04-30"`, ``)), Finding{File: manifest, Row: 15, Column: "followup.period", Value: "2024-01-01/"}},
	{SpanOrder, change(manifest, `"from": "2024-01-01"`, `"from": "2024-05-01"`), Finding{File: manifest, Row: 15, Column: "followup.period", Value: "2024-05-01/2024-04-30"}},
	{AsAtNotPeriodEnd, change(manifest, `"as_at": "2024-04-30"`, `"as_at": "2024-05-16"`), Finding{File: manifest, Row: 16, Column: "followup.as_at", Value: "2024-05-16"}},
	{OrderForm, change(manifest, `"order": 4`, `"order": 0`), Finding{File: manifest, Row: 17, Column: "followup.order", Value: "0"}},
	{CreatedForm, change(manifest, `2024-05-02T08:00:00+02:00`, `2024-05-02`), Finding{File: manifest, Row: 4, Column: "created", Value: "2024-05-02"}},
	{PublishedForm, change(manifest, `"published": "2024-05"`, `"published": "maj 2024"`), Finding{File: manifest, Row: 18, Column: "followup.published", Value: "maj 2024"}},
	{PublishedBasisWrong, change(manifest, `"stated"`, `"unknown"`), Finding{File: manifest, Row: 19, Column: "followup.published_basis", Value: "unknown"}},
	{AddressNotHTTPS, change(manifest, `https://example.org`, `http://example.org`), Finding{File: manifest, Row: 6, Column: "sources.0.path", Value: "http://example.org/rapport"}},
	{LicenseForm, change(manifest, `{"name": "CC0-1.0"}`, `{"title": "Fri"}`), Finding{File: manifest, Row: 5, Column: "licenses.0"}},
	{PackageEmpty, func(f files) {
		for name := range f {
			if name != manifest {
				delete(f, name)
			}
		}
	}, Finding{File: manifest}},
	{ReasonMissing, func(f files) {
		for name := range f {
			if name != manifest {
				delete(f, name)
			}
		}
		f[manifest] = strings.Replace(f[manifest], `"supersedes": null`, `"supersedes": "nn-2024-03-monthly"`, 1)
	}, Finding{File: manifest, Column: "followup.reason"}},

	{FileUnknown, put("amount.csv", "id\n1\n"), Finding{File: "amount.csv"}},
	{FileUnknown, put("documents/bild.png", "x"), Finding{File: "documents/bild.png"}},
	{FileUnknown, put("texts/rapport.pdf", "x"), Finding{File: "texts/rapport.pdf"}},
	{FileTwice, put("texts/Ekonomi.md", "x"), Finding{File: "texts/ekonomi.md"}},
	{FileTwice, put("documents/ekonomi.md", "x"), Finding{File: "texts/ekonomi.md"}},
	{FileEmpty, put("assumptions.csv", ""), Finding{File: "assumptions.csv"}},
	{FileEmpty, put("documents/rapport.pdf", ""), Finding{File: "documents/rapport.pdf"}},
	{FileUnused, put("documents/annan.md", "Hej\n"), Finding{Severity: Warning, File: "documents/annan.md"}},
	{NotPDF, put("documents/rapport.pdf", "<html>"), Finding{File: "documents/rapport.pdf"}},
	{PathCharacters, put("documents/år 2024.pdf", "%PDF-"), Finding{File: "documents/år 2024.pdf"}},
	{PathTooLong, put("documents/"+strings.Repeat("a", 120)+".pdf", "%PDF-"), Finding{File: "documents/" + strings.Repeat("a", 69) + "…"}},
	{PathReserved, put("documents/Aux.pdf", "%PDF-"), Finding{File: "documents/Aux.pdf"}},

	{LimitManifest, change(manifest, `"format": 1`, `"format": 1, "x": "`+strings.Repeat("x", MaxManifestBytes)+`"`), Finding{File: manifest}},
	{LimitNesting, change(manifest, `"format": 1`, `"format": 1, "x": `+strings.Repeat("[", 40)+strings.Repeat("]", 40)), Finding{File: manifest, Row: 9}},
	{LimitFile, put("documents/rapport.pdf", "%PDF-"+strings.Repeat("x", MaxFileBytes)), Finding{File: "documents/rapport.pdf"}},
	{LimitPackage, func(f files) {
		for i := range 5 {
			f["documents/"+strconv.Itoa(i)+".pdf"] = "%PDF-" + strings.Repeat("x", MaxFileBytes-10)
		}
	}, Finding{File: manifest}},
	{LimitFiles, func(f files) {
		for i := range MaxFiles {
			f["documents/"+strconv.Itoa(i)+".md"] = "x"
		}
	}, Finding{File: manifest}},
	{LimitRows, put("assumptions.csv", "id,kind,text\n"+manyRows(MaxRows+5)), Finding{File: "assumptions.csv", Row: MaxRows + 2}},
	{LimitColumns, put("assumptions.csv", "id"+strings.Repeat(",x", MaxColumns)+"\n"), Finding{File: "assumptions.csv", Row: 1}},
	{LimitCell, change("assumptions.csv", "Inflationen", strings.Repeat("🐛", 16001)), Finding{File: "assumptions.csv", Row: 2, Column: "text", Value: strings.Repeat("🐛", 79) + "…"}},

	{EncodingUTF16, func(f files) { f["units.csv"] = utf16LE("\uFEFF" + f["units.csv"]) }, Finding{File: "units.csv"}},
	{EncodingUTF16, func(f files) { f["units.csv"] = utf16LE(f["units.csv"]) }, Finding{File: "units.csv"}},
	{EncodingLatin1, func(f files) { f["units.csv"] = latin1(f["units.csv"]) }, Finding{File: "units.csv", Row: 2, Value: "Nämnden"}},
	{EncodingLatin1, func(f files) { f["texts/ekonomi.md"] = "# Mål f\xF6r alla\n" }, Finding{File: "texts/ekonomi.md", Row: 1, Value: "för"}},
	{LineEnding, func(f files) { f["units.csv"] = strings.ReplaceAll(f["units.csv"], "\n", "\r") }, Finding{File: "units.csv"}},
	{ControlCharacter, change("units.csv", "Område norr", "Område\x00norr"), Finding{File: "units.csv", Row: 3, Column: "name", Value: "Område\x00norr"}},
	{ControlCharacter, change("units.csv", "Område norr", "Område\tnorr"), Finding{File: "units.csv", Row: 3, Column: "name", Value: "Område\tnorr"}},
	{ControlCharacter, change("units.csv", "Område norr", "Område\u0085norr"), Finding{File: "units.csv", Row: 3, Column: "name", Value: "Område\u0085norr"}},
	{ControlCharacter, change(manifest, `"Delårsrapport april`, `"\u0007Delårsrapport april`), Finding{File: manifest, Row: 3, Column: "title", Value: "\aDelårsrapport april 2024"}},
	{ControlCharacter, change("texts/ekonomi.md", "Prognosen", "Pro\bgnosen"), Finding{File: "texts/ekonomi.md", Row: 3, Value: "Pro\bgnosen är **−4,0 mkr**. Se [rapporten](https://example.org/rapport) och [ov…"}},
	{Garbled, change("units.csv", "Område norr", "OmrÃ¥de norr"), Finding{Severity: Warning, File: "units.csv", Row: 3, Column: "name", Value: "OmrÃ¥de norr"}},
	{Separator, func(f files) { f["units.csv"] = strings.ReplaceAll(f["units.csv"], ",", ";") }, Finding{File: "units.csv", Row: 1}},
	{Quote, change("units.csv", "Område norr", `Område "norr"`), Finding{File: "units.csv", Row: 3, Value: `area,norr,Område "norr",nn,Norra|Nord`}},
	{Quote, change("units.csv", "Område norr", `"Område norr`), Finding{File: "units.csv", Row: 3, Value: `area,norr,"Område norr,nn,Norra|Nord`}},
	{RowLength, change("units.csv", "Område norr", `Område norr, m.m.`), Finding{File: "units.csv", Row: 3, Value: "area,norr,Område norr, m.m.,nn,Norra|Nord"}},
	{RowEmpty, func(f files) { f["units.csv"] += ",,,,\n" }, Finding{File: "units.csv", Row: 5}},
	{ColumnUnnamed, func(f files) {
		f["units.csv"] = strings.ReplaceAll(f["units.csv"], "\n", ",\n")
	}, Finding{File: "units.csv", Row: 1}},
	{ColumnTwice, change("units.csv", "parent,aliases", "parent,parent"), Finding{File: "units.csv", Row: 1, Column: "parent"}},
	{ColumnUnknown, change("units.csv", "aliases", "alias"), Finding{File: "units.csv", Row: 1, Column: "alias"}},
	{ColumnMissing, all(change("units.csv", "kind,", ""), func(f files) {
		f["units.csv"] = strings.NewReplacer("committee,", "", "area,", "").Replace(f["units.csv"])
	}), Finding{File: "units.csv", Row: 1, Column: "kind"}},

	{Required, change("units.csv", "Område norr", ""), Finding{File: "units.csv", Row: 3, Column: "name"}},
	{Required, change("units.csv", "Område norr", "\u00A0 "), Finding{File: "units.csv", Row: 3, Column: "name", Value: "\u00A0 "}},
	{SpacesAround, change("units.csv", "Nämnden,,", "Nämnden, ,"), Finding{File: "units.csv", Row: 2, Column: "parent", Value: " "}},
	{SpacesAround, change("units.csv", "committee,nn", "committee ,nn"), Finding{File: "units.csv", Row: 2, Column: "kind", Value: "committee "}},
	{Enum, change("units.csv", "committee,nn", "nämnd,nn"), Finding{File: "units.csv", Row: 2, Column: "kind", Value: "nämnd"}},
	{PeriodForm, change("assumptions.csv", ",2024,", ",april 2024,"), Finding{File: "assumptions.csv", Row: 2, Column: "period", Value: "april 2024"}},
	{PeriodUnreal, change("assumptions.csv", ",2024,", ",2023-02-29,"), Finding{File: "assumptions.csv", Row: 2, Column: "period", Value: "2023-02-29"}},
	{PeriodUnreal, change("assumptions.csv", ",2024,", ",2024/2023,"), Finding{File: "assumptions.csv", Row: 2, Column: "period", Value: "2024/2023"}},
	{IDForm, change("assumptions.csv", "as1,", "As1,"), Finding{File: "assumptions.csv", Row: 2, Column: "id", Value: "As1"}},
	{IDForm, change("budget_lines.csv", "norr,total,norr", "norr,Total,norr"), Finding{File: "budget_lines.csv", Row: 3, Column: "parent", Value: "Total"}},
	{ReferenceForm, change("assumptions.csv", "budget_lines:total", "total"), Finding{File: "assumptions.csv", Row: 2, Column: "about", Value: "total"}},
	{Pattern, change("documents.csv", ",rapport.pdf,", ",Rapport.pdf,"), Finding{File: "documents.csv", Row: 2, Column: "resource", Value: "Rapport.pdf"}},
	{NumberForm, change("amounts.csv", "100.0,mkr,a1", "ca 100,mkr,a1"), Finding{File: "amounts.csv", Row: 2, Column: "value", Value: "ca 100"}},
	{NumberForm, change("amounts.csv", "100.0,mkr,a1", "1e2,mkr,a1"), Finding{File: "amounts.csv", Row: 2, Column: "value", Value: "1e2"}},
	{DecimalComma, change("amounts.csv", "100.0,mkr,a1", `"−1 100,0",mkr,a1`), Finding{File: "amounts.csv", Row: 2, Column: "value", Value: "−1 100,0"}},
	{IntegerForm, change("budget_lines.csv", "net,1", "net,1.5"), Finding{File: "budget_lines.csv", Row: 2, Column: "order", Value: "1.5"}},
	{BooleanForm, change("amounts.csv", `"100,0 mkr",,`, `"100,0 mkr",SANT,`), Finding{File: "amounts.csv", Row: 2, Column: "approximate", Value: "SANT"}},

	{KeyTwice, change("amounts.csv", "a2,total,forecast_year", "a2,total,budget_year"), Finding{File: "amounts.csv", Row: 3, Value: "total, budget_year, 2024"}},
	{IDTwice, change("amounts.csv", "a2,total", "a1,total"), Finding{File: "amounts.csv", Row: 3, Column: "id", Value: "a1"}},
	{IDTwice, change("units.csv", "area,soder", "area,norr"), Finding{File: "units.csv", Row: 4, Column: "id", Value: "norr"}},
	{ResourceMissing, change("documents.csv", ",rapport.pdf,", ",april.pdf,"), Finding{File: "documents.csv", Row: 2, Column: "resource", Value: "april.pdf"}},
	{MediaTypeDiffers, change("documents.csv", "application/pdf", "text/markdown"), Finding{File: "documents.csv", Row: 2, Column: "resource", Value: "rapport.pdf"}},
	{MediaTypeDiffers, change("texts.csv", "ekonomi.md", "rapport.pdf"), Finding{File: "texts.csv", Row: 2, Column: "resource", Value: "rapport.pdf"}},
	{WithdrawnTable, put("withdrawn.csv", "id,table,key,reason\nw1,amount,x|y|z,Fel\n"), Finding{File: "withdrawn.csv", Row: 2, Column: "table", Value: "amount"}},
	{WithdrawnKey, put("withdrawn.csv", "id,table,key,reason\nw1,amounts,a1,Fel\n"), Finding{File: "withdrawn.csv", Row: 2, Column: "key", Value: "a1"}},
	{WithdrawnAndStated, put("withdrawn.csv", "id,table,key,reason\nw1,amounts,total|budget_year|2024,Fel\n"), Finding{File: "withdrawn.csv", Row: 2, Column: "key", Value: "total|budget_year|2024"}},

	{ValueUnexpected, change("amounts.csv", `"100,0 mkr",,reported`, `"100,0 mkr",,trend_only`), Finding{File: "amounts.csv", Row: 2, Column: "value", Value: "100.0"}},
	{ValueMissing, change("amounts.csv", ",,a6,norr,forecast_year,2024,,,not_reported", ",,a6,norr,forecast_year,2024,,,reported"), Finding{File: "amounts.csv", Row: 7, Column: "value"}},
	{StatusMissing, change("amounts.csv", ",,not_reported", ",,"), Finding{File: "amounts.csv", Row: 7, Column: "status"}},
	{UnitMissing, change("amounts.csv", "100.0,mkr,a1", "100.0,,a1"), Finding{File: "amounts.csv", Row: 2, Column: "amount_unit"}},
	{AsWrittenDiffers, change("amounts.csv", `"100,0 mkr"`, `"101,0 mkr"`), Finding{Severity: Warning, File: "amounts.csv", Row: 2, Column: "as_written", Value: "101,0 mkr"}},
	{AsWrittenSign, change("amounts.csv", `"−4,0 mkr"`, `"+ 4,0 mkr"`), Finding{Severity: Warning, File: "amounts.csv", Row: 4, Column: "as_written", Value: "+ 4,0 mkr"}},
	{AsWrittenPrecision, change("amounts.csv", `"−4,0 mkr"`, `−4 mkr`), Finding{Severity: Warning, File: "amounts.csv", Row: 4, Column: "as_written", Value: "−4 mkr"}},
	{ApproximateMissing, change("amounts.csv", `"100,0 mkr"`, `"cirka 100,0 mkr"`), Finding{Severity: Warning, File: "amounts.csv", Row: 2, Column: "as_written", Value: "cirka 100,0 mkr"}},

	{PartsDiffer, change("amounts.csv", "40000,tkr,a5,soder,budget_year,2024,40 000 tkr", "41000,tkr,a5,soder,budget_year,2024,"), Finding{Severity: Warning, File: "amounts.csv", Row: 2, Column: "value", Value: "100.0"}},
	{VarianceDiffers, change("amounts.csv", `-4.0,mkr,a3,total,variance_forecast,2024,"−4,0 mkr"`, `4.0,mkr,a3,total,variance_forecast,2024,`), Finding{Severity: Warning, File: "amounts.csv", Row: 4, Column: "value", Value: "4.0"}},
	{VarianceDiffers, change(manifest, `"budget-minus-actual"`, `"actual-minus-budget-costs-negative"`), Finding{Severity: Warning, File: "amounts.csv", Row: 4, Column: "value", Value: "-4.0"}},
	{CausesDiffer, put("causes.csv", "id,subject,period,title,amount,amount_unit,exhaustive\nc1,budget_lines:total,2024,A,-3.0,mkr,yes\nc2,budget_lines:total,2024,B,-0.5,mkr,yes\n"),
		Finding{Severity: Warning, File: "causes.csv", Row: 2, Column: "amount", Value: "-3.0"}},
	{OralOnly, change("sources.csv", "written", "oral"), Finding{Severity: Warning, File: "sources.csv", Row: 2, Column: "form", Value: "oral"}},

	{PersonalNumber, change("units.csv", "Område norr", "Område 850709-9805"), Finding{File: "units.csv", Row: 3, Column: "name", Value: "850709-9805"}},
	{PersonalNumber, change("texts/ekonomi.md", "Prognosen", "19850709 9805"), Finding{File: "texts/ekonomi.md", Row: 3, Value: "19850709 9805"}},
	{PersonalNumber, change(manifest, "§ 4", "8507699802"), Finding{File: manifest, Row: 21, Column: "followup.meeting.item", Value: "8507699802"}},
	{PersonalNumber, change("documents/rapport.pdf", "Delarsrapport", "8507\\060\\0719805"), Finding{File: "documents/rapport.pdf", Value: "8507099805"}},
	{OverrideReason, put(overridesName, "file,value,row,column,reason\nunits.csv,1,,,\n"), Finding{File: overridesName, Row: 2, Column: "reason"}},
	{OverrideUnused, put(overridesName, "file,value,row,column,reason\nunits.csv,850709-9805,,,Exempel\n"), Finding{Severity: Warning, File: overridesName, Row: 2, Column: "value", Value: "8507099805"}},

	{EndsBeforeStart, put("goals.csv", "id,level,title,valid_from,valid_to\nm1,committee_goal,Mål,2024,2023\n"), Finding{File: "goals.csv", Row: 2, Column: "valid_to", Value: "2023"}},
	{ParentCircle, put("goals.csv", "id,level,title,parent\nm1,committee_goal,Ett,m2\nm2,committee_goal,Två,m1\n"), Finding{File: "goals.csv", Row: 2, Column: "parent", Value: "m2"}},
	{OffScale, put("controls.csv", "id,year,risk,likelihood,consequence,scale\nk1,2024,Risk,5,2,4x4\n"), Finding{File: "controls.csv", Row: 2, Column: "likelihood", Value: "5"}},
	{UnitOfOther, put("savings_totals.csv", "id,label,measure,value,amount_unit\nt1,Plan,posts,3,mkr\n"), Finding{File: "savings_totals.csv", Row: 2, Column: "amount_unit", Value: "mkr"}},
	{ShareBeyond, put("savings.csv", "id,title,share\nb1,Neddragning,250\n"), Finding{File: "savings.csv", Row: 2, Column: "share", Value: "250"}},
	{BreakPeriods, put("series_breaks.csv", "id,indicator,between,certainty,reason\ns1,i1,2023,stated,Ny mätning\n"), Finding{File: "series_breaks.csv", Row: 2, Column: "between", Value: "2023"}},
	{BreakNoReason, put("series_breaks.csv", "id,indicator,between,certainty\ns1,i1,2022/2023,stated\n"), Finding{Severity: Warning, File: "series_breaks.csv", Row: 2, Column: "reason"}},
	{PartBeyondWhole, all(persons("all", "40"), addPersons("handläggning", "45")), Finding{Severity: Warning, File: "observations.csv", Row: 3, Column: "value", Value: "45"}},
	{GendersDiffer, all(persons("all", "40"), addPersons("K", "15"), addPersons("M", "20")), Finding{Severity: Warning, File: "observations.csv", Row: 3, Column: "value", Value: "15"}},
	{GendersDiffer, all(persons("T", "40"), addPersons("K", "15"), addPersons("M", "26")), Finding{Severity: Warning, File: "observations.csv", Row: 3, Column: "value", Value: "15"}},
	{PartBeyondWhole, all(persons("T", "40"), addPersons("K", "41")), Finding{Severity: Warning, File: "observations.csv", Row: 3, Column: "value", Value: "41"}},
	{SharesDiffer, all(persons("all", "100"), addPersons("hemma", "60"), addPersons("borta", "30"), change("indicators.csv", "personer,personer", "boende,%")), Finding{Severity: Warning, File: "observations.csv", Row: 2, Column: "value", Value: "100"}},
	{FewPeople, all(persons("12–15 år", "4"), change("indicators.csv", "Antal personer,personer", "Barn placerade utanför hemmet,antal")), Finding{Severity: Warning, File: "observations.csv", Row: 2, Column: "value", Value: "4"}},
	{FewPeople, all(persons("all", "1"), change("indicators.csv", "personer,personer", "med stöd,visstidsanställda")), Finding{Severity: Warning, File: "observations.csv", Row: 2, Column: "value", Value: "1"}},
	{FewPeople, all(persons("all", "2"), change(manifest, `"full"`, `"excerpt"`)), Finding{Severity: Warning, File: "observations.csv", Row: 2, Column: "value", Value: "2"}},
	{BreakPeriods, put("series_breaks.csv", "id,indicator,between,certainty,reason\ns1,i1,2023/..,stated,Ny mätning\n"), Finding{File: "series_breaks.csv", Row: 2, Column: "between", Value: "2023/.."}},
	{ParentCircle, put("goals.csv", "id,level,title,parent\nm1,vision,Ett,m1\n"), Finding{File: "goals.csv", Row: 2, Column: "parent", Value: "m1"}},
	{PercentBeyond, all(persons("all", "140"), change("indicators.csv", "personer,personer", "personer,%")), Finding{Severity: Warning, File: "observations.csv", Row: 2, Column: "value", Value: "140"}},
	{EndsBeforeStart, put("responses.csv", "id,date,due,text\nv1,2024-05,2024-03,Ja.\n"), Finding{File: "responses.csv", Row: 2, Column: "due", Value: "2024-03"}},
	{FewPeople, persons("all", "3"), Finding{Severity: Warning, File: "observations.csv", Row: 2, Column: "value", Value: "3"}},
	{Enum, put("interventions.csv", "id,title,kind,forms\nn1,Insats,intervention,internal|extern\n"), Finding{File: "interventions.csv", Row: 2, Column: "forms", Value: "internal|extern"}},
	{RawHTML, change("texts/ekonomi.md", "# Ekonomi", "# Ekonomi\n\n<script>\nalert(1)\n</script>\n"), Finding{File: "texts/ekonomi.md", Row: 3, Value: "<script>"}},
	{RawHTML, change("texts/ekonomi.md", "Prognosen", "Pro<b>gnosen"), Finding{File: "texts/ekonomi.md", Row: 3, Value: "<b>"}},
	{RemoteImage, change("texts/ekonomi.md", "Prognosen", "![bild](//example.org/b.png)"), Finding{File: "texts/ekonomi.md", Row: 3, Value: "//example.org/b.png"}},
	{LocalImage, change("texts/ekonomi.md", "Prognosen", "![bild](b.png)"), Finding{File: "texts/ekonomi.md", Row: 3, Value: "b.png"}},
	{LinkNotHTTPS, change("texts/ekonomi.md", "https://example.org", "javascript:alert(1)//example.org"), Finding{File: "texts/ekonomi.md", Row: 3, Value: "javascript:alert(1)//example.org/rapport"}},
	{LinkNotHTTPS, change("texts/ekonomi.md", "Prognosen", "<http://example.org>"), Finding{File: "texts/ekonomi.md", Row: 3, Value: "http://example.org"}},
}

func TestEveryRuleTellsWhereAndWhat(t *testing.T) {
	for i, e := range sourceExamples {
		t.Run(strconv.Itoa(i)+" "+e.code, func(t *testing.T) {
			_, report := aSource().with(e.edit).open(t)
			checkFinding(t, report, e)
		})
	}
}

func TestAWrongWordInAListIsToldWithTheWordsThereAre(t *testing.T) {
	_, report := aSource().with(put("interventions.csv", "id,title,kind,forms\nv1,Jobbspåret,intervention,internal|maping\n")).open(t)
	if len(report.Findings) != 1 || report.Findings[0].Args["Suggestion"] != "mapping" || !strings.Contains(report.Findings[0].Args["Allowed"], "rehabilitating, preventive") {
		t.Errorf("got %v", report.Findings)
	}
}

func checkFinding(t *testing.T, report Report, e example) {
	t.Helper()
	if e.want.Severity == "" {
		e.want.Severity = Fault
	}
	e.want.Code = e.code
	var near []string
	for _, f := range report.Findings {
		f.Args = nil
		if cmp.Equal(f, e.want) {
			return
		}
		near = append(near, fmt.Sprintf("%s %s %s row %d column %q value %q", f.Severity, f.Code, f.File, f.Row, f.Column, f.Value))
	}
	t.Errorf("want %s %s %s row %d column %q value %q\ngot %s", e.want.Severity, e.want.Code, e.want.File, e.want.Row, e.want.Column, e.want.Value,
		strings.Join(near[:min(len(near), 8)], "\n"))
}

// codes reads the constants of code.go.
func codes(t *testing.T) []string {
	f, err := parser.ParseFile(token.NewFileSet(), "code.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	ast.Inspect(f, func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok {
			code, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, code)
		}
		return true
	})
	if len(all) < 100 {
		t.Fatalf("%d codes found", len(all))
	}
	return all
}

func TestEveryRuleHasAnExample(t *testing.T) {
	shown := map[string]bool{}
	for _, e := range slices.Concat(sourceExamples, builtExamples, zipExamples) {
		shown[e.code] = true
	}
	for _, e := range allLibraryExamples() {
		shown[e.code] = true
	}
	shown[MoreAlike], shown[MoreAnswered] = true, true // TestWhatIsWrongInEveryRowIsSummedUp
	for _, code := range codes(t) {
		if !shown[code] {
			t.Errorf("%s has no example", code)
		}
	}
}

func TestAllFaultsAreToldAtOnceInTheOrderOfFilesAndRows(t *testing.T) {
	_, report := aSource().with(
		change(manifest, `"kind": "interim"`, `"kind": "delår"`),
		change(manifest, `"order": 4`, `"order": 0`),
		func(f files) { f["units.csv"] = latin1(f["units.csv"]) },
		change("units.csv", "committee,nn", "board,nn"),
		change("amounts.csv", "100.0,mkr,a1", "x,mrk,a1"),
		change("amounts.csv", "a5,soder", "A5,soder"),
		put("extra.txt", "x"),
		change("texts/ekonomi.md", "Prognosen", "<b>"),
	).open(t)
	var got []string
	for _, f := range report.Findings {
		got = append(got, f.Code+" "+f.File+":"+strconv.Itoa(f.Row))
	}
	want := []string{
		"property_enum datapackage.json:13", "order_form datapackage.json:17",
		"enum units.csv:2", "encoding_latin1 units.csv:2",
		"number_form amounts.csv:2", "enum amounts.csv:2", "id_form amounts.csv:6",
		"file_unknown extra.txt:0", "raw_html texts/ekonomi.md:3",
	}
	slices.Sort(got[2:4])
	slices.Sort(want[2:4])
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestWhatIsWrongInEveryRowIsSummedUp(t *testing.T) {
	_, report := aSource().with(put("assumptions.csv", "id,kind,text\n"+strings.Repeat("x,guess,Text\n", 1000))).open(t)
	var enums, more int
	for _, f := range report.Findings {
		switch f.Code {
		case Enum:
			enums++
		case MoreAlike:
			if f.Column == "kind" {
				more++
				if f.Args["Count"] != "900" || f.Row != 102 || f.Severity != Fault {
					t.Errorf("%+v %v", f, f.Args)
				}
			}
		}
	}
	if enums != maxAlike || more != 1 {
		t.Errorf("%d enums, %d summaries", enums, more)
	}
}

// What is not wrong: each edit leaves the source without faults and warnings.
func TestWhatIsRightIsNotTold(t *testing.T) {
	for name, edit := range map[string]func(files){
		"line ends of Windows":                                func(f files) { f["units.csv"] = strings.ReplaceAll(f["units.csv"], "\n", "\r\n") },
		"a byte order mark":                                   func(f files) { f["units.csv"] = "\uFEFF" + f["units.csv"]; f[manifest] = "\uFEFF" + f[manifest] },
		"a line feed in a cell":                               change("sources.csv", "sämre än", "sämre\r\nän"),
		"quotation marks":                                     change("sources.csv", "sämre än", `""sämre"" än`),
		"as written in words":                                 change("amounts.csv", `"100,0 mkr"`, "hundra miljoner"),
		"as written in another unit":                          change("amounts.csv", `"100,0 mkr"`, "100 000 tkr"),
		"as written with a range":                             change("amounts.csv", `"104,0 mkr",,`, `"cirka 103,5–104,0 mkr",true,`),
		"rounding":                                            change("amounts.csv", `-4.0,mkr,a3,total,variance_forecast,2024,"−4,0 mkr"`, `-4.1,mkr,a3,total,variance_forecast,2024,`),
		"parts within rounding":                               change("amounts.csv", "60.0,mkr,a4", "60.1,mkr,a4"),
		"a part not reported":                                 change("amounts.csv", "60.0,mkr,a4,norr,budget_year,2024,,,,s1", ",,a4,norr,budget_year,2024,,,not_reported,s1"),
		"an excerpt does not sum":                             all(change(manifest, `"full"`, `"excerpt"`), change("amounts.csv", "60.0,mkr,a4", "10.0,mkr,a4")),
		"a sign without a rule":                               all(change(manifest, `"budget-minus-actual"`, `"not_stated"`), change("amounts.csv", `-4.0,mkr,a3,total,variance_forecast,2024,"−4,0 mkr"`, `-9.0,mkr,a3,total,variance_forecast,2024,`)),
		"causes that are not all":                             change("causes.csv", "−3,0\",reported,not_stated", "−3,0\",reported,no"),
		"two places for one amount":                           func(f files) { f["amounts.csv"] = strings.Replace(f["amounts.csv"], ",source\n", ",source\n", 1) },
		"an oral source with a note":                          all(change("sources.csv", "id,document,section,form,wording", "id,document,section,form,note"), change("sources.csv", "written", "oral")),
		"an organisation number":                              change("units.csv", "Område norr", "Område 556677-8899"),
		"a personal number answered":                          all(change("units.csv", "Område norr", "Område 850709-9805"), put(overridesName, "file,row,column,value,reason\nunits.csv,3,name,8507099805,Enskild firma\n")),
		"what systems leave behind":                           all(put(".DS_Store", "x"), put("documents/Thumbs.db", "x"), put(".git/config", "x")),
		"markup written as text":                              change("texts/ekonomi.md", "Prognosen", "`<b>` och \\<b> och a < b"),
		"a table with no rows":                                put("withdrawn.csv", "id,table,key,reason\n"),
		"a plan without a period":                             all(change(manifest, `"kind": "interim"`, `"kind": "plan"`), change(manifest, `"period": {"from": "2024-01-01", "to": "2024-04-30"},`, "")),
		"a time stamp with zone":                              change(manifest, `"published": "2024-05"`, `"published": "2024-05-02T08:00:00+02:00"`),
		"few people with a note":                              all(persons("all", "3"), change("observations.csv", ",3,", ",3,Personerna har själva berättat.")),
		"no people at all":                                    persons("all", "0"),
		"five people":                                         persons("all", "5"),
		"a mean of people":                                    persons("all", "2.5"),
		"few complaints of people":                            all(persons("all", "2"), change("indicators.csv", "Antal personer,personer", "Klagomål från brukare,antal")),
		"few homes":                                           all(persons("all", "1"), change("indicators.csv", "Antal personer,personer", "Familjehem i egen regi,familjehem")),
		"few homes for the old":                               all(persons("all", "2"), change("indicators.csv", "Antal personer,personer", "Äldreboende,antal")),
		"a cost per person":                                   all(persons("all", "40"), addPersons("norr", "45"), change("indicators.csv", "personer,personer", "kronor,kr/inv.")),
		"categories that overlap":                             all(persons("all", "40"), addPersons("avgjorda", "35"), addPersons("ändrade", "20")),
		"parts of a hundred per cent, rounded":                all(persons("all", "100"), addPersons("hemma", "66"), addPersons("borta", "33"), change("indicators.csv", "personer,personer", "boende,%")),
		"groups that have all come to a hundred per cent":     all(persons("all", "100"), addPersons("norr", "100"), addPersons("söder", "100"), change("indicators.csv", "personer,personer", "planer,%")),
		"groups of which none has come to a hundred per cent": all(persons("all", "70"), addPersons("norr", "60"), addPersons("söder", "80"), change("indicators.csv", "personer,personer", "planer,%")),
		"the ends of a scale":                                 put("controls.csv", "id,year,likelihood,consequence,scale\nk1,2024,5,1,5x4\nk2,2024,9,9,\n"),
		"all of it and nothing of it":                         put("savings.csv", "id,title,share\ns1,Inköp,100\ns2,Resor,0\n"),
		"a break between a year and a month":                  put("series_breaks.csv", "id,indicator,between,certainty,reason\nb1,i1,2023/2024-04,stated,Ny fråga\nb2,i1,unknown,possible,Nytt system\n"),
		"a break that nobody explains, with a note":           put("series_breaks.csv", "id,indicator,between,certainty,note\nb1,i1,2022/2023,possible,Rapporten säger inte varför.\n"),
		"a break in an excerpt":                               all(change(manifest, `"full"`, `"excerpt"`), put("series_breaks.csv", "id,indicator,between,certainty\nb1,i1,2022/2023,possible\n")),
		"an oral source of an excerpt":                        all(change(manifest, `"full"`, `"excerpt"`), change("sources.csv", "written", "oral")),
		"parts within their whole":                            all(persons("all", "40"), addPersons("K", "15"), addPersons("M", "25")),
		"a list of known forms":                               put("interventions.csv", "id,title,kind,forms\nn1,Insats,intervention,internal|external\n"),
		"not known when published":                            all(change(manifest, `"published": "2024-05",`, ""), change(manifest, `"stated"`, `"unknown"`)),
	} {
		t.Run(name, func(t *testing.T) {
			_, report := aSource().with(edit).open(t)
			if report.Faults()+report.Warnings() > 0 {
				t.Errorf("got %+v", report.Findings)
			}
		})
	}
}

// persons is an indicator that counts people, with one outcome.
func persons(part, value string) func(files) {
	return func(f files) {
		f["indicators.csv"] = "id,title,unit_of_measure\ni1,Antal personer,personer\n"
		f["observations.csv"] = "id,indicator,unit,period,part,value,note\no-" + strings.ToLower(part) + ",i1,nn,2024-04," + part + "," + value + ",\n"
	}
}

// addPersons adds an outcome of a part.
func addPersons(part, value string) func(files) {
	return func(f files) {
		id := strconv.Itoa(strings.Count(f["observations.csv"], "\n"))
		f["observations.csv"] += "o" + id + ",i1,nn,2024-04," + part + "," + value + ",\n"
	}
}

func manyRows(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("a" + strconv.Itoa(i) + ",assumption,T\n")
	}
	return b.String()
}

func latin1(s string) string {
	var b []byte
	for _, r := range s {
		if r > 255 {
			r = '?'
		}
		b = append(b, byte(r))
	}
	return string(b)
}

func utf16LE(s string) string {
	var b []byte
	for _, r := range s {
		b = append(b, byte(r), byte(r>>8))
	}
	return string(b)
}
