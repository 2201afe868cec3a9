package main

import (
	"context"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rodatraden/app/checked"
	"rodatraden/app/terminal"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/repository"
	"rodatraden/data/schema"
	"rodatraden/data/template"
)

func (c *call) templateCommand() *cobra.Command {
	const op = "template"
	var a asked
	var from []string
	var duplicate, out string
	cmd := terminal.Command(c.L, "template", "template")
	c.repositoryFlag(cmd, false)
	flags := cmd.Flags()
	flags.StringVar(&a.committee, "committee", "", c.L.Text("command.flag.committee"))
	flags.StringVar(&a.committeeName, "committee-name", "", c.L.Text("command.flag.committee_name"))
	flags.StringVar(&a.municipality, "municipality", "", c.L.Text("command.flag.municipality_code"))
	flags.StringVar(&a.municipalityName, "municipality-name", "", c.L.Text("command.flag.municipality"))
	flags.StringVar(&a.kind, "kind", "", c.L.Text("command.flag.kind", "Names", strings.Join(kinds, ", ")))
	flags.StringVar(&a.period, "period", "", c.L.Text("command.flag.period"))
	flags.StringArrayVar(&from, "from", nil, c.L.Text("command.flag.from"))
	flags.StringVar(&duplicate, "copy", "", c.L.Text("command.flag.copy"))
	flags.StringVar(&out, "out", "", c.L.Text("command.flag.out.workbook"))
	_ = cmd.MarkFlagRequired("out")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if a.committee != "" && !followup.IsCommitteeID(a.committee) {
			return fault.New(op, fault.Usage, "--committee="+a.committee, nil)
		}
		if a.municipality != "" && !followup.IsMunicipalityCode(a.municipality) {
			return fault.New(op, fault.Usage, "--municipality="+a.municipality, nil)
		}
		if duplicate != "" && a != (asked{}) {
			return fault.New(op, fault.Usage, c.L.Text("command.copy.alone"), nil)
		}
		if a.kind != "" && !slices.Contains(kinds, a.kind) {
			return fault.New(op, fault.Usage, "--kind="+a.kind, &terminal.Near{Names: kinds})
		}
		if strings.ToLower(filepath.Ext(out)) != ".xlsx" {
			return fault.New(op, fault.Usage, "--out="+out+" (.xlsx)", nil)
		}
		if !isFolder(filepath.Dir(out)) {
			return fault.New(op, fault.NotFound, filepath.Dir(out), nil)
		}
		if there(out) {
			return fault.New(op, fault.Exists, out, nil)
		}
		var original *followup.Package
		if duplicate != "" {
			read, err := c.sound([]string{duplicate})
			if err != nil {
				return err
			}
			if len(read) != 1 {
				return fault.New(op, fault.Usage, "--copy="+duplicate, nil)
			}
			original = read[0]
			a.committee = original.Manifest.Followup.Committee.ID
		}
		earlier, err := c.earlier(cmd.Context(), &a, from)
		if err != nil {
			return err
		}
		if a.committee == "" {
			return fault.New(op, fault.Usage, "--committee", nil)
		}
		manifest, err := c.next(a, earlier)
		if err != nil {
			return err
		}
		content := template.Standing(earlier, manifest)
		if original != nil {
			content = correction(original, earlier, content)
		}
		folder := beside(out)
		if original != nil && len(original.Documents()) > 0 {
			if there(folder) {
				return fault.New(op, fault.Exists, folder, nil)
			}
			if err := placeDocuments(folder, original); err != nil {
				return err
			}
		}
		if err := template.Write(out, content, checked.BookWords{Localizer: c.L}); err != nil {
			return err
		}
		return c.templateDone(out, content)
	}
	return cmd
}

// kinds are the kinds of packages.
var kinds = followup.Allowed("followup.kind")

// sound reads packages without faults of their own.
func (c *call) sound(args []string) ([]*followup.Package, error) {
	paths, err := find(args)
	if err != nil {
		return nil, err
	}
	var out []*followup.Package
	for _, r := range c.readAll(paths) {
		if r.problem != nil {
			return nil, r.problem
		}
		if r.report.Faults() > 0 {
			_, err := c.check([]read{r}, telling{})
			return nil, err
		}
		out = append(out, r.pkg)
	}
	return out, nil
}

// earlier returns the committee's packages before the one that a template is made for, in the library's
// order: those that are published, and those that are named. Where nobody says which committee it is, it
// is the only one that they are of.
func (c *call) earlier(ctx context.Context, a *asked, from []string) ([]*followup.Package, error) {
	const op = "template"
	var all []*followup.Package
	if c.folder != "" {
		x, err := repository.Look(ctx, repository.Folder(c.folder))
		if err != nil {
			return nil, err
		}
		for _, committee := range x.Committees {
			if a.committee != "" && committee.ID != a.committee {
				continue
			}
			for _, p := range committee.Packages {
				read, err := publishedPackage(ctx, x, committee.ID, p)
				if err != nil {
					return nil, err
				}
				all = append(all, read)
			}
		}
	}
	if len(from) > 0 {
		named, err := c.sound(from)
		if err != nil {
			return nil, err
		}
		for _, p := range named {
			if !slices.ContainsFunc(all, func(q *followup.Package) bool { return q.Manifest.ID == p.Manifest.ID && p.Manifest.ID != "" }) {
				all = append(all, p)
			}
		}
	}
	committees := map[string]bool{}
	for _, p := range all {
		committees[p.Manifest.Followup.Committee.ID] = true
	}
	names := slices.Sorted(maps.Keys(committees))
	switch {
	case a.committee == "" && len(names) == 1:
		a.committee = names[0]
	case a.committee == "" && len(names) > 1, a.committee != "" && len(names) > 0 && !committees[a.committee]:
		return nil, fault.New(op, fault.NotFound, "--committee="+a.committee, &terminal.Near{Names: names})
	}
	all = slices.DeleteFunc(all, func(p *followup.Package) bool { return p.Manifest.Followup.Committee.ID != a.committee })
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

// beside is the folder of a workbook's documents.
func beside(workbook string) string { return strings.TrimSuffix(workbook, filepath.Ext(workbook)) }

// placeDocuments writes a package's documents and texts in the folder beside a workbook: all, or none.
func placeDocuments(folder string, p *followup.Package) error {
	const op = "template"
	return place(op, folder, func(part string) ([]string, error) {
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

// templateDone tells what the workbook holds, and where its documents go.
func (c *call) templateDone(out string, content template.Content) error {
	before, expected, told := 0, 0, 0
	for _, rows := range content.Before {
		before += len(rows)
	}
	for _, rows := range content.Expected {
		expected += len(rows)
	}
	for _, rows := range content.Rows {
		told += len(rows)
	}
	folder := beside(out)
	if c.JSON {
		return c.Answer(map[string]any{
			"out": out, "folder": folder, "name": content.Manifest.Name, "before": before, "expected": expected, "rows": told,
		})
	}
	c.Say("command.template.done", "Path", out)
	if before+expected+told > 0 {
		c.Say("command.template.rows", "Before", before, "Expected", expected, "Rows", told)
	}
	c.Say("command.template.folder", "Path", folder)
	return nil
}
