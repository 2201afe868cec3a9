package page

import (
	"cmp"
	"context"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rodatraden/app/i18n"
	"rodatraden/data/fault"
	"rodatraden/data/model"
	"rodatraden/data/store"
)

// BuildDocument makes the page on which a Markdown text is read. ref is table:id of a chapter in
// `texts`, or of a row in `documents` whose file is Markdown.
//
// Faults: those of BuildRecord; NotFound also where the package holds no text for the record.
func BuildDocument(ctx context.Context, lib Library, c Choice, ref string, l *i18n.Localizer) (*Document, error) {
	const op = "page.BuildDocument"
	s, err := loadNames(ctx, lib, c, l)
	if err != nil {
		return nil, err
	}
	r, err := s.find(ctx, lib, c, ref)
	if err != nil {
		return nil, err
	}
	file, err := lib.Document(ctx, r)
	if err != nil {
		return nil, err
	}
	if !file.Markdown() {
		return nil, fault.New(op, fault.NotFound, ref, nil)
	}
	body, err := lib.Text(ctx, file.Hash)
	if err != nil {
		return nil, err
	}
	d := &Document{Ref: r.Ref(), Kind: s.kind(r), Title: s.title(r), Source: s.source(r)}
	d.Stated = s.stated(r, d.Source)
	files, err := lib.Documents(ctx, c.scope(c.At))
	if err != nil {
		return nil, err
	}
	files = slices.DeleteFunc(files, func(f store.Document) bool { return f.Package.ID != r.Package.ID })
	var told []Told
	if err := loadTable(ctx, lib, c.scope(c.At), "texts", &told); err != nil {
		return nil, err
	}
	rows := chaptersOf(told, r.Package, files)
	for i, row := range rows {
		d.Chapters = append(d.Chapters, Chapter{Ref: row.Ref(), Heading: row.Get("heading"), Number: i + 1, Here: row.Get("resource") == file.Name})
	}
	d.Blocks, d.LeftOut, d.Cut = blocks(body, leads(file, files, rows))
	if len(d.Blocks) > 0 && d.Blocks[0].Kind == HeadingBlock && strings.EqualFold(words(d.Blocks[0].Runs), d.Title) {
		d.Blocks = d.Blocks[1:] // the page's own headline says it
	}
	return d, nil
}

// chaptersOf are the texts that a package states and holds, in reading order.
func chaptersOf(told []Told, of *model.Package, files []store.Document) []model.Record {
	var rows []model.Record
	for _, t := range told {
		if t.Package.ID != of.ID {
			continue
		}
		for _, row := range t.Rows {
			name := row.Get("resource")
			if slices.ContainsFunc(files, func(f store.Document) bool { return f.Name == name && f.Markdown() }) {
				rows = append(rows, row)
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b model.Record) int {
		return cmp.Or(cmp.Compare(readingPlace(a), readingPlace(b)), strings.Compare(a.ID(), b.ID()))
	})
	return rows
}

// readingPlace is a record's place in its report; one that has none comes last.
func readingPlace(r model.Record) int64 {
	n, err := strconv.ParseInt(r.Get("order"), 10, 64)
	if err != nil {
		return 1 << 62
	}
	return n
}

// leads says what the links of a text lead to: https addresses, and other texts of its package.
func leads(from store.Document, files []store.Document, rows []model.Record) where {
	return func(destination string) (address, opens string) {
		if address, ok := SecureAddress(destination); ok {
			return address, ""
		}
		u, err := url.Parse(destination)
		if err != nil || u.IsAbs() || u.Host != "" || u.Path == "" || strings.HasPrefix(u.Path, "/") {
			return "", ""
		}
		to := path.Join(path.Dir(from.Path), u.Path)
		for _, f := range files {
			if f.Path != to || f.Name == from.Name {
				continue
			}
			for _, row := range rows {
				if row.Get("resource") == f.Name {
					return "", row.Ref()
				}
			}
		}
		return "", ""
	}
}

// SecureAddress returns an address as it is shown and opened, where it is one that a text may lead to:
// https, with a host and without a user's name, and without letters that cannot be seen.
func SecureAddress(s string) (address string, ok bool) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || u.Opaque != "" {
		return "", false
	}
	for _, r := range u.Host {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(".-:[]", r) {
			return "", false
		}
	}
	return u.String(), true
}

// attached is the file behind a record: its own, or that of the document that a passage stands in. It is
// nil where the record's table names no files.
func (s *state) attached(ctx context.Context, lib Library, r model.Record) (*Attached, error) {
	passage := false
	switch r.Table.Name {
	case "documents", "texts":
	case "sources":
		document, ok := s.documents.record(r.Get("document"))
		if !ok {
			return nil, nil
		}
		r, passage = document, true
	default:
		return nil, nil
	}
	a := &Attached{Ref: r.Ref(), Title: s.title(r), Repository: r.Package.Committee.Repository}
	d, err := lib.Document(ctx, r)
	switch {
	case fault.KindOf(err) == fault.NotFound:
	case err != nil:
		return nil, err
	case d.Markdown():
		a.Kind = AttachedText
	case d.MediaType == "application/pdf":
		a.Kind = AttachedPDF
	}
	if a.Hash, a.Bytes = d.Hash, d.Bytes; a.Kind != "" {
		return a, nil
	}
	if passage {
		return nil, nil // the document's own record says so
	}
	a.Absent = &Mark{Kind: MarkNotQuoted, Text: s.l.Text("document.absent." + r.Table.Name)}
	return a, nil
}

// What a record shows of its chapter: the beginning.
const (
	beginningBlocks = 12
	beginningRunes  = 1500
)

// beginning are the first paragraphs and points of a text as rows of their own, and a row that says so
// where more follows.
func (s *state) beginning(markdown string) []NamedText {
	all, _, cut := blocks(markdown, func(string) (string, string) { return "", "" })
	out := []NamedText{}
	label, size := s.l.Text("page.kind.texts"), 0
	for _, b := range all {
		text := words(b.Runs)
		if text == "" {
			cut = cut || b.Kind == TableBlock
			continue
		}
		if b.Mark != "" {
			text = b.Mark + " " + text
		}
		if size += len([]rune(text)); len(out) > 0 && (size > beginningRunes || len(out) == beginningBlocks) {
			cut = true
			break
		}
		out = append(out, NamedText{Label: label, Text: text})
		label = ""
	}
	if cut && len(out) > 0 {
		out = append(out, NamedText{Text: s.l.Text("document.more")})
	}
	return out
}
