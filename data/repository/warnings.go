package repository

import "time"

// warnBefore is how long before the end of a signature a publisher is warned.
const warnBefore = 30 * day

// Worry is what a warning is about.
type Worry string

// What a publisher is warned of.
const (
	Expired     Worry = "expired"      // readers take nothing new until the role is signed anew
	Expiring    Worry = "expiring"     // less than thirty days are left
	KeysMissing Worry = "keys_missing" // a role that publishing signs cannot be signed here
)

// Warning is something that a publisher must see to.
type Warning struct {
	Worry     Worry
	Role      string    // root, targets, snapshot, timestamp, or the id of a committee
	Expires   time.Time // when the role's signature ends
	Threshold int       // how many of its keys must sign
	AtHand    int       // how many of their files lie in the key folders; 0 where none was named
	Keys      []string  // the names of its keys
}

// Warnings tells what is about to go wrong with the signatures of a repository, in the order of its roles. Key
// folders may be left out: then nothing is said of missing keys. The keys of root and targets, which may lie in
// a safe, are missed only when they are needed.
func Warnings(x *Inspection, keys []string, now time.Time) []Warning {
	var out []Warning
	for _, role := range x.Roles {
		w := Warning{Role: role.Name, Expires: role.Expires, Threshold: role.Threshold}
		for _, k := range x.KeysOf(role.Name).Keys {
			w.Keys = append(w.Keys, k.Name)
			if atHand(keys, k.Name, k.ID) {
				w.AtHand++
			}
		}
		switch left := role.Expires.Sub(now); {
		case left <= 0:
			w.Worry = Expired
		case left < warnBefore:
			w.Worry = Expiring
		case len(keys) > 0 && w.AtHand < w.Threshold && role.Name != "root" && role.Name != "targets" && !x.retired(role.Name):
			w.Worry = KeysMissing
		default:
			continue
		}
		out = append(out, w)
	}
	return out
}

// KeysOf returns the keys of a role; none where the repository has no such role.
func (x *Inspection) KeysOf(role string) RoleKeys {
	for _, r := range x.Keys {
		if r.Role == role {
			return r
		}
	}
	return RoleKeys{Role: role}
}

func (x *Inspection) retired(committee string) bool {
	for _, c := range x.Committees {
		if c.ID == committee {
			return c.Retired
		}
	}
	return false
}
