package importer

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/BurntSushi/toml"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

// The codes of what is wrong with any mapping file.
const (
	MappingForm    = "mapping_form"    // it is not TOML
	MappingUnknown = "mapping_unknown" // a word that no mapping of the kind has
)

// maxMapping is the length in bytes of the longest mapping file.
const maxMapping = 1_000_000

// ReadMapping reads a mapping file (TOML, https://toml.io/en/v1.0.0) into the struct that into points at.
// What is wrong with it is told in the report, all at once; the error is for a file that could not be read.
func ReadMapping(path string, into any) (followup.Report, error) {
	const op = "importer.ReadMapping"
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return followup.Report{}, fault.New(op, fault.NotFound, path, err)
	}
	if err == nil && info.Size() > maxMapping {
		return followup.Report{}, fault.New(op, fault.Limit, path, nil)
	}
	raw, rerr := os.ReadFile(path)
	if err = errors.Join(err, rerr); err != nil {
		return followup.Report{}, fault.New(op, fault.Local, path, err)
	}
	return DecodeMapping(filepath.Base(path), raw, into), nil
}

// DecodeMapping is ReadMapping for the bytes of a file.
func DecodeMapping(file string, raw []byte, into any) followup.Report {
	var c followup.Collector
	meta, err := toml.Decode(string(raw), into)
	if err != nil {
		f := followup.Finding{Severity: followup.Fault, Code: MappingForm, File: file, Args: map[string]string{"Cause": err.Error()}}
		var parse toml.ParseError
		if errors.As(err, &parse) {
			f.Row, f.Column, f.Args["Cause"] = parse.Position.Line, parse.LastKey, parse.Message
		}
		c.Add(f)
		return c.Report()
	}
	for _, key := range meta.Undecoded() {
		c.Add(followup.Finding{
			Severity: followup.Fault, Code: MappingUnknown, File: file, Column: key.String(), Value: strings.Join(key, "."),
		})
	}
	return c.Report()
}
