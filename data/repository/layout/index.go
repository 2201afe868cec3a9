package layout

import (
	"fmt"

	"rodatraden/data/fault"
)

// Index lists the packages of one committee. Its hash and length are signed by the committee's role.
type Index struct {
	Format       int          `json:"format"`
	Municipality Municipality `json:"municipality"`
	Committee    Committee    `json:"committee"`
	Packages     []Package    `json:"packages"` // by rising Order
}

// Package is an index's line about one package.
type Package struct {
	Name       string `json:"name"`
	ID         string `json:"id"`
	Title      string `json:"title"`
	Kind       string `json:"kind"`
	Order      int64  `json:"order"`
	AsAt       string `json:"as_at"`
	Manifest   File   `json:"manifest"`
	Bytes      int64  `json:"bytes"` // all resources together, without the manifest
	Supersedes string `json:"supersedes,omitempty"`
}

// File is the hash and the length of a file.
type File struct {
	SHA256 string `json:"sha256"`
	Length int64  `json:"length"`
}

// Encode writes the index as it is published.
func (x Index) Encode() ([]byte, error) { return encode(x) }

// ParseIndex reads an index.json. Faults are fault.Format and fault.Limit, with name as their Path.
func ParseIndex(name string, data []byte) (Index, error) {
	const op = "layout.ParseIndex"
	var x Index
	if err := decode(op, name, data, MaxIndex, &x); err != nil {
		return Index{}, err
	}
	format := func(what string, args ...any) error {
		return fault.New(op, fault.Format, name, fmt.Errorf(what, args...))
	}
	switch {
	case x.Format < 1 || x.Format > Format:
		return Index{}, format("format %d, this program reads %d", x.Format, Format)
	case !ValidCommittee(x.Committee.ID):
		return Index{}, format("committee %q", x.Committee.ID)
	case x.Municipality.Code == "":
		return Index{}, format("no municipality")
	case len(x.Packages) > MaxPackages:
		return Index{}, fault.New(op, fault.Limit, name, fmt.Errorf("%d packages, at most %d allowed", len(x.Packages), MaxPackages))
	}
	names, ids, orders := map[string]bool{}, map[string]bool{}, map[int64]bool{}
	for i, p := range x.Packages {
		switch {
		case !ValidName(p.Name) || names[p.Name]:
			return Index{}, format("package %d: name %q", i+1, p.Name)
		case !validID(p.ID) || ids[p.ID]:
			return Index{}, format("%s: id %q", p.Name, p.ID)
		case orders[p.Order] || i > 0 && p.Order < x.Packages[i-1].Order:
			return Index{}, format("%s: order %d", p.Name, p.Order)
		case p.Supersedes != "" && (!validID(p.Supersedes) || p.Supersedes == p.ID):
			return Index{}, format("%s: supersedes %q", p.Name, p.Supersedes)
		case !ValidSum(p.Manifest.SHA256) || p.Manifest.Length <= 0:
			return Index{}, format("%s: manifest", p.Name)
		case p.Manifest.Length > MaxManifest:
			return Index{}, fault.New(op, fault.Limit, name, fmt.Errorf("%s: a manifest of %d bytes, at most %d allowed", p.Name, p.Manifest.Length, MaxManifest))
		case p.Bytes < 0:
			return Index{}, format("%s: %d bytes", p.Name, p.Bytes)
		case p.Bytes > MaxPackage:
			return Index{}, fault.New(op, fault.Limit, name, fmt.Errorf("%s: %d bytes, at most %d allowed", p.Name, p.Bytes, MaxPackage))
		}
		names[p.Name], ids[p.ID], orders[p.Order] = true, true, true
	}
	return x, nil
}
