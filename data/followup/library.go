package followup

import (
	"bytes"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"rodatraden/data/schema"
)

// CheckAgainst checks a package against those of the repository that it will join: that its name,
// id and order are its own; what it supersedes; that every reference leads to a record that is
// known when it is told, in itself or an earlier package of the committee; and that a record's id
// stays its own from package to package. known may hold p itself, as it is published.
func CheckAgainst(p *Package, known []*Package) Report {
	l := joining{collector: &collector{}, p: p}
	f := p.Manifest.Followup
	var others []*Package
	var municipality, audience bool // told once, not for each package
	for _, q := range known {
		if same(p, q) {
			continue
		}
		others = append(others, q)
		g := q.Manifest.Followup
		if g.Municipality.Code != f.Municipality.Code && !municipality {
			municipality = true
			l.fault(MunicipalityDiffers, l.at("followup.municipality.code", f.Municipality.Code), "Other", q.Manifest.Name, "Found", g.Municipality.Code)
		}
		if g.Audience != f.Audience && !audience {
			audience = true
			l.fault(AudienceDiffers, l.at("followup.audience", f.Audience), "Other", q.Manifest.Name, "Found", g.Audience)
		}
		if q.Manifest.ID == p.Manifest.ID && (g.Committee.ID != f.Committee.ID || q.Manifest.Name != p.Manifest.Name) {
			l.fault(IDTaken, l.at("id", p.Manifest.ID), "Other", q.Manifest.Name)
		}
		if g.Committee.ID == f.Committee.ID {
			l.earlier = append(l.earlier, q)
		}
	}
	l.checkPlace()
	l.checkSupersedes(others)
	l.checkRecords()
	return l.report()
}

// same reports whether q is p itself, as it is published. A source is its package where it says
// the same.
func same(p, q *Package) bool {
	if p == q {
		return true
	}
	if p.raw != nil {
		return bytes.Equal(p.raw, q.raw)
	}
	m, n := p.Manifest, q.Manifest
	if m.Created == "" {
		n.Created = ""
	}
	if p.supersedes != "" { // a name, and its id
		m.Followup.Supersedes, n.Followup.Supersedes = "", ""
	}
	m.Schema, n.Schema = "", ""
	m.Resources, n.Resources = p.documents, documentsOf(n.Resources)
	return reflect.DeepEqual(m, n) && slices.EqualFunc(p.Tables, q.Tables, func(t, u Table) bool {
		return t.Schema == u.Schema && slices.EqualFunc(t.Rows, u.Rows, slices.Equal)
	})
}

// documentsOf returns the resources that are no tables.
func documentsOf(all []Resource) []Resource {
	var documents []Resource
	for _, res := range all {
		if res.Type != "table" {
			documents = append(documents, res)
		}
	}
	return documents
}

// joining is a package on its way into a library.
type joining struct {
	*collector
	p       *Package
	earlier []*Package // the others of the committee
}

func (l *joining) at(property, value string) place {
	return place{file: ManifestName, column: property, value: value}
}

// checkPlace checks the package's name and its place in the committee's order.
func (l *joining) checkPlace() {
	m := l.p.Manifest
	last := l.p
	for _, q := range l.earlier {
		if q.Manifest.Name == m.Name {
			l.fault(NameTaken, l.at("name", m.Name), "Name", m.Name)
		}
		if q.Manifest.Followup.Order == m.Followup.Order {
			l.fault(OrderTaken, l.at("followup.order", strconv.FormatInt(m.Followup.Order, 10)), "Other", q.Manifest.Name)
		}
		if q.Manifest.Followup.Order > last.Manifest.Followup.Order {
			last = q
		}
	}
	if last != l.p {
		at := l.at("followup.order", strconv.FormatInt(m.Followup.Order, 10))
		at.note = m.Followup.Reason
		l.warn(OrderPast, at,
			"Other", last.Manifest.Name, "Order", strconv.FormatInt(last.Manifest.Followup.Order, 10))
	}
}

// superseded returns the package that p replaces, or nil.
func (l *joining) superseded() *Package {
	f := l.p.Manifest.Followup
	for _, q := range l.earlier {
		if q.Manifest.ID == f.Supersedes || l.p.supersedes != "" && q.Manifest.Name == l.p.supersedes {
			return q
		}
	}
	return nil
}

func (l *joining) checkSupersedes(all []*Package) {
	m := l.p.Manifest
	f := m.Followup
	if f.Supersedes == "" {
		return
	}
	says := f.Supersedes
	if l.p.supersedes != "" {
		says = l.p.supersedes
	}
	at := l.at("followup.supersedes", says)
	if f.Supersedes == m.ID || says == m.Name {
		l.fault(SupersedesItself, at)
		return
	}
	q := l.superseded()
	if q == nil {
		l.fault(SupersedesUnknown, at, "Value", says)
		return
	}
	g := q.Manifest.Followup
	if f.Order <= g.Order {
		l.fault(SupersedesOrder, l.at("followup.order", strconv.FormatInt(f.Order, 10)), "Other", q.Manifest.Name, "Order", strconv.FormatInt(g.Order, 10))
	}
	if f.AsAt != g.AsAt {
		l.fault(AsAtChanged, l.at("followup.as_at", f.AsAt), "Other", q.Manifest.Name, "AsAt", g.AsAt)
	}
	for _, o := range all {
		if o != q && o.Manifest.Followup.Supersedes == q.Manifest.ID {
			l.fault(SupersedesTwice, at, "Other", q.Manifest.Name, "By", o.Manifest.Name)
		}
	}
}

