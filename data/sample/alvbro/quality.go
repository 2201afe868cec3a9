package alvbro

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"rodatraden/data/model"
)

// planned is a control in a year's plan.
type planned struct {
	id      string
	control Control
	silent  bool // its result is not told
}

// planControls tells the plan for internal control of a year.
func (t *teller) planControls(p *pack, y int) {
	src := p.source(12, "6.1", "Plan för intern kontroll")
	for _, k := range t.chance.of("controls").at(y).some(6, len(t.c.Controls)) {
		c := t.c.Controls[k]
		draw := t.chance.of("control", c.ID).at(y)
		most := int(t.c.Scale[0] - '0')
		row := cells{"id": "kontroll-" + of(y) + "-" + c.ID, "year": of(y), "units": t.current(c.Unit, y), "risk": c.Risk, "method": c.Method, "responsible": c.Responsible,
			"likelihood": strconv.Itoa(max(1, min(most, c.Likelihood+draw.of("likelihood").bell(1)))), "consequence": strconv.Itoa(c.Consequence), "scale": t.c.Scale, "source": src}
		if draw.of("nobody").once(60) {
			row["responsible"], row["note"] = "", "Planen anger ingen ansvarig."
			t.plant(p, "kontroll-utan-ansvarig", "controls", []string{row["id"]}, "", fmt.Sprintf("Planen säger inte vem som kontrollerar ”%s”.", c.Risk))
		}
		p.add("controls", row)
	}
}

// controlsOf are the controls of a year, and what became of them.
func (t *teller) controlsOf(y int) (all []planned) {
	if y <= startYear || t.script != nil && y <= t.script.year { // no plan of theirs has been told
		return nil
	}
	of_ := t.chance.of("controls").at(y).some(6, len(t.c.Controls))
	silent := -1
	if t.has("kontroll-redovisas-inte", y) {
		silent = t.chance.of("kontroll-redovisas-inte").at(y).n(len(of_))
	}
	for j, k := range of_ {
		all = append(all, planned{id: "kontroll-" + of(y) + "-" + t.c.Controls[k].ID, control: t.c.Controls[k], silent: j == silent})
	}
	return all
}

// outcomes are the results that a control may have, with the share of deviations among those looked at.
func (t *teller) controlRows(p *pack, y int) {
	src := p.source(8, "3.1", "Intern kontroll")
	tell := func(id string, c Control, draw chance) {
		row := cells{"id": id + "-" + of(y) + "-outcome", "subject": "controls:" + id, "period": of(y), "about": "outcome", "verbatim": "Utan avvikelse", "status": "no_deviation",
			"scale": "Utan avvikelse, avvikelse, ej genomförd", "source": src}
		switch n := draw.of("result").n(100); {
		case n < 8:
			row["verbatim"], row["status"], row["action"] = "Ej genomförd", "not_performed", fmt.Sprintf("Kontrollen görs under våren %d", y+1)
			t.plant(p, "kontroll-ej-genomford", "assessments", []string{row["id"]}, "", fmt.Sprintf("”%s” är inte genomförd. Det är ett resultat, inte en lucka.", c.Risk))
		case n < 8+11*c.Likelihood:
			row["verbatim"], row["status"], row["action"] = "Avvikelse", "deviation", c.Action
			if c.Sample > 0 {
				row["verbatim"] = fmt.Sprintf("Avvikelse, %d av %d", max(1, share(c.Sample, draw.of("found").between(40, 240))), c.Sample)
			}
		}
		p.add("assessments", row)
	}
	for _, k := range t.controlsOf(y) {
		if k.silent {
			t.plant(p, "kontroll-redovisas-inte", "assessments", []string{k.id}, "control_no_result", fmt.Sprintf("Kontrollen ”%s” finns i planen och redovisas inte.", k.control.Risk))
			continue
		}
		tell(k.id, k.control, t.chance.of("control result", k.id))
	}
	if t.script == nil || y != t.script.year {
		return
	}
	ids, rows := t.script.latest("controls")
	for _, id := range ids {
		if rows[id]["year"] == of(y) {
			tell(id, Control{Risk: rows[id]["risk"], Likelihood: 2, Action: "Kontrollen görs om"}, t.chance.of("control result", id))
		}
	}
}

// counts are the counts of a quality report.
var qualityCounts = []struct{ id, topic, direction, usual string }{
	{"avvikelser", "deviation", "none", "Rapporterade avvikelser"},
	{"klagomal", "complaint", "down", "Klagomål"},
	{"overklaganden", "appeal", "down", "Överklaganden"},
	{"missforhallanden", "misconduct", "none", "Rapporter om missförhållanden"},
	{"tillsvidareanstallda", "staffing", "up", "Andel tillsvidareanställda"},
}

