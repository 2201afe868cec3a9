package alvbro

import (
	"fmt"
	"strconv"
	"strings"
)

// saving is a measure that has been decided.
type saving struct {
	id, title, unit, decision, effect string // effect is the month: 2026-03
	tkr                               int    // of a whole year; 0: no amount is stated
	y                                 int    // the plan's year
	posts                             string
	given                             int  // how much of it comes, permille; less than nothing costs
	gone                              bool // it is cancelled in the autumn
	silent                            bool // the effect is never told
	permanent                         string
}

// amount writes a saving's amount in the unit that its plan uses for it: tkr under a million.
func (s saving) amount(tkr int) (value, unit, printed string) {
	if s.tkr < 1000 {
		n := divide(tkr, 10) * 10
		return strconv.Itoa(n), "tkr", swedish(strconv.Itoa(n)) + " tkr"
	}
	v := decimals(divide(tkr, 100), 1)
	return v, "mkr", swedish(v) + " mkr"
}

// starts is the month of its year in which its effect begins.
func (s saving) starts() int {
	_, m, _ := strings.Cut(s.effect, "-")
	n, err := strconv.Atoi(m)
	if err != nil {
		return 1
	}
	return n
}

// realised is what it has given from January through a month, in tkr.
func (s saving) realised(y, m int) int {
	from := 1
	if y == s.y {
		from = s.starts()
	}
	if m < from || s.gone && (y > s.y || m > 8) {
		return 0
	}
	return share(s.tkr*(m-from+1)/12, s.given)
}

// ideas are the catalog's ideas that are decided for a year, by place, and whether they are used a second time.
func (t *teller) ideas(y int) (of []int, again bool) {
	order, at := t.chance.of("ideas").order(len(t.c.Savings)), 0
	for k := startYear + 1; k <= y; k++ {
		if t.script != nil && k <= t.script.year {
			continue
		}
		n := t.chance.of("ideas").at(k).between(2, 4)
		if k == y {
			for j := range n {
				of = append(of, order[(at+j)%len(order)])
			}
			return of, at >= len(order)
		}
		at += n
	}
	return nil, false
}

