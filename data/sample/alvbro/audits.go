package alvbro

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"rodatraden/data/model"
)

// auditors are who reviews.
const auditors = "Kommunens revisorer, Älvbro (påhittade)"

// scaleAudit is the auditors' scale.
const scaleAudit = "Ja, i huvudsak, delvis, i begränsad utsträckning, nej"

var auditWords = []struct{ word, status string }{{"Ja", "yes"}, {"I huvudsak", "mostly"}, {"Delvis", "partly"}, {"I begränsad utsträckning", "limited"}, {"Nej", "no"}}

// auditPoint is a recommendation or a criticism, and what has become of it.
type auditPoint struct {
	id, report, title string
	year              int
	answer            Answer
	decision          string    // the words of the decision that answers it
	name              string    // the package that it stands in
	wanted            time.Time // when the answer is to be given
	answered          bool
	due               time.Time // when it is to be done; zero where the answer says nothing
	vague             bool      // the answer has neither owner nor time
	moved             int       // how many times the date has been moved
	administration    string    // the last that it has said
	audit             string
	since             time.Time
	again             bool // the auditors have followed it up
	silent            bool // it is not answered in time
}

// reviewed reports whether the auditors review the committee in a year: every second or third.
func (t *teller) reviewed(y int) (n int, is bool) {
	first := startYear + 1 + t.chance.of("reviews").n(2)
	if t.c.ID == bun || t.c.ID == sbn || t.script != nil {
		first = startYear + 1
	}
	for k := first; k <= y; n++ {
		if k == y {
			return n, t.script == nil || y > t.script.year
		}
		k += 2 + t.chance.of("reviews").at(k).n(2)
	}
	return 0, false
}

// audit begins a package of the auditors.
func (t *teller) audit(kind, suffix, document, title string, y int, from, to, day time.Time) *pack {
	meeting := t.meetingFor(y, int(day.Month()))
	if published := day.AddDate(0, 0, 14); !meeting.After(published) {
		meeting = t.meetingFor(y, int(published.Month()))
	}
	p := t.open_(fmt.Sprintf("%s-%s-%s", t.c.ID, suffix, kind), title, document, model.Audit, from, to, day, day.AddDate(0, 0, 14), meeting, 9)
	p.date = iso(day)
	p.y, p.m = y, int(day.Month())
	return p
}

