package main

import (
	"rodatraden/data/fault"
	"rodatraden/data/repository"
)

// passphraseVariable is the environment variable for runs that nobody watches. The variable with _FILE after its name
// tells of a file that holds the passphrase.
const passphraseVariable = "RODATRADEN_PASSPHRASE"

// passphrases asks for a passphrase once, and tries it on every key. Where it does not open one it is asked for that
// key's own, by name; what has been typed for one key is tried on the others too.
func (c *call) passphrases() repository.Passphrase {
	var typed []string
	tried := map[string]int{} // how many of them each key has been tried with
	return func(key string, fresh bool) (string, error) {
		if fresh && c.naming {
			return c.newPassphrase(key)
		}
		if n := tried[key]; n < len(typed) {
			tried[key]++
			return typed[n], nil
		}
		var phrase string
		var err error
		if fresh && c.making {
			phrase, err = c.newPassphrase("")
		} else {
			phrase, err = c.oldPassphrase(key, len(typed) > 0)
		}
		if err != nil || phrase == "" {
			return phrase, err
		}
		typed = append(typed, phrase)
		tried[key]++
		return phrase, nil
	}
}

// oldPassphrase asks for the passphrase of a key. Where another has been given that does not open it, only a person can
// be asked.
func (c *call) oldPassphrase(key string, again bool) (string, error) {
	switch {
	case again:
		return c.Passphrase(c.L.Text("keys.passphrase.again", "Key", key), "")
	case c.naming:
		return c.Passphrase(c.L.Text("keys.passphrase.ask", "Key", key), passphraseVariable)
	}
	return c.Passphrase(c.L.Text("command.passphrase.ask"), passphraseVariable)
}

// newPassphrase asks twice for a passphrase that is chosen now: of one key, or, without a name, of all.
func (c *call) newPassphrase(key string) (string, error) {
	question := c.L.Text("command.passphrase.new")
	if key != "" {
		question = c.L.Text("keys.passphrase.new", "Key", key)
	}
	first, err := c.Passphrase(question, c.newVariable())
	if err != nil {
		return "", err
	}
	again, err := c.Passphrase(c.L.Text("command.passphrase.again"), c.newVariable())
	if err != nil {
		return "", err
	}
	if first != again {
		return "", fault.New("passphrase", fault.Secret, c.L.Text("command.passphrase.differ"), nil)
	}
	return first, nil
}

// newVariable is where a new passphrase comes from in runs that nobody watches. When one is exchanged for another they
// are two.
func (c *call) newVariable() string {
	if c.exchanging {
		return newPassphraseVariable
	}
	return passphraseVariable
}

// newPassphraseVariable is the environment variable with the passphrase that keys get in place of their old one.
const newPassphraseVariable = "RODATRADEN_NEW_PASSPHRASE"
