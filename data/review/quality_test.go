package review

import "testing"

func quality(year string) made { return whole("quality", year+"-12-31") }

// control adds a control of 2025's plan.
func (p made) control(id string, cells ...string) made {
	return p.row("controls", append([]string{"id=" + id, "year=2025", "risk=Risk " + id, "method=Stickprov"}, cells...)...)
}

// showed adds the result of a control.
func (p made) showed(control, period, status string) made {
	return p.row("assessments", "subject=controls:"+control, "period="+period, "about=outcome", "status="+status)
}

func TestAPlannedControlWithoutResultIsAskedAbout(t *testing.T) {
	plan := func() made { return goals().control("a").control("b") }
	const asks = "controls:b not_reported question Control=Risk b | reason Now=quality-2025-12-31"
	same(t, asked(t, "control-without-result", plan(), quality("2025").showed("a", "2025", "no_deviation")), asks)
	same(t, asked(t, "control-without-result", plan(), quality("2025").showed("a", "2025", "no_deviation").showed("b", "2025", "not_assessed")), asks)
	for name, p := range map[string]made{
		"it was not performed, which is a result": quality("2025").showed("a", "2025", "no_deviation").showed("b", "2025", "not_performed"),
		"the report tells of no control":          quality("2025"),
		"the report is known in excerpts":         quality("2025").showed("a", "2025", "no_deviation").excerpt(),
		"the year is not over":                    interim("2025-08-31").showed("a", "2025-01/2025-08", "no_deviation"),
		"it is another year's":                    quality("2025").showed("a", "2025", "no_deviation").control("b", "year=2026"),
	} {
		if got := asked(t, "control-without-result", plan(), p); got != "" {
			t.Errorf("%s, and it is asked: %s", name, got)
		}
	}
	same(t, asked(t, "control-without-result", plan(), interim("2025-08-31").showed("b", "2025-01/2025-08", "deviation"), quality("2025").showed("a", "2025", "no_deviation")), "")
}

// reported adds the deviations of units in a year, a pair each.
func (p made) reported(year string, counts ...string) made {
	p = p.row("indicators", "id=d", "title=Avvikelser", "topic=deviation", "timing=during", "unit_of_measure=antal")
	for i := 0; i < len(counts); i += 2 {
		p = p.row("units", "id="+counts[i], "name=Enhet "+counts[i]).
			row("observations", "indicator=d", "unit="+counts[i], "period="+year, "part=all", "value="+counts[i+1], "kind=level")
	}
	return p
}

func TestAUnitThatReportsHalfWhileOthersReportMoreIsAskedAbout(t *testing.T) {
	before := quality("2024").reported("2024", "a", "40", "b", "10", "c", "20")
	same(t, asked(t, "reporting-habit", before, quality("2025").reported("2025", "a", "20", "b", "12", "c", "21")),
		"indicators:d comparison question Unit=Enhet a | reason.all Before=40 Count=2 Now=2025 Others=2 Then=2024 Unit=Enhet a Value=20")
	four := quality("2024").reported("2024", "a", "40", "b", "10", "c", "20", "e", "5")
	same(t, asked(t, "reporting-habit", four, quality("2025").reported("2025", "a", "20", "b", "12", "c", "21", "e", "5")),
		"indicators:d comparison question Unit=Enhet a | reason Before=40 Count=2 Now=2025 Others=3 Then=2024 Unit=Enhet a Value=20")
	for name, p := range map[string]made{
		"it fell by less than half":         quality("2025").reported("2025", "a", "21", "b", "12", "c", "21"),
		"no more than half of others rose":  quality("2025").reported("2025", "a", "12", "b", "12", "c", "20"),
		"another fell too":                  quality("2025").reported("2025", "a", "12", "b", "12", "c", "19"),
		"the year is told in part":          quality("2025").reported("2025-01/2025-10", "a", "12", "b", "12", "c", "21"),
		"another package tells what is new": month("2025-12-31", "-1"),
	} {
		if got := asked(t, "reporting-habit", before, p); got != "" {
			t.Errorf("%s, and it is asked: %s", name, got)
		}
	}
}

// document adds a routine.
func (p made) document(id string, cells ...string) made {
	return p.row("steering_documents", append([]string{"id=" + id, "title=Rutin " + id, "level=operative"}, cells...)...)
}

