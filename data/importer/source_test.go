package importer_test

import (
	"testing"

	"rodatraden/data/importer"
	"rodatraden/data/model"
	"rodatraden/data/schema"
)

// cell is a cell of a table's first row.
func cell(facts *importer.Facts, table, column string) string {
	rows := facts.Rows(table)
	if len(rows) == 0 {
		return ""
	}
	return rows[0][schema.MustGet(table).Column(column)]
}

func TestASourceIsFilledWithThePeriodThatIsImported(t *testing.T) {
	s := importer.Source{ID: "manad-{period}", Document: "Uppföljning {month} {year}", Section: "{period}", Form: "written", Date: "2019-05-02"}
	period, _ := model.ParsePeriod("2019-01/2019-04")
	var facts importer.Facts
	id, known := s.Add(&facts, period)
	if id != "manad-2019-01-2019-04" || !known {
		t.Errorf("%s, %v", id, known)
	}
	for _, c := range []struct{ table, column, want string }{
		{"sources", "id", id}, {"sources", "document", "uppfoljning-april-2019"}, {"sources", "section", "2019-01-2019-04"},
		{"documents", "id", "uppfoljning-april-2019"}, {"documents", "title", "Uppföljning april 2019"}, {"documents", "date", "2019-05-02"},
		{"documents", "source", id}, // so that an import done again with another title takes the first away
	} {
		if got := cell(&facts, c.table, c.column); got != c.want {
			t.Errorf("%s.%s is %q, want %q", c.table, c.column, got, c.want)
		}
	}
}

func TestASourceWithoutAPlaceForThePeriodNeedsNone(t *testing.T) {
	for _, c := range []struct {
		source importer.Source
		known  bool
	}{{importer.Source{ID: "arkiv"}, true}, {importer.Source{ID: "arkiv-{year}"}, false}} {
		var facts importer.Facts
		if _, known := c.source.Add(&facts, model.Period{}); known != c.known {
			t.Errorf("%+v: %v", c.source, known)
		}
	}
}

func TestWhatNoRowCanHoldIsToldOfASource(t *testing.T) {
	good := importer.Source{ID: "manad-{period}", DocumentID: "{year}-{month}", Kind: "report", Form: "written", SaidBy: "administration", Date: "{period}"}
	if allowed := schema.MustGet("documents").Fields[schema.MustGet("documents").Column("kind")].Enum; len(allowed) > 0 {
		good.Kind = allowed[0]
	}
	for _, c := range []struct {
		word string
		edit func(*importer.Source)
		code string
	}{
		{"", func(*importer.Source) {}, ""},
		{"source.id", func(s *importer.Source) { s.ID = "Månad {period}" }, importer.MappingLike},
		{"source.document_id", func(s *importer.Source) { s.DocumentID = "å" }, importer.MappingLike},
		{"source.kind", func(s *importer.Source) { s.Kind = "brev" }, importer.MappingValue},
		{"source.form", func(s *importer.Source) { s.Form = "mejl" }, importer.MappingValue},
		{"source.said_by", func(s *importer.Source) { s.SaidBy = "chefen" }, importer.MappingValue},
		{"source.date", func(s *importer.Source) { s.Date = "2 maj" }, importer.MappingLike},
	} {
		s := good
		c.edit(&s)
		checker := importer.NewChecker("a.toml", importer.PlacesOf([]byte("[source]\n")))
		s.Check(checker)
		found := checker.Report().Findings
		if c.code == "" && len(found) == 0 {
			continue
		}
		if len(found) != 1 || found[0].Code != c.code || found[0].Args["Word"] != c.word || found[0].Row != 1 {
			t.Errorf("%s: %v", c.word, found)
		}
	}
}

func TestTheYearSoFarIsWrittenInOneWay(t *testing.T) {
	for month, want := range map[int]string{1: "2019-01", 4: "2019-01/2019-04", 12: "2019-01/2019-12"} {
		if got := importer.Months(model.Date{Year: 2019, Month: 1}, model.Date{Year: 2019, Month: month}); got != want {
			t.Errorf("%d: %s, want %s", month, got, want)
		}
	}
}
