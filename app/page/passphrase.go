package page

import (
	"math"
	"strings"
	"unicode"
)

// Strength is how hard a passphrase is to guess, in words.
type Strength string

// The strengths.
const (
	NoPassphrase Strength = "none"
	Weak         Strength = "weak"   // is guessed by who wants to
	Fair         Strength = "fair"   // takes long to guess
	Strong       Strength = "strong" // is not guessed
)

// What a part of a passphrase is worth in bits, where whoever guesses begins with what people write.
const (
	wordBits = 12 // a word out of a few thousand common ones
	yearBits = 7  // a year
	fairFrom = 36 // three words
	goodFrom = 48 // four words
)

// StrengthOf judges a passphrase by how it is built: words and years count for little, however long they
// are, and what is repeated or follows a row counts for nothing. It knows no list of words: what looks like
// a word is taken for one.
func StrengthOf(passphrase string) Strength {
	if passphrase == "" {
		return NoPassphrase
	}
	bits := 0.0
	seen := map[string]bool{}
	for _, run := range stretches(passphrase) {
		low := strings.ToLower(run)
		if seen[low] {
			continue
		}
		seen[low] = true
		bits += worth(run)
	}
	switch {
	case bits < fairFrom:
		return Weak
	case bits < goodFrom:
		return Fair
	}
	return Strong
}

// stretches parts a passphrase where letters, digits and other marks meet. Spaces only part.
func stretches(s string) []string {
	kind := func(r rune) int {
		switch {
		case unicode.IsSpace(r):
			return 0
		case unicode.IsLetter(r):
			return 1
		case unicode.IsDigit(r):
			return 2
		}
		return 3
	}
	var out []string
	var now []rune
	last := 0
	for _, r := range s {
		if k := kind(r); k != last {
			if len(now) > 0 {
				out = append(out, string(now))
			}
			now, last = now[:0], k
		}
		if last != 0 {
			now = append(now, r)
		}
	}
	if len(now) > 0 {
		out = append(out, string(now))
	}
	return out
}

// worth is what a run is worth in bits.
func worth(run string) float64 {
	letters := []rune(run)
	n := fresh(letters)
	switch {
	case unicode.IsLetter(letters[0]):
		const alphabet = 29
		bits := float64(n) * math.Log2(alphabet)
		if len(letters) >= 4 {
			bits = min(bits, wordBits) // letters in a row are taken for a word
		}
		return bits
	case unicode.IsDigit(letters[0]):
		bits := float64(n) * math.Log2(10)
		if len(letters) == 4 && (letters[0] == '1' || letters[0] == '2') {
			bits = min(bits, yearBits)
		}
		return bits
	}
	return float64(n) * 4
}

// fresh counts the letters that neither repeat the one before nor come next after it: aaa, abc and 321 are one.
func fresh(letters []rune) int {
	n := 0
	for i, r := range letters {
		if i > 0 {
			if d := r - letters[i-1]; d >= -1 && d <= 1 {
				continue
			}
		}
		n++
	}
	return n
}