// ref is a record's name in references.
type ref struct{ table, id string }

// holding is what the library knows: which records there are, and by which key each goes. Ids and
// keys are kept when a record is withdrawn, so that it comes back under its own.
type holding struct {
	records map[ref]bool
	ids     map[ref]told // a row's key, by its id
	keys    map[ref]told // a row's id, by its key
	lines   map[string]budgetLine
	stated  map[ref]bool // keys that a package has stated
}

// told is a key or an id, and the package that told it.
type told struct{ value, by string }

// rank orders statements: by the day whose knowledge they state, then by order.
type rank struct {
	asAt  time.Time
	order int64
}

func (r rank) below(s rank) bool {
	return r.asAt.Before(s.asAt) || r.asAt.Equal(s.asAt) && r.order < s.order
}

func rankOf(p *Package) rank {
	day, _ := time.Parse(time.DateOnly, p.Manifest.Followup.AsAt)
	return rank{day, p.Manifest.Followup.Order}
}

// hold gathers what is known of the packages. A record is there unless the highest statement of
// its key is a withdrawal.
func hold(packages []*Package) holding {
	h := holding{
		records: map[ref]bool{}, ids: map[ref]told{}, keys: map[ref]told{},
		lines: map[string]budgetLine{}, stated: map[ref]bool{},
	}
	type statement struct {
		rank  rank
		empty bool
	}
	highest := map[ref]statement{}
	claim := func(k ref, s statement) {
		if was, there := highest[k]; !there || was.rank.below(s.rank) {
			highest[k] = s
		}
	}
	for _, p := range packages {
		for i := range p.Tables {
			t := &p.Tables[i]
			if t.Schema.Name == "withdrawn" {
				for n := range t.Rows {
					claim(ref{t.cell(n, "table"), t.cell(n, "key")}, statement{rankOf(p), true})
				}
				continue
			}
			for _, row := range t.Rows {
				k := ref{t.Schema.Name, t.Schema.KeyOf(row)}
				h.stated[k] = true
				claim(k, statement{rankOf(p), false})
			}
		}
	}
	lineRank := map[string]rank{}
	for _, p := range packages {
		for i := range p.Tables {
			t := &p.Tables[i]
			id := t.Schema.Column("id")
			for n, row := range t.Rows {
				h.ids[ref{t.Schema.Name, row[id]}] = told{t.Schema.IdentityOf(row), p.Manifest.Name}
				h.keys[ref{t.Schema.Name, t.Schema.IdentityOf(row)}] = told{row[id], p.Manifest.Name}
				if highest[ref{t.Schema.Name, t.Schema.KeyOf(row)}].empty {
					continue
				}
				h.records[ref{t.Schema.Name, row[id]}] = true
				if t.Schema.Name == "budget_lines" {
					if was, there := lineRank[row[id]]; !there || was.below(rankOf(p)) {
						lineRank[row[id]] = rankOf(p)
						h.lines[row[id]] = budgetLine{t.cell(n, "parent"), t.cell(n, "kind")}
					}
				}
			}
		}
	}
	return h
}

// checkRecords checks references and ids.
func (l *joining) checkRecords() {
	replaced := map[string]int64{} // by id: the order of the package that replaced it
	for _, q := range l.earlier {
		if s := q.Manifest.Followup.Supersedes; s != "" {
			replaced[s] = q.Manifest.Followup.Order
		}
	}
	order := l.p.Manifest.Followup.Order
	gone := l.superseded()
	var then, others []*Package // known when p is told; and all that stand
	for _, q := range l.earlier {
		if q == gone {
			continue
		}
		by, is := replaced[q.Manifest.ID]
		if q.Manifest.Followup.Order <= order && (!is || by > order) {
			then = append(then, q)
		}
		if !is {
			others = append(others, q)
		}
	}
	var held holdings
	with := hold(append(then[:len(then):len(then)], l.p))
	l.checkReferences(with)
	l.checkIDs(held.of(others))
	l.checkWithdrawnKnown(then, &held)
	l.checkLeft(then, gone, with)
	checkCompleteness(l.collector, l.p, then, &held)
	checkKnownIndicators(l.collector, l.p, then)
	checkKnownCircles(l.collector, l.p, then)
	if !knowsItsLines(l.p, linesOf(l.p)) {
		checkParts(l.collector, l.p, with.lines)
		checkVariances(l.collector, l.p, with.lines) // whether a line is income decides which way it counts
	}
	checkVariancesBefore(l.collector, l.p, then, with.lines)
}

// holdings are what is known of the same packages, gathered once however many checks ask.
type holdings struct {
	packages []*Package
	known    *holding
}

