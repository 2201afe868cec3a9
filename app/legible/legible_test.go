package legible_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"rodatraden/app/legible"
	"rodatraden/assets"
)

// naughty reads the Big List of Naughty Strings, by Max Woolf and contributors, under the MIT licence.
func naughty(t testing.TB) []string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "data", "followup", "testdata", "blns.txt"))
	if err != nil {
		t.Fatal(err)
	}
	all := slices.DeleteFunc(strings.Split(string(raw), "\n"), func(s string) bool { return s == "" || s[0] == '#' })
	if len(all) < 400 {
		t.Fatalf("%d strings", len(all))
	}
	return all
}

func TestWhatCanBeReadIsDrawnAsItIs(t *testing.T) {
	for _, s := range []string{
		"", "Underskottet väntas bli −18 mkr (ca 5,1 %)", "1\u202F829 personer", "5,1\u00A0%", "åäöÅÄÖéü – ”citat” … → ✓ □",
		"Socialnämnden\n\n\tarbetsmarknad", "Łódź, Žižkov, Αθήνα, Москва", "q\u0303", "⟨U+202E⟩",
	} {
		for name, show := range map[string]func(string) string{"Visible": legible.Visible, "Marked": legible.Marked} {
			if got := show(s); got != s {
				t.Errorf("%s(%q) is %q", name, s, got)
			}
		}
	}
}

func TestWhatCannotBeReadIsShown(t *testing.T) {
	for _, c := range []struct{ what, text, visible, marked string }{
		{"a letter that our faces lack", "社會科學院", "□□□□□", "社會科學院"},
		{"right to left", "שלום", "□□□□", "שלום"},
		{"a picture", "bra 👍!", "bra □!", "bra 👍!"},
		{"a picture in parts", "👩\u200D👧", "□□", "👩\u200D👧"},
		{"a letter with its marks", "हिन्दी", "□□□", "हिन्दी"},
		{"a joiner that joins nothing here", "ny\u200Ckel", "ny⟨U+200C⟩kel", "ny⟨U+200C⟩kel"},
		{"joiners in a row", "漢\u200D\u200D\u200Dx", "□x", "漢\u200Dx"},
		{"a sign in colours", "❤\uFE0F 1\uFE0F", "❤ 1", "❤\uFE0F 1\uFE0F"},
		{"a shape of a letter", "a\uFE00b", "a□b", "a\uFE00b"},
		{"text hidden in shapes", "a" + strings.Repeat("\U000E0101\U000E0102", 90), "a□", "a\U000E0101\U000E0102\U000E0101\U000E0102□"},
		{"the direction of writing", "Bifall\u202Egalva", "Bifall⟨U+202E⟩galva", "Bifall⟨U+202E⟩galva"},
		{"isolates", "\u2066a\u2069", "⟨U+2066⟩a⟨U+2069⟩", "⟨U+2066⟩a⟨U+2069⟩"},
		{"no width", "kost\u200Bnad\uFEFF", "kost⟨U+200B⟩nad⟨U+FEFF⟩", "kost⟨U+200B⟩nad⟨U+FEFF⟩"},
		{"a soft hyphen", "kommun\u00ADstyrelse", "kommun⟨U+00AD⟩styrelse", "kommun⟨U+00AD⟩styrelse"},
		{"tags", "🏴\U000E0073\U000E0065", "□⟨U+E0073\u00A0U+E0065⟩", "🏴⟨U+E0073\u00A0U+E0065⟩"},
		{"many in a row", strings.Repeat("\u200B", 40), "⟨U+200B\u00A0U+200B\u00A0U+200B\u00A0U+200B\u00A0+36⟩", "⟨U+200B\u00A0U+200B\u00A0U+200B\u00A0U+200B\u00A0+36⟩"},
		{"an escape sequence", "\x1b[31mrött\x07\x7f\u009b", "⟨U+001B⟩[31mrött⟨U+0007\u00A0U+007F\u00A0U+009B⟩", "⟨U+001B⟩[31mrött⟨U+0007\u00A0U+007F\u00A0U+009B⟩"},
		{"nothing", "\x00", "⟨U+0000⟩", "⟨U+0000⟩"},
		{"a letter that is empty", "a\u3164b", "a⟨U+3164⟩b", "a⟨U+3164⟩b"},
		{"line breaks", "a\r\nb\rc\u2028d\u2029e\n\nf\v", "a\nb\nc\nd\ne\n\nf⟨U+000B⟩", "a\nb\nc\nd\ne\n\nf⟨U+000B⟩"},
		{"stacked marks", "Z\u0301\u0302\u0303\u0304\u0305\u0306o", "Z\u0301\u0302□o", "Z\u0301\u0302\u0303\u0304□o"},
		{"a mark on nothing", "\u0301a \u0301b", "□a □b", "□a □b"},
		{"a mark on what is not seen", "\u200B\u0301\u0302a", "⟨U+200B⟩□a", "⟨U+200B⟩□a"},
		{"a mark that our faces lack", "a\u0489\u0301b", "a□b", "a\u0489\u0301b"},
		{"no text at all", "a\xff\xfeb", "a□□b", "a□□b"},
		{"no character", "\uFFFE", "□", "\uFFFE"},
		{"what could not be read", "Ume\uFFFD", "Ume□", "Ume\uFFFD"},
	} {
		if got := legible.Visible(c.text); got != c.visible {
			t.Errorf("%s: %q is drawn %q, want %q", c.what, c.text, got, c.visible)
		}
		if got := legible.Marked(c.text); got != c.marked {
			t.Errorf("%s: %q is marked %q, want %q", c.what, c.text, got, c.marked)
		}
	}
}