// quality tells the quality report of a year.
func (t *teller) quality(y int) {
	meeting := t.meetingFor(y+1, 2)
	p := t.begin(model.Quality, y, 0, time.Date(y+1, 3, 1, 0, 0, 0, 0, time.UTC), meeting, 8)
	t.areas(p)
	t.qualityUnits(p, y)
	q := t.c.Quality
	start := map[string]int{"avvikelser": q.Deviations, "klagomal": q.Complaints, "overklaganden": q.Appeals, "missforhallanden": q.Misconduct, "tillsvidareanstallda": 84}
	word := map[string]string{"avvikelser": q.Words.Deviations, "klagomal": q.Words.Complaints, "overklaganden": q.Words.Appeals, "missforhallanden": q.Words.Misconduct}
	told := map[string]int{}
	for k, n := range qualityCounts {
		if start[n.id] == 0 {
			continue
		}
		src := p.source(5+k, "2."+strconv.Itoa(k+1), n.usual)
		if !t.seen["indicator "+n.id] {
			t.seen["indicator "+n.id] = true
			title, measure, timing := n.usual, "antal", "during"
			if word[n.id] != "" {
				title = word[n.id]
			}
			if n.id == "tillsvidareanstallda" {
				measure, timing = "%", "level"
			}
			p.add("indicators", cells{"id": n.id, "subject": "units:" + t.c.Administration.ID, "title": title, "unit_of_measure": measure, "timing": timing, "topic": n.topic, "direction": n.direction,
				"nature": "key_figure", "decimals": "0", "origin": "own", "source": src})
		}
		told[n.id] = t.count(p, n.id, start[n.id], y, src)
	}
	t.controlRows(p, y)
	t.steeringRows(p, y)
	t.text(p, 3, "1", "units:"+t.c.Administration.ID, t.qualityWords(p, y, told))
}

// qualityUnits are the units that report, which the plan may not have told.
func (t *teller) qualityUnits(p *pack, y int) {
	if len(t.goals) > 0 {
		return
	}
	for _, a := range t.c.Areas {
		for _, u := range a.Units {
			t.unitRows(p, a, u, y)
		}
	}
}

// count tells a count of the year: the whole, and its parts by unit or kind. It returns the whole, or 0 where it
// is not told.
func (t *teller) count(p *pack, id string, start, y int, src string) int {
	c := t.chance.of("quality", id)
	level := start + start*(y-startYear)*c.of("trend").between(-35, 45)/1000
	n := max(20, level+c.at(y).bell(level/7))
	row := func(suffix, unit, part, value, status, note string) cells {
		r := cells{"id": id + "-" + of(y) + suffix, "indicator": id, "unit": unit, "period": of(y), "part": part, "value": value, "status": status, "kind": "level", "source": src, "note": note}
		p.add("observations", r)
		return r
	}
	if id == "overklaganden" {
		done := share(n, c.of("done").at(y).between(700, 880))
		changed := share(done, c.of("changed").at(y).between(90, 260))
		row("", "all", "all", strconv.Itoa(n), "reported", "")
		row("-avgjorda", "all", "avgjorda", strconv.Itoa(done), "reported", "")
		row("-oforandrade", "all", "oförändrade", strconv.Itoa(done-changed), "reported", "")
		row("-andrade", "all", "ändrade", strconv.Itoa(changed), "reported", "")
		row("-pagar", "all", "pågår", strconv.Itoa(n-done), "reported", "")
		return n
	}
	units := t.c.Quality.Units
	if id == "tillsvidareanstallda" {
		sum := 0
		for _, u := range units {
			v := max(55, min(98, start+c.of(u).bell(12)+c.of(u).at(y).bell(4)))
			sum += v
			u = t.current(u, y)
			row("-"+u, u, "all", strconv.Itoa(v), "reported", "")
		}
		row("", "all", "all", strconv.Itoa(divide(sum, len(units))), "reported", "")
		return divide(sum, len(units))
	}
	if id == "avvikelser" && t.has("annan-omfattning", y) {
		t.otherScope(p, id, n, y, src, c)
		return 0
	}
	silent := -1
	if id == "missforhallanden" && t.has("en-enhet-saknas", y) || id == "klagomal" && start != 0 && t.c.Quality.Misconduct == 0 && t.has("en-enhet-saknas", y) {
		silent = c.of("silent").at(y).n(len(units))
	}
	habit := -1
	if id == "avvikelser" && t.has("vana-att-rapportera", y) {
		habit = c.of("habit").at(y).n(len(units))
	}
	var weights []int
	sum := 0
	for _, u := range units {
		w := c.of("weight", u).between(60, 200)
		weights, sum = append(weights, w), sum+w
	}
	total := 0
	for j, u := range units {
		v := max(5, share(n, weights[j]*1000/sum+c.of(u).at(y).bell(30)))
		u = t.current(u, y)
		if j == habit {
			was := v
			v = max(3, v/4)
			r := row("-"+u, u, "all", strconv.Itoa(v), "reported", "")
			r["text"] = "En förklaring som nämns är att vanan att rapportera har minskat."
			t.plant(p, "vana-att-rapportera", "observations", []string{r["id"]}, "", fmt.Sprintf("%s rapporterar %d; enheter av den storleken har omkring %d. Vanan att rapportera är en förklaring som nämns, inte en som är bekräftad.", t.unitName(u), v, was))
			total += v
			continue
		}
		if j == silent {
			r := row("-"+u, u, "all", "", "not_reported", "Enheten har inte lämnat uppgift.")
			t.plant(p, "en-enhet-saknas", "observations", []string{r["id"]}, "", fmt.Sprintf("%s har inte lämnat uppgift. Summan kan inte räknas, och noll är inte angivet.", t.unitName(u)))
			continue
		}
		row("-"+u, u, "all", strconv.Itoa(v), "reported", "")
		total += v
	}
	if silent >= 0 {
		row("", "all", "all", "", "not_reported", "Summan kan inte räknas: en enhet saknas.")
		return 0
	}
	row("", "all", "all", strconv.Itoa(total), "reported", "")
	if id == "klagomal" {
		t.themes(p, id, total, y, src, c)
	}
	return total
}

