package sie

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"rodatraden/data/followup"
	"rodatraden/data/importer"
)

const allOf = base + `
[[line]]
id = "allt"
title = "Allt"
kind = "net"
accounts = ["3*", "4*", "5*"]
`

const april = "#PSALDO 0 201904 4010 {} 100.00\n"

// example is an import and the code of what it is told.
type example struct {
	name     string
	code     string
	severity followup.Severity
	row      int // of the finding
	mapping  string
	period   string
	files    []string
}

// of is an example with one file.
func of(code string, s followup.Severity, row int, name, content string) example {
	return example{name: name, code: code, severity: s, row: row, mapping: allOf, period: "2019-04", files: []string{content}}
}

// by is an example with one file and a mapping.
func by(code string, s followup.Severity, row int, name, mapping, content string) example {
	return example{name: name, code: code, severity: s, row: row, mapping: mapping, period: "2019-04", files: []string{content}}
}

// at is an example with a period.
func at(period string, e example) example { e.period = period; return e }

const (
	stop    = followup.Fault
	warning = followup.Warning
	skipped = followup.Skipped
	assumed = followup.Assumed
)

// rows is how many rows head has.
var rows = strings.Count(head("3"), "\n")

func examples() []example {
	h := head("3")
	utf16, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(h)
	bare, _ := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String(h)
	drop := func(label string) string {
		var out []string
		for line := range strings.Lines(h) {
			if !strings.HasPrefix(line, label) {
				out = append(out, line)
			}
		}
		return strings.Join(out, "")
	}
	change := func(from, to string) string { return strings.Replace(h, from, to, 1) }
	many := strings.Builder{}
	for range 60 {
		many.WriteString("2019-04;Försörjningsstöd;100\n")
	}
	return []example{
		// Files that are none.
		of(Empty, stop, 0, "nothing at all", ""),
		of(Empty, stop, 0, "line ends alone", "\r\n\r\n  \n"),
		of(UTF16, stop, 0, "UTF-16 with its mark", utf16),
		of(UTF16, stop, 0, "UTF-16 without", bare),
		of(Binary, stop, 0, "a ZIP file", "PK\x03\x04\x14\x00\x06\x00\x08\x00abc"),
		of(Binary, stop, 0, "a PDF", "%PDF-1.7\n1 0 obj\n"),
		of(WebPage, stop, 0, "a login page", "\n<!DOCTYPE html>\n<html><head><title>Logga in</title></head></html>"),
		of(XML, stop, 0, "SIE 5", "<?xml version=\"1.0\"?>\n<Sie xmlns=\"http://www.sie.se/sie5\"></Sie>"),
		of(NotSIE, stop, 0, "a table", "Konto;Belopp\n4010;100\n"),
		of(NotSIE, stop, 0, "a long table", many.String()),
		of(NotSIE, stop, 0, "a line without end", "#FLAGGA "+strings.Repeat("0", 2<<20)),

		// Files that are broken.
		of(Truncated, stop, rows+3, "a voucher has no end", h+"#VER A 1 20190402\n{\n#TRANS 4010 {} 5\n"),
		of(Truncated, stop, rows+1, "inside a text", h+"#KONTO 5020 \"El"),
		of(Truncated, stop, rows+1, "inside a list", h+"#PSALDO 0 201904 4010 {1 \"1"),
		of(Truncated, stop, rows+1, "inside a record", h+"#PSALDO 0 2019"),
		of(Truncated, stop, rows+1, "before its checksum", change("#PROGRAM", "#KSUMMA\n#PROGRAM")),
		of(LastLine, warning, rows+1, "the last amount may be cut", h+"#PSALDO 0 201904 4010 {} 12"),
		of(Nothing, stop, 0, "no figure", h),
		of(LineUnknown, warning, rows+1, "a stray line", h+"and more text\n"+april),
		of(QuoteOpen, warning, rows+1, "a text without end", h+"#KONTO 5020 \"El\\\n"+april),
		of(FieldsMissing, stop, rows+1, "a balance without amount", h+"#PSALDO 0 201904 4010 {}\n"+april),
		of(FieldsMissing, warning, rows+1, "an account without number", h+"#KONTO\n"+april),
		of(NumberForm, stop, rows+1, "words for an amount", h+"#PSALDO 0 201904 4010 {} hundra\n"),
		of(NumberForm, stop, rows+1, "a comma that may be of thousands", h+"#PSALDO 0 201904 4010 {} 1,234\n"),
		of(NumberForm, stop, rows+1, "an exponent", h+"#PSALDO 0 201904 4010 {} 1e3\n"),
		of(NumberComma, assumed, rows+1, "a decimal comma", h+"#PSALDO 0 201904 4010 {} 1234,50\n"),
		of(MonthForm, stop, rows+1, "a thirteenth month", h+"#PSALDO 0 201913 4010 {} 1\n"),
		of(DateForm, stop, rows+1, "a voucher without day", h+"#VER A 1 \"\" text\n{\n#TRANS 4010 {} 5\n}\n"+april),
		of(DateForm, warning, 8, "no day to go up to", change("#OMFATTN 20190430", "#OMFATTN 20190431")+april),
		of(ObjectForm, stop, rows+1, "a dimension without object", h+"#PSALDO 0 201904 4010 {1} 1\n"),
		of(ObjectForm, stop, rows+1, "a dimension twice", h+"#PSALDO 0 201904 4010 {1 10 1 20} 1\n"),
		of(FigureTwice, stop, rows+2, "a balance twice", h+april+april),
		of(FigureTwice, stop, rows+2, "objects twice, in another order", h+"#PSALDO 0 201904 4010 {1 10 6 P1} 1\n#PSALDO 0 201904 4010 {6 \"P1\" 1 \"10\"} 1\n"),
		of(FigureTwice, stop, rows+3, "a result twice", h+april+"#RES 0 4010 100\n#RES 0 4010 100\n"),
		of(OutsideVoucher, stop, rows+1, "a row in no voucher", h+"#TRANS 4010 {} 1\n"+april),
		of(Truncated, stop, rows+1, "a voucher without rows", h+"#VER A 1 20190402 \"Text\"\n"),
		of(Truncated, stop, rows+1, "inside a label", h+"#PSAL"),
		of(VoucherOpen, warning, rows+1, "a voucher without end", h+"#VER A 1 20190402\n{\n#TRANS 4010 {} 5\n#TRANS 1910 {} -5\n#VER A 2 20190402\n{\n}\n"),
		of(Unbalanced, warning, rows+1, "a voucher that does not balance", h+"#VER A 1 20190402\n{\n#TRANS 4010 {} 5\n#TRANS 1910 {} -4.99\n}\n"),
		of(ChecksumDiffers, warning, rows+3, "a checksum", change("#PROGRAM", "#KSUMMA\n#PROGRAM")+april+"#KSUMMA 1\n"),

		// What a file says of itself.
		of(EncodingAssumed, assumed, 0, "UTF-8 that calls itself PC8", strings.ReplaceAll(strings.ReplaceAll(h, "\x84", "ä"), "\x94", "ö")+april),
		of(EncodingAssumed, assumed, 0, "Latin-1 that calls itself PC8", strings.ReplaceAll(strings.ReplaceAll(h, "\x84", "\xe4"), "\x94", "\xf6")+april),
		of(EncodingAssumed, assumed, 0, "no format", drop("#FORMAT")+april),
		of(EncodingMixed, warning, rows+1, "a letter of another", h+"#KONTO 5020 \"V\xe4rme\"\n"+april),
		of(FlagMissing, warning, 0, "no #FLAGGA", drop("#FLAGGA")+april),
		of(FlagSet, warning, 1, "#FLAGGA 1", change("#FLAGGA 0", "#FLAGGA 1")+april),
		of(TypeMissing, assumed, 0, "no type", drop("#SIETYP")+april),
		of(TypeUnknown, warning, 5, "type 5", change("#SIETYP 3", "#SIETYP 5")+april),
		of(YearMissing, stop, 0, "no year", drop("#RAR")+april),
		of(YearForm, stop, 6, "a year that ends before it begins", change("20190101 20191231", "20191231 20190101")+april),
		of(YearForm, stop, 6, "a day that is none", change("20190101 20191231", "20190101 20191331")+april),
		of(YearForm, stop, 6, "two years in one", change("20190101 20191231", "20190101 20201231")+april),
		of(YearForm, warning, 7, "the year before", change("20180101 20181231", "20180101 2018")+april),
		of(YearForm, stop, rows+1, "the index of a year", h+"#PSALDO x 201904 4010 {} 1\n"+april),
		of(YearAssumed, assumed, 0, "vouchers without year", drop("#RAR")+"#VER A 1 20190402\n{\n#TRANS 4010 {} 5\n#TRANS 1910 {} -5\n}\n"),
		of(AsAtMissing, warning, 0, "no day to go up to", drop("#OMFATTN")+april),
		of(AsAtUnreal, warning, 8, "a day in another year", change("#OMFATTN 20190430", "#OMFATTN 19700101")+april),
		of(AsAtEarlier, stop, 0, "only to March", change("#OMFATTN 20190430", "#OMFATTN 20190331")+april),
		of(AsAtEarlier, stop, 0, "only to the middle of April", change("#OMFATTN 20190430", "#OMFATTN 20190415")+april),
		of(ObjectUndeclared, warning, rows+1, "an object that is not declared", h+"#PSALDO 0 201904 4010 {1 30} 5\n"),
		of(OutsideYear, warning, rows+2, "a month of another year", h+april+"#PSALDO 0 201804 4010 {} 5\n"),

		// What is left out.
		of(LabelUnknown, skipped, rows+1, "a label of somebody's own", h+"#EGEN 1\n#EGEN 2\n"+april),
		of(FieldsExtra, skipped, rows+1, "fields of somebody's own", h+"#KONTO 5020 El extra\n"+april),
		of(QuantityLeft, skipped, rows+1, "quantities", h+"#PSALDO 0 201904 4010 {} 5 12.5\n"),
		of(ListMissing, assumed, rows+1, "no object list", h+"#PSALDO 0 201904 4010 5\n"),
		of(BalanceLeft, skipped, 0, "balances", h+april),
		of(VouchersLeft, skipped, 0, "vouchers beside balances", h+april+"#VER A 1 20190402\n{\n#TRANS 4010 {} 5\n#TRANS 1910 {} -5\n}\n"),
		of(RowsLeft, skipped, 0, "rows that were removed", h+april+"#VER A 1 20190402\n{\n#BTRANS 4010 {} 5\n#RTRANS 4010 {} 6\n#TRANS 4010 {} 6\n#TRANS 1910 {} -6\n}\n"),
		of(FileRead, assumed, 0, "what was read", h+april),
		of(LineRead, assumed, 6, "what a line is", h+april),
		by(LineNought, assumed, 9, "nothing is booked", base+lines("hyra cost 5010"), h+april),
		of(OutcomeFrom, assumed, 0, "outcome from vouchers", h+"#VER A 1 20190402\n{\n#TRANS 4010 {} 5\n#TRANS 1910 {} -5\n}\n"),
		of(ResultDiffers, warning, 0, "months and result", h+april+"#RES 0 4010 100.01\n"),
		of(ResultDiffers, warning, 0, "a result that no month has", h+april+"#RES 0 4010 100\n#RES 0 5010 3\n"),
		by(AccountLeft, skipped, 0, "an account that no line takes", base+lines("hyra cost 5010"), h+april),
		by(AccountLeft, skipped, 0, "a budget that no line takes", base+lines("bidrag cost 4010"), h+april+"#PBUDGET 0 201904 5010 {} 7\n"),
		by(AccountPart, skipped, 0, "objects that no line takes", base+lines("norr cost 4010")+"[line.objects]\n1 = [\"10\"]\n",
			h+april+"#PSALDO 0 201904 4010 {1 10} 60\n#PSALDO 0 201904 4010 {1 20} 40\n"),
		by(AccountTwice, warning, 0, "an account in two lines", base+lines("a cost 4010", "b cost 4*"), h+april),
		of(SidesDiffer, stop, 0, "objects that are seen from two sides", h+"#PSALDO 0 201904 4010 {1 10} 60\n#PSALDO 0 201904 4010 {6 P1} 40\n"),
		of(KeptLeft, skipped, 0, "an account of the balance sheet", h+april+"#PSALDO 0 201904 1910 {} -100\n"),
		by(LineNoBudget, skipped, 9, "a line without budget", base+lines("hyra cost 5010"), h+april+"#PBUDGET 0 201904 4010 {} 100\n"),
		of(BudgetMissing, warning, 0, "no budget", h+april),
		of(OutcomeMissing, warning, 0, "no outcome", h+"#PBUDGET 0 201904 4010 {} 100\n"),
		of(PreviousYear, skipped, 0, "the whole year before", h+april+"#RES -1 4010 900\n"),
		of(PreviousYear, skipped, 0, "the whole year before, in its last month", h+april+"#PSALDO -1 201812 4010 {} 900\n#RES -1 4010 900\n"),
		of(PreviousNone, skipped, 0, "nothing before", h+april),
		of(PreviousOther, skipped, 0, "another year before", change("#RAR -1 20180101", "#RAR -1 20180701")+april+"#PSALDO -1 201810 4010 {} 900\n"),
		of(PreviousOdd, skipped, 0, "a lengthened year", strings.Replace(drop("#RAR -1"), "20190101 20191231", "20180701 20191231", 1)+"#PSALDO 0 201807 4010 {} 1\n"+april),
		by(ObjectsMissing, warning, 9, "no figures by object", base+lines("norr cost 4010")+"[line.objects]\n1 = [\"10\"]\n", h+april),
		by(LineEmpty, warning, 9, "no such account", base+lines("x cost 7010"), h+april),
		at("2019-06", of(PeriodNoBooked, warning, 0, "nothing in the last month", drop("#OMFATTN")+april)),

		// The period and the files.
		at("", of(PeriodMissing, stop, 0, "no period", drop("#OMFATTN")+april)),
		at("", of(PeriodAssumed, assumed, 0, "the file's own period", h+april)),
		at("april", of(PeriodForm, stop, 0, "words", h+april)),
		at("2019-04-30", of(PeriodForm, stop, 0, "a day", h+april)),
		at("2019-02/2019-04", of(PeriodStart, stop, 0, "a part of the year", h+april)),
		at("2021-04", of(PeriodOutside, stop, 0, "another year", h+april)),
		{"the same twice", FilesOverlap, stop, 0, allOf, "2019-04", []string{h + april, h + april}},
		{"other years", YearsDiffer, stop, 0, allOf, "2019-04", []string{h + april, change("20190101 20191231", "20180701 20190630") + april}},
		{"no file", FilesNone, stop, 0, allOf, "2019-04", nil},

		// The mapping.
		by(MapVariance, stop, 1, "no rule", strings.Replace(allOf, "budget-minus-actual", "not_stated", 1), h+april),
		by(importer.MappingValue, stop, 2, "an unknown unit", strings.Replace(allOf, `"kr"`, `"mnkr"`, 1), h+april),
		by(MapDecimals, stop, 3, "too many decimals", strings.Replace(allOf, "decimals = 2", "decimals = 9", 1), h+april),
		by(importer.MappingValue, stop, 5, "an unknown form", base+"[source]\nform = \"email\"\n"+lines("a cost 4010"), h+april),
		by(MapNoLines, stop, 0, "no line", base, h+april),
		by(MapID, stop, 6, "an id with capitals", base+lines("Hyra cost 5010"), h+april),
		by(MapTwice, stop, 12, "an id twice", base+lines("a cost 4010", "a cost 5010"), h+april),
		by(MapTitle, stop, 5, "no title", strings.Replace(allOf, "title = \"Allt\"\n", "", 1), h+april),
		by(MapKind, stop, 8, "an unknown kind", base+lines("a utgift 4010"), h+april),
		by(MapParent, assumed, 10, "a parent that is stated elsewhere", base+lines("a cost 4010")+"parent = \"b\"\n", h+april),
		by(MapCircle, stop, 10, "a part of itself", base+lines("a cost 4010")+"parent = \"a\"\n", h+april),
		by(MapNothing, stop, 5, "neither accounts nor parts", base+lines("a cost"), h+april),
		by(MapRange, stop, 9, "a range that ends before it begins", base+lines("a cost 4999-4000"), h+april),
		by(MapDimension, stop, 11, "a dimension by name", base+lines("a cost 4010")+"[line.objects]\nprojekt = [\"P1\"]\n", h+april),
		by(AccountUnseen, assumed, 9, "an account that no file has", base+lines("a cost 4010 4999"), h+april),
		by(ObjectUnseen, warning, 11, "an object that no file has", base+lines("a cost 4010")+"[line.objects]\n1 = [\"10\", \"99\"]\n", h+"#PSALDO 0 201904 4010 {1 10} 5\n"),
	}
}