func TestADocumentPastItsReviewIsAskedAbout(t *testing.T) {
	told := func(cells ...string) made { return quality("2025").document("d", cells...) }
	same(t, asked(t, "document-review", told("states=outdated")), "steering_documents:d outdated question Document=Rutin d | reason.outdated Document=Rutin d")
	same(t, asked(t, "document-review", told("states=outdated").excerpt()), asked(t, "document-review", told("states=outdated"))) // it says so itself
	same(t, asked(t, "document-review", told("review=2025-06-30")), "steering_documents:d outdated question Document=Rutin d Due=2025-06-30 | reason.day Document=Rutin d Due=2025-06-30")
	same(t, asked(t, "document-review", told("review=årligen", "adopted_on=2024-12-30")),
		"steering_documents:d outdated question Adopted=2024-12-30 Document=Rutin d Every=1 | reason.recurring Adopted=2024-12-30 Document=Rutin d Every=1")
	for name, p := range map[string]made{
		"its day is to come":                told("review=2025-12-31"),
		"its year is not over":              told("review=årligen", "adopted_on=2024-12-31"),
		"its four years are not over":       told("review=vart fjärde år", "adopted_on=2022-01-01"),
		"when it was adopted is not told":   told("review=årligen"),
		"how often is for each term":        told("review=varje mandatperiod", "adopted_on=2014-01-01"),
		"it is known in excerpts":           told("review=årligen", "adopted_on=2020").excerpt(),
		"it is the municipality's":          told("review=årligen", "adopted_on=2020", "level=municipality"),
		"it is the law":                     told("states=outdated", "level=national"),
		"another document has replaced it":  told("states=outdated").document("e", "replaces=d"),
		"it is said to be as it is to be":   told("states=current"),
		"it is said to be something else":   told("states=ambiguous"),
		"nothing is said of when or of how": told(),
		"its row says that it is reviewed":  told("review=årligen", "adopted_on=2020", "note=Den granskas varje år."),
	} {
		if got := asked(t, "document-review", p); got != "" {
			t.Errorf("%s, and it is asked: %s", name, got)
		}
	}
	for _, note := range []string{"Den granskas inte.", "Den gäller alla."} {
		same(t, asked(t, "document-review", told("review=årligen", "adopted_on=2024-12-30", "note="+note)), asked(t, "document-review", told("review=årligen", "adopted_on=2024-12-30")))
	}
	// What its row says of it in words is what is told of it.
	same(t, asked(t, "document-review", told("states=outdated", "review=årligen", "note=Den granskas varje år. Delar uppges vara inaktuella; vilka sägs inte.")),
		"steering_documents:d outdated question Document=Rutin d Report=quality-2025-12-31 Words=Delar uppges vara inaktuella"+
			" | reason.words Document=Rutin d Report=quality-2025-12-31 Words=Delar uppges vara inaktuella")
	same(t, asked(t, "document-review", told("review=vart fjärde år", "adopted_on=2021-12-30")),
		"steering_documents:d outdated question Adopted=2021-12-30 Document=Rutin d Every=4 | reason.recurring Adopted=2021-12-30 Document=Rutin d Every=4")
}

func TestADocumentThatContradictsIsAskedAbout(t *testing.T) {
	told := func(states string, cells ...string) made {
		return quality("2025").document("d", append(cells, "states="+states)...)
	}
	const asks = "steering_documents:d contradicted question Document=Rutin d | reason."
	same(t, asked(t, "document-contradictory", told("contradictory|outdated")), asks+"contradictory Document=Rutin d")
	same(t, asked(t, "document-contradictory", told("ambiguous", "level=municipality").excerpt()), asks+"ambiguous Document=Rutin d")
	same(t, asked(t, "document-contradictory", told("ambiguous|contradictory", "level=")), asks+"contradictory_ambiguous Document=Rutin d")
	same(t, asked(t, "document-contradictory", told("outdated")), "")
	same(t, asked(t, "document-contradictory", told("contradictory").document("e", "replaces=d")), "")
}

func TestTheQualityOfTheDemonstrations(t *testing.T) {
	d := demonstration(t, "alvbro", "socialnamnden")
	all := d.find(t, "socialnamnden-2023-quality", "socialnamnden-2024-quality")
	same(t, written(all, "control-without-result"), "controls:kontroll-2024-delegeringar not_reported question Control=Delegeringar uppdaterade | reason Now=socialnamnden-2024-quality")
	same(t, written(all, "reporting-habit"), "indicators:avvikelser comparison question Unit=Hemtjänst norr | reason.all Before=41 Count=4 Now=2024 Others=4 Then=2023 Unit=Hemtjänst norr Value=12")
	same(t, about(all, "document-contradictory"), "steering_documents:riktlinje-forsorjningsstod steering_documents:lathund-forsorjningsstod")
	same(t, about(all, "document-review"), "steering_documents:delegationsordning steering_documents:riktlinje-forsorjningsstod")
	asn := demonstration(t, "trollhattan", "asn").find(t, "", "asn-2021-review")
	const says = "Document=Stöddokument för myndighetsutövningen Report=asn-2021-review Words=Exempel ges på motstridiga, tvetydiga eller inaktuella dokument"
	same(t, written(asn, "document-review"), "steering_documents:stoddokument outdated question "+says+" | reason.words "+says)
	same(t, written(asn, "document-contradictory"), "steering_documents:stoddokument contradicted question "+says+" | reason.words "+says)
	for _, rule := range []string{"control-without-result", "reporting-habit"} {
		same(t, written(asn, rule), "")
	}
}
