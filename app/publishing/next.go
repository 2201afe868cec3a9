package publishing

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rodatraden/app/i18n"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/model"
)

// next is the manifest of a committee's next package, as far as it can be told. The earlier packages are
// all of the committee.
func next(a WorkbookAsk, earlier []*followup.Package, l *i18n.Localizer) (followup.Manifest, error) {
	const op = "template"
	m := followup.Manifest{Version: "1.0.0"}
	f := &m.Followup
	f.Format, f.Extent, f.Audience = followup.Format, model.Full, "public"
	f.Committee = followup.CommitteeName{ID: a.Committee, Name: a.CommitteeName}
	f.Municipality = model.Municipality{Code: a.Municipality, Name: a.MunicipalityName}
	for _, p := range earlier {
		g := p.Manifest.Followup
		f.Order = max(f.Order, g.Order)
		f.Variance, f.Audience, f.Fictional = g.Variance, g.Audience, g.Fictional
		m.Licenses, m.Contributors = p.Manifest.Licenses, p.Manifest.Contributors
		if a.Municipality == "" {
			f.Municipality = g.Municipality
		}
		if a.CommitteeName == "" {
			f.Committee = g.Committee
		}
	}
	f.Order = (f.Order/10 + 1) * 10 // there is room between two for one that was forgotten
	period := a.Period
	if period == "" {
		period = following(earlier)
	}
	if period == "" {
		return m, nil
	}
	when, ok := model.ParsePeriod(period)
	if !ok || when.Unknown || when.From.IsZero() || when.To.IsZero() {
		return m, fault.New(op, fault.Usage, "--period="+period, nil)
	}
	first, last := when.From.First(), when.To.Last()
	f.Kind = model.Kind(a.Kind)
	if f.Kind == "" {
		f.Kind = rhythm(int(last.Month()))
	}
	// A report tells of the year so far, whichever month it is called after.
	if f.Kind.Report() && first.Year() == last.Year() {
		first = first.AddDate(0, 1-int(first.Month()), 1-first.Day())
	}
	const day = "2006-01-02"
	f.Period = followup.Span{From: first.Format(day), To: last.Format(day)}
	if f.Kind.Report() || f.Kind == model.Quality {
		f.AsAt = f.Period.To
	}
	said := strconv.Itoa(last.Year())
	if f.Kind == model.Monthly || f.Kind == model.Interim {
		said = l.Month(int(last.Month())) + " " + said
	}
	if id := "command.template.title." + string(f.Kind); l.Has(id) {
		m.Title = l.Text(id, "When", said)
	}
	if f.Committee.ID != "" {
		m.Name = nameOf(f, last.Year(), int(last.Month()), earlier)
	}
	return m, nil
}

// nameOf is a package's name as this committee's are: asn-2019-04-interim.
func nameOf(f *followup.Followup, year, month int, earlier []*followup.Package) string {
	name := fmt.Sprintf("%s-%d-%s", f.Committee.ID, year, f.Kind)
	if f.Kind == model.Monthly || f.Kind == model.Interim {
		name = fmt.Sprintf("%s-%d-%02d-%s", f.Committee.ID, year, month, f.Kind)
	}
	return free(name, earlier)
}

// free is a name that no earlier package has: itself, or with a number after it.
func free(name string, earlier []*followup.Package) string {
	for n, free := 2, name; ; n++ {
		if !slices.ContainsFunc(earlier, func(p *followup.Package) bool { return strings.EqualFold(p.Manifest.Name, free) }) {
			return free
		}
		free = name + "-" + strconv.Itoa(n)
	}
}

// following is the month after the last report, "" where there is none.
func following(earlier []*followup.Package) string {
	last := ""
	for _, p := range earlier {
		if f := p.Manifest.Followup; f.Kind.Report() {
			last = max(last, f.Period.To)
		}
	}
	p, ok := model.ParsePeriod(last)
	if !ok || p.To.IsZero() {
		return ""
	}
	return p.To.Last().AddDate(0, 0, 1).Format("2006-01")
}

// rhythm is the kind of report that a month most often has: interim reports in April and August, the
// annual report after December.
func rhythm(month int) model.Kind {
	switch month {
	case 4, 8:
		return model.Interim
	case 12:
		return model.Annual
	}
	return model.Monthly
}