// planSavings tells what a plan saves, what it comes to, and what it leads to.
func (t *teller) planSavings(p *pack, y int) {
	src, annex := p.source(10, "4.1", "Besparingar"), p.source(16, "Bilaga 2", "Konsekvenser av besparingarna")
	day := iso(p.meeting)
	decision := "beslut-" + day + "-besparingar"
	of_, again := t.ideas(y)
	words := []string{"", "en åtgärd", "två åtgärder", "tre åtgärder", "fyra åtgärder"}
	p.add("decisions", cells{"id": decision, "date": day, "paragraph": t.paragraph(p.meeting), "body": t.c.ID, "kind": "adopt_measures",
		"text": fmt.Sprintf("Åtgärdsplan %d med %s antas", y, words[len(of_)]), "package": p.manifest.Name, "source": p.source(3, "1.1", "Beslut och uppdrag")})
	bare, stray := -1, -1
	if t.has("besparing-utan-allt", y) {
		bare = 0
	}
	if t.has("besparing-utan-beslut", y) && len(of_) > 1 {
		stray = len(of_) - 1
	}
	total, effect, posts := 0, 0, 0
	alike := 0 // posts that make as many posts as measures
	if t.has("lika-tal", y) {
		alike = 10 * len(of_)
		for j, k := range of_ {
			if j != stray && t.c.Savings[k].Posts != "" {
				alike -= parse(t.c.Savings[k].Posts, 1)
			}
		}
	}
	mixed := map[string]bool{}
	for j, k := range of_ {
		idea := t.c.Savings[k]
		c := t.chance.of("saving", idea.ID).at(y)
		area := max(0, t.areaOf(idea.Unit))
		s := &saving{id: idea.ID, title: idea.Title, unit: t.current(idea.Unit, y), decision: decision, y: y, posts: idea.Posts, permanent: "true"}
		if s.posts == "" && alike > 0 && j != stray {
			s.posts, alike = decimals(alike, 1), 0
		}
		if again || t.seen["saving "+s.id] {
			s.id, s.title = s.id+"-"+of(y), s.title+", steg 2"
		}
		t.seen["saving "+s.id] = true
		s.effect = month(y, c.of("from").between(1, 5))
		s.tkr = max(100, share(t.years[y].areas[area].frame*100, idea.Share)*c.of("size").between(80, 130)/100)
		if s.tkr < 1000 {
			s.tkr = min(950, divide(s.tkr, 50)*50)
		} else {
			s.tkr = divide(s.tkr, 100) * 100
		}
		switch n := c.of("given").n(100); {
		case n < 34:
			s.given = 1000
		case n < 72:
			s.given = c.of("part").between(450, 950)
		case n < 91:
			s.given = c.of("part").between(0, 380)
		default:
			s.given, s.gone = c.of("part").between(0, 200), true
		}
		if t.has("besparing-kostar", y) && j == 1 {
			s.given, s.gone = -c.of("costs").between(150, 500), false
		}
		s.silent = t.has("effekt-redovisas-inte", y) && j == len(of_)-1 && stray < 0
		row := cells{"id": s.id, "title": s.title, "unit": s.unit, "decision": s.decision, "effect_from": s.effect, "permanent": s.permanent, "status": "decided", "source": src}
		if j == bare {
			s.tkr, s.effect = 0, ""
			row["effect_from"] = ""
		}
		if j == stray {
			s.decision, row["decision"], row["note"] = "", "", "Det framgår inte vilket beslut åtgärden hör till."
			t.plant(p, "besparing-utan-beslut", "savings", []string{s.id}, "", fmt.Sprintf("Det sägs inte vilket beslut ”%s” hör till. Den ingår inte i åtgärdsplanens summa.", s.title))
		}
		t.saveAmount(s, row)
		mixed[row["amount_unit"]] = true
		if s.posts != "" {
			row["posts"], row["posts_unit"], row["posts_as_written"], row["posts_status"] = s.posts, "fte", swedish(s.posts)+" årsarbetare", "reported"
			if j != stray {
				posts += parse(s.posts, 1)
			}
		}
		if j != stray {
			total += s.tkr
			if s.tkr > 0 {
				effect += s.tkr * (13 - s.starts()) / 12
			}
		}
		p.add("savings", row)
		t.savings = append(t.savings, s)
		t.consequences(p, s, idea, annex, j == bare)
		if j == 0 || c.of("link").once(500) {
			t.savingLink(p, s, idea, src)
		}
	}
	if mixed["mkr"] && mixed["tkr"] && !t.seen["mixed"] {
		t.seen["mixed"] = true
		t.plant(p, "blandade-enheter", "savings", nil, "", "Listan blandar mkr och tkr. 850 tkr är mindre än 1,2 mkr.")
	}
	if t.has("besparing-bara-i-texten", y) {
		k := t.chance.of("ideas").order(len(t.c.Savings))[len(t.c.Savings)-1]
		if idea := t.c.Savings[k]; !t.seen["saving "+idea.ID] {
			t.prior["text "+of(y)] = fmt.Sprintf(" I texten nämns också ”%s”.", idea.Title)
			t.plant(p, "besparing-bara-i-texten", "texts", []string{p.document + "-sammanfattning"}, "", fmt.Sprintf("”%s” nämns i texten men finns inte i listan över besparingar.", idea.Title))
		}
	}
	if t.has("summan-stammer-inte", y) {
		more := t.chance.of("summan-stammer-inte").at(y).between(3, 8) * 100
		finding := "total_differs"
		if bare >= 0 {
			finding = "" // the measure without amount may be what is lacking
		}
		t.plant(p, "summan-stammer-inte", "savings_totals", []string{"atgardsplan-" + of(y) + "-decided"}, finding, fmt.Sprintf("Åtgärdsplanen uppges vara %s. Åtgärderna är %s; %s finns inte bland dem.", millions(total+more), millions(total), millions(more)))
		total += more
	}
	label, id := "Åtgärdsplan "+of(y), "atgardsplan-"+of(y)
	row := func(suffix, measure string, tkr int) {
		p.add("savings_totals", cells{"id": id + suffix, "label": label, "measure": measure, "stated_on": day, "state": "decided", "value": plain(tkr), "amount_unit": "mkr", "as_written": millions(tkr), "status": "reported", "decision": decision, "source": src})
	}
	row("-decided", "decided", total)
	row("-effect-this-year", "effect_this_year", divide(effect, 100)*100)
	if posts > 0 {
		v := decimals(posts, 1)
		p.add("savings_totals", cells{"id": id + "-posts", "label": label, "measure": "posts", "stated_on": day, "state": "decided", "value": v, "amount_unit": "fte", "as_written": swedish(v) + " årsarbetare", "status": "reported", "decision": decision, "source": src})
		if posts == 10*len(of_) {
			t.plant(p, "lika-tal", "savings_totals", []string{id + "-posts"}, "", fmt.Sprintf("%d åtgärder och %s årsarbetare är olika saker, fast talet är detsamma.", len(of_), swedish(v)))
		}
	}
}

