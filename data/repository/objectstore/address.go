package objectstore

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"

	"rodatraden/data/fault"
	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
)

const (
	scheme       = "s3://"
	folderScheme = "file://"
)

// Options say how an object store is used.
type Options struct {
	// Cache is a folder in which files that bear their hash are kept after they are read, so that a
	// publisher does not fetch every earlier index and manifest each time. What lies there is held against
	// its hash before it is used. Empty for none, as for whoever inspects what the store really holds.
	Cache string
	// Tries is how often a request is made that gets no answer, or 5xx; 0 is four times.
	Tries int
}

// OpenAddress opens the place that an address names: a folder's path, the same as file:///…, or
// s3://bucket/prefix?region=…&endpoint=… (see Open). What is neither is fault.Usage.
//
// A file:/// address is repository.Folder and not gocloud's fileblob: fileblob's IfNotExist holds only
// inside one program, so that two publishers could overwrite each other, and it leaves files with
// attributes beside those that are published.
func OpenAddress(ctx context.Context, address string, o Options) (repository.Storage, error) {
	const op = "objectstore.OpenAddress"
	if strings.HasPrefix(address, scheme) {
		return Open(ctx, address, o)
	}
	path, err := FolderOf(address)
	if err != nil {
		return nil, fault.New(op, fault.Usage, address, err)
	}
	return repository.Folder(path), nil
}

var otherScheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]+://`)

// FolderOf returns the folder that a path or a file:/// address names.
func FolderOf(address string) (string, error) {
	if !strings.HasPrefix(address, folderScheme) {
		switch {
		case address == "":
			return "", errors.New("no address")
		case otherScheme.MatchString(address):
			return "", fmt.Errorf("%q is neither a folder nor s3://", address)
		}
		return address, nil
	}
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return "", err
	case u.Host != "" && u.Host != "localhost":
		return "", fmt.Errorf("%q is a folder on another computer: three slashes begin the path", address)
	case u.RawQuery != "" || u.Fragment != "" || u.User != nil:
		return "", fmt.Errorf("%q says more than a folder", address)
	case u.Path == "" || u.Path == "/":
		return "", fmt.Errorf("%q names no folder", address)
	}
	path := u.Path
	if runtime.GOOS == "windows" {
		path = strings.TrimPrefix(path, "/") // file:///C:/publicerat
	}
	return filepath.FromSlash(path), nil
}

// place is what an s3:// address says.
type place struct {
	bucket, prefix   string // the prefix without slashes at its ends
	region, endpoint string
}

// bucketName is the form of bucket names that every store takes.
var bucketName = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)

// parse reads an s3:// address. Nothing in it is passed over: what would not be heeded is refused.
func parse(address string) (place, error) {
	u, err := url.Parse(address)
	if err != nil {
		return place{}, err
	}
	p := place{bucket: u.Host, prefix: strings.Trim(u.Path, "/")}
	switch {
	case u.Scheme != "s3" || u.Opaque != "":
		return place{}, fmt.Errorf("%q does not begin with s3://", u.Redacted())
	case u.User != nil:
		return place{}, errors.New("a key does not belong in an address: it is taken from the environment or a profile")
	case !bucketName.MatchString(p.bucket):
		return place{}, fmt.Errorf("%q is no name of a bucket", p.bucket)
	case p.prefix != "" && !layout.ValidPath(p.prefix):
		return place{}, fmt.Errorf("%q is no prefix: letters a–z, digits, dots, hyphens and underscores, parted by slashes", p.prefix)
	case u.Fragment != "":
		return place{}, fmt.Errorf("#%s says nothing in an address", u.Fragment)
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return place{}, err
	}
	for name, values := range query {
		if len(values) != 1 || values[0] == "" {
			return place{}, fmt.Errorf("%s is given %d times, or as nothing", name, len(values))
		}
		switch name {
		case "region":
			p.region = values[0]
		case "endpoint":
			p.endpoint = values[0]
		default:
			return place{}, fmt.Errorf("%s: an address has region and endpoint alone", name)
		}
	}
	if p.endpoint != "" {
		// As readers' addresses: https, and plain http to this computer alone.
		if p.endpoint, err = layout.ParseAddress(p.endpoint); err != nil {
			return place{}, fmt.Errorf("endpoint: %w", err)
		}
		p.endpoint = strings.TrimSuffix(p.endpoint, "/")
	}
	return p, nil
}

// String is the address without how to get there.
func (p place) String() string { return scheme + strings.TrimSuffix(p.bucket+"/"+p.prefix, "/") }
