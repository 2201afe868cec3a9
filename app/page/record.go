package page

import (
	"cmp"
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
// stands, and what was said of it before. What only a package told that has been replaced since opens
// as it was told, and says that it is told no longer. ref is table:id.
//
// Faults: those of store.Record; NotFound also where only a package that ranks above the chosen one
// states the record.
func BuildRecord(ctx context.Context, lib Library, c Choice, ref string, l *i18n.Localizer) (*RecordView, error) {
	v, err := buildRecord(ctx, lib, c, ref, l)
	for _, p := range slices.Backward(c.Packages) {
		if fault.KindOf(err) != fault.NotFound {
			break
		}
		if p.SupersededAt == 0 || p.SupersededAt > c.At || c.Package.Less(*p) {
			continue
		}
		formerly := Choice{Package: p, At: p.Order, Packages: c.Packages}
		found, missing := buildRecord(ctx, lib, formerly, ref, l)
		if missing != nil {
			continue
		}
		by := slices.IndexFunc(c.Packages, func(q *model.Package) bool { return q.Supersedes == p.ID && q.Order <= c.At })
		if by >= 0 {
			gone := NamedText{Label: c.Packages[by].Title, Text: l.Text("page.mark.no_longer")}
			if withdraws(c.Packages[by]) {
				gone.Text = joined(" · ", l.Text("page.withdrawn"), c.Packages[by].Reason)
			}
			found.History = append(found.History, gone)
		}
		v, err = found, nil
	}
	if book, ok := lib.(Notebook); ok && err == nil {
		v.tellOwn(ctx, book, c, l)
	}
	return v, err
}

func buildRecord(ctx context.Context, lib Library, c Choice, ref string, l *i18n.Localizer) (*RecordView, error) {
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
	if slices.ContainsFunc(told, func(t Told) bool { return len(t.Rows) == 0 }) {
		var withdrawn []Told
		if err := loadTable(ctx, lib, c.scope(c.At), "withdrawn", &withdrawn); err != nil {
			return nil, err
		}
		s.withdrawn = newLedger(withdrawn, c.Package, c.At)
	}
	if err := s.loadReferred(ctx, lib, c, r); err != nil {
		return nil, err
	}
	v := s.recordView(r, newLedger(told, c.Package, c.At))
	if r.Table.Name == "texts" {
		body, err := chapter(ctx, lib, r)
		if err != nil {
			return nil, err
		}
		v.Fields = append(s.beginning(body), v.Fields...)
	}
	if v.Document, err = s.attached(ctx, lib, r); err != nil {
		return nil, err
	}
	v.digest = s.copied(r).Digest
	return v, nil
}

// loadReferred reads the records that a record names besides those of loadNames, so that they are
// called what a person would call them.
func (s *state) loadReferred(ctx context.Context, lib Library, c Choice, r model.Record) error {
	for i, f := range r.Table.Fields {
		for _, name := range f.Values(r.Cells[i]) {
			table, id, is := f.Target(name)
			if !is {
				continue
			}
			ref := table + ":" + id
			if _, read := s.referred[ref]; read || slices.Contains(naming, table) {
				continue
			}
			found, err := s.find(ctx, lib, c, ref)
			if err != nil && fault.KindOf(err) != fault.NotFound && fault.KindOf(err) != fault.Usage {
				return err
			}
			if err != nil {
				continue
			}
			s.referred[ref] = found
			if namedByOthers[table] { // what they are called is what they refer to
				if err := s.loadReferred(ctx, lib, c, found); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// namedByOthers are the tables whose records are called by what they refer to.
var namedByOthers = map[string]bool{"assessments": true, "targets": true, "observations": true, "series_breaks": true, "status_events": true, "links": true}

// chapter is the text of a chapter; "" where its package does not hold it.
func chapter(ctx context.Context, lib Library, r model.Record) (string, error) {
	d, err := lib.Document(ctx, r)
	if err == nil {
		var text string
		if text, err = lib.Text(ctx, d.Hash); err == nil {
			return text, nil
		}
	}
	if fault.KindOf(err) == fault.NotFound {
		return "", nil
	}
	return "", err
}

// naming are the tables that loadNames reads.
var naming = []string{"budget_lines", "sources", "documents", "units"}

// loadNames reads what most records refer to: enough to name them.
func loadNames(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) (*state, error) {
	t := new(Tables)
	for i, into := range []*[]Told{&t.Lines, &t.Sources, &t.Documents, &t.Units} {
		if err := loadTable(ctx, lib, c.scope(c.At), naming[i], into); err != nil {
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
		if row, ok := newLedger(told, c.Package, c.At).lastTold(id); ok {
			return row, nil
		}
	}
	return model.Record{}, fault.New("page.BuildRecord", fault.NotFound, ref, nil)
}

// recordView writes a record in words. history holds everything told of its key.
func (s *state) recordView(r model.Record, history ledger) *RecordView {
	v := &RecordView{
		Ref: r.Ref(), Kind: s.kind(r), Title: s.title(r), Fields: s.fields(r), Source: s.source(r), History: []NamedText{},
	}
	v.Stated = s.stated(r, v.Source)
	for _, told := range history.byKey[r.Key] {
		reason := s.withdrawal(told.Package, r.Table.Name, told.Key)
		text := joined(" · ", s.l.Text("page.withdrawn"), reason)
		if len(told.Rows) > 0 {
			row, there := sameRow(r, told.Rows)
			switch {
			case there:
				text = joined(" · ", cmp.Or(s.value(row), s.title(row)), row.Get("revision_note"))
			case len(v.History) == 0: // not yet told of
				continue
			default:
				text = s.l.Text("page.mark.no_longer")
			}
		}
		v.History = append(v.History, NamedText{Label: told.Package.Title, Text: text})
	}
	// What a record is called again and again tells nothing of what was said.
	if len(s.numbers(r)) == 0 && !slices.ContainsFunc(v.History, func(h NamedText) bool { return h.Text != v.History[0].Text }) {
		v.History = []NamedText{}
	}
	return v
}

// sameRow finds what the rows of another package's statement say of what a record is about: the row
// that has its id or its name among them, or the first where rows differ only in where they stand.
func sameRow(r model.Record, rows []model.Record) (model.Record, bool) {
	if i := slices.IndexFunc(rows, func(row model.Record) bool { return row.ID() == r.ID() }); i >= 0 {
		return rows[i], true
	}
	i := slices.IndexFunc(rows, func(row model.Record) bool {
		return !slices.ContainsFunc(r.Table.RowColumns(), func(at int) bool {
			return r.Table.Fields[at].Name != "place" && row.Cells[at] != r.Cells[at]
		})
	})
	if i < 0 {
		return model.Record{}, false
	}
	return rows[i], true
}

// stated says where a record stands. What is known through another document stands where that says;
// where it does not say, and of the documents and sources themselves, it has only been put there.
func (s *state) stated(r model.Record, src *Source) string {
	title := r.Package.Title
	switch {
	case r.Table.Name == "documents" || r.Table.Name == "sources":
		return s.l.Text("page.record.put", "Package", title)
	case r.Package.Extent == model.Full || src == nil || src.SaidIn == "" && src.Document == title:
		return s.l.Text("page.record.stated", "Package", title)
	case src.SaidIn != "":
		return s.l.Text("page.record.said", "Document", src.SaidIn)
	}
	return s.l.Text("page.record.put", "Package", title)
}

// kind names what a record is.
func (s *state) kind(r model.Record) string {
	switch r.Table.Name {
	case "decisions":
		return s.decisionKind(r)
	case "assumptions":
		return s.l.Text("page.assumption." + r.Get("kind"))
	case "audit_points":
		return s.l.Text("page.kind.audit_points." + r.Get("kind"))
	}
	return s.kindOf(r.Table.Name)
}

// kindOf names what the records of a table are.
func (s *state) kindOf(table string) string {
	if key := "page.kind." + table; s.l.Has(key) {
		return s.l.Text(key)
	}
	if t, ok := schema.Get(table); ok {
		return t.Title
	}
	return table
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

// unread are columns that tell a reader nothing: the source stands as a link.
var unread = map[string]bool{"id": true, "source": true, "order": true, "media_type": true}

// fields are a record's cells in words, but for those that its title tells already.
func (s *state) fields(r model.Record) []NamedText {
	out := []NamedText{}
	title := s.title(r)
	tells := companions(r.Table)
	for i, f := range r.Table.Fields {
		cell := r.Cells[i]
		switch {
		case unread[f.Name] || f.As == schema.Resource || tells[f.Name]:
			continue
		case f.Name == "kind" && (r.Table.Name == "decisions" || r.Table.Name == "assumptions" || r.Table.Name == "audit_points"): // the record's kind
			continue
		case cell != "" && r.Table.Name == "assumptions" && f.Name == "held":
			out = append(out, NamedText{Label: s.l.Text("page.assumption.held"), Text: s.heldText(r)})
			continue
		case r.Table.Name == "withdrawn" && f.Name == "table":
			cell = s.kindOf(cell)
		case r.Table.Name == "withdrawn" && f.Name == "key":
			cell = s.keyText(r.Get("table"), cell)
		case f.As == schema.Decimal:
			if cell = s.numberText(r, f); f.Name == s.numbers(r)[0].Name {
				cell = s.value(r)
			}
		case cell == "":
			continue
		default:
			cell = s.cellText(r, f, cell)
		}
		if cell != "" && cell != title && (f.Name != "text" || cell != s.value(r)) {
			out = append(out, NamedText{Label: s.fieldTitle(r.Table, f), Text: cell})
		}
	}
	return out
}

// fieldTitle is a column's heading: in Swedish as its schema has it.
func (s *state) fieldTitle(t *schema.Table, f schema.Field) string {
	if s.l.Lang() == i18n.Swedish {
		return f.Title
	}
	for _, key := range []string{"page.field." + t.Name + "." + f.Name, "page.field." + f.Name} {
		if s.l.Has(key) {
			return s.l.Text(key)
		}
	}
	return f.Title
}

// cellText writes a cell for people. A time that is not known is one that a whole report does not
// report, and that an excerpt does not repeat.
func (s *state) cellText(r model.Record, f schema.Field, cell string) string {
	texts := f.Values(cell)
	for i, v := range texts {
		switch p, ok := model.ParsePeriod(v); {
		case f.As == schema.Period && ok && p.Unknown:
			texts[i] = s.l.Status(model.AbsentIn(r.Package.Extent))
		case f.As == schema.Period && ok:
			texts[i] = s.l.Period(p)
		default:
			texts[i] = s.cellValue(r.Table.Name, f, v)
		}
	}
	return strings.Join(texts, ", ")
}

// cellValue writes one value of a cell that holds no time.
func (s *state) cellValue(table string, f schema.Field, v string) string {
	switch {
	case len(f.Refers) > 0:
		if table, id, ok := f.Target(v); ok {
			return s.refersTo(table, id)
		}
		return s.wordOf(v)
	case len(f.Enum) > 0 || f.Type == "boolean":
		return s.enumerated(table, f.Name, v)
	case f.Name == "package":
		return s.packageTitle(v)
	case f.Name == "section":
		return s.section(v)
	}
	return v
}

// keyText writes the key of what is withdrawn: Ekonomiskt bistånd, budget helår, 2025.
func (s *state) keyText(table, key string) string {
	t, ok := schema.Get(table)
	parts := schema.SplitKey(key)
	if !ok || len(parts) != len(t.KeyColumns()) {
		return key
	}
	for i, at := range t.KeyColumns() {
		f := t.Fields[at]
		if p, ok := model.ParsePeriod(parts[i]); f.As == schema.Period && ok {
			parts[i] = s.l.Period(p)
			continue
		}
		if parts[i] = s.cellValue(table, f, parts[i]); i > 0 {
			parts[i] = i18n.Small(parts[i])
		}
	}
	return strings.Join(parts, ", ")
}

// enumerated writes a value out of a list in words.
func (s *state) enumerated(table, column, value string) string {
	return cmp.Or(ValueWord(s.l, table, column, value), value)
}

// ValueWord is what a listed value of a column means, in words; "" where there are none. The states
// of a table's several numbers have the words of one.
func ValueWord(l *i18n.Localizer, table, column, value string) string {
	if strings.HasSuffix(column, "_status") {
		column = "status"
	}
	for _, key := range []string{
		"page.value." + table + "." + column + "." + value, "page.value." + column + "." + value, "page.fact_name." + value,
		"page." + strings.TrimSuffix(table, "s") + "." + value,
	} {
		if l.Has(key) {
			return l.Text(key)
		}
	}
	return ""
}

func (s *state) packageTitle(name string) string {
	if p := s.packageNamed(name); p != nil {
		return p.Title
	}
	return name
}

// refersTo names a record.
func (s *state) refersTo(table, ref string) string {
	if r, ok := s.referred[table+":"+ref]; ok {
		return s.title(r)
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
	when := ""
	if r.Table.When != "" {
		when = r.Get(r.Table.When)
	}
	return s.yearAbout(when, r.Package)
}

// yearAbout is the year of a time as a cell tells it; where none is told, that of the package that
// states the row.
func (s *state) yearAbout(when string, stated *model.Package) string {
	if p, ok := model.ParsePeriod(when); ok && !p.Unknown {
		d := p.To
		if d.IsZero() {
			d = p.From
		}
		return s.l.Date(model.Date{Year: d.Year})
	}
	return s.l.Date(model.Date{Year: i18n.PackageEnd(stated).Year()})
}
