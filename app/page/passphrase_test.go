package page

import "testing"

func TestAPassphraseIsAsStrongAsItIsHardToGuess(t *testing.T) {
	for passphrase, want := range map[string]Strength{
		"":                                  NoPassphrase,
		"a":                                 Weak,
		"sommar2024":                        Weak,
		"Sommaren2024!":                     Weak,
		"abcdefghijklmnopqrstuvwxyz":        Weak,
		"111111111111111111":                Weak,
		"12345678901234567890":              Weak,
		"häst häst häst häst häst häst":     Weak,
		"kommunfullmäktigeordföranden":      Weak,
		"lampa granit sjöbod":               Fair,
		"lampa granit sjöbod fiol":          Strong,
		"Lampa-granit-sjöbod-fiol":          Strong,
		"x7#Kq9!pZ2mW":                      Strong,
		"batteri klammer häst avig gryning": Strong,
	} {
		if got := StrengthOf(passphrase); got != want {
			t.Errorf("%q is %s, not %s", passphrase, got, want)
		}
	}
}
