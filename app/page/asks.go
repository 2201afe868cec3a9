package page

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"rodatraden/app/i18n"
	"rodatraden/data/compare"
	"rodatraden/data/model"
	"rodatraden/data/review"
)

// Asking finds what there is to ask about at a choice, and remembers what it found last: the pages of
// one choice share it. The zero Asking is ready. It may be used by several goroutines.
type Asking struct {
	mu   sync.Mutex
	key  string
	asks []Ask
}

// Find returns the questions of a choice in the order in which a politician should ask them.
func (a *Asking) Find(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) ([]Ask, error) {
	return a.find(ctx, lib, c, a.keyOf(lib, c, l), l)
}

// keyOf tells a choice's questions from every other's; it is empty where the library does not say when it
// changes.
func (a *Asking) keyOf(lib Library, c Choice, l *i18n.Localizer) string {
	g, ok := lib.(interface{ Generation() uint64 })
	if !ok {
		return ""
	}
	return fmt.Sprint(c.key(l), " ", g.Generation())
}

func (a *Asking) find(ctx context.Context, lib Library, c Choice, key string, l *i18n.Localizer) ([]Ask, error) {
	if a == nil {
		a = new(Asking)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if key != "" && key == a.key {
		return a.asks, nil
	}
	asks, err := findAsks(ctx, lib, c, l)
	if err == nil {
		a.key, a.asks = key, asks
	}
	return asks, err
}

// key is what tells one choice's questions from another's.
func (c Choice) key(l *i18n.Localizer) string {
	compared := ""
	if c.Compare != nil {
		compared = c.Compare.ID
	}
	return fmt.Sprint(l.Lang(), " ", c.Package.Committee.Repository, " ", c.Package.ID, " ", c.At, " ", compared, " ", c.CompareAt)
}

// findAsks runs the rules, and writes what they found.
func findAsks(ctx context.Context, lib Library, c Choice, l *i18n.Localizer) ([]Ask, error) {
	var before compare.State
	if c.Compare != nil {
		before = c.before()
	}
	found, err := review.Find(ctx, lib, before, c.now())
	if err != nil || len(found) == 0 {
		return []Ask{}, err
	}
	s, err := loadNames(ctx, newSparing(lib, c), c, l)
	if err != nil {
		return nil, err
	}
	asks := make([]Ask, 0, len(found))
	for _, q := range found {
		asks = append(asks, s.ask(q))
	}
	return asks, nil
}

// ask writes one question for people.
func (s *state) ask(q review.Question) Ask {
	a := Ask{
		ID: AskID(q.Rule, q.About), Rule: q.Rule, Record: q.About, Page: q.Page, Facts: q.Facts, Records: []string{},
		Kind: s.l.Text("review.kind." + string(q.Kind)), Text: i18n.Capital(s.shortly(q.Text)),
	}
	var reason []string
	for _, m := range q.Reason {
		reason = append(reason, i18n.Capital(s.message(m)))
	}
	a.Reason = strings.Join(reason, " ")
	var last *model.Package // that the source is of
	for _, r := range q.Looked {
		a.Records = append(a.Records, r.Ref())
		if r.Ref() == q.About {
			a.Title = s.title(r)
		}
		if last == nil || last.Less(*r.Package) {
			if src := s.source(r); src != nil {
				a.Source, last = src, r.Package
			}
		}
	}
	if q.Package != nil {
		a.Package = q.Package.Name
	}
	return a
}

// longestAsk is how many letters a question may have; leastName is how many of a name are kept of it at the least.
const (
	longestAsk = 90
	leastName  = 12
)

// shortly writes a message, and shortens the longest of its names until it is short enough to be read at a
// glance. The record's title has the whole name.
func (s *state) shortly(m review.Message) string {
	text := s.message(m)
	args := maps.Clone(m.Args)
	for over := utf8.RuneCountInString(text) - longestAsk; over > 0; over = utf8.RuneCountInString(text) - longestAsk {
		longest, letters := "", leastName
		for _, name := range slices.Sorted(maps.Keys(args)) {
			v, ok := args[name].(string)
			if n := utf8.RuneCountInString(v); ok && n > letters {
				short := cut(v, max(leastName, n-over))
				args[name] = short
				if s.message(review.Message{ID: m.ID, Args: args}) != text { // it stands in the text
					longest, letters = name, n
				}
				args[name] = v
			}
		}
		if longest == "" {
			break
		}
		args[longest] = cut(args[longest].(string), max(leastName, letters-over))
		text = s.message(review.Message{ID: m.ID, Args: args})
	}
	return text
}

// cut keeps the beginning of a name, at most some letters of it, to the end of a word that is no number, and
// says with … that there is more.
func cut(name string, letters int) string {
	runes := []rune(name)
	if len(runes) <= letters {
		return name
	}
	short := string(runes[:letters-1])
	if at := strings.LastIndexByte(short, ' '); at > 0 && runes[letters-1] != ' ' {
		short = short[:at]
	}
	return strings.TrimRight(short, " ,;:–-0123456789") + "…"
}

// AskID names the question that a rule asks about a record.
func AskID(rule, record string) string { return rule + " " + record }

// message writes a message of the rules in words. A number that is counted is there as a word, and with
// Number after its name as figures, with Times as how many times; a name also with Small after its, for the inside of a sentence; a
// package as its title, with When after its name as the time that it is about.
func (s *state) message(m review.Message) string {
	var args []any
	add := func(name, text string) { args = append(args, name, text) }
	for name, value := range m.Args {
		switch v := value.(type) {
		case int:
			args = append(args, name, v)
			add(name+"Word", s.l.Counted(v))
			add(name+"Neuter", s.l.CountedNeuter(v))
			add(name+"Number", s.l.Int(v))
			add(name+"Times", s.times(v))
		case string:
			v = s.wordFor(name, v)
			add(name, v)
			add(name+"Small", i18n.Small(v))
		case model.Quantity:
			add(name, s.l.Amount(v, i18n.Plain))
			add(name+"Size", s.l.Amount(v, i18n.Unsigned))
			add(name+"Signed", s.l.Amount(v, i18n.Signed))
		case model.Period:
			add(name, s.l.Period(v))
		case model.Date:
			add(name, s.l.Date(v))
		case *model.Package:
			add(name, v.Title)
			add(name+"Small", i18n.Small(v.Title))
			add(name+"When", s.l.PackageWhen(v))
		case review.Pairs:
			add(name, s.pairs(v))
		default:
			add(name, fmt.Sprint(v))
		}
	}
	return s.l.Text(m.ID, args...)
}

// times writes how many times a thing has happened.
func (s *state) times(n int) string {
	switch n {
	case 1:
		return s.l.Text("review.times.once")
	case 2:
		return s.l.Text("review.times.twice")
	}
	return s.l.Text("review.times.more", "CountWord", s.l.Counted(n))
}

// wordFor is the word for a value out of a list, where the rules give one; else the text itself.
func (s *state) wordFor(name, text string) string {
	if key := "review." + strings.ToLower(name) + "." + text; s.l.Has(key) {
		return s.l.Text(key)
	}
	return text
}

// pairs writes names with what is told of each: Placeringskostnader −16,8 och försörjningsstöd −4,5. The
// unit stands once, after the last, where all share it.
func (s *state) pairs(v review.Pairs) string {
	shared := true
	for i := 3; i < len(v); i += 2 {
		shared = shared && v[i].(model.Quantity).Unit == v[1].(model.Quantity).Unit
	}
	var items []string
	for i := 0; i+1 < len(v); i += 2 {
		name, q := v[i].(string), v[i+1].(model.Quantity)
		place := "next"
		if i == 0 {
			place = "first"
		}
		name = s.l.Text("review.pair."+place, "Name", name, "NameSmall", i18n.Small(name))
		text := s.l.Amount(q, i18n.Plain)
		if shared {
			text = s.l.Number(q, i18n.Plain)
		}
		items = append(items, name+"\u00a0"+text)
	}
	return s.l.List(items)
}

// Take keeps those of a choice's questions that belong on the page: on Översikt all of them.
func (h *Head) Take(asks []Ask) {
	h.Asks = []Ask{}
	for _, a := range asks {
		if h.Page == "overview" || h.Page == a.Page {
			h.Asks = append(h.Asks, a)
		}
	}
}

// invented says before a line that the municipality is invented, where it is.
func (h *Head) invented(l *i18n.Localizer, sub string) string {
	if !h.Committee.Fictional {
		return sub
	}
	return joined(" · ", l.Text("page.sub.fictional", "Municipality", h.Committee.Municipality), sub)
}

// Top is what the page says of itself.
func (h *Head) Top() Head { return *h }

// ToAsk is what there is to ask about on the page.
func (h *Head) ToAsk() []Ask { return h.Asks }

// Concerns reports whether a record is among those that the question rests on.
func (a Ask) Concerns(record string) bool {
	return a.Record == record || slices.Contains(a.Records, record)
}

// About are the questions that rest on any of the records.
func About(asks []Ask, records ...string) []Ask {
	var out []Ask
	for _, a := range asks {
		if slices.ContainsFunc(records, a.Concerns) {
			out = append(out, a)
		}
	}
	return out
}
