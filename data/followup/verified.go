package followup

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"

	"rodatraden/data/fault"
)

// ErrNewerFormat is in the chain of the error with which ReadVerified refuses a package that a
// later program has made.
var ErrNewerFormat = errors.New("the package is of a newer format than this program reads")

// ReadVerified reads a package as a reader does: manifest is datapackage.json, whose signature
// has been checked, and files gives content by what the manifest lists. Every table is read and
// held to its hash, its length, the format and the limits; documents stay where they are until
// files opens them. Unknown properties, columns and tables are passed over.
//
// It refuses with a fault.Error of the kind Format (with ErrNewerFormat in its chain where the
// program is too old), Limit, Content, or of what files answered.
func ReadVerified(manifest []byte, files Files) (*Package, error) {
	const op = "followup.ReadVerified"
	c := &collector{quiet: true}
	if format, newer := newerFormat(manifest); newer {
		return nil, fault.New(op, fault.Format, ManifestName, fmt.Errorf("format %s: %w", format, ErrNewerFormat))
	}
	m, lines, ok := decodeManifest(c, manifest, false)
	if ok {
		manifestCheck{c, lines, false}.check(m)
		checkResources(c, lines, m.Resources)
	}
	if err := refusal(op, c); err != nil {
		return nil, err
	}
	p := &Package{Manifest: m, Files: files, raw: slices.Clone(manifest)}
	for _, res := range m.Resources {
		t := tableOf(res)
		if t == nil {
			continue
		}
		raw, err := readVerified(files, res)
		if err != nil {
			return nil, local(op, res.Path, err)
		}
		read := readTable(c, t, res.Path, raw, false)
		if err := refusal(op, c); err != nil {
			return nil, err
		}
		if len(read.Rows) > 0 {
			p.Tables = append(p.Tables, *read)
		}
	}
	slices.SortFunc(p.Tables, func(a, b Table) int { return cmp.Compare(a.Schema.Order, b.Schema.Order) })
	checkWithdrawn(c, p, false)
	if err := refusal(op, c); err != nil {
		return nil, err
	}
	return p, nil
}

func readVerified(files Files, res Resource) ([]byte, error) {
	r, err := files.Open(res)
	if err != nil {
		return nil, err
	}
	r = Verified(r, res)
	defer r.Close()
	raw := make([]byte, 0, res.Bytes+1) // at most MaxFileBytes: checked with the manifest
	for {
		n, err := r.Read(raw[len(raw):cap(raw)])
		raw = raw[:len(raw)+n]
		if err == io.EOF {
			return raw, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// refusal makes an error of the first fault found, if there is one.
func refusal(op string, c *collector) error {
	for _, f := range c.findings {
		if f.Severity != Fault {
			continue
		}
		kind := fault.Format
		if limitCode(f.Code) {
			kind = fault.Limit
		}
		return fault.New(op, kind, f.File, errors.New(f.String()))
	}
	return nil
}
