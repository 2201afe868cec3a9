package objectstore

import (
	"context"
	"errors"
	"io/fs"
	"net/http"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go"

	"rodatraden/data/fault"
)

// Codes in a store's answers.
const (
	noBucket = "NoSuchBucket"
	noObject = "NoSuchKey"
	conflict = "ConditionalRequestConflict" // another is writing the same file just now
)

// status is the store's answer to a request, or 0 where there was none.
func status(err error) int {
	var answer *awshttp.ResponseError
	if errors.As(err, &answer) {
		return answer.HTTPStatusCode()
	}
	return 0
}

func code(err error) string {
	var said smithy.APIError
	if errors.As(err, &said) {
		return said.ErrorCode()
	}
	return ""
}

// refused tells whether a write was refused because of what lies there.
func refused(err error) bool {
	s := status(err)
	return s == http.StatusPreconditionFailed || s == http.StatusConflict
}

// missing tells whether a file is not there. A server that is no object store has no files either, and does
// not say it in this way.
func missing(err error) bool { return code(err) == noObject }

// sorted makes a fault of a store's error: Denied where it refuses the key or the bucket is in another
// region, NotFound where there is no such bucket, Offline where nothing answers and HTTP for all else it says. A file that is missing is
// fs.ErrNotExist.
func (s *store) sorted(ctx context.Context, op, path string, err error) error {
	var known *fault.Error
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &known):
		return known
	case missing(err):
		return &fs.PathError{Op: op, Path: s.path(path), Err: fs.ErrNotExist}
	}
	switch code(err) {
	case noBucket:
		return fault.New(op, fault.NotFound, s.String(), err)
	case "AuthorizationHeaderMalformed", "PermanentRedirect", "TemporaryRedirect": // the bucket is in another region
		return fault.New(op, fault.Denied, s.String(), err)
	}
	switch status(err) {
	case 0:
		return fault.New(op, fault.Offline, s.String(), err)
	case http.StatusUnauthorized, http.StatusForbidden:
		return fault.New(op, fault.Denied, s.path(path), err)
	}
	return fault.New(op, fault.HTTP, s.path(path), err)
}
