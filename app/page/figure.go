package page

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"rodatraden/app/i18n"
	"rodatraden/data/model"
)

// lastForecast is what stood for an outcome that is not told: senaste prognos −18 mkr (april 2019).
func (s *state) lastForecast(k factKey) string {
	k.measure = model.VarianceForecast
	a, p, ok := s.lastNumber(k)
	if !ok {
		return ""
	}
	return s.l.Text("page.last_forecast", "Amount", s.l.Amount(a.Quantity, i18n.Signed), "When", s.l.PackageWhen(p))
}

// signOf says how a measure's numbers are signed: a deviation always says which way.
func signOf(m model.Measure) i18n.Sign {
	switch m {
	case model.VarianceYTD, model.VarianceOutcome, model.VarianceForecast, model.FrameChange, model.EfficiencyDemand:
		return i18n.Signed
	}
	return i18n.Plain
}

// deviation reports whether a measure's minus is a deficit.
func deviation(m model.Measure) bool {
	return m == model.VarianceYTD || m == model.VarianceOutcome || m == model.VarianceForecast
}

// write fills what a figure says of a quantity.
func (s *state) write(q model.Quantity, sign i18n.Sign, better bool) Figure {
	if q.Status == model.Absent {
		q.Status = s.absentStatus()
	}
	f := Figure{
		AmountUnit: q.Unit, Status: string(q.Status), Approximate: q.Approximate,
		Text: s.l.Amount(q, sign), Number: s.l.Number(q, sign), Unit: s.l.Unit(q.Unit),
	}
	if !q.Known {
		f.Unit = ""
		return f
	}
	v := exact(q.Value)
	f.Value = &v
	if better {
		f.Sign = q.Value.Sign()
	}
	if q.Status == model.Preliminary {
		f.Text += " (" + s.l.Status(q.Status) + ")"
	}
	return f
}

// exact writes a decimal with every digit that it was reported with.
func exact(d decimal.Decimal) string { return d.StringFixed(max(0, -d.Exponent())) }

// reported is the figure of an amount's row.
func (s *state) reported(a model.Amount) Figure {
	f := s.write(a.Quantity, signOf(a.Measure), deviation(a.Measure))
	if !a.Known {
		f.Words = a.Text
	}
	f.Source = s.source(a.Record)
	f.Place = a.Place
	f.Record = a.Record.Ref()
	return f
}

// computed is the figure of what the program worked out.
func (s *state) computed(q model.Quantity, sign i18n.Sign, better bool) Figure {
	f := s.write(q, sign, better)
	f.Computed = q.Known
	return f
}

// figure is what is told of a fact at the page's report. Where nothing is, it says so, and what
// was last known.
func (s *state) figure(k factKey) Figure {
	f, _ := s.figures(k)
	return f
}

// figures is figure with the same fact as told in other places of the same report.
func (s *state) figures(k factKey) (Figure, []Figure) {
	f, ok := s.current(k)
	if !ok {
		fig := s.write(model.Quantity{Status: s.absentStatus()}, i18n.Plain, false)
		fig.LastKnown = s.lastKnown(k)
		return fig, nil
	}
	fig := s.reported(f.rows[0])
	if !fig.Present() {
		fig.LastKnown = s.lastKnown(k)
	}
	var also []Figure
	for _, a := range f.rows[1:] {
		also = append(also, s.reported(a))
	}
	return fig, also
}

// lastKnown tells the last number that was known of a fact, and when it was told: senast kända
// −18 mkr (april 2019). It is empty where none was.
func (s *state) lastKnown(k factKey) string {
	a, p, ok := s.lastNumber(k)
	if !ok && k.measure == model.VarianceOutcome {
		return s.lastForecast(k)
	}
	if !ok {
		return ""
	}
	return s.l.Text("page.last_known", "Amount", s.l.Amount(a.Quantity, signOf(a.Measure)), "When", s.l.PackageWhen(p))
}

func (s *state) lastNumber(k factKey) (model.Amount, *model.Package, bool) {
	fs := s.told(k)
	for i := len(fs) - 1; i >= 0; i-- {
		if len(fs[i].rows) == 0 {
			return model.Amount{}, nil, false // withdrawn: not to be used any more
		}
		if a := fs[i].rows[0]; a.Known {
			return a, fs[i].pkg, true
		}
	}
	return model.Amount{}, nil, false
}

// size writes a quantity without sign, where a word says which way: ca 2 mkr.
func (s *state) size(q model.Quantity) string { return s.l.Amount(q, i18n.Unsigned) }

