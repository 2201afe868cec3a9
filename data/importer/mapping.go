package importer

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

// The codes of what is wrong with any mapping file. Each has two sentences in the translations,
// `check.<code>.wrong` and `check.<code>.do`.
const (
	MappingForm    = "mapping_form"    // it is not TOML
	MappingUnknown = "mapping_unknown" // a word that no mapping of the kind has
	MappingValue   = "mapping_value"   // a word has a value that is none of those that it may have
	MappingLike    = "mapping_like"    // or that has not the form of those
)

// maxMapping is the length in bytes of the longest mapping file.
const maxMapping = 1_000_000

// MappingBytes reads a mapping file (TOML, https://toml.io/en/v1.0.0). The error is for a file that could not
// be read.
func MappingBytes(path string) ([]byte, error) {
	const op = "importer.MappingBytes"
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fault.New(op, fault.NotFound, path, err)
	}
	if err == nil && info.Size() > maxMapping {
		return nil, fault.New(op, fault.Limit, path, nil)
	}
	raw, rerr := os.ReadFile(path)
	if err = errors.Join(err, rerr); err != nil {
		return nil, fault.New(op, fault.Local, path, err)
	}
	return raw, nil
}

// ReadMapping reads a mapping file by what decodes the mappings of a kind. What is wrong with it is told in
// the report, all at once; the error is for a file that could not be read.
func ReadMapping[M any](path string, decode func(file string, raw []byte) (M, followup.Report)) (M, followup.Report, error) {
	raw, err := MappingBytes(path)
	if err != nil {
		var none M
		return none, followup.Report{}, err
	}
	m, report := decode(filepath.Base(path), raw)
	return m, report, nil
}

// DecodeMapping reads the bytes of a mapping file into the struct that into points at.
func DecodeMapping(file string, raw []byte, into any) followup.Report {
	var c followup.Collector
	meta, err := toml.Decode(string(raw), into)
	if err != nil {
		f := followup.Finding{
			Severity: followup.Fault, Code: MappingForm, File: file, Args: map[string]string{"Cause": err.Error(), "Word": ""},
		}
		var parse toml.ParseError
		if errors.As(err, &parse) {
			f.Row, f.Column = parse.Position.Line, parse.LastKey
			f.Args["Cause"], f.Args["Word"] = parse.Message, parse.LastKey
		} else if m := typeForm.FindStringSubmatch(err.Error()); m != nil {
			f.Row, _ = strconv.Atoi(m[1])
			f.Column, f.Args["Word"], f.Args["Cause"] = m[2], m[2], m[3]
		}
		c.Add(f)
		return c.Report()
	}
	places := PlacesOf(raw)
	bare, seen := places.bare(), map[string]int{}
	for _, key := range meta.Undecoded() {
		word := strings.Join(key, ".")
		row := places.Of(word)
		if n := seen[word]; n < len(bare[word]) {
			row = bare[word][n]
		}
		c.Add(followup.Finding{
			Severity: followup.Fault, Code: MappingUnknown, File: file, Row: row, Column: word, Value: word,
			Args: map[string]string{"Word": word, "Nearest": followup.Nearest(key[len(key)-1], wordsAt(reflect.TypeOf(into), key[:len(key)-1]))},
		})
		seen[word]++
	}
	return c.Report()
}

// typeForm is how the reader of TOML tells of a value of another kind than the word's.
var typeForm = regexp.MustCompile(`^toml: line ([0-9]+) \(last key "([^"]+)"\): (.+)$`)

// wordsAt are the words that a mapping may have under a key.
func wordsAt(t reflect.Type, key []string) []string {
	for slices.Contains([]reflect.Kind{reflect.Pointer, reflect.Slice}, t.Kind()) {
		t = t.Elem()
	}
	switch {
	case t.Kind() == reflect.Map && len(key) > 0:
		return wordsAt(t.Elem(), key[1:])
	case t.Kind() != reflect.Struct:
		return nil
	}
	var words []string
	for _, f := range reflect.VisibleFields(t) {
		word := f.Tag.Get("toml")
		switch {
		case word == "":
		case len(key) == 0:
			words = append(words, word)
		case word == key[0]:
			return wordsAt(f.Type, key[1:])
		}
	}
	return words
}