func TestWhatIsWrongIsToldWithItsRow(t *testing.T) {
	for _, e := range examples() {
		t.Run(e.code+" "+e.name, func(t *testing.T) {
			_, report := run(t, e.mapping, e.period, e.files...)
			f := find(t, report, e.code)
			if f.Severity != e.severity || f.Row != e.row {
				t.Errorf("%s on row %d, want %s on row %d: %v", f.Severity, f.Row, e.severity, e.row, f)
			}
			if e.severity != stop && report.Faults() > 0 {
				t.Errorf("faults: %v", report.Findings)
			}
		})
	}
}

// A file that is none, or that is cut, gives its one reason and no others.
func TestAFileThatIsNoneGivesOneReason(t *testing.T) {
	for _, e := range examples() {
		if !slices.Contains([]string{Empty, UTF16, Binary, WebPage, XML, NotSIE, Truncated}, e.code) {
			continue
		}
		_, report := run(t, e.mapping, e.period, e.files...)
		faults := codesOf(report, stop)
		if e.code == Truncated { // what was lost may be missed, too
			faults = slices.DeleteFunc(faults, func(c string) bool { return c == Nothing || c == FieldsMissing })
		}
		if fmt.Sprint(faults) != "["+e.code+"]" {
			t.Errorf("%s %s: %v", e.code, e.name, faults)
		}
	}
}
