package review

import (
	"strings"
	"testing"

	"rodatraden/data/model"
)

// audit is a whole audit report of February 2024 with one recommendation, to be answered by the end of April.
func audit() made {
	return whole(model.Audit, "2024-02-06").row("audit_reports", "id=a", "kind=review", "title=Granskning 2024", "date=2024-02-06", "response_due=2024-04-30").recommends("r")
}

// recommends adds a recommendation of report a; cells replace those.
func (p made) recommends(id string, cells ...string) made {
	return p.row("audit_points", append([]string{"id=" + id, "report=a", "kind=recommendation", "title=Punkt " + id, "text=Gör " + id}, cells...)...)
}

// answers adds an answer to points with somebody responsible and a day.
func (p made) answers(points string, cells ...string) made {
	return p.row("responses", append([]string{"id=answer-" + strings.ReplaceAll(points, "|", "-"), "points=" + points, "text=Ja", "responsible=Controller", "due=2024-09-30"}, cells...)...)
}

// event adds what somebody says of a point on a day.
func (p made) event(point, date, actor, status string, cells ...string) made {
	return p.row("status_events", append([]string{"id=" + point + "-" + date + "-" + actor, "point=" + point, "date=" + date, "actor=" + actor, "status=" + status}, cells...)...)
}

func TestAnAuditThatHasJustComeIsAskedAboutOnce(t *testing.T) {
	const asks = "audit_reports:a answer question.recommendations Count=2 Report=Granskning 2024 | reason.recommendations Count=2 Report=Granskning 2024 | reason.due Due=2024-04-30"
	same(t, asked(t, "recommendation-answer", audit().recommends("q")), asks)
	same(t, asked(t, "recommendation-answer", audit().recommends("q").excerpt()), asks)
	same(t, asked(t, "recommendation-answer", audit().recommends("q").answers("q")), "") // it tells of an answer
	same(t, asked(t, "recommendation-answer", whole(model.Audit, "2024-02-06").row("audit_reports", "id=a", "kind=opinion", "title=Berättelse").recommends("c", "kind=criticism")),
		"audit_reports:a answer question.criticism Count=1 Report=Berättelse | reason.criticism Count=1 Report=Berättelse")
	same(t, asked(t, "recommendation-answer", whole(model.Audit, "2024-02-06").row("audit_reports", "id=a", "kind=pre_study", "title=Förstudie").recommends("c", "kind=risk")), "")
}

func TestAPointWithoutAnswerIsAskedAboutOnceOneIsDue(t *testing.T) {
	const asks = "audit_points:r not_reported question.point.recommendation Point=Punkt r | reason.point_due Due=2024-04-30"
	april, may := interim("2024-04-30").line("a", ""), month("2024-05-31", "-1")
	same(t, asked(t, "recommendation-answer", audit(), april), "") // the day itself is not past
	same(t, asked(t, "recommendation-answer", audit(), interim("2024-08-31").line("a", "")), asks)
	same(t, asked(t, "recommendation-answer", audit(), april, may), asks)
	for name, packs := range map[string][]made{
		"no report could have told it":    {audit(), interim("2024-03-31").line("a", ""), may},
		"it is answered":                  {audit(), interim("2024-04-30").answers("q|r"), may},
		"the report is known in excerpts": {audit(), april, month("2024-05-31", "-1").excerpt()},
		"the last one is too":             {audit(), interim("2024-04-30").line("a", "").excerpt(), may},
		"the audit is known in excerpts":  {audit().excerpt(), april, may},
		"it is done by both": {audit(), april, month("2024-05-31", "-1").
			event("r", "2024-05", "administration", "done").event("r", "2024-05", "audit", "done")},
	} {
		if got := asked(t, "recommendation-answer", packs...); got != "" {
			t.Errorf("%s, and it is asked: %s", name, got)
		}
	}
	dayless := whole(model.Audit, "2024-02-06").row("audit_reports", "id=a", "kind=review", "title=Granskning 2024").recommends("r")
	same(t, asked(t, "recommendation-answer", dayless, april), "audit_points:r not_reported question.point.recommendation Point=Punkt r | reason.point")
}

