// Package i18n chooses a language and writes what people read: messages, numbers, amounts,
// dates and periods. Swedish is the first language, English the second.
//
// Messages lie in assets/translations, one file a subject and language (page.sv.json), in
// go-i18n's format: a key to a text, or to {"one": …, "other": …} where a count decides. A text is
// a Go template over the arguments it is given.
package i18n

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"rodatraden/assets"
)

// Swedish and English are the languages that there are.
const (
	Swedish = "sv"
	English = "en"
)

// Localizer writes in one language. It is safe for concurrent use.
type Localizer struct {
	lang  string
	inner *goi18n.Localizer
}

// New returns the localizer of a language tag: "sv", "en", "sv-SE". What is neither Swedish nor
// English is given Swedish: the programs' users are Swedish.
func New(tag string) *Localizer {
	lang := Swedish
	if t, err := language.Parse(tag); err == nil {
		if base, _ := t.Base(); base.String() == English {
			lang = English
		}
	}
	return &Localizer{lang: lang, inner: goi18n.NewLocalizer(bundle(), lang)}
}

// Lang returns "sv" or "en".
func (l *Localizer) Lang() string { return l.lang }

// Text returns the message of the id. args are names and values in turn, as in
// Text("page.gaps", "Count", 3, "Total", 20); the value named Count chooses singular or plural.
// An id that is not there comes back as itself between ⟦ and ⟧, so that it is seen and found.
func (l *Localizer) Text(id string, args ...any) string {
	config := goi18n.LocalizeConfig{MessageID: id}
	if len(args) > 0 {
		data := make(map[string]any, len(args)/2)
		for i := 0; i+1 < len(args); i += 2 {
			data[args[i].(string)] = args[i+1]
		}
		config.TemplateData = data
		config.PluralCount = data["Count"]
	}
	s, err := l.inner.Localize(&config)
	if err != nil && config.PluralCount != nil {
		config.PluralCount = nil // a message that is the same for every count
		s, err = l.inner.Localize(&config)
	}
	if err != nil {
		return "⟦" + id + "⟧"
	}
	return s
}

// Has reports whether the language itself, not a fallback, has the message.
func (l *Localizer) Has(id string) bool {
	for _, config := range []goi18n.LocalizeConfig{{MessageID: id}, {MessageID: id, PluralCount: 1}} {
		if _, tag, err := l.inner.LocalizeWithTag(&config); err == nil && tag.String() == l.lang {
			return true
		}
	}
	return false
}

// Keys returns the ids of every message in a language, in no order.
func Keys(lang string) []string {
	var keys []string
	names, _ := fs.Glob(assets.Translations, "translations/*."+lang+".json")
	for _, name := range names {
		raw, err := fs.ReadFile(assets.Translations, name)
		if err != nil {
			continue
		}
		var messages map[string]json.RawMessage
		if json.Unmarshal(raw, &messages) == nil {
			for k := range messages {
				keys = append(keys, k)
			}
		}
	}
	return keys
}

var bundle = sync.OnceValue(func() *goi18n.Bundle {
	b := goi18n.NewBundle(language.Swedish)
	b.RegisterUnmarshalFunc("json", json.Unmarshal)
	names, err := fs.Glob(assets.Translations, "translations/*.json")
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		raw, err := fs.ReadFile(assets.Translations, name)
		if err != nil {
			panic(err)
		}
		// go-i18n takes the language from the name: page.sv.json
		if _, err := b.ParseMessageFileBytes(raw, path.Base(name)); err != nil {
			panic(fmt.Sprintf("%s: %v", strings.TrimPrefix(name, "translations/"), err))
		}
	}
	return b
})
