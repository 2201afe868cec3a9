package followup

import (
	"encoding/json"
	"time"

	"rodatraden/data/model"
)

// ManifestName is the name of the manifest in a package's folder.
const ManifestName = "datapackage.json"

// Manifest is datapackage.json: a Data Package v2 with one object of our own. In a package's
// source the resources are left out: Build lists what lies in the folder.
type Manifest struct {
	Schema       string        `json:"$schema,omitempty"`
	Name         string        `json:"name"`
	ID           string        `json:"id,omitempty"`
	Title        string        `json:"title"`
	Version      string        `json:"version,omitempty"`
	Created      string        `json:"created,omitempty"`
	Licenses     []License     `json:"licenses,omitempty"`
	Sources      []Attribution `json:"sources,omitempty"`
	Contributors []Contributor `json:"contributors,omitempty"`
	Resources    []Resource    `json:"resources,omitempty"`
	Followup     Followup      `json:"followup"`
}

// License names the terms under which the package is published.
type License struct {
	Name  string `json:"name,omitempty"`
	Path  string `json:"path,omitempty"`
	Title string `json:"title,omitempty"`
}

// Attribution names what the package was made from.
type Attribution struct {
	Title string `json:"title"`
	Path  string `json:"path,omitempty"`
}

// Contributor names an organisation or a role that made the package.
type Contributor struct {
	Title string   `json:"title"`
	Roles []string `json:"roles,omitempty"`
}

// Resource is one file of the package: a table or a document.
type Resource struct {
	Name      string          `json:"name"`
	Path      string          `json:"path"`
	Type      string          `json:"type,omitempty"`   // "table" for tables
	Format    string          `json:"format,omitempty"` // csv, pdf or md
	MediaType string          `json:"mediatype,omitempty"`
	Encoding  string          `json:"encoding,omitempty"`
	Schema    json.RawMessage `json:"schema,omitempty"`
	Hash      string          `json:"hash"`  // "sha256:" and 64 hexadecimal digits
	Bytes     int64           `json:"bytes"` // the file's length
}

// Followup is our own part of the manifest; PACKAGE.md says what each field means.
type Followup struct {
	Format         int                `json:"format"`
	Municipality   model.Municipality `json:"municipality"`
	Fictional      bool               `json:"fictional,omitempty"` // an invented municipality
	Committee      CommitteeName      `json:"committee"`
	Kind           model.Kind         `json:"kind"`
	Extent         model.Extent       `json:"extent"`
	Period         Span               `json:"period"`
	AsAt           string             `json:"as_at"` // a date
	Order          int64              `json:"order"`
	Published      string             `json:"published,omitempty"`
	PublishedBasis string             `json:"published_basis,omitempty"`
	Supersedes     string             `json:"supersedes,omitempty"`
	Reason         string             `json:"reason,omitempty"` // why it replaces another, or is told out of its order
	Meeting        *Meeting           `json:"meeting,omitempty"`
	Variance       string             `json:"variance"`
	Audience       string             `json:"audience"`
}

// CommitteeName is a committee's lasting id and its name.
type CommitteeName struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Span is the days, first and last, that a report covers.
type Span struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Meeting is the meeting that a package is for.
type Meeting struct {
	Date string `json:"date,omitempty"`
	Item string `json:"item,omitempty"`
}

func (m Manifest) info(repository string) model.Package {
	f := m.Followup
	day := func(s string) time.Time {
		t, _ := time.Parse(time.DateOnly, s) // checked before; the zero time where empty
		return t
	}
	p := model.Package{
		Committee: model.Committee{
			Repository: repository, ID: f.Committee.ID, Name: f.Committee.Name,
			Municipality: f.Municipality, Fictional: f.Fictional,
		},
		Name: m.Name, ID: m.ID, Title: m.Title, Kind: f.Kind, Extent: f.Extent,
		From: day(f.Period.From), To: day(f.Period.To), AsAt: day(f.AsAt), Order: f.Order,
		Published: f.Published, PublishedBasis: f.PublishedBasis, Supersedes: f.Supersedes,
		Variance: f.Variance, Audience: f.Audience, Reason: f.Reason,
	}
	if f.Meeting != nil {
		p.MeetingDate, p.MeetingItem = f.Meeting.Date, f.Meeting.Item
	}
	return p
}
