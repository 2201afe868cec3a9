package page

import (
	"context"
	"slices"
	"strings"

	"rodatraden/app/i18n"
	"rodatraden/data/fault"
	"rodatraden/data/model"
	"rodatraden/data/schema"
	"rodatraden/data/store"
)

// BuildRecord makes what opens behind a source link or a search hit: one record as known, where it
// stands, and what was said of it before. ref is table:id.
//
// Faults: those of store.Record; NotFound also where only a package that ranks above the chosen one
// states the record.
func BuildRecord(ctx context.Context, lib Library, c Choice, ref string, l *i18n.Localizer) (*RecordView, error) {
	s, err := loadNames(ctx, lib, c, l)
	if err != nil {
		return nil, err
	}
	r, err := s.find(ctx, lib, c, ref)
	if err != nil {
		return nil, err
	}
	var told []Told
	if err := loadTable(ctx, lib, c.scope(c.At), r.Table.Name, &told, store.SameKey(r)...); err != nil {
		return nil, err
	}
	return s.recordView(r, newLedger(told, c.Package, c.At)), nil
}

// loadNames reads what records refer to: enough to name them.
func loadNames(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (*state, error) {
	t := new(Tables)
	for _, read := range []struct {
		table string
		into  *[]Told
	}{
		{"budget_lines", &t.Lines}, {"sources", &t.Sources}, {"documents", &t.Documents}, {"units", &t.Units},
	} {
		if err := loadTable(ctx, lib, c.scope(c.At), read.table, read.into); err != nil {
			return nil, err
		}
	}
	return newState(t, c.Packages, c.Package, c.At, l), nil
}

// find returns the record as the packages that rank no higher than the chosen one tell it.
func (s *state) find(ctx context.Context, lib Library, c Choice, ref string) (model.Record, error) {
	r, err := lib.Record(ctx, c.scope(c.At), ref)
	if err == nil && !c.Package.Less(*r.Package) {
		return r, nil
	}
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return model.Record{}, err
	}
	table, id, _ := strings.Cut(ref, ":")
	if _, ok := schema.Get(table); ok {
		var told []Told
		if err := loadTable(ctx, lib, c.scope(c.At), table, &told); err != nil {
			return model.Record{}, err
		}
		for _, row := range newLedger(told, c.Package, c.At).standing() {
			if row.ID() == id {
				return row, nil
			}
		}
	}
	return model.Record{}, fault.New("page.BuildRecord", fault.NotFound, ref, nil)
}

// recordView writes a record in words. history holds everything told of its key.
func (s *state) recordView(r model.Record, history ledger) *RecordView {
	v := &RecordView{
		Ref: r.Ref(), Kind: s.kind(r), Title: s.title(r), Fields: s.fields(r), Source: s.source(r), History: []NamedText{},
		Stated: s.l.Text("page.record.stated", "Package", r.Package.Title),
	}
	for _, told := range history.byKey[r.Key] {
		text := s.l.Text("page.record.withdrawn")
		if len(told.Rows) > 0 {
			at := slices.IndexFunc(told.Rows, func(row model.Record) bool { return row.ID() == r.ID() })
			row := told.Rows[max(at, 0)]
			if text = s.value(row); text == "" {
				text = s.title(row)
			}
			if why := row.Get("revision_note"); why != "" {
				text = joined(" · ", text, why)
			}
		}
		v.History = append(v.History, NamedText{Label: told.Package.Title, Text: text})
	}
	return v
}

// kind names what a record is.
func (s *state) kind(r model.Record) string {
	switch r.Table.Name {
	case "decisions":
		return s.l.Text("page.decision." + r.Get("kind"))
	case "assumptions":
		return s.l.Text("page.assumption." + r.Get("kind"))
	}
	if key := "page.kind." + r.Table.Name; s.l.Has(key) {
		return s.l.Text(key)
	}
	return r.Table.Title
}

// title is what a person would call a record: Försörjningsstöd −4,5 mkr.
func (s *state) title(r model.Record) string {
	switch r.Table.Name {
	case "amounts":
		return joined(" ", s.refersTo("budget_lines", r.Get("line")), s.value(r))
	case "causes":
		if q := model.CauseOf(r); q.Known {
			return joined(" ", r.Get("title"), s.value(r))
		}
		return r.Get("title")
	case "sources":
		if src := s.label(r); src != "" {
			return src
		}
	}
	return r.Table.LabelOf(r.Cells)
}

