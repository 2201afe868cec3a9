package review

import (
	"testing"

	"rodatraden/data/model"
)

// decided adds a decision on a package, of the day that its id is.
func (p made) decided(kind, day, on string, cells ...string) made {
	return p.row("decisions", append([]string{"id=" + kind + "-" + day, "date=" + day, "kind=" + kind, "text=Beslut " + day + ".", "package=" + on}, cells...)...)
}

func TestReportsOfDeficitThatAreApprovedWithoutActionAreCounted(t *testing.T) {
	feb, mar := month("2025-02-28", "-5.5"), func() made { return month("2025-03-31", "-6.9").decided("approve", "2025-03-20", "monthly-2025-02-28") }
	apr := func(cells ...string) made {
		return month("2025-04-30", "-7.6").decided("approve", "2025-04-24", "monthly-2025-03-31", cells...)
	}
	same(t, asked(t, "approved-without-action", feb, mar(), apr()),
		"decisions:approve-2025-04-24 no_action question | reason Count=2 Year=2025"+
			" | reason.forecast First=-5.5 mkr FirstReport=monthly-2025-02-28 Last=-6.9 mkr LastReport=monthly-2025-03-31")
	same(t, asked(t, "approved-without-action", feb, mar()), "") // once is not yet time after time
	for _, action := range []string{"assign", "adopt_measures"} {
		same(t, asked(t, "approved-without-action", feb, mar(), apr().decided(action, "2025-04-24", "monthly-2025-03-31")), "")
	}
	same(t, asked(t, "approved-without-action", feb, mar(), apr().decided("note", "2025-04-24", "monthly-2025-03-31")),
		"decisions:approve-2025-04-24 no_action question | reason Count=2 Year=2025"+
			" | reason.forecast First=-5.5 mkr FirstReport=monthly-2025-02-28 Last=-6.9 mkr LastReport=monthly-2025-03-31")
	same(t, asked(t, "approved-without-action", feb, mar(), apr().excerpt()), "")
	same(t, asked(t, "approved-without-action", feb, mar().decided("approve", "2025-03-21", "monthly-2025-02-28")), "") // one report twice
}

func TestAReportThatTellsNoDeficitNeedsNoAction(t *testing.T) {
	same(t, asked(t, "approved-without-action", month("2025-02-28", "0.5"), month("2025-03-31", "-6.9").decided("approve", "2025-03-20", "monthly-2025-02-28"),
		month("2025-04-30", "-7.6").decided("approve", "2025-04-24", "monthly-2025-03-31")), "")
}

func TestAnExcerptThatSaysThatThereWasNoActionIsCounted(t *testing.T) {
	report := func(day string) made {
		return whole(model.Monthly, day).row("documents", "id=d-"+day, "title=Månadsuppföljning", "kind=monthly").excerpt()
	}
	audit := func(links ...string) made {
		p := whole(model.Audit, "2025-11-10").decided("note", "2025", "").
			decided("approve", "2025-03", "monthly-2025-02-28").decided("approve", "2025-04", "monthly-2025-03-31").excerpt()
		for _, day := range links {
			p = p.row("links", "from=documents:d-"+day, "to=decisions:note-2025", "strength=stated_absent", "id=l-"+day, "text=Inget beslut.")
		}
		return p
	}
	same(t, asked(t, "approved-without-action", report("2025-02-28"), report("2025-03-31"), audit("2025-02-28", "2025-03-31")),
		"decisions:approve-2025-04 no_action question | reason.said Count=2 Report=audit-2025-11-10 Year=2025")
	same(t, asked(t, "link-broken", report("2025-02-28"), report("2025-03-31"), audit("2025-02-28", "2025-03-31")), "") // asked about already
	same(t, asked(t, "approved-without-action", report("2025-02-28"), report("2025-03-31"), audit("2025-02-28")), "")
	same(t, asked(t, "link-broken", report("2025-02-28"), report("2025-03-31"), audit("2025-02-28")),
		"links:l-2025-02-28 broken_link question From=Månadsuppföljning To=Beslut 2025 | reason Report=audit-2025-11-10 Text=Inget beslut")
}

func TestAnAssignmentPastItsDayIsAskedAbout(t *testing.T) {
	given := func() made { return month("2025-03-31", "-1").decided("assign", "2025-03-27", "", "due=2025-05-15") }
	same(t, asked(t, "assignment-overdue", given(), month("2025-05-31", "-1")),
		"decisions:assign-2025-03-27 overdue question Name=Beslut 2025-03-27 | reason Due=2025-05-15 Report=monthly-2025-03-31")
	same(t, asked(t, "assignment-overdue", given(), month("2025-04-30", "-1")), "")
	same(t, asked(t, "assignment-overdue", given().excerpt(), month("2025-05-31", "-1")), "")
	same(t, asked(t, "assignment-overdue", given(), month("2025-05-31", "-1").decided("report", "2025-05-15", "", "answers=assign-2025-03-27")), "")
	same(t, asked(t, "assignment-overdue", given(), month("2025-05-31", "-1").decided("assign", "2025-03-27", "", "due=2025-05")), "") // the month's last day is not past
	same(t, asked(t, "assignment-overdue", month("2025-03-31", "-1").decided("approve", "2025-03-27", "", "due=2025-05-15"), month("2025-05-31", "-1")), "")
}

func TestTheReviewsQuestionsOfTrollhattan(t *testing.T) {
	all := demonstration(t, "trollhattan", "asn").find(t, "asn-2021-09-monthly", "asn-2021-review")
	same(t, written(all, "approved-without-action"), "decisions:godkannande-manad-2021-09 no_action question | reason.said Count=4 Report=asn-2021-review Year=2021")
	same(t, written(all, "assignment-overdue"), "")
	same(t, written(all, "saving-decision"), "")
	if all[0].Rule != "approved-without-action" {
		t.Errorf("first is %s", all[0].Rule)
	}
}

func TestTheDecisionsOfAlvbro(t *testing.T) {
	d := demonstration(t, "alvbro", "socialnamnden")
	annual := d.find(t, "socialnamnden-2024-11-monthly", "socialnamnden-2024-annual")
	same(t, written(annual, "approved-without-action"), "decisions:beslut-2024-12-12-godkand no_action question | reason Count=5 Year=2024"+
		" | reason.forecast First=-2.0 mkr FirstReport=socialnamnden-2024-03-monthly Last=-6.7 mkr LastReport=socialnamnden-2024-11-monthly")
	same(t, written(annual, "assignment-overdue"), "decisions:beslut-2024-05-23-uppdrag overdue question Name=Redovisa vilka placeringar som kan avslutas under året senast 21 november | reason Due=2024-11-21 Report=socialnamnden-2024-08-interim")
	november := d.find(t, "socialnamnden-2024-09-monthly-2", "socialnamnden-2024-11-monthly")
	same(t, written(november, "approved-without-action"), "decisions:beslut-2024-10-24-godkand no_action question | reason Count=4 Year=2024"+
		" | reason.forecast First=-2.0 mkr FirstReport=socialnamnden-2024-03-monthly Last=-5.4 mkr LastReport=socialnamnden-2024-09-monthly")
}
