package layout

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"

	"rodatraden/data/fault"
)

// Subscription is what a subscription file says: where a repository is, which of its committees
// to follow, and the root that trust begins with. Names and addresses in it are not signed; the root
// is, by its own keys, and a person compares the fingerprint with what came by another way.
type Subscription struct {
	Municipality Municipality
	Audience     Audience
	Address      string      // ends with a slash
	Mirrors      []string    // other addresses of the same files, in the order to try them
	Committees   []Committee // none: every committee of the repository
	Root         Root
}

type subscriptionFile struct {
	Format       int             `json:"format"`
	Municipality Municipality    `json:"municipality"`
	Audience     Audience        `json:"audience"`
	Address      string          `json:"address"`
	Mirrors      []string        `json:"mirrors"`
	Committees   []Committee     `json:"committees"`
	Fingerprint  string          `json:"fingerprint"`
	Root         json.RawMessage `json:"root"`
}

// Encode writes the subscription file.
func (s Subscription) Encode() ([]byte, error) {
	return encode(subscriptionFile{
		Format:       Format,
		Municipality: s.Municipality,
		Audience:     s.Audience,
		Address:      s.Address,
		Mirrors:      append([]string{}, s.Mirrors...),
		Committees:   append([]Committee{}, s.Committees...),
		Fingerprint:  strings.Join(s.Root.Fingerprint(), " "),
		Root:         s.Root.Bytes,
	})
}

// ParseSubscription reads a subscription file. The words in the file must be those of its root:
// a person may compare either.
func ParseSubscription(name string, data []byte) (Subscription, error) {
	const op = "layout.ParseSubscription"
	var raw subscriptionFile
	if err := decode(op, name, data, MaxSubscription, &raw); err != nil {
		return Subscription{}, err
	}
	format := func(what string, args ...any) error {
		return fault.New(op, fault.Format, name, fmt.Errorf(what, args...))
	}
	if raw.Format < 1 || raw.Format > Format {
		return Subscription{}, format("format %d, this program reads %d", raw.Format, Format)
	}
	s := Subscription{Municipality: raw.Municipality, Audience: raw.Audience}
	var err error
	if s.Address, err = ParseAddress(raw.Address); err != nil {
		return Subscription{}, format("address: %w", err)
	}
	for _, m := range raw.Mirrors {
		if m, err = ParseAddress(m); err != nil {
			return Subscription{}, format("mirror: %w", err)
		}
		s.Mirrors = append(s.Mirrors, m)
	}
	seen := map[string]bool{}
	for _, c := range raw.Committees {
		if !ValidCommittee(c.ID) || seen[c.ID] {
			return Subscription{}, format("committee %q", c.ID)
		}
		seen[c.ID] = true
		s.Committees = append(s.Committees, c)
	}
	var root bytes.Buffer
	if err := json.Compact(&root, raw.Root); err != nil {
		return Subscription{}, format("root: %w", err)
	}
	if s.Root, err = ParseRoot(name, root.Bytes()); err != nil {
		return Subscription{}, err
	}
	if raw.Fingerprint != strings.Join(s.Root.Fingerprint(), " ") {
		return Subscription{}, fault.New(op, fault.Signature, name, errors.New("the fingerprint is not that of the root"))
	}
	return s, nil
}

// ParseAddress checks the address of a repository and returns it with a slash at the end. Addresses
// are https; plain http is for this computer alone.
func ParseAddress(s string) (string, error) {
	u, err := url.Parse(s)
	switch {
	case err != nil:
		return "", err
	case u.Host == "" || u.Opaque != "" || u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return "", fmt.Errorf("%q is not an address of a folder on the web", s)
	case !SafeScheme(u):
		return "", fmt.Errorf("%q is not https", s)
	}
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
	}
	return u.String(), nil
}

// SafeScheme tells whether u is https, or http to this computer.
func SafeScheme(u *url.URL) bool {
	if u.Scheme != "http" {
		return u.Scheme == "https"
	}
	host := u.Hostname()
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
