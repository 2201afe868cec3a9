package steps

import (
	"slices"
	"time"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
)

// soon is how long before a signature ends that it is told of.
const soon = 30 * 24 * time.Hour

// home tells how the publishing stands.
func (b builder) home() *Page {
	s := b.k.Standing
	if b.k.Wrong != nil && (s == nil || !s.There && s.Address != "") {
		return b.unread()
	}
	if s == nil {
		return &Page{Headline: b.text("home.reading"), Sub: b.text("home.reading.sub")}
	}
	if !s.There {
		return &Page{
			Headline: b.text("home.nowhere"), Sub: b.text("home.nowhere.sub"),
			Next: b.press("go/place", ""),
		}
	}
	p := &Page{Sub: b.text("home.sub", "Address", s.Address)}
	until := s.Until()
	switch {
	case s.Waiting != nil:
		p.Headline = b.text("home.cut")
	case until.Before(b.k.Now):
		p.Headline = b.text("home.expired", "Day", b.l.Day(until.Local()))
	case until.Before(b.k.Now.Add(soon)):
		p.Headline = b.text("home.expires", "Day", b.l.Day(until.Local()))
	case len(s.Committees) == 0:
		p.Headline = b.text("home.empty", "Day", b.l.Day(until.Local()))
	default:
		p.Headline = i18n.Capital(b.text("home.all", "Count", len(s.Committees), "Number", b.l.Counted(len(s.Committees)), "Day", b.l.Day(until.Local())))
	}
	if w := s.Waiting; w != nil {
		p.Notice = &page.StateNotice{
			Mark: page.MarkPartly, Title: b.text("home.waiting", "Titles", b.l.List(w.Titles)),
			Text: b.text("home.waiting.text", "When", b.l.Moment(w.Since.Local())), Do: b.text("do.resume"),
		}
		p.Act = "resume"
	}
	p.Left = append(p.Left, Section{Title: b.text("home.published")})
	for _, c := range s.Committees {
		under := b.text("home.latest", "Title", c.Latest, "Count", c.Count, "Number", b.l.Int(c.Count))
		p.Left = append(p.Left, Row{Title: c.Name, Under: under, Do: b.press(Act("workbook/"+c.ID), "plus")})
	}
	if len(s.Committees) == 0 {
		p.Left = append(p.Left, Prose{Text: b.text("home.published.none")}, Presses{*b.press("workbook", "plus")})
	}
	p.Right = append(p.Right, Section{Title: b.text("home.signatures")}, b.signatures(s))
	for _, w := range s.Warnings {
		p.Right = append(p.Right, Prose{Text: b.warning(s, w), Muted: true})
	}
	p.Right = append(p.Right, Presses{*b.press("go/renew", ""), *b.press("go/letter", ""), *b.press("go/subscription", "")})
	if s.Waiting != nil {
		p.Left = append(p.Left, Presses{*b.press("discard", "close")})
		return p
	}
	p.Next = &Press{Act: "begin", Text: b.text("do.begin")}
	return p
}

// unread tells that what is published cannot be read now; the notice says why.
func (b builder) unread() *Page {
	p := &Page{Headline: b.text("home.unread"), Sub: b.text("home.unread.sub"), Main: []Block{Presses{*b.press("go/place", "")}}}
	if s := b.k.Standing; s != nil {
		p.Sub = b.text("home.sub", "Address", s.Address)
	}
	p.Next = b.press("look", "")
	return p
}

// Until is when the first of the signatures ends.
func (s *Standing) Until() time.Time {
	var first time.Time
	for _, sign := range s.Signatures {
		if first.IsZero() || sign.Expires.Before(first) {
			first = sign.Expires
		}
	}
	return first
}

// signatures tells of each kind of signature until when it holds: one row a kind, by the first that ends.
func (b builder) signatures(s *Standing) Checks {
	var out Checks
	for _, kind := range []string{"timestamp", "committees", "targets", "root"} {
		var first time.Time
		for _, sign := range s.Signatures {
			if kindOf(sign.Role) == kind && (first.IsZero() || sign.Expires.Before(first)) {
				first = sign.Expires
			}
		}
		if first.IsZero() {
			continue
		}
		mark, id := page.MarkDone, "until"
		switch {
		case first.Before(b.k.Now):
			mark, id = page.MarkNotDone, "passed"
		case first.Before(b.k.Now.Add(soon)):
			mark = page.MarkPartly
		}
		out = append(out, page.Check{Mark: mark, Label: b.text("role." + kind), Runs: []page.Passage{{Text: b.text("role."+id, "Day", b.l.Day(first.Local()))}}})
	}
	return out
}

// warning tells what must be seen to, and by whom: the keys of the publisher and the root may lie in a safe.
func (b builder) warning(s *Standing, w Warning) string {
	id := "warning." + w.Worry
	if w.Worry != "keys_missing" && (w.Role == "root" || w.Role == "targets") {
		id += ".safe"
	}
	return b.text(id, "Role", b.role(s, w.Role), "Day", b.l.Day(w.Expires.Local()), "Keys", b.l.List(w.Keys))
}

// role is what a signature is called.
func (b builder) role(s *Standing, role string) string {
	for _, c := range s.Committees {
		if c.ID == role {
			return c.Name
		}
	}
	if kind := kindOf(role); kind != "committees" {
		return b.text("role." + kind)
	}
	return role
}

func kindOf(role string) string {
	switch {
	case role == "snapshot":
		return "timestamp" // they are signed together
	case slices.Contains([]string{"root", "targets", "timestamp"}, role):
		return role
	}
	return "committees"
}