// holds is what must be true of every text that has been made legible.
func holds(t *testing.T, s string) {
	t.Helper()
	v, m := legible.Visible(s), legible.Marked(s)
	if r := legible.Lacks(v); r != 0 || !utf8.ValidString(v) {
		t.Errorf("%q is drawn %q, of which our faces lack %U", s, v, r)
	}
	for _, shown := range []string{v, m} {
		if i := strings.IndexFunc(shown, func(r rune) bool {
			switch r {
			case '\n', '\t', '\u200C', '\u200D':
				return false
			}
			return unicode.In(r, unicode.Cc, unicode.Bidi_Control, unicode.Cf) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
		}); i >= 0 || !utf8.ValidString(shown) {
			t.Errorf("%q is shown %q", s, shown)
		}
	}
	if strings.ContainsAny(v, "\u200C\u200D") {
		t.Errorf("%q is drawn %q", s, v)
	}
	stacked := 0
	for _, r := range v {
		if stacked++; !unicode.Is(unicode.M, r) {
			stacked = 0
		}
		if stacked > 2 {
			t.Errorf("%q is drawn %q: the marks reach out of the line", s, v)
			break
		}
	}
	if again := legible.Visible(v); again != v {
		t.Errorf("%q is drawn %q, and that %q", s, v, again)
	}
	if again := legible.Marked(m); again != m {
		t.Errorf("%q is marked %q, and that %q", s, m, again)
	}
	if len(v) > 14*len(s) {
		t.Errorf("%d bytes are drawn as %d", len(s), len(v))
	}
	if got := strings.Join(slices.Collect(legible.Letters(v)), ""); got != v {
		t.Errorf("%q is parted into %q", v, got)
	}
	if one := legible.Line(s); strings.ContainsAny(one, "\n\t") || strings.NewReplacer("\n", " ", "\t", " ").Replace(v) != one {
		t.Errorf("%q is %q on one line", s, one)
	}
	var out bytes.Buffer
	w := legible.NewWriter(&out)
	for i := range len(s) {
		if n, err := w.Write([]byte(s[i : i+1])); n != 1 || err != nil {
			t.Fatal(n, err)
		}
	}
	if got := out.String(); strings.ContainsAny(got, "\x00\x1b\x7f\u009b\u202E\r") {
		t.Errorf("%q is written %q", s, got)
	}
}

