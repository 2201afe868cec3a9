package followup

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// decodeManifest reads datapackage.json. Names are exact: unlike encoding/json, `Name` is not
// `name`. Everything that is wrong becomes a finding; ok is false where nothing could be read.
// strict makes an unknown property a fault; otherwise it is passed over.
func decodeManifest(c *collector, raw []byte, strict bool) (m Manifest, lines map[string]int, ok bool) {
	if len(raw) > MaxManifestBytes {
		c.fault(LimitManifest, place{file: ManifestName}, "Limit", megabytes(MaxManifestBytes), "Found", megabytes(int64(len(raw))))
		return m, nil, false
	}
	text, ok := decodeText(c, ManifestName, raw)
	if !ok {
		return m, nil, false
	}
	lines, ok = walkJSON(c, text)
	if !ok {
		return m, nil, false
	}
	d := decoder{collector: c, lines: lines, strict: strict}
	d.value(text, reflect.ValueOf(&m).Elem(), "")
	return m, lines, true
}

// walkJSON checks that the text is one JSON object with no name twice in an object and no deeper
// nesting than the format allows. It returns the line on which each property begins, by its path.
func walkJSON(c *collector, text []byte) (lines map[string]int, ok bool) {
	type level struct {
		path  string
		array bool
		names map[string]bool
		name  string // of the value that comes next
		named bool   // whether a name has been read and its value has not
		index int
	}
	var stack []level
	closed := false
	lines = map[string]int{}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	line, counted := 1, int64(0)
	ok = true
	// Nothing of ours lies deeper than contributors.0.roles.0; the schemas do, and are long.
	note := func() bool { return len(stack) <= 4 }
	for {
		token, err := dec.Token()
		if err == io.EOF && closed {
			return lines, ok
		}
		offset := min(max(dec.InputOffset(), counted), int64(len(text)))
		line += bytes.Count(text[counted:offset], []byte{'\n'})
		counted = offset
		if err != nil {
			detail := err.Error()
			var syntax *json.SyntaxError
			if errors.As(err, &syntax) {
				line = 1 + bytes.Count(text[:min(max(syntax.Offset-1, 0), int64(len(text)))], []byte{'\n'})
			}
			c.fault(ManifestJSON, place{file: ManifestName, row: line}, "Detail", detail)
			return nil, false
		}
		if len(stack) == 0 && (closed || token != json.Delim('{')) {
			c.fault(ManifestJSON, place{file: ManifestName, row: line}, "Detail", "not one object")
			return nil, false
		}
		top := func() *level { return &stack[len(stack)-1] }
		if len(stack) > 0 && !top().array && !top().named {
			if name, isName := token.(string); isName {
				l := top()
				if l.names[name] {
					path := join(l.path, name)
					c.fault(PropertyTwice, place{file: ManifestName, row: line, column: path}, "Property", path)
					ok = false
				}
				l.names[name] = true
				l.name, l.named = name, true
				if note() {
					lines[join(l.path, name)] = line
				}
				continue
			}
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			path := ""
			if len(stack) > 0 {
				l := top()
				path = join(l.path, l.name)
				if l.array {
					path = join(l.path, strconv.Itoa(l.index))
					if note() {
						lines[path] = line
					}
				}
			}
			if len(stack) == MaxNesting {
				c.fault(LimitNesting, place{file: ManifestName, row: line}, "Limit", strconv.Itoa(MaxNesting))
				return nil, false
			}
			stack = append(stack, level{path: path, array: token == json.Delim('['), names: map[string]bool{}})
			continue
		case json.Delim('}'), json.Delim(']'):
			stack = stack[:len(stack)-1]
			closed = len(stack) == 0
		}
		if len(stack) > 0 { // a value is at its end
			top().named = false
			top().index++
		}
	}
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// decoder checks a JSON value against the Go type that will take it, and drops what does not fit.
type decoder struct {
	*collector
	lines  map[string]int
	strict bool
}

var rawType = reflect.TypeFor[json.RawMessage]()

func (d *decoder) at(path, value string) place {
	return place{file: ManifestName, row: d.lines[path], column: path, value: value}
}

// value puts what fits of raw into v. A null is as if it were not there.
func (d *decoder) value(raw json.RawMessage, v reflect.Value, path string) {
	raw = bytes.TrimSpace(raw)
	if string(raw) == "null" {
		return
	}
	wrong := func(code string) { d.fault(code, d.at(path, string(raw)), "Property", path) }
	switch {
	case v.Type() == rawType:
		v.SetBytes(bytes.Clone(raw))
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(raw, v.Elem(), path)
	case v.Kind() == reflect.String:
		var s string
		if raw[0] != '"' || json.Unmarshal(raw, &s) != nil {
			wrong(PropertyNotText)
			return
		}
		v.SetString(composed(s))
	case v.Kind() == reflect.Bool:
		if s := string(raw); s != "true" && s != "false" {
			wrong(PropertyNotBoolean)
			return
		}
		v.SetBool(raw[0] == 't')
	case v.CanInt():
		n, err := strconv.ParseInt(string(raw), 10, 64)
		if err != nil || v.OverflowInt(n) {
			wrong(PropertyNotInteger)
			return
		}
		v.SetInt(n)
	case v.Kind() == reflect.Slice:
		var items []json.RawMessage
		if raw[0] != '[' || json.Unmarshal(raw, &items) != nil {
			wrong(PropertyNotList)
			return
		}
		if len(items) == 0 {
			return // as if it were not there
		}
		v.Set(reflect.MakeSlice(v.Type(), len(items), len(items)))
		for i, item := range items {
			d.value(item, v.Index(i), join(path, strconv.Itoa(i)))
		}
	case v.Kind() == reflect.Struct:
		d.object(raw, v, path)
	default:
		panic("followup: no rule for a manifest field of type " + v.Type().String())
	}
}

func (d *decoder) object(raw json.RawMessage, v reflect.Value, path string) {
	var found map[string]json.RawMessage
	if raw[0] != '{' || json.Unmarshal(raw, &found) != nil {
		d.fault(PropertyNotObject, d.at(path, string(raw)), "Property", path)
		return
	}
	var known []string
	for i := range v.NumField() {
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		known = append(known, name)
		if value, there := found[name]; there {
			d.value(value, v.Field(i), join(path, name))
		}
	}
	if !d.strict {
		return
	}
	var unknown []string
	for name := range found {
		if !slices.Contains(known, name) {
			unknown = append(unknown, name)
		}
	}
	slices.Sort(unknown)
	for _, name := range unknown {
		p := join(path, name)
		d.fault(PropertyUnknown, d.at(p, name), "Property", p, "Suggestion", nearest(name, known))
	}
}

// Nearest returns the candidate that name is most likely a misspelling of, or "".
func Nearest(name string, candidates []string) string { return nearest(name, candidates) }

// nearest returns the candidate that name is most likely a misspelling of, or "".
func nearest(name string, candidates []string) string {
	best, least := "", len(name)/3+1
	for _, c := range candidates {
		if n := distance(strings.ToLower(strings.TrimSpace(name)), strings.ToLower(c)); n < least {
			best, least = c, n
		}
	}
	return best
}

// distance counts the letters to add, drop or change to make b of a.
func distance(a, b string) int {
	if len(a) > 64 || len(b) > 64 {
		return 64
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := before
			if a[i] != b[j] {
				cost++
			}
			before = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
