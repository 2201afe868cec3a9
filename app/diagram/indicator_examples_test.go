package diagram

// persons is the series of the reference picture: the report does not say which years compare, and
// the last point is a part of a year.
func persons() Indicator {
	return Indicator{
		Words: swedish(), Title: "Individer i hushåll med försörjningsstöd, per senaste månad", Finding: "Färre får försörjningsstöd.",
		Points: []IndicatorPoint{
			{ID: "2018", Label: "2018", Value: n("3652")}, {ID: "2019", Label: "2019", Value: n("1945")},
			{ID: "2020", Label: "2020", Value: n("1909")}, {ID: "2021", Label: "augusti 2021", Short: "aug", Value: n("1829"), Part: true},
		},
		Breaks: []Break{{After: Somewhere, Note: "Mätningarna kan skilja sig mellan åren. Vilka år anges inte."}},
	}
}

// parted is a series with a break whose place is told, and a target.
func parted() Indicator {
	d := persons()
	d.Breaks = []Break{{After: 0, Certain: true, Note: "ny mätning"}}
	for i := range d.Points {
		d.Points[i].Target = n("1800")
	}
	d.Points[3].Target = n("1700")
	return d
}

// holes has every kind of absence among its values.
func holes() Indicator {
	d := persons()
	d.Breaks = []Break{{After: 4, Note: "Enkäten gjordes om."}}
	d.Points = []IndicatorPoint{
		{ID: "2018", Label: "2018", Value: n("61")}, {ID: "2019", Label: "2019", Value: Missing(NotReported)},
		{ID: "2020", Label: "2020", Value: n("64"), Target: n("70")}, {ID: "2021", Label: "2021", Value: Missing(NotQuoted), Target: n("70")},
		{ID: "2022", Label: "2022", Value: n("66"), Target: n("72")}, {ID: "2023", Label: "2023", Value: n("65"), Uncertain: true},
		{ID: "2024", Label: "2024", Value: Missing(Confidential)},
	}
	return d
}
