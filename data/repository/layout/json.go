package layout

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"rodatraden/data/fault"
)

// decode reads one JSON object into v, after its size and nesting have been checked. Unknown fields
// are ignored, as format 1 demands of readers.
func decode(op, name string, data []byte, limit int, v any) error {
	if len(data) > limit {
		return fault.New(op, fault.Limit, name, fmt.Errorf("%d bytes, at most %d allowed", len(data), limit))
	}
	if d := nesting(data); d > MaxNesting {
		return fault.New(op, fault.Limit, name, fmt.Errorf("nested deeper than %d", MaxNesting))
	}
	if trimmed := bytes.TrimSpace(data); len(trimmed) == 0 || trimmed[0] != '{' {
		return fault.New(op, fault.Format, name, errors.New("not a JSON object"))
	}
	if err := json.Unmarshal(data, v); err != nil {
		return fault.New(op, fault.Format, name, err)
	}
	return nil
}

// nesting returns how deep the objects and lists of a JSON text go, without judging the text.
func nesting(data []byte) int {
	depth, deepest, inString := 0, 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '{' || c == '[':
			depth++
			deepest = max(deepest, depth)
		case c == '}' || c == ']':
			depth--
		}
	}
	return deepest
}

// encode writes v for people too: indented, with the letters of names as they are.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
