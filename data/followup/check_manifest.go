package followup

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"rodatraden/data/model"
)

// idForm is the form of package names; it is that of every record's id.
var idForm = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,118}[a-z0-9])?$`)

var (
	committeeForm    = regexp.MustCompile(`^[a-z0-9-]{1,40}$`)
	municipalityForm = regexp.MustCompile(`^[0-9]{4}$`)
	licenseForm      = regexp.MustCompile(`^[-a-zA-Z0-9._]+$`)
	roleNames        = []string{"root", "targets", "snapshot", "timestamp"} // of the signed repository
	commandNames     = []string{"latest", "previous", "none"}               // that choose a package on the command line
)

// IsCommitteeID reports whether a text has the form of a committee's id.
func IsCommitteeID(s string) bool { return committeeForm.MatchString(s) }

// IsMunicipalityCode reports whether a text has the form of SCB's code of a municipality.
func IsMunicipalityCode(s string) bool { return municipalityForm.MatchString(s) }

var listed = map[string][]string{
	"followup.kind":            {"monthly", "interim", "annual", "plan", "audit", "quality", "decision", "other"},
	"followup.extent":          {"full", "excerpt"},
	"followup.variance":        {BudgetMinusActual, ActualMinusBudget, VarianceNotStated},
	"followup.published_basis": {"stated", "derived", "unknown"},
	"followup.audience":        {"public", "presidium"},
}

// Allowed returns the values that a property of the manifest may have, by its path (followup.kind); nil where
// any is right.
func Allowed(property string) []string { return slices.Clone(listed[property]) }

// What the manifest's `variance` may say: how the report computes a variance. In all, minus is a
// deficit.
const (
	BudgetMinusActual = "budget-minus-actual"                // costs are positive
	ActualMinusBudget = "actual-minus-budget-costs-negative" // costs are negative
	VarianceNotStated = "not_stated"                         // only signs are used
)

// manifestCheck checks what a manifest says, beyond its types.
type manifestCheck struct {
	*collector
	lines  map[string]int
	source bool
}

func (k manifestCheck) at(path, value string) place {
	return place{file: ManifestName, row: k.lines[path], column: path, value: value}
}

func (k manifestCheck) check(m Manifest) {
	f := m.Followup
	k.text("title", m.Title, true)
	if k.text("name", m.Name, true) {
		switch {
		case !idForm.MatchString(m.Name):
			k.fault(NameForm, k.at("name", m.Name))
		case slices.Contains(commandNames, m.Name) || windowsReserves(m.Name):
			k.fault(NameReserved, k.at("name", m.Name))
		}
	}
	if k.text("id", m.ID, !k.source) {
		if u, err := uuid.Parse(m.ID); err != nil || u.String() != m.ID {
			k.fault(UUIDForm, k.at("id", m.ID), "Property", "id")
		}
	}
	if k.text("created", m.Created, !k.source) {
		if _, err := time.Parse(time.RFC3339, m.Created); err != nil {
			k.fault(CreatedForm, k.at("created", m.Created))
		}
	}
	k.text("version", m.Version, false)
	for i, l := range m.Licenses {
		path := "licenses." + strconv.Itoa(i)
		if l.Name == "" && l.Path == "" || l.Name != "" && !licenseForm.MatchString(l.Name) {
			k.fault(LicenseForm, k.at(path, l.Name), "Property", path)
		}
		k.text(path+".title", l.Title, false)
		k.address(path+".path", l.Path)
	}
	for i, s := range m.Sources {
		path := "sources." + strconv.Itoa(i)
		k.text(path+".title", s.Title, true)
		k.address(path+".path", s.Path)
	}
	for i, s := range m.Contributors {
		path := "contributors." + strconv.Itoa(i)
		k.text(path+".title", s.Title, true)
		for n, role := range s.Roles {
			k.text(path+".roles."+strconv.Itoa(n), role, true)
		}
	}
	if _, there := k.lines["followup"]; !there {
		k.fault(PropertyRequired, k.at("followup", ""), "Property", "followup")
	} else if !k.told("followup") {
		k.followup(f)
	}
}

// told reports whether a property, or an object that it stands in, has already been found wrong:
// what is left of it is empty, and saying so would be misleading.
func (k manifestCheck) told(path string) bool {
	return slices.ContainsFunc(k.findings, func(f Finding) bool {
		return f.File == ManifestName && f.Column != "" && f.Severity == Fault &&
			(f.Column == path || strings.HasPrefix(path, f.Column+"."))
	})
}

func (k manifestCheck) followup(f Followup) {
	if f.Format != Format && !k.told("followup.format") {
		k.fault(FormatUnknown, k.at("followup.format", strconv.Itoa(f.Format)),
			"Found", strconv.Itoa(f.Format), "Highest", strconv.Itoa(Format))
	}
	if k.text("followup.municipality.code", f.Municipality.Code, true) && !municipalityForm.MatchString(f.Municipality.Code) {
		k.fault(MunicipalityForm, k.at("followup.municipality.code", f.Municipality.Code))
	}
	k.text("followup.municipality.name", f.Municipality.Name, true)
	if k.text("followup.committee.id", f.Committee.ID, true) {
		switch id := f.Committee.ID; {
		case !committeeForm.MatchString(id):
			k.fault(CommitteeForm, k.at("followup.committee.id", id))
		case slices.Contains(roleNames, id) || windowsReserves(id):
			k.fault(CommitteeReserved, k.at("followup.committee.id", id))
		}
	}
	k.text("followup.committee.name", f.Committee.Name, true)
	k.enum("followup.kind", string(f.Kind))
	k.enum("followup.extent", string(f.Extent))
	k.enum("followup.variance", f.Variance)
	k.enum("followup.audience", f.Audience)
	k.times(f)
	if f.Order < 1 && !k.told("followup.order") {
		k.fault(OrderForm, k.at("followup.order", strconv.FormatInt(f.Order, 10)))
	}
	k.published(f)
	if f.Supersedes != "" {
		// A source may name the package that it replaces: its id may not be written anywhere.
		u, err := uuid.Parse(f.Supersedes)
		if (err != nil || u.String() != f.Supersedes) && !(k.source && idForm.MatchString(f.Supersedes)) {
			k.fault(UUIDForm, k.at("followup.supersedes", f.Supersedes), "Property", "followup.supersedes")
		}
	}
	k.text("followup.reason", f.Reason, false)
	if f.Meeting != nil {
		k.day("followup.meeting.date", f.Meeting.Date, false)
		k.text("followup.meeting.item", f.Meeting.Item, false)
	}
}

// times checks the period and the day whose knowledge is stated.
func (k manifestCheck) times(f Followup) {
	reports := f.Kind.Report() || f.Kind == model.Quality
	from, okFrom := k.day("followup.period.from", f.Period.From, reports)
	to, okTo := k.day("followup.period.to", f.Period.To, reports)
	asAt, okAsAt := k.day("followup.as_at", f.AsAt, true)
	switch {
	case !reports && okFrom != okTo && (f.Period.From == "" || f.Period.To == ""):
		k.fault(SpanIncomplete, k.at("followup.period", f.Period.From+"/"+f.Period.To))
	case okFrom && okTo && to.Before(from):
		k.fault(SpanOrder, k.at("followup.period", f.Period.From+"/"+f.Period.To))
	case reports && okTo && okAsAt && !asAt.Equal(to):
		k.fault(AsAtNotPeriodEnd, k.at("followup.as_at", f.AsAt), "AsAt", f.AsAt, "To", f.Period.To)
	}
}

func (k manifestCheck) published(f Followup) {
	if f.PublishedBasis != "" {
		k.enum("followup.published_basis", f.PublishedBasis)
	}
	if f.Published != "" {
		_, isDate := model.ParseDate(f.Published)
		if _, err := time.Parse(time.RFC3339, f.Published); err != nil && !isDate {
			k.fault(PublishedForm, k.at("followup.published", f.Published))
		}
	}
	known := f.PublishedBasis == "stated" || f.PublishedBasis == "derived"
	if known != (f.Published != "") {
		k.fault(PublishedBasisWrong, k.at("followup.published_basis", f.PublishedBasis))
	}
}

// text checks a text of the manifest and reports whether there is one to check further.
func (k manifestCheck) text(path, s string, required bool) bool {
	if strings.TrimSpace(s) == "" {
		if required && !k.told(path) {
			k.fault(PropertyRequired, k.at(path, ""), "Property", path)
		}
		return false
	}
	if r, found := firstControl(s, "\n"); found {
		k.fault(ControlCharacter, k.at(path, s), "Character", runeName(r))
		return false
	}
	if garbled(s) {
		k.warn(Garbled, k.at(path, s))
	}
	return true
}

func (k manifestCheck) enum(path, s string) {
	if k.text(path, s, true) && !slices.Contains(listed[path], s) {
		k.fault(PropertyEnum, k.at(path, s), "Property", path, "Allowed", strings.Join(listed[path], ", "))
	}
}

func (k manifestCheck) day(path, s string, required bool) (time.Time, bool) {
	if !k.text(path, s, required) {
		return time.Time{}, false
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		k.fault(DateForm, k.at(path, s), "Property", path)
		return t, false
	}
	return t, true
}

func (k manifestCheck) address(path, s string) {
	if k.text(path, s, false) && !secureAddress(s) {
		k.fault(AddressNotHTTPS, k.at(path, s), "Property", path)
	}
}
