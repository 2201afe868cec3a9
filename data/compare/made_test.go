package compare

import (
	"fmt"
	"io"
	"strings"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
	"rodatraden/data/model"
	"rodatraden/data/schema"
)

// pack is a package in the making.
type pack struct{ *followup.Package }

type noFiles struct{}

func (noFiles) Open(r followup.Resource) (io.ReadCloser, error) {
	return nil, fault.New("noFiles.Open", fault.NotFound, r.Path, nil)
}

// newPack begins a whole report up to a day. Its name and id follow from the order.
func newPack(order int64, kind model.Kind, asAt string) pack {
	name := fmt.Sprintf("p%02d", order)
	return pack{&followup.Package{
		Manifest: followup.Manifest{
			Name: name, ID: "id-" + name, Title: "Uppföljning " + name,
			Followup: followup.Followup{
				Format: 1, Municipality: model.Municipality{Code: "9999", Name: "Älvbro"}, Fictional: true,
				Committee: followup.CommitteeName{ID: "sn", Name: "Socialnämnden"},
				Kind:      kind, Extent: model.Full, AsAt: asAt, Order: order,
				Period:   followup.Span{From: asAt[:4] + "-01-01", To: asAt},
				Variance: "budget-minus-actual", Audience: "public",
			},
		},
		Files: noFiles{},
	}}
}

func (p pack) excerpt() pack {
	p.Manifest.Followup.Extent = model.Excerpt
	return p
}

func (p pack) supersedes(q pack) pack {
	p.Manifest.Followup.Supersedes = q.Manifest.ID
	return p
}

// row adds a row; cells are column=value.
func (p pack) row(table string, cells ...string) pack {
	t := schema.MustGet(table)
	row := make([]string, len(t.Fields))
	for _, c := range cells {
		name, value, _ := strings.Cut(c, "=")
		at := t.Column(name)
		if at < 0 {
			panic(table + " has no column " + name)
		}
		row[at] = value
	}
	if row[t.Column("id")] == "" {
		row[t.Column("id")] = fmt.Sprintf("r%d", len(p.Table(table)))
	}
	for i := range p.Tables {
		if p.Tables[i].Schema == t {
			p.Tables[i].Rows = append(p.Tables[i].Rows, row)
			return p
		}
	}
	p.Tables = append(p.Tables, followup.Table{Schema: t, Rows: [][]string{row}})
	return p
}

func (p pack) amount(line, measure, period, value string, more ...string) pack {
	return p.row("amounts", append([]string{"line=" + line, "measure=" + measure, "period=" + period,
		"value=" + value, "amount_unit=mkr"}, more...)...)
}

func (p pack) withdraw(table, key, reason string) pack {
	return p.row("withdrawn", "table="+table, "key="+key, "reason="+reason)
}