// source is where a record stands; nil where it does not say.
func (s *state) source(r model.Record) *Source {
	id := r.Source()
	if id == "" {
		return nil
	}
	row, ok := s.sources.record(id)
	if !ok {
		return nil
	}
	src := Source{Record: row.Ref(), Section: row.Get("section"), Page: row.Get("page")}
	if r.Package != nil {
		src.Package = r.Package.Name
	}
	var document string
	if d, ok := s.documents.record(row.Get("document")); ok {
		src.Document = d.Get("title")
		document = s.shortDocument(d)
	}
	if d, ok := s.documents.record(row.Get("said_in")); ok {
		src.SaidIn = d.Get("title")
	}
	var where string
	switch {
	case src.SaidIn == "" && src.Page != "":
		where = s.l.Text("page.source.page", "Page", src.Page)
	case src.Section != "":
		where = s.section(src.Section)
	case src.Page != "":
		where = s.l.Text("page.source.page", "Page", src.Page)
	}
	src.Label = joined(", ", document, where)
	if r.Package != nil && s.report != nil && r.Package.ID == s.report.ID {
		s.used = append(s.used, src)
	}
	return &src
}

// shortDocument is what a document is called in a source link: Förstudie 2019.
func (s *state) shortDocument(d model.Record) string {
	year := 0
	if p, ok := model.ParsePeriod(d.Get("date")); ok {
		year = max(p.From.Year, p.To.Year)
	}
	title := i18n.ShortTitle(d.Get("title"), year)
	if year != 0 && year != s.year && !yearForm.MatchString(title) {
		title += " " + strconv.Itoa(year) // the same report of another year is called the same
	}
	return title
}

// section writes a section as a person would: avsnitt 4, bilaga 1.
func (s *state) section(section string) string {
	message, number := sectionParts(section)
	return s.sectionText(message, number)
}

// sectionText writes the numbers of sections, or of appendices, with the word for them; without a
// message the section is a name of its own.
func (s *state) sectionText(message string, numbers ...string) string {
	if message == "" {
		return numbers[0]
	}
	return s.l.Text(message, "Section", s.l.List(numbers), "Count", len(numbers))
}

// sectionParts parts the word before a section's number from the number: the message that writes the
// word, "" where the section is a name of its own.
func sectionParts(section string) (message, number string) {
	if r, _ := utf8.DecodeRuneInString(section); unicode.IsDigit(r) {
		return "page.source.section", section
	}
	section = i18n.Small(section)
	if number, ok := strings.CutPrefix(section, "avsnitt "); ok {
		return "page.source.section", number
	}
	if number, ok := strings.CutPrefix(section, "bilaga "); ok {
		return "page.source.appendix", number
	}
	return "", section
}

func joined(between string, parts ...string) string {
	kept := parts[:0:0]
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, between)
}

// shared returns the source that all figures with a source have in common, or nil.
func shared(sources ...*Source) *Source {
	var common *Source
	for _, src := range sources {
		switch {
		case src == nil:
		case common == nil:
			common = src
		case common.Label != src.Label:
			return nil
		}
	}
	return common
}

func (s *state) ref(p *model.Package) PackageRef {
	r := PackageRef{
		Name: p.Name, Title: p.Title, Short: s.l.PackageShort(p), When: s.l.PackageWhen(p),
		Month: s.l.PackageMonth(p), Extent: string(p.Extent), Kind: string(p.Kind), Order: p.Order,
	}
	if withdraws(p) {
		r.Reason = p.Reason
	}
	return r
}

// when is how a sentence of this page points at another package's time: "i mars", "i mars 2018".
func (s *state) when(p *model.Package) string {
	if m := s.l.PackageMonth(p); m != "" {
		if i18n.PackageEnd(p).Year() == s.year {
			return s.l.Text("page.in", "When", m)
		}
		return s.l.Text("page.in", "When", s.l.PackageWhen(p))
	}
	return s.l.Text("page.in", "When", s.within(p))
}

// within is a package's short name inside a sentence: delår augusti 2023. A month alone keeps its
// first letter, which is small in Swedish and not in English.
func (s *state) within(p *model.Package) string {
	short := s.l.PackageShort(p)
	if short == s.l.PackageWhen(p) {
		return short
	}
	return i18n.Small(short)
}

// since is a package's time within a sentence, without a preposition: mars, mars 2018, plan 2025.
func (s *state) since(p *model.Package) string {
	if m := s.l.PackageMonth(p); m != "" && i18n.PackageEnd(p).Year() == s.year {
		return m
	} else if m != "" {
		return s.l.PackageWhen(p)
	}
	return s.within(p)
}

// name is since at the beginning of a line: Mars.
func (s *state) name(p *model.Package) string { return i18n.Capital(s.since(p)) }
