package alvbro

import (
	"fmt"
	"time"

	"rodatraden/data/followup"
	"rodatraden/data/model"
)

// teller tells a committee's years, package by package. What it keeps is what has been told.
type teller struct {
	c       *Committee
	seed    uint64
	chance  chance
	weekday time.Weekday
	years   map[int]*year
	script  *chronicle // the years that are written by hand; nil where there are none
	choice  Choice

	out     []*pack
	planted []Planted
	order   int64

	told    map[string]int // outcomes as they were told last, by line and period
	news    []news         // decided, and to be told in the next report
	point   int            // the paragraph of the minutes, this year
	pointY  int
	open    []*assignment
	savings []*saving
	points  []*auditPoint
	goals   map[string]bool // told
	units   map[string]Unit // as they are now
	prior   map[string]string
	asserts []assertion // assumptions of the year
	seen    map[string]bool
	gone    map[string]news // what has been told, by id, to be told again where its report is taken back
}

// news is something that was decided since the last report.
type news struct {
	id, kind, text, due, answers, about string
	day                                 time.Time
	package_                            string
	note                                string
}

// tell makes the packages of a committee from May 2023 until April so many years later.
func tell(c *Committee, choice Choice) *teller {
	t := &teller{
		c: c, seed: choice.Seed, choice: choice, chance: chanceOf(choice.Seed).of(c.ID),
		told: map[string]int{}, goals: map[string]bool{}, units: map[string]Unit{}, prior: map[string]string{}, seen: map[string]bool{}, gone: map[string]news{},
	}
	t.completeCatalog(c)
	t.weekday = one(t.chance.of("weekday"), weekdays)
	y, m := startYear, startMonth
	if c.Chronicle {
		t.script = readChronicle()
		t.weekday = time.Thursday
		y, m = t.resume()
	}
	t.years = t.economy()
	end := startYear + choice.Years
	for ; y < end || y == end && m <= 4; m++ {
		if m > 12 {
			y, m = y+1, 1
		}
		t.month(y, m)
	}
	return t
}

// month makes what is told of a month, in the order of telling. The annual report and the quality report of
// the year before come in February, before the month's own; what the auditors say of it in March, before its
// report; the plan for the next year after November's.
func (t *teller) month(y, m int) {
	switch m {
	case 1, 7:
		return // nothing is told
	case 2:
		if y > startYear {
			t.annual(y - 1)
			t.review(y)
			t.quality(y - 1)
		}
	}
	switch {
	case m == 12:
		t.plan(y + 1)
		return
	case m == 4 || m == 8:
		t.interim(y, m)
	default:
		if m == 3 {
			t.followUp(y)
			if y > startYear {
				t.opinion(y)
			}
			if t.has("paket-aterkallas", y) {
				t.withdraw(y)
			}
		}
		t.monthly(y, m)
	}
}

// kindWords are how kinds are named: in a package's name, its document's id, and its title.
var kindWords = map[model.Kind][2]string{
	model.Monthly: {"manadsuppfoljning", "Månadsuppföljning"},
	model.Interim: {"delarsrapport", "Delårsrapport"},
	model.Annual:  {"arsredovisning", "Årsredovisning"},
	model.Plan:    {"verksamhetsplan", "Verksamhetsplan och budget"},
	model.Quality: {"kvalitetsberattelse", "Kvalitetsberättelse"},
}

// begin begins the package of a report on a time: a month, or a year where m is 0.
func (t *teller) begin(kind model.Kind, y, m int, published, meeting time.Time, item int) *pack {
	words := kindWords[kind]
	name, document, title := fmt.Sprintf("%s-%d-%s", t.c.ID, y, kind), fmt.Sprintf("%s-%d", words[0], y), fmt.Sprintf("%s %d", words[1], y)
	from, to := time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC), lastDay(y, 12)
	if m > 0 {
		name = fmt.Sprintf("%s-%s-%s", t.c.ID, month(y, m), kind)
		document = words[0] + "-" + month(y, m)
		title = fmt.Sprintf("%s %s %d", words[1], months[m], y)
		to = lastDay(y, m)
	}
	p := t.open_(name, title, document, kind, from, to, to, published, meeting, item)
	p.y, p.m = y, m
	if m == 0 {
		p.m = 12
	}
	return p
}

func (t *teller) open_(name, title, document string, kind model.Kind, from, to, asAt, published, meeting time.Time, item int) *pack {
	t.order += 10
	published = workday(published)
	p := &pack{document: document, asAt: asAt, meeting: meeting, date: iso(published),
		said: map[string]bool{}, ids: map[string]bool{}, rows: map[string][]cells{}, texts: map[string]string{}}
	p.manifest = followup.Manifest{
		Schema: "https://datapackage.org/profiles/2.0/datapackage.json",
		Name:   name, ID: uuid(fmt.Sprint(t.seed), name), Title: title, Version: "1.0.0", Created: made,
		Licenses:     []followup.License{{Name: "CC0-1.0", Path: "https://creativecommons.org/publicdomain/zero/1.0/", Title: "CC0 1.0"}},
		Contributors: []followup.Contributor{{Title: "Röda tråden, demonstration"}},
		Followup: followup.Followup{
			Format: 1, Municipality: model.Municipality{Code: "9999", Name: "Älvbro"}, Fictional: true,
			Committee: followup.CommitteeName{ID: t.c.ID, Name: t.c.Name + ", Älvbro"},
			Kind:      kind, Extent: model.Full, Period: followup.Span{From: iso(from), To: iso(to)}, AsAt: iso(asAt), Order: t.order,
			Published: stamp(t.chance.of(name), published), PublishedBasis: "stated",
			Meeting:  &followup.Meeting{Date: iso(meeting), Item: fmt.Sprint(item)},
			Variance: "budget-minus-actual", Audience: "public",
		},
	}
	t.out = append(t.out, p)
	return p
}

// sender is who sends the administration's reports.
func (t *teller) sender() string { return t.c.Administration.Name + ", Älvbro (påhittad)" }

// text gives a package its summary, which is also the document that can be opened.
func (t *teller) text(p *pack, page int, section, about, sentences string) {
	name := p.document + ".md"
	sender := t.sender()
	kind := string(p.manifest.Followup.Kind)
	if kind == "audit" {
		sender = auditors
	}
	p.add("documents", cells{"id": p.document, "title": p.manifest.Title, "resource": name, "media_type": "text/markdown", "date": p.date, "kind": kind, "sender": sender})
	p.add("texts", cells{"id": p.document + "-sammanfattning", "heading": "Sammanfattning", "order": "1", "resource": name, "about": about, "source": p.source(page, section, "Sammanfattning")})
	p.texts[name] = fmt.Sprintf("# %s\n\n*Älvbro är en påhittad kommun. Texten och alla belopp är hittade på för att visa Röda tråden.*\n\n%s\n", p.manifest.Title, sentences)
}
