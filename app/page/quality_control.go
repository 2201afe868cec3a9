package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// internalControl is the controls of the year, highest risk first; nil where none is known, and none
// is said to be.
func (q *qualityState) internalControl() *InternalControl {
	stated := q.statedControls()
	if len(q.controls) == 0 && stated == nil {
		return nil
	}
	c := &InternalControl{Year: q.year, Rows: []Control{}, Stated: stated}
	due := q.resultsDue()
	for _, r := range q.controls {
		c.Rows = append(c.Rows, q.control(r, due))
	}
	slices.SortStableFunc(c.Rows, func(a, b Control) int {
		// What has no product comes last; products of two scales are not laid against each other.
		return cmp.Or(cmp.Compare(btoi(!a.Risk.Present()), btoi(!b.Risk.Present())), cmp.Compare(q.scalePlace(a), q.scalePlace(b)),
			cmp.Compare(b.risk(), a.risk()), cmp.Compare(b.consequence, a.consequence), cmp.Compare(btoi(a.way), btoi(b.way)), strings.Compare(a.Title, b.Title))
	})
	title := "quality.control.title"
	if !slices.ContainsFunc(c.Rows, func(one Control) bool { return one.Risk.Present() }) {
		title = "quality.control.title_unweighed"
	}
	c.Title = q.l.Text(title, "Year", strconv.Itoa(q.year))
	c.Source = q.controlSource(c)
	c.Note = q.controlNote(c)
	return c
}

// controlSource is where the results stand, where that is one place; else where the plan does.
func (q *qualityState) controlSource(c *InternalControl) *Source {
	var said, plan []*Source
	for _, one := range c.Rows {
		said, plan = append(said, one.Said), append(plan, one.Source)
	}
	if src := shared(said...); src != nil {
		return src
	}
	return shared(plan...)
}

// controlNote says what the rows are, where they are not all whole controls.
func (q *qualityState) controlNote(c *InternalControl) string {
	risks, ways := 0, 0
	for _, r := range q.controls {
		ways += btoi(r.Get("risk") == "")
		risks += btoi(r.Get("risk") != "" && r.Get("method") == "")
	}
	if ways == 0 {
		return ""
	}
	note := q.l.Text("quality.control.apart", "Count", risks, "Risks", i18n.Capital(q.l.Counted(risks)), "Ways", q.l.CountedNeuter(ways), "WaysCount", ways)
	shortest := slices.MinFunc(q.controls, func(a, b model.Record) int { return cmp.Compare(len(a.Get("note")), len(b.Get("note"))) })
	common := sentence(shortest.Get("note"))
	if !slices.ContainsFunc(q.controls, func(r model.Record) bool { return !strings.HasPrefix(sentence(r.Get("note")), common) }) {
		note = joined(" ", note, common) // what is said of every row
	}
	if c.Stated != nil {
		note = joined(" ", note, q.l.Text("quality.control.not_the_same", "Number", c.Stated.Figure.Number))
	}
	return note
}

// statedControls is how many controls the material says that there are, without telling each.
func (q *qualityState) statedControls() *Counted {
	for _, r := range q.indicators {
		if !countsControls(r) {
			continue
		}
		for _, k := range q.keys[r.ID()] {
			list := q.series[k]
			o := list[len(list)-1]
			if k.part != "all" || !o.Known {
				continue
			}
			return &Counted{
				Label: r.Get("title"), Beside: joined(" · ", q.unitName(k.unit), sentence(o.record.Get("note"))),
				Figure: q.observed(o, r.Get("unit_of_measure")), Record: o.record.Ref(),
			}
		}
	}
	return nil
}

// resultsDue reports whether the results of all controls were to be told by now: the year is over, and
// a whole package tells of some.
func (q *qualityState) resultsDue() bool {
	if q.end.to.Before(yearSpan(q.year).to) {
		return false
	}
	return slices.ContainsFunc(q.controls, func(r model.Record) bool {
		return slices.ContainsFunc(q.judged[r.Ref()], func(t Told) bool { return t.Package.Extent == model.Full })
	})
}

// result is what is told last of a control; without rows where nothing is.
func (q *qualityState) result(r model.Record) Told {
	var last Told
	for _, t := range q.judged[r.Ref()] {
		if len(last.Rows) == 0 || cmp.Or(assessedSpan(t).to.Compare(assessedSpan(last).to), compareRank(t.Package, last.Package)) >= 0 {
			last = t
		}
	}
	return last
}

func assessedSpan(t Told) span {
	p, ok := model.ParsePeriod(t.Rows[0].Get("period"))
	if !ok || p.Unknown {
		return span{}
	}
	return spanOf(p)
}