// review tells a review: its questions, what was found, and what is recommended.
func (t *teller) review(y int) {
	n, is := t.reviewed(y)
	if !is {
		return
	}
	a := t.c.Audits[(n+t.chance.of("audits").n(len(t.c.Audits)))%len(t.c.Audits)]
	c := t.chance.of("review", a.ID).at(y)
	day := time.Date(y, 2, c.of("day").between(10, 12), 0, 0, 0, 0, time.UTC)
	p := t.audit("review", of(y), "granskning-"+of(y), a.Title, y, time.Date(y-1, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(y-1, 12, 31, 0, 0, 0, 0, time.UTC), day)
	report := "granskning-" + of(y)
	summary := p.source(2, "Sammanfattning", "Samlad bedömning och rekommendationer")
	order := 10
	var asked []string
	sum := 0
	for k, q := range a.Questions {
		section := fmt.Sprintf("3.%d", k+1)
		src := p.source(4+k, section, q.About)
		id := fmt.Sprintf("fraga-%d-%d", y, k+1)
		p.add("audit_questions", cells{"id": id, "report": report, "text": q.Text, "order": strconv.Itoa(10 * (k + 1)), "source": src})
		v := c.of("verdict").at(k).between(0, 3)
		if strings.Contains(q.Finding.Text, "inte") || strings.Contains(q.Finding.Title, "inte") {
			v = c.of("verdict").at(k).between(2, 4)
		}
		sum += v
		asked = append(asked, auditWords[v].word)
		twice := func(place, page string, w struct{ word, status string }, note string) {
			p.add("assessments", cells{"id": id + "-" + of(y-1) + "-" + slug(place), "subject": "audit_questions:" + id, "period": of(y - 1), "about": "outcome", "place": place, "verbatim": w.word, "status": w.status, "scale": scaleAudit, "source": page, "note": note})
		}
		other := v
		if k == 1 && t.has("fraga-pa-tva-stallen", y) {
			if other = v + 1; other > 4 {
				other = 3
			}
			t.plant(p, "fraga-pa-tva-stallen", "assessments", []string{id + "-" + of(y-1) + "-" + slug("avsnitt "+section), id + "-" + of(y-1) + "-sammanfattning"}, "",
				fmt.Sprintf("”%s” bedöms *%s* i avsnitt %s och *%s* i sammanfattningen.", q.Text, lower(auditWords[v].word), section, lower(auditWords[other].word)))
		}
		twice("avsnitt "+section, src, auditWords[v], "")
		twice("sammanfattning", summary, auditWords[other], "")
		point := func(id, kind, strength, about, title, text, parent, source, where string) {
			p.add("audit_points", cells{"id": id, "report": report, "parent": parent, "kind": kind, "strength": strength, "about": about, "title": title, "text": text, "section": where, "order": strconv.Itoa(order), "source": source})
			order += 10
		}
		finding := fmt.Sprintf("iakttagelse-%d-%d", y, k+1)
		kind := "finding"
		if v >= 3 {
			kind = "gap"
		}
		point(finding, kind, "", "", q.Finding.Title, q.Finding.Text, "", src, "avsnitt "+section)
		if q.Staff != "" {
			point(fmt.Sprintf("uppfattning-%d-%d-medarbetare", y, k+1), "view", "", "", "Medarbetare: "+q.About, q.Staff, "", p.spoken(4+k, section, "medarbetare", "oral", "staff", month(y, 1), "Sagt vid intervju; står bara i granskningen."), "avsnitt "+section)
			point(fmt.Sprintf("uppfattning-%d-%d-ledning", y, k+1), "view", "", "", "Ledningen: "+q.About, q.Head, "", p.spoken(4+k, section, "ledning", "written_answer", "administration", month(y, 1), "Förvaltningens skriftliga svar till revisorerna"), "avsnitt "+section)
			t.plant(p, "tva-uppfattningar", "audit_points", []string{fmt.Sprintf("uppfattning-%d-%d-medarbetare", y, k+1), fmt.Sprintf("uppfattning-%d-%d-ledning", y, k+1)}, "", "Medarbetare och ledning säger olika om samma sak. Revisorerna avgör inte vem som har rätt.")
		}
		parent := finding
		if k == 0 {
			risk := fmt.Sprintf("risk-%d", y)
			strength := "risk"
			if t.has("viss-risk", y) {
				strength = "viss"
				t.plant(p, "viss-risk", "audit_points", []string{risk}, "", "Texten säger ”viss risk”; sammanfattningens lista säger ”risk”.")
			}
			text := fmt.Sprintf("Det finns en %srisk att %s", map[string]string{"viss": "viss "}[strength], lower(strings.TrimSuffix(q.Finding.Text, "."))+" även framåt.")
			point(risk, "risk", strength, "budget_lines:"+a.Area, "Risk: "+lower(q.About), text, finding, src, "avsnitt "+section)
			parent = risk
		}
		rec := fmt.Sprintf("rek-%d-%d", y, k+1)
		point(rec, "recommendation", "", "", q.Recommendation.Title, q.Recommendation.Text, parent, p.source(4+len(a.Questions), "4", "Slutsatser"), "avsnitt 4")
		t.points = append(t.points, &auditPoint{id: rec, report: report, title: q.Recommendation.Title, year: y, answer: q.Answer, decision: "Svaret på " + strings.Replace(lower(a.Title), "granskning ", "granskningen ", 1) + " antas", name: p.manifest.Name,
			wanted: time.Date(y, 4, 30, 0, 0, 0, 0, time.UTC), vague: k == len(a.Questions)-1 && t.has("svar-utan-agare", y), silent: k == 0 && t.has("svar-uteblir", y)})
	}
	overall := []string{"Nämnden har en ändamålsenlig styrning och uppföljning.", "Nämnden har i huvudsak en ändamålsenlig styrning och uppföljning.", "Nämnden har delvis en ändamålsenlig styrning och uppföljning.", "Nämnden har i begränsad utsträckning en ändamålsenlig styrning och uppföljning."}[min(3, divide(sum, len(a.Questions)))]
	p.add("audit_reports", cells{"id": report, "kind": "review", "title": a.Title, "date": iso(day), "auditor": auditors, "ordered_by": "Kommunens revisorer", "criteria": a.Criteria, "response_due": fmt.Sprintf("%d-04-30", y), "overall": overall, "source": summary})
	t.text(p, 2, "Sammanfattning", "audit_reports:"+report, fmt.Sprintf("%s\n\nRevisorerna har ställt %d frågor. Svaren är: %s. Granskningen ger %d rekommendationer.", overall, len(a.Questions), lower(strings.Join(asked, "; ")), len(a.Questions)))
}

// opinion tells the auditors' opinion of the year before.
func (t *teller) opinion(y int) {
	c := t.chance.of("opinion").at(y)
	day := time.Date(y, 3, c.of("day").between(18, 22), 0, 0, 0, 0, time.UTC) // before March has ended, so that April follows on March
	document := "revisionsberattelse-" + of(y-1)
	p := t.audit("opinion", of(y-1), document, "Revisionsberättelse "+of(y-1), y, time.Date(y-1, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(y-1, 12, 31, 0, 0, 0, 0, time.UTC), day)
	src := p.source(2, "2", "Bedömning av nämnden")
	budget, cost := 0, 0
	for i := range t.c.Areas {
		a := t.years[y-1].areas[i]
		budget, cost = budget+a.budget(12), cost+a.costTo(12)
	}
	row := cells{"id": document, "kind": "opinion", "title": p.manifest.Title, "date": iso(day), "auditor": auditors, "ordered_by": "kommunfullmäktige", "criteria": "Kommunallagen 12 kap.", "source": src}
	overall := one(c.of("good"), []string{"Revisorerna bedömer att nämnden har bedrivit verksamheten på ett ändamålsenligt sätt.", "Revisorerna har inget att invända mot nämndens styrning.", "Verksamheten har i allt väsentligt skötts ändamålsenligt."})
	if deficit := (cost - budget) * 1000 / max(1, budget); deficit >= 7 {
		kritik := "kritik-bokslut-" + of(y-1)
		var before *auditPoint
		for _, q := range t.points {
			if strings.HasPrefix(q.id, "kritik-") && q.audit != "done" {
				before = q
			}
		}
		point := cells{"id": kritik, "report": document, "kind": "criticism", "strength": "kritik", "about": "budget_lines:" + t.c.Total, "title": "Åtgärderna mot underskottet räckte inte",
			"text": fmt.Sprintf("Nämnden visste under året att %d skulle sluta med underskott. De åtgärder som beslutades räckte inte; underskottet blev %s.", y-1, printed(cost-budget)), "section": "avsnitt 2", "order": "10", "source": src}
		overall = fmt.Sprintf("Revisorerna riktar kritik mot nämnden för att åtgärderna mot underskottet %d inte räckte.", y-1)
		if before != nil {
			point["parent"], point["strength"] = before.id, "upprepad kritik"
			t.plant(p, "upprepad-kritik", "audit_points", []string{kritik, before.id}, "", fmt.Sprintf("Kritiken upprepas: den framfördes också i %s.", before.report))
		}
		p.add("audit_points", point)
		row["response_due"] = fmt.Sprintf("%d-06-30", y)
		t.points = append(t.points, &auditPoint{id: kritik, report: document, title: point["title"], year: y, name: p.manifest.Name, decision: "Svaret på revisionsberättelsen för " + of(y-1) + " antas", wanted: time.Date(y, 6, 30, 0, 0, 0, 0, time.UTC),
			answer: Answer{Text: "Nämnden delar bedömningen. Åtgärdsplanen och tätare uppföljning ska ge en ekonomi i balans.", Action: "åtgärdsplan", Responsible: "Förvaltningschef", Done: "ekonomin är i balans", Late: "underskottet består"}})
	} else {
		p.add("audit_points", cells{"id": "iakttagelse-" + of(y-1) + "-aret", "report": document, "kind": "finding", "title": "Uppföljningen under året", "text": one(c.of("finding"), []string{"Nämnden fick en uppföljning de flesta månader.", "Uppföljningen är tät och går att följa.", "Nämnden har fått de rapporter som den har bestämt."}), "section": "avsnitt 2", "order": "20", "source": src})
	}
	row["overall"] = overall
	p.add("audit_reports", row)
	t.text(p, 2, "2", "audit_reports:"+document, overall)
}

// followUp tells what the auditors found a year after a review.
func (t *teller) followUp(y int) {
	var of_ []*auditPoint
	for _, q := range t.points {
		if q.year == y-1 && strings.HasPrefix(q.report, "granskning-") && !q.again {
			of_ = append(of_, q)
		}
	}
	if len(of_) == 0 {
		return
	}
	c := t.chance.of("follow up").at(y)
	day := time.Date(y, 3, c.of("day").between(8, 16), 0, 0, 0, 0, time.UTC)
	document := "uppfoljande-granskning-" + of(y)
	p := t.audit("follow-up", of(y), document, "Uppföljande granskning "+of(y), y, time.Date(y-1, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(y, 2, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 1, -1), day)
	done := 0
	for k, q := range of_ {
		q.again = true
		src := p.source(2+k, fmt.Sprintf("2.%d", k+1), q.title)
		status, text := "started", "arbetet pågår"
		switch {
		case q.administration == "done" && t.has("klar-enligt-forvaltningen", y) && k < 2:
			status, text = "not_assessable", "underlaget har inte kunnat läsas"
			t.plant(p, "klar-enligt-forvaltningen", "status_events", []string{q.id + "-" + iso(day) + "-audit"}, "", fmt.Sprintf("”%s” är klar enligt förvaltningen; revisionen kan inte bedöma det. Den är inte stängd med båda nycklarna.", q.title))
		case q.administration == "done":
			status, text = "done", orElse(q.answer.Done, "klart")
		case q.vague:
			status, text = "partly", "svaret säger inte vad som ska göras"
		case q.moved > 0:
			status, text = "delayed", "tiden har flyttats"
		}
		if status == "done" {
			done++
		}
		q.audit = status
		p.add("status_events", cells{"id": q.id + "-" + iso(day) + "-audit", "point": q.id, "date": iso(day), "actor": "audit", "status": status, "text": text, "source": src})
	}
	words := []string{"Ingen", "En", "Två", "Tre", "Fyra", "Fem"}
	overall := fmt.Sprintf("%s av %s rekommendationer är genomförd%s.", words[done], lower(words[len(of_)]), map[bool]string{true: "", false: "a"}[done == 1])
	src := p.source(1, "1", "Samlad bedömning")
	p.add("audit_reports", cells{"id": document, "kind": "follow_up", "title": p.manifest.Title, "date": iso(day), "auditor": auditors, "ordered_by": "Kommunens revisorer",
		"criteria": fmt.Sprintf("Granskningen %d|Nämndens svar", y-1), "overall": overall, "source": src})
	t.text(p, 1, "1", "audit_reports:"+document, fmt.Sprintf("%s Revisorerna har läst nämndens svar och rapporter till och med februari %d.", overall, y))
}

// auditRows tells the committee's answers, and how far each point has come.
func (t *teller) auditRows(p *pack, y, m int) {
	src := func() string { return p.source(14, "6.1", "Revisionens synpunkter") }
	decided := map[string]string{} // by the words of the decision
	for _, q := range t.points {
		if q.answered || q.wanted.After(p.asAt) || q.wanted.IsZero() {
			continue
		}
		if q.silent && p.asAt.Before(q.wanted.AddDate(0, 3, 0)) {
			t.plant(p, "svar-uteblir", "responses", []string{q.id}, "point_no_answer", fmt.Sprintf("Svaret på ”%s” skulle lämnas senast %s. Det finns inte i rapporten.", q.title, iso(q.wanted)))
			continue
		}
		q.answered, q.since = true, p.asAt
		day := q.wanted
		if meeting := t.meetingFor(q.wanted.Year(), int(q.wanted.Month())-1); !meeting.After(q.wanted) && int(q.wanted.Month()) > 2 {
			day = meeting
		}
		if q.silent {
			day = p.asAt.AddDate(0, 0, -2)
		}
		decision := decided[q.decision]
		if decision == "" {
			decision = "beslut-" + iso(day) + "-svar-" + q.report
			decided[q.decision] = decision
			p.add("decisions", cells{"id": decision, "date": iso(day), "paragraph": t.paragraph(day), "body": t.c.ID, "kind": "respond", "text": q.decision, "package": q.name, "source": p.source(4, "2.1", "Beslut och uppdrag")})
		}
		row := cells{"id": "svar-" + q.id, "points": q.id, "date": iso(day), "decision": decision, "text": q.answer.Text, "action": q.answer.Action, "responsible": q.answer.Responsible, "source": src()}
		if q.vague {
			row["text"], row["action"], row["responsible"], row["note"] = "Nämnden tar med sig synpunkten i sitt fortsatta arbete.", "", "", ""
			t.plant(p, "svar-utan-agare", "responses", []string{row["id"]}, "answer_no_owner answer_no_date", fmt.Sprintf("Svaret på ”%s” har varken åtgärd, ansvarig eller tid.", q.title))
		} else {
			q.due = time.Date(day.Year(), 12, 31, 0, 0, 0, 0, time.UTC)
			if t.chance.of("due", q.id).once(500) {
				q.due = time.Date(day.Year(), 9, 30, 0, 0, 0, 0, time.UTC)
			}
			row["due"] = iso(q.due)
		}
		p.add("responses", row)
		p.add("links", cells{"id": "lank-" + q.id + "-svar", "from": "audit_points:" + q.id, "to": "decisions:" + decision, "relation": "besvaras av", "strength": "stated", "source": src()})
	}
	for _, q := range t.points {
		if !q.answered || q.vague || q.administration == "done" || p.asAt.Sub(q.since) > 4*366*24*time.Hour {
			continue
		}
		c := t.chance.of("progress", q.id).at(y, m)
		months := int(p.asAt.Sub(q.since).Hours() / 24 / 30)
		row := cells{"id": q.id + "-" + iso(p.asAt) + "-administration", "point": q.id, "date": iso(p.asAt), "actor": "administration", "status": "started", "text": one(c.of("text"), []string{"arbetet pågår", "arbetet har börjat", "ett förslag tas fram"}), "source": src()}
		stubborn := t.has("forlangd-tre-ganger", q.year) && t.firstOf(q)
		switch {
		case months < 1 && c.of("not").once(400):
			row["status"], row["text"] = "not_started", "börjar efter sommaren"
			if m == 12 {
				row["text"] = "börjar under våren"
			}
		case months >= 3 && !stubborn && c.of("done").once(180+months*28):
			row["status"], row["text"] = "done", orElse(q.answer.Done, "klart")
			row["evidence"] = "documents:" + p.document
		case !q.due.IsZero() && !q.due.After(p.asAt):
			q.moved++
			q.due = q.due.AddDate(0, c.of("later").between(1, 2)*3, 0)
			for !q.due.After(p.asAt) {
				q.due = q.due.AddDate(0, 3, 0)
			}
			q.due = time.Date(q.due.Year(), q.due.Month()+1, 0, 0, 0, 0, 0, time.UTC)
			row["status"], row["due"], row["text"] = "delayed", iso(q.due), orElse(q.answer.Late, "försenat")
			if q.moved == 3 {
				t.plant(p, "forlangd-tre-ganger", "status_events", []string{row["id"]}, "", fmt.Sprintf("”%s” har fått ny tid för tredje gången: %s.", q.title, iso(q.due)))
			}
			if q.moved > 4 {
				q.since = p.asAt.AddDate(-5, 0, 0) // it is told no more
			}
		}
		q.administration = row["status"]
		p.add("status_events", row)
	}
}

// firstOf reports whether a point is the first of its report.
func (t *teller) firstOf(q *auditPoint) bool {
	i := slices.IndexFunc(t.points, func(o *auditPoint) bool { return o.report == q.report })
	return i >= 0 && t.points[i] == q
}

// resumePoints are the chronicle's recommendations and criticism, and what has been said of them.
func (t *teller) resumePoints() {
	ids, rows := t.script.latest("audit_points")
	for _, id := range ids {
		r := rows[id]
		if r["kind"] != "recommendation" && r["kind"] != "criticism" {
			continue
		}
		q := &auditPoint{id: id, report: r["report"], title: r["title"], year: startYear + 1, again: true, answered: true, since: time.Date(2024, 4, 30, 0, 0, 0, 0, time.UTC), name: "socialnamnden-2025-follow-up",
			decision: "Svaret på den uppföljande granskningen antas"}
		for _, w := range t.script.packs {
			for _, e := range w.rows["status_events"] {
				if e["point"] != id {
					continue
				}
				if e["actor"] == "audit" {
					q.audit = e["status"]
				} else {
					q.administration = e["status"]
				}
				if day, err := time.Parse(time.DateOnly, e["due"]); err == nil {
					if !q.due.IsZero() {
						q.moved++
					}
					q.due = day
				}
			}
			for _, a := range w.rows["responses"] {
				if slices.Contains(strings.Split(a["points"], "|"), id) {
					q.vague = a["responsible"] == ""
					q.answer = Answer{Text: a["text"], Action: a["action"], Responsible: a["responsible"]}
				}
			}
		}
		if id == "kritik-2025-ekonomi" {
			q.answered, q.wanted = false, time.Date(2025, 6, 15, 0, 0, 0, 0, time.UTC)
			q.answer = Answer{Text: "Nämnden delar bedömningen. Åtgärdsplan 2025 följs upp varje månad.", Action: "månadsvis uppföljning av åtgärdsplanen", Responsible: "Förvaltningschef", Done: "uppföljningen finns varje månad", Late: "underskottet består"}
		}
		t.points = append(t.points, q)
	}
}