func TestAnAnswerWithoutOwnerOrDayIsAskedAbout(t *testing.T) {
	april := func(cells ...string) made { return interim("2024-04-30").answers("r", cells...) }
	for rule, lacks := range map[string]string{"recommendation-owner": "responsible=", "recommendation-date": "due="} {
		asks := "audit_points:r not_reported question Point=Punkt r | reason"
		same(t, asked(t, rule, audit(), april(lacks)), asks)
		same(t, asked(t, rule, audit(), april()), "")
		same(t, asked(t, rule, audit()), "") // there is no answer
		same(t, asked(t, rule, audit(), april(lacks).excerpt()), "")
		same(t, asked(t, rule, audit(), april(lacks).event("r", "2024-04", "administration", "done").event("r", "2024-05", "audit", "done")), "")
		same(t, asked(t, rule, audit(), april(lacks).event("r", "2024-04", "administration", "done")), asks)
	}
	same(t, asked(t, "recommendation-date", audit(), april("due=").event("r", "2024-04-30", "administration", "started", "due=2024-12")), "")
}

func TestADayThatIsPutOffTwiceIsAskedAbout(t *testing.T) {
	april := interim("2024-04-30").answers("r")
	august := func(due string) made {
		return interim("2024-08-31").event("r", "2024-08-31", "administration", "delayed", "due="+due)
	}
	december := func(due string, more ...string) made {
		return annual("2024").event("r", "2024-12-31", "administration", "delayed", append(more, "due="+due)...)
	}
	const asks = "audit_points:r postponed question Point=Punkt r | reason Count=2 First=2024-09-30 Last=2025-06-30"
	same(t, asked(t, "recommendation-extended", audit(), april, august("2024-12-31"), december("2025-06-30")), asks)
	same(t, asked(t, "recommendation-extended", audit().excerpt(), april.excerpt(), august("2024-12-31").excerpt(), december("2025-06-30").excerpt()), asks)
	same(t, asked(t, "recommendation-extended", audit(), april, august("2024-12-31"), december("2024-12-31")), "") // told again
	same(t, asked(t, "recommendation-extended", audit(), april, august("2024-12-31"), december("2024-11-30")), "") // brought forward
	april = interim("2024-04-30").answers("r")
	same(t, asked(t, "recommendation-extended", audit(), april, august("2024-12-31"),
		december("2025-06-30").event("r", "2025-01", "administration", "done").event("r", "2025-02", "audit", "done")), "")
}

func TestADayThatHasPassedIsAskedAboutOnce(t *testing.T) {
	april := func() made { return interim("2024-04-30").answers("r") }
	october := func() made { return month("2024-10-31", "-1") }
	const asks = "audit_points:r overdue question.recommendation Point=Punkt r | reason Last=2024-09-30"
	same(t, asked(t, "recommendation-overdue", audit(), april(), october()), asks)
	same(t, asked(t, "recommendation-overdue", audit(), april(), october().event("r", "2024-10", "administration", "partly", "text=prövas")), asks+" | reason.says.words Date=2024-10 Words=prövas")
	same(t, asked(t, "recommendation-overdue", audit(), april(), october().event("r", "2024-10", "committee", "delayed")), asks+" | reason.says Date=2024-10 Status=delayed")
	for name, packs := range map[string][]made{
		"it is the very day":              {audit(), april(), month("2024-09-30", "-1")},
		"it is put off":                   {audit(), april(), october().event("r", "2024-10", "administration", "delayed", "due=2024-12")},
		"it is said to be done":           {audit(), april(), october().event("r", "2024-10", "administration", "done")},
		"it will not be done":             {audit(), april(), october().event("r", "2024-10", "administration", "declined")},
		"the report is known in excerpts": {audit(), april(), october().excerpt()},
		"the day is known in excerpts":    {audit(), april().excerpt(), october()},
		"no day is told":                  {audit(), interim("2024-04-30").answers("r", "due="), october()},
	} {
		if got := asked(t, "recommendation-overdue", packs...); got != "" {
			t.Errorf("%s, and it is asked: %s", name, got)
		}
	}
	twice := []made{audit(), april().event("r", "2024-05", "administration", "delayed", "due=2024-10-10"), october().event("r", "2024-10-11", "administration", "delayed", "due=2024-10-20")}
	same(t, asked(t, "recommendation-overdue", twice...), "")
	if got := asked(t, "recommendation-extended", twice...); got == "" {
		t.Error("what is put off twice and has passed is not asked about at all")
	}
}

