package publishing

import (
	"context"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rodatraden/app/checked"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/repository"
	"rodatraden/data/schema"
	"rodatraden/data/template"
)

// WorkbookAsk is what a workbook to fill in is asked for. What is empty follows from the packages before.
type WorkbookAsk struct {
	Committee, CommitteeName, Municipality, MunicipalityName, Kind, Period string

	From *Batch // earlier packages, beside those that are published; nil is none
	Copy *Batch // one package that is to be corrected; nil makes a workbook of the next
}

// Workbook writes a workbook for a committee's next package, or for the correction of one, with what stands
// since earlier packages. It returns what the workbook holds. A correction's documents are written in the
// folder Beside it.
//
// Faults: Exists where the workbook, or that folder, is there; NotFound where the committee has no package
// and others have, with a *terminal.Near; Usage where it is not told which committee it is, or a period is
// none; those of the batches and of the repository.
func (d *Desk) Workbook(ctx context.Context, a WorkbookAsk, out string) (template.Content, error) {
	const op = "template"
	var none template.Content
	if There(out) {
		return none, fault.New(op, fault.Exists, out, nil)
	}
	for _, b := range []*Batch{a.From, a.Copy} {
		if b == nil {
			continue
		}
		if err := b.stops(op); err != nil {
			return none, err
		}
	}
	var original *followup.Package
	if a.Copy != nil {
		originals := a.Copy.Found()
		if len(originals) != 1 {
			return none, fault.New(op, fault.Usage, "--copy", nil)
		}
		original = originals[0]
		a.Committee = original.Manifest.Followup.Committee.ID
	}
	earlier, err := d.earlier(ctx, &a)
	if err != nil {
		return none, err
	}
	if a.Committee == "" {
		return none, fault.New(op, fault.Usage, "--committee", nil)
	}
	manifest, err := next(a, earlier, d.l)
	if err != nil {
		return none, err
	}
	content := template.Standing(earlier, manifest)
	if original != nil {
		content = correction(original, earlier, content)
	}
	folder := Beside(out)
	if original != nil && len(original.Documents()) > 0 {
		if There(folder) {
			return none, fault.New(op, fault.Exists, folder, nil)
		}
		if err := placeDocuments(folder, original); err != nil {
			return none, err
		}
	}
	return content, template.Write(out, content, checked.BookWords{Localizer: d.l})
}

// earlier returns the committee's packages before the one that a template is made for, in the library's
// order: those that are published, and those that are named. Where nobody says which committee it is, it
// is the only one that they are of.
func (d *Desk) earlier(ctx context.Context, a *WorkbookAsk) ([]*followup.Package, error) {
	const op = "template"
	var all []*followup.Package
	if d.storage != nil {
		x, err := repository.Look(ctx, d.storage)
		if err != nil {
			return nil, err
		}
		wanted := slices.DeleteFunc(linesOf(x), func(l repository.Line) bool { return a.Committee != "" && l.Committee != a.Committee })
		if all, err = d.published(ctx, x, wanted); err != nil {
			return nil, err
		}
	}
	for _, p := range a.From.Found() {
		if !slices.ContainsFunc(all, func(q *followup.Package) bool { return q.Manifest.ID == p.Manifest.ID && p.Manifest.ID != "" }) {
			all = append(all, p)
		}
	}
	committees := map[string]bool{}
	for _, p := range all {
		committees[p.Manifest.Followup.Committee.ID] = true
	}
	names := slices.Sorted(maps.Keys(committees))
	switch {
	case a.Committee == "" && len(names) == 1:
		a.Committee = names[0]
	case a.Committee == "" && len(names) > 1, a.Committee != "" && len(names) > 0 && !committees[a.Committee]:
		return nil, fault.New(op, fault.NotFound, "--committee="+a.Committee, &terminal.Near{Names: names})
	}
	all = slices.DeleteFunc(all, func(p *followup.Package) bool { return p.Manifest.Followup.Committee.ID != a.Committee })
	slices.SortStableFunc(all, func(p, q *followup.Package) int {
		return int(p.Manifest.Followup.Order - q.Manifest.Followup.Order)
	})
	return all, nil
}

// correction is the content for a package that supersedes another: all that it tells, to be edited, under a
// name and an order of its own. What stands of earlier packages stays beside it.
func correction(original *followup.Package, earlier []*followup.Package, content template.Content) template.Content {
	own := template.Copy(original)
	m := &own.Manifest
	order := max(content.Manifest.Followup.Order, m.Followup.Order+1)
	m.Followup.Supersedes = m.ID
	if m.ID == "" {
		m.Followup.Supersedes = m.Name
	}
	m.Name, m.ID, m.Created, m.Followup.Order = free(m.Name, append(slices.Clone(earlier), original)), "", "", order
	own.Known = content.Known
	own.Before = map[string][][]string{}
	for name, rows := range content.Before {
		t := schema.MustGet(name)
		told := map[string]bool{}
		for _, row := range own.Rows[name] {
			told[t.KeyOf(row)] = true
		}
		for _, row := range rows {
			if !told[t.KeyOf(row)] {
				own.Before[name] = append(own.Before[name], row)
			}
		}
	}
	return own
}

// Beside is the folder of a workbook's documents.
func Beside(workbook string) string { return strings.TrimSuffix(workbook, filepath.Ext(workbook)) }

// placeDocuments writes a package's documents and texts in the folder beside a workbook: all, or none.
func placeDocuments(folder string, p *followup.Package) error {
	const op = "template"
	return Place(op, folder, func(part string) ([]string, error) {
		tops := map[string]bool{}
		for _, res := range p.Documents() {
			to := filepath.Join(part, filepath.FromSlash(res.Path))
			f, err := p.Files.Open(res)
			if err != nil {
				return nil, err
			}
			raw, err := io.ReadAll(f)
			if err = errors.Join(err, f.Close()); err != nil {
				return nil, err
			}
			if err = os.MkdirAll(filepath.Dir(to), 0o755); err == nil {
				err = terminal.WriteFile(to, raw)
			}
			if err != nil {
				return nil, fault.New(op, terminal.DiskKind(err), filepath.Join(folder, res.Path), err)
			}
			top, _, _ := strings.Cut(res.Path, "/")
			tops[top] = true
		}
		return slices.Sorted(maps.Keys(tops)), nil
	})
}
