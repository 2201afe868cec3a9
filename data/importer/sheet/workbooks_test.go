package sheet

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// maker writes a workbook of the fictional municipality of Älvbro, cell by cell.
type maker struct {
	t *testing.T
	f *excelize.File
	s string // the sheet at hand
}

func newWorkbook(t *testing.T, sheet string) *maker {
	t.Helper()
	m := &maker{t, excelize.NewFile(), sheet}
	m.do(m.f.SetSheetName("Sheet1", sheet))
	return m
}

func (m *maker) do(err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
}

func (m *maker) sheet(name string) {
	m.t.Helper()
	_, err := m.f.NewSheet(name)
	m.do(err)
	m.s = name
}

// row writes cells from column A on; nil is a cell that is not there.
func (m *maker) row(n int, cells ...any) {
	m.t.Helper()
	for i, cell := range cells {
		if cell == nil {
			continue
		}
		name, err := excelize.CoordinatesToCellName(i+1, n)
		m.do(err)
		if day, is := cell.(time.Time); is {
			m.do(m.f.SetCellValue(m.s, name, float64(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC))/(24*time.Hour))))
			style, err := m.f.NewStyle(&excelize.Style{NumFmt: 14})
			m.do(err)
			m.do(m.f.SetCellStyle(m.s, name, name, style))
			continue
		}
		m.do(m.f.SetCellValue(m.s, name, cell))
	}
}

func (m *maker) format(from, to, code string) {
	m.t.Helper()
	style, err := m.f.NewStyle(&excelize.Style{CustomNumFmt: &code})
	m.do(err)
	m.do(m.f.SetCellStyle(m.s, from, to, style))
}

func (m *maker) merge(from, to string) { m.t.Helper(); m.do(m.f.MergeCell(m.s, from, to)) }
func (m *maker) hideRow(n int)         { m.t.Helper(); m.do(m.f.SetRowVisible(m.s, n, false)) }

func (m *maker) save(name string) string {
	m.t.Helper()
	path := filepath.Join(m.t.TempDir(), name)
	m.do(m.f.SaveAs(path))
	return path
}