func TestWhatIsSaidToBeDoneIsAskedAboutUntilTheAuditorsSaySo(t *testing.T) {
	done := func() made {
		return interim("2024-08-31").event("r", "2024-08-31", "administration", "done", "text=klart")
	}
	const asks = "audit_points:r unconfirmed question Point=Punkt r | reason.says.words Date=2024-08-31 Words=klart"
	same(t, asked(t, "recommendation-unconfirmed", audit(), done().event("r", "2024-10", "audit", "not_assessable")), asks+" | reason.audit Date=2024-10 Status=not_assessable")
	same(t, asked(t, "recommendation-unconfirmed", audit(), done().event("r", "2024-08-31", "audit", "partly")), asks+" | reason.audit Date=2024-08-31 Status=partly") // of the same day
	same(t, asked(t, "recommendation-unconfirmed", audit(), done().event("r", "2024-10", "audit", "partly", "text=en del").excerpt()), asks+" | reason.audit.words Date=2024-10 Words=en del")
	same(t, asked(t, "recommendation-unconfirmed", audit(), done().event("r", "2024-07", "audit", "partly")), "") // they spoke before it was done
	// It is said again, and the auditors' word is of the time between.
	again := month("2024-11-30", "-1").event("r", "2024-11", "administration", "done", "text=är klart")
	same(t, asked(t, "recommendation-unconfirmed", audit(), done().event("r", "2024-10", "audit", "not_assessable"), again), asks+" | reason.audit Date=2024-10 Status=not_assessable")
	same(t, asked(t, "recommendation-unconfirmed", audit(), done().excerpt()), "") // what the auditors say may not be repeated
	same(t, asked(t, "recommendation-unconfirmed", audit(), done().event("r", "2024-10", "audit", "done")), "")
	same(t, asked(t, "recommendation-unconfirmed", audit(), interim("2024-08-31").event("r", "2024-08", "administration", "partly")), "")
	same(t, asked(t, "recommendation-unconfirmed", audit(), done().event("r", "2024-09", "administration", "started")), "") // taken back
}

func TestWhatIsSaidToBeDoneIsAskedAboutWhenAnAuditSinceThenIsSilentOfIt(t *testing.T) {
	done := func() made {
		return interim("2024-08-31").event("r", "2024-08-31", "administration", "done", "text=klart")
	}
	later := func(day string) made {
		return whole(model.Audit, day).row("audit_reports", "id=b", "kind=review", "title=Granskning "+day, "date="+day)
	}
	november := func() made { return month("2024-11-30", "-1") }
	const asks = "audit_points:r unconfirmed question Point=Punkt r | reason.says.words Date=2024-08-31 Words=klart | reason.silent Audit=audit-2024-10-02 Date={2024 10 2}"
	same(t, asked(t, "recommendation-unconfirmed", audit(), done()), "") // they have not had the time
	same(t, asked(t, "recommendation-unconfirmed", audit(), done(), later("2024-10-02")), asks)
	same(t, asked(t, "recommendation-unconfirmed", audit(), done(), later("2024-10-02"), november()), asks)
	same(t, asked(t, "recommendation-unconfirmed", audit(), done().event("r", "2024-07", "audit", "partly"), later("2024-10-02")), asks)
	same(t, asked(t, "recommendation-unconfirmed", audit(), later("2024-08-30"), done(), november()), "") // it was told before
	same(t, asked(t, "recommendation-unconfirmed", audit(), done(), later("2024-10-02").excerpt(), november()), "")
	same(t, asked(t, "recommendation-unconfirmed", audit(), done(), later("2024-10-02"), november().excerpt()), "")
}

