package alvbro

import (
	"fmt"
	"strings"
	"time"

	"rodatraden/data/model"
)

// assignment is something that the committee has asked the administration for.
type assignment struct {
	id, text string
	given    time.Time
	due      time.Time
	dropped  bool // it will never be answered
}

// paragraph is the next paragraph of the year's minutes, somewhere on from the last.
func (t *teller) paragraph(day time.Time) string {
	if day.Year() != t.pointY {
		t.pointY, t.point = day.Year(), 0
	}
	if least := (int(day.Month()) - 1) * 9; t.point < least {
		t.point = least
	}
	t.point += t.chance.of("paragraph").at(day.Year(), t.point).between(1, 3)
	return fmt.Sprintf("§ %d", t.point)
}

// decide takes the decisions on a report at its meeting; they are told in the next one.
func (t *teller) decide(p *pack, y, m, variance int) {
	c := t.chance.of("decide").at(y, m)
	name, day := p.manifest.Name, p.meeting
	short := p.manifest.Followup.Kind == model.Monthly
	total := 0
	for i := range t.c.Areas {
		total += t.years[y].areas[i].budget(m)
	}
	deep := variance*1000/max(1, total) < -8 // more than 0,8 per cent
	approve := news{id: "beslut-" + iso(day) + "-godkand", day: day, kind: "approve", package_: name, text: t.approveWords(c, p.manifest.Followup.Kind, variance, deep)}
	if t.has("godkand-fore-utfall", y) && m == 4 {
		early := t.meetingFor(y, 3)
		approve.id, approve.day = "beslut-"+iso(early)+"-prognos", early
		approve.note = "Prognosen lades fram före rapporten; utfallet till och med april var då inte klart."
		approve.text = "Prognosen godkänns"
	}
	t.news = append(t.news, approve)
	likely := 140
	if !short {
		likely = 420
	}
	if deep {
		likely += 250
	}
	if !c.of("assign").once(likely) || len(t.open) > 2 {
		return
	}
	due := t.meetingFor(y, min(11, m+c.of("due").between(2, 3)))
	if m >= 10 {
		due = t.meetingFor(y+1, 4)
	}
	a := &assignment{id: "beslut-" + iso(day) + "-uppdrag", text: t.c.Assignments[(t.chance.of("assignments").n(97)+len(t.out)/3)%len(t.c.Assignments)], given: day, due: due}
	n := news{id: a.id, day: day, kind: "assign", package_: name, text: fmt.Sprintf("%s senast %d %s", a.text, due.Day(), months[due.Month()]), due: iso(due)}
	if t.has("muntligt-uppdrag", y) && !t.seen[fmt.Sprint("oral ", y)] {
		t.seen[fmt.Sprint("oral ", y)] = true
		n.package_, n.note = "", "Uppdraget gavs vid muntlig information, inte på en rapport."
		n.about = "oral"
	}
	a.dropped = t.has("uppdrag-obesvarat", y) && !t.seen[fmt.Sprint("dropped ", y)]
	if a.dropped {
		t.seen[fmt.Sprint("dropped ", y)] = true
	}
	t.open = append(t.open, a)
	t.news = append(t.news, n)
}

// told_ tells what was decided since the last report, and what was answered.
func (t *teller) told_(p *pack, y, m int) {
	if t.seen[fmt.Sprint("skipped ", y)] && !t.seen[fmt.Sprint("skip told ", y)] {
		t.seen[fmt.Sprint("skip told ", y)] = true
		t.plant(p, "manad-utan-rapport", "", nil, "", fmt.Sprintf("Det finns ingen uppföljning för %s %d. En månad utan rapport är en lucka, inte ett fel i hämtningen.", months[t.month_("manad-utan-rapport", y, 3, 5, 9)], y))
	}
	var rest []*assignment
	for _, a := range t.open {
		switch {
		case a.dropped && p.meeting.After(a.due.AddDate(0, 2, 0)):
			t.plant(p, "uppdrag-obesvarat", "decisions", []string{a.id}, "", fmt.Sprintf("Uppdraget %s (”%s”) skulle vara klart %s. Det besvaras aldrig och nämns inte mer.", a.id, a.text, iso(a.due)))
		case a.dropped || iso(a.due) > p.date:
			rest = append(rest, a)
		default:
			day := a.due
			c := t.chance.of("answer", a.id)
			t.news = append(t.news, news{id: "beslut-" + iso(day) + "-redovisning-" + iso(a.given), day: day, kind: "report", answers: a.id,
				text: one(c, []string{"Redovisningen antecknas", "Redovisningen läggs till handlingarna utan beslut om åtgärd", "Redovisningen godkänns; förslaget tas med i nästa plan", "Redovisningen antecknas och frågan återkommer i delårsrapporten"})})
		}
	}
	t.open = rest
	if len(t.news) == 0 {
		return
	}
	page, section := 2, "1.2"
	if p.manifest.Followup.Kind != model.Monthly {
		page, section = 4, "2.1"
	}
	var later []news
	for _, n := range t.news {
		if iso(n.day) > p.date { // it is not yet taken
			later = append(later, n)
			continue
		}
		t.gone[n.id] = n
		src := p.source(page, section, "Beslut och uppdrag")
		if n.about == "oral" {
			src = p.spoken(page, section, "muntligt", "oral", "administration", iso(n.day), "Muntlig information på sammanträdet")
			t.plant(p, "muntligt-uppdrag", "decisions", []string{n.id}, "", "Uppdraget gavs vid muntlig information, inte på en rapport. Det som informationen innehöll finns inte skrivet.")
		}
		p.add("decisions", cells{"id": n.id, "date": iso(n.day), "paragraph": t.paragraph(n.day), "body": t.c.ID, "kind": n.kind, "text": n.text,
			"answers": n.answers, "due": n.due, "package": n.package_, "source": src, "note": n.note})
		if strings.HasSuffix(n.id, "-prognos") {
			t.plant(p, "godkand-fore-utfall", "decisions", []string{n.id}, "", fmt.Sprintf("Prognosen godkändes %s, innan april var slut och utfallet klart. Beslutet gällde prognosen, inte utfallet.", iso(n.day)))
		}
	}
	t.news = later
}

// planDecisions are those taken with the plan.
func (t *teller) planDecisions(p *pack, y int) {
	src := p.source(3, "1.1", "Beslut och uppdrag")
	day := iso(p.meeting)
	p.add("decisions", cells{"id": "beslut-" + day + "-plan", "date": day, "paragraph": t.paragraph(p.meeting), "body": t.c.ID, "kind": "adopt_document",
		"text": fmt.Sprintf("Verksamhetsplan och budget %d fastställs", y), "source": src})
}
