package page

import (
	"context"
	"strings"
	"testing"

	"rodatraden/app/i18n"
	"rodatraden/data/fault"
)

func TestATextIsReadWithTheOthersOfItsPackage(t *testing.T) {
	lib := library(t)
	c := choose(t, lib, trollhattan, "asn-2021-review", None)
	d, err := BuildDocument(context.Background(), lib, c, "texts:granskningen-manadsuppfoljning", i18n.New("sv"))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "title", d.Kind+": "+d.Title+", "+d.Stated, "Text: Vad månadsuppföljningen innehåller, Står i Granskning 2021")
	same(t, "source", d.Source.Label, "Granskning 2021, avsnitt 4.2")
	if len(d.Blocks) != 5 || d.Blocks[1].Mark != "•" {
		t.Errorf("blocks: %+v", d.Blocks)
	}
	for i, ch := range d.Chapters {
		if ch.Number != i+1 || ch.Here != (ch.Ref == d.Ref) {
			t.Errorf("%+v", ch)
		}
	}
	same(t, "before and after", d.Next(-1).Heading+" / "+d.Next(1).Heading, "Trepartssamtal / Överklaganden och arbetsplatsträffar")
	for _, ref := range []string{"documents:granskning-2021", "texts:none", "units:asn"} {
		if _, err := BuildDocument(context.Background(), lib, c, ref, i18n.New("sv")); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %v", ref, err)
		}
	}
	// What a later package tells is not read at an earlier one.
	early := choose(t, lib, trollhattan, "asn-2019-04-interim", None)
	if _, err := BuildDocument(context.Background(), lib, early, d.Ref, i18n.New("sv")); fault.KindOf(err) != fault.NotFound {
		t.Errorf("at April 2019: %v", err)
	}
}

func TestARecordOffersItsTextOrSaysThatTheDocumentIsNotThere(t *testing.T) {
	lib := library(t)
	v := record(t, lib, trollhattan, "asn-2021-review", "texts:granskningen-metod", "sv")
	if v.Document == nil || v.Document.Kind != AttachedText || v.Document.Ref != v.Ref {
		t.Errorf("a text: %+v", v.Document)
	}
	v = record(t, lib, trollhattan, "asn-2021-review", "documents:granskning-2021", "sv")
	if v.Document == nil || v.Document.Kind != "" || v.Document.Absent == nil || v.Document.Absent.Text != "Dokumentet följer inte med paketet" {
		t.Errorf("a document known by its name: %+v", v.Document)
	}
	v = record(t, lib, alvbro, Latest, "documents:arsredovisning-2024", "sv")
	if v.Document == nil || v.Document.Kind != AttachedText {
		t.Errorf("a document in Markdown: %+v", v.Document)
	}
	v = record(t, lib, alvbro, Latest, "sources:arsredovisning-2024-s11", "sv")
	if v.Document == nil || v.Document.Ref != "documents:arsredovisning-2024" {
		t.Errorf("a passage leads to %+v", v.Document)
	}
	if v = record(t, lib, trollhattan, "asn-2021-review", "units:asn", "sv"); v.Document != nil {
		t.Errorf("a unit has %+v", v.Document)
	}
	v = record(t, lib, alvbro, Latest, "texts:arsredovisning-2024-sammanfattning", "sv")
	if told := fieldsOf(v.Fields); strings.ContainsAny(told, "*#") {
		t.Errorf("marks of Markdown are shown: %s", told)
	}
}