func TestEveryNaughtyStringCanBeSeen(t *testing.T) {
	for _, s := range naughty(t) {
		holds(t, s)
	}
}

func TestEveryCharacterCanBeSeen(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if v := legible.Visible("a" + string(r) + "b"); v == "ab" && r != '\uFE0E' && r != '\uFE0F' {
			t.Errorf("%U is drawn as nothing", r)
		} else if lacks := legible.Lacks(v); lacks != 0 {
			t.Fatalf("%U is drawn %q", r, v)
		}
	}
}

func FuzzVisible(f *testing.F) {
	for _, s := range naughty(f) {
		f.Add(s)
	}
	f.Add("a\u0301\u0489\u0302\u200D\u202E\xff\r\n\U000E0101")
	f.Fuzz(func(t *testing.T, s string) { holds(t, s) })
}

// Whatever the program itself says is in its faces: no word of ours is drawn otherwise than written.
func TestTheProgramsOwnWordsAreDrawnAsTheyAre(t *testing.T) {
	n := 0
	for name, all := range map[string]fs.FS{"translations": assets.Translations, "help": assets.Help, "schema": assets.Schemas, "demo": assets.Demo} {
		err := fs.WalkDir(all, ".", func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || strings.HasSuffix(path, ".pdf") {
				return err
			}
			raw, err := fs.ReadFile(all, path)
			if err != nil {
				return err
			}
			for i, line := range strings.Split(string(raw), "\n") {
				n++
				if strings.Contains(line, `"check.`) {
					continue // read on a terminal and in a browser, and may name what is wrong by itself
				}
				if got := legible.Visible(line); got != line {
					t.Errorf("%s/%s:%d: %q is drawn %q", name, path, i+1, line, got)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if n < 5000 {
		t.Errorf("only %d lines were read", n)
	}
}

func TestWhatIsLegibleCostsNothing(t *testing.T) {
	const s = "Underskottet väntas bli −18 mkr, ca 5,1\u00A0% av nämndens budget på 1\u202F829 mkr\n"
	legible.Visible(s)
	if n := testing.AllocsPerRun(100, func() { _ = legible.Visible(s) + legible.Marked(s)[:0] }); n > 0 {
		t.Errorf("%v allocations", n)
	}
	if n := testing.AllocsPerRun(100, func() { _ = legible.Line(s[:len(s)-1]) }); n > 0 {
		t.Errorf("%v allocations on one line", n)
	}
}

func TestACharacterWrittenInPartsIsPassedOnWhole(t *testing.T) {
	var out bytes.Buffer
	w := legible.NewWriter(&out)
	for _, b := range []byte("−18 mkr\u202E åäö\n") {
		fmt.Fprintf(w, "%c", b) // each byte, of which fmt makes a character
	}
	out.Reset()
	for _, b := range []byte("−18 mkr\u202E åäö 漢\n") {
		w.Write([]byte{b})
	}
	if got := out.String(); got != "−18 mkr⟨U+202E⟩ åäö 漢\n" {
		t.Errorf("%q", got)
	}
}

func BenchmarkVisible(b *testing.B) {
	for name, s := range map[string]string{
		"plain":   "Underskottet vantas bli 18 mkr pa grund av okade kostnader for forsorjningsstod i ar.",
		"swedish": "Underskottet väntas bli −18 mkr på grund av ökade kostnader för försörjningsstöd i år.",
		"foreign": "Underskottet 社會科學院 väntas bli \u202E −18 mkr Z\u0301\u0302\u0303\u0304 på grund av ökade kostnader.",
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			b.ReportAllocs()
			for b.Loop() {
				legible.Visible(s)
			}
		})
	}
}
