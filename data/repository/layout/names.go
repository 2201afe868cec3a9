package layout

import (
	"encoding/json"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// Fields of our own about keys.
const (
	fieldKeyNames = "key_names" // in root and targets: what key files are called, by the keys' ids
	fieldAwaiting = "awaiting"  // in a committee's metadata: it has not published yet
)

// KeyName is what the file of a key is called.
type KeyName struct {
	Name     string `json:"name"`
	Replaces string `json:"replaces,omitempty"` // the id of the key that it was made to replace
}

// SetKeyNames writes the names of keys into the fields of our own in unsigned root or targets metadata. Keys
// that no longer count keep theirs, so that no name is ever given twice.
func SetKeyNames(fields *map[string]any, names map[string]KeyName) error {
	if len(names) == 0 {
		return nil
	}
	data, err := json.Marshal(names)
	if err != nil {
		return err
	}
	var v map[string]any // as it is when it has been read
	if err := json.Unmarshal(data, &v); err != nil {
		return err
	}
	setField(fields, fieldKeyNames, v)
	return nil
}

// KeyNamesOf returns the names of keys in root or targets metadata; none where it says nothing of them, as
// that of older repositories.
func KeyNamesOf(fields map[string]any) map[string]KeyName {
	names := map[string]KeyName{}
	data, err := json.Marshal(fields[fieldKeyNames])
	if err != nil || json.Unmarshal(data, &names) != nil || names == nil {
		return map[string]KeyName{}
	}
	return names
}

// SetAwaiting writes into a committee's unsigned metadata whether it is new and has nothing to publish yet.
// Without it, a committee that signs nothing is one that has been closed.
func SetAwaiting(t *metadata.TargetsType, awaiting bool) {
	if awaiting {
		setField(&t.UnrecognizedFields, fieldAwaiting, true)
	} else {
		delete(t.UnrecognizedFields, fieldAwaiting)
	}
}

// Awaiting tells whether a committee's metadata says that it has not published yet.
func Awaiting(t metadata.TargetsType) bool { return t.UnrecognizedFields[fieldAwaiting] == true }

// OwnFields tells whether metadata has no other unknown fields than those of this format.
func OwnFields(fields map[string]any) bool {
	for name := range fields {
		switch name {
		case fieldRepository, fieldSigned, fieldAbout, fieldKeyNames, fieldAwaiting:
		default:
			return false
		}
	}
	return true
}

// setField sets one field of our own and lets the others be.
func setField(fields *map[string]any, name string, v any) {
	if *fields == nil {
		*fields = map[string]any{}
	}
	(*fields)[name] = v
}
