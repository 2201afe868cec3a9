package diagram

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"
)

// The examples of the design pictures, in Swedish.

func swedish() Words {
	return Words{
		NotReported: "redovisas inte", NotQuoted: "återges inte", NotApplicable: "ej tillämplig",
		Confidential: "sekretess", NoReport: "ingen rapport", Preliminary: "preliminär",
		Budget: "Budget", Outcome: "Utfall", Forecast: "Prognos", Variance: "Avvikelse",
		InBalance: "budget i balans", Better: "bättre", Worse: "sämre",
		Area: "Område", Month: "Månad", Report: "Rapport", Cause: "Orsak", Amount: "Belopp",
		Change: "Ändring", Note: "Anmärkning", Period: "Period", Measured: "Värde", Saving: "Åtgärd",
		Target: "Mål", Break: "Seriebrott", PossibleBreak: "Möjligt seriebrott", PartOfYear: "del av år",
		Decided: "Beslutat", Realised: "Realiserad effekt", Of: "av",
		SeeTable: "Diagrammet får inte plats här. Tabellen visar samma uppgifter.",
		Number: func(d decimal.Decimal) string {
			s := d.String()
			neg := strings.HasPrefix(s, "-")
			whole, part, _ := strings.Cut(strings.TrimPrefix(s, "-"), ".")
			for i := len(whole) - 3; i > 0; i -= 3 {
				whole = whole[:i] + "\u202f" + whole[i:]
			}
			if part != "" {
				whole += "," + part
			}
			if neg {
				return "−" + whole
			}
			return whole
		},
	}
}

// n reads a figure as a report writes it: "−18", "+1,1", "ca +3".
func n(text string) Value {
	s := strings.NewReplacer("ca ", "", "−", "-", "+", "", ",", ".", "\u202f", "", "±", "").Replace(text)
	return Known(decimal.RequireFromString(s), text)
}

func trollhattan() ForecastJourney {
	return ForecastJourney{
		Words: swedish(), Title: "Prognosens resa, mkr", Finding: "Prognosen var −19,6, sedan −20,1 och nu −18 mkr.",
		Reports: []Report{
			{ID: "2018", Label: "Utfall 2018", Short: "2018", Outcome: true, Value: n("−34"), Note: "anges också som cirka 34"},
			{ID: "feb", Label: "Februari 2019", Short: "feb", Value: n("−19,6")},
			{ID: "mar", Label: "Mars 2019", Short: "mar", Value: n("−20,1"), Change: Change{"−0,5", -1}},
			{ID: "apr", Label: "April 2019, delår", Short: "apr", Value: n("−18"), Change: Change{"ca +2", 1}},
		},
	}
}

func trollhattanCauses() Causes {
	return Causes{
		Words: swedish(), Title: "Orsaker, mkr", Finding: "Två angivna orsaker ger −21,3 mkr, ändå är prognosen −18 mkr.",
		Causes:    []Cause{{"1", "Placeringskostnader", n("−16,8")}, {"2", "Försörjningsstöd", n("−4,5")}},
		Remainder: Cause{"rest", "Övrigt eller oförklarat", Known(decimal.RequireFromString("3.3"), "ca +3")},
		Sum:       Cause{"sum", "Prognos helår", n("−18")},
	}
}

func alvbroCauses() Causes {
	return Causes{
		Words: swedish(), Title: "Orsaker, mkr", Finding: "Orsakerna lämnar 0,4 mkr oförklarat.",
		Causes: []Cause{{"1", "Placeringar, barn", n("−4,1")}, {"2", "Försörjningsstöd", n("−2,3")},
			{"3", "Personlig assistans", n("−1,4")}, {"4", "Vakanta tjänster", n("+0,6")}},
		Remainder: Cause{"rest", "Oförklarat, uträknat", n("−0,4")},
		Sum:       Cause{"sum", "Prognos helår", n("−7,6")},
	}
}

func alvbroAreas() GroupedBars {
	area := func(name, b, o, f, v string) Area {
		return Area{ID: name, Name: name, Budget: n(b), Outcome: n(o), Forecast: n(f), Variance: n(v)}
	}
	return GroupedBars{
		Words: swedish(), Title: "Budget, utfall och prognos per område, mkr", Finding: "Tre av fem områden går över.",
		Areas: []Area{
			area("Barn och familj", "98,4", "35,1", "103,6", "−5,2"),
			area("Ekonomiskt bistånd", "64,0", "22,9", "66,8", "−2,8"),
			area("Äldreomsorg", "186,5", "61,5", "185,4", "+1,1"),
			area("Funktionsstöd", "121,3", "41,0", "122,5", "−1,2"),
			area("Ledning och stöd", "18,8", "5,9", "18,3", "+0,5"),
		},
	}
}

