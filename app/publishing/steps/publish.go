package steps

import (
	"rodatraden/app/i18n"
	"rodatraden/app/page"
)

// publish tells what will be published, to whom and where, and asks for the passphrase; while it is done it
// tells how far it has come.
func (b builder) publish() *Page {
	s, batch := b.k.Standing, b.k.Batch
	if b.k.Sending != nil {
		return b.sending()
	}
	p := &Page{Back: true}
	if s == nil || batch == nil {
		p.Headline, p.Sub = b.text("review.nothing"), b.text("choose.sub")
		return p
	}
	n := batch.New()
	p.Headline = i18n.Capital(b.text("publish.headline", "Count", n, "Number", b.l.Counted(n)))
	p.Sub = b.text("publish.sub")
	p.Left = []Block{Section{Title: b.text("publish.what")}}
	presidium := s.Presidium
	committees := []string{}
	for _, one := range batch.Packages {
		if one.Published {
			continue
		}
		presidium = presidium || one.Presidium
		mark := page.Mark{Kind: page.MarkNew, Text: b.text("publish.new")}
		p.Left = append(p.Left, Row{Title: one.Title, Under: one.Committee, Mark: &mark})
		committees = append(committees, one.Committee)
	}
	readers := b.text("publish.readers.public")
	if presidium {
		readers = b.text("publish.readers.presidium")
	}
	p.Left = append(p.Left, Facts{
		{Label: b.text("publish.to"), Text: s.Address},
		{Label: b.text("publish.committees"), Text: b.l.List(unique(committees))},
		{Label: b.text("publish.readers"), Text: readers},
	})
	if w := batch.Warnings(); w > 0 {
		p.Left = append(p.Left, Prose{Text: b.text("publish.warnings", "Count", w, "Number", b.l.Counted(w)), Muted: true})
	}
	p.Right = []Block{Section{Title: b.text("publish.sign")}, Prose{Text: b.text("publish.sign.why")}, b.field("passphrase", true, "send"), Prose{Text: b.text("publish.keys", "Path", s.Keys), Muted: true}}
	p.Next = b.press("send", "lock")
	return p
}

// sending tells how far a publish, or a renewal, has come.
func (b builder) sending() *Page {
	s := b.k.Sending
	p := &Page{Headline: b.text("sending.headline"), Sub: b.text("sending.sub")}
	if s.Renewing {
		p.Headline, p.Sub = b.text("sending.renew"), b.text("sending.renew.sub")
	}
	title := s.Step
	if title == "" {
		title = b.text("sending.begin")
	}
	progress := Progress{Title: title}
	switch {
	case s.OfBytes > 0:
		progress.Sum = b.text("sending.sum", "Done", b.l.Int(s.Files), "Count", s.OfFiles, "Of", b.l.Int(s.OfFiles), "Bytes", b.l.BytesOf(s.Bytes, s.OfBytes))
		progress.Part = float64(s.Bytes) / float64(s.OfBytes)
	case s.OfFiles > 0:
		progress.Sum = b.text("sending.files", "Done", b.l.Int(s.Files), "Count", s.OfFiles, "Of", b.l.Int(s.OfFiles))
		progress.Part = float64(s.Files) / float64(s.OfFiles)
	}
	p.Main = []Block{progress}
	if s.Stopping {
		p.Note = b.text("sending.stopping")
		return p
	}
	p.Note = b.text("sending.note")
	p.Call = b.press("stop", "close")
	return p
}

// renew asks for the passphrase and signs anew what is near its end.
func (b builder) renew() *Page {
	if b.k.Sending != nil {
		return b.sending()
	}
	p := &Page{Headline: b.text("renew.headline"), Sub: b.text("renew.sub"), Back: true}
	if s := b.k.Standing; s != nil {
		p.Left = []Block{Section{Title: b.text("home.signatures")}, b.signatures(s)}
		p.Right = []Block{Section{Title: b.text("publish.sign")}, Prose{Text: b.text("renew.why")}, b.field("passphrase", true, "renew"), Prose{Text: b.text("publish.keys", "Path", s.Keys), Muted: true}}
	}
	p.Next = b.press("renew", "lock")
	return p
}

// resume completes what was cut short.
func (b builder) resume() *Page {
	if b.k.Sending != nil {
		return b.sending()
	}
	p := &Page{Headline: b.text("resume.headline"), Sub: b.text("resume.sub"), Back: true}
	s := b.k.Standing
	if s == nil || s.Waiting == nil {
		return p
	}
	p.Left = []Block{Section{Title: b.text("resume.what")}}
	for _, title := range s.Waiting.Titles {
		p.Left = append(p.Left, Row{Title: title, Under: b.text("home.waiting.text", "When", b.l.Moment(s.Waiting.Since.Local())), Mark: &page.Mark{Kind: page.MarkPartly, Text: b.text("resume.mark")}})
	}
	if s.Waiting.Published {
		p.Headline, p.Sub = b.text("resume.published"), b.text("resume.published.sub")
	} else {
		p.Right = []Block{Section{Title: b.text("publish.sign")}, Prose{Text: b.text("publish.sign.why")}, b.field("passphrase", true, "complete"), Prose{Text: b.text("publish.keys", "Path", s.Keys), Muted: true}}
	}
	p.Left = append(p.Left, Presses{*b.press("discard", "close")}, Prose{Text: b.text("resume.discard"), Muted: true})
	p.Next = b.press("complete", "lock")
	return p
}

func unique(all []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, one := range all {
		if !seen[one] {
			seen[one] = true
			out = append(out, one)
		}
	}
	return out
}
