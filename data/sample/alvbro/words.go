package alvbro

import (
	"fmt"
	"strings"

	"rodatraden/data/model"
)

// list joins words as a sentence does.
func list(words []string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " och " + words[len(words)-1]
}

// lower makes the first letter small.
func lower(s string) string {
	r := []rune(s)
	if len(r) > 1 && strings.ToUpper(string(r[1])) == string(r[1]) && r[1] != ' ' {
		return s // an abbreviation
	}
	return strings.ToLower(string(r[:1])) + string(r[1:])
}

// capital makes the first letter great.
func capital(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

func (t *teller) approveWords(c chance, kind model.Kind, variance int, deep bool) string {
	switch {
	case kind == model.Annual:
		return one(c, []string{"Årsredovisningen godkänns", "Årsredovisningen överlämnas till kommunstyrelsen", "Årsredovisningen godkänns och läggs till grund för bokslutet"})
	case kind == model.Interim:
		return one(c, []string{"Delårsrapporten överlämnas till kommunstyrelsen", "Delårsrapporten godkänns", "Delårsrapporten godkänns och överlämnas"})
	case deep:
		return one(c, []string{"Inget beslut om åtgärd", "Uppföljningen godkänns", "Uppföljningen antecknas; förvaltningen ska fortsätta arbetet för en ekonomi i balans", "Uppföljningen godkänns utan ytterligare åtgärder"})
	case variance >= 0:
		return one(c, []string{"Uppföljningen godkänns", "Uppföljningen antecknas", "Uppföljningen läggs till handlingarna"})
	}
	return one(c, []string{"Uppföljningen godkänns", "Inget beslut om åtgärd", "Uppföljningen antecknas", "Uppföljningen läggs till handlingarna"})
}

// outlook is the sentence about the forecast.
func outlook(c chance, m, variance int) string {
	n := signed(variance)
	switch {
	case variance == 0:
		return one(c, []string{fmt.Sprintf("Efter %s väntas nämnden hålla budgeten.", months[m]), "Prognosen är att nämnden håller budgeten."})
	case variance < 0:
		return one(c, []string{
			fmt.Sprintf("Efter %s är prognosen %s.", months[m], n),
			fmt.Sprintf("Nämnden väntas kosta %s mer än budget.", printed(-variance)),
			fmt.Sprintf("Prognosen för helåret är ett underskott, %s.", n),
			fmt.Sprintf("Underskottet beräknas bli %s vid årets slut.", printed(-variance)),
		})
	}
	return one(c, []string{
		fmt.Sprintf("Efter %s är prognosen %s.", months[m], n),
		fmt.Sprintf("Nämnden väntas få %s över.", printed(variance)),
		fmt.Sprintf("Prognosen för helåret är ett överskott, %s.", n),
	})
}

// movement is the sentence about what has changed since the last report.
func (t *teller) movement(c chance, y, m, variance int) string {
	last := 0
	for k := m - 1; k >= 2; k-- {
		if _, there := t.told[t.c.Total+" "+until(y, k)]; there {
			last = k
			break
		}
	}
	if last == 0 {
		return ""
	}
	_, before := t.causes(y, last)
	switch d := variance - before; {
	case d <= -3:
		return one(c, []string{fmt.Sprintf(" Det är %s sämre än efter %s.", printed(-d), months[last]), fmt.Sprintf(" Sedan %s har prognosen försämrats med %s.", months[last], printed(-d))})
	case d >= 3:
		return one(c, []string{fmt.Sprintf(" Det är %s bättre än efter %s.", printed(d), months[last]), fmt.Sprintf(" Sedan %s har prognosen förbättrats med %s.", months[last], printed(d))})
	}
	return one(c, []string{fmt.Sprintf(" Det är nära prognosen efter %s.", months[last]), "", fmt.Sprintf(" Prognosen är i stort sett oförändrad sedan %s.", months[last])})
}

// why is the sentence about the greatest causes.
func (t *teller) why(c chance, y, m int) string {
	all, _ := t.causes(y, m)
	var worse, better []string
	for _, g := range all {
		if g.tenths < 0 && len(worse) < 2 {
			worse = append(worse, lower(g.title))
		}
		if g.tenths > 0 && len(better) < 1 {
			better = append(better, lower(g.title))
		}
	}
	var b strings.Builder
	if len(worse) > 0 {
		fmt.Fprintf(&b, one(c, []string{" Det som kostar mest är %s.", " Främst handlar det om %s.", " Kostnaderna drivs av %s."}), list(worse))
	}
	if len(better) > 0 {
		fmt.Fprintf(&b, one(c.of("better"), []string{" Åt andra hållet går %s.", " Det som ger överskott är %s.", " Något vägs upp av %s."}), list(better))
	}
	return b.String()
}

func (t *teller) monthlyWords(p *pack, y, m, variance int) string {
	c := t.chance.of("words").at(y, m)
	s := outlook(c, m, variance) + t.movement(c.of("movement"), y, m, variance) + t.why(c.of("why"), y, m)
	if t.has("lagre-an-vad", y) && !t.seen["lower "+of(y)] {
		s += t.lowerThanWhat(p, y, m)
	}
	return s
}

// lowerThanWhat says that an area costs less, and not less than what.
func (t *teller) lowerThanWhat(p *pack, y, m int) string {
	for i, a := range t.c.Areas {
		truth := t.years[y].areas[i]
		less := truth.varianceTo(m)
		more := truth.costTo(m) - t.before(i, y, m)
		if less < 1 || more < 1 {
			continue
		}
		t.seen["lower "+of(y)] = true
		t.plant(p, "lagre-an-vad", "texts", []string{p.document + "-sammanfattning"}, "",
			fmt.Sprintf("”%s lägre” för %s är mot budget, inte mot förra året: då var kostnaden %s lägre än nu.", printed(less), a.Name, printed(more)))
		return fmt.Sprintf(" Kostnaden för %s är %s lägre.", a.Name, printed(less))
	}
	return ""
}

func (t *teller) interimWords(p *pack, y, m, variance int) string {
	c := t.chance.of("words").at(y, m)
	word := map[int]string{4: "fyra", 8: "åtta"}[m]
	s := one(c.of("opening"), []string{
		fmt.Sprintf("Rapporten gäller de första %s månaderna. ", word), fmt.Sprintf("Efter %s månader följs ekonomi, mål och uppdrag upp. ", word), "",
	})
	s += outlook(c, m, variance) + t.movement(c.of("movement"), y, m, variance) + t.why(c.of("why"), y, m)
	if w := t.goalWords(p); w != "" {
		s += "\n\n" + w
	}
	return s
}

func (t *teller) annualWords(p *pack, y, variance int) string {
	c := t.chance.of("words").at(y, 12)
	s := one(c, []string{
		fmt.Sprintf("Året slutade på %s mot budget.", signed(variance)),
		fmt.Sprintf("Utfallet för %d är %s mot budget.", y, signed(variance)),
		fmt.Sprintf("Nämndens avvikelse %d blev %s.", y, signed(variance)),
	})
	_, seen := t.causes(y, 11)
	if _, there := t.told[t.c.Total+" "+until(y, 11)]; there {
		switch d := variance - seen; {
		case d <= -3:
			s += fmt.Sprintf(" I november var prognosen %s; det blev %s sämre.", signed(seen), printed(-d))
		case d >= 3:
			s += fmt.Sprintf(" I november var prognosen %s; det blev %s bättre.", signed(seen), printed(d))
		default:
			s += fmt.Sprintf(" Prognosen i november var %s.", signed(seen))
		}
	}
	s += t.why(c.of("why"), y, 12)
	if w := t.goalWords(p); w != "" {
		s += "\n\n" + w
	}
	return s
}

func (t *teller) planWords(p *pack, y, frames, before int) string {
	c := t.chance.of("words").at(y, 0)
	s := fmt.Sprintf(one(c, []string{"Nämndens ram för %d är %s, %s mer än året före.", "Budgeten %d är %s. Ramen ökar med %s.", "För %d får nämnden %s; det är %s mer än i år."}), y, printed(frames), printed(frames-before))
	if n := len(p.rows["savings"]); n > 0 {
		s += fmt.Sprintf(" Planen innehåller %d besparingar.", n)
	}
	s += t.prior["text "+of(y)]
	if n := len(p.rows["controls"]); n > 0 {
		s += fmt.Sprintf(" Planen för intern kontroll har %d kontroller.", n)
	}
	return s
}

// goalWords say how many goals are assessed how.
func (t *teller) goalWords(p *pack) string {
	count := map[string]int{}
	n := 0
	for _, r := range p.rows["assessments"] {
		if strings.HasPrefix(r["subject"], "goals:namnd-") && r["place"] == "" {
			count[r["status"]]++
			n++
		}
	}
	if n == 0 {
		return ""
	}
	good := count["expected"] + count["met"]
	verb := "bedöms nås"
	if p.manifest.Followup.Kind == model.Annual {
		verb = "har nåtts"
	}
	w := fmt.Sprintf("Av nämndens %d mål %s %d.", n, verb, good)
	if all, told := t.prior["council all "+p.manifest.Name], t.prior["council told "+p.manifest.Name]; all != "" {
		w += fmt.Sprintf(" %s av fullmäktiges %s mål följs upp.", told, all)
	}
	return w
}
