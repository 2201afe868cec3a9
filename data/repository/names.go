package repository

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/theupdateframework/go-tuf/v2/metadata"

	"rodatraden/data/repository/layout"
)

// Key is one key of a role.
type Key struct {
	Name     string // of its file without extension
	ID       string
	AtHand   bool   // its file lies in one of the key folders
	Replaces string // the name of the key that it was made to replace, while that one still counts
}

// RoleKeys are the keys that speak for a role.
type RoleKeys struct {
	Role      string // root, targets, snapshot, timestamp, or the id of a committee
	Threshold int    // how many of them must sign
	Keys      []Key
}

// AtHand counts the keys whose files lie in the key folders.
func (r RoleKeys) AtHand() int {
	n := 0
	for _, k := range r.Keys {
		if k.AtHand {
			n++
		}
	}
	return n
}

// topRoles are the roles whose keys the root names.
var topRoles = []string{metadata.ROOT, metadata.TARGETS, metadata.SNAPSHOT, metadata.TIMESTAMP}

func isTop(role string) bool { return slices.Contains(topRoles, role) }

// keyBase is what the keys of a role are called, before their numbers.
func keyBase(role string) string {
	if isTop(role) {
		return role
	}
	return committeeKeyName + role
}

// RoleOfKeys is the role whose keys are called that, before their numbers: "committee-asn" is that of the
// committee asn. It is "" where no role can have such keys.
func RoleOfKeys(base string) string {
	if isTop(base) {
		return base
	}
	if id, ok := strings.CutPrefix(base, committeeKeyName); ok && layout.ValidCommittee(id) {
		return id
	}
	return ""
}

// named is a key as its role knows it.
type named struct {
	layout.KeyName
	id string
}

// role is one role's keys in signed metadata.
type roleKeys struct {
	role      string
	threshold int
	keys      []named
}

func (r roleKeys) ids() []string {
	out := make([]string, len(r.keys))
	for i, k := range r.keys {
		out[i] = k.id
	}
	return out
}

func (r roleKeys) has(id string) bool { return slices.Contains(r.ids(), id) }

// find returns the key of that name.
func (r roleKeys) find(name string) (named, bool) {
	i := slices.IndexFunc(r.keys, func(k named) bool { return k.Name == name })
	if i < 0 {
		return named{}, false
	}
	return r.keys[i], true
}

// among returns the keys with those marked whose files lie in the folders.
func (r roleKeys) among(dirs []string) RoleKeys {
	out := RoleKeys{Role: r.role, Threshold: r.threshold}
	for _, k := range r.keys {
		key := Key{Name: k.Name, ID: k.id, AtHand: atHand(dirs, k.Name, k.id)}
		for _, old := range r.keys {
			if old.id == k.Replaces {
				key.Replaces = old.Name
			}
		}
		out.Keys = append(out.Keys, key)
	}
	return out
}

// atHand tells whether the file of a key lies in one of the folders: one of that name, whose public half, where there
// is one beside it, is the key's.
func atHand(dirs []string, name, id string) bool {
	for _, dir := range dirs {
		if _, err := os.Stat(filepath.Join(dir, name+keyExt)); err != nil {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, name+publicExt))
		if err != nil {
			return true
		}
		k, err := ParsePublicKey(name, data)
		return err != nil || k.ID() == id
	}
	return false
}

// without is a role without the key of that name.
func (r roleKeys) without(name string) roleKeys {
	r.keys = slices.DeleteFunc(slices.Clone(r.keys), func(k named) bool { return k.Name == name })
	return r
}

// rolesOf returns the keys of the four roles that a root names, by role. Before keys had names in signed
// metadata they were called after their order.
func rolesOf(root *metadata.Metadata[metadata.RootType]) map[string]roleKeys {
	names := layout.KeyNamesOf(root.Signed.UnrecognizedFields)
	out := map[string]roleKeys{}
	for _, role := range topRoles {
		r := roleKeys{role: role}
		if of := root.Signed.Roles[role]; of != nil {
			r.threshold = of.Threshold
			for i, id := range of.KeyIDs {
				r.keys = append(r.keys, nameOf(names, id, role, i))
			}
		}
		out[role] = r
	}
	return out
}

// delegatedOf returns the keys of the committees that targets metadata delegates to, in its order.
func delegatedOf(targets *metadata.Metadata[metadata.TargetsType]) []roleKeys {
	if targets == nil || targets.Signed.Delegations == nil {
		return nil
	}
	names := layout.KeyNamesOf(targets.Signed.UnrecognizedFields)
	var out []roleKeys
	for _, d := range targets.Signed.Delegations.Roles {
		r := roleKeys{role: d.Name, threshold: d.Threshold}
		for i, id := range d.KeyIDs {
			r.keys = append(r.keys, nameOf(names, id, d.Name, i))
		}
		out = append(out, r)
	}
	return out
}

func nameOf(names map[string]layout.KeyName, id, role string, nth int) named {
	n, ok := names[id]
	if !ok {
		n = layout.KeyName{Name: nthName(keyBase(role), nth+1)}
	}
	return named{n, id}
}

// nthName is what the nth key of a role is called: the first of those that usually have one bears no number.
func nthName(base string, n int) string {
	if n == 1 && base != metadata.ROOT && base != metadata.TARGETS {
		return base
	}
	return fmt.Sprintf("%s-%d", base, n)
}

// freeName is the first name of a role's keys that is not taken.
func freeName(base string, taken func(name string) bool) string {
	for n := 1; ; n++ {
		if name := nthName(base, n); !taken(name) {
			return name
		}
	}
}

// keepNames writes the names of all keys that a root names into it, so that they stay when the order changes.
func keepNames(root *metadata.Metadata[metadata.RootType], more map[string]layout.KeyName) error {
	names := layout.KeyNamesOf(root.Signed.UnrecognizedFields)
	for _, r := range rolesOf(root) {
		for _, k := range r.keys {
			names[k.id] = k.KeyName
		}
	}
	maps.Copy(names, more)
	return layout.SetKeyNames(&root.Signed.UnrecognizedFields, names)
}

// keepCommitteeNames is keepNames for the keys of committees.
func keepCommitteeNames(targets *metadata.Metadata[metadata.TargetsType], more map[string]layout.KeyName) error {
	names := layout.KeyNamesOf(targets.Signed.UnrecognizedFields)
	for _, r := range delegatedOf(targets) {
		for _, k := range r.keys {
			names[k.id] = k.KeyName
		}
	}
	maps.Copy(names, more)
	return layout.SetKeyNames(&targets.Signed.UnrecognizedFields, names)
}

// NextKeyName is what the next key of root, targets, snapshot or timestamp is called, as far as a root tells.
func NextKeyName(root layout.Root, role string) string {
	b := base{root: metadata.Root()}
	if _, err := b.root.FromBytes(root.Bytes); err != nil {
		return ""
	}
	return freeName(keyBase(role), b.taken)
}
