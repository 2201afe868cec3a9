package part

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2/canvas"
	"pgregory.net/rapid"

	"rodatraden/app/legible"
	"rodatraden/app/page"
	"rodatraden/app/ui/canvastest"
	"rodatraden/app/ui/look"
	"rodatraden/data/sample/hostiletest"
)

func TestNoLineIsWiderThanItsRoomAndNothingIsLost(t *testing.T) {
	env := stand(t)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[a-zåäö]{1,14}|−[0-9],[0-9]\x{00a0}mkr`), 1, 30).Draw(t, "words")
		width := float32(rapid.IntRange(30, 400).Draw(t, "width"))
		bold := rapid.IntRange(0, len(words)).Draw(t, "bold")
		l := env.newLines(look.Caption,
			span{text: strings.Join(words[:bold], " ") + " ", role: look.Caption, bold: true, tone: look.Ink},
			span{text: strings.Join(words[bold:], " "), role: look.Caption, tone: look.Ink2})
		var kept strings.Builder
		for _, line := range l.at(width) {
			if end(line) > width+1 {
				t.Fatalf("a line is %.1f wide in %.0f", end(line), width)
			}
			for _, r := range line {
				kept.WriteString(r.text)
			}
		}
		squeeze := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if got, want := squeeze(kept.String()), squeeze(strings.Join(words, "")); got != want {
			t.Fatalf("kept %q of %q", got, want)
		}
	})
}

func TestANoBreakSpaceHoldsANumberAndItsUnit(t *testing.T) {
	env := stand(t)
	l := env.text(look.Body, "Underskottet väntas bli 18\u00a0mkr")
	for width := float32(60); width < 300; width++ {
		for _, line := range l.at(width) {
			for _, r := range line {
				if strings.HasSuffix(r.text, "18") || strings.HasPrefix(r.text, "mkr") {
					t.Fatalf("at %.0f the number and its unit part: %q", width, r.text)
				}
			}
		}
	}
}

func TestAWordStandsTogetherThoughItsFullStopIsNotBold(t *testing.T) {
	env := stand(t)
	p := NewProse(env, look.Caption, page.Passage{Text: "Uppdrag", Bold: true}, page.Passage{Text: ". Återkom i juni"})
	lay(p, 60)
	for _, s := range texts(p) {
		if strings.HasPrefix(s, ".") && len(strings.TrimSpace(s)) == 1 && !strings.HasPrefix(texts(p)[1], ".") {
			t.Errorf("the full stop stands alone: %q", texts(p))
		}
	}
	got := canvastest.Texts(p, p.Size())
	if got[0].Baseline != got[1].Baseline {
		t.Error("the full stop is on another line than its word")
	}
}

func TestALineBreakInTheTextIsKept(t *testing.T) {
	env := stand(t)
	if n := env.text(look.Body, "ett\ntvå\n\ntre").count(500); n != 4 {
		t.Errorf("%d lines, want 4", n)
	}
	if n := env.text(look.Body, "").count(500); n != 1 {
		t.Errorf("an empty text has %d lines, want 1", n)
	}
}

func TestTextsOfOneParagraphShareWholePixelBaselines(t *testing.T) {
	for _, scale := range look.TextScales {
		env := standing(t, look.Light, scale)
		p := NewProse(env, look.Caption, page.Passage{Text: "Antagande. ", Bold: true},
			page.Passage{Text: "Bedömningen i februari byggde på att kostnaderna för försörjningsstöd skulle minska.", Muted: true},
			page.Passage{Text: " återges inte", Italic: true})
		size := lay(p, 300)
		last := float32(-1)
		for _, g := range canvastest.Texts(p, size) {
			if !g.OnWholePixels {
				t.Errorf("%v: %q stands on %.2f", scale, g.Text, g.Baseline)
			}
			if step := g.Baseline - last; last >= 0 && step != 0 && step != env.line(look.Caption) {
				t.Errorf("%v: lines are %.2f apart, want %.2f", scale, step, env.line(look.Caption))
			}
			last = g.Baseline
		}
		if faults := canvastest.Look(p, size, canvastest.Rules{Lacks: legible.Lacks}); len(faults) > 0 {
			t.Errorf("%v: %q", scale, faults)
		}
	}
}

func TestWhatOurFacesLackIsASquareAndWhatIsNotSeenIsNamed(t *testing.T) {
	env := stand(t)
	spans := []span{{text: "Bifall \u202E社會\x1b", role: look.Body, tone: look.Ink}, {text: "Z\u0301\u0302\u0303", role: look.Body, bold: true, tone: look.Ink}}
	l := env.newLines(look.Body, spans...)
	var drawn []string
	for _, o := range l.objects(0, 0, 400) {
		drawn = append(drawn, o.(*canvas.Text).Text)
	}
	if got := strings.Join(drawn, "|"); got != "Bifall ⟨U+202E⟩□□⟨U+001B⟩|Z\u0301\u0302□" {
		t.Errorf("%q", got)
	}
	if spans[0].text != "Bifall \u202E社會\x1b" {
		t.Errorf("the text itself has become %q", spans[0].text)
	}
	if one := env.letters(span{text: "en\nrad\u200B", role: look.Body}); one.Text != "en rad⟨U+200B⟩" {
		t.Errorf("%q", one.Text)
	}
}

func TestAMarkStaysOnItsLetterWhereAWordIsBroken(t *testing.T) {
	env := stand(t)
	word := strings.Repeat("q\u0303m\u0302\u0301", 40)
	l := env.newLines(look.Body, span{text: word, role: look.Body, tone: look.Ink})
	var all string
	for _, o := range l.objects(0, 0, 90) {
		text := o.(*canvas.Text).Text
		if r, _ := utf8.DecodeRuneInString(text); unicode.Is(unicode.M, r) {
			t.Errorf("a line begins with a mark: %q", text)
		}
		all += text
	}
	if all != word || l.count(90) < 4 {
		t.Errorf("%d lines: %q", l.count(90), all)
	}
}

func TestEveryHostileTextIsDrawnWithinItsRoom(t *testing.T) {
	texts, err := hostiletest.Texts(filepath.Join("..", "..", "..", "data", "followup", "testdata", "blns.txt"))
	if err != nil || len(texts) < 500 {
		t.Fatal(len(texts), err)
	}
	env := stand(t)
	for _, text := range texts {
		p := NewProse(env, look.Body, page.Passage{Text: text, Bold: true})
		for _, fault := range canvastest.Look(p, lay(p, 180), canvastest.Rules{Lacks: legible.Lacks}) {
			t.Errorf("%.60q: %s", text, fault)
		}
	}
}
