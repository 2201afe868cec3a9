package publisher

import (
	"context"
	"slices"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/publishing"
)

// preview is what readers will see, as the window asks for it.
type preview struct{ of *publishing.Preview }

// Close implements guided.Preview.
func (p preview) Close() error { return p.of.Close() }

// Packages implements guided.Preview.
func (p preview) Packages() []string {
	var out []string
	for _, one := range p.of.Packages {
		title := one.Read.Path
		if one.Read.Package != nil {
			title = one.Read.Package.Manifest.Title
		}
		out = append(out, title)
	}
	return out
}

// Titles implements guided.Preview.
func (p preview) Titles(at int) (then, now string) {
	one := p.of.Packages[at]
	then = p.Packages()[at]
	if one.Now != nil && one.Now.Package != nil {
		now = one.Now.Package.Title
	}
	return then, now
}

// Page implements guided.Preview.
func (p preview) Page(ctx context.Context, at int, name string, old bool) (any, error) {
	one := p.of.Packages[at]
	if one.Problem != nil {
		return nil, one.Problem
	}
	if old {
		return p.of.Now.Page(ctx, name, *one.Now)
	}
	return p.of.Then.Page(ctx, name, one.Then)
}

// Pages implements guided.Preview: all but those that hold the reader's own.
func (p preview) Pages(l *i18n.Localizer) (names, titles []string) {
	for _, name := range page.Names() {
		if slices.Contains([]string{"questions", "protocol"}, name) {
			continue
		}
		names = append(names, name)
		titles = append(titles, l.Text("ui.page."+name))
	}
	return names, titles
}
