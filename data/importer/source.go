package importer

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"rodatraden/data/model"
)

// Source is where the figures of an import stand, as a mapping says it. In its texts {period}, {year} and
// {month} stand for those of the period that is imported.
type Source struct {
	ID         string `toml:"id"`          // of the row in sources; an import owns the rows of its source
	Document   string `toml:"document"`    // the document's title; empty makes no row in documents
	DocumentID string `toml:"document_id"` // empty follows the title
	Kind       string `toml:"kind"`        // of document
	Sender     string `toml:"sender"`
	Section    string `toml:"section"`
	Page       string `toml:"page"`
	Form       string `toml:"form"`
	SaidBy     string `toml:"said_by"`
	Date       string `toml:"date"`
}

// Check tells what no row can hold.
func (s Source) Check(c *Checker) {
	april := model.Period{Text: "2019-04", From: model.Date{Year: 2019, Month: 4}, To: model.Date{Year: 2019, Month: 4}}
	cell := func(word, value, table, column string, like ...string) {
		value, _ = filled(value, april)
		c.Cell("source."+word, value, table, column, like...)
	}
	cell("id", s.ID, "sources", "id", "manad-{period}")
	cell("document_id", s.DocumentID, "documents", "id", "manad-{period}")
	cell("kind", s.Kind, "documents", "kind")
	cell("form", s.Form, "sources", "form")
	cell("said_by", s.SaidBy, "sources", "said_by")
	cell("date", s.Date, "sources", "date", "2019-05-02")
}

// Add adds the rows that say where the figures stand, and returns the id of the source. known is false where
// a text is to be filled with the period, and that is not known.
func (s Source) Add(facts *Facts, p model.Period) (id string, known bool) {
	known = true
	fill := func(text string) string {
		out, ok := filled(text, p)
		known = known && ok
		return out
	}
	id = ID(fill(s.ID))
	cells := map[string]string{
		"id": id, "section": fill(s.Section), "page": fill(s.Page), "form": s.Form, "said_by": s.SaidBy, "date": fill(s.Date),
	}
	if title := fill(s.Document); title != "" {
		document := title
		if s.DocumentID != "" {
			document = fill(s.DocumentID)
		}
		cells["document"] = facts.Add("documents", map[string]string{
			"id": ID(document), "title": title, "kind": s.Kind, "sender": s.Sender, "date": cells["date"], "source": id,
		})
	}
	facts.Add("sources", cells)
	return id, known
}

// MonthNames are the months as Swedish writes them.
var MonthNames = []string{"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"}

// Months writes the time from a month to a month, as every import does, so that what they state is the same
// fact: 2019-04, or 2019-01/2019-04. It is no year, even where it is all of one: that is the year so far, told
// in December.
func Months(from, to model.Date) string {
	first, last := fmt.Sprintf("%04d-%02d", from.Year, from.Month), fmt.Sprintf("%04d-%02d", to.Year, to.Month)
	if first == last {
		return first
	}
	return first + "/" + last
}

// filled puts the period's words in the place of {period}, {year} and {month} in a text.
func filled(text string, p model.Period) (out string, known bool) {
	period, year, month := "unknown", "unknown", "unknown"
	known = !p.Unknown && !p.To.IsZero()
	if known {
		end := p.To.Last()
		period = strings.ReplaceAll(p.Text, "/", "-")
		year, month = strconv.Itoa(end.Year()), MonthNames[end.Month()-time.January]
	}
	out = strings.NewReplacer("{period}", period, "{year}", year, "{month}", month).Replace(text)
	return out, known || out == text
}
