package i18n

import (
	"testing"

	"rodatraden/data/schema"
)

func TestEveryValueThatAColumnMayHoldHasWordsInBothLanguages(t *testing.T) {
	lists := 0
	for _, lang := range []string{Swedish, English} {
		l := New(lang)
		for _, table := range schema.All() {
			for _, f := range table.Fields {
				if f.List && len(f.Enum) > 0 {
					lists++
				}
				for _, v := range f.Enum {
					if _, ok := l.valueID(table.Name, f.Name, v); !ok {
						t.Errorf("%s: %s.%s has no words for %s", lang, table.Name, f.Name, v)
					}
				}
			}
		}
	}
	if lists != 4 {
		t.Errorf("%d lists of words, want two in each language", lists)
	}
	if got := New(Swedish).Value("units", "kind", "no-such-kind"); got != "no-such-kind" {
		t.Errorf("a value without words reads %q", got)
	}
}