// costs has an income among the costs, as the first reference picture.
func costs() GroupedBars {
	area := func(name, b, o, f, v string) Area {
		return Area{ID: name, Name: name, Budget: n(b), Outcome: n(o), Forecast: n(f), Variance: n(v)}
	}
	return GroupedBars{
		Words: swedish(), Title: "Nettokostnad per verksamhetsområde, mkr",
		Areas: []Area{
			area("Placeringskostnader", "96,0", "37,9", "112,8", "−16,8"),
			area("Försörjningsstöd", "78,0", "27,6", "82,5", "−4,5"),
			area("Övrig verksamhet", "155,5", "49,8", "152,2", "+3,3"),
			area("Statsbidrag, intäkter", "−24,0", "−8,1", "−24,0", "±0"),
		},
	}
}

var monthNames = []string{"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti",
	"september", "oktober", "november", "december"}

func alvbroYear() Cumulative {
	c := Cumulative{Words: swedish(), Title: "Ackumulerat 2025, mkr", Finding: "Utfallet ligger över budget sedan februari."}
	for i, name := range monthNames {
		c.Months = append(c.Months, Month{ID: name, Short: name[:3], Name: name,
			Budget: Known(decimal.NewFromFloat(40.75).Mul(decimal.NewFromInt(int64(i+1))).Round(1), "")})
	}
	c.Months[11].Budget = n("489,0")
	c.Months[0].Outcome = Missing(NoReport)
	set := func(i int, outcome, variance string) {
		c.Months[i].Outcome, c.Months[i].Variance = n(outcome), n(variance)
	}
	set(1, "83,1", "−1,6")
	set(2, "124,4", "−2,2")
	set(3, "166,4", "−3,4")
	c.Months[11].Forecast, c.Months[11].Variance = n("496,6"), n("−7,6")
	return c
}

// yearWithGaps is as the second reference picture: three months without a report.
func yearWithGaps() Cumulative {
	c := Cumulative{Words: swedish(), Title: "Ackumulerad nettokostnad 2021, mkr"}
	outcome := map[int]float64{1: 60.1, 2: 90.2, 3: 120.9, 4: 152.5, 7: 248.8, 8: 278.9}
	for i, name := range monthNames {
		m := Month{ID: name, Short: name[:3], Name: name}
		b := decimal.NewFromFloat(364.4 / 12 * float64(i+1)).Round(1)
		m.Budget = Known(b, "")
		if o, ok := outcome[i]; ok {
			d := decimal.NewFromFloat(o)
			m.Outcome, m.Variance = Known(d, ""), Known(b.Sub(d), "")
		} else if i < 9 {
			m.Outcome = Missing(NoReport)
		} else {
			f := b.Add(decimal.New(int64(64+4*(i-8)), -1))
			m.Forecast, m.Variance = Known(f, ""), Known(b.Sub(f), "")
		}
		c.Months = append(c.Months, m)
	}
	return c
}

func trend() Spark {
	p := Spark{Words: swedish(), Title: "Placeringskostnader, tolv månader", Reference: n("9")}
	for i, v := range []float64{7.6, 7.9, 8.2, 8.1, 0, 0, 8.5, 8.7, 8.9, 9, 9.3, 9.6} {
		value := Known(decimal.NewFromFloat(v), fmt.Sprint(v))
		if v == 0 {
			value = Missing(NoReport)
		}
		p.Points = append(p.Points, SparkPoint{Label: monthNames[i], Value: value})
	}
	return p
}

// gapsInTheJourney has every kind of absence.
func gapsInTheJourney() ForecastJourney {
	f := trollhattan()
	f.Reports = []Report{
		f.Reports[0],
		{ID: "jan", Label: "Januari 2019", Short: "jan", Value: Missing(NoReport)},
		f.Reports[1],
		{ID: "mar", Label: "Mars 2019", Short: "mar", Value: Missing(NotQuoted)},
		{ID: "apr", Label: "April 2019, delår", Short: "apr", Value: n("−18"), Change: Change{"ca +2", 1}},
		{ID: "maj", Label: "Maj 2019", Short: "maj", Value: Missing(NotReported)},
	}
	return f
}