// themes tells what the complaints are about. Where some are only said to be few, they are not all accounted for.
func (t *teller) themes(p *pack, id string, total, y int, src string, c chance) {
	themes := t.c.Quality.Themes
	few := t.has("ett-fatal", y)
	rest := total
	for j, theme := range themes {
		r := cells{"id": id + "-" + of(y) + "-" + slug(theme), "indicator": id, "unit": "all", "period": of(y), "part": theme, "status": "reported", "kind": "level", "source": src}
		v := share(rest, c.of(theme).at(y).between(250, 430))
		if few && j == len(themes)-1 {
			r["status"], r["as_written"], r["text"] = "trend_only", "ett fåtal", fmt.Sprintf("Ett fåtal gäller %s.", theme)
			p.add("observations", r)
			t.plant(p, "ett-fatal", "observations", []string{r["id"]}, "", fmt.Sprintf("Klagomålen delas upp, men ”ett fåtal” är inget tal: %d av %d är inte redovisade per ämne.", rest, total))
			return
		}
		if !few && j == len(themes)-1 {
			v = rest
		}
		rest -= v
		r["value"] = strconv.Itoa(v)
		p.add("observations", r)
	}
}

// otherScope tells deviations of two units over ten months, where other years have all units and the whole year.
func (t *teller) otherScope(p *pack, id string, n, y int, src string, c chance) {
	period := until(y, 10)
	var ids []string
	for j, u := range t.c.Quality.Units[:2] {
		u = t.current(u, y)
		r := cells{"id": id + "-" + strings.ReplaceAll(period, "/", "-") + "-" + u, "indicator": id, "unit": u, "period": period, "part": "all", "value": strconv.Itoa(max(3, share(n, 180-j*150))), "status": "reported", "kind": "level", "source": src}
		p.add("observations", r)
		ids = append(ids, r["id"])
	}
	t.plant(p, "annan-omfattning", "observations", ids, "", fmt.Sprintf("Avvikelserna %d gäller tio månader och två enheter. Andra år gäller hela året och alla enheter; talen kan inte jämföras.", y))
}

