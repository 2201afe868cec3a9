package shell

import (
	"slices"
	"strings"
	"testing"

	"rodatraden/app/i18n"
	"rodatraden/app/ui/bars"
)

// wordless is a shell of which only the words and the commands are asked.
func wordless(lang string) *Shell {
	s := &Shell{l: i18n.New(lang)}
	s.bars = s.newBars()
	return s
}

func TestEveryCommandHasAShortcutWithCtrlOrAltThatNoOtherHas(t *testing.T) {
	s := wordless(i18n.Swedish)
	taken := map[string]string{}
	for _, c := range s.commands() {
		k := c.Shortcut()
		if k == nil {
			t.Errorf("%s has no shortcut", c.ID)
			continue
		}
		if k.Modifier&(bars.Ctrl|bars.Alt) == 0 {
			t.Errorf("%s has %s, without Ctrl and Alt", c.ID, bars.KeyName(k, s.l))
		}
		if k.Modifier&bars.Ctrl != 0 && k.Modifier&bars.Alt != 0 {
			t.Errorf("%s has %s, which on Windows is AltGr and writes a letter", c.ID, bars.KeyName(k, s.l))
		}
		keys := append(slices.Clone(c.Also), *k)
		for _, key := range keys {
			if other, ok := taken[key.ShortcutName()]; ok {
				t.Errorf("%s and %s both have %s", c.ID, other, bars.KeyName(&key, s.l))
			}
			taken[key.ShortcutName()] = c.ID
		}
	}
	if len(taken) < 25 {
		t.Errorf("there are only %d shortcuts", len(taken))
	}
}

func TestEveryMenuHasALetterOfItsOwnThatNoPageHas(t *testing.T) {
	for lang, want := range map[string]string{i18n.Swedish: "AVGH", i18n.English: "FVGH"} {
		s := wordless(lang)
		got := ""
		for i := range s.menus() {
			got += string(s.bars.LetterOf(i))
		}
		if got != want {
			t.Errorf("%s: the menus open by Alt and %s, not %s", lang, got, want)
		}
	}
}

func TestAShortcutIsWrittenAsPeopleKnowIt(t *testing.T) {
	s := wordless(i18n.Swedish)
	want := map[string]string{"larger": "Ctrl++", "smaller": "Ctrl+−", "page.overview": "Alt+1", "page.savings": "Alt+5", "page.audit": "Alt+6", "back": "Alt+Vänster", "theme.dark": "Ctrl+Skift+2"}
	for _, c := range s.commands() {
		if w, ok := want[c.ID]; ok {
			if got := bars.KeyName(c.Shortcut(), s.l); got != w {
				t.Errorf("%s: %q, not %q", c.ID, got, w)
			}
			delete(want, c.ID)
		}
	}
	if len(want) > 0 {
		t.Errorf("no commands: %v", want)
	}
}

func TestEveryCommandHasWordsInBothLanguages(t *testing.T) {
	for _, lang := range []string{i18n.Swedish, i18n.English} {
		s := wordless(lang)
		for _, c := range s.commands() {
			if !s.l.Has("ui.command." + c.ID) {
				t.Errorf("%s: no words for %s", lang, c.ID)
			}
		}
	}
}

func TestACommitteeHasItsUsualLetters(t *testing.T) {
	for name, want := range map[string]string{
		"Arbetsmarknads- och socialnämnden":  "ASN",
		"Socialnämnden":                      "SN",
		"Kommunstyrelsen":                    "KS",
		"Kommunfullmäktige":                  "KF",
		"Barn- och utbildningsnämnden":       "BUN",
		"Kultur- och fritidsnämnden":         "KFN",
		"Kommunstyrelsens arbetsutskott":     "KAU",
		"Nämnden för arbete och försörjning": "NAF",
		"Socialnämnden, Södra stadsdelen":    "Socialnämnden SN",
		"Miljönämnden (gemensam)":            "Miljönämnden MN",
		"":                                   "",
		"N":                                  "",
		"Hälsa Vård Omsorg Skola Kultur Fritid Miljö Plan": "HVOSKF",
	} {
		if got := strings.Join(shorterNames(name), " "); got != want {
			t.Errorf("%q is %q, not %q", name, got, want)
		}
	}
}

func TestViewsFarFromWhereTheReaderIsAreLetGo(t *testing.T) {
	var way trail
	for i := range 3 * keptViews {
		way.push(Place{Page: "search", Argument: strings.Repeat("a", i+1)})
		way.now().kept = &kept{}
		way.forget()
	}
	held := 0
	for _, s := range way.stops {
		if s.kept != nil {
			held++
		}
	}
	if held != keptViews+1 {
		t.Errorf("%d views are held", held)
	}
	if len(way.stops) != 3*keptViews {
		t.Errorf("%d places are remembered", len(way.stops))
	}
}