func surplusJourney() ForecastJourney {
	f := trollhattan()
	f.Reports = []Report{
		{Label: "Utfall 2018", Short: "2018", Outcome: true, Value: n("+4,2")},
		{Label: "Februari 2019", Short: "feb", Value: n("+2,1")},
		{Label: "Mars 2019", Short: "mar", Value: n("±0"), Change: Change{"−2,1", -1}},
		{Label: "April 2019, delår", Short: "apr", Value: n("−3,5"), Change: Change{"−3,5", -1}},
	}
	return f
}

func missingCauses() Causes {
	c := trollhattanCauses()
	c.Causes = append(c.Causes, Cause{"3", "Personlig assistans", Missing(NotQuoted)}, Cause{"4", "Hyror", Missing(NotReported)})
	return c
}

func missingAreas() GroupedBars {
	g := alvbroAreas()
	g.Areas[0].Outcome = Missing(NotReported)
	g.Areas[1].Budget, g.Areas[1].Outcome, g.Areas[1].Forecast = Missing(NotQuoted), Missing(NotQuoted), Missing(NotQuoted)
	g.Areas[2].Budget, g.Areas[2].Forecast = Missing(NotReported), Missing(NotQuoted)
	g.Areas[3].Outcome, g.Areas[3].Forecast, g.Areas[3].Variance = n("0"), Missing(NotQuoted), Missing(NotQuoted)
	g.Areas[4].Variance = n("±0")
	return g
}

func missingMonths() Cumulative {
	c := yearWithGaps()
	c.Months[5].Outcome = Missing(NotReported)
	c.Months[6].Outcome = Missing(NotQuoted)
	return c
}

// decided is as the second design picture of savings: no effect is quoted.
func decided() Savings {
	row := func(name, tkr, text string) Saving {
		return Saving{ID: name, Name: name, Amount: Known(n(tkr).V, text), Realised: Missing(NotQuoted)}
	}
	v := Savings{
		Words: swedish(), Title: "Beslutade åtgärder 2019, tkr", Finding: "24 åtgärder summerar till 18 400 tkr.",
		Rows: []Saving{
			row("Egna verksamheter", "2000", "2 mkr"), row("Stödboende", "2000", "2 mkr"),
			row("Lönebidragstäckning", "1300", "1,3 mkr"), row("Två handläggare", "1200", "1,2 mkr"),
			row("Tre om 1 mkr vardera", "3000", "3 mkr"), row("Områdeschef", "900", "900 tkr"),
			row("16 övriga åtgärder", "8000", "8 000 tkr"),
		},
		Total:     row("Summa 24 åtgärder", "18400", "18\u202f400 tkr"),
		Reference: Reference{"uppges beslutat i februari", Known(n("11900").V, "11,9 mkr")},
	}
	v.Rows[0].Selected = true
	return v
}

// realised has every state of an effect, as the first design picture of savings; the effects are
// invented.
func realised() Savings {
	row := func(name, amount string, effect Value) Saving {
		return Saving{ID: name, Name: name, Amount: n(amount), Realised: effect}
	}
	return Savings{
		Words: swedish(), Title: "Besparingsåtgärder, tkr", Finding: "Beslutat 18 400 tkr, realiserat 9 200 tkr.",
		Rows: []Saving{
			row("Arbetsmarknadsstöd, egna verksamheter", "2\u202f000", n("1\u202f200")),
			row("Nedläggning stödboende", "2\u202f000", n("2\u202f000")),
			row("Lönebidragstäckning till föreningar", "1\u202f300", n("1\u202f450")),
			row("Två handläggartjänster", "1\u202f200", n("600")),
			row("Lönebidragsanställningar", "1\u202f000", Missing(NotReported)),
			row("Placeringskostnader vuxen", "1\u202f000", n("0")),
			row("Skyddat boende på annan ort", "1\u202f000", n("−150")),
			row("En områdeschefstjänst", "900", Missing(NotQuoted)),
			{ID: "avgift", Name: "Höjda avgifter", Amount: Missing(NotQuoted)},
			row("Nytt verksamhetssystem", "−400", Value{}),
			row("15 övriga åtgärder", "8\u202f400", n("2\u202f300")),
		},
		Total: row("Summa", "18\u202f400", n("7\u202f400")),
	}
}