func day(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

// awkward are workbooks such as controllers have them. Each has a mapping and an expected report in testdata.
var awkward = map[string]func(*testing.T) string{
	// Two header rows with merged cells and line breaks, figures that are text, a total that does not sum, a
	// hidden row and a hidden sheet, rows of words, a blank and a zero.
	"ekonomi": func(t *testing.T) string {
		m := newWorkbook(t, "Ekonomi")
		m.row(1, "Socialnämnden, Älvbro kommun")
		m.row(2, "Månadsuppföljning april 2019, belopp i tkr")
		m.row(4, "Verksamhets-\nområde", "Budget", nil, "Utfall", nil, "Prognos\nhelår", "Avvikelse\nprognos", "Kommentar")
		m.row(5, nil, "helår", "ack", "ack", "ack\nföreg år")
		m.merge("A4", "A5")
		m.merge("B4", "C4")
		m.merge("D4", "E4")
		m.merge("F4", "F5")
		m.merge("G4", "G5")
		m.row(6, "Individ och familj")
		m.row(7, "Försörjningsstöd", 45200, 15066.6667, "16\u00A0100", "15 950,5", 49700, -4500, "Fler hushåll")
		m.row(8, "Placeringar", 61000.4, 20333.3333, "\u221237", "12-", "75 800", "–14 799,6")
		m.row(9, "varav institution", 30000, 10000, 9000)
		m.row(10, "Familjestöd ", 8100, 2700, 0, nil, 8100, 0)
		m.row(11, "Hemlig reserv", 500, 100, 50, 40, 500, 0)
		m.row(12, "Summa individ och familj", 114300.4, 38100, 16063, 15938.5, 133600, -19400)
		m.row(13)
		m.row(14, "Missbruksvård", 12000, 4000, "-", "i.u.", 12000, nil)
		m.row(15, "Öppenvård", 3000, 1000, 900, 800, 3000, nil)
		m.row(16, "Summa", 15000, 5000, 900, 800, 15000)
		m.row(17, "Summa nämnden", 129300, 43110)
		m.row(19, "Upprättad av ekonomienheten")
		m.row(20, "Kontroll", 1, 2)
		m.format("B7", "C17", "#,##0")
		m.format("D7", "E12", "#,##0.0")
		m.hideRow(11)
		m.sheet("Underlag")
		m.row(1, "Arbetsmaterial")
		m.do(m.f.SetSheetVisible("Underlag", false))
		return m.save("ekonomi-2019-04.xlsx")
	},
	// Costs are negative and a deficit is plus; earlier figures in parentheses, words about numbers, units of
	// cells that differ, a header that says another unit than the mapping, a format in thousands.
	"tecken": func(t *testing.T) string {
		m := newWorkbook(t, "Blad1")
		m.row(1, "Område", "Budget 2019 (mkr)", "Prognos (föreg. månad)", "Avvikelse mot budget", "Utfall jan–apr", "Föregående prognos")
		m.row(2, "Placeringar", -61.0, "−75,8 (−74,0)", 14.8, -25300000, "(−74,0)")
		m.row(3, "Försörjningsstöd", -45.2, "cirka 49,7-", "4,5 mkr", -16100000, "(−49)")
		m.row(4, "Familjestöd", -8.1, "8 100- tkr", 0, -2700000, "")
		m.row(5, "Öppenvård", -3, -3.14159265, 0.14, -900000)
		m.row(6, "Jourhem", -2.5, "ca 2,4- prel", "(0,1)", -700000)
		m.row(7, "Missbruk", -12.0, -11.9, -0.1, -4000000)
		m.row(8, "Nettokostnad", -131.8, "-150,9", 19.3)
		m.format("B2", "B8", "0.0;-0.0")
		m.format("D7", "D7", "0.0;(0.0)")
		m.format("E2", "E7", "0.0,,")
		return m.save("tecken.xlsx")
	},
	// The header holds the first row of figures as well.
	"svald": func(t *testing.T) string {
		m := newWorkbook(t, "Blad1")
		m.row(1, "Område\nFörsörjningsstöd", "Budget helår\n45 200", "Prognos\n49 700")
		m.row(2, "Placeringar", 61000, 75800)
		return m.save("svald.xlsx")
	},
	// A row a fact: merged units, dates, percentages, words in place of numbers, names nobody knows, a fact
	// that stands twice.
	"nyckeltal": func(t *testing.T) string {
		m := newWorkbook(t, "Export")
		m.row(1, "Enhet", "Period", "Mått", "Kön", "Värde")
		m.row(2, "Försörjning", day(2019, 4, 30), "Andel i egen försörjning", "Totalt", 0.234)
		m.row(3, nil, day(2019, 4, 12), "Antal hushåll", "Totalt", "1 829")
		m.row(4, nil, "2019-04", "Väntetid", "Kvinnor", "drygt 34 dagar")
		m.row(5, nil, "april 2019", "Väntetid", "Män", "..")
		m.row(6, "Barn och ungdom", "2019-04", "Väntetid", "Totalt", 12)
		m.row(7, "Barn och ungdom", "2019-03", "Väntetid", "Totalt", 11)
		m.row(8, "Barn och ungdom", "2019-04", "Väntetid", "Totalt", 13)
		m.row(9, "Barn och ungdomar", "2019-04", "Väntetid", "Totalt", 14)
		m.row(10, "Försörjning", "vår", "Väntetid", "Totalt", 15)
		m.row(11, "Försörjning", "2019-04", "Väntetider", "Totalt", 16)
		m.row(12, "Försörjning", "2019-04", "Nöjdhet", "Totalt", 0.71234567)
		m.row(13, "Försörjning", "2019-04", "Klagomål", "Totalt", "x")
		m.row(14, "Försörjning", "2019-04", "Klagomål", "Kvinnor", "Ett fåtal")
		m.merge("A2", "A5")
		m.format("E2", "E2", "0.0%")
		return m.save("nyckeltal.xlsx")
	},
	// A column a month, also where Excel has made dates of them; blank that means not reported, against zero;
	// a merged number; several sheets, of which one is hidden.
	"manader": func(t *testing.T) string {
		m := newWorkbook(t, "Norra")
		for i, s := range []string{"Norra", "Södra"} {
			if i > 0 {
				m.sheet(s)
			}
			m.row(1, "Indikator", day(2019, 1, 1), day(2019, 2, 1), "Mars 2019", "apr-19")
			m.row(2, "Antal besök", 120+i, 0, nil, 140)
			m.row(3, "Väntetid", 30.5, 31, 30, 29.5)
			m.row(4, "Nya ärenden", 7, nil, 9, nil)
			m.format("B3", "E3", "0.0")
		}
		m.s = "Norra"
		m.merge("B4", "C4")
		m.sheet("Mall")
		m.row(1, "Indikator")
		m.do(m.f.SetSheetVisible("Mall", false))
		return m.save("manader.xlsx")
	},
	// Faults: an error, a date that was a number, two columns of one header, a percentage for money, digits
	// that can be read in two ways, more decimals than the format has.
	"fel": func(t *testing.T) string {
		m := newWorkbook(t, "Sammanställning")
		m.row(3, "Område", "Budget helår", "Prognos", "Prognos", "Avvikelse", "Enhet")
		m.row(4, "Placeringar", nil, 75800, 75000, day(2019, 4, 3), "tkr")
		m.row(5, "Försörjningsstöd", "45.200", 49700, 49000, "#SAKNAS!", "tusenlappar")
		m.row(6, "Familjestöd", 0.081, 8100, 8100, "noll", "tkr")
		m.row(7, "Öppenvård", 3000.12345678, 3000, 3000, true, "mnkr")
		m.row(8, nil, 17, nil, nil, nil, "tkr")
		m.do(m.f.SetCellFormula(m.s, "B4", "C4/0")) // nobody has worked it out
		m.format("B6", "B6", "0.0%")
		return m.save("fel.xlsx")
	},
}