// control makes one control.
func (q *qualityState) control(r model.Record, due bool) Control {
	c := Control{Record: r.Ref(), Title: cmp.Or(r.Get("risk"), r.Get("method")), Source: q.source(r), About: []ToldField{}}
	switch {
	case r.Get("risk") == "":
		c.Beside, c.way = q.l.Text("quality.control.way"), true
	case r.Get("method") == "" && r.Package.Extent == model.Excerpt:
		c.Beside = q.l.Text("quality.control.risk")
	}
	q.weigh(&c, r)
	q.addResult(&c, q.result(r), due)
	c.About = q.aboutControl(r, c)
	return c
}

// weigh fills the likelihood, the consequence and their product on the scale of the plan.
func (q *qualityState) weigh(c *Control, r model.Record) {
	c.Likelihood, c.likelihood = q.weighed(r, "likelihood")
	c.Consequence, c.consequence = q.weighed(r, "consequence")
	if up, across, found := strings.Cut(r.Get("scale"), "x"); found {
		c.Scale = up + " × " + across
		c.of[0], _ = strconv.Atoi(up) // both are digits
		c.of[1], _ = strconv.Atoi(across)
	}
	c.Risk = q.absentIn(r)
	if c.Scale != "" && c.Likelihood.Present() && c.Consequence.Present() {
		risk := c.likelihood * c.consequence
		c.Risk = q.count(risk, q.l.Int(risk))
	}
}

// risk is the product of a control that has one.
func (c Control) risk() int {
	if !c.Risk.Present() {
		return 0
	}
	return c.likelihood * c.consequence
}

// scalePlace orders the scales: as the plan's controls come.
func (q *qualityState) scalePlace(c Control) int {
	return slices.IndexFunc(q.controls, func(r model.Record) bool { return strings.Replace(r.Get("scale"), "x", " × ", 1) == c.Scale })
}

// weighed is the likelihood or the consequence of a control.
func (q *qualityState) weighed(r model.Record, column string) (Figure, int) {
	n, err := strconv.Atoi(r.Get(column))
	if err != nil {
		return q.absentIn(r), 0
	}
	v := strconv.Itoa(n)
	return Figure{Value: &v, Status: string(model.Reported), Text: q.l.Int(n), Number: q.l.Int(n), Source: q.source(r), Record: r.Ref()}, n
}

// absentIn is the mark of what a record's own package does not say of it.
func (q *qualityState) absentIn(r model.Record) Figure {
	return q.write(model.Quantity{Status: model.AbsentIn(r.Package.Extent)}, i18n.Plain, false)
}

// addResult says what came of a control, in the report's own words, or that it is not told.
func (q *qualityState) addResult(c *Control, t Told, due bool) {
	if len(t.Rows) == 0 {
		switch {
		case q.about.Extent == model.Excerpt:
			c.Result = Mark{MarkNotQuoted, q.l.Status(model.NotQuoted)}
		case due:
			c.Result = Mark{MarkMissing, q.l.Status(model.NotReported)}
			q.gap("control "+c.Record, true)
		default:
			c.Result = Mark{MarkNotYet, q.l.Text("quality.control.no_result")}
		}
		return
	}
	first := t.Rows[0]
	c.Status, c.Result = first.Get("status"), q.assessed(first.Get("status"))
	c.Result.Text = q.resultWords(first)
	for _, r := range t.Rows[1:] { // another place of the report
		if r.Get("status") != c.Status {
			c.Result = Mark{MarkSilent, q.l.Text("quality.control.differs", "One", q.resultWords(first), "Other", q.resultWords(r))}
		}
	}
	c.Said, c.Assessment = q.source(first), first.Ref()
	if q.about.Extent == model.Full {
		q.gap("control "+c.Record, false)
	}
}

// resultWords are the report's own words for a result, else how its status reads.
func (q *qualityState) resultWords(r model.Record) string {
	return cmp.Or(r.Get("verbatim"), q.l.Text("goals.reading."+r.Get("status")))
}