// label writes a row of sources as a source link does.
func (s *state) label(r model.Record) string {
	document := ""
	if d, ok := s.documents.record(r.Get("document")); ok {
		document = s.shortDocument(d)
	}
	section, page := r.Get("section"), r.Get("page")
	if section != "" {
		section = s.section(section)
	}
	if page != "" {
		page = s.l.Text("page.source.page", "Page", page)
	}
	return joined(", ", document, section, page)
}

// value is the number of a record that has one, or what is said in its place.
func (s *state) value(r model.Record) string {
	switch r.Table.Name {
	case "amounts":
		a := model.AmountOf(r)
		f := s.write(a.Quantity, signOf(a.Measure), false)
		if !a.Known && a.Text != "" {
			return a.Text
		}
		return f.Text
	case "causes":
		return s.write(model.CauseOf(r).Quantity, i18n.Signed, false).Text
	}
	return ""
}

// told are the columns that the number's own line tells of.
var told = map[string]bool{"amount_unit": true, "approximate": true, "status": true}

// fields are a record's cells in words, but for its id and its source.
func (s *state) fields(r model.Record) []NamedText {
	out := []NamedText{}
	numbered := r.Table.Name == "amounts" || r.Table.Name == "causes"
	for i, f := range r.Table.Fields {
		cell := r.Cells[i]
		switch {
		case f.Name == "id" || f.Name == "source" || numbered && told[f.Name]:
			continue
		case numbered && f.As == schema.Decimal:
			cell = s.value(r)
		case cell == "":
			continue
		default:
			cell = s.cellText(r.Table.Name, f, cell)
		}
		out = append(out, NamedText{Label: s.fieldTitle(f), Text: cell})
	}
	return out
}

// fieldTitle is a column's heading: in Swedish as its schema has it.
func (s *state) fieldTitle(f schema.Field) string {
	if key := "page.field." + f.Name; s.l.Lang() != i18n.Swedish && s.l.Has(key) {
		return s.l.Text(key)
	}
	return f.Title
}

// cellText writes a cell for people.
func (s *state) cellText(table string, f schema.Field, cell string) string {
	values := []string{cell}
	if f.List {
		values = strings.Split(cell, "|")
	}
	for i, v := range values {
		switch {
		case len(f.Refers) > 0:
			values[i] = s.refersTo(f.Refers[0], v)
		case f.As == schema.Period:
			if p, ok := model.ParsePeriod(v); ok {
				values[i] = s.l.Period(p)
			}
		case len(f.Enum) > 0 || f.Type == "boolean":
			values[i] = s.enumerated(table, f.Name, v)
		case f.Name == "package":
			values[i] = s.packageTitle(v)
		}
	}
	return strings.Join(values, ", ")
}

// enumerated writes a value out of a list in words.
func (s *state) enumerated(table, column, value string) string {
	for _, key := range []string{
		"page.value." + table + "." + column + "." + value, "page.value." + column + "." + value, "page.fact_name." + value,
		"page." + strings.TrimSuffix(table, "s") + "." + value,
	} {
		if s.l.Has(key) {
			return s.l.Text(key)
		}
	}
	return value
}

func (s *state) packageTitle(name string) string {
	if p := s.packageNamed(name); p != nil {
		return p.Title
	}
	return name
}

// refersTo names the record that a cell refers to; a reference that may go into several tables says
// which one itself.
func (s *state) refersTo(table, ref string) string {
	if t, id, ok := strings.Cut(ref, ":"); ok {
		table, ref = t, id
	}
	ledgers := map[string]ledger{"units": s.units, "documents": s.documents, "sources": s.sources}
	if line, ok := s.lines[ref]; ok && table == "budget_lines" {
		return line.Title
	}
	if l, ok := ledgers[table]; ok {
		if r, ok := l.record(ref); ok {
			return s.title(r)
		}
	}
	return ref
}

// yearOf is the year that a record is about.
func (s *state) yearOf(r model.Record) string {
	if r.Table.When != "" {
		if p, ok := model.ParsePeriod(r.Get(r.Table.When)); ok && !p.Unknown {
			d := p.To
			if d.IsZero() {
				d = p.From
			}
			return s.l.Date(model.Date{Year: d.Year})
		}
	}
	return s.l.Date(model.Date{Year: i18n.PackageEnd(r.Package).Year()})
}
