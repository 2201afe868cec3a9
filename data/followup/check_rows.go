package followup

import (
	"strings"

	"rodatraden/data/schema"
)

// checkDocuments checks that the rows that name a document or a text name one that is there, and
// warns of those that no row names.
func checkDocuments(c *collector, p *Package, resources []Resource) {
	byName := map[string]Resource{}
	for _, res := range resources {
		byName[res.Name] = res
	}
	refused := map[string]bool{} // files that are there, and could not be taken
	for _, f := range c.findings {
		if f.Severity == Fault {
			refused[resourceName(f.File)] = true
		}
	}
	used := map[string]bool{}
	for i := range p.Tables {
		t := &p.Tables[i]
		for column, f := range t.Schema.Fields {
			if f.As != schema.Resource {
				continue
			}
			for n, row := range t.Rows {
				name := row[column]
				if name == "" {
					continue
				}
				res, there := byName[name]
				if !there && refused[name] {
					continue
				}
				if !there {
					c.fault(ResourceMissing, t.at(n, f.Name), "Value", name)
					continue
				}
				used[name] = true
				want := t.cell(n, "media_type")
				if t.Schema.Name == "texts" {
					want = "text/markdown"
				}
				if want != "" && want != res.MediaType {
					c.fault(MediaTypeDiffers, t.at(n, f.Name), "File", res.Path, "Want", want, "Found", res.MediaType)
				}
			}
		}
	}
	for _, res := range resources {
		if !used[res.Name] {
			table := "documents"
			if strings.HasPrefix(res.Path, "texts/") {
				table = "texts"
			}
			c.warn(FileUnused, place{file: res.Path}, "Table", table, "Name", res.Name)
		}
	}
}

// checkWithdrawn checks that what is withdrawn is a key of a table, and not stated in the same
// package. strict makes an unknown table a fault; otherwise it is one of a later program.
func checkWithdrawn(c *collector, p *Package, strict bool) {
	w := p.table("withdrawn")
	if w == nil {
		return
	}
	stated := map[string]map[string]bool{}
	for n := range w.Rows {
		name, key := w.cell(n, "table"), w.cell(n, "key")
		if name == "" || key == "" {
			continue // told
		}
		t, there := schema.Get(name)
		if !there && !strict {
			continue
		}
		if !there || name == "withdrawn" {
			c.fault(WithdrawnTable, w.at(n, "table"), "Table", name, "Suggestion", nearest(name, tableNames()))
			continue
		}
		if parts := schema.SplitKey(key); len(parts) != len(t.KeyColumns()) {
			var names []string
			for _, i := range t.KeyColumns() {
				names = append(names, t.Fields[i].Name)
			}
			c.fault(WithdrawnKey, w.at(n, "key"), "Table", name, "Columns", strings.Join(names, "|"))
			continue
		}
		if stated[name] == nil {
			stated[name] = map[string]bool{}
			for _, row := range p.Table(name) {
				stated[name][t.KeyOf(row)] = true
			}
		}
		if stated[name][key] {
			c.fault(WithdrawnAndStated, w.at(n, "key"), "Table", name, "Key", key)
		}
	}
}

func tableNames() []string {
	var names []string
	for _, t := range schema.All() {
		if t.Name != "withdrawn" {
			names = append(names, t.Name)
		}
	}
	return names
}

// checkOral warns of what a whole report was only ever told, and stands in no document.
func checkOral(c *collector, p *Package) {
	t := p.table("sources")
	if t == nil || !p.full() {
		return
	}
	for n := range t.Rows {
		if t.cell(n, "form") == "oral" {
			c.warn(OralOnly, t.at(n, "form"), "ID", t.cell(n, "id"))
		}
	}
}
