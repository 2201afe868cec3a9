package followup

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestPersonalNumbersAreFoundWhateverPartsThem(t *testing.T) {
	for _, s := range []string{
		"850709-9805", "850709+9805", "850709 9805", "8507099805", "850709–9805", "850709−9805", "850709\u00A09805",
		"19850709-9805", "198507099805", "19850709 9805", "850709 - 9805", "850709/9805", "850709_9805", "850709\u200B9805",
		"1985-07-09-9805", "85-07-09-9805", "1985-07-09 - 9805", "８５０７０９-９８０５",
		"pnr:850709-9805.", "(850709-9805)", "nr850709-9805", "x,850709-9805,y",
		"850769-9802", "198507699802", // a coordination number: the day and sixty
		"000229-1235", "20000229-1235", // 2000 had a leap day; 1900 had none
		"121212-1212",
	} {
		if got := personalNumbers("före " + s + " efter"); len(got) != 1 {
			t.Errorf("%q: %q", s, got)
		}
	}
}

func TestWhatIsNoPersonalNumberIsLeftAlone(t *testing.T) {
	for _, s := range []string{
		"850709-9806",                // the check digit does not hold
		"850732-9807", "851309-9807", // no such date
		"850709-0007",                    // serial number 000
		"21850709-9805", "17850709-9805", // no such century
		"556677-8899", "212000-1355", // organisation numbers
		"1234850709-9805",               // more digits before
		"850709-98051", "8507099805123", // more digits after
		"2019-04-25 1430", "2019-04-25 14:30", // a date and a time
		"18 400 tkr", "1 076 mot 1 393", // amounts
		"D:20240502080000", "D:198507099805", // a PDF's time stamp
		"19850709-9805-4a3c-9f00-0123456789ab", // the beginning of a UUID
		"0705-123456", "08-123 456 78",         // telephone numbers
		"§ 12, 2019-01/2019-04", "",
	} {
		if got := personalNumbers(s); len(got) != 0 {
			t.Errorf("%q: %q", s, got)
		}
	}
}

func TestAnyPersonalNumberIsFoundInAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := rapid.IntRange(1, 28).Draw(t, "day") + rapid.SampledFrom([]int{0, 60}).Draw(t, "coordination")
		digits := fmt.Sprintf("%02d%02d%02d%03d", rapid.IntRange(0, 99).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"), day, rapid.IntRange(1, 999).Draw(t, "serial"))
		for check := range 10 {
			if full := fmt.Sprintf("%s%d", digits, check); luhn([]byte(full)) {
				digits = full
				break
			}
		}
		century := rapid.SampledFrom([]string{"", "19", "20"}).Draw(t, "century")
		sep := rapid.SampledFrom([]string{"", "-", "+", " ", "–"}).Draw(t, "separator")
		before := rapid.StringMatching(`[A-Za-zåäö ,.(]{0,20}`).Draw(t, "before")
		after := rapid.StringMatching(`[A-Za-zåäö ,.)]{0,20}`).Draw(t, "after")
		if text := before + century + digits[:6] + sep + digits[6:] + after; len(personalNumbers(text)) == 0 {
			t.Fatalf("not found in %q", text)
		}
	})
}

func TestPersonalNumbersAreFoundWhereAPDFSaysThingsInTheOpen(t *testing.T) {
	utf16 := func(s string) string {
		out := "\xFE\xFF"
		for _, r := range s {
			out += string([]byte{byte(r >> 8), byte(r)})
		}
		return out
	}
	packed := func(s string) string {
		var b bytes.Buffer
		z := zlib.NewWriter(&b)
		z.Write([]byte(s))
		z.Close()
		return b.String()
	}
	for name, body := range map[string]string{
		"a literal string":     "<< /Author (Anna 850709-9805) >>",
		"an escaped string":    `<< /Author (Anna \(850709\0559805\)) >>`,
		"UTF-16":               "<< /Author (" + utf16("Anna 850709-9805") + ") >>",
		"a hexadecimal string": fmt.Sprintf("<< /Author <%x> >>", utf16("Anna 850709-9805")),
		"XMP metadata":         "<< /Type /Metadata >>\nstream\n<x:xmpmeta><dc:creator>850709-9805</dc:creator></x:xmpmeta>\nendstream",
		"packed XMP metadata":  "1 0 obj\n<< /Type /Metadata /Filter /FlateDecode >>\nstream\n" + packed("<x:xmpmeta><dc:creator>850709-9805</dc:creator></x:xmpmeta>") + "\nendstream",
		"a packed object":      "1 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\r\n" + packed("<< /Author (850709-9805) >>") + "\nendstream",
	} {
		_, report := aSource().with(put("documents/rapport.pdf", "%PDF-1.5\n"+body+"\n%%EOF")).open(t)
		if report.Faults() != 1 || report.Findings[0].Code != PersonalNumber || report.Findings[0].File != "documents/rapport.pdf" {
			t.Errorf("%s: %v", name, report)
		}
	}
	for name, body := range map[string]string{
		"a cross-reference table": "xref\n0 1\n8507099805 00000 n\n",
		"a time stamp":            "<< /CreationDate (D:198507099805) >>",
		"a file identifier":       "<< /ID [<8507099805aabbccddee0011><00>] >>",
		"an endless string":       "(" + strings.Repeat("a", 100_000),
		"a packed bomb":           "1 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n" + packed(strings.Repeat("a", 100_000_000)) + "\nendstream",
	} {
		_, report := aSource().with(put("documents/rapport.pdf", "%PDF-1.5\n"+body+"\n%%EOF")).open(t)
		if len(report.Findings) != 0 {
			t.Errorf("%s: %v", name, report)
		}
	}
}

func TestAnOverrideAnswersOnlyForWhatItNames(t *testing.T) {
	number := all(change("units.csv", "Område norr", "Område 850709-9805"), change("units.csv", "Område söder", "Område 850709-9805"))
	for row, want := range map[string]int{
		"units.csv,,,850709 9805,Firma":    0,
		"units.csv,,name,8507099805,Firma": 0,
		"units.csv,3,,8507099805,Firma":    1,
		"units.csv,,id,8507099805,Firma":   2,
		"texts.csv,,,8507099805,Firma":     2,
		"units.csv,,,8507099806,Firma":     2,
	} {
		_, report := aSource().with(number, put(overridesName, "file,row,column,value,reason\n"+row+"\n")).open(t)
		unused := 0
		if want == 2 {
			unused = 1
		}
		if report.Faults() != want || report.Warnings() != unused {
			t.Errorf("%s: %v", row, report)
		}
	}
}