// steeringRows tells of steering documents and collaborations: all in the first report, then what is new.
func (t *teller) steeringRows(p *pack, y int) {
	src := p.source(12, "5.1", "Styrdokument och samverkan")
	for _, s := range t.c.Steering {
		if t.seen["steering "+s.ID] || s.AdoptedOn[:4] > of(y) {
			continue
		}
		t.seen["steering "+s.ID] = true
		by := map[string]string{"committee": t.c.ID, "municipality": "kommunfullmaktige"}[s.Level]
		if by == "kommunfullmaktige" && !p.has("units", by) {
			p.add("units", cells{"id": by, "name": "Kommunfullmäktige", "kind": "external", "mandate": "Beslutar nämndens ram"})
		}
		p.add("steering_documents", cells{"id": s.ID, "title": s.Title, "kind": s.Kind, "level": s.Level, "adopted_on": s.AdoptedOn, "adopted_by": by, "review": s.Review, "responsible": s.Responsible,
			"based_on": s.BasedOn, "states": s.States, "source": src, "note": s.Note})
		if strings.Contains(s.States, "outdated") || strings.Contains(s.States, "contradictory") {
			t.plant(p, "styrdokument-gammalt", "steering_documents", []string{s.ID}, "", fmt.Sprintf("%s är från %s och sägs vara inaktuellt eller motsägande; det används fortfarande.", s.Title, s.AdoptedOn))
		}
	}
	t.replaced(p, y, src)
	for _, s := range t.c.Collaborating {
		row := cells{"id": s.ID, "title": s.Title, "partners": s.Partners, "unit": t.current(s.Unit, y), "period": of(y) + "/..", "form": s.Form, "role": s.Role, "frequency": s.Frequency, "text": s.Text, "source": src}
		switch {
		case !t.seen["collaboration "+s.ID]:
			t.seen["collaboration "+s.ID] = true
			if s.Form == "oral" {
				row["source"] = p.spoken(12, "5.1", "muntligt", "oral", "administration", of(y), "Sagt på ett sammanträde; står bara här.")
				t.plant(p, "samverkan-bara-muntlig", "collaborations", []string{s.ID}, "oral_only", fmt.Sprintf("Nämnden har bara hört om ”%s”. Inget finns skrivet.", s.Title))
			}
			p.add("collaborations", row)
		case s.Form == "oral" && !t.seen["written "+s.ID] && y > startYear+3 && t.chance.of("written", s.ID).at(y).once(350):
			t.seen["written "+s.ID] = true
			row["form"], row["role"], row["frequency"], row["text"] = "written", "part i överenskommelsen", "två gånger om året", s.Text+". Överenskommelsen är nu skriven."
			p.add("collaborations", row)
		}
	}
}

// replaced tells of a guideline of the committee's that another has taken the place of.
func (t *teller) replaced(p *pack, y int, src string) {
	if !t.has("styrdokument-ersatts", y) {
		return
	}
	for _, s := range t.c.Steering {
		if s.Level != "committee" || !t.seen["steering "+s.ID] || p.has("steering_documents", s.ID) || t.seen["replaced "+s.ID] {
			continue
		}
		t.seen["replaced "+s.ID] = true
		id := s.ID + "-" + of(y)
		adopted := fmt.Sprintf("%d-10-%02d", y, 10+t.chance.of("adopted").at(y).n(18))
		p.add("steering_documents", cells{"id": id, "title": s.Title, "kind": s.Kind, "level": s.Level, "adopted_on": adopted, "adopted_by": t.c.ID, "review": s.Review, "responsible": s.Responsible, "replaces": s.ID, "states": "current", "source": src})
		t.plant(p, "styrdokument-ersatts", "steering_documents", []string{id, s.ID}, "", fmt.Sprintf("%s från %s ersätter det från %s. Det gamla dokumentet sägs inte vara upphävt.", s.Title, adopted, s.AdoptedOn))
		return
	}
}

// qualityWords is the summary.
func (t *teller) qualityWords(p *pack, y int, told map[string]int) string {
	c := t.chance.of("words quality").at(y)
	var s []string
	if n := told["avvikelser"]; n > 0 {
		was := t.prior["avvikelser"]
		word := lower(orElse(t.c.Quality.Words.Deviations, "avvikelser"))
		line := fmt.Sprintf(one(c, []string{"Enheterna har redovisat %d %s", "Under året redovisades %d %s", "Antalet är %d %s"}), n, word)
		if before, err := strconv.Atoi(was); err == nil && before != n {
			line += fmt.Sprintf(" mot %d året före", before)
		}
		s = append(s, line+".")
		t.prior["avvikelser"] = strconv.Itoa(n)
	}
	if n := told["klagomal"]; n > 0 {
		k := c.of("theme").n(len(t.c.Quality.Themes))
		s = append(s, fmt.Sprintf(one(c.of("complaints"), []string{"Klagomålen är %d; flest gäller %s.", "%d klagomål har kommit in, ofta om %s.", "Av %d klagomål gäller många %s."}), n, t.c.Quality.Themes[0]))
		_ = k
	}
	count := map[string]int{}
	for _, r := range p.rows["assessments"] {
		count[r["status"]]++
	}
	if len(count) > 0 {
		s = append(s, fmt.Sprintf("Av årets kontroller är %d utan avvikelse och %d med avvikelse.", count["no_deviation"], count["deviation"]))
	}
	if checks := t.c.Quality.SelfChecks; len(checks) > 0 {
		names := slices.Clone(checks)
		for i := range names {
			names[i] = lower(names[i])
		}
		s = append(s, fmt.Sprintf("Egenkontroll har gjorts av %s.", list(names)))
	}
	return strings.Join(s, " ")
}

func orElse(s, other string) string {
	if s != "" {
		return s
	}
	return other
}
