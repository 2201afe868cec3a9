package steps

// preview shows the pages as readers will see them beside those that are published now.
func (b builder) preview() *Page {
	p := &Page{Back: true, Headline: b.text("preview.headline"), Sub: b.text("preview.sub")}
	batch := b.k.Batch
	if b.k.First {
		p.Headline, p.Sub = b.text("preview.first"), b.text("preview.first.sub")
	}
	if b.k.Busy != "" {
		p.Headline, p.Sub = b.text("preview.making"), b.text("preview.making.sub")
		p.Call = b.press("stop", "close")
		return p
	}
	if len(b.k.Shown.Pages) > 0 {
		p.Main = append(p.Main, b.k.Shown)
	}
	switch {
	case batch != nil && batch.Faults() > 0:
		p.Note = b.text("preview.faults", "Count", batch.Faults())
		p.Next = b.press("go/review", "")
	case b.k.Ready(Publish):
		p.Next = b.press("go/publish", "")
	}
	return p
}
