package i18n

import (
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// vocabulary is the words that formats need, read once a language.
type vocabulary struct {
	decimal string // the decimal sign
	approx  string // ca
	and     string // och
	months  [12]string
	short   [12]string
	common  [13]string // en, två …
	neuter  [13]string // ett, två …
}

var vocabularies sync.Map // language → *vocabulary

func (l *Localizer) words() *vocabulary {
	if v, ok := vocabularies.Load(l.lang); ok {
		return v.(*vocabulary)
	}
	v := &vocabulary{decimal: l.Text("format.decimal"), approx: l.Text("format.approx"), and: l.Text("format.and")}
	for i := range v.months {
		v.months[i] = l.Text("format.month." + strconv.Itoa(i+1))
		v.short[i] = l.Text("format.month_short." + strconv.Itoa(i+1))
	}
	for i := 1; i < len(v.common); i++ {
		v.common[i] = l.Text("format.number." + strconv.Itoa(i))
		v.neuter[i] = v.common[i]
	}
	v.neuter[1] = l.Text("format.number.1_neuter")
	vocabularies.Store(l.lang, v)
	return v
}

// Counted writes a small count as a word, as running text does: två, tolv, and 13 as figures. In
// Swedish one is en; CountedNeuter writes ett.
func (l *Localizer) Counted(n int) string {
	if w := l.words(); n > 0 && n < len(w.common) {
		return w.common[n]
	}
	return l.Int(n)
}

// CountedNeuter is Counted before a neuter noun: ett belopp.
func (l *Localizer) CountedNeuter(n int) string {
	if w := l.words(); n > 0 && n < len(w.neuter) {
		return w.neuter[n]
	}
	return l.Int(n)
}

// List joins words as running text does: mars, april och maj.
func (l *Localizer) List(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return strings.Join(items[:last], ", ") + " " + l.words().and + " " + items[last]
}

// Capital writes the first letter large, for the beginning of a sentence.
func Capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// Small writes the first letter small, inside a sentence. A word whose second letter is large (an
// abbreviation: KF-mål) is left alone.
func Small(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	if second, _ := utf8.DecodeRuneInString(s[n:]); unicode.IsUpper(second) {
		return s
	}
	return string(unicode.ToLower(r)) + s[n:]
}
