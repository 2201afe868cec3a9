package kolada

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// deepest is how deep an answer may nest.
const deepest = 16

var (
	errNesting = errors.New("nested too deep")
	errShape   = errors.New("no list of values")
)

// page is one answer: a part of a list, and where the list goes on.
type page struct {
	values []json.RawMessage
	next   string // "" where it ends
}

// readPage reads an answer's frame; its values are read by who asked for them.
func readPage(raw []byte) (page, error) {
	if nesting(raw) > deepest {
		return page{}, errNesting
	}
	var frame struct {
		Values *[]json.RawMessage `json:"values"`
		Next   *string            `json:"next_url"`
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	if err := d.Decode(&frame); err != nil {
		return page{}, err
	}
	if _, err := d.Token(); err != io.EOF {
		return page{}, errors.New("something after the answer")
	}
	if frame.Values == nil {
		return page{}, errShape
	}
	p := page{values: *frame.Values}
	if frame.Next != nil && len(p.values) > 0 {
		p.next = *frame.Next
	}
	return p, nil
}

// nesting counts how deep lists and objects lie in each other.
func nesting(raw []byte) int {
	depth, most, quoted := 0, 0, false
	for i := 0; i < len(raw); i++ {
		switch b := raw[i]; {
		case quoted && b == '\\':
			i++
		case b == '"':
			quoted = !quoted
		case quoted:
		case b == '{' || b == '[':
			depth++
			most = max(most, depth)
		case b == '}' || b == ']':
			depth--
		}
	}
	return most
}

// readAll reads the values of a list.
func readAll[T any](values []json.RawMessage) ([]T, error) {
	out := make([]T, len(values))
	for i, raw := range values {
		if err := json.Unmarshal(raw, &out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// word is a text, or a number where a text was meant: periods are both.
type word string

func (w *word) UnmarshalJSON(raw []byte) error {
	var s string
	if err := json.Unmarshal(raw, &s); err == nil {
		*w = word(strings.TrimSpace(s))
		return nil
	}
	var n json.Number
	if err := json.Unmarshal(raw, &n); err != nil {
		return err
	}
	*w = word(n)
	return nil
}

// keyFigure is what Kolada says of a key figure.
type keyFigure struct {
	ID          string `json:"id"`
	Title       string `json:"title"`
	Description string `json:"description"`
	Final       string `json:"publication_date"` // when the values of Latest are final: 2026-09-30
	Latest      word   `json:"publ_period"`      // a year
}

// area is a municipality, a region or the country.
type area struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Type  string `json:"type"` // K a municipality, L a region
}

// group is a group of municipalities.
type group struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Members []member `json:"members"`
}

type member struct {
	ID    string `json:"member_id"`
	Title string `json:"member_title"`
}

// datum is what a key figure is for a municipality and a year.
type datum struct {
	KPI          string  `json:"kpi"`
	Municipality string  `json:"municipality"`
	Period       word    `json:"period"`
	Values       []value `json:"values"`
}

type value struct {
	Gender string          `json:"gender"` // T, K, M
	Count  json.RawMessage `json:"count"`  // of a group: how many members have a value
	Status string          `json:"status"`
	Value  json.RawMessage `json:"value"`
}

// null reports whether there is no value.
func (v value) null() bool { return len(v.Value) == 0 || string(v.Value) == "null" }

// contributors is how many members of a group the value is of; 0 where that is not told.
func (v value) contributors() int {
	n, err := strconv.Atoi(strings.Trim(string(v.Count), `"`))
	if err != nil {
		return 0
	}
	return n
}

// mostDecimals is how many decimals a number of the format has.
const mostDecimals = 9

// number is a value as the format writes it: the digits of the answer, rounded half away from zero where
// there are more decimals than wanted. It is not ok where the value is no number that the format holds.
func (v value) number(decimals int) (text string, rounded, ok bool) {
	given := string(v.Value)
	if len(given) > 64 || len(given) == 0 || given[0] != '-' && (given[0] < '0' || given[0] > '9') {
		return "", false, false
	}
	if _, exponent, scientific := strings.Cut(strings.ToLower(given), "e"); scientific {
		if n, err := strconv.Atoi(strings.TrimPrefix(exponent, "+")); err != nil || n < -40 || n > 20 {
			return "", false, false
		}
	}
	d, err := decimal.NewFromString(given)
	if err != nil {
		return "", false, false
	}
	places := max(0, -d.Exponent())
	if most := int32(min(decimals, mostDecimals)); places > most {
		whole := d
		d, places = d.Round(most), most
		rounded = !d.Equal(whole)
	}
	text = d.StringFixed(places)
	digits, _, _ := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	if d.IsZero() {
		text = strings.TrimPrefix(text, "-")
	}
	return text, rounded, len(digits) <= 18
}