// saveAmount fills the cells of a saving's amount.
func (t *teller) saveAmount(s *saving, row cells) {
	if s.tkr == 0 {
		row["amount_status"] = "not_reported"
		return
	}
	row["amount"], row["amount_unit"], row["amount_as_written"] = s.amount(s.tkr)
	row["amount_status"] = "reported"
}

// plain writes tkr as mkr with the decimals that it needs.
func plain(tkr int) string {
	if tkr%100 == 0 {
		return decimals(tkr/100, 1)
	}
	return decimals(divide(tkr, 10), 2)
}

func millions(tkr int) string { return swedish(plain(tkr)) + " mkr" }

// consequences tells what a saving leads to.
func (t *teller) consequences(p *pack, s *saving, idea Saving, src string, bare bool) {
	impacts := idea.Impacts
	if bare {
		impacts = nil
	}
	for _, i := range impacts {
		id := strings.TrimPrefix(s.id, "bes-") + "-" + slug(i.Title)
		p.add("impacts", cells{"id": id, "subject": "savings:" + s.id, "title": i.Title, "perspective": i.Perspective, "horizon": i.Horizon, "text": i.Text, "risk": i.Risk, "revisit": i.Revisit, "source": src})
		if i.Revisit != "" && i.Risk == "high" {
			t.plant(p, "konsekvens-att-aterkomma-till", "impacts", []string{id}, "", fmt.Sprintf("”%s” ska följas med en indikator. Ingen rapport återkommer till den; läsaren får själv lägga indikatorn bredvid.", i.Title))
		}
	}
	if len(impacts) == 0 {
		trap, findings, notice := "besparing-utan-konsekvens", "saving_no_impact", fmt.Sprintf("”%s” beslutas utan konsekvensanalys.", s.title)
		if bare {
			trap, findings, notice = "besparing-utan-allt", "saving_no_amount saving_no_effect_date saving_no_impact", fmt.Sprintf("”%s” har varken belopp, startdatum eller konsekvens. Den går inte att följa upp.", s.title)
		}
		t.plant(p, trap, "savings", []string{s.id}, findings, notice)
	}
}

// savingLink says which goal a saving helps, or that nobody has judged it.
func (t *teller) savingLink(p *pack, s *saving, idea Saving, src string) {
	area := t.areaOf(idea.Unit)
	if area < 0 {
		return
	}
	for _, g := range t.c.Goals {
		if g.Level == "area_goal" && g.Owner == t.c.Areas[area].ID && t.goals[g.ID] {
			strength, relation, text := "stated", "bidrar till", ""
			if t.chance.of("link", s.id).once(250) {
				strength, relation, text = "stated_absent", "påverkar", "Planen säger att sambandet med målet inte är bedömt"
			}
			p.add("links", cells{"id": "lank-" + s.id + "-" + g.ID, "from": "savings:" + s.id, "to": "goals:" + g.ID, "relation": relation, "strength": strength, "text": text, "source": src})
			return
		}
	}
}

// state is how far a saving has come, by a report on a month.
func (s *saving) state(y, m int) (status, note string) {
	switch {
	case s.tkr == 0:
		return "not_reported", ""
	case s.gone && (y > s.y || m > 8):
		return "cancelled", "Åtgärden är avbruten."
	case y == s.y && m < s.starts():
		return "decided", ""
	case s.given < 0:
		return "started", "Åtgärden har kostat mer än den har sparat."
	case s.given >= 950 && (m == 12 || y > s.y):
		return "done", ""
	case s.given < 400:
		return "delayed", "Åtgärden är försenad."
	}
	return "started", ""
}

