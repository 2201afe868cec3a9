package layout

import (
	"encoding/json"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// SetAbout writes a into unsigned targets metadata.
func SetAbout(t *metadata.TargetsType, a About) error {
	data, err := json.Marshal(a)
	if err != nil {
		return err
	}
	// The metadata is compared with its decoded form, so that it is kept as maps and not as a struct.
	var v map[string]any
	if err := json.Unmarshal(data, &v); err != nil {
		return err
	}
	setField(&t.UnrecognizedFields, fieldAbout, v)
	return nil
}

// AboutOf returns what targets metadata says about the repository; the zero About where it says
// nothing, as before the first package.
func AboutOf(t metadata.TargetsType) About {
	data, err := json.Marshal(t.UnrecognizedFields[fieldAbout])
	if err != nil {
		return About{}
	}
	var a About
	if err := json.Unmarshal(data, &a); err != nil {
		return About{}
	}
	return a
}