func (h *holdings) of(packages []*Package) holding {
	if h.known == nil || !slices.Equal(h.packages, packages) {
		known := hold(packages)
		h.packages, h.known = packages, &known
	}
	return *h.known
}

// references visits every reference of a package: the row and column that it stands in, and the
// record that it names; bad is a reference to a table that there is none of, or may not be.
func references(p *Package, visit func(t *Table, n int, column string, to ref, bad bool)) {
	for i := range p.Tables {
		t := &p.Tables[i]
		for column, f := range t.Schema.Fields {
			if len(f.Refers) == 0 {
				continue
			}
			for n, row := range t.Rows {
				if row[column] == "" {
					continue
				}
				for _, name := range f.Values(row[column]) {
					table, id, is := f.Target(name)
					if !is || f.Qualified() && strings.Contains(name, ":") && !qualifiedForm.MatchString(name) {
						continue // no reference; one without its form is told
					}
					_, there := schema.Get(table)
					visit(t, n, f.Name, ref{table, id}, !there || !allowed(f.Refers, table))
				}
			}
		}
	}
}

func allowed(tables []string, table string) bool {
	for _, t := range tables {
		if t == table || t == "*" {
			return true
		}
	}
	return false
}

func (l *joining) checkReferences(with holding) {
	references(l.p, func(t *Table, n int, column string, to ref, bad bool) {
		switch {
		case bad:
			f := t.Schema.Fields[t.Schema.Column(column)]
			tables := strings.Join(f.Refers, ", ")
			if tables == "*" {
				tables = strings.Join(tableNames(), ", ")
			}
			l.fault(ReferenceTable, t.at(n, column), "Table", to.table, "Tables", tables)
		case !with.records[to]:
			l.fault(ReferenceMissing, t.at(n, column), "Table", to.table, "ID", to.id)
		}
	})
	t := l.p.table("decisions")
	if t == nil {
		return
	}
	for n := range t.Rows {
		name := t.cell(n, "package")
		if name != "" && name != l.p.Manifest.Name && named(l.p, l.earlier, name) == nil {
			l.warn(PackageUnknown, t.at(n, "package"), "Name", name)
		}
	}
}

// checkIDs checks that a fact keeps its id, and an id its fact.
func (l *joining) checkIDs(others holding) {
	for i := range l.p.Tables {
		t := &l.p.Tables[i]
		id := t.Schema.Column("id")
		if kc := t.Schema.KeyColumns(); len(kc) == 1 && kc[0] == id {
			continue
		}
		for n, row := range t.Rows {
			key := t.Schema.IdentityOf(row)
			if was, there := others.keys[ref{t.Schema.Name, key}]; there && was.value != row[id] {
				l.fault(IDChanged, t.at(n, "id"), "Key", showKey(t.Schema, row), "Want", was.value, "Other", was.by)
			}
			if was, there := others.ids[ref{t.Schema.Name, row[id]}]; there && was.value != key {
				l.fault(IDReused, t.at(n, "id"), "ID", row[id], "Key", strings.Join(keyNames(t.Schema), ", "), "Other", was.by)
			}
		}
	}
}

func (l *joining) checkWithdrawnKnown(then []*Package, held *holdings) {
	w := l.p.table("withdrawn")
	if w == nil {
		return
	}
	others := held.of(then)
	for n := range w.Rows {
		table, key := w.cell(n, "table"), w.cell(n, "key")
		if t, there := schema.Get(table); !there || len(schema.SplitKey(key)) != len(t.KeyColumns()) {
			continue // told
		}
		if !others.stated[ref{table, key}] {
			l.fault(WithdrawnUnknown, w.at(n, "key"), "Table", table, "Key", key)
		}
	}
}

// gone is where the package says that a record goes: in the row that withdraws it, or where it replaces
// the package that held it. The reason for that is the manifest's.
func (l *joining) gone(to ref, had holding) place {
	key, _, _ := strings.Cut(had.ids[to].value, "\x00")
	if w := l.p.table("withdrawn"); w != nil {
		for n := range w.Rows {
			if w.cell(n, "table") == to.table && w.cell(n, "key") == key {
				return w.at(n, "key")
			}
		}
	}
	at := l.at("followup.supersedes", to.table+":"+to.id)
	at.note = l.p.Manifest.Followup.Reason
	return at
}

// checkLeft warns where other packages refer to a record that goes when p withdraws it, or
// replaces the package that held it.
func (l *joining) checkLeft(then []*Package, gone *Package, with holding) {
	if gone == nil && l.p.table("withdrawn") == nil {
		return
	}
	before := then
	if gone != nil {
		before = append(then[:len(then):len(then)], gone)
	}
	had := hold(before)
	for _, q := range then {
		references(q, func(t *Table, n int, column string, to ref, bad bool) {
			if had.records[to] && !with.records[to] {
				l.warn(LeftDangling, l.gone(to, had), "Record", to.table+":"+to.id,
					"Other", q.Manifest.Name, "Table", t.Schema.Name, "Row", strconv.Itoa(t.line(n)))
			}
		})
	}
}