// aboutControl is what the plan and the result say besides.
func (q *qualityState) aboutControl(r model.Record, c Control) []ToldField {
	out := []ToldField{}
	add := func(label, text string, of model.Record, asked bool) {
		f := ToldField{Label: q.l.Text("quality.control." + label), Text: text, Source: q.source(of), Record: of.Ref()}
		if text == "" {
			if !asked {
				return
			}
			mark := q.mark(model.AbsentIn(of.Package.Extent))
			f.Absent = &mark
		}
		out = append(out, f)
	}
	for _, t := range q.judged[r.Ref()] {
		for _, said := range t.Rows {
			mark := q.assessed(said.Get("status"))
			mark.Text = q.resultWords(said)
			when := ""
			if p, ok := model.ParsePeriod(said.Get("period")); ok && !p.Unknown {
				when = q.l.Period(p)
			}
			out = append(out, ToldField{
				Label: joined(" · ", q.l.Text("quality.control.said"), when, said.Get("place")), Mark: &mark, Source: q.source(said), Record: said.Ref(),
			})
			add("action", said.Get("action"), said, said.Get("status") == "deviation" || said.Get("status") == "not_performed")
			add("note", sentence(said.Get("note")), said, false)
		}
	}
	if r.Get("risk") != "" {
		add("method", r.Get("method"), r, true)
	}
	add("responsible", r.Get("responsible"), r, c.Beside == "")
	add("units", q.unitNames(r.Get("units")), r, c.Beside == "")
	add("scale", c.Scale, r, c.Beside == "")
	add("note", sentence(r.Get("note")), r, false)
	if i := slices.IndexFunc(q.before, func(one model.Record) bool { return r.Get("risk") != "" && one.Get("risk") == r.Get("risk") }); i >= 0 {
		out = append(out, q.yearAgo(q.before[i], r.Get("scale")))
	}
	return out
}

// yearAgo is the control that had the same name in the plan of the year before: its risk, where that was
// on the same scale, and what came of it.
func (q *qualityState) yearAgo(r model.Record, scale string) ToldField {
	var c Control
	q.weigh(&c, r)
	risk, result := "", ""
	switch {
	case !c.Risk.Present():
	case r.Get("scale") == scale:
		risk = q.l.Text("quality.control.risk_of", "Risk", c.Risk.Text, "Likelihood", c.Likelihood.Text, "Consequence", c.Consequence.Text)
	default:
		risk = q.l.Text("quality.control.other_scale", "Scale", c.Scale)
	}
	if t := q.result(r); len(t.Rows) > 0 {
		result = q.resultWords(t.Rows[0])
	}
	return ToldField{
		Label:  q.l.Text("quality.control.year_ago", "Year", strconv.Itoa(q.year-1)),
		Text:   i18n.Capital(cmp.Or(joined(" · ", risk, result), q.l.Text("quality.control.no_result"))),
		Source: q.source(r), Record: r.Ref(),
	}
}

// matrices draw the controls on their scales.
func (q *qualityState) matrices(rows []Control) []RiskMatrix {
	out := []RiskMatrix{}
	for _, c := range rows {
		if !c.Risk.Present() || slices.ContainsFunc(out, func(m RiskMatrix) bool { return m.Scale == c.Scale }) {
			continue
		}
		m := RiskMatrix{Scale: c.Scale, Title: q.l.Text("quality.matrix.title", "Scale", c.Scale), Across: c.of[1], Rows: []RiskRow{}}
		for up := c.of[0]; up > 0; up-- {
			row := RiskRow{Likelihood: up, Cells: []RiskCell{}}
			for across := 1; across <= c.of[1]; across++ {
				cell := RiskCell{Consequence: across, Risk: up * across}
				for _, other := range rows {
					cell.Controls += btoi(other.Risk.Present() && other.Scale == c.Scale && other.likelihood == up && other.consequence == across)
				}
				if cell.Controls > 0 {
					cell.Text = q.l.Text("quality.matrix.count", "Number", q.l.Int(cell.Controls))
				}
				row.Cells = append(row.Cells, cell)
			}
			m.Rows = append(m.Rows, row)
		}
		m.Notes = q.matrixNotes(c, rows)
		out = append(out, m)
	}
	return out
}

// matrixNotes say how the scale is read.
func (q *qualityState) matrixNotes(c Control, rows []Control) [][]Passage {
	other := "5 × 5"
	if c.Scale == other {
		other = "4 × 4"
	}
	notes := [][]Passage{
		{{Text: q.l.Text("quality.matrix.axes", "Up", strconv.Itoa(c.of[0]), "Across", strconv.Itoa(c.of[1]))}},
		{{Text: q.l.Text("quality.matrix.product"), Bold: true}, {Text: q.l.Text("quality.matrix.most", "Most", q.l.Int(c.of[0]*c.of[1]), "Other", other)}},
	}
	performed := slices.ContainsFunc(rows, func(one Control) bool { return one.Status == "not_performed" })
	missing := slices.ContainsFunc(rows, func(one Control) bool { return one.Result.Kind == MarkMissing })
	if performed || missing {
		var last []Passage
		if performed {
			last = append(last, Passage{Text: q.l.Text("quality.matrix.not_performed"), Muted: true})
		}
		if missing {
			last = append(last, Passage{Text: i18n.Capital(q.l.Status(model.NotReported)), Italic: true, Muted: true},
				Passage{Text: q.l.Text("quality.matrix.gap"), Muted: true})
		}
		notes = append(notes, last)
	}
	return notes
}