func TestWhatTheAuditorsSayAgainIsAskedAbout(t *testing.T) {
	first := func(cells ...string) made {
		return whole(model.Audit, "2023-04-16").row("audit_reports", "id=o", "kind=opinion", "title=Berättelse 2022", "date=2023-04-16").recommends("c", append(cells, "report=o", "kind=criticism")...)
	}
	again := func(cells ...string) made {
		return whole(model.Audit, "2024-04-16").row("audit_reports", "id=p", "kind=opinion", "title=Berättelse 2023", "date=2024-04-16").recommends("d", append([]string{"report=p", "kind=criticism"}, cells...)...)
	}
	const asks = "audit_points:d repeated question.criticism Point=Punkt d | reason.criticism First=Punkt c FirstReport=Berättelse 2022 Report=Berättelse 2023"
	same(t, asked(t, "criticism-repeated", first(), again("parent=c")), asks)
	same(t, asked(t, "criticism-repeated", first("about=budget_lines:b"), again("about=budget_lines:b")), asks)
	same(t, asked(t, "criticism-repeated", first(), again().row("links", "id=l", "from=audit_points:d", "to=audit_points:c", "relation=upprepar", "strength=stated")), asks)
	for name, packs := range map[string][]made{
		"it is about something else":       {first("about=budget_lines:b"), again("about=budget_lines:e")},
		"it is only about the same unit":   {first("about=units:u"), again("about=units:u")},
		"it is of another kind":            {first(), again("parent=c", "kind=recommendation")},
		"it is a part of the same report":  {first("about=budget_lines:b").recommends("d", "report=o", "kind=criticism", "about=budget_lines:b")},
		"both say that it is done":         {first(), again("parent=c").event("d", "2024-05", "committee", "done").event("d", "2024-06", "audit", "done")},
		"the auditors have only said once": {first()},
	} {
		if got := asked(t, "criticism-repeated", packs...); got != "" {
			t.Errorf("%s, and it is asked: %s", name, got)
		}
	}
}

func TestTheAuditsOfTheDemonstrations(t *testing.T) {
	asn := demonstration(t, "trollhattan", "asn")
	same(t, written(asn.find(t, "", "asn-2021-review"), "recommendation-answer"),
		"audit_reports:granskning-2021 answer question.recommendations Count=2 Report=Granskning 2021 | reason.recommendations Count=2 Report=Granskning 2021")
	for _, name := range []string{"asn-2019-10-prestudy", "asn-2021-review"} {
		for _, rule := range []string{"recommendation-owner", "recommendation-date", "recommendation-extended", "recommendation-overdue", "recommendation-unconfirmed", "criticism-repeated"} {
			same(t, written(asn.find(t, "", name), rule), "")
		}
	}
	same(t, written(asn.find(t, "", "asn-2019-10-prestudy"), "recommendation-answer"), "")
	april := demonstration(t, "alvbro", "socialnamnden").find(t, "", "socialnamnden-2025-04-interim")
	for rule, want := range map[string]string{
		"recommendation-answer": "", "recommendation-owner": "audit_points:rek-2024-beslut", "recommendation-date": "audit_points:rek-2024-beslut",
		"recommendation-extended": "audit_points:rek-2024-placeringar", "recommendation-overdue": "audit_points:kritik-2023-ekonomi",
		"recommendation-unconfirmed": "audit_points:rek-2024-riktlinjer", "criticism-repeated": "audit_points:kritik-2025-ekonomi",
	} {
		if got := about(april, rule); got != want {
			t.Errorf("%s asks about %q and not %q", rule, got, want)
		}
	}
}