// savingRows tells how the savings of this year and the last go, and what they have given.
func (t *teller) savingRows(p *pack, y, m int) {
	if len(t.savings) == 0 {
		return
	}
	src := p.source(12, "5.1", "Besparingar")
	decided, got := 0, 0
	for _, s := range t.savings {
		if s.y != y && s.y != y-1 {
			continue
		}
		status, note := s.state(y, m)
		row := cells{"id": s.id, "title": s.title, "unit": s.unit, "decision": s.decision, "effect_from": s.effect, "permanent": s.permanent, "status": status, "source": src, "note": note}
		t.saveAmount(s, row)
		if s.posts != "" {
			row["posts"], row["posts_unit"], row["posts_as_written"], row["posts_status"] = s.posts, "fte", swedish(s.posts)+" årsarbetare", "reported"
		}
		p.add("savings", row)
		period := until(y, m)
		if m == 12 {
			period = of(y)
		}
		a := cells{"id": s.id + "-realised-" + strings.ReplaceAll(period, "/", "-"), "line": "savings:" + s.id, "measure": "saving_realised", "period": period, "status": "reported", "source": src}
		switch {
		case status == "decided":
			a["status"], a["note"] = "not_applicable", "Börjar senare."
		case status == "cancelled" && y > s.y:
			a["status"], a["note"] = "not_applicable", "Besparingen är avbruten."
		case s.tkr == 0 || s.silent:
			a["status"] = "not_reported"
			if s.silent && s.y == y && m == 12 {
				t.plant(p, "effekt-redovisas-inte", "amounts", []string{a["id"]}, "", fmt.Sprintf("Effekten av ”%s” redovisas inte. Noll är inte angivet.", s.title))
			}
		default:
			n := s.realised(y, m)
			if n < 0 {
				a["note"] = note
			}
			a["value"], a["amount_unit"], a["as_written"] = s.amount(n)
			if s.y == y {
				decided, got = decided+s.tkr, got+n
			}
			if m == 12 && s.y == y && s.given < 0 {
				t.plant(p, "besparing-kostar", "amounts", []string{a["id"]}, "", fmt.Sprintf("”%s” kostar: %s. Den är inte avbruten eller omprövad.", s.title, a["as_written"]))
			}
			if m == 12 && s.y == y && s.given >= 0 && s.given < 400 {
				t.plant(p, "besparing-halkar", "amounts", []string{a["id"]}, "", fmt.Sprintf("”%s” gav %s av %s. Nästa års budget bygger på hela beloppet.", s.title, a["as_written"], row["amount_as_written"]))
			}
		}
		p.add("amounts", a)
	}
}

// savingNews tells of a saving that is late, in a month's report.
func (t *teller) savingNews(p *pack, y, m int) {
	if m != 3 && m != 9 {
		return
	}
	for _, s := range t.savings {
		status, note := s.state(y, m)
		if s.y != y || status != "delayed" || !t.chance.of("saving news", s.id).at(y, m).once(600) {
			continue
		}
		row := cells{"id": s.id, "title": s.title, "unit": s.unit, "decision": s.decision, "effect_from": s.effect, "permanent": s.permanent, "status": status, "note": note, "source": p.source(5, "2.3", "Besparingar")}
		t.saveAmount(s, row)
		if s.posts != "" {
			row["posts"], row["posts_unit"], row["posts_as_written"], row["posts_status"] = s.posts, "fte", swedish(s.posts)+" årsarbetare", "reported"
		}
		p.add("savings", row)
		return
	}
}

// resumeSavings are those of the chronicle that still run.
func (t *teller) resumeSavings() {
	ids, rows := t.script.latest("savings")
	for _, id := range ids {
		r := rows[id]
		t.seen["saving "+id] = true
		s := &saving{id: id, title: r["title"], unit: r["unit"], decision: r["decision"], effect: r["effect_from"], posts: r["posts"], permanent: r["permanent"], y: t.script.year}
		if strings.HasPrefix(r["decision"], "beslut-2023-") {
			s.y--
		}
		if r["amount"] != "" {
			if s.tkr = parse(r["amount"], strings.Count(r["amount"], ".")); r["amount_unit"] == "mkr" { // with one decimal
				s.tkr *= 100
			}
		}
		c := t.chance.of("saving", id)
		switch r["status"] {
		case "done":
			s.given = 1000
		case "started":
			s.given = c.between(450, 900)
		case "delayed":
			s.given = c.between(100, 380)
		case "cancelled":
			s.gone = true
		}
		if id == "bes-arbetsmarknadsplatser" {
			s.given = -350
		}
		t.savings = append(t.savings, s)
	}
}
